"""What is said beside a result that rests on default times, dates or places."""

from collections.abc import Sequence

from hotspots.language import Lang
from hotspots.model.provenance import Finding, PrintedNumber
from hotspots.sentences.texts import number, text


def heap_notes(findings: Sequence[Finding], lang: Lang) -> list[str]:
    """Return the sentence that ``check`` says of each heap."""
    return [
        text(lang, f"check.{finding.text}", **{name: _written(value, lang)
                                               for name, value in finding.figures.items()})
        for finding in findings
    ]  # fmt: skip


def _written(value: object, lang: Lang) -> str:
    if isinstance(value, PrintedNumber):
        return number(lang, value.value, value.decimals)
    return number(lang, value) if isinstance(value, int) else str(value)
