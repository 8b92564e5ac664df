"""Incidents per area from cleared counts, in a store that releases are made from."""

from collections.abc import Sequence
from dataclasses import replace

from hotspots.analysis.incidents.class_verdicts import ClassMethod
from hotspots.analysis.incidents.cleared_rates import ClassCounts, cleared_rows, is_tested
from hotspots.analysis.incidents.rates import IncidentCounts, swings_of
from hotspots.analysis.time.periods import Part, Window, part_of_year
from hotspots.engine.store import Store
from hotspots.errors import ReleaseRefused
from hotspots.language import Say, message
from hotspots.model.answer import Answer
from hotspots.model.areas import CITY
from hotspots.model.disclosure import CountClass
from hotspots.model.incidents import CLEARED_INCIDENT_COLUMNS
from hotspots.model.periods import Period, of_days
from hotspots.model.rows import (
    AreasActiveSetsRow,
    ReleasesClearedCountsRow,
    ReleasesClearedTablesRow,
)
from hotspots.sentences.incidents.cleared import cleared_notes, spoken
from hotspots.sentences.texts import text
from hotspots.workflows.asking import questions
from hotspots.workflows.asking.area_sets import settled_set
from hotspots.workflows.asking.periods import check_years
from hotspots.workflows.incidents.counts import loads_of_rates, with_people
from hotspots.workflows.incidents.question import IncidentsQuestion, test_settings
from hotspots.workflows.loads.clear_stores import class_k

_NO_LEAP_YEAR = 2001


def cleared_incidents(store: Store, question: IncidentsQuestion, say: Say) -> Answer:
    """Return cleared counts of every area of a set in one year, against the baseline year.

    Raises ``ReleaseRefused`` where the release declares no such table.
    """
    adjust = _checked(question)
    tables = [row for row in store.rows("releases/cleared_tables")
              if row["category"] == (question.category or "")
              and row["group_key"] == question.group]  # fmt: skip
    area_set = _set(store, question, tables, say)
    years = _years(question, [row for row in tables if row["set_name"] == area_set["set_name"]])
    areas, shapes = questions.areas_of(store, area_set["set_name"])
    cleared = _classes(store, area_set, question, years)
    data = cleared.data
    learnt = swings_of(areas, data)
    rows = [spoken(row, data.baseline, question.lang)
            for row in cleared_rows(areas, cleared, adjust=adjust)]  # fmt: skip
    sources = questions.sources_of(
        store,
        loads_of_rates(store, area_set, data.baseline, data.year, data=data, group=question.group),
    )
    k = class_k(store)
    notes = cleared_notes(rows, data, learnt, k, adjust=adjust, lang=question.lang)
    if area_set["overlapping"]:
        notes.append(text(question.lang, "note.several", set_name=area_set["set_name"]))
    of_group = {"group": question.group} if question.group else {}
    return Answer(
        command="incidents",
        columns=(*CLEARED_INCIDENT_COLUMNS, *of_group),
        rows=[{**row.as_row(), **of_group} for row in rows],
        settings={
            "set": area_set["set_name"],
            "category": question.category,
            **of_group,
            "baseline": data.baseline if data.baseline in data.window.covered else None,
            "year": data.year,
            "days": [end.isoformat() for end in data.window.days_of(data.year)],
            "use": data.use,
            "k": k,
            "interval": "exact Poisson 95 %, from the lowest count of a class to the highest",
            **test_settings(sum(map(is_tested, rows)), learnt, adjust),
        },
        sources=sources,
        notes=notes + questions.standing_notes(sources, area_set, question.lang),
        shapes=shapes,
    )


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
        loads=tuple(row["load_id"] for row in store.rows("releases/loads")
                    if row["kind"] == "cleared"),
    )  # fmt: skip
    kept = {key: each for key, each in classes.items() if key[1] in compared}
    return ClassCounts(kept, with_people(store, area_set, data, question.group))


def _count_class(row: ReleasesClearedCountsRow) -> CountClass:
    return CountClass(row["n_low"], row["n_high"], row["figure"])


def _period_not_declared(
    question: IncidentsQuestion, periods: Sequence[Period], wanted: Period | None
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
