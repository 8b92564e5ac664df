"""A store kept open for several answers: one connection, and no question asked twice."""

from datetime import date

import pyarrow as pa
import pytest

from hotspots.engine import sql
from hotspots.engine.memory import AnswerMemory
from hotspots.engine.store import kept_open, reading
from tests.small_city import City


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Return a store of two areas with figures."""
    city = City(tmp_path_factory.mktemp("kept"))
    city.areas(["Nord", "Syd"])
    city.index(["Nord;2010;20;400;2020;", "Syd;2010;11;400;2020;"])
    return city.store


@pytest.fixture
def asked(monkeypatch):
    """Return a list that grows by each query that reaches the store."""
    names = []
    rows = sql.rows

    def counting(con, query, /, **values):
        names.append(query)
        return rows(con, query, **values)

    monkeypatch.setattr(sql, "rows", counting)
    return names


def test_a_question_reaches_the_store_once(path, asked):
    """The rows are the same, and each asker may change its own."""
    with kept_open(path) as store:
        first = store.rows("areas/active_sets")
        first[0]["set_name"] = "changed"
        with reading(path) as again:
            assert again is store
            assert again.rows("areas/active_sets")[0]["set_name"] != "changed"
    assert asked.count("areas/active_sets") == 1


def test_outside_of_it_questions_are_asked_anew(path, asked):
    """A store that is only read is opened for each answer, and remembers rows as long as that."""
    for _ in range(2):
        with reading(path) as store:
            store.rows("areas/active_sets")
            store.rows("areas/active_sets")
    assert asked.count("areas/active_sets") == 2
    with kept_open(path) as kept:
        pass
    with reading(path) as store:
        assert store is not kept


def test_what_stands_in_a_table_of_the_moment_is_not_remembered(path, asked):
    """The same query may be asked of another table that is lent under the same name."""
    with kept_open(path) as store:
        for n in (1, 2):
            with store.relation("lent", pa.table({"n": [n]})):
                store.rows("areas/active_sets")
        assert asked.count("areas/active_sets") == 2


@pytest.mark.parametrize(
    ("first", "later", "is_same"),
    [
        ({"n": 1}, {"n": 1}, True),
        ({"n": 1}, {"n": True}, False),
        ({"n": 1}, {"n": 1.0}, False),
        ({"n": 1}, {"m": 1}, False),
        ({"n": [1, 2]}, {"n": [1, 2]}, True),
        ({"n": [1, 2]}, {"n": [2, 1]}, False),
        ({"n": date(2024, 1, 1)}, {"n": "2024-01-01"}, False),
        ({"n": {"a": 1}}, {"n": {"a": 1}}, False),
    ],
)
def test_only_the_same_values_have_the_same_answer(first, later, is_same):
    """What cannot be compared is asked anew."""
    memory, answers = AnswerMemory(), iter("ab")
    memory.answer(lambda: next(answers), "rows", "some/query", first)
    assert memory.answer(lambda: next(answers), "rows", "some/query", later) == (
        "a" if is_same else "b"
    )
    assert memory.answer(lambda: "c", "rows", "other/query", first) == "c"
