"""Nothing lost: what a document says, looked for in the finished file, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from jdgen.documents.tree import (
    Block,
    Bullets,
    Columns,
    Document,
    Facts,
    Inlines,
    Paragraph,
    Run,
    Section,
    Table,
    plain,
)
from jdgen.errors import Place, Problem, printable
from jdgen.house.filling.seen import words_of
from jdgen.rules.sentences import sentences

_COUNTED = 4
"""Sentences of so many words are counted; of shorter ones, such as a name, those that must be shown stand alone."""
_QUOTED = 60
_RECORDS = {"rubric": "kit"}
"""What the contract calls a document, where it has another name."""
_BETWEEN: Final = "\x1f"
"""Stands between paragraphs, so that no sentence is found across two of them."""
_PARTS = re.compile(rf"[{_BETWEEN}]| · ")
_SAYS = re.compile(r"\w")
_ENDS = " .,;:"
_LINES = re.compile(r"[\t\n]")
_SOFT: Final = "\x1e"
"""Stands where a tab or the end of a line divides the words of a paragraph."""
_BEFORE = re.compile(r"[^\w '’&@/+-] *(?:(?:\d{1,3}|[-+*]) +)?$")
_BEHIND = re.compile(r" *[^\w '’&@/+-]| [-+/] ")
"""What stands around words that stand for themselves: a sign, or the end of a line or a paragraph."""


class Said(NamedTuple):
    """One sentence of a part of a document, as it is quoted and as it is looked for.

    A `fact` may be said in several places and need not be said in each of them.
    """

    part: str
    words: str
    folded: str
    fact: bool = False


class Wanted(NamedTuple):
    """What a document of a kind must bring into a file: its title, and its parts but for those that are left out.

    `must` are those that no template may leave out, with what would be lost; `mark` says whom the document is for.
    """

    kind: str
    title: str
    parts: Mapping[str, tuple[Section, ...]]
    left_out: Collection[str]
    must: Mapping[str, str]
    mark: str = ""


def lost(wanted: Wanted, roots: list[Any], source: str, hidden: frozenset[str] = frozenset()) -> list[Problem]:
    """Return a problem for the title and for each part of a document that is not whole in the finished file.

    The longest sentences are found first, and each takes its place away: what two parts say alike must be there twice,
    and a short sentence is not found within a longer one that holds it. Parts that are left out come last among equals.
    What nobody sees is not there, such as words in one of the `hidden` styles.
    """
    return lost_of(wanted, (said for root in roots for said in words_of(root, hidden)), source)


def lost_of(wanted: Wanted, paragraphs: Iterable[str], source: str) -> list[Problem]:
    """Return what `lost` does of a file whose paragraphs are known."""
    text = _Text(paragraphs)
    if _takes_all(wanted, text):
        return [*_untitled(wanted, text, source)]
    text.restore()
    every = [said for part, sections in wanted.parts.items() for said in _sentences(part, sections)]
    order = sorted(every, key=lambda one: (-len(one.folded), one.part in wanted.left_out))
    missing = [said for said in order if not text.takes(said.folded, said.fact, alone=said.part in wanted.must)]
    return [*_untitled(wanted, text, source), *_problems(wanted, every, missing, source)]


def mark_of(document: Document) -> str:
    """Return the words below the title that say whom a document is for, or nothing."""
    last = plain(document.subtitle).rpartition(" · ")[2]
    if document.kind == "posting":
        from jdgen.documents.posting import INTERNAL

        return last if last == INTERNAL else ""
    if document.kind == "rubric":
        from jdgen.documents.rubric import CONFIDENTIAL, FOR_CANDIDATES

        return last if last in (CONFIDENTIAL, FOR_CANDIDATES) else ""
    return ""


class _Text:
    """The words of a finished file; `rest` is what is left of them when sentences are taken out."""

    def __init__(self, paragraphs: Iterable[str]) -> None:
        said = _BETWEEN.join(map(_lines, paragraphs))
        self._lines = f"{_BETWEEN}{said}{_BETWEEN}"
        self._whole = self.rest = self._lines.replace(_SOFT, " ")

    def restore(self) -> None:
        """Put back what was taken out."""
        self.rest = self._whole

    def takes(self, words: str, fact: bool, *, alone: bool) -> bool:
        """Take a sentence out and return whether it was there; facts stay, and short words that need not be `alone`."""
        is_short = len(words.split()) < _COUNTED
        if fact or (is_short and not alone):
            return not words or next(_places(words, self._whole), -1) >= 0
        places = _places(words, self.rest)
        place = next((one for one in places if not is_short or self._is_alone(one, one + len(words))), -1)
        if place >= 0:
            # What follows keeps its place.
            # defense filled.taken: what two parts say alike is there twice
            self.rest = self.rest[:place] + _BETWEEN * len(words) + self.rest[place + len(words) :]
        return place >= 0 or not words

    def says(self, words: str) -> bool:
        """Return whether words stand for themselves somewhere, taken out or not."""
        taken, self.rest = self.rest, self._whole
        found = any(self._is_alone(place, place + len(words)) for place in _places(words, self._whole))
        self.rest = taken
        return found

    def _is_alone(self, start: int, end: int) -> bool:
        before, behind = self._around(max(start - 8, 0), start), self._around(end, end + 8)
        return bool(_BEFORE.search(before) and _BEHIND.match(behind))

    def _around(self, start: int, end: int) -> str:
        """Return a piece of the rest with the ends of lines in it."""
        return "".join(
            line if line == _SOFT else left
            for line, left in zip(self._lines[start:end], self.rest[start:end], strict=True)
        )


def _lines(said: str) -> str:
    """Return the words of a paragraph as they are compared, with the ends of its lines."""
    if "\t" not in said and "\n" not in said:
        return _folded(said)
    return _SOFT.join(filter(None, map(_folded, _LINES.split(said))))


def _takes_all(wanted: Wanted, text: _Text) -> bool:
    """Take all that a document says out of a text, and return whether everything was there.

    Paragraphs are found whole, which takes a third of the time that their sentences take.
    """
    said = [
        (_folded(words), fact, part in wanted.must)
        for part, sections in wanted.parts.items()
        for words, fact in _pieces(sections)
    ]
    said.sort(key=lambda one: -len(one[0]))
    return all(text.takes(words, fact, alone=alone) for words, fact, alone in said)


def _untitled(wanted: Wanted, text: _Text, source: str) -> Iterator[Problem]:
    """Yield that the title is nowhere but in sentences, and the mark of a document that is not for all nowhere."""
    # defense filled.title: a file has the title of its document
    if wanted.title and next(_places(_folded(wanted.title), text.rest), -1) < 0:
        quoted = printable(wanted.title, _QUOTED)
        hint = f"print `{{{{ {_RECORDS.get(wanted.kind, wanted.kind)}.title }}}}` where it belongs"
        yield Problem(f"the {wanted.kind}'s title “{quoted}” is nowhere in the file", Place(source), hint, "lost.title")
    # defense filled.mark: what is internal or confidential says so
    if wanted.mark and not text.says(_folded(wanted.mark)):
        called = _RECORDS.get(wanted.kind, wanted.kind)
        hint = f"print `{{{{ {called}.subtitle }}}}` below the title, or `{{{{ {called}.header }}}}` at the head"
        said = f"the {wanted.kind}'s mark “{wanted.mark}” is nowhere in the file"
        yield Problem(said, Place(source), hint, "lost.mark")


def _problems(wanted: Wanted, every: list[Said], missing: list[Said], source: str) -> Iterator[Problem]:
    order = {said: place for place, said in reversed(list(enumerate(every)))}
    for part in wanted.parts:
        gone = sorted((said for said in missing if said.part == part), key=lambda said: order[said])
        if not gone or part in wanted.left_out:
            continue
        count = sum(said.part == part for said in every)
        message = (
            f"the {wanted.kind}'s `{part}` did not arrive: {_counted(len(gone), count)}, such as "
            f"“{printable(gone[0].words, _QUOTED)}”"
        )
        hint = f'put `{{{{p section("{part}") }}}}` where it belongs'
        if part not in wanted.must:
            hint += f", or `{{# leave out: {part} #}}`"
        yield Problem(message, Place(source), hint, "lost.section")


def _counted(gone: int, count: int) -> str:
    """Return how many of the sentences of a part are nowhere in the file."""
    if count == 1:
        return "its one sentence is nowhere in the file"
    if gone == count:
        return f"none of its {count} sentences is in the file"
    return f"{gone} of its {count} sentences {'is' if gone == 1 else 'are'} nowhere in the file"


def _sentences(part: str, sections: tuple[Section, ...]) -> Iterator[Said]:
    for words, fact in _pieces(sections):
        for _, sentence in sentences(words):
            folded = _folded(sentence)
            if _SAYS.search(folded):
                yield Said(part, sentence, folded, fact)


def _pieces(sections: tuple[Section, ...]) -> Iterator[tuple[str, bool]]:
    """Yield what sections say, as far as it stands together in every file, and whether it is a fact."""
    for section in sections:
        for inlines, fact in _texts(section):
            yield from ((words, fact) for words in _PARTS.split(_plain(inlines)) if _SAYS.search(words))


def _texts(block: Block) -> Iterator[tuple[Inlines, bool]]:
    """Yield what a block says beside its headings, labels and margins, and whether it is a fact."""
    match block:
        case Section(blocks=inner):
            for one in inner:
                yield from _texts(one)
        case Paragraph(inlines=inlines, style=style):
            # What labels something in a kit is no sentence of its own.
            yield from () if style == "label" else ((inlines, False),)
        case Bullets(items=items):
            yield from ((item.inlines, False) for item in items)
        case Facts(facts=facts):
            yield from ((fact.inlines, True) for fact in facts)
        case Table(rows=rows):
            yield from ((cell.inlines, False) for row in rows for cell in row)
        case Columns(columns=columns):
            for column in columns:
                for one in column.blocks:
                    yield from _texts(one)


def _plain(inlines: Inlines) -> str:
    """Return the words with what divides lines and boxes between them; what is open in a draft is no word of it."""
    return "".join(i.text if isinstance(i, Run) and i.role != "missing" else _BETWEEN for i in inlines)


def _folded(text: str) -> str:
    """Return the words as they are compared: case, white space and the sign at the end do not count."""
    return " ".join(text.casefold().split()).strip(_ENDS)


def _places(words: str, text: str) -> Iterator[int]:
    """Yield where the words stand as words."""
    start = text.find(words)
    while start >= 0:
        before, after = text[start - 1], text[start + len(words)]
        # defense filled.words: a word is not found within another word
        if not (before.isalnum() and words[0].isalnum()) and not (after.isalnum() and words[-1].isalnum()):
            yield start
        start = text.find(words, start + 1)
