"""Where the places of a layer or an extract lie: in their system, and the right way round."""

import math
import struct

import geopandas
import pyarrow as pa
import pytest
import shapely
from pyarrow import parquet

from hotspots.errors import InputProblem
from hotspots.sources.layers import crs as systems
from tests.conftest import EAST_M, NORTH_M, square

AREAS = ("load", "areas", "--set", "s")
INCIDENTS = ("load", "incidents", "--crs", "EPSG:25832")
OUTSIDE = "the coordinates are outside their coordinate system"


def refused(hotspots, *arguments):
    """Return the one sentence with which a load is refused; nothing is stored."""
    before = hotspots.contents()
    found = hotspots.run(*arguments)
    assert found.exit_code == 4, found.output
    assert hotspots.contents() == before
    return found.stderr.strip().splitlines()[-1]


def extract(folder, *places):
    rows = [f"A{at},2024-02-{at + 1:02},{x},{y}\n" for at, (x, y) in enumerate(places, start=1)]
    path = folder / "i.csv"
    path.write_text("id,dato,x,y\n" + "".join(rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("crs", "x", "y", "lies"),
    [
        ("EPSG:25832", 724_000, 6_175_000, True),  # Copenhagen, outside zone 32 itself
        ("EPSG:25832", 875_000, 6_120_000, True),  # Bornholm
        ("EPSG:25832", 7_240_000, 61_750_000, False),
        ("EPSG:25832", 6_175_000, 724_000, False),
        ("EPSG:25832", math.nan, 6_175_000, False),
        ("EPSG:25832", math.inf, 6_175_000, False),
        ("EPSG:4326", 12.5, 55.7, True),
        ("EPSG:4326", 724_000, 6_175_000, False),
        ("EPSG:3857", 1_400_000, 7_490_000, True),
        ("EPSG:3857", 1e15, 7_490_000, False),
    ],
)
def test_where_a_system_is_used(crs, x, y, lies):
    assert bool(systems.extent(systems.parse(crs)).holds(x, y)) is lies


@pytest.mark.parametrize("text", ["EPSG:5799", "EPSG:4936"])
def test_a_system_without_places_on_a_map_is_refused(text):
    with pytest.raises(InputProblem, match="a system of heights or another one"):
        systems.parse(text)


def test_a_system_with_heights_is_taken_for_its_places():
    assert systems.parse("EPSG:7416") == systems.parse("EPSG:25832")


@pytest.mark.parametrize(
    ("crs", "says"),
    [
        ("EPSG:4326", "lie outside their coordinate system, longitude/latitude"),
        ("EPSG:5799", "this is a system of heights"),
    ],
)
def test_metres_under_a_system_of_something_else(hotspots, tmp_path, crs, says):
    """Areas without a system of their own, and incidents: one sentence, nothing stored."""
    layer = geopandas.GeoDataFrame({"nr": ["1"]}, geometry=[square(0)])
    layer.to_parquet(tmp_path / "a.parquet")
    assert says in refused(hotspots, *AREAS, tmp_path / "a.parquet", "--crs", crs)
    path = extract(tmp_path, (EAST_M, NORTH_M))
    assert says in refused(hotspots, "load", "incidents", path, "--crs", crs)


def test_two_of_three_points_ten_times_too_large_choose_no_system(hotspots, tmp_path):
    """The store measures where the third lies; the two are rejected by row."""
    path = extract(
        tmp_path, (EAST_M * 10, NORTH_M * 10), (EAST_M * 10, NORTH_M * 10), (EAST_M, NORTH_M)
    )
    said = hotspots.done(*INCIDENTS, path).stderr
    assert "This store measures in EPSG:25832" in said
    assert hotspots.rejects() == [
        (1, "x", "7240000, 61750000", OUTSIDE),
        (2, "x", "7240000, 61750000", OUTSIDE),
    ]
    assert hotspots.query("select incident_id, x_m from incident") == [("A3", 724_000)]


def test_a_number_too_large_is_no_missing_place(hotspots, tmp_path):
    """1e400 is rejected, also where no row of the file has a place."""
    path = extract(tmp_path, ("1e400", NORTH_M), (EAST_M, NORTH_M))
    hotspots.done(*INCIDENTS, path)
    assert hotspots.rejects() == [(1, "x", "inf, 6175000", OUTSIDE)]
    path = extract(tmp_path, ("1e400", "1e400"))
    refused(hotspots, *INCIDENTS, path)


def test_x_and_y_in_each_others_place_are_said_as_such(three_areas, tmp_path):
    path = extract(tmp_path, (NORTH_M, EAST_M), (EAST_M, NORTH_M))
    three_areas.done(*INCIDENTS, path)
    reason = "the coordinates fall into place when x and y change places"
    assert three_areas.rejects(2) == [(1, "x", "6175000, 724000", reason)]


@pytest.mark.parametrize(
    ("west", "south", "crs"), [(55.7, 12.5, None), (NORTH_M, EAST_M, "EPSG:25832")]
)
def test_areas_right_only_with_x_and_y_changed_are_refused(hotspots, layers, west, south, crs):
    """As longitude and latitude they lie in Oman, as metres nowhere."""
    area = shapely.box(west, south, west + 0.01, south + 0.01)
    sentence = refused(hotspots, *AREAS, layers.write([(1, "Nord", area)], crs=crs))
    assert "fall into place when x and y change places" in sentence
    assert "Swap X and Y coordinates" in sentence


def test_a_store_elsewhere_knows_its_own_place(hotspots, layers):
    """Chicago's areas the wrong way round, beside others of Chicago."""
    right = shapely.box(-87.7, 41.8, -87.6, 41.9)
    wrong = shapely.box(41.8, -87.7, 41.9, -87.6)
    hotspots.done(*AREAS, layers.write([(1, "Loop", right)], crs=None))
    path = layers.write([(1, "Loop", wrong)], "b.geojson", crs=None)
    assert "change places" in refused(hotspots, "load", "areas", "--set", "t", path)


def test_areas_abroad_are_loaded(hotspots, layers):
    """What lies in Oman lies there, if it does not lie in Denmark the other way round."""
    area = shapely.box(57.5, 22.5, 57.6, 22.6)
    said = hotspots.done(*AREAS, layers.write([(1, "Ibra", area)], crs=None)).stderr
    assert "EPSG:32640" in said


RING = [(x, y) for x, y in square(1).exterior.coords]


def polygon(*rings, z=(), kind=3):
    """Return a polygon as WKB, whatever its rings hold."""
    code = {0: 0, 1: 1000, 2: 3000}[len(z)]
    head = struct.pack("<BII", 1, kind + code, len(rings))
    return head + b"".join(
        struct.pack("<I", len(ring))
        + b"".join(struct.pack(f"<{2 + len(z)}d", *point, *z) for point in ring)
        for ring in rings
    )


NAN, INF = math.nan, math.inf
OUTLINES = {
    "null": (None, 3),
    "empty": (polygon(), 3),
    "a ring without points": (polygon([]), 3),
    "all the same point": (polygon([RING[0]] * 5), 3),
    "NaN": (polygon([RING[0], (NAN, NORTH_M), *RING[2:]]), 3),
    "infinite": (polygon([RING[0], (INF, -INF), *RING[2:]]), 3),
    "1e15": (polygon([RING[0], (1e15, NORTH_M), *RING[2:]]), 3),
    "1e308": (polygon([(1e308, 1e308), (1.1e308, 1e308), (1e308, 1.1e308), (1e308, 1e308)]), 3),
    "self-crossing": (polygon([RING[0], RING[2], RING[1], RING[3], RING[0]]), 4),
    "with heights": (polygon(RING, z=(5.0,)), 4),
    "with heights and measures": (polygon(RING, z=(5.0, 6.0)), 4),
    "heights that are none": (polygon(RING, z=(NAN,)), 4),
    "a collection": (struct.pack("<BII", 1, 7, 1) + polygon(RING), 4),
    "a collection in space": (
        struct.pack("<BII", 1, 1007, 2)
        + polygon(RING, z=(5.0,))
        + struct.pack("<BI3d", 1, 1001, *RING[0], 3.0),
        4,
    ),
    "an empty collection": (struct.pack("<BII", 1, 7, 0), 3),
    "a collection of lines": (
        struct.pack("<BII", 1, 7, 1) + struct.pack("<BII4d", 1, 2, 2, *RING[0], *RING[1]),
        3,
    ),
}


@pytest.mark.part(3)
@pytest.mark.parametrize("outline", OUTLINES)
def test_an_odd_outline_is_read_or_its_row_rejected(hotspots, tmp_path, outline):
    """Beside three good ones; rows in are rows stored and rejected."""
    wkb, stored = OUTLINES[outline]
    shapes = [square(0), square(2), square(3)]
    frame = geopandas.GeoDataFrame(
        {"nr": ["1", "2", "3", "4"]}, geometry=[*shapes, square(1)], crs="EPSG:25832"
    )
    frame.to_parquet(tmp_path / "whole.parquet")
    table = parquet.read_table(tmp_path / "whole.parquet")
    geometry = [*table["geometry"].to_pylist()[:3], wkb]
    table = table.set_column(1, table.schema.field("geometry"), pa.array(geometry, pa.binary()))
    parquet.write_table(table, tmp_path / "a.parquet")
    hotspots.done(*AREAS, tmp_path / "a.parquet")
    assert hotspots.counts(1) == (4, stored, 4 - stored)
    assert [row for row, *_ in hotspots.rejects()] == [4] * (4 - stored)


def test_a_layer_of_which_most_lies_nowhere_is_refused(hotspots, layers):
    far = shapely.box(1e15, 1e15, 1.1e15, 1.1e15)
    path = layers.write([(1, "Nord", square(0)), (2, "Syd", far), (3, "Vest", far)])
    sentence = refused(hotspots, *AREAS, path)
    assert "coordinates such as 1e+15, 1e+15 lie outside their coordinate system" in sentence


def zone_32(path, label, *, west=EAST_M):
    """Write one square of zone 32 near Copenhagen, labelled as another system."""
    geometry = [shapely.box(west, NORTH_M, west + 1000, NORTH_M + 1000)]
    geopandas.GeoDataFrame({"kode": ["1"], "navn": ["Nord"]}, geometry=geometry,
                           crs=label).to_file(path)  # fmt: skip
    return path


def test_areas_far_from_all_others_are_refused(hotspots, tmp_path):
    """Their metres are of zone 32, and the layer says zone 33; the option that is named works."""
    hotspots.done(*AREAS, zone_32(tmp_path / "a.gpkg", 25832))
    wrong = zone_32(tmp_path / "b.gpkg", 25833)
    said = refused(hotspots, "load", "areas", "--set", "t", wrong)
    assert "read as EPSG:25833, the areas lie 377 km from every" in said
    assert said.endswith("They fall into place with --crs EPSG:25832.")
    hotspots.done("load", "areas", "--set", "t", wrong, "--crs", "EPSG:25832")


def test_the_first_areas_outside_their_zone_are_said(hotspots, tmp_path):
    said = hotspots.done(*AREAS, zone_32(tmp_path / "b.gpkg", 25833)).stderr
    assert "outside Denmark and where EPSG:25833 is used" in said


def test_the_first_areas_in_denmark_outside_zone_32_are_not_said(hotspots, tmp_path):
    assert "outside" not in hotspots.done(*AREAS, zone_32(tmp_path / "a.gpkg", 25832)).stderr


def test_a_stated_zone_that_is_the_wrong_one_is_named(hotspots, tmp_path):
    """Copenhagen in metres of zone 33, and --crs says zone 32."""
    hotspots.done(*AREAS, zone_32(tmp_path / "a.gpkg", 25832))
    path = extract(tmp_path, (347_500, 6_174_500), (347_600, 6_174_500))
    said = refused(hotspots, *INCIDENTS, path)
    assert said.endswith("They fall into place with --crs EPSG:25833.")
    hotspots.done("load", "incidents", "--crs", "EPSG:25833", path)


def test_a_code_of_two_names_is_refused(hotspots, tmp_path):
    """Not passed over for the names, which differ in each row."""
    layer = geopandas.GeoDataFrame({"kode": ["1", "1"], "navn": ["Nord", "Syd"]},
                                   geometry=[square(0), square(1)], crs=25832)  # fmt: skip
    layer.to_file(tmp_path / "a.gpkg")
    assert "the field 'kode' repeats 1" in refused(hotspots, *AREAS, tmp_path / "a.gpkg")
