"""Finds the names in a letter that stand where the company belongs that it goes to.

What the candidate's own employers are called in the story is fine: a name counts only behind words that say whom the
letter goes to, such as `position at`, `to join`, `a great fit for` or `Dear … team`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jdgen.checks.letter.rules import spoken
from jdgen.checks.letter.things import is_thing
from jdgen.documents.letter_reading import BODY, STORY, Background, Portion
from jdgen.model.company_names import may_be_same
from jdgen.rules.phrases import words_in

_WORD = re.compile(r"[^\W_](?:[\w’'.-]{0,60}[^\W_])?")
_JOB = r"(?:position|role|job|opening|vacancy|post|opportunity|internship|apprenticeship|requisition|traineeship)"
_CUE = re.compile(
    r"\b(?:appl(?:y|ying|ication)|interest(?:ed)?|consider(?:ed|ing|ation)?|candida(?:te|cy)|excited)\b", re.IGNORECASE
)
_AT = re.compile(rf"\b{_JOB}(?:,? ?\([^()]{{1,40}}\))? (?:here )?(?:at|with) (?:the )?", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:my(?! application| candidacy| interest)|former|previous|last|current|present|first|earlier|held|left|in a|"
    r"had a)\b",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\b(?:I |I am |I'm |I’m |to )(?:would like to |want to |wish to |am )?(?:apply|applying) to (?:the )?"
    r"|\b(?:my|this) application to (?:the )?",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\b(?:to join|joining|to work (?:at|for)) (?:the )?", re.IGNORECASE)
_WISH = re.compile(
    r"\b(?:would|want|like|love|hope|hoping|keen|eager|excited|thrilled|opportunity|chance|glad|ready|happy|pleased|"
    r"looking forward|apply|applying|honored|delighted|aim|honor|privilege|be proud|look forward|thank you|how I|"
    r"I can|I could|believe|skills|confident)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:left|since|after|before|when|upon|hired|recruited|invited|asked|chose|moved|quit|was|were|been|came|began|"
    r"am proud|lucky|learned)\b",
    re.IGNORECASE,
)
_HOPED = re.compile(
    r"\b(?:(?:bring|offer|lend|apply|put)(?:ing)? [^.!?,;:]{1,60}? to(?: work (?:at|for))?|"
    r"(?:fit|match|addition|asset|candidate|choice|hire) (?:for|to|at|with)|"
    r"(?:place|spot|seat|home|future|career) (?:at|with)|"
    r"(?:be|being|become|becoming) (?:a |an )?(?:[a-z]{1,20} )?part of|contribut(?:e|ing) to|work with|"
    r"consider(?:ing)? (?:me|my application) for [^.]{1,60}? (?:at|with)) (?:the )?",
    re.IGNORECASE,
)
"""What a candidate hopes for, and hopes for at one company alone."""
_HELP = re.compile(r"\b(?:serve|strengthen|benefit|help|assist|support) (?:the )?", re.IGNORECASE)
_LIKED = re.compile(
    r"\b(?:interest(?:ed|s me)? in|excite[sd]?(?: me)? (?:about|by)|draw(?:n|s me) to|admired?|impressed (?:by|with)|"
    r"contribut(?:e|ing) to|inspired by|attract(?:ed|s me) (?:to|by)|(?:like|love|admire) about|brings me to) "
    r"(?:the )?",
    re.IGNORECASE,
)
_KNOWN = re.compile(r" (?:is|are) (?:[a-z]{1,12} )?(?:known|famous|renowned|admired|respected|recognized) (?:for|as)\b")
_UNSURE_LIKING = ("interest", "excite", "contrib", "inspire")
_YOURS = re.compile(r"(?: (?:is|are|for|of|that|how|in) (?:that |how |the way )?your?\b| because (?:of )?your?\b)")
_READER = re.compile(r"\byou(?:rs?)?\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers|who)\b", re.IGNORECASE)
_THEIRS = frozenset((
    "mission", "work", "team", "teams", "approach", "product", "products", "values", "culture", "growth", "commitment",
    "focus", "role", "position", "vision", "reputation", "success", "future", "goals", "customers", "engineering",
    "dedication", "opening", "innovation", "plans",
))  # fmt: skip
"""What a letter praises of a company."""
_TEAM = re.compile(
    r"\b(?:Dear|Hello|Hi|Greetings|Good (?:morning|day|afternoon)),? (?:the )?([^,:;.!?\n]{2,80}?) "
    r"(?:(?:hiring|recruiting|recruitment|people|talent|hr|selection|search) )?(?:team|committee|department|manager)\b",
    re.IGNORECASE,
)
_TEAMS = frozenset((
    "hiring", "recruiting", "recruitment", "talent", "hr", "people", "search", "selection", "whole", "acquisition",
    "human", "resources", "platform", "engineering", "data", "product", "design", "marketing", "sales", "finance",
    "legal", "customer", "support", "operations", "research", "admissions", "security", "it", "infrastructure",
    "the", "your",
    "entire", "and", "software", "technical", "technology", "development", "editorial", "nursing", "clinical",
    "teaching", "science", "committee", "staff", "account", "project", "office", "success", "mobile", "web",
    "backend", "frontend", "analytics", "machine", "learning", "content", "growth", "of", "personnel", "faculty",
    "department", "recruiter",
))  # fmt: skip
"""Words of teams that are of any company."""
_POSSESSED = re.compile(r"((?:[A-Z][\w.&-]{0,40} ){0,4}[A-Z][\w.&-]{0,40})(?:['’]s|s['’]) ")
_STEP = re.compile(r" (?:& )?")
_LONGEST = 8
"""Words of the longest name."""
_INSIDE = frozenset(("of", "and", "&", "the", "for", "de", "la"))
_BEHIND = frozenset((
    "and", "as", "because", "after", "with", "in", "for", "which", "that", "to", "on", "since", "when", "who", "where",
    "is", "was", "has", "would", "will", "but", "so", "i", "my", "advertised", "posted", "listed", "this", "through",
    "from", "under", "or", "via", "by", "if", "while", "before", "today", "hiring",
    "soon", "now", "next", "very", "full", "again", "rests", "comes", "right", "well", "better",
))  # fmt: skip
"""What may stand behind a name; behind another word, it is the name of something smaller: the Denver office."""
_SMALLER = frozenset((
    "office", "team", "unit", "site", "plant", "branch", "department", "store", "clinic", "campus", "division",
    "program", "programme", "project", "district", "region", "market", "community", "families", "patients", "students",
    "users", "customers", "clients", "members", "tests", "reports", "model", "models", "data", "server", "servers",
))  # fmt: skip
"""What is smaller than a company, or what it has."""

class Named(NamedTuple):
    """A name in a text; an `unsure` one may be that of something smaller, a `loose` one could be an employer's too."""

    text: str
    start: int
    unsure: bool = False
    loose: bool = False


def expected(portion: Portion, background: Background, target: str, *, absent: bool) -> Iterator[Named]:
    """Yield the names that stand where the target's belongs; where the target is `absent`, short names count as well.

    A name in what is only liked counts where nothing else of the passage speaks of the reader.
    """
    text = portion.passage.text
    if portion.slot == "greeting" or text.startswith(("Dear ", "Hello ", "Hi ")):
        yield from _greeted(text, background)
    if portion.slot not in (*BODY, "subject"):
        return
    body = portion.slot not in STORY
    alone = body and _is_alone(text, target)
    for start, sentence in spoken(text):
        found = list(_in_sentence(sentence, portion, background))
        if body and not _PERSON.search(sentence):
            loose = (*_hoped(sentence), *_liked(sentence, alone=alone))
            # One word may be a town or a tool; it counts where the letter has no other name for the company.
            found += [name for name in loose if (absent or " " in name.text) and not is_thing(name.text)]
        if body:
            found += [name for match in _LIKED.finditer(sentence) for name in _possessed(sentence, match.end())]
        yield from (name._replace(start=start + name.start) for name in found)


def _is_alone(text: str, target: str) -> bool:
    """Return whether no word of a passage but the names in it speaks of whom the letter goes to."""
    first = words_in(target)[:1]
    named = bool(first) and first[0].text in {word.text for word in words_in(text)}
    return not named and not _READER.search(text)


def declared(portions: tuple[Portion, ...], background: Background) -> str:
    """Return the company that the letter itself says that it goes to, if it says so: `the position at …`."""
    for portion in portions:
        if portion.slot in ("subject", *BODY) and portion.slot not in STORY:
            for _, sentence in spoken(portion.passage.text):
                for name in _applied(sentence, portion, background):
                    own = any(may_be_same(name.text, employer) for employer in background.employers)
                    if not (name.unsure or own or is_thing(name.text)):
                        return name.text
    return ""


def _greeted(text: str, background: Background) -> Iterator[Named]:
    of_title = {word.text for word in words_in(background.title)} | _TEAMS
    for found in _TEAM.finditer(text[:200]):
        name = found.group(1)
        words = [word.text for word in words_in(name)]
        if words and words[0] not in _TEAMS and name[:1].isupper() and not set(words) <= of_title:
            yield Named(name, found.start(1))


def _applied(sentence: str, portion: Portion, background: Background) -> Iterator[Named]:
    """Yield the names behind words with which somebody applies."""
    applying = bool(_CUE.search(sentence)) or portion.slot == "subject"
    for found in _AT.finditer(sentence):
        before = sentence[max(found.start() - 60, 0) : found.start()]
        if applying and not _OWN.search(before.rpartition(",")[2]):
            yield from _name_at(sentence, found.end())
    for place in _titles(sentence, background.title) if applying else ():
        yield from _name_at(sentence, place)
    for found in _TO.finditer(sentence):
        yield from _name_at(sentence, found.end())


def _in_sentence(sentence: str, portion: Portion, background: Background) -> Iterator[Named]:
    yield from _applied(sentence, portion, background)
    for found in _JOIN.finditer(sentence):
        if _wished(sentence, found.start()):
            yield from _name_at(sentence, found.end())


def _wished(sentence: str, place: int) -> bool:
    before = sentence[max(place - 80, 0) : place]
    return bool(_WISH.search(before)) and not _PAST.search(before)


def _titles(sentence: str, title: str) -> Iterator[int]:
    """Yield where a name begins behind the title of the job and `at`, if it is not the work of today: `as a`."""
    if not title:
        return
    pattern = rf"(?<!\w){re.escape(title)}(?: \([^()]{{1,40}}\))? (?:at|with) (?:the )?"
    for found in re.finditer(pattern, sentence, re.IGNORECASE):
        before = sentence[: found.start()].lower().rstrip()
        if not before.endswith((" as", " as a", " as an", " as the", " am a", " am an", " was a", " was an", " my")):
            yield found.end()


def _hoped(sentence: str) -> Iterator[Named]:
    """Yield the names of those whom a candidate hopes to work for."""
    for found in _HOPED.finditer(sentence):
        if _wished(sentence, found.start()) or found.group().lower().startswith("consider"):
            yield from (name._replace(loose=True) for name in _name_at(sentence, found.end()))
    for found in _HELP.finditer(sentence):
        if _wished(sentence, found.start()):
            for name in _name_at(sentence, found.end()):
                behind = words_in(sentence[name.start + len(name.text) :][:60])[:1]
                yield name._replace(unsure=bool(behind) and behind[0].text in _SMALLER, loose=True)


def _liked(sentence: str, *, alone: bool) -> Iterator[Named]:
    """Yield the names of those whom a candidate praises."""
    for found in _LIKED.finditer(sentence):
        for name in _name_at(sentence, found.end()):
            behind = sentence[name.start + len(name.text) :]
            strict = found.group().lower().startswith(_UNSURE_LIKING)
            if _YOURS.match(behind) or (alone and not strict):
                yield name._replace(loose=True)
    for found in _KNOWN.finditer(sentence) if alone else ():
        yield from _name_before(sentence, found.start())


def _name_at(sentence: str, place: int) -> Iterator[Named]:
    """Yield the name that begins at a place: words with capitals, and small ones between them."""
    end = place
    word = _WORD.match(sentence, place)
    for _ in range(_LONGEST):
        if word is None or not (_is_capital(word.group()) or word.group() in _INSIDE):
            break
        end = word.end() if _is_capital(word.group()) else end
        step = None if word.group().endswith(("'s", "’s")) else _STEP.match(sentence, word.end())
        word = _WORD.match(sentence, step.end()) if step else None
    name = sentence[place:end]
    if name and _is_capital(name) and name not in ("I", "I'm", "I’m"):
        yield Named(name, place, _is_smaller(sentence, place, end))


def _name_before(sentence: str, end: int) -> Iterator[Named]:
    """Yield the name that ends at a place: words with capitals."""
    words = list(_WORD.finditer(sentence, max(end - 200, 0), end))[-_LONGEST:]
    start = end
    for word in reversed(words):
        if not _is_capital(word.group()) or word.end() < start - 3:
            break
        start = word.start()
    if start < end:
        yield Named(sentence[start:end], start, loose=True)


def _is_capital(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def _is_smaller(sentence: str, start: int, end: int) -> bool:
    """Return whether a name only says which one of something smaller is meant: `the Denver office`."""
    behind = words_in(sentence[end : end + 60])[:1]
    goes_on = bool(behind) and not behind[0].apart and behind[0].text not in _BEHIND
    possessive = sentence[start:end].endswith(("'s", "’s"))
    return goes_on and (not possessive or sentence[max(start - 4, 0) : start].lower() == "the ")


def _possessed(sentence: str, place: int) -> Iterator[Named]:
    """Yield a name in the possessive before what letters praise."""
    found = _POSSESSED.match(sentence, place)
    if found and {word.text for word in words_in(sentence[found.end() : found.end() + 60])[:4]} & _THEIRS:
        yield Named(found.group(1), found.start(1), loose=True)
