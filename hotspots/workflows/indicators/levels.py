"""The levels that a map of an indicator shows: which years, in which classes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from hotspots.analysis.indicators.levels import levels
from hotspots.analysis.indicators.series import FigureReading
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError
from hotspots.language import Say, message
from hotspots.model.answer import AreaShapes
from hotspots.model.areas import CITY
from hotspots.model.indicators import COLOURED, Level, Levels
from hotspots.sentences.indicators.level_page import IndicatorFacts
from hotspots.sentences.texts import text
from hotspots.workflows.asking import questions
from hotspots.workflows.asking.questions import Asked, Scope
from hotspots.workflows.indicators import figures
from hotspots.workflows.indicators.figures import Known
from hotspots.workflows.indicators.level_classes import AskedClasses, chosen_classes

_NO_YEAR = 0
_FULL_ENOUGH = 0.5


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
class FoundLevels:
    """What a page of levels is made of; ``codes`` are those of its table, the city's first."""

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


def find_levels(store: Store, question: AskedLevels, say: Say) -> FoundLevels:
    """Return the levels of a set's areas in the years asked for, and say what was chosen.

    Raises ``HotspotsError`` where no area has a figure to show.
    """
    asked = question.asked
    scope = _scope(store, asked, say)
    known = figures.series(store, scope, asked)
    areas, shapes = questions.areas_of(store, scope.set_name)
    city = (CITY, text(asked.lang, "change.city"))
    how = FigureReading(scope.indicator["measure"], asked.limits, scope.breaks)
    found = levels([city, *areas], known.rows, how, scope.year)
    if found is None:
        raise HotspotsError(_no_areas(known, scope))
    years = _years(found, question, scope, say)
    chosen = chosen_classes(found, question.classes, scope.indicator["measure"], say)
    _say_left_out(found, asked, say)
    has_city = any(each[CITY].kind != "missing" for each in found.by_year.values())
    codes = [CITY] * has_city + [code for code, _ in areas]
    facts = IndicatorFacts(
        scope.indicator_name(asked.lang), scope.set_name, scope.indicator["measure"],
        chosen, years, asked.lang, asked.min_n,
    )  # fmt: skip
    return FoundLevels(scope, known, found, years, facts, codes, shapes)


def _say_left_out(found: Levels, asked: Asked, say: Say) -> None:
    if found.left_out_years and asked.year is None:
        listed = ", ".join(map(str, found.left_out_years))
        say(
            message(
                "Left out are the years of another definition: {listed}. See them with --year.",
                listed=listed,
            )
        )


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
    seen = questions.scope(store, whole, _nothing)
    return questions.scope(store, replace(whole, year=seen.year), say)


def _nothing(_: str) -> None:
    """Say nothing: the same question is asked again with the year settled."""


def _no_areas(known: Known, scope: Scope) -> str:
    years = sorted({one["year"] for one in known.rows
                    if one["area_code"] != CITY and one["percent"] is not None})  # fmt: skip
    if not years:
        return message("No area has a figure in any year.")
    return message(
        "There are no figures of areas for {year}. There are for {years}.",
        year=scope.year,
        years=", ".join(map(str, years)),
    )


def loads_of(found: FoundLevels) -> list[int]:
    """Return the loads of the figures that are shown, and of their areas."""
    drawn = [one for one in found.known.rows if one["year"] in found.years]
    used = [load for one in drawn for load in one.get("load_ids") or [one["load_id"]]]
    return [*used, *found.known.loads, found.scope.area_set["load_id"]]
