"""What a map of change says first, and what it says of one area, in both languages."""

from dataclasses import replace

import pytest

from hotspots.model.areas import CITY
from hotspots.model.indicators import Break, ChangeRow, JudgedYears, Printed
from hotspots.sentences.indicators import headlines
from hotspots.sentences.indicators.area_sentence import area_sentence
from hotspots.sentences.indicators.change_facts import answers_of_both

VERDICTS = {
    "green": "better",
    "yellow": "not_distinguishable",
    "red": "worse",
    "grey": "not_testable",
}


def row(name, light="yellow", **changes):
    """Return an area's change from 13.7 to 9.4 per cent, or another one."""
    made = ChangeRow(
        area=name,
        name=name,
        indicator="utryg_nabolag",
        baseline_year=2010,
        year=2024,
        baseline_percent=13.7,
        percent=9.4,
        baseline_n=800.0,
        n=400.0,
        change_pp=-4.3,
        ci_low_pp=-6.5,
        ci_high_pp=2.0,
        p=0.1,
        p_adjusted=0.2,
        light=light,
        verdict=VERDICTS[light],
        sentence="",
        baseline_category=None,
        category=None,
        flags=(),
        printed=Printed(1, 1, "share"),
        judged=JudgedYears(tuple(range(2009, 2025))),
    )
    return replace(made, **changes)


def city(light="green", **changes):
    """Return the city's row."""
    return row("Byen", light, area=CITY, **changes)


THREE = [row("Indre By", "green"), row("Valby"), row("Østerbro", "green"), row("Vanløse", "green")]
MANY = [row(f"Rode {letter}", "red") for letter in "ABCDEFGHI"]


@pytest.mark.parametrize(
    ("rows", "lang", "sentence"),
    [
        (
            [city(), *THREE],
            "da",
            (
                "Byen: 13,7 → 9,4 %. Bedre i Indre By, Østerbro, Vanløse. 1 af 4 områder kan "
                "ikke skelnes fra uændret."
            ),
        ),
        (
            [city("red"), *THREE],
            "en",
            (
                "The city: 13.7 → 9.4 % (worse). Better in Indre By, Østerbro, Vanløse. 1 of 4 "
                "areas cannot be told from no change."
            ),
        ),
        (
            [city("yellow"), row("Nord"), row("Syd", "grey")],
            "da",
            (
                "Byen: 13,7 → 9,4 % (kan ikke skelnes fra uændret). 1 af 2 områder kan ikke "
                "skelnes fra uændret. 1 af 2 områder kan ikke vurderes."
            ),
        ),
        ([city("grey", percent=None), row("Nord", "red")], "da", "Dårligere i Nord."),
        (
            [row("Nord", "grey", percent=None), row("Syd", "grey", baseline_percent=None)],
            "da",
            ("Ingen af de 2 områder kan vurderes: intet område har tal for både 2010 og 2024."),
        ),
        (
            [row("Nord", "grey", flags=("no_n",)), row("Syd", "grey", percent=None)],
            "en",
            "None of the 2 areas can be judged: the number of answers is not stated.",
        ),
        (
            [row("Nord", "grey", flags=("no_n",)), row("Syd", "grey")],
            "da",
            "Ingen af de 2 områder kan vurderes.",
        ),
        ([row("Nord", "grey")], "da", "1 af 1 områder kan ikke vurderes."),
        (MANY, "da", "Dårligere i Rode A, Rode B, Rode C, Rode D, Rode E og 4 andre."),
        (
            [city(printed=Printed(0, 0, "per_1000"), baseline_percent=39.0, percent=73.0)],
            "da",
            "Byen: 39 → 73 pr. 1.000.",
        ),
    ],
)
def test_the_headline_names_the_city_and_the_areas(rows, lang, sentence):
    assert headlines.headline(rows, lang) == sentence


def test_the_size_of_change_names_both_ends_and_how_many_are_unsure():
    """Areas that share an end are named together; the city is no end."""
    rows = [
        city(change_pp=-99.0),
        row("Nord", change_pp=-8.2),
        row("Syd", change_pp=-8.2),
        row("Øst", "red", change_pp=4.3),
        row("Vest", "grey", change_pp=None),
    ]
    assert headlines.change_headline(rows, "da") == (
        "Størst fald: Nord, Syd (−8,2 procentpoint). Størst stigning: Øst (+4,3 "
        "procentpoint). 2 af 3 områder kan ikke skelnes fra uændret."
    )
    rising = [row("Nord", "green", change_pp=1.0), row("Syd", "green", change_pp=2.0)]
    assert headlines.change_headline(rising, "en") == "Largest rise: Syd (+2.0 percentage points)."


def test_categories_are_told_by_need():
    """The two of most need by the names of their areas, the others by number."""
    rows = [
        row("Nord", category="minimal"),
        row("Syd", category="markant"),
        row("Øst", category="minimal"),
        row("Vest"),
    ]
    assert headlines.category_headline(rows, "da") == "Markant: Syd. Minimal: 2."


def test_rates_have_the_names_of_both_ends():
    rows = [row("Nord"), row("Syd"), row("Øst")]
    rates = {"Nord": 246.0, "Syd": 5.25, "Øst": 17.0}
    assert headlines.rates_headline(rates, rows, "da") == (
        "Fra 5,3 (Syd) til 246,0 (Nord) pr. 1.000 indbyggere."
    )


SURE = {"trend_light": "green", "trend_verdict": "better", "trend_years": 16}
OPEN = {"trend_light": "yellow", "trend_verdict": "not_distinguishable", "trend_years": 16}


@pytest.mark.parametrize(
    ("changes", "lang", "sentence"),
    [
        (
            {"light": "green", **SURE},
            "da",
            "Grøn: fra 13,7 % i 2010 til 9,4 % i 2024 er en statistisk sikker forbedring.",
        ),
        (
            {"light": "yellow", **SURE},
            "da",
            (
                "Gul: 13,7 % i 2010 og 9,4 % i 2024, hvilket ikke kan skelnes fra uændret, men "
                "over alle 16 målinger 2009–2024 er det en statistisk sikker forbedring."
            ),
        ),
        (
            {"light": "yellow", **OPEN},
            "en",
            "Yellow: 13.7 % in 2010 and 9.4 % in 2024, which cannot be told from no change.",
        ),
        (
            {"light": "red", **OPEN},
            "da",
            (
                "Rød: fra 13,7 % i 2010 til 9,4 % i 2024 er en statistisk sikker forværring, "
                "men over alle 16 målinger 2009–2024 kan en udvikling ikke skelnes fra "
                "uændret."
            ),
        ),
        (
            {"light": "grey", **SURE},
            "en",
            (
                "Grey: 13.7 % in 2010 and 9.4 % in 2024 cannot be tested, because the number "
                "of answers is not stated, but over all 16 surveys 2009–2024 it is a "
                "statistically significant improvement."
            ),
        ),
        (
            {
                "light": "yellow",
                **SURE,
                "ends_change_pp": -5.0,
                "ends_first_years": "2009, 2010",
                "ends_last_years": "2023, 2024",
            },
            "da",
            (
                "Gul: 13,7 % i 2010 og 9,4 % i 2024, hvilket ikke kan skelnes fra uændret, men "
                "2023–2024 under ét mod 2009–2010 under ét er en statistisk sikker forbedring."
            ),
        ),
        (
            {"light": "grey", "verdict": "no_baseline", "baseline_percent": None},
            "da",
            "Grå: intet tal for 2010, som der skal sammenlignes med.",
        ),
    ],
)
def test_an_area_is_told_in_one_breath(changes, lang, sentence):
    """The light, and the verdict of all years where it is another; nothing twice."""
    light = changes.pop("light")
    assert area_sentence(row("Nord", light, **changes), [], lang) == sentence


def test_what_must_be_minded_stands_behind_the_sentence():
    """A break of method between the years is said, once."""
    broken = Break(2017, "method", "Leverandørskift.", "Supplier changed.", "Test")
    told = area_sentence(row("Nord", "green"), [broken], "da")
    assert told.endswith("er en statistisk sikker forbedring. Metodebrud i 2017.")


@pytest.mark.parametrize(
    ("earlier", "later", "told"),
    [(None, None, "ikke oplyst"), (None, 400.0, "ikke oplyst / 400"), (800.0, 400.0, "800 / 400")],
)
def test_answers_that_nobody_states_are_told_once(earlier, later, told):
    """Twice in a narrow column they took four lines of every row on paper."""
    assert answers_of_both(row("Nord", baseline_n=earlier, n=later), "da") == told
