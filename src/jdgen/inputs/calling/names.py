"""Names in postings: whether a text may be that of a company, whether it is one for sure, and what is a place."""

from __future__ import annotations

import re

from jdgen.inputs.calling.lists import COMMON, DIVISIONS, ENDINGS, FIRMS, KINDS, MODES, NO_NAME, SITES
from jdgen.model.jurisdictions import place_of_town, places_named
from jdgen.rules.phrases import words_in

LONGEST, _MOST_WORDS = 80, 7
_SMALL = frozenset(("of", "the", "and", "for", "de", "la", "du", "des", "van", "von", "der", "&", "+", "in", "y", "e"))
_LEGAL = re.compile(r"(?:inc|llc|llp|ltd|limited|plc|gmbh|corp|co|pty ltd)\.?", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s{1,3}\([^()]{1,40}\)$")
_MIXED = re.compile(r"\s?/\s?|\s?,\s?|\s\bor\b\s")
_MOST_BEHIND = 3
"""A name of a company has at most so many parts of its address behind it."""


def is_firm(name: str) -> bool:
    """Return whether a name is that of a company and no person: by a word of it, or by a sign."""
    words = [word.strip(".,").lower() for word in name.split()]
    return bool(FIRMS.intersection(words)) or "&" in words or words[0] == "the" or name[0].isdigit()


def is_own_name(name: str) -> bool:
    """Return whether a name is that of a company, and neither of a part of one nor of a place, by its words alone.

    One word says what a company is, as in `Sterling Health`, and another is one that only names have.
    """
    words = [word.strip(".,").lower() for word in name.split()]
    signs = [n for n, word in enumerate(words) if word == "&"]
    paired = any(0 < n < len(words) - 1 and _is_rare(words[n - 1]) and _is_rare(words[n + 1]) for n in signs)
    said = bool((FIRMS - SITES).intersection(words[-2:])) or "university" in words[:1] or paired
    return said and may_be_name(name) and not is_place(name) and any(map(_is_rare, words))


def _is_rare(word: str) -> bool:
    """Return whether a word is one that names have, and parts of companies and kinds of work have not."""
    plain = word.replace("’", "'").removesuffix("'s")
    known = COMMON | FIRMS | SITES | DIVISIONS | KINDS | MODES | NO_NAME
    common = not {word, plain, plain.removesuffix("s")}.isdisjoint(known)
    return plain.isalpha() and len(plain) > 2 and not common and not plain.endswith(ENDINGS) and not places_named(plain)


def may_be_name(text: str) -> bool:
    """Return whether a text may be the name of a company: few words, each with a capital, none of other things."""
    words = text.split()
    plain = [word.text for word in words_in(text)]
    if not plain or len(words) > _MOST_WORDS or len(text) > LONGEST or text[-1] in ":;,?" or "://" in text:
        return False
    if NO_NAME.intersection(plain) or DIVISIONS.issuperset(plain) or text.endswith(("'s", "’s")) or "@" in text:
        return False
    if plain[0] == "the" and len(plain) == 2 and (plain[1] in FIRMS or plain[1] in DIVISIONS):
        return False
    capital = [word for word in words if word[0].isupper() or word[0].isdigit() or any(c.isupper() for c in word)]
    return bool(capital) and all(word in capital or word in _SMALL for word in words) and words[0] not in ("A", "An")


def is_place(text: str) -> bool:
    """Return whether a text names a country, a state or a town of one, or says from where the work is done."""
    parts = [part.strip(" .").lower() for part in _MIXED.split(text)]
    return bool(places_named(text) or place_of_town(text)) or any(part in MODES for part in parts)


def before_place(text: str) -> str:
    """Return the name at the beginning of `NAME, town, state` or `NAME (town)`; one without a place is as it is."""
    bare = text.strip()
    if not is_place(bare):
        bare = _IN_BRACKETS.sub("", bare)
    name, *behind = [part.strip() for part in bare.split(",")]
    if behind and _LEGAL.fullmatch(behind[0]):
        name = f"{name}, {behind.pop(0)}"
    short = all(0 < len(part.split()) <= _MOST_BEHIND and (part[0].isupper() or part[0].isdigit()) for part in behind)
    return name if short and len(behind) <= _MOST_BEHIND else bare
