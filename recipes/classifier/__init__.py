"""How the classifier that ships was trained: see `__main__`."""
