"""The notes of an evaluation: true of the months that were asked for."""

import pytest

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
