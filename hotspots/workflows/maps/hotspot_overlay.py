"""The hotspots of the reported incidents, laid over a map of areas."""

from dataclasses import dataclass, replace
from datetime import date

from hotspots.engine.store import Store
from hotspots.language import Lang, Say, message
from hotspots.mapping.palettes import HOTSPOT_OVER
from hotspots.model.pages import LegendClass, Overlay
from hotspots.sentences.cells import hotspot_page
from hotspots.sentences.texts import day, number, text
from hotspots.workflows.asking.naming import check_category
from hotspots.workflows.asking.periods import chosen_period, incident_period
from hotspots.workflows.cells.detect import answer_of, warning
from hotspots.workflows.cells.detecting import Detected, detected
from hotspots.workflows.cells.scoring import DetectQuestion, Period
from hotspots.workflows.incidents.points import KnownByArea, NothingToCount
from hotspots.workflows.maps.ground_map import in_degrees
from hotspots.workflows.maps.hotspot_rows import drawn_hotspots, facts_of, hotspot_rows
from hotspots.workflows.maps.overlays import LaidOver

_CODE = "hotspot:"


@dataclass(frozen=True)
class HotspotsQuestion:
    """Which hotspots are laid over a map; without a day those of the year that it shows.

    ``side_m`` is the side of a cell in metres; days are included.
    """

    side_m: int | None = None
    category: str | None = None
    first_day: date | None = None
    last_day: date | None = None


def hotspots_over(
    store: Store, question: HotspotsQuestion, set_name: str, year: int, lang: Lang, say: Say
) -> LaidOver:
    """Return the significant hotspots of a period as an overlay, or a note that there are none."""
    period = _period(store, question, year)
    if period is None:
        is_counted = bool(store.rows("incidents/counted_sets"))
        key = "map_layers.known_by_area" if is_counted else "map_layers.no_incidents"
        return _nothing(key, (date(year, 1, 1), date(year, 12, 31)), lang)
    detect_question = DetectQuestion(
        set_name=set_name,
        side_m=question.side_m,
        category=question.category,
        first_day=period[0],
        last_day=period[1],
        lang=lang,
    )
    try:
        detection = detected(store, detect_question, _unsaid)
    except KnownByArea:
        return _nothing("map_layers.known_by_area", period, lang)
    except NothingToCount:
        return _nothing("map_layers.no_incidents", period, lang)
    _say_choices(question, detection, say)
    if not detection.hotspots:
        nothing = _nothing("map_layers.no_hotspots", period, lang)
        said = warning(detect_question, detection)
        return replace(nothing, notes=[*nothing.notes, said] if said else nothing.notes)
    answer = answer_of(store, detect_question, detection)
    loads = [int(one["load"]) for one in answer.sources]
    return LaidOver([_overlay(detection, detect_question)], loads, answer.notes)


def _period(store: Store, question: HotspotsQuestion, year: int) -> Period | None:
    """Return the days asked for, else those of the year that may have incidents; None without."""
    if store.rows("incidents/period", category=None)[0]["first_day"] is None:
        return None
    if question.first_day is not None or question.last_day is not None:
        return chosen_period(store, question.category, question.first_day, question.last_day, None)
    check_category(store, question.category)
    days = incident_period(store, None)
    first = max(date(year, 1, 1), days["first_day"])
    last = min(date(year, 12, 31), days["last_day"])
    return (first, last) if first <= last else None


def _unsaid(_: str) -> None:
    """Say nothing: the choices are said together, by the options that this command has."""


def _say_choices(question: HotspotsQuestion, detection: Detected, say: Say) -> None:
    if question.side_m is None or question.first_day is None or question.last_day is None:
        first, last = detection.period
        say(
            message(
                "Hotspots are those of {first} to {last} in cells of {side_m} m. Change it with "
                "--from, --to and --cell.",
                first=first,
                last=last,
                side_m=detection.laid.grid.side_m,
            )
        )


def _nothing(key: str, period: Period, lang: Lang) -> LaidOver:
    first, last = (day(lang, one) for one in period)
    return LaidOver(notes=[text(lang, key, first=first, last=last)])


def _overlay(detection: Detected, question: DetectQuestion) -> Overlay:
    lang, facts = question.lang, facts_of(detection, question)
    rows = hotspot_rows(detection, lang)
    page_text = hotspot_page.tell(rows, [], facts, lang)
    drawn = [
        replace(shape, code=_CODE + shape.code, labelled=False)
        for shape in drawn_hotspots(detection, rows, page_text)
    ]
    first, last = (day(lang, bound) for bound in detection.period)
    label = dict(page_text.classes)[hotspot_page.HOTSPOT]
    return Overlay(
        "hotspots",
        text(lang, "map_layers.hotspots"),
        [LegendClass(hotspot_page.HOTSPOT, label, *HOTSPOT_OVER)],
        in_degrees(drawn, detection.laid.grid.crs),
        is_visible=False,
        note=text(
            lang,
            "map_layers.hotspots_note",
            what=facts.category or text(lang, "map_hotspots.all"),
            first=first,
            last=last,
            side=number(lang, facts.side_m),
            n_cells=number(lang, detection.laid.grid.n_cells),
        ),
    )
