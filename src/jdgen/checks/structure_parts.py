"""What a whole posting has: a way to apply, the steps of hiring, its length, and what it says of the place of work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdgen.checks.last_day import LAST_DAY
from jdgen.checks.structure_scan import Hit, Scan, limit, listed_as_work, of_work, problem, shown
from jdgen.documents.reading import Passage
from jdgen.errors import Problem
from jdgen.model.rules import Part

_ADDRESS = re.compile(
    r"https?://\S|\bwww\.\w|\w@\w[\w-]{0,60}\.\w|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b|\+\d{1,3} ?\d|"
    r"\b0\d{2,4} ?\d{3,4} ?\d{3,4}\b"
)
"""A link, a mail address or a telephone number."""
_SHOWN = {"apply.missing": _ADDRESS, "deadline.missing": LAST_DAY}
"""What no phrase can say, and what shows as well that something is there."""
_MISSING: tuple[tuple[str, tuple[Part, ...], str], ...] = (
    ("process.missing", ("process",), "the posting does not say how people are chosen"),
    ("apply.missing", ("apply",), "the posting does not say how to apply"),
    ("deadline.missing", (), "the posting does not say until when people can apply"),
    ("accommodation.missing", (), "the posting does not say whom to ask for an accommodation"),
    ("benefits.missing", (), "the posting names no benefits"),
)
"""Rules on what is missing: the parts that hold it by their name, and what is said."""
_TOO_SHORT = "add what candidates ask for first: what they would do, pay, hours, place, and how you hire"
_MODES = {
    "remote": "remote", "fully remote": "remote", "100% remote": "remote", "telecommute": "remote",
    "on site": "onsite", "onsite": "onsite", "in office": "onsite", "in person": "onsite", "hybrid": "hybrid",
}  # fmt: skip
"""How a head names the place of work, and which it is."""
_PIECE = re.compile(r"[·|•,;:()/]|\s[-–—]\s")
_ALL = re.compile(r"\b100 ?% remote", re.IGNORECASE)
"""What no phrase reaches over: a percent sign keeps words apart."""
_FAR = re.compile(r"\b(?:fully|100 ?%|completely|entirely|anywhere)", re.IGNORECASE)
"""How a phrase says that all work is remote, not that some is on site."""


def parts(scan: Scan) -> Iterator[Problem]:
    """Yield what a whole posting lacks, what is too long or too short, and where it contradicts itself."""
    if scan.reading.whole:
        yield from _missing(scan)
        yield from _length(scan)
    yield from _remote(scan)


def _missing(scan: Scan) -> Iterator[Problem]:
    for rule, own, message in _MISSING:
        held = any(scan.reading.of(*own)) if own else False
        excused = {(hit.passage.number, hit.start) for hit in scan.excuses(rule)}
        hits = (hit for hit in scan.hits(rule) if (hit.passage.number, hit.start) not in excused)
        shows = any(not listed_as_work(hit.passage) for hit in hits)
        pattern = _SHOWN.get(rule)
        if not held and not shows and not (pattern and _matched(scan, pattern)):
            yield problem(rule, message, scan.reading.place)


def _matched(scan: Scan, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(passage.text) for passage in scan.reading.passages if not of_work(passage))


def _length(scan: Scan) -> Iterator[Problem]:
    """Yield that the body is too long or too short, and that too much or too little of it is in lists."""
    pairs = zip(scan.reading.passages, scan.words, strict=True)
    counts = [(passage, count) for passage, count in pairs if passage.part != "legal"]
    words = sum(count for _, count in counts)
    least, most = int(limit("length.body", "least")), int(limit("length.body", "most"))
    if not least <= words <= most:
        message = f"{words} words, the legal part aside; {least} to {most} are read"
        yield problem("length.body", message, scan.reading.place, _TOO_SHORT if words < least else "")
    listed = sum(count for passage, count in counts if passage.kind == "bullet")
    share = round(100 * listed / words) if words else 0
    least, most = int(limit("bullets.share", "least")), int(limit("bullets.share", "most"))
    if words >= limit("bullets.share", "words") and not least <= share <= most:
        message = f"{share} percent of the words stand in lists; {least} to {most} percent read well"
        yield problem("bullets.share", message, scan.reading.place)


def _remote(scan: Scan) -> Iterator[Problem]:
    """Yield words on the place of work that contradict what the head of the posting, or else its text, says of it."""
    rule = "remote.unclear"
    told = [hit for hit in (*scan.unexcused(rule), *_all_remote(scan)) if hit.passage.kind not in ("title", "subtitle")]
    claim, said, other = _claim(scan.reading.passages)
    if other:
        passage, text = other
        yield problem(rule, f"{shown(text)} stands against {shown(said)}", passage.at(passage.text.rfind(text)))
    far = [hit for hit in told if _FAR.match(hit.text)]
    near = [hit for hit in told if not _FAR.match(hit.text)]
    against = [] if other else near if claim == "remote" else far if claim else []
    if not claim and far and near:
        said, against = far[0].text, near
    for hit in against[:1]:
        yield _contradicted(hit, said)


def _all_remote(scan: Scan) -> Iterator[Hit]:
    for passage in scan.reading.passages:
        match = None if of_work(passage) else _ALL.search(passage.text)
        if match:
            yield Hit(passage, match.start(), match.end(), match[0])


def _contradicted(hit: Hit, said: str) -> Problem:
    return problem("remote.unclear", f"{shown(hit.text)} stands against {shown(said)}", hit.place)


def _claim(passages: tuple[Passage, ...]) -> tuple[str, str, tuple[Passage, str] | None]:
    """Return the place of work that title, subtitle and facts name, how, and the first of them that names another.

    Where one of them names two, the posting leaves the choice, and claims nothing.
    """
    found: list[tuple[str, str, Passage]] = []
    for passage in passages:
        if passage.kind in ("title", "subtitle", "fact"):
            pieces = [(_mode(piece), piece.strip()) for piece in _PIECE.split(passage.text[:300])]
            named = {mode: said for mode, said in reversed(pieces) if mode}
            if len(named) > 1:
                return "", "", None
            found += [(mode, said, passage) for mode, said in named.items()]
    if not found:
        return "", "", None
    claim, said, _ = found[0]
    return claim, said, next(((passage, text) for mode, text, passage in found if mode != claim), None)


def _mode(piece: str) -> str:
    return _MODES.get(" ".join(piece.casefold().replace("-", " ").split()), "")
