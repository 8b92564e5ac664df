"""A copy of the store in one file, made while others read, and compared before it is there."""

from pathlib import Path

from hotspots import targets
from hotspots.engine import copies
from hotspots.engine.outcomes import log_of
from hotspots.engine.store import held, reading
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.upkeep.contents import CopyContents
from hotspots.workflows.upkeep.contents import contents


def backup(store_path: Path, file: Path, *, force: bool) -> CopyContents:
    """Copy the store into a file that only its owner may read; return what it holds.

    Readers may go on; a load waits. Rows that lie in the write-ahead log alone are in the copy.
    """
    _refuse_target(store_path, file, force=force)
    with (
        copies.engine_errors(store_path),
        reading(store_path) as store,
        copies.replacing(file, held(file), is_private=True) as draft,
    ):
        digests = copies.copy_store(store, draft, file)
    return contents(file, digests)


def _refuse_target(store_path: Path, file: Path, *, force: bool) -> None:
    if file.is_dir():
        raise UsageProblem(message("{path} is a folder. Name a file.", path=file))
    if file.resolve() == store_path.resolve():
        raise UsageProblem(message("{file} is the store itself. Name another file.", file=file))
    targets.refuse_closed_folder(file)
    if log_of(file).exists():
        raise UsageProblem(
            message(
                "{log} lies beside {file}: that is a store in use, or one that was left in the "
                "middle of a load. Name another file.",
                log=log_of(file).name,
                file=file,
            )
        )
    if file.exists() and not force:
        raise UsageProblem(
            message("{path} is already there. Say --force to overwrite it.", path=file)
        )
