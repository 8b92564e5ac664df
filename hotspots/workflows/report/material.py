"""What a report is made of: the answers of the commands that it tells of, or that there is none.

Every figure is taken from the answer that the command of its own gives, so that they agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hotspots.analysis.cells.review_periods import Period as Days
from hotspots.engine.store import Store, kept_open
from hotspots.language import Say
from hotspots.model.answer import Answer, Source
from hotspots.model.indicators import Break, ChangeRow
from hotspots.model.pictures import MapContent
from hotspots.workflows.areas.designations import designated
from hotspots.workflows.efforts.interventions import running
from hotspots.workflows.loads.stored_sets import names_of
from hotspots.workflows.provenance.check import CheckQuestion, check
from hotspots.workflows.provenance.status import status
from hotspots.workflows.report.answers import Answers, answers, say_days, store_contents
from hotspots.workflows.report.asked import Frame, ReportQuestion, frame_of
from hotspots.workflows.report.choice import Profiled, chosen_profiles, profiles_by_incidents
from hotspots.workflows.report.figures import Figures, gather_figures
from hotspots.workflows.report.incident_frame import has_incidents_only, incident_frame
from hotspots.workflows.report.news import News, gather_news
from hotspots.workflows.report.spot_areas import SpotAreas


@dataclass(frozen=True)
class Material:
    """The answers; None where the store has nothing to answer with.

    ``figures`` are those of an indicator. ``efforts`` and ``named`` are what was done in an area
    in the year, and what it was designated, by its code. ``period`` is that of the hotspots;
    ``question_period`` is the same, and is there where nothing can be found in it too.
    """

    frame: Frame
    figures: Figures | None
    profiled: Profiled
    replies: Answers
    checks: Answer
    loads: Answer
    period: Days | None
    question_period: Days | None
    efforts: Mapping[str, Sequence[str]]
    named: Mapping[str, Sequence[str]]
    news: News | None = None

    @property
    def crime(self) -> Answer | None:
        """Return the incidents by area."""
        return self.replies.crime

    @property
    def hotspots(self) -> Answer | None:
        """Return the hotspots."""
        return self.replies.hotspots

    @property
    def hotspot_map(self) -> MapContent | None:
        """Return what the map of the hotspots shows."""
        return self.replies.hotspot_map

    @property
    def spot_areas(self) -> Mapping[int, SpotAreas]:
        """Return in which areas each hotspot lies, by its number."""
        return self.replies.spot_areas

    @property
    def review(self) -> Answer | None:
        """Return what became of the hotspots of the year before."""
        return self.replies.review

    @property
    def goals(self) -> Answer | None:
        """Return the targets with their answers."""
        return self.replies.goals

    def has(self, kind: str) -> bool:
        """Tell whether a load of a kind counts, such as ``interventions``."""
        return any(row["kind"] == kind and row["superseded_by"] is None
                   for row in self.loads.rows)  # fmt: skip

    @property
    def change_rows(self) -> Sequence[ChangeRow]:
        """Return the change of every area; nothing without figures."""
        return self.figures.change.rows if self.figures else ()

    @property
    def breaks(self) -> Sequence[Break]:
        """Return the known breaks of the series up to the report's year; none without figures."""
        breaks = self.figures.change.scope.breaks if self.figures else ()
        return [one for one in breaks if one.year <= self.frame.period.year]

    @property
    def answers(self) -> list[Answer]:
        """Return the answers that there are."""
        every = (self.crime, self.hotspots, self.review, self.goals)
        return [one for one in every if one is not None]


def gather_material(store_path: Path, report_question: ReportQuestion, say: Say) -> Material:
    """Ask everything that a report tells; what the store has nothing about is left out.

    The store stays open meanwhile, so that all answers are of one moment.
    """
    with kept_open(store_path) as store:
        return _gathered(store, report_question, say)


def _gathered(store: Store, report_question: ReportQuestion, say: Say) -> Material:
    question, store_path = report_question.question, store.path
    figures, frame = _figures_and_frame(store, report_question, say)
    names, asked = names_of(store, frame.set_name), report_question.profiles
    profiled = (
        chosen_profiles(asked, names, figures.change, figures.priority, say) if figures else None
    )
    contents = store_contents(store, report_question, frame)
    set_name, year = frame.set_name, frame.period.year
    efforts, named = running(store, set_name, year), designated(store, set_name, year)
    say_days(report_question, contents, say)
    replies = answers(store_path, report_question, frame, contents)
    return Material(
        frame, figures,
        profiled or profiles_by_incidents(asked, names, replies.crime, say),
        replies,
        check(store_path, CheckQuestion(set_name, lang=question.lang)), status(store_path),
        contents.period if contents.has_points else None,
        contents.period, efforts, named,
        gather_news(store_path, report_question, frame, has_goals=contents.has_goals),
    )  # fmt: skip


def _figures_and_frame(
    store: Store, report_question: ReportQuestion, say: Say
) -> tuple[Figures | None, Frame]:
    if has_incidents_only(store, report_question.question):
        return None, incident_frame(store, report_question.question, say)
    figures = gather_figures(store, report_question, say)
    return figures, frame_of(figures.change.scope)


def sources(material: Material) -> list[Source]:
    """Return the loads that the report rests on, by their number."""
    every = [*(material.figures.sources if material.figures else ()),
             *(one for answer in material.answers for one in answer.sources)]  # fmt: skip
    by_load = {one["load"]: one for one in every}
    return [by_load[load] for load in sorted(by_load)]
