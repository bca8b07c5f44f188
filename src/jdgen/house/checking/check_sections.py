"""Sections that a template leaves out, and styles that it lacks for those that it places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jdgen.documents import contract
from jdgen.documents.look import USUAL
from jdgen.documents.tree import Document, Kind
from jdgen.errors import printable
from jdgen.house.compiling.compiler import Compiled
from jdgen.house.faults import Fault
from jdgen.house.filling.sections import said_by_name
from jdgen.house.filling.styles import Styles
from jdgen.house.opening.package import Package
from jdgen.house.reading.tags import Tag

_PLACED = re.compile(r"section\s{0,9}\(\s{0,9}[\"']([\w-]{1,40})[\"']")
_NAME = re.compile(r"(?<![\w.\"'])[a-z_][a-z0-9_]{0,40}(?:\.[a-z_][a-z0-9_]{0,40}){0,6}")
_STYLE = re.compile(r'<w:(?:p|r|tbl)Style w:val="(\w+)"/>')
_COMMON = {"Heading1": "Heading 1", "Heading2": "Heading 2", "ListBullet": "List Bullet", "ListNumber": "List Number"}
"""The styles of Word itself that sections use; the others are ours, and no template is asked for them."""

_PARTLY = {
    "apply": "apply", "pay": "offer", "benefits": "offer", "company.benefits": "offer", "stages": "process",
    "background": "nice", "company.about": "about", "company.values": "about", "sender": "sender",
    "addressee": "addressee",
}  # fmt: skip
"""The sections of which names say a part, by how those names begin."""
_AT_TIMES: dict[Kind, frozenset[str]] = {
    "posting": frozenset(), "rubric": frozenset(), "letter": frozenset({"subject", "notes"}),
}  # fmt: skip
"""The sections that only e-mails and scaffolds have, and that few templates are for."""


class Shown(NamedTuple):
    """What a template shows of a document: the sections that it places, the names that it uses, what it leaves out.

    `prints` are those of the names that it prints, and not only asks for.
    """

    placed: frozenset[str]
    uses: frozenset[str]
    leaves_out: frozenset[str]
    prints: frozenset[str]


def shown(template: Compiled | None, tags: Iterable[Tag]) -> Shown:
    """Return what a template shows; of one that could not be compiled, what its tags seem to mean."""
    if template:
        placed = frozenset(place.id for place in template.placed)
        return Shown(placed, template.uses, template.leaves_out, template.prints)
    every = list(tags)
    said = [tag.code for tag in every if tag.kind != "comment"]
    uses = frozenset(name for code in said for name in _NAME.findall(code))
    return Shown(
        frozenset(name for code in said for name in _PLACED.findall(code)),
        uses,
        frozenset(name for tag in every for name in tag.leaves_out or ()),
        uses,
    )


def must_stay(kind: Kind, held: Shown) -> Iterator[Fault]:
    """Yield each section that a template says it leaves out, and that no template may."""
    must = contract.must_show(kind)
    for name in must:
        if name in held.leaves_out:
            said = f"`leave out: {printable(name)}` is not possible: a {_CALLED[kind]} has to show {must[name]}"
            hint = f"take `{name}` out of the comment, and add {_place(name)}"
            yield Fault("section.missing", said, None, hint)


def left_out(kind: Kind, held: Shown) -> dict[str, Fault]:
    """Return a fault for each section that the template neither places nor says by name, in whole or in part.

    Some may be left out on purpose; what is said in part is looked for when the template is filled on trial.
    """
    must, names = contract.must_show(kind), contract.section_names(kind)
    covered = held.placed | held.leaves_out | said_by_name(contract.shape(kind), held.prints) | _AT_TIMES[kind]
    partly = _PARTLY.items()
    covered |= {section for used in held.uses for start, section in partly if f"{used}.".startswith(f"{start}.")}
    found: dict[str, Fault] = {}
    if not held.placed.isdisjoint((contract.BODY, contract.REST)):
        return found
    for name in names:
        if name in (contract.BODY, contract.REST) or name in covered:
            continue
        # defense check.must: the check tells a section that has to be shown and is not
        if name in must:
            hint = f"add {_place(name)}, or {_place(contract.REST)}"
            found[name] = Fault("section.missing", f"shows nothing of `{name}`: {must[name]}", None, hint)
        else:
            said = f"shows nothing of `{name}`: {names[name][:1].lower()}{names[name][1:].removesuffix('.')}"
            hint = f"add {_place(name)}, or say `{{# leave out: {name} #}}`"
            found[name] = Fault("section.left_out", said, None, hint)
    return found


def _place(name: str) -> str:
    return f'`{{{{p section("{name}") }}}}`'


def misplaced(template: Compiled, tags: Iterable[Tag]) -> Iterator[Fault]:
    """Yield each section at the head, at the foot or in a note, and each that stands in the file twice."""
    found = [tag for tag in tags if tag.kind == "value" and _PLACED.search(tag.code)]
    placed = {place.id for place in template.placed}
    for tag in found:
        name = _PLACED.findall(tag.code)[0]
        if tag.spot.part != template.package.main:
            hint = "sections go into the body; print single values at the head, the foot and in notes"
            said = f"`{tag.written}` stands outside of the body, which alone has room for it"
            yield Fault("section.place", said, tag.spot, hint)
        elif contract.BODY in placed and name != contract.BODY:
            said = f"`{tag.written}` stands beside `section(\"body\")`, which holds the same"
            hint = 'write `section("rest")` for what has no place of its own'
            yield Fault("section.twice", said, tag.spot, hint)


_CALLED = {"posting": "posting", "rubric": "kit", "letter": "letter"}


def missing_styles(package: Package, document: Document, held: Shown) -> Iterator[Fault]:
    """Yield each style of Word's own that sections of the template use and that it does not define."""
    from jdgen.render.word_blocks import Body

    parts = contract.sections(document)
    whole = not held.placed.isdisjoint((contract.BODY, contract.REST))
    wanted = [part for name, part in parts.items() if name not in held.leaves_out and (whole or name in held.placed)]
    xml = Body(9000, document.kind).sections(tuple(section for part in wanted for section in part))
    styles = Styles(package.part(package.related("styles")), USUAL)
    used = set(_STYLE.findall(xml))
    for ours, called in _COMMON.items():
        if ours in used and styles.lacks(ours):
            hint = f"use `{called}` once in the template, and set it as you like"
            message = f"`{called}` is not in the template; jdgen adds its own"
            yield Fault("style.missing", message, None, hint)
