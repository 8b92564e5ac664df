"""What a question about incidents was asked with, and what answers say of their tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from hotspots.analysis.methods.count_swings import Swings
from hotspots.analysis.methods.multiplicity import Method
from hotspots.analysis.time.periods import WHOLE_YEAR, Part
from hotspots.language import Lang
from hotspots.model.groups import WHOLE_GROUP
from hotspots.model.incidents import CountOf, DateUsed, Use
from hotspots.model.periods import Period
from hotspots.workflows.asking.swings import swing_settings

Per = Literal["week", "month", "quarter", "half"]


@dataclass(frozen=True)
class PeriodChoice:
    """Which periods are counted: one part of a year, or days, as a whole or by ``per``.

    Both days are included. With ``per`` alone it is the periods of the year that is asked about.
    """

    period: Period | None = None
    first_day: date | None = None
    last_day: date | None = None
    per: Per | None = None

    @property
    def has_days(self) -> bool:
        """Tell whether days were asked for."""
        return self.first_day is not None or self.last_day is not None

    @property
    def words(self) -> str:
        """Return the options that say it, such as ``--per quarter``."""
        per = {"half": "half-year"}.get(self.per or "", self.per)
        values = {"--year": self.period, "--from": self.first_day, "--to": self.last_day,
                  "--per": per}  # fmt: skip
        return " ".join(f"{name} {value}" for name, value in values.items() if value)


@dataclass(frozen=True)
class IncidentsQuestion:
    """What a question about incidents was asked with; None where the program is to choose.

    ``part`` is the part of both years that is counted, ``group`` the group of people. ``areas``
    are those of which rows are given, all where it is empty. ``choice`` is None where whole years
    are asked about.
    """

    set_name: str | None = None
    category: str | None = None
    baseline: int | None = None
    year: int | None = None
    date_used: DateUsed = "occurred"
    count: CountOf = "cases"
    adjust: Method = "holm"
    use: Use | None = None
    lang: Lang = "en"
    part: Part = WHOLE_YEAR
    group: str = WHOLE_GROUP
    areas: Sequence[str] = ()
    choice: PeriodChoice | None = None


def test_settings(n_tests: int, learnt: Swings | None, adjust: Method) -> dict[str, Any]:
    """Return how changes were tested, and over how many areas."""
    return {
        "test": "mid-p" if learnt is None else "mid-p of counts that swing",
        "adjust": adjust,
        "family": "areas that can be compared and had incidents",
        "family_size": n_tests,
        **swing_settings(learnt),
    }
