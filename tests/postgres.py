"""A PostgreSQL server with PostGIS for the tests: of Debian's programs, gone when they end."""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

REQUIRED = "HOTSPOTS_REQUIRE_POSTGIS"
OWNER = "owner"
_SECONDS = 60.0


@dataclass(frozen=True)
class Server:
    """A server that listens on a port of 127.0.0.1; ``password`` is that of its owner."""

    port: int
    password: str

    def address(self, database: str = "postgres", user: str = OWNER) -> str:
        """Return the address of a database, without a password."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def connected(self) -> Any:
        """Return a connection of the owner that commits each statement."""
        from adbc_driver_postgresql import dbapi

        with_password = self.address().replace("@", f":{self.password}@")
        return dbapi.connect(with_password, autocommit=True)

    def run(self, *statements: str) -> None:
        """Carry out statements as the owner, each by itself."""
        with self.connected() as connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs that has PostGIS beside it, the newest first."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name)
    )
    for folder in folders:
        control = Path("/usr/share/postgresql", folder.parent.name, "extension/postgis.control")
        if (folder / "initdb").exists() and control.exists():
            return folder
    return None


def server_programs() -> Path:
    """Return the folder of programs; skip the test without one, unless they are required."""
    with contextlib.suppress(ModuleNotFoundError):
        import adbc_driver_postgresql  # noqa: F401

        if folder := programs():
            return folder
    if os.environ.get(REQUIRED) == "1":
        pytest.fail("PostgreSQL with PostGIS, or adbc-driver-postgresql, is not installed")
    pytest.skip("PostgreSQL with PostGIS and adbc-driver-postgresql are not installed")


@contextlib.contextmanager
def running_server() -> Iterator[Server]:
    """Yield a server with PostGIS in a folder of its own, which goes with it."""
    folder = server_programs()
    place = Path(tempfile.mkdtemp(prefix="hotspots-test-postgres-"))
    try:
        server = Server(_free_port(), secrets.token_hex(8))
        user = _unprivileged(place)
        _initialised(folder, place, server, user)
        with _started(folder, place, server, user):
            server.run("create extension postgis")
            yield server
    finally:
        shutil.rmtree(place)


def _unprivileged(place: Path) -> dict[str, Any]:
    """Return as whom the server runs, which refuses to run as root; the folder becomes theirs."""
    if os.getuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(place, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _initialised(folder: Path, place: Path, server: Server, user: dict[str, Any]) -> None:
    secret = place / "password"
    secret.write_text(server.password)
    if user:
        os.chown(secret, user["user"], user["group"])
    subprocess.run(
        [folder / "initdb", "--pgdata", place / "data", "--username", OWNER, "--pwfile", secret,
         "--auth", "scram-sha-256", "--no-sync", "--encoding", "UTF8", "--locale", "C",
         "--no-instructions"],
        check=True, cwd=place, capture_output=True, timeout=_SECONDS, **user,
    )  # fmt: skip


@contextlib.contextmanager
def _started(folder: Path, place: Path, server: Server, user: dict[str, Any]) -> Iterator[None]:
    settings = {"fsync": "off", "unix_socket_directories": place, "shared_buffers": "32MB",
                "listen_addresses": "127.0.0.1", "timezone": "Europe/Copenhagen"}  # fmt: skip
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(
            [folder / "postgres", "-D", place / "data", "-p", str(server.port), *options],
            cwd=place, stdout=log, stderr=log, start_new_session=True, **user,
        )  # fmt: skip
    try:
        _await(process, server, place / "log")
        yield
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(_SECONDS)


def _await(process: subprocess.Popen[bytes], server: Server, log: Path) -> None:
    end = time.monotonic() + _SECONDS
    while process.poll() is None and time.monotonic() < end:
        if "ready to accept connections" in log.read_text(errors="replace"):
            return
        time.sleep(0.02)
    raise RuntimeError(f"port {server.port}: {log.read_text(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
