"""A map page: one HTML file that stands on its own and asks nobody for anything."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import jinja2

from hotspots import shipped
from hotspots.mapping import figures, leaflet
from hotspots.mapping.canvas import Canvas, canvas, opacity
from hotspots.mapping.looks import look_of, looks
from hotspots.mapping.outlines import Outline, outlines
from hotspots.mapping.policy import host, policy
from hotspots.model.page import Lang, MapPage
from hotspots.sentences import texts

_MOST_NAMES = 40
_MOST_ROWS = 40
_SCRIPT_WORDS = ("zoom_in", "zoom_out", "whole", "close")
_UNSAFE = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def page(content: MapPage) -> str:
    """Return the page as HTML; the same content gives the same bytes.

    Geometry is simplified for the eye, by 1/2000 of the map's extent, and must not be measured.
    """
    known = looks(content)
    drawn = outlines(content.areas)
    made = canvas(drawn, [look_of(known, one.area.class_key) for one in drawn], content.tiles)
    scripts = [leaflet.script(), _ours("before"), made.script, _ours("map"), _ours("table")]
    numbers = {one.area.code: number for number, one in enumerate(drawn)}
    return _template().render(
        content=content,
        words=_words(content.lang),
        policy=policy(scripts, content.tiles),
        leaflet_style=leaflet.style(),
        style=_style(),
        looks=list(known.values()),
        opacity=opacity(content.tiles),
        map_id=made.map_name,
        headings=figures.headings(content.table),
        long_table=len(content.table.rows) > _MOST_ROWS,
        rows=figures.rows(content.table, numbers, content.lang),
        data=_data(content, made, drawn),
        scripts=scripts,
        **_sentences(content),
    )


def _template() -> jinja2.Template:
    loader = jinja2.FunctionLoader(lambda name: shipped.text(f"maps/templates/{name}"))
    environment = jinja2.Environment(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html")


def _ours(name: str) -> str:
    return shipped.text(f"maps/scripts/{name}.js").strip()


def _style() -> str:
    return "\n".join(shipped.text(f"maps/styles/{name}.css") for name in ("page", "print"))


def _words(lang: Lang) -> Mapping[str, str]:
    keys = (
        "skip",
        "internal",
        "map",
        "map_label",
        "north",
        "map_hint",
        "no_script",
        "table",
        "table_hint",
        "notes",
    )
    return {key: texts.text(lang, f"page.{key}") for key in keys}


def _sentences(content: MapPage) -> Mapping[str, str]:
    lang = content.lang
    provider = host(content.tiles) if content.tiles else ""
    return {
        "source": texts.text(lang, "page.source", source=content.source),
        "made_on": texts.text(lang, "page.made_on", day=texts.day(lang, content.made_on)),
        "tiles_notice": texts.text(lang, "page.tiles", host=provider) if provider else "",
    }


def _data(content: MapPage, made: Canvas, drawn: Sequence[Outline]) -> str:
    """Return what our scripts show as a JSON block that cannot end or leave its element."""
    named = len(drawn) <= _MOST_NAMES
    block: Mapping[str, Any] = {
        "map": made.map_name,
        "layer": made.layer_name,
        "texts": {key: texts.text(content.lang, f"page.{key}") for key in _SCRIPT_WORDS},
        "areas": [
            {
                "name": one.area.name,
                "lines": list(one.area.lines),
                "at": one.label_at,
                "named": named and one.area.labelled,
            }
            for one in drawn
        ],
    }
    written = json.dumps(block, ensure_ascii=False, separators=(",", ":"))
    return written.translate(_UNSAFE)
