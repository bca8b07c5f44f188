"""The standards that a PDF file says it meets, against what it has: whoever archives or buys it relies on the claim."""

from __future__ import annotations

from collections.abc import Iterator

from jdgen.audit.files.pdf_file import STREAM, PdfFile
from jdgen.audit.files.pdf_reach import dictionaries
from jdgen.audit.files.pdf_said import Sayings
from jdgen.audit.files.pdf_tags import annotated
from jdgen.audit.files.pdf_words import Shown
from jdgen.errors import Problem

_OF_ACCESS = {
    "tags.missing": "tags", "title.missing": "a title", "title.hidden": "a title that is shown",
    "language.missing": "a language", "heading.jump": "headings in order", "picture.alt": "words for each picture",
    "link.untagged": "tags of its links", "field.untagged": "tags of its fields", "field.name": "names of its fields",
    "tags.order": "a tab order by the tags", "text.untagged": "tags of all its words", "table.scope": "scopes of heads",
}  # fmt: skip
"""What PDF/UA asks for, by the rule that tells that it is missing."""
_RUN_BY_PDF_A = frozenset(("JavaScript", "Launch", "Sound", "Movie", "ResetForm", "ImportData", "Hide", "Rendition"))
_HINT = "make it anew so that it does, or take the claim out; `verapdf` names each rule"


def claims(file: PdfFile, said: Sayings, shown: list[Shown], found: list[Problem]) -> Iterator[Problem]:
    """Yield each claim that the file does not live up to; `found` is what was found of access before."""
    if said.ua:
        lacks = list(dict.fromkeys(_OF_ACCESS[one.rule] for one in found if one.rule in _OF_ACCESS))
        lacks += [what for what in _of_both(shown) if what not in lacks]
        if any(not file.text(one, "/Contents").strip() for _, _, one in annotated(file, "Link")):
            lacks.append("a description of each link")
        if not file.entries(file.trailer, "/Root", "/Metadata"):
            lacks.append("metadata")
        yield from _claim(file, f"PDF/UA-{said.ua}", lacks)
    if said.archive:
        level = said.level.upper()
        lacks = list(_of_archive(file, said, shown))
        if level == "A" and any(one.rule == "tags.missing" for one in found):
            lacks.append("tags")
        yield from _claim(file, f"PDF/A-{said.archive}{level.lower()}", lacks)


def _claim(file: PdfFile, name: str, lacks: list[str]) -> Iterator[Problem]:
    if lacks:
        yield Problem(f"says that it meets {name}, and lacks {', '.join(lacks)}", file.at(), _HINT, "claim.false")


def _of_both(shown: list[Shown]) -> Iterator[str]:
    if any(one.absent for one in shown):
        yield "fonts"
    if any(one.boxes for one in shown):
        yield "glyphs"
    if any(one.unknown for one in shown):
        yield "letters that programs can look up"


def _of_archive(file: PdfFile, said: Sayings, shown: list[Shown]) -> Iterator[str]:
    for what in _of_both(shown):
        if what != "letters that programs can look up" or said.level.upper() in ("A", "U"):
            yield what
    if file.pdf.is_encrypted:
        yield "words that are not encrypted"
    parts = list(dictionaries(file))
    if any(file.name(one, "/S") in _RUN_BY_PDF_A and "/P" not in one for one in parts):
        yield "actions that run nothing"
    if any(STREAM in one and "/F" in one for one in parts):
        yield "streams of its own"
    if said.archive == "1" and any(file.entries(one, "/EF") for one in parts):
        yield "a file without other files"
    if any(file.name(one, "/Filter") == "LZWDecode" for one in parts if STREAM in one):
        yield "streams without LZW"
    if "/XFA" in file.entries(file.trailer, "/Root", "/AcroForm"):
        yield "a form without XFA"
