"""What the columns of a PC-Axis file are headed, so that they are found like those of a table."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from hotspots.model.fields import Field
from hotspots.sources.files.names import heading_key
from hotspots.sources.values.multiples import says_thousands

_CODE_WORDS = ("kode", "code")
_TIME = "Tid"
# StatBank's CSV files head every column of figures so.
_CONTENT = "Indhold"
# "1.000 personer", "Mio. kr.": the cells are not the figures themselves.
_MULTIPLE = re.compile(r"\d|\btusind|\bthousand|\bmi[ol]|\bmia", re.IGNORECASE)
_SHARE = re.compile(r"%|\bpct|procent|per ?cent|andel|share|\bindeks|\bindex", re.IGNORECASE)


@dataclass(frozen=True)
class CubeHeadings:
    """The headings that a load looks for: of its fields, and as ``--map`` and its like say."""

    fields: Sequence[Field]
    named: Collection[str]

    def of_variable(self, name: str, *, is_time: bool) -> str:
        """Return a variable's heading: its name, or *Tid* where the file says that it is time."""
        years = [field for field in self.fields if field.name == "year"]
        if is_time and years and not self._is_wanted(name, years):
            return _TIME
        return name

    def of_codes(self, name: str) -> str | None:
        """Return the heading that asks for a variable's codes, such as ``OMRÅDE kode``."""
        wanted = {heading_key(f"{name} {word}") for word in _CODE_WORDS}
        return next((text for text in self.named if heading_key(text) in wanted), None)

    def of_figures(self, content: str, unit: str, *, is_kind: bool) -> str:
        """Return the heading of figures: what is counted, or its unit, as a field is known by it.

        Shares and thousands go by their unit, so that no field of plain numbers takes them, and
        thousands do so even where an option names what is counted. What
        no field is known by is *Indhold*, where the file has no kinds of contents.
        """
        numbers = [field for field in self.fields if field.number]
        if content in self.named and not says_thousands(unit):
            return content
        if _SHARE.search(unit) or _MULTIPLE.search(unit):
            return unit
        fitting = (text for text in (content, unit) if text and self._is_wanted(text, numbers))
        heading = content if is_kind or not self._is_wanted(_CONTENT, numbers) else _CONTENT
        return next(fitting, heading or _CONTENT)

    def _is_wanted(self, text: str, fields: Sequence[Field]) -> bool:
        return heading_key(text) in {heading_key(heading) for heading in self._wanted(fields)}

    def _wanted(self, fields: Sequence[Field]) -> Iterator[str]:
        yield from self.named
        for field in fields:
            yield field.name
            yield from field.headings
