"""Did the effort help: incidents before and after, beside comparison areas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotspots.analysis.efforts.earlier import earlier_windows
from hotspots.analysis.efforts.findings import Findings, Observed, findings
from hotspots.analysis.efforts.monthly import MonthlySpread
from hotspots.analysis.efforts.placebo import Placebo, Rank
from hotspots.analysis.methods.count_swings import Swings
from hotspots.analysis.time import months
from hotspots.engine.store import Store, reading
from hotspots.language import Say, message
from hotspots.model.answer import Answer, AnswerTable, Source
from hotspots.model.cells import WEEKDAYS
from hotspots.model.efforts import COLUMNS, CountRow, EvaluationArea, Group, MeasureRow, Table
from hotspots.sentences.efforts import evaluation as sentences
from hotspots.sentences.efforts import notes as evaluation_notes
from hotspots.sentences.efforts.notes import Facts
from hotspots.sentences.incidents.heaps import heap_notes
from hotspots.workflows.asking import every_output
from hotspots.workflows.asking.naming import check_category, indicator_named
from hotspots.workflows.asking.swings import swing_settings
from hotspots.workflows.efforts.areas import EvaluationQuestion, Layout, layout
from hotspots.workflows.efforts.counting import MonthlyCounts, monthly_counts
from hotspots.workflows.efforts.effort import Effort, Outlines, find_effort
from hotspots.workflows.efforts.months import Periods, periods_of
from hotspots.workflows.efforts.survey import survey
from hotspots.workflows.incidents.points import heaps, snapped
from hotspots.workflows.loads.extracts import incident_loads

_M2_PER_KM2 = 1_000_000


@dataclass(frozen=True)
class Evaluation:
    """An effort judged: its areas, counts and measures, and what was computed from what."""

    question: EvaluationQuestion
    effort: Effort
    layout: Layout
    periods: Periods
    monthly: MonthlyCounts
    findings: Findings
    measures: Sequence[MeasureRow]
    counts: Sequence[CountRow]
    notes: Sequence[str]
    sources: Sequence[Source]
    survey: Mapping[str, Any] | None

    def rows(self, table: Table) -> list[dict[str, Any]]:
        """Return the rows of a table."""
        if table == "measures":
            return [row.as_row() for row in self.measures]
        if table == "counts":
            return [row.as_row() for row in self.counts]
        return self.month_rows()

    def tables_beside(self) -> list[AnswerTable]:
        """Return the tables that were not asked for."""
        return [AnswerTable(columns, self.rows(table)) for table, columns in COLUMNS.items()
                if table != self.question.table]  # fmt: skip

    def month_rows(self) -> list[dict[str, Any]]:
        """Return the incidents of every covered month in every area."""
        return [
            {"month": months.named(month), "part": self.periods.part_of(month), "group": group,
             "n": int(n[month - self.periods.counted.first])}
            for month in self.periods.counted.months if month in self.periods.covered
            for group, n in self.monthly.by_group.items()
        ]  # fmt: skip

    def settings(self) -> dict[str, Any]:
        """Return the choices in force, and every table whichever is shown."""
        question, periods, city_set = self.question, self.periods, self.layout.city_set
        return {
            "intervention": self.effort.name,
            "table": question.table,
            "set": city_set["set_name"] if city_set else None,
            "category": question.category,
            "hours": "{:02d}-{:02d}".format(*question.hours) if question.hours else None,
            "weekdays": [WEEKDAYS[weekday] for weekday in sorted(question.weekdays)],
            "n_time_unknown": sum(
                self.monthly.n_time_unknown(span) for span in (periods.before, periods.after)
            ),
            "date_used": question.date_used,
            "starts_on": periods.start.isoformat() if periods.start else None,
            "ends_on": periods.end.isoformat() if periods.end else None,
            "since": question.since,
            "before": str(periods.before),
            "after": str(periods.after),
            "all_before": str(periods.all_before) if periods.all_before else None,
            "buffer_m": question.buffer_m,
            "comparison": "rest"
            if question.against_rest
            else list(question.comparison) or "stored",
            "verdict": self.measures[0].verdict,
            "interval": "95 %",
            "zero_rule": "0.5 added to all four counts of the ratio where one is 0",
            "days_before": self.findings.days[0],
            "days_after": self.findings.days[1],
            **_swings(self.findings.swings),
            **_placebo(self.findings.placebo),
            **_spread("dispersion_between_areas", self.findings.between),
            **_spread("dispersion_within_areas", self.findings.within),
            "years_before": list(self.findings.years.counts),
            "survey": self.survey,
            "measures": [row.as_row() for row in self.measures],
            "counts": [row.as_row() for row in self.counts],
        }


def _swings(learnt: Swings | None) -> dict[str, Any]:
    return {
        **swing_settings(learnt),
        "chance_only": learnt is None,
    }


def _placebo(placebo: Placebo | None) -> dict[str, Any]:
    ranks = {"placebo": placebo.rank if placebo else None,
             "placebo_bad_year": placebo.rank_bad_year if placebo else None}  # fmt: skip
    return {
        **{key: value for name, rank in ranks.items() for key, value in _rank(name, rank).items()},
        "placebo_left_out": placebo.n_left_out if placebo else None,
    }


def _rank(name: str, rank: Rank | None) -> dict[str, Any]:
    return {
        f"{name}_rank": rank.rank if rank else None,
        f"{name}_n": rank.n if rank else None,
        f"{name}_share": rank.share if rank else None,
    }


def _spread(name: str, spread: MonthlySpread | None) -> dict[str, Any]:
    return {name: spread.phi if spread else None, f"{name}_df": spread.df if spread else None}


def evaluate(store_path: Path, question: EvaluationQuestion, say: Say) -> Answer:
    """Return the measures, counts or months of an effort, as ``question.table`` says."""
    with reading(store_path) as store:
        evaluation = find_evaluation(store, question, say)
    return Answer(
        command="evaluate",
        columns=COLUMNS[question.table],
        rows=evaluation.rows(question.table),
        settings=evaluation.settings(),
        sources=evaluation.sources,
        notes=evaluation.notes,
        beside=evaluation.tables_beside(),
    )


def find_evaluation(store: Store, question: EvaluationQuestion, say: Say) -> Evaluation:
    """Evaluate an effort in an open store."""
    effort = find_effort(store, question.intervention)
    check_category(store, question.category)
    if question.indicator is not None:
        indicator_named(store, question.indicator)
    laid = layout(store, effort, question, say)
    periods = periods_of(store, effort, question, say)
    monthly = monthly_counts(store, laid, periods, question)
    outcome = findings(_observed(monthly, question))
    beside = survey(store, effort, periods, question, say)
    measures = sentences.measure_rows(outcome, periods.before, periods.after, question.lang)
    if not laid.has_comparison:
        say(
            message(
                "There is no comparison area: only before and after are shown. Name some "
                "with --comparison, or take the rest of the city with --against-rest."
            )
        )
    sources = _sources(store, effort, laid, beside.sources)
    facts = _facts(store, effort, laid, monthly, question)
    notes = evaluation_notes.notes(outcome, facts, question.lang)
    if question.hours is not None or question.weekdays:
        notes += heap_notes(heaps(store, "times"), question.lang)
    return Evaluation(
        question, effort, laid, periods, monthly, outcome,
        measures=[*measures, *beside.rows],
        counts=[_count_row(area, outcome, periods) for area in laid.areas.values()],
        notes=[*notes, beside.note,
               *every_output.standing_notes(sources, laid.city_set, question.lang)],
        sources=sources,
        survey=beside.settings,
    )  # fmt: skip


def _observed(monthly: MonthlyCounts, question: EvaluationQuestion) -> Observed:
    periods = monthly.periods
    spans = periods.before, periods.after

    def of(span: months.Span) -> dict[Group, Any]:
        return {group: monthly.within(group, span) for group in monthly.by_group}

    parts = {group: (monthly.parts_within(group, spans[0]), monthly.parts_within(group, spans[1]))
             for group in monthly.parts}  # fmt: skip
    return Observed(
        before=periods.before,
        after=periods.after,
        counts_before=of(periods.before),
        counts_after=of(periods.after),
        all_before=of(periods.all_before),
        parts=parts,
        elsewhere=monthly.elsewhere,
        weekdays=question.weekdays,
    )


def _count_row(area: EvaluationArea, outcome: Findings, periods: Periods) -> CountRow:
    counted = outcome.counted[area.group]
    lengths = len(periods.before), len(periods.after)
    return CountRow(
        group=area.group,
        areas=area.names,
        area_km2=area.area_m2 / _M2_PER_KM2,
        before=counted.before,
        after=counted.after,
        change_percent=sentences.change_percent(counted, outcome.days),
        months_before=lengths[0],
        months_after=lengths[1],
    )


def _sources(store: Store, effort: Effort, laid: Layout, beside: Sequence[Source]) -> list[Source]:
    loads = {*effort.loads, *laid.loads, *incident_loads(store), *(one["load"] for one in beside)}
    return every_output.sources_of(store, sorted(loads))


def _facts(
    store: Store,
    effort: Effort,
    laid: Layout,
    monthly: MonthlyCounts,
    question: EvaluationQuestion,
) -> Facts:
    periods = monthly.periods
    spans = (periods.before, periods.after)
    starts = [one.starts_on for one in effort.of_role("treated") if one.starts_on is not None]
    begins, ends = months.first_day(periods.after.first), months.last_day(periods.after.last)
    in_time = periods.start is not None and begins >= max(starts)
    is_past = periods.end is not None and ends > periods.end
    is_since_end = question.since == "end" and periods.end is not None and begins > periods.end
    return Facts(
        before=periods.before,
        after=periods.after,
        same_calendar=periods.same_calendar,
        since_end=is_since_end,
        is_open=in_time and periods.end is None,
        starts_differ=in_time and len(set(starts)) > 1,
        early_of=None if in_time or periods.start is None else max(starts),
        past=periods.end if is_past and not is_since_end else None,
        date_used=question.date_used,
        category=question.category,
        hours=question.hours,
        weekdays=question.weekdays,
        n_time_unknown=sum(monthly.n_time_unknown(span) for span in spans),
        buffer_m=question.buffer_m,
        laid=laid.laid,
        nowhere=[one.name for one in effort.without_outline],
        n_unplaced=sum(monthly.n_unplaced(span) for span in spans),
        n_by_area=sum(monthly.n_by_area(span) for span in spans),
        n_total=sum(int(monthly.of_city(span).sum()) for span in spans),
        empty_months=[month for span in spans for month in span.months
                      if monthly.of_city(span)[month - span.first] == 0],
        is_snapped=bool(snapped(store)),
        learnt_from=earlier_windows(monthly.elsewhere, *spans) if monthly.elsewhere else [],
        overlapping_efforts=_efforts_in_comparison(store, effort, laid, periods),
    )  # fmt: skip


def _efforts_in_comparison(
    store: Store, effort: Effort, laid: Layout, periods: Periods
) -> list[str]:
    """Return the names of other efforts that ran in the comparison area in the months compared."""
    import shapely

    if "comparison" not in laid.areas:
        return []
    comparison_shape = shapely.from_wkb(laid.areas["comparison"].wkb)
    rows = store.rows(
        "interventions/running",
        first_day=months.first_day(periods.before.first),
        last_day=months.last_day(periods.after.last),
    )
    outlines, names = Outlines(store), set()
    for row in rows:
        wkb = outlines.of_place(row["geometry"], row["set_name"], row["area_code"])
        is_competing = row["role"] == "treated" and row["intervention"] != effort.name
        if (
            is_competing
            and wkb
            and shapely.area(shapely.intersection(comparison_shape, shapely.from_wkb(wkb))) > 1
        ):
            names.add(row["intervention"])
    return sorted(names)
