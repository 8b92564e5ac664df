"""Figures that are impossible, missing, there twice, printed differently, or not comparable."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median

from hotspots.analysis.provenance.limits import (
    FEW_AREAS,
    LEAST_AREAS,
    MOST_AREAS,
    SAME_FIGURES,
    SAME_VALUES,
)
from hotspots.model.groups import parts_of
from hotspots.model.provenance import Finding, FindingPlace, PrintedNumber
from hotspots.model.rows import (
    CheckAreasWithFiguresRow,
    CheckCriteriaRow,
    CheckDefinitionBreaksRow,
    CheckSafeAndUnsafeRow,
    CheckSameFiguresRow,
    CheckSharesOver100Row,
    StoreConflictsRow,
)

_WHOLE = 100
_EXACT = 1e-9
_EXACT_DECIMALS = 2


def share_over_100(rows: Sequence[CheckSharesOver100Row]) -> list[Finding]:
    """Find shares above 100 per cent."""
    return [
        Finding("share_over_100", "share_over_100", "certain", _place(row),
                {"percent": _printed(row["percent"], row["decimals"])})
        for row in rows if row["percent"] > _WHOLE + _EXACT
    ]  # fmt: skip


def safe_and_unsafe_over_100(rows: Sequence[CheckSafeAndUnsafeRow]) -> list[Finding]:
    """Find areas with more people who feel safe or unsafe than there are, whatever rounding."""
    return [
        Finding("safe_and_unsafe_over_100", "safe_and_unsafe_over_100", "certain", _place(row), {
            "safe": _printed(row["percent"], row["decimals"]),
            "unsafe": _printed(row["other_percent"], row["other_decimals"]),
            "sum": _printed(row["percent"] + row["other_percent"], _finest(row)),
        })
        for row in rows if _least_sum(row) > _WHOLE + _EXACT
    ]  # fmt: skip


def _least_sum(row: CheckSafeAndUnsafeRow) -> float:
    safe = row["percent"] - _half(row["decimals"])
    return float(safe + row["other_percent"] - _half(row["other_decimals"]))


def _half(decimals: int | None) -> float:
    return 0.0 if decimals is None else 0.5 / 10**decimals


def _finest(row: CheckSafeAndUnsafeRow) -> int | None:
    both = (row["decimals"], row["other_decimals"])
    return None if None in both else max(one for one in both if one is not None)


def area_missing(rows: Sequence[CheckAreasWithFiguresRow]) -> list[Finding]:
    """Find areas without a figure in years in which most of their set have one.

    One finding for each area and indicator, with all the years.
    """
    gaps: dict[tuple[str, str, str], list[CheckAreasWithFiguresRow]] = {}
    years: dict[tuple[str, str], int] = {}
    for row in rows:
        if row["n_areas"] < LEAST_AREAS or row["n_with_figure"] < MOST_AREAS * row["n_areas"]:
            continue
        kind = (row["set_name"], row["indicator"])
        years[kind] = years.get(kind, 0) + 1
        for code in row["missing"]:
            gaps.setdefault((*kind, code), []).append(row)
    return [_missing(key, found, years[key[:2]]) for key, found in sorted(gaps.items())]


def _missing(
    key: tuple[str, str, str], rows: Sequence[CheckAreasWithFiguresRow], n_years: int
) -> Finding:
    set_name, indicator, code = key
    first = rows[0]
    never = len(rows) == n_years
    figures = {
        "years": tuple(str(row["year"]) for row in rows),
        "n": first["n_with_figure"], "n_areas": first["n_areas"],
    }  # fmt: skip
    place = FindingPlace(set_name, code, first["year"], indicator, first["load_id"])
    # an area that never has a figure may not have been asked about
    return Finding("area_missing", "area_missing", "possible" if never else "likely", place,
                   figures)  # fmt: skip


def few_areas(rows: Sequence[CheckAreasWithFiguresRow]) -> list[Finding]:
    """Find years in which far fewer areas have a figure than is usual for the indicator."""
    findings = []
    for _, indicator_rows in groupby(rows, key=lambda row: (row["set_name"], row["indicator"])):
        with_figure = [row for row in indicator_rows if row["n_with_figure"]]
        usual = median([row["n_with_figure"] for row in with_figure] or [0])
        findings += [
            Finding("few_areas", "few_areas", "possible",
                    FindingPlace(row["set_name"], None, row["year"], row["indicator"],
                                 row["load_id"]),
                    {"year": str(row["year"]), "n": row["n_with_figure"], "usual": round(usual)})
            for row in with_figure
            if usual >= LEAST_AREAS and row["n_with_figure"] < FEW_AREAS * usual
        ]  # fmt: skip
    return findings


def duplicate_figure(rows: Sequence[CheckSameFiguresRow]) -> list[Finding]:
    """Find two indicators that hold the same figures: spelled alike, or equal throughout."""
    return [finding for row in rows if (finding := _same(row))]


def _same(row: CheckSameFiguresRow) -> Finding | None:
    alike = row["spelled_alike"]
    equal = row["n_equal"] == row["n_common"]
    many = row["n_common"] >= SAME_FIGURES and row["n_values"] >= SAME_VALUES
    if not alike and not (equal and many):
        return None
    text = "indicator_spelled_twice" if alike else "indicator_loaded_twice"
    figures = {"other": row["other"], "one": row["indicator"], "n": row["n_common"],
               "n_equal": row["n_equal"]}  # fmt: skip
    place = FindingPlace(
        row["set_name"], None, None, row["other"], row["load_id"], row["row_number"]
    )
    return Finding("duplicate_figure", text, "certain" if alike else "likely", place, figures)


def edition_conflict(rows: Sequence[StoreConflictsRow]) -> list[Finding]:
    """Find figures that editions print differently; ``rows`` hold all editions of those.

    Those of groups make one finding for each indicator, dimension and set, with the first.
    """
    whole = [row for row in rows if not row["group_key"]]
    of_groups = [row for row in rows if row["group_key"]]
    findings = [
        _conflict("edition_conflict", list(printings))
        for _, printings in groupby(whole, key=_printed_figure)
    ]
    conflicts: dict[tuple[str, str, tuple[str, ...]], list[list[StoreConflictsRow]]] = {}
    for _, printings in groupby(of_groups, key=_printed_figure):
        editions = list(printings)
        first = editions[0]
        key = (first["set"], first["indicator"], tuple(parts_of(first["group_key"])))
        conflicts.setdefault(key, []).append(editions)
    return findings + [
        _conflict("group_conflicts", listed[0], n=len(listed)) for listed in conflicts.values()
    ]


def _printed_figure(row: StoreConflictsRow) -> tuple[str, str, str, str, int, str]:
    return (
        row["set"], row["area"], row["indicator"], row["group_key"], row["year"], row["part"],
    )  # fmt: skip


def _conflict(text: str, printings: Sequence[StoreConflictsRow], **figures: int) -> Finding:
    last = printings[-1]
    place = FindingPlace(last["set"], last["area"], last["year"], last["indicator"],
                         last["load"], last["row"], last["group_key"], last["part"])  # fmt: skip
    printed = [(_printed(row["percent"], row["decimals"]), row["edition"]) for row in printings]
    facts = {"year": str(last["year"]), "editions": tuple(printed), **figures}
    return Finding("edition_conflict", text, "possible", place, facts)


def definition_break(rows: Sequence[CheckDefinitionBreaksRow]) -> list[Finding]:
    """Find series with figures on both sides of a year from which another thing is counted."""
    return [
        Finding("definition_break", "definition_break", "possible",
                FindingPlace(row["set_name"], None, row["year"], row["series"], row["load_id"],
                      row["row_number"]),
                {"year": str(row["year"]), "last_before": str(row["last_before"]),
                 "first_after": str(row["first_after"]), "n_before": row["n_before"],
                 "n_after": row["n_after"], "because_da": row["text_da"],
                 "because_en": row["text_en"]})
        for row in rows
    ]  # fmt: skip


def designation_criteria(rows: Sequence[CheckCriteriaRow]) -> list[Finding]:
    """Find kinds of designation whose criteria are not those of the time before.

    ``rows`` are ordered by kind and year, one for each set of criteria in a year.
    """
    findings = []
    for kind, of_kind in groupby(rows, key=lambda row: row["kind"]):
        years = [list(found) for _, found in groupby(of_kind, key=lambda row: row["year"])]
        findings += [
            _criteria(kind, earlier, later)
            for earlier, later in pairwise(years)
            if _rules(earlier) != _rules(later)
        ]
    return findings


def _rules(rows: Sequence[CheckCriteriaRow]) -> tuple[str, ...]:
    return tuple(sorted(row["criteria_set"] for row in rows))


def _criteria(
    kind: str, earlier: Sequence[CheckCriteriaRow], later: Sequence[CheckCriteriaRow]
) -> Finding:
    first = later[0]
    figures = {
        "kind": kind, "year": str(earlier[0]["year"]), "later_year": str(first["year"]),
        "n": sum(row["n_designated"] for row in earlier),
        "later_n": sum(row["n_designated"] for row in later),
        "criteria": _rules(earlier), "later_criteria": _rules(later),
    }  # fmt: skip
    place = FindingPlace(first["set_name"], None, first["year"], None, first["load_id"],
                  first["row_number"])  # fmt: skip
    return Finding("designation_criteria", "designation_criteria", "possible", place, figures)


def _printed(value: float, decimals: int | None) -> PrintedNumber:
    return PrintedNumber(value, _EXACT_DECIMALS if decimals is None else decimals)


def _place(row: CheckSharesOver100Row | CheckSafeAndUnsafeRow) -> FindingPlace:
    return FindingPlace(row["set_name"], row["area_code"], row["year"], row["indicator"],
                        row["load_id"], row["row_number"], row["group_key"],
                        row["part"])  # fmt: skip
