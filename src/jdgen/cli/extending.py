"""What a new profile that extends a role begins with: what it inherits, as comments."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jdgen.errors import InputError, Place, Problem, printable

if TYPE_CHECKING:
    from jdgen.inputs.explain import Explained
    from jdgen.model.family import Stage

_WIDTH = 118
_SHOWN = 2
_WELL_RATED = 3  # as many competencies as one stage can rate well
_SAID = frozenset((
    "family", "duties", "requirements", "competencies", "expects", "weights", "loop", "$schema",
))  # fmt: skip
"""What the form speaks of by name."""


def inherited(role: str, own: str | None, target: Path) -> dict[str, str]:
    """Return what the form of a profile says of the role that it extends.

    Raise InputError with what is wrong with that role, or where no other role, or not this one, can name it.
    """
    from jdgen.inputs.explain import explained
    from jdgen.inputs.library import Library

    library = Library.of(Path(own) if own else None)
    found = explained(library, role)
    known = library.names().get(found.profile.id)
    if known is None or known.resolve() != found.file.resolve():
        said = "is not among the profiles, so no role can extend it"
        hint = "move it into `profiles/FAMILY/`, or give `--profiles DIR`"
        raise InputError(Problem(said, Place(found.file.as_posix()), hint))
    here, there = target.resolve(), found.file.resolve()
    if here != there and (here.stem, here.parent.parent) == (there.stem, there.parent.parent):
        # A role takes the place of one of its name in a folder of profiles that comes later, not in its own.
        said = f"`{printable(here.stem)}` is in these profiles already, as {printable(found.file.as_posix())}"
        raise InputError(Problem(said, Place(target.as_posix()), "give another name"))
    return _form(found)


def _form(found: Explained) -> dict[str, str]:
    from jdgen.inputs.inherit import EXTENDS, OWN
    from jdgen.model.base import NAME

    profile = found.profile
    if not NAME.fullmatch(profile.id):
        said = "has a name that no role can extend"
        hint = "rename it: lower-case letters, digits and hyphens"
        raise InputError(Problem(said, Place(found.file.as_posix()), hint))
    role, family = profile.role, found.tree.entries["family"]
    change_loop, covers = _plan(profile.family.loop, profile.weighted[0])
    others = [key for key in found.tree.entries if key not in OWN | _SAID | {EXTENDS}]
    return {
        "parent": profile.id,
        "parent_title": printable(str(role.title)),
        # The folder of the parent's file says nothing of where this one will stand.
        "family": "" if family.place.line else f"\nfamily: {role.family}",
        "show": ", ".join(profile.weighted[:_SHOWN]),
        "others": f"\n# Inherited too, unless it stands here: {', '.join(others)}." if others else "",
        "duties": _listed((duty.id, duty.text) for duty in role.duties),
        "change_duties": _examples([duty.id for duty in role.duties], "Begin with a verb and end with a period."),
        "requirements": _listed((f"{r.id} ({r.tier})", r.text) for r in role.requirements),
        "change_requirements": _examples(
            [r.id for r in role.requirements], "Did this work for a customer who relied on it."
        ),
        "new_duty": _unused("d-new", (duty.id for duty in role.duties)),
        "new_requirement": _unused("r-new", (r.id for r in role.requirements)),
        "takes": ", ".join(profile.weighted[:_SHOWN]),
        "first": profile.weighted[0],
        "competencies": _listed((key, one.name) for key, one in profile.family.competencies.items()),
        "expects": _by_key(role.expects),
        "weights": _by_key(role.weights),
        "stages": _listed((f"{stage.id} ({stage.name})", _by_key(stage.covers)) for stage in profile.family.loop),
        "change_loop": change_loop,
        "new_stage": _unused("new-stage", (stage.id for stage in profile.family.loop)),
        "covers": _by_key(covers),
    }


def _listed(entries: Iterable[tuple[str, str]]) -> str:
    return "\n".join(line for name, text in entries for line in _wrapped(name, text))


def _wrapped(name: str, text: str) -> Iterator[str]:
    yield from textwrap.wrap(
        printable(" ".join(text.split())),
        _WIDTH,
        initial_indent=f"#   {name}: ",
        subsequent_indent="#     ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _examples(ids: list[str], text: str) -> str:
    """Return an example of changing the first entry, and one of dropping the last."""
    lines = [f"#   - {{id: {ids[0]}, text: {text}}}"]
    if len(ids) > 1:
        lines.append(f"#   - {{id: {ids[-1]}, drop: true}}")
    return "\n".join(lines)


def _plan(loop: Sequence[Stage], competency: str) -> tuple[str, dict[str, str]]:
    """Return an example of changing the first stage and of dropping the last, and what a new one takes over."""
    first, last = loop[0], loop[-1]
    covers = dict[str, str](last.covers) if len(loop) > 1 else {}
    given = next((key for key in reversed(list(first.covers)) if key not in covers), None)
    if given:
        covers[given] = first.covers[given]
    change = f"{given}: null" if given else f"{next(iter(first.covers), competency)}: primary"
    other = next((key for key in last.covers if key not in first.covers), None)
    if other and len(covers) > _WELL_RATED:
        change += f", {other}: {covers.pop(other)}"
    lines = [f"#   - {{id: {first.id}, covers: {{{change}}}}}   # or primary, second; null takes it away"]
    if len(loop) > 1:
        lines.append(f"#   - {{id: {last.id}, drop: true}}")
    return "\n".join(lines), covers or {competency: "second"}


def _unused(name: str, taken: Iterable[str]) -> str:
    """Return a name that is not taken: the given one, or that with a number."""
    known = {str(one) for one in taken}
    return next(new for new in (name, *(f"{name}-{n}" for n in range(2, len(known) + 3))) if new not in known)


def _by_key(held: Mapping[str, object]) -> str:
    return ", ".join(f"{key}: {value}" for key, value in held.items())
