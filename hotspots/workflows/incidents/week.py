"""What is new in some weeks in a place, beside the same weeks of earlier years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hotspots.analysis.incidents.week import (
    ALL_KINDS,
    Key,
    WeekCounts,
    WeekPlace,
    learnt_swings,
    week_rows,
)
from hotspots.analysis.methods.count_swings import Swings
from hotspots.analysis.methods.multiplicity import Method
from hotspots.analysis.time.extents import DayCount, extents
from hotspots.analysis.time.periods import YearDays, covered_span, covers
from hotspots.analysis.time.weeks import Span, covered_to, same_weeks, span_before, weeks_until
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError
from hotspots.language import Lang, Say, message
from hotspots.model.answer import Answer, AreaShapes, Source
from hotspots.model.areas import CITY, UNPLACED
from hotspots.model.incidents import WEEK_COLUMNS, WeekRow
from hotspots.model.rows import AreasActiveSetsRow, IncidentsPeriodCountsRow
from hotspots.sentences.incidents import week as words
from hotspots.sentences.incidents.week import WeekFacts
from hotspots.sentences.texts import text
from hotspots.workflows.asking import every_output, questions
from hotspots.workflows.asking.area_names import chosen_codes
from hotspots.workflows.asking.area_sets import settled_set
from hotspots.workflows.asking.naming import check_category
from hotspots.workflows.asking.swings import swing_settings
from hotspots.workflows.loads.covered_days import day_counts
from hotspots.workflows.loads.extracts import incident_loads
from hotspots.workflows.loads.stored_sets import names_of

SEVERAL = "+"
LATEST = "last"
# Reports that come in later than this are few, and no longer compared at the same age.
_STILL_COMING = timedelta(days=90)
_MOST_YEARS = 15


@dataclass(frozen=True)
class WeekQuestion:
    """What ``week`` was asked with; None where the program is to choose.

    ``last_day`` is the day by which the weeks have ended. With ``since``, a load's number or
    ``last``, what later loads brought is new, not what was reported in the weeks.
    """

    set_name: str | None = None
    areas: Sequence[str] = ()
    last_day: date | None = None
    n_weeks: int = 1
    category: str | None = None
    since: str | None = None
    adjust: Method = "holm"
    lang: Lang = "en"


@dataclass(frozen=True)
class WeekResult:
    """What ``week`` found, before it becomes a table or a page."""

    question: WeekQuestion
    area_set: AreasActiveSetsRow
    place: WeekPlace
    facts: WeekFacts
    data: WeekCounts
    rows: Sequence[WeekRow]
    shapes: AreaShapes
    sources: Sequence[Source]
    notes: Sequence[str]
    settings: Mapping[str, Any]

    @property
    def codes(self) -> list[str] | None:
        """Return the areas asked about; None for the whole city."""
        return None if self.place.is_city else [code for code, _ in _areas_of(self.place)]

    @property
    def headline(self) -> str:
        """Return the few sentences that say how many, whether that is unusual, and where."""
        return words.headline(self.rows, self.facts, self.question.lang)

    @property
    def new_note(self) -> str:
        """Return the sentence on what is new whenever it occurred."""
        return words.new_note(self.rows, self.facts, self.question.lang)


def week(store_path: Path, question: WeekQuestion, say: Say) -> Answer:
    """Return the cases of some weeks: of the place, of each kind, of each area."""
    with reading(store_path) as store:
        return answer_of(find_week(store, question, say))


def answer_of(result: WeekResult) -> Answer:
    """Return what was found as a table."""
    return Answer(
        command="week",
        columns=WEEK_COLUMNS,
        rows=[row.as_row() for row in result.rows],
        settings=result.settings,
        sources=result.sources,
        notes=[result.headline, result.new_note, *result.notes],
        shapes=result.shapes,
    )


def find_week(store: Store, question: WeekQuestion, say: Say) -> WeekResult:
    """Find what is new; every choice made for the user is said."""
    if question.category is not None:
        check_category(store, question.category)
    of_days = day_counts(store)
    days = extents(of_days)
    last_reported = store.rows("incidents/last_reported")[0]["last_reported"]
    span, last_covered = _span(question, covered_span(days), (last_reported, of_days), say)
    area_set = settled_set(store, question.set_name, say, last_day=span[1])
    place, shapes = _place(store, area_set, question)
    since = _since(store, question)
    counts = _Counts(store, area_set, place, question)
    data, n_undated, n_counted, lag_days = counts.of(span, days, since, last_reported)
    facts = WeekFacts(span, place.name, data.usual_years, lag_days, last_reported, last_covered,
                      since, n_undated, n_counted)  # fmt: skip
    kinds = [] if question.category else _categories(data)
    plain = week_rows(place, kinds, data, adjust=question.adjust)
    rows = [_worded(row, facts, question.lang) for row in plain]
    learnt = learnt_swings(data, place.learnt_from, ALL_KINDS)
    sources = every_output.sources_of(store, [area_set["load_id"], *incident_loads(store)])
    notes = [*words.week_notes(rows, facts, learnt, question.lang),
             *every_output.standing_notes(sources, area_set, question.lang)]  # fmt: skip
    settings = _settings(question, area_set, place, data, facts, learnt)
    return WeekResult(question, area_set, place, facts, data, rows, shapes, sources, notes,
                      settings)  # fmt: skip


def _span(
    question: WeekQuestion,
    covered: Span | None,
    ends: tuple[date | None, Sequence[DayCount]],
    say: Say,
) -> tuple[Span, date]:
    """Return the weeks asked about, and the last day that the extracts cover.

    ``ends`` are the last day of report and the incidents of each day.
    """
    if covered is None:
        raise HotspotsError(
            message(
                "The store has no incidents yet. Bring some in with `hotspots load incidents`."
            )
        )
    covered = covered[0], covered_to(covered[1], *ends)
    span = weeks_until(question.last_day or covered[1], question.n_weeks)
    if span[1] < covered[0] or span[0] > covered[1]:
        raise HotspotsError(
            message(
                "The extracts do not cover {first} to {last}: they run from {first_day} to "
                "{last_day}. Say other weeks with --to.",
                first=span[0],
                last=span[1],
                first_day=covered[0],
                last_day=covered[1],
            )
        )
    if question.last_day != span[1]:
        say(
            message(
                "Weeks set to {first} to {last}, the last whole ones until {until}. Change them "
                "with --to and --weeks.",
                first=span[0],
                last=span[1],
                until=question.last_day or covered[1],
            )
        )
    return span, covered[1]


def _place(
    store: Store, area_set: AreasActiveSetsRow, question: WeekQuestion
) -> tuple[WeekPlace, AreaShapes]:
    """Return the place asked about and the outlines of its areas."""
    set_name = area_set["set_name"]
    areas, shapes = questions.areas_of(store, set_name)
    every = [code for code, _ in areas]
    codes = chosen_codes(names_of(store, set_name), question.areas)
    if not codes or CITY in codes:
        return WeekPlace(CITY, text(question.lang, "change.city"), areas, every), shapes
    chosen = [(code, name) for code, name in areas if code in codes]
    kept = replace(shapes, wkb={code: shapes.wkb[code] for code, _ in chosen})
    if len(chosen) == 1:
        return WeekPlace(*chosen[0], [], every), kept
    return WeekPlace(SEVERAL, text(question.lang, "week.chosen"), chosen, every), kept


def _areas_of(place: WeekPlace) -> Sequence[tuple[str, str]]:
    return place.areas or [(place.code, place.name)]


def _since(store: Store, question: WeekQuestion) -> int | None:
    """Return the load after which what came is new; None where the day of report says it."""
    if question.since is None:
        return None
    loads = incident_loads(store)
    if question.since != LATEST:
        return _load_named(question.since, loads)
    if len(loads) < 2:  # noqa: PLR2004 - the newest, and what it is newer than
        raise HotspotsError(
            message("--since last: the store has one load of incidents; there is none before it.")
        )
    return loads[-2]


def _load_named(since: str, loads: Sequence[int]) -> int:
    if since.isdecimal() and int(since) in loads:
        return int(since)
    raise HotspotsError(
        message(
            "--since {since}: no load of incidents has that number. There are: {listed}; or say "
            "`last`.",
            since=since,
            listed=", ".join(map(str, loads)),
        )
    )


@dataclass(frozen=True)
class _Counts:
    """Counts the cases of a place, from a store."""

    store: Store
    area_set: AreasActiveSetsRow
    place: WeekPlace
    question: WeekQuestion

    def of(
        self, span: Span, days: Mapping[int, YearDays], since: int | None,
        last_reported: date | None,
    ) -> tuple[WeekCounts, int, int, int | None]:  # fmt: skip
        """Return the counts, how many have no day of report, how many there are, and the lag.

        What is compared is of one age: of every period counts what was reported as many days
        after it as reports have had to come in now.
        """
        years = _years(span, days)
        spans = [span, span_before(span), *(same_weeks(span, span_year(span) - year)
                                            for year in years)]  # fmt: skip
        lag = None if last_reported is None else last_reported - span[1]
        is_ripe = lag is None or lag >= _STILL_COMING
        reported_by = [date.max if is_ripe or lag is None else each[1] + lag for each in spans]
        counted = self.store.rows(
            "incidents/period_counts",
            area_load_id=self.area_set["load_id"],
            area_codes=self._codes(),
            first_days=[each[0] for each in spans],
            last_days=[each[1] for each in spans],
            reported_by=reported_by,
            category=self.question.category,
        )
        is_told = since is not None or last_reported is not None
        new, late = self._new(span, since) if is_told else (None, None)
        has_before = covers(days, spans[1])
        data = WeekCounts(span, _of_period(counted, 1),
                          _of_period(counted, 2) if has_before else None,
                          _of_years(counted, len(years)), years, new, late)  # fmt: skip
        totals = [row for row in counted if row["is_total"] and row["area_code"] == CITY]
        n_undated, n_counted = (sum(row[name] for row in totals) for name in ("n_undated", "n"))
        return data, n_undated, n_counted, None if is_ripe or lag is None else lag.days

    def _codes(self) -> list[str] | None:
        return None if self.place.is_city else [code for code, _ in _areas_of(self.place)]

    def _new(self, span: Span, since: int | None) -> tuple[dict[Key, int], dict[Key, int]]:
        rows = self.store.rows(
            "incidents/new_cases",
            area_load_id=self.area_set["load_id"],
            area_codes=self._codes(),
            first_day=span[0],
            last_day=span[1],
            since_load=since,
            category=self.question.category,
        )
        keys = {_key(row["area_code"], row["category"], is_total=row["is_total"]): row
                for row in rows}  # fmt: skip
        return ({key: row["n"] for key, row in keys.items()},
                {key: row["n_late"] for key, row in keys.items()})  # fmt: skip


def span_year(span: Span) -> int:
    """Return the ISO year that a span ends in."""
    return span[1].isocalendar().year


def _years(span: Span, days: Mapping[int, YearDays]) -> tuple[int, ...]:
    """Return the earlier ISO years whose same weeks the extracts cover, oldest first."""
    backs = range(min(_MOST_YEARS, span_year(span) - min(days)), 0, -1)
    return tuple(span_year(span) - back for back in backs if covers(days, same_weeks(span, back)))


def _key(code: str, category: str | None, *, is_total: bool) -> Key:
    return code, ALL_KINDS if is_total else category or ""


def _of_period(rows: Sequence[IncidentsPeriodCountsRow], period: int) -> dict[Key, int]:
    return {_key(row["area_code"], row["category"], is_total=row["is_total"]): row["n"]
            for row in rows if row["period"] == period}  # fmt: skip


def _of_years(rows: Sequence[IncidentsPeriodCountsRow], n_years: int) -> dict[Key, list[int]]:
    """Return the counts of earlier years by area and category; their periods begin with 3."""
    counts: dict[Key, list[int]] = {}
    for row in rows:
        if row["period"] > 2:  # noqa: PLR2004 - this period and the one before
            key = _key(row["area_code"], row["category"], is_total=row["is_total"])
            counts.setdefault(key, [0] * n_years)[row["period"] - 3] = row["n"]
    return counts


def _categories(data: WeekCounts) -> list[str]:
    """Return the categories that the place had in any of the periods, most usual first."""
    tables = [data.now, data.before or {}, data.new or {}]
    keys = {key for table in tables for key in table} | set(data.then)
    sums = {
        category: sum(data.usual((CITY, category))) + data.now.get((CITY, category), 0)
        for code, category in keys
        if code == CITY and category not in {ALL_KINDS, ""}
    }
    return sorted(sums, key=lambda category: (-sums[category], category))


def _worded(row: WeekRow, facts: WeekFacts, lang: Lang) -> WeekRow:
    name = text(lang, "words.unplaced") if row.area == UNPLACED else row.name
    named = replace(row, name=name)
    return replace(named, sentence=words.row_sentence(named, facts, lang))


def _settings(
    question: WeekQuestion,
    area_set: AreasActiveSetsRow,
    place: WeekPlace,
    data: WeekCounts,
    facts: WeekFacts,
    learnt: Swings | None,
) -> dict[str, Any]:
    return {
        "set": area_set["set_name"],
        "areas": [code for code, _ in _areas_of(place)] if not place.is_city else [CITY],
        "category": question.category,
        "days": [day.isoformat() for day in facts.span],
        "days_before": [day.isoformat() for day in span_before(facts.span)],
        "usual_years": list(data.usual_years),
        "date_used": "occurred",
        "reports_until": facts.last_reported and facts.last_reported.isoformat(),
        "days_of_reports": facts.lag_days,
        "new": "reported in the weeks" if facts.since is None else f"after load {facts.since}",
        "test": "mid-p" if learnt is None else "mid-p of counts that swing",
        "adjust": question.adjust,
        "family": "categories of the place; areas of the place",
        **swing_settings(learnt),
    }
