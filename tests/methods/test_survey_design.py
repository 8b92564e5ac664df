"""Shares from a sample agree with R's survey package, and say where there is no interval.

R figures: survey 4.1.1 on its ``api`` data (California schools, 2000), as run for this project.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.analysis.methods.share_change import wilson
from hotspots.analysis.methods.survey_design import SurveyDesign, domain_shares

# apistrat: stratum, schools in the state, schools sampled, of them with awards
STRATA = (("E", 4421, 100, 73), ("H", 755, 50, 16), ("M", 1018, 50, 24))
# apiclus1: schools and sum of api00 in each of the 15 districts drawn of 757, from the copy of
# the data set in Survey.jl (assets/clus1.csv); the mean over the 183 schools is 117,883 / 183
DISTRICTS = (
    (11, 7359), (4, 1888), (2, 905), (13, 8593), (2, 1116), (4, 2493), (4, 2077), (16, 11369),
    (9, 6386), (34, 22508), (21, 13761), (37, 20394), (13, 9372), (1, 551), (12, 9111),
)  # fmt: skip


def stratified(*, with_sizes=True):
    """Return yes, strata and the design of the stratified sample."""
    yes = np.concatenate([np.arange(n) < n_yes for _, _, n, n_yes in STRATA])
    strata = [name for name, _, n, _ in STRATA for _ in range(n)]
    weights = np.concatenate([np.full(n, size / n) for _, size, n, _ in STRATA])
    sizes = np.concatenate([np.full(n, float(size)) for _, size, n, _ in STRATA])
    return yes, strata, SurveyDesign(weights, strata, None, sizes if with_sizes else None)


def whole(yes, design, **options):
    """Return the share of the whole sample."""
    return domain_shares(yes, ["*"] * len(yes), design, **options)["*"]


def plain(weights, strata=None, clusters=None):
    """Return a design from lists."""
    return SurveyDesign(np.array(weights, float), strata, clusters)


def numbers(found):
    """Return every number of a share for comparison, None as NaN."""
    listed = (found.share, found.se, found.deff, found.n_effective, found.low, found.high)
    return np.array([np.nan if one is None else one for one in listed])


@pytest.mark.parametrize(
    ("with_sizes", "se", "deff"), [(True, 0.034406, 1.0552), (False, 0.034898, 1.0856)]
)
def test_a_stratified_sample_as_r_has_it(with_sizes, se, deff):
    """svymean(~awards, deff=TRUE) with and without fpc; to the digits that R printed."""
    yes, _, design = stratified(with_sizes=with_sizes)
    found = whole(yes, design, reference="wor")
    assert found.share == pytest.approx(0.638936, abs=5e-7)
    assert found.se == pytest.approx(se, abs=5e-7)
    assert found.deff == pytest.approx(deff, abs=5e-5)
    assert (found.n, found.n_yes, found.df) == (200, 113, 197)


def test_the_standard_error_by_the_formula():
    """Sum over strata of W² (1 − n/N) p (1 − p) / (n − 1), written out."""
    yes, _, design = stratified()
    people = sum(size for _, size, _, _ in STRATA)
    variance = sum(
        (size / people) ** 2 * (1 - n / size) * (n_yes / n) * (1 - n_yes / n) / (n - 1)
        for _, size, n, n_yes in STRATA
    )
    assert whole(yes, design).se == pytest.approx(variance**0.5, rel=1e-12)


def test_a_domain_and_its_logit_interval_as_r_has_them():
    """svyciprop(~awards, subset(design, stype == "H"), method = "logit")."""
    yes, strata, design = stratified()
    found = domain_shares(yes, strata, design)["H"]
    assert found.share == pytest.approx(0.32, abs=1e-12)
    assert found.low == pytest.approx(0.2061203416, abs=1e-9)
    assert found.high == pytest.approx(0.4603156705, abs=1e-9)
    assert found.df == 49


def test_the_two_references_of_the_design_effect():
    """Variance over p (1 − p) / (n − 1) with replacement; without it, over 1 − n/N of that."""
    yes, _, design = stratified()
    found = whole(yes, design)
    spread = found.share * (1 - found.share) / 199
    assert found.deff == pytest.approx(found.se**2 / spread, rel=1e-9)
    without = whole(yes, design, reference="wor")
    assert without.deff == pytest.approx(found.deff / (1 - 200 / 6194), rel=1e-9)
    assert found.n_effective == pytest.approx(200 / found.deff)


def test_a_cluster_sample_as_r_has_it():
    """svymean(~api00, dclus1): 644.169399 and 23.542241, fpc 757 districts.

    Only the totals of a cluster matter, so a district enters as two weighted answers whose
    share of yes is its mean score over 1,000.
    """
    weights = [one for n, total in DISTRICTS for one in (total, 1000 * n - total)]
    clusters = [str(at) for at in range(15) for _ in range(2)]
    design = SurveyDesign(np.array(weights, float), None, clusters, np.full(30, 757.0))
    found = whole(np.array([True, False] * 15), design)
    assert 1000 * found.share == pytest.approx(644.169399, abs=5e-7)
    assert 1000 * found.se == pytest.approx(23.542241, abs=5e-7)
    assert found.df == 14


def test_clusters_by_the_formula():
    """Between-cluster variance of the linearised totals, written out."""
    yes = np.array([1, 1, 0, 0, 1, 0, 0, 0, 1], bool)
    weights = np.array([1, 2, 1, 1, 3, 1, 2, 1, 1], float)
    clusters = list("aabbccddd")
    share = (weights * yes).sum() / weights.sum()
    scores = weights * (yes - share) / weights.sum()
    totals = np.array([scores[np.array(clusters) == one].sum() for one in "abcd"])
    variance = 4 / 3 * ((totals - totals.mean()) ** 2).sum()
    found = whole(yes, SurveyDesign(weights, None, clusters))
    assert found.se == pytest.approx(variance**0.5, rel=1e-12)
    assert found.df == 3


def test_a_simple_random_sample_has_a_design_effect_of_one():
    """Then n_effective is n, and the interval lies close to Wilson's."""
    found = whole(np.arange(300) < 33, plain(np.ones(300)))
    assert found.deff == pytest.approx(1, rel=1e-9)
    assert found.n_effective == pytest.approx(300)
    low, high = wilson(np.array([0.11]), np.array([300.0]))
    assert found.low == pytest.approx(low[0], abs=0.002)
    assert found.high == pytest.approx(high[0], abs=0.002)


def test_unequal_weights_cost_answers():
    """With weights 1 and 3 by turns Kish's formula gives n (Σw)² / (n Σw²) = 240 of 300."""
    yes = np.tile([True, True, False, False], 75)
    found = whole(yes, plain(np.tile([1, 3], 150)))
    assert found.n_effective == pytest.approx(240, rel=1e-9)


def test_one_answer_or_one_cluster_has_no_interval():
    """What a single unit says of others cannot be known."""
    found = domain_shares(np.array([1, 0, 1, 0], bool), list("abbb"), plain([1] * 4, list("abbb")))
    assert found["a"].reason == "it has a single answer"
    assert np.isnan(numbers(found["a"])[1:]).all()
    assert found["b"].n_effective == pytest.approx(3)
    clustered = whole(np.array([1, 0, 1, 0], bool), plain([1] * 4, None, ["k"] * 4))
    assert clustered.reason == "it has a single cluster"
    assert (clustered.share, clustered.n, clustered.n_effective) == (0.5, 4, None)


def test_a_stratum_with_a_single_answer_has_no_interval_and_spoils_no_other():
    """R fails here by default; areas without answers in that stratum keep their figures."""
    yes = np.array([1, 0, 0, 1, 0, 1], bool)
    design = plain([1] * 6, list("xxxxyz"))
    lonely = domain_shares(yes, list("aabbbb"), design)
    assert lonely["b"].reason.startswith("stratum 'y', 'z' has a single answer")
    assert lonely["b"].low is None
    alone = domain_shares(yes[:4], list("aabb"), plain([1] * 4, list("xxxx")))
    assert numbers(lonely["a"]) == pytest.approx(numbers(alone["a"]))


def test_one_answer_in_each_stratum_leaves_no_degrees_of_freedom():
    """Two answers of two strata, each of which has others elsewhere."""
    found = domain_shares(np.array([1, 0, 0, 1], bool), list("abab"), plain([1] * 4, list("xxyy")))
    assert found["a"].reason == "it has a single answer in each of its strata"


def test_answers_that_are_all_alike_have_wilsons_interval():
    """0 of 20: Wilson 0 to 0.1611, and no standard error."""
    found = whole(np.zeros(20, bool), plain(np.ones(20)))
    assert (found.low, found.high) == pytest.approx((0, 0.1611), abs=5e-5)
    assert (found.se, found.n_effective) == (None, 20)
    assert "all its answers are alike" in found.reason


def test_alike_answers_of_clusters_count_as_clusters():
    """Four clusters of five that all say yes are worth no more than four answers."""
    found = whole(np.ones(20, bool), plain(np.ones(20), None, list("abcd") * 5))
    assert found.n_effective == pytest.approx(4)
    assert found.high == pytest.approx(1)
    assert found.low == pytest.approx(wilson(np.array([1.0]), np.array([4.0]))[0][0])


def test_no_spread_within_strata_has_no_interval():
    """Nothing varies, so the formula gives 0, which nobody believes."""
    found = whole(np.array([1, 1, 0, 0], bool), plain([1] * 4, list("xxyy")))
    assert found.reason.startswith("the standard error is 0")
    assert found.n_effective is None


people = st.lists(
    st.tuples(
        st.booleans(), st.sampled_from("abc"), st.sampled_from("xy"), st.sampled_from("klmn"),
        st.sampled_from([0.5, 1.0, 1.5, 4.0]),
    ),
    min_size=1, max_size=40,
)  # fmt: skip


def by_domain(rows, *, scale=1.0, clustered=False):
    """Return the shares of rows of (yes, domain, stratum, cluster, weight)."""
    yes, domains, strata, clusters, weights = zip(*rows, strict=True)
    design = SurveyDesign(
        scale * np.array(weights), list(strata), list(clusters) if clustered else None
    )
    return domain_shares(np.array(yes), list(domains), design)


def assert_same(one, other):
    """Compare two dictionaries of shares."""
    assert one.keys() == other.keys()
    for name in one:
        assert numbers(one[name]) == pytest.approx(numbers(other[name]), rel=1e-7, nan_ok=True)
        assert one[name].reason == other[name].reason


@settings(max_examples=40, deadline=None)
@given(people, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_answers_changes_nothing(rows, random, clustered):
    """Whatever the order of the rows, the figures are the same."""
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert_same(by_domain(rows, clustered=clustered), by_domain(shuffled, clustered=clustered))


@settings(max_examples=40, deadline=None)
@given(people, st.sampled_from([1e-3, 0.25, 7.0, 1e4]), st.booleans())
def test_the_scale_of_the_weights_changes_nothing(rows, scale, clustered):
    """Weights that sum to the answers or to the people say the same."""
    first = by_domain(rows, clustered=clustered)
    assert_same(first, by_domain(rows, scale=scale, clustered=clustered))


@settings(max_examples=40, deadline=None)
@given(people)
def test_every_share_has_an_interval_around_it_or_a_reason(rows):
    """Never neither, and never a number that is not one."""
    for found in by_domain(rows).values():
        if found.low is None:
            assert found.reason
            assert (found.high, found.n_effective, found.se, found.deff) == (None,) * 4
        else:
            assert 0 <= found.low <= found.share + 1e-9
            assert found.share - 1e-9 <= found.high <= 1
            assert found.n_effective > 0
