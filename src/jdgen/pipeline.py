"""From a request to the bytes of its files: read, build, check, render; no file is written here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from jdgen.checks import scaffold, scores, selection
from jdgen.documents.facts import Record
from jdgen.documents.locale import locale
from jdgen.documents.material import Material, mend_of, missing, roots_of
from jdgen.documents.tree import Kind
from jdgen.errors import Place, Problem, plural
from jdgen.house.pages import rendered
from jdgen.inputs.gather import Demand, Sources, gather
from jdgen.inputs.templates import Templates
from jdgen.model.candidate import Candidate
from jdgen.render import BOARDS, ready
from jdgen.render.options import PageOptions, Paper

if TYPE_CHECKING:
    from jdgen.documents.tree import Document
    from jdgen.house.chosen import House
    from jdgen.letters import Errand, Prepared

NEED_ROLE: frozenset[Kind] = frozenset(("posting", "rubric", "guide", "coverage"))
"""The documents that are made of a role; a letter can do without one, a ladder has several."""

PROMISING: frozenset[Kind] = frozenset(("posting", "rubric"))
"""The documents that say what is asked and what is assessed."""


@dataclass(frozen=True, slots=True)
class Request:
    """Which documents to make, from what, in which formats; `date` is the one that is printed.

    It is `dated` if somebody asked for that date, and `settled` if somebody asked for that locale. `large`, `fillable`,
    `width` and `pages` are as in PageOptions. A `strict` one refuses ratings that want evidence and have none; a
    letter may have `most` characters as plain text, and to `finish` it makes it a final one if it may be sent.
    Of the formats for job boards a posting alone is made, and no draft. `templates` are Word files that documents are
    filled into, before those of the company.
    """

    documents: tuple[Kind, ...]
    formats: tuple[str, ...]
    sources: Sources
    date: date
    dated: bool = False
    locale: str = "en-US"
    settled: bool = False
    paper: Paper | None = None
    draft: bool = False
    large: bool = False
    fillable: bool = False
    strict: bool = False
    width: int | None = None
    most: int | None = None
    finish: bool = False
    pages: str = ""
    templates: Templates = field(default_factory=Templates)


class Output(NamedTuple):
    """One finished file: its document, its format, the facts it is named by, and its bytes."""

    document: str
    format: str
    record: Record
    data: bytes


@dataclass(slots=True)
class Result:
    """The finished files, what the user should know about them, and how long each step took in seconds.

    `material` is what they were made of.
    """

    material: Material
    outputs: list[Output] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    timings: list[tuple[str, float]] = field(default_factory=list)


def produce(request: Request) -> Result:
    """Return the files of a request; raise JdgenError with every problem that stands in the way."""
    start = time.perf_counter()
    demand = Demand(
        role=not NEED_ROLE.isdisjoint(request.documents),
        letter="letter" in request.documents,
        outlines="guide" in request.documents,
        needs=partial(_lacking, request),
    )
    material = gather(request.sources, request.date, locale(request.locale), demand)
    for name in request.formats:
        ready(name)
    read = time.perf_counter()
    made = _letter(request, material)
    # A letter in PDF is made to count its pages, before anything else is.
    laid = time.perf_counter() - read if made and made.pdf else 0.0
    material = made.material if made else material
    result = Result(material)
    result.notices.extend(scores.remarks(material))
    result.notices.extend(scaffold.left(material))
    result.notices.extend(selection.left_out(material, request.documents))
    if _boards(request):
        from jdgen.documents.vacancy import expired

        result.notices.extend(expired(material))
    errors = _errors(material) if PROMISING.intersection(request.documents) else []
    if errors:
        result.notices.append(_finds(errors, request))
    if "rubric" in request.documents and not any(error.rule == "loop.primary" for error in errors):
        result.notices.extend(selection.uncovered(material))
    documents = [made.document if made and kind == "letter" else compose(kind, material) for kind in request.documents]
    result.notices.extend(selection.open_slots(documents, material, draft=request.draft))
    if "posting" in request.documents and request.sources.opening:
        result.notices.extend(_unlawful(request, material))
    result.notices.extend(made.notices if made else ())
    result.timings.append(("read and compose", time.perf_counter() - start - laid))
    own = _housed(request, result, documents)
    for document in documents:
        page = _page(request, material, document.kind)
        for name in request.formats:
            if name in BOARDS and document.kind != "posting":
                continue
            counted = made.pdf if made and (document.kind, name) == ("letter", "pdf") and not page.pages else None
            start = time.perf_counter() - (laid if counted else 0.0)
            facts = _named(document.record, page, name)
            filled = own.get(document.kind) if name == "docx" else counted
            data = filled or rendered(document, name, page, result.notices, draft=request.draft)
            result.outputs.append(Output(document.kind, name, facts, data))
            result.timings.append((f"{document.kind} {name}", time.perf_counter() - start))
    return result


def _house(request: Request, material: Material) -> House | None:
    """Return what fills Word files of somebody's own, where there are any; it is loaded for them alone."""
    brand = material.company.brand
    if "docx" not in request.formats or not (request.templates.files or (brand and brand.templates)):
        return None
    from jdgen.house.chosen import House

    return House(request.templates, material, request.documents, request.formats, request.draft, request.large)


def _housed(request: Request, result: Result, documents: list[Document]) -> Mapping[str, bytes]:
    """Return the Word files that are filled into one of somebody's own, by their documents."""
    house = _house(request, result.material)
    if house:
        result.notices.extend(house.fill(documents, partial(_page, request, result.material)))
    return house.files if house else {}


def page_for(material: Material, kind: Kind, paper: Paper | None = None, *, large: bool = False) -> PageOptions:
    """Return the page that a document is set on; a letter takes nothing of a company's brand."""
    look = material.letter.look if kind == "letter" else material.look
    brand = None if kind == "letter" else material.company.brand
    return PageOptions(paper or (brand and brand.paper) or material.locale.paper, large or look.large, look=look)


def _page(request: Request, material: Material, kind: Kind) -> PageOptions:
    page = page_for(material, kind, request.paper, large=request.large)
    return replace(page, fillable=request.fillable, width=request.width, pages=request.pages)


def _errand(request: Request, material: Material) -> Errand:
    """Return how a letter goes out."""
    from jdgen.letters import Errand

    page = _page(request, material, "letter")
    return Errand(request.formats, page, request.most, request.sources.candidate, request.sources.calling)


def _letter(request: Request, material: Material) -> Prepared | None:
    """Return the letter, if one is asked for; raise InputError with all that keeps a final one from being sent."""
    if "letter" not in request.documents:
        return None
    from jdgen.letters import elsewhere, prepared

    made = prepared(material, _errand(request, material), finish=request.finish and not request.draft)
    sources = request.sources
    # An opening says where the job is; of a table, each letter would say it again.
    if not (request.settled or sources.opening or sources.row):
        made.notices.extend(elsewhere(material, _errand(request, material)))
    return made


def _named(facts: Record, page: PageOptions, name: str) -> Record:
    """Return the facts that name a file, with what tells its page from the usual one."""
    set_so = ("large-print" if page.large else "", "fillable" if page.fillable and name == "pdf" else "")
    return replace(facts, variant=(*filter(None, set_so), *facts.variant))


def compose(kind: Kind, material: Material) -> Document:
    """Return the tree of a document; its module has the kind's name, and is imported when it is asked for."""
    build: Callable[..., Document] = getattr(import_module(f"jdgen.documents.{kind}"), kind)
    if kind != "letter":
        # Nothing that one candidate says may show in what is for all of them.
        material = replace(material, candidate=Candidate())
    if kind not in NEED_ROLE:
        return build(material)
    if material.profile is None:
        raise ValueError(f"a {kind} needs a role")
    return build(material, material.profile)


def _errors(material: Material) -> list[Problem]:
    """Return what `jdgen check` calls errors in a role and its interviews, but for what comments switch off."""
    from jdgen.checks.agreement import disagreements
    from jdgen.checks.rules import CODE
    from jdgen.inputs.ignores import loud

    return loud(problem for problem in disagreements(material) if CODE[problem.rule].level == "error")


def _finds(errors: list[Problem], request: Request) -> Problem:
    """Return the one notice of the errors of a role and its interviews."""
    from jdgen.inputs.commands import check_command

    rules = ", ".join(dict.fromkeys(error.rule for error in errors))
    command = check_command(request.sources, "agreement", ("opening",), request.date if request.dated else None)
    return Problem(f"`{command}` finds {plural(len(errors), 'error')} in this role: {rules}", errors[0].place)


def _unlawful(request: Request, material: Material) -> Iterator[Problem]:
    """Yield one notice of what the law of its places asks and an opening lacks; `jdgen check` looks at all rules."""
    from jdgen.checks.law import errors
    from jdgen.inputs.commands import check_command

    given = {root: path.as_posix() for root, path in request.sources.files.items() if path and root != "candidate"}
    found = errors(material, {root: Place(path) for root, path in given.items()})
    if found:
        day = request.date if request.dated else None
        command = check_command(request.sources, "law", ("company", "opening"), day)
        ids = ", ".join(dict.fromkeys(problem.rule for problem in found))
        yield Problem(f"`{command}` finds at least {plural(len(found), 'error')}: {ids}", found[0].place)


def _lacking(request: Request, material: Material) -> Iterator[tuple[str, Problem]]:
    """Yield every required field that holds nothing, with its root and where to put it; a draft may lack them."""
    if "letter" in request.documents and material.title is None and not (request.draft and request.sources.row):
        hint = 'name a ROLE, or write `--target "TITLE @ COMPANY"`'
        # A file or an option that could not be used may name it.
        root = "candidate" if request.sources.candidate or request.sources.target else "role"
        yield root, Problem("no job is named for the letter", None, hint)
    house = _house(request, material)
    yield from (("template", problem) for problem in (house.problems() if house else ()))
    for problem in scores.unproven(material) if request.strict else ():
        yield "scores", problem
    kinds: dict[str, list[str]] = {}
    for kind in () if request.draft else request.documents:
        for path in missing(material, kind):
            kinds.setdefault(path, []).append(kind)
    if _boards(request):
        yield from _unsuited(request, material, kinds)
    for path, needing in kinds.items():
        yield roots_of(path), _missing(path, needing, request)
    if "letter" in request.documents and material.letter.mode == "final" and material.title:
        from jdgen.letters import refusals

        for problem in refusals(material, _errand(request, material), whole=not kinds):
            yield "candidate", problem


def _unsuited(request: Request, material: Material, kinds: dict[str, list[str]]) -> Iterator[tuple[str, Problem]]:
    """Add to `kinds` the fields that job boards need and do not get; yield the values that they cannot take."""
    from jdgen.documents.vacancy import lacking, unfit

    if request.draft:
        yield "opening", Problem("a draft does not go to job boards", None, "leave out `--draft`, or their formats")
    if material.internal:
        said = "an internal posting does not go to job boards"
        yield "opening", Problem(said, None, "leave out `--audience internal`, or their formats")
    for name in _boards(request):
        for path in lacking(material, name):
            kinds.setdefault(path, []).append(f"{name} file")
    for problem in unfit(material, _boards(request)):
        yield "opening", problem


def _boards(request: Request) -> tuple[str, ...]:
    """Return the formats for job boards that a request makes."""
    return tuple(name for name in request.formats if name in BOARDS) if "posting" in request.documents else ()


def _missing(path: str, kinds: list[str], request: Request) -> Problem:
    root, _, rest = path.partition(".")
    file = request.sources.files[root]
    who = f"the {' and the '.join(kinds)} need{'' if len(kinds) > 1 else 's'}"
    if file is None:
        return Problem(f"{who} `{path}`", None, f"add `--{root} FILE`; `jdgen new {root}` writes one to start from")
    mend = mend_of(path)
    hint = f"add {mend.lines or 'it there'}, or `--set {mend.setting}`"
    return Problem(f"{who} `{rest}`", Place(file.as_posix()), hint)
