"""What is said where a map's frame leaves out specks of the land."""

from collections.abc import Sequence

from hotspots.mapping.pages.extent import extent_of
from hotspots.mapping.palettes import NEUTRAL
from hotspots.model.pages import MapArea, MapPage
from hotspots.sentences.texts import number, text

_MOST_NAMED = 3


def frame_note(page: MapPage, key: str) -> list[str]:
    """Return the sentence on coloured parts outside the frame of a page or picture, if any.

    ``key`` is ``page`` or ``map_picture``. A map that is framed on some areas says so itself.
    """
    if page.focus:
        return []
    over = [shape for overlay in page.overlays for shape in overlay.areas]
    extent = extent_of(page.areas, over) if page.areas else None
    if extent is None:
        return []
    outside = [page.areas[at] for at in extent.outside if _is_coloured(page, page.areas[at])]
    return [text(page.lang, f"{key}.outside", names=_named(page, outside))] if outside else []


def _is_coloured(page: MapPage, area: MapArea) -> bool:
    colours = {one.colour for one in page.legend if one.key == area.class_key}
    return bool(colours - {NEUTRAL[0]})


def _named(page: MapPage, outside: Sequence[MapArea]) -> str:
    if len(outside) > _MOST_NAMED:
        return text(page.lang, "page.outside_many", n_areas=number(page.lang, len(outside)))
    *first, last = [one.name for one in outside]
    return text(page.lang, "words.and").join([*([", ".join(first)] if first else []), last])
