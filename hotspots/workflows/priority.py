"""Priority areas: where to look first, and every reason for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from hotspots.analysis.incidents.cleared_rates import cleared_rows
from hotspots.analysis.incidents.rates import IncidentCounts, incident_rows
from hotspots.analysis.indicators.levels import levels
from hotspots.analysis.indicators.pairing import effective_n, of_areas, pair_of
from hotspots.analysis.indicators.series import FigureReading
from hotspots.analysis.methods.ranking import DRAWS
from hotspots.analysis.priority.order import priority_rows
from hotspots.analysis.priority.places import Ordering
from hotspots.analysis.time.periods import WHOLE_YEAR, part_of_year
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError, ReleaseRefused, UsageProblem
from hotspots.language import Lang, Say, message
from hotspots.model.answer import Answer, Source
from hotspots.model.areas import CITY
from hotspots.model.incidents import ClearedIncidentRow
from hotspots.model.indicators import (
    CLEARED_PRIORITY_COLUMNS,
    PRIORITY_COLUMNS,
    PriorityRow,
    RankQuestion,
    SharedLevel,
)
from hotspots.sentences.advice import advice
from hotspots.sentences.incidents.rates import date_note
from hotspots.sentences.priority.cleared import cleared_notes
from hotspots.sentences.priority.order import rank_note, reasons, tie_note
from hotspots.sentences.texts import text
from hotspots.workflows.areas.designations import designated
from hotspots.workflows.asking import every_output
from hotspots.workflows.asking.questions import Question
from hotspots.workflows.efforts.interventions import running
from hotspots.workflows.incidents.cleared import classes_of_period
from hotspots.workflows.incidents.counts import loads_of_rates, usual_counts, usual_tables
from hotspots.workflows.indicators import figures
from hotspots.workflows.indicators.change import ChangeResult, find_change
from hotspots.workflows.indicators.shared_levels import find_shared, possible_shared
from hotspots.workflows.loads.clear_stores import class_k, is_clear

DEFAULT_SEED = 2010
RANK_INTERVALS = {
    "direct": f"95 % for each area alone, {DRAWS} draws from the beta distribution",
    "shared": f"95 % for each area alone, {DRAWS} draws of the estimates",
    "joint": f"95 % for all areas at once, all pairs, {DRAWS} draws",
}


@dataclass(frozen=True)
class Crime:
    """Reported crime of the later period by area: rates per 1,000, and cleared counts if any.

    ``loads`` are what it rests on, ``data`` is None where there are no rates.
    """

    rates: Mapping[str, float] = field(default_factory=dict)
    reported: Mapping[str, ClearedIncidentRow] = field(default_factory=dict)
    data: IncidentCounts | None = None
    loads: Sequence[int] = ()


@dataclass(frozen=True)
class PriorityResult:
    """The areas in order of priority, and the change they rest on."""

    change: ChangeResult
    rows: Sequence[PriorityRow]
    ranks: RankQuestion
    sources: Sequence[Source]
    notes: Sequence[str]

    @property
    def has_category(self) -> bool:
        """Tell whether the year has action categories."""
        return any(row.category is not None for row in self.rows)

    @property
    def is_cleared(self) -> bool:
        """Tell whether reported crime comes from cleared counts."""
        return any(row.reported is not None for row in self.rows)


def priority(store_path: Path, question: Question, say: Say, ranks: RankQuestion) -> Answer:
    """Return the areas of a set in order of priority."""
    with reading(store_path) as store:
        result = find_priority(store, question, say, ranks)
    settings = result.change.settings()
    order = ["category"] * result.has_category + ["light", "level"]
    cleared = result.is_cleared
    return Answer(
        command="priority",
        columns=CLEARED_PRIORITY_COLUMNS if cleared else PRIORITY_COLUMNS,
        rows=[row.as_cleared_row() if cleared else row.as_row() for row in result.rows],
        settings={
            **settings,
            "order": order + ["rate_per_1000"] * ranks.with_rates,
            "estimate": ranks.estimate,
            "rank_interval": RANK_INTERVALS["joint" if ranks.joint else ranks.estimate],
            "seed": ranks.seed,
        },
        sources=result.sources,
        notes=_with_places(result, question.lang),
        shapes=result.change.shapes,
    )


def _with_places(result: PriorityResult, lang: Lang) -> list[str]:
    """Return the notes, with what the intervals of places hold for, where there are any."""
    if all(row.level_rank_low is None for row in result.rows):
        return [*result.notes]
    standing = every_output.standing_notes(result.sources, result.change.scope.area_set, lang)
    notes = [note for note in result.notes if note not in standing]
    alone = result.ranks.estimate == "direct" and not result.ranks.joint
    joint = [advice(lang, "joint")] if alone else []
    return [*notes, rank_note(DRAWS, result.ranks, lang), *joint, *standing]


def find_priority(
    store: Store, question: Question, say: Say, ranks: RankQuestion
) -> PriorityResult:
    """Compute the order in an open store."""
    if ranks.joint and ranks.estimate == "shared":
        raise UsageProblem(
            message(
                "--joint compares the areas' own figures: leave --estimate shared out, or --joint."
            )
        )
    change = find_change(store, question, say)
    if change.scope.indicator["measure"] != "share":
        raise HotspotsError(
            message(
                "The order of priority follows a share; {indicator} is none. Choose one "
                "with --indicator; reported crime is taken from the incidents.",
                indicator=change.scope.indicator["indicator"],
            )
        )
    crime = _crime(store, change) if ranks.with_rates else Crime()
    shared = _shared(store, change, ranks)
    better = change.scope.indicator["better"]
    ordering = Ordering(
        _effective(store, change), crime.rates, shared, better, ranks, crime.reported
    )
    rows = priority_rows(change.rows, ordering)
    n_levels = sum(row.level_rank is not None for row in rows)
    rows = [replace(row, reasons=reasons(row, n_levels, ranks, question.lang)) for row in rows]
    rows = _with_efforts(store, change, rows)
    sources = every_output.sources_of(
        store, [*(one["load"] for one in change.sources), *crime.loads]
    )
    standing = every_output.standing_notes(sources, change.scope.area_set, question.lang)
    notes = [note for note in change.notes_of_two_years if note not in standing]
    notes += _crime_notes(store, rows, crime, question.lang)
    if not any(row.category is not None for row in rows):
        key = "no_category" if ranks.with_rates else "no_category_or_rates"
        notes.insert(0, text(question.lang, f"note.{key}", year=change.scope.period))
    notes += tie_note(rows, question.lang)
    return PriorityResult(change, rows, ranks, sources, [*notes, *standing])


def _crime_notes(store: Store, rows: Sequence[PriorityRow], crime: Crime, lang: Lang) -> list[str]:
    if crime.data is None:
        return []
    if crime.reported:
        return cleared_notes(rows, crime.data, class_k(store), lang)
    return [date_note(crime.data, lang)]


def _shared(store: Store, change: ChangeResult, ranks: RankQuestion) -> Mapping[str, SharedLevel]:
    """Return the estimates of the later year; where there are none, raise if they are needed."""
    scope, question = change.scope, change.question
    series = figures.series(store, scope, question)
    areas = [(row.area, row.name) for row in change.rows]
    how = FigureReading(scope.indicator["measure"], question.limits, scope.breaks)
    area_levels = levels([(CITY, ""), *areas], series.rows, how, scope.year)
    if area_levels is None:
        return {}
    find = find_shared if ranks.estimate == "shared" else possible_shared
    shared = find(store, scope, series, area_levels)
    return {} if shared is None else shared.by_year.get(scope.year, {})


def sources_with_rates(store: Store, change: ChangeResult) -> list[Source]:
    """Return the loads that a change and the rates beside it rest on."""
    scope = change.scope
    part = part_of_year(scope.part) or WHOLE_YEAR
    data = usual_tables(store, scope.area_set, scope.year, scope.year, part)
    crime = loads_of_rates(store, scope.area_set, scope.year, scope.year, data=data)
    return every_output.sources_of(store, [*(one["load"] for one in change.sources), *crime])


def _with_efforts(
    store: Store, change: ChangeResult, rows: Sequence[PriorityRow]
) -> list[PriorityRow]:
    """Set beside each area what was done there in the year, and what it was designated."""
    set_name, year = change.scope.set_name, change.scope.year
    done, named = running(store, set_name, year), designated(store, set_name, year)
    return [
        replace(row, interventions=done.get(row.area, ()), designations=named.get(row.area, ()))
        for row in rows
    ]


def _effective(store: Store, change: ChangeResult) -> dict[str, float]:
    """Return the effective answers behind each area's later figure, where they are known."""
    scope = change.scope
    by_area = of_areas(figures.series(store, scope, change.question).rows)
    effective: dict[str, float] = {}
    for code, area_rows in by_area.items():
        later = pair_of(area_rows, scope.baseline_period, scope.period).later
        n = effective_n(later) if later else None
        if n is not None:
            effective[code] = n
    return effective


def rates_of(store: Store, change: ChangeResult) -> dict[str, float]:
    """Return incidents per 1,000 residents by area, the city ``*``, in the later period.

    Nothing where not all of it is covered, and where counts are cleared.
    """
    data = _data(store, change)
    return {} if data is None else _rates(change, data)


def _crime(store: Store, change: ChangeResult) -> Crime:
    """Return reported crime; of a release from cleared counts, which must be declared."""
    if is_clear(store):
        return _cleared_crime(store, change)
    data = _data(store, change)
    rates = {} if data is None else _rates(change, data)
    if not rates:
        return Crime()
    sources = sources_with_rates(store, change)
    return Crime(rates, data=data, loads=[source["load"] for source in sources])


def _cleared_crime(store: Store, change: ChangeResult) -> Crime:
    scope = change.scope
    try:
        cleared = classes_of_period(store, scope.area_set, scope.period)
    except ReleaseRefused as refusal:
        raise ReleaseRefused(
            message("{reason} Or leave reported crime out with --no-rates.", reason=refusal)
        ) from refusal
    areas = [(row.area, row.name) for row in change.rows if row.area != CITY]
    reported = {row.area: row for row in cleared_rows(areas, cleared)}
    rates = {
        code: row.rate_per_1000 for code, row in reported.items() if row.rate_per_1000 is not None
    }
    loads = loads_of_rates(store, scope.area_set, scope.year, scope.year, data=cleared.data)
    return Crime(rates, reported, cleared.data, loads)


def _data(store: Store, change: ChangeResult) -> IncidentCounts | None:
    """Return the incidents of the later period; None where not all of it is covered."""
    scope = change.scope
    part = part_of_year(scope.part)
    if part is None:
        return None
    data = usual_counts(store, scope.area_set, scope.year, scope.year, part)
    is_whole = data is not None and (data.window.first, data.window.last) == part
    return data if is_whole else None


def _rates(change: ChangeResult, data: IncidentCounts) -> dict[str, float]:
    areas = [(row.area, row.name) for row in change.rows]
    return {
        row.area: row.rate_per_1000
        for row in incident_rows(areas, data)
        if row.rate_per_1000 is not None
    }
