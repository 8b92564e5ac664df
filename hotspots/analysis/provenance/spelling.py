"""Texts that are one to a reader and several to a program."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from hotspots.model.provenance import Finding, FindingPlace
from hotspots.model.rows import CheckAreaTextsRow, CheckByCategoryRow

_NAME = "area_name"
# codes of one or two letters may differ in case on purpose
_SHORTEST = 3


def spelling_of_areas(rows: Sequence[CheckAreaTextsRow]) -> list[Finding]:
    """Find texts of a set's names and attributes that differ in case or blanks alone."""
    findings: list[Finding] = []
    for set_name, set_rows in groupby(rows, key=lambda row: row["set_name"]):
        met: dict[str, dict[str, list[tuple[CheckAreaTextsRow, str]]]] = {}
        for row in set_rows:
            for field, text in _texts(row):
                met.setdefault(_key(text), {}).setdefault(text, []).append((row, field))
        for spelled in met.values():
            findings += _of_texts(set_name, spelled)
    return findings


def _texts(row: CheckAreaTextsRow) -> Iterator[tuple[str, str]]:
    attributes: Mapping[str, Any] = json.loads(row["attributes"])
    for field, value in ((_NAME, row["area_name"]), *attributes.items()):
        if isinstance(value, str) and len(value.strip()) >= _SHORTEST:
            yield field, value


def _key(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _of_texts(
    set_name: str, spelled: Mapping[str, Sequence[tuple[CheckAreaTextsRow, str]]]
) -> Iterator[Finding]:
    inner = {text.strip() for text in spelled}
    if len(inner) > 1:
        yield _spelling_finding(set_name, "spelled_several_ways", spelled, _rarest(spelled))
    for text in spelled:
        if text != text.strip():
            yield _spelling_finding(set_name, "blank_at_edge", {text: spelled[text]}, text)


def _rarest(spelled: Mapping[str, Sequence[Any]]) -> str:
    return min(spelled, key=lambda text: (len(spelled[text]), text))


def _spelling_finding(
    set_name: str,
    text: str,
    spelled: Mapping[str, Sequence[tuple[CheckAreaTextsRow, str]]],
    example: str,
) -> Finding:
    row, _ = spelled[example][0]
    figures = {
        "spellings": tuple(f"'{one}' ({len(spelled[one])})" for one in sorted(spelled)),
        "fields": tuple(sorted({field for met in spelled.values() for _, field in met})),
    }
    place = FindingPlace(set_name, row["code"], None, None, row["load_id"], row["row_number"])
    return Finding("spelling", text, "certain", place, figures)


def spelling_of_categories(rows: Sequence[CheckByCategoryRow]) -> list[Finding]:
    """Find categories of incidents of one source that differ in case or blanks alone."""
    met: dict[tuple[str, str], dict[str, list[CheckByCategoryRow]]] = {}
    for row in rows:
        if row["category"] is not None:
            group = met.setdefault((row["source"], _key(row["category"])), {})
            group.setdefault(row["category"], []).append(row)
    return [
        Finding("spelling", "category_spelled_several_ways", "certain",
                FindingPlace(load=max(row["load_id"]
                                      for group in spelled.values() for row in group)),
                {"source": source, "spellings": tuple(
                    f"'{spelling}' ({sum(row['n'] for row in spelled[spelling])})"
                    for spelling in sorted(spelled))})
        for (source, _), spelled in sorted(met.items()) if len(spelled) > 1
    ]  # fmt: skip
