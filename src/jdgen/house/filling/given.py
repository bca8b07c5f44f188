"""Where the values that templates print are given: the fields of files behind the names of the contract."""

from __future__ import annotations

import re

from jdgen.documents.material import OPTIONAL, REQUIRED, mend_of
from jdgen.documents.tree import Kind
from jdgen.errors import Problem
from jdgen.house.faults import Fault
from jdgen.model.base import Entity
from jdgen.model.company import Company
from jdgen.model.opening import Opening

_NAME = re.compile(r"`([\w.]+)`")
_FIELDS = {
    "about": "company.about",
    "addressee.company": "company.name",
    "addressee.name": "opening.hiring_manager",
    "apply.adjustments_contact": "company.accommodation.contact",
    "apply.email": "opening.apply.email",
    "apply.url": "opening.apply.url",
    "background": "role.education",
    "benefits": "company.benefits",
    "enclosed": "candidate.enclosures",
    "enclosures": "candidate.enclosures",
    "opening.apply_by": "opening.deadline",
    "opening.contract": "opening.employment_type",
    "opening.location": "opening.locations",
    "pay": "opening.pay",
    "pay.bonus": "opening.bonus",
    "pay.commission": "opening.commission",
    "pay.equity": "opening.equity",
    "pay.on_target": "opening.on_target",
    "posting.posted": "opening.posted",
    "sender": "candidate",
    "success": "role.success",
    "target": "candidate.target",
}
"""The fields of names that go by another one; what begins like one of them goes by its beginning."""


def missing_value(fault: Fault, kind: Kind, source: str) -> Problem:
    """Return what is printed and has no value, with where to give it as far as that is known."""
    name = _NAME.search(fault.message)
    path = field_of(name[1], kind) if name else ""
    if not name or not path:
        return fault.problem(source)
    mend = mend_of(path)
    hint = f"give it in the {path.partition('.')[0]}'s file or with `--set {mend.setting}`"
    return fault._replace(hint=f"{hint}, or write `{{% if {name[1]} %}}` around it").problem(source)


def field_of(name: str, kind: Kind) -> str:
    """Return the field of a file that a name of the contract is made of, or nothing."""
    if name in _FIELDS:
        return _FIELDS[name]
    if name in (*REQUIRED[kind], *OPTIONAL[kind]):
        return name
    start, _, last = name.rpartition(".")
    if start == "pay":
        return "opening.pay"
    files: dict[str, type[Entity]] = {"company": Company, "opening": Opening}
    if start in files and last in files[start].model_fields:
        return name
    path = f"{_FIELDS[start]}.{last}" if start in ("sender", "target") else ""
    return path if path in OPTIONAL[kind] or path == "candidate.label" else ""
