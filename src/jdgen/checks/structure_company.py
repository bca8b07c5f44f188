"""Whether the posting speaks of one employer: a text taken from another posting keeps that one's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from jdgen.checks.structure_scan import Scan, problem, shown
from jdgen.documents.reading import Passage, Reading
from jdgen.errors import Problem
from jdgen.model.company_names import LEGAL, may_be_same, short

RULE = "company.name_mismatch"
_EQUAL = re.compile(r"\s(?:is|are)\s(?:an?\s)?(?:proud\s(?:to\sbe\s)?an?\s)?(?:equal|affirmative)\b", re.IGNORECASE)
_AT = re.compile(r"(?:^|[.!?]\s)At\s(?=[A-Z])")
_JOIN = re.compile(r"(?:^|[.!?]\s)(?:Come\s)?[Jj]oin\s(?=[A-Z])")
_OURS = re.compile(r", (?:we|our|you)\b")
_JOINED = re.compile(r" (?:as (?:an?|our|the)|and|to) \w|!")
"""What stands behind a name in `At NAME, we` and `Join NAME as a`."""
_EMPLOYER = re.compile(r"\bThe employer is\s(?=[A-Z])")
_ABOUT = re.compile(r"(?:About|Why|Working at|Life at|Why work at|Why join)\s", re.IGNORECASE)
_WORD = re.compile(r"[\w&.’'+-]{1,40}")
_LEGAL = LEGAL | {"the", "group", "holding", "holdings", "and"}
"""Words of names by which companies are not told apart."""
_JOINING = frozenset(("of", "the", "and", "&", "de", "von", "for", "du", "la"))
_NOBODY = frozenset((
    "us", "you", "our", "your", "we", "the", "this", "these", "that", "it", "role", "job", "position", "team",
    "company", "employer", "opportunity", "department", "me", "here", "work", "working", "join", "now", "a", "an",
    "all", "what", "who", "how", "to", "benefits", "applying", "they", "which", "everyone", "people", "employees",
    "employment", "organization", "organisation", "program", "programme", "project", "business", "location", "client",
    "being", "compensation", "firm", "agency", "hospital", "school", "district", "university", "college", "city",
    "county", "state", "church", "bank", "store", "restaurant", "hotel", "clinic", "center", "centre", "foundation",
    "authority", "board", "trust", "institute", "library", "museum", "practice", "office", "level", "times", "first",
    "last", "least", "present", "night", "home", "scale", "heart", "core", "best", "stage", "engineering", "sales",
    "marketing", "finance", "product", "design", "operations", "hr", "legal", "support", "science", "data", "research",
    "technology", "security", "customer", "customers", "pay", "salary", "remote", "hiring", "interviews", "and",
))  # fmt: skip
"""Words that begin what names nobody, such as `About the role`, or are all there is of it: `The University`."""
_NOT_FIRST = frozenset((
    "us", "you", "our", "your", "we", "this", "these", "that", "it", "me", "what", "who", "how", "they",
))  # fmt: skip
_NOT_SECOND = frozenset(("role", "job", "position", "team", "company", "employer", "opportunity", "department", "work"))
_MOST = 20
"""How many names are looked at."""


class Named(NamedTuple):
    """A name that the text gives the employer, and where."""

    name: str
    passage: Passage
    start: int


def company(scan: Scan) -> Iterator[Problem]:
    """Yield the first name of an employer that is not the company's, or not the one named before."""
    reading = scan.reading
    named = list(islice(_named(reading), _MOST))
    known = [reading.company] if reading.company else [entry.name for entry in named[:1]]
    known += [_name_at(p.text, m.end()) for p in reading.passages if (m := _EMPLOYER.search(p.text[:2000]))]
    for entry in named:
        if not any(alike(entry.name, name) for name in known) and not _explained(scan, entry):
            said = f"{shown(entry.name)} is named as the employer, not {shown(known[0])}"
            yield problem(RULE, said, entry.passage.at(entry.start))
            return


def _explained(scan: Scan, entry: Named) -> bool:
    """Return whether the posting says how the two names belong together: a part, a brand, an agency and its client."""
    if scan.excuses(RULE):
        return True
    known = scan.reading.company.casefold()
    if entry.passage.kind not in ("heading", "label") or not known:
        return False
    below = scan.reading.passages[entry.passage.number + 1 : entry.passage.number + 6]
    return any(known in passage.text[:2000].casefold() for passage in below)


def _named(reading: Reading) -> Iterator[Named]:
    for passage in reading.passages:
        text = passage.text[:2000]
        if passage.kind in ("heading", "label"):
            if passage.part in ("about", "", "why"):
                yield from _in_heading(passage, text)
            continue
        for match in _EQUAL.finditer(text):
            name, start = _name_before(text, match.start())
            if name:
                yield Named(name, passage, start)
        for before, behind in ((_AT, _OURS), (_JOIN, _JOINED)):
            for match in before.finditer(text):
                name = _name_at(text, match.end())
                if name and behind.match(text, match.end() + len(name)):
                    yield Named(name, passage, match.end())


def _in_heading(passage: Passage, text: str) -> Iterator[Named]:
    """Yield the name in `About NAME`, where it is all that follows."""
    match = _ABOUT.match(text)
    name = _name_at(text, match.end()) if match else ""
    if match and name and len(name) >= len(text.rstrip(" ?!:.")) - match.end():
        yield Named(name, passage, match.end())


def _name_at(text: str, start: int) -> str:
    """Return the capitalized words that begin at an offset, or nothing if they name nobody."""
    end, last = start, start
    for word in islice(_WORD.finditer(text, start), 7):
        if text[end : word.start()].strip() or (end > start and word.start() - end != 1):
            break
        said = word[0].strip(".")
        if not (said[:1].isupper() or said[:1].isdigit() or said.casefold() in _JOINING):
            break
        end = word.end()
        last = end if said.casefold() not in _JOINING else last
        if word[0].endswith(".") and said.casefold() not in _LEGAL:
            break
    return _somebody(text[start:last])


def _name_before(text: str, end: int) -> tuple[str, int]:
    """Return the capitalized words that end at an offset, and where they begin."""
    first, start = max(end - 100, 0), end
    for word in reversed(list(_WORD.finditer(text, first, end))):
        if text[word.end() : start].strip(" ,") and start != end:
            break
        if not (word[0][:1].isupper() or word[0].casefold() in _JOINING or word[0] == "&"):
            break
        if word[0].endswith(".") and word[0].strip(".").casefold() not in _LEGAL:
            break
        start = word.start()
    name = _somebody(text[start:end].lstrip())
    return name, end - len(text[start:end].lstrip())


def _somebody(name: str) -> str:
    """Return a name, or nothing if it is none: all its words are of anybody, or it begins as no name does."""
    words = [word.casefold().strip(".,") for word in name.split()]
    numbers = {word for word in words if word.isdigit()}
    if not words or words[0] in _NOT_FIRST or set(words) - numbers <= _NOBODY | _LEGAL | _JOINING:
        return ""
    return "" if words[0] == "the" and words[1] in _NOT_SECOND else name.rstrip(" .,")


def alike(one: str, other: str) -> bool:
    """Return whether two names may mean one company: words of one in the other, or its initials."""
    first, second = ([word for word in short(name) if word != "and"] for name in (one, other))
    if not first or not second or may_be_same(one, other):
        return True
    # A posting says as much of a name as it likes: any of its words, or the first.
    shorter, longer = sorted((set(first), set(second)), key=len)
    return shorter <= longer or first[0] == second[0]
