"""A template that is ready to be filled: compiled once, with all that does not depend on what it is filled with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jdgen.documents import contract
from jdgen.documents.look import Look
from jdgen.documents.tree import Kind
from jdgen.errors import Place, Problem, TemplateError
from jdgen.house.compiling.compiler import Compiled, compiled
from jdgen.house.faults import Fault, refuse
from jdgen.house.filling import leftovers
from jdgen.house.filling.kept import Kept, free_prefix, kept
from jdgen.house.filling.numbering import Lists
from jdgen.house.filling.prepared import Followed, prepared
from jdgen.house.filling.sections import Clothes, spared
from jdgen.house.filling.settled import Numbers
from jdgen.house.filling.styles import Styles
from jdgen.house.opening.package import Package, opened
from jdgen.render.word_zip import Member

_CALLED: Mapping[Kind, str] = {"posting": "a posting", "rubric": "an interview kit", "letter": "a letter"}
_WIDE = 8787
"""Tables have room for type of the usual size in a text of 155 mm, in twentieths of a point."""
_UNKNOWN = ("name.unknown", "section.unknown")
_TOLD = ("tag.lookalike",)
"""What can be filled, and is hardly what its author meant."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A template that is ready to be filled: what every document set into it shares.

    `others` are its parts with words and without tags, `links` those that follow a value, `spared` the sections that
    `body` and `rest` do without, `remarks` what its user should know about it.
    """

    template: Compiled
    kept: Kept
    clothes: Clothes
    numbers: Numbers
    others: Mapping[str, Any]
    links: tuple[Followed, ...]
    spared: Mapping[str, frozenset[str]]
    remarks: tuple[Problem, ...]
    made: dict[tuple[frozenset[str], str], Member] = field(default_factory=dict)
    """Styles parts by the styles that they have, and their languages."""
    numbered: dict[int, Member] = field(default_factory=dict)
    """Numbering parts by how many numbered lists they have."""
    hidden: dict[Member, frozenset[str]] = field(default_factory=dict)
    """The styles that nobody sees, by the styles part that has them."""

    @property
    def source(self) -> str:
        """Return the name of the template."""
        return self.template.package.source


@lru_cache(maxsize=8)
def left_out(data: bytes, source: str, kind: Kind) -> frozenset[str]:
    """Return the sections that a template leaves out; raise TemplateError with everything that is wrong with it."""
    return read(data, source, kind)[0].leaves_out


@lru_cache(maxsize=8)
def read(data: bytes, source: str, kind: Kind) -> tuple[Compiled, tuple[Followed, ...], tuple[Problem, ...]]:
    """Return a compiled template, its links, and remarks; raise TemplateError with everything that is wrong with it."""
    package, links = prepared(opened(data, source))
    found, faults = compiled(package, contract.shape(kind), contract.section_names(kind))
    _refuse_all(package, kind, found, faults)
    if found is None:
        raise RuntimeError(f"{source} was not compiled, and nobody knows why")
    return found, links, tuple(fault.problem(source) for fault in faults if fault.rule in _TOLD)


def _refuse_all(package: Package, kind: Kind, found: Compiled | None, faults: Iterable[Fault]) -> None:
    """Raise TemplateError with all that is wrong with a template, in the order of the file."""
    from jdgen.house.checking.check import best, in_order
    from jdgen.house.checking.check_places import in_links
    from jdgen.house.checking.check_sections import misplaced, must_stay, shown
    from jdgen.house.reading.tags import spots, tags

    errors = [fault for fault in faults if fault.level == "error"]
    tagged = tags(package)[0] if errors or not found or any(p.part != package.main for p in found.placed) else []
    own = best(tagged) if any(fault.rule in _UNKNOWN for fault in errors) else kind
    # defense filled.other_kind: a template is filled with the document that it is for
    if own != kind:
        hint = f"use it with `jdgen {own}`"
        said = f"its names are those of {_CALLED[own]}, and this is {_CALLED[kind]}"
        raise TemplateError(Problem(said, Place(package.source), hint, "name.others"))
    known = spots(package)
    errors += in_links(package, known)
    # defense filled.must: a section that has to be shown cannot be left out
    errors += must_stay(kind, shown(found, tagged))
    # defense filled.place: a section stands in the body, which alone has room for it
    errors += [fault for fault in misplaced(found, tagged) if fault.rule == "section.place"] if found else []
    if errors:
        refuse(in_order(errors, known.values()), package.source)


@lru_cache(maxsize=8)
def ready(data: bytes, source: str, kind: Kind, look: Look) -> Ready:
    """Return a template with all that does not depend on what it is filled with."""
    template, links, remarks = read(data, source, kind)
    held = kept(template.package)
    # defense filled.elsewhere: a tag in a part that is not filled is an error
    refuse(leftovers.unfilled(held, template.package.trees), source)
    filled = {*template.parts, *(link.part for link in links)}
    others = {name: tree for name, tree in template.package.trees.items() if name not in filled}
    width = max((place.width for place in template.placed), default=_WIDE)
    styles = Styles(template.package.part(held.styles), look, narrow=width < _WIDE)
    lists = Lists(template.package.part(held.numbering), styles)
    clothes = Clothes(styles, lists, free_prefix(held.relationships))
    return Ready(template, held, clothes, Numbers(others.values()), others, links, spared(template, kind), remarks)
