"""The company of a posting, where its words say it for sure; else what may be meant, to choose from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from jdgen.documents.reading import Passage
from jdgen.errors import Place
from jdgen.inputs.calling.facts import labeled
from jdgen.inputs.calling.lists import DIVISIONS
from jdgen.inputs.calling.mentions import mentions, what_it_is
from jdgen.inputs.calling.names import LONGEST, before_place, is_firm, is_own_name, is_place, may_be_name
from jdgen.inputs.calling.titles import is_job
from jdgen.inputs.calling.wants import sign_end
from jdgen.inputs.finished.headings import known_part
from jdgen.inputs.finished.markup import raw
from jdgen.inputs.source import Scalar
from jdgen.model.company_names import may_be_same
from jdgen.model.text import folded
from jdgen.rules.phrases import Phrases, words_in
from jdgen.rules.sentences import sentences

if TYPE_CHECKING:
    from jdgen.inputs.calling.data import Vacancy
    from jdgen.inputs.calling.titles import Headline

_LABELS = frozenset((
    "company", "employer", "company name", "organization", "organisation", "hiring organization", "name of employer",
    "hiring organisation", "hiring company", "name of company", "organization name", "organisation name",
))  # fmt: skip
_PLACES = frozenset(("location", "locations", "place", "city", "based in", "where", "office", "work location"))
_HIDDEN = Phrases(
    (phrase, True)
    for phrase in (
        "our/my client", "one of our/my clients", "a/the client of ours", "on behalf of a/an/our/my/one/the",
        "recruiting/hiring on behalf", "for a client", "recruitment/staffing/employment agency/agencies/consultancy",
        "recruitment/staffing/employment business/company/firm/specialist/specialists", "executive search",
        "franchisee/franchisees/franchise", "independently owned", "company confidential",
        "confidential client/company/employer", "undisclosed client/company/employer", "client company",
    )
)  # fmt: skip
"""What says that somebody else hires than who speaks."""
_HIRES = Phrases(
    (phrase, True)
    for phrase in (
        "is [currently/now] hiring", "is [currently/now] looking for", "is [currently/now] seeking", "seeks a/an",
        "is [currently/now] recruiting", "are [currently/now] hiring", "is an equal opportunity/opportunities employer",
        "is an equal opportunity", "is an equal employment opportunity", "are an equal opportunities employer",
        "invites applications",
    )
)  # fmt: skip
_CAREERS = re.compile(r"(?:careers|jobs|work(?:ing)?|life) (?:at|with) (.{1,80})", re.IGNORECASE)
_JOIN = re.compile(r"Join (.{1,60}?)(?: as an? |!|$)")
_AT_WE = re.compile(r"(?:Here at|At) ([^,]{1,60}), (?:we|our|you)\b")
_ABOUT_IT = frozenset(("about the company", "about the employer", "about us", "meet the company", "company"))
_SEGMENT = re.compile(r"\s[-–—|·•:]\s|\s?\|\s?")


_ALIKE = {"hires": "about", "join": "about", "above": "about", "named": "is"}
"""Places that say a name of a person as well: two of these do not make it that of a company."""
_BESIDE = frozenset(("title", "comma", "above", "subtitle"))
"""Places beside the title, whose names are looked for in the words of the posting."""


class _Clue(NamedTuple):
    """A name, the kind of place that it was found in, and whether that alone says who hires."""

    name: Scalar
    kind: str
    sure: bool


def companies(
    passages: Sequence[Passage], page: str, vacancy: Vacancy | None, said: Headline
) -> tuple[Scalar | None, tuple[Scalar, ...]]:
    """Return the company that hires, None where it is not said for sure or in two ways, and all that may be meant.

    A name that is not sure by itself is so where two places of a different kind have it, and no other is sure.
    """
    named = vacancy.companies if vacancy else ()
    clues = [_Clue(name, "data", True) for name in named if may_be_name(name.text)]
    clues = clues or list(_clues(passages, page, said))
    groups: list[list[_Clue]] = []
    for clue in clues:
        same = next((group for group in groups if may_be_same(group[0].name.text, clue.name.text)), None)
        same.append(clue) if same is not None else groups.append([clue])
    sure = [group for group in groups if any(clue.sure for clue in group)]
    if not sure:
        sure = [group for group in groups if len({_ALIKE.get(clue.kind, clue.kind) for clue in group}) > 1]
    offered = tuple(_best(group) for group in (*sure, *(group for group in groups if group not in sure)))
    hidden = any(_HIDDEN.find(passage.text[:3000]) for passage in passages)
    return (offered[0] if len(sure) == 1 and not hidden else None), offered


def _best(group: list[_Clue]) -> Scalar:
    """Return the name as its surest place has it, or the longest of those as sure."""
    return max(group, key=lambda clue: (clue.sure, clue.kind in ("data", "label"), len(clue.name.text))).name


def _clues(passages: Sequence[Passage], page: str, said: Headline) -> Iterator[_Clue]:
    places = set(_places(passages))
    found = (*_labels(passages), *_lines(passages), *_spoken(passages), *_set_beside(said), *_of_page(page, passages))
    found = (*found, *(_Clue(*one) for one in what_it_is(passages)))
    named = [clue for clue in found if may_be_name(clue.name.text) and folded(clue.name.text) not in places]
    named = [clue for clue in named if clue.sure or (_is_no_job(clue.name.text) and not is_place(clue.name.text))]
    yield from named
    for name, kind in mentions([clue.name for clue in named if clue.kind in _BESIDE], passages):
        yield _Clue(name, kind, False)


def _is_no_job(name: str) -> bool:
    return is_own_name(name) or not is_job(name)


def _places(passages: Sequence[Passage]) -> Iterator[str]:
    """Yield the names of the places of the job, which are no companies."""
    for label, value, _ in labeled(passages):
        if label in _PLACES:
            yield from (folded(part.strip()) for part in re.split(r"[,;/|(]", value))


def _labels(passages: Sequence[Passage]) -> Iterator[_Clue]:
    for label, value, place in labeled(passages):
        if label in _LABELS:
            yield _Clue(Scalar(value, place), "label", True)


def _lines(passages: Sequence[Passage]) -> Iterator[_Clue]:
    """Yield what headings, the title and the line below it say."""
    for number, passage in enumerate(passages):
        start = sign_end(passage.text)
        text = passage.text[start:].rstrip(" :!")
        careers = _CAREERS.fullmatch(text) if passage.kind in ("title", "heading", "subtitle") else None
        if careers:
            yield _Clue(_cut(passage, start + careers.start(1), careers[1]), "careers", True)
        if passage.kind in ("heading", "label", "paragraph") and text.startswith("About ") and len(text) <= LONGEST:
            name = _cut(passage, start + 6, text[6:])
            words = _below(passages, number)
            ours = bool({"we", "our", "us"}.intersection(words)) or is_firm(name.text)
            if known_part(text) in (None, "about") and (ours or name.text.split()[0].lower() in words):
                yield _Clue(name, "about", ours)
        if text.lower() in _ABOUT_IT and number + 1 < len(passages):
            yield _Clue(_cut(passages[number + 1], 0, passages[number + 1].text), "below", False)
        first = before_place(re.split(r" [·|•–—-] ", text[:LONGEST], maxsplit=1)[0])
        second = number == 1 and passage.kind == "paragraph" and is_own_name(first)
        if passage.kind == "subtitle" or second:
            yield _Clue(_cut(passage, start, first), "subtitle", is_own_name(first) and not second)


def _below(passages: Sequence[Passage], number: int) -> set[str]:
    """Return the words right below a heading, as far as its part goes."""
    found: set[str] = set()
    for passage in passages[number + 1 : number + 6]:
        if passage.kind == "heading":
            break
        found.update(word.text for word in words_in(passage.text[:2000]))
    return found


def _spoken(passages: Sequence[Passage]) -> Iterator[_Clue]:
    """Yield who hires by the sentences that say so."""
    for passage in passages:
        first = passage.number == 0
        if (passage.kind in ("bullet", "fact", "title") and not first) or len(passage.text) > 20_000:
            continue
        for offset, text in sentences(passage.text, capital=True):
            start = sign_end(text)
            match = next(iter(_HIRES.find(text[start : start + 200])), None)
            name = text[start : start + match.start].strip() if match else ""
            if name and match and words_in(name)[-1:] and words_in(name)[-1].text not in DIVISIONS:
                equal = "equal" in match.text
                sure = offset == 0 if equal else is_firm(name) or "invites" in match.text
                yield _Clue(_cut(passage, offset + start, name), "equal" if equal else "hires", sure)
            for pattern, kind in ((_JOIN, "join"), (_AT_WE, "at")):
                found = pattern.match(text, start)
                if found:
                    yield _Clue(_cut(passage, offset + found.start(1), found[1]), kind, is_firm(found[1]))


def _set_beside(said: Headline) -> Iterator[_Clue]:
    """Yield what stands beside the title; ` at X` is sure, what stands behind a sign or above is so by its words."""
    for part in said.behind:
        name = part.text.removeprefix("at ")
        at = name != part.text
        name = before_place(name)
        yield _Clue(Scalar(name, part.place), "title", at or is_own_name(name))
    for kind, beside in (("comma", said.tail), ("above", said.above)):
        if beside is not None:
            name = before_place(beside.text)
            yield _Clue(Scalar(name, beside.place), kind, is_own_name(name))


def _of_page(page: str, passages: Sequence[Passage]) -> Iterator[_Clue]:
    """Yield the parts of the title that a browser shows; one of them is often the company."""
    source = next((passage.place.source for passage in passages if passage.place), "")
    for _, start, end in raw(page[:200_000], "title"):
        place = Place(source, page.count("\n", 0, start) + 1, start - page.rfind("\n", 0, start))
        for part in _SEGMENT.split(unescape(page[start : min(end, start + 300)])):
            text = re.sub(r"(?i)^(?:careers|jobs) at |\s(?:careers|jobs)$", "", " ".join(part.split()))
            yield _Clue(Scalar(text, place), "page", False)


def _cut(passage: Passage, offset: int, text: str) -> Scalar:
    return Scalar(text.strip(), passage.at(offset) or Place(""))
