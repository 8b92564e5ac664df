"""What was taken out of a template, and the words for it."""

from collections.abc import Sequence
from typing import NamedTuple

from hotspots.language import marked, message, translated

_MOST_PARTS = 3
LINK, PICTURE, OBJECT = marked("links"), marked("linked pictures"), marked("objects (OLE)")
CONTROL, MACRO, MEDIA = marked("ActiveX controls"), marked("macros"), marked("film and sound")
REFERENCE, FIELD = marked("references to elsewhere"), marked("fields")
PROPERTIES, DATA = marked("custom properties"), marked("custom XML")
MERGE, FRAME = marked("mail merge"), marked("frames")
TEMPLATE, INSERTED = marked("the template's own template"), marked("inserted files")
ADD_IN, COMMANDS = marked("web add-ins"), marked("buttons and keys of its own")
VARIABLES, ANIMATION = marked("document variables"), marked("animations and actions")
EMBEDDED, DRAWING = marked("embedded files"), marked("charts and diagrams")


class Removed(NamedTuple):
    """A kind of thing, in English, and the part of the package that it was taken from."""

    kind: str
    part: str
    field: str = ""  # of fields: the first word of the instruction, in capitals

    @property
    def words(self) -> str:
        """Return the kind in the reader's language."""
        if self.field:
            return message("fields {name}", name=self.field)
        return translated(self.kind)


def removed_words(removed: Sequence[Removed]) -> str:
    """Return each kind once, with the parts it was in: ``links (word/header1.xml)``."""
    parts: dict[str, list[str]] = {}
    for part_word in dict.fromkeys(removed):
        parts.setdefault(part_word.words, []).append(part_word.part)
    return ", ".join(f"{words} ({_listed(names)})" for words, names in parts.items())


def _listed(names: Sequence[str]) -> str:
    listed = ", ".join(names[:_MOST_PARTS])
    more = len(names) - _MOST_PARTS
    if more <= 0:
        return listed
    return message("{names} and {more} more", names=listed, more=more)
