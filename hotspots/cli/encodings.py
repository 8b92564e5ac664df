"""Consoles that lack a sign, such as those of Windows, get its nearest and never an error."""

import codecs
import sys
import unicodedata

_HANDLER = "hotspots.nearest"
_NEAREST = {
    "─": "-", "│": "|", "┼": "+", "–": "-", "—": "-", "−": "-", "‑": "-", "→": "->", "…": "...",
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "≥": ">=", "≤": "<=", "×": "x", "·": ".",
    "æ": "ae", "Æ": "Ae", "ø": "oe", "Ø": "Oe", "å": "aa", "Å": "Aa", "\ufeff": "",
    "α": "alpha", "φ": "phi", "χ": "chi", "σ": "sigma",
}  # fmt: skip


def nearest(sign: str) -> str:
    """Return how a sign is written in ASCII: ``->`` for an arrow, ``?`` where nothing is near."""
    if sign in _NEAREST:
        return _NEAREST[sign]
    plain = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return plain or "?"


def write_nearest() -> None:
    """Let what is printed be written by the nearest signs where the console lacks its own.

    A stream in UTF-8 has every sign and is left as it is.
    """
    codecs.register_error(_HANDLER, _replaced)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and not _is_utf8(stream.encoding):
            stream.reconfigure(errors=_HANDLER)


def write_utf8() -> None:
    """Write CSV and JSON that go into a file or a pipe in UTF-8, whatever the console has."""
    stream = sys.stdout
    is_terminal = stream.isatty()
    if hasattr(stream, "reconfigure") and not is_terminal and not _is_utf8(stream.encoding):
        stream.reconfigure(encoding="utf-8")


def _is_utf8(encoding: str) -> bool:
    return codecs.lookup(encoding).name.startswith("utf")


def _replaced(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    lacking = problem.object[problem.start : problem.end]
    return "".join(nearest(sign) for sign in lacking), problem.end
