"""Groups that do not fit the whole they are part of."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from hotspots.analysis.provenance.limits import GROUPS_OFF
from hotspots.model.provenance import Finding, FindingPlace, PrintedNumber
from hotspots.model.rows import CheckGroupFiguresRow, CheckGroupPeopleRow

_EXACT = 1e-9
_EXACT_DECIMALS = 2


def groups_and_whole(
    figures: Sequence[CheckGroupFiguresRow], people: Sequence[CheckGroupPeopleRow]
) -> list[Finding]:
    """Find figures that are no mean of their groups, and groups that do not sum to the residents.

    One finding for each indicator, dimension and load, with the first figure and how many.
    """
    outside = (row for row in figures if _is_outside(row))
    more = [row for row in people if row["people_of_groups"] > _most(row)]
    fewer = [row for row in people if row["people_of_groups"] < _least(row)]
    return [*_figures(outside), *_people(more, "more"), *_people(fewer, "fewer")]


def _is_outside(row: CheckGroupFiguresRow) -> bool:
    low, high = row["percent"] - row["half"], row["percent"] + row["half"]
    return high < row["lowest"] - _EXACT or low > row["highest"] + _EXACT


def _most(row: CheckGroupPeopleRow) -> float:
    return row["population"] * (1 + GROUPS_OFF)


def _least(row: CheckGroupPeopleRow) -> float:
    return row["population"] * (1 - GROUPS_OFF)


def _figures(rows: Iterable[CheckGroupFiguresRow]) -> list[Finding]:
    findings = []
    for _, group_rows in groupby(
        rows, key=lambda row: (row["set_name"], row["indicator"], row["dimension"], row["load_id"])
    ):
        listed = list(group_rows)
        row = listed[0]
        decimals = _EXACT_DECIMALS if row["decimals"] is None else row["decimals"]
        place = FindingPlace(row["set_name"], row["area_code"], row["year"], row["indicator"],
                             row["load_id"], row["row_number"], part=row["part"])  # fmt: skip
        figures = {
            "percent": PrintedNumber(row["percent"], decimals), "dimension": row["dimension"],
            "low": PrintedNumber(row["lowest"], decimals + 1),
            "high": PrintedNumber(row["highest"], decimals + 1), "n": len(listed),
        }  # fmt: skip
        findings.append(
            Finding("groups_and_whole", "whole_outside_groups", "possible", place, figures)
        )
    return findings


def _people(rows: Iterable[CheckGroupPeopleRow], how: str) -> list[Finding]:
    """Groups that hold more than everybody overlap or are wrong; fewer may leave some out."""
    findings = []
    for _, group_rows in groupby(
        rows, key=lambda row: (row["set_name"], row["dimension"], row["load_id"])
    ):
        listed = list(group_rows)
        row = listed[0]
        place = FindingPlace(row["set_name"], row["area_code"], row["year"], None,
                             row["load_id"], row["row_number"], part=row["part"])  # fmt: skip
        figures = {
            "people": round(row["population"]), "of_groups": round(row["people_of_groups"]),
            "dimension": row["dimension"], "n": len(listed),
        }  # fmt: skip
        findings.append(
            Finding("groups_and_whole", f"groups_hold_{how}",
                    "likely" if how == "more" else "possible", place, figures)
        )  # fmt: skip
    return findings
