"""What every command that reads a file is asked with: the options, and good rows or features."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import shapely

from tests.conftest import square

NAMES = ("Nord", "Midt", "Syd", "Ålholm/Vest")
_TABLES = (
    "csv",
    "csv-1252",
    "csv-utf16",
    "tsv",
    "comma",
    "xlsx",
    "xls",
    "xlsb",
    "ods",
    "zip",
    "gz",
)
_LAYERS = ("gpkg", "geojson", "shp", "fgb", "gml", "kml", "kmz", "mif", "tab", "gdb", "geoparquet")
_TO_BY = ("--set", "by")


@dataclass(frozen=True)
class Subject:
    """A command, what is said behind the file, a good content, and the formats it comes in.

    ``rows`` is a table with its heading first; of a layer each feature's geometry comes last.
    ``after`` is a command that answers from what was stored.
    """

    command: tuple[str, ...]
    options: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    kinds: tuple[str, ...]
    after: tuple[str, ...] = ("check",)
    is_layer: bool = False

    @property
    def called(self) -> str:
        """Return the command in words."""
        return " ".join(self.command)


def _table(command: str, head: str, rows: Any, *options: str, after: str = "check") -> Subject:
    table = (tuple(head.split(";")), *map(tuple, rows))
    return Subject(("load", command), options, table, _TABLES, tuple(after.split()))


def _layer(command: str, head: str, rows: Any, *options: str, after: str = "check") -> Subject:
    table = (tuple(head.split(";")), *map(tuple, rows))
    return Subject(("load", command), options, table, _LAYERS, tuple(after.split()), is_layer=True)


def _index() -> Subject:
    rows = [
        (area, year, "utryg_nabolag", share + year - 2010, 900 - year % 7, "Ordinær")
        for year in (2010, 2012, 2014)
        for area, share in zip(NAMES, (20.5, 8.25, 31, 12.75), strict=True)
    ]
    head = "Område;År;Indikator;Procent;Antal svar;Kategori"
    return _table("index", head, rows, *_TO_BY, after="change --format json")


def _wide() -> Subject:
    rows = [(area, 10.5, 9.25, 8, 7.5) for area in (*NAMES, "Hele byen")]
    fixed = ("--fixed", "indicator=utryg_nabolag")
    head = "Bydel;Procent 2010;Procent 2012;Procent 2014;Procent 2016"
    return _table("index", head, rows, *_TO_BY, *fixed, after="change --format json")


def _survey() -> Subject:
    rows = [
        (NAMES[at % 4], 2014, ("utryg", "tryg", "tryg")[at % 3], 0.5 + at % 5, "a", f"k{at % 8}")
        for at in range(40)
    ]
    fixed = ("--fixed", "indicator=utryg_nabolag")
    return _table("survey", "Område;År;Svar;Vægt;Stratum;Klynge", rows, *_TO_BY, *fixed)


def _incident_rows() -> list[tuple[Any, ...]]:
    start = dt.datetime(2024, 2, 1, 22, 15)  # noqa: DTZ001 - the clock on the wall
    return [
        (f"A{at}", start + dt.timedelta(days=at, minutes=7 * at), ("Vold", "Hærværk")[at % 2], at)
        for at in range(12)
    ]


def _incidents() -> Subject:
    rows = [
        (number, moment, kind, 724_020.5 + 30 * at, 6_175_050)
        for number, moment, kind, at in _incident_rows()
    ]
    head = "Sagsnr;Gerningstidspunkt;Kategori;X;Y"
    made = _table(
        "incidents", head, rows, "--crs", "EPSG:25832", after="incidents --set by --format json"
    )
    return Subject(made.command, made.options, made.rows, (*_TABLES, "parquet"), made.after)


def _named_incidents() -> Subject:
    rows = [
        (number, moment.date(), moment.strftime("%H:%M"), kind, NAMES[at % 4])
        for number, moment, kind, at in _incident_rows()
    ]
    head = "Sagsnr;Dato;Klokken;Gerningskode;Bydel"
    return _table("incidents", head, rows, *_TO_BY, after="hours --format json")


def _interval_incidents() -> Subject:
    rows = [
        (number, moment, moment + dt.timedelta(hours=9), kind, 12.55 + at / 1000, 55.66)
        for number, moment, kind, at in _incident_rows()
    ]
    return _table(
        "incidents", "Sagsnr;Fra;Til;Kategori;lon;lat", rows, after="hours --format json"
    )


def _counts() -> Subject:
    rows = [
        (area, 2010 + year, kind, 10 * year + at)
        for at, area in enumerate(NAMES)
        for year in range(2)
        for kind in ("Vold", "Hærværk")
    ]
    after = "incidents --set by --format json"
    return _table("counts", "Område;År;Kategori;Antal", rows, *_TO_BY, after=after)


def _population() -> Subject:
    rows = [
        (area, year, 10_000 + 100 * at, "nej")
        for at, area in enumerate(NAMES)
        for year in (2010, 2014)
    ]
    return _table("population", "Område;År;Folketal;Besøgstung", rows, *_TO_BY)


def _small_tables() -> list[Subject]:
    categories = ("markant", "intensiveret", "ordinær", "reduceret", "minimal")
    scale = [
        (2012, name, lowest) for name, lowest in zip(categories, range(80, -1, -20), strict=True)
    ]
    crosswalk = [("1", "1", 1), ("2", "1", 0.25), ("2", "2", 0.75), ("3", "2", 1), ("4", "2", 1)]
    units = [("1", "Vest", "1, 2"), ("2", "Øst", "3 og 4")]
    breaks = [
        ("utryg_nabolag", 2012, "", "Metode", "Nyt skema.", "", "Notat 1"),
        ("utryg_nabolag", 2013, "", "Definition", "Udvidet.", "Syd", "Notat 2"),
    ]
    definitions = [
        ("glad", "Glade", "Happy", "higher", "share", "Andel.", "Share.", "Notat"),
        ("sur", "Sure", "Cross", "lower", "share", "Andel.", "Share.", "Notat"),
    ]
    efforts = [
        ("Hotspot", "Nord", "", "2011-03", "2014", "politi, boligselskab", "28 mio. kr."),
        ("Hotspot", "2", "kontrol", "2011-03", "2014", "", ""),
        ("Gade", "Syd; Midt", "indsats", "01-02-2009", "slutningen af 2011", "", ""),
    ]
    named = [
        ("indsats", area, year, 1, "markant", "A", "")
        for area in NAMES[:3]
        for year in (2010, 2011)
    ]
    goals = [
        (
            "mål 1",
            "P",
            "R",
            "each_area",
            "utryg_nabolag",
            "at_most",
            10,
            "",
            2011,
            dt.date(2015, 12, 31),
            "O",
        ),
        (
            "mål 2",
            "P",
            "R",
            "city",
            "utryg_nabolag",
            "must_improve",
            "",
            2010,
            2011,
            "31-12-2014",
            "O",
        ),
    ]
    goal_head = (
        "goal;programme;rule_da;scope;indicator;comparison;value;baseline_year;first_year;"
        "deadline;origin"
    )
    sets = ("--from-set", "by", "--to-set", "ny")
    return [
        _table("scale", "Udgave;Kategori;Laveste", scale),
        _table("crosswalk", "Fra;Til;Vægt", crosswalk, *sets, after="areas list --format json"),
        _table("areas", "Nr;Navn;Enheder", units, "--set", "lavet", "--units", "by"),
        _table("breaks", "Indikator;År;Til år;Slags;Beskrivelse;Område;Kilde", breaks, *_TO_BY),
        _table(
            "indicators",
            "name;title_da;title_en;better;unit;definition_da;definition_en;source",
            definitions,
        ),
        _table(
            "interventions",
            "Indsats;Sted;Rolle;Start;Slut;Partnere;Økonomi",
            efforts,
            *_TO_BY,
            after="interventions --format json",
        ),
        _table(
            "designations",
            "Type;Navn;År;Udpeget;Kategori;Kriterier;Enheder",
            named,
            *_TO_BY,
            after="designations --format json",
        ),
        _table("goals", goal_head, goals, after="goals --format json"),
    ]


def _layers() -> list[Subject]:
    squares = [(f"0{at + 1}", name, square(at, 3)) for at, name in enumerate(NAMES)]
    places = [
        ("Nørreport", "station", shapely.Point(724_050, 6_175_050)),
        ("Gågaden", "gade", shapely.Point(724_150, 6_175_090)),
        ("Torvet", "plads", shapely.Point(724_250, 6_175_010)),
    ]
    points = [
        (
            number,
            moment.strftime("%d-%m-%Y %H:%M"),
            kind,
            shapely.Point(724_020 + 30 * at, 6_175_050),
        )
        for number, moment, kind, at in _incident_rows()
    ]
    efforts = [
        ("Hotspot", "indsats", "2011-03", "2014", square(0)),
        ("Hotspot", "kontrol", "2011-03", "2014", square(2)),
    ]
    return [
        _layer(
            "areas", "nr;navn;geometry", squares, "--set", "lag", after="areas list --format json"
        ),
        _layer("places", "navn;kind;geometry", places, "--set", "steder"),
        _layer(
            "incidents",
            "sagsnr;dato;kategori;geometry",
            points,
            after="incidents --set by --format json",
        ),
        _layer(
            "interventions",
            "name;role;start;end;geometry",
            efforts,
            after="interventions --format json",
        ),
    ]


SUBJECTS = (
    _index(),
    _wide(),
    _survey(),
    _incidents(),
    _named_incidents(),
    _interval_incidents(),
    _counts(),
    _population(),
    *_small_tables(),
    *_layers(),
    Subject(("zonal",), (*_TO_BY, "--format", "json"), (), ("tif", "asc")),
)
