"""What documents need and take: the tables are complete, and no field changes more than its own words."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from full import FULL, changed, made_of, outline, said, without

from conftest import Ran
from jdgen.documents.material import OPTIONAL, REQUIRED, Material, lookup, mend_of, missing
from jdgen.inputs.profiles import LAID_OVER
from jdgen.model.candidate import Candidate
from jdgen.model.company import Company
from jdgen.model.opening import Opening
from jdgen.model.role import Role
from jdgen.pipeline import compose
from making import KINDS, ROLE

MODELS = {"company": Company, "opening": Opening, "candidate": Candidate}
APART = {"opening": {"rolling"}, "candidate": {"resume"}}
"""Fields that are tried by themselves: one goes with another, and one is laid under all of the others."""
NO_WORDS = ("extends", *LAID_OVER)
"""Fields of a role that say how its file is written: what they change is said by other fields, or by its family."""
ROLE_FIELDS = [
    f"role.{name}" for name, field in Role.model_fields.items() if not field.is_required() and name not in NO_WORDS
]
BETTERS = {
    "company.apply_base_url": ("opening.apply",),
    "opening.rolling": ("opening.deadline",),
    "company.name": ("candidate.target.company",),
    "candidate.target.company": ("company.name",),
    "candidate.target.title": ("company.name", "opening.title_override"),
    "opening.hiring_manager": ("candidate.target.addressee",),
    "opening.reason": ("candidate.target.reason",),
    "opening.requisition": ("candidate.target.requisition",),
    "candidate.bridge": ("candidate.target.requirements", "candidate.target.bridge"),
    # a story that is named has to be there
    "role.letter": ("candidate.stories", "candidate.target.story"),
    "candidate.stories": ("candidate.target.story",),
    # both tell the law of the place
    "opening.locations": ("opening.hires_in",),
    "opening.hires_in": ("opening.locations",),
}
"""Fields that show only where another one, which says it better, is missing."""


def fields() -> list[str]:
    found = []
    for root, values in FULL.items():
        for name, value in values.items():
            found.append(f"{root}.{name}")
            found += [f"{root}.{name}.{inner}" for inner in value] if isinstance(value, dict) else []
    return [*found, "opening.rolling", *ROLE_FIELDS]


def pair(kind: str, path: str) -> tuple[Material, Material]:
    """Return a full material and the same without the field; those that would hide it are in neither."""
    inputs: dict[str, Any] = FULL
    for better in BETTERS.get(path, ()) if path not in ("company.name", "opening.reason") or kind == "letter" else ():
        root, _, rest = better.partition(".")
        inputs = inputs | {root: less(inputs[root], rest)}
    given = json.dumps(inputs)
    if path == "opening.rolling":
        return made(given, "opening.rolling=true"), made(given)
    return made(given), made(given, f"{path}=null")


@cache
def made(inputs: str, *settings: str) -> Material:
    """Return the material of inputs, read once for the documents that all take it."""
    return made_of(json.loads(inputs), *settings)


def less(values: dict[str, Any], path: str) -> dict[str, Any]:
    name, _, rest = path.partition(".")
    kept = {key: value for key, value in values.items() if key != name}
    return kept | ({name: less(values[name], rest)} if rest else {})


def needed_by_the_model(path: str) -> bool:
    return path.rpartition(".")[0] + "." in (
        "opening.pay.", "opening.on_target.", "opening.background_check.", "opening.driving.", "opening.interview.",
        "company.ai_use.",
    ) and path.rpartition(".")[2] in ("min", "max", "currency", "per", "required", "loop", "used")  # fmt: skip


def test_the_full_input_has_every_field() -> None:
    assert {root: set(values) for root, values in FULL.items()} == {
        root: set(model.model_fields) - APART.get(root, set()) for root, model in MODELS.items()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_names_each_field_that_shows_and_no_other(kind: str) -> None:
    tried = [path for path in fields() if not needed_by_the_model(path)]
    showing = {path for path in tried if changed(kind, *pair(kind, path))}
    table = {*OPTIONAL[kind], *REQUIRED[kind]}
    known = table | {path for path in showing if path.rpartition(".")[0] in table}  # a listed field with its parts
    known |= {path.rpartition(".")[0] for path in table}
    assert (sorted(showing - known), sorted(table - showing)) == ([], [])
    assert len(showing) > 3


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NO_WORDS)
def test_what_a_role_does_not_lay_over_its_family_can_be_cleared(kind: str, name: str) -> None:
    """Without changes of its own, a role has what its family holds: no word is lost, and none in header and footer."""
    full = made_of(FULL)
    assert getattr(full.profile.role, name) in (None, (), {})
    before, after = compose(kind, full), compose(kind, made_of(FULL, f"role.{name}=null"))
    assert outline(before) == outline(after)
    assert (before.header, before.footer, before.record) == (after.header, after.footer, after.record)


@pytest.mark.parametrize(
    "setting",
    ["role.summary=Other.", "role.skills[0]=Other", "role.market=null", "opening.bonus=Other", "opening.team=Other"],
)
def test_only_the_content_hash_changes_with_a_field_that_a_document_does_not_take(setting: str) -> None:
    """Posting and kit carry the hash of all of role and opening; a letter has it in its record alone."""
    one, other = made_of(FULL), made_of(FULL, setting)
    checked = 0
    for kind in KINDS:
        before, after = compose(kind, one), compose(kind, other)
        hashes = before.record.content, after.record.content
        assert hashes[0] != hashes[1]
        assert [hashes[0] in before.footer, hashes[1] in after.footer] == [kind != "letter"] * 2
        if outline(before) == outline(after):
            assert before.footer.replace(*hashes) == after.footer
            assert before.header == after.header
            assert replace(before.record, content="") == replace(after.record, content="")
            checked += 1
    assert checked


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_optional_field_takes_its_own_words_only(kind: str, golden: Callable[[str, str], None]) -> None:
    """The golden file says for each field what goes (-) and what comes instead (+), by section."""
    parts = [f"{path}\n" + "\n".join(changed(kind, *pair(kind, path))) for path in OPTIONAL[kind]]
    golden(f"optional/{kind}.txt", "\n\n".join(parts) + "\n")
    assert len(parts) == len(set(OPTIONAL[kind])) > 1


@pytest.mark.parametrize(("kind", "path"), [(kind, path) for kind in KINDS for path in REQUIRED[kind]])
def test_a_missing_required_field_is_named_or_marked(
    kind: str, path: str, jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    inputs = without(path)
    if path == "opening.apply":
        del inputs["company"]["apply_base_url"]
    roots = ["company", "opening"] + (["candidate"] if kind == "letter" else [])
    for root in roots:
        (tmp_path / f"{root}.json").write_text(json.dumps(inputs[root]), encoding="utf-8")
    command = [kind, ROLE, *(f"--{root}={tmp_path}/{root}.json" for root in roots), "-f", "txt", "-o", "-", "-q"]
    root, _, rest = path.partition(".")
    refused = jdgen(*command)
    mend = mend_of(path)
    hint = f"add {mend.lines or 'it there'}, or `--set {mend.setting}`"
    told = f"{tmp_path}/{root}.json: the {kind} needs `{rest}`; {hint}"
    assert refused == Ran(2, "", f"{told}\nerror: 1 problem in 1 file; nothing was written\n")
    draft = jdgen(*command, "--draft")
    assert draft.code == 0
    assert set(re.findall(r"\[\[[^\]]*\]\]", draft.out)) == {f"[[{path}]]"}


@pytest.mark.parametrize("path", [*REQUIRED["posting"], "opening.hires_in", "opening.posted"])
def test_what_a_hint_says_to_set_can_be_typed(path: str) -> None:
    (setting,) = shlex.split(mend_of(path).setting)
    typed = setting.replace("…", "jobs.example").replace("YYYY-MM-DD", "2026-11-20")
    bare = without(path) | {"candidate": {"name": "Dana Reyes"}}
    assert lookup(made_of(bare), path) in (None, ())
    assert lookup(made_of(bare, typed), path) not in (None, ())


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_draft_prints_the_whole_table_of_required_fields(kind: str) -> None:
    empty = made_of({})
    lines = "\n".join(text for section in said(kind, empty).values() for text in section)
    assert sorted(set(re.findall(r"\[\[(.*?)\]\]", lines))) == sorted(REQUIRED[kind])
    assert sorted(missing(empty, kind)) == sorted(REQUIRED[kind])


def test_work_done_anywhere_needs_no_place_and_an_own_page_no_address() -> None:
    remote = made_of(without("opening.locations"), "opening.days_onsite=null", "opening.mode=remote")
    assert list(missing(remote, "posting")) == []
    assert said("posting", remote)["subtitle"] == ["Acme Pumps · Remote"]
    page = made_of(without("opening.apply"))
    assert list(missing(page, "posting")) == []
    assert said("posting", page)["apply"][1] == "Apply at https://jobs.acme.example/REQ-9 by December 18, 2026."
    nowhere = made_of(without("opening.apply"), "opening.requisition=null")
    assert list(missing(nowhere, "posting")) == ["opening.apply"]


def test_every_document_names_company_and_role() -> None:
    full = made_of(FULL)
    for kind in KINDS:
        lines = "\n".join(text for section in said(kind, full).values() for text in section)
        assert "Acme Pumps" in lines
        assert "Pump Whisperer" in lines
