"""An interactive map page as plain content: texts, classes, areas and a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Lang = Literal["da", "en"]
Pattern = Literal["none", "lines", "dots", "cross"]


@dataclass(frozen=True)
class LegendClass:
    """One class of the legend: how it looks and what it means, in words with units."""

    key: str
    label: str
    colour: str
    pattern: Pattern = "none"


@dataclass(frozen=True)
class MapArea:
    """One area on the map: WKB in WGS84 longitude and latitude, its class, its popup's lines.

    An area that is there for orientation only has ``labelled`` false: its name is in its popup.
    Areas of a higher ``level`` lie on top of those of a lower one.
    """

    code: str
    name: str
    wkb: bytes
    class_key: str
    lines: Sequence[str]
    labelled: bool = True
    level: int = 0


@dataclass(frozen=True)
class PageTable:
    """The same numbers as a table; ``codes`` ties a row to an area, or is empty for the city."""

    caption: str
    headings: Sequence[str]
    numeric: Sequence[bool]
    rows: Sequence[Sequence[str]]
    codes: Sequence[str]


@dataclass(frozen=True)
class Tiles:
    """A background from somebody's server, only ever by request."""

    url: str
    attribution: str


@dataclass(frozen=True)
class MapPage:
    """Everything a page shows. All texts are plain text, none of it is markup."""

    lang: Lang
    title: str
    subtitle: str
    summary: str
    legend_title: str
    legend: Sequence[LegendClass]
    areas: Sequence[MapArea]
    table: PageTable
    notes: Sequence[str]
    source: str
    made_on: date
    banner: str = ""
    tiles: Tiles | None = None
