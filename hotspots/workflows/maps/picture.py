"""Maps as pictures for paper, from the same content as their pages."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from hotspots import safe
from hotspots.errors import HotspotsError, ReleaseRefused
from hotspots.language import Say, message
from hotspots.mapping.palettes import STATION, WATER
from hotspots.mapping.pictures.map_figure import draw
from hotspots.mapping.pictures.map_panel import STATION_KEY
from hotspots.mapping.pictures.picture_file import checked_path
from hotspots.model.pages import LegendClass, MapArea, MapPage, SliderStep
from hotspots.model.pictures import MapContent, MapPanel, MapPicture, PictureOptions
from hotspots.safe import terminal_text
from hotspots.sentences.advice import without_advice
from hotspots.sentences.maps import picture as sentences
from hotspots.sentences.texts import day, text
from hotspots.workflows.asking.every_output import audience_key, is_internal
from hotspots.workflows.maps.picture_files import cleaned, picture_paths, write_picture
from hotspots.workflows.maps.views.focus import areas_below, focused, framed_on, plain_code
from hotspots.workflows.maps.views.framing import frame_note

_MOST_MARKS = 120
_WATER = "water:"


def map_figure(content: Callable[[], MapContent], options: PictureOptions, say: Say) -> list[Path]:
    """Draw a map as one PNG, SVG or PDF and return the files written.

    ``content`` makes what the map shows, once it is sure that the files may be written.
    """
    picture_paths(options)
    return write_picture(picture_of(focused(content(), options.areas)), draw, options, say)


def map_atlas(
    content: Callable[[], MapContent], options: PictureOptions, say: Say
) -> list[list[Path]]:
    """Draw a picture of each area of a map, and return the files written of each.

    They lie in a folder called as the path is without its ending, each by its area's code and
    name. Nothing is drawn where one of them must not be replaced. Raises ``ReleaseRefused`` below
    internal: a release says of each file what it is.
    """
    if not is_internal():
        raise ReleaseRefused(
            message(
                "--split writes a file for each area, and a release declares each file by itself. "
                "Give each area a line of its own with --area."
            )
        )
    checked_path(options.path)
    whole = content()
    areas = sorted(areas_below(whole.page), key=plain_code)
    every = [replace(options, path=path) for path in _atlas_paths(options.path, areas)]
    for each in every:
        picture_paths(each)
    written = []
    for number, (area, each) in enumerate(zip(areas, every, strict=True), start=1):
        name, n_areas = terminal_text(area.name), len(areas)
        say(message("{number} of {n_areas}: {name}.", number=number, n_areas=n_areas, name=name))
        written.append(write_picture(picture_of(framed_on(whole, [area])), draw, each, say))
    return written


def _atlas_paths(path: Path, areas: Sequence[MapArea]) -> list[Path]:
    """Return where the picture of each area lies; no two of them are one file."""
    stems = [safe.file_stem(f"{plain_code(area)} {area.name}") for area in areas]
    again = [stems[:place].count(stem) for place, stem in enumerate(stems)]
    folder = path.with_suffix("")
    return [
        folder / f"{stem}{f'-{n + 1}' if n else ''}{path.suffix}"
        for stem, n in zip(stems, again, strict=True)
    ]


def picture_of(content: MapContent) -> MapPicture:
    """Return what the picture of a map shows: the page's own words, classes and areas."""
    page, lang = content.page, content.page.lang
    areas, legend = _with_overlays(page)
    lettered = content.lettered or _has_numbers(content)
    if not areas:
        raise HotspotsError(message("There is nothing to draw: the map has no areas."))
    standing = text(lang, audience_key())
    left_out = {standing, text(lang, "note.synthetic"), text(lang, "note.schematic")}
    notes = [page.note, *_framed(page), *without_advice(page.notes)]
    line = text(lang, "page.source", source=page.source)
    made = text(lang, "page.made_on", day=day(lang, page.made_on))
    picture = MapPicture(
        lang=lang,
        title=page.title,
        subtitle=page.subtitle,
        summary=page.summary,
        banner=page.banner,
        internal=text(lang, "page.internal") if page.internal and is_internal() else "",
        north=text(lang, "page.north"),
        legend_title=page.legend_title,
        legend=[*legend, *_below_classes(page)],
        areas=areas,
        panels=_panels(page, areas),
        names_title=text(lang, f"map_picture.{'letters' if lettered else 'numbers'}"),
        key_title=text(lang, "map_picture.key"),
        names=content.names,
        lettered=lettered,
        no_room=text(lang, "map_picture.no_room"),
        standing=[one for one in page.notes if one == standing],
        notes=[one for one in notes if one and one not in left_out],
        source=f"{line} {made}.",
        alt=sentences.alt(content),
        water=page.water,
        places=page.places,
        focus=page.focus,
    )
    return cleaned(_with_room(picture))


def _framed(page: MapPage) -> list[str]:
    """Return what is said of the frame; a picture shows the overlays of the start alone."""
    visible = [one for one in page.overlays if one.is_visible]
    return frame_note(replace(page, overlays=visible), "map_picture")


def _has_numbers(content: MapContent) -> bool:
    """Tell whether areas are called by numbers, so that marks must not be numbers too."""
    return not content.names and any(one.name.strip().isdigit() for one in content.page.areas)


def _with_overlays(page: MapPage) -> tuple[list[MapArea], list[LegendClass]]:
    """Return areas and legend with the overlays that the page shows at first."""
    overlays = [one for one in page.overlays if one.is_visible]
    legend = {one.key: one for one in page.legend}
    legend |= {one.key: one for overlay in overlays for one in overlay.legend}
    return [*page.areas, *(area for one in overlays for area in one.areas)], list(legend.values())


def _below_classes(page: MapPage) -> list[LegendClass]:
    """Return the legend of water and stations; several small maps have no stations."""
    stations = len(page.steps) <= 1 and any(one.kind == "station" for one in page.places)
    water = [LegendClass(_WATER, text(page.lang, "page.water"), *WATER)] if page.water else []
    mark = (
        [LegendClass(STATION_KEY, text(page.lang, "page.station"), *STATION)] if stations else []
    )
    return water + mark


def _panels(page: MapPage, areas: Sequence[MapArea]) -> list[MapPanel]:
    """Return a map for each step, or the one map."""
    if not page.steps:
        return [MapPanel("", [one.class_key for one in areas])]
    return [MapPanel(one.label, [_step_class(one, area) for area in areas]) for one in page.steps]


def _step_class(step: SliderStep, area: MapArea) -> str:
    step_area = step.areas.get(area.code)
    return area.class_key if step_area is None else step_area.class_key


def _with_room(picture: MapPicture) -> MapPicture:
    """Return the picture with no book for a name."""
    return replace(
        picture,
        legend=[replace(one, label=_short(one.label)) for one in picture.legend],
        areas=[replace(one, name=_short(one.name)) for one in picture.areas],
        panels=[replace(one, title=_short(one.title)) for one in picture.panels],
        names={code: _short(one) for code, one in picture.names.items()},
    )


def _short(name: str) -> str:
    """Return a name that leaves room for others: of a longer one its beginning."""
    whole = terminal_text(name)
    return whole if len(whole) <= _MOST_MARKS else f"{whole[:_MOST_MARKS]}…"
