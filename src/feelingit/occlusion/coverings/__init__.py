"""Coverings as met in life, drawn on the face by its landmarks; one file each."""
