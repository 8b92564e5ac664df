"""Every legend can be read without colour vision, and on black-and-white paper."""

from itertools import combinations

import numpy as np
import pytest
from colorspacious import cspace_convert

from hotspots.mapping import palettes
from hotspots.mapping.pages import layer_looks
from hotspots.mapping.palettes import DIVERGING5, LEVEL5, LINES, NO_DATA, UNRELIABLE, WITHHELD

WITHOUT_FIGURE = {"no_data": NO_DATA, "withheld": WITHHELD}
SEQUENTIAL = {f"class_{at}": (colour, "none") for at, colour in enumerate(LEVEL5)}
DIVERGING = {f"class_{at}": (colour, "none") for at, colour in enumerate(DIVERGING5)}
UNSURE = {f"unsure_{at}": (colour, UNRELIABLE) for at, colour in enumerate(LEVEL5)}
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
LIGHT_FILLS = tuple(colour for colour, _ in palettes.LIGHTS.values())
PAPER = "#f4f6f8"  # around the map on a page; a picture's is white
SIGHTS = ("normal", "deuteranomaly", "protanomaly", "tritanomaly")

# About 2.3 is the least difference that can be seen at all, side by side (Mahy, Van Eycken and
# Oosterlinck 1994). Classes are compared across a map and with a legend beside it: six times
# that. Lightness on paper is helped by nothing else, but has no hue to confuse: 10.
APART = 15
APART_GREY = 10
APART_2000 = 10
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


def apart_2000(one, other, sight):
    """Return how far apart two colours are with a sight (CIEDE2000)."""
    return ciede2000(lab(one, sight), lab(other, sight))


def ciede2000(one, other):
    """Return the difference of two colours in CIELAB (Sharma, Wu and Dalal 2005)."""
    lightness, a, b = np.array([one, other], dtype=float).T
    seventh = np.hypot(a, b).mean() ** 7
    a = a * (1.5 - 0.5 * np.sqrt(seventh / (seventh + 25**7)))
    chroma, hue = np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360
    turn = (hue[1] - hue[0] + 180) % 360 - 180 if chroma.all() else 0.0
    middle = hue[0] + turn / 2 if chroma.all() else hue.sum()
    mean = chroma.mean()
    weight = 1 + sum(
        factor * np.cos(np.radians(times * middle + shift))
        for factor, times, shift in ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.2, 4, -63))
    )
    from_50 = (lightness.mean() - 50) ** 2
    parts = np.array([
        (lightness[1] - lightness[0]) / (1 + 0.015 * from_50 / np.sqrt(20 + from_50)),
        (chroma[1] - chroma[0]) / (1 + 0.045 * mean),
        2 * np.sqrt(chroma.prod()) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * mean * weight),
    ])  # fmt: skip
    blue = np.radians(60 * np.exp(-(((middle % 360 - 275) / 25) ** 2)))
    turned = -2 * np.sqrt(mean**7 / (mean**7 + 25**7)) * np.sin(blue)
    return float(np.sqrt((parts**2).sum() + turned * parts[1] * parts[2]))


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
    """Low to high is light to dark; from zero both sides grow darker, zero is white."""
    sequential = [lab(colour)[0] for colour in LEVEL5]
    diverging = [lab(colour)[0] for colour in DIVERGING5]
    assert sequential == sorted(sequential, reverse=True)
    assert diverging[:3] == sorted(diverging[:3])
    assert diverging[2:] == sorted(diverging[2:], reverse=True)
    assert diverging[2] > 95


def hue_and_chroma(colour):
    """Return the hue, in degrees, and the chroma of a colour in CIELAB."""
    _, a, b = lab(colour)
    return np.degrees(np.arctan2(b, a)) % 360, np.hypot(a, b)


def test_a_level_is_one_hue_and_neither_grey_nor_yellow():
    """Five even steps of lightness in one hue, each of a chroma that no grey has."""
    hues, chromas = zip(*map(hue_and_chroma, LEVEL5), strict=True)
    steps = -np.diff([lab(colour)[0] for colour in LEVEL5])
    assert max(hues) - min(hues) < 6
    assert all(280 < hue < 320 for hue in hues)
    assert min(chromas) > 15
    assert steps.max() - steps.min() < 1


GREYS = {palettes.LIGHTS["grey"]}
EVERY_LOOK = [
    look
    for legend in (*LEGENDS.values(), palettes.WEEK, palettes.FIFTHS_OF_LIST, layer_looks.CELLS,
                   layer_looks.CELL_CHANGE, layer_looks.EMERGING)
    for look in legend.values()
]  # fmt: skip


def test_grey_cannot_be_judged_and_nothing_else():
    """Of all looks that have hardly any colour only one is neither white nor ink."""
    dull = {look for look in EVERY_LOOK if hue_and_chroma(look[0])[1] < 8}
    bare = {look for look in dull if look[0] not in {"#ffffff", palettes.DARK_INK}}
    assert bare == GREYS


def test_only_a_light_has_the_colour_of_a_light():
    """No level, change, hotspot, effort or mark is near a light, whatever its pattern."""
    lights = {key: look[0] for key, look in palettes.LIGHTS.items() if key != "grey"}
    others = {look[0] for look in EVERY_LOOK} - {look[0] for look in palettes.LIGHTS.values()}
    others |= {colour for colour, _ in palettes.MARKS}
    near = [(key, other) for key, light in lights.items() for other in sorted(others)
            if apart_2000(light, other, "normal") < APART_2000]  # fmt: skip
    assert near == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_ciede2000_is_that_of_its_test_data(one, other, expected):
    """Three pairs of Sharma, Wu and Dalal (2005)."""
    assert ciede2000(one, other) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize(
    "fills", [LEVEL5, DIVERGING5, LIGHT_FILLS], ids=["level", "change", "lights"]
)
def test_fills_are_apart_by_ciede2000(fills, sight):
    """The newer measure, which is shorter for strong colours, agrees."""
    assert min(apart_2000(*pair, sight) for pair in combinations(fills, 2)) > APART_2000


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
    """A pattern's ink has a contrast of at least 3 to 1 with what it lies on (WCAG 1.4.11).

    What lies over others has a white seam.
    """
    patterned = [colour for colour, pattern in LEGENDS[name].values() if pattern != "none"]
    assert all(palettes.contrast(palettes.ink(one), one) >= 3 for one in patterned)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("name", LEGENDS)
def test_water_is_like_no_class(name, sight):
    """No area looks like water; on black-and-white paper only areas have an edge."""
    water = palettes.WATER
    alike = [key for key, look in LEGENDS[name].items()
             if apart(water[0], look[0], sight) < least(water, look)]  # fmt: skip
    assert alike == []
    assert apart(water[0], PAPER, sight) >= SEEN


@pytest.mark.parametrize("sight", SIGHTS)
def test_lines_stay_apart(sight):
    """Three lines in one picture are told by colour, and each shows on white."""
    assert min(apart(*pair, sight) for pair in combinations(LINES, 2)) >= APART
    assert all(palettes.contrast(one, "#ffffff") >= 3 for one in LINES)
