"""Words of data that may be there in two languages, or in one."""

from hotspots.language import Lang


def in_language(danish: str | None, english: str | None, lang: Lang) -> str | None:
    """Return the words in a language, or else in the other one."""
    own, other = (danish, english) if lang == "da" else (english, danish)
    return own or other
