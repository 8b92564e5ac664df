"""The notes of an evaluation: true of the months that were asked for."""

import re

import numpy as np
import pytest

from hotspots.analysis.methods.count_swings import Swings
from hotspots.sentences.incidents.swings import swing_note
from tests.efforts.test_evaluate import COMPARISON, NAMES, TREATED, efforts, falls, incidents
from tests.small_city import City


@pytest.fixture(scope="module")
def helped(tmp_path_factory):
    """Return an effort in Birk in 2011 and 2012: 10 a month become 5; Eg stays at 8."""
    city = City(tmp_path_factory.mktemp("notes"))
    city.areas(NAMES)
    efforts(city, "Prøve;Birk;;2011-01-01;2012-12-31",
            "Prøve;Eg;sammenligning;2011-01-01;2012-12-31")  # fmt: skip
    incidents(city, {TREATED: falls(10, 5), COMPARISON: 8})
    return city


@pytest.mark.parametrize(
    ("options", "said", "unsaid"),
    [
        (("--before", "2008-01..2008-12", "--after", "2010-01..2010-12"),
         "OBS: Efter begynder, før indsatsen gjorde det (01-01-2011)", "tiden efter indsatsens"),
        (("--before", "2010-01..2010-12", "--after", "2012-07..2013-06"),
         "Efter rækker ud over indsatsens slutning (31-12-2012).", "tiden efter indsatsens"),
        (("--since", "end", "--before", "2010-01..2010-12", "--after", "2011-01..2011-12"),
         "Før er januar 2010 – december 2010, efter er januar 2011 – december 2011",
         "tiden efter indsatsens"),
        (("--since", "end"), "Efter er tiden efter indsatsens slutning.", "rækker ud over"),
        (("--before", "2010-07..2010-12", "--after", "2011-01..2011-12"),
         "Før og efter har ikke lige mange måneder", "OBS: Efter begynder"),
    ],
)  # fmt: skip
def test_what_is_said_of_the_time_after_is_true(helped, options, said, unsaid):
    """Months named by hand may lie before the effort, or beyond it."""
    notes = " ".join(helped.ask("evaluate", "Prøve", *options)["notes"])
    assert said in notes
    assert unsaid not in notes


def test_an_open_effort_is_not_said_of_months_before_it(tmp_path):
    """Both periods lie before the start: nothing is said of the time since it."""
    city = City(tmp_path)
    city.areas(NAMES)
    efforts(city, "Åben;Birk;;2011-01-01;", "Åben;Eg;sammenligning;2011-01-01;")
    incidents(city, {TREATED: 9, COMPARISON: 8})
    early = ("--before", "2008-01..2008-12", "--after", "2009-01..2009-12")
    assert not any(
        "siden dens start" in one for one in city.ask("evaluate", "Åben", *early)["notes"]
    )
    assert any("siden dens start" in one for one in city.ask("evaluate", "Åben")["notes"])


def test_a_spread_that_is_known_is_not_called_unknown(helped):
    """Half a year against a whole one: only the swing of single areas cannot be measured."""
    notes = helped.ask("evaluate", "Prøve", "--before", "2010-07..2010-12",
                       "--after", "2011-01..2011-12")["notes"]  # fmt: skip
    unknown = [one for one in notes if "Det kan ikke måles" in one]
    assert len(unknown) == 1
    assert (
        "testen af det enkelte områdes ændring kan kalde for meget statistisk sikkert"
        in unknown[0]
    )


@pytest.mark.parametrize(
    ("phi", "lang", "said"),
    [(1.0, "en", "beyond chance. "), (1.004, "da", "ud over det tilfældige. "),
     (1.34, "en", "beyond chance, and chance itself was 1.34 times the usual because cases")],
)  # fmt: skip
def test_clusters_are_named_only_where_there_are_any(phi, lang, said):
    """A place's year may swing although cases come one by one."""
    learnt = Swings(phi, 0.01, 0.0, np.eye(3), np.zeros(3), (2010, 2011, 2012), 20)
    for of_years in ("incidents.swings", "review.swings"):
        note = swing_note(learnt, lang, of_years)
        assert said in note
        assert ("clusters" in note or "klynger" in note) == (phi > 1.3)


def test_figures_that_are_said_give_the_change_that_is_said(helped):
    """Periods of 12 and of 18 months, both by as many days."""
    answer = helped.ask("evaluate", "Prøve", "--before", "2010-01..2010-12",
                        "--after", "2011-01..2012-06")  # fmt: skip
    sentences = [row["sentence"] for row in answer["rows"]
                 if row["measure"] == "change" and row["value"] is not None]  # fmt: skip
    found = [re.search(r"fra ([\d,]+) til ([\d,]+) hændelser pr. 30,4 dage \((.+?) %\)", one)
             for one in sentences]  # fmt: skip
    assert len(found) > 1
    assert all(found)
    for one in found:
        before, after, percent = (float(part.replace(",", ".").replace("−", "-"))
                                  for part in one.groups())  # fmt: skip
        assert 100 * (after / before - 1) == pytest.approx(percent, abs=0.2)


def test_the_rule_of_the_trend_is_the_verdict(helped):
    """A small difference that is more than chance is alike, and said to be there."""
    answer = helped.ask("evaluate", "Prøve")
    (row,) = [row for row in answer["rows"] if row["measure"] == "pre_trend"]
    inside = row["low"] >= 0.8 and row["high"] <= 1.25
    outside = row["low"] > 1.25 or row["high"] < 0.8
    assert row["verdict"] == ("alike" if inside else "different" if outside else "cannot_be_said")
    assert any("og ikke ens, når det hele ligger uden for" in note for note in answer["notes"])
