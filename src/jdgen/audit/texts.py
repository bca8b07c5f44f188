"""Finished texts to findings: postings that jdgen never made, in Word, HTML, Markdown or plain text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from jdgen.audit.postings import supposed, together
from jdgen.audit.report import Report, Seen, attempt, findings_of, once
from jdgen.audit.roles import Examination
from jdgen.checks.english import foreign, reads_as_english
from jdgen.checks.law import told_of_text
from jdgen.documents.law import Case, Touch, case
from jdgen.documents.locale import locale
from jdgen.documents.material import Material
from jdgen.errors import Problem
from jdgen.inputs.finished.posting import read_finished
from jdgen.inputs.gather import Demand, gather
from jdgen.model.candidate import Candidate
from jdgen.model.company import Company
from jdgen.model.opening import Opening

FROM_PIPE = "-"


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
    doubles: list[tuple[Problem, Problem]] = []
    paths = tuple(dict.fromkeys(texts.paths))
    for path in paths:
        one = attempt(partial(_seen, path, texts, material, request), problems)
        if one:
            words = one.reading
            if not reads_as_english(words):
                one = replace(one, reading=replace(words, language="und"))
                problems.append(foreign(words))
            seen.append(one)
            by_law = told_of_text(one.reading, _case(material), request.laws) if request.hires_in else ()
            found = together(one.reading, list(by_law))
            problems.extend(found.problems)
            doubles.extend(found.doubles)
    files = {root: path.as_posix() for root, path in request.sources.files.items() if path}
    return Report(findings_of(once(problems)), 0, 0, len(paths), tuple(seen), files, tuple(doubles))


def _material(request: Examination) -> Material:
    return gather(request.sources, request.date, locale(request.locale), Demand())


def _nothing(request: Examination) -> Material:
    return Material(Company(), Opening(), Candidate(), locale(request.locale), request.date)


def _seen(path: str, texts: Texts, material: Material, request: Examination) -> Seen:
    stdin = texts.stdin if path == FROM_PIPE else None
    company = str(material.company.name or "")
    finished = read_finished(path, company=company, places=request.hires_in, stdin=stdin)
    return Seen(finished.reading, finished=finished)


def _case(material: Material) -> Case:
    """Return what decides which laws hold; a text does not say whether its work is done at a place or from home."""
    known = case(material)
    return replace(known, touches=tuple(Touch(t.code, how) for t in known.touches for how in ("onsite", "remote")))
