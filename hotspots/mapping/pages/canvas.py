"""The script that makes the empty map, written by Folium without its links, headers and ids."""

from dataclasses import dataclass

import folium
from branca.element import Element, Figure

from hotspots.mapping.pages.plain_text import plain
from hotspots.model.pages import Tiles

_OPAQUE = 1.0
_OVER_TILES = 0.75


@dataclass(frozen=True)
class Canvas:
    """An empty map: its script, and the name it gives the map."""

    script: str
    map_name: str


class _Map(folium.Map):
    default_js = []  # noqa: RUF012 - Folium declares it for instances
    default_css = []  # noqa: RUF012 - idem


def opacity(tiles: Tiles | None) -> float:
    """Return how opaque the fills are: a background must be seen through them."""
    return _OVER_TILES if tiles else _OPAQUE


def canvas(tiles: Tiles | None) -> Canvas:
    """Return the map without areas, on its tiles where there are any."""
    drawing = _empty(tiles)
    figure = Figure()
    figure.add_child(drawing)
    _renumber(figure)
    figure.render()
    return Canvas(figure.script.render(), drawing.get_name())


def _empty(tiles: Tiles | None) -> _Map:
    zoom_step = 1 if tiles else 0.25
    drawing = _Map(
        location=(0, 0),
        tiles=None,
        zoom_control=False,
        scroll_wheel_zoom=False,
        zoom_snap=zoom_step,
        zoom_delta=max(zoom_step, 0.5),
    )
    if tiles:
        attribution = _inert(plain(tiles.attribution))
        drawing.add_child(folium.TileLayer(tiles.url, attr=attribution, name="background"))
    return drawing


def _inert(text: str) -> str:
    """Return text as HTML in which no mark means anything to HTML, to a script or to Jinja.

    Folium reads each script it has written a second time, as a template.
    """
    return "".join(mark if mark.isalnum() or mark == " " else f"&#{ord(mark)};" for mark in text)


def _renumber(figure: Element) -> None:
    """Replace Folium's random ids by numbers, so that the same input gives the same bytes."""
    waiting = [figure]
    number = 0
    while waiting:
        element = waiting.pop(0)
        number += 1
        element._id = str(number)  # noqa: SLF001 - Folium offers no other way to name an element
        waiting.extend(element._children.values())  # noqa: SLF001 - idem
