"""What a line of a posting is, which decides how a letter leads up to it: a thing, a deed, a sentence, a question."""

from __future__ import annotations

import re
from typing import Literal

from jdgen.documents.tree import Inlines, plain

LineKind = Literal["thing", "note", "sentence", "question"]
"""A note is no sentence and names no thing: `Fluent in German`, `Led a team`, `PhD preferred`."""
_WORD = re.compile(r"[^\W\d_]{1,30}(?:['’][^\W\d_]{1,4})?|\d{1,9}")
_WHO = frozenset((
    "you", "we", "i", "it", "they", "this", "that", "there", "your", "our", "someone", "somebody", "anyone",
    "candidates", "applicants",
))  # fmt: skip
_SPOKEN_OF = frozenset((
    "candidate", "candidates", "applicant", "applicants", "person", "role", "position", "job", "team", "work",
))  # fmt: skip
_WILL_BE = frozenset((
    "has", "have", "is", "are", "will", "must", "should", "can", "may", "needs", "brings", "requires", "includes",
    "involves", "works",
))  # fmt: skip
_ADVERBIAL = frozenset((
    "above", "although", "as", "because", "during", "for", "from", "if", "ideally", "in", "on", "once", "since",
    "though", "to", "when", "while",
))  # fmt: skip
_ASKING = frozenset((
    "are", "can", "could", "did", "do", "does", "has", "have", "how", "is", "should", "what", "when", "where", "who",
    "why", "will", "would",
))  # fmt: skip
_NEEDED = re.compile(
    r"\b(?:is|are|would be|will be) (?:an? )?(?:required|preferred|essential|desirable|desired|plus|advantage|must|"
    r"needed|expected|welcome|important|necessary|mandatory|helpful|ideal|bonus|crucial|key)\b",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"^[\w /-]{1,30}: |"
    r"\b(?:preferred|required|desired|desirable|essential|helpful|an? (?:plus|bonus|advantage|must))\W{0,3}$",
    re.IGNORECASE,
)
"""What a line says of its own weight: `Nice to have: Go`, `PhD preferred`."""
_VERBS = frozenset((
    "be", "been", "have", "has", "had", "must", "should", "can", "is", "are", "know", "knows", "think", "thinks",
    "understand", "understands", "communicate", "communicates", "collaborate", "collaborates", "bring", "brings",
    "thrive", "thrives", "enjoy", "enjoys", "love", "loves", "hold", "holds", "speak", "speaks", "write", "writes",
    "build", "builds", "built", "manage", "manages", "develop", "develops", "deliver", "delivers", "own", "owns",
    "owned", "lead", "leads", "led", "make", "makes", "made", "ran", "keep", "keeps", "kept", "take", "takes", "took",
    "work", "works", "use", "uses", "wrote", "read", "reads", "help", "helps", "coordinate", "coordinates", "prepare",
    "prepares", "ensure", "ensures", "maintain", "maintains", "provide", "provides", "perform", "performs", "assist",
    "assists", "create", "creates", "demonstrate", "demonstrates", "possess", "possesses",
))  # fmt: skip
_PAST = frozenset((
    "became", "broke", "brought", "built", "chose", "cut", "did", "drew", "drove", "found", "gave", "got", "grew",
    "held", "kept", "led", "made", "met", "ran", "rebuilt", "rewrote", "sold", "spoke", "taught", "took", "went", "won",
    "wrote",
))  # fmt: skip
_SURE = _PAST | _VERBS - frozenset((
    "lead", "leads", "work", "works", "use", "uses", "read", "reads", "help", "own", "write", "manage",
))  # fmt: skip
"""Verbs that are no part of a name, whatever follows."""
_ADJECTIVES = frozenset((
    "able", "adept", "capable", "comfortable", "competent", "confident", "conversant", "curious", "eager", "familiar",
    "fluent", "happy", "keen", "knowledgeable", "passionate", "proficient", "ready", "willing",
))  # fmt: skip
_LIKE_ADJECTIVES = frozenset((
    "accredited", "advanced", "applied", "automated", "certified", "continued", "dedicated",
    "demonstrated", "detailed", "distributed", "embedded", "experienced", "extended", "licensed", "limited", "managed",
    "motivated", "organized", "organised", "preferred", "qualified", "registered", "related",
    "required", "seasoned", "shared", "skilled", "speed", "supervised", "trained", "united", "varied",
))  # fmt: skip
"""What begins the name of a thing, unless a preposition follows: `Demonstrated ability`, `Experienced nurse`."""
_FOLLOWING = frozenset((
    "a", "an", "the", "at", "least", "about", "across", "and", "for", "from", "how", "in", "into", "its", "of", "on",
    "one", "or", "our", "over", "own", "several", "their", "them", "this", "to", "two", "three", "up", "well", "what",
    "with", "within", "your",
))  # fmt: skip
"""Words behind which the one before is a verb or an adjective, and no part of a name: `Led a team`, `Fluent in`."""


def kind_of(line: Inlines) -> LineKind:
    """Return what a line of a posting is: the name of a thing, a note, a whole sentence, or a question."""
    said = plain(line).strip()
    found = [match.group().lower().replace("’", "'") for match in _WORD.finditer(said[:400])]
    if not found:
        return "thing"
    first, second = found[0], found[1] if len(found) > 1 else ""
    if said.rstrip("”\"' ").endswith("?") or (first in _ASKING and second in ("you", "your", "there")):
        return "question"
    if _is_sentence(said, found):
        return "sentence"
    return "note" if _REMARK.search(said) or _is_deed(first, second) else "thing"


def _is_deed(first: str, second: str) -> bool:
    """Return whether a line begins with what somebody does or is; `Demonstrated ability` and `Lead engineer` do not."""
    if first in _SURE or (first.endswith("ed") and first not in _LIKE_ADJECTIVES):
        return True
    if first in _ADJECTIVES and second.endswith("ing"):
        return True
    acts = first in _VERBS or first in _ADJECTIVES or first == "set" or first.endswith("ed")
    return acts and (second in _FOLLOWING or second.endswith("ly"))


def _is_sentence(said: str, found: list[str]) -> bool:
    """Return whether a line has somebody who does something: `You are`, `The candidate has`, `A degree is required`."""
    first = found[0].partition("'")[0]
    if first in _WHO or _NEEDED.search(said):
        return True
    near = found[1:9]
    if first in _ADVERBIAL and any(word.partition("'")[0] in ("you", "we") for word in near):
        return True
    places = [place for place, word in enumerate(found[:4]) if word in _SPOKEN_OF]
    return any(_WILL_BE.intersection(found[place + 1 : place + 2]) for place in places)
