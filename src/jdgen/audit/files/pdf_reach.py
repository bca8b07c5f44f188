"""Where a PDF file leads and what it starts: links, actions, scripts, files within it and streams outside of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from jdgen.audit.files import links
from jdgen.audit.files.judged import Link
from jdgen.audit.files.pdf_file import STREAM, PdfFile, said
from jdgen.audit.files.pdf_tags import annotated, owners
from jdgen.audit.files.pdf_tree import Tree
from jdgen.audit.files.pdf_words import Shown
from jdgen.errors import Problem, plural, printable

_STARTS = {
    "JavaScript": "runs a script", "Launch": "starts a program or opens a file", "Rendition": "plays a recording",
    "Movie": "plays a film", "Sound": "plays a sound", "RichMediaExecute": "runs what is set into it",
    "GoTo3DView": "moves a model",
}  # fmt: skip
_SENDS = {"SubmitForm": "sends what is filled in to an address", "ImportData": "reads data from another file"}
_LEAVES = {"GoToR": "leads into another file", "GoToE": "leads into a file within this one"}
_HARMLESS = frozenset(("NextPage", "PrevPage", "FirstPage", "LastPage", "GoBack", "GoForward", "Print", "Find"))
"""The commands of a reader that do nothing but move, or ask first."""
_MEDIA = {
    "RichMedia": "films or programs", "Screen": "films", "Movie": "films", "Sound": "sounds", "3D": "models",
}  # fmt: skip
_TAKE_OUT = "take it out, or print the document anew to PDF"
_DEEP = 60


class Reached(NamedTuple):
    """The web addresses of a file, and what is wrong with where it leads."""

    links: tuple[Link, ...]
    faults: tuple[Problem, ...]


def reached(file: PdfFile, tree: Tree, shown: list[Shown]) -> Reached:
    """Return where a file leads, and what it starts."""
    found = list(_links(file, tree, shown))
    faults = [*_addresses(found), *_actions(file), *_attached(file), *_media(file), *_outside(file)]
    return Reached(tuple(found), tuple(dict.fromkeys(faults)))


def _links(file: PdfFile, tree: Tree, shown: list[Shown]) -> Iterator[Link]:
    known = owners(tree)
    pieces = {one.page.number: one.pieces for one in shown}
    for page, reference, one in annotated(file, "Link"):
        action = file.entries(one, "/A")
        address = file.text(action, "/URI") if file.name(action, "/S") == "URI" else ""
        if address:
            owner = known.get(reference)
            link = owner and owner.above("Link")
            marks = [mark for part in link.below() for mark in part.marks] if link else []
            words = " ".join(pieces.get(number, {}).get(mark, "") for number, mark in marks)
            yield Link(address, file.at(page.number), " ".join(words.split()))


def _addresses(found: list[Link]) -> Iterator[Problem]:
    for link in found:
        named = printable(link.address, 80)
        if why := links.unsafe(link.address):
            yield Problem(f"`{named}` {why}", link.place, "link to a page, an e-mail address or a telephone number",
                          "link.unsafe")  # fmt: skip
        elif links.lies(link.words, link.address):
            yield Problem(f"the words `{printable(link.words, 60)}` lead to `{named}`", link.place,
                          "let the words and the link name the same address", "link.lies")  # fmt: skip
        elif links.says_nothing(link.words):
            yield Problem(f"the words of a link are `{printable(link.words, 40)}`", link.place,
                          "say where it leads", "link.words")  # fmt: skip


def dictionaries(file: PdfFile) -> Iterator[dict[str, Any]]:
    """Yield each dictionary of a file, also those within others."""
    for top in file.objects.values():
        waiting = [(top, 0)]
        while waiting:
            one, depth = waiting.pop()
            if isinstance(one, dict):
                yield one
            if isinstance(one, (dict, list)) and depth < _DEEP:
                inner = one.values() if isinstance(one, dict) else one
                waiting.extend((value, depth + 1) for value in inner if isinstance(value, (dict, list)))


def _actions(file: PdfFile) -> Iterator[Problem]:
    """Yield what actions do, each kind once: a form may have hundreds of scripts."""
    counts: dict[tuple[str, str, str], int] = {}
    for one in dictionaries(file):
        kind = file.name(one, "/S")
        if "/P" in one or (not kind and "/JS" not in one):
            continue  # elements of the structure have a kind too, and a parent
        if kind in _STARTS or "/JS" in one:
            what = ("file.runs", _STARTS.get(kind, _STARTS["JavaScript"]), _named(file, one))
        elif kind in _SENDS:
            what = ("file.reaches_out", _SENDS[kind], _named(file, one))
        elif kind in _LEAVES:
            what = ("link.unsafe", _LEAVES[kind], _named(file, one))
        elif kind == "Named" and file.name(one, "/N") not in _HARMLESS:
            what = ("file.runs", "calls a command of the reader's program", f": `{file.name(one, '/N')}`")
        else:
            continue
        counts[what] = counts.get(what, 0) + 1
    for (rule, does, named), count in counts.items():
        often = f" in {plural(count, 'place')}" if count > 1 else ""
        yield Problem(f"{does}{often}{named}", file.at(), _TAKE_OUT, rule)
    opening = file.entries(file.trailer, "/Root", "/OpenAction")
    if file.name(opening, "/S") == "URI":
        yield Problem(f"opens `{printable(file.text(opening, '/URI'), 80)}` by itself", file.at(), _TAKE_OUT,
                      "file.reaches_out")  # fmt: skip
    if "/XFA" in file.entries(file.trailer, "/Root", "/AcroForm"):
        yield Problem("holds a second form in XFA, which most programs do not show", file.at(), _TAKE_OUT, "file.runs")


def _named(file: PdfFile, action: dict[str, Any]) -> str:
    """Return what an action names, to set behind what it does."""
    target = file.get(action, "/F") or file.get(action, "/Win")
    name = _file_name(file, target)
    return f": `{printable(name, 80)}`" if name else ""


def _file_name(file: PdfFile, target: Any) -> str:
    return file.text(target, "/UF") or file.text(target, "/F") or said(target)


def _attached(file: PdfFile) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in dictionaries(file):
        if not file.entries(one, "/EF"):
            continue
        name = _file_name(file, one) or "without a name"
        if name not in seen:
            seen.add(name)
            yield Problem(f"holds a file that a click opens: `{printable(name, 80)}`", file.at(),
                          "send it beside this one", "file.runs")  # fmt: skip


def _media(file: PdfFile) -> Iterator[Problem]:
    for subtype, what in _MEDIA.items():
        pages = sorted({page.number for page, _, _ in annotated(file, subtype)})
        if pages:
            yield Problem(f"this page plays {what}", file.at(pages[0]), _TAKE_OUT, "file.runs")


def _outside(file: PdfFile) -> Iterator[Problem]:
    for one in file.objects.values():
        if not isinstance(one, dict) or STREAM not in one:
            continue
        if "/F" in one:
            named = _file_name(file, file.get(one, "/F"))
            yield Problem(f"shows what stands in another file{f': `{printable(named, 80)}`' if named else ''}",
                          file.at(), "set it into the file itself", "file.reaches_out")  # fmt: skip
        if file.name(one, "/Subtype") == "Form" and file.entries(one, "/Ref"):
            named = _file_name(file, file.get(one, "/Ref", "/F"))
            yield Problem(f"shows a page of another file{f': `{printable(named, 80)}`' if named else ''}",
                          file.at(), "set it into the file itself", "file.reaches_out")  # fmt: skip
