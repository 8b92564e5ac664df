"""The wheel holds exactly what it should and works on its own."""

import os
import shutil
import site
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.package

ROOT = Path(__file__).resolve().parents[2]
# What reads the files that travel with the code: goals, texts, columns, queries, templates.
COMMANDS = (
    "load goals", "change -o udvikling.xlsx", "map change -o kort.html",
    "report --profiles none -o status.pdf -o status.docx",
)  # fmt: skip
SHIPPED = {
    "geodata": {".csv", ".geojson", ".toml"},
    "maps": {".css", ".html", ".js", ".po", ".toml", ".typ"},
    "queries": {".sql"},
}


def tracked(folder: str) -> list[Path]:
    """Return the files of a folder that git tracks, below the project's root."""
    command = ["git", "-C", str(ROOT), "ls-files", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("the list of files comes from git, and this is no checkout")
    return [Path(line) for line in done.stdout.splitlines()]


def intended() -> set[str]:
    """Return the names that the wheel must hold besides its metadata."""
    names = {str(path) for path in tracked("hotspots") if path.suffix in {".py", ".txt"}}
    names.add("hotspots/py.typed")
    for folder, suffixes in SHIPPED.items():
        shipped = [path for path in tracked(folder) if path.suffix in suffixes]
        names |= {f"hotspots/_shipped/{path}" for path in shipped}
    return names


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build a wheel directly, and one through the sdist; return both and the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", str(ROOT)]
    for arguments in (["--wheel", "-o", folder / "direct"], ["-o", folder / "sdist"]):
        subprocess.run([*build, *map(str, arguments)], check=True, capture_output=True)
    (direct,) = (folder / "direct").glob("*.whl")
    (through,) = (folder / "sdist").glob("*.whl")
    (sdist,) = (folder / "sdist").glob("*.tar.gz")
    return direct, through, sdist


def contents(wheel: Path) -> set[str]:
    """Return a wheel's files without its metadata folder."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def test_wheel_holds_exactly_the_intended_files(built):
    """Nothing missing, nothing more, and the same through the sdist."""
    direct, through, _ = built
    assert contents(direct) == intended()
    assert contents(through) == contents(direct)


def test_another_checkout_gives_the_same_bytes(built, tmp_path):
    """Times, rights and the place of its files differ there; wheel and sdist do not."""
    copy = tmp_path / "elsewhere"
    tops = ("hotspots", "geodata", "maps", "queries")
    for path in [*(each for top in tops for each in tracked(top)), Path("LICENSE"),
                 Path("README.md"), Path("pyproject.toml"), Path(".gitignore")]:  # fmt: skip
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, copy / path)
        os.utime(copy / path, (1_000_000_000, 1_000_000_000))
        (copy / path).chmod(0o600)
    subprocess.run([sys.executable, "-m", "build", "--no-isolation", str(copy), "-o",
                    str(tmp_path / "dist")], check=True, capture_output=True)  # fmt: skip
    for first in built[1:]:
        assert first.read_bytes() == (tmp_path / "dist" / first.name).read_bytes()


def test_sdist_holds_no_tests_and_no_data_of_others(built):
    """What is handed on is code, queries, pages and our own geometry."""
    with tarfile.open(built[2]) as archive:
        tops = {Path(name).parts[1] for name in archive.getnames()}
    assert tops <= {"hotspots", "geodata", "maps", "queries", "LICENSE", "README.md",
                    "pyproject.toml", "PKG-INFO", ".gitignore"}  # fmt: skip


@pytest.mark.thorough
def test_the_installed_wheel_works_on_its_own(built, demo, tmp_path):
    """In an environment of its own, away from the checkout: it reads, maps and reports."""
    home = tmp_path / "environment"
    make = [sys.executable, "-m", "venv", "--without-pip", str(home)]
    subprocess.run(make, check=True)
    packages = next((home / "lib").glob("python*")) / "site-packages"
    with zipfile.ZipFile(built[0]) as archive:
        archive.extractall(packages)  # noqa: S202 - the wheel was built here
    # the libraries of this environment, without its own copy of the program
    (packages / "libraries.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    python = [str(home / "bin" / "python"), "-I", "-c"]
    where = "import hotspots; print(hotspots.__file__)"
    found = subprocess.run([*python, where], capture_output=True, text=True, check=True)
    assert str(packages) in found.stdout
    shutil.copy(demo.folder / "hotspots.duckdb", tmp_path)
    program = "from hotspots.cli.main import main; main()"
    for command in COMMANDS:
        subprocess.run([*python, program, "-q", *command.split()], cwd=tmp_path, check=True,
                       capture_output=True)  # fmt: skip
    for name in ("kort.html", "udvikling.xlsx", "status.pdf", "status.docx"):
        assert (tmp_path / name).stat().st_size > 0
