"""What the dot-and-interval picture of reported crime says."""

from collections.abc import Mapping, Sequence
from typing import Any

from hotspots.analysis.methods.multiplicity import Method
from hotspots.language import Lang
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.charts import DotRow, FigureCell, IntervalsPicture, RowKind, SortBy
from hotspots.sentences.incidents.cleared import columns_note, count_words
from hotspots.sentences.incidents.rates import FAMILY
from hotspots.sentences.indicators.intervals_figure import alt, in_line, sides
from hotspots.sentences.maps.name_order import danish_order
from hotspots.sentences.texts import counted, number, rate_number, text

_KINDS: dict[str, RowKind] = {
    "better": "better",
    "worse": "worse",
    "not_distinguishable": "same",
    "undecided_classes": "undecided",
}
_WORDS: dict[RowKind, str] = {"better": "is_fewer", "worse": "is_more", "same": "is_same"}
_CLEARED_WORDS = _WORDS | {"undecided": "is_undecided_classes"}
Row = Mapping[str, Any]


def picture(
    rows: Sequence[Row], settings: Mapping[str, Any], sort: SortBy, lang: Lang
) -> IntervalsPicture:
    """Return the picture without its notes and source, from the rows of ``incidents``.

    The first row is the city's; what has no place or lies outside is not drawn. Of cleared
    counts without a figure the interval is drawn alone.
    """
    cleared = settings.get("use") == "cleared"
    years = {"baseline_year": settings["baseline"], "year": settings["year"]}
    first, areas = rows[0], ordered(_areas(rows), sort)
    city, drawn = _row(first, years, lang), [_row(one, years, lang) for one in areas]
    key = "title_category" if settings["category"] else "title_reported"
    title = text(lang, f"intervals_figure.{key}", category=settings["category"], **years)
    kinds = _CLEARED_WORDS if cleared else _WORDS
    legend = [(kind, text(lang, f"intervals_figure.{words}")) for kind, words in kinds.items()]
    left, right = sides("fewer", "more", lang)
    summary = _summary(drawn, lang, cleared=cleared)
    which = "cleared" if cleared else "interval"
    small = text(lang, "intervals_figure.small")
    described = alt(title, summary, [f"{city.name}: {city.figures_line}."], drawn, legend, lang)
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
        interval=text(lang, f"intervals_figure.{which}"),
        unreliable=small if cleared else text(lang, "intervals_figure.unreliable"),
        no_axis=text(lang, "intervals_figure.no_axis"),
        standing=(),
        notes=(),
        source="",
        alt=" ".join([described, *_without_dot(drawn, small, lang)]),
    )


def _without_dot(rows: Sequence[DotRow], words: str, lang: Lang) -> list[str]:
    """Name the areas whose interval is drawn alone."""
    names = [row.name for row in rows if row.is_unreliable]
    listed = text(lang, "intervals_figure.alt_list", kind=words, names=", ".join(names))
    return [listed] if names else []


def _areas(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["area"] not in {CITY, OUTSIDE, UNPLACED}]


def ordered(rows: Sequence[Row], sort: SortBy) -> list[Row]:
    """Return areas by ratio, the greatest fall first; by rate, the highest first; or by name.

    Areas without a dot, or without a rate, come last. Equals follow the alphabet.
    """

    def place(row: Row) -> tuple[bool, float, tuple[str, str]]:
        value = row["rate_per_1000"] if sort == "level" else row["rate_ratio"]
        if sort == "change" and not _is_drawn(row):
            value = None
        sign = -1 if sort == "level" else 1
        by_value = 0.0 if sort == "name" or value is None else sign * value
        return value is None and sort != "name", by_value, danish_order(row["name"])

    return sorted(rows, key=place)


def left_out(n_tests: int, adjust: Method, k: int | None, lang: Lang) -> list[str]:
    """Return the notes of ``incidents`` that are about columns a picture does not have.

    ``k`` is that of cleared counts, if they are.
    """
    family_note = counted(lang, FAMILY[adjust], n_tests, n_tests=n_tests)
    columns = [columns_note(k, lang)] if k else []
    return [family_note, text(lang, "incidents.city_ratio"), *columns]


def _is_drawn(row: Row) -> bool:
    return row["p"] is not None and (row["rate_ratio"] is not None or _has_interval_alone(row))


def _has_interval_alone(row: Row) -> bool:
    """Tell whether a row of cleared counts has an interval, and no figure to have a dot at."""
    return "n_low" in row and row["rate_ratio"] is None and row["rr_low"] is not None


def _subtitle(rows: Sequence[Row], settings: Mapping[str, Any], lang: Lang) -> str:
    n_areas = len(_areas(rows))
    places = {"n_areas": n_areas, "set_name": settings.get("set_title") or settings["set"]}
    areas = counted(lang, "map_change.subtitle", n_areas, **places)
    alone = any("counts_only" in row["flags"] for row in rows)
    key = "subtitle_counts" if alone else "subtitle_reported"
    return text(lang, f"intervals_figure.{key}", areas=areas)


def _summary(rows: Sequence[DotRow], lang: Lang, *, cleared: bool) -> str:
    kinds = [row.kind for row in rows]
    return counted(
        lang,
        f"intervals_figure.summary_{'cleared' if cleared else 'reported'}",
        len(rows),
        n_areas=len(rows),
        better=kinds.count("better"),
        worse=kinds.count("worse"),
        same=kinds.count("same"),
        open=kinds.count("undecided" if cleared else "none"),
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
        is_unreliable=_has_interval_alone(row),
    )


def _kind(row: Row) -> RowKind:
    """Return the kind of a row's dot: a ratio to nothing has none, whatever the test says."""
    return _KINDS.get(row["verdict"], "none") if _is_drawn(row) else "none"


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
    counts = [_count(row, side, lang) for side in ("baseline_", "")]
    rate = _rate(row, lang)
    rate_text = text(lang, "figure.per_1000", number=rate) if rate else "–"
    pair = text(lang, "intervals_figure.pair", earlier=counts[0], later=counts[1])
    ratio = (
        "–" if row["rate_ratio"] is None else number(lang, row["rate_ratio"], 2, kind="statistic")
    )
    return FigureCell(pair, rate_text), FigureCell(ratio, _interval(row, lang))


def _count(row: Row, side: str, lang: Lang) -> str:
    """Write a count, or of cleared ones without a figure what they are under."""
    n, high = row[f"{side}n"], row.get(f"{side}high" if side else "n_high")
    if high is not None:
        return count_words(high, n, lang)
    return "–" if n is None else number(lang, n)


def _rate(row: Row, lang: Lang) -> str:
    if row["rate_per_1000"] is not None:
        return rate_number(lang, row["rate_per_1000"])
    below = row.get("rate_below_per_1000")
    return "" if below is None else text(lang, "cleared.under_rate", rate=rate_number(lang, below))


def _interval(row: Row, lang: Lang) -> str:
    """Write the interval of a ratio; nothing of one that reaches from nought without an end."""
    ends = bool(row["rr_low"]) or row["rr_high"] is not None
    alone = _has_interval_alone(row) and ends
    if row["rr_low"] is None or (row["rate_ratio"] is None and not alone):
        return ""
    low = number(lang, row["rr_low"], 2, kind="statistic")
    if row["rr_high"] is None:
        return text(lang, "intervals_figure.open_interval", low=low)
    return text(
        lang, "words.interval", low=low, high=number(lang, row["rr_high"], 2, kind="statistic")
    )
