"""What the numbers of a text or a column are, where they are not to be looked up one by one.

Without a row here a number must be a cleared figure, a rate of one, a year, or public. Rows are
for numbers of things (areas, years, tests), and for what is reckoned of many figures at once:
intervals, p, trends, places on a list. Of these only their twins are known to be the same.
"""

from collections.abc import Mapping
from typing import Literal

# A count must be a cleared figure and nothing else, a rate that of one; a statistic may be any.
SlotKind = Literal["count", "rate", "statistic", "any"]

_CHANGE = frozenset({"change", "low", "high", "slope", "years", "span"})
_COUNTS: Mapping[str, frozenset[str]] = {
    "cleared.count": frozenset({"n"}),
    "cleared.outside": frozenset({"n"}),
    "cleared.under": frozenset({"n"}),
    "cleared.unplaced": frozenset({"n"}),
}
_RATES: Mapping[str, frozenset[str]] = {
    "cleared.rate": frozenset({"rate"}),
    "cleared.rate_below": frozenset({"rate"}),
    "cleared.under_rate": frozenset({"rate"}),
    "reason.rate": frozenset({"rate"}),
}
# Of any text: how many areas, tests or years there are, and what designs of surveys multiply by.
_ANYWHERE = frozenset({"deff", "n_areas", "n_tests", "n_years"})
# By the key of a text, or by what stands before the point in it.
_STATISTICS: Mapping[str, frozenset[str]] = {
    "change": _CHANGE,
    "cleared.undecided": frozenset({"n_areas"}),
    "designation": frozenset({"counts", "n", "n_earlier"}),
    "gap": frozenset({"change", "gap", "gap_high", "gap_low", "high", "low", "n", "n_tests"}),
    "goal": frozenset({
        "n", "n_areas", "n_not", "n_undecided", "baseline", "figure", "target", "needed",
        "needed_low", "needed_high", "pace", "pace_low", "pace_high", "low", "high",
    }),
    "headline": frozenset({"change", "n"}),
    "incidents.bh": frozenset({"n_tests"}),
    "incidents.clusters": frozenset({"phi"}),
    "incidents.holm": frozenset({"n_tests"}),
    "incidents.swings": frozenset({"areas", "city"}),
    "incidents.swings_of_few": frozenset({"n_years", "phi"}),
    "incidents.swings_no_more": frozenset({"n_years"}),
    "intervals_figure": frozenset({
        "better", "change", "low", "n_tests", "no_change", "open", "same", "worse",
    }),
    "lacking": frozenset({"n"}),
    "map_change": frozenset({"better", "change", "n", "n_areas", "worse"}),
    "map_designations": frozenset({"n", "n_drawn"}),
    "map_indicator.estimate": frozenset({"value"}),
    "map_indicator.estimate_city": frozenset({"value"}),
    "map_indicator": frozenset({"high", "low", "min_n", "n", "n_areas"}),
    "map_layers.ends_grey": frozenset({"least"}),
    "map_picture": frozenset({"n"}),
    "map_priority": frozenset({"draws", "first", "high", "last", "low", "rank", "seed"}),
    "note.gap_answers": frozenset({"n_rows"}),
    "note": frozenset({
        "deff", "df", "factor", "high", "least", "low", "min_n", "most", "n_lines", "n_measured",
        "n_tests", "spread", "step", "width", "window",
    }),
    "note.unreliable": frozenset({"n"}),
    "period": frozenset({"n"}),
    "reason": frozenset({"n", "rank"}),
    "remark": frozenset({"deff", "step"}),
    "series_figure": frozenset({"high", "low"}),
    "shared": frozenset({"common", "least", "most", "others", "own", "weights"}),
    "source": frozenset({"version"}),
    "trend": _CHANGE,
    "words": frozenset({"high", "low"}),
}  # fmt: skip

# By command: of its rows.
_COLUMNS: Mapping[str, frozenset[str]] = {
    "change": frozenset({
        "change_pp", "ci_low_pp", "ci_high_pp", "p", "p_adjusted", "city_diff_pp", "city_low_pp",
        "city_high_pp", "trend_per_year", "trend_p", "trend_years", "category_steps", "trend_low",
        "trend_high", "trend_p_adjusted", "assumed_deff", "ends_change_pp", "ends_low_pp",
        "ends_high_pp", "ends_first_years", "ends_last_years", "break_step_pp",
    }),
    "gap": frozenset({
        "change_pp", "gap_pp", "gap_low_pp", "gap_high_pp", "baseline_gap_pp", "ci_low_pp",
        "ci_high_pp", "p", "p_adjusted",
    }),
    "goals": frozenset({
        "baseline", "figure", "low", "high", "needed_per_year", "needed_low", "needed_high",
        "pace_per_year", "pace_low", "pace_high", "n_areas", "n_fulfilled", "n_not", "n_undecided",
    }),
    "incidents": frozenset({
        "rr_low", "rr_high", "p", "p_adjusted", "city_ratio", "city_ratio_low", "city_ratio_high",
        "eb_rate_per_1000",
    }),
    "priority": frozenset({
        "rank", "rank_low", "rank_high", "ci_low", "ci_high", "change_pp", "level_rank",
        "level_rank_low", "level_rank_high", "estimate", "estimate_low", "estimate_high",
        "direct_share", "years_share",
    }),
    "areas": frozenset({"n_areas", "n_units", "load"}),
}  # fmt: skip
# places, surfaces, and days, which workbooks hold as numbers
_PLACES_AND_DAYS = frozenset({"area_km2", "deadline", "valid_from", "valid_to", "x_m", "y_m"})
# columns whose words are codes
CODES = frozenset({"area", "units", "set"})
# of what a file says of how it was made
_SETTINGS = frozenset({
    "schema_version", "sources.load", "settings.alpha", "settings.alpha_common",
    "settings.assumed_deff", "settings.city_swings_df", "settings.city_swings_factor",
    "settings.draws", "settings.family_size", "settings.n_tests", "settings.n_trend_tests",
    "settings.not_shown_below_n_eff", "settings.phi", "settings.seed", "settings.swings_df",
    "settings.swings_factor", "settings.unreliable_above_relative_width",
    "settings.unreliable_below_n_eff", "settings.window",
    "steps.areas", "steps.column", "steps.step", "step",
})  # fmt: skip


def slot_kind(key: str, slot: str) -> SlotKind:
    """Return what may fill a placeholder of a text."""
    for key_of in (key, key.removesuffix("_one"), key.partition(".")[0]):
        if slot in _COUNTS.get(key_of, ()):
            return "count"
        if slot in _RATES.get(key_of, ()):
            return "rate"
        if slot in _STATISTICS.get(key_of, ()):
            return "statistic"
    return "statistic" if slot in _ANYWHERE else "any"


def is_statistic(command: tuple[str, ...], column: str) -> bool:
    """Tell whether the numbers of a column of a command's rows are none to be looked up."""
    return column in _PLACES_AND_DAYS or column in _COLUMNS.get(command[0] if command else "", ())


def is_setting(path: str) -> bool:
    """Tell whether a number by its place says how a file was made."""
    return path.removeprefix("hotspots.") in _SETTINGS
