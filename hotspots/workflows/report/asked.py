"""What a report was asked with, and what it turned out to be about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hotspots.analysis.time.periods import WHOLE_YEAR, Part, part_of_year
from hotspots.model.periods import Period
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.workflows.asking.questions import Question, Scope
from hotspots.workflows.goals.judgements import GoalsQuestion
from hotspots.workflows.priority import DEFAULT_SEED


@dataclass(frozen=True)
class ReportQuestion:
    """What a report was asked with; without days, hotspots are those of its year.

    ``profiles`` are the areas to have one, by name or code, or one word: all, priority, none.
    ``by_period`` makes it the status of a period: targets are judged at its end and by figures
    of such periods.
    """

    question: Question
    made_on: date
    first_day: date | None = None
    last_day: date | None = None
    seed: int = DEFAULT_SEED
    profiles: Sequence[str] = ()
    by_period: bool = False

    def targets(self, year: int) -> GoalsQuestion:
        """Return what is asked about goals: at the period's end, else at the report's date."""
        question = self.question
        as_of = Period(year, question.part).days[-1] if self.by_period else self.made_on
        part = question.part if self.by_period else ""
        return GoalsQuestion(as_of, lang=question.lang, part=part, assumed=question.assumed)

    def targets_before(self, period: Period) -> GoalsQuestion:
        """Return the same about the status before: at its end, else a year before the date."""
        question = self.question
        if self.by_period:
            last = period.before
            return GoalsQuestion(
                last.days[-1], lang=question.lang, part=last.part, assumed=question.assumed
            )
        return GoalsQuestion(
            _year_earlier(self.made_on), lang=question.lang, assumed=question.assumed
        )


@dataclass(frozen=True)
class Frame:
    """What every chapter is about: the areas, and a period beside an earlier one."""

    area_set: AreasActiveSetsRow
    baseline: Period
    period: Period

    @property
    def set_name(self) -> str:
        """Return the area set's name."""
        return str(self.area_set["set_name"])

    @property
    def part(self) -> Part:
        """Return the part of the year that is counted; the whole of it for weeks and spans."""
        return part_of_year(self.period.part) or WHOLE_YEAR


def _year_earlier(day: date) -> date:
    """Return the same day of the year before; of 29 February the day before it."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def frame_of(scope: Scope) -> Frame:
    """Return what a report on figures is about."""
    return Frame(scope.area_set, scope.baseline_period, scope.period)
