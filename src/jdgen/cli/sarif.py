"""Findings in SARIF 2.1.0, the format in which tools that show problems beside files take them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
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
_LEVELS = {"error": "error", "warning": "warning", "notice": "note"}


def log(found: Sequence[Finding]) -> dict[str, Any]:
    """Return the findings as a log of one run, with the rules that they are of."""
    from importlib.metadata import version

    rules = {finding.rule.id: finding.rule for finding in found}
    order = sorted(rules)
    driver = {
        "name": "jdgen",
        "version": version("jdgen"),
        "rules": [_rule(rules[name]) for name in order],
    }
    results = list(_results(found, {name: number for number, name in enumerate(order)}))
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


def _results(found: Sequence[Finding], numbers: dict[str, int]) -> Iterator[dict[str, Any]]:
    alike: Counter[tuple[str, str, str]] = Counter()
    for rule, problem in found:
        uri = _uri(problem.place) if problem.place else ""
        same = (rule.id, uri, problem.message)
        alike[same] += 1
        mark = sha256("\0".join((*same, str(alike[same]))).encode()).hexdigest()[:32]
        yield {
            "ruleId": rule.id,
            "ruleIndex": numbers[rule.id],
            "level": _LEVELS[rule.level],
            "message": {"text": _said(problem)},
            "locations": [_location(problem.place)] if problem.place else [],
            "partialFingerprints": {FINGERPRINT: mark},
        }


def _said(problem: Problem) -> str:
    return f"{problem.message}\n{problem.hint}" if problem.hint else problem.message


def _location(place: Place) -> dict[str, Any]:
    """Return a line of a file; of Word the paragraph, which has no line; of an option its name, which has no file."""
    if place.source.startswith("--"):
        return {"logicalLocations": [{"name": place.source}]}
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place)}}
    if place.line and place.unit:
        name = f"{place.unit} {place.line}"
        return {"physicalLocation": physical, "logicalLocations": [{"name": name, "kind": place.unit}]}
    if place.line:
        physical["region"] = {"startLine": place.line} | ({"startColumn": place.column} if place.column else {})
    return {"physicalLocation": physical}


def _uri(place: Place) -> str:
    path = near(place.source)
    # A name such as `a:b.txt` would be read as an address of the scheme `a`.
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path, errors="surrogateescape")
