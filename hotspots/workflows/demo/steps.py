"""The commands of the demo, from the extracts to maps, tables, the report and the release."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hotspots import shipped
from hotspots.analysis.methods import synthetic
from hotspots.sentences.sources import program_source
from hotspots.workflows.demo import names
from hotspots.workflows.release.templates import RELEASE

_SET = ("--set", names.DISTRICT_SET)
_BELOW = ("--background", "copenhagen")
_INDICATOR = "utryg_nabolag"
_REPORTS = (".docx", ".html", ".pdf", ".pptx")
# The day after the figures' last year on which the demo's status and goals are told.
STATUS_DAY = date(synthetic.LAST_YEAR + 1, 1, 2)


@dataclass(frozen=True)
class DemoStep:
    """One command of the demo, as a user would type it after ``hotspots``."""

    arguments: tuple[str, ...]


def steps(folder: Path) -> list[DemoStep]:
    """Return the commands that take the extracts to maps, tables, the report and a release."""
    commands = [*_loads(folder), *_answers(folder), *_maps(folder), *_rest(folder)]
    return [DemoStep(arguments) for arguments in commands]


def _loads(folder: Path) -> list[tuple[str, ...]]:
    data = ("--synthetic", "--source", program_source("made_up"))
    drawn = ("--source", program_source("drawn"), "--licence", _licence())
    former = ("--title", "Bydele til 2014", "--valid-from", "2007-01-01", "--valid-to",
              "2014-12-31")  # fmt: skip
    present = ("--title", "Bydele og kvarterer", "--valid-from", "2015-01-01")
    codes = ("--categories", _extract(folder, names.CATEGORIES))
    loads: list[tuple[str, str, tuple[str, ...]]] = [
        ("areas", names.DISTRICTS, (*_SET, *present, "--schematic", *drawn)),
        ("areas", names.FORMER_DISTRICTS, ("--set", "bydele10", *former, "--schematic", *drawn)),
        ("index", names.EARLY_SURVEY, (*_SET, *data)),
        ("index", names.LATE_SURVEY, (*_SET, *data)),
        ("population", names.POPULATION, (*_SET, *data)),
        ("incidents", names.EARLY_INCIDENTS, (*codes, *data)),
        ("incidents", names.LATE_INCIDENTS, (*codes, *data)),
        ("index", names.SURVEY_BY_SEX, (*_SET, *data)),
        ("places", names.STATIONS, ("--set", "stationer", *drawn)),
        ("goals", names.GOALS, data),
        ("designations", names.DESIGNATIONS, (*_SET, *data)),
        ("interventions", names.INTERVENTIONS, (*_SET, *data)),
    ]
    return [("load", what, _extract(folder, name), *how) for what, name, how in loads]


def _answers(folder: Path) -> list[tuple[str, ...]]:
    sexes = ("--between", "køn=kvinder", "--and", "køn=mænd", "--baseline", "2010")
    half_year = ("--year", f"{synthetic.LAST_YEAR}-H2")
    return [
        ("change", *_SET, *_into(folder, "udvikling.xlsx")),
        ("change", *_SET, *_into(folder, "udvikling.geojson")),
        ("gap", _INDICATOR, *_SET, *sexes, *_into(folder, "kvinder_og_maend.xlsx")),
        ("priority", *_SET, *_into(folder, "prioritet.csv")),
        ("goals", "--as-of", str(STATUS_DAY), *_into(folder, "maal.xlsx")),
        ("incidents", *_SET, *_into(folder, "haendelser.csv")),
        ("incidents", *_SET, *half_year, *_into(folder, "halvaar.xlsx")),
    ]


def _maps(folder: Path) -> list[tuple[str, ...]]:
    year = (*_SET, *_year())
    kind = ("--kind", names.DESIGNATED_KIND)
    return [
        ("map", "change", *_SET, *_BELOW, *_into(folder, "kort_udvikling.html")),
        ("map", "priority", *_SET, "--hotspots", *_BELOW, *_into(folder, "kort_prioritet.html")),
        ("map", "indicator", *_SET, *_BELOW, *_into(folder, "kort_utryghed.html")),
        ("map", "designations", *_SET, *kind, *_BELOW, *_into(folder, "kort_udpegede.html")),
        ("figure", "series", *_SET, *_into(folder, "tidsserie.png")),
        ("figure", "intervals", *_SET, *_into(folder, "intervaller.png")),
        ("detect", *year, "--table", "hotspots", *_into(folder, "hotspots.gpkg")),
        ("map", "hotspots", *year, *_BELOW, *_into(folder, "kort_hotspots.html")),
        ("map", "evaluation", names.EFFORT, *_SET, *_BELOW, *_into(folder, "kort_indsats.html")),
        ("surface", *year, *_into(folder, "taethed.tif")),
    ]


def _rest(folder: Path) -> list[tuple[str, ...]]:
    reports = [part for ending in _REPORTS for part in _into(folder, f"statusrapport{ending}")]
    released = str(folder / names.RELEASED)
    return [
        ("week", *_SET, *_BELOW, *_into(folder, "uge.html")),
        ("report", *_SET, "--date", str(STATUS_DAY), *reports),
        ("check",),
        ("release", "build", str(folder / RELEASE), "-o", released),
        ("audit", released),
    ]


def _into(folder: Path, name: str) -> Sequence[str]:
    return ("-o", str(folder / name))


def _extract(folder: Path, name: str) -> str:
    return str(folder / names.EXTRACTS_FOLDER / name)


def _year() -> Sequence[str]:
    return ("--from", f"{synthetic.LAST_YEAR}-01-01")


def _licence() -> str:
    """Return the licence of the schematic areas, which the drawn extracts are."""
    about = tomllib.loads(shipped.text("geodata/copenhagen_schematic/copenhagen_schematic.toml"))
    return str(about["licence"])
