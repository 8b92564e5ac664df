"""A made-up city of the seeded tables' size: a store whose incidents are those counts."""

import csv
import io
from pathlib import Path

import numpy as np

from tests.disclosure.made_tables import made_counts
from tests.release.made.made_city import declaration
from tests.small_city import SIDE_M, SOUTH_M, WEST_M, City

LAST_YEAR = 2024
FILES = {
    "alle.csv": "incidents",
    "kort.html": "map change --baseline 2010 --year 2014",
}


def seeded_city(
    folder: Path,
    sizes: tuple[int, int, int],
    mean: float,
    order: np.ndarray | None = None,
) -> City:
    """Return a city of areas x categories x years with the seeded counts, loaded in an order."""
    n_areas, _, n_years = sizes
    city = City(folder)
    names = [f"Område {number:02}" for number in range(1, n_areas + 1)]
    city.areas(names)
    years = range(LAST_YEAR - n_years + 1, LAST_YEAR + 1)
    people = "\n".join(f"{name};{year};{4000 + 300 * at}"
                       for at, name in enumerate(names) for year in years)  # fmt: skip
    path = city.write("folketal.csv", f"Område;År;Folketal\n{people}\n")
    city.run("load", "population", path, "--set", "bydele")
    city.index([f"{name};{year};{20 + at + (year - 2010)};{300 + 10 * at};2014;"
                for at, name in enumerate(names) for year in (2010, 2014)])  # fmt: skip
    rows = made_incidents(sizes, made_counts(sizes, mean))
    _load_incidents(city, rows if order is None else [rows[at] for at in order])
    return city


def _load_incidents(city: City, rows: list[tuple[object, ...]]) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(
        [("id", "kategori", "dato", "x", "y"), *rows]
    )
    path = city.write("udtraek.csv", text.getvalue())
    city.run("load", "incidents", path, "--source", "Kilde", "--crs", "25832")


def made_incidents(sizes: tuple[int, int, int], counts: np.ndarray) -> list[tuple[object, ...]]:
    """Return a row a case, as id, category, day and place, spread over its year and its area."""
    rng = np.random.default_rng(1)
    n = int(counts.sum())
    at = np.repeat(np.arange(len(counts)), counts)
    area, category, year = np.unravel_index(at, sizes)
    first_year = LAST_YEAR - sizes[2] + 1
    month, day = rng.integers(1, 13, n), rng.integers(1, 29, n)
    x = WEST_M + area * SIDE_M + rng.integers(1, SIDE_M, n)
    y = SOUTH_M + rng.integers(1, SIDE_M, n)
    days = [f"{first_year + each[0]}-{each[1]:02}-{each[2]:02}"
            for each in zip(year.tolist(), month.tolist(), day.tolist(), strict=True)]  # fmt: skip
    kinds = [f"Art {number + 1:02}" for number in category.tolist()]
    return [*zip(range(n), kinds, days, x.tolist(), y.tolist(), strict=True)]


def seeded_declaration(city: City, n_years: int, **options: object) -> Path:
    """Declare every category and year of a seeded city, without a history."""
    table = (
        '\n[[tabel]]\nomraader = ["bydele"]\nkategorier = ["*"]\ntrin = "år"\n'
        f"fra = {LAST_YEAR - n_years + 1}\ntil = {LAST_YEAR}\n"
    )
    return declaration(city, FILES, tables=table, history=0, **options)
