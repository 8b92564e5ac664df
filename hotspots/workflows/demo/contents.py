"""Which files the demo makes, in groups, for whom each is, and under which key its words are."""

from dataclasses import dataclass
from typing import Literal

from hotspots.workflows.demo import names
from hotspots.workflows.release.templates import POLICY, RELEASE

# Beside a file lie its notes, or what a picture says in words.
_NOTES, _ALT = ".notes.txt", ".alt.txt"


@dataclass(frozen=True)
class DemoFile:
    """A file by its path below the demo's folder, with ``/``; its title is ``start.{key}``.

    ``beside`` are the files of words that belong to it.
    """

    path: str
    key: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoGroup:
    """Files that belong together and are for the same readers; its heading is ``start.{key}``."""

    key: str
    audience: Literal["internal", "public"]
    files: tuple[DemoFile, ...]


def _table(name: str, key: str) -> DemoFile:
    return DemoFile(f"{name}.csv", key, (f"{name}{_NOTES}",))


def _picture(name: str, key: str) -> DemoFile:
    return DemoFile(name, key, (f"{name}{_ALT}",))


def _extract(name: str, key: str) -> DemoFile:
    return DemoFile(f"{names.EXTRACTS_FOLDER}/{name}", key)


def _released(name: str, key: str) -> DemoFile:
    return DemoFile(f"{names.RELEASED}/{name}", key)


_MAPS = (
    DemoFile("kort_udvikling.html", "change_map"),
    DemoFile("kort_prioritet.html", "priority_map"),
    DemoFile("kort_utryghed.html", "level_map"),
    DemoFile("kort_hotspots.html", "hotspot_map"),
    DemoFile("kort_indsats.html", "effort_map"),
    DemoFile("kort_udpegede.html", "designated_map"),
)
_FIGURES = (
    _picture("tidsserie.png", "series_picture"),
    _picture("intervaller.png", "interval_picture"),
)
_TABLES = (
    DemoFile("udvikling.xlsx", "change_table"),
    _table("prioritet", "priority_table"),
    DemoFile("maal.xlsx", "goal_table"),
    DemoFile("kvinder_og_maend.xlsx", "gap_table"),
    _table("haendelser", "incident_table"),
    DemoFile("halvaar.xlsx", "half_year_table"),
)
_REPORT = (
    DemoFile("statusrapport.docx", "report_word"),
    DemoFile("statusrapport.pdf", "report_pdf"),
    DemoFile("statusrapport.html", "report_page"),
    DemoFile("statusrapport.pptx", "report_slides"),
)
_WEEK = (DemoFile("uge.html", "week_page"),)
_RELEASE = (
    _released("kort_udvikling.html", "public_change_map"),
    _released("kort_prioritet.html", "public_priority_map"),
    _released("kort_utryghed.html", "public_level_map"),
    _released("udvikling.xlsx", "public_change_table"),
    _released("anmeldelser.xlsx", "public_incident_table"),
    _table(f"{names.RELEASED}/brandstiftelser", "public_arson_table"),
    _picture(f"{names.RELEASED}/udvikling.png", "public_change_picture"),
    _released("tidsserie.svg", "public_series_picture"),
    _picture(f"{names.RELEASED}/brandstiftelser.png", "public_arson_picture"),
    DemoFile(
        f"{names.RELEASED}/udgivelse.json",
        "public_proof",
        tuple(
            f"{names.RELEASED}/bevis/{name}"
            for name in ("politik.toml", "klasser.json", "dimensioner.json", "protokol.json",
                         "tal.json", "vidner.npy")
        ),
    ),
)  # fmt: skip
_LAYERS = (
    DemoFile("hotspots.gpkg", "hotspot_layer"),
    DemoFile("udvikling.geojson", "change_layer"),
    DemoFile("taethed.tif", "density_layer"),
    DemoFile(names.STORE, "store"),
    DemoFile(POLICY, "policy"),
    DemoFile(RELEASE, "release_file"),
)
_EXTRACTS = (
    _extract(names.DISTRICTS, "district_extract"),
    _extract(names.FORMER_DISTRICTS, "former_district_extract"),
    _extract(names.EARLY_SURVEY, "early_survey_extract"),
    _extract(names.LATE_SURVEY, "late_survey_extract"),
    _extract(names.SURVEY_BY_SEX, "sex_survey_extract"),
    _extract(names.POPULATION, "population_extract"),
    _extract(names.EARLY_INCIDENTS, "early_incident_extract"),
    _extract(names.LATE_INCIDENTS, "late_incident_extract"),
    _extract(names.CATEGORIES, "category_extract"),
    _extract(names.GOALS, "goal_extract"),
    _extract(names.DESIGNATIONS, "designation_extract"),
    _extract(names.INTERVENTIONS, "effort_extract"),
    _extract(names.STATIONS, "station_extract"),
)
GROUPS = (
    DemoGroup("week", "internal", _WEEK),
    DemoGroup("maps", "internal", _MAPS),
    DemoGroup("report", "internal", _REPORT),
    DemoGroup("figures", "internal", _FIGURES),
    DemoGroup("tables", "internal", _TABLES),
    DemoGroup("release", "public", _RELEASE),
    DemoGroup("layers", "internal", _LAYERS),
    DemoGroup("extracts", "internal", _EXTRACTS),
)
# A page in each language: the first is that of the demo.
START, SECOND_START = "index.html", {"da": "index.da.html", "en": "index.en.html"}


def written_paths() -> list[str]:
    """Return every path that the demo writes itself, the release's folder left out."""
    listed = [
        path
        for group in GROUPS
        if group.audience == "internal"
        for file in group.files
        for path in (file.path, *file.beside)
    ]
    return [*listed, f"{names.STORE}.wal", START, *SECOND_START.values()]
