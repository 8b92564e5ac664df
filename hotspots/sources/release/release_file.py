"""The file that declares a release: for whom, by which policy, which counts, which files."""

import shlex
from pathlib import Path

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.periods import Period
from hotspots.model.release import (
    EACH_CATEGORY,
    Audience,
    DeclaredFile,
    DeclaredTable,
    ReleaseFile,
    Step,
)
from hotspots.sources.release.fields import TomlPart, read_toml
from hotspots.sources.release.policy import STEP_WORDS

AUDIENCE_WORDS: dict[str, Audience] = {
    "offentlig": "public", "partner": "partner", "intern": "internal",
}  # fmt: skip
# the first and the last part of a year, by step
_ENDS: dict[Step, tuple[str, str]] = {
    "year": ("", ""), "half": ("H1", "H2"), "quarter": ("Q1", "Q4"), "month": ("M01", "M12"),
}  # fmt: skip
# where a release says what it is, and what proves it
RESERVED = ("udgivelse.json", "bevis")
_OF_THE_RELEASE = ("-o", "--output", "--force", "--store", "--audience", "--lang",
                   "--assume-n")  # fmt: skip
_MOST_HISTORY = 30


def read_release_file(path: Path) -> ReleaseFile:
    """Return what a file declares; ``InputProblem`` where it cannot be read as it should."""
    whole, _ = read_toml(path)
    release = ReleaseFile(
        audience=whole.choice("modtager", AUDIENCE_WORDS),
        policy=path.parent / whole.filled("politik"),
        title=whole.filled("titel"),
        history=whole.whole("historie", 0, _MOST_HISTORY, default=ReleaseFile.history),
        tables=tuple(map(_table, whole.parts("tabel"))),
        files=tuple(map(_file, whole.parts("fil"))),
    )
    whole.close()
    _refuse_no_files(path, release)
    return release


def _table(part: TomlPart) -> DeclaredTable:
    step = part.choice("trin", STEP_WORDS)
    table = DeclaredTable(
        sets=part.texts("omraader"),
        step=step,
        first=_period(part, "fra", step, end=0),
        last=_period(part, "til", step, end=1),
        categories=part.texts("kategorier"),
        groups=part.texts("grupper"),
    )
    part.close()
    if not table.sets:
        raise part.wrong("omraader", message("at least one set of areas"))
    if EACH_CATEGORY in table.categories and len(table.categories) > 1:
        raise part.wrong(
            "kategorier", message("categories by name, or {each} alone", each=[EACH_CATEGORY])
        )
    if table.last < table.first:
        raise part.wrong("til", message("no earlier than {key!r}", key="fra"))
    return table


def _period(part: TomlPart, key: str, step: Step, end: int) -> Period:
    """Return the period of a key; a year alone is the first or the last step in it."""
    written = str(part.values.get(key, ""))
    if not written:
        part.text(key)
    part.keys.append(key)
    example = Period(2024, _ENDS[step][0])
    try:
        period = Period.of(written)
    except ValueError as error:
        raise part.wrong(key, message("a year, or a period such as {example}",
                                        example=example)) from error  # fmt: skip
    if not period.part:
        return Period(period.year, _ENDS[step][end])
    if period.kind != step:
        raise part.wrong(key, message("a year, or a period such as {example}", example=example))
    return period


def _file(part: TomlPart) -> DeclaredFile:
    name, line = part.filled("navn"), part.filled("kommando")
    part.close()
    if Path(name).name != name or name.startswith(".") or name.casefold() in RESERVED:
        raise part.wrong("navn", message("a plain file name that is not {names}",
                                           names=", ".join(RESERVED)))  # fmt: skip
    return DeclaredFile(name, _arguments(part, line))


def _arguments(part: TomlPart, line: str) -> tuple[str, ...]:
    """Return a command line as arguments, without the program's name."""
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise part.wrong("kommando", message("a command line whose quotation marks are closed")
                     ) from error  # fmt: skip
    arguments = tuple(words[1:] if words[:1] == ["hotspots"] else words)
    for word in arguments:
        if word.startswith(_OF_THE_RELEASE):
            raise part.wrong("kommando", message("a command without {word}: the release decides "
                                                   "that", word=word))  # fmt: skip
    if not arguments:
        raise part.wrong("kommando", message("a command such as 'map change --set bydele'"))
    return arguments


def _refuse_no_files(path: Path, release: ReleaseFile) -> None:
    names = [file.name.casefold() for file in release.files]
    if not names:
        raise InputProblem(
            message("{path}: there is no [[fil]]. A release has at least one file.", path=path)
        )
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise InputProblem(message("{path}: two files are called {name}.", path=path, name=twice))
