"""Codes and the categories they are shown as: what the table of codes does not have is said."""

import pytest

from tests.small_city import SOUTH_M, WEST_M, City

TABLE = "kode;kategori\n71311;Indbrud\n76201;Vold\n"


@pytest.fixture
def city(tmp_path):
    made = City(tmp_path)
    made.areas(["Nord"])
    return made


def loaded(city, codes, table=TABLE):
    """Load a row for each code and return what was said."""
    rows = [f"{number};01-02-2024;{WEST_M + 500};{SOUTH_M + 500};{code}"
            for number, code in enumerate(codes)]  # fmt: skip
    path = city.write("h.csv", "id;dato;x;y;kode\n" + "\n".join(rows) + "\n")
    table_path = city.write("koder.csv", table)
    return city.run("load", "incidents", path, "--map", "category=kode",
                    "--categories", table_path).stderr  # fmt: skip


def test_codes_that_are_not_in_the_table_are_counted_and_said(city):
    """The most frequent first; a category by its name and an empty cell are no such codes."""
    said = loaded(city, ["71311", "73108", "Vold", "", "55", "73108"])
    assert (
        "koder.csv: 3 rows have a code that is not in it, and keep it as their category: "
        "73108 (2), 55 (1)." in said
    )


def test_codes_that_are_all_in_the_table(city):
    assert "not in it" not in loaded(city, ["71311", "76201"])


def test_many_codes_are_counted_and_five_named(city):
    said = loaded(city, [str(code) for code in range(100, 107)])
    assert "7 rows have a code that is not in it" in said
    assert "100 (1), 101 (1), 102 (1), 103 (1), 104 (1) and 2 more." in said
