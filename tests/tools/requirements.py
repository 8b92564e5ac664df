"""What is locked and installed: names, versions, hashes, licences, weights; no network."""

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST_NAME = 60  # a longer one is the text of a licence, not its name


class Locked(NamedTuple):
    """A package of a locked file, and the SHA-256 of each of its files that may be installed."""

    name: str
    version: str
    marker: str
    sha256: tuple[str, ...]

    @property
    def is_for_here(self) -> bool:
        """Return whether it is for this Python and system."""
        requirement = Requirement(f"{self.name} ; {self.marker}" if self.marker else self.name)
        return requirement.marker is None or requirement.marker.evaluate()


def direct(kind: str) -> list[str]:
    """Return the names of ``requirements<kind>.in``, without those of files it refers to."""
    lines = (ROOT / f"requirements{kind}.in").read_text(encoding="utf-8").splitlines()
    return [canonicalize_name(Requirement(line).name) for line in lines
            if line and not line.startswith(("#", "-"))]  # fmt: skip


def locked(kind: str) -> list[Locked]:
    """Return the packages of ``requirements<kind>.txt``."""
    text = (ROOT / f"requirements{kind}.txt").read_text(encoding="utf-8")
    return [*_entries(text.replace("\\\n", " "))]


def _entries(text: str) -> Iterator[Locked]:
    for line in text.splitlines():
        stated = line.partition(" --hash")[0].strip()
        if not stated or stated.startswith("#"):
            continue
        pin, _, marker = stated.partition(";")
        name, _, version = pin.strip().partition("==")
        yield Locked(canonicalize_name(name), version.strip(), marker.strip(),
                     tuple(_HASH.findall(line)))  # fmt: skip


def needed_by(names: set[str]) -> dict[str, list[str]]:
    """Return which packages of a set need which other of it, by installed metadata."""
    by: dict[str, list[str]] = {}
    for name in sorted(names):
        for needed in needs(name):
            if needed in names:
                by.setdefault(needed, []).append(name)
    return by


def needs(name: str) -> list[str]:
    """Return what a package needs here without any extra; nothing where it is not installed."""
    try:
        stated = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []
    every = [Requirement(line) for line in stated]
    return sorted({canonicalize_name(each.name) for each in every
                   if each.marker is None or each.marker.evaluate({"extra": ""})})  # fmt: skip


def weight_bytes(name: str) -> int | None:
    """Return the size of a package's files as installed and compiled; None if it is not there."""
    try:
        files = metadata.files(name) or []
    except metadata.PackageNotFoundError:
        return None
    paths = (Path(str(file.locate())) for file in files)
    return sum(path.stat().st_size for path in paths if path.is_file())


def licence(name: str) -> dict[str, Any] | None:
    """Return the licence that a package states, as CycloneDX has it; None where none is stated."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    if "License-Expression" in about:
        return {"expression": about["License-Expression"]}
    stated = about["License"].strip() if "License" in about else ""
    if stated and len(stated) <= _LONGEST_NAME and "\n" not in stated:
        return {"license": {"name": stated}}
    classified = [line.removeprefix(_CLASSIFIER) for line in about.get_all("Classifier") or []
                  if line.startswith(_CLASSIFIER)]  # fmt: skip
    return {"license": {"name": " AND ".join(classified)}} if classified else None
