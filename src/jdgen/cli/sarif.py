"""Findings in SARIF 2.1.0, the format in which tools that show problems beside files take them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jdgen.cli.findings import near

if TYPE_CHECKING:
    from jdgen.checks.rules import Finding, Rule
    from jdgen.errors import Place, Problem

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "jdgen/v1"
"""The name of the fingerprint by which a finding is known again when lines move."""
_NEAREST = ("opening", "company", "role", "candidate")
"""The roots of the files that may stand in for a place in none, the likeliest first."""
_LEVELS = {"error": "error", "warning": "warning", "notice": "note"}


def log(found: Sequence[Finding], files: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the findings as a log of one run, with the rules that they are of.

    `files` by their roots stand in where a value is in no file: GitHub refuses all of a log if one place has none.
    """
    from importlib.metadata import version

    rules = {finding.rule.id: finding.rule for finding in found}
    order = sorted(rules)
    driver = {
        "name": "jdgen",
        "version": version("jdgen"),
        "rules": [_rule(rules[name]) for name in order],
    }
    numbers = {name: number for number, name in enumerate(order)}
    results = list(_results(found, numbers, files or {}))
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    properties = {"group": rule.group} | ({"source": rule.source} if rule.source else {})
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.why},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
        "properties": properties,
    }


def _results(
    found: Sequence[Finding], numbers: Mapping[str, int], files: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    alike: Counter[tuple[str, str, str]] = Counter()
    for rule, problem in found:
        written = problem.place.source if problem.place else ""
        same = (rule.id, _uri(written) if problem.place and problem.place.in_file else written, problem.message)
        alike[same] += 1
        mark = sha256("\0".join((*same, str(alike[same]))).encode()).hexdigest()[:32]
        yield {
            "ruleId": rule.id,
            "ruleIndex": numbers[rule.id],
            "level": _LEVELS[rule.level],
            "message": {"text": _said(problem)},
            "locations": list(_locations(problem.place, files)),
            "partialFingerprints": {FINGERPRINT: mark},
        }


def _said(problem: Problem) -> str:
    # What is in no file has no place that a reader would see otherwise.
    where = f"{problem.place}: " if problem.place and not problem.place.in_file else ""
    return f"{where}{problem.message}\n{problem.hint}" if problem.hint else f"{where}{problem.message}"


def _locations(place: Place | None, files: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield where a finding is: of a value that was typed or piped in, the file that it was laid over or went with."""
    if place and place.in_file:
        yield _location(place)
        return
    typed = place.source.removeprefix("--set ").partition(".")[0] if place else ""
    stand_in = next((files[root] for root in (typed, *_NEAREST) if root in files), "")
    if stand_in:
        yield {"physicalLocation": {"artifactLocation": {"uri": _uri(stand_in)}}}


def _location(place: Place) -> dict[str, Any]:
    """Return a line of a file; of Word the paragraph, which has no line."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.source)}}
    if place.line and place.unit:
        name = f"{place.unit} {place.line}"
        return {"physicalLocation": physical, "logicalLocations": [{"name": name, "kind": place.unit}]}
    if place.line:
        physical["region"] = {"startLine": place.line} | ({"startColumn": place.column} if place.column else {})
    return {"physicalLocation": physical}


def _uri(source: str) -> str:
    path = near(source)
    # A name such as `a:b.txt` would be read as an address of the scheme `a`.
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path, errors="surrogateescape")
