"""Small errors in a query: a comparison, an operator, a number, a join, a condition left out."""

import re
from collections.abc import Iterator

from tests.mutation.mutants import Mutant

# what stands there, and what could by mistake; comments, texts in quotes and limits are left alone
_RULES = (
    (r"(?<![<>=!])<(?![=>])", ("<=", ">=")), (r"<=", ("<", ">")),
    (r"(?<![=\-<])>(?!=)", (">=", "<=")), (r"(?<!<)>=", (">", "<")),
    (r"(?<![<>=!:])=(?![=>])", ("<>",)), (r"!=|<>", ("=",)),
    (r"(?<= )\+(?= )", ("-",)), (r"(?<= )-(?= )", ("+",)), (r"(?<= )\*(?= )", ("/",)),
    (r"(?<= )/(?= )", ("*",)), (r"\bor\b", ("and",)), (r"\band\b", ("or",)),
    (r"\bleft join\b", ("join",)), (r"\bfull join\b", ("left join",)),
    (r"\bsemi join\b", ("anti join",)), (r"\banti join\b", ("semi join",)),
    (r"\bis null\b", ("is not null",)), (r"\bis not null\b", ("is null",)),
    (r"\bnot (?!null)(?!exists \w)", ("",)), (r"\bdistinct (?!from|on)", ("",)),
    (r"\bunion all\b", ("union",)), (r"\bmin\(", ("max(",)), (r"\bmax\(", ("min(",)),
    (r"\bfloor\(", ("ceil(",)), (r"\bceil\(", ("floor(",)), (r"\bdesc\b", ("asc",)),
    (r"\basc\b", ("desc",)), (r"\b(where|having|qualify)\b", (r"\1 true or",)),
    (r"\btrue\b", ("false",)), (r"\bfalse\b", ("true",)),
)  # fmt: skip
_QUIET = re.compile(r"--[^\n]*|'(?:[^']|'')*'|\bbetween\s+\S+\s+and\b")
_NUMBER = re.compile(r"(?<![\w.$'])\d+(?![\w.])")


def mutants(file: str, source: str) -> Iterator[Mutant]:
    """Yield every mutant of a query; ``file`` is its path in the checkout."""
    plain = _QUIET.sub(lambda text: " " * len(text[0]), source)
    for start, was, now in sorted(_changes(plain)):
        number = source.count("\n", 0, start) + 1
        line = source.splitlines()[number - 1].strip()
        yield Mutant(file, line, was, now, (number, number), None, (start, len(was)))


def mutated(source: str, mutant: Mutant) -> str:
    """Return the query with that one error in it."""
    start, length = mutant.place
    return source[:start] + mutant.now + source[start + length :]


def _changes(plain):
    for pattern, others in _RULES:
        for at in re.finditer(pattern, plain):
            yield from ((at.start(), at[0], at.expand(other)) for other in others)
    for at in _NUMBER.finditer(plain):
        yield from ((at.start(), at[0], str(int(at[0]) + step)) for step in (1, -1))
