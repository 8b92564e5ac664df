"""What each step on the way back says, and its formula with the numbers put in."""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from hotspots.language import Lang
from hotspots.model.provenance import TraceStep
from hotspots.sentences.texts import day, number, text

# What is multiplied, divided and added; the result is written behind an equals sign.
_FORMULAS = {
    "counts": "100 × {yes} / {n}",
    "answers": "100 × {yes} / {whole}",
    "deff": "{n} / {n_eff}",
    "deff_survey": "{n} / {n_eff}",
    "n_eff_deff": "{n} / {deff}",
    "rate": "{n} / {people} × {per}",
    "rate_ratio": "({n2} / {people2}) / ({n1} / {people1})",
    "difference": "{later} − {earlier}",
    "gap": "{first} − {second}",
    "wilson_low": "({p} + {z}² / (2 × {n}) − {z} × √({p} × (1 − {p}) / {n} + {z}² / (4 × {n}²)))"
    " / (1 + {z}² / {n})",
    "wilson_high": "({p} + {z}² / (2 × {n}) + {z} × √({p} × (1 − {p}) / {n} + {z}² / (4 × {n}²)))"
    " / (1 + {z}² / {n})",
    "newcombe_low": "{p2} − {p1} − √(({p2} − {l2})² + ({u1} − {p1})²)",
    "newcombe_high": "{p2} − {p1} + √(({u2} − {p2})² + ({p1} − {l1})²)",
    "newcombe_low_rounded": "{p2} − {p1} − √(({p2} − {l2})² + ({u1} − {p1})² + {added})",
    "newcombe_high_rounded": "{p2} − {p1} + √(({u2} − {p2})² + ({p1} − {l1})² + {added})",
    "n_eff_assumed": "{n} / {deff}",
    "pooled": "({p1} × {n1} + {p2} × {n2}) / ({n1} + {n2})",
    "z": "({p2} − {p1}) / √({pooled} × (1 − {pooled}) × (1 / {n1} + 1 / {n2}))",
    "z_spread": "({p2} − {p1}) / √({factor} × ({pooled} × (1 − {pooled}) × (1 / {n1} + 1 / {n2})"
    " + {rounding}))",
    "p_swings": "2 × (1 − T({z}; {df}))",
    "p": "2 × (1 − Φ({z}))",
    "piece_answers": "{weight} × {n}",
    "piece_people": "{weight} × {people}",
    "holm": "{p} × ({family} − {place} + 1)",
}
_NAMES_OF_NUMBERS = frozenset({"year", "baseline", "own_year", "load", "old", "place", "code"})
_DECIMALS = 6
_DIGITS = 6


def step_texts(step: TraceStep, lang: Lang) -> tuple[str, str]:
    """Return a step's sentence and its value: a figure, a word, or a formula with its result."""
    words = {name: _word(name, one, lang) for name, one in step.facts.items()}
    return text(lang, f"trace.{step.kind}", **words), _value(step, words, lang)


def _value(step: TraceStep, words: Mapping[str, str], lang: Lang) -> str:
    if step.kind in _SUMS:
        return _equation(_SUMS[step.kind](step.facts, lang), step.facts["result"], lang)
    if step.kind in _FORMULAS:
        return _equation(_FORMULAS[step.kind].format(**words), step.facts["result"], lang)
    if step.kind == "printed":
        return f"{words['shown']} → {step.facts['stored']:.10g}"
    if step.kind == "p_rounding":
        return text(lang, "words.interval", low=words["low"], high=words["high"])
    return words.get("value", "")


def _equation(left: str, result: float, lang: Lang) -> str:
    return f"{left} = {exact(lang, result)}"


def _word(name: str, value: Any, lang: Lang) -> str:
    """Write a fact for people; years, loads and codes are names, not amounts."""
    if value is None:
        return text(lang, "words.not_available")
    if isinstance(value, date):
        return day(lang, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value) if name in _NAMES_OF_NUMBERS else exact(lang, value)
    return str(value)


def exact(lang: Lang, value: float) -> str:
    """Write a number so that it can be reckoned with: six decimals, or six digits if small."""
    small = 0 < abs(value) < 10.0 ** (_DIGITS - 1 - _DECIMALS)
    decimals = _DIGITS - 1 - math.floor(math.log10(abs(value))) if small else _DECIMALS
    digits = number(lang, abs(value), decimals)
    mark = "," if lang == "da" else "."
    digits = digits.rstrip("0").removesuffix(mark) if mark in digits else digits
    return f"−{digits}" if value < 0 and digits != "0" else digits


def figure(percent: float | None, decimals: int | None, measure: str, lang: Lang) -> str:
    """Write a figure as it was printed, or exactly, with what it is measured in."""
    if percent is None:
        return text(lang, "words.not_available")
    value = exact(lang, percent) if decimals is None else printed(percent, decimals, lang)
    return text(lang, f"trace_unit.{measure}", value=value)


def printed(percent: float, decimals: int, lang: Lang) -> str:
    """Write a figure with the decimals it was printed with."""
    digits = number(lang, abs(percent), decimals)
    return f"−{digits}" if percent < 0 else digits


def edition(year: int | None, lang: Lang) -> str:
    """Name an edition within a sentence."""
    if year is None:
        return text(lang, "trace_word.no_edition")
    return text(lang, "trace_word.edition", year=year)


def settings(options: Mapping[str, Any], lang: Lang) -> str:
    """Write how a file was read: ``map percent=Andel; dialect dk``."""
    parts = []
    for name, value in sorted(options.items()):
        if value is None:
            continue
        if isinstance(value, Mapping):
            parts += [f"{name} {key}={one}" for key, one in sorted(value.items())]
        else:
            parts.append(f"{name} {_word('year', value, lang)}")
    return "; ".join(parts)


def _plus(parts: Sequence[str]) -> str:
    return " + ".join(parts)


def _population(facts: Mapping[str, Any], lang: Lang) -> str:
    return _plus([exact(lang, one) for one in facts["parts"]])


def _carried(facts: Mapping[str, Any], lang: Lang) -> str:
    """Return the mean of the pieces: sum of mass times share, over the sum of masses."""
    pieces = [(exact(lang, mass), exact(lang, percent)) for mass, percent in facts["pieces"]]
    above = _plus([f"{mass} × {percent}" for mass, percent in pieces])
    return f"({above}) / ({_plus([mass for mass, _ in pieces])})"


def _carried_n(facts: Mapping[str, Any], lang: Lang) -> str:
    return _plus([f"{exact(lang, n)} × {exact(lang, weight)}" for n, weight in facts["pieces"]])


def _kish(facts: Mapping[str, Any], lang: Lang) -> str:
    """Return Kish's effective number; pieces are (mass, n_eff, weight)."""
    masses = [exact(lang, mass) for mass, _, _ in facts["pieces"]]
    below = [
        f"{exact(lang, mass)}² / ({exact(lang, n)} × {exact(lang, weight)})"
        for mass, n, weight in facts["pieces"]
    ]
    return f"({_plus(masses)})² / ({_plus(below)})"


def _by_variance(facts: Mapping[str, Any], lang: Lang) -> str:
    """Return p(1 − p) over the variance; pieces are (part, share 0 to 1, n_eff, weight)."""
    share = exact(lang, facts["share"])
    below = [
        f"{exact(lang, part)}² × {exact(lang, part_share)} × (1 − {exact(lang, part_share)}) / "
        f"({exact(lang, n)} × {exact(lang, weight)})"
        for part, part_share, n, weight in facts["pieces"]
    ]
    return f"{share} × (1 − {share}) / ({_plus(below)})"


_SUMS: Mapping[str, Callable[[Mapping[str, Any], Lang], str]] = {
    "population_sum": _population,
    "people_of_groups": _population,
    "count_sum": _population,
    "carried": _carried,
    "carried_people": _carried,
    "carried_answers": _carried,
    "carried_n": _carried_n,
    "carried_kish": _kish,
    "carried_variance": _by_variance,
}
