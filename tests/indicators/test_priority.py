"""``priority``: a transparent order, its reasons, and how sure a place is."""

from types import SimpleNamespace

import numpy as np
import pytest

from hotspots.analysis.methods.ranking import rank_intervals
from hotspots.sentences.priority.order import reasons_beside_place
from tests.small_city import City, by_area


@pytest.fixture
def city(tmp_path):
    """Return a city of four areas."""
    made = City(tmp_path)
    made.areas(["Nord", "Midt", "Syd", "Vest"])
    return made


def order(answer):
    """Return the areas' names in the order given."""
    return [row["name"] for row in answer["rows"]]


def test_category_goes_before_light_and_light_before_level(city):
    """Markant first, then the red one, then the higher level; without a figure last."""
    city.index(
        ["Nord;2010;20,0;900;;", "Nord;2014;12,0;900;;Ordinær",
         "Midt;2010;5,0;900;;", "Midt;2014;14,0;900;;Ordinær",
         "Syd;2010;9,0;900;;", "Syd;2014;9,0;900;;Markant"]
    )  # fmt: skip
    answer = city.ask("priority", "--year", 2014)
    assert order(answer) == ["Syd", "Midt", "Nord", "Vest"]
    assert [row["rank"] for row in answer["rows"]] == [1, 2, 3, None]
    assert answer["settings"]["order"] == ["category", "light", "level", "rate_per_1000"]
    assert by_area(answer)["3"]["reasons"][0] == "handlingskategori markant"
    assert by_area(answer)["2"]["light"] == "red"


def test_without_categories_it_says_so(city):
    """A year without categories is ordered by light and level, and a note says it."""
    city.index(["Nord;2010;20,0;900;;Markant", "Nord;2020;6,0;900;;",
                "Midt;2010;9,0;900;;", "Midt;2020;9,0;900;;"])  # fmt: skip
    answer = city.ask("priority", "--year", 2020)
    assert order(answer)[:2] == ["Midt", "Nord"]
    assert answer["settings"]["order"] == ["light", "level", "rate_per_1000"]
    assert "ingen handlingskategori for 2020" in answer["notes"][0]
    assert all(row["category"] is None for row in answer["rows"])


def test_reported_crime_decides_last(city):
    """Two areas alike in light and level fall by reports per 1,000."""
    figures = [f"{name};{year};10,0;300;;" for name in ("Nord", "Midt") for year in (2010, 2020)]
    city.index(figures)
    people = "Område;År;Folketal\nNord;2020;1000\nMidt;2020;1000\n"
    city.run("load", "population", city.write("folk.csv", people), "--set", "bydele")
    places = [("02-01", "720500"), ("01-03", "721500"), ("30-12", "721600")]
    rows = [f"{at};{day}-2020 12:00;{x};6170500;Vold" for at, (day, x) in enumerate(places)]
    extract = city.write("h.csv", "Sagsnr;Dato;X;Y;Kategori\n" + "\n".join(rows))
    city.run("load", "incidents", extract)
    answer = city.ask("priority", "--year", 2020)
    assert order(answer)[:2] == ["Midt", "Nord"]
    assert by_area(answer)["2"]["rate_per_1000"] == pytest.approx(2 * 365 / 366)


def test_the_same_seed_gives_the_same_interval(city):
    """Places are drawn from a seed that is recorded."""
    city.index([f"{name};{year};{share},0;250;;" for name, share in
                (("Nord", 12), ("Midt", 11), ("Syd", 4)) for year in (2010, 2020)])  # fmt: skip
    one = city.ask("priority", "--year", 2020, "--seed", 7)
    two = city.ask("priority", "--year", 2020, "--seed", 7)
    assert one == two
    assert one["settings"]["seed"] == 7
    assert by_area(one)["1"]["level_rank_low"] == 1
    assert by_area(one)["1"]["level_rank_high"] == 2
    assert by_area(one)["3"]["level_rank_low"] == 3


def test_places_far_apart_are_certain_and_equal_ones_are_not():
    """40, 20 and 20 % of 2,000 answers: the first place is sure, the others are open."""
    rng = np.random.default_rng(1)
    low, high = rank_intervals(
        np.array([0.40, 0.20, 0.20]), np.full(3, 2000.0), worst_is_high=True, rng=rng
    )
    assert (low.tolist(), high.tolist()) == ([1, 2, 2], [1, 3, 3])


def test_fewer_answers_widen_the_place():
    """The same shares from 60 answers leave all three places open."""
    rng = np.random.default_rng(1)
    low, high = rank_intervals(
        np.array([0.12, 0.10, 0.08]), np.full(3, 60.0), worst_is_high=True, rng=rng
    )
    assert (low.tolist(), high.tolist()) == ([1, 1, 1], [3, 3, 3])


@pytest.mark.parametrize(("lang", "alone", "joint"), [
    ("da", "for hvert område alene", "for alle områder på én gang"),
    ("en", "for each area alone", "for all areas at once"),
])  # fmt: skip
def test_a_note_says_for_whom_the_intervals_of_places_hold(city, lang, alone, joint):
    """The rows of both look alike."""
    city.index(["Nord;2010;30;900;2015;", "Syd;2010;20;900;2015;",
                "Nord;2015;31;900;2015;", "Syd;2015;21;900;2015;"])  # fmt: skip
    usual, together = (
        [note for note in city.ask("--lang", lang, "priority", *asked)["notes"] if "2010)" in note]
        for asked in ((), ("--joint",))
    )
    assert len(usual) == len(together) == 1
    assert alone in usual[0]
    assert joint in together[0]


def test_assumptions_that_change_nothing_say_so(city):
    """All figures have answers; without a design effect that option does something."""
    city.index(["Nord;2010;30;900;2015;", "Nord;2015;31;900;2015;"])
    for lang, said in (("da", "ændrer intet her"), ("en", "changes nothing here")):
        for command in ("change", "priority"):
            notes = city.ask("--lang", lang, command, "--assume-n", 500)["notes"]
            assert [one[:12] for one in notes if said in one] == ["--assume-n " + notes_word(lang)]
        usual = city.ask("--lang", lang, "change", "--assume-deff", 2)["notes"]
        assert not any(said in one for one in usual)


def notes_word(lang):
    """Return the letter that follows the option in a language."""
    return "æ" if lang == "da" else "c"


def test_areas_that_nothing_tells_apart_are_named(city):
    """Their places follow their codes alone: who reads the list must be able to see it."""
    alike, apart = ("10,0", "12,0", "10,0"), ("10,0", "12,0", "11,0")
    for year, percents in ((2010, alike), (2020, alike), (2021, apart)):
        named = zip(("Nord", "Midt", "Syd"), percents, strict=True)
        rows = [f"{name};{year};{percent};300;;" for name, percent in named]
        city.index(rows, name=f"{year}.csv")
    said = (
        "Intet, som rækkefølgen følger, skiller disse områder, så de står efter kode: Nord, Syd."
    )
    assert said in city.ask("priority", "--year", 2020)["notes"]
    notes = city.ask("priority", "--year", 2021)["notes"]
    assert not any("efter kode" in note for note in notes)


def test_reasons_beside_the_place_say_it_once():
    """Where the place by level has a column of its own, the level stands alone."""
    row = SimpleNamespace(
        category=None, percent=12.34, decimals=1, light="yellow", baseline_period=2010,
        period=2020, rate_per_1000=None, reported=None,
    )  # fmt: skip
    assert reasons_beside_place(row, "en") == ("cannot be told from 2010", "12.3 %")
    row.percent = None
    assert reasons_beside_place(row, "en") == ("no figure for 2020",)
