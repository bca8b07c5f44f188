"""A filled part set right: nothing twice that a file has once, no notes to its author, and cells that Word can open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from jdgen.errors import Place, Problem, TemplateError
from jdgen.house.filling.sections import APART, ATTACHED
from jdgen.house.filling.styles import FLAT, Styles
from jdgen.house.opening.namespaces import COMPATIBILITY, DRAWING, PREFIXES, WORD_2010, w

_ROOT = re.compile(r"<(?![?!])[^>]*?(?=/?>)")
_IGNORABLE: Final = f"{{{COMPATIBILITY}}}Ignorable"
_PARAGRAPH_IDS: Final = (f"{{{WORD_2010}}}paraId", f"{{{WORD_2010}}}textId")
_DRAWN: Final = f"{{{DRAWING}}}docPr"
_BOUND: Final = (w("dataBinding"), "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding")
_HEADINGS: Final = ("Heading1", "Heading2")
_HOLDERS: Final = tuple(map(w, ("tc", "hdr", "ftr", "txbxContent", "footnote", "endnote")))
"""What ends with a paragraph, whatever else it holds."""


def prefixed(xml: str, source: str) -> str:
    """Return a part whose root declares what our own markup is written with; raise TemplateError where it cannot."""
    root = _ROOT.search(xml)
    if root is None:
        return xml
    missing = []
    for prefix, address in PREFIXES.items():
        declared = re.search(rf"""xmlns:{prefix}\s*=\s*["']([^"']*)""", root[0])
        # defense filled.prefix: a prefix of another meaning does not make our markup something else
        if declared and declared[1] != address:
            problem = f"gives the prefix `{prefix}` a meaning of its own, which Word never does"
            raise TemplateError(Problem(problem, Place(source), "open it in Word and save it again"))
        if not declared:
            missing.append(f' xmlns:{prefix}="{address}"')
    return f"{xml[: root.end()]}{''.join(missing)}{xml[root.end() :]}"


class Numbers:
    """The numbers and names that a file has once, given out anew where a template repeats them."""

    def __init__(self, roots: Iterable[Any] = ()) -> None:
        self._taken: dict[str, set[str]] = {kind: set() for kind in ("drawing", "control", "mark", "name", "paragraph")}
        self._next = dict.fromkeys(self._taken, 1)
        self._open: dict[str, str] = {}
        for root in roots:
            self.settle(root)

    def copy(self) -> Numbers:
        """Return the same numbers, to go on with."""
        made = Numbers()
        made._taken = {kind: set(taken) for kind, taken in self._taken.items()}
        made._next = dict(self._next)
        return made

    def settle(self, root: Any) -> None:
        """Set every number and name of a part that was given out before to a free one."""
        for element in root.iter(*_COUNTED):
            tag = element.tag
            if tag == w("p"):
                for attribute in _PARAGRAPH_IDS[:1]:
                    if element.get(attribute) and not self._is_new("paragraph", element.get(attribute)):
                        for one in _PARAGRAPH_IDS:
                            element.attrib.pop(one, None)
            elif tag == w("id"):
                if element.getparent().tag == w("sdtPr"):
                    element.set(w("val"), self._number("control", element.get(w("val"), "")))
            elif tag == _DRAWN:
                element.set("id", self._number("drawing", element.get("id", "")))
            else:
                self._mark(element)

    def _mark(self, element: Any) -> None:
        """Give a bookmark a number; one of a name that there is already goes by that name and a number."""
        held = element.get(w("id"), "")
        if element.tag == w("bookmarkEnd"):
            element.set(w("id"), self._open.get(held, held))
            return
        self._open[held] = number = self._number("mark", held)
        element.set(w("id"), number)
        name = wanted = element.get(w("name"), "")
        while not self._is_new("name", name):
            name = f"{wanted[:24]}_{number}_{len(self._taken['name'])}"
        element.set(w("name"), name)

    def _is_new(self, kind: str, name: str) -> bool:
        taken = self._taken[kind]
        if name in taken:
            return False
        taken.add(name)
        return True

    def _number(self, kind: str, held: str) -> str:
        if held and self._is_new(kind, held):
            return held
        while not self._is_new(kind, str(self._next[kind])):
            self._next[kind] += 1
        return str(self._next[kind])


_COUNTED: Final = (w("p"), w("id"), w("bookmarkStart"), w("bookmarkEnd"), _DRAWN)


def settled(root: Any, styles: Styles) -> None:
    """Set a filled part right, with the styles that its sections wear."""
    flat, headings = styles.of(FLAT), {styles.of(name) for name in _HEADINGS}
    for element in list(root.iter(*_BOUND)):
        element.getparent().remove(element)
    for mark in list(_marks(root)):
        if mark.target == ATTACHED:
            _attach(mark)
        else:
            _keep_apart(mark, flat)
    for holder in root.iter(*_HOLDERS):
        if len(holder) == 0 or holder[-1].tag not in (w("p"), w("sdt")):
            holder.append(_flat(holder, flat if len(holder) and holder[-1].tag == w("tbl") else ""))
        if holder.tag == w("tc"):
            _loosen(holder, headings)
    if root.tag == w("document"):
        names = root.get(_IGNORABLE, "").split()
        root.set(_IGNORABLE, " ".join(dict.fromkeys([*names, "w14"])))


def _loosen(cell: Any, headings: set[str]) -> None:
    """Part the headings of a cell from what follows them: LibreOffice would leave a page empty before the table."""
    from lxml import etree

    for paragraph in cell.iterchildren(w("p")):
        properties = paragraph.find(w("pPr"))
        style = None if properties is None else properties.find(w("pStyle"))
        if style is None or style.get(w("val")) not in headings:
            continue
        for kept in properties.findall(w("keepNext")):
            properties.remove(kept)
        style.addnext(etree.Element(w("keepNext"), {w("val"): "0"}))


def _marks(root: Any) -> Iterator[Any]:
    from lxml import etree

    return (mark for mark in root.iter(etree.ProcessingInstruction) if mark.target in (APART, ATTACHED))


def _attach(mark: Any) -> None:
    """Keep the paragraph before a section on the page where the section begins."""
    from lxml import etree

    before = mark.getprevious()
    mark.getparent().remove(mark)
    if before is None or before.tag != w("p") or before.find(f"{w('pPr')}/{w('keepNext')}") is not None:
        return
    properties = before.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        before.insert(0, properties)
    properties.insert(int(properties.find(w("pStyle")) is not None), etree.Element(w("keepNext")))


def _keep_apart(mark: Any, flat: str) -> None:
    """Put a paragraph that shows nothing between two tables that would touch, and nothing elsewhere."""
    holder = mark.getparent()
    before, after = mark.getprevious(), mark.getnext()
    if before is not None and after is not None and before.tag == after.tag == w("tbl"):
        holder.replace(mark, _flat(holder, flat))
    else:
        holder.remove(mark)


def _flat(holder: Any, style: str) -> Any:
    from lxml import etree

    made = holder.makeelement(w("p"))
    if style:
        etree.SubElement(etree.SubElement(made, w("pPr")), w("pStyle"), {w("val"): style})
    return made
