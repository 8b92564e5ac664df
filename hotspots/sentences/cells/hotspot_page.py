"""What the page on hotspots says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hotspots.language import Lang
from hotspots.model.cells import HotspotRow
from hotspots.model.pages import PageTable
from hotspots.sentences.page_text import PageText, facts_from
from hotspots.sentences.texts import day, number, text, tight

HOTSPOT, HOT_90, COLD, NONE = "hotspot", "hot_90", "cold", "none"
CLASSES = (HOTSPOT, HOT_90, COLD, NONE)
_KEYS = ("number", "name", "n", "share", "area", "times", "categories", "when")
_NUMERIC = frozenset({"number", "n", "share", "area", "times"})


@dataclass(frozen=True)
class HotspotFacts:
    """What the page is about: the days, what is counted, the area set, a cell's side in metres.

    ``warning`` says that incidents are too few for hotspots to be found, and what would do.
    """

    first: date
    last: date
    category: str | None
    set_name: str
    side_m: int
    warning: str = ""


@dataclass(frozen=True)
class CellText:
    """A cell that is in no hotspot and yet stands out: its class and its figures."""

    code: str
    key: str
    n: float
    z: float
    p: float


def tell(
    rows: Sequence[HotspotRow], cells: Sequence[CellText], facts: HotspotFacts, lang: Lang
) -> PageText:
    """Return the texts of the page; hotspots are coded H1, H2 … in the rows' order."""
    days = {"first": day(lang, facts.first), "last": day(lang, facts.last)}
    what = facts.category or text(lang, "map_hotspots.all")
    class_of = {code_of(row.hotspot): HOTSPOT for row in rows} | {
        cell.code: cell.key for cell in cells
    }
    lines: Mapping[str, Sequence[str]] = {code_of(row.hotspot): [row.sentence] for row in rows} | {
        cell.code: [_cell(cell, lang)] for cell in cells
    }
    table = _table(rows, days, lang)
    return PageText(
        title=text(lang, "map_hotspots.title", **days),
        subtitle=text(
            lang, "map_hotspots.subtitle", what=what[:1].upper() + what[1:],
            set_name=facts.set_name,
            side=number(lang, facts.side_m),
        ),
        summary=_summary(rows, facts.warning, lang),
        legend_title=text(lang, "map_hotspots.legend_title"),
        classes=[(key, text(lang, f"map_hotspots.{key}")) for key in CLASSES],
        class_of=class_of,
        lines=lines,
        table=table,
        facts=facts_from(table, range(_KEYS.index("n"), len(_KEYS))),
        titles={code_of(row.hotspot): text(lang, "map_review.place", number=row.hotspot,
                                           name=row.name)
                for row in rows},
    )  # fmt: skip


def code_of(number: int) -> str:
    """Return the code under which a hotspot stands on the page."""
    return f"H{number}"


def _summary(rows: Sequence[HotspotRow], warning: str, lang: Lang) -> str:
    if not rows:
        return warning or text(lang, "map_hotspots.summary_none")
    share = sum(row.share_percent for row in rows)
    area = sum(row.area_percent for row in rows)
    shares = {"share": f"{number(lang, share, 1)} %", "area": f"{number(lang, area, 1)} %"}
    key = "summary_one" if len(rows) == 1 else "summary"
    return (
        f"{text(lang, f'map_hotspots.{key}', n_hotspots=len(rows), **shares)} {warning}".rstrip()
    )


def _cell(cell: CellText, lang: Lang) -> str:
    values = {
        "n": number(lang, cell.n),
        "z": number(lang, cell.z, 2),
        "p": number(lang, cell.p, 3),
    }
    return text(lang, "map_hotspots.cell", **values)


def _table(rows: Sequence[HotspotRow], days: Mapping[str, str], lang: Lang) -> PageTable:
    return PageTable(
        caption=text(lang, "map_hotspots.caption", **days),
        headings=[text(lang, f"map_hotspots.{key}") for key in _KEYS],
        numeric=[key in _NUMERIC for key in _KEYS],
        rows=[[tight(cell) for cell in _cells(row, lang)] for row in rows],
        codes=[code_of(row.hotspot) for row in rows],
    )


def _cells(row: HotspotRow, lang: Lang) -> list[str]:
    when = [one for one in (row.busiest_weekday, row.busiest_part) if one]
    return [
        str(row.hotspot),
        row.name,
        number(lang, row.n),
        f"{number(lang, row.share_percent, 1)} %",
        number(lang, row.area_km2, 2),
        number(lang, row.times_expected, 1),
        ", ".join(row.categories) or "–",
        ", ".join(when) or "–",
    ]
