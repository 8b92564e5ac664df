"""The figures of a survey from its answers, without a store."""

import numpy as np
import pytest

from hotspots.analysis.indicators.survey_figures import (
    check_stratum_sizes,
    design_of,
    group_of,
    missing_areas,
    survey_figures,
)
from hotspots.analysis.methods.survey_design import domain_shares
from hotspots.errors import InputProblem
from hotspots.model.indicators import AnswerRow
from hotspots.model.periods import Period

AREAS = frozenset({"1", "2"})


def answers(area, n_yes, n_no, **more):
    """Return answers of one area, all alike but for what was said."""
    values = {
        "indicator": "utryg_nabolag", "year": 2024, "edition": None, "supplier": None,
        "survey_period": None, "weight": 1.0, "stratum": None, "cluster": None,
        "stratum_size": None,
    } | more  # fmt: skip
    return [
        AnswerRow(row_number=number, area_code=area, yes=number <= n_yes, **values)
        for number in range(1, n_yes + n_no + 1)
    ]


def by_group(figures):
    """Return (share in per cent, n) by area and group."""
    return {
        (figure.area_code, figure.group_key): (
            pytest.approx(100 * figure.share.share), figure.share.n
        )
        for figure in figures
    }  # fmt: skip


WOMEN = {"group_key": "køn=kvinder; alder=15-24"}
MEN = {"group_key": "køn=mænd; alder=15-24"}
BOTH_AREAS = [
    *answers("1", 9, 21, **WOMEN), *answers("1", 3, 37, **MEN),
    *answers("2", 4, 6, **WOMEN), *answers("2", 1, 19, **MEN),
]  # fmt: skip


def test_the_whole_comes_first_and_is_the_same_with_groups():
    """Groups follow the figures of everybody, areas before the city."""
    whole = survey_figures(BOTH_AREAS, AREAS)
    grouped = survey_figures(BOTH_AREAS, AREAS, ["køn"])
    assert grouped[: len(whole)] == whole
    assert [(figure.area_code, figure.group_key) for figure in grouped] == [
        ("1", ""), ("2", ""), ("*", ""),
        ("1", "køn=kvinder"), ("1", "køn=mænd"), ("2", "køn=kvinder"), ("2", "køn=mænd"),
        ("*", "køn=kvinder"), ("*", "køn=mænd"),
    ]  # fmt: skip


def test_shares_by_group():
    """9 of 30 women and 3 of 40 men in one area, 13 of 40 and 4 of 60 in the city."""
    found = by_group(survey_figures(BOTH_AREAS, AREAS, ["køn"]))
    assert found["1", "køn=kvinder"] == (30, 30)
    assert found["1", "køn=mænd"] == (7.5, 40)
    assert found["*", "køn=kvinder"] == (32.5, 40)
    assert found["*", "køn=mænd"] == (100 * 4 / 60, 60)


def test_several_dimensions_come_alone_and_together():
    """Each by itself, then all that can be combined."""
    found = by_group(survey_figures(BOTH_AREAS, AREAS, ["køn", "alder"]))
    groups = {group for _, group in found}
    assert groups == {
        "", "køn=kvinder", "køn=mænd", "alder=15-24", "køn=kvinder; alder=15-24",
        "køn=mænd; alder=15-24",
    }  # fmt: skip
    assert found["1", "alder=15-24"] == found["1", ""]


def test_a_group_is_a_domain_of_the_whole_sample():
    """Its error is that of a subset of the design, not that of a sample of its own."""
    rows = [
        *answers("1", 9, 21, group_key="køn=kvinder", stratum="a", stratum_size=200.0),
        *answers("1", 3, 37, group_key="køn=mænd", stratum="a", stratum_size=200.0),
    ]
    women = survey_figures(rows, frozenset({"1"}), ["køn"])[2].share
    labels = [row.group_key for row in rows]
    yes = np.array([row.yes for row in rows])
    assert women == domain_shares(yes, labels, design_of(rows, of_city=False))["køn=kvinder"]
    alone = domain_shares(yes[:30], labels[:30], design_of(rows[:30], of_city=False))
    assert women.se != pytest.approx(alone["køn=kvinder"].se)


def test_an_answer_without_a_group_counts_in_the_whole_only():
    """Nobody's sex is guessed."""
    rows = [*BOTH_AREAS, *answers("1", 2, 8, group_key="alder=15-24")]
    found = by_group(survey_figures(rows, AREAS, ["køn"]))
    assert found["1", ""] == (100 * 14 / 80, 80)
    assert found["1", "køn=kvinder"] == (30, 30)
    assert group_of(rows[-1], ["køn"]) is None
    assert group_of(rows[-1], ["alder"]) == "alder=15-24"


def test_half_years_are_surveys_of_their_own():
    """Their figures are not those of the year."""
    rows = [*answers("1", 1, 3, part="H1"), *answers("1", 2, 2, part="H2")]
    figures = survey_figures(rows, frozenset())
    assert [(figure.period, figure.share.share) for figure in figures] == [
        (Period(2024, "H1"), 0.25), (Period(2024, "H2"), 0.5),
    ]  # fmt: skip


def test_areas_without_answers_are_named():
    """The city has no figure then, with or without groups."""
    figures = survey_figures(BOTH_AREAS[:70], AREAS, ["køn"])
    assert {figure.area_code for figure in figures} == {"1"}
    missing = missing_areas(figures, {"1": "Nord", "2": "Syd"})
    assert missing == {("utryg_nabolag", Period(2024), None): ["Syd"]}


def test_sizes_of_strata_that_cannot_be():
    """Said with the stratum."""
    rows = answers("1", 1, 1, stratum="a", stratum_size=1.0)
    with pytest.raises(InputProblem, match="stratum 'a': its size is 1, but 2 were drawn"):
        check_stratum_sizes(rows)
