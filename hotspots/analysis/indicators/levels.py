"""The level of an indicator per area and year, for the years that can be set side by side."""

from collections import Counter
from collections.abc import Sequence

from hotspots.analysis.indicators.pairing import disagrees
from hotspots.analysis.indicators.series import FigureReading, chosen, dot
from hotspots.model.areas import CITY
from hotspots.model.indicators import Break, Figure, Level, LevelKind, Levels

Areas = Sequence[tuple[str, str]]


def levels(
    areas: Areas, figures: Sequence[Figure], how: FigureReading, year: int
) -> Levels | None:
    """Return the levels of the years that are of one definition with ``year``.

    ``areas`` are (code, name) pairs, the city among them or not; ``figures`` rows as
    ``estimates/figures`` gives them, of all years and editions. None where no area has a
    figure in that year.
    """
    indicator = _definition(figures, year)
    if indicator is None:
        return None
    years = _years([one for one in figures if one["indicator"] == indicator])
    same = [one for one in years if _segment(one, how.breaks) == _segment(year, how.breaks)]
    comparable = [one for one in figures if one["indicator"] == indicator and one["year"] in same]
    by_area: dict[str, list[Figure]] = {}
    for figure in comparable:
        by_area.setdefault(figure["area_code"], []).append(figure)
    by_year: dict[int, dict[str, Level]] = {one: {} for one in same}
    for code, name in areas:
        for level in _of_area((code, name), by_area.get(code, []), how, same, year):
            by_year[level.year][code] = level
    left_out_years = [one for one in _years(figures) if one not in same]
    return Levels(indicator, same, by_year, left_out_years)


def _definition(figures: Sequence[Figure], year: int) -> str | None:
    """Return the indicator that most areas have in a year: a series may have several."""
    counts = Counter(
        figure["indicator"] for figure in figures if figure["year"] == year and _is_of_area(figure)
    )
    return min(counts, key=lambda name: (-counts[name], name), default=None)


def _years(figures: Sequence[Figure]) -> list[int]:
    return sorted({one["year"] for one in figures if _is_of_area(one)})


def _is_of_area(figure: Figure) -> bool:
    return figure["area_code"] != CITY and figure["percent"] is not None


def _segment(year: int, breaks: Sequence[Break]) -> int:
    """Return how many changes of definition lie before a year."""
    return sum(
        candidate.kind == "definition" and candidate.area_code is None and candidate.year <= year
        for candidate in breaks
    )


def _of_area(
    area: tuple[str, str],
    figures: Sequence[Figure],
    how: FigureReading,
    years: Sequence[int],
    year: int,
) -> list[Level]:
    code, name = area
    by_year = {one["year"]: one for one in chosen(figures)}
    return [
        _level(
            area, by_year[each], figures, how, is_broken=_is_broken(code, each, year, how.breaks)
        )
        if each in by_year
        else Level(code, name, each, "missing")
        for each in years
    ]


def _is_broken(code: str, year: int, target_year: int, breaks: Sequence[Break]) -> bool:
    """Tell whether an area changed its definition between a year and the one asked about."""
    first, last = min(year, target_year), max(year, target_year)
    return any(
        candidate.kind == "definition"
        and candidate.area_code == code
        and candidate.is_crossed(first, last)
        for candidate in breaks
    )


def _level(
    area: tuple[str, str],
    figure: Figure,
    figures: Sequence[Figure],
    how: FigureReading,
    *,
    is_broken: bool,
) -> Level:
    read = dot(figure, how)
    kind: LevelKind = "broken" if is_broken and read.value is not None else read.kind
    return Level(
        area=area[0],
        name=area[1],
        year=read.year,
        kind=kind,
        value=read.value,
        low=read.low,
        high=read.high,
        n=figure["n"] if how.measure == "share" else figure.get("counted"),
        edition=figure["edition"],
        decimals=read.decimals,
        carried=read.carried,
        disputed=figure["percent"] is not None and disagrees(figure, figures),
    )
