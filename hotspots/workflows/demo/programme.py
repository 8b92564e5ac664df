"""The made-up safety programme: goals, designated areas and an effort; and where stations lie."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots import shipped
from hotspots.analysis.methods import synthetic
from hotspots.sentences.sources import program_source
from hotspots.workflows.demo.csv_extract import write_csv
from hotspots.workflows.demo.names import (
    DESIGNATED_KIND,
    DESIGNATIONS,
    EFFORT,
    GOALS,
    INTERVENTIONS,
    STATIONS,
)  # fmt: skip

_PROGRAMME = "Opdigtet handleplan for tryghed"
_INDICATOR = "utryg_nabolag"
_GOAL_HEADING = (
    "Mål", "Program", "Regel", "Regel på engelsk", "Gælder", "Indikator", "Gruppe",
    "Over for gruppe", "Krav", "Værdi", "Frist", "Kilde",
)  # fmt: skip
_GOALS = (
    ("højst 11 % utrygge i byen", "I 2024 må højst 11 % i hele byen være utrygge",
     "In 2024 at most 11 % in the whole city may feel unsafe",
     "city", "", "", "at_most", 11, "2024-12-31"),
    ("højst 12 % utrygge i hver bydel", "I 2026 må højst 12 % være utrygge i nogen bydel",
     "In 2026 at most 12 % may feel unsafe in any district",
     "each_area", "", "", "at_most", 12, "2026-12-31"),
    ("kvinder lige så trygge som mænd",
     "I 2024 må forskellen mellem kvinders og mænds utryghed være under 2 procentpoint",
     "In 2024 women and men must be less than 2 percentage points apart",
     "city", "køn=kvinder", "køn=mænd", "no_difference", 2, "2024-12-31"),
)  # fmt: skip
_DESIGNATED_YEARS = (2020, 2024)
_DESIGNATED_AS = ("markant", "intensiveret", "intensiveret")
_PLACES = (("Vesterbro", "indsats"), ("Indre Nørrebro", "sammenligning"),
           ("Ydre Nørrebro", "sammenligning"))  # fmt: skip


def write_programme(target: Path, names: Sequence[str], true: NDArray[np.float64]) -> None:
    """Write goals, designations, an effort and stations.

    ``true`` holds the true shares (0 to 1) by year and area, the areas called ``names``: the
    areas that feel most unsafe are the designated ones.
    """
    _write_goals(target / GOALS)
    _write_designations(target / DESIGNATIONS, names, true)
    _write_interventions(target / INTERVENTIONS)
    _write_stations(target / STATIONS)


def _write_goals(path: Path) -> None:
    source = program_source("made_up")
    rows = [
        [name, _PROGRAMME, rule, rule_en, scope, _INDICATOR, *rest, source]
        for name, rule, rule_en, scope, *rest in _GOALS
    ]
    write_csv(path, _GOAL_HEADING, rows, encoding="utf-8-sig")


def _write_designations(path: Path, names: Sequence[str], true: NDArray[np.float64]) -> None:
    heading = ["Type", "Navn", "År", "Udpeget", "Kategori", "Kriterier", "Kilde"]
    rows: list[list[Any]] = []
    for year in _DESIGNATED_YEARS:
        highest = np.argsort(-true[year - synthetic.FIRST_YEAR])[: len(_DESIGNATED_AS)]
        rows += [
            [DESIGNATED_KIND, names[area], year, "ja", category, "Opdigtede kriterier",
             program_source("made_up")]
            for area, category in zip(highest, _DESIGNATED_AS, strict=True)
        ]  # fmt: skip
    write_csv(path, heading, rows, encoding="utf-8-sig")


def _write_interventions(path: Path) -> None:
    heading = ["Indsats", "Sted", "Rolle", "Start", "Slut", "Mål", "Status", "Kilde"]
    rows = [
        [EFFORT, place, role, "2022-01", "", "Færre anmeldelser og færre utrygge", "i gang",
         program_source("made_up")]
        for place, role in _PLACES
    ]  # fmt: skip
    write_csv(path, heading, rows, encoding="utf-8-sig")


def _write_stations(path: Path) -> None:
    rows = csv.DictReader(io.StringIO(shipped.text("geodata/copenhagen_background/places.csv")))
    features = [
        {
            "type": "Feature",
            "properties": {"navn": row["name"], "type": row["kind"]},
            "geometry": {"type": "Point", "coordinates": [float(row["lon"]), float(row["lat"])]},
        }
        for row in rows
        if row["kind"] == "station"
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
