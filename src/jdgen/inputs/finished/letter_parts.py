"""From the pieces of a finished letter to its parts: sender, date, greeting, what each paragraph is for, and ending.

Whoever wrote it may have left out or moved any of them. Only what is said for sure is named: a paragraph that could be
several things is part of the story, and what is none of the body's business is an empty text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from jdgen import rules
from jdgen.documents.letter_purpose import answers, asks, concerns, leaves_free, praises
from jdgen.documents.letter_reading import SlotName
from jdgen.documents.reading import Kind
from jdgen.inputs.finished import letter_words as frame
from jdgen.inputs.finished.pieces import Piece
from jdgen.inputs.finished.words import Words
from jdgen.rules.sentences import spans

_PROSE, _LONG = 12, 20
"""From how many words on a text that ends like a sentence is a paragraph, and any text."""
_OWN = 40
"""So many words before the request for a talk, in one paragraph with it, are a paragraph of their own."""
_MOST_CLOSE = 80
"""A paragraph that asks for a talk has no more words."""
_NEAR = 600
"""Within so many characters a sentence behind a name ends: looking at all would take minutes for a page of names."""
_NOTES = "What each part is for"
"""The heading of the page that ends a letter of ours with questions."""
Judge = Callable[[str, SlotName], SlotName]
"""Tells of a line, and of what the one before it is for, what the line is for."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a letter, what kind of block they are, and what they are for."""

    kind: Kind
    words: Words
    slot: SlotName = ""

    @property
    def text(self) -> str:
        """Return the words."""
        return self.words.text

    @property
    def count(self) -> int:
        """Return how many words there are."""
        return len(self.text.split())


class _Spot(NamedTuple):
    """Where something stands: the number of its part, and from where to where in its words."""

    number: int
    start: int
    end: int


def parts(pieces: Sequence[Piece], company: str = "") -> list[Part]:
    """Return the parts of a letter in order; `company` is the one that it goes to, if that is known."""
    found = [Part(_kind(piece), piece.words) for piece in own(pieces)]
    greeted = _greeted(found)
    if greeted is None:
        first = next((number for number, part in enumerate(found) if _is_prose(part)), 0)
        head, rest = found[:first], found[first:]
    else:
        whole = found[greeted.number]
        head = [*found[: greeted.number], *_cut(whole, 0, greeted.start)]
        rest = [*_cut(whole, greeted.end), *found[greeted.number + 1 :]]
    above = list(_headed(head))
    if greeted is not None:
        above += _cut(whole, greeted.start, greeted.end, "greeting")
    body, below = _ended(rest)
    return [*above, *_purposed(body, company), *below]


def own(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces without what a letter of ours with questions prints beside and behind it."""
    moves = {str(slot.move) for slot in rules.slots().values()}
    for piece in pieces:
        if piece.text == _NOTES:
            return
        if piece.text not in moves:
            yield piece


def _kind(piece: Piece) -> Kind:
    return "bullet" if piece.kind == "bullet" else "heading" if piece.kind == "heading" else "paragraph"


def _cut(part: Part, start: int, end: int | None = None, slot: SlotName = "") -> list[Part]:
    """Return a stretch of a part as one, or nothing where it has no words."""
    words = part.words.cut(start, end)
    return [Part(part.kind, words, slot)] if words.text else []


def _is_prose(part: Part) -> bool:
    ends = part.text.rstrip("”\"'’)").endswith((".", "!", "?", ":"))
    return part.kind == "bullet" or part.count >= _LONG or (part.count >= _PROSE and ends)


def _greeted(found: Sequence[Part]) -> _Spot | None:
    """Return where the greeting stands, if there is one."""
    for number, part in enumerate(found):
        for start, end in frame.lines(part.words):
            last = frame.greeting(part.words, start, end)
            if last:
                return _Spot(number, start, last)
    return _named_reader(found)


def _named_reader(found: Sequence[Part]) -> _Spot | None:
    """Return where a line greets by a name alone, `Ms. Lee,`, which is a greeting where a paragraph follows it."""
    for at, part in enumerate(found):
        names = (spot for spot in frame.lines(part.words) if frame.names_alone(part.text[slice(*spot)].strip()))
        for start, end in names:
            behind = (one for one in (*_cut(part, end, end + _NEAR), *found[at + 1 : at + 3]) if not _says_subject(one))
            if frame.is_sentence(next(behind, part).text):
                return _Spot(at, start, end)
    return None


def _divided(part: Part, judge: Judge, slot: SlotName) -> Iterator[Part]:
    """Yield a part cut where a line is of another slot; `slot` is that of what stands before it."""
    runs: list[tuple[int, SlotName]] = []
    line = ""
    for first, last in frame.lines(part.words):
        before, line = line, part.text[first:last].strip()
        # What follows a label alone is its value.
        slot = slot if slot and before.endswith(":") else judge(line, slot)
        if not runs or runs[-1][1] != slot:
            runs.append((first, slot))
    ends = [*(start for start, _ in runs[1:]), None]
    for (start, own_slot), end in zip(runs, ends, strict=True):
        yield from _cut(part, start, end, own_slot)


def _headed(head: Sequence[Part]) -> Iterator[Part]:
    """Yield what stands above the greeting: who writes, when, to whom, and about what."""
    found: list[Part] = []
    for part in head:
        found += [part] if _is_prose(part) and not frame.framed(part.text) else _divided(part, _heading, "")
    senders = _senders(found)
    for at, part in enumerate(found):
        yield replace(part, slot=part.slot or ("" if _is_prose(part) else "sender" if at in senders else "addressee"))


def _heading(line: str, _: SlotName) -> SlotName:
    """Return what a line above the greeting says that it is."""
    return frame.framed(line)


def _senders(found: Sequence[Part]) -> set[int]:
    """Return which lines above the greeting say who writes: those above the date, or up to how to reach them."""
    free = [number for number, part in enumerate(found) if not part.slot and not _is_prose(part)]
    date = next((number for number, part in enumerate(found) if part.slot == "date"), None)
    above = [number for number in free if date is not None and number < date]
    below = [number for number in free if date is None or number > date]
    reach = [number for number in above or below if frame.is_contact(found[number].text)]
    if above:
        behind = [number for number in above if reach and number > reach[-1]]
        # A British letter may have the address of the reader above the date.
        moved = not below and frame.names_reader(found[number].text for number in behind)
        return set(above) - set(behind if moved else ())
    if reach:
        return {number for number in below if number <= reach[0] or (number in reach and number - 1 in reach)}
    to_reader = date is not None or frame.names_reader(found[number].text for number in below)
    return set() if to_reader else set(below)


def _ended(rest: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """Return what stands above the ending, and the ending."""
    spot = _closed(rest) or _signed(rest)
    if spot is None:
        return list(rest), []
    last = rest[spot.number]
    body = [*rest[: spot.number], *_cut(last, 0, spot.start)]
    slot: SlotName = "sign-off"
    below: list[Part] = []
    for part in (*_cut(last, spot.start), *rest[spot.number + 1 :]):
        below += [part] if part.count >= _LONG else _divided(part, _ending, slot)
        slot = below[-1].slot if part.count < _LONG else slot
    return body, below


def _ending(line: str, slot: SlotName) -> SlotName:
    """Return what a line below the last sentence is for; what follows an enclosure is another one."""
    if frame.is_afterthought(line):
        return ""
    return "enclosures" if frame.encloses(line) else slot


def _closed(rest: Sequence[Part]) -> _Spot | None:
    """Return where the word before the name stands."""
    for number, part in enumerate(rest):
        for start, end in frame.lines(part.words):
            alone = frame.closes(part.text[start:end].strip())
            if (number or start) and (alone or frame.closes(part.text[start : start + frame.LONGEST_LINE + 1])):
                return _Spot(number, start, end)
        # What was one line in a mail may have lost its end: `I would welcome a talk. Best, Ada`.
        start, end = spans(part.text, capital=True)[-1]
        if start and frame.is_name(part.text[start:end].partition(",")[2].strip()) and frame.closes(part.text[start:]):
            return _Spot(number, start, end)
    return None


def _signed(rest: Sequence[Part]) -> _Spot | None:
    """Return where the name stands that ends a letter without a word before it."""
    number = len(rest) - 1
    while number > 0 and (frame.encloses(rest[number].text) or _is_reach(rest[number])):
        number -= 1
    if number < 0 or rest[number].text.endswith((".", "!", "?", ":")):
        return None
    start, end = frame.lines(rest[number].words)[-1]
    said = rest[number].text[:start].rstrip() or (rest[number - 1].text if number else "")
    named = frame.is_name(rest[number].text[start:end].strip())
    return _Spot(number, start, end) if named and said.endswith((".", "!", "?", "”", ")", "]")) else None


def _is_reach(part: Part) -> bool:
    return part.count < _PROSE and frame.is_contact(part.text)


def _purposed(body: Sequence[Part], company: str) -> Iterator[Part]:
    """Yield what stands between the greeting and the ending, each paragraph with what it is for."""
    first = 0
    while first < len(body) and (_says_subject(body[first]) or _is_headline(body[first:], first)):
        yield replace(body[first], slot="subject")
        first += 1
    body = body[first:]
    if sum(part.kind != "heading" for part in body) < 2:
        yield from body
        return
    last = len(body) - 1
    opening = next(number for number, part in enumerate(body) if part.kind != "heading")
    # Thanks and the request for a talk may be two paragraphs.
    closing = last if asks(body[last].text) or _leaves(body[last], company) else last + 1
    if closing == last and last - 1 > opening and _only_asks(body[last - 1]):
        closing -= 1
    slot: SlotName = ""
    for number, part in enumerate(body):
        if part.kind == "heading":
            yield part
        elif number == opening:
            yield replace(part, slot="opening" if part.kind == "paragraph" else "story")
        elif number >= closing and part.kind == "paragraph":
            yield from _close(part, company)
        elif part.kind == "bullet" and slot == "bridge" and _listed(body[:number]):
            yield replace(part, slot="bridge")
        else:
            slot = _purpose(part, company)
            yield replace(part, slot=slot)


def _listed(above: Sequence[Part]) -> bool:
    """Return whether the entries of a list stand below a paragraph that announces them."""
    before = next((part for part in reversed(above) if part.kind != "bullet"), None)
    return before is not None and before.text.endswith(":")


def _leaves(part: Part, company: str) -> bool:
    """Return whether the last paragraph says when the writer can be met, and nothing else of weight."""
    return part.kind == "paragraph" and leaves_free(part.text) and not praises(part.text, company)


def _says_subject(part: Part) -> bool:
    return not _is_prose(part) and frame.is_subject(part.text)


def _is_headline(body: Sequence[Part], before: int) -> bool:
    """Return whether a letter begins with a line that names the job, as British ones do, above its first paragraph."""
    line = body[0]
    alone = not before and len(body) > 2 and line.kind == "paragraph" and _is_prose(body[1])
    return alone and line.count < _PROSE and line.text[-1] not in ".!?:,;" and " I " not in f" {line.text} "


def _only_asks(part: Part) -> bool:
    return part.kind == "paragraph" and part.count <= _OWN and asks(part.text[slice(*spans(part.text)[0])])


def _close(part: Part, company: str) -> Iterator[Part]:
    """Yield the last paragraph; what it says before it asks for a talk may be a reason, or end the story."""
    start = next((start for start, end in spans(part.text, capital=True) if asks(part.text[start:end])), 0)
    lead = _cut(part, 0, start) if start else []
    if lead and (praises(lead[0].text, company) or lead[0].count > _OWN):
        yield replace(lead[0], slot=_purpose(lead[0], company))
        yield from _cut(part, start, None, "close")
    else:
        yield replace(part, slot="close" if part.count <= _MOST_CLOSE else "story")


def _purpose(part: Part, company: str) -> SlotName:
    if part.kind == "paragraph" and answers(part.text):
        return "bridge"
    reason = praises(part.text, company) or concerns(part.text, company)
    return "company" if part.kind == "paragraph" and reason else "story"
