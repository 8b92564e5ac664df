"""The made-up city with figures of groups, a survey's answers, designations and goals."""

from pathlib import Path

import duckdb

from tests.changed_stores import changing
from tests.release.made.made_city import AREAS, SECRETS, made_city
from tests.small_city import City

USER, LOADED = "EN-BRUGER", "2019-03-07"
SEXES = ("kvinder", "mænd")
_GOALS = """\
goal;programme;rule_da;rule_en;scope;indicator;group;against_group;comparison;value;\
baseline_year;deadline;origin
højst 30;P;R;R;each_area;utryg_nabolag;;;at_most;30;;31-12-2014;O
kvinder;P;R;R;city;utryg_nabolag;køn=kvinder;;at_most;26;;31-12-2014;O
ens;P;R;R;each_area;utryg_nabolag;køn=kvinder;køn=mænd;no_difference;5;;31-12-2014;O
bedre;P;R;R;each_area;utryg_nabolag;;;must_improve;;2010;31-12-2014;O
"""


def open_city(folder: Path) -> City:
    """Return a city that every command which may leave has something to say of."""
    city = made_city(folder)
    path = city.write("grupper.csv", "Område;År;Køn;Procent;Antal svar\n" + _of_groups())
    city.run("load", "index", path, "--set", "bydele", "--fixed", "indicator=utryg_nabolag")
    city.run("load", "survey", city.write("svar.csv", _answers()), "--set", "bydele",
             "--fixed", "indicator=utryg_aften_nat", "--by-group", "Køn")  # fmt: skip
    city.areas(AREAS[:2], set_name="halve")
    city.run("areas", "crosswalk", "bydele", "halve", "--by", "area")
    city.run("load", "designations")
    city.run("load", "goals", city.write("maal.csv", _GOALS))
    with changing(city.store) as con:
        con.execute("update load set loaded_by = $user, loaded_at_utc = $loaded",
                    {"user": USER, "loaded": LOADED})  # fmt: skip
    return city


def secrets(city: City) -> list[str]:
    """Return what no file that leaves may hold, but for what is called so by chance."""
    with duckdb.connect(str(city.store), read_only=True) as con:
        loads = con.execute("select file_name, sha256 from load").fetchall()
    names = [name for name, _ in loads if name.endswith((".csv", ".geojson"))]
    hashes = [digest for _, digest in loads]
    return [*names, *hashes, *SECRETS, USER, LOADED, str(city.folder), "Internt brug"]


def _of_groups() -> str:
    return "\n".join(
        f"{name};{year};{sex};{18 + 2 * place + (year - 2010) + 3 * (sex == 'kvinder')};150"
            for place, name in enumerate((*AREAS, "Hele byen")) for year in (2010, 2014)
            for sex in SEXES if name != "Vest"
    )  # fmt: skip


def _answers() -> str:
    """Return answers of both sexes from the same clusters, so that they go together."""
    rows = ["Område;Svar;Køn;Klynge;Stratum;År"]
    for name in AREAS[:3]:
        for cluster in range(20):
            for sex in SEXES:
                for number in range(6):
                    yes = number < 1 + (cluster % 3 == 0) + (sex == "kvinder" and cluster % 2)
                    rows.append(f"{name};{'ja' if yes else 'nej'};{sex};{cluster};{name};2024")
    return "\n".join(rows) + "\n"
