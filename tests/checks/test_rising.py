"""A ladder rises: where rungs touch all is well, what is not given is not compared, and what falls is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Ran
from jdgen import resources
from library_copy import SOUND, sound

RUNGS = ("apprentice", "potter", "master")
PAY = {
    "apprentice": "pay: {min: 20000, max: 40000, currency: USD, per: year}",
    "potter": "pay: {min: 40000, max: 80000, currency: USD, per: year}",
    "master": "pay: {min: 80000, max: 120000, currency: USD, per: year}",
}
YEARS = {name: pay.replace("pay", "years").replace("0000", "").replace(", currency: USD, per: year", "")
         for name, pay in PAY.items()}  # fmt: skip


def found(
    jdgen: Callable[..., Ran], folder: Path, roles: tuple[str, ...] = RUNGS, **changes: list[str]
) -> list[tuple[str, str]]:
    """Return the rules and words of what is found; a change of a role is old, new, old, new."""
    files = {}
    for name, edits in changes.items():
        text = SOUND[name]
        for old, new in zip(edits[::2], edits[1::2], strict=True):
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        files[name] = text
    ran = jdgen("check", *roles, "--profiles", sound(folder, files), "--json")
    return [(finding["rule"], finding["text"]) for finding in json.loads(ran.out)["findings"]]


def test_rungs_that_touch_and_rungs_that_leave_a_gap_are_well(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    assert found(jdgen, tmp_path / "touching") == []
    higher = [PAY["master"], PAY["master"].replace("80000", "90000"), YEARS["master"], "years: {min: 10}"]
    assert found(jdgen, tmp_path / "gap", master=higher) == []


@pytest.mark.parametrize(
    ("rung", "old", "new", "said"),
    [
        ("apprentice", "max: 40000", "max: 40001",
         ("ladder.pay", "`potter` is paid from 40,000, and `apprentice` below it ends at 40,001")),
        ("master", "min: 80000", "min: 79000",
         ("ladder.pay", "`master` is paid from 79,000, and `potter` below it ends at 80,000")),
        ("potter", "per: year}", "per: year, open_ended: true}",
         ("ladder.pay", "`master` is paid from 80,000, and `potter` below it ends without a limit")),
        ("potter", "max: 80000, currency: USD, per: year}", "currency: USD, per: year, open_ended: true}",
         ("ladder.pay", "`master` is paid from 80,000, and `potter` below it ends without a limit")),
        ("apprentice", "{min: 2, max: 4}", "{min: 2, max: 5}",
         ("ladder.years", "`potter` begins at 4 years, and `apprentice` below it ends at 5 years")),
        ("potter", "{min: 4, max: 8}", "{min: 4}",
         ("ladder.years", "`master` begins at 8 years, and `potter` below it ends at open years")),
        ("potter", "  kiln: 3", "  kiln: 5",
         ("ladder.expects", "`master` expects 4 of `kiln`, and `potter` below it 5")),
    ],
)  # fmt: skip
def test_what_overlaps_upward_is_said(
    rung: str, old: str, new: str, said: tuple[str, str], jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    assert found(jdgen, tmp_path, **{rung: [old, new]}) == [said]


def test_one_year_is_no_years(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    heard = found(
        jdgen, tmp_path, apprentice=["{min: 2, max: 4}", "{min: 0, max: 2}"], potter=["{min: 4, max: 8}", "{min: 1}"]
    )
    assert ("ladder.years", "`potter` begins at 1 year, and `apprentice` below it ends at 2 years") in heard
    heard = found(
        jdgen,
        tmp_path / "no",
        apprentice=["{min: 2, max: 4}", "{min: 0, max: 1}"],
        potter=["{min: 4, max: 8}", "{min: 0, max: 8}"],
    )
    assert heard == [("ladder.years", "`potter` begins at 0 years, and `apprentice` below it ends at 1 year")]


FALLEN = {
    "ladder.pay": {"apprentice": ["max: 40000", "max: 40001"]},
    "ladder.years": {"apprentice": ["{min: 2, max: 4}", "{min: 2, max: 5}"]},
    "ladder.expects": {"apprentice": ["  kiln: 1\n", "  kiln: 4\n"]},
    "ladder.advance": {"apprentice": ["{to: potter}", "{to: master}"]},
}
LINES = {"ladder.pay": "pay:", "ladder.years": "years:", "ladder.expects": "  kiln: ", "ladder.advance": "advance:"}
MENDS = {
    "ladder.expects": {"apprentice": "expect 3 or less", "potter": "expect 4 or more"},
    "ladder.advance": {
        "apprentice": "write `to: potter`", "potter": "write `to: potter` in a `apprentice` of your own",
    },
}  # fmt: skip


@pytest.mark.parametrize("rule", FALLEN)
@pytest.mark.parametrize("mine", ["apprentice", "potter", "both", "none"])
def test_what_falls_between_a_built_in_rung_and_ones_own_is_said_of_ones_own(
    mine: str, rule: str, jdgen: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ((old, new),) = FALLEN[rule].values()
    profiles = sound(tmp_path, {"apprentice": SOUND["apprentice"].replace(old, new)})
    built_in = tmp_path / "built-in/pottery"
    built_in.mkdir(parents=True)
    for name in ("apprentice", "potter"):
        if mine not in (name, "both"):
            (profiles / f"pottery/{name}.yaml").rename(built_in / f"{name}.yaml")
    monkeypatch.setattr(resources, "profiles", lambda: built_in.parent)
    ran = jdgen("check", "master", "--profiles", profiles, "--json")
    (one,) = [one for one in json.loads(ran.out)["findings"] if one["rule"] == rule]
    usual = "apprentice" if rule == "ladder.advance" else "potter"
    named = mine if mine in RUNGS else usual
    file = Path(one["file"])
    assert (file.stem, file.is_relative_to(built_in)) == (named, mine == "none")
    line = file.read_text(encoding="utf-8").splitlines()[one["line"] - 1]
    assert line.startswith("title:" if (rule, mine) == ("ladder.advance", "potter") else LINES[rule])
    assert one["mend"] == MENDS.get(rule, {}).get(named, "let the one end where the other begins")


def test_a_level_that_ones_own_rung_inherits_is_said_of_the_rung(
    jdgen: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, _, rest = SOUND["potter"].partition("duties:")
    heir = f"{head}{rest[rest.index('advance:') :]}".replace("family: pottery", "extends: novice")
    profiles = sound(tmp_path, {"potter": heir})
    built_in = tmp_path / "built-in/pottery"
    built_in.mkdir(parents=True)
    low = SOUND["apprentice"].replace("  kiln: 1\n", "  kiln: 2\n")
    (built_in / "apprentice.yaml").write_text(low, encoding="utf-8")
    (profiles / "pottery/apprentice.yaml").unlink()
    novice = SOUND["apprentice"].replace("title: Apprentice", "title: Novice")
    (built_in / "novice.yaml").write_text(novice, encoding="utf-8")
    monkeypatch.setattr(resources, "profiles", lambda: built_in.parent)
    ran = jdgen("check", "potter", "--profiles", profiles, "--json")
    (one,) = [one for one in json.loads(ran.out)["findings"] if one["rule"] == "ladder.expects"]
    assert (Path(one["file"]).stem, one["line"], one["mend"]) == ("potter", 2, "expect 2 or more")


def test_a_rung_without_pay_or_years_is_passed_over(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    silent = [PAY["potter"], "pay: null", YEARS["potter"], "years: null"]
    assert [rule for rule, _ in found(jdgen, tmp_path / "gap", potter=silent)] == ["pay.missing"]
    early = [PAY["master"], PAY["master"].replace("80000", "39000"), YEARS["master"], "years: {min: 3}"]
    assert found(jdgen, tmp_path / "over the gap", potter=silent, master=early) == [
        ("ladder.years", "`master` begins at 3 years, and `apprentice` below it ends at 4 years"),
        ("ladder.pay", "`master` is paid from 39,000, and `apprentice` below it ends at 40,000"),
        ("pay.missing", "no pay is given"),
    ]


def test_a_level_is_compared_with_the_last_rung_that_gives_one(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    heard = found(
        jdgen, tmp_path,
        apprentice=["  trade: 1\nweights:", "  trade: 3\nweights:"],
        potter=["  trade: 1\n", ""],
        master=["  trade: 4\nweights:", "  trade: 2\nweights:"],
    )  # fmt: skip
    assert ("ladder.expects", "`master` expects 2 of `trade`, and `apprentice` below it 3") in heard


@pytest.mark.parametrize("pay", ["currency: EUR, per: year", "currency: USD, per: month"])
def test_pay_in_another_coin_or_for_another_time_is_not_compared(
    pay: str, jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    changed = {name: [PAY[name], f"pay: {{min: 900, max: 5000, {pay}}}"] for name in ("potter",)}
    assert found(jdgen, tmp_path, **changed) == []


@pytest.mark.parametrize("name", ["master", "Master Potter", "Head Potter"])
def test_a_way_up_may_be_named_by_file_title_or_alias(name: str, jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    aliases = ["title: Master Potter", "title: Master Potter\naliases: [Head Potter]"]
    assert found(jdgen, tmp_path, potter=["to: master", f"to: {name}"], master=aliases) == []


def test_a_role_at_either_end_of_the_ladder_is_a_rung(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    files = {
        "helper": SOUND["apprentice"].replace("title: ", "title: Young ").replace("to: potter", "to: apprentice"),
        "owner": SOUND["master"].replace("title: Master Potter", "title: Owner"),
        "master": SOUND["master"].replace("to: Owner of a Workshop", "to: owner"),
    }  # fmt: skip
    profiles = sound(tmp_path, files)
    ran = jdgen("check", "helper", *RUNGS, "owner", "--profiles", profiles, "--json")
    heard = [(one["rule"], one["text"], one["mend"]) for one in json.loads(ran.out)["findings"]]
    assert heard == [
        ("ladder.left_out", "`helper` leads to the first rung and is not on the ladder",
         "add it to `ladder` before `apprentice`"),
        ("ladder.left_out", "the last rung leads to `owner`, which is not on the ladder",
         "add it to `ladder` after `master`"),
    ]  # fmt: skip


def test_a_ladder_is_judged_with_any_of_its_rungs_and_with_no_other_role(
    jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    fallen = ["  kiln: 3", "  kiln: 5"]
    for rung in RUNGS:
        assert [rule for rule, _ in found(jdgen, tmp_path / rung, (rung,), potter=fallen)] == ["ladder.expects"]
    profiles = sound(tmp_path / "aside", {
        "potter": SOUND["potter"].replace(*fallen),
        "aside": SOUND["potter"].replace("title: Potter", "title: Aside"),
    })  # fmt: skip
    assert json.loads(jdgen("check", "aside", "--profiles", profiles, "--json").out)["findings"] == []


def test_a_rung_that_cannot_be_read_is_said_once(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    heard = found(jdgen, tmp_path, master=["title: Master Potter", "titel: Master Potter"])
    assert [rule for rule, _ in heard] == ["input", "input"]
    assert [text for _, text in heard] == ["`title` is missing", "unknown key `titel`"]
