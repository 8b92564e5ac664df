"""Every emerging class built by hand, and the edges where definitions meet."""

import pytest

from hotspots.analysis.cells.emerging import KINDS, emerging

FLAT = [3.0, 2.9, 3.1, 3.0, 2.9, 3.1, 3.0, 2.9, 3.1, 3.0]
UP = [float(at) for at in range(1, 11)]
DOWN = UP[::-1]
STATE = {"H": 1, ".": 0, "C": -1}
MIRRORED = {"H": "C", "C": "H", ".": "."}

CASES = {
    "new: the last step alone": (".........H", FLAT, "new_hot"),
    "consecutive: two at the end": ("........HH", FLAT, "consecutive_hot"),
    "consecutive: all but the first two": ("..HHHHHHHH", FLAT, "consecutive_hot"),
    "sporadic: a run at the end, hot once before": ("H.......HH", FLAT, "sporadic_hot"),
    "sporadic: the last step, hot once before": ("...H.....H", FLAT, "sporadic_hot"),
    "persistent: always": ("HHHHHHHHHH", FLAT, "persistent_hot"),
    "persistent: exactly nine of ten": ("HHHH.HHHHH", FLAT, "persistent_hot"),
    "persistent: nine at the end are nine of ten": (".HHHHHHHHH", FLAT, "persistent_hot"),
    "sporadic: eight of ten are under nine in ten": ("HH.HHH.HHH", FLAT, "sporadic_hot"),
    "intensifying": ("HHHHHHHHHH", UP, "intensifying_hot"),
    "intensifying: exactly nine of ten": (".HHHHHHHHH", UP, "intensifying_hot"),
    "diminishing": ("HHHHHHHHHH", DOWN, "diminishing_hot"),
    "persistent: cold once, hot in nine of ten": ("HHCHHHHHHH", FLAT, "persistent_hot"),
    "historical: nine of ten, not the last": ("HHHHHHHHH.", FLAT, "historical_hot"),
    "historical: also where it fell": ("HHHHHHHHH.", DOWN, "historical_hot"),
    "oscillating: cold earlier, hot before": ("H..C.....H", FLAT, "oscillating_hot"),
    "oscillating: cold earlier, hot only last": ("...C.....H", FLAT, "oscillating_hot"),
    "oscillating: cold earlier, two at the end": ("...C....HH", FLAT, "oscillating_hot"),
    "oscillating cold: nine hot, then cold": ("HHHHHHHHHC", DOWN, "oscillating_cold"),
    "none: hot in eight of ten, not the last": ("HHHHHHHH..", FLAT, "none"),
    "none: never anything": ("..........", UP, "none"),
}

# R 4.2.2: cor.test(method = "kendall", exact = FALSE, continuity = TRUE), twelve values with ties.
KENDALL = (0.879095322910, 0.379349593482)


def classed(history, z):
    """Return the class of a history such as ``..HC``."""
    return emerging(z, [STATE[one] for one in history]).class_


@pytest.mark.parametrize("case", CASES)
def test_a_class_is_recognised(case):
    """The case says why."""
    history, z, expected = CASES[case]
    assert classed(history, z) == expected


@pytest.mark.parametrize("case", CASES)
def test_cold_mirrors_hot(case):
    """Hot and cold exchanged and z turned round give the class of the other side."""
    history, z, expected = CASES[case]
    swapped = expected.replace("hot", "HOT").replace("cold", "hot").replace("HOT", "cold")
    turned = "".join(MIRRORED[one] for one in history)
    assert classed(turned, [-one for one in z]) == swapped


def test_every_class_has_a_case():
    """Eight kinds, and none."""
    kinds = {expected.removesuffix("_hot") for _, _, expected in CASES.values()}
    assert set(KINDS) | {"none"} <= kinds


def test_nine_tenths_of_twelve_are_eleven():
    """Ten of twelve are under nine in ten, eleven are over."""
    z = [3.0] * 12
    assert classed("HHHHH.HHHHHH", z) == "persistent_hot"
    assert classed("HHHHH.HHHH.H", z) == "sporadic_hot"


def test_steps_and_trend_are_counted():
    """Ten rising values: S is 45, z 44 / sqrt(125)."""
    found = emerging(UP, [STATE[one] for one in "CC......HH"])
    assert (found.n_hot, found.n_cold) == (2, 2)
    assert found.trend_z == pytest.approx(44 / 125**0.5)


def test_equal_z_are_ties_whatever_their_last_digits():
    """S, its variance with ties, z and p as R gives for the values themselves."""
    z = [1.2, 0.7, 0.7, 1.2, -0.3, 0.7, 2.1, 1.2, 0.7, 0.7, 1.2, 2.1]
    noisy = [one + (at % 5 - 2) * 1e-15 for at, one in enumerate(z)]
    assert len(set(noisy)) > len(set(z))
    exact, result = emerging(z, [0] * 12), emerging(noisy, [0] * 12)
    assert (result.trend_z, result.trend_p) == (exact.trend_z, exact.trend_p)
    assert (result.trend_z, result.trend_p) == pytest.approx(KENDALL, abs=1e-9)
