"""An error planted on purpose, which the campaign must see."""

from contextlib import contextmanager
from unittest import mock

from hotspots.sources.files import text_rows

TRIGGER = '"'


@contextmanager
def planted(*, wanted=True):
    """Let the reader of text tables fall over one sign, as a program does that nobody tried."""
    if not wanted:
        yield
        return
    right = text_rows.delimiter_of

    def fallible(where, reading, lines):
        if any(TRIGGER in line for line in lines):
            raise KeyError(TRIGGER)
        return right(where, reading, lines)

    with mock.patch.object(text_rows, "delimiter_of", fallible):
        yield
