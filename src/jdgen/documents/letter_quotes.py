"""How a letter quotes what a posting asks for: the words before a line, the end of a long one, the signs around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from jdgen.documents import letter_words as own
from jdgen.documents.letter_lines import LineKind, kind_of
from jdgen.documents.material import Material
from jdgen.documents.tree import Inline, Inlines, Run, plain
from jdgen.documents.wording import sentence, words

LONGEST_QUOTE = 30
"""How many words of one line a letter quotes at most, where the line has a clause to end behind."""
FEWEST_QUOTED = 8
"""How many words a clause has that stands for its line."""
_ORDER: tuple[LineKind, ...] = ("thing", "note", "sentence", "question")
_ENDS = (".", ";", ",", ":")


def announced(material: Material, lines: Sequence[Inlines], *, again: bool) -> Inlines:
    """Return the sentences that say what a posting asks for, a verb for each kind of line; questions come last."""
    tone, american = own.tone(material), own.american(material)
    phrases = {
        "thing": (tone.asks, tone.also_asks),
        "note": (tone.lists, tone.also_lists),
        "sentence": (tone.says, tone.also_says),
        "question": (tone.inquires, tone.also_inquires),
    }
    found: Inlines = ()
    ordered = sorted(lines, key=lambda line: _ORDER.index(kind_of(line)))
    for kind, group in groupby(ordered, key=kind_of):
        whole = kind in ("sentence", "question")
        quotes = quoted(tuple(group), inside=american or whole)
        found = words(found, own.said(phrases[kind][again], quotes=quotes), " ")
        again = True
    return found


def quoted(lines: Sequence[Inlines], *, inside: bool = True) -> Inlines:
    """Return lines in quotation marks: `“A” and “B.”`, or `“A,” “B” and “C.”`; in Britain `“A”, “B” and “C”.`.

    British letters keep the signs of their own sentence behind the quotation marks, unless whole sentences are quoted.
    """
    *first, last = (_inner(clause(unended(line))) for line in lines)
    comma, found = (",” " if inside else "”, "), words("")
    for index, line in enumerate(first, start=1):
        found = (*found, Run("“"), *line, Run("” and " if index == len(first) else comma))
    if inside:
        return (*found, Run("“"), *sentence(last), Run("”"))
    closed = plain(sentence(last)) == plain(last)
    return (*found, Run("“"), *last, Run("”" if closed else "”."))


def unended(text: Inlines) -> Inlines:
    """Return the text without the period at its end, or the sign that divides it from the next entry of a list."""
    last = text[-1] if text else None
    if not isinstance(last, Run):
        return text
    bare = last.text.rstrip()
    # Dots that stand for something are no period.
    ended = bare[:-1] if bare.endswith(_ENDS) and not bare.endswith("..") else bare
    return (*text[:-1], replace(last, text=ended)) if ended else unended(text[:-1])


def clause(text: Inlines) -> Inlines:
    """Return a long line up to its first comma or semicolon behind eight words, then `…`; any other stays whole."""
    if len(text) != 1 or not isinstance(text[0], Run) or own.words_of(text) <= LONGEST_QUOTE:
        return text
    said = text[0].text
    end = next((end for end in _clauses(said) if len(said[:end].split()) >= FEWEST_QUOTED), 0)
    return (replace(text[0], text=f"{said[:end]}…"),) if end else text


def _clauses(said: str) -> Iterator[int]:
    """Yield where the clauses of a line end; what stands in brackets or quotation marks is not divided."""
    depth = 0
    for place, sign in enumerate(said[:-1]):
        depth += (sign in "([“") - (sign in ")]”")
        # defense letter.whole_quotes: a line that is cut for its length ends behind a whole clause
        if sign in ",;" and not depth and said[place + 1].isspace() and not said[:place].count('"') % 2:
            yield place


def _inner(line: Inlines) -> Inlines:
    """Return a line as it stands within quotation marks: its own are single ones."""
    said = plain(line)
    pairs, straight = said.count("“") == said.count("”"), not said.count('"') % 2
    opening = True
    found: list[Inline] = []
    for part in line:
        if not isinstance(part, Run):
            found.append(part)
            continue
        text = part.text.replace("“", "‘").replace("”", "’") if pairs else part.text
        for _ in range(text.count('"') if straight else 0):
            text, opening = text.replace('"', "‘" if opening else "’", 1), not opening
        found.append(replace(part, text=text))
    return tuple(found)
