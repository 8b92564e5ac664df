"""A made-up city with small cells, a policy that is approved, and files that declare a release."""

import random
from pathlib import Path

from hotspots import shipped
from tests.small_city import SIDE_M, SOUTH_M, WEST_M, City

AREAS = ("Nord", "Syd", "Øst", "Vest")
YEARS = range(2018, 2025)
CATEGORIES = ("Indbrud", "Røveri", "Vold")
# what must be in no file that leaves
SECRETS = ("HEMMELIGT", "udtraek-af-sagen", "Kilde X", "010190")

_BLANK = shipped.text("maps/templates/politik.toml")
UNAPPROVED = _BLANK
POLICY = _BLANK.replace('af = ""', 'af = "Eksempel"').replace('dato = ""', 'dato = "2026-11-02"')


def made_city(folder: Path, *, n_incidents: int = 1200) -> City:
    """Return a city with areas, people, a survey, and incidents of which some cells are small."""
    city = City(folder)
    city.areas(AREAS)
    rows = ["Område;År;Folketal"]
    rows += [f"{name};{year};{4000 + 900 * at + 10 * (year - 2018)}"
             for at, name in enumerate(AREAS) for year in YEARS]  # fmt: skip
    path = city.write("folketal.csv", "\n".join(rows) + "\n")
    city.run("load", "population", path, "--set", "bydele")
    answers = (400, 350, 320, 12, 2000)
    city.index([
        f"{name};{year};{20 + 3 * at + (year - 2010)};{answers[at]};2014;"
        for at, name in enumerate((*AREAS, "Hele byen")) for year in (2010, 2014)
    ])  # fmt: skip
    path = city.write("udtraek-af-sagen.csv", incidents(n_incidents))
    city.run("load", "incidents", path, "--source", "Kilde X", "--crs", "25832")
    return city


def incidents(n: int, seed: int = 1) -> str:
    """Return an extract as CSV: most lies in the first areas, and robberies are rare."""
    rng = random.Random(seed)  # noqa: S311 - made-up incidents
    rows = ["id;kategori;dato;x;y"]
    for number in range(n):
        year, month, day = rng.choice(YEARS), rng.randint(1, 12), rng.randint(1, 28)
        area = rng.choices([0, 1, 2, 3, 6], [6, 4, 3, 1, 1])[0]
        category = rng.choices(CATEGORIES, [6, 1, 4])[0]
        x, y = WEST_M + area * SIDE_M + rng.randint(1, 999), SOUTH_M + rng.randint(1, 999)
        place = f"{x};{y}" if rng.random() > 0.04 else ";"
        rows.append(f"HEMMELIGT-{number};{category};{year}-{month:02}-{day:02};{place}")
    return "\n".join(rows) + "\n"


def declaration(
    city: City,
    files: dict[str, str],
    *,
    tables: str | None = None,
    policy: str = POLICY,
    history: int = 2,
    audience: str = "offentlig",
) -> Path:
    """Write a policy and a release file of some files, by name and command; return its path."""
    city.write("politik.toml", policy)
    usual = """
[[tabel]]
omraader = ["bydele"]
kategorier = ["Indbrud", "Vold"]
trin = "år"
fra = 2020
til = 2024
"""
    named = "\n".join(
        f'[[fil]]\nnavn = "{name}"\nkommando = "{command}"\n' for name, command in files.items()
    )
    head = f'modtager = "{audience}"\npolitik = "politik.toml"\ntitel = "Prøve"\n'
    text = f"{head}historie = {history}\n{usual if tables is None else tables}\n{named}"
    return city.write("udgivelse.toml", text)
