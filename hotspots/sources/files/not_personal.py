"""Columns that are said to hold no numbers of persons, though they look so."""

import re
from collections.abc import Iterable, Sequence

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.sources.files.names import heading_key, unknown, without_footnote
from hotspots.sources.values.person_numbers import hidden


def not_personal(headings: Sequence[str], names: Iterable[str]) -> frozenset[int]:
    """Return the columns that ``--not-personal`` names; ``#9`` may lie beyond the headings."""
    keys = [heading_key(without_footnote(text)) for text in headings]
    numbers = {int(name[1:]) - 1 for name in names if re.fullmatch(r"#[1-9]\d*", name)}
    by_name = {heading_key(name) for name in names}
    return frozenset(numbers | {column for column, key in enumerate(keys) if key in by_name})


def check_not_personal(where: str, headings: Sequence[str], names: Iterable[str]) -> None:
    """Refuse a ``--not-personal`` that names no column, with the nearest that there is."""
    for name in names:
        if not not_personal(headings, [name]):
            texts = [hidden(text) for text in headings if text.strip()]
            sentence = message(
                "{where}: no column {name!r}, which --not-personal names. Columns: {listed}.",
                where=where,
                name=name,
                listed=", ".join(map(repr, texts)),
            )
            raise UsageProblem(str(unknown(sentence, name, texts)))
