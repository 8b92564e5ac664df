"""What became of a hotspot in words, and what must be said beside a review."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from hotspots.analysis.methods.count_swings import Swings
from hotspots.language import Lang
from hotspots.model.review import BY_ATTENTION, ReviewFacts, ReviewRow, Steps
from hotspots.sentences.incidents.swings import swing_note
from hotspots.sentences.texts import counted, day, number, text

_FAMILY = {"bh": "review.bh", "holm": "review.holm", "none": "review.each_alone"}
_STEPS = {"bh": "emerging.steps", "holm": "emerging.steps_holm", "none": "emerging.steps_alone"}
_ROUNDED_TO_TENS = -1


def sentence(row: ReviewRow, facts: ReviewFacts, lang: Lang) -> str:
    """Return what became of a hotspot, such as ``Ved Sjælør: fra 41 til 23 hændelser``."""
    before, after = number(lang, row.before_n), number(lang, row.after_n)
    footing = _footing(row, facts, lang)
    counted = text(lang, "review.counted", before=before, after=after, footing=footing)
    metres = number(lang, round(row.moved_m, _ROUNDED_TO_TENS)) if row.moved_m else ""
    became = text(lang, f"review.{_became(row)}", metres=metres)
    return f"{row.name[:1].upper()}{row.name[1:]}: {counted}, {became}."


def _became(row: ReviewRow) -> str:
    if row.class_ != "unsettled":
        return row.class_
    return "hot_before_only" if "hot_before_only" in row.flags else "hot_after_only"


def _footing(row: ReviewRow, facts: ReviewFacts, lang: Lang) -> str:
    """Return the change on equal footing, where plain counts cannot be compared."""
    if facts.is_even or row.change_percent is None:
        return ""
    sign = "+" if row.change_percent > 0 else "−" if row.change_percent < 0 else ""
    percent = f"{sign}{number(lang, abs(row.change_percent))}"
    key = "review.beside_city" if facts.relative else "review.per_day"
    return " " + text(lang, key, percent=percent)


def period_notes(facts: ReviewFacts, loaded: tuple[date, date], lang: Lang) -> list[str]:
    """Return what speaks against comparing the two periods at all."""
    notes = []
    if not facts.same_months:
        notes.append(text(lang, "review.other_months"))
    if facts.before[0] < loaded[0] or facts.after[1] > loaded[1]:
        first, last = (day(lang, one) for one in loaded)
        notes.append(text(lang, "review.not_covered", first=first, last=last))
    return notes


def gap_notes(first: date | None, lang: Lang) -> list[str]:
    """Return that no extract covers a month of the periods, ``first`` being its first day."""
    return [] if first is None else [text(lang, "review.gap", first=day(lang, first))]


def time_notes(hours: tuple[int, int] | None, weekdays: Sequence[int], lang: Lang) -> list[str]:
    """Return how incidents with a span are counted, where only some times of the week are."""
    return [text(lang, "review.half_in")] if hours is not None or weekdays else []


def review_notes(
    rows: Sequence[ReviewRow], facts: ReviewFacts, learnt: Swings | None, lang: Lang
) -> list[str]:
    """Return how hotspots were matched and tested, and how alike the two periods are."""
    level = facts.level.removeprefix("hot_")
    return [
        _summary(rows, lang),
        *([text(lang, "review.same_weeks" if facts.by_week else "review.same_months")]
          if facts.same_months else []),
        _exposures(facts, lang),
        text(lang, "review.matched", level=level, reach=number(lang, facts.reach_m)),
        *_tested(facts, learnt, lang),
        text(lang, _FAMILY[facts.adjust], n_tests=number(lang, facts.n_tests),
             n_cells=number(lang, facts.n_cells_tested)),
        *_not_listed(facts, lang),
        *_kappa(facts, lang),
        text(lang, "detect.counts"),
    ]  # fmt: skip


def area_notes(names: Sequence[str], n_rows: int, n_hotspots: int, lang: Lang) -> list[str]:
    """Say that only the hotspots of some areas are listed, and that all were tested together."""
    if not names:
        return []
    return [text(lang, "review.of_areas", names=", ".join(names), n=number(lang, n_rows),
                 total=number(lang, n_hotspots))]  # fmt: skip


def _tested(facts: ReviewFacts, learnt: Swings | None, lang: Lang) -> list[str]:
    """Say what the test allows for, and who pays for having been picked."""
    n_cells = number(lang, facts.n_cells)
    if learnt is None:
        return [text(lang, "review.chance_only"), text(lang, "review.tested", n_cells=n_cells)]
    swings = swing_note(learnt, lang, "review.swings")
    places = number(lang, facts.n_places)
    return [swings, counted(lang, "review.places", facts.n_places, n_places=places,
                            n_cells=n_cells)]  # fmt: skip


def _not_listed(facts: ReviewFacts, lang: Lang) -> list[str]:
    """Say that more was tested than is listed, where places were hot in earlier years alone."""
    n = facts.n_earlier_tests
    return [counted(lang, "review.not_listed", n, n_earlier=number(lang, n))] if n else []


def _summary(rows: Sequence[ReviewRow], lang: Lang) -> str:
    n_of = Counter(row.class_ for row in rows)
    if not rows:
        return text(lang, "review.none")
    parts = [f"{text(lang, f'review.class_{one}')} {n_of[one]}" for one in BY_ATTENTION]
    return counted(lang, "review.summary", len(rows), told=len(rows), parts=", ".join(parts))


def _exposures(facts: ReviewFacts, lang: Lang) -> str:
    if facts.relative:
        before, after = (number(lang, one) for one in facts.exposures)
        return text(lang, "review.relative", before=before, after=after)
    before, after = (number(lang, one) for one in facts.days)
    key = "review.even" if facts.is_even else "review.uneven"
    return text(lang, key, before=before, after=after)


def _kappa(facts: ReviewFacts, lang: Lang) -> list[str]:
    if facts.kappa is None:
        return [text(lang, "review.no_kappa")]
    return [text(lang, "review.kappa", kappa=number(lang, facts.kappa, 2))]


def cut_note(first: date, last: date, lang: Lang) -> str:
    """Return that steps outside the days loaded are left out: nothing is known of them."""
    return text(lang, "emerging.not_covered", first=day(lang, first), last=day(lang, last))


def emerging_notes(
    steps: Sequence[tuple[date, date]], unit: Steps, level: str, adjust: str, lang: Lang
) -> list[str]:
    """Return what the steps are, how the classes are defined, and what they do not allow for."""
    values = {
        "n": len(steps), "first": day(lang, steps[0][0]), "last": day(lang, steps[-1][1]),
        "unit": text(lang, f"emerging.{unit}"), "level": level.removeprefix("hot_"),
    }  # fmt: skip
    return [
        text(lang, _STEPS[adjust], **values),
        *(text(lang, f"emerging.{one}") for one in ("definitions", "history", "season")),
        text(lang, "detect.counts"),
    ]
