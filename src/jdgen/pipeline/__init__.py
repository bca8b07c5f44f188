"""From a request to the bytes of its files: read, build, check, render; no file is written here."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from jdgen.checks import scaffold, scores, selection
from jdgen.documents.facts import Record
from jdgen.documents.locale import locale
from jdgen.documents.material import Material
from jdgen.documents.tree import Kind
from jdgen.house.pages import rendered
from jdgen.inputs.gather import Demand, gather
from jdgen.model.candidate import Candidate
from jdgen.pipeline.lacking import lacking_in
from jdgen.pipeline.means import errand_of, house_of, page_of
from jdgen.pipeline.means import page_for as page_for
from jdgen.pipeline.noticed import errors_in, found, unlawful
from jdgen.pipeline.request import Output as Output
from jdgen.pipeline.request import Request as Request
from jdgen.pipeline.request import Result as Result
from jdgen.pipeline.request import boards_of
from jdgen.render import BOARDS, ready
from jdgen.render.options import PageOptions

if TYPE_CHECKING:
    from jdgen.documents.tree import Document
    from jdgen.letters import Prepared

NEED_ROLE: frozenset[Kind] = frozenset(("posting", "rubric", "guide", "coverage"))
"""The documents that are made of a role; a letter can do without one, a ladder has several."""

PROMISING: frozenset[Kind] = frozenset(("posting", "rubric"))
"""The documents that say what is asked and what is assessed."""


def produce(request: Request) -> Result:
    """Return the files of a request; raise JdgenError with every problem that stands in the way."""
    start = time.perf_counter()
    demand = Demand(
        role=not NEED_ROLE.isdisjoint(request.documents),
        letter="letter" in request.documents,
        outlines="guide" in request.documents,
        needs=partial(lacking_in, request),
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
    if boards_of(request):
        from jdgen.documents.vacancy import expired

        result.notices.extend(expired(material))
    errors = errors_in(material) if PROMISING.intersection(request.documents) else []
    if errors:
        result.notices.append(found(errors, request))
    if "rubric" in request.documents and not any(error.rule == "loop.primary" for error in errors):
        result.notices.extend(selection.uncovered(material))
    documents = [made.document if made and kind == "letter" else compose(kind, material) for kind in request.documents]
    result.notices.extend(selection.open_slots(documents, material, draft=request.draft))
    if "posting" in request.documents and request.sources.opening:
        result.notices.extend(unlawful(request, material))
    result.notices.extend(made.notices if made else ())
    result.timings.append(("read and compose", time.perf_counter() - start - laid))
    own = _housed(request, result, documents)
    for document in documents:
        page = page_of(request, material, document.kind)
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


def _housed(request: Request, result: Result, documents: list[Document]) -> Mapping[str, bytes]:
    """Return the Word files that are filled into one of somebody's own, by their documents."""
    house = house_of(request, result.material)
    if house:
        result.notices.extend(house.fill(documents, partial(page_of, request, result.material)))
    return house.files if house else {}


def _letter(request: Request, material: Material) -> Prepared | None:
    """Return the letter, if one is asked for; raise InputError with all that keeps a final one from being sent."""
    if "letter" not in request.documents:
        return None
    from jdgen.letters import elsewhere, prepared

    made = prepared(material, errand_of(request, material), finish=request.finish and not request.draft)
    sources = request.sources
    # An opening says where the job is; of a table, each letter would say it again.
    if not (request.settled or sources.opening or sources.row):
        made.notices.extend(elsewhere(material, errand_of(request, material)))
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
