"""Whether words say something of one company alone: a name, a number, a thing looked up, or what it did."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdgen.checks.letter.numbers import measured
from jdgen.checks.letter.rules import excuses, phrases
from jdgen.documents.letter_purpose import addressed
from jdgen.documents.letter_reading import Background
from jdgen.rules.phrases import Phrases, words_in
from jdgen.rules.sentences import sentences

_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w’'&.-]{0,60}")
_EVERYWHERE = frozenset((
    "i", "i'm", "i've", "i'd", "i'll", "ai", "it", "hr", "ceo", "cto", "cfo", "coo", "saas", "b2b", "b2c", "api",
    "apis", "ml", "ux", "ui", "qa", "kpi", "kpis", "dei", "csr", "esg", "cv", "r&d", "ok", "internet", "english",
    "fortune",
))  # fmt: skip
"""Words with capitals that fit any company."""
_WHERE = re.compile(r"\b(?:in|across|throughout|around|near|outside)(?: the)?\Z", re.IGNORECASE)
_TIMES = frozenset((
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
))  # fmt: skip
_SORTS = frozenset((
    "industry", "sector", "field", "space", "market", "business", "world", "community", "street", "avenue", "road",
    "area", "region", "st", "ave", "rd",
))  # fmt: skip
"""A capital before one of these names a trade or a place."""
_ROUND = Phrases((p, True) for p in ("fortune 50/100/500/1000", "top 3/5/10/20/50/100", "24 7", "number 1/one"))
"""Numbers that say nothing of a company."""
_HEARSAY = Phrases((p, True) for p in ("heard [so] many/good/great/nothing/wonderful/only", "known for its great/good"))
_SAY_LITTLE = frozenset((
    "is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "will", "would", "can", "could", "may",
    "might", "should", "must", "and", "or", "as", "in", "on", "at", "for", "to", "with", "because", "that", "who",
    "which", "from", "by", "than", "so", "if", "when", "a", "an", "the", "seem", "seems", "need", "needs", "want",
    "wants", "look", "looks", "offer", "offers", "provide", "provides", "value", "values", "care", "cares", "stand",
    "stands", "believe", "believes", "strive", "strives", "help", "helps", "make", "makes", "work", "works", "know",
    "knows", "find", "get", "give", "gives", "grow", "grows", "treat", "treats", "deliver", "delivers", "embody",
    "embodies", "represent", "represents", "continue", "continues", "remain", "remains", "matter", "matters",
    "inspire", "inspires", "like", "ask", "say", "all", "both", "of",
))  # fmt: skip
"""What stands behind `you` where nothing is said that the company did."""
_BEGIN = frozenset((
    "that", "because", "when", "where", "how", "as", "which", "what", "while", "since", "and", "but", "before", "after",
    "until", "year", "way", "says", "said", "first", "time", "though", "although",
))  # fmt: skip
"""Behind one of these, `you` begins what is told."""
_STILL = frozenset(("still", "also", "never", "always", "even", "first", "once", "recently", "just"))
_PRAISE = Phrases(
    (phrase, True)
    for phrase in (
        "reputation", "mission", "vision", "values", "commit*", "excellen*", "culture", "innovati*", "opportunit*",
        "growth", "leader*", "leading", "success*", "dynamic", "great", "best", "quality", "passion*",
        "world class", "cutting edge", "respected", "exciting", "talent*", "future", "environment", "professional*",
        "diversity", "wonderful", "amazing", "impressive", "difference", "impact", "solutions", "dreams", "goals",
        "potential", "forefront", "unique", "people",
    )
)  # fmt: skip
"""Words of a sentence that fits any company."""
_LEAST_FACT = 5
"""A sentence that tells what a company does has so many words."""
_OPENS = "“\"‘'(:—–"


def special(text: str, background: Background) -> bool:
    """Return whether a text says something of one company alone; its own name is no such thing, nor is a gap."""
    said = addressed(text, background.company)
    known = {word.text for word in words_in(f"{background.company} {background.title}")} | _EVERYWHERE
    found = (sentence for _, sentence in sentences(said) if not _HEARSAY.find(sentence))
    return any(_is_known(sentence, known) for sentence in found)


def _is_known(sentence: str, known: set[str]) -> bool:
    """Return whether a sentence has a number, a thing that was looked up, or a name beside those that are known."""
    number = next(measured(sentence), None)
    if number is not None and not _ROUND.find(sentence):
        return True
    spared = [(match.start, match.end) for match in excuses("company.generic").find(sentence)]
    looked_up = phrases("company.generic").find(sentence)
    if any(not any(start <= match.start < end for start, end in spared) for match in looked_up):
        return True
    return _is_fact(sentence) or any(word not in known for word in _names(sentence))


def _is_fact(sentence: str) -> bool:
    """Return whether a sentence tells what the company does or did, and praises nothing: `You post each delay`."""
    words = words_in(sentence)
    if len(words) < _LEAST_FACT or _PRAISE.find(sentence, words):
        return False
    for number, word in enumerate(words[:-2]):
        begins = not number or word.apart or words[number - 1].text in _BEGIN
        verb = words[number + 2 if words[number + 1].text in _STILL else number + 1]
        if word.text == "you" and begins and verb.text not in _SAY_LITTLE and not verb.apart:
            return True
    return False


def _names(text: str) -> Iterator[str]:
    """Yield the words with a capital inside of a sentence, in lower case and without a possessive ending.

    What names a place or a trade, as in `in Ohio` and `the Healthcare industry`, is left out.
    """
    placed = 0
    for found in _CAPITAL.finditer(text):
        before = text[: found.start()].rstrip()
        inside = before.strip(_OPENS + " ")
        if inside and before[-1:] not in _OPENS and not text[found.start() - 1].isalnum():
            word = found.group().rstrip(".'’&-").lower().replace("’", "'").removesuffix("'s")
            following = text[found.end() : found.end() + 20].split()
            sort = following[0].rstrip(".,;:").lower() if following else ""
            # A place may have several words: `in the Pacific Northwest`.
            if (_WHERE.search(before[-20:]) or placed == len(before)) and word not in _TIMES:
                placed = found.end()
            elif sort not in _SORTS:
                yield word
