"""Changes of text: of tables, GeoJSON, XML and grids."""

import re

from tests.fuzz.hostile_cells import SIGNS, TEXTS

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_WORD = re.compile(r"[A-Za-zÆØÅæøå_:]{2,}")
_LINE_ENDS = ("\n", "\r", "\r\n", "\n\n", "\u2028", "\x85", "\x0b", "", "\n\r")
_SEPARATORS = (";", ",", "\t", "|", ":", " ", "^", "\x1f", ";;", "¤")
_ENCODINGS = ("utf-8", "windows-1252", "utf-16", "utf-16-le", "utf-8-sig", "cp865", "mac-roman",
              "utf-32", "utf-7")  # fmt: skip
_BIG_BYTES = 2_000_000


def _sign(rng, text):
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(SIGNS) * rng.choice((1, 1, 2, 500)) + text[at:]


def _separator(rng, text):
    return text.replace(rng.choice(";,\t:"), rng.choice(_SEPARATORS), rng.choice((-1, 1, 5)))


def _line_ends(rng, text):
    lines = text.splitlines()
    if rng.random() < 0.5:
        return rng.choice(_LINE_ENDS).join(lines)
    return "".join(line + rng.choice(_LINE_ENDS[:4]) for line in lines)


def _match(rng, pattern, text):
    matches = list(pattern.finditer(text))
    return rng.choice(matches).span() if matches else (0, 0)


def _number(rng, text):
    start, end = _match(rng, _NUMBER, text)
    return text[:start] + rng.choice(TEXTS) + text[end:]


def _word(rng, text):
    start, end = _match(rng, _WORD, text)
    return text[:start] + rng.choice((rng.choice(TEXTS), "", text[start:end].upper())) + text[end:]


def _lines(rng, text):
    lines = text[:_BIG_BYTES].splitlines(keepends=True)
    at, other = rng.randrange(len(lines) or 1), rng.randrange(len(lines) or 1)
    how = rng.choice(("double", "drop", "swap", "empty", "many"))
    if how == "swap" and lines:
        lines[at], lines[other] = lines[other], lines[at]
    copies = {"double": 2, "drop": 0, "swap": 1, "empty": 1, "many": 300}[how]
    lines[at : at + 1] = lines[at : at + 1] * copies
    if how == "empty":
        lines.insert(other, rng.choice(("\n", ";;;;\n", " \n", '""\n', "\n" * 400)))
    return "".join(lines)


def _quotes(rng, text):
    how = rng.choice(("open", "none", "all", "single"))
    if how == "open":
        at = rng.randrange(len(text) + 1)
        return text[:at] + '"' + text[at:]
    if how == "none":
        return text.replace('"', "")
    return text.replace(";", '";"') if how == "all" else text.replace('"', "'")


def _long(rng, text):
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(("a", "9", ";", '"', "ø", "(", "[", "<a>")) * 100_000 + text[at:]


def _many(rng, text):
    return text * min(rng.choice((2, 40, 1000)), 1 + _BIG_BYTES // (len(text) or 1))


def _cut(rng, text):
    return text[: rng.randrange(len(text) + 1)]


def _mark(rng, text):
    return (
        rng.choice(("\ufeff", "\ufeff\ufeff", "\ufffe", "\n\n\n", "sep=;\n", "sep=|\n", "#", '"'))
        + text
    )


def _deep(rng, text):
    start, end = _match(rng, re.compile(r"\[[^\[\]]*\]"), text)
    depth = rng.choice((3, 200, 20_000))
    return text[:start] + "[" * depth + text[start:end] + "]" * depth + text[end:]


CHANGES = {
    "signs put in": _sign, "another separator": _separator, "other line ends": _line_ends,
    "a number changed": _number, "a word changed": _word, "lines changed": _lines,
    "quotation marks changed": _quotes, "a very long cell": _long, "all of it many times": _many,
    "cut off": _cut, "a mark before it": _mark, "brackets in brackets": _deep,
}  # fmt: skip


def changed_text(rng, text, encoding):
    """Return a changed text as bytes, at times in another encoding, and what was done."""
    names = [rng.choice(sorted(CHANGES)) for _ in range(rng.choice((1, 1, 2, 4)))]
    for name in names:
        text = CHANGES[name](rng, text)
    if rng.random() < 0.75:
        return _encoded(text, encoding), ", ".join(names)
    other = rng.choice(_ENCODINGS)
    if rng.random() < 0.5:
        return _encoded(text, other), ", ".join([*names, f"in {other}"])
    at = rng.randrange(len(text) + 1)
    return _encoded(text[:at], encoding) + _encoded(text[at:], other), ", ".join(
        [*names, f"half in {other}"]
    )


def _encoded(text, encoding):
    return text.encode(encoding, "surrogateescape" if encoding == "utf-8" else "replace")
