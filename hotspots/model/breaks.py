"""A break: a year from which a series is no longer the same thing, or not measured the same."""

from dataclasses import dataclass
from typing import Literal

from hotspots.language import Lang
from hotspots.model.words import in_language

BreakKind = Literal["definition", "method", "context"]


@dataclass(frozen=True)
class Break:
    """One break of a series. Years are data years.

    A ``definition`` or ``method`` break lies before its year. A ``context`` lasts from its year
    to ``last_year``. ``area_code`` is None where every area is meant.
    """

    year: int
    kind: BreakKind
    text_da: str
    text_en: str
    source: str
    last_year: int | None = None
    area_code: str | None = None
    source_en: str | None = None

    def text(self, lang: Lang) -> str:
        """Return what happened, in a language."""
        return self.text_da if lang == "da" else self.text_en

    def source_in(self, lang: Lang) -> str:
        """Return where it is written, in a language if it is known in it."""
        return in_language(self.source, self.source_en, lang) or ""

    def is_crossed(self, earlier: int, later: int) -> bool:
        """Tell whether it stands between two years; a context, whether it holds one of them."""
        if self.kind == "context":
            last = self.last_year or self.year
            return any(self.year <= one <= last for one in (earlier, later))
        return earlier < self.year <= later

    def concerns(self, area_code: str) -> bool:
        """Tell whether it is about an area; the city is ``*``."""
        return self.area_code is None or self.area_code == area_code
