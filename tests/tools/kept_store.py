"""Keep a small store of the present schema, with what the code of today answers from it.

``python -m tests.tools.kept_store`` makes it, under the number of the newest step in
``queries/schema``. Do that with every new step: the stores of earlier ones stay as they are.

``python -m tests.tools.kept_store FOLDER NAME`` makes one by the code of an earlier time, which
lies unpacked in FOLDER (``git archive COMMIT | tar x -C FOLDER``). What that code has no command
for is left out, and the answers say so.
"""

import contextlib
import json
import lzma
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.small_city import square

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests" / "provenance" / "kept_stores"
QUESTIONS: dict[str, tuple[str, ...]] = {
    "change": ("change", "--set", "bydele", "--indicator", "utryg_nabolag",
               "--baseline", "2010", "--year", "2014"),
    "incidents": ("incidents", "--set", "bydele", "--baseline", "2010", "--year", "2014"),
    "goals": ("goals", "--as-of", "2015-12-31"),
}  # fmt: skip
# The extracts, in the order of loading: kind, file and options. An option is left out where the
# code of that time does not know it.
LOADS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("areas", "omraader.geojson", ("--set", "bydele")),
    ("index", "indeks.csv", ("--set", "bydele", "--fixed", "indicator=utryg_nabolag",
                             "--source", "Prøve")),
    ("index", "koen.csv", ("--set", "bydele", "--fixed", "indicator=tryg_aften_nat",
                           "--fixed", "edition=2015")),
    ("population", "befolkning.csv", ("--set", "bydele")),
    ("incidents", "anmeldelser.csv", ("--source", "journal", "--rows=offences")),
    ("incidents", "rettet.csv", ("--source", "journal", "--rows=offences")),
    ("survey", "svar.csv", ("--set", "bydele", "--fixed", "indicator=tryg_nabolag",
                            "--fixed", "year=2014", "--fixed", "edition=2015",
                            "--yes", "tryg", "--no", "utryg")),
    ("goals", "maal.csv", ()),
)  # fmt: skip
_AREAS = ("Nord", "Midt", "Syd")
_YEARS = range(2006, 2016)
_CALL = "from hotspots.cli.main import main; main()"


def newest_step() -> int:
    """Return the number of the newest step of the store's schema."""
    return max(int(file.name[:4]) for file in (ROOT / "queries" / "schema").glob("*.sql"))


def names() -> list[str]:
    """Return what the kept stores are called, oldest first: a step's number, and a letter."""
    return sorted(file.name.removesuffix(".duckdb.xz") for file in KEPT.glob("*.duckdb.xz"))


def unpack(name: str, store: Path) -> Path:
    """Write a kept store to a path and return it."""
    store.write_bytes(lzma.decompress((KEPT / f"{name}.duckdb.xz").read_bytes()))
    return store


def answers(name: str) -> dict[str, list[dict[str, object]]]:
    """Return the rows that the code of its time gave, by command."""
    kept: dict[str, list[dict[str, object]]] = json.loads(
        (KEPT / f"{name}.json").read_text(encoding="utf-8")
    )
    return kept


def write_extracts(folder: Path) -> None:
    """Write the made-up extracts: the same bytes every time."""
    layer = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}},
        "features": [square(at, name) for at, name in enumerate(_AREAS)],
    }
    texts = {
        "omraader.geojson": [json.dumps(layer)], "indeks.csv": _index(), "koen.csv": _by_sex(),
        "befolkning.csv": _population(), "anmeldelser.csv": list(_incidents()),
        "rettet.csv": _corrected(), "svar.csv": _survey(), "maal.csv": _goals(),
    }  # fmt: skip
    for name, lines in texts.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _index() -> list[str]:
    """Return figures of four years' editions, one of them printed again, and one of no area."""
    return [
        "Område;År;Procent;Antal svar;Udgave;Kategori",
        "Nord;2010;31;300;2011;markant", "Nord;2012;18;310;2013;ordinær",
        "Nord;2014;16;305;2015;ordinær", "Midt;2010;12;280;2011;reduceret",
        "Midt;2012;13;275;2013;reduceret", "Midt;2014;9;281;2015;reduceret",
        "Syd;2010;22;240;2011;intensiveret", "Syd;2012;24;251;2013;intensiveret",
        "Syd;2014;27;236;2015;markant", "Hele byen;2010;21;820;2011;",
        "Hele byen;2012;18;836;2013;", "Hele byen;2014;17;822;2015;",
        "Nord;2010;30;300;2013;", "Ukendt;2010;30;300;2011;",
    ]  # fmt: skip


def _by_sex() -> list[str]:
    """Return figures by sex, of which the whole stands last."""
    return [
        "Område;År;Køn;Procent;Antal svar",
        "Nord;2014;Kvinder;61;120", "Nord;2014;Mænd;83;118", "Nord;2014;I alt;72;238",
        "Syd;2014;Kvinder;55;101", "Syd;2014;Mænd;71;99", "Syd;2014;I alt;63;200",
    ]  # fmt: skip


def _population() -> list[str]:
    people = {"Nord": 8000, "Midt": 12000, "Syd": 5000}
    rows = [f"{area};{year};{n + 10 * (year - 2006)}" for year in _YEARS
            for area, n in people.items()]  # fmt: skip
    return ["Område;År;Indbyggere", *rows]


def _incidents() -> Iterator[str]:
    """Yield ten years in three areas, without a place, and outside; a repeated id and row."""
    yield "journalnr;dato;kategori;x;y"
    number = 0
    first: list[str] = []
    for year in _YEARS:
        of_year = [row for at, n in enumerate((40, 25, 30)) for row in _in_area(year, at, n)]
        of_year += [f"{year}-0{2 + j}-1{j} 12:3{j};vold;;" for j in range(3)]
        of_year.append(f"{year}-05-11 10:10;vold;725000;6170500")
        for row in of_year:
            number += 1
            first.append(f"J{number};{row}")
            yield first[-1]
    yield "J1;2006-01-01 09:00;vold;720100;6170100"
    yield first[1]
    yield "J99999;ikke en dato;vold;720100;6170100"


def _in_area(year: int, at: int, start: int) -> list[str]:
    since = year - 2006
    n = start + since if _AREAS[at] == "Syd" else start - 2 * since
    return [
        f"{year}-{1 + (j * 5) % 12:02d}-{1 + (j * 7) % 28:02d} {8 + j % 12:02d}:{j * 11 % 60:02d};"
        f"{'vold' if j % 3 else 'tyveri'};{720037 + 1000 * at + j * 53 % 900};"
        f"{6170029 + j * 97 % 900}"
        for j in range(n)
    ]


def _corrected() -> list[str]:
    """Return a later extract: one incident corrected, one new."""
    return [
        "journalnr;dato;kategori;x;y",
        "J3;2006-11-15 10:22;tyveri;721500;6170500",
        "J90001;2015-12-01 11:11;vold;722500;6170500",
    ]


def _survey() -> list[str]:
    safe = {"Nord": 6, "Midt": 8, "Syd": 5}
    rows = [f"{area};{'tryg' if j * 7 % 10 < n else 'utryg'};{1 + j % 3}"
            for area, n in safe.items() for j in range(40)]  # fmt: skip
    return ["Område;Svar;Vægt", *rows]


def _goals() -> list[str]:
    head = (
        "goal;programme;rule_da;scope;indicator;comparison;value;baseline_year;chosen_by;"
        "chosen_areas;first_year;deadline;note;origin"
    )
    halved = (
        "effektmaal1;P;R;count_of_areas;utryg_nabolag;falls_by_percent;50;2010;"
        "category=markant,intensiveret;;2011;31-12-2014;;O"
    )
    return [
        head, halved,
        "maal5;P;R;chosen_areas;utryg_nabolag;must_improve;;2010;category=markant;;;31-12-2014;;O",
        "under10;P;R;each_area;utryg_nabolag;at_most;10;;;;;31-12-2015;;O",
        "byen;P;R;city;utryg_nabolag;at_most;15;;;;2012;31-12-2016;;O",
    ]  # fmt: skip


def keep(code: Path, name: str) -> list[str]:
    """Make a store by the code in a folder, keep it and its answers; return what was left out."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write_extracts(folder)
        left_out = [f"load {kind} {file}" for kind, file, options in LOADS
                    if not _loaded(code, folder, kind, file, options)]  # fmt: skip
        lines = [f'"left_out": {json.dumps(left_out)}']
        for question, arguments in QUESTIONS.items():
            with contextlib.suppress(subprocess.CalledProcessError):
                answer = json.loads(_run(code, folder, *arguments, "--format", "json"))
                rows = ",\n ".join(json.dumps(row, ensure_ascii=False) for row in answer["rows"])
                lines.append(f'"{question}": [\n {rows}]')
        KEPT.mkdir(exist_ok=True)
        text = "{" + ",\n".join(lines) + "}\n"
        (KEPT / f"{name}.json").write_text(text, encoding="utf-8")
        packed = lzma.compress((folder / "store.duckdb").read_bytes(), preset=9)
        (KEPT / f"{name}.duckdb.xz").write_bytes(packed)
    return left_out


def _loaded(code: Path, folder: Path, kind: str, file: str, options: Sequence[str]) -> bool:
    try:
        help_text = _run(code, folder, "load", kind, "--help")
        known = [one for one in options if "=" not in one or not one.startswith("--")
                 or one.partition("=")[0] in help_text]  # fmt: skip
        _run(code, folder, "load", kind, file, *known)
    except subprocess.CalledProcessError as problem:
        sys.stderr.write(f"load {kind} {file}: {problem.stderr.strip().splitlines()[-1]}\n")
        return False
    return True


def _run(code: Path, folder: Path, *arguments: str) -> str:
    """Run a command of the code in a folder, as a user who has no name."""
    path = os.pathsep.join([str(code), *filter(None, [os.environ.get("KEPT_STORE_PACKAGES")])])
    surroundings = {**os.environ, "PYTHONPATH": path, "LC_ALL": "C.UTF-8",
                    "LOGNAME": "kept", "USER": "kept"}  # fmt: skip
    command = [sys.executable, "-c", _CALL, "--lang", "en", "--store", "store.duckdb", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, check=True
    )
    return done.stdout


def main(arguments: Sequence[str]) -> None:
    """Keep the store of the present schema, or of the code that is named."""
    code, name = arguments or (ROOT, f"{newest_step():02d}")
    for line in keep(Path(code).resolve(), name):
        sys.stdout.write(f"{name}: left out: {line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
