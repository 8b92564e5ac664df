"""Ids and codes that a program kept as decimal numbers: whole ones stay, lost digits are told."""

import geopandas
import pyarrow as pa
import pytest
from pyarrow import parquet

from hotspots.sources.values.lost_digits import number_texts
from tests.conftest import square
from tests.loads.test_load_bad_files import refused

INCIDENTS = ("load", "incidents")
LOST = 202400000000000001.0
IDS = "select incident_id from incident order by all"


def test_whole_numbers_as_text():
    numbers = pa.array([1e14, 12.0, 0.5, None, 6175100.0])
    assert number_texts(numbers).to_pylist() == ["100000000000000", "12", "0.5", None, "6175100"]
    assert number_texts(pa.array([1.0, None])).to_pylist() == ["1", None]
    ids = number_texts(pa.array([LOST, 7.0]), of_ids=True).to_pylist()
    assert ids == ["2.024E+17", "7"]


def test_numbers_of_32_bits_lose_digits_sooner():
    numbers = pa.array([16777217.0, 16777215.0], pa.float32())
    assert number_texts(numbers).to_pylist() == ["16777216", "16777215"]
    assert number_texts(numbers, of_ids=True).to_pylist() == ["1.677722E+07", "16777215"]


def of_parquet(folder, ids):
    columns = {"sagsnr": ids, "dato": ["01-02-2024"] * len(ids), "kategori": ["Vold"] * len(ids),
               "x": [724050.0] * len(ids), "y": [6175050.0] * len(ids)}  # fmt: skip
    parquet.write_table(pa.table(columns), folder / "a.parquet")
    return folder / "a.parquet"


def of_layer(folder, ids):
    frame = geopandas.GeoDataFrame(
        {"sagsnr": ids, "dato": ["01-02-2024"] * len(ids), "kategori": ["Vold"] * len(ids)},
        geometry=geopandas.points_from_xy([724050] * len(ids), [6175050] * len(ids)),
        crs="EPSG:25832",
    )
    frame.to_file(folder / "a.gpkg", driver="GPKG")
    return folder / "a.gpkg"


@pytest.mark.parametrize("written", [of_parquet, of_layer])
def test_ids_of_decimal_numbers(three_areas, tmp_path, written):
    """They were stored as 2.024e+17, or the load asked what a row is."""
    path = written(tmp_path, [LOST, LOST + 32, 3.0])
    sentence = refused(three_areas, INCIDENTS, path)
    assert "'sagsnr' holds '2.024E+17'" in sentence
    assert "--ignore sagsnr --no-ids --rows incidents" in sentence
    three_areas.done(*INCIDENTS, written(tmp_path, [1234567890123456.0, 12.0]))
    assert three_areas.query(IDS) == [("12",), ("1234567890123456",)]


def test_codes_of_areas_of_decimal_numbers(three_areas, tmp_path):
    frame = geopandas.GeoDataFrame(
        {"nr": [LOST, LOST + 64], "navn": ["Nord", "Syd"]},
        geometry=[square(0), square(1)],
        crs="EPSG:25832",
    )
    frame.to_file(tmp_path / "a.gpkg", driver="GPKG")
    areas = ("load", "areas", "--set", "s")
    sentence = refused(three_areas, areas, tmp_path / "a.gpkg")
    assert "'nr' holds '2.024E+17'" in sentence
    assert "--map code=FIELD" in sentence
    three_areas.done(*areas, tmp_path / "a.gpkg", "--map", "code=navn")
