"""Names of places in the order of the Danish alphabet."""

import unicodedata

from hotspots.safe import terminal_text

_LAST = {"æ": "{", "ø": "|", "å": "}", "ä": "{", "ö": "|", "ü": "y"}  # signs that follow z


def danish_order(name: str) -> tuple[str, str]:
    """Return a key to sort by: æ, ø and å come last, Aa is å, other accents count for nothing."""
    plain = unicodedata.normalize("NFC", terminal_text(name).casefold()).replace("aa", "å")
    return "".join(_LAST.get(sign) or _bare(sign) for sign in plain), name


def _bare(sign: str) -> str:
    return "".join(
        character
        for character in unicodedata.normalize("NFKD", sign)
        if not unicodedata.combining(character)
    )
