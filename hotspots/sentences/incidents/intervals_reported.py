"""What the dot-and-interval picture of reported crime says."""

from collections.abc import Mapping, Sequence
from typing import Any

from hotspots.analysis.methods.multiplicity import Method
from hotspots.language import Lang
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.charts import DotRow, FigureCell, IntervalsPicture, RowKind, SortBy
from hotspots.sentences.incidents.rates import FAMILY
from hotspots.sentences.indicators.intervals_figure import alt, in_line, sides
from hotspots.sentences.maps.name_order import danish_order
from hotspots.sentences.texts import counted, number, rate_number, text

_KINDS: dict[str, RowKind] = {
    "better": "better",
    "worse": "worse",
    "not_distinguishable": "same",
}
_WORDS: dict[RowKind, str] = {"better": "is_fewer", "worse": "is_more", "same": "is_same"}
Row = Mapping[str, Any]


def picture(
    rows: Sequence[Row], settings: Mapping[str, Any], sort: SortBy, lang: Lang
) -> IntervalsPicture:
    """Return the picture without its notes and source, from the rows of ``incidents``.

    The first row is the city's; what has no place or lies outside is not drawn.
    """
    years = {"baseline_year": settings["baseline"], "year": settings["year"]}
    first, areas = rows[0], ordered(_areas(rows), sort)
    city, drawn = _row(first, years, lang), [_row(one, years, lang) for one in areas]
    key = "title_category" if settings["category"] else "title_reported"
    title = text(lang, f"intervals_figure.{key}", category=settings["category"], **years)
    legend = [(kind, text(lang, f"intervals_figure.{words}")) for kind, words in _WORDS.items()]
    left, right = sides("fewer", "more", lang)
    summary = _summary(drawn, lang)
    return IntervalsPicture(
        lang=lang,
        title=title,
        subtitle=_subtitle(rows, settings, lang),
        banner="",
        axis=text(lang, "intervals_figure.axis_reported", **years),
        left=left,
        right=right,
        is_ratio=True,
        headings=_headings(years, lang),
        heading=in_line(_headings(years, lang), lang),
        city=city,
        rows=drawn,
        legend=legend,
        interval=text(lang, "intervals_figure.interval"),
        unreliable=text(lang, "intervals_figure.unreliable"),
        standing=(),
        notes=(),
        source="",
        alt=alt(title, summary, [f"{city.name}: {city.figures_line}."], drawn, legend, lang),
    )  # fmt: skip


def _areas(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["area"] not in {CITY, OUTSIDE, UNPLACED}]


def ordered(rows: Sequence[Row], sort: SortBy) -> list[Row]:
    """Return areas by ratio, the greatest fall first; by rate, the highest first; or by name.

    Areas without a dot, or without a rate, come last. Equals follow the alphabet.
    """

    def place(row: Row) -> tuple[bool, float, tuple[str, str]]:
        value = row["rate_per_1000"] if sort == "level" else row["rate_ratio"]
        if sort == "change" and not _has_dot(row):
            value = None
        sign = -1 if sort == "level" else 1
        by_value = 0.0 if sort == "name" or value is None else sign * value
        return value is None and sort != "name", by_value, danish_order(row["name"])

    return sorted(rows, key=place)


def left_out(n_tests: int, adjust: Method, lang: Lang) -> list[str]:
    """Return the notes of ``incidents`` that are about columns a picture does not have."""
    family_note = counted(lang, FAMILY[adjust], n_tests, n_tests=n_tests)
    return [family_note, text(lang, "incidents.city_ratio")]


def _has_dot(row: Row) -> bool:
    return row["rate_ratio"] is not None and row["p"] is not None


def _subtitle(rows: Sequence[Row], settings: Mapping[str, Any], lang: Lang) -> str:
    n_areas = len(_areas(rows))
    places = {"n_areas": n_areas, "set_name": settings["set"]}
    areas = counted(lang, "map_change.subtitle", n_areas, **places)
    alone = any("counts_only" in row["flags"] for row in rows)
    key = "subtitle_counts" if alone else "subtitle_reported"
    return text(lang, f"intervals_figure.{key}", areas=areas)


def _summary(rows: Sequence[DotRow], lang: Lang) -> str:
    kinds = [row.kind for row in rows]
    return counted(
        lang,
        "intervals_figure.summary_reported",
        len(rows),
        n_areas=len(rows),
        better=kinds.count("better"),
        worse=kinds.count("worse"),
        same=kinds.count("same"),
        open=kinds.count("none"),
    )


def _row(row: Row, years: Mapping[str, Any], lang: Lang) -> DotRow:
    kind = _kind(row)
    cells = _cells(row, lang)
    return DotRow(
        name=row["name"],
        kind=kind,
        cells=cells,
        figures_line=in_line(cells, lang),
        value=row["rate_ratio"],
        low=row["rr_low"],
        high=row["rr_high"],
        words=text(lang, f"intervals_figure.{_reason(row)}", **years) if kind == "none" else "",
    )


def _kind(row: Row) -> RowKind:
    """Return the kind of a row's dot: a ratio to nothing has none, whatever the test says."""
    return _KINDS.get(row["verdict"], "none") if _has_dot(row) else "none"


def _reason(row: Row) -> str:
    if {"withheld", "not_stated"} & {*row["flags"]}:
        return "no_count"
    if row["baseline_n"] is None:
        return "no_extract"
    if row["baseline_n"] == 0:
        return "none_before" if row["n"] else "nobody"
    return "untested"


def _headings(years: Mapping[str, Any], lang: Lang) -> tuple[FigureCell, ...]:
    return (
        FigureCell(text(lang, "intervals_figure.counts", **years),
             text(lang, "intervals_figure.rate", **years)),
        FigureCell(text(lang, "intervals_figure.ratio"), text(lang, "intervals_figure.of_95")),
    )  # fmt: skip


def _cells(row: Row, lang: Lang) -> tuple[FigureCell, ...]:
    counts = ["–" if n is None else number(lang, n) for n in (row["baseline_n"], row["n"])]
    rate = row["rate_per_1000"]
    rate_text = (
        "–" if rate is None else text(lang, "figure.per_1000", number=rate_number(lang, rate))
    )
    pair = text(lang, "intervals_figure.pair", earlier=counts[0], later=counts[1])
    ratio = "–" if row["rate_ratio"] is None else number(lang, row["rate_ratio"], 2)
    return FigureCell(pair, rate_text), FigureCell(ratio, _interval(row, lang))


def _interval(row: Row, lang: Lang) -> str:
    if row["rate_ratio"] is None or row["rr_low"] is None:
        return ""
    low = number(lang, row["rr_low"], 2)
    if row["rr_high"] is None:
        return text(lang, "intervals_figure.open_interval", low=low)
    return text(lang, "words.interval", low=low, high=number(lang, row["rr_high"], 2))
