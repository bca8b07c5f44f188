"""English grammar that documents need around names: the article of a title, and how a reader is greeted."""

from __future__ import annotations

import re
import unicodedata

_UNIQUE = re.compile(
    r"(?:chief|president|vice president|[se]?vp|c[a-z]o|director general|chair|dean|general counsel|owner|"
    r"(?:co-?)?founder)\b|head (?:of|for)\b",
    re.IGNORECASE,
)
"""Titles that one person has at a time: they take no article."""
_GIVEN = re.compile(r"(?:the|an?|our|one of)\s", re.IGNORECASE)
_SPELLED_VOWEL = frozenset("AEFHILMNORSX")
"""Capital letters whose names begin with a vowel, as in `an SRE`."""
_LIKE_YOU = re.compile(r"u(?:ni(?!n)|s[aeu]|ti|ro|ku|k\b|x\b)|eu|ewe|one\b|once\b", re.IGNORECASE)
"""Beginnings that are written with a vowel and spoken with a consonant."""
_SPOKEN = frozenset(("SCADA", "NASA", "LAN", "RAN", "SOC", "NOC", "SIEM", "STEM", "LIDAR", "RISC", "SIM", "MIDI"))
"""Words in capitals that are read as words."""
_SILENT_H = re.compile(r"hour|honest|honor|honour|heir", re.IGNORECASE)
_EIGHT = re.compile(r"8|1[18](?!\d)")
"""Figures that begin with a vowel when they are spoken: 8, 80, 11, 18."""
_VOWELS = frozenset("aeiou")
_LONGEST_SPELLED = 5
_STYLE = re.compile(r"(?:(Mrs|Mr|Ms|Mx|Dr|Prof|Rev)\.?|Professor|Reverend) ")
"""How people are addressed with their surname."""
_CONTRACTED = ("Mrs", "Mr", "Ms", "Mx", "Dr")
"""What Britain writes without a period: the last letter is there."""
_PARTICLES = frozenset((
    "al", "ap", "bin", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le",
    "les", "lo", "st", "st.", "te", "ten", "ter", "van", "vel", "von", "zu", "zum", "zur",
))  # fmt: skip
"""What begins a surname and is no name of its own."""
_BEHIND = re.compile(r",.*$|(?: (?:Jr|Sr)\.?| I{2,3}| IV| Ph\.?D\.?| M\.?D\.?| MBA| CPA| RN| Esq\.?)$")
"""What stands behind a surname."""
_COMMON = frozenset((
    "accountant", "analyst", "apprentice", "artist", "backend", "baker", "bookkeeper", "chef", "chemist", "clerk",
    "data", "designer", "developer", "driver", "electrician", "engineer", "experienced", "former", "freelance",
    "frontend", "front-end", "full-stack", "fullstack", "graduate", "intern", "junior", "lecturer", "librarian",
    "manager", "marketing", "mechanic", "mechanical", "nurse", "operations", "physicist", "plumber", "product",
    "professional", "project", "qualified", "recent", "registered", "research", "researcher", "sales", "self-taught",
    "senior", "social", "software", "student", "teacher", "trainee", "translator", "undergraduate", "web", "writer",
    "young",
))  # fmt: skip
"""Words that begin with a small letter inside of a sentence."""
_NO_NAME = re.compile(r"[|•·/\\;:!?]|\bI\b|\.(?:\s|$)")
_OF = re.compile(r"(?:university|college|institute|school|ministry|department|office|city|port) of\b", re.IGNORECASE)
"""Names of employers that take an article inside of a sentence: `at the University of Leeds`."""
_LONGEST_LABEL = 12
_FEWEST_NAMES, _LAST_LATIN = 2, 0x24F


def with_article(title: str) -> str:
    """Return a title as it stands behind `as`: `a Clerk`, `an SRE`, `Head of Data`."""
    if _UNIQUE.match(title) or _GIVEN.match(title):
        return title
    return f"{_article(title)} {title}"


def named(company: str) -> str:
    """Return the name of a company as it stands inside of a sentence."""
    return f"the {company}" if _OF.match(company) else company


def called(label: str) -> str:
    """Return what somebody calls themselves as it stands behind `I am`; empty for what is no name of a calling."""
    words = label.split()
    if not words or len(words) > _LONGEST_LABEL or _NO_NAME.search(label):
        return ""
    first, rest = words[0], words[1:]
    # In a headline each word has its capital and keeps it.
    sentence_case = not any(word[:1].isupper() for word in rest[:2])
    if sentence_case and first.lower() in _COMMON:
        label = label[:1].lower() + label[1:]
    return with_article(label)


def greeted(name: str, *, american: bool) -> str:
    """Return how a letter greets a reader: a title with the surname, `Dr. Weiss`; a plain name stays whole."""
    style = _STYLE.match(name)
    if not style:
        return name
    title, rest = style.group().strip(), name[style.end() :].strip()
    # `Prof. Dr.` is two titles, of which the first greets.
    while again := _STYLE.match(rest):
        rest = rest[again.end() :].strip()
    if style[1] in _CONTRACTED and not american:
        title = style[1]
    return f"{title} {_surname(rest)}"


def _surname(name: str) -> str:
    """Return the surname of a name in Latin letters, with what begins it; one word, or another script, stays whole."""
    bare = name
    for _ in range(2):
        bare = _BEHIND.sub("", bare).rstrip()
    words = bare.split()
    if len(words) < _FEWEST_NAMES or any(ord(sign) > _LAST_LATIN for sign in bare):
        return bare or name
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    return " ".join(words[first:])


def _article(title: str) -> str:
    # É begins as E does.
    bare = unicodedata.normalize("NFD", title)
    found = re.search(r"[^\W_]+", bare)
    word = found.group() if found else ""
    if _EIGHT.match(word):
        return "an"
    if _is_spelled(word, shouted=_is_shouted(bare)):
        return "an" if word[0].upper() in _SPELLED_VOWEL else "a"
    if _SILENT_H.match(word):
        return "an"
    return "an" if word[:1].lower() in _VOWELS and not _LIKE_YOU.match(word) else "a"


def _is_shouted(title: str) -> bool:
    """Return whether all of a title is in capitals, which then say nothing of how its words are read."""
    return title.isupper() and (" " in title or len(title) > _LONGEST_SPELLED)


def _is_spelled(word: str, *, shouted: bool) -> bool:
    """Return whether the beginning of a word is read letter by letter: SRE, MLOps, iOS, and R of R&D."""
    if word in _SPOKEN:
        return False
    if shouted and _VOWELS.intersection(word.lower()):
        return False
    return (len(word) == 1 and word.isalpha()) or word[:2].isupper() or bool(re.match(r"[a-z][A-Z]", word))
