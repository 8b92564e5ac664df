"""Made-up survey answers and incidents of a realistic size and shape, from a seed."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FIRST_YEAR, LAST_YEAR = 2009, 2024
LAST_INDEX_YEAR = 2014
ANSWERS_TO_2014 = 8000
ANSWERS_LATER = (3500, 5000)
INCIDENTS_A_YEAR = 30_000
DESIGN_EFFECT = 1.2
_HUBS_PER_AREA = 6
_HUB_SPREAD_M = 220.0
_HUB_SHARE = 0.6
_WITHOUT_PLACE = 0.06
_RARE = 0.0025
_CATEGORIES = ("minimal", "reduceret", "ordinær", "intensiveret", "markant")
_WOMEN = 0.52
_UNSAFE_WOMEN = 0.62
_NEARER_A_YEAR = 0.004
_CUTS = (0.06, 0.085, 0.115, 0.15)


@dataclass(frozen=True)
class SyntheticSurvey:
    """Answers by year and area: ``yes`` of ``n`` feel unsafe; both have shape (years, areas)."""

    years: NDArray[np.int64]
    yes: NDArray[np.int64]
    n: NDArray[np.int64]


def levels(n_areas: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return the true share that feels unsafe by year and area, 0 to 1.

    Most areas become safer by and by, a few do not; a dip and a rise hit all at once.
    """
    years = np.arange(FIRST_YEAR, LAST_YEAR + 1)
    start = rng.normal(-2.15, 0.35, n_areas)
    slope = rng.normal(-0.030, 0.030, n_areas)
    shared = 0.12 * np.sin((years - FIRST_YEAR) / 2.7)
    logit = start + np.outer(years - FIRST_YEAR, slope) + shared[:, None]
    return np.asarray(1 / (1 + np.exp(-logit)))


def survey(true: NDArray[np.float64], rng: np.random.Generator) -> SyntheticSurvey:
    """Draw answers: about 8,000 a year to 2014, 3,500 to 5,000 later, over all areas."""
    years = np.arange(FIRST_YEAR, LAST_YEAR + 1)
    totals = np.where(
        years <= LAST_INDEX_YEAR, ANSWERS_TO_2014, rng.integers(*ANSWERS_LATER, len(years))
    )
    share = rng.dirichlet(np.full(true.shape[1], 60.0))
    n = np.maximum(np.rint(np.outer(totals, share)).astype(np.int64), 60)
    return SyntheticSurvey(years, rng.binomial(n, true), n)


def by_sex(
    survey: SyntheticSurvey, rng: np.random.Generator
) -> tuple[SyntheticSurvey, SyntheticSurvey]:
    """Divide the answers of a survey among women and men; the two add up to it.

    More women than men feel unsafe, and less so from year to year.
    """
    n_women = np.rint(_WOMEN * survey.n).astype(np.int64)
    n_men = survey.n - n_women
    share = _UNSAFE_WOMEN - _NEARER_A_YEAR * (survey.years - FIRST_YEAR)
    drawn = rng.binomial(survey.yes, share[:, None])
    yes_women = np.clip(drawn, survey.yes - n_men, n_women)
    return (
        SyntheticSurvey(survey.years, yes_women, n_women),
        SyntheticSurvey(survey.years, survey.yes - yes_women, n_men),
    )


def category(share: float) -> str:
    """Return a made-up action category for a made-up share."""
    return _CATEGORIES[int(np.searchsorted(_CUTS, share))]


@dataclass(frozen=True)
class Incidents:
    """Made-up incidents: minutes since 1970, minutes until reported, kind, place in metres.

    Places are NaN for those that nobody could place. Sorted by time.
    """

    occurred_min: NDArray[np.int64]
    reported_after_min: NDArray[np.int64]
    kind: NDArray[np.int64]
    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]


def incidents(
    polygons: Any, true: NDArray[np.float64], n_kinds: int, rng: np.random.Generator
) -> Incidents:
    """Draw incidents for every year, more where people feel unsafe and around a few hubs.

    ``polygons`` are the areas in a projected CRS, in the order of ``true``'s columns. The last of
    the kinds is rare: a few incidents a year in each area.
    """
    occurred = np.concatenate([_times(year, rng) for year in range(FIRST_YEAR, LAST_YEAR + 1)])
    n = len(occurred)
    area = _areas(occurred, true, rng)
    x_m, y_m = _places(polygons, area, rng)
    lost = rng.random(n) < _WITHOUT_PLACE
    x_m[lost], y_m[lost] = np.nan, np.nan
    reported_after_min = rng.exponential(2 * 1440, n).astype(np.int64)
    kind = rng.choice(n_kinds - 1, n, p=rng.dirichlet(np.full(n_kinds - 1, 8.0)))
    kind[rng.random(n) < _RARE] = n_kinds - 1
    return Incidents(
        occurred_min=occurred,
        reported_after_min=reported_after_min,
        kind=kind,
        x_m=x_m,
        y_m=y_m,
    )


def _times(year: int, rng: np.random.Generator) -> NDArray[np.int64]:
    fall = 1 - 0.018 * (year - FIRST_YEAR)
    n = int(rng.poisson(INCIDENTS_A_YEAR * fall))
    start = np.datetime64(f"{year}-01-01", "m").astype(np.int64)
    days = int((np.datetime64(f"{year + 1}-01-01") - np.datetime64(f"{year}-01-01")).astype(int))
    day = rng.integers(0, days, n)
    hour_weight = 1.2 + np.cos((np.arange(24) - 22) / 24 * 2 * np.pi)
    hour = rng.choice(24, n, p=hour_weight / hour_weight.sum())
    minutes = start + (day * 24 + hour) * 60 + rng.integers(0, 60, n)
    return np.sort(minutes)


def _areas(
    occurred: NDArray[np.int64], true: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.intp]:
    years = occurred.astype("datetime64[m]").astype("datetime64[Y]").astype(np.int64) + 1970
    cumulative = np.cumsum(true / true.sum(axis=1, keepdims=True), axis=1)[years - FIRST_YEAR]
    return np.asarray((rng.random(len(years))[:, None] > cumulative).sum(axis=1), dtype=np.intp)


def _places(
    polygons: Any, area: NDArray[np.intp], rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x_m, y_m = np.empty(len(area)), np.empty(len(area))
    for index, polygon in enumerate(polygons):
        in_area = np.flatnonzero(np.minimum(area, len(polygons) - 1) == index)
        hubs = _inside(polygon, _HUBS_PER_AREA, rng)
        points = _inside(polygon, len(in_area), rng)
        near_hub = rng.random(len(in_area)) < _HUB_SHARE
        near = hubs[rng.integers(0, len(hubs), len(in_area))]
        near = near + rng.normal(0, _HUB_SPREAD_M, near.shape)
        points[near_hub] = near[near_hub]
        x_m[in_area], y_m[in_area] = points[:, 0], points[:, 1]
    return x_m, y_m


def _inside(polygon: Any, n: int, rng: np.random.Generator) -> NDArray[np.float64]:
    import shapely

    shapely.prepare(polygon)
    west, south, east, north = polygon.bounds
    places = np.empty((0, 2))
    while len(places) < n:
        tried = rng.uniform((west, south), (east, north), size=(2 * n + 100, 2))
        kept = tried[shapely.contains_xy(polygon, tried[:, 0], tried[:, 1])]
        places = np.concatenate([places, kept])
    return places[:n]
