"""What is new since the status before: lights, targets, incidents and efforts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hotspots.analysis.time.periods import part_of_year
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError
from hotspots.model.answer import Answer
from hotspots.model.areas import CITY
from hotspots.model.indicators import ChangeRow
from hotspots.model.periods import Period
from hotspots.workflows.asking.questions import Question
from hotspots.workflows.goals.judgements import GoalsQuestion, goals
from hotspots.workflows.incidents.question import IncidentsQuestion
from hotspots.workflows.incidents.rates import incidents
from hotspots.workflows.indicators.change import find_change
from hotspots.workflows.report.asked import Frame, ReportQuestion

_NO_STATUS = frozenset({"week", "span"})


@dataclass(frozen=True)
class News:
    """What the status of one period has beside that of the period before, ``last``.

    ``last_rows`` are the changes of the areas then, by code; empty where they cannot be told,
    as where the baseline of the last one, ``last_baseline``, is that period itself.
    ``last_answers`` are those to the targets then, by goal. ``crime`` counts the incidents
    beside the same part of the year before, or is None. ``begun`` and ``ended`` name efforts.
    """

    period: Period
    last: Period
    last_baseline: Period
    last_rows: Mapping[str, ChangeRow]
    last_answers: Mapping[str, str]
    crime: Answer | None
    begun: Sequence[str]
    ended: Sequence[str]

    @property
    def year_before(self) -> Period:
        """Return the same part of the year before."""
        return replace(self.period, year=self.period.year - 1)


def gather_news(
    store_path: Path, report_question: ReportQuestion, frame: Frame, *, has_goals: bool
) -> News | None:
    """Ask what the store says now and what it says of the period before; of weeks, nothing."""
    question, period = report_question.question, frame.period
    if period.kind in _NO_STATUS:
        return None
    last = period.before
    begun_and_ended = _efforts(store_path, last, period)
    return News(
        period, last, replace(last, year=question.baseline),
        _rows(store_path, replace(question, year=last.year, part=last.part,
                                  baseline_part=last.part)),
        _answers(store_path, report_question.targets_before(period)) if has_goals else {},
        _crime(store_path, frame.set_name, period, question),
        *begun_and_ended,
    )  # fmt: skip


def _nothing(_: str) -> None:
    """Say nothing: the choices have been said."""


def _rows(store_path: Path, question: Question) -> dict[str, ChangeRow]:
    """Return the changes of the areas by code; none where there are no figures to compare."""
    try:
        with reading(store_path) as store:
            result = find_change(store, question, _nothing)
    except HotspotsError:
        return {}
    return {row.area: row for row in result.rows if row.area != CITY}


def _answers(store_path: Path, asked: GoalsQuestion) -> dict[str, str]:
    return {row["goal"]: row["answer"] for row in goals(store_path, asked, _nothing).rows}


def _crime(store_path: Path, set_name: str, period: Period, question: Question) -> Answer | None:
    """Return the incidents of a period beside those of the year before; None without them."""
    part = part_of_year(period.part)
    if part is None:
        return None
    asked = IncidentsQuestion(
        set_name, None, period.year - 1, period.year, adjust=question.adjust, lang=question.lang,
        part=part,
    )  # fmt: skip
    try:
        return incidents(store_path, asked, _nothing)
    except HotspotsError:
        return None


def _efforts(store_path: Path, last: Period, period: Period) -> tuple[list[str], list[str]]:
    """Return the names of the efforts that began, and that ended, after the period before."""
    with reading(store_path) as store:
        return _named(store, "starts_on", last, period), _named(store, "ends_on", last, period)


def _named(store: Store, column: str, last: Period, period: Period) -> list[str]:
    names = {
        row["intervention"]
        for row in store.rows("interventions/listing")
        if row["role"] == "treated" and _is_within(row, column, last, period)
    }
    return sorted(names)


def _is_within(row: Mapping[str, object], column: str, last: Period, period: Period) -> bool:
    day = row[column]
    return day is not None and last.days[-1] < day <= period.days[-1]  # type: ignore[operator]
