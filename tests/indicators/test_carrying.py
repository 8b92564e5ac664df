"""Carrying figures over to other areas: by hand, by property, and how often intervals hold."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.analysis.indicators.carrying import Piece, Share, carry_shares, one_to_one
from tests.indicators.carried_totals import carry_totals


def carried(shares, pieces, population=None):
    """Return the carried shares by to-area."""
    return {one.to_area: one for one in carry_shares(shares, pieces, population)}


HALVES = [Piece("a", "1", 0.25, 100), Piece("a", "2", 0.75, 300), Piece("b", "2", 1.0, 100)]
TWO = {"a": Share(10, 200, 160, 0.5), "b": Share(20, 100, 100)}


def test_a_share_is_the_mean_of_its_parts_weighted_with_the_amounts():
    """Area 2: (300 x 10 + 100 x 20) / 400 = 12.5; 200 x 3/4 + 100 answers; half a step x 3/4."""
    found = carried(TWO, HALVES)["2"]
    assert found.percent == pytest.approx(12.5)
    assert found.n == pytest.approx(250)
    assert found.half_step == pytest.approx(0.375)
    assert [(one.from_area, one.mass, one.part) for one in found.pieces] == [
        ("a", 300, 0.75), ("b", 100, 0.25)
    ]  # fmt: skip


def test_the_smaller_of_two_effective_numbers_is_taken():
    """Area 2 by hand: 1 / (.75²/120 + .25²/100) = 188.2353, by variances 209.5808."""
    by_variances = 0.125 * 0.875 / (0.75**2 * 0.09 / 120 + 0.25**2 * 0.16 / 100)
    assert by_variances == pytest.approx(209.5808383)
    assert carried(TWO, HALVES)["2"].n_eff == pytest.approx(188.2352941)


def test_variances_decide_where_the_uncertain_part_is_the_even_one():
    """50 % from 40 answers beside 2 % from 400, half each: 87.98 by variances, not 145.45."""
    shares = {"a": Share(50, 40, 40), "b": Share(2, 400, 400)}
    pieces = [Piece("a", "1", 1, 1), Piece("b", "1", 1, 1)]
    expected = 0.26 * 0.74 / (0.25 * 0.25 / 40 + 0.25 * 0.0196 / 400)
    assert carried(shares, pieces)["1"].n_eff == pytest.approx(expected)
    assert expected < 1 / (0.25 / 40 + 0.25 / 400)


def test_a_quarter_of_an_area_has_a_quarter_of_its_answers():
    """Area 1 keeps the share of a, 10 %, with 50 answers of which 40 count."""
    found = carried(TWO, HALVES)["1"]
    assert (found.percent, found.n, found.n_eff) == pytest.approx((10, 50, 40))
    assert not found.one_to_one


def test_without_amounts_population_and_then_answers_weigh():
    """A by 3/4, b whole: 750 and 1,000 residents, or 150 and 100 answers; and it is said."""
    pieces = [Piece("a", "2", 0.75), Piece("b", "2", 1.0)]
    by_people = carried(TWO, pieces, {"a": 1000, "b": 1000})["2"]
    by_answers = carried(TWO, pieces)["2"]
    assert (by_people.mass, by_people.percent) == ("population", pytest.approx(27500 / 1750))
    assert (by_answers.mass, by_answers.percent) == ("answers", pytest.approx(14))


def test_what_cannot_be_weighed_is_not_guessed():
    """Neither amounts nor people nor answers: no share; and one piece alone needs no mass."""
    bare = {"a": Share(10), "b": Share(20)}
    found = carried(bare, [Piece("a", "2", 0.5), Piece("b", "2", 1.0), Piece("a", "1", 0.5)])
    assert (found["2"].percent, found["2"].reason) == (None, "no_mass")
    assert found["1"].percent == 10


@pytest.mark.parametrize("absent", ["b", "-"])
def test_a_part_without_a_figure_leaves_no_estimate(absent):
    """Nothing is reweighted, whether a from-area has no figure or part lies in none of them."""
    pieces = [Piece("a", "1", 1.0, 100), Piece(absent, "1", 1.0, 1)]
    found = carried({"a": Share(10, 100, 100)}, pieces)["1"]
    assert (found.percent, found.missing, found.reason) == (None, (absent,), "missing")


def test_a_part_where_nobody_lives_needs_no_figure():
    """A piece with no residents has no say, and does not stop the others."""
    pieces = [Piece("a", "1", 1.0, 100), Piece("b", "1", 0.1, 0), Piece("b", "2", 0.9, 50)]
    found = carried({"a": Share(10, 100, 100)}, pieces)["1"]
    assert (found.percent, found.one_to_one) == (10, True)


def test_one_area_alone_on_both_sides_is_the_same_area():
    """Merged, split and partly covered areas are not."""
    pieces = [
        Piece("a", "1", 1.0, 10), Piece("b", "2", 1.0, 10), Piece("c", "2", 1.0, 10),
        Piece("d", "3", 0.5, 5), Piece("d", "4", 0.5, 5), Piece("e", "5", 0.9, 9),
        Piece("f", "6", 1.0, 10), Piece("-", "6", 1.0, 1),
    ]  # fmt: skip
    assert one_to_one(pieces) == {"1": "a"}


def test_no_number_of_answers_gives_none():
    """One from-area without n is enough."""
    found = carried({"a": Share(10, 200, 200), "b": Share(20)}, HALVES)["2"]
    assert (found.percent, found.n, found.n_eff) == (pytest.approx(12.5), None, None)


def test_totals_are_dealt_out_and_the_rest_is_kept():
    """100 by 0.25 and 0.7: 5 lie in no to-area."""
    pieces = [Piece("a", "1", 0.25), Piece("a", "2", 0.7), Piece("b", "2", 1.0)]
    found = carry_totals({"a": 100, "b": 7, "c": 3}, pieces)
    assert {one.to_area: one.total for one in found.areas} == pytest.approx({"1": 25, "2": 77})
    assert found.unplaced == pytest.approx({"a": 5, "c": 3})


def test_a_total_with_an_unknown_part_is_none():
    """What is known of it is given beside, under another name."""
    (found,) = carry_totals({"a": 100}, [Piece("a", "1", 1.0), Piece("b", "1", 0.5)]).areas
    assert (found.total, found.partial_sum, found.missing) == (None, 100, ("b",))


@st.composite
def layouts(draw):
    """Return pieces of up to six from-areas in up to five to-areas, and masses of the former."""
    pieces = []
    for area in range(draw(st.integers(1, 6))):
        mass = draw(st.integers(50, 5000))
        targets = draw(st.lists(st.integers(0, 4), min_size=1, max_size=4, unique=True))
        sizes = [draw(st.integers(1, 20)) for _ in targets]
        pieces += [
            Piece(f"f{area}", f"t{to}", size / sum(sizes), mass * size / sum(sizes))
            for to, size in zip(targets, sizes, strict=True)
        ]
    return pieces


@st.composite
def cases(draw):
    """Return a layout with a share for each of its from-areas."""
    pieces = draw(layouts())
    shares = {
        area: Share(draw(st.floats(0, 100)), n, n / draw(st.floats(1, 1.5)), 0.5)
        for area in sorted({one.from_area for one in pieces})
        for n in [draw(st.integers(60, 500))]
    }
    return shares, pieces


@given(layouts(), st.lists(st.floats(0, 1e9), min_size=7, max_size=7), st.floats(0.1, 1))
def test_totals_are_conserved(pieces, numbers, kept):
    """What is in the to-areas and what is left over sum to what came in, to 1e-9."""
    totals = {f"f{at}": number for at, number in enumerate(numbers)}
    partly = [
        Piece(one.from_area, one.to_area, one.weight * (kept if one.from_area == "f0" else 1))
        for one in pieces
    ]
    found = carry_totals(totals, partly)
    out = math.fsum([*(one.partial_sum for one in found.areas), *found.unplaced.values()])
    assert out == pytest.approx(math.fsum(numbers), rel=1e-9, abs=1e-9)


@given(cases())
def test_a_share_stays_among_those_it_is_made_of(case):
    """No carried share is below the least or above the greatest of its parts."""
    shares, pieces = case
    for one in carry_shares(shares, pieces):
        parts = [shares[piece.from_area].percent for piece in one.pieces]
        assert min(parts) <= one.percent <= max(parts)
        assert one.n_eff <= one.n * (1 + 1e-12)
        assert math.fsum(piece.part for piece in one.pieces) == pytest.approx(1, abs=1e-12)


@given(cases(), st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(case, random):
    """The same pieces in another order give the same figures to the last bit."""
    shares, pieces = case
    mixed = random.sample(pieces, len(pieces))
    assert carry_shares(shares, mixed) == carry_shares(shares, pieces)
    totals = {area: one.percent for area, one in shares.items()}
    assert carry_totals(totals, mixed) == carry_totals(totals, pieces)


@given(cases())
def test_an_area_that_is_the_same_keeps_its_figure(case):
    """Whatever else there is, share, answers and half step come out as they went in."""
    shares, pieces = case
    own = Share(12.34, 321, 217.5, 0.05)
    pieces = [*pieces, Piece("same", "own", 1.0, 77)]
    found = carried({**shares, "same": own}, pieces)["own"]
    assert found.one_to_one
    assert Share(found.percent, found.n, found.n_eff, found.half_step) == own


@given(cases(), st.floats(1, 10), st.data())
def test_more_answers_in_one_area_never_lower_the_effective_number(case, factor, data):
    """A tighter n never widens an interval."""
    shares, pieces = case
    area = data.draw(st.sampled_from(sorted(shares)))
    one = shares[area]
    more = {**shares, area: Share(one.percent, one.n, one.n_eff * factor)}
    before, after = carried(shares, pieces), carried(more, pieces)
    assert all(after[to].n_eff >= before[to].n_eff * (1 - 1e-12) for to in before)
