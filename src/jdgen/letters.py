"""What a letter is looked at for before it is written; one that may not be sent is refused with all of it at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from jdgen.checks.letter.budget import characters, over, to_send
from jdgen.checks.letter.sending import REFUSED, over_pages, read_over
from jdgen.documents.letter import letter
from jdgen.documents.letter_frame import company_of
from jdgen.documents.letter_open import still_open
from jdgen.documents.locale import LOCALES
from jdgen.documents.material import Material, Mode
from jdgen.documents.tree import Document
from jdgen.errors import InputError, MachineError, Place, Problem, printable
from jdgen.inputs.candidate.country import country
from jdgen.inputs.candidate.files import kept_in
from jdgen.inputs.candidate.story_names import stale
from jdgen.inputs.ignores import loud
from jdgen.render import render
from jdgen.render.letter_type import estimated_pages
from jdgen.render.options import PageOptions

if TYPE_CHECKING:
    from jdgen.inputs.calling.calling import Calling

_NOT_SENT = "the letter may not be sent as it is, and stays a scaffold"
_FINAL = "mend what follows; `jdgen letter --mode final` makes it then"


@dataclass(frozen=True, slots=True)
class Errand:
    """How a letter goes out: its formats, its page, how many characters it may have, and whose file it comes from."""

    formats: tuple[str, ...]
    page: PageOptions
    most: int | None = None
    file: Path | None = None
    calling: Calling | None = None
    """The posting that it answers."""

    @property
    def place(self) -> Place | None:
        """Return the candidate's file, if there is one."""
        return Place(self.file.as_posix()) if self.file else None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A letter that may be written, what is found in it, and its PDF if that was made to count its pages."""

    material: Material
    document: Document
    notices: list[Problem]
    pdf: bytes | None = None


def prepared(material: Material, errand: Errand, *, finish: bool) -> Prepared:
    """Return the letter; raise InputError with all that a final one is refused for.

    To `finish` it makes a final one of a letter with nothing open, if it may be sent; else it stays as it is.
    """
    if not finish or next(still_open(material), None) is not None:
        return _looked_at(material, errand)
    try:
        return _looked_at(_in_mode(material, "final"), errand)
    except InputError as error:
        made = _looked_at(material, errand)
        told = Problem(_NOT_SENT, errand.place, _FINAL)
        return replace(made, notices=[told, *error.problems, *made.notices])


def elsewhere(material: Material, errand: Errand) -> Iterator[Problem]:
    """Yield that readers elsewhere expect other habits, where the posting or the candidate's country says so for sure.

    What a posting pays in comes before where the candidate lives; what an opening of ours says is known anyway.
    """
    paid = errand.calling.locale if errand.calling else ""
    home = f"en-{country(material.candidate, errand.file)}" if errand.file and not paid else ""
    found, here = LOCALES.get(paid or home), material.locale
    if found and (found.paper, found.day_first) != (here.paper, here.day_first):
        said = "the posting names pay" if paid else "you live"
        where = f"{said} where readers expect another date, paper and ending"
        yield Problem(where, Place(errand.calling.source) if errand.calling and paid else errand.place,
                      f"add `--locale {found.tag}`")  # fmt: skip


def refusals(material: Material, errand: Errand, *, whole: bool) -> Iterator[Problem]:
    """Yield what a final letter is refused for, if it is open or its words are wrong; pages alone are told later.

    One that is open, or not `whole` because a field is missing, has no pages yet.
    """
    # defense letter.open: a letter with an open slot is not sent
    waiting = list(_open(material, errand))
    yield from waiting
    whole = whole and not waiting
    seen = material if whole else _in_mode(material, "draft")
    document = letter(seen)
    found = [*_grave(_words(document, seen, errand)), *_budget(document, errand)]
    yield from found
    if whole and found:
        yield from _counted(document, seen, errand)[0]


def _looked_at(material: Material, errand: Errand) -> Prepared:
    document = letter(material)
    words = _words(document, material, errand)
    refused = [*_grave(words), *_budget(document, errand)]
    final = material.letter.mode == "final"
    try:
        pages, pdf = _counted(document, material, errand)
    except MachineError:
        # What is wrong with the words comes before what the machine lacks.
        if final and refused:
            raise InputError(refused) from None
        raise
    # defense letter.pages: a letter of too many pages is refused
    refused += pages if pdf else []
    if final and refused:
        raise InputError(refused)
    notices = [*stale(material.candidate), *_budget(document, errand), *words, *pages]
    return Prepared(material, document, notices, pdf)


def _in_mode(material: Material, mode: Mode) -> Material:
    return replace(material, letter=replace(material.letter, mode=mode))


def _grave(found: list[Problem]) -> list[Problem]:
    # defense letter.words: a letter with a grave fault is not sent
    return [problem for problem in found if problem.rule in REFUSED]


def _words(document: Document, material: Material, errand: Errand) -> list[Problem]:
    return read_over(document, material, errand.place, loud)


def _budget(document: Document, errand: Errand) -> list[Problem]:
    """Return how far a letter is over its budget of characters."""
    if not errand.most:
        return []
    count = characters(render(to_send(document), "txt", errand.page).decode())
    # defense letter.budget: a letter over its budget is refused, and never cut
    return over(document, count, errand.most, errand.place)


def _counted(document: Document, material: Material, errand: Errand) -> tuple[list[Problem], bytes | None]:
    """Return whether a letter takes too many pages, and the PDF that tells for sure; without it, it is estimated."""
    if material.letter.mode == "scaffold":
        return [], None
    if "pdf" in errand.formats:
        from jdgen.render.pdf import pages_in

        data = render(document, "pdf", errand.page)
        return over_pages(document, material, errand.place, pages_in(data), sure=True), data
    if not {"docx", "html"}.intersection(errand.formats):
        return [], None
    count = estimated_pages(document, errand.page.paper)
    return over_pages(document, material, errand.place, count, sure=False), None


def _open(material: Material, errand: Errand) -> Iterator[Problem]:
    """Yield what a letter that is to be sent still lacks."""
    file = errand.file
    kept = kept_in(file) if file else None
    for slot, path, ask, place in still_open(material):
        # The posting that names the job is no place for what the candidate says of it.
        posted = errand.calling and place and place.source == errand.calling.source
        known = place if place and place.in_file and not posted else None
        write = f"write `{path.rpartition('.')[2]}` there" if known else _to_write(path, company_of(material))
        beside = f" into `{kept.as_posix()}`" if kept and kept != file and not known else ""
        message = f"the letter's {slot} is open: {ask.rstrip('.')}"
        yield Problem(message, known or errand.place, f"{write}{beside}, or answer it with `--ask`")


def _to_write(path: str, company: str | None) -> str:
    """Return what to write for an open slot; what is said of a company stands beside its name."""
    root, _, key = path.rpartition(".")
    if root != "target" or not company or key == "company":
        return f"write `{path}`"
    return f"write `targets: [{{company: {printable(company, 60)}, {key}: …}}]`"
