"""What pictures have in common: where one goes, and how large it is."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class PictureFile:
    """How a picture is written: its printed width in centimetres, and dots to the inch."""

    width_cm: float = 16.0
    dpi: int = 300


@dataclass(frozen=True)
class PictureOptions:
    """Where a picture goes, what stands on it, and how large it is."""

    path: Path
    made_on: date
    force: bool = False
    file: PictureFile = field(default_factory=PictureFile)
