"""The plan page of a kit and `jdgen check` say the same of an interview plan, sound or broken."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from test_agreement import OTHER_CAUSES, PANEL, SAYING, Edit, laid

from conftest import Ran
from jdgen.checks.loop import WORDED
from jdgen.checks.rules import every
from jdgen.documents.loop import OF_THE_PANEL, PROMISES
from library_copy import FILES, sound

OF_A_PLAN = ("loop.", "panel.")
PLANS: dict[str, tuple[Edit, ...]] = {
    "sound": (),
    "sound with a panel": (("opening", "", FILES["opening"] + PANEL),),
    **{fixture.rule: fixture.edits for fixture in SAYING if fixture.rule.startswith(OF_A_PLAN)},
    **{f"{case[0]}: {case[1]}": case[4] for case in OTHER_CAUSES if case[0].startswith(OF_A_PLAN)},
}
"""Plans of the small library, by what is wrong with them."""


def page(jdgen: Callable[..., Ran], profiles: Path) -> Iterator[tuple[str, str]]:
    """Yield what the plan page says of the plan, each time `Yes` or `Open` and the sentence."""
    home = profiles.parent
    files = [f"--{name}={home}/{name}.yaml" for name in ("company", "opening")]
    made = jdgen("rubric", "potter", "--profiles", profiles, *files, "--part", "plan", "-f", "txt", "-o", home / "made")
    (path,) = made.paths
    text = path.read_text(encoding="utf-8")
    for line in text.partition("Is the plan sound?")[2].partition("Where each must-have")[0].splitlines():
        said, _, sentence = line.removeprefix("- ").partition(": ")
        if sentence:
            yield said, sentence


def found(jdgen: Callable[..., Ran], profiles: Path) -> set[str]:
    """Return the rules of plans that `jdgen check` finds broken."""
    files = [f"--{name}={profiles.parent}/{name}.yaml" for name in ("company", "opening")]
    ran = jdgen("check", "potter", "--profiles", profiles, *files, "--json")
    return {one["rule"] for one in json.loads(ran.out)["findings"] if one["rule"].startswith(OF_A_PLAN)}


@pytest.mark.parametrize("name", PLANS)
def test_page_and_check_say_the_same(name: str, jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = sound(tmp_path, laid(PLANS[name]))
    broken = found(jdgen, profiles)
    assert ("sound" in name) is (broken == set())
    assert ("." in name) is (name.partition(":")[0] in broken)
    panel = "panel:" in (tmp_path / "opening.yaml").read_text(encoding="utf-8")
    wanted = [
        ("Open", f"{one.broken}: ") if one.rules & broken else ("Yes", one.kept)
        for one in PROMISES
        if panel or one.rules is not OF_THE_PANEL
    ]
    lines = list(page(jdgen, profiles))
    assert [(said, sentence[: len(promise)]) for (said, sentence), (_, promise) in zip(lines, wanted, strict=True)] == (
        wanted
    )
    # What holds names nothing but the minutes.
    assert [sentence for said, sentence in lines if said == "Yes" and ":" in sentence] == (
        [] if "loop.minutes" in broken else [sentence for _, sentence in lines if sentence.endswith(" minutes.")]
    )
    assert [sentence for _, sentence in lines if not sentence.endswith(".") or sentence.endswith(": .")] == []


def test_every_rule_of_a_plan_stands_on_the_page_and_has_words() -> None:
    of_a_plan = {rule for rule in every() if rule.startswith(OF_A_PLAN)}
    assert len(of_a_plan) >= 12
    assert set(WORDED) == of_a_plan
    assert sorted(rule for one in PROMISES for rule in one.rules) == sorted(of_a_plan)


SAID = {
    "loop.load": "more than three competencies are assessed in one stage: At the wheel.",
    "loop.primary": "one first and one second look: selling (no first look).",
    "loop.name": "two share a name, or one assesses nothing that counts: first talk.",
    "loop.minutes": "there is too little time for what is assessed: First talk (20 minutes).",
    "loop.work_sample": "the technical competency that weighs most: kneading.",
    "panel.unheld": "only one person looks at a competency: Last talk.",
    "panel.same": "only one person looks at a competency: Ann (selling).",
    "panel.same: `Ben` holds 3 stages; 2 are enough": "only one person looks at a competency: Ben (3 stages).",
}
"""What the page names of a broken plan."""


@pytest.mark.parametrize("name", SAID)
def test_the_page_names_what_is_open(name: str, jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = sound(tmp_path, laid(PLANS[name]))
    (sentence,) = [sentence for said, sentence in page(jdgen, profiles) if said == "Open"]
    assert sentence.endswith(SAID[name])


def test_the_page_adds_up_the_minutes(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    found = [sentence for said, sentence in page(jdgen, sound(tmp_path)) if "time" in sentence]
    assert found == ["each stage has time for what it assesses: 30 + 60 + 60 + 30 = 180 minutes."]


@pytest.mark.parametrize(("minutes", "needed"), [(20, 25), (15, 25), (2, 25)])
def test_the_minutes_that_it_would_take_are_enough(
    minutes: int, needed: int, jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    before = "First talk, minutes: 30"
    for length, heard in ((minutes, {"loop.minutes"}), (needed, set[str]())):
        profiles = sound(tmp_path / str(length), laid((("family", before, f"First talk, minutes: {length}"),)))
        ran = jdgen("check", "potter", "--profiles", profiles, "--json")
        findings = json.loads(ran.out)["findings"]
        assert {one["rule"] for one in findings} == heard
        assert [one["mend"].partition(",")[0] for one in findings] == [f"make it {needed} minutes"] * len(heard)


def test_two_people_at_one_stage_are_two_looks(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    """Who shares a stage with somebody may look again: two people have then rated the competency."""
    shared = PANEL.replace("wheel", "[wheel, screen]")
    profiles = sound(tmp_path, laid((("opening", "", FILES["opening"] + shared),)))
    assert found(jdgen, profiles) == set()
    alone = shared.replace("    - {name: Ann, stages: screen}\n", "")
    (tmp_path / "opening.yaml").write_text(FILES["opening"] + alone, encoding="utf-8")
    assert found(jdgen, profiles) == {"panel.same"}


def test_a_single_look_is_nobody_s_second(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    once = ("family", "glaze: second, trade: second", "glaze: second")
    profiles = sound(tmp_path, laid((once, ("opening", "", FILES["opening"] + PANEL))))
    assert found(jdgen, profiles) == {"loop.second"}
