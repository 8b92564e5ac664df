"""Scales of the action categories: rows of edition, category and the category's smallest score."""

from collections.abc import Mapping

from hotspots.language import message
from hotspots.model.indicators import CATEGORIES, ScaleStep
from hotspots.model.loads import Reject
from hotspots.sources.files.cells import Cells, Rejected, each_row
from hotspots.sources.files.tables import Table


def read_scale(table: Table) -> tuple[list[ScaleStep], list[Reject]]:
    """Turn a table into steps and rejects; each data row is in exactly one."""
    steps: dict[tuple[int, str], ScaleStep] = {}

    def take(row_number: int, cells: Cells) -> None:
        step = _step(row_number, cells)
        _check_repeat(step, steps)
        steps[step.edition, step.category] = step

    rejects = each_row(table, take)
    return list(steps.values()), rejects


def _check_repeat(step: ScaleStep, steps: Mapping[tuple[int, str], ScaleStep]) -> None:
    earlier = steps.get((step.edition, step.category))
    if earlier is not None:
        reason = message(
            "row {row_number} has this category of edition {edition}",
            row_number=earlier.row_number,
            edition=step.edition,
        )
        raise Rejected("category", step.category, reason)


def _step(row_number: int, cells: Cells) -> ScaleStep:
    edition, category = cells.year("edition"), cells.text("category")
    lowest = cells.number("lowest")
    if edition is None:
        raise Rejected("edition", None, message("is missing"))
    if category is None or category.casefold() not in CATEGORIES:
        known = ", ".join(CATEGORIES)
        raise Rejected(
            "category",
            category,
            message("is none of the action categories ({known})", known=known),
        )
    if lowest is None:
        raise Rejected("lowest", None, message("is missing"))
    return ScaleStep(row_number, edition, category.casefold(), lowest.value)
