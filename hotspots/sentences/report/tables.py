"""What a report says in tables of goals, hotspots, loads and breaks."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from hotspots.language import Lang
from hotspots.model.indicators import Break, ChangeRow
from hotspots.model.report import ReportTable
from hotspots.sentences.advice import without_advice
from hotspots.sentences.report.summary import ReportFacts, span
from hotspots.sentences.slices import span as years
from hotspots.sentences.sources import source_text
from hotspots.sentences.texts import day, number, ratio_limit, text, tight

Row = Mapping[str, Any]
NONE = "–"
_MOST_FINDINGS = 40
_HOTSPOT_WIDTHS = {"rank": 0.7, "place": 4.6, "core": 1.9, "all_areas": 2.9, "incidents": 1.5,
                   "share": 1.3, "km2": 1.1, "kinds": 4.7, "when": 1.7}  # fmt: skip
_HOTSPOT_NUMBERS = frozenset({"rank", "incidents", "share", "km2"})


def goals(rows: Sequence[Row], facts: ReportFacts) -> ReportTable:
    """Return the targets with their rule, deadline and answer."""
    keys = ("goal", "rule", "deadline", "answer", "certainty")
    return _table(
        facts.say("goals_caption"), [facts.say(f"head_{key}") for key in keys],
        [_goal(row, facts) for row in rows], [3.0, 5.0, 1.7, 1.8, 1.6], (),
    )  # fmt: skip


def _goal(row: Row, facts: ReportFacts) -> list[str]:
    deadline = row["deadline"]
    deadline_day = date.fromisoformat(deadline) if isinstance(deadline, str) else deadline
    name = str(row["goal"])
    return [
        name[:1].upper() + name[1:],
        row["rule"] or NONE,
        NONE if deadline_day is None else day(facts.lang, deadline_day),
        facts.say(f"answer_{row['answer']}"),
        facts.say(f"certainty_{row['certainty']}"),
    ]


def hotspots(
    rows: Sequence[Row],
    where: Mapping[int, tuple[str | None, Sequence[str]]],
    facts: ReportFacts,
    *,
    with_places: bool,
) -> ReportTable:
    """Return the hotspots with where they lie, what happens in them and when.

    ``where`` gives the area of a hotspot's core and all its areas, by its number. ``with_places``
    it is called by words in the place of all its areas, which the words name too.
    """
    keys = ["rank", *(("place", "core") if with_places else ("core", "all_areas")), "incidents",
            "share", "km2", "kinds", "when"]  # fmt: skip
    cells = [_hotspot(row, *where[row["hotspot"]], facts) for row in rows]
    return _table(
        facts.say("hotspots_caption"), [facts.say(f"head_{key}") for key in keys],
        [[each[key] for key in keys] for each in cells], [_HOTSPOT_WIDTHS[key] for key in keys],
        [index for index, key in enumerate(keys) if key in _HOTSPOT_NUMBERS],
    )  # fmt: skip


def _hotspot(
    row: Row, core: str | None, areas: Sequence[str], facts: ReportFacts
) -> dict[str, str]:
    lang = facts.lang
    when = [one for one in (row["busiest_weekday"], row["busiest_part"]) if one]
    return {
        "rank": str(row["hotspot"]), "place": _capital(row["name"]), "core": core or NONE,
        "all_areas": ", ".join(areas) or NONE, "incidents": number(lang, row["n"]),
        "share": f"{number(lang, row['share_percent'], 1)} %",
        "km2": number(lang, row["area_km2"], 2), "kinds": ", ".join(row["categories"]) or NONE,
        "when": ", ".join(when) or NONE,
    }  # fmt: skip


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def reviewed(
    rows: Sequence[Row], before: tuple[date, date], after: tuple[date, date], facts: ReportFacts
) -> ReportTable:
    """Return what became of the hotspots."""
    periods = {"before": facts.say("days", **span(before, facts.lang)),
            "after": facts.say("days", **span(after, facts.lang))}  # fmt: skip
    keys = ("place", "became", "before", "after", "ratio")
    return _table(
        facts.say("review_caption", **periods), [facts.say(f"head_{key}") for key in keys],
        [_review(row, facts) for row in rows], [4.0, 2.0, 1.3, 1.3, 2.4], (2, 3, 4),
    )  # fmt: skip


def _review(row: Row, facts: ReportFacts) -> list[str]:
    lang = facts.lang
    ratio = NONE
    if row["rr_low"] is not None and row["rr_high"] is not None and row["rate_ratio"] is not None:
        middle = number(lang, row["rate_ratio"], 2)
        low, high = (ratio_limit(lang, row[name]) for name in ("rr_low", "rr_high"))
        ratio = f"{middle} ({text(lang, 'words.interval', low=low, high=high)})"
    return [_capital(row["name"]), facts.say(f"became_{row['class']}"),
            number(lang, row["before_n"]), number(lang, row["after_n"]), ratio]  # fmt: skip


def loads(rows: Sequence[Row], facts: ReportFacts) -> ReportTable:
    """Return the loads that count, with how many rows came in and were turned away."""
    keys = ("load", "kind", "file", "source", "rows", "stored", "rejected", "loaded")
    return _table(
        facts.say("loads_caption"), [facts.say(f"head_{key}") for key in keys],
        [_load(row, facts) for row in rows if row["superseded_by"] is None],
        [0.7, 1.9, 3.3, 4.2, 1.2, 1.2, 1.2, 2.6], (0, 4, 5, 6),
    )  # fmt: skip


def loads_lead(rows: Sequence[Row], facts: ReportFacts) -> str:
    """Return what the table of loads holds, and why incidents may be rejected without a fault."""
    lead = facts.say("data_loads_text")
    has_rejects = any(row["kind"] == "incidents" and row["rows_rejected"] for row in rows)
    return f"{lead} {facts.say('data_repeats')}" if has_rejects else lead


def _load(row: Row, facts: ReportFacts) -> list[str]:
    loaded = datetime.fromisoformat(row["loaded_at"]).date()
    counts = (row["rows_in"], row["rows_stored"], row["rows_rejected"])
    return [str(row["load"]), facts.say(f"kind_{row['kind']}"), row["file"], _source(row, facts),
            *(number(facts.lang, one) for one in counts), day(facts.lang, loaded)]  # fmt: skip


def _source(row: Row, facts: ReportFacts) -> str:
    source = source_text(row["source"], facts.lang) or NONE
    if not row["licence"]:
        return source
    return facts.say("licensed", source=source, licence=row["licence"])


def breaks(series_breaks: Sequence[Break], facts: ReportFacts) -> ReportTable:
    """Return the known breaks of the series, in the order of years."""
    keys = ("year", "break", "text", "source")
    return _table(
        facts.say("breaks_caption"),
        [facts.say(f"head_{key}") for key in keys],
        [
            [
                years(series_break.year, series_break.last_year or series_break.year),
                facts.say(f"break_{series_break.kind}"),
                series_break.text(facts.lang),
                series_break.source_in(facts.lang),
            ]
            for series_break in series_breaks
        ],
        [1.2, 1.6, 6.0, 3.5],
        (),
    )


def missing(rows: Sequence[ChangeRow], facts: ReportFacts) -> list[str]:
    """Return which areas have no figure, or none that can be judged."""
    sentences = []
    for verdict, key in (("no_figure", "figure"), ("no_baseline", "baseline"),
                         ("not_testable", "test"), ("suppressed", "hidden")):  # fmt: skip
        names = ", ".join(row.name for row in rows if row.verdict == verdict)
        if names:
            sentences.append(facts.say(f"missing_{key}", names=names))
    return sentences


def findings(rows: Sequence[Row], notes: Sequence[str], facts: ReportFacts) -> list[str]:
    """Return what the checks of the data found, and which checks were made."""
    lines = [
        facts.say("check_line", what=row["what"].rstrip("."),
                  how_sure=facts.say(f"check_{row['how_sure']}"))
        for row in rows[:_MOST_FINDINGS]
    ]  # fmt: skip
    more = len(rows) - len(lines)
    return [*lines, *([facts.say("checks_more", n=more)] if more > 0 else []), *notes]


def remarks(notes: Sequence[str], earlier_notes: Sequence[str], lang: Lang) -> list[str]:
    """Return notes without those that stand elsewhere or speak of columns that are not shown."""
    unshown = {text(lang, "incidents.city_ratio"), *earlier_notes}
    kept = dict.fromkeys(one for one in without_advice(notes) if one not in unshown)
    return [tight(one) for one in kept]


def _table(
    caption: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    numeric: Sequence[int],
) -> ReportTable:
    return ReportTable(
        caption, headings, [[tight(one) for one in row] for row in rows],
        [at in numeric for at in range(len(widths))], widths,
    )  # fmt: skip
