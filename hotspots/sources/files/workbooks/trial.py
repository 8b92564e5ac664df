"""A binary workbook opened in a process of its own first, where its reader may fall."""

import subprocess
import sys
from pathlib import Path

from hotspots.language import message
from hotspots.sources.files.workbooks.parts import DamagedPart

_SECONDS = 120
_MOST_BYTES = 4 << 30
_TRIAL = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
except (ImportError, OSError, ValueError):
    pass
import python_calamine
try:
    book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
    for name in book.sheet_names:
        book.get_sheet_by_name(name)
except BaseException:
    pass
"""


def open_apart(path: Path) -> None:
    """Open a workbook in a process of its own; refuse it where that process is ended.

    Damaged .xls and .xlsb files can claim sizes for which the reader asks for more memory than
    there is, upon which it ends the process that it runs in. What it says otherwise is left to
    the reading proper.
    """
    command = [sys.executable, "-I", "-c", _TRIAL, str(path), str(_MOST_BYTES)]
    try:
        # our own interpreter and our own words; the path is one argument
        ended = subprocess.run(  # noqa: S603
            command, check=False, capture_output=True, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired as problem:
        raise DamagedPart(message("it cannot be read in two minutes")) from problem
    if ended.returncode != 0:
        raise DamagedPart(message("its reader asks for more memory than there is"))
