"""What a study does, one step a file; each reads and writes the run folder alone."""
