"""Postings that a candidate has answered before: what was confirmed of one is not asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from jdgen.errors import InputError
from jdgen.inputs.calling.calling import Calling
from jdgen.inputs.candidate.files import read_candidate
from jdgen.inputs.source import Mapping, Scalar, Sequence
from jdgen.model.company_names import may_be_same, same_words


def confirmed_before(calling: Calling, path: Path, today: date) -> Calling | None:
    """Return a posting as `targets` of a candidate's file keeps it; None where nothing of it is kept.

    A file that cannot be read keeps nothing here: what is wrong with it is said when the letter is made.
    """
    try:
        targets = read_candidate(path, today, []).entries.get("targets") if path.exists() else None
    except (InputError, OSError):
        return None
    kept = targets.items if isinstance(targets, Sequence) else ()
    found = (_as_kept(calling, node) for node in kept if isinstance(node, Mapping))
    return next((one for one in found if one), None)


def _as_kept(calling: Calling, node: Mapping) -> Calling | None:
    """Return the posting with what an entry says of it, if the entry keeps what this very posting asks for."""
    company, title = _said(node, "company"), _said(node, "title")
    asked = node.entries.get("requirements")
    lines = [line.text for line in asked.items if isinstance(line, Scalar)] if isinstance(asked, Sequence) else []
    taken = tuple(one for one in calling.requirements if any(same_words(one.text, line) for line in lines))
    if not (company and title and lines and len(taken) == len(lines)):
        return None
    is_theirs = calling.company is None or may_be_same(calling.company.text, company.text)
    # A few lines may stand in postings of several companies.
    same_job = is_theirs and calling.title is not None and same_words(calling.title.text, title.text)
    if len(taken) < len(calling.requirements) and not same_job:
        return None
    read = calling if is_theirs else replace(calling, requisition=None, addressee=None)
    return replace(
        read, company=company, title=title, requirements=taken,
        requisition=_said(node, "requisition") or read.requisition,
        addressee=_said(node, "addressee") or read.addressee,
    )  # fmt: skip


def _said(node: Mapping, key: str) -> Scalar | None:
    found = node.entries.get(key)
    return found if isinstance(found, Scalar) and not found.null and found.text.strip() else None
