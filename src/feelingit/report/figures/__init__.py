"""One figure a file: `draw` makes it, `caption` says what to see, `alt` what it looks like."""
