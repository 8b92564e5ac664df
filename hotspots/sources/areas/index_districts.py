"""The 35 districts of the safety index 2009-2011, from the table that ships."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from hotspots import shipped

_TABLE = "geodata/index_districts_2009/districts.csv"


@dataclass(frozen=True)
class IndexDistrict:
    """A district: its name, its bydel where printed, and a note on one of its roder."""

    name: str
    bydel: str | None
    named: bool
    note_unit: str
    notes: Mapping[str, str]


def index_districts() -> dict[str, IndexDistrict]:
    """Return the districts by number, as text; those without a printed name say so."""
    rows = csv.DictReader(io.StringIO(shipped.text(_TABLE)))
    return {row["number"]: _district(row) for row in rows}


def _district(row: Mapping[str, str]) -> IndexDistrict:
    return IndexDistrict(
        name=row["name"] or f"Distrikt {row['number']}",
        bydel=row["bydel"] or None,
        named=bool(row["name"]),
        note_unit=row["note_unit"],
        notes={lang: row[f"note_{lang}"] for lang in ("da", "en") if row[f"note_{lang}"]},
    )
