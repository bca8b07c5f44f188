"""Words that no letter should be sent with: gaps that nobody filled, and phrases that every letter has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jdgen.checks import language
from jdgen.checks.letter.rules import limit, phrases, problem, shown, unquoted
from jdgen.checks.structure_words import CAPITAL_PLACEHOLDERS, PLACEHOLDERS
from jdgen.documents.letter_reading import Background, LetterReading
from jdgen.documents.reading import Passage, Reading, numbered
from jdgen.errors import Problem
from jdgen.rules.sentences import sentences

_GAPS = re.compile(r"(?<!\])\[([^\[\]\n]{1,200})\](?![(\[:])|<([^<>\n]{1,80})>|\{([^{}\n]{1,80})\}|\(([^()\n]{1,80})\)")
_COUNTS = re.compile(
    r"(?<![\w$€£.-])(?:X{1,2}|N)(?:\+? (?:years|months|percent|people|users|customers)\b|%|\+ )|"
    r"(?<![\w?!.\"”'’)])\?{1,4}(?= ?(?:%|percent\b))|(?<![\w?!.\"”'’)])\?{2,6}(?!\?)|"
    r"\bTODO\b(?! (?:apps?|lists?|comments?|items?)\b)"
)
_OF_FIELDS = frozenset((
    "company", "companies", "employer", "organization", "organisation", "name", "names", "first", "last", "full", "job",
    "title", "position", "role", "hiring", "manager", "manager's", "recipient", "recipient's", "date", "today's",
    "address", "street", "city", "state", "zip", "code", "phone", "number", "email", "e", "mail", "linkedin", "url",
    "link", "website", "industry", "field", "department", "team", "product", "products", "service", "services", "skill",
    "skills", "skillset", "achievement", "accomplishment", "metric", "metrics", "percentage", "amount", "degree",
    "university", "school", "college", "certification", "tool", "tools", "technology", "technologies", "project",
    "previous", "current", "former", "years", "months", "platform", "source", "referral", "salutation", "signature",
    "mission", "value", "values", "goal", "reason", "experience", "x", "xx", "n", "company's", "candidate",
    "candidate's", "applicant", "month", "year", "day", "details", "info", "information", "contact", "area",
    "expertise", "result",
))  # fmt: skip
"""Words that name what belongs into a gap."""
_JOINING = frozenset((
    "the", "a", "an", "of", "or", "and", "your", "our", "their", "my", "to", "in", "at", "for", "relevant", "specific",
    "target", "new", "other", "any", "1", "2", "3", "one", "two", "three", "here", "this", "if", "known", "s",
))  # fmt: skip
_ORDERS = frozenset(("insert", "your", "enter", "add", "describe", "mention", "fill", "replace", "specify"))
"""Words with which a gap tells what to do."""
_ASIDE = frozenset((
    "name", "names", "company", "company name", "name of company", "job title", "position", "hiring manager",
    "first name", "last name", "name of person", "company's name",
))  # fmt: skip
"""What stands in round brackets alone as a gap."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_FIRST = re.compile(r"(?:I|I['’](?:m|ve|d|ll))(?![\w'’])")


def placeholders(reading: LetterReading) -> Iterator[Problem]:
    """Yield what a template leaves for somebody to fill in."""
    for portion in reading.portions:
        reached = -1
        for start, end in sorted(gaps(portion.passage.text)):
            # What stands within another gap is no second one.
            if start >= reached:
                reached = end
                said = f"{shown(portion.passage.text[start:end])} was never filled in"
                yield problem("letter.placeholder", said, portion.passage.at(start))


def gaps(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text has something to fill in."""
    for pattern in (PLACEHOLDERS, CAPITAL_PLACEHOLDERS, _COUNTS):
        yield from (found.span() for found in pattern.finditer(text) if text[found.end() : found.end() + 1] != "(")
    bare = unquoted(text)
    for found in _GAPS.finditer(text):
        inner = next(filter(None, found.groups()))
        quoted = bare[found.start()] != text[found.start()]
        if _is_gap(inner, found.group()[0]) or (found.group()[0] == "[" and not quoted and not _is_note(inner)):
            yield found.span()
    for match in phrases("letter.placeholder").find(bare):
        # `Company Name` is a gap, and a company name is what forms ask for; an order is one in any letters.
        if match.text.split()[0].lower() in _ORDERS - {"your"} or match.text.istitle():
            yield match.start, match.end


def _is_gap(inner: str, bracket: str) -> bool:
    """Return whether words in brackets name what belongs there; round brackets must tell to put it there."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(inner)]
    fields = [word for word in words if word in _OF_FIELDS]
    only_fields = bool(fields) and all(word in _OF_FIELDS or word in _JOINING for word in words)
    if bracket == "(":
        told = bool(words) and words[0] in ("insert", "your", "enter") and bool(fields) and len(words) <= 6
        return told or " ".join(words) in _ASIDE
    return only_fields or (bool(words) and words[0] in _ORDERS and len(words) > 1)


def _is_note(inner: str) -> bool:
    """Return whether square brackets hold what a writer sets there: a number, a reference, a date, a mark or `sic`."""
    said = inner.strip()
    mark = bool(said) and not any(sign.isalnum() or sign in "?_ .-…" for sign in said)
    return mark or any(sign.isdigit() for sign in said) or said.lower() in ("sic", "sic!")


def openings(reading: LetterReading) -> Iterator[Problem]:
    """Yield where most sentences begin with I."""
    said = [sentence.lstrip("\"“‘'(") for passage in reading.body for _, sentence in sentences(passage.text)]
    own = sum(bool(_FIRST.match(sentence)) for sentence in said)
    if len(said) >= limit("letter.openings", "sentences") and own > limit("letter.openings", "share") * len(said):
        yield problem("letter.openings", f"{own} of {len(said)} sentences begin with I", reading.place)


def cliches(reading: LetterReading, background: Background) -> Iterator[Problem]:
    """Yield phrases that every letter has; what a letter quotes and the title of the job are nobody's choice."""
    parts = (*reading.of("greeting", "sign-off"), *reading.body)
    passages = numbered(_own(passage, background.title) for passage in parts)
    whole = Reading(passages, reading.place, background.company, language=reading.language)
    yield from language.in_words(whole, "letter")


def _own(passage: Passage, title: str) -> Passage:
    text = unquoted(passage.text)
    if title:
        text = re.sub(re.escape(title), lambda found: "." * len(found.group()), text, flags=re.IGNORECASE)
    return replace(passage, text=text, kind="paragraph", part="")
