"""A picture of an effort: monthly incidents of its areas, with start and end marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from hotspots.language import Lang


@dataclass(frozen=True)
class Stretch:
    """Months that are compared: places on the axis from first to last, and their mean."""

    first: int
    last: int
    mean: float
    words: str


@dataclass(frozen=True)
class MonthPanel:
    """One area's part of the picture; ``counts`` has a number or None for every month drawn."""

    title: str
    counts: tuple[int | None, ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class DayMark:
    """A day on the axis, in months since the first one drawn, and what happened then."""

    at: float
    text: str


@dataclass(frozen=True)
class EvaluationPicture:
    """Everything the picture shows. All texts are plain text, none of it is markup.

    ``years`` are the places of each January on the axis with its year.
    """

    lang: Lang
    title: str
    subtitle: str
    n_months: int
    years: Sequence[tuple[int, str]]
    panels: Sequence[MonthPanel]
    marks: Sequence[DayMark]
    standing: Sequence[str]
    notes: Sequence[str]
    source: str
    alt: str
    banner: str = ""
    internal: str = ""
