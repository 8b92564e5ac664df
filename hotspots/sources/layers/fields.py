"""Which attributes of an area layer are its code and its name, and what is odd in the rest."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import Say, message
from hotspots.model.loads import BoundColumns, Reading
from hotspots.sources.files.names import heading_key, visible
from hotspots.sources.files.names import key as name_key
from hotspots.sources.values.lost_digits import refuse_lost_codes

_CODE_ENDS = ("nr", "nummer", "kode", "code", "number")
_NAME_ENDS = ("navn", "name")
_ROW_IDS = ("id", "fid", "gid", "objectid", "ogc fid", "gml id")
_CODE_RANK, _ROW_ID_RANK = 1, 3
_STATED_AREA = ("areal m2", "area m2", "areal", "shape area", "m2")
# How many of another unit a square metre is, and how far the factors of all areas may differ.
_UNITS = {"ha": 1e-4, "km²": 1e-6, "dm²": 100.0, "cm²": 1e4}
_SAME_FACTOR = 0.05
_MEASURES = (*_STATED_AREA, "shape length", "omkreds", "perimeter")


def code_and_name(
    path: Path, frame: Any, set_name: str, reading: Reading, say: Say
) -> tuple[list[str], list[str], BoundColumns]:
    """Return each feature's code and name as text, and which attributes they are from."""
    unknown = [name for name in reading.columns if name not in {"code", "name"}]
    if unknown:
        raise UsageProblem(
            message(
                "There is no field {unknown!r} in areas. Fields: code, name.", unknown=unknown[0]
            )
        )
    columns = [str(name) for name in frame.columns if name != frame.geometry.name]
    stated = _stated_column(path, "code", columns, reading)
    name = _stated_column(path, "name", columns, reading)
    code = stated or _code_field(frame, columns, set_name) or _shared_code(frame, columns, name)
    if code is None:
        raise InputProblem(
            message(
                "{path}: no field tells the areas apart. Fields: {columns}. Name the "
                "code's field with --map code=FIELD.",
                path=path,
                columns=", ".join(columns),
            )
        )
    refuse_lost_codes(path, code, frame[code])
    codes = [_code(value) for value in frame[code]]
    name = name or _name_field(frame, columns, code)
    names = [_label(value) or label for value, label in zip(frame[name], codes, strict=True)]
    _check_codes(path, code, codes, names)
    say(message("Code from {code!r}, name from {name!r}.", code=code, name=name))
    unread = tuple(column for column in columns if column not in {code, name})
    return codes, names, BoundColumns({"code": code, "name": name}, unread=unread)


def _stated_column(path: Path, field: str, columns: Sequence[str], reading: Reading) -> str | None:
    wanted = reading.columns.get(field)
    if wanted is None:
        return None
    for column in columns:
        if heading_key(column) == heading_key(wanted):
            return column
    raise InputProblem(
        message(
            "{path}: no field {wanted!r}. Fields: {columns}.",
            path=path,
            wanted=wanted,
            columns=", ".join(columns),
        )
    )


def _code_field(frame: Any, columns: Sequence[str], set_name: str) -> str | None:
    """Return the likeliest of the fields that differ in every row, if one is more than a row id.

    A row id is taken where no other field could be a code of areas in several rows.
    """
    unique = [name for name in _usable(frame, columns) if frame[name].is_unique]
    ordered = sorted(unique, key=lambda name: _code_rank(name, set_name))
    if not ordered:
        return None
    is_row_id = _code_rank(ordered[0], set_name)[0] == _ROW_ID_RANK
    shared = _shared_code(frame, columns, None) if is_row_id else None
    return shared or _repeated_code(frame, columns, set_name, ordered[0]) or ordered[0]


def _repeated_code(frame: Any, columns: Sequence[str], set_name: str, unique: str) -> str | None:
    """Return a field that is called just code and repeats, where only names differ in each row."""
    if _code_rank(unique, set_name)[0] <= _CODE_RANK:
        return None
    plain = (name for name in _usable(frame, columns) if _code_rank(name, set_name)[0] == 0)
    return next(plain, None)


def _shared_code(frame: Any, columns: Sequence[str], name: str | None) -> str | None:
    """Return a field whose rows of one value are parts of one area, or None.

    It is called a code and has one name to each of its values; or it is the name itself. Of
    several the one with the most values is taken.
    """
    usable = [field for field in _usable(frame, columns) if frame[field].nunique() > 1]
    codes = [field for field in usable if _code_rank(field, "")[0] <= _CODE_RANK]
    shared = [
        field
        for field in codes
        if _are_paired(frame[field], frame[name or _name_field(frame, columns, field)])
    ]
    if not shared and not codes:
        shared = [field for field in usable if heading_key(field).endswith(_NAME_ENDS)]
    return max(shared, key=lambda field: frame[field].nunique(), default=None)


def _are_paired(codes: Any, names: Any) -> bool:
    """Tell whether each code has one name, and each name one code."""
    pairs = {(_code(code), _label(name)) for code, name in zip(codes, names, strict=True)}
    return len(pairs) == len({code for code, _ in pairs}) == len({name for _, name in pairs})


def _usable(frame: Any, columns: Sequence[str]) -> list[str]:
    return [
        name
        for name in columns
        if frame[name].notna().all()
        and _is_plain(frame[name])
        and not _is_measure(name, frame[name])
    ]


def _is_plain(column: Any) -> bool:
    return not column.map(lambda value: isinstance(value, list | dict | set | np.ndarray)).any()


def _is_measure(name: str, column: Any) -> bool:
    if heading_key(name) in _MEASURES or heading_key(name).endswith(("m2", "km2")):
        return True
    return column.dtype.kind == "f" and not np.all(column == column.round())


def _code_rank(name: str, set_name: str) -> tuple[int, int]:
    plain = heading_key(name)
    belongs = plain.replace(" ", "").startswith(heading_key(set_name).replace(" ", "")[:4])
    if plain in {"code", "kode"}:
        kind = 0
    elif plain.endswith(_CODE_ENDS):
        kind = _CODE_RANK
    elif plain in _ROW_IDS:
        kind = _ROW_ID_RANK
    else:
        kind = 2
    return kind, 0 if belongs else 1


def name_of(code: str, texts: Sequence[str]) -> str | None:
    """Return which of the names of text attributes is the name that belongs to a code."""
    stem = heading_key(code).replace(" ", "")
    for end in _CODE_ENDS:
        stem = stem.removesuffix(end)
    named = [name for name in texts if heading_key(name).endswith(_NAME_ENDS)]
    same_stem = [
        name for name in named if stem and heading_key(name).replace(" ", "").startswith(stem)
    ]
    plain = [name for name in named if heading_key(name) in _NAME_ENDS]
    return next(iter([*same_stem, *plain, *named]), None)


def _name_field(frame: Any, columns: Sequence[str], code: str) -> str:
    texts = [name for name in columns if _is_text(frame[name])]
    telling = [] if heading_key(code) not in _ROW_IDS else _most_distinct(frame, texts)
    return name_of(code, texts) or next(iter(telling), code)


def _is_text(column: Any) -> bool:
    return getattr(column.dtype, "kind", "O") not in "iufb"


def _most_distinct(frame: Any, texts: Sequence[str]) -> list[str]:
    candidates = [name for name in texts if heading_key(name) not in _ROW_IDS]
    return sorted(candidates, key=lambda name: (-frame[name].nunique(), name))[:1]


def _label(value: Any) -> str:
    if value is None or value != value:  # noqa: PLR0124 - NaN is the only value unlike itself
        return ""
    if isinstance(value, float | np.floating) and float(value).is_integer():
        value = int(value)
    return str(value).strip()


def _code(value: Any) -> str:
    """Return a code without marks that nobody sees; a name keeps them, as parts of emoji do."""
    return visible(_label(value)).strip()


def _check_codes(path: Path, field: str, codes: Sequence[str], names: Sequence[str]) -> None:
    """Refuse codes that are empty, reserved, or those of several names or spellings."""
    pairs = {(code, name_key(name)) for code, name in zip(codes, names, strict=True)}
    folded = Counter(code.casefold() for code, _ in pairs)
    repeated = sorted({code for code, _ in pairs if folded[code.casefold()] > 1})
    reserved = sorted({"*", "-"} & set(codes))
    if "" in codes or repeated or reserved:
        what = message("is empty in some areas")
        if repeated:
            what = message("repeats {repeated}", repeated=", ".join(repeated[:5]))
        elif reserved:
            what = message(
                "has the code {reserved!r}, which stands for the city or the unplaced",
                reserved=reserved[0],
            )
        raise InputProblem(
            message(
                "{path}: the field {field!r} {what}. Name another with --map code=FIELD.",
                path=path,
                field=field,
                what=what,
            )
        )


def code_order(codes: Sequence[str]) -> list[int]:
    """Return each code's place: by number where all are numbers, else as text."""
    numeric = all(code.isdecimal() for code in codes)
    ordered = sorted(codes, key=lambda code: (int(code) if numeric else 0, code))
    place = {code: at for at, code in enumerate(ordered)}
    return [place[code] for code in codes]


def report_oddities(frame: Any, codes: Sequence[str], geometries: Any, say: Say) -> None:
    """Say which texts are spelled in several ways, and where a stated area is wrong."""
    texts: dict[str, dict[str, str]] = {}
    for column in map(str, frame.columns):
        if column == frame.geometry.name:
            continue
        if heading_key(column) in _STATED_AREA:
            _report_stated(column, frame[column].to_numpy(), codes, geometries, say)
        elif _is_text(frame[column]):
            for value in sorted({str(one) for one in frame[column].dropna()}):
                texts.setdefault(value.strip().casefold(), {}).setdefault(value, column)
    _report_spellings(texts, say)


def _report_spellings(texts: Mapping[str, Mapping[str, str]], say: Say) -> None:
    for ways in texts.values():
        spelled = [f"{value!r} ({column})" for value, column in ways.items()]
        if len(ways) > 1:
            say(message("One text in several spellings: {spelled}.", spelled=", ".join(spelled)))
        elif (only := next(iter(ways))) != only.strip():
            say(message("A blank at the edge of a text: {spelled}.", spelled=spelled[0]))


def _report_stated(
    column: str, stated: Any, codes: Sequence[str], geometries: Any, say: Say
) -> None:
    import pandas as pd
    import shapely

    measured_m2 = shapely.area(geometries)
    stated = pd.to_numeric(pd.Series(stated), errors="coerce").to_numpy(dtype=float)
    if not np.isfinite(stated - measured_m2).any():
        return
    unit = _unit_of(stated, measured_m2)
    if unit is not None:
        first = int(np.flatnonzero(np.isfinite(stated - measured_m2))[0])
        say(
            message(
                "Field {column!r} is not in m² but in {unit} (area {codes}: {stated:g}, measured "
                "{measured_m2:,.0f} m²); areas are measured from the polygons.",
                column=column,
                unit=unit,
                codes=codes[first],
                stated=stated[first],
                measured_m2=measured_m2[first],
            )
        )
        return
    off = np.abs(stated - measured_m2)
    worst = int(np.nanargmax(off))
    if off[worst] > max(1.0, 0.001 * measured_m2[worst]):
        say(
            message(
                "Field {column!r} is off by up to {off:,.0f} m² (area {codes}); areas "
                "are measured from the polygons.",
                column=column,
                off=off[worst],
                codes=codes[worst],
            )
        )


def _unit_of(stated: Any, measured_m2: Any) -> str | None:
    """Return the unit of stated areas that differ from the measured ones by a constant factor."""
    with np.errstate(divide="ignore", invalid="ignore"):
        factors = stated / measured_m2
    factors = factors[np.isfinite(factors) & (factors > 0)]
    if len(factors) == 0:
        return None
    factor = float(np.median(factors))
    if np.abs(factors / factor - 1).max() > _SAME_FACTOR or abs(factor - 1) <= _SAME_FACTOR:
        return None
    for unit, of_m2 in _UNITS.items():
        if abs(factor / of_m2 - 1) <= _SAME_FACTOR:
            return unit
    return message("another unit ({factor:.6g} of it is 1 m²)", factor=factor)
