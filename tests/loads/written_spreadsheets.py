"""Spreadsheets of the kinds that no installed library writes: .xls, .xlsb and .ods, cell by cell.

A sheet is a list of rows of None, text, numbers, dates and moments. Only what a reader needs is
written; what each record is called stands beside its number.
"""

import datetime as dt
import struct
import zipfile
from xml.sax.saxutils import escape

_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet knows no zone
_SECTOR = 512
_DATE_STYLE, _MOMENT_STYLE = 1, 2
_FORMATS = {_DATE_STYLE: "dd-mm-yyyy", _MOMENT_STYLE: "dd-mm-yyyy hh:mm"}
_FIRST_FORMAT = 164


def write(path, sheets, *, merged=(), extra=None):
    """Write sheets by name in the kind that the ending says.

    ``merged`` are blocks of the first sheet: first row, last row, first column, last column,
    counted from 0; ``extra`` is one cell of it far off: row, column and number.
    """
    kinds = {".xls": _xls, ".xlsb": _xlsb, ".ods": _ods}
    kinds[path.suffix](path, sheets, merged, extra)
    return path


def _serial(value):
    """Return a date or moment as a number and the style that shows it so."""
    moment = isinstance(value, dt.datetime)
    whole = value if moment else dt.datetime.combine(value, dt.time())
    style = _MOMENT_STYLE if moment else _DATE_STYLE
    return (whole - _EPOCH) / dt.timedelta(days=1), style


def _typed(value):
    if isinstance(value, dt.date):
        return _serial(value)
    return (value, 0)


def _cells(rows, extra):
    yield from ((at, column, *_typed(value)) for at, row in enumerate(rows)
                for column, value in enumerate(row) if value is not None)  # fmt: skip
    if extra:
        yield (*extra, 0)


def _record(number, content):
    return struct.pack("<HH", number, len(content)) + content


def _short_text(text):
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _xls(path, sheets, merged, extra):
    parts = []
    for index, rows in enumerate(sheets.values()):
        part = _record(0x0809, struct.pack("<HHHHII", 0x600, 0x10, 0xDBB, 0x7CC, 0, 0))  # BOF
        for row, column, value, style in _cells(rows, extra if index == 0 else None):
            place = struct.pack("<HHH", row, column, style)
            if isinstance(value, str):
                part += _record(0x0204, place + _short_text(value))  # LABEL
            else:
                part += _record(0x0203, place + struct.pack("<d", value))  # NUMBER
        if merged and index == 0:
            blocks = b"".join(struct.pack("<HHHH", *block) for block in merged)
            part += _record(0x00E5, struct.pack("<H", len(merged)) + blocks)  # MERGECELLS
        parts.append(part + _record(0x000A, b""))  # EOF
    head = _record(0x0809, struct.pack("<HHHHII", 0x600, 0x05, 0xDBB, 0x7CC, 0, 0))
    head += _record(0x0042, struct.pack("<H", 1200))  # CODEPAGE
    for style, text in _FORMATS.items():
        head += _record(0x041E, struct.pack("<H", _FIRST_FORMAT + style) + _short_text(text))
    for style in (0, *_FORMATS):
        number = _FIRST_FORMAT + style if style else 0
        head += _record(0x00E0, struct.pack("<HH", 0, number) + bytes(16))  # XF
    length = len(head) + 4
    length += sum(4 + 8 + 2 * len(name) for name in sheets)
    for name, part in zip(sheets, parts, strict=True):
        bound = struct.pack("<IBBBB", length, 0, 0, len(name), 1) + name.encode("utf-16-le")
        head += _record(0x0085, bound)  # BOUNDSHEET
        length += len(part)
    path.write_bytes(compound({"Workbook": head + _record(0x000A, b"") + b"".join(parts)}))


def compound(streams):
    """Return an OLE container with streams by name, each long enough to have sectors."""
    padded = {name: content + bytes(-len(content) % _SECTOR if len(content) >= 4096
                                    else 4096 - len(content))
              for name, content in streams.items()}  # fmt: skip
    n_data = sum(len(content) for content in padded.values()) // _SECTOR
    n_folders = -(-(len(streams) + 1) // 4)
    n_fat = 1
    while n_fat * 128 < n_fat + n_folders + n_data:
        n_fat += 1
    fat = [0xFFFFFFFD] * n_fat
    fat += [*range(n_fat + 1, n_fat + n_folders), 0xFFFFFFFE]
    folders = _folder("Root Entry", 5, 0xFFFFFFFE, 0, 1)
    for index, (name, content) in enumerate(padded.items()):
        start, n = len(fat), len(content) // _SECTOR
        fat += [*range(start + 1, start + n), 0xFFFFFFFE]
        following = index + 2 if index + 1 < len(padded) else 0xFFFFFFFF
        folders += _folder(name, 2, start, len(content), 0xFFFFFFFF, following)
    folders += bytes(-len(folders) % _SECTOR)
    fat += [0xFFFFFFFF] * (n_fat * 128 - len(fat))
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, n_fat, n_fat, 0, 4096,
                        0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # fmt: skip
    head += struct.pack("<109I", *range(n_fat), *[0xFFFFFFFF] * (109 - n_fat))
    return head + struct.pack(f"<{len(fat)}I", *fat) + folders + b"".join(padded.values())


def _folder(name, kind, start, size, child, following=0xFFFFFFFF):
    text = (name + "\0").encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, following, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def _long_record(number, content=b""):
    """Return a record of .xlsb: number and length in seven bits a byte."""
    kind = bytes([number]) if number < 128 else bytes([number & 127 | 128, number >> 7])
    size, length = b"", len(content)
    while True:
        size += bytes([length & 127 | (128 if length > 127 else 0)])
        length >>= 7
        if not length:
            return kind + size + content


def _wide_text(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _xlsb_sheet(rows, merged, extra):
    # BeginSheet, WsDim (which claims a single cell), BeginSheetData
    part = _long_record(129) + _long_record(148, bytes(16)) + _long_record(145)
    last = None
    for row, column, value, style in _cells(rows, extra):
        if row != last:
            part += _long_record(0, struct.pack("<I", row) + bytes(13))  # RowHdr
            last = row
        place = struct.pack("<II", column, style)
        if isinstance(value, str):
            part += _long_record(6, place + _wide_text(value))  # CellSt
        else:
            part += _long_record(5, place + struct.pack("<d", value))  # CellReal
    part += _long_record(146)
    if merged:
        part += _long_record(177, struct.pack("<I", len(merged)))
        part += b"".join(_long_record(176, struct.pack("<IIII", *block)) for block in merged)
        part += _long_record(178)
    return part + _long_record(130)


def _xlsb(path, sheets, merged, extra):
    # BeginBook, WbProp, BeginBundleShs
    book = _long_record(131) + _long_record(153, bytes(12)) + _long_record(143)
    links = ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, rows) in enumerate(sheets.items(), start=1):
            bundle = struct.pack("<II", 0, number) + _wide_text(f"rId{number}") + _wide_text(name)
            book += _long_record(156, bundle)  # BundleSh
            links += (
                f'<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/'
                'officeDocument/2006/relationships/worksheet" '
                f'Target="worksheets/sheet{number}.bin"/>'
            )
            first = number == 1
            part = _xlsb_sheet(rows, merged if first else (), extra if first else None)
            archive.writestr(f"xl/worksheets/sheet{number}.bin", part)
        archive.writestr("xl/workbook.bin", book + _long_record(144) + _long_record(132))
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{links}</Relationships>",
        )
        styles = _long_record(278) + _long_record(615, struct.pack("<I", len(_FORMATS)))
        for style, text in _FORMATS.items():
            styles += _long_record(44, struct.pack("<H", _FIRST_FORMAT + style) + _wide_text(text))
        styles += _long_record(616) + _long_record(617, struct.pack("<I", 1 + len(_FORMATS)))
        for style in (0, *_FORMATS):
            number = _FIRST_FORMAT + style if style else 0
            styles += _long_record(47, struct.pack("<HH", 0, number) + bytes(12))  # XF
        archive.writestr("xl/styles.bin", styles + _long_record(618) + _long_record(279))


_NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)


def _ods_cell(value, spans=""):
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        kind, shown = 'office:value-type="string"', escape(value)
    elif isinstance(value, dt.date):
        kind, shown = f'office:value-type="date" office:date-value="{value.isoformat()}"', "x"
    else:
        kind, shown = f'office:value-type="float" office:value="{value!r}"', f"{value!r}"
    return f"<table:table-cell {kind}{spans}><text:p>{shown}</text:p></table:table-cell>"


def _ods_row(at, row, blocks):
    spans = {
        (first_row, first_column): f' table:number-rows-spanned="{last_row - first_row + 1}"'
        f' table:number-columns-spanned="{last_column - first_column + 1}"'
        for first_row, last_row, first_column, last_column in blocks
    }
    cells = "".join(_ods_cell(value, spans.get((at, column), ""))
                    for column, value in enumerate(row))  # fmt: skip
    return f"<table:table-row>{cells}</table:table-row>"


def _ods(path, sheets, merged, extra):
    tables = ""
    for index, (name, rows) in enumerate(sheets.items()):
        blocks = merged if index == 0 else ()
        body = "".join(_ods_row(at, row, blocks) for at, row in enumerate(rows))
        if extra and index == 0:
            row, column, value = extra
            body += (
                f'<table:table-row table:number-rows-repeated="{row - len(rows)}">'
                '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
                f'<table:table-row><table:table-cell table:number-columns-repeated="{column}"/>'
                f"{_ods_cell(value)}</table:table-row>"
            )
        tables += f'<table:table table:name="{escape(name)}">{body}</table:table>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content{_NAMES}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
