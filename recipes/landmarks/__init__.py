"""How the landmark network was trained: `python -m recipes.landmarks`."""
