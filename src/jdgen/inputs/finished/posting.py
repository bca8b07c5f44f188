"""A finished posting, whoever wrote it, as passages: Word, HTML, Markdown or plain text."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from jdgen.documents.reading import Passage, Reading
from jdgen.errors import STANDARD_INPUT, InputError, Place, Problem
from jdgen.inputs import source as files
from jdgen.inputs.finished.shape import shaped

Format = Literal["docx", "html", "md", "txt"]
# defense finished.sizes: no text and no page is larger than its readers can take
MAX_TEXT, MAX_WORD, MAX_LINES, MAX_TAGS = 5_000_000, 20_000_000, 20_000, 100_000
_FORMATS: dict[str, Format] = {
    ".docx": "docx", ".html": "html", ".htm": "html", ".xhtml": "html", ".md": "md", ".markdown": "md",
    ".txt": "txt", ".text": "txt",
}  # fmt: skip
_INPUTS = (".yaml", ".yml", ".json")
_WORDS = "give the words as Word, HTML, Markdown or text"
_OTHER = {
    ".jsonld": ("is data for search engines, not a finished posting", "check the page or the text that people read"),
    ".xml": ("is a feed or other data in XML, not a finished posting", "check the page or the text that people read"),
    ".rtf": ("is rich text (RTF)", "save it as Word (.docx) or as text"),
    ".pdf": ("is a PDF, whose words have lost their order", "save it as Word or as text"),
    ".doc": ("is in an old Office format", "save it as Word (.docx) or as text"),
    ".odt": ("is an OpenDocument text", "save it as Word (.docx) or as text"),
    ".pages": ("is a Pages document", "save it as Word (.docx) or as text"),
    ".png": ("is a picture", _WORDS), ".jpg": ("is a picture", _WORDS), ".jpeg": ("is a picture", _WORDS),
}  # fmt: skip
"""What is no finished posting by its name, and what to do."""
_SIGNS = (
    (b"%PDF", *_OTHER[".pdf"]),
    (b"{\\rtf", *_OTHER[".rtf"]),
    (b"\x89PNG", "is a picture", _WORDS),
    (b"\xff\xd8\xff", "is a picture", _WORDS),
    (b"GIF8", "is a picture", _WORDS),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_REFUSED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_PAGE = re.compile(
    r"\s*(?:<\?xml\s[^<>]{0,200}>\s{0,99})?"
    r"<(?:!doctype html|html|head|body|div|p|h[1-6]|ul|ol|section|article|main|table|span)\b",
    re.IGNORECASE,
)
_NOTES = re.compile(r"(?m)^#{1,6} \S|^\*\*[^*\n]{1,120}\*\*[ \t]*$|^[-*] \*\*[^*\n]{1,120}\*\*|[^\\\s]\\$")


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished posting: its passages, the format that it is in, its bytes, and what its file is called."""

    reading: Reading
    kind: Format
    data: bytes
    source: str


def read_finished(
    source: str, *, company: str = "", places: tuple[str, ...] = (), stdin: bytes | None = None
) -> Finished:
    """Return a finished posting read from a file, or for `-` from `stdin`; raise InputError for what is none."""
    name, data, kind, text = opened(source, stdin)
    passages = passages_of(kind, text, data, name)
    if not passages:
        raise InputError(Problem("holds no words", Place(name)))
    return Finished(Reading(passages, Place(name), company, places), kind, data, name)


def opened(source: str, stdin: bytes | None = None) -> tuple[str, bytes, Format, str]:
    """Return what a file is called, its bytes, its format, and its text unless it is a Word file."""
    if source == "-":
        name, data = STANDARD_INPUT, stdin or b""
        if len(data) > MAX_WORD:
            raise InputError(Problem(f"is larger than {MAX_WORD:,} bytes", Place(name)))
    else:
        path = Path(source)
        name, data = path.as_posix(), files.content(path, tuple(_FORMATS), MAX_WORD)
    return name, data, *_opened(data, name)


def _opened(data: bytes, name: str) -> tuple[Format, str]:
    """Return the format of a file, and its text unless it is a Word file."""
    suffix = "" if name == STANDARD_INPUT else Path(name).suffix.lower()
    for problem in _refusals(data, name, suffix):
        raise InputError(problem)
    if data.startswith(_ZIP):
        return "docx", ""
    if suffix == ".docx":
        hint = "open it in a word processor and save it as Word (.docx) again"
        raise InputError(Problem("is not a Word file, whatever its name says", Place(name), hint))
    text = _decoded(data, name)
    kind = _FORMATS.get(suffix) or _sniffed(text)
    # defense finished.tags: no page has more tags than its readers can take
    if kind in ("html", "md") and text.count("<") > MAX_TAGS:
        raise InputError(Problem(f"has more than {MAX_TAGS:,} tags", Place(name)))
    return kind, text


def _refusals(data: bytes, name: str, suffix: str) -> Iterator[Problem]:
    place = Place(name)
    # defense finished.inputs: an input of ours is not checked as if people read it
    if suffix in _INPUTS:
        yield Problem("is an input of ours, not a finished posting", place, "check it without `--text`")
    elif suffix in _OTHER:
        message, hint = _OTHER[suffix]
        yield Problem(message, place, hint)
    if not data.strip():
        yield Problem("is empty", place)
    for sign, message, hint in _SIGNS:
        # defense finished.pdf: a file is told by what it holds, whatever its name says
        if data.startswith(sign):
            yield Problem(message, place, hint)
    # defense finished.old_office: an old or locked Office file is told
    if data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        hint = "take the password off and save it again" if locked else "save it as Word (.docx) or as text"
        yield Problem("is locked with a password" if locked else "is in an old Office format", place, hint)
    if len(data) > MAX_TEXT and not data.startswith(_ZIP):
        yield Problem(f"is larger than {MAX_TEXT:,} bytes", place)


def _decoded(data: bytes, name: str) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 that says so; raise InputError where it is something else."""
    coding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    # defense finished.nul: bytes that are no text are not read as one
    if coding == "utf-8-sig" and b"\0" in data[:4096]:
        raise InputError(Problem("is not text", Place(name), _WORDS))
    try:
        # defense finished.utf_8: a byte that is no UTF-8 is an error with its place
        text = data.decode(coding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        message = f"is not text in UTF-8: byte {error.start + 1} fits no character"
        raise InputError(Problem(message, Place(name, line, column), "save it as UTF-8")) from None
    # defense finished.lines: no text has more lines than its readers can take
    if max(map(text.count, "\n\r\x0b\x0c\x85\u2028\u2029")) > MAX_LINES:
        raise InputError(Problem(f"has more than {MAX_LINES:,} lines", Place(name)))
    refused = _REFUSED.search(text)
    # defense finished.characters: a character that no text has is refused with its place
    if refused:
        before = text[: refused.start()]
        place = Place(name, before.count("\n") + 1, refused.start() - before.rfind("\n"))
        message = f"holds the character U+{ord(refused.group()):04X}, which no text has"
        raise InputError(Problem(message, place, "delete it and save the text as UTF-8"))
    if not text.strip():
        raise InputError(Problem("is empty", Place(name)))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _sniffed(text: str) -> Format:
    """Return the format of a text without a name: a page begins with a tag, Markdown has headings or bold lines."""
    if _PAGE.match(text[:2000]):
        return "html"
    return "md" if _NOTES.search(text[:200_000]) else "txt"


def passages_of(kind: Format, text: str, data: bytes, name: str) -> tuple[Passage, ...]:
    """Return the passages of a finished text; none if it holds no words."""
    # Each reader is imported where it is needed: a text needs neither a parser of XML nor one of Markdown.
    if kind == "docx":
        from jdgen.inputs.finished.docx import pieces as of_word

        return shaped(of_word(data, name), name, "paragraph")
    if kind == "html":
        from jdgen.inputs.finished.html import pieces as of_page

        return shaped(of_page(text, xml=name.lower().endswith(".xhtml")), name)
    if kind == "md":
        from jdgen.inputs.finished.markdown import pieces as of_markdown

        return shaped(of_markdown(text), name)
    from jdgen.inputs.finished.text import pieces as of_text

    return shaped(of_text(text), name)
