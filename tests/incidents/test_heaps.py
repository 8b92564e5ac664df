"""Times, dates and places that stand for unknown ones, named wherever a result rests on them."""

import random

import numpy as np
import pytest

from hotspots.analysis.time.heaps import default_minutes
from tests.small_city import City

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)


def written(folder, rows):
    made = City(folder)
    made.areas(["Nord", "Syd"])
    lines = [f"{n};{when};{x};{y}" for n, (when, x, y) in enumerate(rows)]
    path = made.write("h.csv", "\n".join(["id;dato;x;y", *lines]) + "\n")
    said = made.run("--lang", "en", "load", "incidents", path).stderr
    return made, said


def drawn(n, rng, *, midnight=0.0, noon=0.0, new_year=0.0, at_one_point=0.0):
    """Return incidents drawn evenly, with some parts put on defaults."""
    rows = []
    for _ in range(n):
        clock = f"{rng.randrange(24):02d}:{rng.randrange(60):02d}"
        if rng.random() < midnight:
            clock = "00:00"
        elif rng.random() < noon:
            clock = "12:00"
        is_new_year = rng.random() < new_year
        day = (
            "01-01" if is_new_year else f"{1 + rng.randrange(28):02d}-{1 + rng.randrange(12):02d}"
        )
        x, y = rng.randrange(720_000, 722_000), rng.randrange(6_170_000, 6_171_000)
        if rng.random() < at_one_point:
            x, y = 720_310, 6_170_420
        rows.append((f"{day}-2024 {clock}", x, y))
    return rows


@pytest.fixture(scope="module")
def heaped(tmp_path_factory):
    """Return 2,000 incidents of which a third have default times and an eighth one point."""
    rows = drawn(2000, random.Random(3), midnight=0.3, new_year=0.1, at_one_point=0.12)  # noqa: S311
    return written(tmp_path_factory.mktemp("heaped"), rows)[0]


def findings(city):
    kinds = [("--kind", f"default_{name}") for name in ("time", "date", "place")]
    return city.ask("check", *(word for kind in kinds for word in kind))["rows"]


def test_check_names_each_heap_with_how_many_were_to_be_expected(heaped):
    """About 600 at midnight where 1 or 2 would be, 200 on 1 January, 240 on one point."""
    rows = {row["check"]: row for row in findings(heaped)}
    assert set(rows) == {"default_time", "default_date", "default_place"}
    assert "00:00" in rows["default_time"]["what"]
    assert "der kunne ventes ca. 1." in rows["default_time"]["what"]
    assert "1. januar; der kunne ventes ca. 5." in rows["default_date"]["what"]
    assert "720.310" in rows["default_place"]["what"]
    assert all(row["do"] for row in rows.values())


@pytest.mark.parametrize(
    ("command", "named"),
    [
        (("hours",), ["00:00"]),
        (("incidents", "--year", "2024"), ["1. januar", "ét punkt"]),
        (("detect",), ["00:00", "1. januar", "ét punkt"]),
        (("detect", "--table", "hotspots"), ["00:00", "1. januar", "ét punkt"]),
        (("repeat",), ["1. januar", "ét punkt"]),
    ],
)
def test_results_that_rest_on_a_heap_name_it(heaped, command, named):
    """In the notes, as check says it."""
    told = " ".join(note for note in heaped.ask(*command)["notes"] if "der kunne ventes" in note
                    or "det næste punkt" in note)  # fmt: skip
    assert all(words in told for words in named), told


def test_no_part_of_the_day_comes_from_default_times(heaped):
    """Three in ten at 00:00 make no busiest part from 00 to 06; the other times are even."""
    rows = heaped.ask("detect", "--table", "hotspots")["rows"]
    assert rows
    assert not any("00" in str(row["busiest_part"]) for row in rows)


def test_evenly_drawn_incidents_have_no_heap(tmp_path):
    """Nor has a file in which people rounded to whole hours."""
    rng = random.Random(5)  # noqa: S311
    rows = drawn(1500, rng)
    rounded = [(when[:-2] + "00", x, y) if rng.random() < 0.5 else (when, x, y)
               for when, x, y in rows]  # fmt: skip
    city, _ = written(tmp_path, rounded)
    assert findings(city) == []


def test_noon_may_be_a_default_too(tmp_path):
    """Four in ten."""
    city, _ = written(tmp_path, drawn(400, random.Random(7), noon=0.4))  # noqa: S311
    (row,) = findings(city)
    assert "12:00" in row["what"]


def test_a_column_of_midnights_alone_has_no_times(tmp_path):
    """Days without a time of day: no hours, and the load says so."""
    rows = [(f"{1 + n % 28:02d}-03-2024 00:00:00", 720_500 + n, 6_170_500) for n in range(40)]
    city, said = written(tmp_path, rows)
    assert "Every time of day is 00:00: 40 dates are kept without a time." in said
    refused = city.run("--lang", "en", "hours", expect=1).stderr
    assert "40 have no time of day" in refused
    assert findings(city) == []


def test_which_minutes_are_defaults():
    """Ten at midnight of a hundred others are, two are not."""
    others = np.arange("2024-01-01T00:07", "2024-01-05T04:07", 60, dtype="datetime64[m]")
    midnight = np.datetime64("2024-02-01T00:00")
    assert list(default_minutes(np.append(others, [midnight] * 10))) == [0]
    assert list(default_minutes(np.append(others, [midnight] * 2))) == []
