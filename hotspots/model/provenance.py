"""Where figures come from and what is wrong: rows of ``check``, ``doctor`` and ``trace``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from hotspots.model.groups import WHOLE_GROUP
from hotspots.model.periods import Period

INCIDENTS = "incidents"
CATEGORY = "category"
TRACE_COLUMNS = (
    "step", "what", "value", "set", "area", "name", "indicator", "year", "edition", "load",
    "file", "row", "sha256", "loaded_at", "source",
)  # fmt: skip
# At the end of a row where a figure is of a group, or of a part of a year.
SLICE_COLUMNS = ("group", "period")
HowSure = Literal["certain", "likely", "possible"]
SURENESS: tuple[HowSure, ...] = ("certain", "likely", "possible")
CHECKS = (
    "rate_count_population", "population_jump", "share_over_100", "safe_and_unsafe_over_100",
    "groups_and_whole",
    "area_missing", "few_areas", "duplicate_figure", "edition_conflict", "definition_break",
    "designation_criteria", "duplicate_incidents", "snapped_incidents", "coverage_changed",
    "half_loaded_year", "spelling", "rejected_rows", "double_load",
    "default_time", "default_date", "default_place", "person_numbers",
)  # fmt: skip
# What ``check --old-loads`` looks for.
OLD_LOAD_CHECKS = (
    "unread_columns", "rows_alike", "repeated_ids", "double_load", "counted_outside",
    "rough_dates",
)  # fmt: skip
CHECK_COLUMNS = (
    "check", "where", "area", "year", "indicator", "what", "how_sure", "do", "load", "row",
)  # fmt: skip

# What ``doctor`` looks at.
DoctorCheck = Literal[
    "store", "counts", "placements", "checksums", "orphans", "schema", "permissions", "versions",
    "fonts", "console", "temporary", "leftovers",
]  # fmt: skip
# A fault is to be mended; advice is worth knowing, and does not change the exit code.
Level = Literal["fault", "advice"]
DOCTOR_CHECKS: tuple[DoctorCheck, ...] = get_args(DoctorCheck)
DOCTOR_COLUMNS = ("check", "level", "where", "what", "do")


@dataclass(frozen=True)
class PrintedNumber:
    """A number in a sentence, with the decimals it is written with."""

    value: float
    decimals: int


@dataclass(frozen=True)
class FindingPlace:
    """Where a finding lies; what it has nothing to do with is None."""

    set_name: str | None = None
    area: str | None = None
    year: int | None = None
    indicator: str | None = None
    load: int | None = None
    row: int | None = None
    group: str = WHOLE_GROUP
    part: str = ""

    @property
    def period(self) -> str | None:
        """Return the year or the part of it, such as ``2011-H1``."""
        return None if self.year is None else str(Period(self.year, self.part))

    @property
    def order(self) -> tuple[str, str, int, str, int, int, str, str]:
        """Return the place's key in the order of findings."""
        return (
            self.set_name or "", self.area or "", self.year or 0, self.indicator or "",
            self.load or 0, self.row or 0, self.group, self.part,
        )  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """What one check found at one place.

    ``text`` names its sentence in the texts, ``figures`` fill its blanks: a text stands as it
    is, a whole number gets its thousands marked, a ``PrintedNumber`` its decimals, and a tuple
    becomes a list of texts.
    """

    check: str
    text: str
    how_sure: HowSure
    place: FindingPlace
    figures: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class About:
    """What a step is about: an area of a set, an indicator and a year, as far as it has them.

    ``group`` is the group of people, and ``part`` the part of the year; empty for everybody and
    whole years.
    """

    set_name: str | None = None
    area: str | None = None
    name: str | None = None
    indicator: str | None = None
    year: int | None = None
    edition: int | None = None
    group: str = WHOLE_GROUP
    part: str = ""

    @property
    def period(self) -> str | None:
        """Return the year or the part of it, such as ``2011-H1``."""
        return None if self.year is None else str(Period(self.year, self.part))


@dataclass(frozen=True)
class TraceStep:
    """One step on the way back.

    ``kind`` names the sentence and the formula, ``facts`` are the numbers and words that go
    into them. ``load`` and ``row`` say where the step's own figure stands; ``row`` counts the
    data rows of the load's file from 1.
    """

    kind: str
    about: About
    facts: Mapping[str, Any] = field(default_factory=dict)
    load: int | None = None
    row: int | None = None


@dataclass(frozen=True)
class Ailment:
    """Something wrong: which check found it, where, what it is, and what to do, in words."""

    check: DoctorCheck
    where: str
    what: str
    remedy: str
    level: Level = "fault"
