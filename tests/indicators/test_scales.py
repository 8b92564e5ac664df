"""``load scale``: a category comes from its own edition's cut points, or not at all."""

import pytest

from hotspots.analysis.indicators.scales import category_of, is_monotone, with_categories
from hotspots.engine.store import reading
from hotspots.workflows.indicators.categories import categories_of
from tests.small_city import City

NEED = ["80", "60", "40", "20", "0"]
SAFETY = ["0", "20", "40", "60", "80"]
CATEGORIES = ["markant", "intensiveret", "ordinær", "reduceret", "minimal"]


def scale(edition, lowest, names=CATEGORIES):
    """Return the rows of a scale, the greatest need first."""
    return [f"{edition};{name};{low}" for name, low in zip(names, lowest, strict=True)]


@pytest.fixture
def city(tmp_path):
    """Return a city of three areas."""
    made = City(tmp_path)
    made.areas(["Nord", "Midt", "Syd"])
    return made


def load(city, rows, *options, name="skala.csv", expect=0):
    path = city.write(name, "\n".join(["Udgave;Kategori;Laveste", *rows]) + "\n")
    return city.run("load", "scale", path, *options, expect=expect)


def scores(city, rows, name="score.csv"):
    """Load rows of area;year;score;edition;category."""
    path = city.write(name, "\n".join(["Område;År;Score;Udgave;Kategori", *rows]) + "\n")
    city.run("load", "index", path, "--set", "bydele", "--fixed", "indicator=utryg_nabolag")


def found(city, edition=None, years=(2010, 2012)):
    with reading(city.store) as store:
        rows = categories_of(store, "bydele", "utryg_nabolag", *years, edition)
    return [(row["area_code"], row["year"], row["category"], row["computed"]) for row in rows]


@pytest.mark.parametrize(
    ("score", "category"),
    [(100, "markant"), (80, "markant"), (79.9, "intensiveret"), (0, "minimal"), (-1, None)],
)
def test_a_higher_score_may_mean_more_need(score, category):
    """The cut point itself belongs to the category; below the smallest there is none."""
    assert category_of(score, list(zip(CATEGORIES, map(float, NEED), strict=True))) == category


@pytest.mark.parametrize(
    ("score", "category"),
    [(0, "markant"), (19.9, "markant"), (20, "intensiveret"), (99, "minimal")],
)
def test_a_lower_score_may_mean_more_need(score, category):
    """The direction follows from the cut points."""
    assert category_of(score, list(zip(CATEGORIES, map(float, SAFETY), strict=True))) == category


def test_cut_points_rise_or_fall_all_the_way():
    """Two alike are no order."""
    assert is_monotone([5, 4, 3])
    assert is_monotone([3, 4, 5])
    assert not is_monotone([5, 4, 4])
    assert not is_monotone([5, 3, 4])


def test_the_order_of_rows_changes_nothing():
    """Candidates come best first within an area; the order of areas and steps is free."""
    steps = [{"edition": 2012, "category": name, "lowest": float(low), "load_id": 9}
             for name, low in zip(CATEGORIES, NEED, strict=True)]  # fmt: skip
    rows = [{"area_code": code, "year": 2012, "edition": 2012, "category": None, "score": score,
             "load_id": 3} for code, score in (("1", 85.0), ("2", 5.0))]  # fmt: skip
    assert with_categories(rows, steps) == with_categories(rows[::-1], steps[::-1])
    assert with_categories(rows, steps)[0] == {
        "area_code": "1", "year": 2012, "category": "markant", "computed": True, "load_id": 3,
        "load_ids": [3, 9],
    }  # fmt: skip


def test_a_score_has_the_category_of_its_own_edition(city):
    """2012 has a scale, 2010 has none: nothing is computed for the figure of edition 2010."""
    load(city, scale(2012, NEED))
    scores(city, ["Nord;2010;90;2010;", "Nord;2012;90;2012;", "Midt;2012;45;2012;"])
    assert found(city) == [("1", 2012, "markant", True), ("2", 2012, "ordinær", True)]


def test_a_category_that_was_read_goes_before_a_computed_one(city):
    """Even one of an older edition: the city said so itself."""
    load(city, [*scale(2012, NEED), *scale(2013, SAFETY)])
    scores(city, ["Nord;2012;90;2012;Ordinær", "Nord;2012;10;2013;", "Midt;2012;10;2013;"])
    assert found(city) == [("1", 2012, "ordinær", False), ("2", 2012, "markant", True)]
    assert found(city, edition=2013) == [
        ("1", 2012, "markant", True),
        ("2", 2012, "markant", True),
    ]


def test_one_year_or_all_years(city):
    """Without years every year is given."""
    load(city, scale(2012, NEED))
    scores(city, ["Nord;2011;90;2012;", "Nord;2012;10;2012;"])
    assert found(city, years=(2012, 2014)) == [("1", 2012, "minimal", True)]
    assert len(found(city, years=(None, None))) == 2


def test_cut_points_that_do_not_keep_an_order_are_refused(city):
    """With the edition and the points; nothing is stored."""
    refused = load(city, scale(2012, ["80", "60", "65", "20", "0"]), expect=4)
    assert "cut points of edition 2012 neither rise nor fall" in refused.stderr
    assert "intensiveret 60, ordinær 65" in refused.stderr


def test_a_scale_with_a_gap_is_refused(city):
    """A score in the gap would fall into a neighbour's category."""
    refused = load(city, scale(2012, NEED)[:-2], expect=4)
    assert "no smallest score for reduceret, minimal" in refused.stderr


def test_what_is_no_step_is_rejected(city):
    """Another category, no number, no edition, and the same step again."""
    bad = ["2012;katastrofal;90", "2012;markant;", ";markant;80", scale(2012, NEED)[0]]
    done = load(city, [*scale(2012, NEED), *bad])
    assert "9 rows in, 5 stored, 4 rejected" in done.stdout


def test_an_edition_has_one_scale(city):
    """Another is refused, and taken with --replace."""
    load(city, scale(2012, NEED))
    refused = load(city, scale(2012, SAFETY), name="ny.csv", expect=1)
    assert "Edition 2012 has a scale already (load 2)" in refused.stderr
    load(city, scale(2012, SAFETY), "--replace", 2, name="ny.csv")
    scores(city, ["Nord;2012;90;2012;"])
    assert found(city) == [("1", 2012, "minimal", True)]
