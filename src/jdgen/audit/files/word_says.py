"""What a Word file says of those who made it: names, programs, remarks and deleted words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from jdgen.audit.files.photos import told
from jdgen.audit.files.word_links import is_local
from jdgen.audit.files.word_parts import WordFile, fault
from jdgen.audit.files.word_styles import Styles
from jdgen.errors import Place, Problem, plural, printable
from jdgen.house.opening.namespaces import w

Element = Any
"""An lxml element."""
Said = list[tuple[str, str]]
"""What is said, each under its name."""
_CORE = {
    "title": "title", "subject": "subject", "creator": "author", "keywords": "keywords", "description": "description",
    "category": "category", "contentStatus": "status", "lastModifiedBy": "last changed by", "created": "created",
    "modified": "changed", "lastPrinted": "printed", "revision": "times saved", "language": "language",
}  # fmt: skip
_PROGRAM = {"Company": "company", "Manager": "manager", "Template": "template", "TotalTime": "minutes of editing"}
_PEOPLE = ("author", "last changed by", "company", "manager", "person")
_PLAIN_TEMPLATES = ("", "normal", "normal.dotm", "normal.dotx", "normal.dot")
_CHANGES = {"ins": "inserted", "del": "deleted", "moveFrom": "moved", "moveTo": "moved"}
_MOST, _SHOWN = 50, 120
_INSPECT = "File > Info > Check for Issues > Inspect Document takes it out"


def metadata(file: WordFile, styles: Styles) -> Said:
    """Return what the file says of itself beside its words."""
    said: Said = []
    core = file.part("core-properties")
    for element in () if core is None else core:
        name = _CORE.get(str(element.tag).rpartition("}")[2])
        if name and (element.text or "").strip():
            said.append((name, element.text.strip()))
    said += _of_program(file)
    if styles.language and "language" not in dict(said):
        said.append(("language", styles.language))
    said += _of_settings(file)
    said += [("person", person) for person in _people(file)]
    said += [(f"comments by {author or 'nobody'}", str(count)) for author, count in _comments(file).items()]
    said += [(f"words {kind} by {author or 'nobody'}", str(count)) for (kind, author), count in changes(file).items()]
    said += [("embedded file", name) for name in file.members if "/embeddings/" in name.lower()]
    said += [("printer", name) for name in file.named("printerSettings")]
    said += [("thumbnail", name) for name in file.named("thumbnail")]
    said += [(f"photo {name}", what) for name, what in _photos(file)]
    return [(name, printable(value, _SHOWN)) for name, value in said[: 4 * _MOST]]


def _of_program(file: WordFile) -> Said:
    """Return what the program says that the file was made with, and what somebody told it to say."""
    said: Said = []
    root = file.part("extended-properties")
    values = {} if root is None else {str(one.tag).rpartition("}")[2]: (one.text or "").strip() for one in root}
    program = " ".join(filter(None, (values.get("Application"), values.get("AppVersion"))))
    said += [("program", program)] if program else []
    said += [(name, values[key]) for key, name in _PROGRAM.items() if values.get(key) and values[key] != "0"]
    custom = file.part("custom-properties")
    for one in list(() if custom is None else custom)[:_MOST]:
        value = " ".join("".join(one.itertext()).split())
        said.append((f"property {one.get('name', '')}", value))
    return said


def _of_settings(file: WordFile) -> Said:
    said: Said = []
    settings = file.part("settings")
    if settings is not None:
        variables = list(settings.iter(w("docVar")))[:_MOST]
        said += [(f"variable {one.get(w('name'), '')}", str(one.get(w("val"), ""))) for one in variables]
        count = len(list(settings.iter(w("rsid"))))
        said += [("sittings of editing", str(count))] if count else []
    said += [("attached template", link.target) for link in file.links if link.kind == "attachedTemplate"]
    return said


def _people(file: WordFile) -> list[str]:
    """Return the accounts of those who commented or changed something, as Word keeps them."""
    root = file.part("people")
    found = () if root is None else (one for one in root.iter("*") if one.tag.endswith(("}person", "}presenceInfo")))
    values = [value for one in found for key, value in one.items() if key.endswith(("}author", "}userId"))]
    return list(dict.fromkeys(values))[:_MOST]


def _comments(file: WordFile) -> Counter[str]:
    root = file.part("comments")
    return Counter() if root is None else Counter(str(one.get(w("author"), "")) for one in root.iter(w("comment")))


def changes(file: WordFile) -> Counter[tuple[str, str]]:
    """Return the tracked changes that are still in the file: how many of each kind, and by whom."""
    found = (one for _, root in file.stories() for one in root.iter(*map(w, _CHANGES)))
    return Counter((_CHANGES[one.tag.rpartition("}")[2]], str(one.get(w("author"), ""))) for one in found)


def _photos(file: WordFile) -> Iterator[tuple[str, str]]:
    for name, member in file.members.items():
        if name.lower().endswith((".jpg", ".jpeg")):
            what = told(member.data())
            if what:
                yield name, what


def faults(file: WordFile, said: Said) -> Iterator[Problem]:
    """Yield what is said about people and machines, and what readers were not to see."""
    place = Place(file.source)
    yield from _of_people(file, said, place)
    templates = [value for name, value in said if name == "template" and value.casefold() not in _PLAIN_TEMPLATES]
    paths = [link.target for link in file.links if link.kind == "attachedTemplate" and is_local(link.target)]
    machine = [f"its template `{printable(one, 80)}`" for one in dict.fromkeys((*paths, *templates))]
    machine += ["a printer and its settings"] if file.named("printerSettings") else []
    if machine:
        yield fault("metadata.machine", f"names {' and '.join(machine)}", place, _INSPECT)
    own = [name.partition(" ")[2] for name, _ in said if name.startswith(("property ", "variable "))]
    if own:
        shown = ", ".join(f"`{printable(name, 40)}`" for name in own[:5])
        more = f" and {len(own) - 5} more" if len(own) > 5 else ""
        yield fault("metadata.custom", f"has properties of a program: {shown}{more}", place, _INSPECT)
    if file.named("thumbnail"):
        yield fault("metadata.thumbnail", "has a small picture of its first page", place, _INSPECT)
    for name, what in said:
        if name.startswith("photo "):
            shown = printable(name.removeprefix("photo "), 60)
            mend = "save the photo without its properties and put it in again"
            yield fault("metadata.place", f"the photo `{shown}` says {what}", place, mend)


def _of_people(file: WordFile, said: Said, place: Place) -> Iterator[Problem]:
    named = [f"`{printable(value, 60)}` ({name})" for name, value in said if name in _PEOPLE and value]
    if named:
        yield fault("metadata.author", f"names {', '.join(named[:6])}", place, _INSPECT)
    comments = _comments(file)
    if comments:
        by = ", ".join(f"`{printable(author, 40)}`" for author in list(comments)[:5] if author)
        message = f"has {plural(comments.total(), 'comment')}{f' by {by}' if by else ''}"
        yield fault("leftover.comments", message, place, "Review > Delete All Comments")
    counts = changes(file)
    if counts:
        by = ", ".join(dict.fromkeys(f"`{printable(author, 40)}`" for _, author in counts if author))
        kinds: Counter[str] = Counter()
        for (kind, _), count in counts.items():
            kinds[kind] += count
        listed = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
        first = next(one for _, root in file.stories() for one in root.iter(*map(w, _CHANGES)))
        message = f"has tracked changes{f' by {by}' if by else ''} ({listed})"
        yield fault("leftover.changes", message, file.place(first), "Review > Accept All Changes and Stop Tracking")
