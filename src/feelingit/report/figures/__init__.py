"""One figure a file: `draw` makes it, `caption` says what to see in it, `alt` what it looks like."""
