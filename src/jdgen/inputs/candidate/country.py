"""The country that a candidate lives in, as far as it is said for sure."""

from __future__ import annotations

from pathlib import Path

from jdgen.errors import InputError
from jdgen.inputs import source
from jdgen.inputs.source import Mapping, Scalar
from jdgen.model.candidate import Candidate

_COUNTRIES = {
    "GB": ("uk", "u.k.", "united kingdom", "great britain", "england", "scotland", "wales", "northern ireland"),
    "IE": ("ireland", "republic of ireland"),
    "CA": ("canada",),
    "AU": ("australia",),
    "NZ": ("new zealand",),
    "US": ("usa", "u.s.a.", "us", "u.s.", "united states", "united states of america"),
}
"""How people end the line of where they live; two letters alone may be a state."""
_NAMES = {name: code for code, names in _COUNTRIES.items() for name in names}


def country(candidate: Candidate, file: Path) -> str:
    """Return the code of the country, as the resume or the end of `location` says it, or an empty text."""
    named = file.parent / str(candidate.resume) if candidate.resume else file
    return _coded(named) or _NAMES.get(str(candidate.location or "").rpartition(",")[2].strip().casefold(), "")


def _coded(file: Path) -> str:
    """Return the `countryCode` of a JSON Resume."""
    try:
        node: object = source.read(file)
    except InputError:
        return ""
    for key in ("basics", "location", "countryCode"):
        node = node.entries.get(key) if isinstance(node, Mapping) else None
    return node.text.strip().upper() if isinstance(node, Scalar) and not node.null else ""
