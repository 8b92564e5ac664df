"""What must be said beside counted incidents: dates, late reports, places, tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hotspots.analysis.incidents.rates import IncidentCounts, is_in_family
from hotspots.analysis.methods.count_swings import Swings
from hotspots.analysis.methods.multiplicity import Method
from hotspots.analysis.time.periods import Window
from hotspots.language import Lang
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.incidents import CountOf, DateUsed, IncidentRow, RowsAre
from hotspots.sentences.incidents.swings import swing_note
from hotspots.sentences.texts import counted, day, number, text

_DATE = {"occurred": "note.occurred", "reported": "incidents.reported"}
FAMILY = {"holm": "incidents.holm", "bh": "incidents.bh", "none": "incidents.each_alone"}
_STILL_COMING = timedelta(days=90)
_WORTH_SAYING = 0.05
# A tenth of the areas without any incident, where the others have so many, is no chance.
_EMPTY_SHARE = 0.1
_NO_AREA = frozenset({OUTSIDE, UNPLACED})
_LEAST_USUAL = 10


@dataclass(frozen=True)
class Registration:
    """How late incidents were reported.

    ``n_known`` occurred on the days counted and have a day of report, ``n_after_year`` of them
    were reported after the year's end. ``n_before`` occurred in earlier years, of which
    ``n_after_30`` and ``n_after_90`` were reported more than so many days later.
    """

    n_known: int
    n_after_year: int
    n_unreported: int
    last_reported: date | None
    n_before: int
    n_after_30: int
    n_after_90: int


@dataclass(frozen=True)
class RowsOfCases:
    """How many rows of one kind the counted cases have."""

    rows_are: RowsAre
    n_rows: int
    n_cases: int


def case_notes(kinds: Sequence[RowsOfCases], count: CountOf, year: int, lang: Lang) -> list[str]:
    """Say whether cases or rows are counted, where that is not the same."""
    if not kinds[1:] and all(kind.n_rows == kind.n_cases for kind in kinds):
        return []
    parts = ", ".join(
        text(lang, f"incidents.{kind.rows_are}", n_rows=number(lang, kind.n_rows),
             n_cases=number(lang, kind.n_cases))
        for kind in kinds
    )  # fmt: skip
    return [text(lang, f"incidents.count_{count}", year=year, parts=parts)]


def coverage_notes(
    data: IncidentCounts, n_areas: int, n_without: int, n_incidents: int, lang: Lang
) -> list[str]:
    """Say first that there is no baseline, or that the set is larger than the extract.

    Areas without any incident are told where so many are not to be expected by chance.
    """
    notes = []
    if data.baseline not in data.window.covered:
        notes.append(text(lang, "incidents.no_baseline", year=data.baseline))
    usual = n_incidents / max(n_areas - n_without, 1)
    if n_without >= _EMPTY_SHARE * n_areas and n_without and usual >= _LEAST_USUAL:
        shares = {"n_without": number(lang, n_without), "n_areas": number(lang, n_areas)}
        notes.append(counted(lang, "incidents.areas_without", n_without, **shares))
    return notes


def incident_notes(
    rows: Sequence[IncidentRow],
    data: IncidentCounts,
    learnt: Swings | None,
    late: Registration,
    *,
    date_used: DateUsed,
    adjust: Method,
    lang: Lang,
) -> list[str]:
    """Return the sentences that must stand beside the rows."""
    return [
        *_headline(rows, data, lang),
        *_date_notes(data, late, date_used, lang),
        *_place_notes(rows, data, lang),
        *_period_notes(data, lang),
        *_left_out_notes(data, lang),
        *_people_notes(rows, data, lang),
        *_test_notes(rows, data, learnt, lang),
        *_family_notes(rows, adjust, lang),
    ]


def _headline(rows: Sequence[IncidentRow], data: IncidentCounts, lang: Lang) -> list[str]:
    """Say that nothing speaks for a change, where no area has one."""
    verdicts = {row.verdict for row in rows if is_in_family(row)}
    if verdicts != {"not_distinguishable"}:
        return []
    return [text(lang, "incidents.none_out", year=data.baseline)]


def table_notes(
    rows: Sequence[IncidentRow],
    data: IncidentCounts,
    learnt: Swings | None,
    *,
    adjust: Method,
    lang: Lang,
) -> list[str]:
    """Return the sentences beside counts that come from tables."""
    notes = [date_note(data, lang)]
    if data.baseline not in data.window.covered:
        notes.insert(0, text(lang, "incidents.no_baseline_in_tables", year=data.baseline))
    for reason in ("withheld", "not_stated"):
        names = [
            row.name for row in rows if reason in row.flags and row.area not in {CITY, *_NO_AREA}
        ]
        if names:
            notes.append(counted(lang, f"incidents.{reason}", len(names), n_areas=len(names),
                                 names=", ".join(names)))  # fmt: skip
    by_area = {row.area: row for row in rows}
    if by_area[CITY].n is None:
        notes.append(text(lang, "incidents.city_not_known"))
    elif by_area[UNPLACED].n is None:
        notes.append(text(lang, "incidents.places_not_stated"))
    return [
        *notes,
        *_place_notes(rows, data, lang),
        *_period_notes(data, lang),
        *_people_notes(rows, data, lang),
        *_test_notes(rows, data, learnt, lang),
        *_family_notes(rows, adjust, lang),
    ]


def date_note(data: IncidentCounts, lang: Lang) -> str:
    """Return by which date incidents are counted where nobody chose it."""
    if data.use == "counts":
        return text(lang, "incidents.tables", loads=", ".join(map(str, data.loads)))
    return text(lang, "note.occurred")


def _date_notes(
    data: IncidentCounts, late: Registration, date_used: DateUsed, lang: Lang
) -> list[str]:
    notes = [text(lang, _DATE[date_used])]
    if date_used == "reported":
        if late.n_unreported:
            notes.append(text(lang, "incidents.unreported", n=number(lang, late.n_unreported)))
        return notes
    if late.n_after_year:
        values = {"n": number(lang, late.n_after_year), "total": number(lang, late.n_known)}
        notes.append(text(lang, "incidents.late", year=data.year, **values))
    return notes + _unfinished(data, late, lang)


def _unfinished(data: IncidentCounts, late: Registration, lang: Lang) -> list[str]:
    """Say that the newest months are incomplete, where earlier years show that they must be."""
    _, last = data.window.days_of(data.year)
    if late.last_reported is None or late.last_reported >= last + _STILL_COMING:
        return []
    after_30 = _percent(late.n_after_30, late.n_before)
    if after_30 < _WORTH_SAYING:
        return []
    shares = {
        "after_30": number(lang, after_30, 1),
        "after_90": number(lang, _percent(late.n_after_90, late.n_before), 1),
    }
    return [text(lang, "incidents.unfinished", last=day(lang, late.last_reported), **shares)]


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _place_notes(rows: Sequence[IncidentRow], data: IncidentCounts, lang: Lang) -> list[str]:
    total = next(row.n for row in rows if row.area == CITY)
    lost = next(row.n for row in rows if row.area == UNPLACED)
    outside = next((row.n for row in rows if row.area == OUTSIDE), 0)
    notes = []
    if lost and total:
        counts = {
            "n": number(lang, lost),
            "total": number(lang, total),
            "percent": number(lang, _percent(lost, total), 1),
        }
        notes.append(text(lang, "note.unplaced", year=data.year, **counts))
    if outside:
        n_outside = number(lang, outside)
        notes.append(counted(lang, "note.outside", outside, n_outside=n_outside, year=data.year))
    return notes


def _period_notes(data: IncidentCounts, lang: Lang) -> list[str]:
    if data.window.is_whole_year or data.part:
        return []
    first, last = data.window.days_of(data.year)
    return [text(lang, _part_year(data), first=day(lang, first), last=day(lang, last))]


def _part_year(data: IncidentCounts) -> str:
    if data.baseline not in data.window.covered:
        tables = "incidents.part_of_one_year_of_tables"
        return tables if data.use == "counts" else "incidents.part_of_one_year"
    return "incidents.part_year_of_tables" if data.use == "counts" else "note.part_year"


def _left_out_notes(data: IncidentCounts, lang: Lang) -> list[str]:
    """Say how many incidents lie where the extracts cover nothing, though there are a few."""
    return [
        counted(lang, "incidents.left_out", n, n_out=number(lang, n), year=year)
        for year, n in sorted(data.left_out.items())
    ]


def _people_notes(rows: Sequence[IncidentRow], data: IncidentCounts, lang: Lang) -> list[str]:
    notes = [
        text(lang, "note.no_population", year=year)
        for year in (data.baseline, data.year)
        if year in data.window.covered and not any(one == year for _, one in data.population)
    ]
    if any("counts_only" in row.flags for row in rows):
        notes.append(text(lang, "note.counts_only"))
    visited = [row.name for row in rows if "visitor_heavy" in row.flags]
    if visited:
        notes.append(text(lang, "incidents.visitor_heavy", names=", ".join(visited)))
    return notes


def _test_notes(
    rows: Sequence[IncidentRow], data: IncidentCounts, learnt: Swings | None, lang: Lang
) -> list[str]:
    if data.baseline not in data.window.covered:
        return []
    leap = leap_notes(data.window, (data.baseline, data.year), lang)
    if learnt is None:
        return [*leap, text(lang, "incidents.chance_only")]
    notes = [*leap, swing_note(learnt, lang)]
    if any(row.city_ratio is not None for row in rows):
        notes.append(text(lang, "incidents.city_ratio"))
    return notes


def leap_notes(window: Window, years: tuple[int, int], lang: Lang) -> list[str]:
    """Say that one of two years has a day more, which ratios and rates leave out."""
    longer = [year for year in years if window.length(year) > 1]
    is_same = len(longer) in {0, len(set(years))}
    return [] if is_same else [text(lang, "incidents.leap_day", year=longer[0])]


def _family_notes(rows: Sequence[IncidentRow], adjust: Method, lang: Lang) -> list[str]:
    n_tests = sum(is_in_family(row) for row in rows)
    if n_tests == 0:
        return []
    return [counted(lang, FAMILY[adjust], n_tests, n_tests=n_tests)]
