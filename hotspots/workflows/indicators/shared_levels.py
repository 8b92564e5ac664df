"""Estimates that share strength, for what shows levels: what they need, and what is said."""

from collections.abc import Sequence

from hotspots.analysis.indicators.shared_levels import (
    LEAST_AREAS,
    LEAST_YEARS,
    SharedLevels,
    shared_levels,
)
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError
from hotspots.language import Lang, message
from hotspots.model.indicators import Levels
from hotspots.sentences.texts import number, text
from hotspots.workflows.asking.questions import Scope
from hotspots.workflows.indicators.figures import FigureSeries


def find_shared(store: Store, scope: Scope, series: FigureSeries, levels: Levels) -> SharedLevels:
    """Return the estimates of a series' levels; raise where there can be none, and say why."""
    if scope.indicator["measure"] != "share":
        raise HotspotsError(
            message(
                "Estimates share strength among shares of those asked; {indicator} is none. "
                "Leave --estimate shared out.",
                indicator=scope.indicator["indicator"],
            )
        )
    shared = possible_shared(store, scope, series, levels)
    if shared is None:
        raise HotspotsError(
            message(
                "In no year have {least} areas both a figure and a number of answers, so that "
                "nothing says how far the areas can support each other. Leave --estimate shared "
                "out, or load the numbers of answers with `hotspots load index`.",
                least=LEAST_AREAS,
            )
        )
    return shared


def possible_shared(
    store: Store, scope: Scope, series: FigureSeries, levels: Levels
) -> SharedLevels | None:
    """Return the same, None where there can be none."""
    if scope.indicator["measure"] != "share":
        return None
    people = store.rows(
        "population/of_years",
        set_name=scope.set_name, years=sorted(levels.years), group_key=scope.group,
    )  # fmt: skip
    residents = {(row["area_code"], row["year"]): float(row["population"]) for row in people}
    return shared_levels(
        levels, series.rows, residents, overlapping=bool(scope.area_set["overlapping"])
    )


def shared_notes(shared: SharedLevels, years: Sequence[int], lang: Lang) -> list[str]:
    """Return what a reader of the estimates of some years must know, the gravest first."""
    missing = [str(year) for year in years if year not in shared.by_year]
    sentences = [
        text(lang, "shared.note_over_years" if shared.over_years else "shared.note_one_year",
             least=LEAST_YEARS),
        text(lang, "shared.note_no_change"),
        *_meeting(shared, [year for year in years if year in shared.by_year], lang),
    ]  # fmt: skip
    if missing:
        listed = ", ".join(missing)
        sentences.append(text(lang, "shared.note_years_without", years=listed, least=LEAST_AREAS))
    return sentences


def _meeting(shared: SharedLevels, years: Sequence[int], lang: Lang) -> list[str]:
    """Say what the estimates add up to, and by how much they were moved for it."""
    moved = [abs((shared.moved or {}).get(year, 0.0)) for year in years]
    if not shared.moved or not moved:
        return []
    by = "residents" if set(years) <= set(shared.by_residents) else "answers"
    whole = "city" if set(years) <= set(shared.to_city) else "areas"
    return [
        text(
            lang,
            f"shared.note_meets_{whole}",
            weights=text(lang, f"shared.by_{by}"),
            most=number(lang, max(moved), 1),
        )
    ]
