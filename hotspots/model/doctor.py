"""What ``doctor`` looks at, and what it finds to be wrong with a store or a machine."""

from dataclasses import dataclass
from typing import Literal

DoctorCheck = Literal[
    "store", "counts", "placements", "checksums", "orphans", "schema", "permissions", "versions",
    "fonts", "console", "temporary", "leftovers",
]  # fmt: skip
# A fault is to be mended; advice is worth knowing, and does not change the exit code.
Level = Literal["fault", "advice"]
DOCTOR_CHECKS: tuple[DoctorCheck, ...] = (
    "store", "counts", "placements", "checksums", "orphans", "schema", "permissions", "versions",
    "fonts", "console", "temporary", "leftovers",
)  # fmt: skip
DOCTOR_COLUMNS = ("check", "level", "where", "what", "do")


@dataclass(frozen=True)
class Ailment:
    """Something wrong: which check found it, where, what it is, and what to do, in words."""

    check: DoctorCheck
    where: str
    what: str
    remedy: str
    level: Level = "fault"
