"""The figures of an indicator that a report tells of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hotspots.engine.store import Store
from hotspots.language import Say
from hotspots.model.answer import Source
from hotspots.model.areas import CITY
from hotspots.model.indicators import RankQuestion
from hotspots.model.pictures import MapContent
from hotspots.workflows.asking import questions
from hotspots.workflows.indicators.change import ChangeResult, find_change
from hotspots.workflows.indicators.figures import FigureSeries, series
from hotspots.workflows.maps.change import change_map_of, priority_map_of
from hotspots.workflows.priority import PriorityResult, find_priority
from hotspots.workflows.report.asked import ReportQuestion


@dataclass(frozen=True)
class Figures:
    """The change of every area, the series of all years, and the order of the areas.

    ``priority`` is there where the indicator is a share; ``change_map`` and ``priority_map`` are
    what the maps of both show.
    """

    change: ChangeResult
    series: FigureSeries
    change_map: MapContent
    priority: PriorityResult | None
    priority_map: MapContent | None

    @property
    def has_changes(self) -> bool:
        """Tell whether any area has a figure in both years, apart from the whole city."""
        return any(row.change_pp is not None and row.area != CITY for row in self.change.rows)

    @property
    def sources(self) -> Sequence[Source]:
        """Return the loads that the figures rest on."""
        return [*self.change.sources, *(self.priority.sources if self.priority else ())]


def gather_figures(store: Store, report_question: ReportQuestion, say: Say) -> Figures:
    """Ask for the figures; every choice made for the user is said."""
    change, priority = _change_and_order(store, report_question, say)
    drawn = (
        priority_map_of(store, priority, report_question.made_on, _nothing) if priority else None
    )
    settled = replace(report_question.question, year=change.scope.year)
    change_map = change_map_of(store, change, report_question.made_on, _nothing)
    return Figures(change, series(store, change.scope, settled), change_map, priority, drawn)


def _change_and_order(
    store: Store, report_question: ReportQuestion, say: Say
) -> tuple[ChangeResult, PriorityResult | None]:
    """Return the change of every area, and their order where the indicator is a share."""
    question = report_question.question
    scope = questions.scope(store, question, _nothing)
    if scope.indicator["measure"] != "share":
        return find_change(store, question, say), None
    result = find_priority(store, question, say, RankQuestion(report_question.seed))
    return result.change, result


def _nothing(_: str) -> None:
    """Say nothing: the choices have been said."""
