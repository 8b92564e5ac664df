"""Changes of the rows and headings of a table before it is written."""

from tests.fuzz.hostile_cells import CELLS, HEADINGS

_MOST_CELLS = 20_000


def _some(rng, rows):
    return rng.randrange(1, len(rows)) if len(rows) > 1 else 0


def _cell(rng, rows):
    row = rows[_some(rng, rows)]
    if row:
        row[rng.randrange(len(row))] = rng.choice(CELLS)


def _column(rng, rows):
    at = rng.randrange(len(rows[0]) or 1)
    value = rng.choice(CELLS)
    for row in rows[1:]:
        if at < len(row):
            row[at] = value if rng.random() < 0.8 else rng.choice(CELLS)


def _heading(rng, rows):
    if rows[0]:
        rows[0][rng.randrange(len(rows[0]))] = rng.choice(HEADINGS)


def _doubled_heading(rng, rows):
    if rows[0]:
        rows[0][rng.randrange(len(rows[0]))] = rng.choice(rows[0])


def _drop_column(rng, rows):
    at = rng.randrange(len(rows[0]) or 1)
    for row in rows:
        del row[at : at + 1]


def _more_columns(rng, rows):
    at = rng.randrange(len(rows[0]) + 1)
    copied = rng.random() < 0.4 and rows[0]
    count = rng.choice((1, 1, 3, 300))
    if count * len(rows) > _MOST_CELLS:
        return
    for number, row in enumerate(rows):
        cell = row[at % len(row)] if copied and row else rng.choice(CELLS)
        row[at:at] = [rng.choice(HEADINGS) if number == 0 and not copied else cell] * count


def _row(rng, rows):
    at = _some(rng, rows)
    rows[at : at + 1] = rng.choice(
        ([], [[*rows[at]], [*rows[at]]], [[], [*rows[at]]], [[None] * 3])
    )


def _ragged(rng, rows):
    at = rng.randrange(len(rows))
    rows[at] = rng.choice(
        (rows[at][:-1], [*rows[at], rng.choice(CELLS)], rows[at] * 2, rows[at][1:])
    )


def _order(rng, rows):
    how = rng.choice(("rows", "heading last", "columns"))
    if how == "rows":
        rng.shuffle(rows)
    elif how == "heading last":
        rows.append(rows.pop(0))
    else:
        for row in rows:
            row.reverse()


def _title(rng, rows):
    rows[:0] = [[rng.choice(CELLS)] for _ in range(rng.choice((1, 3, 29, 30, 40)))]


def _many(rng, rows):
    times = rng.choice((2, 50, 300))
    cells = times * sum(map(len, rows))
    if cells <= _MOST_CELLS:
        rows[1:] = [[*row] for _ in range(times) for row in rows[1:]]


def _only_head(_, rows):
    del rows[1:]


def _turned(_, rows):
    width = max(map(len, rows))
    rows[:] = [[row[at] if at < len(row) else None for row in rows] for at in range(width)] or [[]]


CHANGES = {
    "a cell": _cell, "a cell again": _cell, "a column of one value": _column,
    "a heading": _heading,
    "a heading twice": _doubled_heading, "a column dropped": _drop_column,
    "columns more": _more_columns, "a row": _row, "a row of another length": _ragged,
    "another order": _order, "titles above": _title, "many rows": _many, "no rows": _only_head,
    "rows and columns turned": _turned,
}  # fmt: skip


def changed_rows(rng, table):
    """Return rows changed once or a few times, and what was done."""
    rows = [[*row] for row in table]
    names = [rng.choice(sorted(CHANGES)) for _ in range(rng.choice((1, 1, 2, 3, 6)))]
    for name in names:
        if not rows:
            rows = [[]]
        CHANGES[name](rng, rows)
    return rows, ", ".join(names)
