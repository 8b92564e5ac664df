"""Text from data as it may stand in a page: without marks that steer how others are shown."""

import re

from markupsafe import Markup, escape

from hotspots.safe import terminal_text

# Halves of a surrogate pair cannot be written; the others are no characters or are unseen.
_NO_CHARACTERS = re.compile(r"[\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_PERCENT = re.compile(r"(?<=\d) %")
_DATE = re.compile(r"\b\d\d-\d\d-\d{4}\b")


def tight(text: str) -> str:
    """Return text whose percent signs stay on the line of their number."""
    return _PERCENT.sub("\u00a0%", text)


def unbroken(text: str) -> Markup:
    """Return plain text as HTML in which no line ends within a date or before a percent sign."""
    escaped = str(escape(tight(plain(text))))
    return Markup(_DATE.sub(r'<span class="date">\g<0></span>', escaped))  # noqa: S704 escaped


def plain(text: str) -> str:
    """Return text without control marks, direction marks and what is no character at all."""
    return terminal_text(_NO_CHARACTERS.sub("", text))
