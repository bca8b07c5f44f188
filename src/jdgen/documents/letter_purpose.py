"""What a paragraph of a letter is there for: to say why this company, to take up the posting, or to ask for a talk."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from jdgen import rules
from jdgen.rules.phrases import Phrases, words_in
from jdgen.rules.sentences import spans

_ASKS = Phrases(
    (phrase, True)
    for phrase in (
        "welcome/appreciate/value the/a/an chance/opportunity/conversation/interview",
        "grateful for the/an opportunity/chance", "chance/opportunity to talk/discuss/meet/speak/tell/show/hear",
        "happy/glad/pleased/delighted to talk/discuss/meet/speak/tell", "look/looking forward", "thank you",
        "love/like/want to talk/discuss/meet/speak/hear", "like to tell you more", "an interview", "for interview",
        "thanks for", "for [an/a] interview/call/conversation", "hear from you", "hearing from you", "call me",
        "reach me", "contact me", "reached at/on", "your time", "could/can/may/might we talk/speak/meet",
        "a [short] call/conversation", "time to talk/meet/speak", "free to talk/meet/chat", "to chat",
        "be in touch", "your consideration", "considering my application", "at your convenience",
    )
)  # fmt: skip
_REASONS = Phrases(
    (phrase, True)
    for phrase in (
        "interested in", "interests me", "drawn to", "attracted to/by", "draws me", "drew me", "attracts me",
        "appeals to me", "admire", "admired", "excited by/about/to", "excites me", "impressed by/with", "impressed me",
        "inspired by", "inspires me", "is/are why i", "thrilled/excited/proud to be [a] part of",
        "stood/stands out", "why i want/would", "like/love/want/hope/eager to join",
        "like/love/want/hope/eager to work at/for/with/on", "like/love/want/hope to be/become part of",
        "is/are/was the reason i", "reason i am applying/writing",
        "reason for applying/writing", "follow/following/followed your", "i follow",
        "caught my eye/attention", "resonates/resonated with me", "matters to me", "why i am applying/writing to you",
    )
)  # fmt: skip
_POSTING = "your/the [job/role/person] posting/advertisement/advert/ad/listing/description/notice/call/specification"
_BRIDGES = Phrases(
    (phrase, True)
    for phrase in (
        f"{_POSTING} asks/asked/calls/called/looks for",
        f"{_POSTING} mentions/lists/names/requires/says/stresses/emphasizes/emphasises/highlights/seeks/states/wants",
        "the/this role/position/job/post requires/needs", "of your/the requirements",
        "you listed/required/named _ things",
        "you ask/asked for", "you are looking for", "you're looking for", "you look for", "you list", "you require",
        "you need/want someone/somebody", "you mention", "your requirements", "work like this calls for",
        "role/position/job like this asks/calls for", "the role/position/job asks/calls for",
        "position of this kind asks for",
    )
)  # fmt: skip
_OFFERS = Phrases(
    (phrase, True)
    for phrase in (
        "bring", "offer", "contribute", "add value", "my skills/experience/background/qualifications",
        "perfect/great fit", "an/be asset", "give me", "consider me/my",
    )
)  # fmt: skip
_FREE = Phrases(
    (phrase, True)
    for phrase in (
        "i/we can/could/may/might/will/shall/would", "i'd", "i'll", "could/can/may/might/would/shall we/you",
        "i am/i'm free/available/on/happy/glad/able", "available", "would _ suit/work", "would _ or _ suit/work",
        "start on", "notice", "to talk/meet/call", "for a call/talk/conversation", "please call/write/phone/email/let",
        "may i", "and can/could", "it would be a/my pleasure/an", "come in/by",
    )
)  # fmt: skip
"""How people say when they can be met, or that they could be."""
_MOST_FREE = 40
"""A last paragraph that says so has no more words."""
_LEARNED = Phrases(
    (phrase, True)
    for phrase in (
        "i read/saw/heard/noticed/watched/visited/met/followed", "i have read/seen/heard/noticed/watched/visited/met",
        "meetup", "conference", "blog", "article", "podcast", "newsletter", "annual report", "open day", "on your site",
        "your team/engineers/people/founder/company showed/wrote/published/described/told/explained/built/said",
        "you showed/wrote/published/described/announced/explained/opened/print/publish",
    )
)  # fmt: skip
"""Where people say that they learned of a company."""
_THEIRS = frozenset(("your", "yours", "you"))
_KINDS = frozenset((
    "the", "a", "an", "of", "and", "for", "in", "at", "state", "city", "county", "department", "group", "health",
    "medical", "center", "centre", "hospital", "university", "college", "school", "academy", "bank", "company",
    "co", "inc", "llc", "llp", "ltd", "gmbh", "plc", "corp", "corporation", "limited", "labs", "systems",
    "services", "solutions", "partners", "associates", "technologies", "technology", "foods", "trust", "library",
    "public", "national", "american", "united", "international", "global", "new", "st", "saint", "street", "office",
    "institute", "foundation", "supply", "home", "homes", "housing", "design", "digital", "media", "energy",
    "water", "financial", "capital", "commercial", "learning",
))  # fmt: skip
"""Words of names that many companies share, or that are of the language."""
_THEIR_POSTING = Phrases(
    (phrase, True)
    for phrase in (
        "your posting/ad/advertisement/advert/listing/job/role/position/opening/vacancy/notice/requirements/time/reply",
        "your consideration/review/convenience/description", "your hiring/next",
        "you see/know/ask/require/list/want",
        "you need", "you can see", "you will/would/may/might see/find/get/have", "you are looking/seeking/hiring",
    )
)  # fmt: skip
"""Where `you` speaks of the job alone."""
_TOWARD = frozenset(("at", "for", "with", "of", "to", "by", "from", "join", "tell", "show", "meet", "thank", "give"))
"""Before `you`, what makes a company the place of something, and not who does it."""
_OUTWARD = frozenset((
    "read", "saw", "heard", "used", "noticed", "visited", "attended", "met", "talked", "spoke", "listened", "tried",
    "wished", "wanted", "admired", "followed", "enjoyed", "watched", "liked", "loved", "applied", "discovered", "found",
    "learned", "learnt", "need", "wondered", "hoped", "realized", "realised", "dreamed", "needed",
    "worked",
))  # fmt: skip
"""What people say they did who tell where they learned of a company, and no story."""
_DONE = frozenset((
    "led", "built", "wrote", "made", "ran", "cut", "took", "grew", "set", "taught", "won", "began", "brought", "kept",
    "drew", "gave", "held", "sold", "split", "put", "let", "rewrote", "rebuilt", "broke", "chose", "drove", "spent",
))  # fmt: skip
_GAP_COMPANY = re.compile(r"[\[<{][^\[\]<>{}]{0,20}(?:company|employer)[^\[\]<>{}]{0,20}[\]>}]", re.IGNORECASE)
_GAP = re.compile(r"[\[<{][^\[\]<>{}]{0,80}[\]>}]")
_NAMED_AGAIN = re.compile(r"\b(?:you(?: &| and| of)? ){1,6}(your?)\b")
"""The words of a name that follow each other."""


def asks(text: str) -> bool:
    """Return whether a sentence asks for a talk or gives thanks."""
    return bool(_ASKS.find(text))


def answers(text: str) -> bool:
    """Return whether a paragraph takes up what the posting asks for."""
    return bool(_BRIDGES.find(text) or _our_bridges().find(text))


@cache
def _our_bridges() -> Phrases[bool]:
    """Return how letters of ours take up a posting; a phrase of two words may begin anything."""
    every = (phrase for tone in rules.tones().values() for phrase in (tone.asks, tone.lists, tone.says, tone.inquires))
    said = (str(phrase).partition("{")[0] for phrase in every)
    phrases = (" ".join(word.text for word in words_in(phrase)) for phrase in said)
    return Phrases((phrase, True) for phrase in phrases if phrase.count(" ") > 1)


def leaves_free(text: str) -> bool:
    """Return whether a short last paragraph says when the writer can be met, as `I can start on May 4` does."""
    return len(text.split()) <= _MOST_FREE and bool(_FREE.find(text))


def addressed(text: str, company: str) -> str:
    """Return a text in which the company's name is `you`: what is said of it and what is said to it read the same.

    Gaps are left out, since what stands in them tells the writer what to say.
    """
    text = _GAP.sub("…", _GAP_COMPANY.sub("you", text).replace("you's", "your").replace("you’s", "your"))
    names = _names(company)
    whole = {word.text for word in words_in(company)}
    said: list[str] = []
    end = 0
    for word in words_in(text) if names else ():
        bare = word.text.removesuffix("'s")
        named = "you" if bare == word.text else "your"
        if said and bare in whole and text[end : word.start] == " " and text[word.start].isupper():
            # `Health` says something of its own, but not behind `Sterling`.
            said[-1], end = named, word.end
        elif bare in names and text[word.start].isupper():
            said += (text[end : word.start], named)
            end = word.end
    return _NAMED_AGAIN.sub(r"\1", "".join((*said, text[end:]))) if said else text


@lru_cache(maxsize=8)
def _names(company: str) -> frozenset[str]:
    """Return the words of a name that people say for all of it."""
    words = [word.text for word in words_in(company)]
    own = [word for word in words if word not in _KINDS and len(word) > 1]
    return frozenset(own or [word for word in words if word not in ("the", "a", "of")][:1])


def praises(text: str, company: str = "") -> bool:
    """Return whether a paragraph says why this company, in so many words, and tells nothing of other places."""
    said = addressed(text, company)
    words = words_in(said)
    if _THEIRS.isdisjoint(word.text for word in words) or answers(text) or _told([word.text for word in words]) >= 0:
        return False
    known = _LEARNED.find(said, words) and not _OFFERS.find(said, words)
    return bool(known or _REASONS.find(said, words))


def speaks_of(sentence: str, company: str = "") -> bool:
    """Return whether a sentence says something of the company itself, and not of its posting or what it would get."""
    return not answers(sentence) and _spoken_of(addressed(sentence, company)) >= 0


def concerns(text: str, company: str = "") -> bool:
    """Return whether a paragraph is on the company, although it may praise nothing: `You print each delay`.

    It begins with the company, or names it and tells nothing that the writer did.
    """
    said = addressed(text, company)
    parts = [said[start:end] for start, end in spans(said, capital=True)]
    if answers(text) or not parts:
        return False
    first, told = _spoken_of(parts[0]), _told([word.text for word in words_in(parts[0])])
    if first >= 0:
        return not 0 <= told < first
    quiet = _told([word.text for word in words_in(said)]) < 0
    return quiet and any(_spoken_of(part, toward=True) >= 0 for part in parts)


def _spoken_of(sentence: str, *, toward: bool = False) -> int:
    """Return the number of the word that names the company, which the text calls `you`, or -1.

    `toward` counts it also where it is the place of something, as in `I was born at you`.
    """
    words = words_in(sentence)
    if _OFFERS.find(sentence, words):
        return -1
    posting = [(match.start, match.end) for match in _THEIR_POSTING.find(sentence, words)]
    for number, word in enumerate(words):
        if word.text in _THEIRS and not any(start <= word.start < end for start, end in posting):
            before = words[number - 1].text if number else ""
            if toward or word.text != "you" or before not in _TOWARD:
                return number
    return -1


def _told(words: list[str]) -> int:
    """Return the number of the word with which somebody says what they did, as in `I led`, `we cut`, or -1."""
    following = zip(words, [*words[1:], ""], [*words[2:], "", ""], strict=False)
    for number, (one, two, three) in enumerate(following):
        if one in ("i", "we"):
            verb = three if two in ("also", "then", "once", "later") else two
            if verb in _DONE or (verb.endswith("ed") and verb not in _OUTWARD):
                return number
    return -1
