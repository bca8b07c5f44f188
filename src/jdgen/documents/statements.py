"""Texts of postings that stand in the rules, word for word: what laws ask for, and what is usual."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdgen import rules
from jdgen.documents import law
from jdgen.documents.inline import inlines, paragraphs
from jdgen.documents.material import Material, needed
from jdgen.documents.tree import Inlines, Paragraph, Section
from jdgen.documents.wording import paragraph, sentence, words
from jdgen.model.law import Statement

_SLOT = re.compile(r"\{([a-z]+)\}")
_FOR_CONTRACTORS = "federal-contractor"


def stated(name: str, **values: Inlines) -> Inlines:
    """Return the words of a statement, with the values in place of their names in braces."""
    parts = _SLOT.split(rules.statements()[name].text)
    return words(*(values[part] if index % 2 else part for index, part in enumerate(parts)))


def legal(material: Material) -> Section:
    """Return the equal-opportunity statement, who the employer is, and what the laws of the places ask for."""
    company = material.company
    name = needed(company.name, "company.name")
    if company.eeo_text:
        blocks = [paragraph(part) for part in paragraphs(company.eeo_text)]
    else:
        blocks = [Paragraph(stated("equal-opportunity", company=name))]
    if company.legal_name:
        blocks.append(Paragraph(sentence(words("The employer is ", inlines(company.legal_name))), id="legal-name"))
    blocks += [Paragraph(stated(statement, company=name), id=statement) for statement in _asked_for(material)]
    return Section("legal", words("Equal opportunity"), tuple(blocks), attached=True, quiet=True)


def _asked_for(material: Material) -> Iterator[str]:
    """Yield the ids of the statements to print; what the company's own text says already is not said again."""
    found = list(law.statements(material))
    # A federal contractor is one also where nobody wrote down where it hires; in other countries it is none.
    nowhere = all(touch.how == "reports_to" for touch in law.touches(material.opening))
    if material.company.federal_contractor and nowhere:
        found.insert(0, rules.statements()[_FOR_CONTRACTORS])
    own = material.company.eeo_text
    yield from (statement.id for statement in found if not (own and says(own, statement)))


def says(text: str, statement: Statement) -> bool:
    """Return whether a text makes a statement, in whatever words."""
    # Most companies leave the equal-opportunity statement to us, and then nothing is searched.
    from jdgen.rules.stating import states

    return states(text, statement.id)
