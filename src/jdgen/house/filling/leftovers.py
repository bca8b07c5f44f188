"""Tags that nobody fills: in parts of a Word file that can hold none, and whatever is left in the finished ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jdgen.errors import Place, Problem, printable
from jdgen.house.faults import Fault, Spot
from jdgen.house.filling.kept import Kept
from jdgen.house.opening.namespaces import w
from jdgen.house.opening.package_links import TYPES
from jdgen.inputs.finished.word_package import parsed

_TAG = re.compile(r"\{(?=[{%#])")
_SHOWN = re.compile(r".{0,20}\{[{%#].{0,30}", re.DOTALL)
_PARAGRAPH, _WORDS = w("p"), w("t")
_GUARD = "\ufdd0"
"""Parts the signs of a tag in a value, and is taken out again: no value has it, and XML can hold it."""


def guarded(value: Any) -> Any:
    """Return plain data in which nothing looks like a tag, so that what does in the finished file is one."""
    if not isinstance(value, str) and not _TAG.search(repr(value)):
        return value
    if isinstance(value, str):
        # defense filled.guard: a value that looks like a tag is printed as it was typed
        return _TAG.sub("{" + _GUARD, value) if "{" in value else value
    if isinstance(value, Mapping):
        return {key: guarded(held) for key, held in value.items()}
    return [guarded(held) for held in value] if isinstance(value, list) else value


def unguarded(xml: str) -> str:
    """Return a filled part with its values as they were given."""
    return xml.replace(_GUARD, "")


def left(roots: Mapping[str, Any], source: str) -> list[Problem]:
    """Return the tags that are left in filled parts, before their values are as they were given."""
    return [
        Problem(f"`{shown}` is left in `{printable(name, 80)}`", Place(source), "run `jdgen template check` on it")
        for name, root in roots.items()
        for shown in _shown(root)
    ]


def unfilled(held: Kept, filled: Mapping[str, Any]) -> list[Fault]:
    """Return the tags in those parts of a template that are not filled, such as its endnotes."""
    skipped = {TYPES, held.styles, held.numbering, held.core, held.related, *filled}
    found = []
    for name, member in held.members.items():
        if name in skipped or not name.lower().endswith((".xml", ".rels")):
            continue
        for shown in _shown(parsed(member.data())):
            message = f"`{shown}` stands in `{printable(name, 80)}`, where no tag is filled"
            hint = "move it into the text, the head, the foot or a footnote"
            found.append(Fault("tag.elsewhere", message, Spot(name), hint))
    return found


def _shown(root: Any) -> Iterator[str]:
    """Yield the start of each tag in a part, as it is quoted."""
    for text in _texts(root):
        found = _SHOWN.search(text)
        if found:
            yield printable(found[0].replace(_GUARD, "").strip(), 50)


def _texts(root: Any) -> Iterator[str]:
    """Yield what has a brace in a part: paragraph by paragraph, and what else stands in elements and attributes."""
    braced = (element for element in root.iter(_WORDS) if "{" in (element.text or ""))
    for paragraph in dict.fromkeys(next(element.iterancestors(_PARAGRAPH), element) for element in braced):
        yield "".join(text.text or "" for text in paragraph.iter(_WORDS))
    for element in root.iter("*"):
        if element.tag != _WORDS and "{" in (element.text or ""):
            yield element.text
        for value in element.values():
            if "{" in value:
                yield value
