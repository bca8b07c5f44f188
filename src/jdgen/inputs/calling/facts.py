"""What a posting says behind labels, and the number of the job among it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from jdgen.documents.reading import Passage
from jdgen.errors import Place
from jdgen.inputs.source import Scalar
from jdgen.rules.phrases import Phrases

_NUMBERS = frozenset((
    "requisition", "requisition id", "requisition number", "requisition no", "job requisition", "job requisition id",
    "req", "req id", "req no", "req number", "job id", "job number", "job no", "job code", "job ref", "job reference",
    "job reference number", "reference", "reference number", "reference no", "reference code", "reference id", "ref",
    "ref no", "ref number", "ref id", "vacancy reference", "vacancy ref", "vacancy number", "vacancy id", "vacancy no",
    "announcement number", "posting number", "posting id", "position number", "id", "your reference", "our reference",
))  # fmt: skip
_NUMBER = re.compile(r"#?\s?([A-Za-z0-9][A-Za-z0-9_./-]{0,29})(?=$|[\s,;)\]])")
_INLINE = re.compile(
    r"\b(req(?:uisition)?\.?(?: id| no\.?| number)?|job id|ref(?:erence)?\.?(?: no\.?| number)?)[:#. ]{1,3}"
    r"([A-Za-z0-9][A-Za-z0-9_./-]{0,29})(?=$|[\s,;)\]])",
    re.IGNORECASE,
)
_QUOTING = Phrases(
    (phrase, True)
    for phrase in (
        "quote/quoting/cite/citing/state/stating/give/giving [the/our/this/your] [job/vacancy/posting] reference/ref",
        "quote/quoting/cite/citing/state/stating [the/our/this] job/vacancy/posting/requisition number/code/id",
        "include/including/mention/mentioning [the/our/this] [job/vacancy/posting] reference number/code",
    )
)
"""How a posting asks for its number in what is sent."""
_TO_QUOTE = re.compile(
    r"\b(?:quot(?:e|ing)|cit(?:e|ing)|stat(?:e|ing)|mention(?:ing)?|includ(?:e|ing)|using|under) "
    r"(?:(?:the|our|this|job|vacancy|post|position|posting) ){0,2}"
    r"(?:ref(?:erence)?\.?|requisition|(?:job|vacancy) (?:id|number|code))(?: (?:no\.?|number|code|id))?[:#]? ?"
    r"[\"“'‘(]?([A-Za-z0-9][A-Za-z0-9_./-]{0,29})(?=$|[\s,;)\]\"”'’])",
    re.IGNORECASE,
)
_PLAINLY = re.compile(r"\bquot(?:e|ing) [\"“'‘(]?([A-Z]{1,8}[-/_][A-Z0-9/_-]{0,20}\d)(?=$|[\s,;.)\]\"”'’])")
"""A number that is quoted without being named one: `quoting HP-204`."""
_LONGEST, _SHORTEST_NUMBER = 20_000, 2


class Labeled(NamedTuple):
    """A value behind its label, which is in lower case and without signs."""

    label: str
    value: str
    place: Place


def labeled(passages: Sequence[Passage]) -> Iterator[Labeled]:
    """Yield each label with its value: on one line, or on two that follow each other."""
    for passage in passages:
        if passage.kind == "bullet" and passage.part not in ("", "facts", "apply", "process"):
            continue
        name, sign, value = passage.text[:400].partition(":")
        if sign and value.strip() and len(name) <= 40:
            offset = len(name) + 1 + len(value) - len(value.lstrip())
            yield Labeled(_label(name), value.strip(), passage.at(offset) or Place(""))
    for one, two in pairwise(passages):
        if len(one.text) <= 40 and len(two.text) <= 80 and ":" not in one.text[:-1]:
            yield Labeled(_label(one.text), two.text, two.place or Place(""))


def _label(name: str) -> str:
    return " ".join(name.lower().replace(".", " ").replace("#", " ").strip(" *:•-–").split())


def requisition(passages: Sequence[Passage]) -> Scalar | None:
    """Return the number of the job, where the posting says only one behind a label."""
    found: dict[str, Scalar] = {}
    for label, value, place in labeled(passages):
        number = _NUMBER.match(value) if label in _NUMBERS else None
        if number and _is_number(number[1]) and len(value) <= 60:
            said = number[1].rstrip("./-")
            found.setdefault(said, Scalar(said, place))
    for passage in passages:
        for match in _INLINE.finditer(passage.text) if passage.kind in ("title", "subtitle") else ():
            if _is_number(match[2]):
                said = match[2].rstrip("./-")
                found.setdefault(said, Scalar(said, passage.at(match.start(2)) or Place("")))
        for one in _quoted(passage):
            found.setdefault(one.text, one)
    return next(iter(found.values())) if len(found) == 1 else None


def _quoted(passage: Passage) -> Iterator[Scalar]:
    """Yield the numbers that a sentence wants quoted: `quoting reference NH/12`."""
    if len(passage.text) > _LONGEST:
        return
    for match in chain(_TO_QUOTE.finditer(passage.text), _PLAINLY.finditer(passage.text)):
        if _is_number(match[1]) and len(match[1]) > _SHORTEST_NUMBER:
            said = match[1].rstrip("./-")
            yield Scalar(said, passage.at(match.start(1)) or Place(""))


def asks_number(passages: Sequence[Passage]) -> bool:
    """Return whether the posting wants its number quoted, as in `please quote the reference`."""
    return any(_QUOTING.find(passage.text) for passage in passages)


def _is_number(text: str) -> bool:
    return any(sign.isdigit() for sign in text) and "//" not in text
