"""The parts of a JSON Resume: sections, lists, texts, old names of keys, and keys that are typing mistakes.

The schema allows any further key, so an unknown key passes, except one that is all but a key which is read and whose
own place is empty: that is a typing mistake, and its value would be lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from pydantic_core import PydanticCustomError

from jdgen.errors import Problem, printable
from jdgen.inputs.source import Mapping, Node, Scalar, Sequence
from jdgen.model.text import Text

READ: dict[str, tuple[str, ...]] = {
    "": ("basics", "work", "volunteer", "education", "certificates", "skills", "languages", "projects"),
    "basics": ("name", "label", "email", "phone", "url", "location"),
    "basics.location": ("city", "region"),
    "work": ("name", "position", "startDate", "endDate", "summary", "highlights"),
    "volunteer": ("organization", "position", "startDate", "endDate", "summary", "highlights"),
    "projects": ("name", "entity", "startDate", "endDate", "description", "highlights", "keywords"),
    "education": ("area", "studyType"),
    "certificates": ("name",),
    "skills": ("name", "keywords"),
    "languages": ("language",),
}
"""The keys of each section that are read."""
OTHER: dict[str, tuple[str, ...]] = {
    "": ("awards", "publications", "interests", "references", "meta"),
    "basics": ("image", "summary", "profiles"),
    "basics.location": ("address", "postalCode", "countryCode"),
    "work": ("location", "description", "url"),
    "volunteer": ("url",),
    "projects": ("url", "roles", "type"),
    "education": ("institution", "url", "startDate", "endDate", "score", "courses"),
    "certificates": ("date", "url", "issuer"),
    "skills": ("level",),
    "languages": ("fluency",),
}
"""The keys that the schema has beside them; a mistake in one loses nothing."""
_OLD_NAMES: dict[str, dict[str, str]] = {
    "": {"certifications": "certificates"},
    "basics": {"website": "url", "bio": "summary", "picture": "image"},
    "work": {"company": "name", "employer": "name", "title": "position", "website": "url"},
    "volunteer": {"organisation": "organization", "website": "url"},
    "projects": {"summary": "description"},
}
_LONG, _ENOUGH, _NEAR = 40, 3, 0.88
_MARKS = " \t-–—•*·"
"""What stands before a line of a list that is written as one text."""


def checked(node: Mapping, section: str, path: str, problems: list[Problem]) -> Mapping:
    """Return a part whose old names are those of today; say which of its keys are typing mistakes."""
    for old, new in _OLD_NAMES.get(section, {}).items():
        if not is_blank(node.entries.get(old)) and is_blank(node.entries.get(new)):
            node = node.copy()
            node.put(new, node.entries[old], node.keys[old])
    known = (*READ[section], *OTHER[section], *_OLD_NAMES.get(section, {}))
    for key in node.entries:
        near = None if key in known else _meant(key, known, section)
        if near in READ[section] and is_blank(node.entries.get(str(near))):
            within = f" in `{path}`" if path else ""
            message = f"unknown key `{printable(key, 60)}`{within}"
            problems.append(Problem(message, node.keys[key], f"did you mean `{near}`?"))
    return node


def _meant(key: str, known: tuple[str, ...], section: str) -> str | None:
    """Return the known key that was meant: the same letters in another order or case, or all but one of them."""
    if section == "basics.location" and key.startswith(("country", "region")):
        # Resume builders add `country` and `regionCode` to the schema's `countryCode` and `region`.
        return None
    letters = sorted(key.casefold())
    near = next((name for name in known if sorted(name.casefold()) == letters), None)
    near = near or next((name for name in known if _lacks_one(key, name)), None)
    near = near or next(iter(get_close_matches(key, known, n=1, cutoff=_NEAR)), None)
    # `positions` or `emails` is a list of the builder's own.
    return None if near and key == f"{near}s" else near


def _lacks_one(key: str, name: str) -> bool:
    """Return whether a key is a name with one letter left out or put in."""
    short, long = sorted((key, name), key=len)
    if len(long) - len(short) != 1 or len(short) < _ENOUGH or len(long) > _LONG:
        return False
    return any(long[:index] + long[index + 1 :] == short for index in range(len(long)))


def section(tree: Mapping, key: str, problems: list[Problem], path: str = "") -> Mapping:
    """Return a part that holds keys and values; one that is not there is empty."""
    node = tree.entries.get(key)
    if node is None or is_blank(node):
        return Mapping(tree.place)
    path = path or key
    if not isinstance(node, Mapping):
        problems.append(Problem(f"`{path}` must hold keys and values", tree.keys[key]))
        return Mapping(tree.place)
    return checked(node, path, path, problems)


def entries(tree: Mapping, key: str, problems: list[Problem], *, named: bool = False) -> Iterator[tuple[str, Node]]:
    """Yield the entries of a list with their paths; where a name is enough for one, a text stands for it."""
    node = tree.entries.get(key)
    if node is None or is_blank(node):
        return
    if not isinstance(node, Sequence):
        problems.append(Problem(f"`{key}` must be a list", tree.keys[key]))
        return
    for index, item in enumerate(node.items):
        path = f"{key}[{index}]"
        if isinstance(item, Mapping):
            yield path, checked(item, key, path, problems)
        elif isinstance(item, Scalar) and named and not is_blank(item):
            yield path, item
        elif not is_blank(item):
            problems.append(Problem(f"`{path}` must hold keys and values", item.place))


def is_blank(node: Node | None) -> bool:
    """Return whether nothing is said: builders write empty texts, lists and braces for what was left out."""
    if isinstance(node, Scalar):
        return node.null or not node.text.strip()
    return node is None or not (node.items if isinstance(node, Sequence) else node.entries)


def text(node: Node | None, path: str, problems: list[Problem]) -> Scalar | None:
    """Return a text, or None where nothing is said; a thing that is no text is a problem."""
    if node is None or is_blank(node):
        return None
    if not isinstance(node, Scalar):
        found = "a list" if isinstance(node, Sequence) else "keys and values"
        problems.append(Problem(f"`{path}` must be a text, not {found}", node.place))
        return None
    try:
        Text.read(node.text)
    except PydanticCustomError as error:
        problems.append(Problem(f"`{path}` {error.message()}", node.place))
        return None
    return node


def held(part: Mapping, key: str, path: str, problems: list[Problem]) -> Scalar | None:
    """Return the text of a key."""
    return text(part.entries.get(key), f"{path}.{key}", problems)


def texts(part: Mapping, key: str, path: str, problems: list[Problem], ends: str = "\n") -> list[Scalar]:
    """Return the texts of a list; in one text, lines or other `ends` divide them."""
    node = part.entries.get(key)
    path = f"{path}.{key}"
    if isinstance(node, Sequence):
        found = (text(item, f"{path}[{index}]", problems) for index, item in enumerate(node.items))
        return [item for item in found if item]
    whole = text(node, path, problems)
    if whole is None:
        return []
    said = whole.text
    for end in ends:
        said = said.replace(end, "\n")
    lines = (line.strip().lstrip(_MARKS) for line in said.splitlines())
    return [Scalar(line, whole.place) for line in lines if line]
