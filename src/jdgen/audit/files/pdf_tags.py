"""What a screen reader is told of a PDF file: tags, title, language, headings, tables, pictures, links and fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jdgen.audit.files.pdf_file import Page, PdfFile
from jdgen.audit.files.pdf_tree import Element, Tree
from jdgen.errors import Problem, plural, printable

_HEADING = re.compile(r"H[1-9]\d?")
_FILE_NAME = re.compile(r"(?i)^microsoft (?:word|powerpoint|excel) - |\.(?:docx?|odt|rtf|indd|pages|pptx?|xlsx?|tmp)$")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_TAGGED = "export it with tags: in Word, `Document structure tags for accessibility`; in LibreOffice, `Tagged PDF`"
_HIDDEN = 2
"""The bit of an annotation that nobody sees."""


def tags(file: PdfFile, tree: Tree, title: str) -> Iterator[Problem]:
    """Yield what stops those who hear the file; `title` is the one that it gives itself."""
    root = file.entries(file.trailer, "/Root")
    yield from _of_file(file, root, title)
    if not tree.elements:
        # A tag is asked for once, and not for each heading, table and picture.
        yield Problem("has no tags", file.at(), _TAGGED, "tags.missing")
        yield from _nameless(file)
        return
    if file.get(root, "/MarkInfo", "/Marked") is not True:
        yield Problem("has tags, and does not say so: most programs do not look for them", file.at(),
                      "set `Marked` in `MarkInfo`; " + _TAGGED, "tags.missing")  # fmt: skip
    yield from _headings(file, tree)
    yield from _tables(file, tree)
    yield from _pictures(file, tree)
    yield from _links(file, tree)
    yield from _fields(file, tree)
    yield from _nameless(file)
    yield from _orders(file)


def _of_file(file: PdfFile, root: dict[str, Any], title: str) -> Iterator[Problem]:
    if not title.strip():
        yield Problem("has no title", file.at(), "give it one in the properties of the document", "title.missing")
    elif _FILE_NAME.search(title.strip()):
        yield Problem(f"is titled like a file: `{printable(title, 60)}`", file.at(),
                      "give it the title that its readers know it by", "title.missing")  # fmt: skip
    elif file.get(root, "/ViewerPreferences", "/DisplayDocTitle") is not True:
        yield Problem("shows the name of the file instead of its title in the window", file.at(),
                      "set `DisplayDocTitle`; in Acrobat: Properties, Initial View, Show Document Title",
                      "title.hidden")  # fmt: skip
    language = file.text(root, "/Lang").strip()
    if not _LANGUAGE.fullmatch(language):
        said = f"has a language that is none: `{printable(language, 20)}`" if language else "does not say its language"
        yield Problem(said, file.at(), "set it in the properties, as `en-US`", "language.missing")


def _headings(file: PdfFile, tree: Tree) -> Iterator[Problem]:
    before = 0
    for one in tree.elements:
        if not _HEADING.fullmatch(one.role):
            continue
        level = int(one.role[1:])
        if level > before + 1:
            after = f"follows one of level {before}" if before else "is the first"
            yield Problem(f"a heading of level {level} {after}", file.at(one.page),
                          f"make it a heading of level {before + 1}", "heading.jump")  # fmt: skip
        before = level


def _tables(file: PdfFile, tree: Tree) -> Iterator[Problem]:
    for one in tree.elements:
        if one.role != "Table":
            continue
        cells = [cell for cell in one.below() if cell.role in ("TH", "TD") and cell.above("Table") is one]
        heads = [cell for cell in cells if cell.role == "TH"]
        if cells and not heads:
            yield Problem("a table has no header cells", file.at(one.page),
                          "mark its first row as the header, or set it without a table", "table.header")  # fmt: skip
        elif not any(_attribute(file, cell, "/Headers") for cell in cells):
            bare = [cell for cell in heads if not _attribute(file, cell, "/Scope")]
            if bare:
                yield Problem(f"a table has {plural(len(bare), 'header cell')} that do not say whether they head a row "
                              "or a column", file.at(one.page), "set `Scope` of each", "table.scope")  # fmt: skip


def _attribute(file: PdfFile, element: Element, key: str) -> Any:
    """Return an attribute of an element, its own or that of one of its classes."""
    classes = file.entries(file.trailer, "/Root", "/StructTreeRoot", "/ClassMap")
    owned = file.items(element.entries, "/A")
    for name in file.items(element.entries, "/C"):
        owned += file.items(classes, str(file.value(name)))
    return next((found for raw in owned if (found := file.get(raw, key)) is not None), None)


def _pictures(file: PdfFile, tree: Tree) -> Iterator[Problem]:
    for one in tree.elements:
        if one.role not in ("Figure", "Formula") or file.text(one.entries, "/Alt").strip():
            continue
        within = one.parent.above("Figure") if one.parent else None
        if not (file.text(one.entries, "/ActualText").strip() or within or "/Alt" in one.entries):
            yield Problem("a picture has no words for those who cannot see it", file.at(one.page),
                          "give it an alternative text, or mark it as an artifact", "picture.alt")  # fmt: skip


def annotated(file: PdfFile, subtype: str) -> Iterator[tuple[Page, str, dict[str, Any]]]:
    """Yield the annotations of a kind that somebody sees: the page, the reference, and what it says."""
    for page in file.pages:
        for raw in file.items(page.entries, "/Annots"):
            one = file.entries(raw)
            flags = file.get(one, "/F")
            if file.name(one, "/Subtype") == subtype and not (isinstance(flags, int) and flags & _HIDDEN):
                yield page, str(raw), one


def owners(tree: Tree) -> dict[str, Element]:
    """Return for each link and field the element that it belongs to."""
    return {reference: one for one in tree.elements for reference in one.objects}


def _links(file: PdfFile, tree: Tree) -> Iterator[Problem]:
    known = owners(tree)
    loose: dict[int, int] = {}
    for page, reference, one in annotated(file, "Link"):
        owner = known.get(reference)
        link = owner and owner.above("Link")
        if link is None:
            loose[page.number] = loose.get(page.number, 0) + 1
        elif not (file.text(one, "/Contents").strip() or any(_speaks(file, part) for part in link.below())):
            yield Problem("a link has no words, and none that say where it leads", file.at(page.number),
                          "give it a description", "link.silent")  # fmt: skip
    for number, count in loose.items():
        yield Problem(f"{plural(count, 'link')} on this page {'is' if count == 1 else 'are'} in no tag, so that a "
                      "screen reader does not say so", file.at(number), _TAGGED, "link.untagged")  # fmt: skip


def _speaks(file: PdfFile, element: Element) -> bool:
    return bool(element.marks or file.text(element.entries, "/Alt") or file.text(element.entries, "/ActualText"))


def _fields(file: PdfFile, tree: Tree) -> Iterator[Problem]:
    known = owners(tree)
    loose: dict[int, int] = {}
    for page, reference, _ in annotated(file, "Widget"):
        owner = known.get(reference)
        if not (owner and owner.above("Form")):
            loose[page.number] = loose.get(page.number, 0) + 1
    for number, count in loose.items():
        yield Problem(f"{plural(count, 'form field')} on this page {'is' if count == 1 else 'are'} in no tag, so that "
                      "a screen reader passes by", file.at(number), _TAGGED, "field.untagged")  # fmt: skip


def _nameless(file: PdfFile) -> Iterator[Problem]:
    for page, _, one in annotated(file, "Widget"):
        field: Any = one
        for _step in range(20):
            if not isinstance(field, dict) or file.text(field, "/TU").strip():
                break
            field = file.get(field, "/Parent")
        if not isinstance(field, dict):
            yield Problem(f"a form field does not say what to fill in{_called(file, one)}", file.at(page.number),
                          "give it a tooltip", "field.name")  # fmt: skip


def _called(file: PdfFile, widget: dict[str, Any]) -> str:
    name = file.text(widget, "/T") or file.text(widget, "/Parent", "/T")
    return f": `{printable(name, 40)}`" if name else ""


def _orders(file: PdfFile) -> Iterator[Problem]:
    wrong = [page.number for page in file.pages if _reached(file, page) and file.name(page.entries, "/Tabs") != "S"]
    for number in wrong[:1]:
        others = f", and so do {plural(len(wrong) - 1, 'other page')}" if len(wrong) > 1 else ""
        yield Problem(f"the tabulator key does not go by the tags on this page{others}", file.at(number),
                      "set the tab order of the pages to `Use Document Structure`", "tags.order")  # fmt: skip


def _reached(file: PdfFile, page: Page) -> bool:
    kinds = {file.name(raw, "/Subtype") for raw in file.items(page.entries, "/Annots")}
    return bool(kinds - {"", "Popup", "PrinterMark"})
