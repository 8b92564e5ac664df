"""A release as a folder: its files, what it says of itself, and what proves it.

The files lie in the folder itself, with ``udgivelse.json``; in ``bevis`` lie the policy, the
dimensions, the classes, the witnesses, the accounts of the numbers, and an extract of the ledger.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotspots.audit.witness_file import sha256
from hotspots.errors import InputProblem, ReleaseRefused
from hotspots.language import message
from hotspots.model.release import AUDIENCES, Audience

MANIFEST = "udgivelse.json"
PROOF = "bevis"
POLICY = f"{PROOF}/politik.toml"
DIMENSIONS = f"{PROOF}/dimensioner.json"
CLASSES = f"{PROOF}/klasser.json"
WITNESSES = f"{PROOF}/vidner.npy"
NUMBERS = f"{PROOF}/tal.json"
EXTRACT = f"{PROOF}/protokol.json"
PARTS = (MANIFEST, POLICY, DIMENSIONS, CLASSES, WITNESSES, NUMBERS, EXTRACT)
_FORMAT = 1
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, indent=1)


@dataclass(frozen=True)
class Manifest:
    """What a release says of itself; ``files`` is the SHA-256 of every other file by its name.

    The extract of the ledger is not among them: it holds the hashes of all the others.
    """

    release: str
    title: str
    audience: Audience
    k: int
    files: Mapping[str, str]


@dataclass(frozen=True)
class ReleaseFolder:
    """All files of a release by their names, from the folder on with slashes."""

    path: Path
    files: Mapping[str, bytes]

    def text(self, name: str) -> str:
        """Return a file that holds text."""
        try:
            return self.files[name].decode()
        except UnicodeDecodeError as error:
            raise InputProblem(message("{name} is not UTF-8.", name=name)) from error

    def hashes(self) -> dict[str, str]:
        """Return the SHA-256 of each file that has one in the ledger, by its name."""
        return {name: sha256(data) for name, data in self.files.items() if name != EXTRACT}


def read_folder(path: Path) -> ReleaseFolder:
    """Return the files of a folder; InputProblem where it is no release.

    ``ReleaseRefused`` where a part of the proof is missing, or a name leads out of the folder.
    """
    if not (path / MANIFEST).is_file():
        raise InputProblem(
            message("{path}: this is no release: there is no {manifest} in it.",
                    path=path, manifest=MANIFEST)
        )  # fmt: skip
    folder = read_folder_files(path)
    for name in PARTS:
        if name not in folder.files:
            raise ReleaseRefused(
                message(
                    "{path}: {name} is missing, and without it nothing is proved.",
                    path=path,
                    name=name,
                )
            )
    return folder


def read_folder_files(path: Path) -> ReleaseFolder:
    """Return whatever lies in a folder.

    ``ReleaseRefused`` where a name leads out of it, or is that of a folder without files: a name
    can tell a count as well.
    """
    names = {file.relative_to(path).as_posix(): file for file in sorted(path.rglob("*"))}
    holding = {folder for file in names.values() if file.is_file() for folder in file.parents}
    for name, file in names.items():
        if file.is_symlink():
            raise ReleaseRefused(
                message("{path}: {name} is a link to another place.", path=path, name=name)
            )
        if not file.is_file() and file not in holding:
            raise ReleaseRefused(
                message("{path}: {name} holds no file of the release.", path=path, name=name)
            )
    return ReleaseFolder(
        path, {name: file.read_bytes() for name, file in names.items() if file.is_file()}
    )


def written_manifest(manifest: Manifest) -> str:
    """Return what a release says of itself as JSON."""
    parts = {**vars(manifest), "files": dict(manifest.files), "format": _FORMAT}
    return _JSON.encode(parts) + "\n"


def read_manifest(text: str) -> Manifest:
    """Return what a release says of itself; InputProblem where a text does not."""
    try:
        return _manifest(dict(json.loads(text)))
    except (ValueError, LookupError, TypeError) as error:
        raise InputProblem(
            message("{manifest} cannot be read: it was changed.", manifest=MANIFEST)
        ) from error


def _manifest(parts: dict[str, Any]) -> Manifest:
    if parts.pop("format") != _FORMAT:
        raise ValueError(parts)
    manifest = Manifest(**parts)
    is_right = type(manifest.k) is int and manifest.audience in AUDIENCES
    if not is_right or not isinstance(manifest.files, dict):
        raise ValueError(parts)
    return manifest
