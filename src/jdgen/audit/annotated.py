"""A posting or letter in Word with the findings as comments: beside their words, at the title what is missing."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from jdgen.audit.report import Report, Seen
from jdgen.checks.rules import Finding
from jdgen.documents.facts import Record
from jdgen.documents.letter_reading import BODY, LetterReading
from jdgen.documents.locale import locale
from jdgen.documents.look import USUAL
from jdgen.documents.reading import Passage, Reading
from jdgen.documents.tree import Block, Break, Bullets, Document, Inlines, Item, Paragraph, Run, Section
from jdgen.errors import InputError, OutputError, Place, Problem
from jdgen.inputs.finished.letter import read_letter
from jdgen.inputs.finished.posting import read_finished
from jdgen.render import comments, render
from jdgen.render.comments import Comment
from jdgen.render.options import PageOptions

Spots = Mapping[int, int]
"""The paragraph of a Word file in which each passage of a reading stands, by the numbers of the passages."""


def annotate(report: Report, day: date) -> bytes:
    """Return the one posting or letter of a report as a Word file with its findings as comments, made on the day.

    A text in Word stays as it is but for them. Raise OutputError for a file that cannot take comments.
    """
    (seen,) = report.seen
    if seen.finished and seen.finished.kind == "docx":
        data = seen.finished.data
        spots: Spots = {p.number: p.place.line for p in seen.reading.passages if p.place}
    else:
        document = seen.document or (_letter(seen.letter, day) if seen.letter else _document(seen.reading, day))
        data = render(document, "docx", _page(seen, document))
        spots = _spots(data, seen)
    try:
        return comments.annotated(data, tuple(_comments(report.findings, seen, spots)), day)
    except ValueError as error:
        source = seen.reading.place
        hint = "save it in Word once, and try again"
        raise OutputError(Problem(f"cannot take comments: {error}", source and Place(source.source), hint)) from None


def _page(seen: Seen, document: Document) -> PageOptions:
    if seen.page is None:
        return PageOptions(locale(document.language).paper)
    # One to a line, a fact and its label were one paragraph, and a comment on the fact could not be placed.
    return replace(seen.page, look=seen.page.look._replace(facts=USUAL.facts))


def _comments(found: Iterable[Finding], seen: Seen, spots: Spots) -> Iterator[Comment]:
    """Yield a comment for each finding: first, at the title, those of what stands nowhere in the posting."""
    title = seen.reading.title or next(iter(seen.reading.passages), None)
    first = spots.get(title.number, 1) if title else 1
    placed: list[Comment] = []
    passages = _Passages(seen)
    for finding in found:
        passage = passages.at(finding.problem.place)
        if passage and passage.number in spots:
            placed.append(Comment(spots[passage.number], tuple(_lines(finding))))
        else:
            yield Comment(first, tuple(_lines(finding, _file(finding.problem.place, seen))))
    yield from sorted(placed, key=lambda comment: comment.paragraph)


def _file(place: Place | None, seen: Seen) -> str:
    """Return the place of a finding in a file that is not the posting itself."""
    posting = seen.finished and seen.reading.place
    return f"{place}: " if place and not (posting and place.source == posting.source) else ""


def _lines(finding: Finding, where: str = "") -> Iterator[str]:
    rule, problem = finding
    yield f"{rule.level.capitalize()}: {where}{problem.message} [{rule.id}]"
    if problem.hint:
        yield f"Mend: {problem.hint}"
    if rule.group == "law":
        yield f"Law: {rule.why}"


class _Passages:
    """The passages of a posting or letter by their places."""

    def __init__(self, seen: Seen) -> None:
        self._finished = seen.finished is not None
        self._exact: dict[Place, Passage] = {}
        self._line: dict[tuple[str, int], Passage] = {}
        self._ordered: dict[str, list[tuple[int, int, Passage]]] = {}
        for passage in seen.reading.passages:
            if passage.place:
                place = passage.place
                self._exact.setdefault(place, passage)
                self._line.setdefault((place.source, place.line), passage)
                self._ordered.setdefault(place.source, []).append((place.line, place.column, passage))
        for held in self._ordered.values():
            held.sort(key=lambda one: one[:2])
            last = held[0][2]
            for number, (line, column, passage) in enumerate(held):
                last = max(last, passage, key=lambda one: one.number)
                held[number] = (line, column, last)

    def at(self, place: Place | None) -> Passage | None:
        """Return the passage that stands at a place; of a finished text, the one that holds it."""
        if place is None or not place.line:
            return None
        if place in self._exact:
            return self._exact[place]
        if not self._finished:
            return self._line.get((place.source, place.line))
        held = self._ordered.get(place.source, [])
        before = bisect_right(held, (place.line, place.column), key=lambda one: one[:2])
        return held[before - 1][2] if before else None


def _spots(data: bytes, seen: Seen) -> Spots:
    """Return where the passages stand in a Word file that was made of them: both say the same in the same order."""
    words = seen.reading
    try:
        written = _written(data) if seen.letter else read_finished("-", stdin=data).reading.passages
    except InputError:
        # defense comments.sound: a text that Word could not read again is not written
        hint = "cut it, or open it in Word and give that file"
        raise OutputError(Problem("is too long to be written in Word with comments", words.place, hint)) from None
    places: dict[str, deque[Passage]] = {}
    for passage in written:
        places.setdefault(passage.text, deque()).append(passage)
    found: dict[int, int] = {}
    behind = 0
    for passage in words.passages:
        same = places.get(passage.text, deque())
        while same and same[0].number < behind:
            same.popleft()
        if same and same[0].place:
            found[passage.number] = same[0].place.line
            behind = same[0].number + 1
    return found


def _written(data: bytes) -> Sequence[Passage]:
    """Return the passages of a letter as Word has them."""
    return [portion.passage for portion in read_letter("-", data).portions]


def _letter(words: LetterReading, day: date) -> Document:
    """Return a plain document of a finished letter; above and below its body, lines stay lines."""
    sections = []
    for number, (slot, passage) in enumerate(words.portions):
        inlines = _inlines(passage) if slot in BODY else _lined(passage)
        block: Block = Bullets((Item(inlines),)) if passage.kind == "bullet" else Paragraph(inlines, style="letter")
        sections.append(Section(f"s{number}", (), (block,)))
    return Document(
        kind="letter",
        language="en-US",
        title=(),
        subtitle=(),
        sections=tuple(sections),
        header="",
        footer="",
        author="",
        subject="Cover letter",
        date=day,
        record=Record(role="", title=""),
    )


def _lined(passage: Passage) -> Inlines:
    """Return the words of a passage on the lines that they have in their source."""
    rows = [mark for number, mark in enumerate(passage.marks) if not number or mark[1] != passage.marks[number - 1][1]]
    if not rows:
        return _inlines(passage)
    starts = [start for start, *_ in rows]
    lines = [passage.text[start:end].strip() for start, end in zip(starts, [*starts[1:], None], strict=True)]
    return (Run(lines[0]), *(part for line in lines[1:] for part in (Break(), Run(line))))


def _document(words: Reading, day: date) -> Document:
    """Return a plain document of the passages of a finished text."""
    title = words.title
    sections = [Section("", (), ())]
    for passage in words.passages:
        if passage.kind == "heading":
            sections.append(Section(f"s{passage.number}", _inlines(passage), ()))
        elif passage is not title:
            sections[-1] = replace(sections[-1], blocks=tuple(_joined(sections[-1].blocks, passage)))
    return Document(
        kind="posting",
        language="en-US",
        title=_inlines(title) if title else (),
        subtitle=(),
        sections=tuple(sections),
        header=title.text if title else "",
        footer="",
        author="",
        subject="Job posting",
        date=day,
        record=Record(role="", title=title.text if title else ""),
    )


def _joined(blocks: tuple[Block, ...], passage: Passage) -> Iterator[Block]:
    """Yield the blocks with a passage behind them; entries that follow each other are one list."""
    last = blocks[-1] if blocks else None
    if passage.kind != "bullet":
        yield from blocks
        yield Paragraph(_inlines(passage), style="label" if passage.kind == "label" else "")
    elif isinstance(last, Bullets):
        yield from blocks[:-1]
        yield Bullets((*last.items, Item(_inlines(passage))))
    else:
        yield from blocks
        yield Bullets((Item(_inlines(passage)),))


def _inlines(passage: Passage) -> tuple[Run, ...]:
    return (Run(passage.text),)
