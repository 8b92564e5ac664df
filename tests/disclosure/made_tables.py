"""Made-up linked tables: areas, categories and years with all their totals."""

from itertools import product

import numpy as np

from hotspots.model.disclosure import Dimension, LinkedTables, Member

TOTAL = Member("total", "*")


def dimension(name, size, **groups):
    """Return a dimension of so many members, with a total and levels of groups by number."""
    finest = tuple(f"{name}{number:03}" for number in range(size))
    members = {Member(name, code): frozenset({position}) for position, code in enumerate(finest)}
    for level, numbers in groups.items():
        for number in sorted(set(numbers)):
            positions = frozenset(np.flatnonzero(np.asarray(numbers) == number).tolist())
            members[Member(level, str(number))] = positions
    if size > 1:
        members[TOTAL] = frozenset(range(size))
    return Dimension(name, finest, members)


def whole_tables(*dimensions):
    """Return the tables of every member of every dimension with every other."""
    return LinkedTables(dimensions, tuple(product(*(part.members for part in dimensions))))


def made_tables(*sizes):
    """Return areas x categories x years, with totals."""
    names = ("area", "category", "year")
    return whole_tables(*(dimension(*pair) for pair in zip(names, sizes, strict=True)))


def made_counts(sizes, mean, seed=1):
    """Draw counts: areas differ somewhat, categories much, years by chance alone (n_finest,)."""
    n_areas, n_categories, n_years = sizes
    rng = np.random.default_rng(seed)
    areas = rng.gamma(4, 1, n_areas)
    categories = np.exp(rng.normal(0, 1.3, n_categories))
    uneven = rng.gamma(8, 1 / 8, (n_areas, n_categories, 1))
    expected = (areas / areas.mean())[:, None, None] * (categories / categories.mean())[:, None]
    return rng.poisson(mean * expected * uneven * np.ones(n_years)).ravel()
