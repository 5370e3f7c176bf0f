"""A study: its file, its plan, and its run, which can be stopped and continued."""
