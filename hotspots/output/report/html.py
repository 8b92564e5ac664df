"""A report as one HTML file that asks nobody for anything and runs no script."""

import base64
import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hotspots import shipped
from hotspots.model.report import Block, Heading, Picture, Report, kept_blocks
from hotspots.output.report.text import cleaned

if TYPE_CHECKING:
    import jinja2

_PIXELS_PER_CM = 96 / 2.54
_IN_CONTENTS = 2


@dataclass(frozen=True)
class BlockMark:
    """What the page adds to a block: its anchor and number, and a picture's data and width."""

    id: str
    number: int
    data: str = ""
    width: int = 0


@dataclass(frozen=True)
class ContentsEntry:
    """A heading in the contents, with those below it."""

    id: str
    text: str
    parts: list["ContentsEntry"] = field(default_factory=list)


def as_html(report: Report) -> str:
    """Return the report as a page; the same report gives the same bytes."""
    report = cleaned(report)
    marks = _marks(report)
    style = shipped.text("maps/styles/report.css")
    blocks = list(zip(report.blocks, marks, strict=True))
    groups = kept_blocks(report.blocks)
    return environment().get_template("report.html").render(
        report=report, blocks=blocks, opens=set(groups), closes=set(groups.values()),
        contents=_contents(blocks), style=_marked_safe(style),
        policy=policy(style),
    )  # fmt: skip


def policy(style: str) -> str:
    """Return the content policy: this style, pictures inside the page, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _marked_safe(style: str) -> str:
    from markupsafe import Markup

    return Markup(style)  # noqa: S704 - our own style sheet, which must not be escaped


def _marks(report: Report) -> list[BlockMark]:
    seen: Counter[str] = Counter()
    marks = []
    for block in report.blocks:
        seen[block.kind] += 1
        number = seen[block.kind]
        mark = BlockMark(f"{block.kind}-{number}", number)
        if isinstance(block, Picture):
            data = base64.b64encode(block.png).decode()
            mark = BlockMark(mark.id, number, data, round(block.width_cm * _PIXELS_PER_CM))
        marks.append(mark)
    return marks


def _contents(blocks: list[tuple[Block, BlockMark]]) -> list[ContentsEntry]:
    chapters: list[ContentsEntry] = []
    for block, mark in blocks:
        if not isinstance(block, Heading) or block.level > _IN_CONTENTS:
            continue
        within = chapters[-1].parts if block.level > 1 and chapters else chapters
        within.append(ContentsEntry(mark.id, block.text))
    return chapters


def environment() -> "jinja2.Environment":
    """Return what fills our templates: every text is escaped, and none may be missing."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: shipped.text(f"maps/templates/{name}")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
