"""What would hold the machine up is refused in a sentence; one value widens every bound."""

import re
import zipfile
from pathlib import Path

import numpy as np
import pytest

from hotspots.sources.values import bounds
from hotspots.sources.values.bounds import Bound
from tests.conftest import square
from tests.hostile.oversized import rows_that_are_alike, sheet_with_a_stray_cell, wide
from tests.loads.test_load_bad_files import refused

AREAS = ("load", "areas", "--set", "s")
INDEX = ("load", "index", "--set", "by")
INCIDENTS = ("load", "incidents", "--dialect", "dk")
DOCS = Path(__file__).parents[2] / "docs" / "reference" / "formats.md"


@pytest.mark.parametrize("command", [INDEX, INCIDENTS])
def test_a_stray_cell_at_the_end_of_a_sheet(hotspots, tmp_path, command):
    """Room for a million rows was made, of which two were used: refused, and where it lies."""
    path = sheet_with_a_stray_cell(tmp_path / "s.xlsx")
    assert "D1048576, far from the others" in refused(hotspots, command, path)


@pytest.mark.parametrize("command", [INDEX, INCIDENTS])
def test_more_columns_than_a_sheet_can_have(hotspots, tmp_path, command):
    """Columns are what is too many, in every load; a table of one row has no lack of rows."""
    path = wide(tmp_path / "w.csv", 20_000, "k{}")
    sentence = refused(hotspots, command, path)
    assert "more than 16,384 columns" in sentence
    assert "HOTSPOTS_BOUNDS=10" in sentence


def test_a_header_of_many_letters_is_read(hotspots, tmp_path):
    """Five thousand headings of sixty letters: it was said that no row stands below them.

    The work grows with the columns, no longer with their square.
    """
    hotspots.done(*INCIDENTS, wide(tmp_path / "w.csv", 5_000, "k{:059d}"), "--crs", "EPSG:25832")
    assert hotspots.counts(1) == (1, 1, 0)


def test_a_few_rows_that_are_written_two_million_times(hotspots, tmp_path):
    """The footer says how many rows there are, and the file how much room they take."""
    path = rows_that_are_alike(tmp_path / "p.parquet", 2_000_000)
    assert path.stat().st_size < 100_000
    said = "more than 1,000,000 rows in a file that is too small for them"
    assert said in refused(hotspots, INCIDENTS, path)


def test_areas_that_all_lie_over_each_other(hotspots, layers):
    """1,001 squares on one spot are a million pairs, each counted twice and each beside itself."""
    areas = [(number, f"A{number}", square(0)) for number in range(1_001)]
    assert "more than 1,000,000 pairs of areas" in refused(hotspots, AREAS, layers.write(areas))


def grid(path):
    """Write a GeoTIFF of 20 by 10 cells of 10 m over two areas."""
    import rasterio

    kind = {"driver": "GTiff", "width": 20, "height": 10, "count": 1, "dtype": "float32",
            "crs": "EPSG:25832",
            "transform": rasterio.Affine(10, 0, 724_000, 0, -10, 6_175_100)}  # fmt: skip
    with rasterio.open(path, "w", **kind) as band:
        band.write(np.ones((1, 10, 20), "float32"))
    return path


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("FILE", 100),
        ("FEATURES", 1),
        ("AREAS", 1),
        ("VERTICES", 9),
        ("VERTICES_OF_OVERLAPS", 30),
        ("LAYERS", 0),
        ("COLUMNS", 1),
    ],
)
def test_bounds_of_layers(hotspots, layers, monkeypatch, name, most):
    """Two squares of five vertices and two fields each, where one less would be the most."""
    path = layers.write([(1, "Nord", square(0)), (2, "Syd", square(1))])
    monkeypatch.setattr(bounds, name, Bound(most, getattr(bounds, name).counted))
    said = f"more than {most:,} {getattr(bounds, name).counted}, which no extract of a city has"
    assert said in refused(hotspots, AREAS, path)
    monkeypatch.setenv("HOTSPOTS_BOUNDS", "1000")
    if most:
        hotspots.done(*AREAS, path)


@pytest.mark.parametrize(
    ("name", "most", "file"), [("TEXT_TABLE", 90, "t.csv"), ("TABLE_CELLS", 9, "t.csv")]
)
def test_bounds_of_tables(three_areas, tmp_path, monkeypatch, name, most, file):
    """A table of two rows of five columns."""
    path = tmp_path / file
    path.write_text("Område;År;Indikator;Procent;Antal svar\nNord;2020;utryg_nabolag;10,0;300\n"
                    "Syd;2020;utryg_nabolag;12,0;300\n", encoding="utf-8")  # fmt: skip
    monkeypatch.setattr(bounds, name, Bound(most, getattr(bounds, name).counted))
    said = f"more than {most:,} {getattr(bounds, name).counted}"
    assert said in refused(three_areas, INDEX, path)


@pytest.mark.parametrize(("name", "most"), [("ROWS", 3), ("COLUMNS", 3)])
def test_bounds_of_parquet(hotspots, tmp_path, monkeypatch, name, most):
    """Four rows of four columns."""
    path = rows_that_are_alike(tmp_path / "p.parquet", 4)
    monkeypatch.setattr(bounds, name, Bound(most, getattr(bounds, name).counted))
    assert f"more than {most} {getattr(bounds, name).counted}" in refused(
        hotspots, INCIDENTS, path
    )


def test_the_bound_of_rasters(three_areas, tmp_path, monkeypatch):
    """200 cells, where 199 were the most."""
    monkeypatch.setattr(bounds, "RASTER_CELLS", Bound(199, bounds.RASTER_CELLS.counted))
    assert "more than 199 cells" in three_areas.run("zonal", grid(tmp_path / "r.tif")).stderr


def test_one_value_widens_the_bounds_of_archives(hotspots, layers, tmp_path, monkeypatch):
    """201 entries are one too many; with bounds ten times as wide the layer among them is read."""
    layer = layers.write([(1, "Nord", square(0))])
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(layer, layer.name)
        for number in range(200):
            archive.writestr(f"{number}.txt", "")
    assert "201 entries in the archive, at most 200" in refused(hotspots, AREAS, path)
    monkeypatch.setenv("HOTSPOTS_BOUNDS", "10")
    hotspots.done(*AREAS, path)


@pytest.mark.parametrize("value", ["0", "x10", "1.5", "-1", "1001", "9" * 5_000, "²"])
def test_a_value_that_widens_nothing(hotspots, layers, monkeypatch, value):
    """Exit code 2, and the sentence says what would be right."""
    path = layers.write([(1, "Nord", square(0))])
    monkeypatch.setenv("HOTSPOTS_BOUNDS", value)
    assert "give a whole number from 1 to 1000; the bounds" in refused(
        hotspots, AREAS, path, code=2
    )


def test_the_docs_state_every_bound():
    """Each bound stands in its table with its number."""
    section = DOCS.read_text(encoding="utf-8").split("### Bounds")[1].split("\n#")[0]
    stated = {int(text.replace(",", "")) for text in re.findall(r"\| ([\d,]+) \|", section)}
    values = [value for value in vars(bounds).values() if isinstance(value, Bound)]
    assert {value.most for value in values} == stated
