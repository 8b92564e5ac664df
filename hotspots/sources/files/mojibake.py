"""Danish letters read in the wrong encoding: noticed, and read right where that is certain."""

import codecs
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

UTF8, WINDOWS, DOS, MAC = "utf-8", "cp1252", "cp865", "mac_roman"
CALLED = {UTF8: "UTF-8", WINDOWS: "Windows-1252", DOS: "cp865 (DOS)", MAC: "Mac Roman"}
# Letters of Danish words and of names that are met among them.
_LETTERS = "æøåÆØÅéÉäöüÄÖÜ"
_DANISH = frozenset("æøåÆØÅ")
_ANSI = {
    codecs.decode(bytes([byte]), WINDOWS, errors="ignore"): byte for byte in range(0x80, 0xA0)
}
# Signs that stand inside a word rightly: apostrophe, dashes, middle dot, blank, soft hyphen; and
# the letters Š š Ž ž Ÿ, ª and º.
_INSIDE = b"\x92\x96\x97\xa0\xad\xb7\x8a\x9a\x8e\x9e\x9f\xaa\xba"
# Signs around a word: quotation marks, dots, paragraph; and after it: powers, degrees, trademarks.
_AROUND = b"\xb0\xbc\xbd\xa3\x82\x84\x85\x80\x91\x93\x94\xab\xbb\xa7\xb4\xb6"
_AFTER = b"\xb2\xb3\xb9\xb0\x99\xae\xa9\x85\x94\xbb\x80\xb4"
_NO_APOSTROPHE = re.compile(rb"[B-DF-HJ-NP-TV-XZ]\x92[B-DF-HJ-NP-TV-XZ]")
_UTF8_LETTER = re.compile(rb"[\xc3][\x80-\xbf]|[\xc2][\xa0-\xbf]|\xe2\x80[\x80-\xbf]")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
# What UTF-8 or DOS or Mac letters look like in UTF-8 when they were taken for Windows-1252: Ã or Â
# with a sign, and signs between two small letters.
MISREAD = re.compile(
    rb"\xc3[\x82\x83](?:\xc2|\xc5|\xc6|\xcb|\xe2)"
    rb"|[A-Za-z](?:\xe2\x80[\x98\xa0\xba]|\xc2[\xbe\xbf]|\xc5\x92)[a-z]"
)
# Words and what stands between them, both kept.
_ODD = re.compile(r"[^\x00-\x7f]{1,6}")
_SPLIT = re.compile(r"([\s;,|\"]+)")


def bytes_of(text: str) -> bytes | None:
    """Return the bytes that were read as Windows-1252 or Latin-1 to give a text, if they were."""
    raw = bytearray()
    for letter in text:
        byte = _ANSI.get(letter, ord(letter))
        if byte > 0xFF:  # noqa: PLR2004 - no letter of one byte
            return None
        raw.append(byte)
    return bytes(raw)


def looks_misread(raw: bytes) -> bool:
    """Tell whether bytes give something else than words in Windows-1252.

    Such are the double letters of UTF-8 (``Ã¸``), and signs in the middle of a word.
    """
    words = (word for word in _WORD.findall(raw) if not word.isascii())
    return bool(_UTF8_LETTER.search(raw)) or any(map(_holds_sign, words))


def _holds_sign(word: bytes) -> bool:
    inner = word.rstrip(_AFTER).lstrip(_AROUND)
    signs = [byte for byte in inner if 0x80 <= byte < 0xC0 and byte not in _INSIDE]  # noqa: PLR2004
    has_letter = any(byte < 0x80 for byte in inner)  # noqa: PLR2004 - ASCII
    return has_letter and (bool(signs) or bool(_NO_APOSTROPHE.search(inner)))


def encoding_of(texts: Iterable[bytes]) -> str | None:
    """Return the encoding in which all texts read as words, or None where several or none do.

    Texts without a letter beyond ASCII are UTF-8. One that is cut off inside a letter of UTF-8
    is still UTF-8.
    """
    odd = [text for text in texts if not text.isascii()]
    if not odd or _is_utf8(odd):
        return UTF8
    words = [word for text in odd for word in _WORD.findall(text) if not word.isascii()]
    fitting = [name for name in (WINDOWS, DOS, MAC) if _fits(words, name, _LETTERS)]
    danish = [name for name in fitting if _fits(words, name, _DANISH)]
    if WINDOWS in danish or not danish:
        danish = danish[:1] if WINDOWS in danish else fitting
    return danish[0] if len(danish) == 1 else None


def _is_utf8(texts: Sequence[bytes]) -> bool:
    try:
        decoded = [decoded_as(text, UTF8) for text in texts]
    except UnicodeDecodeError:
        return False
    return any(not text.isascii() for text in decoded)


def decoded_as(raw: bytes, encoding: str) -> str:
    """Return bytes as text; a letter of UTF-8 that is cut off at the end is left out."""
    if encoding == UTF8:
        return codecs.getincrementaldecoder(UTF8)().decode(raw, final=False)
    return raw.decode(encoding)


def _fits(words: Sequence[bytes], encoding: str, letters: Iterable[str]) -> bool:
    """Tell whether words are words in an encoding: its letters, capitals only where they stand."""
    return all(_is_word(word, encoding, frozenset(letters)) for word in words)


def _is_word(word: bytes, encoding: str, letters: frozenset[str]) -> bool:
    try:
        text = word.decode(encoding)
    except UnicodeDecodeError:
        return False
    text = text.rstrip("²³°")
    letters_beyond = [letter for letter in text if not letter.isascii()]
    if not letters.issuperset(letters_beyond):
        return False
    rest = [letter for letter in text[1:] if letter.isalpha()]
    if any(letter.islower() for letter in rest):
        return all(letter.isascii() or letter.islower() for letter in rest)
    return True


def read_right(texts: Sequence[str]) -> tuple[str, list[str]] | None:
    """Return the encoding that misread texts are in, and the texts read in it; None without one.

    For texts that were read as Windows-1252 or Latin-1, all of which look misread.
    """
    raw = [bytes_of(text) for text in texts]
    certain = [text for text in raw if text is not None]
    encoding = encoding_of(certain) if len(certain) == len(raw) else None
    if encoding in {None, WINDOWS}:
        return None
    return str(encoding), [decoded_as(text, str(encoding)) for text in certain]


@dataclass(frozen=True)
class Mending:
    """Texts that were misread, by how they were read, and the encoding that they are in."""

    encoding: str
    right: Mapping[str, str]

    def example(self) -> tuple[str, str]:
        """Return some letters as they were read, and as they are; never a whole text."""
        wrong, right = next(iter(self.right.items()))
        return odd_letters(wrong), odd_letters(right)

    def mended(self, text: str) -> str:
        """Return a text whose misread words are read right."""
        return "".join(self.right.get(part, part) for part in _SPLIT.split(text))


def mending(texts: Iterable[str]) -> Mending | None:
    """Return how the misread ones among texts are read right; None where none looks misread.

    Raises ``UncertainEncoding`` where they do, and no encoding is certain.
    """
    misread = sorted({text for text in texts if is_misread(text)})
    if not misread:
        return None
    result = read_right(misread)
    if result is None:
        raise UncertainEncoding(misread[0])
    return Mending(result[0], dict(zip(misread, result[1], strict=True)))


def mending_of_words(texts: Iterable[str]) -> Mending | None:
    """Return how the misread words in texts are read right, as ``mending`` does."""
    return mending(word for text in texts for word in _SPLIT.split(text))


def may_be_misread(text: str) -> bool:
    """Tell quickly whether a text holds what misread letters leave."""
    return not text.isascii() and bool(MISREAD.search(text.encode(errors="replace")))


def is_misread(text: str) -> bool:
    """Tell whether a text looks as if Windows-1252 or Latin-1 were not its encoding."""
    if text.isascii():
        return False
    raw = bytes_of(text)
    return raw is not None and looks_misread(raw)


class UncertainEncoding(Exception):
    """A text looks misread, and its encoding cannot be told; ``text`` is its odd letters."""

    def __init__(self, text: str) -> None:
        self.text = odd_letters(text)
        super().__init__(self.text)


def odd_letters(text: str) -> str:
    """Return the first letters of a text that are not ASCII, which tell nothing of it."""
    letters = _ODD.search(text)
    return letters[0] if letters else ""
