"""The fields of a Word file, which run when it is opened or printed: what they show, and which of them may not be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jdgen.audit.files.word_parts import WordFile, fault
from jdgen.audit.files.word_styles import words
from jdgen.errors import Problem, printable
from jdgen.house.opening.namespaces import w

Element = Any
"""An lxml element."""
_LONGEST, _DEEPEST = 2000, 50
_FETCH = frozenset((
    "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DATABASE", "RD", "DDE", "DDEAUTO",
))  # fmt: skip
_RUN = frozenset(("DDE", "DDEAUTO", "MACROBUTTON", "EMBED", "CONTROL", "HTMLACTIVEX", "HTMLCONTROL", "OCX"))
_NO_MACRO = frozenset(("nomacro", "acceptallchangesshown", "dofieldclick"))
"""What a button that starts nothing calls its macro: it marks a place to fill in."""
_TEXT = "delete it, or turn it into text with Ctrl+Shift+F9"


@dataclass(slots=True)
class Field:
    """A field: where it begins, its code, and the words that it shows."""

    at: Element
    code: str = ""
    words: str = ""
    made: bool = False
    """Whether another field makes its name."""
    shows: bool = False
    """Whether its code is over, so that what follows are its words."""

    @property
    def name(self) -> str:
        """Return what the field does, in capitals."""
        return self.code.split()[0].upper().strip('"“”') if self.code.split() else ""


def fields(root: Element) -> Iterator[Field]:
    """Yield the fields of a part, whatever runs divide their code, also those that nothing ends."""
    held: list[Field] = []
    for element in root.iter(w("fldSimple"), w("fldChar"), w("instrText"), w("delInstrText"), w("t")):
        if element.tag == w("fldSimple"):
            yield Field(element, str(element.get(w("instr"), ""))[:_LONGEST], words(element))
        elif element.tag == w("fldChar"):
            yield from _turned(held, element)
        elif element.tag == w("t"):
            for one in held:
                one.words += (element.text or "")[: _LONGEST - len(one.words)] if one.shows else ""
        elif not held:
            yield Field(element, (element.text or "")[:_LONGEST])
        elif not held[-1].shows:
            held[-1].code += (element.text or "")[: _LONGEST - len(held[-1].code)]
    yield from held


def _turned(held: list[Field], element: Element) -> Iterator[Field]:
    """Begin a field, go from its code to its words, or yield the one that ends."""
    does = element.get(w("fldCharType"))
    if does == "begin" and len(held) < _DEEPEST:
        if held and not held[-1].shows and not held[-1].code.strip():
            held[-1].made = True
        held.append(Field(element))
    elif does == "separate" and held:
        held[-1].shows = True
    elif does == "end" and held:
        yield held.pop()


def of_fields(file: WordFile) -> Iterator[Problem]:
    """Yield fields that fetch something, start something, or were to be filled."""
    for _, root in file.stories():
        for one in fields(root):
            place, shown = file.place(one.at), printable(" ".join(one.code.split()), 60)
            macro = [*one.code.split(), "", ""][1].casefold()
            if one.made:
                yield fault("file.runs", "has a field whose name another field makes", place, _TEXT)
            elif one.name == "MACROBUTTON" and macro in _NO_MACRO:
                said = printable(" ".join(one.code.split()[2:]) or one.words, 60)
                yield fault("leftover.prompt", f"`{said}` is still to be filled", place, "fill it in, or take it out")
            elif one.name in _RUN:
                yield fault("file.runs", f"has a field {one.name} (`{shown}`), which starts something", place, _TEXT)
            elif one.name in _FETCH:
                said = f"has a field {one.name} (`{shown}`), which fetches something"
                yield fault("file.reaches_out", said, place, _TEXT)
            elif one.name == "MERGEFIELD":
                said = f"has a field of a mail merge (`{shown}`)"
                yield fault("leftover.tag", said, place, "finish the mail merge, or type the words")
