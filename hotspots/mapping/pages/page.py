"""A map page: one HTML file that stands on its own and asks nobody for anything."""

from collections.abc import Mapping, Sequence
from typing import Any

import jinja2
from markupsafe import Markup

from hotspots import shipped
from hotspots.mapping import palettes
from hotspots.mapping.pages import leaflet, sparks
from hotspots.mapping.pages.canvas import canvas, opacity
from hotspots.mapping.pages.data import DrawnPage, block, drawn_page
from hotspots.mapping.pages.looks import legends, water_look
from hotspots.mapping.pages.plain_text import breakable, plain, unbroken
from hotspots.mapping.pages.policy import host, policy
from hotspots.mapping.pages.strip import drawn_strip
from hotspots.model.pages import MapPage
from hotspots.sentences import texts

_MOST_ROWS = 40
# a browser lays out so many rows of a table at once; others come as it is scrolled
_MOST_ROWS_LAID = 500
_WORDS = (
    "skip", "internal", "map", "map_label", "north", "map_hint", "no_script", "legend", "table",
    "table_hint", "notes", "search", "search_hint", "layers", "overlays", "names", "water",
    "download", "scroll_hint", "station", "more_rows", "rows_without_script",
)  # fmt: skip
_BEFORE = ("shared", "before")
_AFTER = ("arrange", "panel", "outlines", "map", "corners", "names", "layers", "search")
_TABLE = ("rows", "table", "edges", "address", "zip", "workbook", "download")
_STYLES = ("page", "map", "table", "print")
_SHEET = "sheet"


def page(content: MapPage) -> str:
    """Return the page as HTML; the same content gives the same bytes.

    Geometry is simplified for the eye, by 1/2000 of the map's extent, and must not be measured.
    """
    drawn = drawn_page(content)
    values = map_values(content, drawn, _AFTER)
    table_scripts = [*map(our_script, _TABLE)]
    return page_template("page.html").render(
        words={key: texts.text(content.lang, f"page.{key}") for key in _WORDS},
        policy=policy([*values["map_scripts"], *table_scripts], content.tiles),
        style=_style(content),
        is_sheet=_is_sheet(content),
        table_scripts=table_scripts,
        names_choice=drawn.names_choice,
        search=len(drawn.all) > 1 and not _is_sheet(content),
        strip=drawn_strip(content.strip, content.lang) if content.strip else None,
        **_table(content, drawn),
        **values,
    )


def map_values(content: MapPage, drawn: DrawnPage, after: Sequence[str]) -> dict[str, Any]:
    """Return what a template fills its map in with; ``after`` are its scripts behind Leaflet's."""
    page_legends, made = legends(content), canvas(content.tiles)
    scripts = [
        leaflet.script(), *map(our_script, _BEFORE), made.script, *map(our_script, after),
    ]  # fmt: skip
    return {
        "content": content,
        "leaflet_style": unindented(leaflet.style()),
        "legends": page_legends,
        "water": water_look() if content.water else None,
        "station": _station_colour(content),
        "opacity": opacity(content.tiles),
        "map_id": made.map_name,
        "data": block(content, made, drawn, page_legends),
        "map_scripts": scripts,
        **sentences_of(content),
    }


def _station_colour(content: MapPage) -> str:
    """Return the colour of stations; nothing where there are none."""
    return palettes.STATION[0] if any(one.kind == "station" for one in content.places) else ""


def page_template(name: str) -> jinja2.Template:
    """Return a template whose texts are cleaned and escaped as they are filled in."""
    loader = jinja2.FunctionLoader(lambda part: shipped.text(f"maps/templates/{part}"))
    environment = jinja2.Environment(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalized,
    )
    environment.filters["unbroken"] = unbroken
    environment.filters["breakable"] = breakable
    return environment.get_template(name)


def _finalized(value: Any) -> Any:
    """Clean every text that is not our own markup."""
    is_text = isinstance(value, str) and not isinstance(value, Markup)
    return plain(value) if is_text else value


def our_script(name: str) -> str:
    """Return one of the pages' own scripts."""
    return unindented(shipped.text(f"maps/scripts/{name}.js"))


def our_styles(names: Sequence[str]) -> str:
    """Return some of the pages' own styles as one."""
    return "\n".join(unindented(shipped.text(f"maps/styles/{name}.css")) for name in names)


def unindented(code: str) -> str:
    """Return a script or style without indents, empty lines and lines of comment."""
    lines = (line.strip() for line in code.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _is_sheet(content: MapPage) -> bool:
    return bool(content.beside or content.below)


def _style(content: MapPage) -> str:
    return our_styles((*_STYLES, _SHEET) if _is_sheet(content) else _STYLES)


def _table(content: MapPage, drawn: DrawnPage) -> Mapping[str, Any]:
    numbers = {one.area.code: number for number, one in enumerate(drawn.all)}
    return {
        "headings": sparks.headings(content.table),
        "long_table": len(content.table.rows) > _MOST_ROWS,
        "most_at_once": _MOST_ROWS_LAID,
        "rows": sparks.rows(content.table, numbers),
    }


def sentences_of(content: MapPage) -> Mapping[str, str]:
    """Return what stands at a page's foot, and the step that is shown first."""
    lang = content.lang
    provider = host(content.tiles) if content.tiles else ""
    step = _first(content) if content.steps else ""
    return {
        "source": texts.text(lang, "page.source", source=content.source),
        "made_on": texts.text(lang, "page.made_on", day=texts.day(lang, content.made_on)),
        "tiles_notice": texts.text(lang, "page.tiles", host=provider) if provider else "",
        "first_step": step,
    }


def _first(content: MapPage) -> str:
    return content.steps[-1 if content.first_step is None else content.first_step].label
