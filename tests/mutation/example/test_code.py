"""The larger number is tried on both sides, the limit of the other function is not."""

from tests.mutation.example.code import larger, reduced


def test_the_larger_number():
    """In either order, and of two alike."""
    assert [larger(1, 2), larger(2, 1), larger(2, 2)] == [2, 2, 2]


def test_far_from_the_limit():
    """20 is reduced, 5 is not."""
    assert [reduced(20), reduced(5)] == [19, 5]
