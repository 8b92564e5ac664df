"""Pages as plain content: a map with texts, classes, areas and a table; a list of files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from hotspots.language import Lang
from hotspots.model.efforts import PlaceboStrip

# how the file of a page may end
PAGE_ENDINGS = (".html", ".htm")
# How much is said around a map or picture: all notes, those that change what it means, or none.
NotesKind = Literal["full", "short", "none"]
NOTES_KINDS: tuple[NotesKind, ...] = ("short", "none", "full")
# What is shown inside another page: the whole page, or a small one with the map alone.
EmbedKind = Literal["whole", "compact"]
# "hatch" is drawn in the class's own colour and has no fill; "waves" is water
Pattern = Literal["none", "lines", "dots", "cross", "hatch", "waves"]
Fact = tuple[str, str]


@dataclass(frozen=True)
class LegendClass:
    """One class of the legend: how it looks and what it means, in words with units."""

    key: str
    label: str
    colour: str
    pattern: Pattern = "none"


@dataclass(frozen=True)
class Spark:
    """A small picture of one figure over the years, for a panel.

    ``points`` are (year, figure) in the order of the years; None, and a year that is not there,
    leave a gap. No line leads into the years of ``breaks``; those of ``marked`` stand out.
    ``text`` says the same in words; ``ends`` are the first and the last figure as written.
    """

    points: Sequence[tuple[int, float | None]]
    text: str
    ends: tuple[str, str] = ("", "")
    breaks: Sequence[int] = ()
    marked: Sequence[int] = ()


@dataclass(frozen=True)
class MapArea:
    """One area on the map: WKB in WGS84 longitude and latitude, its class, and its panel.

    The panel has sentences (``lines``), figures (``facts``: label and value) and a ``spark``;
    it and the search call the area by its ``title``, or else by its name on the map.
    An area that is there for orientation only has ``labelled`` false: its name is in its panel.
    Areas of a higher ``level`` lie on top of those of a lower one.
    """

    code: str
    name: str
    wkb: bytes
    class_key: str
    lines: Sequence[str]
    labelled: bool = True
    level: int = 0
    facts: Sequence[Fact] = ()
    spark: Spark | None = None
    title: str = ""


@dataclass(frozen=True)
class PageTable:
    """The same numbers as a table; ``codes`` ties a row to an area, or is empty for the city."""

    caption: str
    headings: Sequence[str]
    numeric: Sequence[bool]
    rows: Sequence[Sequence[str]]
    codes: Sequence[str]


@dataclass(frozen=True)
class PageBlock:
    """A short table or a few lines beside or below the map, under a heading of its own.

    The first column of ``rows`` names the row; ``numeric`` has an entry for each heading.
    """

    title: str
    lines: Sequence[str] = ()
    headings: Sequence[str] = ()
    numeric: Sequence[bool] = ()
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class StepArea:
    """An area at one step: its class, and what its panel says above its own lines and facts."""

    class_key: str
    lines: Sequence[str] = ()
    facts: Sequence[Fact] = ()


@dataclass(frozen=True)
class SliderStep:
    """One stop of the slider, such as a year: the areas by code, all in the page's one legend.

    An area that is not there has no figure then and is drawn by the class of its own.
    ``column`` is the table's column of this step, which is marked while the step is shown;
    ``summary`` is the page's while it is, where it has one of its own.
    """

    label: str
    areas: Mapping[str, StepArea]
    column: int | None = None
    summary: str = ""


@dataclass(frozen=True)
class Layer:
    """Another way to class the same areas, chosen instead of the page's own; ``note`` below it.

    An area that ``class_of`` does not name keeps its outline and has no fill. ``title`` and
    ``summary`` are the page's while the layer is shown; without them the page keeps its own.
    """

    key: str
    label: str
    legend_title: str
    legend: Sequence[LegendClass]
    class_of: Mapping[str, str]
    note: str = ""
    title: str = ""
    summary: str = ""


@dataclass(frozen=True)
class Overlay:
    """Shapes that can be laid over the areas, such as hotspots, each with its own panel.

    ``note`` stands below their legend. ``is_marks`` tells that they are too small for an edge.
    """

    key: str
    label: str
    legend: Sequence[LegendClass]
    areas: Sequence[MapArea]
    is_visible: bool = True
    note: str = ""
    is_marks: bool = False


@dataclass(frozen=True)
class MapPlace:
    """A name on the map for finding one's way, longitude and latitude in WGS84.

    A ``station`` has a mark too; a ``place`` is a name alone.
    """

    name: str
    kind: Literal["place", "station"]
    at: tuple[float, float]


@dataclass(frozen=True)
class Tiles:
    """A background from somebody's server, only ever by request."""

    url: str
    attribution: str


@dataclass(frozen=True)
class MapPage:
    """Everything a page shows. All texts are plain text, none of it is markup.

    ``legend`` and the areas' classes are the layer that is shown first; ``layer_label`` names it
    where there are more in ``layers``, and ``layer_key`` in the page's address. ``steps`` belong
    to that first layer and share its legend; ``step_title`` says what they are, and
    ``first_step`` is the one shown first, the last one unless it is given. ``water`` is WKB in
    WGS84, drawn pale below all else, and ``places`` are names for finding one's way.
    ``summary`` belongs to the whole page, ``note`` to the legend of the first layer; ``strip``
    stands below the map. ``beside`` and ``below`` make a sheet of the page: they stand by the map,
    and all but the long table and the notes is printed on one piece of paper. ``focus`` are the
    codes of the areas that the map is framed on; those around them are pale.
    """

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
    internal: bool = True
    note: str = ""
    layer_label: str = ""
    layer_key: str = ""
    layers: Sequence[Layer] = ()
    overlays: Sequence[Overlay] = ()
    steps: Sequence[SliderStep] = ()
    step_title: str = ""
    first_step: int | None = None
    water: Sequence[bytes] = ()
    places: Sequence[MapPlace] = ()
    strip: PlaceboStrip | None = None
    beside: Sequence[PageBlock] = ()
    below: Sequence[PageBlock] = ()
    focus: Sequence[str] = ()


@dataclass(frozen=True)
class FileLink:
    """A link to a file: its address relative to the page, percent-encoded, and its words."""

    address: str
    title: str


@dataclass(frozen=True)
class ListedFile:
    """A file with one sentence about it, and the files of words that lie beside it."""

    link: FileLink
    name: str
    about: str
    beside: Sequence[FileLink] = ()


@dataclass(frozen=True)
class FileGroup:
    """Files under a heading; ``audience`` says in a word for whom they are."""

    id: str
    heading: str
    about: str
    audience: str
    is_public: bool
    files: Sequence[ListedFile]


@dataclass(frozen=True)
class StartPage:
    """A page that leads to files: its texts, its groups, and the page in the other language."""

    lang: Lang
    title: str
    banner: str
    subtitle: str
    summary: str
    groups_label: str
    skip: str
    switch_lang: Lang
    switch: FileLink
    groups: Sequence[FileGroup]
