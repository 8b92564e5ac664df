"""What must hold whatever the figures are: for ``change``, on rows and through the program."""

import gc
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.analysis.indicators.change import ChangeQuestion, change_rows
from tests.small_city import City, by_area

unhurried = settings(max_examples=40, deadline=None)
ASKED = ChangeQuestion("utryg_nabolag", "lower", 2010, 2020)
ROUNDING = 1e-9
CODES = [str(at) for at in range(1, 7)]
AREAS = [(code, f"Område {code}") for code in CODES]


@pytest.fixture(autouse=True, scope="module")
def spared():
    """Keep what was made before out of each collection: statsmodels asks for one every time."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def figure(code, year, percent, **others):
    """Return a figure as the store gives it."""
    return {
        "area_code": code, "indicator": "utryg_nabolag", "year": year, "edition": None,
        "supplier": None, "survey_period": None, "percent": percent, "decimals": None, "n": 300.0,
        "n_eff": None, "counted": None, "category": None, "withheld": None,
        "published_light": None, "published_against": None, "load_id": 1, "row_number": 1,
    } | others  # fmt: skip


shares = st.floats(0, 100, allow_nan=False)
answers = st.one_of(st.none(), st.integers(1, 3000).map(float))
any_figure = st.builds(
    figure,
    st.sampled_from(["*", *CODES]),
    st.sampled_from([2009, 2010, 2015, 2020]),
    st.one_of(st.none(), shares),
    edition=st.sampled_from([None, 2016, 2021]),
    supplier=st.sampled_from([None, "Epinion", "Danmarks Statistik"]),
    decimals=st.sampled_from([None, 0, 1]),
    n=answers,
    n_eff=answers,
)


def of_one_identity(figures):
    """Keep the first of each area, year and edition: a store never holds two."""
    kept = {(one["area_code"], one["year"], one["edition"]): one for one in reversed(figures)}
    return list(reversed(kept.values()))


any_figures = st.lists(any_figure, max_size=30).map(of_one_identity)
# so many that none falls below the limit of what is shown: that would leave the family
enough = st.integers(90, 2000)
tested_pairs = st.lists(
    st.tuples(shares, enough, shares, enough),
    min_size=1,
    max_size=len(CODES),
)


def pairs_of(pairs, *, times=(1.0, 1.0)):
    """Return two figures for each area, the answers of either year multiplied."""
    return [
        figure(code, year, share, n=n * factor)
        for code, (share_1, n_1, share_2, n_2) in zip(CODES, pairs, strict=False)
        for year, share, n, factor in ((2010, share_1, n_1, times[0]),
                                       (2020, share_2, n_2, times[1]))
    ]  # fmt: skip


def answered(rows):
    """Return all that rows say but their areas' names."""
    return [replace(row, name="") for row in rows]


@unhurried
@given(any_figures, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_answer(figures, dice):
    """However the figures lie in the file, every row of the answer is the same."""
    shuffled = list(figures)
    dice.shuffle(shuffled)
    assert change_rows(AREAS, shuffled, ASKED) == change_rows(AREAS, figures, ASKED)


@unhurried
@given(any_figures, st.lists(st.text(min_size=1, max_size=20), min_size=6, max_size=6))
def test_the_names_of_areas_change_nothing_but_names(figures, names):
    """Whatever the areas are called, figures, intervals and lights are the same."""
    renamed = list(zip(CODES, names, strict=True))
    found = change_rows(renamed, figures, ASKED)
    assert [row.name for row in found[1:]] == names
    assert answered(found) == answered(change_rows(AREAS, figures, ASKED))


@unhurried
@given(any_figures, st.permutations(AREAS))
def test_the_order_of_areas_changes_the_order_alone(figures, areas):
    """Holm's family is the same family in any order."""
    found = {row.area: row for row in change_rows(areas, figures, ASKED)}
    assert found == {row.area: row for row in change_rows(AREAS, figures, ASKED)}


@unhurried
@given(any_figures, st.integers(0, 30), st.integers(2, 9))
def test_splitting_a_file_in_two_changes_no_answer(figures, at, load):
    """Some rows come with one load and the rest with another, numbered anew."""
    split = [{**one, "load_id": load, "row_number": 1 + place} if place >= at else one
             for place, one in enumerate(figures)]  # fmt: skip
    assert change_rows(AREAS, split, ASKED) == change_rows(AREAS, figures, ASKED)


def narrower(found, before):
    """Check that no interval is wider and no p-value larger than before."""
    for row, wide in zip(found, before, strict=True):
        if wide.p is None:
            continue
        width = row.ci_high_pp - row.ci_low_pp
        assert width <= wide.ci_high_pp - wide.ci_low_pp + ROUNDING
        assert row.p <= wide.p + ROUNDING
        assert row.p_adjusted <= wide.p_adjusted + ROUNDING


@unhurried
@given(tested_pairs, st.floats(1, 50), st.floats(1, 50))
def test_more_answers_never_widen_an_interval(pairs, earlier, later):
    """With the same shares, in one year or both, every interval and p is at most as large."""
    found = change_rows(AREAS, pairs_of(pairs, times=(earlier, later)), ASKED)
    narrower(found, change_rows(AREAS, pairs_of(pairs), ASKED))


@unhurried
@given(tested_pairs, st.floats(1, 3))
def test_a_design_effect_never_narrows_an_interval(pairs, deff):
    """What counts is the effective number: n over the design effect."""
    figures = pairs_of(pairs)
    weighted = [{**one, "n_eff": one["n"] / deff} for one in figures]
    narrower(change_rows(AREAS, figures, ASKED), change_rows(AREAS, weighted, ASKED))


@unhurried
@given(tested_pairs)
def test_an_interval_holds_its_change_and_follows_the_years(pairs):
    """The change lies within its interval; the years exchanged turn all signs and keep p."""
    found = change_rows(AREAS, pairs_of(pairs), ASKED)
    back = ChangeQuestion("utryg_nabolag", "lower", 2020, 2010)
    for row, turned in zip(found, change_rows(AREAS, pairs_of(pairs), back), strict=True):
        if row.p is None:
            continue
        assert row.ci_low_pp - ROUNDING <= row.change_pp <= row.ci_high_pp + ROUNDING
        assert turned.change_pp == pytest.approx(-row.change_pp, abs=1e-7)
        assert turned.ci_low_pp == pytest.approx(-row.ci_high_pp, abs=1e-7)
        assert turned.ci_high_pp == pytest.approx(-row.ci_low_pp, abs=1e-7)
        assert turned.p == pytest.approx(row.p, abs=1e-9)


NAMES = ["Nord", "Midt", "Syd"]
IGNORED = {"name", "sentence"}


def rows_of(cases, names=NAMES):
    """Return index rows of figures in both years, newest edition given for some."""
    return [
        f"{names[at]};{year};{percent};{n};{edition};"
        for at, percents in enumerate(cases)
        for year, percent, n, edition in zip(
            (2010, 2020, 2010), percents, (300, 400, 350), (2021, 2021, 2012), strict=True
        )
    ]


def change_of(folder, files, names=NAMES):
    """Load files of index rows into a city of their own and return its change by area."""
    folder.mkdir()
    city = City(folder)
    city.areas(names)
    for at, rows in enumerate(files):
        city.index(rows, name=f"del{at}.csv")
    return by_area(city.ask("change", "--baseline", 2010, "--year", 2020))


def without(answer, names):
    """Return rows without some of their columns."""
    return {
        code: {key: value for key, value in row.items() if key not in names}
        for code, row in answer.items()
    }


percents = st.integers(0, 40).map(str)
cases_of = st.lists(st.tuples(percents, percents, percents), min_size=3, max_size=3)


@settings(max_examples=4, deadline=None)
@given(cases_of, st.randoms(use_true_random=False), st.integers(1, 8))
def test_through_the_program_order_and_splits_change_nothing(tmp_path_factory, cases, dice, at):
    """From file to answer: as it is, shuffled, and in two files."""
    folder = tmp_path_factory.mktemp("by")
    rows = rows_of(cases)
    shuffled = list(rows)
    dice.shuffle(shuffled)
    whole = change_of(folder / "hel", [rows])
    assert change_of(folder / "blandet", [shuffled]) == whole
    assert change_of(folder / "delt", [shuffled[:at], shuffled[at:]]) == whole


@settings(max_examples=3, deadline=None)
@given(cases_of)
def test_through_the_program_new_names_change_names_alone(tmp_path_factory, cases):
    """Areas called otherwise, in the layer and in the file alike."""
    folder = tmp_path_factory.mktemp("navne")
    names = ["Åbenrå/Vest", "Kgs. Enghave", "=2+5"]
    found = change_of(folder / "nye", [rows_of(cases, names)], names)
    before = change_of(folder / "før", [rows_of(cases)])
    assert [found[code]["name"] for code in "123"] == names
    assert without(found, IGNORED) == without(before, IGNORED)
