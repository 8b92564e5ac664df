"""Municipal tables: none is stored wrongly, and each refusal says what settles it.

A thousand in a campaign, 240 in the usual run.
"""

import re
import shlex
import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from hotspots.errors import InputProblem
from hotspots.model import fields
from hotspots.model.loads import Reading
from hotspots.sources.areas.population import POPULATION_KINDS, read_population
from hotspots.sources.files.names import AreaNames, heading_key
from hotspots.sources.files.tables import read_table
from hotspots.sources.files.unread import refuse_unread_group_words, refuse_unread_totals
from hotspots.sources.indicators.index import INDEX_KINDS, read_index
from hotspots.workflows.indicators.naming import NamedIndicator
from tests.indicators.generated_tables import AREAS, INDICATOR_SPELLINGS, UNSAFE, generated
from tests.tools.campaign import amount

N_TABLES = amount(1000, usual=240)
MOST_OPTIONS = 4
NAMES = AreaNames.of("by", [(code, texts[0]) for code, texts in AREAS.items() if code != "*"])
SPELLED = {text: name for name, texts in INDICATOR_SPELLINGS.items() for text in texts}
TITLES = {heading_key(text): name for text, name in SPELLED.items()}
INDICATORS = {text.casefold(): NamedIndicator(name, "share") for text, name in SPELLED.items()}


def quiet(sentence):
    """Say nothing."""


def figures(path, kind, reading):
    """Return the figures that a load would store, by area, period, group and indicator."""
    is_index = kind == "index"
    kinds = replace(INDEX_KINDS, titles=TITLES) if is_index else POPULATION_KINDS
    wanted = fields.INDEX if is_index else fields.POPULATION
    table = read_table(path, wanted, reading, quiet, grouped=True, kinds=kinds)
    refuse_unread_totals(table)
    refuse_unread_group_words(table)
    if is_index:
        rows, _ = read_index(table, NAMES, INDICATORS)
        return {(row.area_code, row.year, row.part, row.group_key, row.indicator): row.percent
                for row in rows}  # fmt: skip
    people, _ = read_population(table, NAMES)
    return {(row.area_code, row.year, row.part, row.group_key, ""): row.population
            for row in people}  # fmt: skip


def advised(sentence):
    """Return the options that a refusal names, with what each is to be given."""
    words = shlex.split(re.sub(r"(?<=\w)'(?=\w)", "", sentence.replace("'", "")))
    pairs = pairwise(words)
    return {word: value.rstrip(".,") for word, value in reversed([*pairs])
            if word.startswith("--")}  # fmt: skip


def with_option(reading, option, value):
    """Return a reading with one more option."""
    if option == "--group":
        return replace(reading, groups=(*reading.groups, value))
    if option == "--ignore":
        return replace(reading, ignore=(*reading.ignore, value))
    heading, _, wanted = value.partition("=")
    if option == "--fixed":
        return replace(reading, fixed={heading: UNSAFE})
    return replace(reading, only={**reading.only, heading: wanted})


def settled(path, table, option):
    """Follow the advice of every refusal by one option; return the figures and the reading.

    ``--only`` is advised where rows of everybody can be taken; elsewhere groups are kept apart.
    """
    reading = Reading()
    for _ in range(MOST_OPTIONS):
        try:
            return figures(path, table.kind, reading), reading
        except InputProblem as problem:
            ways = advised(str(problem))
            way = option if option in ways else "--group"
            reading = with_option(reading, way, ways[way])
    message = f"{MOST_OPTIONS} options settle nothing: {reading}"
    raise AssertionError(message)


def outcome(path, table):
    """Return what became of a table without any option: right, refused, rejected or wrong."""
    try:
        stored = figures(path, table.kind, Reading())
    except InputProblem:
        return "refused"
    truth = table.truth((), {})
    if table.needs_group or any(truth.get(key) != value for key, value in stored.items()):
        return "wrong"
    return "right" if stored == truth else "rejected"


def check_advice(path, table):
    """Every way on that a refusal names gives the right figures."""
    for option in ("--group", "--only") if table.needs_group else (table.settles,):
        stored, reading = settled(path, table, option)
        assert stored == table.truth(reading.groups, reading.only), (option, reading)


@pytest.mark.thorough
def test_none_is_stored_wrongly(tmp_path):
    """A quarter must be refused; of the others nine in ten are right without any option."""
    counts: Counter[tuple[bool, str]] = Counter()
    wrong = []
    for seed in range(N_TABLES):
        table = generated(seed)
        path = table.write(tmp_path)
        became = outcome(path, table)
        counts[table.needs_group, became] += 1
        if became == "refused" and (table.needs_group or table.settles):
            check_advice(path, table)
        elif became != "right":
            wrong.append((seed, became, table.kind, table.shape))
    for (needs, became), n in sorted(counts.items()):
        sys.stdout.write(f"{became}{', as it must be' if needs else ''}: {n}\n")
    assert wrong == []
    assert counts[True, "refused"] == N_TABLES / 4
    assert counts[False, "right"] >= 0.9 * N_TABLES * 3 / 4
