"""The map page of designated areas: what is known is drawn, the rest is listed beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from hotspots.analysis.areas.overlaps import shares_covered
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Say, message
from hotspots.mapping.palettes import LEVEL5, NEUTRAL
from hotspots.model.answer import AreaShapes, Source
from hotspots.model.areas import Designation
from hotspots.model.pages import LegendClass, MapArea, MapPage, Pattern
from hotspots.model.pictures import MapContent
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.sentences.areas import designation_page
from hotspots.sentences.areas.designation_page import NONE, SEVERAL, DesignationFacts
from hotspots.sentences.areas.designations import count_notes
from hotspots.sentences.page_text import PageText
from hotspots.sentences.sources import source_line
from hotspots.sentences.texts import text
from hotspots.sources.areas.units import Unit
from hotspots.sources.files.names import unknown
from hotspots.workflows.areas.designations import (
    DesignationsQuestion,
    find_designations,
    set_finder,
)
from hotspots.workflows.asking.area_sets import settled_set, title_of
from hotspots.workflows.asking.every_output import sources_of, standing_notes
from hotspots.workflows.asking.questions import areas_of
from hotspots.workflows.loads.stored_sets import aliases_of, area_set_named
from hotspots.workflows.maps.page import PageOptions, refuse_overwrite, write_page

_INSIDE = 0.99
_STRONG_FIRST = tuple(LEVEL5[at] for at in (4, 1, 3, 0, 2))
_PATTERNS: tuple[Pattern, ...] = ("none", "lines", "cross")


@dataclass(frozen=True)
class _Beside:
    """A unit of another division: where it was found, and whether it lies in the area."""

    unit: tuple[str, str]
    code: str
    outline: bytes | None
    inside: bool


@dataclass(frozen=True)
class _DesignationsResult:
    """What the page is made of."""

    designations: Sequence[Designation]
    area_set: AreasActiveSetsRow
    names: Mapping[str, str]
    shapes: AreaShapes
    beside: Sequence[_Beside]
    sources: Sequence[Source]


def map_designations(
    store_path: Path, question: DesignationsQuestion, options: PageOptions, say: Say
) -> None:
    """Write the map of one kind of designation in one year as one HTML file.

    An area that nobody stated is never drawn: it stands in the summary, the table and the notes.
    """
    refuse_overwrite(options)
    write_page(designations_content(store_path, question, options.made_on, say), options, say)


def designations_content(
    store_path: Path, question: DesignationsQuestion, made_on: date, say: Say
) -> MapContent:
    """Return what the map of one kind of designation in one year shows."""
    with reading(store_path) as store:
        result = _find(store, question, say)
        aliases = aliases_of(store, result.area_set["set_name"])
    lang, first = question.lang, result.designations[0]
    remarks = {one.unit: _remark(one, question) for one in result.beside}
    facts = DesignationFacts(
        first.kind, first.year, title_of(result.area_set), result.names, remarks
    )
    page_text = designation_page.tell(result.designations, facts, lang)
    notes = [
        *designation_page.unplaced_notes(result.designations, lang),
        *count_notes(result.designations, lang),
        *standing_notes(result.sources, result.area_set, lang),
    ]
    map_page = MapPage(
        lang=lang,
        title=page_text.title,
        subtitle=page_text.subtitle,
        summary=page_text.summary,
        legend_title=page_text.legend_title,
        legend=_legend(page_text),
        areas=_areas(page_text, result),
        table=page_text.table,
        notes=notes,
        source=source_line(result.sources, lang),
        made_on=made_on,
        banner=_banner(result, question),
    )
    return MapContent(map_page, aliases=aliases)


def _find(store: Store, question: DesignationsQuestion, say: Say) -> _DesignationsResult:
    designations = _of_year(store, question, say)
    area_set = _drawn_set(store, question, designations, say)
    set_name = str(area_set["set_name"])
    placed = [one if one.set_name == set_name else _unplaced(one) for one in designations]
    pairs, shapes = areas_of(store, set_name)
    used = [one.load_id for one in placed] + [area_set["load_id"]]
    return _DesignationsResult(
        designations=placed,
        area_set=area_set,
        names=dict(pairs),
        shapes=shapes,
        beside=[one for each in placed for one in _beside(store, each, shapes)],
        sources=sources_of(store, used),
    )


def _of_year(store: Store, question: DesignationsQuestion, say: Say) -> list[Designation]:
    designations = find_designations(store, kind=question.kind)
    if not designations:
        kinds = dict.fromkeys(row["kind"] for row in store.rows("designations/kinds"))
        kinds_sentence = (
            message("There is {kinds}.", kinds=", ".join(map(repr, kinds)))
            if kinds
            else message("There is none yet.")
        )
        raise unknown(
            message(
                "No designation of the kind {kind!r}. {there} `hotspots load "
                "designations` brings in the published ones.",
                kind=question.kind,
                there=kinds_sentence,
            ),
            question.kind or "",
            kinds,
        )
    years = sorted({one.year for one in designations})
    year = years[-1] if question.year is None else question.year
    if question.year is None and len(years) > 1:
        say(message("Year set to {year}, the newest. Change it with --year.", year=year))
    if year not in years:
        listed = ", ".join(map(str, years))
        raise HotspotsError(
            message(
                "No designations of {kind!r} in {year}. There are for {listed}.",
                kind=question.kind,
                year=year,
                listed=listed,
            )
        )
    return [one for one in designations if one.year == year]


def _drawn_set(
    store: Store, question: DesignationsQuestion, designations: Sequence[Designation], say: Say
) -> AreasActiveSetsRow:
    if question.set_name:
        return area_set_named(store, question.set_name)
    sets = sorted({one.set_name for one in designations if one.codes and one.set_name})
    if not sets:
        named = sorted({one.set_name for one in designations if one.set_name})
        wanted = (
            message(" They name areas of {named}.", named=", ".join(map(repr, named)))
            if named
            else ""
        )
        raise HotspotsError(
            message(
                "None of these designations has an area that is known here, so there is "
                "nothing to draw.{wanted} Load that set, or see them with `hotspots "
                "designations`; --set draws another set without them.",
                wanted=wanted,
            )
        )
    last_day = date(max(one.year for one in designations), 12, 31)
    return settled_set(store, None, say, last_day=last_day, able=sets)


def _unplaced(designation: Designation) -> Designation:
    return replace(designation, codes=(), area_names=(), beside=(), gap="not_stated")


def _beside(store: Store, designation: Designation, shapes: AreaShapes) -> list[_Beside]:
    """Find the units of other divisions, such as roder, in the sets whose names speak of them."""
    import shapely

    polygons = [
        shapely.from_wkb(shapes.wkb[code]) for code in designation.codes if code in shapes.wkb
    ]
    units = []
    for word, number in designation.beside if polygons else ():
        code, outline = _outline(store, Unit(word, number))
        whole = bytes(shapely.to_wkb(shapely.union_all(polygons)))
        inside = outline is not None and shares_covered([outline], whole)[0] >= _INSIDE
        units.append(_Beside((word, number), code, outline, inside))
    return units


def _outline(store: Store, unit: Unit) -> tuple[str, bytes | None]:
    find_set = set_finder(store)
    names = [row["set_name"] for row in store.rows("areas/active_sets")]
    for set_name in reversed(names):
        named_set = find_set(set_name) if unit.is_of(set_name) else None
        code = named_set.names.match(unit.code).code if named_set else None
        if code is not None:
            return f"{set_name} {code}", areas_of(store, set_name)[1].wkb.get(code)
    return "", None


def _remark(unit: _Beside, question: DesignationsQuestion) -> str:
    key = "not_there" if unit.outline is None else "inside" if unit.inside else "drawn_too"
    return text(
        question.lang, f"map_designations.beside_{key}", unit=" ".join(unit.unit).capitalize()
    )


def _legend(page_text: PageText) -> list[LegendClass]:
    looks: dict[str, tuple[str, Pattern]] = {
        NONE: NEUTRAL,
        SEVERAL: (LEVEL5[2], "cross"),
    }
    values = [key for key, _ in page_text.classes if key not in looks]
    for position, key in enumerate(values):
        again, colour = divmod(position, len(_STRONG_FIRST))
        if again >= len(_PATTERNS):
            raise UsageProblem(
                message(
                    "{n} values are too many to tell apart on a map. Give the designations "
                    "fewer values, or map one kind at a time.",
                    n=len(values),
                )
            )
        looks[key] = (_STRONG_FIRST[colour], _PATTERNS[again])
    return [LegendClass(key, label, *looks[key]) for key, label in page_text.classes]


def _areas(page_text: PageText, result: _DesignationsResult) -> list[MapArea]:
    drawn = [
        (code, result.names[code], outline, page_text.class_of[code], code)
        for code, outline in result.shapes.wkb.items()
    ]
    for designation in result.designations:
        for unit in result.beside:
            if unit.unit in designation.beside and unit.outline is not None and not unit.inside:
                code = designation.codes[0]
                name = " ".join(unit.unit)
                drawn.append((unit.code, name, unit.outline, page_text.class_of[code], code))
    return _in_degrees(drawn, page_text, result.shapes.crs)


def _in_degrees(
    drawn: Sequence[tuple[str, str, bytes, str, str]], page_text: PageText, crs: str
) -> list[MapArea]:
    import shapely

    from hotspots.analysis.space.projection import LONLAT, projected

    shapes = shapely.from_wkb([outline for _, _, outline, _, _ in drawn])
    lonlat = shapely.to_wkb(projected(shapes, crs, LONLAT))
    return [
        MapArea(
            code,
            name,
            outline,
            class_key,
            page_text.lines[area_code],
            labelled=class_key != NONE,
            facts=page_text.facts[area_code],
        )
        for (code, name, _, class_key, area_code), outline in zip(drawn, lonlat, strict=True)
    ]


def _banner(result: _DesignationsResult, question: DesignationsQuestion) -> str:
    warnings = []
    if any(one["synthetic"] for one in result.sources):
        warnings.append(text(question.lang, "words.synthetic"))
    if result.area_set["schematic"]:
        warnings.append(text(question.lang, "words.schematic"))
    return ". ".join(warnings)
