"""The chapter on where the models look: what the run's maps and their tests say, for readers."""
