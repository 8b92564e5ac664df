"""What must be said beside the list of efforts: how many, and what is not known of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hotspots.language import Lang
from hotspots.sentences.texts import counted, number, text

_OPEN = ".."


def listing_notes(rows: Sequence[Mapping[str, Any]], lang: Lang) -> list[str]:
    """Return how many efforts there are, and which lack a place, an area or days."""
    n = len({row["intervention"] for row in rows})
    return [counted(lang, "interventions.n", n, efforts=number(lang, n)), *_gaps(rows, lang)]


def _gaps(rows: Sequence[Mapping[str, Any]], lang: Lang) -> Iterator[str]:
    gaps = {
        "no_place": [row for row in rows if row["place"] is None and not _is_outlined(row)],
        "no_area": [row for row in rows if row["place"] is not None and not _is_outlined(row)],
        "unread_dates": [row for row in rows if _is_unread(row)],
    }
    for gap, without in gaps.items():
        if without:
            names = dict.fromkeys(row["intervention"] for row in without)
            yield text(lang, f"interventions.{gap}", names=", ".join(names))


def _is_outlined(row: Mapping[str, Any]) -> bool:
    return bool(row["area"] is not None or row["outlined"])


def _is_unread(row: Mapping[str, Any]) -> bool:
    stated = (row["dates_as_stated"] or f"{_OPEN}/{_OPEN}").split("/", 1)
    days = row["starts_on"], row["ends_on"]
    return any(day is None and text != _OPEN for day, text in zip(days, stated, strict=True))
