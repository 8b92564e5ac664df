"""Text from data as it may stand in a page: without marks that steer how others are shown."""

import re

from markupsafe import Markup, escape

from hotspots.safe import terminal_text

# Halves of a surrogate pair cannot be written; the others are no characters or are unseen.
_NO_CHARACTERS = re.compile(r"[\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_PERCENT = re.compile(r"(?<=\d) %")
_STROKE = re.compile(r"(?<=[^\W\d_]{3})/(?=[^\W\d_]{3})")
_DATE = re.compile(r"\b\d\d-\d\d-\d{4}\b")


def tight(text: str) -> str:
    """Return text whose percent signs stay on the line of their number."""
    return _PERCENT.sub("\u00a0%", text)


def unbroken(text: str) -> Markup:
    """Return plain text as HTML in which no line ends within a date or before a percent sign."""
    escaped = str(escape(tight(plain(text))))
    return Markup(_DATE.sub(r'<span class="date">\g<0></span>', escaped))  # noqa: S704 escaped


def breakable(text: str) -> Markup:
    """Return plain text as HTML in which a line may end after a stroke between two words.

    Text with digits stays in one piece: what stands on either side of a mark is read by itself
    where the numbers of a release are accounted for.
    """
    escaped = str(escape(plain(text)))
    is_words = not any(mark.isdigit() for mark in text)
    return Markup(_STROKE.sub("/<wbr>", escaped) if is_words else escaped)  # noqa: S704 escaped


def plain(text: str) -> str:
    """Return text without control marks, direction marks and what is no character at all."""
    return terminal_text(_NO_CHARACTERS.sub("", text))
