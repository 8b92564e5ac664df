"""Residents of the city beside those of its areas: what contradicts is refused or said."""

import pytest

from tests.small_city import City

HEAD = "Bydel;År;Folketal\n"
AREAS = "Nord;2024;5.100\nSyd;2024;4.020\n"


@pytest.fixture
def city(tmp_path):
    made = City(tmp_path)
    made.areas(("Nord", "Syd"))
    return made


def load(city, rows, expect=0):
    path = city.write("folketal.csv", HEAD + rows)
    return city.run("load", "population", path, "--set", "bydele", expect=expect).stderr


def test_areas_with_more_residents_than_the_city_are_refused(city):
    said = load(city, AREAS + "I alt;2024;8.000\n", expect=4)
    assert "row 3: the whole is 8,000, but the areas sum to 9,120" in said


def test_residents_of_the_city_in_no_area_are_said(city):
    said = load(city, AREAS + "I alt;2024;99.999\n")
    assert "as in row 3: 99,999, but the areas sum to 9,120. The rest has no place" in said


def test_rounded_figures_need_not_sum_to_the_rounded_total(city):
    """5,450 and 4,550 are 10,000, and written in hundreds 5,500, 4,600 and 10,000."""
    load(city, "Nord;2024;5.500\nSyd;2024;4.600\nI alt;2024;10.000\n")
    load(city, "Nord;2023;5.501\nSyd;2023;4.600\nI alt;2023;10.000\n", expect=4)


def test_totals_that_agree_and_parts_of_a_city_are_passed_over(city):
    assert "sum to" not in load(city, AREAS + "I alt;2024;9.120\n")
    assert "sum to" not in load(city, "Nord;2023;5.000\nI alt;2023;9.000\n")
