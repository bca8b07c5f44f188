"""Whether a letter names the company that it goes to, and no other one where that belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from jdgen.checks.letter.expected import Named, declared, expected
from jdgen.checks.letter.rules import problem, shown
from jdgen.checks.letter.things import DAYS, tools
from jdgen.checks.letter.words import gaps
from jdgen.documents.letter_reading import STORY, Background, LetterReading, Portion
from jdgen.errors import Problem
from jdgen.model.company_names import core, is_same, may_be_same, short
from jdgen.rules.phrases import Word, words_in

_RULE, _UNNAMED = "letter.company", "letter.company_unnamed"
_ORDINARY = frozenset((
    "indeed", "square", "target", "apple", "stripe", "box", "meta", "notion", "linear", "ramp", "block", "gap", "shell",
    "chase", "visa", "discover", "oracle", "amazon", "slack", "zoom", "snap", "uber", "compass", "affirm", "chime",
    "plaid", "toast", "mercury", "segment", "front", "loom", "drift", "mode", "render", "fly", "bolt", "wise", "best",
    "progress", "pure", "unity", "valve", "riot", "nest", "ring", "root", "mirror", "calm", "headspace", "porch",
    "shift", "fair", "next", "hinge", "match", "bumble", "medium", "buffer", "pilot", "carbon", "scale", "weave",
    "relay", "level", "anchor", "harbor", "summit", "vanguard", "fidelity", "principal", "progressive", "guardian",
    "travelers", "liberty", "ally", "citizens", "regions", "key", "express", "dollar", "staples", "sprint",
    "ball", "crown", "general", "standard", "dove", "gather", "gusto", "lever", "greenhouse", "remote", "oyster",
    "lattice", "confluence", "elastic",
    "google", "microsoft", "adobe", "ibm", "intuit", "atlassian", "github", "gitlab", "shopify", "linkedin", "facebook",
    "instagram", "youtube", "netflix", "twitter", "cisco", "dell", "intel", "ford", "toyota", "boeing",
))  # fmt: skip
"""Names of companies that are also words, or of products that everybody uses."""
_ACTS = frozenset((
    "is", "has", "was", "will", "would", "can", "could", "does", "did", "should", "may", "might", "had", "itself",
    "who", "whose", "publishes", "builds", "makes", "runs", "gives", "asks", "shows", "wants", "trains", "lets",
))  # fmt: skip
"""What stands behind a company that does something."""
_NO_VERBS = frozenset(("this", "its", "us", "his", "hers", "ours", "yours", "theirs", "as", "plus", "versus", "less"))
_POSSESSIVE = re.compile(r"['’]s$")
_HEAD = ("addressee", "subject", "greeting")
"""The parts in which a name is whom the letter goes to."""
_BEGINS = ".!?:;“\"("
_INSIDE = re.compile(
    r"\binternal (?:posting|position|opening|transfer|vacancy|move|applica(?:nt|tion)|candidate|role|job)\b|"
    r"\bour (?:[\w’'-]{1,30} ){1,2}(?:site|office|plant|branch|location|campus|store|warehouse|facility)\b",
    re.IGNORECASE,
)
"""With these, somebody asks for another job where they are."""


class _Goal(NamedTuple):
    """Where a letter goes: as it is known, or as the letter itself says; `absent` is true where it is named nowhere."""

    name: str
    known: bool
    absent: bool


def company(reading: LetterReading, background: Background) -> Iterator[Problem]:
    """Yield where a letter names another company in place of its own, and where it never names its own."""
    target = background.company
    whole = len(reading.portions) > 1
    absent = whole and bool(target) and not any(_mentions(portion.passage.text, target) for portion in reading.portions)
    english = reading.language == "en"
    goal = _Goal(target or (declared(reading.portions, background) if english else ""), bool(target), absent)
    # Apple is not Apple Bank: only the whole name makes two companies one here.
    stays = bool(goal.name and background.current) and is_same(goal.name, background.current)
    held = replace(background, internal=background.internal or (stays and _says_inside(reading, background.current)))
    if target and stays and not held.internal:
        said = f"the letter goes to {target}, which is your present employer"
        hint = "name the company that the letter goes to, or write `internal: true` below `target`"
        yield problem(_RULE, said, reading.place, hint)
    wrong = list(_places(reading, held, goal, english=english))
    yield from wrong
    if absent and not wrong and not any(next(gaps(portion.passage.text), None) for portion in reading.portions):
        yield problem(_UNNAMED, f"the letter never names {target}", reading.place)


def _places(reading: LetterReading, held: Background, goal: _Goal, *, english: bool) -> Iterator[Problem]:
    """Yield each wrong name at its place."""
    others = _others(held, goal)
    goes = f"; the letter goes to {goal.name}" if goal.known else f"; the letter itself goes to {goal.name}"
    for portion in _parts(reading):
        unfilled = list(gaps(portion.passage.text))
        seen: set[int] = set()
        for name in _wrong(portion, held, goal, others if goal.name else (), english=english):
            end = name.start + len(name.text)
            # What stands in a gap is one mistake, and told as such.
            if name.start not in seen and not any(start < end and name.start < last for start, last in unfilled):
                seen.add(name.start)
                said = f"{shown(_POSSESSIVE.sub('', name.text))} stands here{goes if goal.name else ''}"
                yield problem(_RULE, said, portion.passage.at(name.start))


def _parts(reading: LetterReading) -> Iterator[Portion]:
    """Yield the parts; what a reader takes for more of the story behind the bridge may as well be on the company."""
    bridged = False
    for portion in reading.portions:
        unsure = bridged and not reading.divided and portion.slot in STORY
        yield portion._replace(slot="") if unsure else portion
        bridged = bridged or portion.slot == "bridge"


def _says_inside(reading: LetterReading, current: str) -> bool:
    """Return whether a letter says that it is to the house that its writer works in."""
    for passage in reading.body:
        words = words_in(passage.text)
        here = (start for start, _ in _spans(words, short(current)))
        if _INSIDE.search(passage.text) or any(
            passage.text[max(start - 14, 0) : start].lower().removesuffix("the ").endswith(("here at ", "here with "))
            for start in here
        ):
            return True
    return False


def _others(background: Background, goal: _Goal) -> tuple[str, ...]:
    """Return the other companies that may stand nowhere: all but the goal and those of the candidate's story."""
    spared = (*(name for name in background.employers if not may_be_same(name, goal.name)), goal.name)
    return tuple(other for other in background.others if not any(may_be_same(other, name) for name in spared))


def _wrong(
    portion: Portion, background: Background, goal: _Goal, others: tuple[str, ...], *, english: bool
) -> Iterator[Named]:
    """Yield the names in a passage that are not the goal's and stand where it belongs."""
    for name in expected(portion, background, goal.name, absent=goal.absent) if english else ():
        if not _is_own(name.text, goal.name) and _counts(name, background, goal):
            yield name
    if portion.slot == "addressee" and background.current and not background.internal:
        yield from _anywhere(portion, background.current, goal)
    for other in others:
        yield from _anywhere(portion, other, goal)


def _counts(name: Named, background: Background, goal: _Goal) -> bool:
    """Return whether a name that is not the goal's is a mistake where it stands.

    A former employer belongs to the story; where nobody said whom the letter goes to, the present one alone is wrong,
    and a name of several words that is not the one that the letter says itself.
    """
    leaving = bool(background.current) and not background.internal and may_be_same(name.text, background.current)
    if leaving and not name.loose:
        return True
    former = any(may_be_same(name.text, employer) for employer in background.employers)
    sure = not (name.unsure or former or (leaving and name.loose))
    return sure and (goal.known or (bool(goal.name) and " " in name.text))


def _is_own(name: str, target: str) -> bool:
    """Return whether a name is the target's, or a piece of it, or has it within."""
    if may_be_same(name, target):
        return True
    less, more = sorted((short(name), short(target)), key=len)
    joined = f" {' '.join(more)} "
    return bool(less) and len("".join(less)) > 3 and f" {' '.join(less)} " in joined


def _anywhere(portion: Portion, name: str, goal: _Goal) -> Iterator[Named]:
    """Yield where a name stands, outside of the goal's own name; a word of small letters is no name."""
    text, said = portion.passage.text, short(name)
    if "".join(said[:1]) not in text.lower():
        return
    words = words_in(text)
    own = list(_spans(words, short(goal.name)))
    for start, end in _spans(words, said):
        held = any(first <= start and end <= last for first, last in own)
        if held or not (text[start].isupper() or not name[0].isupper()):
            continue
        if portion.slot in _HEAD or len(said) > 1 or _acts(text, start, end, story=portion.slot in STORY):
            yield Named(text[start:end], start)


def _acts(text: str, start: int, end: int, *, story: bool) -> bool:
    """Return whether one word is a company's name here: no word of its sentence, no day and no product of theirs."""
    said = text[start:end].lower().replace("’", "'")
    bare = said.removesuffix("'s")
    before = text[:start].rstrip()
    begins = not before or before[-1] in _BEGINS
    ordinary = bare in _ORDINARY or bare in DAYS or bare in tools()
    if not begins and not ordinary:
        return True
    behind = words_in(text[end : end + 60])[:1]
    # What a story tells of Stripe or Square is what was done with it.
    if bare in DAYS or (ordinary and story):
        return False
    if said.endswith("'s"):
        return True
    if not behind or behind[0].apart:
        return False
    next_word = behind[0].text
    verb = not ordinary and len(next_word) > 3 and next_word.endswith("s") and next_word not in _NO_VERBS
    return next_word in _ACTS or verb


def _spans(words: list[Word], name: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    if not name:
        return
    said = [word.text.removesuffix("'s").removesuffix("'") for word in words]
    for place, word in enumerate(said):
        if word == name[0] and tuple(said[place : place + len(name)]) == name:
            yield words[place].start, words[place + len(name) - 1].end


def _mentions(text: str, target: str) -> bool:
    """Return whether a text has the target's name, its first word, or its initials."""
    name = core(target)
    if not name:
        return target in text
    # A text has the `and` that a name is compared without.
    words = [word for word in words_in(text) if word.text != "and"]
    brief = [name[:1]] if len(name[0]) > 3 and may_be_same(name[0], target) else []
    if len(name) > 2:
        brief.append(("".join(word[0] for word in name),))
    joined = "".join(name)
    found = any(next(_spans(words, one), None) for one in (name, short(target), *brief))
    return found or any(word.text == joined for word in words)
