"""Workbooks that cannot be read: locked by a password or a label, or damaged."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.parsers import expat

from hotspots.errors import HotspotsError, InputProblem
from hotspots.language import message
from hotspots.sources.apart.problems import is_of_memory
from hotspots.sources.files.workbooks import biff
from hotspots.sources.files.workbooks.compound import DamagedContainer, OleContainer
from hotspots.sources.files.workbooks.parts import DamagedPart

_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, DamagedPart,
           DamagedContainer, EOFError, LookupError, ValueError, RuntimeError, OSError)  # fmt: skip
_PACKAGE = "EncryptedPackage"
# streams and names that rights management leaves in the container
_LABELS = ("DRMContent", "DRMTransform", "DRMEncrypted", "\x09DRM", "LabelInfo")


def kind_of_container(path: Path) -> str:
    """Tell what an OLE container holds: ``xls``, ``locked``, ``labelled`` or ``binary``."""
    try:
        container = OleContainer(path)
        streams = container.streams
        if any(name in streams for name in biff.STREAMS):
            return "xls"
        if _PACKAGE in streams or any(name.startswith(_LABELS) for name in streams):
            return "labelled" if _is_labelled(path) else "locked"
    except (DamagedContainer, struct.error, KeyError):
        pass
    return "binary"


def _is_labelled(path: Path) -> bool:
    """Tell whether rights management locked the file, which names itself in the container."""
    content = path.read_bytes()
    return any(name.encode("utf-16-le") in content for name in _LABELS)


def locked(path: Path) -> InputProblem:
    """Return why a workbook with a password is not read, and the way out."""
    return InputProblem(
        message(
            "{path}: the workbook is locked with a password. Open it in Excel, take the password "
            "off (File > Info > Protect Workbook > Encrypt with Password, empty the field) and "
            "save it as .xlsx.",
            path=path,
        )
    )


def labelled(path: Path) -> InputProblem:
    """Return why a workbook that a sensitivity label encrypts is not read, and the way out."""
    return InputProblem(
        message(
            "{path}: the workbook is locked by a sensitivity label (rights management). Ask its "
            "owner for a copy whose label does not encrypt: in Excel Sensitivity, choose another "
            "label, and save it as .xlsx.",
            path=path,
        )
    )


@contextmanager
def problems(path: Path) -> Iterator[None]:
    """Turn what a damaged workbook does to its readers into one sentence."""
    import python_calamine

    try:
        yield
    except HotspotsError:
        raise
    except python_calamine.PasswordError as problem:
        raise locked(path) from problem
    except DamagedPart as problem:
        raise InputProblem(
            message(
                "{path}: the workbook cannot be read ({problem}). Open it in Excel and save it "
                "again as .xlsx.",
                path=path,
                problem=problem,
            )
        ) from problem
    except (python_calamine.CalamineError, *_DAMAGE) as problem:
        if is_of_memory(problem):
            raise
        raise _unreadable(path) from problem
    except BaseException as problem:
        # how the reader, which is written in Rust, tells that it met what cannot be
        if type(problem).__name__ != "PanicException":
            raise
        raise (_no_date if "TimeDelta" in str(problem) else _unreadable)(path) from problem


def _no_date(path: Path) -> InputProblem:
    return InputProblem(
        message(
            "{path}: a cell that is formatted as a date holds a number that is none (Excel shows "
            "########). Give its column the format General and save it again.",
            path=path,
        )
    )


def _unreadable(path: Path) -> InputProblem:
    return InputProblem(
        message(
            "{path}: the workbook cannot be read: it is damaged, or written in a way that is not "
            "known here. Open it in Excel and save it again as .xlsx.",
            path=path,
        )
    )
