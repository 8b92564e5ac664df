"""The map page of an indicator's level: each area by its figure, the years on a slider."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from hotspots.analysis.levels import levels
from hotspots.analysis.series import Reading
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import message
from hotspots.mapping.palettes import CIVIDIS5, DIVERGING5, NO_DATA, WITHHELD
from hotspots.model.answer import AreaShapes
from hotspots.model.change import CITY
from hotspots.model.level import COLOURED, Level, Levels
from hotspots.model.load import Say
from hotspots.model.map_picture import MapContent
from hotspots.model.page import Lang, LegendClass, MapArea, MapPage, Pattern, Step, StepArea
from hotspots.sentences import indicator_page as sentences
from hotspots.sentences.indicator_page import IndicatorFacts
from hotspots.sentences.sources import source_line
from hotspots.sentences.texts import text
from hotspots.workflows import asking, figures, level_notes
from hotspots.workflows.asking import Asked, Scope
from hotspots.workflows.figures import Known
from hotspots.workflows.ground_map import Drawn, banner, in_degrees
from hotspots.workflows.hotspot_overlay import AskedHotspots, hotspots_over
from hotspots.workflows.level_classes import AskedClasses, chosen_classes
from hotspots.workflows.map_layers import figure_looks
from hotspots.workflows.map_overlays import LaidOver
from hotspots.workflows.map_page import PageOptions, refuse_overwrite, write_page

_NO_YEAR = 0
_FULL_ENOUGH = 0.5
_COUNTS = frozenset({"antal", "anmeldelser", "hændelser", "haendelser", "incidents", "counts"})
_BROKEN: tuple[str, Pattern] = ("#ffffff", "dots")


@dataclass(frozen=True)
class AskedLevels:
    """What the map was asked with; no year in ``asked`` means all that can be compared.

    ``years`` are those of them that are shown: all of them where there are none, and the newest
    alone where it is empty.
    """

    asked: Asked
    classes: AskedClasses = field(default_factory=AskedClasses)
    years: Sequence[int] | None = None


@dataclass(frozen=True)
class _Found:
    """What the page is made of."""

    scope: Scope
    known: Known
    levels: Levels
    years: Sequence[int]
    facts: IndicatorFacts
    codes: Sequence[str]
    shapes: AreaShapes

    @property
    def first_year(self) -> int:
        """Return the year shown first: the newest that is not much emptier than the fullest."""
        n_shown = {year: _n_shown(self.levels.by_year[year]) for year in self.years}
        enough = _FULL_ENOUGH * max(n_shown.values())
        return max(year for year, n in n_shown.items() if n >= enough)

    @property
    def first(self) -> Mapping[str, Level]:
        """Return the levels of the year shown first."""
        return self.levels.by_year[self.first_year]


def _n_shown(levels_of_year: Mapping[str, Level]) -> int:
    """Return how many areas have a colour."""
    return sum(one.kind in COLOURED and code != CITY for code, one in levels_of_year.items())


def map_indicator(
    store_path: Path,
    question: AskedLevels,
    options: PageOptions,
    say: Say,
    spots: AskedHotspots | None = None,
) -> None:
    """Write the map of an indicator's level per area as one HTML file."""
    refuse_overwrite(options)
    write_page(indicator_content(store_path, question, options.made_on, say, spots), options, say)


def indicator_content(
    store_path: Path,
    question: AskedLevels,
    made_on: date,
    say: Say,
    spots: AskedHotspots | None = None,
) -> MapContent:
    """Return what the map of an indicator shows; its findings are the summary of a year.

    ``spots`` are the hotspots to lay over it, if any: of the year that is shown first, unless
    they name days.
    """
    _refuse_counts(question.asked)
    asked, lang = question.asked, question.asked.lang
    with reading(store_path) as store:
        found = _find(store, question, say)
        over = (
            LaidOver()
            if spots is None
            else hotspots_over(store, spots, found.scope.set_name, found.first_year, lang, say)
        )
        sources = asking.sources_of(store, [*_loads(found), *over.loads])
    notes = level_notes.notes(found.scope, asked, found.known, found.levels, found.years)
    notes = over.noted(notes, asking.standing_notes(sources, found.scope.area_set, lang))
    summary = sentences.summary(found.first, found.first_year, found.facts)
    steps = _steps(found) if len(found.years) > 1 else []
    shown = MapPage(
        lang=lang,
        title=sentences.title(found.facts),
        subtitle=sentences.subtitle(found.facts, len(found.shapes.wkb)),
        summary=summary,
        legend_title=sentences.legend_title(found.facts),
        legend=_legend(found),
        note=_note(found, lang),
        areas=_areas(found, in_steps=bool(steps)),
        table=sentences.table(found.levels.by_year, found.codes, found.facts),
        notes=notes,
        source=source_line(sources, lang),
        made_on=made_on,
        banner=banner(sources, found.scope.area_set, lang),
        steps=steps,
        overlays=over.overlays,
        step_title=text(lang, "map_indicator.step_title") if steps else "",
        first_step=found.years.index(found.first_year) if steps else None,
    )
    return MapContent(shown, [summary])


def _note(found: _Found, lang: Lang) -> str:
    """Return what stands below the legend: how the limits were found, and the breaks in short."""
    breaks = level_notes.short_breaks(found.scope, found.years, lang)
    return " ".join([sentences.legend_note(found.facts), *breaks]).strip()


def _refuse_counts(asked: Asked) -> None:
    if (asked.indicator or "").casefold() in _COUNTS:
        raise UsageProblem(
            message(
                "{indicator!r} is a count, and a map is never filled by counts: a large "
                "area has more of everything. Map a rate, such as --indicator "
                "anmeldelser_pr_1000.",
                indicator=asked.indicator,
            )
        )


def _find(store: Store, question: AskedLevels, say: Say) -> _Found:
    asked = question.asked
    scope = _scope(store, asked, say)
    known = figures.series(store, scope, asked)
    areas, shapes = asking.areas_of(store, scope.set_name)
    city = (CITY, text(asked.lang, "change.city"))
    how = Reading(scope.indicator["measure"], asked.limits, scope.breaks)
    found = levels([city, *areas], known.rows, how, scope.year)
    if found is None:
        raise HotspotsError(_no_areas(known, scope))
    years = _years(found, question, scope, say)
    chosen = chosen_classes(found, question.classes, scope.indicator["measure"], say)
    if found.other_years and asked.year is None:
        listed = ", ".join(map(str, found.other_years))
        say(
            message(
                "Left out are the years of another definition: {listed}. See them with --year.",
                listed=listed,
            )
        )
    has_city = any(each[CITY].kind != "missing" for each in found.by_year.values())
    codes = [CITY] * has_city + [code for code, _ in areas]
    facts = IndicatorFacts(
        scope.indicator_name(asked.lang), scope.set_name, scope.indicator["measure"],
        chosen, years, asked.lang, asked.min_n,
    )  # fmt: skip
    return _Found(scope, known, found, years, facts, codes, shapes)


def _years(found: Levels, question: AskedLevels, scope: Scope, say: Say) -> Sequence[int]:
    if question.asked.year is not None:
        return [scope.year]
    if question.years is None:
        return found.years
    missing = sorted(set(question.years) - set(found.years))
    if missing:
        raise HotspotsError(
            message(
                "There are no figures of areas that can be compared for {missing}. There "
                "are for {years}.",
                missing=", ".join(map(str, missing)),
                years=", ".join(map(str, found.years)),
            )
        )
    if not question.years:
        say(
            message(
                "Year set to {years}, the newest. Change it with --year or --years.",
                years=found.years[-1],
            )
        )
        return found.years[-1:]
    return [year for year in found.years if year in question.years]


def _scope(store: Store, asked: Asked, say: Say) -> Scope:
    """Settle set and indicator; the newest year that areas have, where none is named."""
    whole = replace(asked, baseline=_NO_YEAR)
    seen = asking.scope(store, whole, _nothing)
    return asking.scope(store, replace(whole, year=seen.year), say)


def _nothing(_: str) -> None:
    """Say nothing: the same question is asked again with the year settled."""


def _no_areas(known: Known, scope: Scope) -> str:
    years = sorted({one["year"] for one in known.rows
                    if one["area_code"] != CITY and one["percent"] is not None})  # fmt: skip
    there = f"There are for {', '.join(map(str, years))}." if years else "There are none at all."
    return f"There are no figures of areas for {scope.year}. {there}"


def _loads(found: _Found) -> list[int]:
    drawn = [one for one in found.known.rows if one["year"] in found.years]
    used = [load for one in drawn for load in one.get("load_ids") or [one["load_id"]]]
    return [*used, *found.known.loads, found.scope.area_set["load_id"]]


def _legend(found: _Found) -> list[LegendClass]:
    drawn = [one for year in found.years for code, one in found.levels.by_year[year].items()
             if code != CITY]  # fmt: skip
    used = {sentences.class_key(one, found.facts.classes) for one in drawn}
    hidden = {one.kind for one in drawn if one.kind in {"too_few", "withheld"}}
    looks = _looks(found)
    return [LegendClass(key, label, *looks[key])
            for key, label in sentences.legend(used, hidden, found.facts)]  # fmt: skip


def _looks(found: _Found) -> Mapping[str, tuple[str, Pattern]]:
    """Return the look of each class: the larger the figure, the darker; worse is purple."""
    colours = CIVIDIS5[::-1]
    if found.facts.measure == "points":
        better_low = found.scope.indicator["better"] == "lower"
        colours = DIVERGING5 if better_low else DIVERGING5[::-1]
    beside = {sentences.MISSING: NO_DATA, sentences.HIDDEN: WITHHELD, sentences.BROKEN: _BROKEN}
    return {**figure_looks(colours, found.facts.classes.count), **beside}


def _areas(found: _Found, *, in_steps: bool) -> list[MapArea]:
    """Return the areas of the year shown first; what belongs to a year is said by its step."""
    first = found.first
    drawn = [
        Drawn(code, first[code].name, wkb, _key(first[code], found), labelled=True, level=0)
        for code, wkb in found.shapes.wkb.items()
    ]
    return [_told(one, found, in_steps=in_steps) for one in in_degrees(drawn, found.shapes.crs)]


def _told(area: MapArea, found: _Found, *, in_steps: bool) -> MapArea:
    own = [found.levels.by_year[year][area.code] for year in found.levels.years]
    area = replace(area, spark=sentences.spark(own, found.facts))
    if in_steps:
        return area
    step = _step_area(found.first, area.code, found)
    return replace(area, lines=step.lines, facts=step.facts)


def _steps(found: _Found) -> list[Step]:
    return [
        Step(
            str(year),
            {code: _step_area(found.levels.by_year[year], code, found)
             for code in found.shapes.wkb},
            column,
        )
        for column, year in enumerate(found.years, 1)
    ]  # fmt: skip


def _step_area(levels_of_year: Mapping[str, Level], code: str, found: _Found) -> StepArea:
    level = levels_of_year[code]
    said = sentences.sentence(level, levels_of_year.get(CITY), found.facts)
    return StepArea(_key(level, found), [said], sentences.popup_facts(level, found.facts))


def _key(level: Level, found: _Found) -> str:
    return sentences.class_key(level, found.facts.classes)
