"""The command line: it parses, delegates, and translates errors; nothing else.

Nothing heavy is imported here: each command imports what it needs when it is called.
"""

from feelingit.cli.app import main

__all__ = ["main"]
