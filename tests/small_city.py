"""A made-up city of square areas, and the command line to ask about it."""

import json
import shlex
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from hotspots.cli.main import main

SIDE_M = 1000
WEST_M, SOUTH_M = 720_000, 6_170_000


@dataclass(frozen=True)
class City:
    """A folder with a store, and ways to fill and ask it."""

    folder: Path

    @property
    def store(self) -> Path:
        """Return the store's path."""
        return self.folder / "store.duckdb"

    @property
    def program(self) -> str:
        """Return how every command that is advised begins: it names the store."""
        return shlex.join(["hotspots", "--store", str(self.store)])

    def write(self, name: str, text: str) -> Path:
        """Write a text file in UTF-8 and return its path."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def copied(self, folder: Path) -> "City":
        """Return a copy of the store and of the files, to be changed freely."""
        return City(Path(shutil.copytree(self.folder, folder, dirs_exist_ok=True)))

    def run(self, *arguments: object, expect: int = 0) -> Result:
        """Run a command and check its exit code."""
        asked = ["--store", str(self.store), *map(str, arguments)]
        result = CliRunner().invoke(main, asked, catch_exceptions=False)
        assert result.exit_code == expect, result.output
        return result

    def ask(self, *arguments: object) -> dict[str, Any]:
        """Run a command that answers in JSON and return the whole answer."""
        answer: dict[str, Any] = json.loads(self.run(*arguments, "--format", "json").stdout)
        return answer

    def areas(self, names: Sequence[str], *options: object, set_name: str = "bydele") -> None:
        """Load a row of square areas, 1 km each, west to east, codes from 1."""
        features = [square(at, name) for at, name in enumerate(names)]
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
        layer = {"type": "FeatureCollection", "crs": crs, "features": features}
        name, text = f"{set_name}.geojson", json.dumps(layer)
        path = self.write(name, text)
        if self.store.exists():
            self.run("load", "areas", path, "--set", set_name, *options)
        else:
            self.store.write_bytes(_new_store(name, text, "--set", set_name, *options))

    def index(self, rows: Sequence[str], *options: object, name: str = "indeks.csv") -> None:
        """Load index rows written as area;year;percent;n;edition;category."""
        head = "Område;År;Procent;Antal svar;Udgave;Kategori\n"
        path = self.write(name, head + "\n".join(rows) + "\n")
        fixed = () if "--fixed" in options else ("--fixed", "indicator=utryg_nabolag")
        self.run("load", "index", path, "--set", "bydele", *fixed, *options)


@lru_cache(maxsize=24)
def _new_store(name: str, text: str, *options: object) -> bytes:
    """Return a store into which one layer was loaded; many tests begin with the same one."""
    with tempfile.TemporaryDirectory() as folder:
        city = City(Path(folder))
        city.run("load", "areas", city.write(name, text), *options)
        return city.store.read_bytes()


def square(at: int, name: str) -> dict[str, Any]:
    """Return the feature of one square area."""
    west = WEST_M + at * SIDE_M
    east, north = west + SIDE_M, SOUTH_M + SIDE_M
    ring = [[west, SOUTH_M], [east, SOUTH_M], [east, north], [west, north], [west, SOUTH_M]]
    return {
        "type": "Feature",
        "properties": {"bydel_nr": at + 1, "navn": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def by_area(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return an answer's rows by area code."""
    return {row["area"]: row for row in answer["rows"]}
