"""Finds a file that travels with the code, in a checkout and in an installed wheel alike."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """Return the folder that holds ``queries/``, ``geodata/`` and ``maps/``."""
    installed = _PACKAGE / "_shipped"
    return installed if installed.is_dir() else _PACKAGE.parent


def path(name: str) -> Path:
    """Return a shipped file's path, such as ``queries/store/loads.sql``."""
    return root() / name


@cache
def text(name: str) -> str:
    """Return a shipped text file's contents."""
    return path(name).read_text(encoding="utf-8")
