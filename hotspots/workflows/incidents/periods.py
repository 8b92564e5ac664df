"""Incidents per area by weeks, months, quarters, half-years or days, beside the usual ones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hotspots.analysis.incidents.periods import PeriodCounts, is_tested, learnt_swings, period_rows
from hotspots.analysis.time.periods import YearDays, covered_years, covers, part_of_year
from hotspots.analysis.time.whole_periods import PeriodSpan
from hotspots.engine.store import Store
from hotspots.errors import UsageProblem
from hotspots.language import Say, message
from hotspots.model.answer import Answer
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.incidents import INCIDENT_PERIOD_COLUMNS, PeriodRow
from hotspots.model.rows import AreasActiveSetsRow, IncidentsSpanCountsRow
from hotspots.sentences.incidents import periods as words
from hotspots.sentences.incidents.heaps import heap_notes
from hotspots.sentences.incidents.periods import PeriodFacts
from hotspots.sentences.texts import text
from hotspots.workflows.asking import every_output, questions
from hotspots.workflows.asking.area_names import chosen_codes
from hotspots.workflows.asking.area_sets import incident_set
from hotspots.workflows.asking.naming import check_category
from hotspots.workflows.incidents.chosen_periods import ChosenPeriods, chosen_periods
from hotspots.workflows.incidents.counts import loads_of_rates, residents
from hotspots.workflows.incidents.points import heaps
from hotspots.workflows.incidents.question import IncidentsQuestion, PeriodChoice
from hotspots.workflows.loads.stored_sets import names_of

# Reports that come in later than this are few, and no longer compared at the same age.
_STILL_COMING = timedelta(days=90)
_MOST_YEARS = 15


def is_of_tables(store: Store, question: IncidentsQuestion) -> bool:
    """Tell whether tables of counts answer: asked for, or because there are no extracts."""
    if question.use == "counts" or question.group:
        return True
    has_extracts = store.rows("incidents/period", category=None)[0]["last_day"] is not None
    return not has_extracts and bool(store.rows("incidents/counted_sets"))


def in_tables(question: IncidentsQuestion) -> bool:
    """Return True where tables can answer: of a year's part that is whole months; else raise."""
    choice = question.choice or PeriodChoice()
    if choice.period is None or part_of_year(choice.period.part) is None:
        raise UsageProblem(
            message(
                "Tables of counts give months and what is made of them. Ask for one of these with "
                "--year, such as --year 2024-Q4 or --year 2024-M03, and leave --per, --from and "
                "--to out."
            )
        )
    return True


def period_answer(store: Store, question: IncidentsQuestion, say: Say) -> Answer:
    """Return the incidents of every area in some periods, each beside the usual ones.

    Periods that the extracts do not cover from end to end are named, and have no rows.
    """
    check_category(store, question.category)
    chosen = chosen_periods(store, question, say)
    area_set = incident_set(store, question.set_name, chosen.spans[-1].days[1], say)
    areas, shapes = questions.areas_of(store, area_set["set_name"])
    codes = chosen_codes(names_of(store, area_set["set_name"]), question.areas)
    counts = _PeriodCounting(store, area_set, question).of(chosen)
    every = period_rows(areas, counts, adjust=question.adjust)
    facts = _facts(store, question, chosen, (counts, every), areas)
    rows = [_worded(row, question, facts) for row in every if not codes or row.area in codes]
    years = {year for each in counts for year in (each.year, *each.earlier)}
    sources = every_output.sources_of(
        store, [*loads_of_rates(store, area_set, min(years), max(years))]
    )
    notes = [*words.period_notes(rows, facts, question.lang),
             *heap_notes(heaps(store, "dates", "places"), question.lang)]  # fmt: skip
    if area_set["overlapping"]:
        notes.append(text(question.lang, "note.several", set_name=area_set["set_name"]))
    return Answer(
        command="incidents",
        columns=INCIDENT_PERIOD_COLUMNS,
        rows=[row.as_row() for row in rows],
        settings=_settings(question, area_set, counts, facts, codes),
        sources=sources,
        notes=[*notes, *every_output.standing_notes(sources, area_set, question.lang)],
        shapes=shapes.of(codes),
    )


@dataclass(frozen=True)
class _PeriodCounting:
    """Counts the incidents of periods and of their earlier years, from a store."""

    store: Store
    area_set: AreasActiveSetsRow
    question: IncidentsQuestion

    def of(self, chosen: ChosenPeriods) -> list[PeriodCounts]:
        """Return the counts of each period.

        What is compared is of one age: of every earlier year counts what was reported as many
        days after the period as reports have had to come in now.
        """
        earlier = [earlier_spans(each, chosen.days, self.question.baseline)
                   for each in chosen.spans]  # fmt: skip
        rows = self._counted(chosen, earlier)
        years = {year for each, then in zip(chosen.spans, earlier, strict=True)
                 for year in (each.period.year, *then)}  # fmt: skip
        people, heavy = residents(self.store, self.area_set, years)
        return [
            PeriodCounts(
                span=each,
                now={code: counts[each.days, date.max] for code, counts in rows.items()
                     if (each.days, date.max) in counts},
                earlier=then,
                then={code: [counts.get((days, reported_by(each, days, chosen)), 0)
                             for days in then.values()] for code, counts in rows.items()},
                people=people,
                visitor_heavy=heavy,
            )
            for each, then in zip(chosen.spans, earlier, strict=True)
        ]  # fmt: skip

    def _counted(
        self, chosen: ChosenPeriods, earlier: Sequence[dict[int, tuple[date, date]]]
    ) -> dict[str, dict[tuple[tuple[date, date], date], int]]:
        """Return the counts by area, and by span and last day of report."""
        wanted = {(each.days, date.max) for each in chosen.spans}
        wanted |= {(days, reported_by(each, days, chosen))
                   for each, then in zip(chosen.spans, earlier, strict=True)
                   for days in then.values()}  # fmt: skip
        spans = sorted(wanted)
        rows: list[IncidentsSpanCountsRow] = self.store.rows(
            "incidents/span_counts",
            area_load_id=self.area_set["load_id"],
            first_days=[days[0] for days, _ in spans],
            last_days=[days[1] for days, _ in spans],
            reported_by=[until for _, until in spans],
            category=self.question.category,
            by_reported=self.question.date_used == "reported",
            count=self.question.count,
        )
        counts: dict[str, dict[tuple[tuple[date, date], date], int]] = {}
        for row in rows:
            counts.setdefault(row["area_code"], {})[spans[row["span"] - 1]] = row["n"]
        return counts


def earlier_spans(
    span: PeriodSpan, days: dict[int, YearDays], baseline: int | None
) -> dict[int, tuple[date, date]]:
    """Return the same days of the earlier years that the extracts cover, oldest first.

    With a baseline year of that year alone.
    """
    year = span.period.year
    first = max(min(covered_years(days)) - 1, year - _MOST_YEARS)
    years = range(first, year) if baseline is None else [baseline]
    spans = {earlier: span.earlier(year - earlier) for earlier in years}
    return {earlier: each for earlier, each in spans.items() if covers(days, each)}


def reported_by(span: PeriodSpan, days: tuple[date, date], chosen: ChosenPeriods) -> date:
    """Return until when the reports of an earlier span count; all where reports have ceased."""
    lag = chosen.lag(span)
    return date.max if lag is None or lag >= _STILL_COMING else days[1] + lag


def _facts(
    store: Store,
    question: IncidentsQuestion,
    chosen: ChosenPeriods,
    counted: tuple[Sequence[PeriodCounts], Sequence[PeriodRow]],
    areas: Sequence[tuple[str, str]],
) -> PeriodFacts:
    counts, rows = counted
    account = store.rows(
        "incidents/span_accounts",
        first_days=[each.days[0] for each in chosen.spans],
        last_days=[each.days[1] for each in chosen.spans],
        category=question.category,
        by_reported=question.date_used == "reported",
        count=question.count,
    )[0]
    lags = [chosen.lag(each) for each in chosen.spans]
    return PeriodFacts(
        spans=chosen.spans,
        uncovered=chosen.uncovered,
        cut=chosen.cut,
        baseline=question.baseline,
        date_used=question.date_used,
        adjust=question.adjust,
        n=account["n"],
        n_counted=account["n_counted"],
        n_coarse=account["n_coarse"],
        n_undated=account["n_undated"],
        n_elsewhere=account["n_elsewhere"],
        n_tests=sum(is_tested(row) for row in rows if row.area != CITY),
        n_areas=len(areas),
        is_part=bool(question.areas),
        learnt=[learnt_swings(each, areas) for each in counts],
        reports_until=chosen.last_reported
        if any(lag is not None and lag < _STILL_COMING for lag in lags) else None,
    )  # fmt: skip


def _worded(row: PeriodRow, question: IncidentsQuestion, facts: PeriodFacts) -> PeriodRow:
    keys = {CITY: "change.city", OUTSIDE: "words.outside", UNPLACED: "words.unplaced"}
    name = text(question.lang, keys[row.area]) if row.area in keys else row.name
    named = replace(row, name=name, category=question.category or row.category)
    return replace(named, sentence=words.row_sentence(named, facts, question.lang))


def _settings(
    question: IncidentsQuestion,
    area_set: AreasActiveSetsRow,
    counts: Sequence[PeriodCounts],
    facts: PeriodFacts,
    codes: Sequence[str],
) -> dict[str, Any]:
    return {
        "set": area_set["set_name"],
        "areas": [*codes] or None,
        "category": question.category,
        "periods": [str(each.span.period) for each in counts],
        "not_covered": [*map(str, facts.uncovered)],
        "cut": [*map(str, facts.cut)],
        "days": [counts[0].span.days[0].isoformat(), counts[-1].span.days[1].isoformat()],
        "usual_years": {str(each.span.period): [*each.usual_years] for each in counts},
        "baseline": question.baseline,
        "use": "extracts",
        "date_used": question.date_used,
        "count": question.count,
        "n": facts.n,
        "n_counted": facts.n_counted,
        "n_coarse": facts.n_coarse,
        "n_undated": facts.n_undated,
        "n_elsewhere": facts.n_elsewhere,
        "reports_until": facts.reports_until and facts.reports_until.isoformat(),
        "interval": "exact Poisson 95 %",
        "test": "mid-p of counts that swing" if any(facts.learnt) else "mid-p",
        "adjust": question.adjust,
        "family": "areas of the set in all periods; the city in all periods",
        "family_size": facts.n_tests,
    }
