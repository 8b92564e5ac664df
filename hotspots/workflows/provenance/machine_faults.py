"""What this machine lacks: versions, fonts, signs of the console, room for temporary files."""

import importlib.metadata
import importlib.util
import locale
import os
import platform
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from packaging.requirements import Requirement

from hotspots import shipped
from hotspots.language import message
from hotspots.model.provenance import Ailment

_DISTRIBUTION = "sikkerby-hotspots"
_FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
# What answers are written with: letters of Danish, and the signs of tables and sentences.
_SIGNS = "æøåÆØÅ→…–≥×"
LEAST_ROOM_BYTES = 200_000_000


def engine_versions() -> dict[str, str]:
    """Return the versions of what the figures rest on, by name."""
    return {
        "Python": platform.python_version(),
        "DuckDB": _version("duckdb") or "-",
        **_of_layers(),
    }


def _of_layers() -> dict[str, str]:
    """Return the versions of GDAL and PROJ, where the packages that bring them are there."""
    versions = {}
    if importlib.util.find_spec("pyogrio"):
        import pyogrio

        versions["GDAL"] = pyogrio.__gdal_version_string__
    if importlib.util.find_spec("pyproj"):
        import pyproj

        versions["PROJ"] = pyproj.proj_version_str
    return versions


def version_faults() -> list[Ailment]:
    """Return the packages that are missing or of a version that was never tried."""
    faults = [fault for text in _requirements() for fault in _unmet(Requirement(text))]
    return [*faults, *_projection_faults()]


def _requirements() -> Sequence[str]:
    """Return what the project asks for, by the installed package or by the checkout."""
    project = shipped.path("pyproject.toml")
    if project.is_file():
        stated = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
        return [f"python{stated['requires-python']}", *stated["dependencies"]]
    try:
        return importlib.metadata.requires(_DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        return []


def _unmet(requirement: Requirement) -> Iterator[Ailment]:
    if requirement.marker is not None and not requirement.marker.evaluate():
        return
    is_python = requirement.name == "python"
    version = platform.python_version() if is_python else _version(requirement.name)
    if version is None:
        what = message("it is not installed, and {wanted} is needed", wanted=str(requirement))
    elif not requirement.specifier.contains(version, prereleases=True):
        what = message("version {version} is installed, and {wanted} is needed",
                       version=version, wanted=str(requirement))  # fmt: skip
    else:
        return
    yield Ailment(
        "versions", requirement.name, what, message("Install hotspots anew, with what it needs.")
    )


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _projection_faults() -> Iterator[Ailment]:
    """Yield that PROJ lacks its table of systems, which another installation may hide."""
    if not importlib.util.find_spec("pyproj"):
        return
    from pyproj import CRS
    from pyproj.exceptions import CRSError, DataDirError

    try:
        CRS.from_epsg(25832)
    except (CRSError, DataDirError):
        yield Ailment(
            "versions",
            "PROJ",
            message("it does not find its coordinate systems (proj.db)"),
            message(
                "Take PROJ_DATA and PROJ_LIB out of the surroundings, or install pyproj anew."
            ),
        )


def font_faults() -> list[Ailment]:
    """Return the fonts that pictures and PDFs are set in and that are not there."""
    folder = _font_folder()
    missing = [name for name in _FONTS if folder is None or not (folder / name).is_file()]
    return [
        Ailment(
            "fonts",
            name,
            message("pictures, PDFs and slides are set in this font, and it is not there"),
            message("Install matplotlib anew, which brings it."),
        )
        for name in missing
    ]


def _font_folder() -> Path | None:
    spec = importlib.util.find_spec("matplotlib")
    return (
        Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" if spec and spec.origin else None
    )


def console_faults(stream: TextIO | None = None) -> list[Ailment]:
    """Return the signs that the console lacks, and a locale that this machine does not have."""
    return [*_lacking_signs(stream or sys.stdout), *_unknown_locale()]


def _lacking_signs(stream: TextIO) -> Iterator[Ailment]:
    encoding = stream.encoding or "ascii"
    lacking = [sign for sign in _SIGNS if not _has_sign(encoding, sign)]
    if lacking:
        yield Ailment(
            "console",
            encoding,
            message("it lacks {signs}: tables show the nearest sign", signs=" ".join(lacking)),
            message("Set the console to UTF-8 (PYTHONIOENCODING=utf-8), or write a file with -o."),
        )


def _has_sign(encoding: str, sign: str) -> bool:
    try:
        sign.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _unknown_locale() -> Iterator[Ailment]:
    earlier = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:
        named = (
            os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG", "")
        )
        yield Ailment(
            "console",
            named,
            message("this machine has no such locale"),
            message("Set LC_ALL to one that `locale -a` lists, such as da_DK.UTF-8 or C.UTF-8."),
        )
    finally:
        locale.setlocale(locale.LC_CTYPE, earlier)


def temporary_faults(store: Path) -> list[Ailment]:
    """Return where nothing can be written, or where there is no room for what a load needs."""
    size = store.stat().st_size if store.is_file() else 0
    needed = max(LEAST_ROOM_BYTES, size)
    folders = [store.absolute().parent] if store.is_file() else []
    set_folders = [
        Path(os.environ[name]) for name in ("TMPDIR", "TEMP", "TMP") if os.environ.get(name)
    ]
    return [fault for folder in dict.fromkeys([*(set_folders[:1] or _temporary()), *folders])
            for fault in _no_room(folder, needed)]  # fmt: skip


def _temporary() -> list[Path]:
    try:
        return [Path(tempfile.gettempdir())]
    except FileNotFoundError:
        return [Path("/tmp")]  # noqa: S108 - it is named, not written to


def _no_room(folder: Path, needed: int) -> Iterator[Ailment]:
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"hotspots")
        free = shutil.disk_usage(folder).free
    except OSError as problem:
        what = message(
            "nothing can be written there: {problem}", problem=problem.strerror or problem
        )
        remedy = message("Let TMPDIR name a folder of your own, and look who may write.")
        yield Ailment("temporary", str(folder), what, remedy)
        return
    if free < needed:
        what = message("{free:,.0f} MB are free, and a load may need {needed:,.0f} MB",
                       free=free / 1e6, needed=needed / 1e6)  # fmt: skip
        yield Ailment(
            "temporary", str(folder), what, message("Make room, or let TMPDIR name another disk.")
        )
