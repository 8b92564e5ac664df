"""What can go wrong that a user can act on.

Each error carries one sentence: what, where, and what to do now.
The command line turns it into words and an exit code once.
"""

from typing import Any, ClassVar


class HotspotsError(Exception):
    """The answer could not be given.

    ``receipt`` is what would have become of a load that stores nothing, where it came so far.
    """

    exit_code: ClassVar[int] = 1
    receipt: Any = None


class UsageProblem(HotspotsError):
    """The command was asked for in a way that cannot be carried out."""

    exit_code: ClassVar[int] = 2


class ReleaseRefused(HotspotsError):
    """What may not leave, or of which it is not proved that it may."""

    exit_code: ClassVar[int] = 3


class InputProblem(HotspotsError):
    """A file that was handed in cannot be used as it is."""

    exit_code: ClassVar[int] = 4


class PersonNumbers(HotspotsError):
    """A file that may hold the numbers of persons, who may not come in."""

    exit_code: ClassVar[int] = 4


class StoreProblem(HotspotsError):
    """The store cannot be opened, is held by somebody else or is damaged."""


class ProgramFault(HotspotsError):
    """Something that the program did not foresee: a fault of its own."""

    exit_code: ClassVar[int] = 70
