"""Cells that no reader likes: numbers, days, clocks, names and headings at their worst."""

import datetime as dt

from tests.hostile.hostile_strings import HOSTILE

_NUMBERS = (
    "1e400", "-1e400", "1e-330", "-0", "1.000.000,5", "1,234.5", "1.234,5", "1,234,5", "1.2.3",
    "٣٤", "½", "１２", "2³", "NaN", "nan", "inf", "-Infinity", "0x1F", "9" * 400, "1" * 5000,
    "0," + "3" * 400, "--5", "5-", "(5)", "1_000", "1 000", "1\u00a0000", "1\u202f000", "12 %",
    "12,3 %", "-12 %", "=1+1", "+45", "'5", "5*", "5 *", "<5", "..", "-", "–", "−7", ".", ",",
    "1e", "e5", "1e5", "1E+05", "٫5", "5\u0661", "TRUE", "#DIV/0!", "#N/A", "NULL", "1/3",
    10**30, 10**400, -(10**18), 2**63, 2**64, 1.7e308, 5e-324, -0.0, float("nan"), float("inf"),
)  # fmt: skip
_DAYS = (
    "31-02-2024", "00-00-0000", "2024-13-45", "29-02-2023", "29-02-2024", "01-01-0001",
    "0000-01-01",
    "9999-12-31", "31-12-9999 23:59", "10000-01-01", "1-1-24", "1/2/3", "2024-03-31 02:30",
    "27-10-2024 02:30", "24:00", "25:61", "12:60", "23:59:60", "01-02-2024 24:00", "45323", "-1",
    "2958466", "1e10", "2024-W05", "1. januar 2024", "1. foobar 2024", "Q5 2024", "2024-H3",
    "2010-2005", "2010-2012", "2010/11", "20240229", "20230229", "2024-02-01T10:00:00+25:00",
    "2024-02-01T10:00:00Z", "2024-02-01 10:00:00.999999999", "00:00", "kl. 7", "0", "99",
    "02-2010",
    "2010M13", "2010K4", "1700", "3000", "32767", "2147483648", "99999999999999999999",
    dt.date(1899, 12, 31), dt.date(1900, 2, 28), dt.date(9999, 12, 31),
    dt.datetime(9999, 12, 31, 23, 59, 59), dt.datetime(1900, 1, 1),  # noqa: DTZ001
)  # fmt: skip
_NAMES = (
    None, "", " ", "\ufeffNord", "Nord\u200b", "N\0rd", "\0", "Nord\nSyd", "Nord\r", "\x85",
    "\u2028",
    "\u202eNord", "No\u0301rd", "A\u030alholm/Vest", "NORD", "nord ", "NORD\t", "Nørd", "NÃ¸rd",
    "N�rd", "N" * 40_000, "Nord " * 8000, "😀", "👩‍👩‍👧‍👦", "\x1b[31mNord", "\x07", "\x7f",
    "\ufffe", "\uffff",
    "\U0010ffff", "ß", "İ", "ǆ", "ﬀ", "Hele byen", "I alt", "Nord;Syd", 'No"rd', '"', "''",
    "Nord,Syd",
    "1", "01", "1.0", "0101010101", "010170-1234", "../../etc/passwd", "CON", "%s%n", "{0}",
    "$x",
    "a=b", "=", "*", "?", "--set", "[", "(", "\\", "\\N", "NULL", "None", "null", "true", "-",
    "og",
    "1, 2, 3", ",", ";;", "1-4", "alle", "x" * 255, "x" * 256, "x" * 32_767, "x" * 32_768,
)  # fmt: skip
HEADINGS = (
    "", None, " ", "År", "år", "AAR", "Område", "Bydel", "area", "Procent", "Procent 2010",
    "2010",
    "2010-H1", "Procent 2012-H3", "I alt", "Mænd", "Kvinder", "Køn", "Alder", "18-29 år",
    "Antal",
    "antal svar", "CPR", "cprnr", "Navn", "navn", "X", "Y", "lon", "lat", "Dato", "Klokken",
    "Fra", "Til",
    "geometry", "geom", "fid", "ogc_fid", "id", "load_id", "row_number", "x" * 300, "\0", "\n",
    "År\n2010",
    "\ufeffÅr", "A\u030ar", "Ã…r", "1e5", "=1", "%", "'", '"', ";", ",", "select", "order",
    "Column1",
    "column0", "filename", "Område.1", "område", "weight", "Vægt", "Kategori", "år;år", 2010,
    2010.0, 1e300,
    dt.date(2010, 1, 1),
)  # fmt: skip
CELLS = (*_NUMBERS, *_DAYS, *_NAMES, *HOSTILE.values())
TEXTS = tuple(cell for cell in CELLS if isinstance(cell, str))
SIGNS = (
    "\0", "\x01", "\x1a", "\x1b[2J", "\t", "\r", "\n", "\x0b", "\x0c", "\x85", "\u00a0",
    "\u00ad", "\u0301",
    "\u200b", "\u200f", "\u202e", "\u2066", "\u2028", "\ufeff", "\ufffd", "\ufffe",
    "\U0001f600", "\U000e0001",
    "\U0010ffff", '"', "'", "\\", ";", ",", "|", "&", "<", ">", "]]>", "{", "}", "[", "]", "-",
    "e", ".",
)  # fmt: skip
