"""How names are compared: which of two mean one company, or one job, as people write them."""

from __future__ import annotations

import re
import unicodedata

LEGAL = frozenset((
    "inc", "incorporated", "gmbh", "mbh", "ltd", "limited", "llc", "llp", "lp", "plc", "corp", "corporation", "co",
    "company", "ag", "sa", "se", "bv", "nv", "ab", "oy", "oyj", "as", "asa", "aps", "kg", "kgaa", "ug", "pty", "pvt",
    "sarl", "srl", "spa", "sas", "pbc", "sro", "zrt",
))  # fmt: skip
"""Legal forms, which people leave out of a name."""
_GROUPS = frozenset(("group", "holding", "holdings"))
"""What companies of one house add to its name."""
COMMON = frozenset((
    "the", "first", "united", "american", "national", "new", "general", "royal", "great", "international", "global",
    "north", "south", "east", "west", "northern", "southern", "saint", "city", "university", "bank", "college",
))  # fmt: skip
"""First words of names that many have."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+){0,2}")
_SAID = re.compile(r"[^\W_]+[+#]{0,3}")
"""A word of a title: C++ is not C."""
_MARKS = re.compile("[\u0300-\u036f]")


def core(name: str) -> tuple[str, ...]:
    """Return the words of a name as people say it: in small letters, without `The` and without its legal form."""
    words = _words(name.replace(".", ""))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    # What is left of `GmbH & Co. KG` is no word of the name either.
    while len(words) > 1 and words[-1] in (*LEGAL, "and"):
        words.pop()
    return tuple(words)


def short(name: str) -> tuple[str, ...]:
    """Return the words of a name without what tells a group from the company that it is named after."""
    words = list(core(name))
    while len(words) > 1 and words[-1] in _GROUPS:
        words.pop()
    return tuple(words)


def is_same(one: str, other: str) -> bool:
    """Return whether two names are those of one company: equal but for case, gaps, signs and legal forms."""
    first, second = _joined(core(one)), _joined(core(other))
    return first == second and _vowels(one) == _vowels(other) if first or second else _plain(one) == _plain(other)


def may_be_same(one: str, other: str) -> bool:
    """Return whether two names may mean one company: one begins with the other, or is its initials."""
    a, b = (tuple(map(_plain, short(name))) for name in (one, other))
    if not a or not b:
        return is_same(one, other)
    less, more = sorted((a, b), key=len)
    begins = more[: len(less)] == less and (len(less) == len(more) or less != more[:1] or less[0] not in COMMON)
    initials = len(less) == 1 and len(more) > 1 and less[0] == "".join(word[0] for word in more)
    return begins or initials or _joined(a) == _joined(b)


def same_words(one: str, other: str) -> bool:
    """Return whether two titles, or two lines of a posting, have the same words, whatever stands between them."""
    first, second = _SAID.findall(_plain(one)), _SAID.findall(_plain(other))
    return first == second and _vowels(one) == _vowels(other) if first or second else _plain(one) == _plain(other)


def _words(name: str) -> list[str]:
    found = _WORD.findall(unicodedata.normalize("NFC", name).lower().replace("’", "'"))
    return [word.removesuffix("'s").removesuffix("'") for word in found]


def _plain(name: str) -> str:
    """Return a name without capitals, accents and the other ways in which one letter is written."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", name.strip().casefold()))
    return unicodedata.normalize("NFC", plain)


def _joined(words: tuple[str, ...]) -> str:
    """Return words as one: `T Systems` and `T-Systems`, `Smith & Sons` and `Smith and Sons` are heard alike."""
    return "".join(_plain(word) for word in words if word != "and")


def _vowels(name: str) -> str:
    """Return the signs that some scripts write vowels with, which are no letters to a pattern."""
    return "".join(sign for sign in _plain(name) if unicodedata.category(sign)[0] == "M")
