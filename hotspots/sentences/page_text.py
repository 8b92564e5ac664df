"""What a map page says, before it has colours and outlines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hotspots.model.page import Fact, PageTable


@dataclass(frozen=True)
class PageFacts:
    """What a page is about: names as people know them, and the years compared."""

    indicator: str
    set_name: str
    baseline: int
    year: int


@dataclass(frozen=True)
class PageText:
    """All texts of a page.

    ``classes`` are (key, label) pairs in the legend's order, ``class_of`` and ``lines`` give
    each area's class and its popup's lines by code, ``facts`` the figures of its popup.
    """

    title: str
    subtitle: str
    summary: str
    legend_title: str
    classes: Sequence[tuple[str, str]]
    class_of: Mapping[str, str]
    lines: Mapping[str, Sequence[str]]
    table: PageTable
    facts: Mapping[str, Sequence[Fact]] = field(default_factory=dict)
