"""What the posting asks for: told apart, few, each naming a skill, and open to another way of having learned it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdgen.checks.structure_scan import Hit, Scan, by_passage, limit, problem, shown
from jdgen.documents.reading import Passage
from jdgen.errors import Problem
from jdgen.model.rules import Part

_ASKED: tuple[Part, ...] = ("requirements", "must")
_OPTIONAL = re.compile(r"\b(?:preferred|preferably|desired|desirable|nice|bonus|optional|plus)\b", re.IGNORECASE)
"""How a label inside a list says that what follows is not required."""
YEARS = re.compile(
    r"\b(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|several|multiple|many)"
    r"(?:\+| plus| or more)?(?:\s?(?:[-–—]|to)\s?\d{1,2}\+?)?\s?\+?\s?(?:years?|yrs?)\b['’]?(?: or more)?(?: of)?",
    re.IGNORECASE,
)
"""A number of years."""
_EXPERIENCE = re.compile(
    r"(?:(?:work|professional|relevant|required|minimum) ){0,2}experience: [^:;,.()]{1,30} ?(?:years?|yrs?)\.?",
    re.IGNORECASE,
)
"""An entry of years alone."""
_EMPTY = frozenset((
    "relevant", "related", "professional", "work", "working", "industry", "prior", "previous", "proven", "total",
    "overall", "practical", "hands", "on", "solid", "full", "time", "post", "graduate", "job", "real", "world",
    "progressive", "progressively", "responsible", "demonstrated", "successful", "direct", "similar", "comparable",
    "equivalent", "applicable", "verifiable", "strong", "recent", "minimum",
))  # fmt: skip
"""Words before `experience` that name no skill."""
_LEAD = frozenset((
    "at", "least", "a", "an", "minimum", "min", "of", "over", "more", "than", "you", "have", "has", "bring", "with",
    "ideally", "approximately", "about", "around", "required", "requires", "must", "should", "need", "needs", "will",
    "candidate", "candidates", "the", "we", "ideal", "successful", "expect", "experience", "and", "or", "plus", "up",
    "to", "from", "typically", "usually", "preferably", "possess", "work", "who", "looking", "for", "someone", "are",
    "is", "usual", "typical", "your", "years",
))  # fmt: skip
"""Words before the years that name no skill."""
_AFTER = frozenset((
    "required", "preferred", "needed", "necessary", "minimum", "and", "or", "is", "desired", "essential", "mandatory",
))  # fmt: skip
"""Words behind `experience` that name no skill."""
_LINK = re.compile(
    r"[,;:(\s]{0,3}\b(?:preferabl[ye]|ideally|including|especially|particularly|in|with|as|using|of)\b", re.IGNORECASE
)
_ANYWHERE = (
    "bootcamp", "boot", "self", "non", "no ", "without", "instead", "in place", "valid ",
    "current ",
)
"""How words begin that open a second way, or name a license by law, wherever they stand."""
_SOFT = (
    "prefer", "desir", "helpful", "welcome", "optional", "advant", "ideal", "a ", "strong", "not ", "bonus", "valued",
)  # fmt: skip
"""How words begin by which a degree is welcome, not needed."""
_NEEDED = re.compile(r"\b(?:required|must|mandatory|needed|necessary)\b", re.IGNORECASE)
"""Words of the clause of a degree by which what follows about another one does not speak of it."""
_SHORT = re.compile(r"\b[BM]\.\s?(?:S|A|Sc|Eng)\b\.?")
"""A degree in short, whose periods no phrase reaches over."""
_WORDS = re.compile(r"[\w’']+")
_BREAK = re.compile(r"[.;]\s")
_FEWEST, _FULL = 3, 25
"""So many entries below `The role` are duties where no part has their name, and a text of so many words on `you`."""
_YOU = re.compile(r"\byou(?:['’]ll| will|['’]d)\b", re.IGNORECASE)
_LOOK = 160
"""How many characters around the years are read."""


def requirements(scan: Scan) -> Iterator[Problem]:
    """Yield what is wrong with the list of requirements as a whole, and with its entries."""
    yield from _tiers(scan)
    yield from _count(scan)
    for passage in _asked(scan):
        yield from _years(passage)
    yield from _degree(scan)
    if scan.reading.whole and not any(scan.reading.of(*_ASKED)):
        message = "no requirements were recognized: no heading says what the job asks for"
        yield problem("must.missing", message, scan.reading.place)


def _asked(scan: Scan) -> tuple[Passage, ...]:
    """Return the entries that ask for something; sentences only where there is no list."""
    return scan.entries(*_ASKED) or tuple(scan.reading.of(*_ASKED))


def _tiers(scan: Scan) -> Iterator[Problem]:
    listed = scan.entries("requirements")
    if len(listed) <= limit("req.untiered", "entries") or any(scan.reading.of("must", "nice")):
        return
    labels = (passage.text for passage in scan.reading.of("requirements") if passage.kind == "label")
    marked = any(hit.passage.part == "requirements" for hit in scan.hits("req.untiered"))
    if not marked and not any(_OPTIONAL.search(label) for label in labels):
        message = f"{len(listed)} requirements in one list: nobody can tell which are needed and which are welcome"
        yield problem("req.untiered", message, _heading_of(scan, listed[0]).at(0))


def _heading_of(scan: Scan, entry: Passage) -> Passage:
    """Return the heading above an entry, or the entry if it has none."""
    above = (passage for passage in reversed(scan.reading.passages[: entry.number]) if passage.kind == "heading")
    return next(above, entry)


def _count(scan: Scan) -> Iterator[Problem]:
    musts = scan.entries("must") or (scan.entries("requirements") if any(scan.reading.of("nice")) else ())
    most = int(limit("must.count", "most"))
    if len(musts) > most:
        message = f"{len(musts)} must-haves; up to {most} are weighed one by one"
        yield problem("must.count", message, musts[most].at(0))


def _years(passage: Passage) -> Iterator[Problem]:
    text = passage.text
    for match in YEARS.finditer(text):
        end = match.end() if _EXPERIENCE.fullmatch(text) else _end_of_empty(text, match)
        if end and _leads(text[max(match.start() - _LOOK, 0) : match.start()]):
            said = shown(text[match.start() : end])
            yield problem("req.years_without_skill", f"{said}: years, and not of what", passage.at(match.start()))
            return


def _end_of_empty(text: str, match: re.Match[str]) -> int:
    """Return where years of experience end that name no skill, or 0."""
    behind = text[match.end() : match.end() + _LOOK]
    for word in _WORDS.finditer(behind):
        said = word[0].casefold()
        if said == "experience":
            rest = behind[word.end() :]
            following = _WORDS.match(rest.lstrip(" "))
            named = _LINK.match(rest) or rest.lstrip(" ").startswith(("(", ":", "-", "–", "—"))
            empty = not named and (following is None or following[0].casefold() in _AFTER)
            return match.end() + word.end() if empty else 0
        if said not in _EMPTY:
            return 0
    return 0


def _leads(before: str) -> bool:
    """Return whether the words before the years, in their sentence, name no skill; a degree is none."""
    clause = _BREAK.split(before)[-1]
    label, colon, rest = clause.rpartition(":")
    if colon and not set(_said(label)) <= _LEAD:
        return False
    words = _said(rest)
    return set(words) <= _LEAD or ("degree" in words and "with" not in words[-3:])


def _said(text: str) -> list[str]:
    return [word.casefold() for word in _WORDS.findall(text)]


def _degree(scan: Scan) -> Iterator[Problem]:
    """Yield each degree that is asked for, unless its entry or another one opens a second way."""
    rule = "req.degree_without_equivalent"
    excuses = [hit for hit in scan.excuses(rule) if hit.passage.part in (*_ASKED, "nice")]
    if any(hit.text.casefold().startswith(_ANYWHERE) for hit in excuses):
        return
    opened, asked = by_passage(excuses), by_passage(scan.hits(rule))
    for passage in _asked(scan):
        here, hits = opened.get(passage.number, []), asked.get(passage.number, [])
        short = _SHORT.search(passage.text)
        if short:
            hits = [*hits, Hit(passage, short.start(), short.end(), short[0])]
        left = next((hit for hit in hits if not any(_opens(excuse, hit) for excuse in here)), None)
        if left:
            yield problem(rule, f"{shown(left.text)}, and no other way to have learned it", left.place)


def _opens(excuse: Hit, degree: Hit) -> bool:
    """Return whether an excuse is for a degree of its entry: `preferred` only for that of its own sentence."""
    if not excuse.text.casefold().startswith(_SOFT):
        return True
    first, last = degree.sentence
    text = degree.passage.text
    start, end = text.rfind(",", first, degree.start) + 1 or first, text.find(",", degree.end, last)
    clause = (start, last if end < 0 else end)
    own = clause[0] <= excuse.start and excuse.end <= clause[1]
    needed = _NEEDED.search(text, *clause)
    return own or (first <= excuse.start and excuse.end <= last and not needed)


def duties(scan: Scan) -> Iterator[Problem]:
    """Yield that duties are too few or too many to read, or not to be found."""
    listed = scan.entries("duties")
    least, most = int(limit("duty.count", "least")), int(limit("duty.count", "most"))
    if len(listed) > most:
        yield problem("duty.count", f"{len(listed)} duties; {least} to {most} are read", listed[most].at(0))
    elif listed and len(listed) < least:
        count = "one duty" if len(listed) == 1 else f"{len(listed)} duties"
        message = f"{count}; it takes {least} to {most} to show a job"
        yield problem("duty.count", message, _heading_of(scan, listed[0]).at(0))
    if scan.reading.whole and not any(scan.reading.of("duties")) and not _told(scan):
        message = "no duties were recognized: no heading says what the job does"
        yield problem("duty.missing", message, scan.reading.place)


def _told(scan: Scan) -> bool:
    """Return whether the part on the role itself says what whoever has it does."""
    why = list(scan.reading.of("why"))
    full = any(_YOU.search(one.text) and scan.words[one.number] >= _FULL for one in why)
    return full or len(why) >= _FEWEST
