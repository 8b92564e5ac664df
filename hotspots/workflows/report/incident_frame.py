"""What a report is about where the store has incidents and no figures to compare."""

from hotspots.analysis.time.periods import WHOLE_YEAR, Part, part_of_year
from hotspots.engine.store import Store
from hotspots.errors import UsageProblem
from hotspots.language import Say, message
from hotspots.model.periods import Period
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.workflows.asking.area_sets import incident_set
from hotspots.workflows.asking.periods import check_periods
from hotspots.workflows.asking.questions import Question
from hotspots.workflows.incidents.counts import covered_window
from hotspots.workflows.incidents.table_counts import (
    counted_sets,
    extract_years,
    months_of,
    table_counts,
    usual_use,
)
from hotspots.workflows.report.asked import Frame


def has_incidents_only(store: Store, question: Question) -> bool:
    """Tell whether there are incidents, no figures at all, and no indicator was asked for."""
    if question.indicator is not None or question.group or store.rows("estimates/slices"):
        return False
    has_extracts = bool(store.rows("incidents/period", category=None)[0]["categories"])
    return has_extracts or bool(counted_sets(store))


def incident_frame(store: Store, question: Question, say: Say) -> Frame:
    """Return the set and the periods: the newest year with incidents beside an earlier one."""
    part = _part(question)
    last_day = None if question.year is None else Period(question.year, question.part).days[-1]
    area_set = incident_set(store, question.set_name, last_day, say)
    year = question.year or _newest_year(store, area_set, say)
    baseline = _baseline(store, area_set, question, year, part, say)
    frame = Frame(area_set, Period(baseline, question.part), Period(year, question.part))
    check_periods(frame.baseline, frame.period)
    return frame


def _part(question: Question) -> Part:
    """Return the part of the year that is counted; weeks and spans are not."""
    part = part_of_year(question.part) if question.part else WHOLE_YEAR
    if part is None:
        raise UsageProblem(
            message(
                "{period} is no period of a status. Name a year, half-year, quarter or month, "
                "such as 2012-H1.",
                period=Period(question.year or question.baseline, question.part),
            )
        )
    return part


def _newest_year(store: Store, area_set: AreasActiveSetsRow, say: Say) -> int:
    """Return the newest year that extracts or tables cover; of none, the last with any."""
    years = {*extract_years(store), *table_counts(store, area_set, None).periods}
    if not years:
        last_day = store.rows("incidents/period", category=None)[0]["last_day"]
        last = [] if last_day is None else [last_day.year]
        years = {*last, *(row["last_year"] for row in counted_sets(store))}
    year = max(years)
    say(
        message("Year set to {year}, the newest with incidents. Change it with --year.", year=year)
    )
    return year


def _baseline(
    store: Store,
    area_set: AreasActiveSetsRow,
    question: Question,
    year: int,
    part: Part,
    say: Say,
) -> int:
    """Return the baseline asked for where it has incidents, else the year before."""
    if question.baseline < year and _is_covered(store, area_set, (question.baseline, year), part):
        return question.baseline
    say(
        message(
            "Baseline set to {year}, the year before: there are no incidents that cover {baseline}"
            " and can be compared. Change it with --baseline.",
            year=Period(year - 1, question.part),
            baseline=Period(question.baseline, question.part),
        )
    )
    return year - 1


def _is_covered(
    store: Store, area_set: AreasActiveSetsRow, years: tuple[int, int], part: Part
) -> bool:
    """Tell whether both years are there in the way that answers for the later one."""
    if usual_use(store, area_set, years[1], part) == "extracts":
        return {*years} <= covered_window(store, years, part).covered
    months = table_counts(store, area_set, None).common_months([*years], months_of(part))
    return months is not None
