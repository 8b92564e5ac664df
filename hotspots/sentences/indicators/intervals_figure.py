"""What the dot-and-interval picture of a change says."""

from collections.abc import Sequence
from dataclasses import dataclass

from hotspots.analysis.methods.multiplicity import Method
from hotspots.language import Lang
from hotspots.model.charts import DotRow, FigureCell, IntervalsPicture, RowKind, SortBy
from hotspots.model.indicators import ChangeRow, Measure, Verdict
from hotspots.model.periods import Period
from hotspots.sentences.indicators.change import difference, figure, hidden_years, limit, plain
from hotspots.sentences.maps.name_order import danish_order
from hotspots.sentences.texts import counted, number, text, tight

_KINDS: dict[Verdict, RowKind] = {
    "better": "better",
    "worse": "worse",
    "not_distinguishable": "same",
    "undecided_rounding": "undecided",
}
_SAFETY = ("tryg", "utryg")
LEGEND: tuple[RowKind, ...] = ("better", "worse", "same", "undecided")


@dataclass(frozen=True)
class IntervalFacts:
    """What the picture is about; ``better`` is the way that is better, lower or higher.

    ``title``, ``areas`` and ``summary`` are the sentences that the page of the same change has.
    """

    indicator: str
    better: str
    measure: Measure
    baseline: Period
    year: Period
    title: str
    areas: str
    summary: str
    lang: Lang


def picture(rows: Sequence[ChangeRow], facts: IntervalFacts, sort: SortBy) -> IntervalsPicture:
    """Return the picture without its notes and source; its numbers are those of the rows."""
    lang = facts.lang
    unit = {"unit": text(lang, f"unit.{facts.measure}")}
    years = {"baseline_year": facts.baseline, "year": facts.year}
    city, areas = rows[0], ordered(rows[1:], facts.better, sort)
    left, right = _sides(facts)
    drawn = [_row(one, lang) for one in areas]
    first = _row(city, lang) if _has_figure(city) else None
    legend = [(kind, text(lang, f"intervals_figure.is_{kind}")) for kind in LEGEND]
    return IntervalsPicture(
        lang=lang,
        title=facts.title,
        subtitle=text(lang, "intervals_figure.subtitle", areas=facts.areas, **unit),
        banner="",
        axis=text(lang, "intervals_figure.axis", **unit, **years),
        left=left,
        right=right,
        is_ratio=False,
        headings=_headings(facts),
        heading=in_line(_headings(facts), lang),
        city=first,
        rows=drawn,
        legend=legend,
        interval=text(lang, "intervals_figure.interval"),
        unreliable=text(lang, "intervals_figure.unreliable"),
        no_axis=text(lang, "intervals_figure.no_axis"),
        standing=(),
        notes=(),
        source="",
        alt=alt(facts.title, facts.summary, [city.sentence] if first else [], drawn, legend, lang),
    )


def ordered(rows: Sequence[ChangeRow], better: str, sort: SortBy) -> list[ChangeRow]:
    """Return areas by change, the best first; by level, the worst first; or by name.

    Areas without a dot, or without a level, come last. Equals follow the alphabet.
    """
    sign = 1 if better == "lower" else -1

    def place(row: ChangeRow) -> tuple[bool, float, tuple[str, str]]:
        value = row.percent if sort == "level" else row.change_pp
        missing = value is None or (sort == "change" and row.verdict not in _KINDS)
        direction = -sign if sort == "level" else sign
        by_value = 0.0 if missing or sort == "name" else direction * (value or 0.0)
        return missing and sort != "name", by_value, danish_order(row.name)

    return sorted(rows, key=place)


def sides(lower: str, higher: str, lang: Lang) -> tuple[str, str]:
    """Return the words left and right of no change, each with an arrow."""
    return (
        text(lang, "intervals_figure.arrow_left", words=text(lang, f"intervals_figure.{lower}")),
        text(lang, "intervals_figure.arrow_right", words=text(lang, f"intervals_figure.{higher}")),
    )


def _sides(facts: IntervalFacts) -> tuple[str, str]:
    if facts.measure == "per_1000":
        return sides("fewer", "more", facts.lang)
    safety = facts.indicator.startswith(_SAFETY)
    good, bad = ("safer", "less_safe") if safety else ("better", "worse")
    return sides(*((good, bad) if facts.better == "lower" else (bad, good)), facts.lang)


def in_line(cells: Sequence[FigureCell], lang: Lang) -> str:
    """Return two cells in one line: figures, change with its interval, what they rest on."""
    figures, change = cells
    change_text = change.main
    if change.small:
        values = {"change": change.main, "interval": change.small}
        change_text = text(lang, "intervals_figure.with_interval", **values)
    return " · ".join(one for one in (figures.main, change_text, figures.small) if one)


def _headings(facts: IntervalFacts) -> tuple[FigureCell, ...]:
    lang, years = facts.lang, {"baseline_year": facts.baseline, "year": facts.year}
    key = "years" if facts.measure == "share" else "years_unit"
    unit = text(lang, f"told.{facts.measure}")
    counted = text(lang, f"intervals_figure.counted_{facts.measure}")
    return (
        FigureCell(text(lang, f"intervals_figure.{key}", unit=unit, **years), counted),
        FigureCell(text(lang, "intervals_figure.change"), text(lang, "intervals_figure.of_95")),
    )


def _has_figure(city: ChangeRow) -> bool:
    return city.percent is not None or city.baseline_percent is not None


def _row(row: ChangeRow, lang: Lang) -> DotRow:
    kind = _KINDS.get(row.verdict, "none")
    name = row.name
    if "carried_over" in row.flags:
        name = text(lang, "intervals_figure.carried", name=name)
    cells = _cells(row, lang)
    return DotRow(
        name=name,
        kind=kind,
        cells=cells,
        figures_line=in_line(cells, lang),
        value=row.change_pp,
        low=row.ci_low_pp,
        high=row.ci_high_pp,
        words=_reason(row, lang) if kind == "none" else "",
        is_unreliable="unreliable" in row.flags,
    )


def _cells(row: ChangeRow, lang: Lang) -> tuple[FigureCell, ...]:
    printed = row.printed
    pair = [_figure(row.baseline_percent, printed.baseline_decimals, printed.measure, lang),
            _figure(row.percent, printed.decimals, printed.measure, lang)]  # fmt: skip
    answers = ["–" if n is None else number(lang, n) for n in (row.baseline_n, row.n)]
    both = tight(text(lang, "intervals_figure.pair", earlier=pair[0], later=pair[1]))
    if row.verdict == "no_figure" and row.baseline_percent is None:
        return FigureCell("–", ""), FigureCell("–", "")
    change = "–" if row.change_pp is None else difference(row.change_pp, printed.measure, lang)
    return FigureCell(both, " / ".join(answers)), FigureCell(change, _interval(row, lang))


def _figure(percent: float | None, decimals: int | None, measure: Measure, lang: Lang) -> str:
    if percent is None:
        return "–"
    if measure == "share":
        return figure(percent, decimals, measure, lang)
    return plain(percent, decimals, measure, lang)


def _interval(row: ChangeRow, lang: Lang) -> str:
    if row.ci_low_pp is None or row.ci_high_pp is None:
        return ""
    measure = row.printed.measure
    ends = {"low": limit(row.ci_low_pp, measure, lang),
            "high": limit(row.ci_high_pp, measure, lang)}  # fmt: skip
    return text(lang, "words.interval", **ends)


def _reason(row: ChangeRow, lang: Lang) -> str:
    """Return why an area has no dot, in the words of what is missing."""
    key: str = row.verdict
    if row.verdict == "suppressed":
        key = "withheld" if "withheld" in row.flags else "too_few_answers"
    base = text(lang, f"base.{row.printed.measure}")
    values = {"baseline_year": row.baseline_period, "year": row.period, "base": base}
    return text(lang, f"intervals_figure.{key}", years=hidden_years(row, lang), **values)


def family(n_tests: int, adjust: Method, no_change: str, lang: Lang) -> list[str]:
    """Say how many areas were tested at once, and why a hollow dot's line may miss no change."""
    key = "multiplicity_none" if adjust == "none" else "multiplicity"
    values = {"method": text(lang, f"adjust.{adjust}"), "no_change": no_change}
    sentence = counted(lang, f"intervals_figure.{key}", n_tests, n_tests=n_tests, **values)
    return [sentence] if n_tests else []


def alt(
    title: str,
    summary: str,
    city: Sequence[str],
    rows: Sequence[DotRow],
    legend: Sequence[tuple[RowKind, str]],
    lang: Lang,
) -> str:
    """Say the picture in words: the sum of it, the city, then who is what, and who is missing."""
    sentences = [text(lang, "intervals_figure.alt", title=title, summary=summary).rstrip(), *city]
    for kind, words in legend:
        names = [one.name for one in rows if one.kind == kind]
        if names:
            sentences.append(
                text(lang, "intervals_figure.alt_list", kind=words, names=", ".join(names))
            )
    sentences += [f"{one.name}: {one.words}." for one in rows if one.kind == "none"]
    return " ".join(sentences)
