"""Incidents per area from cleared counts, in a store that releases are made from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from hotspots.analysis.incidents.class_verdicts import ClassMethod
from hotspots.analysis.incidents.cleared_rates import ClassCounts, cleared_rows, is_tested
from hotspots.analysis.incidents.rates import IncidentCounts, swings_of
from hotspots.analysis.methods.count_swings import Swings
from hotspots.analysis.time.periods import Part, Window, part_of_year
from hotspots.engine.store import Store
from hotspots.errors import ReleaseRefused
from hotspots.language import Say, message
from hotspots.model.answer import Answer
from hotspots.model.areas import CITY
from hotspots.model.disclosure import CountClass
from hotspots.model.incidents import CLEARED_INCIDENT_COLUMNS, ClearedIncidentRow
from hotspots.model.periods import Period, of_days
from hotspots.model.rows import (
    AreasActiveSetsRow,
    ReleasesClearedCountsRow,
    ReleasesClearedTablesRow,
)
from hotspots.sentences.incidents.cleared import cleared_notes, spoken
from hotspots.sentences.texts import text
from hotspots.workflows.asking import every_output, questions
from hotspots.workflows.asking.area_names import chosen_codes
from hotspots.workflows.asking.area_sets import settled_set
from hotspots.workflows.asking.periods import check_years
from hotspots.workflows.incidents.chosen_periods import named_periods
from hotspots.workflows.incidents.counts import loads_of_rates, with_people
from hotspots.workflows.incidents.question import IncidentsQuestion, test_settings
from hotspots.workflows.loads.clear_stores import class_k
from hotspots.workflows.loads.stored_sets import names_of

_NO_LEAP_YEAR = 2001


def cleared_incidents(store: Store, question: IncidentsQuestion, say: Say) -> Answer:
    """Return cleared counts of every area of a set in a year or parts of it, against the baseline.

    Each part is compared with the same part of the baseline year, and judged by itself. Raises
    ``ReleaseRefused`` where the release declares no such table.
    """
    adjust = _checked(question)
    tables = [row for row in store.rows("releases/cleared_tables")
              if row["category"] == (question.category or "")
              and row["group_key"] == question.group]  # fmt: skip
    area_set = _set(store, question, tables, say)
    of_set = [row for row in tables if row["set_name"] == area_set["set_name"]]
    areas, shapes = questions.areas_of(store, area_set["set_name"])
    codes = chosen_codes(names_of(store, area_set["set_name"]), question.areas)
    parts = [
        _of_period(each, _classes(store, area_set, each, _years(each, of_set)), areas, adjust)
        for each in _each_period(question, of_set)
    ]
    rows = [row for part in parts for row in part.rows if not codes or row.area in codes]
    loads = {load for part in parts for load in loads_of_rates(
        store, area_set, part.data.baseline, part.data.year, data=part.data,
        group=question.group,
    )}  # fmt: skip
    sources = every_output.sources_of(store, sorted(loads))
    of_group = {"group": question.group} if question.group else {}
    return Answer(
        command="incidents",
        columns=(*CLEARED_INCIDENT_COLUMNS, *of_group),
        rows=[{**row.as_row(), **of_group} for row in rows],
        settings={
            "set": area_set["set_name"],
            **({"areas": codes} if codes else {}),
            "category": question.category,
            **of_group,
            **_period_settings([part.data for part in parts]),
            "k": class_k(store),
            "interval": "exact Poisson 95 %, from the lowest count of a class to the highest",
            **test_settings(max(part.n_tests for part in parts), parts[0].learnt, adjust),
        },
        sources=sources,
        notes=[*_notes(store, question, area_set, parts, adjust),
               *([text(question.lang, "periods.family_of_set", n_areas=len(areas))]
                 if codes else []),
               *every_output.standing_notes(sources, area_set, question.lang)],
        shapes=shapes.of(codes),
    )  # fmt: skip


@dataclass(frozen=True)
class _ClearedPeriod:
    """The rows of a year or a part of one, and what they were reckoned from."""

    data: IncidentCounts
    learnt: Swings | None
    rows: Sequence[ClearedIncidentRow]

    @property
    def n_tests(self) -> int:
        """Return how many areas were judged together."""
        return sum(map(is_tested, self.rows))


def _of_period(
    question: IncidentsQuestion,
    cleared: ClassCounts,
    areas: Sequence[tuple[str, str]],
    adjust: ClassMethod,
) -> _ClearedPeriod:
    data = cleared.data
    rows = [spoken(row, data.period(data.baseline), question.lang)
            for row in cleared_rows(areas, cleared, adjust=adjust)]  # fmt: skip
    return _ClearedPeriod(data, swings_of(areas, data), rows)


def _each_period(
    question: IncidentsQuestion, tables: Sequence[ReleasesClearedTablesRow]
) -> list[IncidentsQuestion]:
    """Return the question for each period that is asked about: itself where it is of a year."""
    if question.choice is None:
        return [question]
    declared = [Period.of(row["period"]) for row in tables]
    periods = named_periods(question.choice, question.year)
    if periods is None and question.choice.per and not question.choice.has_days:
        of_kind = [period for period in declared if period.kind == question.choice.per]
        newest = max((period.year for period in of_kind), default=0)
        periods = sorted(period for period in of_kind if period.year == newest)
    if not periods:
        raise _period_not_declared(question, declared, question.choice.words)
    return [_of_part(question, period, declared) for period in periods]


def _of_part(
    question: IncidentsQuestion, period: Period, declared: Sequence[Period]
) -> IncidentsQuestion:
    part = part_of_year(period.part)
    if part is None:
        raise _period_not_declared(question, declared, period)
    return replace(question, year=period.year, part=part)


def _period_settings(all_data: Sequence[IncidentCounts]) -> dict[str, Any]:
    """Return what was counted, and what it was compared with."""
    first, last = all_data[0], all_data[-1]
    settings = {
        "baseline": first.period(first.baseline)
        if first.baseline in first.window.covered else None,
        "year": first.period(first.year),
        "days": [first.window.days_of(first.year)[0].isoformat(),
                 last.window.days_of(last.year)[1].isoformat()],
        "use": first.use,
    }  # fmt: skip
    if len(all_data) == 1:
        return settings
    return {
        **settings,
        "baseline": first.baseline if settings["baseline"] else None,
        "year": None,
        "periods": [data.period(data.year) for data in all_data],
    }


def _notes(
    store: Store,
    question: IncidentsQuestion,
    area_set: AreasActiveSetsRow,
    parts: Sequence[_ClearedPeriod],
    adjust: ClassMethod,
) -> list[str]:
    """Return what must be said beside the rows, each sentence once."""
    notes = [
        note
        for part in parts
        for note in cleared_notes(part.rows, part.data, part.learnt, class_k(store),
                                  adjust=adjust, lang=question.lang, is_alone=len(parts) == 1)
    ]  # fmt: skip
    if area_set["overlapping"]:
        notes.append(text(question.lang, "note.several", set_name=area_set["set_name"]))
    return [*dict.fromkeys(notes)]


def classes_of_period(store: Store, area_set: AreasActiveSetsRow, period: Period) -> ClassCounts:
    """Return the classes of all incidents in a period, for what stands beside other figures.

    Raises ``ReleaseRefused`` where the release declares no such table.
    """
    question = IncidentsQuestion(set_name=area_set["set_name"])
    tables = [row for row in store.rows("releases/cleared_tables")
              if (row["set_name"], row["category"], row["group_key"])
              == (area_set["set_name"], "", question.group)]  # fmt: skip
    if not tables:
        raise _not_declared(store, question)
    periods = [Period.of(row["period"]) for row in tables]
    part = part_of_year(period.part)
    if part is None or period not in periods:
        raise _period_not_declared(question, periods, period)
    cleared = _classes(store, area_set, replace(question, part=part), (period.year, None))
    return replace(cleared, data=replace(cleared.data, earlier=(), people_then={}))


def _checked(question: IncidentsQuestion) -> ClassMethod:
    """Return how p is adjusted; refuse what cleared counts cannot tell."""
    if question.date_used != "occurred" or question.count != "cases" or question.use:
        raise ReleaseRefused(
            message(
                "A release counts cases by the day on which they occurred. Leave --date, --count "
                "and --use out."
            )
        )
    if question.adjust == "bh":
        raise ReleaseRefused(
            message(
                "Whether a verdict holds for all counts in the classes is known of --adjust holm "
                "and of none, not of bh."
            )
        )
    return question.adjust


def _set(
    store: Store,
    question: IncidentsQuestion,
    tables: Sequence[ReleasesClearedTablesRow],
    say: Say,
) -> AreasActiveSetsRow:
    able = {row["set_name"] for row in tables}
    if not able or (question.set_name and question.set_name not in able):
        raise _not_declared(store, question)
    return settled_set(store, question.set_name, say, able=able)


def _years(
    question: IncidentsQuestion, tables: Sequence[ReleasesClearedTablesRow]
) -> tuple[int, int | None]:
    """Return the year asked about and the baseline, both declared; None without a baseline."""
    periods = [Period.of(row["period"]) for row in tables]
    part = _part_name(question.part)
    declared = sorted(period.year for period in periods if period.part == part)
    year = question.year or max(declared, default=0)
    if year not in declared:
        raise _period_not_declared(question, periods, Period(year, part) if year else None)
    if question.baseline is not None:
        check_years(question.baseline, year)
        if question.baseline not in declared:
            raise _period_not_declared(question, periods, Period(question.baseline, part))
        return year, question.baseline
    earlier = [other for other in declared if other < year]
    usual = questions.DEFAULT_BASELINE
    return year, usual if usual in earlier else min(earlier, default=None)


def _part_name(part: Part) -> str:
    first, last = Window(*part, frozenset()).days_of(_NO_LEAP_YEAR)
    return of_days(first, last).part


def _classes(
    store: Store,
    area_set: AreasActiveSetsRow,
    question: IncidentsQuestion,
    years: tuple[int, int | None],
) -> ClassCounts:
    """Return the classes of all years of the part that is asked about, with their people."""
    year, baseline = years
    rows = store.rows(
        "releases/cleared_counts",
        set_name=area_set["set_name"],
        category=question.category or "",
        group_key=question.group,
    )
    part = _part_name(question.part)
    classes = {
        (row["area_code"], period.year): _count_class(row)
        for row in rows
        if (period := Period.of(row["period"])).part == part
    }
    cleared = {period for _, period in classes}
    compared = {year} if baseline is None else {year, baseline}
    data = IncidentCounts(
        counts={key: each.figure for key, each in classes.items() if each.figure is not None},
        unknown={key: "under_k" for key, each in classes.items() if each.figure is None},
        population={},
        window=Window(*question.part, frozenset(compared)),
        baseline=year - 1 if baseline is None else baseline,
        year=year,
        category=question.category or CITY,
        earlier=tuple(sorted(other for other in cleared if other < max(compared))),
        use="cleared",
        part=part,
        loads=tuple(row["load_id"] for row in store.rows("releases/loads")
                    if row["kind"] == "cleared"),
    )  # fmt: skip
    kept = {key: each for key, each in classes.items() if key[1] in compared}
    return ClassCounts(kept, with_people(store, area_set, data, question.group))


def _count_class(row: ReleasesClearedCountsRow) -> CountClass:
    return CountClass(row["n_low"], row["n_high"], row["figure"])


def _period_not_declared(
    question: IncidentsQuestion, periods: Sequence[Period], wanted: "Period | str | None"
) -> ReleaseRefused:
    return ReleaseRefused(
        message(
            "The release declares no table of {category} in {period}; of it there are {listed}. "
            "Declare it in the release file, or ask for one of these.",
            category=question.category or message("all categories"),
            period=wanted or message("whole years"),
            listed=", ".join(sorted({str(period) for period in periods})),
        )
    )


def _not_declared(store: Store, question: IncidentsQuestion) -> ReleaseRefused:
    rows = store.rows("releases/cleared_tables")
    listed = sorted({f"{row['set_name']} × {row['category'] or '*'}" for row in rows})
    return ReleaseRefused(
        message(
            "The release declares no table of {category} in {set_name}; it declares {listed}. "
            "Declare it in the release file.",
            category=" ".join(
                part
                for part in (question.category or message("all categories"), question.group)
                if part
            ),
            set_name=question.set_name or message("any set"),
            listed=", ".join(listed) or message("none"),
        )
    )
