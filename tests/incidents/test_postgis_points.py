"""Points as PostGIS sends them, against shapely, which writes the same bytes."""

import numpy as np
import pytest
import shapely

from hotspots.arrow import pa
from hotspots.sources.database.points import NoPointError, points


def sent(shapes, *, srid=25832, big_endian=False):
    """Return shapes as the server sends them, null where there is none."""
    numbered = shapely.set_srid(np.asarray(shapes, dtype=object), srid or 0)
    order = 0 if big_endian else 1
    written = shapely.to_wkb(numbered, include_srid=srid is not None, byte_order=order,
                             output_dimension=4)  # fmt: skip
    return pa.array(written.tolist(), pa.binary())


PLACES = [shapely.Point(724_050.25, 6_175_050), None, shapely.Point(1, 2, 3), shapely.Point(-1, 0)]


@pytest.mark.parametrize(("srid", "big_endian"), [(25832, False), (25832, True), (None, False)])
def test_points_come_back_whole_however_they_are_written(srid, big_endian):
    """Heights and the order of bytes change nothing; what is null has no place."""
    x, y, srids = points(sent(PLACES, srid=srid, big_endian=big_endian))
    assert x.to_pylist() == [724_050.25, None, 1.0, -1.0]
    assert y.to_pylist() == [6_175_050.0, None, 2.0, 0.0]
    assert srids == {srid or 0}


def test_an_empty_point_is_no_place():
    x, y, srids = points(sent([shapely.Point(), shapely.Point(3, 4)]))
    assert (x.to_pylist(), y.to_pylist(), srids) == ([None, 3.0], [None, 4.0], {25832})


def test_two_systems_are_seen():
    mixed = sent(PLACES[:1]).to_pylist() + sent(PLACES[:1], srid=4326).to_pylist()
    assert len(points(pa.array(mixed, pa.binary())).srids) == 2


def test_a_batch_of_nulls_has_neither_places_nor_a_system():
    x, _, srids = points(pa.nulls(3, pa.binary()))
    assert (x.null_count, srids) == (3, set())


def test_other_shapes_and_scraps_are_no_points():
    whole = sent(PLACES[:1])[0].as_py()
    for shape in (shapely.LineString([(1, 2), (3, 4)]), shapely.MultiPoint([(1, 2)])):
        with pytest.raises(NoPointError):
            points(sent([shape]))
    for scrap in (whole[:-1], whole + b"\0", whole[:4], b"\1"):
        with pytest.raises(NoPointError):
            points(pa.array([scrap], pa.binary()))
