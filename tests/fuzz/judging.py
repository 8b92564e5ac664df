"""What is wrong with how a command took a file, in words; nothing where it read or said no."""

import re

_ALLOWED = {0, 2, 4}
_MOST_SIGNS = 2600
# What libraries and the interpreter say, and no sentence of ours.
_RAW = re.compile(
    r"Traceback|<class |<\w+ object| at 0x[0-9a-f]{4}|\b\w+(Error|Exception)\b|\[Errno|errno"
    r"|\b(Conversion|Binder|Catalog|Parser|Input|IO|Internal|Serialization|Constraint|Memory|"
    r"Dependency|Transaction|Range) Error\b|^LINE \d|NoneType|index out of range"
    r"|codec can't|site-packages|/tmp/hotspots-|\.py\b|not subscriptable|unsupported operand"
    r"|\bArrow|numpy|pandas|shapely|pyogrio|openpyxl|calamine|sqlite3?_|\bdtype|Exception"
    r"|__\w+__|\\x[0-9a-f]{2}\\x[0-9a-f]{2}|struct\.|XML error|nullptr",
    re.MULTILINE,
)
_LEAKS = re.compile(r"Traceback|<class | at 0x[0-9a-f]{4}|site-packages|/tmp/hotspots-")
_WARNING = re.compile(r"^.*\w+Warning: .*$", re.MULTILINE)
_STORED = re.compile(
    r"^Load (\d+): ([\d,]+) rows? in, ([\d,]+) stored, ([\d,]+) rejected\.$", re.MULTILINE
)
_ALREADY = re.compile(r"^Load \d+ already holds", re.MULTILINE)


def of_exit(code, stdout, stderr):
    """Yield what is wrong with an exit code and the sentence that goes with it."""
    if code not in _ALLOWED:
        yield f"exit code {code}"
    if "Traceback" in stderr:
        yield "a traceback on stderr"
    if warning := _WARNING.search(stderr):
        yield f"a warning of a library: {warning[0].strip()[:200]}"
    if code:
        yield from _of_sentence(stderr)


def _of_sentence(stderr):
    at = stderr.rfind("\nError: ") + 1
    sentence = stderr[at:].removesuffix("\n")
    if not sentence.startswith("Error: "):
        yield "no sentence that says what is wrong"
        return
    if "\n" in sentence:
        yield "more than a line says what is wrong"
    if not sentence.endswith((".", "?", "!", ")")):
        yield f"the sentence does not end: {sentence[-60:]!r}"
    if len(sentence) > _MOST_SIGNS:
        yield f"a sentence of {len(sentence)} signs"
    # Where a long cell is cut short, its closing quotation mark may be cut off with it.
    words = _LEAKS if "…" in sentence else _RAW
    if raw := words.search(_without_quoted(sentence)):
        yield f"words of a library: {raw[0]!r}"


def _without_quoted(sentence):
    """Leave out what stands in quotation marks: it is the file's."""
    return re.sub(r"'[^']*'|\"[^\"]*\"", "", sentence)


def of_rows(stdout, before, after):
    """Yield what is wrong with the numbers of rows of a load that was done."""
    if _ALREADY.search(stdout):
        yield from () if before == after else ["a file already held changed the store"]
        return
    said = _STORED.search(stdout)
    if not said:
        yield f"no sentence that says what was stored: {stdout[-80:]!r}"
        return
    load, n_in, n_stored, n_rejected = (int(number.replace(",", "")) for number in said.groups())
    if n_in != n_stored + n_rejected:
        yield f"{n_in} rows in are not {n_stored} stored and {n_rejected} rejected"
    if after.loads.get(load) != (n_in, n_stored, n_rejected):
        yield f"the store says {after.loads.get(load)} of load {load}"
    if after.rejects.get(load, 0) != n_rejected:
        yield f"{after.rejects.get(load, 0)} rejects are kept of {n_rejected}"
    if before == after:
        yield "nothing in the store changed"
