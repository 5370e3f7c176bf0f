"""One table a file: a function from `Results` to a `Table` of display strings."""
