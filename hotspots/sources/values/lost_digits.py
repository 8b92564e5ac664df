"""Ids and codes that a program kept as numbers, of which the last digits are lost."""

from pathlib import Path
from typing import Any

from hotspots.errors import InputProblem
from hotspots.language import message

_SHORTENED = r"^-?\d([.,]\d+)?[Ee]\+\d\d+$"
# From here on numbers with so many bits no longer hold each whole number.
_FIRST_INEXACT = {16: 2.0**11, 32: 2.0**24, 64: 2.0**53}
_WRITTEN_OUT = _FIRST_INEXACT[64]


def as_shortened(value: float) -> str:
    """Return a number that has lost digits as spreadsheets show it, such as ``2.024E+17``."""
    return repr(value).upper() if "e" in repr(value) else f"{value:E}"


def number_texts(numbers: Any, *, of_ids: bool = False) -> Any:
    """Return decimal numbers as text: whole ones without ``.0`` and without an exponent.

    Of ids those that have lost digits have one, such as ``2.024E+17``.
    """
    import pyarrow.compute as pc

    from hotspots.arrow import pa

    limit = _FIRST_INEXACT[numbers.type.bit_width] if of_ids else _WRITTEN_OUT
    numbers = pc.cast(numbers, pa.float64())
    is_whole = pc.equal(numbers, pc.round(numbers))
    is_exact = pc.and_(is_whole, pc.less(pc.abs(numbers), limit))
    whole = pc.cast(pc.cast(pc.if_else(is_exact, numbers, 0.0), pa.int64()), pa.string())
    if pc.all(is_exact, skip_nulls=True).as_py():
        return pc.if_else(pc.is_valid(numbers), whole, None)
    texts_of_rest = pc.cast(numbers, pa.string())
    if of_ids:
        texts = [
            None if number is None else as_shortened(number) for number in numbers.to_pylist()
        ]
        texts_of_rest = pc.if_else(is_whole, pa.array(texts, pa.string()), texts_of_rest)
    return pc.if_else(is_exact, whole, texts_of_rest)


def refuse_lost_digits(ids: Any, heading: str, option: str) -> None:
    """Refuse ids of which a program has kept the first digits only, such as 2,024E+17.

    ``option`` is how options name the column.
    """
    import pyarrow.compute as pc

    is_lost = pc.match_substring_regex(ids, _SHORTENED)
    if pc.any(is_lost).as_py():
        raise InputProblem(
            message(
                "The column {heading!r} holds {value!r}: spreadsheets and columns of decimal "
                "numbers keep 15 digits of a number, and ids that differed are alike now. Ask "
                "for the extract with ids as text. To load it without them, say --ignore "
                "{option} --no-ids --rows incidents.",
                heading=heading,
                value=ids.filter(is_lost)[0].as_py(),
                option=option,
            )
        )


def refuse_lost_codes(path: Path, field: str, codes: Any) -> None:
    """Refuse a layer's field of codes that are decimal numbers and have lost their last digits."""
    if getattr(codes.dtype, "kind", "O") != "f":
        return
    limit = _FIRST_INEXACT[codes.dtype.itemsize * 8]
    lost = [float(code) for code in codes if abs(code) >= limit]
    if lost:
        raise InputProblem(
            message(
                "{path}: the field {field!r} holds {value!r}: columns of decimal numbers keep 15 "
                "digits of a number, and codes that differed may be alike now. Ask for the layer "
                "with codes as text, or name another field with --map code=FIELD.",
                path=path,
                field=field,
                value=as_shortened(lost[0]),
            )
        )
