"""Shares that rest on too few answers, printed or left by subtracting."""

import pytest

from hotspots.analysis.disclosure.shares import PrintedShare, ThinShare, thin_shares


@pytest.mark.parametrize(
    ("n", "yes", "reason"),
    [
        (30, 5, None), (30, 25, None), (29, 10, "few_answers"), (30, 4, "few_on_a_side"),
        (30, 26, "few_on_a_side"), (400, 4.9, "few_on_a_side"), (400, 400, "few_on_a_side"),
    ],
)  # fmt: skip
def test_a_printed_share_needs_answers_on_both_sides(n, yes, reason):
    """At least 30, and at least 5 either way."""
    expected = [ThinShare("all", (), reason)] if reason else []
    assert thin_shares([PrintedShare("all", n, yes)]) == expected


def test_what_is_left_of_a_group_is_a_share_as_well():
    """All less women are men: 25 answers, though nobody printed them."""
    all_of_them = PrintedShare("all", 100, 40)
    women = PrintedShare("women", 75, 30, "all", "sex")
    assert thin_shares([all_of_them, women]) == [ThinShare("all", ("women",), "few_answers")]
    side = PrintedShare("women", 60, 38, "all", "sex")
    assert thin_shares([all_of_them, side]) == [ThinShare("all", ("women",), "few_on_a_side")]
    assert thin_shares([all_of_them, PrintedShare("women", 60, 20, "all", "sex")]) == []


def test_what_all_printed_parts_leave_is_a_share_as_well():
    """Three ages of four: the fourth has 20 answers, and none of the three leaves so few."""
    ages = [PrintedShare(f"age {n}", 60, 25, "all", "age") for n in range(3)]
    thin = thin_shares([PrintedShare("all", 200, 90), *ages])
    assert thin == [ThinShare("all", ("age 0", "age 1", "age 2"), "few_answers")]


def test_groups_within_groups_are_taken_from_every_group_above():
    """All less young women, who are a part of women; where nothing is left, nothing is learnt."""
    nested = [
        PrintedShare("all", 100, 50),
        PrintedShare("women", 95, 50, "all", "sex"),
        PrintedShare("young", 95, 50, "women", "age"),
    ]
    thin = thin_shares(nested)
    assert {(each.group, each.without, each.reason) for each in thin} == {
        ("all", ("women",), "few_answers"),
        ("all", ("young",), "few_answers"),
    }
