"""What the tables say, however they are written: 50 incidents, and figures of 13 areas."""

import datetime as dt
import random
from dataclasses import dataclass

AREAS = (
    "Indre By", "Østerbro", "Nørrebro", "Vesterbro/Kongens Enghave", "Valby", "Vanløse",
    "Brønshøj-Husum", "Bispebjerg", "Amager Øst", "Amager Vest", "Christianshavn", "Ålholm",
    "Ørestad Syd",
)  # fmt: skip
YEARS = (2021, 2022, 2023, 2024)
INDICATOR, INDICATOR_NAME = "utryg_nabolag", "Utryg i nabolaget"
CATEGORIES = ("Vold", "Hærværk", "Røveri", "Tyveri", "Indbrud", "Særlov", "Våben")
STREETS = ("Nørrebrogade", "Ærøvej 7", "Ålekistevej", "Øresundsvej 12, 3. tv.", "Vesterbrogade")
WEST_M, SOUTH_M, SIDE_M = 720_000, 6_170_000, 1000


@dataclass(frozen=True)
class Incident:
    """One incident; the clock is None where only the day is known."""

    number: str
    category: str
    street: str
    day: dt.date
    clock: dt.time | None
    x: float
    y: float

    @property
    def moment(self):
        """Return day and clock together, as midnight where only the day is known."""
        return dt.datetime.combine(self.day, self.clock or dt.time())


@dataclass(frozen=True)
class Figure:
    """A percentage of one area and year, with one decimal, and the answers behind it."""

    code: str
    area: str
    year: int
    percent: float
    n: int


def _incidents():
    """Return 50 incidents of the autumn: every fifth without a clock, one on the stroke of ten."""
    chance = random.Random(7)  # noqa: S311 - no secret
    for at in range(50):
        clock = None if at % 5 == 3 else dt.time(chance.randrange(24), chance.randrange(1, 60))
        yield Incident(
            number=f"A{1001 + at}",
            category=CATEGORIES[at % len(CATEGORIES)],
            street=STREETS[at % len(STREETS)],
            day=dt.date(2024, 10, 1) + dt.timedelta(days=at),
            clock=dt.time(22, 0) if at == 20 else clock,
            x=WEST_M + chance.randrange(1, 1_299_999) / 100,
            y=SOUTH_M + chance.randrange(1, 99_999) / 100,
        )


def _figures():
    """Return the figures by area and then year; Valby was asked more than a thousand times."""
    chance = random.Random(13)  # noqa: S311 - no secret
    for at, area in enumerate(AREAS):
        for year in YEARS:
            n = chance.randrange(1002, 1400) if area == "Valby" else chance.randrange(180, 420)
            yield Figure(str(at + 1), area, year, chance.randrange(35, 305) / 10, n)


INCIDENTS = tuple(_incidents())
FIGURES = tuple(_figures())
