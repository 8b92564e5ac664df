"""Made-up columns: of CPR numbers, and of all else that has six, eight or ten digits."""

import random
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

Column = Callable[[random.Random, int], list[str]]
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2)
_BETWEEN = ("-", "-", "-", " ", "\u2013", "\u2212", " - ", "\u2011")


def seeded(seed: int) -> random.Random:
    """Return what draws the same each time."""
    return random.Random(seed)  # noqa: S311 - made-up files are no secret


def cpr(random_: random.Random) -> str:
    """Return ten digits of somebody made up: most with a check digit, some with 60 added."""
    day = date(1925, 1, 1) + timedelta(days=random_.randrange(96 * 365))
    born = day.year
    while True:
        if born < 2000:
            seventh = random_.choice("0123" + ("49" if born >= 1937 else ""))
        else:
            seventh = random_.choice("5678" + ("49" if born <= 2036 else ""))
        added = 60 if random_.random() < 0.02 else 0
        first = f"{day.day + added:02}{day:%m%y}{seventh}{random_.randrange(100):02}"
        rest = -sum(w * int(d) for w, d in zip(_WEIGHTS, first, strict=True)) % 11
        if random_.random() < 0.05:
            return first + str(random_.randrange(10))
        if rest < 10:
            return first + str(rest)


def written(random_: random.Random, digits: str) -> str:
    """Return a number as people write it, with something between."""
    return digits[:6] + random_.choice(_BETWEEN) + digits[6:]


def _moments(random_: random.Random, n: int, form: str) -> list[str]:
    start = datetime(random_.randrange(2001, 2025), random_.randrange(1, 13), 1, tzinfo=UTC)
    hours = random_.choice([24 * 28, 24 * 90, 24 * 365, 24 * 365 * 6])
    some = [start + timedelta(minutes=random_.randrange(hours * 60)) for _ in range(n)]
    return [f"{one:{form}}" for one in some]


def _in_order(random_: random.Random, n: int, form: str) -> list[str]:
    first, step = random_.randrange(1, 10**6), random_.choice([1, 1, 1, 2, 7, 10])
    return [form.format(first + step * at) for at in range(n)]


def _case_numbers(random_: random.Random, n: int) -> list[str]:
    year, form = random_.randrange(2015, 2025), random_.choice([
        "{year}-{n:07}", "{year}-{n:06}", "{n:06}-{year}", "{n:06}/{year}", "{year}/{n:06}",
        "0100-73241-{n:05}-{yy}", "{year}-{n:06}-1234", "J.nr. {year}-{n}", "S{year}-{n:06}",
    ])  # fmt: skip
    first = random_.randrange(1, 90_000)
    return [form.format(year=year, yy=year % 100, n=first + at) for at in range(n)]


def _register_of_days(random_: random.Random, n: int) -> list[str]:
    """Return the day and a running number or the time, which is what a CPR number looks like."""
    n = max(n, 20)
    days = sorted(_moments(random_, n, "%d%m%y-"))
    clocks = _moments(random_, n, "%H%M")
    if random_.random() < 0.5:
        return [day + clock for day, clock in zip(days, clocks, strict=True)]
    return [f"{day}{at % 1000:04}" for at, day in enumerate(days, start=1)]


def _phones(random_: random.Random, n: int) -> list[str]:
    def phone() -> str:
        digits = str(random_.randrange(20_000_000, 99_999_999))
        return random_.choice([
            digits, f"+45 {digits}", f"45{digits}", f"0045{digits}", f"{digits[:4]}-{digits[4:]}",
            " ".join(digits[at:at + 2] for at in range(0, 8, 2)), f"+45 {digits[:4]} {digits[4:]}",
        ])  # fmt: skip

    return [phone() for _ in range(n)]


def _serials(random_: random.Random, n: int) -> list[str]:
    kind = random_.randrange(5)
    if kind == 0:
        return [f"{random_.randrange(10**9, 10**10)}" for _ in range(n)]
    if kind == 1:
        return _in_order(random_, n, random_.choice(["120345{:04}", "0101{:06}", "31129{:05}"]))
    if kind == 2:
        return [f"10{random_.randrange(30_000_000):08}" for _ in range(n)]
    if kind == 3:
        return [f"{random_.randrange(10**5, 10**6)}-{random_.randrange(10**4):04}"
                for _ in range(max(n, 30))]  # fmt: skip
    return _in_order(random_, n, "{:010}")


def _unix(random_: random.Random, n: int) -> list[str]:
    start = random_.randrange(1_000_000_000, 1_770_000_000)
    width = random_.choice([10**5, 10**6, 10**7, 3 * 10**7, 2 * 10**8])
    return [str(start + random_.randrange(width)) for _ in range(n)]


def _coordinates(random_: random.Random, n: int) -> list[str]:
    form = random_.choice(["{:.2f}", "{:.4f}", "{:.10f}"])
    return [form.format(random_.uniform(6_000_000, 6_200_000)) for _ in range(n)]


def _texts(random_: random.Random, n: int) -> list[str]:
    some = ("kl. 12.30 den 01.02.24", "01-02-24 1230", "20240201-1230", "20240201 1230",
            "2024-02-01T12:30", "se sag 2024-0012345", "ring 33 66 33 66",
            "300 m fra 725000 6175000", "320190-1234", "011390-1234", "290223-1234",
            "matr. 12ab", "DK-2100", "")  # fmt: skip
    return [random_.choice(some) for _ in range(n)]


def _identifiers(random_: random.Random, n: int) -> list[str]:
    return [str(uuid.UUID(int=random_.getrandbits(128))) for _ in range(n)]


OTHERS: dict[str, Column] = {
    "telefon": _phones, "sagsnr": _case_numbers, "unix": _unix, "serie": _serials,
    "datotime": lambda r, n: _moments(r, n, "%Y%m%d%H"),
    "stempel": lambda r, n: _moments(r, n, "%Y%m%d%H%M%S"),
    "dagtime": lambda r, n: _moments(r, max(n, 12), "%d%m%Y%H"),
    "dagklok": lambda r, n: _moments(r, max(n, 12), "%d%m%y%H%M"),
    "omvendt": lambda r, n: _moments(r, n, "%y%m%d%H%M"),
    "dag": lambda r, n: _moments(r, n, "%d%m%y"), "register": _register_of_days,
    "koordinat": _coordinates, "tekst": _texts, "uuid": _identifiers,
    "cvr": lambda r, n: [str(r.randrange(10**7, 10**8)) for _ in range(n)],
    "ean": lambda r, n: [f"57980{r.randrange(10**8):08}" for _ in range(n)],
    "vejkode": lambda r, n: [f"0101{r.randrange(9999):04}{r.randrange(99):02}" for _ in range(n)],
}  # fmt: skip


def without(seed: int) -> Iterator[tuple[str, list[str]]]:
    """Yield columns by name of a made-up file without CPR numbers."""
    random_ = seeded(seed)
    names = random_.sample(sorted(OTHERS), 4)
    n = random_.choice([3, 5, 12, 40, 40, 150])
    # what has the form of a CPR number cannot be told from one by a few rows
    n = max(n, 30) if {"register", "serie", "dagtime", "dagklok"}.intersection(names) else n
    for name in names:
        yield name, OTHERS[name](random_, n)
