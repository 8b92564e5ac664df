"""What is said of cleared counts holds whatever the counts in their classes are."""

import random
from itertools import product

import numpy as np
import pytest

from hotspots.analysis.disclosure.classes import class_numbers, count_classes
from hotspots.analysis.incidents.cleared_rates import ClassCounts, cleared_rows
from hotspots.analysis.incidents.rates import IncidentCounts, incident_rows
from hotspots.analysis.methods.rates import rate_ratio
from hotspots.analysis.time.periods import WHOLE_YEAR, Window
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.disclosure import CountClass
from hotspots.sentences.incidents.cleared import cleared_notes, spoken

AREAS = [("1", "Nord"), ("2", "Syd")]
K = 5


def class_of(n, step=0):
    counts = np.array([n])
    return count_classes(class_numbers(counts, K), np.array([step]), K)[0]


def cleared(counts, people, history=()):
    """Return cleared counts of 2022 and 2024 by area, and of earlier years with figures."""
    classes = {key: class_of(n) for key, n in counts.items()}
    figures = {key: each.figure for key, each in classes.items() if each.figure}
    data = IncidentCounts(
        counts={**figures, **dict(history)},
        unknown={key: "under_k" for key in classes if key not in figures},
        population=people,
        window=Window(*WHOLE_YEAR, frozenset({2022, 2024})),
        baseline=2022,
        year=2024,
        category="Vold",
        earlier=tuple(sorted({year for (_, year), _ in history})),
        use="cleared",
    )
    return ClassCounts(classes, data)


def true_counts(classes, people, chosen):
    """Return ordinary counts with one count of each class."""
    return IncidentCounts(
        counts=dict(zip(classes, chosen, strict=True)), population=people,
        window=Window(*WHOLE_YEAR, frozenset({2022, 2024})), baseline=2022, year=2024,
        category="Vold",
    )  # fmt: skip


def everything(pairs):
    """Return counts of two areas, of the city, and of what is in neither."""
    counts = {}
    for (code, _), (before, after) in zip(AREAS, pairs, strict=True):
        counts |= {(code, 2022): before, (code, 2024): after}
    for year, position in ((2022, 0), (2024, 1)):
        counts[CITY, year] = sum(pair[position] for pair in pairs) + 3
        counts |= {(UNPLACED, year): 3, (OUTSIDE, year): 0}
    return counts


@pytest.mark.parametrize("seed", range(8))
def test_verdict_interval_and_p_hold_for_every_count_in_the_classes(seed):
    """Beside the ordinary rows of every table of counts that the classes allow."""
    rng = random.Random(seed)  # noqa: S311 - made-up counts
    pairs = [(rng.choice((2, 6, 9, 20)), rng.choice((1, 5, 15, 40))) for _ in AREAS]
    people = {(code, year): 1000.0 + 7 * year % 13 for code in ("1", "2", CITY)
              for year in (2022, 2024)}  # fmt: skip
    given = cleared(everything(pairs), people)
    rows = {row.area: row for row in cleared_rows(AREAS, given)}
    keys = [key for key in given.classes if key[0] in {"1", "2"}]
    ranges = [range(each.low, each.high + 1) for each in (given.classes[key] for key in keys)]
    tables = list(product(*ranges))
    for chosen in rng.sample(tables, min(len(tables), 60)):
        for row in incident_rows(AREAS, true_counts(keys, people, chosen)):
            if row.area in {"1", "2"}:
                holds(rows[row.area], row)


def holds(published, row):
    assert published.n_low <= row.n <= published.n_high
    assert published.ci_low <= row.ci_low
    assert published.ci_high >= row.ci_high
    assert published.rr_low <= row.rr_low + 1e-12
    assert published.rr_high is None or published.rr_high >= row.rr_high - 1e-12
    assert published.p >= row.p - 1e-12
    if published.rate_below_per_1000 is not None:
        assert row.rate_per_1000 < published.rate_below_per_1000
    if published.verdict in {"better", "worse"} or row.verdict in {"better", "worse"}:
        assert published.verdict in {row.verdict, "undecided_classes"}


def test_undecided_is_said_where_counts_in_the_classes_disagree():
    """3 to 14: some pairs of 0-4 and 13-17 are significant, some are not."""
    given = cleared(everything([(3, 14), (50, 50)]), {})
    low = rate_ratio(4, 13, 1.0, 1.0).p
    high = rate_ratio(0, 17, 1.0, 1.0).p
    assert high < 0.025 < low
    rows = {row.area: row for row in cleared_rows(AREAS, given)}
    assert rows["1"].verdict == "undecided_classes"
    assert rows["2"].verdict == "not_distinguishable"


def test_a_class_under_k_has_no_figure_rate_or_ratio():
    given = cleared(everything([(3, 2), (50, 52)]), {("1", 2024): 2000.0, ("2", 2024): 2000.0})
    row = next(row for row in cleared_rows(AREAS, given) if row.area == "1")
    assert (row.n, row.rate_per_1000, row.rate_ratio, row.eb_rate_per_1000) == (None,) * 4
    assert row.rate_below_per_1000 == pytest.approx(5 / 2.0 * 365 / 366)
    assert "under_k" in row.flags
    other = next(row for row in cleared_rows(AREAS, given) if row.area == "2")
    assert other.rate_per_1000 == pytest.approx(50 / 2.0 * 365 / 366)


def test_rows_are_those_of_areas_city_outside_and_no_place():
    rows = cleared_rows(AREAS, cleared(everything([(3, 2), (50, 52)]), {}))
    assert [row.area for row in rows] == [CITY, "1", "2", OUTSIDE, UNPLACED]
    assert [row.verdict for row in rows[3:]] == ["not_testable"] * 2
    assert rows[0].verdict in {"not_distinguishable", "undecided_classes"}


def test_swings_are_learnt_from_the_cleared_history_alone():
    """Without one the notes say that only chance is allowed for."""
    counts = everything([(100, 160), (100, 100)])
    swinging = [((code, year), n) for code, series in
                (("1", (60, 150, 70, 160)), ("2", (150, 60, 160, 70)))
                for year, n in zip(range(2018, 2022), series, strict=True)]  # fmt: skip
    alone = cleared_rows(AREAS, cleared(counts, {}))
    learnt = cleared_rows(AREAS, cleared(counts, {}, swinging))
    assert alone[1].verdict == "worse"
    assert learnt[1].verdict != "worse"
    assert "chance_only" in alone[1].flags
    assert "overdispersed" in learnt[1].flags
    notes = cleared_notes(alone, cleared(counts, {}).data, None, K, adjust="holm", lang="en")
    assert any("only chance is allowed for" in note for note in notes)


@pytest.mark.parametrize(
    ("lang", "counted", "undecided"),
    [
        ("da", "Nord: under 5 hændelser i 2024; under 2,5 pr. 1.000 indbyggere",
         "om der er flere eller færre end i 2022, kan ikke afgøres ud fra"),
        ("en", "Nord: under 5 incidents in 2024; under 2.5 per 1,000 residents",
         "whether there are more or fewer than in 2022 cannot be decided"),
    ],
)  # fmt: skip
def test_small_and_undecided_have_words_of_their_own(lang, counted, undecided):
    given = cleared(everything([(14, 3), (50, 50)]), {("1", 2024): 2000.0})
    row = next(row for row in cleared_rows(AREAS, given) if row.area == "1")
    assert row.verdict == "undecided_classes"
    assert spoken(row, 2022, lang).sentence.startswith(f"{counted}; {undecided}")


def test_a_wider_class_says_so():
    """18 to 27 is a class of base 10."""
    assert class_of(22, step=1) == CountClass(18, 27, 20)
