"""Where the values of a role stand, what differs between two roles, and what the catalog says of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdgen.errors import InputError, Place
from jdgen.inputs import catalog, source
from jdgen.inputs.explain import Difference, Value, compared, data, differences, explained, found
from jdgen.inputs.inherit import OWN
from jdgen.inputs.library import Library
from jdgen.model.role import Role
from small_profiles import small_profiles


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The family folder of the small profiles."""
    monkeypatch.chdir(tmp_path)
    return small_profiles(tmp_path) / "carpentry"


@pytest.fixture
def library(mine: Path) -> Library:
    return Library((mine.parent,))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# --- origins ---


def test_each_value_knows_its_file_and_line(library, mine):
    values = {value.path: value for value in explained(library, "boss").values()}
    stands = {
        "title": ("Boss", "boss", "title: Boss"),
        "education": ("None is needed.", "helper", "education:"),
        "duties[d-saw].text": ("Join boards.", "maker", "Join boards."),
        "duties[d-saw].competency": ("wood", "helper", "Saw boards."),
        "duties[d-plan].competency[1]": ("talk", "maker", "Plan a table."),
        "expects.wood": ("4", "boss", "expects:"),
        "expects.talk": ("2", "helper", "expects:"),
        "loop[bench].minutes": ("90", "maker", "minutes: 90"),
        "loop[bench].by": ("carpenter", "family", "id: bench"),
        "loop[first].name": ("First talk", "family", "id: first"),
        "competencies.wood.anchors.4": ("Bends oak.", "boss", "Bends oak."),
        "competencies.wood.anchors.3": ("Joins wood.", "family", "Bends wood."),
        "competencies.talk.questions[q-talk].probes[0]": ("Why?", "family", "q-talk"),
    }
    for path, (text, name, on_line) in stands.items():
        value = values[path]
        assert (path, value.text, Path(value.place.source).name) == (path, text, f"{name}.yaml")
        assert on_line in Path(value.place.source).read_text("utf-8").splitlines()[value.place.line - 1]
    # The family is that of the folder of the role that extends nothing, which no line says.
    assert values["family"] == Value("family", "carpentry", Place((mine / "helper.yaml").as_posix()))
    assert [path for path in values if path.startswith(("duties[d-ask]", "aliases", "skills"))] == []


def test_every_value_is_there_once_and_those_of_the_role_in_the_order_of_its_fields(library):
    shown = explained(library, "boss")
    paths = [value.path for value in shown.values()]
    assert len(paths) == len(set(paths)) > 60
    keys = list(dict.fromkeys(value.path.partition("[")[0].partition(".")[0] for value in shown.role()))
    assert keys == [key for key in Role.model_fields if key in keys]
    assert [key for key in shown.profile.family.competencies if not list(shown.competency(key))] == []


def test_nothing_and_empty_lists_are_values_too(library, mine):
    change(mine / "boss.yaml", "years: {min: 12, max: 12}", "years: null\nskills: []\n$schema: x.json\nsuccess: {}")
    values = {value.path: value.text for value in explained(library, "boss").role()}
    assert (values["years"], values["skills"], values["success"]) == (None, "[]", "{}")
    assert "$schema" not in values


def test_a_competency_or_question_that_the_role_drops_is_not_there(library, mine):
    old = "competencies:\n  wood: {anchors: {4: Bends oak.}}\n"
    question = "{id: q-new, type: situational, ask: What now?, probes: [How?], listen_for: [a plan]}"
    change(mine / "boss.yaml", old, f"competencies:\n  wood: {{questions: [{{id: q-wood, drop: true}}, {question}]}}\n")
    paths = {value.path for value in explained(library, "boss").values()}
    assert "competencies.wood.questions[q-new].ask" in paths
    assert [path for path in paths if "q-wood" in path] == []


# --- differences ---


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, [("a", "changed", 1, 2)]),
        ({"a": None}, {"a": 0}, [("a", "added", None, 0)]),
        ({"a": {"x": 1}}, {"a": {"y": 1}}, [("a.x", "removed", 1, None), ("a.y", "added", None, 1)]),
        ({"a": {"x": 1}}, {"a": None}, [("a", "removed", {"x": 1}, None)]),
        ({"a": ["x", "x"]}, {"a": ["x"]}, [("a", "removed", "x", None)]),
        ({"a": ["x", "y"]}, {"a": ["y", "x"]}, [("a", "order", ["x", "y"], ["y", "x"])]),
        ({"a": []}, {"a": ["x"]}, [("a", "added", None, "x")]),
        (
            {"a": [{"id": "p", "t": 1}, {"id": "q", "t": 1}]},
            {"a": [{"id": "r", "t": 1}, {"id": "q", "t": 2}]},
            [
                ("a[p]", "removed", {"id": "p", "t": 1}, None),
                ("a[q].t", "changed", 1, 2),
                ("a[r]", "added", None, {"id": "r", "t": 1}),
            ],
        ),
        (
            {"a": [{"id": "p"}, {"id": "q"}]},
            {"a": [{"id": "q"}, {"id": "p"}]},
            [("a", "order", ["p", "q"], ["q", "p"])],
        ),
        ({"a": [{"q": 1}]}, {"a": [{"q": 2}]}, [("a", "removed", {"q": 1}, None), ("a", "added", None, {"q": 2})]),
    ],
)
def test_differences(before, after, expected):
    assert list(differences(before, after)) == [Difference(*entry) for entry in expected]


def test_a_role_differs_from_itself_in_nothing(library):
    one, other = found(library, ["boss", "Boss"])
    assert compared(one, other).same
    assert not compared(*found(library, ["boss", "maker"])).same


def test_expected_levels_come_with_their_names_and_effective_anchors(library):
    rubric = compared(*found(library, ["maker", "boss"])).rubric
    assert [(e.competency, e.name, e.before and tuple(e.before), e.after and tuple(e.after)) for e in rubric] == [
        ("wood", "Wood", (3, "Working", "Joins wood."), (4, "Advanced", "Bends oak.")),
        ("talk", "Talk", None, (2, "Basic", "Listens.")),
    ]


def test_an_anchor_that_a_role_changes_is_a_difference_at_the_same_level(library, mine):
    (mine / "twin.yaml").write_text("extends: boss\ntitle: Twin\nsummary: Leads.\n", encoding="utf-8")
    change(mine / "twin.yaml", "summary:", "competencies: {wood: {anchors: {4: Bends ash.}}}\nsummary:")
    result = compared(*found(library, ["boss", "twin"]))
    assert [(e.before.level, e.before.anchor, e.after.anchor) for e in result.rubric] == [
        (4, "Bends oak.", "Bends ash.")
    ]
    assert [tuple(d) for d in result.competencies] == [
        ("competencies.wood.anchors.4", "changed", "Bends oak.", "Bends ash.")
    ]
    # What a role extends, and its own competencies as they are written, are not what it is.
    assert {d.path for d in result.role} == {"title", "years", "pay"}


def test_the_order_among_equal_weights_is_a_difference(library, mine):
    (mine / "twin.yaml").write_text((mine / "helper.yaml").read_text("utf-8"), encoding="utf-8")
    for name, weights in (("helper", "{wood: 1, talk: 1}"), ("twin", "{talk: 1, wood: 1}")):
        change(mine / f"{name}.yaml", "weights: {wood: 2, talk: 1}", f"weights: {weights}")
    result = compared(*found(library, ["helper", "twin"]))
    assert result.role == (Difference("weights", "order", ["wood", "talk"], ["talk", "wood"]),)


def test_the_problems_of_both_roles_are_said(library, mine):
    change(mine / "boss.yaml", "title: Boss", "titel: Boss")
    with pytest.raises(InputError) as caught:
        found(library, ["boss", "nobody", "helper"])
    messages = [problem.message for problem in caught.value.problems]
    assert "unknown key `titel`" in messages
    assert "there is no role `nobody`" in messages


def test_plain_data_is_numbers_and_texts(library, mine):
    change(mine / "helper.yaml", "min: 30000", "min: 29999.5")
    role = data(explained(library, "helper").profile.role)
    assert (role["pay"]["min"], role["pay"]["max"], role["market"]) == (29999.5, 40000, None)
    assert {type(role["pay"]["max"]), type(role["title"]), type(role["duties"])} == {int, str, list}


# --- the catalog ---


def test_the_catalog_says_what_is_never_inherited(library):
    assert {"title", "aliases", "years", "pay"} - OWN == set()
    entries = {entry.name: entry for entry in catalog.entries(library)}
    assert list(entries) == ["aside", "boss", "helper", "maker"]
    assert {name: (e.title, e.family, e.rung, e.of) for name, e in entries.items()} == {
        "aside": ("Aside", "carpentry", None, None),
        "boss": ("Boss", "carpentry", 3, 3),
        "helper": ("Helper", "carpentry", 1, 3),
        "maker": ("Maker", "carpentry", 2, 3),
    }
    assert (entries["helper"].aliases, entries["maker"].aliases) == (("Assistant",), ())
    assert (entries["maker"].pay, entries["boss"].pay.open_ended) == (None, True)


def test_the_family_is_the_files_or_its_parents_or_that_of_their_folder(library, mine):
    other = mine.parent / "apart"
    other.mkdir()
    role = "extends: {}\ntitle: X\nsummary: X.\n"
    (other / "a.yaml").write_text(role.format("aside"), encoding="utf-8")
    (other / "b.yaml").write_text(role.format("a"), encoding="utf-8")
    (other / "c.yaml").write_text(role.format("helper"), encoding="utf-8")
    (other / "d.yaml").write_text(role.format("d") + "family: masonry\n", encoding="utf-8")
    (other / "e.yaml").write_text(role.format("f"), encoding="utf-8")
    (other / "f.yaml").write_text(role.format("e"), encoding="utf-8")
    families = {entry.name: entry.family for entry in catalog.entries(library) if entry.file.parent == other}
    # What a role extends has its family from its own folder, and roles in a circle end somewhere.
    assert families == {"a": "carpentry", "b": "carpentry", "c": "carpentry", "d": "masonry", "e": "", "f": ""}
    loaded = {name: explained(library, name).profile.role.family for name in "abc"}
    assert loaded == {name: families[name] for name in "abc"}


def test_the_list_reads_each_file_once(library, mine, monkeypatch):
    real, seen = source.read, []
    monkeypatch.setattr(source, "read", lambda path: (seen.append(path), real(path))[1])
    (mine / "broken.yaml").write_text("title: [\n", encoding="utf-8")
    assert len(list(catalog.entries(library))) == 5
    assert sorted(path.stem for path in seen) == ["aside", "boss", "broken", "family", "helper", "maker"]
