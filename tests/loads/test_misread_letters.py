"""Danish letters in files of other encodings: read right where certain, else refused."""

import geopandas
import pytest

from hotspots.sources.files import mojibake
from tests.conftest import square

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

AREAS = ("load", "areas", "--set", "s")
INCIDENTS = ("load", "incidents", "--crs", "EPSG:25832")
NAMES = [
    "Nørrebro",
    "Ålholm",
    "Ærø",
    "Østhegn",
    "Gågade",
    "HÆRVÆRK",
    "Søndermark",
    "BRØNSHØJ",
    "Smørrebrød",
    "blå",
]
ENCODINGS = ["utf-8", "cp1252", "cp865", "mac_roman"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", [*NAMES, " ".join(NAMES)])
def test_the_encoding_of_a_name(name, encoding):
    raw = name.encode(encoding)
    assert mojibake.encoding_of([raw]) == encoding
    assert mojibake.looks_misread(raw) == (encoding != "cp1252") or name.isupper()


@pytest.mark.parametrize(
    "text",
    ["borger’s", "O’Neill", "12 m²", "½ pris", "“citat”", "§ 266", "Indre By – Øst", "Café",
     "100 €", "20 °C", "Gørløse·Ølstykke", "Miloš", "»Ring 2«", "Ñandú", "Smørrebrød®"],
)  # fmt: skip
def test_signs_in_their_place_are_not_misread(text):
    assert not mojibake.looks_misread(text.encode("cp1252"))
    assert not mojibake.is_misread(text)


def test_where_nothing_is_certain():
    """Signs that are letters in none of the encodings; letters that are some in two of them."""
    assert mojibake.encoding_of([b"Dr\xb6\xa5\xb1b"]) is None
    assert mojibake.encoding_of([b"\x8erup"]) is None


def test_a_letter_that_a_field_cuts_off():
    assert mojibake.encoding_of(["Nordås".encode(), "Søndermarkså".encode()[:-1]]) == "utf-8"
    assert mojibake.decoded_as("Nordå".encode()[:-1], "utf-8") == "Nord"


def shapefile(folder, encoding, declared):
    """Write a Shapefile whose names are in an encoding, and that declares another or none."""
    names = [name.encode(encoding).decode("latin-1") for name in ("Nørrebro", "Ålholm")]
    frame = geopandas.GeoDataFrame(
        {"nr": ["1", "2"], "navn": names}, geometry=[square(0), square(1)], crs="EPSG:25832"
    )
    path = folder / "a.shp"
    frame.to_file(path, encoding="ISO-8859-1")
    if declared:
        path.with_suffix(".cpg").write_text(declared)
        return path
    path.with_suffix(".cpg").unlink()
    table = bytearray(path.with_suffix(".dbf").read_bytes())
    table[29] = 0
    path.with_suffix(".dbf").write_bytes(table)
    return path


@pytest.mark.part(3)
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("declared", [None, "UTF-8", "1252"])
def test_a_shapefile_that_says_no_encoding_or_a_wrong_one(hotspots, tmp_path, encoding, declared):
    """The names are right, and it is said where the file itself did not say so."""
    said = hotspots.done(*AREAS, shapefile(tmp_path, encoding, declared)).stderr
    assert hotspots.query("select area_name from area order by code") == [
        ("Nørrebro",),
        ("Ålholm",),
    ]
    is_declared = (encoding, declared) in {("utf-8", "UTF-8"), ("cp1252", "1252")}
    undeclared = (encoding, declared) == ("cp1252", None)  # what a table without a word is
    assert ("which the file does not say" in said) != (is_declared or undeclared)


@pytest.mark.parametrize(
    ("encoding", "stated"),
    [("cp865", "cp865"), ("mac_roman", "mac-roman"), ("cp1252", "windows-1252"),
     ("utf-8", "utf-8")],
)  # fmt: skip
def test_an_encoding_that_is_stated_is_taken(hotspots, tmp_path, encoding, stated):
    path = shapefile(tmp_path, encoding, None)
    assert "which the file" not in hotspots.done(*AREAS, path, "--encoding", stated).stderr
    names = hotspots.query("select area_name from area order by code")
    assert names == [("Nørrebro",), ("Ålholm",)]


def test_an_encoding_that_does_not_fit_drops_no_letter(hotspots, tmp_path):
    """Mac Roman's Å is no byte of Windows-1252; GDAL would leave it out."""
    path = shapefile(tmp_path, "mac_roman", None)
    found = hotspots.run(*AREAS, path, "--encoding", "windows-1252")
    assert found.exit_code == 4
    assert "the attributes cannot be read" in found.stderr


@pytest.mark.part(4)
@pytest.mark.parametrize("ending", ["gpkg", "geojson", "parquet", "fgb", "tab", "mif", "kml"])
@pytest.mark.parametrize(
    "misread", ["NÃ¸rrebro", "N›rrebro", "N¿rrebro"], ids=["utf-8", "cp865", "mac"]
)
def test_names_that_were_misread_before_the_file_was_written(hotspots, tmp_path, ending, misread):
    """Formats that hold letters, not bytes."""
    frame = geopandas.GeoDataFrame(
        {"nr": ["1", "2"], "navn": [misread, "Østhegn"]},
        geometry=[square(0), square(1)],
        crs="EPSG:25832",
    )
    path = tmp_path / f"a.{ending}"
    if ending == "parquet":
        frame.to_parquet(path)
    else:
        drivers = {"fgb": "FlatGeobuf", "tab": "MapInfo File", "mif": "MapInfo File"}
        frame = frame.to_crs("EPSG:4326") if ending == "kml" else frame
        frame.to_file(path, driver=drivers.get(ending) or {"kml": "LIBKML"}.get(ending))
    hotspots.done(*AREAS, path)
    assert hotspots.query("select area_name from area order by code") == [
        ("Nørrebro",),
        ("Østhegn",),
    ]


def test_names_whose_letters_are_lost_are_refused(hotspots, tmp_path):
    frame = geopandas.GeoDataFrame(
        {"nr": ["1"], "navn": ["Dr¶¥b"]}, geometry=[square(0)], crs="EPSG:25832"
    )
    frame.to_file(tmp_path / "a.gpkg")
    found = hotspots.run(*AREAS, tmp_path / "a.gpkg")
    assert found.exit_code == 4
    assert "letters were misread before the file was written ('¶¥')" in found.stderr


def test_a_shapefile_of_no_certain_encoding_asks_for_it(hotspots, tmp_path):
    path = shapefile(tmp_path, "cp865", None)
    table = path.with_suffix(".dbf")
    content = table.read_bytes().replace("Nørrebro".encode("cp865"), b"Dr\xb6\xa5\xb1b.")
    table.write_bytes(content.replace("Ålholm".encode("cp865"), b"Alholm"))
    found = hotspots.run(*AREAS, path)
    assert found.exit_code == 4
    assert "Say it: --encoding utf-8, windows-1252, cp865" in found.stderr
    hotspots.done(*AREAS, path, "--encoding", "cp865")


EXTRACT = (
    "id;dato;x;y;kategori\nA1;01-02-2024;724050;6175050;Hærværk\n"
    "A2;02-02-2024;724150;6175050;Røveri på gågade\n"
)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (EXTRACT.encode("cp865"), "read as cp865 (DOS)"),
        (EXTRACT.encode("mac_roman"), "read as Mac Roman"),
        (EXTRACT.encode("cp1252"), "read as Windows-1252"),
        (EXTRACT.encode().decode("cp1252").encode(), "UTF-8 that was taken for Windows-1252"),
        (EXTRACT.encode().decode("cp1252").encode("utf-8-sig"), "UTF-8 that was taken for"),
        (EXTRACT.encode("cp865").decode("cp1252").encode(), "read as cp865 (DOS)"),
        (
            EXTRACT.replace("Hærværk", "HÃ¦rvÃ¦rk").encode(),
            "UTF-8 that was taken for Windows-1252",
        ),
    ],
)
def test_a_text_table_of_an_old_encoding(hotspots, tmp_path, content, says):
    """A whole file, one that was converted wrongly, and a single row of one."""
    (tmp_path / "i.csv").write_bytes(content)
    assert says in hotspots.done(*INCIDENTS, tmp_path / "i.csv").stderr
    assert hotspots.query("select category from incident order by incident_id") == [
        ("Hærværk",),
        ("Røveri på gågade",),
    ]


def test_one_odd_word_among_danish_ones_is_left_as_it_is(hotspots, tmp_path):
    """A file of Windows-1252 stays one, whatever a single word of it holds."""
    (tmp_path / "i.csv").write_bytes(EXTRACT.encode("cp1252") + b"A3;;724050;6175050;a\xbeb\n")
    found = hotspots.run(*INCIDENTS, tmp_path / "i.csv")
    assert "read as Windows-1252" in found.stderr


def test_a_text_table_of_no_certain_encoding_asks_for_it(hotspots, tmp_path):
    path = tmp_path / "i.csv"
    path.write_bytes(b"id;dato;x;y;kategori\n1;01-02-2024;724050;6175050;Dr\xb6\xa5\xb1b\n")
    found = hotspots.run(*INCIDENTS, path)
    assert found.exit_code == 4
    assert "Say it: --encoding" in found.stderr
    hotspots.done(*INCIDENTS, path, "--encoding", "windows-1252")
