"""Scales of the action categories: rows of edition, category and the category's smallest score."""

from hotspots.language import message
from hotspots.model.indicators import CATEGORIES, ScaleStep
from hotspots.model.loads import Reject
from hotspots.sources.files.cells import Cells, Rejected, distinct_rows
from hotspots.sources.files.tables import Table


def read_scale(table: Table) -> tuple[list[ScaleStep], list[Reject]]:
    """Turn a table into steps and rejects; each data row is in exactly one."""
    return distinct_rows(table, _step, lambda step: (step.edition, step.category), _repeat)


def _repeat(earlier: ScaleStep, later: ScaleStep) -> Rejected:
    reason = message(
        "row {row_number} has this category of edition {edition}",
        row_number=earlier.row_number,
        edition=later.edition,
    )
    return Rejected("category", later.category, reason)


def _step(row_number: int, cells: Cells) -> ScaleStep:
    edition, category = cells.year("edition"), cells.text("category")
    lowest = cells.number("lowest")
    if edition is None:
        raise Rejected("edition", None, message("is missing"))
    if category is None or category.casefold() not in CATEGORIES:
        categories = ", ".join(CATEGORIES)
        raise Rejected(
            "category",
            category,
            message("is none of the action categories ({known})", known=categories),
        )
    if lowest is None:
        raise Rejected("lowest", None, message("is missing"))
    return ScaleStep(row_number, edition, category.casefold(), lowest.value)
