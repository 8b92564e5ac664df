"""Reported incidents per area: counts, rates and their change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast

from hotspots.analysis.incidents.rates import (
    IncidentCounts,
    incident_rows,
    is_in_family,
    swings_of,
)
from hotspots.analysis.methods.count_swings import Swings
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Lang, Say, message
from hotspots.model.answer import Answer
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.incidents import INCIDENT_COLUMNS, IncidentRow, Use
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.sentences.incidents.heaps import heap_notes
from hotspots.sentences.incidents.rates import (
    Registration,
    RowsOfCases,
    case_notes,
    coverage_notes,
    incident_notes,
    table_notes,
)
from hotspots.sentences.texts import number, text
from hotspots.sources.files.names import unknown
from hotspots.workflows.asking import every_output, questions
from hotspots.workflows.asking.area_names import chosen_codes
from hotspots.workflows.asking.area_sets import incident_set
from hotspots.workflows.asking.naming import check_category, check_counted_category
from hotspots.workflows.asking.periods import check_years
from hotspots.workflows.incidents.cleared import cleared_incidents
from hotspots.workflows.incidents.counts import counted, counted_in_tables, loads_of_rates
from hotspots.workflows.incidents.periods import in_tables, is_of_tables, period_answer
from hotspots.workflows.incidents.points import heaps
from hotspots.workflows.incidents.question import IncidentsQuestion, test_settings
from hotspots.workflows.incidents.table_counts import (
    counted_sets,
    extract_years,
    table_counts,
    use_of,
)
from hotspots.workflows.loads.clear_stores import is_clear
from hotspots.workflows.loads.stored_sets import names_of


def incidents(store_path: Path, question: IncidentsQuestion, say: Say) -> Answer:
    """Return the incidents of every area of a set in one year, against the baseline year."""
    with reading(store_path) as store:
        if is_clear(store):
            return cleared_incidents(store, question, say)
        if question.choice and not (is_of_tables(store, question) and in_tables(question)):
            return period_answer(store, question, say)
        return _answer(store, question, say)


def _answer(store: Store, question: IncidentsQuestion, say: Say) -> Answer:
    check_counted_category(store, question.category)
    year = question.year or _newest_year(store, question, say)
    area_set = incident_set(store, question.set_name, date(year, 12, 31), say)
    use = _use(store, area_set, question, year)
    baseline = _baseline(question, year)
    check_years(baseline, year)
    areas, shapes = questions.areas_of(store, area_set["set_name"])
    codes = chosen_codes(names_of(store, area_set["set_name"]), question.areas)
    data = _counted(store, area_set, question, (baseline, year), use)
    learnt = swings_of(areas, data)
    results = incident_rows(areas, data, adjust=question.adjust)
    rows = [_named(row, question.lang) for row in results]
    loads = loads_of_rates(store, area_set, baseline, year, data=data, group=question.group)
    sources = every_output.sources_of(store, loads)
    notes = _notes(store, question, area_set, data, rows, learnt)
    of_group = {"group": question.group} if question.group else {}
    if area_set["overlapping"]:
        notes.append(text(question.lang, "note.several", set_name=area_set["set_name"]))
    if codes:
        notes.append(text(question.lang, "periods.family_of_set", n_areas=len(areas)))
    return Answer(
        command="incidents",
        columns=(*INCIDENT_COLUMNS, *of_group),
        rows=[{**row.as_row(), **of_group} for row in rows if not codes or row.area in codes],
        settings={
            "set": area_set["set_name"],
            **({"areas": codes} if codes else {}),
            "category": question.category,
            **of_group,
            "baseline": data.period(baseline),
            "year": data.period(year),
            "days": [one.isoformat() for one in data.window.days_of(year)],
            "use": use,
            "date_used": question.date_used if use == "extracts" else None,
            "count": question.count if use == "extracts" else None,
            "interval": "exact Poisson 95 %",
            **test_settings(sum(map(is_in_family, rows)), learnt, question.adjust),
        },
        sources=sources,
        notes=notes + every_output.standing_notes(sources, area_set, question.lang),
        shapes=shapes.of(codes),
    )


def _counted(
    store: Store,
    area_set: AreasActiveSetsRow,
    question: IncidentsQuestion,
    years: tuple[int, int],
    use: Use,
) -> IncidentCounts:
    if use == "counts":
        data = counted_in_tables(
            store, area_set, years, question.category, question.part, question.group
        )
        of_part = question.choice.period if question.choice else None
        return replace(data, part=of_part.part if of_part else "")
    return counted(
        store,
        area_set,
        *years,
        question.category,
        date_used=question.date_used,
        count=question.count,
        part=question.part,
    )


def _use(
    store: Store, area_set: AreasActiveSetsRow, question: IncidentsQuestion, year: int
) -> Use:
    """Return whether extracts or tables answer; refuse of tables what they cannot tell."""
    asked = _use_of_group(store, area_set, question) if question.group else question.use
    use = use_of(store, area_set, question.category, year, asked)
    if use == "counts":
        _check_tables(store, area_set, question)
    else:
        check_category(store, question.category)
    return use


def _use_of_group(store: Store, area_set: AreasActiveSetsRow, question: IncidentsQuestion) -> Use:
    """Return that tables answer for a group, or say that none tells it apart."""
    if question.use == "extracts":
        raise UsageProblem(
            message(
                "Extracts of incidents do not tell groups of people apart: --group is of tables "
                "of counts. Leave --use extracts out."
            )
        )
    groups = [row["group_key"] for row in store.rows("incidents/counted_groups")
              if row["set_name"] == area_set["set_name"]
              and row["category"] == (question.category or "")]  # fmt: skip
    if question.group not in groups:
        raise unknown(
            message(
                "No table counts the group {group!r} of {category} in {set_name!r}. There are: "
                "{listed}.",
                group=question.group,
                category=question.category or message("all categories"),
                set_name=area_set["set_name"],
                listed=", ".join(groups) or message("none"),
            ),
            question.group,
            groups,
        )
    return "counts"


def _check_tables(store: Store, area_set: AreasActiveSetsRow, question: IncidentsQuestion) -> None:
    if question.date_used != "occurred" or question.count != "cases":
        raise UsageProblem(
            message(
                "--date and --count are of incidents one by one: a table counts what it counts. "
                "Leave them out."
            )
        )
    name = area_set["set_name"]
    rows = [row for row in counted_sets(store) if row["set_name"] == name]
    listed = sorted(row["category"] for row in rows if row["category"] and row["n_rows"])
    if not rows:
        raise HotspotsError(
            message(
                "No table counts the incidents of {set_name!r}; there are some of {names}. Say "
                "--set.",
                set_name=name,
                names=", ".join(sorted({row["set_name"] for row in counted_sets(store)})),
            )
        )
    column: Literal["n_groups", "n_rows"] = "n_groups" if question.group else "n_rows"
    if not any(row["category"] == (question.category or "") and row[column] for row in rows):
        raise HotspotsError(
            message(
                "The tables of counts have no row of {category} in {set_name!r}. Say --category "
                "with one of these: {listed}; or load the table again with --adds-up category.",
                category=question.category or message("all categories"),
                set_name=name,
                listed=", ".join(listed) or message("none"),
            )
        )


def _notes(
    store: Store,
    question: IncidentsQuestion,
    area_set: AreasActiveSetsRow,
    data: IncidentCounts,
    rows: Sequence[IncidentRow],
    learnt: Swings | None,
) -> list[str]:
    other = _other_way(store, area_set, data, question)
    if data.use == "counts":
        told = table_notes(rows, data, learnt, adjust=question.adjust, lang=question.lang)
        return [*told[:1], *other, *told[1:]]
    late = _registration(store, area_set, data, question)
    notes = incident_notes(rows, data, learnt, late, date_used=question.date_used,
                           adjust=question.adjust, lang=question.lang)  # fmt: skip
    notes += _named_elsewhere(store, area_set, data, question)
    notes += case_notes(
        _rows_of_cases(store, area_set, data, question), question.count, data.year, question.lang
    )
    notes += heap_notes(heaps(store, "dates", "places"), question.lang)
    return [*_coverage_notes(store, area_set, data, question.lang), *other, *notes]


def _other_way(
    store: Store, area_set: AreasActiveSetsRow, data: IncidentCounts, question: IncidentsQuestion
) -> list[str]:
    """Say that a baseline which is not covered is there in the other of the two ways."""
    if data.baseline in data.window.covered:
        return []
    if data.use == "counts":
        has_other = data.baseline in extract_years(store)
    else:
        has_other = (
            data.baseline
            in table_counts(store, area_set, question.category, question.group).periods
        )
    if not has_other:
        return []
    return [text(question.lang, "incidents.no_baseline_use", year=data.baseline)]


def _baseline(question: IncidentsQuestion, year: int) -> int:
    """Return the baseline year asked for, else 2010, else the year before."""
    if question.baseline is not None:
        return question.baseline
    return min(questions.DEFAULT_BASELINE, year - 1)


def _coverage_notes(
    store: Store, area_set: AreasActiveSetsRow, data: IncidentCounts, lang: Lang
) -> list[str]:
    row = store.rows("incidents/areas_without", area_load_id=area_set["load_id"])[0]
    return coverage_notes(data, row["n_areas"], row["n_without"], row["n_incidents"], lang)


def _named_elsewhere(
    store: Store, area_set: AreasActiveSetsRow, data: IncidentCounts, question: IncidentsQuestion
) -> list[str]:
    """Say how many of the placeless are known by the name of an area of another set."""
    first, last = data.window.days_of(data.year)
    rows = store.rows(
        "incidents/named_elsewhere",
        area_load_id=area_set["load_id"],
        first_day=first,
        last_day=last,
        category=question.category,
        by_reported=question.date_used == "reported",
    )
    return [
        text(
            question.lang,
            "note.named_elsewhere",
            n=number(question.lang, row["n"]),
            year=data.year,
            named_set=row["named_set"],
            set_name=area_set["set_name"],
        )
        for row in rows
    ]


def _newest_year(store: Store, question: IncidentsQuestion, say: Say) -> int:
    last_day = store.rows("incidents/period", category=question.category)[0]["last_day"]
    if question.group:
        return _newest_of_group(store, question, say)
    years = [row["last_year"] for row in counted_sets(store)
             if row["category"] == (question.category or "") and row["n_rows"]
             and row["set_name"] == (question.set_name or row["set_name"])]  # fmt: skip
    if question.use != "counts" and last_day is not None:
        years = [*(() if question.use else years), last_day.year]
    if not years:
        years = [row["last_year"] for row in counted_sets(store)]
    return _said_year(max(years), say)


def _newest_of_group(store: Store, question: IncidentsQuestion, say: Say) -> int:
    rows = store.rows("incidents/counted_groups")
    years = [row["last_year"] for row in rows if row["group_key"] == question.group]
    if not rows:
        raise HotspotsError(
            message(
                "No table of counts tells groups of people apart. Bring one in with "
                "`hotspots load counts`."
            )
        )
    return _said_year(max(years or [row["last_year"] for row in rows]), say)


def _said_year(year: int, say: Say) -> int:
    say(
        message("Year set to {year}, the newest with incidents. Change it with --year.", year=year)
    )
    return year


def _named(row: IncidentRow, lang: Lang) -> IncidentRow:
    names = {
        CITY: text(lang, "change.city"),
        OUTSIDE: text(lang, "words.outside"),
        UNPLACED: text(lang, "words.unplaced"),
    }
    return replace(row, name=names.get(row.area, row.name))


def _rows_of_cases(
    store: Store, area_set: AreasActiveSetsRow, data: IncidentCounts, question: IncidentsQuestion
) -> list[RowsOfCases]:
    first, last = data.window.days_of(data.year)
    rows = store.rows(
        "incidents/rows_of_cases",
        area_load_id=area_set["load_id"],
        first_day=first,
        last_day=last,
        category=question.category,
        by_reported=question.date_used == "reported",
    )
    return [RowsOfCases(**cast("Any", row)) for row in rows]


def _registration(
    store: Store, area_set: AreasActiveSetsRow, data: IncidentCounts, question: IncidentsQuestion
) -> Registration:
    first, last = data.window.days_of(data.year)
    rows = store.rows(
        "incidents/registration",
        area_load_id=area_set["load_id"],
        first_day=first,
        last_day=last,
        category=question.category,
    )
    return Registration(**rows[0])
