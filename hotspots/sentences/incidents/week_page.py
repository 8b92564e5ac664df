"""What the page on some weeks says: its headline, its short tables, its lines, its cases."""

from collections.abc import Sequence
from datetime import datetime

from hotspots.analysis.incidents.week import ALL_KINDS
from hotspots.language import Lang
from hotspots.model.areas import UNPLACED
from hotspots.model.incidents import HitAgain, WeekCase, WeekFinds, WeekRow
from hotspots.model.pages import PageBlock, PageTable
from hotspots.sentences.incidents import week as words
from hotspots.sentences.incidents.week import WeekFacts
from hotspots.sentences.texts import day, number, text

# More lines than these of one kind are counted, so that the sheet stays one.
_MOST_LINES = 5
_MOST_ROWS = 15
_CASE_KEYS = ("number", "time", "kind", "where", "place_known", "reported")
_MOMENT = {"da": "EEE dd-MM 'kl.' HH.mm", "en": "EEE d MMM HH:mm"}
_DAY = {"da": "EEE dd-MM", "en": "EEE d MMM"}
_NOTHING = "–"


def title(facts: WeekFacts, names: str, lang: Lang) -> str:
    """Return the page's title: which weeks, and where."""
    weeks = words.week_words(facts.span, lang)
    return text(lang, "week_page.title", weeks=weeks[:1].upper() + weeks[1:], names=names)


def subtitle(facts: WeekFacts, category: str | None, lang: Lang) -> str:
    """Return the days, and what is counted."""
    what = category or text(lang, "map_hotspots.all")
    return text(lang, "week_page.subtitle", first=day(lang, facts.span[0]),
                last=day(lang, facts.span[1]), what=what)  # fmt: skip


def summary(headline: str, rows: Sequence[WeekRow], finds: WeekFinds, lang: Lang) -> str:
    """Return the headline, and how many of the cases lie in hotspots."""
    n_in = sum(spot.n for spot in finds.hotspots)
    if not n_in:
        return headline
    spots = ", ".join(text(lang, "week_page.spot", number=spot.number, n=number(lang, spot.n))
                      for spot in finds.hotspots[:2])  # fmt: skip
    return f"{headline} " + text(lang, "week_page.in_hotspots", n=number(lang, n_in),
                                 total=number(lang, rows[0].n), spots=spots)  # fmt: skip


def kinds_block(rows: Sequence[WeekRow], facts: WeekFacts, lang: Lang) -> PageBlock:
    """Return the place as a whole and its kinds as a table."""
    kinds, n_more = _most_telling([row for row in rows if row.category != ALL_KINDS])
    kept = [*rows[:1], *kinds]
    more = [text(lang, "week_page.more_rows", n=number(lang, n_more))] if n_more else []
    total = text(lang, "week_page.all_kinds")
    named = [(total if row.category == ALL_KINDS else row.category, row) for row in kept]
    keys = ("kind", "n", _before(facts), "usual", "verdict", "new", "late")
    return PageBlock(
        text(lang, "week_page.kinds"),
        [words.new_note(rows, facts, lang), *more],
        [text(lang, f"week_page.{key}") for key in keys],
        [key not in {"kind", "verdict"} for key in keys],
        [[name, *_figures(row, lang), _count(row.new_n, lang), _count(row.late_n, lang)]
         for name, row in named],
    )  # fmt: skip


def areas_block(rows: Sequence[WeekRow], facts: WeekFacts, lang: Lang) -> list[PageBlock]:
    """Return the areas as a table; nothing where the place is one area."""
    areas = [row for row in rows[1:] if row.category == ALL_KINDS]
    if not areas:
        return []
    keys = ("area", "n", _before(facts), "usual", "verdict")
    kept, n_more = _most_telling(areas)
    more = [text(lang, "week_page.more_rows", n=number(lang, n_more))] if n_more else []
    block = PageBlock(
        text(lang, "week_page.areas"),
        more,
        [text(lang, f"week_page.{key}") for key in keys],
        [key not in {"area", "verdict"} for key in keys],
        [[row.name, *_figures(row, lang)] for row in kept],
    )
    return [block]


def _most_telling(rows: Sequence[WeekRow]) -> tuple[list[WeekRow], int]:
    """Return the rows that a sheet has room for, in their order, and how many are left out.

    Those that stand out come before those with most incidents.
    """
    ordered = sorted(rows, key=lambda row: (row.verdict not in {"worse", "better"}, -row.n))
    first = ordered[:_MOST_ROWS]
    return [row for row in rows if row in first], len(rows) - len(first)


def _before(facts: WeekFacts) -> str:
    return "before" if facts.is_single_week else "before_weeks"


def _figures(row: WeekRow, lang: Lang) -> list[str]:
    return [number(lang, row.n), _count(row.before_n, lang), _usual(row, lang), verdict(row, lang)]


def _count(n: int | None, lang: Lang) -> str:
    return _NOTHING if n is None else number(lang, n)


def _usual(row: WeekRow, lang: Lang) -> str:
    if row.usual_mean is None:
        return _NOTHING
    mean, span = words.mean_words(row.usual_mean, lang), words.span_words(row, lang)
    return f"{mean} ({span})" if span else mean


def verdict(row: WeekRow, lang: Lang) -> str:
    """Return the verdict in a word or two; nothing of what has no place."""
    if row.area == UNPLACED:
        return _NOTHING
    return text(lang, f"week_page.{row.verdict}")


def below(finds: WeekFinds, again_weeks: int, lang: Lang) -> list[PageBlock]:
    """Return what has to do with what was before, as short lists.

    ``again_weeks`` are how many weeks back places are looked for.
    """
    again = [again_line(place, lang) for place in finds.again]
    windows = [text(lang, "week_page.window_line", kind=each.category, where=each.where,
                    until=day(lang, each.until), metres=number(lang, each.reach_m))
               for each in finds.windows]  # fmt: skip
    hotspots = [text(lang, "week_page.hotspot_line", number=spot.number, name=spot.name,
                     n=number(lang, spot.n), weekly=words.mean_words(spot.weekly, lang))
                for spot in finds.hotspots]  # fmt: skip
    efforts = [text(lang, "week_page.effort_line" if each.starts_on else "week_page.effort",
                    name=", ".join(filter(None, (each.name, each.place))),
                    since=each.starts_on and day(lang, each.starts_on))
               for each in finds.efforts]  # fmt: skip
    no_window = "no_window" if finds.has_pattern else "no_pattern"
    no_hotspot = "no_hotspot" if finds.n_hotspots else "no_hotspots"
    return [
        _lines("hotspots", hotspots, no_hotspot, lang),
        _lines("again", again, "no_again", lang, weeks=again_weeks),
        _lines("windows", windows, no_window, lang),
        _lines("efforts", efforts, "no_effort", lang),
    ]


def again_line(place: HitAgain, lang: Lang) -> str:
    """Return a place hit again: where, how many incidents there, and of which categories."""
    where = place.where[:1].upper() + place.where[1:]
    return text(lang, "week_page.again_line", where=where, n=number(lang, place.n),
                kinds=", ".join(place.categories))  # fmt: skip


def _lines(key: str, lines: Sequence[str], nothing: str, lang: Lang, **values: int) -> PageBlock:
    kept = [*lines[:_MOST_LINES]] or [text(lang, f"week_page.{nothing}")]
    if len(lines) > _MOST_LINES:
        kept.append(text(lang, "week_page.more", n=number(lang, len(lines) - _MOST_LINES)))
    return PageBlock(text(lang, f"week_page.{key}", **values), kept)


def cases_table(finds: WeekFinds, codes: Sequence[str], lang: Lang) -> PageTable:
    """Return the single cases as the page's long table; ``codes`` tie them to the map."""
    return PageTable(
        caption=text(lang, "week_page.cases"),
        headings=[text(lang, f"week_page.{key}") for key in _CASE_KEYS],
        numeric=[key == "number" for key in _CASE_KEYS],
        rows=[_case_cells(case, lang) for case in finds.cases],
        codes=codes,
    )


def finds_notes(lang: Lang) -> list[str]:
    """Return what must be said of places hit again, windows and hotspots."""
    return [text(lang, "week_page.note_hotspots"), text(lang, "week_page.note_windows")]


def _case_cells(case: WeekCase, lang: Lang) -> list[str]:
    reported = day(lang, case.reported_on) if case.reported_on else _NOTHING
    return [str(case.number), time_words(case, lang), case.category or _NOTHING,
            case.where or _NOTHING, place_words(case, lang), reported]  # fmt: skip


def case_lines(case: WeekCase, lang: Lang) -> list[str]:
    """Return what the panel of a case says."""
    lines = [time_words(case, lang), f"{case.where} ({place_words(case, lang)})"]
    if case.reported_on is not None:
        lines.append(text(lang, "week_page.reported_on", day=day(lang, case.reported_on)))
    return lines


def place_words(case: WeekCase, lang: Lang) -> str:
    """Return how exactly the place of a case is known."""
    return text(lang, f"week_page.place_{case.exactness}")


def time_words(case: WeekCase, lang: Lang) -> str:
    """Return when a case occurred, as exactly as that is known."""
    if case.precision in {"week", "month", "year"}:
        return text(lang, "week_page.some_day")
    ends = (case.occurred_from, case.occurred_to)
    first, last = (each and _written(each, _MOMENT[lang], lang) for each in ends)
    if case.precision == "moment" and first:
        return first
    if case.precision == "span" and first and last:
        return text(lang, "week_page.between", first=first, last=last)
    if case.precision == "open_end" and first:
        return text(lang, "week_page.from", first=first)
    if case.precision == "open_start" and last:
        return text(lang, "week_page.until", last=last)
    midnight = datetime.combine(case.occurred_on, datetime.min.time())
    return _written(midnight, _DAY[lang], lang)


def _written(moment: datetime, pattern: str, lang: Lang) -> str:
    from babel.dates import format_datetime

    locale = "da_DK" if lang == "da" else "en_GB"
    return str(format_datetime(moment, pattern, locale=locale))
