"""The names of months in Danish and English, long and short."""

_MONTHS = (
    "januar january jan", "februar february feb", "marts march mar mrt", "april apr",
    "maj may", "juni june jun", "juli july jul", "august aug", "september sep sept",
    "oktober october okt oct", "november nov", "december dec",
)  # fmt: skip
MONTH_OF = {name: n for n, names in enumerate(_MONTHS, start=1) for name in names.split()}
# All of them as a pattern, long ones first.
MONTH_NAMES = "|".join(sorted(MONTH_OF, key=len, reverse=True))
