"""Where each check begins to speak, and why there. All of them stand in the answer's settings."""

from hotspots.analysis.time import periods

# Districts of this city grow by 1 to 5 % a year, the one with most new houses by about 10 %.
YEARLY_CHANGE = 0.15
# Below this a few new houses move an area's population by more than that.
SMALL_AREA_PEOPLE = 5_000
SMALLEST_JUMP_PEOPLE = 100

# "Most other areas have a figure": three in four, of a set that is large enough to say so.
MOST_AREAS = 0.75
LEAST_AREAS = 4
# A year with less than half of the areas that other years have is half-loaded.
FEW_AREAS = 0.5

# Residents of groups are counted at the same day as all of them.
GROUPS_OFF = 0.005

# Ten figures of at least five values do not agree by chance under two names.
SAME_FIGURES = 10
SAME_VALUES = 5

# Reports with several victims share place, time and category: 0.4 % of the vehicle thefts and
# 0.04 % of the robberies that were looked at.
REPEATS_POSSIBLE = 0.01
REPEATS_LIKELY = 0.05
LEAST_REPEATS = 10

# Addresses repeat: robberies use a point 1.2 times a year. Five times is no longer addresses.
INCIDENTS_PER_POINT = 5
BUSIEST_SHARE = 0.20
# Below this the ten busiest points hold a good part whatever the points are.
LEAST_PLACED = 200

# Months and days without any: where so many are expected.
LEAST_EXPECTED = periods.LEAST_EXPECTED
# Months of a year differ by the season, but not by a factor of four.
USUAL_MONTH = 0.25
# A quiet week is no gap.
QUIET_DAYS = 7
# Older incidents in a newer extract: a year with less than a tenth of the largest year.
STRAGGLERS = periods.STRAGGLERS

REJECTED_SHARE = 0.20

# New Year's Day has two or three times an ordinary day's incidents, not five.
DATE_HEAP_TIMES = 5.0
MONTH_HEAP_TIMES = 2.0
LEAST_DATE_HEAP = 20
# A square or a station may have a few times what the next point has.
PLACE_HEAP_TIMES = 5.0
LEAST_PLACE_HEAP = 20


def as_settings() -> dict[str, float]:
    """Return every limit by its name in lower case."""
    return {
        f"limit_{name.lower()}": value
        for name, value in sorted(globals().items())
        if name.isupper()
    }
