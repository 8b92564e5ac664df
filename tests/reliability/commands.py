"""Every command that writes, as a campaign breaks it; and those that it leaves alone, with why."""

from collections.abc import Mapping
from dataclasses import dataclass

STORE = "store.duckdb"


@dataclass(frozen=True)
class Command:
    """A command that writes into a store, a copy of it, a folder, or a file of its own.

    ``output`` is the file or folder that it writes, ``copy`` another store than ``store.duckdb``.
    When it has ended well the store's file holds ``erased`` at most ``n_left`` times.
    """

    called: str
    arguments: tuple[str, ...]
    output: str = ""
    copy: str = ""
    erased: bytes = b""
    n_left: int = 0

    @property
    def line(self) -> tuple[str, ...]:
        """Return the whole line behind ``hotspots``, in English."""
        store = self.copy if self.arguments[0] == "import" else STORE
        return ("--store", store, "--lang", "en", *self.arguments)

    @property
    def is_release(self) -> bool:
        """Tell whether it builds a release, of which the ledger knows first."""
        return self.arguments[:2] == ("release", "build")


def _load(called: str, *arguments: str, to: str = "bydele") -> Command:
    return Command(f"load {called}", ("load", *arguments, *(("--set", to) if to else ())))


INDICATOR = ("--fixed", "indicator=utryg_nabolag")
# How the ids of incidents begin that are replaced or forgotten. Of a load that is replaced the
# rows stay, once each; what goes with the file are the blocks that were freed.
FORGOTTEN, N_FORGOTTEN = b"GLEMSEL-", 400
LOADS = (
    _load("incidents", "incidents", "haendelser.csv", to=""),
    _load("incidents, Windows-1252", "incidents", "ansi.csv", to=""),
    _load("index", "index", "indeks2.csv", *INDICATOR),
    _load("population", "population", "folketal.csv"),
    _load("areas", "areas", "bydele.geojson", to="kopi"),
    _load("counts", "counts", "antal.csv"),
    _load("survey", "survey", "svar.csv", "--yes", "ja", "--no", "nej",
          "--fixed", "indicator=utryg_aften_nat", "--fixed", "year=2020"),
    _load("scale", "scale", "skala.csv", to=""),
    _load("crosswalk", "crosswalk", "vaegte.csv", "--from-set", "bydele", "--to-set", "halve",
          to=""),
    _load("breaks", "breaks", "brud.csv"),
    _load("indicators", "indicators", "indikatorer.csv", to=""),
    _load("interventions", "interventions", "indsatser2.csv"),
    _load("designations", "designations", "udpegninger2.csv"),
    _load("goals", "goals", "maal2.csv", to=""),
    _load("places", "places", "steder.geojson", to="steder"),
    Command("areas rebuild", ("areas", "rebuild", "samlet", "--from", "bydele", "--by", "navn")),
    Command("areas crosswalk", ("areas", "crosswalk", "bydele", "halve", "--by", "area")),
)  # fmt: skip
UPKEEP = (
    Command("load incidents, in the place of others",
            ("load", "incidents", "rettet.csv", "--replace", "{old}"), erased=FORGOTTEN,
            n_left=N_FORGOTTEN),
    Command("forget", ("forget", "--before", "2009-01-01", "--yes"), erased=FORGOTTEN),
    Command("backup", ("backup", "kopi.duckdb", "--force"), copy="kopi.duckdb"),
    Command("restore", ("restore", "gammel.duckdb", "--force")),
    Command("export", ("export", "eksport"), output="eksport"),
    Command("import", ("import", "udtraek"), copy="ny.duckdb"),
    Command("release build", ("release", "build", "udgivelse.toml", "-o", "ud"), output="ud"),
)  # fmt: skip


def _output(line: str, file: str, *more: str) -> Command:
    called = f"{line}, {file.rpartition('.')[2]}"
    return Command(called, (*line.split(), *more, "-o", file, "--force"), file)


_PERIODS = ("--before", "2012-01-01..2012-12-31", "--after", "2018-01-01..2018-12-31")
_BETWEEN = ("--between", "køn=kvinder", "--and", "køn=mænd")
_SINCE = ("--from", "2012-01-01")
_BYDELE = ("--set", "bydele")
_EFFORT = ("Lys", *_BYDELE)
OUTPUTS = (
    _output("change", "tabel.xlsx", *_BYDELE),
    _output("incidents", "tabel.csv", *_BYDELE),
    _output("map change", "kort.html", *_BYDELE),
    _output("figure change", "figur.png", *_BYDELE),
    _output("gap utryg_nabolag", "gab.csv", *_BYDELE, *_BETWEEN),
    _output("priority", "prioritet.json", *_BYDELE),
    _output("goals", "maal.xlsx", *_BYDELE, "--as-of", "2020-12-31"),
    _output("week", "uge.html", *_BYDELE),
    _output("hours", "timer.csv", *_BYDELE),
    _output("detect", "celler.geojson", *_BYDELE, *_SINCE),
    _output("repeat", "gentagelser.csv", *_BYDELE, *_SINCE),
    _output("surface", "taethed.tif", *_BYDELE, *_SINCE),
    _output("zonal hoejder.tif", "zoner.csv", *_BYDELE),
    _output("designations", "udpegede.csv", *_BYDELE),
    _output("interventions", "alle_indsatser.xlsx"),
    _output("evaluate", "vurdering.csv", *_EFFORT),
    _output("review", "siden.csv", *_BYDELE, *_PERIODS),
    _output("status", "status.csv"),
    _output("check", "kontrol.csv"),
    _output("trace 1 2020 utryg_nabolag", "spor.csv", *_BYDELE),
    _output("areas list", "omraader.csv"),
    _output("areas show bydele", "omraade.gpkg"),
    _output("release list", "udgivelser.csv"),
    _output("release new", "ny.toml"),
    _output("release policy", "regler.toml"),
    _output("map designations", "kort_u.html", *_BYDELE, "--kind", "hotspot"),
    _output("map evaluation", "kort_e.html", *_EFFORT),
    _output("map hotspots", "kort_h.html", *_BYDELE, *_SINCE),
    _output("map indicator", "kort_i.html", *_BYDELE),
    _output("map priority", "kort_p.html", *_BYDELE),
    _output("map review", "kort_r.html", *_BYDELE, *_PERIODS),
    _output("figure designations", "figur_u.svg", *_BYDELE, "--kind", "hotspot"),
    _output("figure evaluation", "figur_e.png", *_EFFORT),
    _output("figure hotspots", "figur_h.pdf", *_BYDELE, *_SINCE),
    _output("figure hours", "figur_t.png", *_BYDELE),
    _output("figure indicator", "figur_i.svg", *_BYDELE),
    _output("figure intervals", "figur_k.png", *_BYDELE),
    _output("figure priority", "figur_p.pdf", *_BYDELE),
    _output("figure review", "figur_r.png", *_BYDELE, *_PERIODS),
    _output("figure series", "figur_s.svg", *_BYDELE, "--area", "1"),
    _output("report", "status.docx", *_BYDELE, "--date", "2020-12-31"),
    _output("report", "status.pdf", *_BYDELE, "--date", "2020-12-31"),
    _output("report", "status.html", *_BYDELE, "--date", "2020-12-31"),
    _output("report", "status.pptx", *_BYDELE, "--date", "2020-12-31"),
)  # fmt: skip
# files that may stand there before they are written
FILES = tuple(command.output for command in OUTPUTS)
ALL = (*LOADS, *UPKEEP, *OUTPUTS)
# Commands that no campaign breaks, each with the reason.
LEFT_ALONE: Mapping[tuple[str, ...], str] = {
    ("audit",): "it reads a release's folder and writes nothing",
    ("doctor",): "its table is of the machine, and written as all tables are",
    ("demo",): "it runs the others in a folder of its own that --force makes anew, for a minute",
}
