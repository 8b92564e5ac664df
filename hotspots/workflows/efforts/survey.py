"""What the survey says of the treated areas, beside the incidents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hotspots.engine.store import Store
from hotspots.errors import HotspotsError
from hotspots.language import Say, message
from hotspots.model.answer import Source
from hotspots.model.areas import CITY
from hotspots.model.efforts import MeasureRow
from hotspots.sentences.texts import text
from hotspots.workflows.asking import questions
from hotspots.workflows.efforts.areas import EvaluationQuestion
from hotspots.workflows.efforts.effort import Effort
from hotspots.workflows.efforts.months import Periods
from hotspots.workflows.indicators.change import find_change


@dataclass(frozen=True)
class SurveyChange:
    """The change of the survey's figure in each treated area, and what must be said of it."""

    rows: Sequence[MeasureRow]
    note: str
    sources: Sequence[Source] = ()
    settings: Mapping[str, Any] | None = None


def survey(
    store: Store, effort: Effort, periods: Periods, question: EvaluationQuestion, say: Say
) -> SurveyChange:
    """Compare the year before the start with the last year in the effort or right after it.

    Where the treated places are no areas of one set with such figures, that is said instead.
    """
    none = SurveyChange((), text(question.lang, "evaluation.no_survey"))
    places = [one for one in effort.of_role("treated") if one.area_code not in {None, CITY}]
    sets = {one.set_name for one in places if one.set_name}
    if len(sets) != 1 or periods.start is None:
        return none
    survey_question = _question(store, sets.pop(), periods, question)
    if survey_question is None:
        return none
    try:
        change = find_change(store, survey_question, _nothing)
    except HotspotsError as problem:
        say(message("The survey's figures are left out: {problem}", problem=problem))
        return none
    codes = {one.area_code for one in places}
    rows = [
        MeasureRow("survey_change", row.name, row.change_pp, row.ci_low_pp, row.ci_high_pp, row.p,
                   row.verdict, row.sentence, row.flags)
        for row in change.rows if row.area in codes
    ]  # fmt: skip
    placeholders = {
        "baseline": survey_question.baseline,
        "year": survey_question.year,
        "set_name": survey_question.set_name,
    }
    named = {**placeholders, "set_name": change.scope.set_title}
    note = text(question.lang, "evaluation.survey", **named)
    return SurveyChange(
        rows, note, change.sources, {**placeholders, "indicator": survey_question.indicator}
    )


def _question(
    store: Store, set_name: str, periods: Periods, question: EvaluationQuestion
) -> questions.Question | None:
    if periods.start is None:
        return None
    years = _years(store, set_name, question.indicator)
    last = periods.end.year + 1 if periods.end else max([*years, 0])
    later = [one for one in years if periods.start.year <= one <= last]
    if periods.start.year - 1 not in years or not later:
        return None
    return questions.Question(
        set_name=set_name,
        indicator=question.indicator or questions.DEFAULT_INDICATOR,
        baseline=periods.start.year - 1,
        year=max(later),
        lang=question.lang,
    )


def _years(store: Store, set_name: str, indicator: str | None) -> list[int]:
    wanted = (indicator or questions.DEFAULT_INDICATOR).casefold()
    return [
        int(row["year"])
        for row in store.rows("estimates/years", group_key="", part="")
        if row["set_name"] == set_name and row["indicator"] == wanted and row["n_areas"]
    ]


def _nothing(_: str) -> None:
    """Say nothing: indicator and years are settled here."""
