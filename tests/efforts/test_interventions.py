"""Interventions: one place to a row, dates kept as stated, areas found by code or outline."""

import gzip
import json
import zipfile

import pytest
import shapely

from hotspots.engine.store import reading
from hotspots.workflows.efforts.interventions import running, runs
from tests.conftest import EAST_M, NORTH_M, square
from tests.real_data import FOLDER, real_data

HEAD = "Indsats;Sted;Rolle;Start;Slut;Partnere;Økonomi"


def table(folder, *rows, head=HEAD, name="i.csv"):
    path = folder / name
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def in_year(hotspots, year, set_name="by"):
    with reading(hotspots.store) as store:
        return running(store, set_name, year)


def test_places_with_their_dates(three_areas, tmp_path):
    """A month begins on its first day and ends on its last; what is no day is kept as stated."""
    path = table(
        tmp_path,
        "Hotspot;Nørrebro;;2011-03;2014;politi, boligselskab;28 mio. kr.",
        "Hotspot;2;kontrol;2011-03;2014;;",
        '"Valby";3;indsats;01-02-2009;"planned 2011-01-01, ran to end of 2011";;',
        "Åben;1;;2013;;;",
    )
    said = three_areas.done("load", "interventions", path, "--set", "by").stderr
    assert "the end 'planned 2011-01-01, ran to end of 2011' is no single day" in said
    found = three_areas.query(
        "select intervention, role, area_code, cast(starts_on as text), cast(ends_on as text), "
        "dates_as_stated, partners, budget from intervention order by row_number"
    )
    assert found == [
        ("Hotspot", "treated", "1", "2011-03-01", "2014-12-31", "2011-03/2014",
         "politi, boligselskab", "28 mio. kr."),
        ("Hotspot", "comparison", "2", "2011-03-01", "2014-12-31", "2011-03/2014", None, None),
        ("Valby", "treated", "3", "2009-02-01", None,
         "01-02-2009/planned 2011-01-01, ran to end of 2011", None, None),
        ("Åben", "treated", "1", "2013-01-01", None, "2013/..", None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2008, {}),
        (2009, {"3": ("Valby",)}),
        (2010, {}),  # nobody said on which day Valby ended
        (2011, {"1": ("Hotspot",)}),
        (2014, {"1": ("Hotspot", "Åben")}),
        (2015, {"1": ("Åben",)}),
    ],
)
def test_what_ran_in_a_year(three_areas, tmp_path, year, expected):
    """Comparison areas do not count; an end that was left open is still running."""
    path = table(
        tmp_path,
        "Hotspot;1;;2011-03;2014;;",
        "Hotspot;2;kontrol;2011-03;2014;;",
        "Valby;3;;2009-02-01;slutningen af 2011;;",
        "Åben;1;;2013;;;",
    )
    three_areas.done("load", "interventions", path, "--set", "by")
    assert in_year(three_areas, year) == expected


def test_rows_that_cannot_be_stored(three_areas, tmp_path):
    """Rows in are rows stored and rejected; a row of several areas is one row of the file."""
    path = table(
        tmp_path,
        "A;1;;2011;2012;;",
        'A;"2; 3";;2011;2012;;',
        ";1;;2011;2012;;",
        "B;1;måske;2011;2012;;",
        "C;1;;2012;2011;;",
        "A;1;;2011;2012;;",
    )
    three_areas.done("load", "interventions", path, "--set", "by")
    assert three_areas.counts(2) == (6, 2, 4)
    rejects = three_areas.rejects()
    assert [(row, column) for row, column, *_ in rejects] == [
        (3, "Indsats"), (4, "Rolle"), (5, "Slut"), (6, "Sted")
    ]  # fmt: skip


PROJECTS = "Projekt;Udvalg;Mål;Budget;Start;Slut;Partnere;Område;Status;Dokumentation"


def test_every_column_of_a_project_bank_is_kept(three_areas, tmp_path):
    """An effort without a place is stored, and one of two areas is in both."""
    path = table(
        tmp_path,
        "Lys;Teknik;mål 5;10,5 mio. kr.;01-02-2009;31-12-2011;politi;Nørrebro;igang;a.invalid/b",
        "Gade;Social;mål 5;28 mio. kr.;01-03-2011;31-12-2014;;Nørrebro, Kgs. Enghave;igang;",
        "Linje;Social;mål 6;;01-01-2010;31-12-2011;;;afsluttet;",
        head=PROJECTS,
    )
    load = three_areas.done("load", "interventions", path, "--set", "by")
    assert "Not read" not in load.stderr
    assert "Gade, Nørrebro, Kgs. Enghave: read as 2 areas" in load.stderr
    assert three_areas.counts(2) == (3, 3, 0)
    assert three_areas.query(
        "select intervention, place, area_code, goal, committee, budget, status, documentation "
        "from active_intervention order by row_number, area_code"
    ) == [
        ("Lys", "Nørrebro", "1", "mål 5", "Teknik", "10,5 mio. kr.", "igang", "a.invalid/b"),
        ("Gade", "Nørrebro", "1", "mål 5", "Social", "28 mio. kr.", "igang", None),
        ("Gade", "Kgs. Enghave", "2", "mål 5", "Social", "28 mio. kr.", "igang", None),
        ("Linje", None, None, "mål 6", "Social", None, "afsluttet", None),
    ]
    assert in_year(three_areas, 2011) == {"1": ("Gade", "Lys"), "2": ("Gade",)}


@pytest.mark.parametrize(
    "place", ["1, 2", "1; 2", "Nørrebro og Kongens Enghave", "1 and 2", "1, og 2", "1 + 2"]
)
def test_a_place_that_lists_areas(three_areas, tmp_path, place):
    path = table(tmp_path, f'A;"{place}";;2011;2012;;')
    three_areas.done("load", "interventions", path, "--set", "by")
    assert in_year(three_areas, 2011) == {"1": ("A",), "2": ("A",)}


@pytest.mark.parametrize("place", ["Akacieparken, Nørrebro", "Nørrebro, hele byen"])
def test_a_list_with_a_part_that_is_no_area(three_areas, tmp_path, place):
    """An address is not taken for the district that stands behind it."""
    path = table(tmp_path, f"A;{place};;2011;2012;;")
    said = three_areas.done("load", "interventions", path, "--set", "by").stderr
    assert f"A, {place}: stored without an area." in said
    assert three_areas.query("select place, area_code from intervention") == [(place, None)]


def test_a_list_and_what_is_stored(three_areas, tmp_path):
    """Of a list the areas that are new are stored; a contradiction turns all of it away."""
    rows = ["A;1;;2011;2012;;", "B;1;;2011;2012;;", "C;1, 2;;2011;2012;;"]
    three_areas.done("load", "interventions", table(tmp_path, *rows), "--set", "by")
    later = table(
        tmp_path,
        "A;1, 2;;2011;2012;;",
        "B;1, 2;;2011;2013;;",
        "C;1, 2;;2011;2012;;",
        "D;1;;2011;2012;;",
        "D;1, 3;;2011;2012;;",
        name="j.csv",
    )
    three_areas.done("load", "interventions", later, "--set", "by")
    assert three_areas.counts(3) == (5, 2, 3)
    assert [(row, reason[:25]) for row, _, _, reason in three_areas.rejects(3)] == [
        (2, "load 2 has this place oth"),
        (3, "repeats load 2"),
        (5, "row 4 has this place of t"),
    ]
    assert in_year(three_areas, 2012) == {"1": ("A", "B", "C", "D"), "2": ("A", "C")}


def test_a_later_status_is_a_correction(three_areas, tmp_path):
    """What a later file leaves out contradicts nothing."""
    head = "Projekt;Område;Status"
    for name, row in [("i.csv", "A;1;igang"), ("j.csv", "A;1;"), ("k.csv", "A;1;afsluttet")]:
        path = table(tmp_path, row, "B;2;", head=head, name=name)
        three_areas.run("load", "interventions", path, "--set", "by")
    assert three_areas.query("select load_id, reason from reject where row_number = 1") == [
        (3, "repeats load 2"),
        (4, "load 2 has this place otherwise; say --replace 2 to correct it"),
    ]


def test_the_roles_that_the_help_names(three_areas, tmp_path):
    path = table(tmp_path, "A;1;effort;2011;2012;;", "A;2;comparison;2011;2012;;")
    three_areas.done("load", "interventions", path, "--set", "by")
    assert three_areas.query("select role from intervention order by row_number") == [
        ("treated",), ("comparison",)
    ]  # fmt: skip


def test_a_place_that_is_no_area_is_stored_and_said(three_areas, tmp_path):
    """Neither is a number of another kind of area taken for one of these."""
    path = table(
        tmp_path, "A;Akacieparken;;2011;2012;;", "B;distrikt 1;;2011;2012;;", "C;;;2011;;;"
    )
    said = three_areas.done("load", "interventions", path, "--set", "by").stderr
    assert "A, Akacieparken: stored without an area." in said
    assert "B, distrikt 1: stored without an area." in said
    assert "C: stored without an area. No place is stated." in said
    assert three_areas.query("select distinct area_code from intervention") == [(None,)]
    assert in_year(three_areas, 2011) == {}


def test_the_same_place_again(three_areas, tmp_path):
    first = table(tmp_path, "A;1;;2011;2012;;")
    three_areas.done("load", "interventions", first, "--set", "by")
    second = table(tmp_path, "A;1;;2011;2012;x;", "A;2;;2011;2012;;", name="j.csv")
    three_areas.done("load", "interventions", second, "--set", "by")
    assert three_areas.rejects(3) == [(1, None, "1", "repeats load 2")]
    third = table(tmp_path, "A;1;;2011;2013;;", name="k.csv")
    assert three_areas.run("load", "interventions", third, "--set", "by").exit_code == 4
    three_areas.done("load", "interventions", third, "--set", "by", "--replace", 2)
    assert in_year(three_areas, 2013) == {"1": ("A",)}


def test_a_set_that_is_not_there(three_areas, tmp_path):
    path = table(tmp_path, "A;1;;2011;2012;;")
    found = three_areas.run("load", "interventions", path, "--set", "andre")
    assert found.exit_code == 1
    assert "No area set 'andre'" in found.stderr


def polygons(folder, shapes):
    """Write a layer of outlines in EPSG:25832, each of an intervention of 2012."""
    crs = {"type": "name", "properties": {"name": "EPSG:25832"}}
    features = [
        {"type": "Feature", "geometry": json.loads(shapely.to_geojson(shape)),
         "properties": {"indsats": name, "sted": place, "start": 2012, "slut": "2013-06"}}
        for name, place, shape in shapes
    ]  # fmt: skip
    path = folder / "i.geojson"
    layer = {"type": "FeatureCollection", "crs": crs, "features": features}
    path.write_text(json.dumps(layer), encoding="utf-8")
    return path


def strip(west_m, east_m):
    return shapely.box(EAST_M + west_m, NORTH_M, EAST_M + east_m, NORTH_M + 100)


def test_outlines_run_in_the_areas_they_cover(three_areas, tmp_path):
    """Areas are 100 m wide; 30 m of the second and 0.5 m of the third are 30 and 0.5 per cent."""
    path = polygons(tmp_path, [("P", "Strimlen", strip(0, 130)), ("Q", None, strip(100, 200.5)),
                               ("R", None, shapely.Point(EAST_M, NORTH_M))])  # fmt: skip
    three_areas.done("load", "interventions", path)
    assert three_areas.counts(2) == (3, 2, 1)
    assert three_areas.rejects() == [(3, "geometry", None, "is not a polygon")]
    with reading(three_areas.store) as store:
        found = [(run.intervention, run.area_code, round(run.share, 6))
                 for run in runs(store, "by", 2012)]  # fmt: skip
    assert found == [("P", "1", 1.0), ("P", "2", 0.3), ("Q", "2", 1.0)]
    assert in_year(three_areas, 2013) == {"1": ("P",), "2": ("P", "Q")}
    assert in_year(three_areas, 2014) == {}


def test_the_areas_of_another_set_are_reached_by_outline(three_areas, layers, tmp_path):
    """An effort in area 1 of one division runs in the larger area that holds it."""
    large = layers.write([("V", "Vest", shapely.union_all([square(0), square(1)])),
                          ("Ø", "Øst", square(2))], name="store.geojson")  # fmt: skip
    three_areas.done("load", "areas", large, "--set", "store")
    path = table(tmp_path, "A;1;;2011;2012;;", "B;København;;2011;2012;;")
    three_areas.done("load", "interventions", path, "--set", "by")
    assert in_year(three_areas, 2011, "store") == {"*": ("B",), "V": ("A",)}
    with reading(three_areas.store) as store:
        share = [run.share for run in runs(store, "store", 2011) if run.area_code == "V"]
    assert share == [pytest.approx(0.5)]


def test_outlines_settle_the_crs_of_an_empty_store(hotspots, tmp_path):
    hotspots.done("load", "interventions", polygons(tmp_path, [("P", None, strip(0, 130))]))
    assert hotspots.query("select value from setting") == [("EPSG:25832",)]


def test_a_layer_without_a_name_is_refused(three_areas, layers):
    path = layers.write([(1, "x", square(0))], name="uden.geojson", label="tekst")
    found = three_areas.run("load", "interventions", path)
    assert found.exit_code == 4
    assert "no column for 'name'" in found.stderr


@real_data
def test_the_published_hotspots(hotspots):
    """Two in Nørrebro are found; Valby names two places in one row; the pool has no place.

    All four are kept: an effort without a place is listed too.
    """
    districts = FOLDER / "copenhagen" / "cph_distrikt35_derived.geojson"
    hotspots.done("load", "areas", districts, "--set", "districts2009")
    path = FOLDER / "published" / "hotspots.csv"
    hotspots.done("load", "interventions", path, "--set", "districts2009")
    assert hotspots.counts(2) == (4, 4, 0)
    assert in_year(hotspots, 2012, "districts2009") == {
        "12": ("Hotspot Ydre Nørrebro",), "8": ("Hotspot Indre Nørrebro",)
    }  # fmt: skip


def test_a_polygon_without_ground_is_no_outline(three_areas, tmp_path):
    """A ring that runs out and back along a line is turned away in words, not with a crash."""
    flat = shapely.Polygon([(EAST_M, NORTH_M), (EAST_M + 100, NORTH_M), (EAST_M, NORTH_M)])
    path = polygons(tmp_path, [("Flad", "Vej", flat)])
    found = three_areas.run("load", "interventions", path)
    assert found.exit_code == 4
    assert "none of its features (1) is an area" in found.stderr


@pytest.mark.parametrize("ending", ["zip", "csv.gz"])
def test_a_table_that_is_packed(three_areas, tmp_path, ending):
    """The same table is read out of a zip and a gzip file, as every other load reads one."""
    plain = table(tmp_path, "Hotspot;Nørrebro;;2011-03;2014;;")
    path = tmp_path / f"pakket.{ending}"
    if ending == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(plain, "i.csv")
    else:
        path.write_bytes(gzip.compress(plain.read_bytes()))
    three_areas.done("load", "interventions", path, "--set", "by")
    assert three_areas.query("select intervention, area_code from intervention") == [
        ("Hotspot", "1")
    ]
