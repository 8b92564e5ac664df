"""The header of a table among its first rows: the one that holds all that is needed."""

import itertools
from collections.abc import Callable, Sequence

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.fields import Field
from hotspots.model.loads import Reading
from hotspots.sources.files import headings
from hotspots.sources.files.headings import Binding
from hotspots.sources.values.person_refusals import refuse_above


def find_header(
    where: str,
    rows: Sequence[Sequence[str]],
    fields: Sequence[Field],
    reading: Reading,
    *,
    grouped: bool = False,
    in_sheet: bool = False,
    beside: Callable[[Binding], Sequence[str]] = lambda _: (),
) -> tuple[int, Binding]:
    """Return the number of the first row that holds all required fields, and its binding.

    ``beside`` tells which fields are missing beside the required ones, to be named with them.
    """
    best: Binding | None = None
    for row_index, row in enumerate(rows):
        binding = headings.bind(row, fields, reading, grouped=grouped)
        mapped = all(name in binding.position for name in reading.columns)
        if binding.position and mapped and not headings.missing(binding, fields):
            refuse_above(where, itertools.chain(*rows[: row_index + 1]))
            return row_index, binding
        if best is None or _named(binding) > _named(best):
            best = binding
    if best is None:
        raise InputProblem(
            message("{where}: no header and no rows. Ask for the file again.", where=where)
        )
    names = dict.fromkeys([*headings.missing(best, fields), *beside(best)])
    raise headings.complain(where, best, list(names), reading, in_sheet=in_sheet)


def _named(binding: Binding) -> tuple[int, int]:
    return len(binding.position), sum(1 for text in binding.headings if text.strip())
