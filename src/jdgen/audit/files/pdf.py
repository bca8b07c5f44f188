"""A finished PDF file, whoever made it: what stops its readers, where it leads, and what it says beside its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jdgen.audit.files.judged import Judged
from jdgen.errors import MachineError, Place, Problem, plural, printable

if TYPE_CHECKING:
    from jdgen.audit.files.pdf_file import PdfFile
    from jdgen.audit.files.pdf_words import Shown

_SAY = 20
"""From how many letters on that nobody can look up a page is worth a sentence: fewer are bullets and signs."""
_SHARE = 0.05
_HIDDEN = {"white": "in the color of the paper", "tiny": "too small", "without ink": "drawn without ink"}


def judge(data: bytes, source: str) -> Judged:
    """Return what is found in a PDF file; InputError says why one cannot be read at all."""
    try:
        from jdgen.audit.files import pdf_file
    except ImportError:
        problem = Problem("to judge a PDF file takes the package pikepdf", Place(source),
                          "install it with: python -m pip install 'jdgen[audit]'")  # fmt: skip
        raise MachineError(problem) from None
    with pdf_file.opened(data, source) as file:
        return _judged(file, source)


def _judged(file: PdfFile, source: str) -> Judged:
    from jdgen.audit.files.pdf_claims import claims
    from jdgen.audit.files.pdf_reach import reached
    from jdgen.audit.files.pdf_remains import remains
    from jdgen.audit.files.pdf_said import sayings
    from jdgen.audit.files.pdf_tags import tags
    from jdgen.audit.files.pdf_tree import tree
    from jdgen.audit.files.pdf_words import Reader

    structure, said, reader = tree(file), sayings(file), Reader(file)
    shown = [reader.page(page) for page in file.pages]
    found = [*_opened(file), *tags(file, structure, said.values.get("title", ""))]
    found += _pages(file, shown, tagged=bool(structure.elements))
    found += claims(file, said, shown, found)
    leads = reached(file, structure, shown)
    found += [*leads.faults, *remains(file, structure, shown), *said.faults]
    faults = tuple(dict.fromkeys(found))
    unjudged = []
    if not structure.whole:
        unjudged.append("the tags beyond the first 200,000 were not judged: no file for people has as many")
    unread = [one.page.number for one in shown if not one.whole]
    if unread:
        unjudged.append(f"the words of {plural(len(unread), 'page')} were not judged, the first is page {unread[0]}: "
                        "they are damaged, or too many")  # fmt: skip
    return Judged(source, "pdf", faults, leads.links, tuple(said.values.items()), tuple(unjudged))


def _opened(file: PdfFile) -> Iterator[Problem]:
    if file.warnings:
        first = file.warnings[0]
        yield Problem(f"is damaged, and was repaired to be read: {first}", file.at(), "make it anew", "file.repaired")
    if file.pdf.is_encrypted and not file.pdf.allow.accessibility:
        yield Problem("forbids screen readers to read it", file.at(), "save it without restrictions", "file.locked")


def _pages(file: PdfFile, shown: list[Shown], *, tagged: bool) -> Iterator[Problem]:
    scans = [one.page.number for one in shown if one.whole and one.pictures and not one.words]
    if scans:
        others = f", and so are {plural(len(scans) - 1, 'other page')}" if len(scans) > 1 else ""
        yield Problem(f"this page is a picture without words{others}: nobody can search it or hear it",
                      file.at(scans[0]), "make it anew from the document, or have its words recognized (`ocrmypdf`)",
                      "page.scan")  # fmt: skip
    absent = sorted({name for one in shown for name in one.absent})
    if absent:
        names = ", ".join(f"`{printable(name, 40)}`" for name in absent[:3])
        yield Problem(f"{plural(len(absent), 'font')} of its words {'is' if len(absent) == 1 else 'are'} not in the "
                      f"file: {names}", file.at(), "embed all fonts when you export it", "font.missing")  # fmt: skip
    yield from _letters(file, shown)
    yield from _hidden(file, shown)
    loose = [one for one in shown if one.loose]
    if tagged and loose:
        count = sum(one.loose for one in loose)
        yield Problem(f"{plural(count, 'letter')} from this page on {'is' if count == 1 else 'are'} in no tag, so that "
                      "screen readers leave them out", file.at(loose[0].page.number),
                      "tag them, or mark them as an artifact", "text.untagged")  # fmt: skip


def _hidden(file: PdfFile, shown: list[Shown]) -> Iterator[Problem]:
    """Yield what nobody sees, each kind once; invisible words over a picture are those that a scan was read as."""
    for why, said in _HIDDEN.items():
        found = [
            (one.page.number, words) for one in shown if why != "without ink" or not one.pictures
            if any(map(str.isalnum, words := " ".join(" ".join(one.hidden.get(why, ())).split())))
        ]  # fmt: skip
        if found:
            number, words = found[0]
            others = f", and so on {plural(len(found) - 1, 'other page')}" if len(found) > 1 else ""
            yield Problem(f"words that nobody sees, {said}: `{printable(words, 60)}`{others}", file.at(number),
                          "delete them in the document that it came from, and export it anew",
                          "text.hidden")  # fmt: skip


def _letters(file: PdfFile, shown: list[Shown]) -> Iterator[Problem]:
    told: set[tuple[str, str]] = set()
    for one in shown:
        for name, count in one.unknown.items():
            if ("unknown", name) not in told and (count >= _SAY or count >= _SHARE * (len(one.words) + count)):
                told.add(("unknown", name))
                yield Problem(f"{plural(count, 'letter')} of the font `{printable(name, 40)}` on this page can neither "
                              "be searched nor read aloud: the font does not say what they are",
                              file.at(one.page.number), "export it with another font", "text.unknown")  # fmt: skip
        for name, count in one.boxes.items():
            if ("boxes", name) not in told:
                told.add(("boxes", name))
                yield Problem(f"shows {'a box' if count == 1 else f'{count} boxes'} where the font "
                              f"`{printable(name, 40)}` lacks a letter", file.at(one.page.number),
                              "use a font that has it", "text.boxes")  # fmt: skip
