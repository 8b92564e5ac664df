"""Number formats of an .xlsx workbook, as far as the meaning of a cell hangs on them."""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace

from hotspots.sources.files.workbooks.parts import each_start

_STYLES = "xl/styles.xml"
# The formats that have a number and stand in no file: with decimals, in per cent, with a clock.
_BUILT_IN = {
    2: "0.00", 4: "#,##0.00", 7: "0.00", 8: "0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
    39: "#,##0.00", 40: "#,##0.00", 43: "0.00", 44: "0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0",
}  # fmt: skip
# What a format says in words, and which language it is of, is no format.
_WORDS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[\$[^\]]*\]|\[[A-Za-z]{3,}[0-9]*\]')
_DECIMALS = re.compile(r"[0?#][.]([0?]+)")


@dataclass(frozen=True)
class CellFormat:
    """How a number is shown: in per cent, with how many decimals, with a clock.

    ``period`` is how a first day is written that is shown as a month or a year, for ``strftime``.
    """

    percent: bool = False
    decimals: int = 0
    has_clock: bool = False
    period: str = ""


PLAIN = CellFormat()


def format_of_code(code: str) -> CellFormat:
    """Return what a format such as ``0.0%`` or ``dd-mm-yyyy hh:mm`` shows."""
    plain = _WORDS.sub("", code).split(";")[0].lower()
    decimals = _DECIMALS.search(plain)
    return CellFormat("%" in plain, len(decimals[1]) if decimals else 0, "h" in plain,
                      _period(plain))  # fmt: skip


def _period(plain: str) -> str:
    if "y" not in plain or set("dhs").intersection(plain):
        return ""
    return "%Y-%m" if "m" in plain else "%Y"


def cell_formats(archive: zipfile.ZipFile, *, periods: bool) -> Mapping[str, CellFormat]:
    """Return the format of each style, by the number that cells name it with.

    Without ``periods`` a day that is shown as a month or a year stays a day.
    """
    if _STYLES not in archive.namelist():
        return {}
    codes: dict[str, str] = {}
    styles: list[str] = []
    inside = ""

    def take(element: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if element in {"cellXfs", "cellStyleXfs", "dxfs", "cellStyles"}:
            inside = element
        elif element == "numFmt" and inside != "dxfs":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif element == "xf" and inside == "cellXfs":
            styles.append(attributes.get("numFmtId", "0"))

    each_start(archive, _STYLES, take)
    codes = {**{str(number): code for number, code in _BUILT_IN.items()}, **codes}
    formats = {number: format_of_code(code) for number, code in codes.items()}
    if not periods:
        formats = {number: replace(made, period="") for number, made in formats.items()}
    # cells of one look share one object, so that a change is seen at once
    shared = {made: made for made in (PLAIN, *formats.values())}
    return {str(style): shared[formats.get(number, PLAIN)] for style, number in enumerate(styles)}
