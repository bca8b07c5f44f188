"""Finding a role, and what the built-in family and role promise."""

from __future__ import annotations

import re
import shutil
from itertools import combinations
from pathlib import Path

import pytest

from jdgen import resources
from jdgen.errors import InputError
from jdgen.inputs import profiles
from jdgen.inputs.source import read
from jdgen.model.profile import Profile

ROLE = "senior-software-engineer"
BUILT_IN = resources.profiles()
ROLES = sorted(path.stem for path in BUILT_IN.glob("*/*.yaml") if path.name != "family.yaml")


def load(name: str) -> Profile:
    path = profiles.find(name)
    return profiles.load(path, read(path))


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """The checkout has a folder `profiles/` of its own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module", params=ROLES)
def profile(request) -> Profile:
    path = BUILT_IN / next(BUILT_IN.glob(f"*/{request.param}.yaml"))
    return profiles.load(path, read(path))


@pytest.mark.parametrize(
    "name",
    [ROLE, "Senior Software Engineer", "senior software engineer", "Sr. Software Engineer", "SOFTWARE ENGINEER III"],
)
def test_a_role_is_found_by_name_title_and_alias(name):
    assert profiles.find(name) == BUILT_IN / f"software-engineering/{ROLE}.yaml"


def test_a_role_is_found_by_file():
    assert load(str(BUILT_IN / f"software-engineering/{ROLE}.yaml")).id == ROLE


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("senior-software-enginer", f"did you mean `{ROLE}`?"),
        ("Software Engineer IV", "did you mean `software engineer iii`?"),
        ("clown", "`jdgen profiles list` lists the roles"),
    ],
)
def test_an_unknown_role_is_said_with_what_is_near(name, hint):
    with pytest.raises(InputError) as caught:
        profiles.find(name)
    assert str(caught.value) == f"there is no role `{name}`; {hint}"


def test_the_users_own_folder_wins(tmp_path):
    mine = tmp_path / "profiles/software-engineering"
    mine.mkdir(parents=True)
    shutil.copy(BUILT_IN / f"software-engineering/{ROLE}.yaml", mine)
    text = (mine / f"{ROLE}.yaml").read_text(encoding="utf-8")
    (mine / f"{ROLE}.yaml").write_text(text.replace("title: Senior Software Engineer", "title: My Title"), "utf-8")
    (mine / "my-role.yaml").write_text(text.replace("title: Senior Software Engineer", "title: My Role"), "utf-8")
    assert profiles.find(ROLE) == Path("profiles/software-engineering") / f"{ROLE}.yaml"
    # The family is still the built-in one, as the folder has none of its own.
    assert (load(ROLE).role.title, load("My Role").id) == ("My Title", "my-role")
    assert list(profiles.names()) == ["my-role", *ROLES]
    family = (BUILT_IN / "software-engineering/family.yaml").read_text(encoding="utf-8")
    (mine / "family.yaml").write_text(family.replace("name: System design", "name: My design"), "utf-8")
    assert load(ROLE).family.competencies["design"].name == "My design"


def test_list_and_show(jdgen):
    ran = jdgen("profiles", "list")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [f"{ROLE}  Senior Software Engineer"]
    shown = jdgen("profiles", "show", "Sr. Software Engineer")
    assert (shown.code, shown.err) == (0, "")
    assert "title: Senior Software Engineer\n" in shown.out
    assert "id: r-led-initiative" in shown.out


def test_there_is_a_built_in_role():
    assert ROLES == [ROLE]


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
    role = load(ROLE).role
    assert (role.years.min, role.years.max) == (5, 8)
    assert [alternative.years.min for alternative in role.alternatives] == [6]
    assert role.pay is None
    ceiling = role.market.pay_ceiling
    assert (ceiling.min, ceiling.max, ceiling.currency, ceiling.per) == (200000, 280000, "USD", "year")
    assert role.market.ai.horizon == 2030
    assert {(r.title, int(r.pay.min), int(r.pay.max)) for r in role.related} == {
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
        profiles.load(path, read(path))
    messages = [problem.message for problem in caught.value.problems]
    assert "unknown key `titel`" in messages
    assert "there is no family `nowhere`" in messages
