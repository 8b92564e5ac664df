"""Action categories of areas: read from an extract, or computed from a score by its scale."""

from hotspots.analysis.indicators.scales import with_categories
from hotspots.engine.store import Store
from hotspots.model.indicators import AreaCategory


def categories_of(
    store: Store,
    set_name: str,
    indicator: str,
    year_1: int | None = None,
    year_2: int | None = None,
    edition: int | None = None,
) -> list[AreaCategory]:
    """Return the category of each area of a set in two years; of all years where none is given.

    Rows have area_code, year, category, ``computed`` (whether it was worked out from a score
    with the scale of the score's own edition), load_id (the figure's) and ``load_ids`` (also
    the scale's). A category that was read goes before a computed one.
    """
    candidates = store.rows(
        "estimates/category_candidates",
        set_name=set_name,
        indicator=indicator,
        year_1=year_1,
        year_2=year_2,
        edition=edition,
    )
    return with_categories(candidates, store.rows("scales/steps"))
