"""Shapes of GeoParquet that hold each other: they took the program down, without a sentence."""

import struct

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.hostile.referring import areas

COLLECTION = struct.pack("<BII", 1, 7, 1)


def nested(path, depth):
    """Write areas of which the first lies in so many collections."""
    areas().to_parquet(path)
    table = parquet.read_table(path)
    at = table.schema.get_field_index("geometry")
    first, second = table.column(at).to_pylist()
    shapes = pa.array([COLLECTION * depth + first, second], pa.binary())
    changed = table.set_column(at, "geometry", shapes)
    parquet.write_table(changed.replace_schema_metadata(table.schema.metadata), path)
    return path


@pytest.mark.parametrize(("depth", "said"), [(33, "32 times"), (2_000_000, "broke off (SIG")])
def test_a_shape_in_collections_without_end_is_refused(hotspots, tmp_path, depth, said):
    """The process of the reader may fall over it; the program says so."""
    result = hotspots.run("load", "areas", nested(tmp_path / "a.parquet", depth), "--set", "a")
    assert (result.exit_code, result.stderr.count("Error:")) == (4, 1)
    assert said in result.stderr


def test_a_shape_in_a_few_collections_is_read(hotspots, tmp_path):
    """Of a collection the polygons are taken, however deep they lie."""
    hotspots.done("load", "areas", nested(tmp_path / "a.parquet", 31), "--set", "a")
