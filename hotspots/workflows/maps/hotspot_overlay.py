"""The hotspots of the reported incidents, laid over a map of areas."""

from dataclasses import dataclass, replace
from datetime import date

from hotspots.engine.store import Store
from hotspots.language import Lang, Say, message
from hotspots.mapping.palettes import HOTSPOT_OVER
from hotspots.model.pages import LegendClass, Overlay
from hotspots.sentences.cells import hotspot_page
from hotspots.sentences.texts import day, number, text
from hotspots.workflows.asking.periods import chosen_period, incident_period
from hotspots.workflows.cells.detect import answer_of
from hotspots.workflows.cells.detecting import (
    AskedDetect,
    Detected,
    NothingToCount,
    Period,
    detected,
)
from hotspots.workflows.maps.ground_map import in_degrees
from hotspots.workflows.maps.hotspot_rows import drawn_hotspots, facts_of, hotspot_rows
from hotspots.workflows.maps.overlays import LaidOver

_CODE = "hotspot:"


@dataclass(frozen=True)
class AskedHotspots:
    """Which hotspots are laid over a map; without a day those of the year that it shows.

    ``side_m`` is the side of a cell in metres; days are included.
    """

    side_m: int | None = None
    category: str | None = None
    first_day: date | None = None
    last_day: date | None = None


def hotspots_over(
    store: Store, asked: AskedHotspots, set_name: str, year: int, lang: Lang, say: Say
) -> LaidOver:
    """Return the significant hotspots of a period as an overlay, or a note that there are none."""
    period = _period(store, asked, year)
    if period is None:
        return _nothing("map_layers.no_incidents", (date(year, 1, 1), date(year, 12, 31)), lang)
    question = AskedDetect(
        set_name=set_name,
        side_m=asked.side_m,
        category=asked.category,
        first_day=period[0],
        last_day=period[1],
        lang=lang,
    )
    try:
        found = detected(store, question, _unsaid)
    except NothingToCount:
        return _nothing("map_layers.no_incidents", period, lang)
    _say_choices(asked, found, say)
    if not found.hotspots:
        return _nothing("map_layers.no_hotspots", period, lang)
    answer = answer_of(store, question, found)
    loads = [int(one["load"]) for one in answer.sources]
    return LaidOver([_overlay(found, question)], loads, answer.notes)


def _period(store: Store, asked: AskedHotspots, year: int) -> Period | None:
    """Return the days asked for, else those of the year that may have incidents; None without."""
    if store.rows("incidents/period", category=None)[0]["first_day"] is None:
        return None
    if asked.first_day is not None or asked.last_day is not None:
        return chosen_period(store, asked.category, asked.first_day, asked.last_day, None)
    known = incident_period(store, asked.category)
    first = max(date(year, 1, 1), known["first_day"])
    last = min(date(year, 12, 31), known["last_day"])
    return (first, last) if first <= last else None


def _unsaid(_: str) -> None:
    """Say nothing: the choices are said together, by the options that this command has."""


def _say_choices(asked: AskedHotspots, found: Detected, say: Say) -> None:
    if asked.side_m is None or asked.first_day is None or asked.last_day is None:
        first, last = found.period
        say(
            message(
                "Hotspots are those of {first} to {last} in cells of {side_m} m. Change it with "
                "--from, --to and --cell.",
                first=first,
                last=last,
                side_m=found.laid.grid.side_m,
            )
        )


def _nothing(key: str, period: Period, lang: Lang) -> LaidOver:
    first, last = (day(lang, one) for one in period)
    return LaidOver(notes=[text(lang, key, first=first, last=last)])


def _overlay(found: Detected, asked: AskedDetect) -> Overlay:
    lang, facts = asked.lang, facts_of(found, asked)
    rows = hotspot_rows(found, lang)
    told = hotspot_page.tell(rows, [], facts, lang)
    drawn = [
        replace(one, code=_CODE + one.code, labelled=False)
        for one in drawn_hotspots(found, rows, told)
    ]
    first, last = (day(lang, one) for one in found.period)
    label = dict(told.classes)[hotspot_page.HOTSPOT]
    return Overlay(
        "hotspots",
        text(lang, "map_layers.hotspots"),
        [LegendClass(hotspot_page.HOTSPOT, label, *HOTSPOT_OVER)],
        in_degrees(drawn, found.laid.grid.crs),
        is_visible=False,
        note=text(
            lang,
            "map_layers.hotspots_note",
            what=facts.category or text(lang, "map_hotspots.all"),
            first=first,
            last=last,
            side=number(lang, facts.side_m),
            n_cells=number(lang, found.laid.grid.n_cells),
        ),
    )
