"""What is drawn of some weeks: a mark for each case, places hit again, windows and hotspots."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hotspots.language import Lang
from hotspots.mapping.palettes import (
    EFFORT,
    HIT_AGAIN,
    MARKS,
    WEEK_HOTSPOT,
    WEEK_WINDOW,
)
from hotspots.model.incidents import WeekCase, WeekFinds
from hotspots.model.pages import LegendClass, Overlay
from hotspots.sentences.incidents import week_page as words
from hotspots.sentences.texts import day, number, text
from hotspots.workflows.maps.ground_map import Drawn, in_degrees

# A mark is as large as a dot of a few pixels where the whole map is seen.
_MARKS_ACROSS = 110
_CORNERS = 16
# An effort may run in a whole district, and would hide it.
_HIDDEN = frozenset({"efforts"})
# Corners of each mark around its centre, as (angle in degrees from north, part of the radius).
_SHAPES: Mapping[str, Sequence[tuple[float, float]]] = {
    "▲": [(angle, 1.25) for angle in (0, 120, 240)],
    "▼": [(angle, 1.25) for angle in (60, 180, 300)],
    "■": [(angle, 1.2) for angle in (45, 135, 225, 315)],
    "◆": [(angle, 1.25) for angle in (0, 90, 180, 270)],
    "★": [(36 * turn, 1.4 if turn % 2 == 0 else 0.6) for turn in range(10)],
    "●": [(360 / _CORNERS * turn, 1.0) for turn in range(_CORNERS)],
    "○": [(360 / _CORNERS * turn, 0.8) for turn in range(_CORNERS)],
}


@dataclass(frozen=True)
class MarkScale:
    """How large a mark is on the ground, in metres, and in which CRS."""

    radius_m: float
    crs: str

    @classmethod
    def over(cls, outlines: Sequence[bytes], crs: str) -> "MarkScale":
        """Return the scale of a map that shows some outlines."""
        import shapely

        west, south, east, north = shapely.total_bounds(shapely.from_wkb([*outlines]))
        return cls(float(max(east - west, north - south)) / _MARKS_ACROSS, crs)


def code_of(case: WeekCase) -> str:
    """Return the code under which a case stands on the page; nothing without coordinates."""
    return "" if case.x_m is None else f"case:{case.number}"


def overlays(finds: WeekFinds, scale: MarkScale, lang: Lang) -> list[Overlay]:
    """Return what is laid over the areas, what is largest first; nothing where there is none."""
    made = (_efforts(finds, scale, lang), _hotspots(finds, scale, lang),
            _windows(finds, scale, lang), _again(finds, scale, lang),
            _cases(finds, scale, lang))  # fmt: skip
    return [overlay for overlay in made if overlay.areas]


def _cases(finds: WeekFinds, scale: MarkScale, lang: Lang) -> Overlay:
    placed = [case for case in finds.cases if case.x_m is not None]
    counts = Counter(case.category for case in placed)
    ordered = sorted(counts, key=lambda kind: (-counts[kind], kind))
    named = dict(zip([kind for kind in ordered if kind], MARKS[:-1], strict=False))
    mark_of = {kind: named.get(kind, MARKS[-1]) for kind in ordered}
    drawn = [
        Drawn(code_of(case), case.category, _mark(case, mark_of[case.category][1], scale),
              mark_of[case.category][1], words.case_lines(case, lang),
              title=case.category or text(lang, "week_page.no_kind"))
        for case in placed
    ]  # fmt: skip
    legend = [
        LegendClass(mark, f"{mark} {kind} ({number(lang, counts[kind])})", colour)
        for kind, (colour, mark) in named.items()
    ]
    rest = sum(n for kind, n in counts.items() if kind not in named)
    if rest:
        colour, mark = MARKS[-1]
        label = text(lang, "week_page.other_kinds")
        legend.append(LegendClass(mark, f"{mark} {label} ({number(lang, rest)})", colour))
    label = text(lang, "week_page.overlay_cases")
    unseen = len(finds.cases) - len(placed)
    note = text(lang, "week_page.without_point", n=number(lang, unseen)) if unseen else ""
    return Overlay("cases", label, legend, in_degrees(drawn, scale.crs), note=note,
                   is_marks=True)  # fmt: skip


def _mark(case: WeekCase, mark: str, scale: MarkScale) -> bytes:
    import shapely

    x_m, y_m = case.x_m or 0.0, case.y_m or 0.0
    corners = [
        (x_m + part * scale.radius_m * math.sin(math.radians(angle)),
         y_m + part * scale.radius_m * math.cos(math.radians(angle)))
        for angle, part in _SHAPES[mark]
    ]  # fmt: skip
    return bytes(shapely.Polygon(corners).wkb)


def _again(finds: WeekFinds, scale: MarkScale, lang: Lang) -> Overlay:
    drawn = [
        Drawn(f"again:{index}", "", _ring(place.x_m, place.y_m, scale), "again",
              [words.again_line(place, lang)],
              title=text(lang, "week_page.overlay_again"))
        for index, place in enumerate(finds.again)
    ]  # fmt: skip
    return _overlay("again", HIT_AGAIN, drawn, scale, lang)


def _ring(x_m: float, y_m: float, scale: MarkScale) -> bytes:
    import shapely

    centre = shapely.Point(x_m, y_m)
    ring: Any = centre.buffer(2.1 * scale.radius_m).difference(centre.buffer(1.7 * scale.radius_m))
    return bytes(ring.wkb)


def _windows(finds: WeekFinds, scale: MarkScale, lang: Lang) -> Overlay:
    import shapely

    drawn = [
        Drawn(f"window:{index}", "",
              bytes(shapely.Point(each.x_m, each.y_m).buffer(each.reach_m).wkb), "windows",
              [text(lang, "week_page.window_line", kind=each.category, where=each.where,
                    until=day(lang, each.until), metres=number(lang, each.reach_m))],
              title=text(lang, "week_page.overlay_windows"))
        for index, each in enumerate(finds.windows)
    ]  # fmt: skip
    return _overlay("windows", WEEK_WINDOW, drawn, scale, lang)


def _hotspots(finds: WeekFinds, scale: MarkScale, lang: Lang) -> Overlay:
    drawn = [
        Drawn(f"hotspot:{spot.number}", str(spot.number), spot.wkb, "hotspots",
              [text(lang, "week_page.hotspot_line", number=spot.number, name=spot.name,
                    n=number(lang, spot.n), weekly=number(lang, spot.weekly, 1))],
              labelled=True, title=text(lang, "map_review.place", number=spot.number,
                                        name=spot.name))
        for spot in finds.hotspots
    ]  # fmt: skip
    return _overlay("hotspots", WEEK_HOTSPOT, drawn, scale, lang)


def _efforts(finds: WeekFinds, scale: MarkScale, lang: Lang) -> Overlay:
    drawn = [
        Drawn(f"effort:{index}", each.name, each.wkb, "efforts", title=each.name)
        for index, each in enumerate(finds.efforts)
        if each.wkb is not None
    ]
    return _overlay("efforts", EFFORT, drawn, scale, lang)


def _overlay(
    key: str, look: tuple[str, Any], drawn: Sequence[Drawn], scale: MarkScale, lang: Lang
) -> Overlay:
    label = text(lang, f"week_page.overlay_{key}")
    areas = in_degrees(drawn, scale.crs) if drawn else []
    classes = [LegendClass(key, text(lang, f"week_page.class_{key}"), *look)]
    return Overlay(key, label, classes, areas, is_visible=key not in _HIDDEN)
