"""A template, compiled once: its parts become pieces of XML and the steps between them, to be filled many times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any, NamedTuple

from jdgen.documents.contract import Shape
from jdgen.house.compiling.steps import Run, Step
from jdgen.house.faults import Fault
from jdgen.house.opening.package import Element, Package


class Placed(NamedTuple):
    """One call of `section` in a template: the id, and the width of its place in twentieths of a point."""

    id: str
    part: str
    width: int


class Compiled(NamedTuple):
    """A compiled template: what fills each part with tags, and the sections and names that it uses.

    `uses` are dotted names such as `pay.text`, `prints` those of them that it prints, and not only asks for;
    `leaves_out` are the ids of `{# leave out: about, why #}`. The main part is always among the parts.
    """

    package: Package
    parts: Mapping[str, tuple[Step, ...]]
    placed: tuple[Placed, ...]
    uses: frozenset[str]
    leaves_out: frozenset[str]
    prints: frozenset[str] = frozenset()


def compiled(package: Package, shape: Shape, sections: Mapping[str, str]) -> tuple[Compiled | None, list[Fault]]:
    """Return the compiled template, or None where it has errors, with everything that is wrong; nothing of it runs.

    `shape` is the contract's root record, `sections` are the ids that `section` takes.
    """
    from jdgen.house.compiling.assembly import assembled
    from jdgen.house.compiling.structure import plan
    from jdgen.house.compiling.widths import width
    from jdgen.house.reading.tags import TOO_MUCH, once, read

    work = replace(package, trees={name: _copy(tree) for name, tree in package.trees.items()})
    found, faults = read(work, shape)
    too_much = [fault for fault in faults if fault.rule == TOO_MUCH]
    if too_much:
        return None, too_much
    made = plan(found, shape, sections)
    faults = once([*faults, *made.faults])
    if any(fault.level == "error" for fault in faults):
        return None, faults
    parts: dict[str, tuple[Step, ...]] = {}
    placed: list[Placed] = []
    main = work.trees[work.main]
    for part, tree in work.trees.items():
        entries = made.entries.get(part, [])
        if not entries and part != work.main:
            continue
        places = [
            Placed(entry.id, part, width(entry.tag.paragraph, main)) if entry.does == "section" else None
            for entry in entries
        ]
        placed += filter(None, places)
        parts[part] = assembled(tree, entries, places)
    uses, leaves_out, prints = map(frozenset, (made.uses, made.leaves_out, made.prints))
    return Compiled(package, parts, tuple(placed), uses, leaves_out, prints), faults


def _copy(tree: Element) -> Element:
    """Return a tree of its own, without what Word does not write: comments and instructions of XML."""
    from lxml import etree

    made = deepcopy(tree)
    etree.strip_tags(made, etree.Comment, etree.ProcessingInstruction)
    return made


def fill(
    template: Compiled, values: Mapping[str, Any], section: Callable[[Placed], str], *, draft: bool = False
) -> tuple[dict[str, str], list[Fault]]:
    """Return the XML of each part with tags, filled, and every value that is printed and missing.

    `section` returns the blocks of a place as WordprocessingML. In a draft a missing value prints as `[[name]]`.
    Raise TemplateError for a template that takes more steps or makes more text than any document needs.
    """
    run = Run(values, section, template.package.source, draft=draft)
    filled: dict[str, str] = {}
    for part, steps in template.parts.items():
        run.out = []
        run.go(steps)
        filled[part] = "".join(run.out)
    return filled, list(dict.fromkeys(run.missing))
