"""What `make bench` runs: how fast, as ratios of two things measured in one run.

One measurement a file, each a function `measure(*, quick) -> list[Row]`.
"""
