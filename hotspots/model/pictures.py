"""What pictures have in common: where one goes, and how large it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, Self

from hotspots.language import Lang
from hotspots.model.pages import LegendClass, MapArea, MapPage, MapPlace, NotesKind

# how the file of a picture may end
PICTURE_ENDINGS = (".png", ".svg", ".pdf")


# What a picture is made to fit: the text of an A4 page, a slide, or a tile.
Shape = Literal["a4", "16:9", "4:3", "square"]


@dataclass(frozen=True)
class PictureFile:
    """How a picture is written: the width it is drawn at in centimetres, and dots to the inch.

    Where it has a shape it is drawn no higher than ``height_cm`` and printed ``scale`` times as
    large as it is drawn.
    """

    width_cm: float = 16.0
    dpi: int = 300
    height_cm: float | None = None
    scale: float = 1.0


@dataclass(frozen=True)
class PictureOptions:
    """Where a picture goes, what stands on it, and how large it is.

    ``areas`` are what it is framed on, by name or code, as they were typed. With a ``shape`` it
    has that size, and ``file`` says only how many dots it has to the inch.
    """

    path: Path
    made_on: date
    force: bool = False
    file: PictureFile = field(default_factory=PictureFile)
    areas: Sequence[str] = ()
    notes: NotesKind = "full"
    shape: Shape | None = None


@dataclass(frozen=True, kw_only=True)
class PictureText:
    """What stands around every picture. All texts are plain text, none of it is markup.

    ``standing`` are the notes that come first, in bold. ``banner`` stands across the top, and
    ``internal`` below it, where the picture must not be passed on. ``alt`` says in words what
    the picture shows.
    """

    lang: Lang
    title: str
    subtitle: str
    standing: Sequence[str]
    notes: Sequence[str]
    source: str
    alt: str
    banner: str = ""
    internal: str = ""

    @property
    def from_fullest(self) -> Sequence[Self]:
        """Return the picture, then the same with less in it for a sheet without room for all."""
        return [self]


@dataclass(frozen=True)
class MapContent:
    """What a map shows, on a page and in a picture alike.

    ``findings`` are sentences on what matters most, for those who cannot see the picture.
    ``names`` says what an area stands under in a list beside the picture where that is not its
    name on the map, such as the place of hotspot 1, by the area's code. ``lettered`` says that
    areas are marked by letters, where numbers would be read as ranks. ``aliases`` are other
    names of the areas, each with its area's code.
    """

    page: MapPage
    findings: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    lettered: bool = False
    aliases: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class MapPanel:
    """One map of a picture: the class of each of its areas, in the areas' order.

    ``title`` is empty where the picture has one map only.
    """

    title: str
    class_keys: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class MapPicture(PictureText):
    """Everything a picture of a map shows.

    ``names`` is what stands in the list beside the map, by code, and ``lettered`` says that its
    marks are letters, where numbers would be read as ranks; ``names_title`` stands above it, and
    ``key_title`` above the map of names below several maps.
    ``no_room`` is said where an area's name has no room on the map.
    ``water`` is WKB in WGS84, and ``places`` are names for finding one's way. ``focus`` are the
    codes of the areas that it is framed on; those around them are pale.
    """

    summary: str
    north: str
    legend_title: str
    legend: Sequence[LegendClass]
    areas: Sequence[MapArea]
    panels: Sequence[MapPanel]
    names_title: str
    key_title: str
    names: Mapping[str, str]
    lettered: bool
    no_room: str
    water: Sequence[bytes] = ()
    places: Sequence[MapPlace] = ()
    focus: Sequence[str] = ()
