"""What the columns of a table mean: a name, or a value of a file; and what is near where one means nothing.

Case, outer and double space and `_` for a space do not count. A bare column is also taken by these names:

- `id`: row id, row, key
- `role`: role file, job, job profile, role profile, profile
- `company`: company file, employer, client
- `opening`: opening file, requisition file, vacancy
- `candidate`: candidate file, applicant

`company`, `opening` and `candidate` name files under each of their names. Other names that people use for a value, such
as `Job title`, `Req ID`, `Salary` or `City`, are not read but answered with the column that is meant.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from jdgen.errors import InputError, Place, Problem, nearest, printable
from jdgen.inputs import overrides
from jdgen.inputs.kinds import MODELS
from jdgen.inputs.rows.line import trimmed
from jdgen.inputs.rows.row import NAMES
from jdgen.inputs.schema import fields_at
from jdgen.inputs.source import Mapping as Tree
from jdgen.inputs.source import Scalar

OURS = "jdgen:"
"""How the columns begin that a table of failed rows has beside those of the table."""
_OTHERS = {
    "row id": "id", "row": "id", "key": "id",
    "role file": "role", "job": "role", "job profile": "role", "role profile": "role", "profile": "role",
    "company file": "company", "employer": "company", "client": "company",
    "opening file": "opening", "requisition file": "opening", "vacancy": "opening",
    "candidate file": "candidate", "applicant": "candidate",
}  # fmt: skip
"""Other names by which people call the bare columns."""
_MEANT = {
    **dict.fromkeys(("title", "job title", "role title", "position"), "opening.title_override"),
    **dict.fromkeys(("req", "req id", "requisition id", "requisition number", "job id"), "opening.requisition"),
    **dict.fromkeys(("min", "minimum", "pay min", "min pay", "salary min", "min salary", "salary"), "opening.pay.min"),
    **dict.fromkeys(("max", "maximum", "pay max", "max pay", "salary max", "max salary"), "opening.pay.max"),
    **dict.fromkeys(("currency", "pay currency"), "opening.pay.currency"),
    **dict.fromkeys(("city", "town", "locality", "location"), "opening.locations[0].locality"),
    **dict.fromkeys(("state", "province", "region"), "opening.locations[0].region"),
    **dict.fromkeys(("zip", "zip code", "postal", "postal code", "postcode"), "opening.locations[0].postal"),
    **dict.fromkeys(("country",), "opening.locations[0].country"),
    **dict.fromkeys(("apply url", "apply link"), "opening.apply.url"),
    **dict.fromkeys(("company name",), "company.name"),
}
"""The values that people mean by a bare name that no file has."""
_ANY = "the columns are id, role, company, opening, candidate, and values such as `opening.pay.min`; " \
    "`--map FILE` renames others"  # fmt: skip
_STEP = re.compile(r"([^.\[\]]+)|\[([0-9]{1,6})\]")
_DOTTED = re.compile(r"[^.\[\]]+(\.[^.\[\]]+|\[[0-9]{1,6}\])+")
_SPACED = re.compile(r"\s*([.\[\]])\s*")


class Said(NamedTuple):
    """The name of a column as the table has it."""

    text: str
    place: Place


def folded(text: str) -> str:
    """Return a name as names are compared: without case, outer space, and space of more than one sign."""
    return " ".join(trimmed(text).casefold().split())


def steps(key: str) -> tuple[str | int, ...]:
    """Return the steps of a dotted key, with its root."""
    return tuple(match[1] if match[1] is not None else int(match[2]) for match in _STEP.finditer(key))


def parted(key: str) -> tuple[str, tuple[str | int, ...]]:
    """Return the root of a dotted key, and the steps below it."""
    first, *inner = steps(key)
    return str(first), tuple(inner)


def meaning(said: str) -> str:
    """Return the column that a name means, or nothing where it means none."""
    bare = folded(said).replace("_", " ")
    if bare in NAMES or bare in _OTHERS:
        return _OTHERS.get(bare, bare)
    text = trimmed(said)
    # A key of a file may have capitals, as `company.size.by_jurisdiction.Colorado` has.
    plain = _SPACED.sub(r"\1", folded(text)).replace(" ", "_")
    return next((key for key in (text, plain) if _is_key(key)), "")


def _is_key(key: str) -> bool:
    known = overrides.root(key) in overrides.ROOTS and _DOTTED.fullmatch(key)
    return bool(known) and overrides.unknown(key, Place("")) is None


def is_field(key: str) -> bool:
    """Return whether a model has the value that a dotted key names: not only could have, as under free keys."""
    found = meaning(key)
    if not _DOTTED.fullmatch(found):
        return False
    root, *inner = steps(found)
    last = max(index for index, step in enumerate((root, *inner)) if isinstance(step, str))
    return inner[last - 1] in fields_at(MODELS[str(root)], tuple(inner[: last - 1])) if last else False


def unknown(said: Said) -> Problem:
    """Return the problem of a name that means no column."""
    return Problem(f"unknown column `{printable(said.text, 60)}`", said.place, _hint(said.text))


def _hint(said: str) -> str:
    text = _SPACED.sub(r"\1", said)
    if _DOTTED.fullmatch(text):
        return _near(text)
    name = folded(said).replace("_", " ")
    field = name.replace(" ", "_")
    keys = [f"{root}.{field}" for root in ("opening", "company") if field in fields_at(MODELS[root], ())]
    meant = [_MEANT[name]] if name in _MEANT else keys
    if meant:
        return f"did you mean {' or '.join(f'`{key}`' for key in meant)}?"
    others = {last: f"{root}.{last}" for root in ("company", "opening") for last in fields_at(MODELS[root], ())}
    near = nearest(field, [*NAMES, *others])
    word = near.removeprefix("did you mean `").removesuffix("`?")
    return near.replace(word, others[word]) if word in others and word not in NAMES else near or _ANY


def _near(key: str) -> str:
    """Return the key that is near to a dotted one, from the step that is wrong."""
    root, *inner = steps(key)
    if root not in overrides.ROOTS:
        near = nearest(str(root), overrides.ROOTS).removesuffix("`?")
        rest = printable(key[len(str(root)) :], 60)
        return f"{near}{rest}`?" if near else f"the roots are {', '.join(overrides.ROOTS)}"
    model = MODELS[str(root)]
    for index, step in enumerate(inner):
        known = fields_at(model, tuple(inner[:index]))
        if known and isinstance(step, str) and step not in known:
            near = nearest(step, known).removeprefix("did you mean `").removesuffix("`?")
            before = _joined((root, *inner[:index]))
            if near:
                return f"did you mean `{before}.{near}{_joined(inner[index + 1 :], '.')}`?"
            break
    problem = overrides.unknown(key, Place(""))
    return problem.hint if problem else ""


def _joined(parts: Iterable[str | int], before: str = "") -> str:
    """Return steps as a key."""
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f"{'.' if text or before else ''}{printable(part, 60)}"
    return text


def renamed(tree: Tree, heads: Iterable[Said], *, again: bool = False) -> Mapping[str, str]:
    """Return the columns that a file of names gives to heads, by the folded head; nothing for one to be left aside.

    Raise InputError where it names a head that the table does not have, or a column that means nothing. A table of
    failed rows is one whose columns were renamed already: what has the name of its meaning keeps it.
    """
    there = {folded(head.text): head.text for head in heads}
    settled = {folded(head.text) for head in heads if again and meaning(head.text) == head.text}
    problems: list[Problem] = []
    found: dict[str, str] = {}
    for said, node in tree.entries.items():
        head, place = folded(said), tree.keys[said]
        if head not in there and not again:
            hint = nearest(said, there.values()) or f"its columns are {_listed(there.values())}"
            problems.append(Problem(f"the table has no column `{printable(said, 60)}`", place, hint))
        if head in found:
            problems.append(Problem(f"`{printable(said, 60)}` is there twice", place))
        if not isinstance(node, Scalar):
            problems.append(Problem(f"`{printable(said, 60)}` must be the name of a column", node.place))
            continue
        text = "" if node.null else trimmed(node.text)
        found[head] = meaning(text) if text else ""
        if text and not found[head]:
            problems.append(unknown(Said(text, node.place)))
    if problems:
        raise InputError(problems)
    return {head: key for head, key in found.items() if head not in settled}


def _listed(names: Iterable[str]) -> str:
    *first, last = [f"`{printable(name, 60)}`" for name in names][:12]
    return f"{', '.join(first)} and {last}" if first else last


def meanings(heads: list[Said], names: Mapping[str, str]) -> tuple[list[str], list[Problem]]:
    """Return what each head means, nothing for one that is not used, and what is wrong with the heads."""
    keys: list[str] = []
    first: dict[str, Said] = {}
    problems: list[Problem] = []
    for head in heads:
        aside = not head.text or is_ours(head.text)
        key = "" if aside else names.get(folded(head.text), meaning(head.text))
        if not aside and not key and folded(head.text) not in names:
            problems.append(unknown(head))
        if key and first.setdefault(key, head) is not head:
            problems.append(_twice(key, first[key], head))
        keys.append(key)
    return keys, problems


def _twice(key: str, first: Said, head: Said) -> Problem:
    if folded(first.text) == folded(head.text):
        return Problem(f"the column `{printable(head.text, 60)}` is there twice", head.place)
    said = f"`{printable(first.text, 60)}` and `{printable(head.text, 60)}` are both the column `{key}`"
    return Problem(said, head.place, "take one out, or leave it aside with `--map`")


def is_ours(said: str) -> bool:
    """Return whether a column is one that a table of failed rows has beside those of the table."""
    return folded(said).startswith(OURS)


def contrary(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of columns that no row can fill both, since one stands within the other."""
    dotted = {steps(key): key for key in keys if _DOTTED.fullmatch(key)}
    for parts, key in dotted.items():
        for length in range(2, len(parts)):
            if parts[:length] in dotted:
                yield dotted[parts[:length]], key


def is_known(said: str, renamed_heads: Collection[str]) -> bool:
    """Return whether a name is that of a column, as it is or once it is renamed."""
    return bool(meaning(said)) or is_ours(said) or folded(said) in renamed_heads


def ordered(keys: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return columns in their order, but entries of a list by their numbers: it is filled from its beginning."""
    lists: dict[str, list[int]] = {}
    for at, (_, key) in enumerate(keys):
        if "[" in key:
            lists.setdefault(key.partition("[")[0], []).append(at)
    found = list(keys)
    for places in lists.values():
        for at, column in zip(places, sorted((keys[at] for at in places), key=_numbers), strict=True):
            found[at] = column
    return found


def _numbers(column: tuple[int, str]) -> list[int]:
    return [step for step in steps(column[1]) if isinstance(step, int)]
