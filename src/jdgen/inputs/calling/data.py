"""What a posting says to search engines: schema.org's JobPosting as JSON-LD, in a page or in a file of its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

from jdgen.documents.reading import Passage
from jdgen.errors import STANDARD_INPUT, InputError, Place, Problem
from jdgen.inputs import json_source, source
from jdgen.inputs.calling.wants import spoken, wants
from jdgen.inputs.finished import posting as finished
from jdgen.inputs.finished.markup import Said, raw, scanned
from jdgen.inputs.finished.words import Gathering
from jdgen.inputs.source import Mapping, Node, Scalar, Sequence

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_IDENTITY = re.compile(r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-|[0-9A-Fa-f]{24}")
_LONGEST, _LONGEST_NUMBER = 200, 30
# defense calling.words: a value that is too long for a posting is passed by
_MOST_WORDS = 100_000
"""A description of more characters is not read: no page says so much of a job."""


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A JobPosting: what it is called and who hires, what it asks for, and the passages of its description."""

    titles: tuple[Scalar, ...] = ()
    companies: tuple[Scalar, ...] = ()
    requisition: Scalar | None = None
    wants: tuple[Scalar, ...] = ()
    described: tuple[Passage, ...] = ()


def opened(path: str, stdin: bytes | None) -> tuple[str, str]:
    """Return the name and the text of a file of data, or of what was piped in."""
    if path == "-":
        name, data = STANDARD_INPUT, stdin or b""
    else:
        name, data = Path(path).as_posix(), source.content(Path(path), (".json", ".jsonld"), finished.MAX_TEXT)
    # defense calling.size: data of a posting is no larger than its readers can take
    if len(data) > finished.MAX_TEXT:
        raise InputError(Problem(f"is larger than {finished.MAX_TEXT:,} bytes", Place(name)))
    return name, source.decoded(data, name)


def in_file(text: str, name: str) -> Vacancy:
    """Return the JobPosting of a file of data; raise InputError where it is broken or has none."""
    found = _vacancy(list(_postings(json_source.parse(text, name))))
    if found is None:
        hint = "give the page or the text of the posting; a JSON Resume goes with `--candidate`"
        raise InputError(Problem("holds no JobPosting of schema.org", Place(name), hint))
    return found


def in_page(page: str, name: str) -> Vacancy | None:
    """Return the JobPosting that a page holds; what is broken is left to those who read the page's words."""
    lines = [0, *(match.end() for match in re.finditer("\r\n|\r|\n", page))]
    found: list[Mapping] = []
    for tag, start, end in raw(page, "script"):
        if tag.attributes.get("type", "").partition(";")[0].strip().lower() != "application/ld+json":
            continue
        # Real pages break texts within their quotation marks: each sign stands for itself, and none ends a line.
        text = _CONTROL.sub(" ", page[start:end])
        try:
            tree = json_source.parse(text, name)
        except InputError:
            continue
        found.extend(_moved(posting, start, lines) for posting in _postings(tree))
    return _vacancy(found)


def _moved(node: Mapping, start: int, lines: list[int]) -> Mapping:
    """Return a tree whose places are those of the page, and not those of one line within it."""

    def moved(place: Place) -> Place:
        at = start + place.column - 1
        line = bisect_right(lines, at)
        return place._replace(line=line, column=at - lines[line - 1] + 1)

    def copied(inner: Node) -> Node:
        if isinstance(inner, Scalar):
            return replace(inner, place=moved(inner.place))
        if isinstance(inner, Sequence):
            return Sequence(moved(inner.place), [copied(item) for item in inner.items])
        return Mapping(moved(inner.place), {key: copied(value) for key, value in inner.entries.items()})

    return Mapping(moved(node.place), {key: copied(value) for key, value in node.entries.items()})


def _postings(node: Node) -> Iterator[Mapping]:
    """Yield each JobPosting of a tree: itself, one of a list, or one of a graph."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _postings(item)
    elif isinstance(node, Mapping):
        if any(kind.rpartition("/")[2] == "JobPosting" for kind in _plain(node.entries.get("@type"))):
            yield node
        else:
            yield from (found for key in ("@graph", "mainEntity") for found in _postings_in(node, key))


def _postings_in(node: Mapping, key: str) -> Iterator[Mapping]:
    if key in node.entries:
        yield from _postings(node.entries[key])


def _plain(node: Node | None) -> list[str]:
    items = node.items if isinstance(node, Sequence) else [node]
    return [item.text for item in items if isinstance(item, Scalar) and not item.null]


def _vacancy(found: list[Mapping]) -> Vacancy | None:
    """Return what all postings of a page say alike; where they differ, each is there to choose from."""
    if not found:
        return None
    numbers = {number.text: number for one in found if (number := _number(one))}
    first = found[0] if len({_text(one, "title") for one in found}) == 1 else Mapping(found[0].place)
    described = tuple(_described(first.entries.get("description")))
    texts = tuple(_texts(first.entries.get("qualifications")))
    others = (first.entries.get(key) for key in ("experienceRequirements", "skills"))
    return Vacancy(
        _different(title for one in found for title in _short(one.entries.get("title"))),
        _different(company for one in found for company in _company(one.entries.get("hiringOrganization"))),
        next(iter(numbers.values())) if len(numbers) == 1 else None,
        texts or wants(described) or tuple(text for node in others for text in _texts(node)),
        described,
    )


def _text(one: Mapping, key: str) -> str:
    node = one.entries.get(key)
    return node.text if isinstance(node, Scalar) else ""


def _different(values: Iterator[Scalar]) -> tuple[Scalar, ...]:
    return tuple({value.text: value for value in values}.values())


def _short(node: Node | None) -> Iterator[Scalar]:
    """Yield a text as people read it, if it is one and no longer than a name."""
    if isinstance(node, Scalar) and not node.null:
        said = _read(node.text[: _LONGEST * 5])
        if 0 < len(said) <= _LONGEST:
            yield Scalar(said, node.place)


def _company(node: Node | None) -> Iterator[Scalar]:
    yield from _short(node.entries.get("name") if isinstance(node, Mapping) else node)


def _number(one: Mapping) -> Scalar | None:
    """Return the number of a job as people write it: no address, and none that only a machine reads."""
    node = one.entries.get("identifier")
    found = next(_short(node.entries.get("value") if isinstance(node, Mapping) else node), None)
    plain = found is not None and len(found.text) <= _LONGEST_NUMBER and "://" not in found.text
    return found if plain and found and not _IDENTITY.match(found.text) else None


def _texts(node: Node | None) -> Iterator[Scalar]:
    """Yield the sentences of a text, or of each text of a list."""
    for item in node.items if isinstance(node, Sequence) else [node]:
        if isinstance(item, Scalar) and not item.null and len(item.text) <= _MOST_WORDS:
            passages = list(_described(item))
            entries = [passage for passage in passages if passage.kind == "bullet"]
            for passage in entries or passages:
                yield from spoken(passage)


def _described(node: Node | None) -> Iterator[Passage]:
    """Yield the passages of a text that may be a page, each at the place of that text."""
    if not isinstance(node, Scalar) or node.null or not node.text.strip() or len(node.text) > _MOST_WORDS:
        return
    text = unescape(node.text) if "<" not in node.text else node.text
    if text.count("<") > finished.MAX_TAGS // 10 or text.count("\n") > finished.MAX_LINES:
        return
    for passage in finished.passages_of("html" if "<" in text else "txt", text, b"", node.place.source):
        yield replace(passage, place=node.place, marks=())


def _read(text: str) -> str:
    """Return a text without references and tags, as one line of words."""
    gathering = Gathering()
    for part in scanned(unescape(text)):
        if isinstance(part, Said):
            gathering.add(part.text, 1, 1)
        else:
            gathering.space()
    return gathering.words().text
