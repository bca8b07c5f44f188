"""Tables and pictures of a Word file, as those meet them who hear it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jdgen.audit.files.word_parts import FALLBACK, WordFile, fault
from jdgen.audit.files.word_styles import Styles, is_on, of_run, runs, words
from jdgen.errors import Place, Problem, plural, printable
from jdgen.house.opening.namespaces import DRAWING, w

Element = Any
"""An lxml element."""
_VML = "{urn:schemas-microsoft-com:vml}"
_SHOWN = ("/picture", "/chart", "/diagram")
"""What a drawing holds that has to be told in words, by the end of its address."""
_FILE_NAME = re.compile(r"[\w\-. ()]{1,80}\.(?:png|jpe?g|gif|bmp|tiff?|svg|emf|wmf|webp)", re.IGNORECASE)
_ALT = "right-click it, choose View Alt Text, and say what it shows, or mark it as decorative"


def tables(file: WordFile, styles: Styles) -> Iterator[Problem]:
    """Yield tables whose head is no head for programs, and those whose cells are merged or nested."""
    odd: list[Element] = []
    for table in file.roots[file.main].iter(w("tbl")):
        if next(table.iterancestors(FALLBACK), None) is not None:
            continue
        rows = table.findall(w("tr"))
        nested = next(table.iterancestors(w("tbl")), None) is not None
        if nested or _is_merged(table):
            odd.append(table)
        if not nested and len(rows) > 1 and _is_head(rows[0], rows[1], styles) and not _is_marked(rows[0]):
            shown = printable(" | ".join(_cell(cell) for cell in rows[0].findall(w("tc"))), 60)
            said = f"the first row of a table (`{shown}`) is not marked as its head"
            yield fault("table.header", said, file.place(table), "Layout > Repeat Header Rows")
    if odd:
        said = f"{plural(len(odd), 'table')} with merged or nested cells"
        mend = "give a table one head and the same cells in each row, and words outside of tables their own paragraphs"
        yield fault("table.layout", said, file.place(odd[0]), mend)


def _is_merged(table: Element) -> bool:
    cells = (cell for row in table.findall(w("tr")) for cell in row.findall(w("tc")))
    properties = [cell.find(w("tcPr")) for cell in cells]
    return any(one is not None and one.find(w("vMerge")) is not None for one in properties)


def _is_marked(row: Element) -> bool:
    return is_on(row.find(f"{w('trPr')}/{w('tblHeader')}"))


def _is_head(row: Element, after: Element, styles: Styles) -> bool:
    """Return whether a first row looks like a head: all of its cells bold and short, and those below not."""
    cells, below = row.findall(w("tc")), after.findall(w("tc"))
    if len(cells) < 2 or len(cells) != len(below):
        return False
    texts = [_cell(cell) for cell in cells]
    bold = [_is_bold(cell, styles) for cell in cells]
    return all(texts[1:]) and max(map(len, texts)) <= 60 and all(bold[not texts[0] :]) and not all(
        _is_bold(cell, styles) for cell in below
    )


def _cell(cell: Element) -> str:
    return " ".join(words(paragraph).strip() for paragraph in cell.findall(w("p"))).strip()


def _is_bold(cell: Element, styles: Styles) -> bool:
    said = [(p, run) for p in cell.findall(w("p")) for run in runs(p) if of_run(run).strip()]
    return bool(said) and all(is_on(styles.of_run(p, run, "b")) for p, run in said)


def pictures(file: WordFile) -> Iterator[Problem]:
    """Yield pictures, charts and diagrams of the text that nothing is said of; those of headers are ornaments."""
    for name, root in file.stories():
        if name != file.main and not name.lower().endswith("notes.xml"):
            continue
        for element in root.iter(f"{{{DRAWING}}}inline", f"{{{DRAWING}}}anchor", f"{_VML}shape"):
            if next(element.iterancestors(FALLBACK), None) is None:
                yield from _of_picture(element, file.place(element))


def _of_picture(element: Element, place: Place) -> Iterator[Problem]:
    if element.tag == f"{_VML}shape":
        if element.find(f"{_VML}imagedata") is None:
            return
        words, decorative = str(element.get("alt") or element.get("title") or ""), False
    else:
        held = next((one for one in element.iter("*") if one.tag.endswith("}graphicData")), None)
        if held is None or not str(held.get("uri", "")).endswith(_SHOWN):
            return
        about = element.find(f"{{{DRAWING}}}docPr")
        marks = [] if about is None else [one for one in about.iter("*") if one.tag.endswith("}decorative")]
        decorative = any(mark.get("val") in ("1", "true") for mark in marks)
        words = "" if about is None else str(about.get("descr") or about.get("title") or "")
    if decorative:
        return
    if not words.strip():
        yield fault("picture.alt", "has a picture that nothing is said of", place, _ALT)
    elif _FILE_NAME.fullmatch(words.strip()):
        said = f"has a picture of which only a file name is said (`{printable(words.strip(), 60)}`)"
        yield fault("picture.alt", said, place, _ALT)
