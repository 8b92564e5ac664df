"""The file of witnesses: whole tables of counts as plain unsigned numbers.

NumPy's own format, version 1.0, a row to a table; nothing in it is ever run. The same tables
give the same bytes.
"""

import hashlib
import io

import numpy as np

from hotspots.audit.rows import Ints
from hotspots.errors import InputProblem
from hotspots.language import message

_KINDS = ("<u1", "<u2", "<u4")


def witness_bytes(witnesses: Ints) -> bytes:
    """Return the file's bytes, in the smallest numbers that hold every count."""
    most = int(witnesses.max(initial=0))
    kind = next(kind for kind in _KINDS if most <= np.iinfo(kind).max)
    buffer = io.BytesIO()
    whole = np.ascontiguousarray(witnesses.astype(kind))
    np.lib.format.write_array(buffer, whole, version=(1, 0), allow_pickle=False)
    return buffer.getvalue()


def read_witnesses(data: bytes, n_finest: int) -> Ints:
    """Return the tables (n x finest cells) of a file's bytes, or raise InputProblem."""
    buffer = io.BytesIO(data)
    try:
        version = np.lib.format.read_magic(buffer)
        shape, in_columns, kind = np.lib.format.read_array_header_1_0(buffer)
    except (ValueError, OverflowError) as error:
        raise _not_witnesses() from error
    rest = data[buffer.tell() :]
    is_plain = version == (1, 0) and kind.str.replace("|", "<") in _KINDS and not in_columns
    if not is_plain or len(shape) != 2 or shape[1] != n_finest:  # noqa: PLR2004
        raise _not_witnesses()
    if len(rest) != shape[0] * n_finest * kind.itemsize:
        raise _not_witnesses()
    return np.frombuffer(rest, dtype=kind).reshape(shape).astype(np.int64)


def sha256(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _not_witnesses() -> InputProblem:
    return InputProblem(
        message(
            "The witnesses are no whole tables of counts of these cells. "
            "Build the release again; do not use it as it is."
        )
    )
