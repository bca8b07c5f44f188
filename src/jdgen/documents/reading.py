"""A posting as its readers meet it: passages in order, each with what it is, what part it stands in, and its place.

Both our own document tree and any finished text (Word, HTML, Markdown, plain) become a `Reading`, so that the checks of
structure and of language are one set for both.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from jdgen.errors import Place
from jdgen.model.rules import Part

Kind = Literal["title", "subtitle", "heading", "label", "paragraph", "bullet", "fact"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One title, heading, paragraph, list entry or fact, as plain words with single spaces.

    `marks` say where pieces of the text stand in the source, as (offset in the text, line, column): what lies behind a
    mark is on its line, up to the next one. Without marks, all of it stands at `place`. A fact is `label: value`;
    `number` counts the passages of a reading from 0.
    """

    kind: Kind
    text: str
    part: Part = ""
    place: Place | None = None
    marks: tuple[tuple[int, int, int], ...] = ()
    number: int = 0

    def at(self, offset: int) -> Place | None:
        """Return where the character at an offset of the text stands."""
        if not self.marks or self.place is None:
            return self.place
        start, line, column = self.marks[max(bisect_right(self.marks, (offset, 1 << 60)) - 1, 0)]
        return self.place._replace(line=line, column=column + max(offset - start, 0))


@dataclass(frozen=True, slots=True)
class Reading:
    """The passages of one posting, and what is known beside them.

    `place` is where a thing that is missing belongs; `whole` is false for a posting made of a role alone, which cannot
    hold what an opening brings. `company` is the name of the employer, if it is known for sure, `places` the ids of the
    places where the posting hires, empty if nobody said.
    """

    passages: tuple[Passage, ...]
    place: Place | None = None
    company: str = ""
    places: tuple[str, ...] = ()
    whole: bool = True
    language: str = "en"

    def of(self, *parts: Part) -> Iterator[Passage]:
        """Yield the passages of the named parts, headings aside."""
        return (passage for passage in self.passages if passage.part in parts and passage.kind != "heading")

    @property
    def title(self) -> Passage | None:
        """Return the title, if there is one."""
        return next((passage for passage in self.passages if passage.kind == "title"), None)
