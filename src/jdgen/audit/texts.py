"""Finished texts to findings: postings that jdgen never made, in Word, HTML, Markdown or plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial

from jdgen.audit.postings import supposed, together
from jdgen.audit.report import Report, Seen, attempt, findings_of, once
from jdgen.audit.roles import Examination
from jdgen.checks.law import told_of_text
from jdgen.documents.law import Case, Touch, case
from jdgen.documents.locale import locale
from jdgen.documents.material import Material
from jdgen.documents.reading import Reading
from jdgen.errors import Problem
from jdgen.inputs.finished import read_finished
from jdgen.inputs.gather import Demand, gather
from jdgen.model.candidate import Candidate
from jdgen.model.company import Company
from jdgen.model.opening import Opening

STANDARD_INPUT = "-"
_FEWEST = 40
"""From how many words on the language of a text can be told."""
_SHARE = 0.08
"""The share of words below which a text is not English; English ones have a fifth to a third."""
_COMMON = frozenset((
    "a", "all", "and", "are", "as", "at", "be", "by", "can", "for", "from", "have", "if", "is", "it", "not", "of", "on",
    "or", "our", "that", "the", "their", "this", "to", "we", "what", "who", "will", "with", "you", "your",
))  # fmt: skip
"""Words that every English text is full of, and that other languages hardly have; `in` and `so` are German too."""


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
            one = replace(one, reading=in_its_language(one.reading, problems))
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
    stdin = texts.stdin if path == STANDARD_INPUT else None
    company = str(material.company.name or "")
    finished = read_finished(path, company=company, places=request.hires_in, stdin=stdin)
    return Seen(finished.reading, finished=finished)


def in_its_language(words: Reading, problems: list[Problem]) -> Reading:
    """Return the reading; one that is not English is marked so, and the rules for English pass it over."""
    found = [word for passage in words.passages for word in re.findall(r"[^\W\d_]+", passage.text.lower())]
    if len(found) < _FEWEST or sum(word in _COMMON for word in found) >= len(found) * _SHARE:
        return words
    said = "the text does not read as English, the one language whose words and structure are checked"
    problems.append(Problem(said, words.place, "check its English version", "text.language"))
    return replace(words, language="und")


def _case(material: Material) -> Case:
    """Return what decides which laws hold; a text does not say whether its work is done at a place or from home."""
    known = case(material)
    return replace(known, touches=tuple(Touch(t.code, how) for t in known.touches for how in ("onsite", "remote")))
