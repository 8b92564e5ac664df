"""What a picture of a series says: its title, its breaks, and the same in words alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotspots.language import Lang
from hotspots.model.charts import HIDDEN, BreakMark, Dot, Line, Panel
from hotspots.model.indicators import Break, Measure
from hotspots.sentences.indicators.change import figure, plain
from hotspots.sentences.slices import span
from hotspots.sentences.texts import text

_ALONE, _PAIR = 1, 2


@dataclass(frozen=True)
class SeriesFacts:
    """What a picture is about: names as people know them, the unit, and the years drawn."""

    indicator: str
    set_name: str
    measure: Measure
    asker: str | None
    first: int
    last: int
    lang: Lang


def title(facts: SeriesFacts) -> str:
    """Return the picture's title."""
    years = span(facts.first, facts.last)
    return text(facts.lang, "series_figure.title", indicator=facts.indicator, years=years)


def subtitle(facts: SeriesFacts, places: Sequence[str]) -> str:
    """Return the unit, who was asked, and the names of the places."""
    lang = facts.lang
    of = text(lang, f"series_figure.of_{facts.measure}")
    *rest, last = places
    return text(
        lang,
        "series_figure.subtitle",
        of=of[0].upper() + of[1:],
        asked=text(lang, f"series_figure.{facts.asker or 'unknown'}"),
        places=text(lang, "words.and").join([", ".join(rest), last]) if rest else last,
        set_name=facts.set_name,
    )


def mark(series_break: Break, lang: Lang) -> BreakMark:
    """Return a break as it is marked in the picture."""
    last = series_break.last_year or series_break.year
    short = text(lang, f"series_figure.short_{series_break.kind}")
    values = {
        "short": short,
        "years": span(series_break.year, last),
        "text": series_break.text(lang),
    }
    return BreakMark(
        series_break.kind,
        series_break.year,
        last,
        short,
        text(lang, "series_figure.mark", **values),
    )


def words(measure: Measure, lang: Lang) -> dict[str, str]:
    """Return the short words inside the picture and of its legend."""
    keys = ("certain", "unreliable", "rounding", "carried", "city_line", "too_few", "withheld",
            "nothing")  # fmt: skip
    texts = {key: text(lang, f"series_figure.{key}") for key in keys}
    return {**texts, "no_base": text(lang, f"series_figure.no_base_{measure}")}


def alt(facts: SeriesFacts, panels: Sequence[Panel], names: Mapping[str, str]) -> str:
    """Say the picture in words: the figures of every line, what is hidden, and the breaks."""
    of = text(facts.lang, f"series_figure.of_{facts.measure}")
    sentences = [text(facts.lang, "series_figure.alt_start", title=title(facts), of=of)]
    for panel in panels:
        if not panel.lines:
            sentences.append(text(facts.lang, "series_figure.alt_nothing", name=panel.title))
        for line in panel.lines:
            several = len(panel.lines) > 1
            name = f"{panel.title}, {names[line.indicator]}" if several else panel.title
            sentences += _line(name, line, facts)
    marks = [one.text for panel in panels for one in panel.marks]
    return " ".join([*sentences, *dict.fromkeys(marks)])


def _line(name: str, line: Line, facts: SeriesFacts) -> list[str]:
    dots = [one for one in line.dots if one.kind not in HIDDEN]
    return [*_dot_sentences(name, dots, facts), *_hidden(name, line, facts.lang)]


def _dot_sentences(name: str, dots: Sequence[Dot], facts: SeriesFacts) -> list[str]:
    if not dots:
        return []
    first, last = dots[0], dots[-1]
    low, high = min(dots, key=_value), max(dots, key=_value)
    values = {"first": first, "last": last, "low": low, "high": high}
    texts = {
        key: _dot_text(dot, facts, full=key in {"first", "last"}) for key, dot in values.items()
    }
    years = {f"{key}_year": dot.year for key, dot in values.items()}
    key = "alt_one" if len(dots) == _ALONE else "alt_pair" if len(dots) == _PAIR else "alt_line"
    return [text(facts.lang, f"series_figure.{key}", name=name, **texts, **years)]


def _value(dot: Dot) -> float:
    return dot.value or 0.0


def _dot_text(dot: Dot, facts: SeriesFacts, *, full: bool) -> str:
    def written(value: float | None) -> str:
        return figure(value, dot.decimals, facts.measure, facts.lang)

    if not full or dot.low is None or dot.high is None:
        return written(dot.value)
    ends = [
        plain(end, None, facts.measure, facts.lang, "statistic") for end in (dot.low, dot.high)
    ]
    values = {"value": written(dot.value), "low": ends[0], "high": ends[1]}
    return text(facts.lang, "series_figure.alt_value", **values)


def _hidden(name: str, line: Line, lang: Lang) -> list[str]:
    sentences = []
    for kind in ("too_few", "withheld"):
        years = ", ".join(str(one.year) for one in line.dots if one.kind == kind)
        if years:
            why = text(lang, f"series_figure.{kind}")
            sentences.append(
                text(lang, "series_figure.alt_hidden", name=name, years=years, why=why)
            )
    return sentences
