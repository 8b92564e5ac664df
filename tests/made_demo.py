"""The demo, made once for all who look at it."""

import fcntl
import json
from contextlib import chdir
from dataclasses import asdict, dataclass
from pathlib import Path

from click.testing import CliRunner

from hotspots.cli.main import main


@dataclass(frozen=True)
class MadeDemo:
    """The demo's folder, and what the command printed as it was made there."""

    folder: Path
    stdout: str
    stderr: str
    output: str


def make_demo(place: Path) -> MadeDemo:
    """Make the demo in a folder ``demo`` of a place, as ``make demo`` does."""
    with chdir(place):
        done = CliRunner().invoke(main, ["demo", "demo", "--force"], catch_exceptions=False)
    if done.exit_code:
        raise RuntimeError(done.output)
    return MadeDemo(place / "demo", done.stdout, done.stderr, done.output)


def shared_demo(place: Path) -> MadeDemo:
    """Make the demo in a place, or wait for the process that does, and take what it made."""
    place.mkdir(exist_ok=True)
    told = place / "printed.json"
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            made = asdict(make_demo(place)) | {"folder": ""}
            told.write_text(json.dumps(made), encoding="utf-8")
    made = json.loads(told.read_text(encoding="utf-8"))
    return MadeDemo(**made | {"folder": place / "demo"})
