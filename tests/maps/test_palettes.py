"""Every legend can be read without colour vision, and on black-and-white paper."""

from itertools import combinations

import numpy as np
import pytest
from colorspacious import cspace_convert

from hotspots.mapping import palettes
from hotspots.mapping.palettes import CIVIDIS5, DIVERGING5, LINES, NO_DATA, UNRELIABLE, WITHHELD

WITHOUT_FIGURE = {"no_data": NO_DATA, "withheld": WITHHELD}
SEQUENTIAL = {f"class_{at}": (colour, "none") for at, colour in enumerate(CIVIDIS5)}
DIVERGING = {f"class_{at}": (colour, "none") for at, colour in enumerate(DIVERGING5)}
UNSURE = {f"unsure_{at}": (colour, UNRELIABLE) for at, colour in enumerate(CIVIDIS5)}
UNSURE_CHANGE = {f"unsure_{at}": (colour, UNRELIABLE) for at, colour in enumerate(DIVERGING5)}
OVER = {"effort": palettes.EFFORT, "hotspot_over": palettes.HOTSPOT_OVER}
LEGENDS = {
    "lights": {**palettes.LIGHTS, **OVER},
    "hotspots": palettes.HOTSPOTS,
    "review": palettes.REVIEW,
    "evaluation": palettes.EVALUATION,
    "sequential": {**SEQUENTIAL, **UNSURE, **WITHOUT_FIGURE, **OVER},
    "diverging": {**DIVERGING, **UNSURE_CHANGE, **WITHOUT_FIGURE, **OVER},
}
PAPER = "#f4f6f8"  # around the map on a page; a picture's is white
SIGHTS = ("normal", "deuteranomaly", "protanomaly", "tritanomaly")

# About 2.3 is the least difference that can be seen at all, side by side (Mahy, Van Eycken and
# Oosterlinck 1994). Classes are compared across a map and with a legend beside it: six times
# that. Lightness on paper is helped by nothing else, but has no hue to confuse: 10.
APART = 15
APART_GREY = 10
# A pale fill told by its pattern must still not vanish in the paper or in a pale class.
SEEN = 2.3


def lab(colour, sight="normal"):
    """Return a colour in CIELAB as seen with a sight (Machado and others 2009, full strength)."""
    rgb = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    if sight != "normal":
        space = {"name": "sRGB1+CVD", "cvd_type": sight, "severity": 100}
        rgb = np.clip(cspace_convert(rgb, space, "sRGB1"), 0, 1)
    return cspace_convert(rgb, "sRGB1", "CIELab")


def apart(one, other, sight):
    """Return how far apart two colours are with a sight (CIE76)."""
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))


def confused(legend, sight):
    """Return the pairs of classes that colour does not tell, nor a pattern of their own."""
    return [
        (one, other)
        for one, other in combinations(legend, 2)
        if apart(legend[one][0], legend[other][0], sight) < least(legend[one], legend[other])
    ]


def least(one, other):
    """Return how far apart two looks must be: hardly at all where their patterns differ.

    Two kinds in one fill are told by their patterns alone.
    """
    if one[1] == other[1]:
        return APART
    return 0 if one[0] == other[0] or "none" not in {one[1], other[1]} else SEEN


def confused_on_paper(legend):
    """Return the pairs that neither lightness nor pattern tells."""
    return [
        (one, other)
        for one, other in combinations(legend, 2)
        if legend[one][1] == legend[other][1]
        and abs(lab(legend[one][0])[0] - lab(legend[other][0])[0]) < APART_GREY
    ]


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("name", LEGENDS)
def test_classes_stay_apart_without_colour_vision(name, sight):
    """Every two classes of a legend differ by colour as seen, or by pattern."""
    assert confused(LEGENDS[name], sight) == []


@pytest.mark.parametrize("name", LEGENDS)
def test_classes_stay_apart_on_black_and_white_paper(name):
    """Every two classes differ by lightness or by pattern."""
    assert confused_on_paper(LEGENDS[name]) == []


def test_measure_finds_the_palettes_that_must_not_be_used():
    """RdYlGn, which looks well enough with full sight, is caught by sight and by paper."""
    shades = ("#d7191c", "#fdae61", "#ffffbf", "#a6d96a", "#1a9641")
    legend = {f"class_{at}": (colour, "none") for at, colour in enumerate(shades)}
    assert confused(legend, "normal") == []
    assert confused(legend, "deuteranomaly")
    assert confused_on_paper(legend)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("legend", [SEQUENTIAL, DIVERGING], ids=["sequential", "diverging"])
def test_fills_of_quantities_need_no_pattern(legend, sight):
    """A quantity has at most five fills, which sight and grey paper tell by themselves."""
    fills = [colour for colour, _ in legend.values()]
    assert len(fills) <= 5
    assert min(apart(*pair, sight) for pair in combinations(fills, 2)) >= APART
    assert confused_on_paper(legend) == []


def test_order_of_quantities_is_the_order_of_their_lightness():
    """Low to high is dark to light; from zero both sides grow darker, zero is nearly white."""
    sequential = [lab(colour)[0] for colour in CIVIDIS5]
    diverging = [lab(colour)[0] for colour in DIVERGING5]
    assert sequential == sorted(sequential)
    assert diverging[:3] == sorted(diverging[:3])
    assert diverging[2:] == sorted(diverging[2:], reverse=True)
    assert diverging[2] > 95


def test_sequential_palette_is_cividis():
    """The five are even steps of matplotlib's cividis, from end to end."""
    from matplotlib import colormaps
    from matplotlib.colors import to_hex

    steps = [to_hex(colormaps["cividis"](at / 4)) for at in range(5)]
    assert all(apart(*pair, "normal") < SEEN for pair in zip(steps, CIVIDIS5, strict=True))


def test_states_without_a_figure_have_patterns_of_their_own():
    """Withheld, missing and judged differ by pattern, so a photocopy tells them."""
    judged = {pattern for key, (_, pattern) in palettes.LIGHTS.items() if key != "grey"}
    states = [palettes.LIGHTS["grey"][1], WITHHELD[1]]
    assert len(set(states)) == len(states)
    assert not judged & set(states)
    assert NO_DATA[1] == palettes.LIGHTS["grey"][1]
    assert UNRELIABLE not in states


@pytest.mark.parametrize("name", LEGENDS)
def test_patterns_show_on_their_fills(name):
    """A pattern's ink has a contrast of at least 3 to 1 with what it lies on (WCAG 1.4.11)."""
    patterned = [colour for colour, pattern in LEGENDS[name].values() if pattern != "none"]
    assert all(palettes.contrast(palettes.ink(one), one) >= 3 for one in patterned)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("name", LEGENDS)
def test_water_is_like_no_class(name, sight):
    """No area looks like water; on black-and-white paper only areas have an edge."""
    water = (palettes.WATER, "none")
    alike = [key for key, look in LEGENDS[name].items()
             if apart(water[0], look[0], sight) < least(water, look)]  # fmt: skip
    assert alike == []
    assert apart(water[0], PAPER, sight) >= SEEN


@pytest.mark.parametrize("sight", SIGHTS)
def test_lines_stay_apart(sight):
    """Three lines in one picture are told by colour, and each shows on white."""
    assert min(apart(*pair, sight) for pair in combinations(LINES, 2)) >= APART
    assert all(palettes.contrast(one, "#ffffff") >= 3 for one in LINES)
