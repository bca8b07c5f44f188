"""What in the words of a posting is unfinished, speaks of one sex, or shouts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdgen.checks.structure_scan import Hit, Scan, by_passage, limit, problem, shown
from jdgen.documents.reading import Passage
from jdgen.errors import Problem
from jdgen.rules.phrases import words_in

_FIELD = (
    r"company|company name|company url|employer|employer name|organi[sz]ation|organi[sz]ation name|name|full name|"
    r"first name|last name|date|start date|closing date|deadline|salary|salary range|pay|pay range|amount|currency|"
    r"job title|title|role|role title|position|position title|location|city|city, state|state|country|department|"
    r"team|team name|manager|manager name|hiring manager|number|phone|phone number|email|e-mail|email address|url|"
    r"link|website|address|benefit|benefits|skill|skills|product|product name|industry|mission|values|min|max|years|"
    r"tbd|tba|x{1,6}|\$?x{1,3}(?:,x{3})?|\.{2,4}|…"
)
_ORDER = r"(?:insert|enter|add|describe|list|your|fill|choose|select|replace|specific|placeholder)\b"
PLACEHOLDERS = re.compile(
    r"\[\[[^\[\]]{1,80}\]\]|\{\{[^{}]{0,80}\}\}|\{%[^%{}]{0,80}%\}|"
    rf"\[\s?(?:{_ORDER}[^\[\]]{{0,80}}|{_FIELD})\s?\]|<\s?(?:{_ORDER}[^<>]{{0,80}}|{_FIELD})\s?>|"
    rf"\{{(?:{_FIELD.replace(' ', '[ _]?')})\}}|"
    r"\blorem ipsum\b|[$€£]\s?x{1,3}(?:,x{3})?(?:\.x{2})?\b|\bxx{1,3}(?= years?\b|%|k\b|,x)",
    re.IGNORECASE,
)
"""What a template leaves for somebody to fill in."""
CAPITAL_PLACEHOLDERS = re.compile(
    r"\b(?:TBD|TBA|TBC)\b|\bTODO:|\bFIXME\b|(?<![A-Za-z])X{3,9}(?![A-Za-z])|(?<!\w)_{3,200}(?!\w)"
)
"""The same, where only capitals mean it."""
_PAIR = "pronoun.gendered"
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]im|[Hh]er|[Hh]ers|[Hh]imself|[Hh]erself)\b(?!-)")
_READER = frozenset((
    "candidate", "candidates", "applicant", "applicants", "employee", "employees", "incumbent", "hire", "holder",
    "jobholder", "salesman", "worker", "you", "successful", "appointee", "postholder", "someone", "somebody", "person",
))  # fmt: skip
"""Words for the reader."""
_JOB = frozenset(("position", "role", "job"))
"""Words for what the reader would do, who may be `he` but have no hands: not `his`."""
_PEOPLE = frozenset((
    "patient", "patients", "client", "clients", "customer", "customers", "student", "students", "child", "children",
    "resident", "residents", "guest", "guests", "user", "users", "manager", "director", "ceo", "cto", "cfo", "founder",
    "founders", "colleague", "member", "members", "mother", "father", "woman", "man", "girl", "boy", "queen", "king",
    "owner", "president", "dr", "mr", "mrs", "ms", "sister", "brother", "wife", "husband", "lady", "boss", "supervisor",
    "lead", "parent", "majesty", "baby", "infant", "newborn", "chair", "minister", "author", "buyer",
    "surgeon", "physician", "doctor", "principal", "teacher", "dean", "professor", "attorney", "lawyer", "partner",
    "coach", "mentor", "executive", "head", "leader", "officer", "pastor", "artist", "editor", "investor", "chef",
    "teammate", "peer", "secretary", "judge", "senator", "mayor", "veteran", "caller", "visitor", "donor", "pilot",
))  # fmt: skip
"""Words for other people, whose pronouns say nothing of the reader, where the title has none of them."""
_SHORT = frozenset(("senior", "junior", "lead", "head", "of", "and", "the", "staff", "chief", "manager", "director"))
"""Words of titles that stand for nobody."""
_OTHERS = frozenset(("to", "with", "by", "under", "from", "other", "fellow", "of", "for"))
"""Words behind which a word of the title is somebody else: reports to the charge nurse."""
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LAST = re.compile(r"(?:^|[.!?] )([^.!?]{1,400})[.!?] $")
"""The sentence before one that begins."""
_FIRST, _REACH = 5, 500
"""How many of its words tell whom it speaks of, and how far back it is looked for."""
_EXCLAMATIONS = re.compile(r"!{2,9}")


def words(scan: Scan) -> Iterator[Problem]:
    """Yield placeholders, pronouns of one sex and shouting."""
    orders = by_passage(scan.hits("placeholder.left"))
    for passage in scan.reading.passages:
        yield from _placeholders(passage, orders.get(passage.number, []))
    yield from _pronouns(scan)
    yield from _shouting(scan)


def _placeholders(passage: Passage, orders: list[Hit]) -> Iterator[Problem]:
    text = passage.text
    found = [match.span() for pattern in (PLACEHOLDERS, CAPITAL_PLACEHOLDERS) for match in pattern.finditer(text)]
    reached = -1
    for start, end in sorted([*found, *_spans(orders)]):
        # What stands within another gap is no second one.
        if start >= reached:
            reached = end
            yield problem("placeholder.left", f"{shown(text[start:end])} was never filled in", passage.at(start))


def _pronouns(scan: Scan) -> Iterator[Problem]:
    title = scan.reading.title
    own = {word.text for word in words_in(title.text[:300])} - _SHORT if title else set()
    pairs, listed = by_passage(scan.hits(_PAIR)), by_passage(scan.excuses(_PAIR))
    for passage in scan.reading.passages:
        spared = _spans(listed.get(passage.number, []))
        # Texts of laws come as they are.
        pair = [] if passage.part == "legal" else _spans(pairs.get(passage.number, []))
        pair = [span for span in pair if _meant(passage.text[: span[0]], own)]
        found = [span for span in pair if not _covered(span, spared)]
        singles = [] if passage.part in ("about", "legal") else list(_singles(passage, own))
        found += [span for span in singles if not _covered(span, [*spared, *found])]
        for start, end in sorted(found)[:1]:
            message = f"{shown(passage.text[start:end])} for whoever will do the job"
            yield problem(_PAIR, message, passage.at(start))


def _meant(before: str, own: set[str]) -> bool:
    """Return whether a pair of pronouns is for the reader: at the start of a sentence it is for whom the last spoke of.

    That is whoever the sentence before begins with: `The nurse cares for patients. He/she keeps the charts.`
    """
    told = _LAST.search(before[-_REACH:])
    if told:
        for word in _WORD.findall(told[1])[:_FIRST]:
            said = word.casefold().removesuffix("'s").removesuffix("’s")
            if said in own or said in _READER or said in _JOB:
                return True
            if said in _PEOPLE or said.removesuffix("s") in _PEOPLE:
                return False
    return _nearest(before, own, acts=True) != "other"


def _spans(hits: list[Hit]) -> list[tuple[int, int]]:
    return [(hit.start, hit.end) for hit in hits]


def _covered(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _singles(passage: Passage, own: set[str]) -> Iterator[tuple[int, int]]:
    """Yield the first single pronoun if the nearest noun before is the reader, or if it begins the passage."""
    match = _PRONOUN.search(passage.text)
    if match is None:
        return
    before = passage.text[: match.start()]
    nearest = _nearest(before, own, match[0].casefold() in ("he", "she"))
    begins = not before.strip("-–— “\"'(") and match[0].casefold() not in ("her", "hers", "herself")
    if nearest == "reader" or (begins and not nearest):
        yield match.span()


def _nearest(before: str, own: set[str], acts: bool) -> str:
    """Return whom the nearest noun before a pronoun means: `reader`, `you`, `other`, `named`, or nobody.

    A job has no hands: it may be whoever acts, as in `the role requires that he lift`, and nobody's `his`.
    """
    words = _WORD.findall(before[-300:])
    for number, word in reversed(list(enumerate(words))):
        said = word.casefold().removesuffix("'s").removesuffix("’s")
        if said in own and not _OTHERS & set(words[max(number - 3, 0) : number]):
            return "reader"
        if said in _READER or (acts and said in _JOB):
            return "you" if said == "you" else "reader"
        if said in own or said in _PEOPLE:
            return "other"
        if word[0].isupper() and said not in _JOB and not before.startswith(word):
            return "named"
    return ""


def _shouting(scan: Scan) -> Iterator[Problem]:
    rule = "caps.shouting"
    most = int(limit(rule, "exclamations"))
    count = 0
    for passage in scan.reading.passages:
        if passage.kind == "title" or passage.part == "legal":
            continue
        text = passage.text
        run = _capitals(text, int(limit(rule, "words")))
        if run:
            yield problem(rule, f"{shown(text[run[0] : run[1]])} is shouted in capitals", passage.at(run[0]))
        many = _EXCLAMATIONS.search(text)
        if many:
            yield problem(rule, f"{shown(many[0])} shouts", passage.at(many.start()))
        before, count = count, count + text.count("!")
        if before <= most < count and not many:
            message = f"more than {most} exclamation marks in one posting"
            yield problem(rule, message, passage.at(text.index("!")))


def _capitals(text: str, least: int) -> tuple[int, int] | None:
    """Return where words in capitals first stand in a row that is no list of short forms, or None."""
    if sum(letter.isupper() for letter in text) < 2 * least:
        return None
    run: list[tuple[int, int]] = []
    for word in [*words_in(text), None]:
        said = text[word.start : word.end] if word else ""
        if word and not word.apart and (said.isupper() or (run and said.isdigit())):
            run.append((word.start, word.end))
            continue
        if len(run) >= least and sum(end - start > 4 for start, end in run) > 1:
            return run[0][0], run[-1][1]
        run = [(word.start, word.end)] if word and said.isupper() else []
    return None
