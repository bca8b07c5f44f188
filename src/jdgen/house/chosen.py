"""The templates of a request: those that are asked for, below them those of the company, and what they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from jdgen.documents import contract
from jdgen.documents.material import Material
from jdgen.documents.tree import Document, Kind
from jdgen.errors import InputError, JdgenError, Place, Problem, TemplateError
from jdgen.house.filling.filling import filled
from jdgen.house.filling.ready import left_out
from jdgen.house.opening.package_file import MAX_BYTES
from jdgen.inputs import source
from jdgen.inputs.memory import remembered
from jdgen.inputs.templates import Templates
from jdgen.model.candidate import Candidate
from jdgen.render.options import PageOptions


class Chosen(NamedTuple):
    """A Word file that documents are set into; `place` is where the company's file names it."""

    path: Path
    place: Place | None = None

    def read(self) -> bytes:
        """Return its bytes; raise InputError where it cannot be read."""
        try:
            return remembered(("template", self.path), self._content)
        except InputError as error:
            if self.place is None:
                raise
            named = f"the template `{self.path.as_posix()}`"
            raise InputError(Problem(f"{named} {p.message}", self.place, p.hint) for p in error.problems) from None

    def _content(self) -> bytes:
        return source.content(self.path, (".docx", ".dotx"), MAX_BYTES)


@dataclass(slots=True)
class House:
    """The templates of one request, and the Word files that are made of them.

    Letters take none of a company's file, since they are the candidate's, and neither does `large` print.
    """

    asked: Templates
    material: Material
    kinds: Iterable[Kind]
    formats: Iterable[str]
    draft: bool = False
    large: bool = False
    files: dict[str, bytes] = field(default_factory=dict)
    """The finished files by the kinds of their documents."""

    @property
    def templates(self) -> dict[Kind, Chosen]:
        """Return the template of each document that has one: the one that is asked for, or the company's."""
        own = self._company if self.asked.of_company and not self.large else {}
        asked = {kind: Chosen(path) for kind, path in self.asked.files.items()}
        return {kind: one for kind in self.kinds if (one := asked.get(kind) or own.get(kind))}

    @property
    def _company(self) -> dict[Kind, Chosen]:
        """Return the templates of the company for documents of its own."""
        brand = self.material.company.brand
        found: dict[Kind, Chosen] = {}
        for kind in self.kinds:
            held = getattr(brand.templates, kind, None) if brand and brand.templates and kind != "letter" else None
            if held is not None:
                folder = Path(held.place.source).parent if held.place and held.place.in_file else Path()
                found[kind] = Chosen(folder / held, held.place)
        return found

    def problems(self) -> Iterator[Problem]:
        """Yield why templates cannot be read."""
        for template in self.templates.values():
            try:
                template.read()
            except InputError as error:
                yield from error.problems

    def fill(self, documents: Iterable[Document], page_of: Callable[[Kind], PageOptions]) -> list[Problem]:
        """Make the files, and return what the user should know about them.

        Raise TemplateError or InputError with the problems of all of them.
        """
        said = "large print has type of its own, so the company's template is not filled"
        notices = [Problem(said)] if self.large and self.asked.of_company and self._company else []
        errors: list[JdgenError] = []
        for document in documents:
            template = self.templates.get(document.kind)
            try:
                notices.extend(self._fill(template, document, page_of(document.kind)) if template else ())
            except (InputError, TemplateError) as error:
                errors.append(error)
        if errors:
            worst = TemplateError if any(isinstance(error, TemplateError) for error in errors) else InputError
            raise worst([problem for error in errors for problem in error.problems])
        return notices

    def _fill(self, template: Chosen, document: Document, page: PageOptions) -> Iterator[Problem]:
        given = template.read(), template.path.as_posix()
        material, document = _without(left_out(*given, document.kind), self.material, document)
        done = filled(given, document, contract.values(material, document), page, draft=self.draft)
        self.files[document.kind] = done.data
        yield from done.notices
        if self.asked.looks:
            kept = " and ".join("look" if name == "theme" else name for name in self.asked.looks)
            yield Problem(f"the {document.kind}'s Word file keeps the {kept} of {template.path.name}")
        if "pdf" in self.formats:
            said = f"the {document.kind}'s PDF keeps the theme `{page.look.theme}`"
            yield Problem(f"{said}; a template is for Word files alone")


def _without(left: frozenset[str], material: Material, document: Document) -> tuple[Material, Document]:
    """Return a kit without the parts that its template leaves out, so that its cover lists none of them."""
    kit = material.kit
    parts = tuple(part for part in kit.wanted if part not in left)
    if document.kind != "rubric" or material.profile is None or parts in ((), kit.wanted):
        return material, document
    from jdgen.documents.rubric import rubric

    # Nothing that one candidate says may show in what is for all of them.
    given = replace(material, candidate=Candidate(), kit=replace(kit, parts=parts))
    return given, rubric(given, material.profile)
