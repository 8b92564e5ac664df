"""What a web host must know about a page that is shown inside another."""

from hotspots.language import Lang
from hotspots.model.pages import Tiles
from hotspots.safe import terminal_text
from hotspots.sentences.texts import text

_CAPABILITIES = ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment",
                 "usb")  # fmt: skip
HEADERS = (
    ("type", "Content-Type: text/html; charset=utf-8"),
    ("policy", "Content-Security-Policy: frame-ancestors 'self'"),
    ("sniff", "X-Content-Type-Options: nosniff"),
    ("referrer", "Referrer-Policy: no-referrer"),
    ("permissions", f"Permissions-Policy: {', '.join(f'{one}=()' for one in _CAPABILITIES)}"),
)


def headers_note(
    page_name: str, source: str, lang: Lang, *, internal: bool, tiles: Tiles | None
) -> str:
    """Return the note on the headers that the host of a page must send, and why.

    It ends with the page's source line, which is to go wherever the page goes.
    """
    paragraphs = [text(lang, "embed.headers_start", page=terminal_text(page_name))]
    if internal:
        paragraphs.insert(0, text(lang, "embed.headers_internal"))
    paragraphs += [f"{header}\n    {text(lang, f'embed.header_{key}')}" for key, header in HEADERS]
    paragraphs.append(text(lang, "embed.headers_frame"))
    if tiles is not None:
        paragraphs.append(text(lang, "embed.headers_tiles"))
    paragraphs.append(text(lang, "embed.headers_source", source=terminal_text(source)))
    return "\n\n".join(paragraphs) + "\n"
