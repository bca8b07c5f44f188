"""Counts words and syllables of English texts, and what the common formulas make of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"[aeiouy]+")
_LONGEST = 24
"""Letters of the longest word that is read as one; what is longer is an address or no word."""
_ODD = {
    "every": 2, "everyone": 3, "everything": 3, "business": 2, "businesses": 3, "people": 2, "science": 2,
    "sciences": 3, "one": 1, "once": 1, "someone": 2, "something": 2, "sometimes": 2, "somewhere": 2, "whole": 1,
    "wholesale": 2, "create": 2, "creates": 2, "created": 3, "creating": 3, "creation": 3, "creative": 3, "area": 3,
    "areas": 3, "idea": 3, "ideas": 3, "real": 1, "really": 2, "being": 2, "seeing": 2, "doing": 2, "going": 2,
    "client": 2, "clients": 2, "quiet": 2, "quietly": 3, "diet": 2, "trial": 2, "trials": 2, "safety": 2, "ninety": 2,
    "family": 3, "families": 3, "different": 3, "interest": 3, "hour": 1, "hours": 1, "our": 1, "ours": 1, "poem": 2,
    "theater": 3, "theory": 3, "european": 4, "coordinate": 4, "coordinates": 4, "coordination": 5, "cooperate": 4,
    "cooperation": 5, "react": 2, "reacts": 2, "via": 2, "naive": 2, "queue": 1, "queues": 1, "recipe": 3,
    "resume": 3, "resumes": 3, "maybe": 2, "employee": 3, "employees": 3, "homepage": 2, "database": 3, "databases": 4,
    "lifecycle": 3, "baseline": 2, "timeline": 2, "deadline": 2, "workplace": 2, "makes": 1, "used": 1, "warehouse": 2,
    "warehouses": 3, "college": 2, "colleges": 3, "leave": 1, "themselves": 2, "ourselves": 2, "yourselves": 2,
    "evening": 2, "evenings": 2, "vegetable": 4, "average": 3, "several": 3, "usually": 4, "usual": 3, "actually": 4,
    "heroes": 2, "shoes": 1, "goes": 1, "does": 1, "python": 2, "biology": 4, "society": 4, "variety": 4,
    "anxiety": 4, "reliability": 6, "reliable": 4, "liable": 3, "giant": 2, "riot": 2, "prior": 2, "priority": 4,
    "priorities": 4, "fewer": 2, "power": 2, "tower": 2, "answer": 2, "data": 2, "senior": 2, "seniors": 2, "junior": 2,
    "juniors": 2, "colleague": 2, "colleagues": 2, "somebody": 3, "pipeline": 2, "pipelines": 2,
    "sql": 3, "api": 3, "apis": 3, "vp": 2, "sr": 2, "layout": 2, "layouts": 2, "beyond": 2, "codebase": 2,
    "anyone": 3, "whoever": 3, "lifetime": 2, "elsewhere": 2, "therefore": 2, "html": 4, "framework": 2,
    "frameworks": 2, "safeguard": 2, "entire": 3, "stakeholder": 3, "stakeholders": 3, "forecast": 2, "forecasts": 2,
    "coordinated": 5, "coordinating": 5, "coordinator": 5, "guideline": 2, "guidelines": 2, "anywhere": 3,
    "everywhere": 3, "hospitable": 4, "rely": 2, "reuse": 2, "hundred": 2, "hundreds": 2,
}  # fmt: skip
"""Words that the rules below count wrongly, among those that postings use."""
_MUTE = re.compile(
    r"(?:[^aeiouyl]|[aeiouy]l|rl|ll)es?$|(?:[^aeiouydtlr]|[aeiouy]r|[aeiouy]l|rl|ll)ed$"
    r"|[aeiouy][^aeiouylm]e(?:ments?|ly|less|fully|ful)$"
)
"""An `e` at or near the end of a word that is not heard."""
_HEARD = re.compile(r"(?:[szxcg]|ch|sh)es$|^[^aeiouy]{0,4}e[sd]?$")
"""Ends of that form in which it is."""
_APART = re.compile(
    r"i[ao](?=[mst]?$)(?<![ctsg]i[ao])|(?<![ctsgx])i(?:o[^u]|ou|um|us)(?<![nlv]io[nr])|(?<![ctsg])ia(?<!lia(?=r))"
    r"|[ct]ia(?=te)(?!tive)|(?<![ctg])ien|scien|(?<!^)[^qgaeiou]ua|[^qgaeiou]ue[nt]|(?<![aeiou])yi|[ou]ing|eing"
    r"|[^aeioupt]ie(?:r|st$)|eo(?!u)|[ti]hm|ism$|uou|iet|(?<![aeiou])ie[td]y|[aou]y(?:[aiou]|er)"
)
"""Vowels that stand together and are heard apart."""


def words_of(text: str) -> list[str]:
    """Return the words of a text as readers count them: what white space divides and has a letter or a digit."""
    return [word for word in text.split() if word.isalnum() or any(map(str.isalnum, word))]


def syllables(word: str) -> int:
    """Return how many syllables a word has, at least one; a number and a sign count as one."""
    # What is long is not kept, so that no text fills the memory.
    return _known(word) if len(word) <= _LONGEST else _spoken(word)


def _spoken(word: str) -> int:
    if word.isalpha():
        return _syllables(word[:_LONGEST])
    pieces = _LETTERS.findall(word.replace("’", "").replace("'", ""))
    return max(sum(_syllables(piece[:_LONGEST]) for piece in pieces), 1)


_known = lru_cache(maxsize=1 << 14)(_spoken)


@lru_cache(maxsize=1 << 14)
def _syllables(letters: str) -> int:
    """Count the vowels of a word that are heard: those that stand together once, a mute `e` not at all."""
    plain = unicodedata.normalize("NFKD", letters.lower()).encode("ascii", "ignore").decode()
    if plain in _ODD:
        return _ODD[plain]
    count = len(_VOWELS.findall(plain)) + len(_APART.findall(plain))
    if _MUTE.search(plain) and not _HEARD.search(plain):
        count -= 1
    return max(count, 1)


def grade(words: int, sentences: int, syllables: int) -> float:
    """Return the reading grade after Flesch and Kincaid: the years of school that a text takes."""
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59 if words and sentences else 0.0


def ease(words: int, sentences: int, syllables: int) -> float:
    """Return the reading ease after Flesch: 100 is very easy, 0 very hard."""
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words if words and sentences else 0.0
