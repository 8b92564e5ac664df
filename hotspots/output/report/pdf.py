"""A report as a tagged PDF (PDF/UA-1), set by Typst from values that are never markup."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category

from hotspots import safe, shipped
from hotspots.mapping.pictures.typst_pdf import REGIONS, compiled, printable, signs
from hotspots.model.report import Heading, Picture, Report, ReportTable, kept_blocks
from hotspots.output.report.columns import fitted
from hotspots.output.report.text import cleaned, footer

_ROOM_CM = 16.4  # of text on a page
_BREAK = "\u200b"  # room for a line to end


def as_pdf(report: Report) -> bytes:
    """Return the report as a PDF; the same report gives the same bytes.

    Only fonts that come with the program are used; a sign they lack is shown as a box.
    """
    report = cleaned(report)
    with safe.scratch_folder() as folder:
        _write_parts(report, folder)
        return compiled(folder / "report.typ", report.made_on)


def _write_parts(report: Report, folder: Path) -> None:
    content = asdict(report)
    groups = kept_blocks(report.blocks)
    for index, (part, block) in enumerate(zip(content["blocks"], report.blocks, strict=True)):
        if isinstance(block, Heading):
            part |= {"begins_page": block.begins_page, "keeps": groups.get(index, index) - index}
        if isinstance(block, ReportTable):
            part |= {"whole": block.stays_whole, "widths": fitted(block, _ROOM_CM)}
        if isinstance(block, Picture):
            part["file"] = f"picture-{index}.png"
            (folder / part["file"]).write_bytes(part.pop("png"))
    values = {
        **content,
        "region": REGIONS[report.lang],
        "made_on": report.made_on.isoformat(),
        "footer": footer(report),
    }
    written = json.dumps(_set(values), ensure_ascii=False)
    (folder / "report.json").write_text(written, encoding="utf-8")
    template = shipped.text("maps/templates/report.typ")
    (folder / "report.typ").write_text(template, encoding="utf-8")


def _set(value: Any) -> Any:
    """Return values whose texts the fonts can show, and whose long words can be broken."""
    if isinstance(value, str):
        return _breakable(printable(value))
    if isinstance(value, Mapping):
        return {key: item if key in {"file", "kind", "style", "lang", "region"} else _set(item)
                for key, item in value.items()}  # fmt: skip
    if isinstance(value, list | tuple):
        return [_set(item) for item in value]
    return value


def _breakable(text: str) -> str:
    """Return text with room for a line to end in long words, and none inside a letter or twice.

    Typst shapes the whole run anew for each place between an accent and its letter. A letter
    keeps 30 accents (UAX #15, 13): a PDF can say what a glyph means in 512 bytes only.
    """
    inside, crowd, joint, long_run, piece = _places()
    clean = crowd.sub(r"\1", inside.sub("", text))
    return long_run.sub(
        lambda run: piece.sub(rf"\g<0>{_BREAK}", run.group()), joint.sub(_BREAK, clean)
    )


@cache
def _places() -> tuple[re.Pattern[str], ...]:
    """Return what finds breaks and accents to drop, joints of a file name, long runs, pieces."""
    accents = "".join(sign for sign in map(chr, sorted(signs())) if category(sign)[0] == "M")
    accents += "\u200c\u200d"  # joiners, which belong to their letter too
    letter = rf"(?:[^\s{accents}][{accents}]*)"
    return (
        re.compile(rf"[\u200b\u00ad](?=[\u200b\u00ad{accents}])"),
        re.compile(rf"([{accents}]{{30}})[{accents}]+"),
        re.compile(rf"(?<=\S{{6}}[_./-])(?=[^\s{accents}]\S{{3}})"),
        re.compile(rf"{letter}{{40,}}"),
        re.compile(rf"{letter}{{10}}"),
    )
