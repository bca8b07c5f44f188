"""Finished texts to findings: postings that jdgen never made, in Word, HTML, Markdown or plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from jdgen.audit.postings import supposed
from jdgen.audit.report import Report, Seen, attempt, findings_of, once
from jdgen.audit.roles import Examination
from jdgen.checks.language import language
from jdgen.checks.law import law_of_text
from jdgen.checks.structure import structure
from jdgen.documents.law import Case, Touch, case
from jdgen.documents.locale import locale
from jdgen.documents.material import Material
from jdgen.documents.reading import Reading
from jdgen.errors import Problem
from jdgen.inputs.finished import read_finished
from jdgen.inputs.gather import Demand, gather
from jdgen.model.candidate import Candidate
from jdgen.model.company import Company
from jdgen.model.law import Law
from jdgen.model.opening import Opening

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Texts:
    """The finished texts to check: paths, or `-` for what came on standard input."""

    paths: tuple[str, ...]
    stdin: bytes = b""


def audit_texts(texts: Texts, request: Examination) -> Report:
    """Return what is found in the texts, for the company and the places of the request; its roles are not looked at."""
    problems: list[Problem] = []
    material = attempt(partial(_material, request), problems) or _nothing(request)
    material = supposed(material, request.hires_in, request.employees)
    seen: list[Seen] = []
    paths = tuple(dict.fromkeys(texts.paths))
    for path in paths:
        one = attempt(partial(_seen, path, texts, material, request), problems)
        if one:
            seen.append(one)
            problems.extend(_findings(one.reading, _case(material) if request.hires_in else None, request.laws))
    return Report(findings_of(once(problems)), 0, 0, len(paths), tuple(seen))


def _material(request: Examination) -> Material:
    return gather(request.sources, request.date, locale(request.locale), Demand())


def _nothing(request: Examination) -> Material:
    return Material(Company(), Opening(), Candidate(), locale(request.locale), request.date)


def _seen(path: str, texts: Texts, material: Material, request: Examination) -> Seen:
    stdin = texts.stdin if path == STANDARD_INPUT else None
    company = str(material.company.name or "")
    finished = read_finished(path, company=company, places=request.hires_in, stdin=stdin)
    return Seen(finished.reading, finished=finished)


def _findings(words: Reading, where: Case | None, laws: tuple[Law, ...]) -> Iterator[Problem]:
    for problem in (*structure(words), *language(words), *(law_of_text(words, where, laws) if where else ())):
        yield problem if problem.place else problem._replace(place=words.place)


def _case(material: Material) -> Case:
    """Return what decides which laws hold; a text does not say whether its work is done at a place or from home."""
    known = case(material)
    return replace(known, touches=tuple(Touch(t.code, how) for t in known.touches for how in ("onsite", "remote")))
