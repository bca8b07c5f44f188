"""docs/evidence.md says what the runs counted, every number is at its target, and its commands are there."""

from __future__ import annotations

import importlib.util
import json
import re
from types import ModuleType

import pytest

import evidence
from conftest import ROOT


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("evidence_page", ROOT / "tools/evidence.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


page = loaded()
KEPT = json.loads(page.KEPT.read_text(encoding="utf-8"))
MEASURES = evidence.measures()


def test_the_page_is_made_from_the_numbers() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.text(KEPT)
    assert sorted(KEPT) == sorted([*MEASURES, "machine"])


@pytest.mark.parametrize("name", MEASURES)
def test_every_number_is_at_its_target(name: str) -> None:
    number, target = KEPT[name]["number"], MEASURES[name]["target"]
    assert page.reached(number, target), f"{name}: {number}, wanted {target}"


def test_a_number_beside_its_target_is_told_from_one_that_reaches_it() -> None:
    assert [page.reached(1, target) for target in ("= 0", "<= 0", ">= 2", "= 1", "<= 1", ">= 1")] == [
        False, False, False, True, True, True,
    ]  # fmt: skip


def test_the_commands_are_there() -> None:
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    runs = {measure["run"] for measure in MEASURES.values()}
    assert {run.removeprefix("make ") for run in runs} <= targets
    assert runs == {"make torture", "make fuzz", "make sabotage"}
    assert {measure["merge"] for measure in MEASURES.values()} <= set(page.MERGE)


def test_numbers_of_several_processes_become_one(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("EVIDENCE", str(tmp_path))
    for number in (2, 3):
        evidence.note("values.silent", number)
        evidence.note("hostile.seconds", number)
    (tmp_path / "other.jsonl").write_text('{"id": "values.silent", "number": 1}\n', encoding="utf-8")
    assert page.merged(tmp_path) == {"values.silent": 6, "hostile.seconds": 3}
    with pytest.raises(KeyError):
        evidence.note("no.such", 1)
