"""What a mutant is: one small error at one place, and what became of it."""

from dataclasses import dataclass
from typing import Literal

Fate = Literal["killed", "survived", "timeout"]


@dataclass(frozen=True)
class Mutant:
    """One small error: in ``file``, on a line with the text ``line``, ``now`` instead of ``was``.

    ``span`` are the first and last line of the statement. ``function`` is the name of the
    outermost function around it and the line that begins with; None where the line runs as the
    module is imported, and in SQL. ``place`` finds it again in the same text.
    """

    file: str
    line: str
    was: str
    now: str
    span: tuple[int, int]
    function: tuple[str, int] | None
    place: tuple[int, int]

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what finds it again when lines have moved: file, line and change."""
        return self.file, self.line, f"{self.was} → {self.now}"

    @property
    def is_sql(self) -> bool:
        """Tell whether it is an error in a query."""
        return self.file.endswith(".sql")

    @property
    def is_of_import(self) -> bool:
        """Tell whether its line runs as the module is imported, and not again."""
        return self.function is None and not self.is_sql
