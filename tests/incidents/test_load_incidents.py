"""Incidents: rows in are rows stored plus rejected, each counted once, in one place."""

import itertools
import json

import openpyxl
import pytest

from tests import real_data
from tests.conftest import Hotspots, square

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

INCIDENTS = ("load", "incidents")
HEADER = "id;dato;kategori;x;y"
STORED = "select incident_id, category from active_incident order by all"


def extract(tmp_path, *rows, name="a.csv", header=HEADER):
    path = tmp_path / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def row(number, category="vold", area=1, day="01-02-2024"):
    """Return a row in the middle of area 1, 2 or 3."""
    return f"{number};{day};{category};{723_950 + 100 * area};6175050"


def places(hotspots, set_name="by"):
    """Return each counted incident's area in a set."""
    return hotspots.query(
        "select incident_id, area.code from placed_incident "
        "join active_area_set on area_load_id = active_area_set.load_id "
        "left join area on area.load_id = area_load_id and area_order = code_order "
        "where active_area_set.set_name = $set_name order by all",
        set_name=set_name,
    )


@real_data.real_data
def test_memphis_agrees_with_geopandas_row_by_row(hotspots):
    """2,245 robberies, 2,244 in one of 9 precincts: the same ones that sjoin finds."""
    import geopandas
    import pandas as pd

    hotspots.done("load", "areas", real_data.PRECINCTS, "--set", "by")
    found = hotspots.done(*INCIDENTS, real_data.ROBBERIES, "--timezone", "America/Chicago")
    n_in, n_stored, n_rejected = hotspots.counts(2)
    assert (n_in, n_stored + n_rejected) == (2_245, 2_245)
    assert "1 incident lies outside its areas" in found.stderr
    placed = dict(places(hotspots))
    assert sum(code is not None for code in placed.values()) == 2_244
    table = pd.read_csv(real_data.ROBBERIES, dtype={"uid": str})
    points = geopandas.GeoDataFrame(
        table[["uid"]],
        geometry=geopandas.points_from_xy(table["longitude"], table["latitude"]),
        crs=4326,
    ).to_crs(32616)
    areas = geopandas.read_file(real_data.PRECINCTS).to_crs(32616)
    areas["geometry"] = areas.make_valid()
    joined = geopandas.sjoin(points, areas, how="left", predicate="within")
    expected = joined.set_index("uid")["precinct"]
    assert len(expected) == 2_245
    assert placed == {uid: None if pd.isna(code) else code for uid, code in expected.items()}


@real_data.real_data
def test_thefts_without_a_latest_time_are_kept_and_counted(hotspots):
    """New York, gzipped and without areas: 35,746 rows, 2,852 of them open to the end."""
    found = hotspots.done(*INCIDENTS, real_data.THEFTS, "--timezone", "America/New_York")
    assert found.stdout == "Load 1: 35,746 rows in, 35,746 stored, 0 rejected.\n"
    assert "2,852 incidents have no latest time; kept, dated by the earliest." in found.stderr
    assert "No area set is loaded yet" in found.stderr
    rows = hotspots.query(
        "select time_precision, count(*) from incident group by all order by all"
    )
    assert dict(rows)["open_end"] == 2_852
    assert sum(n for _, n in rows) == 35_746


@pytest.mark.part(2)
@pytest.mark.parametrize(
    ("cells", "column", "value", "reason"),
    [
        ("31-02-2024;;724050;6175050", "dato", "31-02-2024", "is no date and time of day that"),
        ("2024-02-31;;724050;6175050", "dato", "2024-02-31", "is no date and time of day that"),
        ("02-31-2024;;724050;6175050", "dato", "02-31-2024", "is no date and time of day that"),
        ("i går;;724050;6175050", "dato", "i går", "is written in no way that is known"),
        (";;724050;6175050", "dato", None, "is missing"),
        ("01-02-1024;;724050;6175050", "dato", "01-02-1024", "lies before 1950"),
        ("01-02-2024;;7.2.4;6175050", "x", "7.2.4", "is not a number written with a decimal com"),
        ("01-02-2024;;her;6175050", "x", "her", "is not a number written with a decimal comma"),
        ("01-02-2024;;724050;", "y", None, "is missing where x is there"),
        ("01-02-2024;;;6175050", "x", None, "is missing where y is there"),
        ("01-02-2024;;0;0", "x", "0, 0", "a place that nobody filled in"),
        ("01-02-2024;;6175050;724050", "x", "6175050, 724050", "x and y change places"),
        ("01-02-2024;;824050;6175050", "x", "824050, 6175050", "more than 50 km outside"),
        ("01-02-2024;;724050", None, None, "has fewer columns"),
        ("01-02-2024;;1;2;3", None, None, "has more columns"),
        ('01-02-2024;"åben;1;2', None, None, "quotation mark that is not"),
    ],
)
def test_a_row_that_cannot_be_right_is_a_reject(
    three_areas, tmp_path, cells, column, value, reason
):
    """Row, column, value and reason are kept; the rows around it are stored, exit 0."""
    path = extract(tmp_path, row(1), f"2;{cells}", row(3), row(4))
    found = three_areas.done(*INCIDENTS, path)
    assert found.stdout == "Load 2: 4 rows in, 3 stored, 1 rejected.\n"
    [reject] = three_areas.rejects()
    assert reject[:3] == (2, column, value)
    assert reason in reject[3]
    assert reason in found.stderr
    numbers = three_areas.query("select row_number from incident order by all")
    assert numbers == [(1,), (3,), (4,)]


def test_earliest_after_latest_is_a_reject(three_areas, tmp_path):
    """And a span, an open end, an open start and a moment are told apart."""
    path = extract(
        tmp_path,
        "1;01-02-2024 10:00;01-02-2024 09:00;724050;6175050",
        "2;01-02-2024 10:00;01-02-2024 11:00;724050;6175050",
        "3;01-02-2024 10:00;;724050;6175050",
        "4;;01-02-2024 10:00;724050;6175050",
        "5;01-02-2024 10.00;01-02-2024 10:00:00;724050;6175050",
        header="id;tidligst;senest;x;y",
    )
    three_areas.done(*INCIDENTS, path)
    assert three_areas.rejects() == [
        (1, "senest", "01-02-2024 09:00", "is before the earliest time")
    ]
    kinds = three_areas.query("select incident_id, time_precision from incident order by all")
    assert kinds == [("2", "span"), ("3", "open_end"), ("4", "open_start"), ("5", "moment")]


def test_bad_lines_keep_all_row_numbers_right(three_areas, tmp_path):
    """Rejects before and after each kind of bad line, blank lines, line breaks within a cell."""
    wrong = "{};fejl;vold;724050;6175050"
    path = extract(
        tmp_path,
        wrong.format(1),
        "",
        '2;01-02-2024;"over\n\nflere\nlinjer";724050;6175050',
        "3;for kort",
        wrong.format(4),
        '5;01-02-2024;"aldrig lukket;724050;6175050',
        wrong.format(6),
        "7;01-02-2024;for;mange;kolonner;her",
        '8;01-02-2024;"kald det ""vold""";724050;6175050',
        '9;01-02-2024;"ved" siden af;724050;6175050',
        "",
        wrong.format(10),
        '11;01-02-2024;3" rør;724050;6175050',
    )
    three_areas.done(*INCIDENTS, path)
    assert three_areas.counts(2) == (11, 3, 8)
    rejects = three_areas.rejects()
    assert [number for number, *_ in rejects] == [1, 3, 4, 5, 6, 7, 9, 10]
    assert {value for number, column, value, _ in rejects if column == "dato"} == {"fejl"}
    stored = three_areas.query("select row_number, incident_id, category from incident")
    assert stored == [
        (2, "2", "over\n\nflere\nlinjer"),
        (8, "8", 'kald det "vold"'),
        (11, "11", '3" rør'),
    ]


def test_an_open_quotation_far_up_in_a_large_file_costs_one_row(three_areas, tmp_path):
    """30,000 rows: the reader would take a megabyte for one cell."""
    rows = [row(number) for number in range(1, 30_001)]
    rows[9] = '10;01-02-2024;"åben;724050;6175050'
    rows[29_989] = "29990;for kort"
    three_areas.done(*INCIDENTS, extract(tmp_path, *rows))
    assert three_areas.counts(2) == (30_000, 29_998, 2)
    assert [number for number, *_ in three_areas.rejects()] == [10, 29_990]


@pytest.mark.part(3)
@pytest.mark.parametrize(
    "content",
    [
        "id;dato;x;y\r\n1;01-02-2024;724050;6175050\r\n2;01-02-2024;724050;6175050\r\n",
        "id;dato;x;y\r1;01-02-2024;724050;6175050\r2;01-02-2024;724050;6175050",
        "id;dato;x;y\n1;01-02-2024;724050;6175050\r\n2;01-02-2024;724050;6175050\n",
        "\n\nid;dato;x;y\n\n1;01-02-2024;724050;6175050\n\n2;01-02-2024;724050;6175050\n\n\n",
        "Titel\n\nid;dato;x;y;\n1;01-02-2024;724050;6175050;\n2;01-02-2024;724050;6175050;\n",
        'id;dato;x;y\n"1";"01-02-2024";"724050";"6175050"\n"2";1.2.2024;"724.050,0";6.175.050\n',
        "id\tdato\tx\ty\n1\t01-02-2024\t724050\t6175050\n2\t1/2/2024\t724050\t6175050\n",
        "id,dato,x,y\n1,2024-02-01,724050,6175050\n2,2024-02-01,724050.0,6175050\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_tables_of_every_make(three_areas, tmp_path, content, encoding):
    """Line ends, blank lines, titles, quotation, delimiters and encodings: the same two rows."""
    path = tmp_path / "a.csv"
    path.write_bytes(content.encode(encoding))
    three_areas.done(*INCIDENTS, path)
    rows = three_areas.query(
        "select row_number, incident_id, occurred_on::text, x_m, y_m from incident order by all"
    )
    assert rows == [(at, f"{at}", "2024-02-01", 724_050, 6_175_050) for at in (1, 2)]


def test_windows_1252_with_curly_quotes_and_euro(three_areas, tmp_path):
    """Found without being asked for, and said."""
    path = tmp_path / "a.csv"
    path.write_bytes(f"{HEADER}\n{row(1, '“Tyveri” – 5 €')}\n".encode("cp1252"))
    found = three_areas.done(*INCIDENTS, path)
    assert "a.csv: read as Windows-1252." in found.stderr
    assert three_areas.query(STORED) == [("1", "“Tyveri” – 5 €")]


@pytest.mark.parametrize("name", ["h[1].csv", "h*.csv", "h?.csv", "[h]1.csv"])
def test_a_name_is_no_pattern(three_areas, tmp_path, name):
    """A browser calls a second copy so; the file beside it, which fits, is not read."""
    for written, key in (("h1.csv", "other"), (name, "mine")):
        text = f"id;dato;x;y\n{key};2024-05-01;720100;6170100\n"
        (tmp_path / written).write_text(text, encoding="utf-8")
    three_areas.run("load", "incidents", tmp_path / name, "--source", "p", "--crs", "EPSG:25832")
    assert three_areas.query("select incident_id from incident") == [("mine",)]


def test_every_format_gives_the_same_incidents(stored_areas, tmp_path):
    """CSV, gzipped CSV, workbook with real dates and times, Parquet, GeoPackage, GeoJSON."""
    import datetime as dt
    import gzip
    import shutil

    import geopandas
    import pandas as pd

    header = "id;gerningstidspunkt;kategori;x;y"
    text = f"{header}\n1;01-02-2024 22:15;Vold;724050,5;6175050\n2;01-02-2024 23:59;;;\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(text.encode()))
    times = [dt.datetime(2024, 2, 1, 22, 15), dt.datetime(2024, 2, 1, 23, 59)]  # noqa: DTZ001
    book = openpyxl.Workbook()
    book.active.append(header.split(";"))
    book.active.append([1, times[0], "Vold", 724050.5, 6175050])
    book.active.append([2, times[1], None, None, None])
    book.save(tmp_path / "c.xlsx")
    frame = pd.DataFrame(
        {
            "id": [1, 2],
            "gerningstidspunkt": times,
            "kategori": ["Vold", None],
            "x": [724050.5, None],
            "y": [6175050.0, None],
        }
    )
    frame.to_parquet(tmp_path / "d.parquet")
    points = geopandas.GeoDataFrame(
        frame.drop(columns=["x", "y"]),
        geometry=geopandas.points_from_xy(frame["x"], frame["y"], crs="EPSG:25832"),
    )
    points.loc[1, "geometry"] = None
    points.to_file(tmp_path / "e.gpkg")
    points.to_file(tmp_path / "f.geojson")
    found = []
    names = ("a.csv", "b.csv.gz", "c.xlsx", "d.parquet", "e.gpkg", "f.geojson")
    for name in names:
        hotspots = Hotspots(tmp_path / f"{name}.duckdb")
        shutil.copy(stored_areas, hotspots.store)
        hotspots.done(*INCIDENTS, tmp_path / name)
        columns = "incident_id, occurred_from, category, x_m, y_m"
        found.append(hotspots.query(f"select {columns} from incident order by all"))  # noqa: S608
    assert found[0] == [("1", times[0], "Vold", 724050.5, 6175050), ("2", times[1], *[None] * 3)]
    assert [rows == found[0] for rows in found] == [True] * len(names)


def test_the_same_file_twice_is_recognised(three_areas, tmp_path):
    """By its bytes, under another name too; nothing is changed."""
    three_areas.done(*INCIDENTS, extract(tmp_path, row(1), row(2)))
    before = three_areas.contents()
    again = three_areas.done(*INCIDENTS, extract(tmp_path, row(1), row(2), name="b.csv"))
    assert again.stdout.startswith("Load 2 already holds this file (2 rows stored).")
    assert three_areas.contents() == before


def test_an_overlapping_extract_repeats_and_corrects(three_areas, tmp_path):
    """Equal rows are rejected naming load and row; a changed row supersedes, counted once."""
    three_areas.done(*INCIDENTS, extract(tmp_path, row(1), row(2), row(3)))
    second = extract(tmp_path, row(2), row(3, "røveri", area=2), row(4), name="b.csv")
    found = three_areas.done(*INCIDENTS, second)
    assert three_areas.counts(3) == (3, 2, 1)
    assert three_areas.rejects(3) == [(1, "id", "2", "repeats load 2, row 2")]
    assert "1 row repeats an incident that is already stored" in found.stderr
    assert "1 row is of a case of which an earlier load says something else" in found.stderr
    assert three_areas.query(STORED) == [
        ("1", "vold"),
        ("2", "vold"),
        ("3", "røveri"),
        ("4", "vold"),
    ]
    assert places(three_areas) == [("1", "1"), ("2", "1"), ("3", "2"), ("4", "1")]
    third = extract(tmp_path, row(2), row(3, "røveri", area=2), name="c.csv")
    assert "2 rows in, 0 stored, 2 rejected" in three_areas.done(*INCIDENTS, third).stdout


def test_several_rows_of_an_id_inside_one_file(three_areas, tmp_path):
    """Rows alike count once; of rows that differ none corrects another."""
    rows = [row(1, "a"), row(1, "b"), row(1, "b"), row(1, "a"), row(2, "c")]
    three_areas.done(*INCIDENTS, extract(tmp_path, *rows), "--rows", "offences")
    assert three_areas.counts(2) == (5, 3, 2)
    assert three_areas.rejects() == [
        (3, "id", "1", "repeats row 2 of this file"),
        (4, "id", "1", "repeats row 1 of this file"),
    ]
    assert three_areas.query(STORED) == [("1", "a"), ("1", "b"), ("2", "c")]


def test_two_sources_may_use_the_same_ids(three_areas, tmp_path):
    """An id is one incident within its source only."""
    three_areas.done(*INCIDENTS, extract(tmp_path, row(1, "a")), "--source", "politi")
    other = extract(tmp_path, row(1, "b"), name="b.csv")
    three_areas.done(*INCIDENTS, other, "--source", "vagt")
    assert three_areas.query(STORED) == [("1", "a"), ("1", "b")]


def test_a_replacement_takes_the_old_loads_place(three_areas, tmp_path):
    """Also where a later load has corrected some of it: the later load still counts last."""
    three_areas.done(*INCIDENTS, extract(tmp_path, row(1, "a"), row(2, "a"), row(3, "a")))
    three_areas.done(*INCIDENTS, extract(tmp_path, row(2, "senere"), name="b.csv"))
    corrected = extract(tmp_path, row(1, "rettet"), row(2, "rettet"), name="c.csv")
    three_areas.done(*INCIDENTS, corrected, "--replace", "2")
    assert three_areas.counts(4) == (2, 2, 0)
    assert three_areas.query(STORED) == [("1", "rettet"), ("2", "senere")]
    assert three_areas.counts(2) == (3, 3, 0)
    found = three_areas.run(*INCIDENTS, extract(tmp_path, row(9), name="d.csv"), "--replace", "2")
    assert found.exit_code == 2
    assert "load 4 has already taken its place" in found.stderr


@pytest.mark.thorough
def test_the_order_of_separate_extracts_changes_no_count(stored_areas, tmp_path):
    """Three months in all six orders."""
    import shutil

    months = [
        extract(tmp_path, *[row(10 * at + n, area=n) for n in (1, 2, 3)], name=f"{at}.csv")
        for at in (1, 2, 3)
    ]
    found = set()
    for at, order in enumerate(itertools.permutations(months)):
        hotspots = Hotspots(tmp_path / f"{at}.duckdb")
        shutil.copy(stored_areas, hotspots.store)
        for month in order:
            hotspots.done(*INCIDENTS, month)
        found.add(tuple(places(hotspots)))
    assert len(found) == 1
    assert len(found.pop()) == 9


def test_areas_that_come_later_place_what_is_stored(hotspots, layers, tmp_path):
    """The same places as when the areas are there first, points on borders included."""
    rows = [row(number, area=number) for number in (1, 2, 3)]
    rows += ["4;01-02-2024;;724100;6175050", "5;01-02-2024;;;", "6;01-02-2024;;724900;6175050"]
    points = extract(tmp_path, *rows)
    first = layers.write([(at + 1, f"Navn {at}", square(at)) for at in range(3)])
    hotspots.done("load", "areas", first, "--set", "by")
    hotspots.done(*INCIDENTS, points)
    later = Hotspots(tmp_path / "later.duckdb")
    later.done(*INCIDENTS, points)
    said = later.done("load", "areas", first, "--set", "by").stderr
    assert "Placed 4 of 5 stored incidents in 'by'." in said
    expected = [("1", "1"), ("2", "2"), ("3", "3"), ("4", "1"), ("5", None), ("6", None)]
    assert places(later) == places(hotspots) == expected


def test_incidents_without_a_place_are_counted_as_unplaced(three_areas, tmp_path):
    """A file without any coordinates, and one with some: what has no place is not outside."""
    none = extract(tmp_path, "1;01-02-2024;;;", "2;01-02-2024;;;")
    found = three_areas.done(*INCIDENTS, none)
    assert "2 incidents have no place; they count for the city alone." in found.stderr
    assert "outside its areas" not in found.stderr
    some = extract(tmp_path, "3;01-02-2024;;;", row(4), name="b.csv")
    said = three_areas.done(*INCIDENTS, some).stderr
    assert "1 incident has no place" in said
    assert "outside its areas" not in said


def test_codes_become_categories(three_areas, tmp_path):
    """A table from offence codes to the words that are shown; others stay as they are."""
    codes = extract(tmp_path, "0101;Vold", "A2;Røveri", name="koder.csv", header="kode;kategori")
    path = extract(tmp_path, row(1, "0101"), row(2, "a2"), row(3, "9"))
    found = three_areas.done(*INCIDENTS, path, "--categories", codes)
    assert "koder.csv: 2 codes" in found.stderr
    assert three_areas.query(STORED) == [("1", "Vold"), ("2", "Røveri"), ("3", "9")]


def test_columns_can_be_named_shared_and_fixed(three_areas, tmp_path):
    """--map for foreign headings, one column for two fields, --fixed for what the file lacks."""
    path = extract(tmp_path, "A7;01-02-2024;724050;6175050", header="nr;hvornår;e;n")
    three_areas.done(
        *(*INCIDENTS, path, "--map", "id=nr", "--map", "occurred=hvornår"),
        *("--map", "reported=hvornår", "--map", "x=e", "--map", "y=N", "--fixed", "category=hærv"),
    )
    rows = three_areas.query(
        "select incident_id, occurred_on::text, reported::date::text, category from incident"
    )
    assert rows == [("A7", "2024-02-01", "2024-02-01", "hærv")]


def test_times_with_an_offset_are_brought_to_the_zone(three_areas, tmp_path):
    """23:30 in Greenwich in summer is 01:30 the next day in Copenhagen."""
    path = extract(tmp_path, "1,2024-07-01T23:30:00Z,724050,6175050", header="id,occurred,x,y")
    three_areas.done(*INCIDENTS, path)
    assert three_areas.query("select occurred_from::text from incident") == [
        ("2024-07-02 01:30:00",)
    ]


def test_counts_of_the_command_agree_with_the_rows(three_areas, tmp_path):
    """3 in area 1, 1 in area 2: the city's 4; 1 outside and none without a place."""
    rows = [row(1), row(2), row(3), row(4, area=2), "5;01-02-2024;;724900;6175050"]
    earlier = [row(10 + at, day="01-02-2023") for at in range(2)]
    three_areas.done(*INCIDENTS, extract(tmp_path, *rows, *earlier))
    answer = three_areas.done(
        "incidents", "--baseline", "2023", "--year", "2024", "--format", "json"
    )
    counts = {one["area"]: one["n"] for one in json.loads(answer.stdout)["rows"]}
    assert counts == {"*": 4, "outside": 1, "-": 0, "1": 3, "2": 1, "3": 0}
