"""The manifest of an export, and whether the files beside it are those that it speaks of."""

import hashlib
import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.upkeep.exports import (
    EXPORT_FORMAT,
    MANIFEST,
    ExportManifest,
    TableFile,
    content_hash,
)

_MOST_BYTES = 1_000_000
_TABLE = re.compile(r"[a-z][a-z0-9_]{0,62}")
_HASH = re.compile(r"[0-9a-f]{64}")


def read_manifest(folder: Path, program_steps: Collection[int]) -> ExportManifest:
    """Return what an export says that it holds; ``InputProblem`` where it is not whole.

    Every file's bytes are read and compared with its hash.
    """
    file = folder / MANIFEST
    if not folder.is_dir() or not file.is_file():
        raise InputProblem(
            message(
                "{folder}: this is no folder that `hotspots export` made: there is no {name} in "
                "it.",
                folder=folder,
                name=MANIFEST,
            )
        )
    content = _content(file)
    _refuse_newer(folder, content, program_steps)
    manifest = _manifest(file, content)
    _refuse_foreign_files(folder, manifest)
    for table in manifest.tables:
        _refuse_changed(folder / table.file, table)
    return manifest


def _content(file: Path) -> dict[str, Any]:
    if file.stat().st_size > _MOST_BYTES:
        raise _changed(file)
    try:
        content = json.loads(file.read_bytes())
    except (ValueError, RecursionError) as problem:
        raise _changed(file) from problem
    if not isinstance(content, dict) or content.pop("sha256", None) != content_hash(content):
        raise _changed(file)
    return content


def _changed(file: Path) -> InputProblem:
    return InputProblem(
        message(
            "{file}: this was changed or damaged since it was written. Ask for the export again.",
            file=file,
        )
    )


def _refuse_newer(folder: Path, content: dict[str, Any], program_steps: Collection[int]) -> None:
    steps, form = content.get("schema_steps"), content.get("format")
    is_newer = isinstance(form, int) and form > EXPORT_FORMAT
    if isinstance(steps, list):
        is_newer |= any(isinstance(step, int) and step > max(program_steps) for step in steps)
    if is_newer:
        raise InputProblem(
            message(
                "{folder}: made by a newer hotspots ({program}). Install the newer one.",
                folder=folder,
                program=content.get("program"),
            )
        )
    if (
        not isinstance(steps, list)
        or not steps
        or not {*map(str, steps)} <= {*map(str, program_steps)}
    ):
        raise _changed(folder / MANIFEST)


def _manifest(file: Path, content: dict[str, Any]) -> ExportManifest:
    try:
        tables = [
            TableFile(str(table["table"]), int(table["n_rows"]), str(table["sha256"]))
            for table in content["tables"]
        ]
        steps = [int(step) for step in content["schema_steps"]]
    except (KeyError, TypeError, ValueError) as problem:
        raise _changed(file) from problem
    names = {table.table for table in tables}
    is_sound = all(_TABLE.fullmatch(table.table) and _HASH.fullmatch(table.sha256)
                   and table.n_rows >= 0 for table in tables)  # fmt: skip
    if not is_sound or len(names) != len(tables):
        raise _changed(file)
    return ExportManifest(str(content.get("program")), steps, tables)


def _refuse_foreign_files(folder: Path, manifest: ExportManifest) -> None:
    expected = {MANIFEST, *(table.file for table in manifest.tables)}
    present_files = {path.name for path in folder.iterdir()}
    for name in sorted(expected - present_files):
        raise InputProblem(
            message(
                "{folder}: {name} is missing. Ask for the export again, all its files together.",
                folder=folder,
                name=name,
            )
        )
    for name in sorted(present_files - expected):
        raise InputProblem(
            message(
                "{folder}: {name} is not part of the export. Take it out, if you know where it "
                "comes from, and try again.",
                folder=folder,
                name=name,
            )
        )


def _refuse_changed(file: Path, table: TableFile) -> None:
    if file.is_symlink() or not file.is_file():
        raise _changed(file)
    with file.open("rb") as content:
        if hashlib.file_digest(content, "sha256").hexdigest() != table.sha256:
            raise _changed(file)
