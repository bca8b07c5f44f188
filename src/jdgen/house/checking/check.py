"""Everything that is wrong with a template, found before anybody needs it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jdgen.documents import contract
from jdgen.documents.tree import Kind
from jdgen.errors import TemplateError
from jdgen.house.checking.check_places import in_links, in_other_parts
from jdgen.house.checking.check_reading import about_the_file, unreadable
from jdgen.house.checking.check_sections import left_out, misplaced, missing_styles, must_stay, shown
from jdgen.house.checking.check_values import unguarded
from jdgen.house.checking.mend import blemishes, marked
from jdgen.house.compiling.compiler import compiled
from jdgen.house.faults import Fault, Spot
from jdgen.house.filling.prepared import prepared
from jdgen.house.opening.package import Package, opened
from jdgen.house.reading.tags import Tag, once, spots, tags

_SECTION = re.compile(r"`([\w-]+)`")
_PART = re.compile(r"^the \w+'s `[\w-]+` did not arrive: (\d+ of .*)$", re.DOTALL)
"""How it is said that a part of a section is not in the file."""
_CALLED = {"posting": "a posting", "rubric": "an interview kit", "letter": "a letter"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A template that was looked at: the document that it is for, and its faults in the order of the file."""

    package: Package
    kind: Kind
    faults: tuple[Fault, ...]
    tags: int


def faults(data: bytes, source: str, kind: Kind) -> list[Fault]:
    """Return every fault of a template for a document, in the order of the file; raise for what cannot be opened.

    After all others it is filled on trial, with sample values and with hostile ones.
    """
    return list(checked(data, source, kind).faults)


def checked(data: bytes, source: str, kind: Kind | None = None) -> Checked:
    """Return what is wrong with a template; without a kind it is checked for what its names belong to best.

    Raise TemplateError for a file that is no template, with all that keeps it from being one.
    """
    package, _ = prepared(opened(data, source))
    found, on_tags = tags(package)
    known = spots(package)
    if not found and not on_tags:
        hint = "put tags into it, such as `{{ posting.title }}`; `jdgen template fields` lists them"
        none = Fault("tag.none", "has no tag, so nothing of a document would be in the file", None, hint)
        raise TemplateError(none.problem(source))
    taken = kind or best(found)
    root, ids = contract.shape(taken), contract.section_names(taken)
    template, on_names = compiled(package, root, ids)
    held = shown(template, found)
    all_of_them = [*on_tags, *on_names, *blemishes(package, known), *in_other_parts(package)]
    all_of_them += in_links(package, known)
    all_of_them += misplaced(template, found) if template else ()
    all_of_them += [*unreadable(package, known), *about_the_file(package)]
    optional = list(unguarded(found, root, ids))
    impossible = list(must_stay(taken, held))
    all_of_them += [*optional, *impossible]
    gone = left_out(taken, held)
    if held.placed:
        from jdgen.house.checking.trial import sample

        all_of_them += missing_styles(package, sample(taken)[0], held)
    if template and not any(fault.level == "error" for fault in all_of_them):
        from jdgen.house.checking.trial import tried

        told = {fault.spot for fault in optional}
        on_trial = [fault for fault in tried(template, data, taken) if fault.spot not in told]
        all_of_them += _decided(gone, on_trial)
    else:
        all_of_them += gone.values()
    if kind:
        all_of_them += _other_names(kind, found, all_of_them)
    return Checked(package, taken, tuple(in_order(marked(once(all_of_them), data, source), known.values())), len(found))


def _decided(gone: dict[str, Fault], on_trial: list[Fault]) -> Iterator[Fault]:
    """Yield what the trial found, and of the sections that seemed to be left out, those that did not arrive."""
    lost = set(map(_lost, on_trial))
    has_failed = any(fault.rule.startswith("trial.") for fault in on_trial)
    for name, fault in gone.items():
        if name in lost or has_failed:
            yield fault
    for fault in on_trial:
        name = _lost(fault)
        if name not in gone:
            said = _PART.sub(rf"shows only part of `{name}`: \g<1>", fault.message)
            yield fault._replace(message=said)


def _lost(fault: Fault) -> str:
    """Return the section that a fault says to be lost, or nothing."""
    found = _SECTION.search(fault.message) if fault.rule == "lost.section" else None
    return found[1] if found else ""


def _other_names(kind: Kind, found: Iterable[Tag], faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield that a template has the names of another document than the one it is checked for."""
    own = best(found)
    if own != kind and any(fault.rule in ("name.unknown", "section.unknown") for fault in faults):
        hint = f"`--for {own}` checks it as one"
        yield Fault("name.others", f"its names are those of {_CALLED[own]}", None, hint)


def best(found: Iterable[Tag]) -> Kind:
    """Return the document that most names of a template belong to; of equal ones that which alone has most of them."""
    held = shown(None, found)

    def known(kind: Kind) -> tuple[int, int]:
        names, root = contract.section_names(kind), contract.shape(kind)
        placed = [name for name in held.placed if name in names]
        depths = {used: _depth(root, used.split(".")) for used in held.uses}
        others = [other for other in contract.KINDS if other != kind]
        alone = sum(
            all(_depth(contract.shape(other), used.split(".")) < depth for other in others)
            for used, depth in depths.items()
        )
        alone += sum(all(name not in contract.section_names(other) for other in others) for name in placed)
        return 3 * len(placed) + sum(depths.values()), alone

    return max(contract.KINDS, key=known)


def _depth(shape: contract.Shape, path: list[str]) -> int:
    """Return how many parts of a dotted name a document knows."""
    inner = shape.fields.get(path[0])
    return 0 if inner is None else 1 + (_depth(inner, path[1:]) if len(path) > 1 else 0)


def in_order(found: Iterable[Fault], known: Iterable[Spot]) -> list[Fault]:
    """Return faults in the order of the file; what holds for all of it comes last."""
    order: dict[tuple[str, str, int], int] = {}
    for spot in known:
        order.setdefault((spot.part, spot.where, spot.number), len(order))
    last = len(order)

    def place(fault: Fault) -> int:
        spot = fault.spot
        return order.get((spot.part, spot.where, spot.number), last) if spot else last

    return sorted(found, key=place)
