"""A name that somebody gave and that nothing in the store has."""

from collections.abc import Sequence

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
        raise _no_incidents(store)
    _check_among(category, stored["categories"] or [])


def check_counted_category(store: Store, category: str | None) -> None:
    """Raise where neither extracts nor tables of counts have incidents of a category."""
    stored = store.rows("incidents/period", category=None)[0]
    tables = store.rows("incidents/counted_sets")
    if stored["first_day"] is None and not tables:
        raise _no_incidents(store)
    of_tables = {row["category"] for row in tables if row["category"]}
    _check_among(category, sorted({*(stored["categories"] or []), *of_tables}))


def _no_incidents(store: Store) -> HotspotsError:
    n = sum(row["n_rows"] for row in store.rows("incidents/counted_sets"))
    if n:
        return HotspotsError(
            message(
                "These incidents are known by area only: the store has {n:,} {n:count|counts} of "
                "areas and no incident by itself, with a place and a time, which this needs. "
                "Bring some in with `hotspots load incidents`; `hotspots incidents` shows the "
                "counts.",
                n=n,
            )
        )
    return HotspotsError(
        message("The store has no incidents yet. Bring some in with `hotspots load incidents`.")
    )


def _check_among(category: str | None, categories: Sequence[str]) -> None:
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
