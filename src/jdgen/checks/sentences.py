"""Proves that documents agree: a requirement is one sentence in all of them, and all are of one state of the role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jdgen.documents import selection
from jdgen.documents.inline import inlines
from jdgen.documents.tree import (
    Bullets,
    Cell,
    Column,
    Columns,
    Document,
    Item,
    Kind,
    Paragraph,
    Table,
    blocks,
    plain,
)
from jdgen.errors import Problem
from jdgen.model.profile import Profile
from jdgen.model.role import Requirement

PROVEN: tuple[Kind, ...] = ("posting", "rubric", "coverage", "letter")
"""The documents that are compared."""
SHOWN_IN = ("posting", "rubric", "coverage")
"""The documents that print every must-have."""


def different(profile: Profile, documents: Iterable[Document]) -> Iterator[Problem]:
    """Yield each must-have that a document does not print, or prints in other words, and documents of another state."""
    made = list(documents)
    for must in selection.musts(profile):
        said = plain(inlines(must.text))
        for document in made:
            # Another thing may have the same id; what is said of this one knows where it was written.
            found = [plain(node.inlines) for node in _named(document) if node.id == must.id and _is_of(node, must)]
            # defense sentences.different: a requirement is one sentence in every document
            if any(said not in text for text in found) or (not found and document.kind in SHOWN_IN):
                message = f"the {document.kind} does not say `{must.id}` in the words of the profile"
                yield Problem(message, must.text.place, "this is a mistake of jdgen: please report it", "sentence.same")
    states = {document.record.content for document in made}
    # defense content.same: documents of two states are not taken for one
    if len(states) > 1:
        message = f"the documents are of {len(states)} states of the role and the opening"
        yield Problem(message, profile.role.title.place, "make them all again", "content.same")


def _is_of(node: Paragraph | Item | Cell, must: Requirement) -> bool:
    if node.place is None:
        return not isinstance(node, Cell)
    return must.text.place in (None, node.place)


def _named(document: Document) -> Iterator[Paragraph | Item | Cell]:
    """Yield each node that has an id."""
    for block in blocks(document):
        yield from (node for node in _nodes(block) if node.id)


def _nodes(block: object) -> Iterator[Paragraph | Item | Cell]:
    match block:
        case Paragraph():
            yield block
        case Bullets(items=items):
            yield from items
        case Table(rows=rows):
            yield from (cell for row in rows for cell in row)
        case Columns(columns=columns):
            for column in columns:
                yield from _in_column(column)


def _in_column(column: Column) -> Iterator[Paragraph | Item | Cell]:
    for block in column.blocks:
        yield from _nodes(block)
