"""What loads kept of their points never hides few points, nor a heap, that counting would show."""

from datetime import date

import duckdb
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hotspots.analysis.provenance.heaps import default_places
from hotspots.analysis.provenance.points import snapped_incidents
from hotspots.engine.schema import migrate
from hotspots.engine.session import Session
from hotspots.workflows.incidents.points import heaps, snapped
from tests.tools.campaign import amount

EXACT = ("check/points", "check/place_heaps")
# A run of rows: how many points, from which on, how many rows on each, and the year.
RUNS = st.tuples(st.integers(1, 60), st.integers(0, 80), st.integers(1, 30),
                 st.sampled_from([2019, 2020]))  # fmt: skip
# A load: its source, what its rows are, its first id, its runs, and whether it still counts.
LOADS = st.tuples(st.sampled_from("ab"), st.sampled_from(["incidents", "victims"]),
                  st.sampled_from([0, 0, 100, 400]), st.lists(RUNS, min_size=1, max_size=5),
                  st.sampled_from([True, True, True, False]))  # fmt: skip
SPREAD = ("a", "incidents", 0, [(300, 0, 1, 2020)], True)
SOME_POINTS = ("a", "incidents", 0, [(50, 0, 5, 2020)], True)


class Asked(Session):
    """A session that keeps which queries were asked."""

    def __init__(self, con):
        super().__init__(con)
        self.queries = []

    def _asked(self, ask, query, /, **values):
        self.queries.append(query)
        return super()._asked(ask, query, **values)


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as con:
        migrate(con, frozenset())
        yield con


def rows_of(number, load):
    """Yield the rows of a load as they are stored, ids counted up from its first."""
    source, kind, first_id, runs, _ = load
    points = [(first + at, year) for n_points, first, n, year in runs
              for at in range(n_points) for _ in range(n)]  # fmt: skip
    for at, (point, year) in enumerate(points):
        yield {"load_id": number, "source": source, "kind": kind, "id": f"{first_id + at}",
               "day": date(year, 1 + at % 12, 1), "point": float(point)}  # fmt: skip


def stored(con, loads):
    """Return a session of a store with these loads, later ones correcting the earlier."""
    con.execute("delete from load; delete from incident; delete from point_use")
    for number, (source, kind, _, _, counts) in enumerate(loads, 1):
        con.execute(
            "insert into load by name select $1 as load_id, 'incidents' as kind, 'h.csv' as "
            "file_name, '' as sha256, '' as loaded_by, '' as settings, 0 as place, 0 as rows_in, "
            "0 as rows_stored, 0 as rows_rejected, now()::timestamp as loaded_at_utc, "
            "false as synthetic, $2 as source, $3 as rows_are, "
            "if($4, null, 99) as superseded_by",
            [number, source, kind, counts],
        )
    con.register("drawn", pa.Table.from_pylist(
        [row for number, load in enumerate(loads, 1) for row in rows_of(number, load)]
    ))  # fmt: skip
    con.execute(
        "insert into incident (incident_key, load_id, row_number, source, incident_id, "
        "occurred_on, time_precision, x_m, y_m, version, contested) select row_number() over (), "
        "load_id, row_number() over (), source, id, day, 'day', point, point, load_id, "
        "count(*) over (partition by source, kind, id) > 1 from drawn"
    )
    session = Asked(con)
    session.run("incidents/mark_current")
    session.run("incidents/insert_point_use", load_ids=[*range(1, len(loads) + 1)])
    return session


@given(st.lists(LOADS, min_size=1, max_size=4))
@example([SPREAD, ("a", "incidents", 0, [(300, 0, 1, 2020)], True)])
@example([("a", "incidents", 0, [(1000, 0, 1, 2020)], True),
          ("a", "incidents", 0, [(100, 2000, 10, 2020)], True)])  # fmt: skip
@example([("a", "incidents", 0, [(2000, 0, 1, 2020)], True),
          ("a", "incidents", 0, [(10, 3000, 45, 2020), (250, 3100, 1, 2020)], True)])  # fmt: skip
@example([("a", "incidents", 400 * at, [(100, 0, 3, 2020)], True) for at in range(2)])
@example([("a", "incidents", 400 * at, [(1, 7, 11, 2020), (99, 40 * at + 100, 1, 2020)], True)
          for at in range(2)])  # fmt: skip
@example([("a", "incidents", 400 * at, [(10, 0, 4, 2020), (90, 90 * at + 100, 1, 2020)], True)
          for at in range(2)])  # fmt: skip
@settings(max_examples=amount(400, 25), deadline=None)
def test_what_counting_shows_is_possible(con, loads):
    """Of several loads, sources and kinds of rows, with corrections and loads that were replaced.

    The examples: points that a correction empties; few of them only because of it; busy ones only
    among what it leaves; few because two loads use the same; a heap, and ten busy points, that no
    load has by itself.
    """
    session = stored(con, loads)
    assert snapped(session) == snapped_incidents(session.rows("check/points"))
    assert heaps(session, "places") == default_places(session.rows("check/place_heaps"))


def test_points_are_not_counted_where_nothing_is_possible(con):
    """Each incident on a point of its own, and a correction of one of them."""
    session = stored(con, [SPREAD, ("a", "incidents", 5, [(1, 900, 1, 2020)], True)])
    assert snapped(session) == heaps(session, "places") == []
    assert not {*EXACT} & {*session.queries}


@pytest.mark.parametrize(("loads", "n_snapped", "n_heaps"), [
    ([("a", "incidents", 0, [(20, 0, 12, 2020)], True)], 1, 0),
    ([SOME_POINTS, ("a", "incidents", 400, [(1, 0, 40, 2020)], True)], 1, 1),
    ([SPREAD, ("b", "incidents", 0, [(1, 0, 30, 2020)], True)], 0, 1),
    ([SPREAD, ("b", "incidents", 0, [(1, 0, 30, 2020)], False)], 0, 0),
])  # fmt: skip
def test_what_is_possible_is_counted(con, loads, n_snapped, n_heaps):
    """Twenty points for 240 incidents; one point of forty or thirty; the same, but replaced."""
    session = stored(con, loads)
    assert (len(snapped(session)), len(heaps(session, "places"))) == (n_snapped, n_heaps)
