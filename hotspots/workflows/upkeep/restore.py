"""A copy put in the place of the store, verified before, so that one of both is always whole."""

import shutil
from pathlib import Path

from hotspots.engine import copies
from hotspots.engine.outcomes import log_of
from hotspots.engine.store import all_steps, held, looking, steps_in, writing
from hotspots.errors import InputProblem, StoreProblem, UsageProblem
from hotspots.language import message
from hotspots.model.upkeep.contents import CopyContents
from hotspots.sources.files.checked import checked_file
from hotspots.workflows.upkeep.contents import contents


def restore(store_path: Path, file: Path, *, force: bool) -> CopyContents:
    """Put a copy in the store's place; return what the store holds then.

    Every row of the copy is read before. One of an earlier schema is brought up to date on the
    way; the file itself is not changed.
    """
    _refuse_target(store_path, file, force=force)
    source = checked_file(file)
    with (
        copies.engine_errors(file),
        copies.replacing(store_path, held(store_path)) as draft,
        looking(_of_today(source, draft.parent / "older")) as copy,
    ):
        digests = copies.copy_store(copy, draft, store_path)
    return contents(store_path, digests)


def _refuse_target(store_path: Path, file: Path, *, force: bool) -> None:
    if file.resolve() == store_path.resolve():
        raise UsageProblem(message("{file} is the store itself. Name another file.", file=file))
    present_files = [path for path in (store_path, log_of(store_path)) if path.exists()]
    if present_files and not force:
        raise UsageProblem(
            message(
                "{path} is already there. Say --force to put the copy in its place: what the "
                "store holds now is then gone.",
                path=present_files[0],
            )
        )


def _of_today(file: Path, folder: Path) -> Path:
    """Return the file, or a private copy of it in a new folder, with the steps that it lacks."""
    steps = steps_in(file)
    if not steps:
        raise InputProblem(message("{file}: there is no store in this file.", file=file))
    if steps == all_steps():
        return file
    folder.mkdir(mode=0o700)
    for each in (file, log_of(file)):
        if each.exists():
            shutil.copyfile(each, folder / each.name)
    newer = folder / file.name
    try:
        with writing(newer):
            return newer
    except StoreProblem as problem:
        raise StoreProblem(str(problem).replace(str(newer), str(file))) from problem
