"""The demo's folder: room is made for it, and nothing of anybody else's is removed."""

import shutil
from pathlib import Path

from hotspots import targets
from hotspots.audit.folder import MANIFEST
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.workflows.demo.contents import written_paths
from hotspots.workflows.demo.names import EXTRACTS_FOLDER, RELEASED


def prepare(folder: Path, *, force: bool) -> None:
    """Make room for the demo; its own files of an earlier run are removed with ``force``."""
    targets.refuse_closed_folder(folder / EXTRACTS_FOLDER)
    if folder.exists() and any(folder.iterdir()) and not force:
        raise UsageProblem(
            message("{folder} is not empty. Say --force to write the demo anew.", folder=folder)
        )
    for path in written_paths():
        (folder / path).unlink(missing_ok=True)
    if (folder / RELEASED / MANIFEST).exists():
        shutil.rmtree(folder / RELEASED)
    (folder / EXTRACTS_FOLDER).mkdir(parents=True, exist_ok=True)
