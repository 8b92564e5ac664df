"""Changes of archives: of a part inside a workbook or a zip, or of how it is packed."""

import io
import re
import warnings
import zipfile

from tests.fuzz.byte_changes import changed_bytes
from tests.fuzz.hostile_cells import TEXTS
from tests.fuzz.text_changes import changed_text

_CELL_PLACES = ("A0", "", "ZZZZ99999999", "XFD1048576", "a1", "1A", "A1", "B-2", "AAAAAAA1")
_INDEXES = ("99999999", "-1", "abc", "", "1e9", "4294967296", "0.5", " 0 ")
_XML = (
    (
        r'<dimension ref="[^"]*"',
        (
            '<dimension ref="A1:XFD1048576"',
            '<dimension ref="A1"',
            '<dimension ref="B:A"',
            "<dimension",
        ),
    ),
    (r"<v>[^<]*</v>", tuple(f"<v>{index}</v>" for index in _INDEXES)),
    (
        r' t="\w+"',
        (' t="s"', ' t="b"', ' t="e"', ' t="str"', ' t="d"', ' t="inlineStr"', ' t="?"', ""),
    ),
    (r' s="\d+"', (' s="9999"', ' s="-1"', ' s="x"')),
    (r' r="[A-Z]+\d+"', tuple(f' r="{place}"' for place in _CELL_PLACES)),
    (r' r="\d+"', (' r="0"', ' r="1048577"', ' r="-5"', ' r="x"', ' r="1"')),
    (
        r'formatCode="[^"]*"',
        (
            'formatCode="[$-F800]dddd"',
            'formatCode=""',
            'formatCode="' + "0" * 5000 + '"',
            'formatCode="[h]:mm"',
            'formatCode="&quot;"',
        ),
    ),
    (r'numFmtId="\d+"', ('numFmtId="14"', 'numFmtId="-1"', 'numFmtId="99999"', 'numFmtId="x"')),
    (
        r'Target="[^"]*"',
        (
            'Target="../../../etc/passwd"',
            'Target=""',
            'Target="/xl/nothing.xml"',
            'Target="http://127.0.0.1:1/x"',
        ),
    ),
    (
        r"</sheetData>",
        (
            '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
            '</sheetData><mergeCells><mergeCell ref="A1:C5"/></mergeCells>',
            '</sheetData><mergeCells><mergeCell ref="D9:B2"/></mergeCells>',
            "",
            "</sheetData></sheetData>",
        ),
    ),
    (
        r'<sheet name="[^"]*"',
        ('<sheet name=""', '<sheet name="Ark1" state="hidden"', "<sheet", '<sheet name="&#10;"'),
    ),
    (
        r"<\?xml[^>]*\?>",
        (
            '<?xml version="1.0" encoding="utf-16"?>',
            "",
            '<?xml version="9"?>',
            '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>',
        ),
    ),
    (
        r"<table:table-cell ",
        (
            '<table:table-cell table:number-columns-repeated="16384" ',
            '<table:table-cell table:number-columns-repeated="-1" ',
            '<table:table-cell table:number-columns-spanned="99999" ',
            '<table:table-cell table:number-rows-spanned="99999" ',
        ),
    ),
    (
        r"<table:table-row>",
        (
            '<table:table-row table:number-rows-repeated="1048576">',
            '<table:table-row table:number-rows-repeated="99999999999">',
            '<table:table-row table:number-rows-repeated="x">',
            "",
        ),
    ),
    (
        r'office:value-type="\w+"',
        (
            'office:value-type="date"',
            'office:value-type="time"',
            'office:value-type="percentage"',
            'office:value-type="boolean"',
            "",
        ),
    ),
    (
        r'office:(date-)?value="[^"]*"',
        (
            'office:value="1e999"',
            'office:value="x"',
            'office:date-value="2024-99-99"',
            'office:time-value="PT99H"',
        ),
    ),
    (
        r">[^<>]+<",
        (
            ">&#0;<",
            ">&nope;<",
            ">&#xD800;<",
            "><![CDATA[<a>]]><",
            "><a><b></a></b><",
            ">_x0000_<",
            "><!-- -- --><",
        ),
    ),
    (r"<[a-z:]+ ", ("<a b='1' b='2' ", "< ", "<x:y ", "<a xmlns:q='' ")),
)
_NAMES = (
    "../lag.csv",
    "/lag.csv",
    "C:/lag.csv",
    "lag\\tabel.csv",
    "LAG.CSV",
    ".csv",
    "a" * 300 + ".csv",
    "æøå\u202e.csv",
    "tabel.csv/",
    "",
    "con.csv",
    "lag.gdb/a",
    "x/lag.shp",
    "-.csv",
    "a\nb.csv",
    "tabel.exe",
    "__MACOSX/tabel.csv",
    "mimetype",
    "xl/workbook.xml",
    "xl/workbook.bin",
)


def changed_xml(rng, content):
    """Return XML with one place changed that its readers look at, and what was done."""
    text = content.decode("utf-8", "surrogateescape")
    fitting = [pair for pair in _XML if re.search(pair[0], text)]
    if not fitting:
        return changed_bytes(rng, content)
    pattern, changes = rng.choice(fitting)
    place = rng.choice(list(re.finditer(pattern, text)))
    new = rng.choice(changes)
    text = text[: place.start()] + new + text[place.end() :]
    return text.encode("utf-8", "surrogateescape"), f"{place[0][:40]!r} made {new[:60]!r}"


def changed_archive(rng, content):
    """Return an archive with one of its parts or its packing changed, and what was done."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = [(info.filename, archive.read(info)) for info in archive.infolist()]
    if rng.random() < 0.65:
        return _part(rng, entries)
    name = rng.choice(sorted(_PACKINGS))
    return _PACKINGS[name](rng, entries), name


def _part(rng, entries):
    at = rng.randrange(len(entries))
    name, content = entries[at]
    is_xml = content.lstrip()[:1] == b"<"
    how = rng.choice(
        ("bytes", "text", "xml", "xml", "xml") if is_xml else ("bytes", "bytes", "text")
    )
    if how == "bytes":
        content, done = changed_bytes(rng, content)
    elif how == "xml":
        content, done = changed_xml(rng, content)
    else:
        content, done = changed_text(rng, content.decode("utf-8", "surrogateescape"), "utf-8")
    entries[at] = (name, content)
    return _packed(entries), f"{name}: {done}"


def _packed(entries, method=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", method) as archive:
        warnings.simplefilter("ignore", UserWarning)
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return packed.getvalue()


def _twice(rng, entries):
    name, content = rng.choice(entries)
    return _packed([*entries, (name, changed_bytes(rng, content)[0])])


def _dropped(rng, entries):
    entries.pop(rng.randrange(len(entries)))
    return _packed(entries)


def _renamed(rng, entries):
    at = rng.randrange(len(entries))
    entries[at] = (rng.choice(_NAMES), entries[at][1])
    return _packed(entries)


def _more(rng, entries):
    name = rng.choice(_NAMES)
    count = rng.choice((1, 2, 250))
    return _packed(
        [
            *entries,
            *(
                (f"{at or ''}{name}", rng.choice(TEXTS).encode("utf-8", "replace"))
                for at in range(count)
            ),
        ]
    )


def _vast(rng, entries):
    at = rng.randrange(len(entries))
    name, content = entries[at]
    entries[at] = (name, content + rng.choice((b"\0", b" ", b"<a>", b"1;2\n")) * 20_000_000)
    return _packed(entries)


def _spoilt_record(rng, entries):
    """Spoil what the directory says of an entry: checksum, sizes, method, flags."""
    packed = bytearray(_packed(entries))
    places = [match.start() for match in re.finditer(rb"PK\x01\x02|PK\x03\x04", packed)]
    start, (offset, size) = (
        rng.choice(places),
        rng.choice(
            (
                (6, 2),
                (8, 2),
                (10, 2),
                (14, 4),
                (16, 4),
                (18, 4),
                (20, 4),
                (22, 4),
                (24, 4),
                (26, 2),
                (28, 2),
                (42, 4),
            )
        ),
    )
    packed[start + offset : start + offset + size] = rng.choice(
        (b"\xff" * 4, b"\0" * 4, b"\1\0\0\0")
    )[:size]
    return bytes(packed)


def _nested(_, entries):
    return _packed([("inden.zip", _packed(entries))])


def _stored(rng, entries):
    content = _packed(
        entries, rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    )
    return changed_bytes(rng, content)[0] if rng.random() < 0.5 else content


_PACKINGS = {
    "an entry twice": _twice,
    "an entry dropped": _dropped,
    "an entry renamed": _renamed,
    "entries more": _more,
    "a vast entry": _vast,
    "a spoilt record": _spoilt_record,
    "an archive in an archive": _nested,
    "packed otherwise": _stored,
    "a spoilt record of an entry": _spoilt_record,
}
