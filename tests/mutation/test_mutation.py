"""The runner itself: which errors it writes, and that it tells those noticed from the others."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutation import python_mutants, sql_mutants, survivors
from tests.mutation.__main__ import BEGIN, END, Row, mutants_of, write_table

HERE = Path(__file__).parent
EXAMPLE = HERE / "example"


def changes(source, kind=python_mutants):
    """Return what each mutant of a source changes."""
    return [f"{mutant.was} → {mutant.now}" for mutant in kind.mutants("some", source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a < b", {"a < b → a <= b", "a < b → a >= b"}),
        ("x = a - b", {"a - b → a + b", "a - b → b - a"}),
        ("x = a and b", {"a and b → a or b"}),
        ("x = not a", {"not a → a"}),
        ("x = 3", {"3 → 4", "3 → 2"}),
        ("x = 0.5", {"0.5 → 1.0", "0.5 → 0.25"}),
        ("x = True", {"True → False"}),
        ("x = min(a, b)", {"min → max"}),
        ("x += y", {"x += y → pass"}),
        ("x = a if b else c", {"a if b else c → a if not b else c"}),
        ("def f():\n    return a", {"return a → return None"}),
        ("def f(a: int = 1) -> 'b < c':\n    '''Say 1 < 2.'''", {"1 → 2", "1 → 0"}),
        ("raise E(message('{n} < 2', n=3))", {"raise E(message('{n} < 2', n=3)) → pass"}),
        ("x = zip(a, b, strict=True)", set()),
    ],
)
def test_errors_in_python(source, expected):
    """Each kind by an example."""
    assert set(changes(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("where c <= 3", ["where → where true or", "<= → <", "<= → >", "3 → 2", "3 → 4"]),
        ("a left join b", ["left join → join"]),
        ("a is not null", ["is not null → is null"]),
        ("a between $b and $c", []),
        ("min(a) -- min(a)\n || 'or 1'", ["min( → max("]),
        ("count(distinct a)", ["distinct  → "]),
    ],
)  # fmt: skip
def test_errors_in_a_query(source, expected):
    """What a comment or a text says is left alone, and so is the `and` between two limits."""
    assert sorted(changes(source, sql_mutants)) == sorted(expected)


def test_a_mutant_is_written_where_it_stands():
    """The second of two comparisons alone, with its line; a text of SQL likewise."""
    [*mutants] = python_mutants.mutants("f.py", "x = a < b\ny = c < d\n")
    tree = python_mutants.mutated("x = a < b\ny = c < d\n", mutants[2])
    assert (mutants[2].line, mutants[2].span) == ("y = c < d", (2, 2))
    assert [each.value.ops[0].__class__.__name__ for each in tree.body] == ["Lt", "LtE"]
    [*mutants] = sql_mutants.mutants("f.sql", "a + 1 + b")
    assert "a + 1 - b" in {sql_mutants.mutated("a + 1 + b", each) for each in mutants}


def run(tmp_path, listed):
    """Run the runner on the example, with a list of survivors; return its end and lines."""
    known = tmp_path / "survivors.toml"
    known.write_text(listed, encoding="utf-8")
    command = [sys.executable, "-m", "tests.mutation", "--jobs", "1", "--subjects-file",
               EXAMPLE / "subjects.toml", "--survivors-file", known]  # fmt: skip
    root = HERE.parents[1]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root,
                          env={**os.environ, "PYTHONPATH": str(root)})  # fmt: skip
    return done.returncode, done.stdout.splitlines()


EQUIVALENT = """[[survivor]]
file = "tests/mutation/example/code.py"
line = "return first if first > second else second  # noqa: FURB136 - an error is put in here"
changes = ["first > second → first >= second"]
reason = "Of two alike either is the larger."
"""


def test_the_example(tmp_path):
    """Eight of twelve are killed, one is known to change nothing, three are named."""
    code, lines = run(tmp_path, EQUIVALENT)
    assert [line.removeprefix("tests/mutation/example/code.py:") for line in lines[:3]] == [
        "3: LEAST = 10 | 10 → 11",
        "3: LEAST = 10 | 10 → 9",
        "13: return n - 1 if n > LEAST else n | n > LEAST → n >= LEAST",
    ]
    assert lines[-1] == "| example | 12 | 12 | 8 | 3 | 1 | 72.7 % |"
    assert code == 1


def test_a_list_that_is_wrong_is_an_error(tmp_path):
    """A listed mutant that is killed, and one that is not there any more."""
    listed = EQUIVALENT.replace(">=", "<=") + EQUIVALENT.replace("first >= second", "first")
    code, lines = run(tmp_path, listed)
    assert code == 1
    assert [line.split(":")[0] for line in lines[-2:]] == ["listed, but killed",
                                                         "listed, but not there"]  # fmt: skip


def test_rows_of_one_subject_leave_the_others(tmp_path):
    """A row is put in the place of its own, or below."""
    page = tmp_path / "page.md"
    page.write_text(f"a\n{BEGIN}\n{END}\nz\n", encoding="utf-8")
    for name, killed in (("one", 5), ("two", 6), ("one", 7)):
        write_table([Row(name, 10, 10, killed, 10 - killed, 0)], page)
    lines = page.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith(("| one", "| two"))] == [
        "| one | 10 | 10 | 7 | 3 | 0 | 70.0 % |", "| two | 10 | 10 | 6 | 4 | 0 | 60.0 % |",
    ]  # fmt: skip
    assert (lines[0], lines[-1]) == ("a", "z")


def test_every_listed_survivor_is_there():
    """By file, line and change: the list follows the code."""
    reasons = survivors.listed(survivors.FILE.read_text(encoding="utf-8"))
    existing = {mutant.key for mutant in mutants_of({file for file, _, _ in reasons})}
    assert sorted(key for key in reasons if key not in existing) == []
