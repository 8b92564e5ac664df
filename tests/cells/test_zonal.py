"""``zonal``: any raster summarised by area, borders exactly, and files that are refused."""

import json

import numpy as np
import pytest
import rasterio
import shapely

from hotspots.sources.layers import crs as systems
from hotspots.workflows.cells.zonal import ZonalQuestion, zonal
from tests.small_city import SOUTH_M, WEST_M, City

NORTH_M = SOUTH_M + 1000


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return three squares of 1 km side by side."""
    made = City(tmp_path_factory.mktemp("zonal"))
    made.areas(["Nord", "Midt", "Syd"])
    return made


def raster(city, values, *, name="r.tif", side_m=100, west=WEST_M, north=NORTH_M, **about):
    """Write a GeoTIFF of bands, rows or one value per cell."""
    bands = np.atleast_3d(np.asarray(values, dtype=float).T).T
    about = {"crs": "EPSG:25832", "nodata": -1, "dtype": "float32"} | about
    path = city.folder / name
    place = rasterio.Affine(side_m, 0, west, 0, -side_m, north)
    with rasterio.open(path, "w", driver="GTiff", count=len(bands), height=bands.shape[1],
                       width=bands.shape[2], transform=place, **about) as target:  # fmt: skip
        target.write(bands.astype(about["dtype"]))
    return path


def rows(city, path, *options):
    """Return the rows by area."""
    return {row["area"]: row for row in city.ask("zonal", path, *options)["rows"]}


def test_cells_along_a_border_by_hand(city):
    """Cells of 400 m, the third of which lies half in either area: 1, 2, 3 from the west."""
    values = np.tile([1.0, 2.0, 3.0, 4.0, 5.0], (3, 1))
    found = rows(city, raster(city, values, side_m=400, north=SOUTH_M + 1200))
    # 1 km is 2.5 cells high: per column 2.5, 2.5 and 1.25 cells of 1, 2 and 3
    assert found["1"] == {
        "area": "1", "name": "Nord", "mean": pytest.approx((2.5 + 5 + 3.75) / 6.25),
        "min": 1, "max": 3, "sum": pytest.approx(11.25), "n_cells": pytest.approx(6.25),
        "share_nodata": 0,
    }  # fmt: skip
    assert found["2"]["sum"] == pytest.approx(1.25 * 3 + 2.5 * 4 + 2.5 * 5)
    assert (found["3"]["mean"], found["3"]["n_cells"], found["3"]["share_nodata"]) == (None, 0, 1)


@pytest.mark.parametrize("epsg", [25832, 25833, 32632, 3857])
def test_the_mean_of_a_constant_is_the_constant(city, epsg):
    """In any metric CRS, whatever cells the borders cut, the areas are brought there."""
    west, south, east, north = systems.transformer("EPSG:25832", f"EPSG:{epsg}").transform_bounds(
        WEST_M - 500, SOUTH_M - 500, WEST_M + 3500, NORTH_M + 500
    )
    shape = (int((north - south) / 37) + 1, int((east - west) / 37) + 1)
    path = raster(city, np.full(shape, 7.3), side_m=37, west=west, north=north,
                  crs=f"EPSG:{epsg}", dtype="float64")  # fmt: skip
    answer = city.ask("zonal", path)
    for row in answer["rows"]:
        assert (row["mean"], row["min"], row["max"]) == (7.3, 7.3, 7.3)
        assert row["share_nodata"] == 0
        assert row["sum"] == pytest.approx(7.3 * row["n_cells"])
    assert answer["settings"]["raster_crs"] == f"EPSG:{epsg}"
    assert any("koordinatsystem" in note for note in answer["notes"]) == (epsg != 25832)
    if epsg != 3857:
        assert row["n_cells"] == pytest.approx(1e6 / 37**2, rel=1e-3)


def test_every_cell_belongs_to_the_areas_by_its_parts(city):
    """The sums of all areas are the sum of the raster, which they fill together."""
    values = np.random.default_rng(8).uniform(0, 9, (20, 60)).astype("float32")
    found = rows(city, raster(city, values, side_m=50))
    assert sum(row["sum"] for row in found.values()) == pytest.approx(
        values.astype(float).sum(), rel=1e-9
    )
    assert sum(row["n_cells"] for row in found.values()) == pytest.approx(1200)
    middle = values[:, 20:40]
    assert found["2"]["mean"] == pytest.approx(middle.mean(), rel=1e-6)
    assert (found["2"]["min"], found["2"]["max"]) == (
        pytest.approx(middle.min()), pytest.approx(middle.max()),
    )  # fmt: skip


def test_missing_values_are_left_out_and_counted(city):
    """A quarter of Nord has no value (nodata and NaN alike); no zero takes their place."""
    values = np.full((10, 30), 6.0)
    values[:5, :3], values[:5, 3:5] = -1, np.nan
    answer = city.ask("zonal", raster(city, values))
    found = {row["area"]: row for row in answer["rows"]}
    assert (found["1"]["mean"], found["1"]["sum"], found["1"]["n_cells"]) == (6, 450, 75)
    assert found["1"]["share_nodata"] == pytest.approx(0.25)
    assert found["2"]["share_nodata"] == 0
    assert any("I ét område mangler der værdier" in note for note in answer["notes"])


def test_the_sum_of_a_density_is_the_number_of_points(city, tmp_path):
    """Away from borders: surface times cell area over the areas gives back what is in them."""
    made = City(tmp_path)
    made.areas(["Nord", "Midt"])
    lines = [f"{at};01-01-2020;{WEST_M + 500 + at % 7};{SOUTH_M + 500}" for at in range(30)]
    lines += [f"{100 + at};01-01-2020;{WEST_M + 1490};{SOUTH_M + 520}" for at in range(12)]
    path = made.write("h.csv", "Sagsnr;Dato;X;Y\n" + "\n".join(lines) + "\n")
    made.run("load", "incidents", path, "--synthetic")
    surface = made.folder / "s.tif"
    made.run("surface", "-o", surface)
    answer = made.ask("zonal", surface)
    sums = [row["sum"] * 0.0025 for row in answer["rows"]]
    assert sums == [pytest.approx(30, rel=0.01), pytest.approx(12, rel=0.01)]
    assert answer["settings"]["unit"] == "incidents per km2"
    assert answer["settings"]["raster_about"]["kernel"] == "quartic"
    assert "Syntetiske data: tallene er ikke virkelige." in answer["notes"]


def test_bands_scales_and_units(city):
    """The band is named where there are several; a stated scale and offset are applied."""
    path = raster(city, np.stack([np.full((10, 30), 1.0), np.full((10, 30), 20.0)]))
    with rasterio.open(path, "r+") as target:
        target.scales, target.offsets = (1, 0.1), (0, 5)
        target.set_band_unit(2, "lux")
    assert "which of its 2 bands" in city.run("zonal", path, expect=2).stderr
    assert "no band 3; it has 2" in city.run("zonal", path, "--band", 3, expect=2).stderr
    answer = city.ask("zonal", path, "--band", 2)
    assert answer["rows"][0]["mean"] == 7
    told = answer["settings"]
    assert (told["band"], told["unit"], told["raster"]) == (2, "lux", "r.tif")
    assert len(told["raster_sha256"]) == 64


def test_all_formats_work(city):
    path = raster(city, np.ones((10, 30)))
    for ending in ("csv", "json", "xlsx", "gpkg", "geojson", "parquet"):
        city.run("zonal", path, "-o", city.folder / f"zoner.{ending}")
    layer = json.loads((city.folder / "zoner.geojson").read_text(encoding="utf-8"))
    assert [one["properties"]["name"] for one in layer["features"]] == ["Nord", "Midt", "Syd"]
    assert shapely.from_geojson(json.dumps(layer["features"][0]["geometry"])).is_valid


def test_an_ascii_grid_needs_its_crs(city):
    """Nothing beside the file is read, so that the hash covers all of it."""
    head = f"ncols 3\nnrows 1\nxllcorner {WEST_M}\nyllcorner {SOUTH_M}\ncellsize 1000\n"
    path = city.write("folk.asc", head + "NODATA_value -9\n5 -9 7\n")
    (city.folder / "folk.prj").write_text("nonsense")
    said = city.run("zonal", path, expect=4).stderr
    assert "does not say its coordinate system. Name it with --crs" in said
    found = rows(city, path, "--crs", "EPSG:25832")
    assert [found[code]["sum"] for code in "123"] == [5, None, 7]


def test_a_crs_that_contradicts_the_file_is_refused(city):
    path = raster(city, np.ones((10, 30)))
    assert "Leave --crs" in city.run("zonal", path, "--crs", "EPSG:25833", expect=2).stderr
    city.run("zonal", path, "--crs", "EPSG:25832")


def test_degrees_are_refused(city):
    path = raster(city, np.ones((10, 30)), side_m=0.01, west=12, north=56, crs="EPSG:4326")
    said = city.run("zonal", path, expect=4).stderr
    assert "is in longitude/latitude, not in metres" in " ".join(said.split())


def test_files_that_are_no_raster_are_refused(city):
    """A VRT that names another file, an address, text, an empty file, half a GeoTIFF."""
    inner = raster(city, np.ones((10, 30)), name="hemmelig.tif")
    vrt = (
        '<VRTDataset rasterXSize="30" rasterYSize="10"><VRTRasterBand dataType="Float32" band="1">'
        f"<SimpleSource><SourceFilename>{inner}</SourceFilename></SimpleSource>"
        "</VRTRasterBand></VRTDataset>"
    )
    for name in ("lokke.vrt", "lokke.tif"):
        said = city.run("zonal", city.write(name, vrt), expect=4).stderr
        assert "neither a GeoTIFF nor an ASCII grid" in said
    for address in ("https://example.org/r.tif", "/vsicurl/https://example.org/r.tif"):
        assert "not an address" in city.run("zonal", address, expect=4).stderr
    assert "empty (0 bytes)" in city.run("zonal", city.write("tom.tif", ""), expect=4).stderr
    assert "there is no such file" in city.run("zonal", "mangler.tif", expect=4).stderr
    half = city.folder / "halv.tif"
    half.write_bytes(raster(city, np.random.default_rng(1).random((10, 30))).read_bytes()[:-600])
    assert "cannot be read" in city.run("zonal", half, expect=4).stderr


@pytest.mark.filterwarnings("ignore:The given matrix is equal to Affine.identity")
def test_a_turned_raster_and_one_without_a_place_are_refused(city):
    path = city.folder / "skaev.tif"
    for place in (rasterio.Affine(10, 3, WEST_M, 3, -10, NORTH_M), rasterio.Affine.identity()):
        with rasterio.open(path, "w", driver="GTiff", count=1, height=2, width=2, dtype="uint8",
                           crs="EPSG:25832", transform=place) as target:  # fmt: skip
            target.write(np.ones((1, 2, 2), dtype="uint8"))
        assert "says no place, or is turned" in city.run("zonal", path, expect=4).stderr


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ncols 2\nnrows 2\nxllcorner 720000\nyllcorner 6170000\ncellsize 500\na b\nc d\n",
         "holds 'a', which is no number"),
        ("ncols 2\nnrows 2\nxllcorner nan\nyllcorner 6170000\ncellsize 500\n1 2\n3 4\n",
         "says no place"),
    ],
)  # fmt: skip
def test_an_ascii_grid_of_something_else_is_refused(city, text, why):
    """GDAL reads a word as 0 and 1,5 as 1; a figure made of that is none."""
    path = city.write("forkert.asc", text)
    said = city.run("zonal", path, "--crs", "EPSG:25832", expect=4).stderr
    assert why in said


def test_an_ascii_grid_may_write_numbers_in_any_way(city):
    """A power of ten, a sign, nan and blanks at the end are all as the format has them."""
    head = "ncols 2\nnrows 2\nxllcorner 720000\nyllcorner 6170000\ncellsize 500\n"
    path = city.write("tal.asc", head + "NODATA_value -9999\n 1e0 +3,0\t\n-9999 nan \n\n")
    found = rows(city, path, "--crs", "EPSG:25832")["1"]
    assert (found["mean"], found["n_cells"]) == (2.0, 2.0)


def test_cells_too_small_to_be_meant_are_refused(city):
    """Cells of a millionth of a millimetre are a wrong place in the file, not a map."""
    path = raster(city, np.ones((2, 2)), name="lille.tif", side_m=1e-9)
    said = city.run("zonal", path, expect=4).stderr
    assert "lille.tif: its cells are 1e-09 by 1e-09 m" in said


def test_too_many_cells_names_the_file(city, monkeypatch):
    """The sentence says which raster is too fine."""
    monkeypatch.setattr("hotspots.analysis.space.zonal.MOST_CELLS", 3)
    said = city.run("zonal", raster(city, np.ones((10, 10)), name="fin.tif"), expect=4).stderr
    assert "fin.tif" in said


def test_long_work_says_how_far_it_is(city):
    """Each area is a step: a fine raster takes seconds for every one."""
    steps = []
    path = raster(city, np.ones((10, 10)), name="skridt.tif")
    zonal(city.store, ZonalQuestion(path), lambda _: None, lambda *step: steps.append(step))
    assert steps == [("areas", 1), ("areas", 2), ("areas", 3)]
