"""What a map page says, before it has colours and outlines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hotspots.model.pages import Fact, PageTable
from hotspots.model.periods import Period

_NOTHING = frozenset({"", "–"})


@dataclass(frozen=True)
class PageFacts:
    """What a page is about: names as people know them, and the years or parts of them compared."""

    indicator: str
    set_name: str
    baseline: Period
    year: Period


@dataclass(frozen=True)
class PageText:
    """All texts of a page.

    ``classes`` are (key, label) pairs in the legend's order, ``class_of`` and ``lines`` give
    each area's class and its panel's lines by code, ``facts`` the figures of its panel and
    ``titles`` what it stands under there where that is not its name on the map.
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
    titles: Mapping[str, str] = field(default_factory=dict)


def facts_from(table: PageTable, columns: Sequence[int]) -> dict[str, list[Fact]]:
    """Return some of a table's cells by the area of their row, each under its heading.

    So a panel says what the table says. Cells without a figure are left out.
    """
    return {
        code: [(table.headings[at], row[at]) for at in columns if row[at] not in _NOTHING]
        for code, row in zip(table.codes, table.rows, strict=True)
        if code
    }
