"""``load … --dry-run``: what would be read, as what, and what rejected; nothing is stored."""

import gzip
import json
from hashlib import sha256

import duckdb
import pytest

from hotspots import shipped
from hotspots.cli.main import main
from tests.small_city import SOUTH_M, WEST_M, City
from tests.tools.command_tree import tree

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

X, Y = WEST_M + 500, SOUTH_M + 500
INDEX = (
    "Område;År;Procent;Antal svar;Kommentar\n"
    "Nord;2010;11,5;300;a\nSyd;2010;9,25;290;b\nNordvest;2012;8,0;280;c\nSyd;2011;ti;310;d\n"
)
INCIDENTS = (
    "Sagsnr;Dato;X;Y;Kategori\n"
    f"A1;01-02-2024 23:30;{X};{Y};Vold\nA2;02-02-2024;;;Tyveri\nA3;31-02-2024;{X};{Y};Vold\n"
)
# A small file of each kind, and what is asked beside it.
FILES = {
    "areas": ("x.geojson", None, ["--set", "nye"]),
    "places": ("x.geojson", None, ["--set", "steder"]),
    "index": ("x.csv", INDEX, ["--set", "bydele", "--fixed", "indicator=ny", "--better", "lower",
                               "--alias", "Nordvest=Syd"]),
    "incidents": ("x.csv", INCIDENTS, []),
    "counts": ("x.csv", "Område;År;Kategori;Antal\nNord;2023;Vold;7\nSyd;2023;Vold;8\n",
               ["--set", "bydele"]),
    "population": ("x.csv", "Område;År;Folketal\nNord;2023;12.345\nSyd;2023;2.345\n",
                   ["--set", "bydele"]),
    "indicators": ("x.csv", "Indikator;Bedst;Navn\nstoej;lower;Støj\n", []),
    "breaks": ("x.csv", "Indikator;År;Slags;Tekst;Kilde\nutryg_nabolag;2015;method;Nyt;Bog\n", []),
    "scale": ("x.csv", "Udgave;Kategori;Laveste\n" + "".join(
        f"2030;{name};{lowest}\n" for lowest, name in enumerate(
            ("markant", "intensiveret", "ordinær", "reduceret", "minimal"))), []),
    "goals": (None, None, []),
    "survey": ("x.csv", "Område;År;Indikator;Svar;Vægt\n" + "".join(
        f"{area};2023;utryg_nabolag;{answer};1,25\n" for area in ("Nord", "Syd")
        for answer in ("ja", "nej", "nej")), ["--set", "bydele"]),
    "designations": (None, None, []),
    "interventions": ("x.csv", "Indsats;Sted;Start;Slut\nLys;Nord;01-03-2011;2012\n",
                      ["--set", "bydele"]),
    "crosswalk": ("x.csv", "Fra;Til;Andel\nNord;Hele;1\n",
                  ["--from-set", "bydele", "--to-set", "byen", "--fixed", "basis=stated",
                   "--map", "from_area=Fra", "--map", "to_area=Til", "--map", "weight=Andel"]),
}  # fmt: skip


@pytest.fixture
def city(tmp_path):
    """Return two areas, a set of one that holds neither's figures, and figures of one year."""
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    made.areas(["Hele"], set_name="byen")
    made.index(["Nord;2009;12;300;;"])
    return made


def tables(store):
    """Return the rows of all tables of a store, however they are ordered there."""
    with duckdb.connect(str(store), read_only=True) as con:
        names = con.execute("select table_name from duckdb_tables() order by 1").fetchall()
        return {name: sorted(map(repr, con.execute(f'from "{name}"').fetchall()))
                for (name,) in names}  # fmt: skip


def layer(city):
    """Write a layer of one square or point that has a name and a code."""
    square = json.loads((city.folder / "bydele.geojson").read_text(encoding="utf-8"))
    path = city.folder / "x.geojson"
    path.write_text(json.dumps(square), encoding="utf-8")
    return path


def asked(city, kind):
    """Return the arguments of a load of a kind, its file written."""
    name, text, options = FILES[kind]
    if name is None:
        return [kind, *options]
    path = layer(city) if text is None else city.write(name, text)
    return [kind, path, *options]


def test_every_load_can_be_tried():
    loads = {path[-1]: command for path, command in tree(main)
             if len(path) == 2 and path[0] == "load"}  # fmt: skip
    assert set(loads) == set(FILES)
    for command in loads.values():
        assert "--dry-run" in [option for one in command.params for option in one.opts]


@pytest.mark.part(3)
@pytest.mark.parametrize("kind", FILES)
def test_a_load_of_each_kind_that_is_tried_stores_nothing(city, kind):
    """All tables are equal before and after, and the load itself then finds what was shown."""
    arguments = asked(city, kind)
    before = tables(city.store)
    tried = city.run("load", *arguments, "--dry-run")
    assert tables(city.store) == before
    last = tried.stdout.splitlines()[-1]
    command = f"hotspots --store {city.store} load {kind}"
    assert last.startswith(f"Nothing was stored. To store it: {command}")
    assert "--dry-run" not in last
    receipt = city.run("load", *arguments).stdout
    assert tables(city.store) != before
    assert ", 0 stored" not in receipt


@pytest.mark.parametrize("kind", ["areas", "incidents", "places", "designations"])
def test_where_there_is_no_store_none_is_created(tmp_path, kind):
    """Nor anything else beside the file."""
    city = City(tmp_path)
    other = City(tmp_path / "other")
    other.folder.mkdir()
    other.areas(["Nord"])
    (tmp_path / "bydele.geojson").write_bytes((other.folder / "bydele.geojson").read_bytes())
    arguments = asked(city, kind)
    there = sorted(tmp_path.rglob("*"))
    assert "Nothing was stored." in city.run("load", *arguments, "--dry-run").stdout
    assert sorted(tmp_path.rglob("*")) == there


def test_figures_as_they_would_be_stored(city):
    """A whole answer: how the file is read, its columns, its rows, what would be rejected."""
    path = city.folder / "indeks.csv"
    path.write_bytes(INDEX.encode("cp1252"))
    result = city.run("load", "index", path, "--set", "bydele", "--dry-run",
                      "--fixed", "indicator=utryg_nabolag")  # fmt: skip
    assert (
        result.stdout
        == f"""\
How indeks.csv is read
  file             indeks.csv (a text table (CSV))
  encoding         Windows-1252
  between columns  semicolon
  before decimals  comma, as in 7,5
  area set         bydele (2 areas)

Columns
  in the file                      read as
  ───────────────────────────────  ─────────
  Område                           area
  År                               year
  Procent                          percent
  Antal svar                       n
  --fixed indicator=utryg_nabolag  indicator
  Kommentar                        not read

The first rows as they would be stored; 2 of 4 would be
  row  area  name  period  indicator      percent    n
  ───  ────  ────  ──────  ─────────────  ───────  ───
    1  1     Nord  2010    utryg_nabolag     11.5  300
    2  2     Syd   2010    utryg_nabolag     9.25  290

Rejected would be 2 of 4 rows; of each reason the first
  rows  first row  column   it says   reason
  ────  ─────────  ───────  ────────  {"─" * 45}
     1          3  Område   Nordvest  no area of this name in bydele; nearest: Nord
     1          4  Procent  ti        is not a number

Nothing was stored. To store it: hotspots --store {city.store} load index {path} --set bydele \
--fixed indicator=utryg_nabolag
"""
    )


def test_incidents_as_they_would_be_stored(city):
    """Times with what is known of them, places as coordinates or none, the areas they lie in."""
    path = city.write("h.csv", INCIDENTS)
    lines = city.run("load", "incidents", path, "--dry-run").stdout.splitlines()
    assert lines[:9] == [
        "How h.csv is read",
        "  file             h.csv (a text table (CSV))",
        "  encoding         UTF-8",
        "  between columns  semicolon",
        "  before decimals  comma, as in 7,5",
        "  dates            day first, as in 31-12-2024",
        "  time zone        Europe/Copenhagen",
        "  coordinates      EPSG:25832",
        "  kept in          EPSG:25832",
    ]
    start = lines.index("The first rows as they would be stored; 2 of 3 would be")
    assert lines[start + 3 : start + 5] == [
        "    1  A1  2024-02-01 23:30  the time of day  720500.0, 6170500.0  Nord, Hele  Vold",
        "    2  A2  2024-02-02        the day          none                             Tyveri",
    ]
    assert lines[start + 9] == (
        "     1          3  Dato    31-02-2024  is no date and time of day that exist"
    )


def test_areas_as_they_would_be_stored(city):
    """Which attributes are code and name, the file's system and the store's, and km²."""
    out = city.run("load", "areas", layer(city), "--set", "nye", "--dry-run").stdout
    assert [" ".join(line.split()) for line in out.splitlines() if line][:-1] == [
        "How x.geojson is read",
        "file x.geojson (GeoJSON)",
        "coordinates EPSG:25832",
        "kept in EPSG:25832",
        "Columns",
        "in the file read as",
        "─────────── ───────",
        "bydel_nr code",
        "navn name",
        "The first rows as they would be stored; 2 of 2 would be",
        "row area name km2",
        "─── ──── ──── ───",
        "1 1 Nord 1",
        "2 2 Syd 1",
        "No row would be rejected.",
    ]


def test_spans_months_and_names_of_areas(city):
    """How much is known of a time, and an area in the place of coordinates."""
    rows = ["B1;2024-02-01 08:05-09:15;Syd", "B2;2024-02-01 23:30-00:15;Syd", "B3;2024-03;uoplyst"]
    path = city.write("h.csv", "id;tidspunkt;bydel\n" + "\n".join(rows) + "\n")
    out = city.run("load", "incidents", path, "--set", "bydele", "--dry-run").stdout
    written = [" ".join(line.split()) for line in out.splitlines()]
    assert "area set bydele (2 areas)" in written
    assert "1 B1 2024-02-01 08:05 – 09:15 a span of time area 2, by its name Syd" in written
    assert (
        "2 B2 2024-02-01 23:30 – 2024-02-02 00:15 a span of time area 2, by its name Syd"
        in written
    )
    assert "3 B3 2024-03 the month none" in written


def test_at_most_five_rows_and_every_reason(city):
    """However many rows and reasons there are: a load names three reasons at most."""
    wrong = "Nord;x;5\nNord;2010;y\nNord;2010;-1\nNord;2010;2000\nYderst;2010;5\n"
    rows = "".join(f"Nord;{year};5\n" for year in range(2010, 2020))
    path = city.write("i.csv", f"Område;År;Procent\n{rows}{wrong}")
    out = city.run("load", "index", path, "--set", "bydele", "--dry-run", "--fixed",
                   "indicator=utryg_nabolag").stdout  # fmt: skip
    assert out.count("utryg_nabolag  ") == 1 + 5
    assert [row in out for row in ("2014", "2015")] == [True, False]
    reasons = out.partition("Rejected would be 5 of 15 rows; of each reason the first\n")[2]
    assert [" ".join(line.split()) for line in reasons.splitlines()[2:6]] == [
        "2 13 Procent -1 is not between 0 and 100",
        "1 11 År is missing",
        "1 12 Procent y is not a number",
        "1 15 Område Yderst no area of this name in bydele; nearest: Syd, Nord",
    ]


def test_in_danish(city):
    """The labels, the words of times and the last line."""
    path = city.write("h.csv", INCIDENTS)
    out = city.run("--lang", "da", "load", "incidents", path, "--dry-run").stdout
    for words in (
        "Sådan læses h.csv",
        "mellem kolonnerne  semikolon",
        "dag først, som i 31-12-2024",
        "klokkeslættet",
        "dagen",
        "De første rækker, som de ville stå i lageret; 2 af 3 ville blive gemt",
        "1 af 3 rækker ville blive afvist; den første for hver grund",
        f"Intet blev gemt. Gem det med: hotspots --store {city.store} --lang da load incidents",
    ):
        assert words in out


@pytest.mark.parametrize(
    "text",
    [
        "Sted;År;Procent\nNord;2010;5\n",
        "Område;År;Procent\nVest;2010;5\n",
        "Område;År;Procent\nNord;2010;0,11\nSyd;2010;0,12\nNord;2011;0,13\n",
        "",
    ],
)
def test_what_would_be_refused_is_refused_with_the_same_words(city, text):
    """And the same exit code."""
    path = city.write("i.csv", text)
    arguments = ("load", "index", path, "--set", "bydele", "--fixed", "indicator=utryg_nabolag")
    before = tables(city.store)
    tried = city.run(*arguments, "--dry-run", expect=4)
    assert tables(city.store) == before
    assert "To store it" not in tried.stdout
    real = city.run(*arguments, expect=4)
    assert real.stdout == ""
    assert tried.stderr.splitlines()[-1] == real.stderr.splitlines()[-1]


@pytest.mark.parametrize("name", ["h.csv", "h.csv.gz"])
def test_where_all_rows_would_be_rejected_all_reasons_are_shown(city, name):
    """How the file was read and why nothing is left, before it is refused with exit code 4."""
    path = city.folder / name
    text = f"Sagsnr;Dato;X;Y\nA1;31-02-2024;{X};{Y}\nA2;30-02-2024;{X};{Y}\nA3;1-1-2024;{X};\n"
    path.write_bytes(gzip.compress(text.encode()) if name.endswith("gz") else text.encode())
    before = tables(city.store)
    tried = city.run("load", "incidents", path, "--dry-run", expect=4)
    assert tables(city.store) == before
    assert f"{path}: all 3 rows were rejected" in tried.stderr
    lines = tried.stdout.splitlines()
    start = lines.index("Rejected would be 3 of 3 rows; of each reason the first")
    assert [" ".join(line.split()) for line in lines[start + 3 :]] == [
        "2 1 Dato 31-02-2024 is no date and time of day that exist",
        "1 3 Y is missing where x is there",
        "",
    ]
    assert "  Sagsnr       id" in lines


def test_a_file_that_is_stored_already(city):
    """It says so, as the load does."""
    path = city.folder / "indeks.csv"
    arguments = ("load", "index", path, "--set", "bydele", "--fixed", "indicator=utryg_nabolag")
    assert city.run(*arguments, "--dry-run").stdout == city.run(*arguments).stdout


def test_a_load_that_would_replace_another(city):
    """The other one counts as before."""
    path = city.write("ny.csv", INDEX)
    before = tables(city.store)
    out = city.run("load", "index", path, "--set", "bydele", "--fixed", "indicator=utryg_nabolag",
                   "--replace", 3, "--dry-run").stdout  # fmt: skip
    assert "11.5" in out
    assert tables(city.store) == before


def test_an_older_store_is_not_brought_up_to_date(monkeypatch, tmp_path):
    """A load is tried in a private copy of it; every byte stays, and no copy is left."""
    old = City(tmp_path / "old")
    old.folder.mkdir()
    with duckdb.connect(str(old.store)) as con:
        con.execute("create table schema_version (version integer primary key)")
        con.execute(shipped.text("queries/schema/0001_store.sql"))
        con.execute("insert into schema_version values (1)")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "private"))
    (tmp_path / "private").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    digest = sha256(old.store.read_bytes()).hexdigest()
    path = old.write("h.csv", INCIDENTS)
    assert "2 of 3 would be" in old.run("load", "incidents", path, "--dry-run").stdout
    assert sha256(old.store.read_bytes()).hexdigest() == digest
    assert sorted(file.name for file in old.folder.iterdir()) == ["h.csv", "store.duckdb"]
    assert list((tmp_path / "private").iterdir()) == []
