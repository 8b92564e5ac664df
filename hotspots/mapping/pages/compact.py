"""A small page for the inside of another: map, legend and conclusion, and a link to all else."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

from hotspots.language import Lang
from hotspots.mapping.pages.data import drawn_page
from hotspots.mapping.pages.merging import merged
from hotspots.mapping.pages.page import map_values, our_styles, page_template
from hotspots.mapping.pages.policy import policy
from hotspots.model.pages import MapArea, MapPage, SliderStep
from hotspots.sentences import texts

_WORDS = (
    "skip", "internal", "map", "map_label", "north", "no_script", "legend", "overlays", "water",
    "station", "compact_whole",
)  # fmt: skip
_AFTER = ("panel", "outlines", "map", "corners", "names")
_STYLES = ("page", "map", "compact")


def compact_page(content: MapPage, whole: str) -> str:
    """Return the page as HTML, with a link to the file named ``whole``, which lies beside it.

    It shows the first layer, or the step that is shown first, and has no table: the link leads
    to that of the whole page.
    """
    content = _first_alone(content)
    values = map_values(content, drawn_page(content), _AFTER)
    return page_template("compact.html").render(
        words=_words(content.lang),
        policy=policy(values["map_scripts"], content.tiles),
        style=our_styles(_STYLES),
        whole_url=quote(whole),
        names_choice=None,
        search=False,
        **values,
    )


def _words(lang: Lang) -> Mapping[str, str]:
    words = {key: texts.text(lang, f"page.{key}") for key in _WORDS}
    return {**words, "map_hint": texts.text(lang, "page.compact_hint")}


def _first_alone(content: MapPage) -> MapPage:
    """Return what is shown at first, each area with its sentences and without its figures."""
    visible = [one for one in content.overlays if one.is_visible]
    bare = [
        replace(one, areas=[replace(area, facts=(), spark=None) for area in one.areas])
        for one in visible
    ]
    step = _first_step(content)
    areas = [_bare(area, step) for area in merged(content)]
    summary = step.summary if step and step.summary else content.summary
    return replace(
        content, areas=areas, overlays=bare, layers=(), steps=(), summary=summary, strip=None,
        beside=(), below=(),
    )  # fmt: skip


def _first_step(content: MapPage) -> SliderStep | None:
    if not content.steps:
        return None
    return content.steps[-1 if content.first_step is None else content.first_step]


def _bare(area: MapArea, step: SliderStep | None) -> MapArea:
    step_area = step.areas.get(area.code) if step else None
    if step_area is None:
        return replace(area, facts=(), spark=None)
    return replace(
        area, class_key=step_area.class_key, lines=step_area.lines, facts=(), spark=None
    )
