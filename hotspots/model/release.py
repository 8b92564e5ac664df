"""What a release is: who it is for, the policy it obeys, and the file that declares it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from hotspots.model.periods import Period

Audience = Literal["internal", "partner", "public"]
Step = Literal["year", "half", "quarter", "month"]

# from the narrowest to the widest: what a wider one may have, every narrower one may have
AUDIENCES: tuple[Audience, ...] = ("internal", "partner", "public")
# from the longest to the shortest
STEPS: tuple[Step, ...] = ("year", "half", "quarter", "month")
# the only category of a table that has each of them
EACH_CATEGORY = "*"


def serves(widest: Audience, audience: Audience) -> bool:
    """Tell whether what may go as far as ``widest`` may go to an audience."""
    return AUDIENCES.index(audience) <= AUDIENCES.index(widest)


def is_below(audience: Audience) -> bool:
    """Tell whether an audience is below internal: what it gets must be cleared first."""
    return audience != "internal"


@dataclass(frozen=True)
class Permit:
    """For whom files are written now, and where: below internal in the private ``room`` only."""

    audience: Audience = "internal"
    room: Path | None = None


@dataclass(frozen=True)
class AudienceLimits:
    """What holds for one audience below internal: k, and the shortest step of a period."""

    k: int
    shortest: Step

    def allows(self, step: Step) -> bool:
        """Tell whether a step is as long as the shortest, or longer."""
        return STEPS.index(step) <= STEPS.index(self.shortest)


@dataclass(frozen=True)
class Approval:
    """Who approved a policy, and when."""

    by: str
    on: date


@dataclass(frozen=True)
class Policy:
    """What a municipality allows to leave.

    ``places`` is the fewest distinct places that a count of k or more lies on, and
    ``most_percent`` the most of it that lies on one of them. ``excluded`` are categories of which
    nothing leaves. A share of a survey has ``answers`` or more, and ``side`` on either side.
    ``text`` is the file itself, as the ledger keeps it. Without ``approval`` nothing is built
    below internal.
    """

    public: AudienceLimits = AudienceLimits(5, "quarter")
    partner: AudienceLimits = AudienceLimits(3, "month")
    places: int = 3
    most_percent: float = 50
    excluded: tuple[str, ...] = ()
    answers: int = 30
    side: int = 5
    approval: Approval | None = None
    text: str = ""

    def limits(self, audience: Audience) -> AudienceLimits:
        """Return what holds for an audience below internal."""
        return self.public if audience == "public" else self.partner


@dataclass(frozen=True)
class DeclaredTable:
    """A table of counts that a release counts and clears.

    All categories together are always counted; ``categories`` are those counted by themselves,
    ``EACH_CATEGORY`` alone all that there are. ``groups`` are dimensions of groups of people, as
    tables of counts tell them apart. The periods from ``first`` to ``last`` are of the kind
    ``step``.
    """

    sets: tuple[str, ...]
    step: Step
    first: Period
    last: Period
    categories: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeclaredFile:
    """A file of a release: its name, and the command that writes it, as arguments.

    The arguments are those after ``hotspots``, without ``-o``, such as ``("map", "change")``.
    """

    name: str
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class ReleaseFile:
    """What an official declares: for whom, by which policy, which counts, and which files.

    ``policy`` is the path of the policy's file, taken from the release file's folder. ``history``
    is how many years before the first period are cleared for measuring swings, and not printed.
    """

    audience: Audience
    policy: Path
    title: str
    tables: Sequence[DeclaredTable] = field(default_factory=tuple)
    files: Sequence[DeclaredFile] = field(default_factory=tuple)
    history: int = 5


RELEASE_COLUMNS = (
    "release", "audience", "state", "n_cells", "n_small", "n_files", "approved_by", "approved_on",
    "row", "hash",
)  # fmt: skip
