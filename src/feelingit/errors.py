"""What can go wrong, in words that a user can act on.

Every message names the thing (file, row, key, device), what was found and what was expected.
The command line prints the message alone and exits with `EXIT_CODE`.
"""

EXIT_CODE = 2


class FeelingItError(Exception):
    """Base of every error that a user can mend; its text is one clear sentence."""


class InputError(FeelingItError):
    """Data that cannot be used as they are: a path, a file, a row, a label."""


class StudyFileError(FeelingItError):
    """A study file with an unknown key, a wrong type or a value out of range."""


class RunFolderError(FeelingItError):
    """A run folder that is in use, unwritable, full, or not a run folder."""


class DeviceError(FeelingItError):
    """A device that was asked for and is not there."""


class ModelError(FeelingItError):
    """A model file that is damaged, of another kind, or does not fit the faces."""
