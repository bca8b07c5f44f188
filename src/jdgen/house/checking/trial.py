"""A template filled on trial: with an invented company, and with values that break whatever can be broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from itertools import count
from typing import Any

from jdgen.documents import contract
from jdgen.documents.tree import Document, Kind
from jdgen.errors import JdgenError, Problem, TemplateError, printable
from jdgen.house.checking.check_values import replaces
from jdgen.house.checking.rules import Level
from jdgen.house.compiling.compiler import Compiled, fill
from jdgen.house.faults import Fault
from jdgen.house.filling.filling import filled
from jdgen.house.filling.leftovers import guarded, left, unguarded
from jdgen.house.opening.namespaces import w
from jdgen.house.reading.tags import tags
from jdgen.inputs.finished.word_package import parsed
from jdgen.model.candidate import Candidate
from jdgen.render.options import PageOptions

HOSTILE = (
    "R&D <b> \"x\" 'y' > &amp; ]]>",
    "{{ 7*7 }} {% if x %} {# y #} {_{ }}",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
    "one\n\ttwo  three\n",
    "مهندس برمجيات – עברית",
    "👩🏽‍💻 naïve ﬁ ½ №",
    "<w:p/><?x?><!-- - -->",
    "\\1 %s %(a)s ${x} \u00a0\u200b",
)
"""What people, and those who mean harm, put into a field; each must arrive as it is."""
_SPACES = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\u2011"}


@lru_cache(maxsize=3)
def sample(kind: Kind) -> tuple[Document, dict[str, Any]]:
    """Return a sample document of a kind, and its values."""
    from jdgen.inputs.sample import material

    held = material(kind)
    build: Any = getattr(import_module(f"jdgen.documents.{kind}"), kind)
    common = replace(held, candidate=Candidate())
    document = build(held) if kind == "letter" else build(common, held.profile)
    return document, contract.values(held, document)


def tried(template: Compiled, data: bytes, kind: Kind) -> Iterator[Fault]:
    """Yield what goes wrong when a template is filled: with a sample, then with hostile values."""
    document, values = sample(kind)
    source = template.package.source
    try:
        filled((data, source), document, values, PageOptions(), draft=False)
    except JdgenError as error:
        # What has no value is told below, where it stands.
        problems = [problem for problem in error.problems if problem.rule != "value.missing"]
        level: Level = "error" if isinstance(error, TemplateError) else "warning"
        yield from (Fault(p.rule or "trial.fails", _said(p), None, p.hint, level) for p in problems)
        if problems:
            return
    compares = not replaces(tags(template.package)[0])
    for turn in range(len(HOSTILE)):
        found = list(_under_attack(template, values, turn, compares=compares))
        yield from found
        if found:
            return


def _said(problem: Problem) -> str:
    place = problem.place
    where = f"{place.unit} {place.line}: " if place and place.unit and place.line else ""
    return f"{where}{problem.message}"


def _under_attack(template: Compiled, values: dict[str, Any], turn: int, *, compares: bool) -> Iterator[Fault]:
    """Yield what happens to hostile values: none may change the file, stay away in part, or look like a tag.

    In as many turns as there are of them, each name has each of them once. A template that replaces words in its values
    is not held to them (`compares`).
    """
    given: dict[int, str] = {}
    hostile = _hostile(values, given, count(turn))
    try:
        parts, missing = fill(template, guarded(hostile), lambda _: "<w:p/>", draft=True)
    except TemplateError as error:
        yield from (Fault("trial.fails", _said(problem), None, problem.hint) for problem in error.problems)
        return
    yield from missing
    roots: dict[str, Any] = {}
    for name, xml in parts.items():
        try:
            roots[name] = parsed(xml.encode())
        except SyntaxError:
            yield Fault("trial.fails", f"`{printable(name)}` comes out damaged when values hold `&`, `<` or `]]>`")
    for problem in left(roots, template.package.source):
        yield Fault("trial.leaves", problem.message, None, problem.hint)
    if not compares:
        return
    text = _folded(" ".join("".join(_words(parsed(unguarded(parts[name]).encode()))) for name in roots))
    for number, value in given.items():
        if _folded(f"⟦{number}⟧") in text and _folded(value) not in text:
            yield Fault("trial.loses", f"“{printable(value, 60)}” does not arrive whole")


def _hostile(value: Any, given: dict[int, str], numbers: count[int]) -> Any:
    """Return plain data with a hostile text for each text, between marks that tell which one it is."""
    if isinstance(value, str):
        number = next(numbers)
        given[number] = f"⟦{number}⟧{HOSTILE[number % len(HOSTILE)]}⟦/{number}⟧"
        return given[number]
    if isinstance(value, dict):
        return {key: _hostile(held, given, numbers) for key, held in value.items()}
    return [_hostile(held, given, numbers) for held in value] if isinstance(value, list) else value


def _words(root: Any) -> Iterator[str]:
    for element in root.iter(w("t"), w("p"), *_SPACES):
        yield (element.text or "") if element.tag == w("t") else _SPACES.get(element.tag, "\n")


def _folded(text: str) -> str:
    """Return a text as it is compared: filters may change its case, and a line end may become a paragraph."""
    return " ".join(text.casefold().split())
