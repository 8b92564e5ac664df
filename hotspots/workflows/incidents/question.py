"""What a question about incidents was asked with, and what answers say of their tests."""

from dataclasses import dataclass
from typing import Any

from hotspots.analysis.methods.count_swings import Swings
from hotspots.analysis.methods.multiplicity import Method
from hotspots.analysis.time.periods import WHOLE_YEAR, Part
from hotspots.language import Lang
from hotspots.model.groups import WHOLE_GROUP
from hotspots.model.incidents import CountOf, DateUsed, Use
from hotspots.workflows.asking.swings import swing_settings


@dataclass(frozen=True)
class IncidentsQuestion:
    """What a question about incidents was asked with; None where the program is to choose.

    ``part`` is the part of both years that is counted, ``group`` the group of people.
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


def test_settings(n_tests: int, learnt: Swings | None, adjust: Method) -> dict[str, Any]:
    """Return how changes were tested, and over how many areas."""
    return {
        "test": "mid-p" if learnt is None else "mid-p of counts that swing",
        "adjust": adjust,
        "family": "areas that can be compared and had incidents",
        "family_size": n_tests,
        **swing_settings(learnt),
    }
