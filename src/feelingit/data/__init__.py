"""Published figures that results are held against, as CSV; `README.md` gives their sources."""
