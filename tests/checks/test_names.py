"""A name means one role: a title or alias that is a name of another role is found, and no name of its own is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Ran
from jdgen.checks.names import folded
from library_copy import SOUND, sound


def named(name: str, title: str, aliases: str = "") -> str:
    """Return the text of a role under another title, with aliases."""
    head, title_line, rest = SOUND[name].partition(f"title: {title.partition('>')[0]}\n")
    assert title_line
    return f"{head}title: {title.rpartition('>')[2]}\naliases: [{aliases}]\n{rest}"


def found(jdgen: Callable[..., Ran], profiles: Path, *roles: str) -> list[tuple[str, str, int, str]]:
    """Return what is found of names: the file, its part of the library, the line and the words."""
    ran = jdgen("check", *roles, "--profiles", profiles, "--json")
    heard = [one for one in json.loads(ran.out)["findings"] if one["rule"] == "name.taken"]
    assert {(one["level"], one["group"], one["mend"]) for one in heard} <= {
        ("warning", "library", "give one of the two roles another name")
    }
    return [(Path(one["file"]).stem, Path(one["file"]).parent.name, one["line"], one["text"]) for one in heard]


@pytest.mark.parametrize(
    ("title", "aliases", "line", "said"),
    [
        ("Potter>Master Potter", "", 2, "`Master Potter` is also the title of `master`"),
        ("Potter>master.  POTTER", "", 2, "`master.  POTTER` is also the title of `master`"),
        ("Potter>Master", "", 2, "`Master` is also the file name of `master`"),
        ("Potter", "Pots, Head-Potter", 3, "`Head-Potter` is also an alias of `master`"),
        ("Potter", "master_potter", 3, "`master_potter` is also the title of `master`"),
        ("Potter", "Senior Software Engineer", 3,
         "`Senior Software Engineer` is also the file name of `senior-software-engineer`"),
    ],
)  # fmt: skip
def test_a_name_of_another_role_is_found(
    title: str, aliases: str, line: int, said: str, jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    master = named("master", "Master Potter", "Head Potter, Guru")
    profiles = sound(tmp_path, {"potter": named("potter", title, aliases), "master": master})
    assert found(jdgen, profiles, "potter") == [("potter", "pottery", line, said)]


def test_both_roles_are_told_of_a_name_that_they_share(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = sound(tmp_path, {"potter": named("potter", "Potter", "master potter, Master-Potter")})
    assert found(jdgen, profiles, "potter", "master") == [
        ("master", "pottery", 2, "`Master Potter` is also an alias of `potter`"),
        ("potter", "pottery", 3, "`master potter` is also the title of `master`"),
    ]


def test_names_of_its_own_are_no_trouble(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    aliases = "potter, POTTER, Potters, Master Potters, master potter 2"
    profiles = sound(tmp_path, {"potter": named("potter", "Potter", aliases)})
    assert found(jdgen, profiles) == []


def test_a_role_in_the_place_of_a_built_in_one_is_not_another(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    text = "extends: senior-software-engineer\ntitle: Senior Software Engineer\nsummary: Ours.\n"
    profiles = sound(tmp_path, {"senior-software-engineer": text})
    assert found(jdgen, profiles, "senior-software-engineer") == []
    assert found(jdgen, profiles) == []
    file = tmp_path / "senior-software-engineer.yaml"
    file.write_text(text, encoding="utf-8")
    assert found(jdgen, profiles, str(file)) == []


def test_what_a_built_in_role_shares_is_said_of_the_other_one(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = sound(tmp_path, {"potter": named("potter", "Potter>Staff Software Engineer")})
    ours = ("potter", "pottery", 2, "`Staff Software Engineer` is also the file name of `staff-software-engineer`")
    theirs = ("staff-software-engineer", "software-engineering")
    assert found(jdgen, profiles) == [ours]
    assert found(jdgen, profiles, "potter", "staff-software-engineer") == [ours]
    assert [one[:2] for one in found(jdgen, profiles, "staff-software-engineer")] == [theirs]


def test_another_role_that_cannot_be_read_is_passed_over(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    potter = named("potter", "Potter", "master")
    for number, master in enumerate(("title: [", "titel: Master\n", "name: Master\naccommodation: {}\n")):
        profiles = sound(tmp_path / str(number), {"potter": potter, "master": master})
        assert found(jdgen, profiles, "potter") == []


def test_names_are_compared_as_they_are_heard() -> None:
    alike = ("Sr. Engineer", "sr  engineer", "SR_-engineer", " sr.engineer. ")
    assert {folded(name) for name in alike} == {"sr engineer"}
    assert folded("C++ Engineer") != folded("C Engineer")
