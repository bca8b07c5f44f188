"""Values that break programs: how each is typed, and what a reader must find of it."""

from __future__ import annotations

import re
from typing import NamedTuple


class Value(NamedTuple):
    """A text as it is typed; in a field that reads Markdown it says `prose`, in plain text and in feeds `linked`."""

    typed: str
    prose: str | None = None
    linked: str | None = None

    def says(self, *, prose: bool, form: str) -> tuple[str, ...]:
        """Return the words that a file of a format must have of it; a short field for a board has no address."""
        if not prose or self.prose is None:
            return (_LINE_ENDS.sub("\n", self.typed),)
        if self.linked and form in LINKED:
            linked = self.linked.format(*LINKED[form])
            return (linked,) if form == "txt" else (linked, self.prose)
        return (self.prose,)


_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
LINKED = {"txt": "<>", **dict.fromkeys(("jsonld", "ats-html", "indeed-xml", "linkedin-xml", "jobresume"), "()")}
"""The signs around the address of a link, in formats in which it stands behind its words."""


def _codes(*parts: str | int) -> str:
    return "".join(chr(part) if isinstance(part, int) else part for part in parts)


TAKEN: dict[str, Value] = {
    # signs of markup and of templates
    "ampersand": Value("R&D lead"),
    "tags": Value("<b>x</b> <i/> <script>alert(1)</script>"),
    "word tags": Value("</w:t></w:r></w:p><w:p>"),
    "cdata": Value("]]> <![CDATA[x]]>"),
    "comment": Value("<!-- x --> <?xml y?>"),
    "entities": Value("&amp; &lt;b&gt; &nbsp; &copy; &quot;"),
    "character references": Value("&#0; &#12; &#x1F; &#60;"),
    "jinja": Value("{{ 7*7 }} {{ self }}"),
    "jinja tags": Value("{% raw %} {%- x -%} {%p if x %}"),
    "jinja comment": Value("{# x #} {#"),
    "docxtpl": Value("{_{ x }_} {_% y %_} {r z }", "{{ x }} {% y %} {r z }"),
    "a script's end": Value("</script></style></title><svg/onload=x>"),
    "an attribute's end": Value("x\" onclick='y' z=`w`", "x\" onclick='y' z=w"),
    # letters behind a backslash, and programs' own signs
    "docxtpl letters": Value(r"\f \a \n \t \x41 \u0041"),
    "backslashes": Value(r"C:\new\table \\srv\x", r"C:\new\table \srv\x"),
    "escaped sign": Value(r"\* \_ \# \[x\]", "* _ # [x]"),
    "format signs": Value("%s %(x)s %n {0} {x} %%"),
    "shell": Value("$HOME ${x} $(id) ~ !! | ; & > <"),
    "group": Value(r"\1 \g<0> $1 $&"),
    "formula": Value("=1+1"),
    "command": Value("@cmd +1-2 -3"),
    "path": Value("../../etc/passwd C:/x file:///etc/passwd"),
    "spread": Value('=HYPERLINK("http://b.example","x")'),
    "backslash at the end": Value("C:\\"),
    # Markdown at the start of a line and inside
    "heading": Value("# x"),
    "seven signs": Value("####### x ##"),
    "dash": Value("- x"),
    "plus": Value("+ x"),
    "star": Value("* x"),
    "number": Value("1. x"),
    "number in brackets": Value("2) x"),
    "quote": Value("> x"),
    "table row": Value("| a | b |"),
    "table": Value("| a | b |\n|---|---|\n| c | d |"),
    "rule": Value("---"),
    "underlined": Value("x\n===\ny\n---"),
    "four spaces": Value("x\n\n    y\n\tz"),
    "fence": Value("~~~\nx\n~~~"),
    "bold": Value("a **x** __y__", "a x y"),
    "italic": Value("a *x* _y_ snake_case", "a x y snake_case"),
    "code": Value("a `x | y` b", "a x | y b"),
    "ticks": Value("``` x"),
    "link": Value("[a](http://b.example) c", "a c", "a {}http://b.example{} c"),
    "picture": Value("![a](b) c"),
    "link to nothing": Value("[a](javascript:alert(1)) c"),
    "reference": Value("[a][b] [c] [^1] [ ]"),
    "automatic link": Value("www.b.example https://b.example/?x=1&y=2 me@b.example"),
    "struck": Value("~~x~~ ==y== ^z^"),
    "bar": Value("a|b||c"),
    # quotes and signs
    "quotes": Value("'a' \"b\" “c” ‘d’ «e» ‹f› „g“ 「h」 `"),
    "apostrophes": Value("O'Neil’s ʼn 5′ 6″"),
    "signs alone": Value("?!…—–·•§¶†‡"),
    "sharp": Value("C++ / C# #1 .NET"),
    # white space and line ends
    "tab": Value("a\tb\t\tc"),
    "CRLF": Value("a\r\nb\r\n\r\nc"),
    "CR": Value("a\rb"),
    "NEL": Value("a\x85b"),
    "line separator": Value("a\u2028b"),
    "paragraph separator": Value("a\u2029b"),
    "many lines": Value("\n".join(f"line {number}" for number in range(9))),
    "many spaces": Value("a      b  \n   c"),
    "non-breaking space": Value(_codes("10", 0xA0, "kg 5", 0x202F, "%")),
    "thin space": Value(_codes("a", 0x2009, "b", 0x200A, "c", 0x2003, "d")),
    "ideographic space": Value(_codes("a", 0x3000, "b")),
    "Ogham space": Value(_codes("a", 0x1680, "b")),
    # signs that nobody sees
    "zero width": Value(_codes("a", 0x200B, "b", 0x200C, "c", 0x200D, "d", 0x2060, "e")),
    "byte order mark": Value(_codes("a", 0xFEFF, "b")),
    "soft hyphen": Value(_codes("co", 0xAD, "op non", 0x2011, "breaking")),
    "direction marks": Value(_codes("a", 0x200E, "b", 0x200F, "c", 0x61C, "d")),
    "variation": Value(_codes("a", 0xFE0E, "b", 0xFE0F, "☎", 0xFE0E)),
    "combining joiner": Value(_codes("a", 0x34F, "b", 0x180E, "c")),
    "tag letters": Value(_codes("a", 0xE0041, 0xE007F, "b")),
    "annotation": Value(_codes("a", 0xFFF9, "b", 0xFFFA, "c", 0xFFFB)),
    "object": Value(_codes("a", 0xFFFC, "b")),
    "replacement": Value(_codes("a", 0xFFFD, "b")),
    "private use": Value(_codes("a", 0xE000, 0xF8FF, 0xF0000, "b")),
    "unassigned": Value(_codes("a", 0x378, 0x2FE0, "b")),
    # scripts
    "accents": Value("Zoë Ångström Łódź Đorđe ẞ ŉ ǆ"),
    "decomposed": Value(_codes("Zoe", 0x308, " A", 0x30A, " q", 0x323, 0x307)),
    "reordered marks": Value(_codes("a", 0x307, 0x323, " ", 0x212B, " ", 0x2126)),
    "long stack": Value(_codes("Z", *([0x300, 0x316, 0x334] * 12), "a")),
    "ligatures": Value("ﬁ ﬂ ﬀ ﬆ ĳ"),
    "compatibility": Value("½ ™ ① Ⅷ ㎏ ａｂ"),
    "Greek and Cyrillic": Value("Ωμέγα Москва Ђорђе"),
    "Chinese": Value("株式会社 名前 豈"),
    "Korean": Value("한국어 각"),
    "Arabic": Value("مرحبا بالعالم"),
    "Hebrew": Value("שלום עולם"),
    "mixed directions": Value("abc שלום 123 مرحبا xyz"),
    "Thai": Value("สวัสดีชาวโลก"),
    "Devanagari": Value("नमस्ते क्षत्रिय"),
    "mathematical letters": Value("𝐀𝒷𝕔 𝟙"),
    "emoji": Value("🚀 👩\u200d💻 🇩🇪 👍🏽 ❤️"),
    "Turkish letters": Value("İstanbul ısı ŞİŞ"),
    # what other programs convert
    "no": Value("NO"),
    "decimals": Value("1.10"),
    "zeros": Value("012"),
    "clock": Value("12:30:45"),
    "exponent": Value("1e3 0x1F 1_000"),
    "null": Value("null"),
    "tilde": Value("~"),
    "infinite": Value(".inf .nan"),
    "true": Value("true"),
    "date": Value("2026-11-20"),
    "braces": Value("{a: b} [c, d] !x &y *z"),
    # our own signs
    "missing field": Value("[[company.name]] [[field]]"),
    "box": Value("☐ [ ] [x]"),
    "blank": Value("____ ___"),
    "empty cell": Value("–"),
    "page line": Value("Page 1 of 2 · 1/2"),
    "prompt": Value("[What broke?]"),
    # sizes
    "long word": Value("Donaudampfschifffahrt" * 15),
    "two hundred words": Value(" ".join(f"word{number}" for number in range(200))),
}  # fmt: skip
"""Values that every free field takes."""

EIGHT_THOUSAND = " ".join(f"word{number}" for number in range(8000))

_CONTROLS = (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0))
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SURROGATES = (0xD800, 0xDBFF, 0xDC00, 0xDFFF)
_NONCHARACTERS = (*range(0xFDD0, 0xFDF0), *(plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF)))
REFUSED = {f"U+{code:04X}": chr(code) for code in (*_CONTROLS, *_DIRECTIONS, *_SURROGATES, *_NONCHARACTERS)}
"""Characters that no field takes: they must be refused by name, wherever they stand."""
