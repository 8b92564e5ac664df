"""Wide tables whose headings could mean two things: refused, with the option that settles it."""

from collections.abc import Mapping, Sequence

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.groups import group_name
from hotspots.sources.files import headings
from hotspots.sources.files.heading_meanings import WideReading
from hotspots.sources.files.periods import period
from hotspots.sources.files.wide_headings import WideHeader, month_headings


def refuse_two_meanings(where: str, header: WideHeader, wanted: WideReading) -> None:
    """Refuse headings that could mean two things, with the option that settles it.

    Raises ``InputProblem``.
    """
    _refuse_unknown(where, header, wanted)
    _refuse_other_kinds(where, header, wanted)
    _refuse_beside(where, header, wanted)
    _refuse_incomplete(where, header, wanted)
    _refuse_answers_of_nobody(where, header, wanted)
    _refuse_same(where, header)


def refuse_undated_months(
    where: str, rows: Sequence[Sequence[str]], searched: int, wanted: WideReading
) -> None:
    """Refuse months without a year as headings, also where one alone is said to be the value.

    Raises ``InputProblem``.
    """
    header = month_headings(rows, searched, wanted)
    if header is None:
        return
    name = header.mapped(wanted)
    months = ", ".join(map(repr, header.months.values()))
    if name is not None:
        way_out = message("Leave it out: each month becomes a row.")
        if "year" not in header.bound.position:
            way_out = message("Leave it out, and say the year with --fixed year=2024: each month "
                              "becomes a row.")  # fmt: skip
        raise InputProblem(
            message(
                "{where}: --map {name}={option} would read one month, and leave the others of "
                "{months} unread. {way_out}",
                where=where,
                name=name,
                option=headings.quoted(header.bound.headings[header.bound.position[name]]),
                months=months,
                way_out=way_out,
            )
        )
    if not header.bound.has("year") and not header.bound.has(wanted.kinds.value):
        raise InputProblem(
            message(
                "{where}: the headings {months} are months that say no year. Say which, such as "
                "--fixed year=2024: each month becomes a row.",
                where=where,
                months=months,
            )
        )


def refuse_second_header(
    where: str, words: Mapping[int, str], wanted: WideReading, *, can_state: bool = True
) -> None:
    """Refuse a row of words, by their column, that stands below the header and is not read.

    ``can_state`` tells whether it would be read if its words were said to be groups. Raises
    ``InputProblem``.
    """
    if not words:
        return
    texts = [*dict.fromkeys(words.values())]
    listed = ", ".join(map(repr, texts))
    if not can_state:
        raise InputProblem(
            message(
                "{where}: the row below the header has no area but the words {words}: it is one "
                "header row more than can be read. Write the table with one header row, and these "
                "words in a column of their own.",
                where=where,
                words=listed,
            )
        )
    raise InputProblem(
        message(
            "{where}: the row below the header has no area but the words {words}: it is a second "
            "header row, and what it means is not known. Say {groups} (or another dimension "
            "before the =) if its words divide the figures; --ignore {option} leaves out the "
            "columns of one. Else write the table with one header row: the words in a column of "
            "their own, or left out if they tell no figures apart.",
            where=where,
            words=listed,
            groups=" ".join(f"--group {headings.quoted(f'{wanted.dimension}={text}')}"
                            for text in texts),
            option=headings.quoted(texts[-1]),
        )
    )  # fmt: skip


def _refuse_same(where: str, header: WideHeader) -> None:
    cells: dict[tuple[str, str, str, str], int] = {}
    for column, meaning in header.meanings.items():
        when = str(period(meaning.period)) if meaning.period else ""
        kind = (when, meaning.indicator, meaning.kind, group_name(meaning.groups))
        if kind in cells:
            raise InputProblem(
                message(
                    "{where}: the headings {first!r} and {second!r} (columns {number_1} and "
                    "{number_2}) mean the same: {field}. Leave one out with --ignore #{number_2}.",
                    where=where,
                    first=header.headings[cells[kind]],
                    second=header.headings[column],
                    number_1=cells[kind] + 1,
                    number_2=column + 1,
                    field=meaning.kind,
                )
            )
        cells[kind] = column


def _refuse_unknown(where: str, header: WideHeader, wanted: WideReading) -> None:
    """Refuse a period in a heading beside words that mean nothing known."""
    for column, meaning in header.meanings.items():
        if not meaning.kind:
            raise InputProblem(
                message(
                    "{where}: the heading {heading!r} holds the period {period}, but what "
                    "{rest!r} means is not known. Say --map {field}={option} if its columns hold "
                    "the {field}, --group {group} if they hold it of a group of people, or leave "
                    "them out with --ignore {option}.",
                    where=where,
                    heading=header.headings[column],
                    period=meaning.period,
                    rest=meaning.rest,
                    field=wanted.kinds.value,
                    group=headings.quoted(f"{wanted.dimension}={meaning.rest}"),
                    option=headings.quoted(meaning.rest),
                )
            )


def _refuse_incomplete(where: str, header: WideHeader, wanted: WideReading) -> None:
    """Refuse a heading without the period or the indicator that others hold."""
    full = next(iter(sorted(header.meanings.items(), key=lambda item: (
        not item[1].period, not item[1].indicator))))  # fmt: skip
    has_indicators = any(meaning.indicator for meaning in header.meanings.values())
    for column, meaning in header.meanings.items():
        lacks_indicator = (
            has_indicators and not meaning.indicator and meaning.kind == wanted.kinds.value
        )
        if lacks_indicator or (header.has_periods and not meaning.period):
            raise InputProblem(
                message(
                    "{where}: the heading {heading!r} does not say its {what}, as {full!r} does. "
                    "Leave it out with --ignore {option}.",
                    where=where,
                    heading=header.headings[column],
                    what=message("indicator") if lacks_indicator else message("period"),
                    full=header.headings[full[0]],
                    option=headings.quoted(header.headings[column]),
                )
            )


def _refuse_beside(where: str, header: WideHeader, wanted: WideReading) -> None:
    """Refuse headings that say what a column says too, or a value that is of no period."""
    settled = {"year"} if header.has_periods else set()
    if header.has_periods:
        settled |= {wanted.kinds.value, *wanted.kinds.beside}
    if any(meaning.indicator for meaning in header.meanings.values()):
        settled |= {"indicator", wanted.kinds.value}
    settled |= {*header.dimensions}
    for name, column in {**header.plain.position, **header.plain.groups}.items():
        if name in settled:
            raise InputProblem(
                message(
                    "{where}: the column {heading!r} ({field}) and the headings {headings} can "
                    "be meant both. Leave the column out with --ignore {option}, or the others "
                    "with {others}.",
                    where=where,
                    heading=header.headings[column],
                    field=name,
                    headings=_listed(header),
                    option=headings.quoted(header.headings[column]),
                    others=" ".join(
                        f"--ignore {headings.quoted(header.headings[column])}"
                        for column in header.meanings
                    ),
                )
            )


def _refuse_answers_of_nobody(where: str, header: WideHeader, wanted: WideReading) -> None:
    """Refuse a number of answers of everybody beside figures of groups alone."""
    value = wanted.kinds.value
    of_everybody = {meaning.period for meaning in header.meanings.values()
                    if meaning.kind == value and not meaning.groups}  # fmt: skip
    full = next((column for column, meaning in header.meanings.items() if meaning.groups), None)
    for column, meaning in header.meanings.items():
        alone = meaning.kind != value and not meaning.groups and meaning.period not in of_everybody
        if full is not None and alone:
            raise InputProblem(
                message(
                    "{where}: the heading {heading!r} does not say its group, as {full!r} does. "
                    "Leave it out with --ignore {option}.",
                    where=where,
                    heading=header.headings[column],
                    full=header.headings[full],
                    option=headings.quoted(header.headings[column]),
                )
            )


def _refuse_other_kinds(where: str, header: WideHeader, wanted: WideReading) -> None:
    """Refuse groups without a kind beside plain figures: they may be how many were asked."""
    plain = [
        column
        for column, meaning in header.meanings.items()
        if meaning.kind == wanted.kinds.value and not meaning.groups and not meaning.has_total
    ]
    for column, meaning in header.meanings.items():
        if plain and meaning.groups and not meaning.is_stated(wanted.reading):
            raise InputProblem(
                message(
                    "{where}: the heading {heading!r} is of a group, but beside {full!r} it does "
                    "not say what its cells hold. Say --group {group} if they hold the {field} "
                    "of the group, or leave them out with --ignore {option}.",
                    where=where,
                    heading=header.headings[column],
                    full=header.headings[plain[0]],
                    group=" --group ".join(
                        headings.quoted(f"{dimension}={value}")
                        for dimension, value in meaning.groups.items()
                    ),
                    field=meaning.kind,
                    option=headings.quoted(meaning.rest),
                )
            )


def _listed(header: WideHeader) -> str:
    return ", ".join(repr(header.headings[column]) for column in header.meanings)
