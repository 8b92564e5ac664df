"""A name that somebody gave and that nothing in the store has."""

from hotspots.engine.store import Store
from hotspots.errors import HotspotsError
from hotspots.language import message
from hotspots.sources.files.names import unknown


def indicator_named(store: Store, named: str) -> str:
    """Return the name of an indicator that the store knows, or say which there are."""
    indicators = [str(row["indicator"]) for row in store.rows("estimates/indicators")]
    if named.casefold() not in indicators:
        raise unknown(
            message(
                "There is no indicator {name!r}. There are: {known}.",
                name=named,
                known=", ".join(indicators),
            ),
            named,
            indicators,
        )
    return named.casefold()


def check_category(store: Store, category: str | None) -> None:
    """Raise where the store has no incidents, or none of a category, and say which there are."""
    stored = store.rows("incidents/period", category=None)[0]
    if stored["first_day"] is None:
        raise HotspotsError(
            message(
                "The store has no incidents yet. Bring some in with `hotspots load incidents`."
            )
        )
    categories = stored["categories"] or []
    if category is not None and category not in categories:
        raise unknown(
            message(
                "No incidents of {category!r}. Categories: {known}.",
                category=category,
                known=", ".join(categories) or message("none"),
            ),
            category,
            categories,
        )
