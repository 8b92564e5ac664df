"""Incidents that lie in PostGIS: the same store as from a file, and one sentence for what fails.

A server of Debian's PostgreSQL runs as long as these tests do; see ``tests/postgres.py``.
"""

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests import real_data
from tests.conftest import Hotspots, square
from tests.persons.made_columns import cpr
from tests.postgres import Server, running_server

ROWS = "select '7' as id, '2024-02-01 12:00' as occurred, 724050 as x, 6175050 as y"
NAMES = ("uid", "offense_type", "datetime", "longitude", "latitude")


@pytest.fixture(scope="module")
def server():
    """Return a server with a database of its own for this file."""
    with running_server() as running:
        yield running


@pytest.fixture(autouse=True)
def _password(request, monkeypatch):
    """Let the password stand in the environment, as it may, and nothing else of a database."""
    for name in ("PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGSERVICE", "PGSERVICEFILE"):
        monkeypatch.delenv(name, raising=False)
    if "server" in request.fixturenames:
        monkeypatch.setenv("PGPASSWORD", request.getfixturevalue("server").password)


def query_file(tmp_path, text, name="a.sql"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def asked(hotspots, server, tmp_path, text, *options):
    """Load the rows of a query."""
    path = query_file(tmp_path, text)
    return hotspots.run("load", "incidents", server.address(), "--query", path, *options)


def literal(value):
    return "null" if value == "" else "'{}'".format(value.replace("'", "''"))


def fill(server: Server, file):
    """Write a file of the shape of the Memphis robberies into a table, with points beside."""
    with file.open(encoding="utf-8", newline="") as lines:
        _, *rows = csv.reader(lines)
    values = ", ".join("({})".format(", ".join(map(literal, row))) for row in rows)
    server.run(
        "drop table if exists robberies",
        "create table robberies (uid text, offense_type text, datetime timestamp, "
        "longitude float8, latitude numeric, place geometry(Point, 4326))",
        f"insert into robberies ({', '.join(NAMES)}) values {values}",  # noqa: S608
        "update robberies set place = ST_SetSRID(ST_MakePoint(longitude, latitude::float8), 4326)",
    )


def stored(hotspots):
    """Return all that a store holds but the record of the file."""
    contents = hotspots.contents()
    return {name: rows for name, rows in contents.items() if name not in {"load", "checksum"}}


def answer(hotspots, *options):
    """Return the bytes of ``incidents --format json`` without what they say of the files."""
    text = hotspots.done("incidents", "--format", "json", *options).stdout
    sources = json.loads(text)["sources"]
    assert [source["kind"] for source in sources] == ["areas", "incidents"]
    before, _, rest = text.partition('\n  "sources": [')
    _, _, after = rest.partition("\n  ],")
    return before + after


def same_from_database(server, folder, file, areas, zone):
    """Yield stores of a file's rows from the file, from columns and from points.

    A timestamp at 00:00 may be a day without a time: of a database it must be said.
    """
    fill(server, file)
    columns = "select uid, offense_type, datetime, longitude, latitude from robberies;"
    columns = query_file(folder, columns + " -- no points\n", "columns.sql")
    points = "select uid, offense_type, datetime, place from robberies"
    points = query_file(folder, points, "points.sql")
    asked_for = [(server.address(), "--query", path) for path in (columns, points)]
    ways = [(file,), *((*words, "--shown-as", "time") for words in asked_for)]
    for at, words in enumerate(ways):
        hotspots = Hotspots(folder / f"{at}.duckdb")
        hotspots.done("load", "areas", areas, "--set", "by")
        hotspots.done("load", "incidents", *words, "--timezone", zone)
        yield hotspots


def assert_same(stores):
    first, *others = [(stored(each), answer(each)) for each in stores]
    assert first[0]["incident"]
    for contents, text in others:
        assert contents == first[0]
        assert text == first[1]


@real_data.real_data
def test_memphis_from_postgis_is_memphis_from_the_file(server, tmp_path):
    """2,245 robberies: the same rows of every table, and the same bytes of the answer."""
    assert_same(
        same_from_database(
            server, tmp_path, real_data.ROBBERIES, real_data.PRECINCTS, "America/Chicago"
        )
    )


def test_rows_from_postgis_are_those_of_the_file(server, tmp_path, layers):
    """Rows of the same shape, with an apostrophe, a letter of Danish and a row without a kind."""
    rng = random.Random(18)  # noqa: S311 - the same rows each time
    areas = layers.write([(at, f"Bydel {at}", square(at, side_m=900)) for at in range(3)])
    rows = [
        (str(15_213_800 + at), rng.choice(["røveri", "personal robbery", "O'Hare", ""]),
         f"2019-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}T{rng.randint(0, 23):02}:00:00",
         f"{rng.uniform(12.58, 12.62):.3f}", f"{rng.uniform(55.66, 55.69):.3f}")
        for at in range(300)
    ]  # fmt: skip
    file = tmp_path / "rows.csv"
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([NAMES, *rows])
    assert_same(same_from_database(server, tmp_path, file, areas, "Europe/Copenhagen"))


def test_the_record_names_query_host_and_database_but_no_user(hotspots, server, tmp_path):
    """The same rows again are the same load, with another query's words too."""
    done = asked(hotspots, server, tmp_path, ROWS)
    assert done.exit_code == 0, done.stderr
    record = hotspots.query("select file_name, settings from load")[0]
    settings = json.loads(record[1])
    assert record[0] == "a.sql"
    assert (settings["host"], settings["database"]) == (f"127.0.0.1:{server.port}", "postgres")
    assert len(settings["query"]) == 64
    assert "owner" not in record[1]
    assert server.password not in record[1]
    assert "already holds" in asked(hotspots, server, tmp_path, ROWS).stdout
    assert asked(hotspots, server, tmp_path, ROWS + " -- else").exit_code == 1


def test_a_service_file_names_server_and_user(hotspots, server, tmp_path, monkeypatch):
    monkeypatch.delenv("PGPASSWORD")
    services = tmp_path / "services.conf"
    services.write_text(
        f"[sikkerby]\nhost=127.0.0.1\nport={server.port}\nuser=owner\ndbname=postgres\n"
        f"password={server.password}\n"
    )
    services.chmod(0o600)
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    path = query_file(tmp_path, ROWS)
    hotspots.done("load", "incidents", "postgresql://?service=sikkerby", "--query", path)
    settings = json.loads(hotspots.query("select settings from load")[0][0])
    assert (settings["host"], settings["database"]) == ("service sikkerby", "postgres")


def test_a_dry_run_shows_the_rows_and_stores_none(hotspots, server, tmp_path):
    done = asked(hotspots, server, tmp_path, ROWS, "--dry-run")
    assert done.exit_code == 0, done.stderr
    assert f"postgres (127.0.0.1:{server.port})" in done.stdout
    assert "Nothing was stored" in done.stdout
    assert hotspots.contents() is None


def test_types_of_postgresql_are_read_for_what_they_are(hotspots, server, tmp_path):
    """Long numbers keep each digit, a moment is the zone's wall clock, the rest does no harm."""
    done = asked(
        hotspots, server, tmp_path,
        "select 12345678901234567890::numeric as id, "
        "'2024-07-01 10:00:00+00'::timestamptz as occurred, "
        "ST_SetSRID(ST_MakePoint(724050.125, 6175050, 7), 25832) as place, "
        "'{a,b}'::text[] as category, '{\"a\": 1}'::jsonb as told, '10.0.0.1'::inet as host, "
        "12.5::money as loss, '1 day'::interval as span, gen_random_uuid() as uuid, "
        "'\\x00'::bytea as raw, true as yes, 'hej'::varchar(5) as word, '12:30+02'::timetz as tz",
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    assert hotspots.query(
        "select incident_id, occurred_from::text, x_m, y_m, category from active_incident"
    ) == [("12345678901234567890", "2024-07-01 12:00:00", 724050.125, 6175050.0, '["a", "b"]')]
    assert "Coordinates read as EPSG:25832" in done.stderr


def test_numerics_are_numbers_with_a_point(hotspots, server, tmp_path):
    """Three decimals are no thousands, whatever is said of commas in texts."""
    asked(
        hotspots, server, tmp_path,
        "select i as id, '2024-02-01' as occurred, 12.345::numeric as lon, 55.678::numeric as lat "
        "from generate_series(1, 3) as i", "--dialect", "dk",
    )  # fmt: skip
    xs = hotspots.query("select distinct round(x_m) from active_incident")
    assert xs == [(710_308.0,)]


REFUSED = {
    "insert into kept values (1) returning id": (4, "the query writes to the database"),
    "insert into kept values (1)": (4, "the query gives no rows"),
    "select write_it() as id": (4, "the query writes to the database"),
    "commit": (4, "the query gives no rows"),
    "-- nothing": (4, "the query gives no rows"),
    "select 1 as id; select 2 as id": (4, "there are several statements in it"),
    "select id from nowhere": (4, "the database knows no such table"),
    "selct 1": (4, "the database cannot read the query"),
    "select 1 / 0 as id": (4, "the database cannot carry out the query (division by zero)"),
    "select 1 as id, 2 as id": (4, "several columns called 'id'"),
    "select * from kept where false": (4, "but not one row"),
    "select ST_MakePoint(1, 2) as a, ST_MakePoint(1, 2) as b": (4, "2 columns of shapes: 'a'"),
    "select ST_MakePoint(1, 2) as a, 3 as x": (4, "beside them a column 'x'"),
    "select ST_GeomFromText('LINESTRING(1 2, 3 4)') as a": (4, "incidents are points"),
    "select ST_SetSRID(ST_MakePoint(1, 2), s) as a from (values (25832), (4326)) as v(s)": (
        4, "several coordinate systems (SRID 4326, 25832)"),
    "select 1 as id, '2024-02-01' as occurred, ST_SetSRID(ST_MakePoint(1, 2), 990001) as a": (
        4, "SRID 990001, which is no number of EPSG"),
    "select '10.0.0.1'::inet as id, '2024-02-01' as occurred, 1 as x, 2 as y": (
        4, "'id' is of the type inet, which is not read. Write id::text"),
    "select pg_terminate_backend(pg_backend_pid()) as id": (1, "was lost"),
    "select 1 / (150000 - i) as id from generate_series(1, 200000) as i": (
        4, "the database cannot carry out the query (division by zero)"),
    "select rolpassword as id from pg_authid": (4, "the user may not read this"),
    "select pg_sleep(9)::text as id": (1, "the database ended the query"),
}  # fmt: skip


def test_what_a_query_cannot_be_is_one_sentence(hotspots, server, tmp_path):
    """Nothing is written to the database, and no store is begun."""
    server.run(
        "create table if not exists kept (id int)",
        "create or replace function write_it() returns int language sql volatile "
        "as 'insert into kept values (2) returning id'",
        f"create role reader login password '{server.password}'",
        "alter role reader set statement_timeout = '500ms'",
        "grant all on kept to reader",
    )
    for text, (code, sentence) in REFUSED.items():
        path = query_file(tmp_path, text)
        address = server.address(user="reader")
        refused = hotspots.run("load", "incidents", address, "--query", path)
        assert (refused.exit_code, refused.stdout) == (code, ""), (text, refused.stderr)
        assert sentence in refused.stderr, (text, refused.stderr)
        assert "Traceback" not in refused.stderr
    assert hotspots.contents() is None
    with server.connected() as connection, connection.cursor() as cursor:
        cursor.execute("select count(*) from kept")
        assert cursor.fetchone() == (0,)


def test_numbers_of_persons_stop_the_load_in_a_column_that_is_not_read_too(
    hotspots, server, tmp_path
):
    digits = cpr(random.Random(7))  # noqa: S311 - the same number each time
    number = f"{digits[:6]}-{digits[-4:]}"
    refused = asked(hotspots, server, tmp_path, f"{ROWS}, '{number}' as note")
    assert (refused.exit_code, hotspots.contents()) == (4, None)
    assert "column 'note': this may be a CPR number" in refused.stderr
    assert number not in refused.stderr
    assert asked(hotspots, server, tmp_path, f"{ROWS}, '7' as note").exit_code == 0


def test_a_server_that_is_lost_midway_leaves_nothing(hotspots, server, tmp_path):
    lost = asked(
        hotspots, server, tmp_path,
        "select i as id, '2024-02-01' as occurred, 724050 as x, 6175050 as y, "
        "repeat('a', 200) as words, "
        "case when i = 150000 then pg_terminate_backend(pg_backend_pid()) end as gone "
        "from generate_series(1, 200000) as i",
    )  # fmt: skip
    assert lost.exit_code == 1
    assert "the connection to the database was lost" in lost.stderr
    assert hotspots.contents() is None


def test_crs_may_repeat_what_the_database_says_but_not_gainsay_it(hotspots, server, tmp_path):
    text = ("select 1 as id, '2024-02-01' as occurred, "
            "ST_SetSRID(ST_MakePoint(724050, 6175050), 25832) as place")  # fmt: skip
    refused = asked(hotspots, server, tmp_path, text, "--crs", "EPSG:25833")
    assert refused.exit_code == 2
    assert "the points of the query are of EPSG:25832" in refused.stderr
    assert asked(hotspots, server, tmp_path, text, "--crs", "EPSG:25832").exit_code == 0


def test_points_that_do_not_say_their_system_need_crs_as_others_do(hotspots, server, tmp_path):
    text = "select 1 as id, '2024-02-01' as occurred, ST_MakePoint(724050, 6175050) as place"
    done = asked(hotspots, server, tmp_path, text, "--crs", "EPSG:25832")
    assert done.exit_code == 0, done.stderr
    assert hotspots.query("select x_m from active_incident") == [(724050.0,)]


def test_no_connection_is_one_sentence(hotspots, server, tmp_path, monkeypatch):
    path = query_file(tmp_path, ROWS)
    cases = {
        "postgresql://127.0.0.1:1/x": "there is no connection to the database",
        "postgresql://nowhere.invalid/x": "there is no connection to the database",
        "postgresql://?service=none": "there is no connection to the database",
        server.address("none"): "refuses the login (",
        server.address(user="nobody"): "refuses the login (",
    }
    for address, sentence in cases.items():
        refused = hotspots.run("load", "incidents", address, "--query", path)
        assert refused.exit_code == 1, address
        assert sentence in refused.stderr, refused.stderr
    monkeypatch.setenv("PGPASSWORD", "wrong")
    refused = hotspots.run("load", "incidents", server.address(), "--query", path)
    assert refused.exit_code == 1
    assert "refuses the login (" in refused.stderr


def test_addresses_that_are_no_use_are_wrong_usage(hotspots, tmp_path):
    """None of them is asked, and a password is not repeated."""
    path = query_file(tmp_path, ROWS)
    load = ("load", "incidents")
    cases = {
        (*load, "postgresql://a@h/d"): "name its file with --query",
        (*load, path, "--query", path): "a query needs the address of a database",
        (*load, "postgresql://a:hemmelig@h/d", "--query", path): "There is a password",
        (*load, "postgres://h/d?password=hemmelig", "--query", path): "There is a password",
        (*load, "postgresql://a@[h/d", "--query", path): "The address of the database cannot",
        ("load", "index", "postgresql://a:hemmelig@h/d", "--set", "by"): "Only `load incidents",
        ("load", "areas", "postgres://a@h/d", "--set", "by"): "Only `load incidents",
    }
    for words, sentence in cases.items():
        refused = hotspots.run(*words)
        assert refused.exit_code == 2, (words, refused.stderr)
        assert sentence in refused.stderr, (words, refused.stderr)
        assert "hemmelig" not in refused.stderr
    other = hotspots.run(*load, "http://h/d.csv")
    assert (other.exit_code, "not an address" in other.stderr) == (4, True)


def test_without_the_extra_it_is_said_what_to_install(hotspots, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "adbc_driver_postgresql", None)
    path = query_file(tmp_path, ROWS)
    refused = hotspots.run("load", "incidents", "postgresql://a@h/d", "--query", path)
    assert refused.exit_code == 1
    assert "pip install --require-hashes -r requirements-postgis.txt" in refused.stderr


def sleeping(server):
    with server.connected() as connection, connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_stat_activity where application_name = 'hotspots' "
            "and state = 'active'"
        )
        return cursor.fetchone()[0]


def until(condition):
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_ctrl_c_ends_the_query_in_the_database_too(server, tmp_path):
    path = query_file(tmp_path, "select pg_sleep(120)::text as id")
    words = ("--store", tmp_path / "store.duckdb", "load", "incidents", server.address())
    process = subprocess.Popen(
        [sys.executable, "-m", "hotspots", *words, "--query", path],
        stderr=subprocess.PIPE, text=True, env={**os.environ, "PGPASSWORD": server.password},
    )  # fmt: skip
    until(lambda: sleeping(server))
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 130, said
    assert "Traceback" not in said
    until(lambda: not sleeping(server))
    assert not (tmp_path / "store.duckdb").exists()
