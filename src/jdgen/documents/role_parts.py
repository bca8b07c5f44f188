"""What several documents say of a role in the same words: duties, certifications, the next rung."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jdgen.documents.inline import inlines
from jdgen.documents.material import Material
from jdgen.documents.tree import Bullets, Item
from jdgen.documents.wording import in_words, item, words
from jdgen.model.role import Certification, Duty
from jdgen.model.text import Text


def essential_note(duties: Sequence[Duty]) -> str:
    """Return which duties of a list are essential, or an empty text where all or none are."""
    essential = sum(duty.essential for duty in duties)
    if not 0 < essential < len(duties):
        return ""
    first = "The first of these is" if essential == 1 else f"The first {in_words(essential)} are"
    return f"{first} essential to the job."


def duty_list(duties: Iterable[Duty]) -> Bullets:
    """Return duties as a list whose entries keep their ids."""
    return Bullets(tuple(item(duty.text, duty.id) for duty in duties))


def text_list(texts: Iterable[Text]) -> Bullets:
    """Return texts as a list."""
    return Bullets(tuple(item(text) for text in texts))


def certification_list(certifications: Iterable[Certification]) -> Bullets:
    """Return certificates as a list, each with how much it counts."""
    return Bullets(
        tuple(Item(words(inlines(one.name), f" ({one.tier})"), place=one.name.place) for one in certifications)
    )


def role_title(material: Material, name: Text) -> Text:
    """Return the title of a role given by its name; a title that has no profile stands as it is."""
    titles = {rung.id: rung.role.title for rung in material.rungs}
    titles |= {known: outline.title for known, outline in material.outlines.items()}
    return titles.get(str(name), name)
