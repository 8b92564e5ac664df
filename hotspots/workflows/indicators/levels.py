"""The levels that a map of an indicator shows: which years, in which classes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from hotspots.analysis.indicators.full_years import newest_full
from hotspots.analysis.indicators.levels import levels
from hotspots.analysis.indicators.series import FigureReading
from hotspots.analysis.indicators.shared_levels import SharedLevels, with_estimates
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError
from hotspots.language import Say, message
from hotspots.model.answer import AreaShapes
from hotspots.model.areas import CITY
from hotspots.model.indicators import COLOURED, Estimate, Level, Levels
from hotspots.sentences.indicators.level_page import IndicatorFacts
from hotspots.sentences.texts import text
from hotspots.workflows.asking import questions
from hotspots.workflows.asking.questions import Question, Scope
from hotspots.workflows.indicators import figures
from hotspots.workflows.indicators.figures import FigureSeries
from hotspots.workflows.indicators.level_classes import ClassesQuestion, chosen_classes
from hotspots.workflows.indicators.shared_levels import find_shared

_NO_YEAR = 0


@dataclass(frozen=True)
class LevelsQuestion:
    """What the map was asked with; no year in ``question`` means all that can be compared.

    ``years`` are those of them that are shown: all of them where there are none, and the newest
    alone where it is empty. ``estimate`` is what areas are drawn by: their own figures alone, or
    estimates that share strength.
    """

    question: Question
    classes: ClassesQuestion = field(default_factory=ClassesQuestion)
    years: Sequence[int] | None = None
    estimate: Estimate = "direct"


@dataclass(frozen=True)
class LevelsResult:
    """What a page of levels is made of; ``codes`` are those of its table, the city's first."""

    scope: Scope
    series: FigureSeries
    levels: Levels
    years: Sequence[int]
    facts: IndicatorFacts
    codes: Sequence[str]
    shapes: AreaShapes
    shared: SharedLevels | None = None

    @property
    def first_year(self) -> int:
        """Return the year shown first: the newest that is not much emptier than the fullest."""
        return _newest_full(self.levels, self.years)

    @property
    def first(self) -> Mapping[str, Level]:
        """Return the levels of the year shown first."""
        return self.levels.by_year[self.first_year]


def _newest_full(area_levels: Levels, years: Sequence[int]) -> int:
    """Return the newest of some years with figures of half as many areas as the fullest."""
    return newest_full({year: _n_coloured(area_levels.by_year[year]) for year in years})


def _n_coloured(levels_of_year: Mapping[str, Level]) -> int:
    """Return how many areas have a colour."""
    return sum(one.kind in COLOURED and code != CITY for code, one in levels_of_year.items())


def find_levels(store: Store, levels_question: LevelsQuestion, say: Say) -> LevelsResult:
    """Return the levels of a set's areas in the years asked for, and say what was chosen.

    Raises ``HotspotsError`` where no area has a figure to show.
    """
    question = levels_question.question
    scope = _scope(store, question, say)
    series = figures.series(store, scope, question)
    areas, shapes = questions.areas_of(store, scope.set_name)
    city = (CITY, text(question.lang, "change.city"))
    how = FigureReading(scope.indicator["measure"], question.limits, scope.breaks)
    area_levels = levels([city, *areas], series.rows, how, scope.year)
    if area_levels is None:
        raise HotspotsError(_no_areas(series, scope))
    years = _years(area_levels, levels_question, scope, say)
    shared = None
    if levels_question.estimate == "shared":
        shared = find_shared(store, scope, series, area_levels)
        area_levels = with_estimates(area_levels, shared, question.limits)
    chosen = chosen_classes(area_levels, levels_question.classes, scope.indicator["measure"], say)
    _say_left_out(area_levels, question, say)
    has_city = any(each[CITY].kind != "missing" for each in area_levels.by_year.values())
    codes = [CITY] * has_city + [code for code, _ in areas]
    facts = IndicatorFacts(
        scope.indicator_in_part(question.lang), scope.set_title, scope.indicator["measure"],
        chosen, years, question.lang, question.min_n, shared is not None,
    )  # fmt: skip
    return LevelsResult(scope, series, area_levels, years, facts, codes, shapes, shared)


def _say_left_out(area_levels: Levels, question: Question, say: Say) -> None:
    if area_levels.left_out_years and question.year is None:
        listed = ", ".join(map(str, area_levels.left_out_years))
        say(
            message(
                "Left out are the years of another definition: {listed}. See them with --year.",
                listed=listed,
            )
        )


def _years(
    area_levels: Levels, levels_question: LevelsQuestion, scope: Scope, say: Say
) -> Sequence[int]:
    if levels_question.question.year is not None:
        return [scope.year]
    if levels_question.years is None:
        return area_levels.years
    missing = sorted(set(levels_question.years) - set(area_levels.years))
    if missing:
        raise HotspotsError(
            message(
                "There are no figures of areas that can be compared for {missing}. There "
                "are for {years}.",
                missing=", ".join(map(str, missing)),
                years=", ".join(map(str, area_levels.years)),
            )
        )
    if not levels_question.years:
        return [_said_year(area_levels, say)]
    return [year for year in area_levels.years if year in levels_question.years]


def _said_year(area_levels: Levels, say: Say) -> int:
    """Return the year of a picture of one year, and say which it is and why."""
    year = _newest_full(area_levels, area_levels.years)
    newest = message(
        "Year set to {year}, the newest. Change it with --year or --years.", year=year
    )
    fuller = message(
        "Year set to {year}, the newest in which not many areas lack a figure. Change it with "
        "--year or --years.",
        year=year,
    )
    say(newest if year == area_levels.years[-1] else fuller)
    return year


def _scope(store: Store, question: Question, say: Say) -> Scope:
    """Settle set and indicator; the newest year that areas have, where none is named."""
    whole = replace(question, baseline=_NO_YEAR)
    seen = questions.scope(store, whole, _nothing)
    return questions.scope(store, replace(whole, year=seen.year), say)


def _nothing(_: str) -> None:
    """Say nothing: the same question is asked again with the year settled."""


def _no_areas(series: FigureSeries, scope: Scope) -> str:
    years = sorted({row["year"] for row in series.rows
                    if row["area_code"] != CITY and row["percent"] is not None})  # fmt: skip
    if not years:
        return message("No area has a figure in any year.")
    return message(
        "There are no figures of areas for {year}. There are for {years}.",
        year=scope.year,
        years=", ".join(map(str, years)),
    )


def loads_of(result: LevelsResult) -> list[int]:
    """Return the loads of the figures that are shown, and of their areas."""
    drawn = [one for one in result.series.rows if one["year"] in result.years]
    used = [load for one in drawn for load in one.get("load_ids") or [one["load_id"]]]
    return [*used, *result.series.loads, result.scope.area_set["load_id"]]
