"""Finding a role, and what the built-in family and role promise."""

from __future__ import annotations

import json
import re
import shutil
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from jdgen import resources
from jdgen.errors import InputError
from jdgen.inputs import profiles
from jdgen.inputs.library import Library
from jdgen.inputs.source import read
from jdgen.model.profile import Profile

ROLE = "senior-software-engineer"
BUILT_IN = resources.profiles()
ROLES = sorted(path.stem for path in BUILT_IN.glob("*/*.yaml") if path.name != "family.yaml")


def load(name: str) -> Profile:
    path = Library.of().find(name)
    return profiles.load(Library.of(), path, read(path))


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """The checkout has a folder `profiles/` of its own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module", params=ROLES)
def profile(request) -> Profile:
    path = BUILT_IN / next(BUILT_IN.glob(f"*/{request.param}.yaml"))
    return profiles.load(Library.of(), path, read(path))


@pytest.mark.parametrize(
    "name",
    [ROLE, "Senior Software Engineer", "senior software engineer", "Sr. Software Engineer", "SOFTWARE ENGINEER III"],
)
def test_a_role_is_found_by_name_title_and_alias(name):
    assert Library.of().find(name) == BUILT_IN / f"software-engineering/{ROLE}.yaml"


def test_a_role_is_found_by_file():
    assert load(str(BUILT_IN / f"software-engineering/{ROLE}.yaml")).id == ROLE


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("senior-software-enginer", f"did you mean `{ROLE}`?"),
        ("Software Engineer IV", "did you mean `junior-software-engineer`?"),
        ("Software Engineer IIII", "did you mean `senior-software-engineer`?"),
        ("clown", "`jdgen profiles list` lists the roles"),
    ],
)
def test_an_unknown_role_is_said_with_what_is_near(name, hint):
    with pytest.raises(InputError) as caught:
        Library.of().find(name)
    assert str(caught.value) == f"there is no role `{name}`; {hint}"


def test_the_users_own_folder_wins(tmp_path):
    mine = tmp_path / "profiles/software-engineering"
    mine.mkdir(parents=True)
    shutil.copy(BUILT_IN / f"software-engineering/{ROLE}.yaml", mine)
    text = (mine / f"{ROLE}.yaml").read_text(encoding="utf-8")
    (mine / f"{ROLE}.yaml").write_text(text.replace("title: Senior Software Engineer", "title: My Title"), "utf-8")
    (mine / "my-role.yaml").write_text(text.replace("title: Senior Software Engineer", "title: My Role"), "utf-8")
    assert Library.of().find(ROLE) == Path("profiles/software-engineering") / f"{ROLE}.yaml"
    # The family is still the built-in one, as the folder has none of its own.
    assert (load(ROLE).role.title, load("My Role").id) == ("My Title", "my-role")
    assert list(Library.of().names()) == sorted(["my-role", *ROLES])
    family = (BUILT_IN / "software-engineering/family.yaml").read_text(encoding="utf-8")
    (mine / "family.yaml").write_text(family.replace("name: System design", "name: My design"), "utf-8")
    assert load(ROLE).family.competencies["design"].name == "My design"


def test_list_and_show(jdgen):
    ran = jdgen("profiles", "list")
    assert (ran.code, ran.err) == (0, "")
    head, *lines = ran.out.splitlines()
    assert re.split("  +", head)[:3] == ["name", "title", "family"]
    assert [re.split("  +", line)[:3] for line in lines] == [
        [name, str(load(name).role.title), "software-engineering"] for name in ROLES
    ]
    shown = jdgen("profiles", "show", "Sr. Software Engineer")
    assert (shown.code, shown.err) == (0, "")
    assert "title: Senior Software Engineer\n" in shown.out
    assert "id: r-led-initiative" in shown.out


def test_there_are_eleven_built_in_roles():
    assert ROLES == [
        "ios-developer", "junior-software-engineer", "senior-python-developer", ROLE, "software-engineer",
        "solution-architect", "sql-developer", "staff-software-engineer", "system-analyst", "system-developer",
        "vp-engineering",
    ]  # fmt: skip


def test_competencies_have_five_anchors_and_questions(profile):
    competencies = profile.family.competencies
    assert len(competencies) >= 6
    assert {key: sorted(c.anchors) for key, c in competencies.items()} == {key: [1, 2, 3, 4, 5] for key in competencies}
    assert len(profile.weighted) >= 5
    for key in profile.weighted:
        questions = competencies[key].questions
        assert len(questions) >= 2
        assert [q.id for q in questions if len(q.probes) < 2 or len(q.listen_for) < 3] == []


def test_every_must_has_a_competency_with_a_question(profile):
    musts = profile.musts
    assert 1 <= len(musts) <= 6
    assert [r.id for r in musts if not r.competency or not profile.family.competencies[r.competency].questions] == []
    assert [r.id for r in musts if profile.role.weights[r.competency] == 0] == []


def test_duties_suit_a_posting_and_use_each_competency(profile):
    assert len(profile.role.duties) >= 5
    used = {competency for duty in profile.role.duties for competency in duty.competency}
    assert sorted(set(profile.weighted) - used) == []


def test_the_loop_covers_each_weighted_competency_twice(profile):
    covers = [dict(stage.covers) for stage in profile.family.loop]
    assert 1 <= len(covers) <= 5
    for kind in ("primary", "second"):
        counts = {key: sum(stage.get(key) == kind for stage in covers) for key in profile.weighted}
        assert counts == dict.fromkeys(profile.weighted, 1)
    assert [len(stage) for stage in covers if len(stage) > 3] == []


def words(text: str) -> list[str]:
    return re.findall(r"[\w'-]+", text.casefold())


def test_anchors_are_short_and_do_not_repeat_each_other(profile):
    anchors = {
        (key, level): words(text) for key, c in profile.family.competencies.items() for level, text in c.anchors.items()
    }
    assert len(anchors) >= 30
    assert {name: len(text) for name, text in anchors.items() if not 6 <= len(text) <= 30} == {}
    runs = {name: {tuple(text[i : i + 6]) for i in range(len(text) - 5)} for name, text in anchors.items()}
    assert [(a, b) for a, b in combinations(runs, 2) if runs[a] & runs[b]] == []


def test_the_figures_of_the_seed_page_are_there():
    profile = load(ROLE)
    role = profile.role
    assert (role.years.min, role.years.max) == (5, 8)
    assert [alternative.years.min for alternative in role.alternatives] == [6]
    assert role.pay is None
    ceiling = role.market.pay_ceiling
    assert (ceiling.min, ceiling.max, ceiling.currency, ceiling.per) == (200000, 280000, "USD", "year")
    assert role.market.ai.horizon == 2030
    # What stands beside it has a profile of its own now, which gives its title and its pay.
    outlines = profiles.outlines(Library.of(), profiles.others(role))
    nearby = [outlines[r.role] for r in role.related]
    assert [r.role for r in role.related if r.title or r.pay] == []
    assert {(near.title, int(near.pay.min), int(near.pay.max)) for near in nearby} == {
        ("SQL Developer", 80000, 125000),
        ("System Analyst", 75000, 115000),
        ("Solution Architect", 150000, 215000),
        ("System Developer", 88000, 145000),
        ("iOS Developer", 90000, 145000),
        ("Senior Python Developer", 130000, 185000),
    }
    assert {(e.scheme, e.name) for e in role.equivalents} >= {("Google", "L5"), ("Amazon", "SDE II")}
    text = role.model_dump_json()
    assert [figure for figure in ("100 million", "2 AM", "2022 to 2024") if figure not in text] == []
    assert (len(role.duties), len(role.faq), len(role.overview)) == (10, 5, 4)


def test_a_wrong_family_does_not_hide_a_wrong_role(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("family: nowhere\ntitel: x\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        profiles.load(Library.of(), path, read(path))
    messages = [problem.message for problem in caught.value.problems]
    assert "unknown key `titel`" in messages
    assert "there is no family `nowhere`" in messages


@pytest.fixture
def mine(tmp_path) -> Path:
    """A user's own folder of profiles, with a family and one role of another name."""
    folder = tmp_path / "profiles/software-engineering"
    folder.mkdir(parents=True)
    shutil.copy(BUILT_IN / "software-engineering/family.yaml", folder)
    text = (BUILT_IN / f"software-engineering/{ROLE}.yaml").read_text(encoding="utf-8")
    text = text.replace("title: Senior Software Engineer", "title: My Role", 1)
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("suffix", [".yml", ".json", ".YAML", ".Yml", ".JSON"])
def test_files_of_every_suffix_are_roles_and_families(suffix, mine):
    for name in ("family", "mine"):
        text = (mine / f"{name}.yaml").read_text(encoding="utf-8")
        if suffix.lower() == ".json":
            text = json.dumps(yaml.load(text, Loader=yaml.BaseLoader)).replace('"null"', "null")
        (mine / f"{name}.yaml").unlink()
        (mine / f"{name}{suffix}").write_text(text.replace("System design", "My design"), encoding="utf-8")
    assert list(Library.of().names()) == sorted(["mine", *ROLES])
    assert load("mine").family.competencies["design"].name == "My design"
    assert load(f"profiles/software-engineering/mine{suffix}").id == "mine"
    assert load("My Role").id == "mine"


def test_one_family_file_wins_over_its_twins(mine):
    (mine / "family.json").write_text("{}", encoding="utf-8")
    assert len(load("mine").family.competencies) >= 6


def test_hidden_files_are_no_profiles(mine, jdgen):
    for name in ("._mine.yaml", ".draft.yaml", "._family.yaml"):
        (mine / name).write_bytes(b"\x00\x05\x16\x07")
    assert list(Library.of().names()) == sorted(["mine", *ROLES])
    listed = [re.split("  +", line) for line in jdgen("profiles", "list").out.splitlines()]
    assert [line[0] for line in listed] == ["name", *sorted(["mine", *ROLES])]
    assert [line[1] for line in listed if line[0] in {"mine", ROLE}] == ["My Role", "Senior Software Engineer"]
    assert load("My Role").id == "mine"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"- a\n", b"title: [\n", b"title: x\n\tb: c\n"])
def test_one_broken_file_breaks_nothing_else(content, mine, jdgen):
    (mine / "a-broken.yaml").write_bytes(content)
    ran = jdgen("profiles", "list")
    assert (ran.code, ran.err) == (0, "")
    listed = [re.split("  +", line) for line in ran.out.splitlines()]
    assert [line[0] for line in listed] == ["name", *sorted(["a-broken", "mine", *ROLES])]
    assert [line[1:2] for line in listed if line[0] in {"a-broken", "mine", ROLE}] == [
        ["(cannot be read)"], ["My Role"], ["Senior Software Engineer"],
    ]  # fmt: skip
    assert load("my role").id == "mine"
    assert load("Sr. Software Engineer").id in {"mine", ROLE}
    with pytest.raises(InputError, match="there is no role `clown`"):
        Library.of().find("clown")
    assert jdgen("profiles", "show", "a-broken").code == 2


def changed(mine: Path, old: str, new: str) -> list[str]:
    path = mine / "mine.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(re.sub(re.escape(old), new, text, count=1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        profiles.load(Library.of(), path, read(path))
    return [problem.message for problem in caught.value.problems]


def test_a_profile_weighs_something(mine):
    path = mine / "mine.yaml"
    weights = re.compile(r"^weights:\n(  .*\n)+|^weights: .*\n", re.M)
    text = weights.sub("weights: {design: 0, craft: 0}\n", path.read_text("utf-8"))
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        profiles.load(Library.of(), path, read(path))
    line = text.split("\n").index("weights: {design: 0, craft: 0}") + 1
    assert [str(problem).removeprefix(path.as_posix()) for problem in caught.value.problems] == [
        f":{line}:1: `weights` gives no competency a weight above 0; the rubric asks about those above 0"
    ]


def test_names_that_lead_nowhere_are_said_beside_what_else_is_wrong(mine, jdgen):
    ran = jdgen("profiles", "show", ROLE)
    assert ran.code == 0
    found = changed(mine, "summary:", "summry:")
    assert found == ["`summary` is missing", "unknown key `summry`"]
    path = mine / "mine.yaml"
    path.write_text(path.read_text("utf-8").replace("competency: craft", "competency: carft", 1), encoding="utf-8")
    assert changed(mine, "title: My Role", "title: My Role") == [*found, "the family has no competency `carft`"]


def test_settings_show_both_kinds_of_problem(jdgen):
    ran = jdgen("posting", ROLE, "--set", "role.weights.desing=3", "--set", "role.expects.design=9", "--draft")
    assert ran.err.splitlines() == [
        "--set role.expects.design: `expects.design` must be at most 5, not `9`",
        "--set role.weights.desing: the family has no competency `desing`; did you mean `design`?",
        "error: 2 problems; nothing was written",
    ]


def test_what_is_no_name_is_said_once(mine):
    said = "competency` must be a name of lower-case letters, digits and hyphens, such as system-design"
    path = mine / "mine.yaml"
    text = re.sub(r"competency: [a-z]+", "competency: De Sign", path.read_text("utf-8"), count=1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        profiles.load(Library.of(), path, read(path))
    assert len(caught.value.problems) == 1
    assert said in caught.value.problems[0].message
