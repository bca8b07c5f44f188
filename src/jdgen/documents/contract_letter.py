"""The values that templates for letters print."""

from __future__ import annotations

from jdgen.documents.contract_shared import Data
from jdgen.documents.contract_words import marked, part, sentences, typed
from jdgen.documents.letter_frame import company_of, reader_of, subject_of, target_of
from jdgen.documents.material import Material
from jdgen.documents.tree import Break, Document, Inlines, Paragraph, Section

_FRAME = frozenset(("sender", "date", "addressee", "subject", "greeting", "sign-off", "enclosures", "notes"))
"""The sections around what the letter says."""
_SENDER = ("name", "label", "location", "email", "phone", "url")


def values(material: Material, document: Document) -> Data:
    """Return the values of a letter."""
    candidate, target = material.candidate, target_of(material)
    return {
        "letter": {
            "date": material.locale.day(document.date),
            "subject": subject_of(material),
            "language": document.language,
        },
        "sender": {
            **{name: typed(getattr(candidate, name)) for name in _SENDER},
            "lines": _lines(part(document, "sender")),
        },
        "addressee": {
            "name": typed(reader_of(material)),
            "company": typed(company_of(material)),
            "lines": _lines(part(document, "addressee")),
        },
        "target": {
            "title": typed(material.title),
            "company": typed(company_of(material)),
            "requisition": typed(target.requisition or material.opening.requisition),
        },
        "greeting": _whole(part(document, "greeting")),
        "paragraphs": [
            text for section in document.sections if section.id not in _FRAME for text in sentences(section)
        ],
        "closing": _lines(part(document, "sign-off"))[0],
        "signature": typed(candidate.name),
        "enclosures": [str(one) for one in candidate.enclosures],
        "enclosed": _whole(part(document, "enclosures")),
    }


def _whole(section: Section) -> str | None:
    return "\n".join(sentences(section)) or None


def _lines(section: Section) -> list[str]:
    """Return the lines of a section of one paragraph; a line that a draft lacks keeps the sign of it."""
    found: list[Inlines] = [()]
    for block in section.blocks:
        for inline in block.inlines if isinstance(block, Paragraph) else ():
            found = [*found, ()] if isinstance(inline, Break) else [*found[:-1], (*found[-1], inline)]
    return [marked(line) for line in found if line]
