"""Inheritance: the rules of the merge on random trees, roles that extend others, and what is laid over a family.

The rules are stated here a second time, in another form: `leaves` says what each value of a tree is called, and what a
merged tree holds follows from the names alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import Ran
from jdgen.errors import InputError, Place, Problem
from jdgen.inputs import profiles
from jdgen.inputs.explain import explained
from jdgen.inputs.inherit import OWN, merge, resolved, settled
from jdgen.inputs.library import Library
from jdgen.inputs.source import Mapping, Node, Scalar, Sequence, read
from jdgen.model.profile import Profile
from small_profiles import small_profiles

NOTHING = Mapping(Place("nothing"))

# --- random trees ---

TEXTS = st.sampled_from(["p", "q", "r"])
IDS = ("x", "y", "z", "w")
DROPPED = {"drop": "true"}


def entries(values: st.SearchStrategy[Any], *, drops: bool) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Lists of objects, each id once."""
    fields = st.dictionaries(st.sampled_from("ab"), values, max_size=2)
    held = fields | st.just(DROPPED) if drops else fields
    return st.lists(st.sampled_from(IDS), unique=True, max_size=4).flatmap(
        lambda ids: st.tuples(*(held for _ in ids)).map(
            lambda found: [{"id": name, **entry} for name, entry in zip(ids, found, strict=True)]
        )
    )


def trees(source: str, *, drops: bool = False, keys: str = "abcde") -> st.SearchStrategy[Mapping]:
    scalars = TEXTS | st.none()
    values = st.recursive(
        scalars | st.lists(TEXTS, max_size=3),
        lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3) | entries(inner, drops=drops),
        max_leaves=12,
    )
    return st.dictionaries(st.sampled_from(keys), values, max_size=4).map(lambda data: tree(data, source))


def tree(data: dict[str, Any], source: str) -> Mapping:
    """Return plain data as a tree of a file in which each value and each key has a line of its own."""
    lines = count(1)

    def node(value: Any) -> Node:
        place = Place(source, next(lines), 1)
        if isinstance(value, dict):
            found = Mapping(place)
            for key, inner in value.items():
                found.put(key, node(inner), Place(source, next(lines), 1))
            return found
        if isinstance(value, list):
            return Sequence(place, [node(item) for item in value])
        return Scalar(value or "", place, null=value is None)

    found = node(data)
    assert isinstance(found, Mapping)
    return found


# --- what a tree holds, by name ---

Path_ = tuple[str, ...]


def name_of(item: Node) -> str:
    found = item.entries.get("id") if isinstance(item, Mapping) else None
    return found.text if isinstance(found, Scalar) else ""


def named(node: Node, path: Path_ = ()) -> Iterator[tuple[Path_, str, Node]]:
    """Yield each node with its path, entries by their ids, and its kind; nothing below an entry that is dropped."""
    if isinstance(node, Mapping) and "drop" in node.entries:
        yield path, "drop", node
    elif isinstance(node, Mapping):
        yield path, "map", node
        for key, held in node.entries.items():
            yield from named(held, (*path, key))
    elif isinstance(node, Sequence) and any(map(name_of, node.items)):
        yield path, "ids", node
        for item in node.items:
            yield from named(item, (*path, f"[{name_of(item)}]"))
    else:
        yield path, "leaf", node


def leaves(node: Node) -> dict[Path_, Node]:
    """Return the values by their paths; an empty list says nothing."""
    return {path: held for path, kind, held in named(node) if kind == "leaf" and getattr(held, "items", True) != []}


def kinds(node: Node) -> dict[Path_, str]:
    return {path: kind for path, kind, _ in named(node)}


def prefixes(path: Path_) -> list[Path_]:
    return [path[:length] for length in range(1, len(path) + 1)]


def is_null(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.null


def wanted(base: Mapping, over: Mapping) -> dict[Path_, Node]:
    """Return what a tree laid over another holds: its own, and of the other what it neither changes nor clears."""
    mine, theirs = kinds(over), kinds(base)
    inherited = {
        path: held
        for path, held in leaves(base).items()
        if all(mine.get(step, theirs[step]) == theirs[step] != "leaf" for step in prefixes(path)[:-1])
        and path not in mine
    }
    old = leaves(base)
    own = {
        path: held
        for path, held in leaves(over).items()
        # What clears something goes with it; an empty value that clears nothing stays one.
        if not is_null(held) or path not in theirs or is_null(old.get(path))
    }
    return inherited | own


BASE = trees("base")
OVER = trees("over", drops=True)


@given(BASE, OVER)
def test_a_tree_holds_its_own_and_what_it_does_not_change(base: Mapping, over: Mapping) -> None:
    """Scalars override, maps merge deep, objects by id, other lists are replaced, null clears; each keeps its place."""
    assert leaves(settled(merge(base, over, []))) == wanted(base, over)


@given(BASE, OVER)
def test_every_node_and_key_keeps_the_place_of_the_file_it_came_from(base: Mapping, over: Mapping) -> None:
    def places(node: Node) -> Iterator[tuple[Place, object]]:
        if isinstance(node, Mapping):
            yield node.place, "mapping"
            for key, held in node.entries.items():
                yield node.keys[key], key
                yield from places(held)
        elif isinstance(node, Sequence):
            yield node.place, "sequence"
            for item in node.items:
                yield from places(item)
        else:
            yield node.place, (node.text, node.null)

    known = dict([*places(base), *places(over)])
    found = list(places(merge(base, over, [])))
    assert [(place, said) for place, said in found if known.get(place) != said] == []
    # What the one names and the other has stands where the one names it.
    assert {found.place.source for path, kind, found in named(merge(base, over, [])) if path in kinds(over)} <= {"over"}


@given(trees("one"))
def test_extending_nothing_changes_nothing(one: Mapping) -> None:
    problems: list[Problem] = []
    assert resolved([one], NOTHING, problems) == one
    assert list(leaves(resolved([one], NOTHING, problems))) == list(leaves(one))
    assert leaves(merge(one, tree({}, "over"), problems)) == leaves(one)
    assert problems == []


@given(BASE, OVER)
def test_merging_twice_changes_nothing(base: Mapping, over: Mapping) -> None:
    once = merge(base, over, [])
    twice = merge(once, over, [])
    assert twice == once
    assert [path for path, _, _ in named(twice)] == [path for path, _, _ in named(once)]


@given(BASE, OVER)
def test_merging_changes_neither_tree(base: Mapping, over: Mapping) -> None:
    before = repr((base, over))
    merge(base, over, [])
    assert repr((base, over)) == before


SOME = st.sets(st.sampled_from(IDS), min_size=1)


@given(st.permutations(IDS).map(lambda ids: ids[:3]), SOME, SOME)
def test_a_dropped_entry_stays_dropped(held: list[str], dropped: set[str], renamed: set[str]) -> None:
    """Through grandchildren too; an entry of that id that one of them has is a new one."""
    base = tree({"list": [{"id": name, "a": "p", "b": "p"} for name in held]}, "base")
    over = tree({"list": [{"id": name, "drop": "true"} for name in sorted(dropped)]}, "over")
    last = tree({"list": [{"id": name, "a": "q"} for name in sorted(renamed)]}, "last")
    problems: list[Problem] = []
    merged = resolved([last, over, base], NOTHING, problems)
    assert len(problems) == len(dropped - set(held))
    names = [name_of(item) for item in merged.entries["list"].items]
    assert set(names) == set(held) - dropped | renamed
    assert len(names) == len(set(names))
    kept = {path[1] for path in leaves(merged) if path[-1] == "b"}
    assert kept == {f"[{name}]" for name in set(held) - dropped}
    assert {name_of(i) for i in resolved([over, base], NOTHING, []).entries["list"].items} == set(held) - dropped


@given(st.permutations(IDS).map(lambda ids: ids[:3]), st.lists(st.sampled_from((*IDS, "n", "m")), unique=True))
def test_the_order_of_a_list(held: list[str], given_: list[str]) -> None:
    """The parent's order with new entries behind it, or that of a list that names all."""
    base, over = (tree({"list": [{"id": name} for name in names]}, "any") for names in (held, given_))
    names = [name_of(item) for item in merge(base, over, []).entries["list"].items]
    if set(held) <= set(given_):
        assert names == given_
    elif given_:
        assert names == [*held, *(name for name in given_ if name not in held)]
    else:
        assert names == []


@given(st.permutations(IDS), st.sampled_from(IDS))
def test_a_list_that_names_all_it_keeps_sets_the_order(order: list[str], dropped: str) -> None:
    base = tree({"list": [{"id": name} for name in IDS]}, "base")
    over = tree({"list": [{"id": name, **(DROPPED if name == dropped else {})} for name in order]}, "over")
    names = [name_of(item) for item in merge(base, over, []).entries["list"].items]
    assert names == [name for name in order if name != dropped]


@given(st.lists(st.dictionaries(st.sampled_from([*sorted(OWN), "duties", "education"]), TEXTS), min_size=2, max_size=5))
def test_what_tells_rungs_apart_never_crosses(chain: list[dict[str, str]]) -> None:
    held = [tree(data, str(number)) for number, data in enumerate(chain)]
    merged = resolved(held, NOTHING, [])
    assert {key: node for key, node in merged.entries.items() if key in OWN} == {
        key: node for key, node in held[0].entries.items() if key in OWN
    }
    for key in ("duties", "education"):
        nearest = next((found.entries[key] for found in held if key in found.entries), None)
        assert merged.entries.get(key) == nearest


def test_what_is_never_inherited_is_what_the_role_model_says() -> None:
    said = {
        "title", "aliases", "codes", "summary", "overview", "years", "pay", "success", "advance", "certifications",
        "equivalents", "projects", "faq", "related", "market", "letter",
    }  # fmt: skip
    assert said - OWN == set()


@pytest.mark.parametrize("word", ["false", "null", "no", '"yes"', "1"])
def test_drop_is_true_or_not_there(word: str) -> None:
    over = tree({"list": [{"id": "x", "drop": "?", "a": "q"}]}, "over")
    over.entries["list"].items[0].entries["drop"] = Scalar(word, Place("over", 99), null=word == "null")
    problems: list[Problem] = []
    merged = merge(tree({"list": [{"id": "x", "a": "p"}]}, "base"), over, problems)
    assert [problem.message for problem in problems] == ["`drop` must be true"]
    assert leaves(merged)["list", "[x]", "a"].text == "p"


@pytest.mark.parametrize("base", [{}, {"list": None}, {"list": "p"}, {"list": ["p"]}, {"list": []}, {"list": {}}])
def test_nothing_can_be_dropped_where_no_entry_is_inherited(base: dict[str, Any]) -> None:
    problems: list[Problem] = []
    over = tree({"list": [{"id": "x", "drop": "true"}, {"id": "y", "inner": [{"id": "z", "drop": "true"}]}]}, "over")
    merged = merge(tree(base, "base"), over, problems)
    assert [problem.message.partition(",")[0] for problem in problems] == [
        "`x` is not inherited", "`z` is not inherited"
    ]  # fmt: skip
    assert [name_of(item) for item in merged.entries["list"].items] == ["y"]


# --- roles in files ---


@pytest.fixture(autouse=True)
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The family folder of the small profiles, which `--profiles mine` gives."""
    monkeypatch.chdir(tmp_path)
    return small_profiles(tmp_path) / "carpentry"


@pytest.fixture
def ask(jdgen: Any) -> Any:
    """Run the command on the small profiles."""
    return lambda *arguments: jdgen(*arguments, "--profiles", "mine")


def write(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def role(path: Path, *lines: str, extends: str | None = "helper", title: str = "New") -> Path:
    """Write a role whose own lines begin with its fourth."""
    first = f"extends: {extends}" if extends else "family: carpentry"
    return write(path, first, f"title: {title}", "summary: New.", *lines)


def load(name: str, own: str = "mine") -> Profile:
    library = Library.of(Path(own))
    path = library.find(name)
    return profiles.load(library, path, read(path))


def wrong(name: str, own: str = "mine") -> list[str]:
    with pytest.raises(InputError) as caught:
        load(name, own)
    return list(map(str, caught.value.problems))


def test_a_chain_of_three() -> None:
    boss = load("boss").role
    assert [(duty.id, duty.text) for duty in boss.duties] == [("d-saw", "Join boards."), ("d-plan", "Plan a table.")]
    assert (boss.education, dict(boss.expects), dict(boss.weights)) == (
        "None is needed.", {"wood": 4, "talk": 2}, {"wood": 2, "talk": 3}
    )  # fmt: skip
    assert (boss.title, boss.aliases, boss.skills, boss.years.min) == ("Boss", (), (), 12)
    assert (load("maker").role.pay, load("maker").role.years.max) == (None, None)


def test_every_value_of_a_chain_of_built_in_roles_keeps_its_place() -> None:
    shown = explained(Library.of(), "senior-python-developer")
    parents = {"senior-python-developer.yaml", "senior-software-engineer.yaml", "family.yaml"}
    checked = set()
    for value in shown.values():
        source, line, column = value.place[:3]
        assert Path(source).name in parents
        text = Path(source).read_text("utf-8").split("\n")[line - 1][column - 1 :]
        first = (value.text or "").split()[:1]
        # A block begins with its sign, an empty list with its bracket; a text with its first word.
        assert text[:1] in {">", "|"} or not first or first[0].strip("\"'") in text
        checked.add(Path(source).name)
    assert checked == parents


@pytest.mark.parametrize(
    ("chain", "said"),
    [
        ("a", "mine/carpentry/a.yaml:1:10: `a` extends itself"),
        ("ab", "mine/carpentry/b.yaml:1:10: `a` extends itself: a -> b -> a"),
        ("abc", "mine/carpentry/c.yaml:1:10: `a` extends itself: a -> b -> c -> a"),
        ("abcb", "mine/carpentry/c.yaml:1:10: `a` extends itself: a -> b -> c -> b"),
    ],
)
def test_a_circle_is_said_once_with_the_way_round(chain: str, said: str, mine: Path) -> None:
    for name, parent in zip(dict.fromkeys(chain), [*chain[1:], chain[0]], strict=False):
        role(mine / f"{name}.yaml", extends=parent)
    assert wrong("a") == [said]


def test_a_chain_without_end_is_said_where_it_is_too_long(mine: Path) -> None:
    for number in range(60):
        role(mine / f"r{number}.yaml", extends=f"r{number + 1}")
    assert wrong("r0") == ["mine/carpentry/r39.yaml:1:10: `r0` extends more than 40 roles, one behind the other"]


def test_an_unknown_parent_is_said_alone_with_what_is_near(mine: Path) -> None:
    changed = ("duties:", "  - {id: d-saw, drop: true}", "  - {id: d-ask, essential: true}")
    role(mine / "new.yaml", *changed, extends="makr")
    assert wrong("new") == ["mine/carpentry/new.yaml:1:10: there is no role `makr`; did you mean `maker`?"]
    # What no parent could mend is said too.
    role(mine / "new.yaml", "titel: x", extends="makr", title="")
    assert wrong("new") == [
        "mine/carpentry/new.yaml:1:10: there is no role `makr`; did you mean `maker`?",
        "mine/carpentry/new.yaml:2:1: `title` is missing",
        "mine/carpentry/new.yaml:4:1: unknown key `titel`; did you mean `title`?",
    ]


def test_a_parent_in_two_families_of_one_folder_is_said(mine: Path) -> None:
    role(mine.parent / "other/helper.yaml", extends=None)
    role(mine / "new.yaml")
    assert wrong("new") == [
        "mine/carpentry/new.yaml:1:10: `helper` may be any of `mine/carpentry/helper.yaml`, `mine/other/helper.yaml`; "
        "rename one of them"
    ]


def test_what_is_dropped_in_vain_is_said_at_its_place(mine: Path) -> None:
    role(
        mine / "new.yaml",
        "duties:",
        "  - {id: d-swa, drop: true}",
        "  - {id: d-ask, drop: false}",
        "requirements: [{id: r-unheard-of, drop: true}]",
        "loop: [{id: bnch, drop: true}]",
        "competencies: {wood: {questions: [{id: q-wod, drop: true}]}}",
    )
    assert sorted(wrong("new")) == [
        "mine/carpentry/new.yaml:5:10: `d-swa` is not inherited, so it cannot be dropped; did you mean `d-saw`?",
        "mine/carpentry/new.yaml:6:17: `drop` must be true; leave it out to keep the entry",
        "mine/carpentry/new.yaml:7:21: `r-unheard-of` is not inherited, so it cannot be dropped",
        "mine/carpentry/new.yaml:8:13: `bnch` is not inherited, so it cannot be dropped; did you mean `bench`?",
        "mine/carpentry/new.yaml:9:40: `q-wod` is not inherited, so it cannot be dropped; did you mean `q-wood`?",
    ]


def test_two_changes_of_one_inherited_entry_are_said(mine: Path) -> None:
    role(mine / "new.yaml", "duties:", "  - {id: d-saw, text: Saw a board.}", "  - {id: d-saw, text: Plane a board.}")
    assert wrong("new") == ["mine/carpentry/new.yaml:6:10: the id `d-saw` is used twice"]


def test_a_role_that_extends_nothing_has_nothing_to_drop(mine: Path) -> None:
    text = (mine / "helper.yaml").read_text("utf-8")
    write(mine / "new.yaml", text.replace("  - {id: d-ask,", "  - {id: d-gone, drop: true}\n  - {id: d-ask,"))
    assert wrong("new") == [
        "mine/carpentry/new.yaml:9:10: `d-gone` is not inherited, so it cannot be dropped"
    ]  # fmt: skip


REST = (
    "duties: [{id: d-own, text: Do it., competency: wood}]",
    "requirements: [{id: r-own, tier: must, group: technical, text: Own., competency: wood}]",
    "expects: {wood: 3}",
    "weights: {wood: 1}",
)


def test_extends_null_cuts_the_parent_and_the_family_stays(mine: Path) -> None:
    role(mine / "new.yaml", *REST, extends="null")
    cut = load("new")
    assert (cut.role.family, cut.family.family, cut.role.extends, cut.role.education) == (
        "carpentry", "Carpentry", None, None
    )  # fmt: skip
    assert [duty.id for duty in cut.role.duties] == ["d-own"]


def posting(ask: Any, name: str, *settings: str) -> Ran:
    given = [part for setting in settings for part in ("--set", setting)]
    return ask("posting", name, *given, "--draft", "-q", "-f", "txt", "-o", "-")


def test_the_parent_can_be_cut_and_changed_for_one_run(ask: Any, mine: Path) -> None:
    role(mine / "new.yaml", *REST, extends="helper")
    assert "Saw boards." in posting(ask, "new").out
    cut = posting(ask, "new", "role.extends=null")
    assert (cut.code, "Saw boards." in cut.out, "Do it." in cut.out) == (0, False, True)
    other = posting(ask, "new", "role.extends=maker")
    assert (other.code, "Join boards." in other.out, "Ask customers." in other.out) == (0, True, False)
    lost = posting(ask, "new", "role.extends=makr")
    assert lost == (
        2, "",
        "--set role.extends: there is no role `makr`; did you mean `maker`?\nerror: 1 problem; nothing was written\n",
    )  # fmt: skip
    circle = posting(ask, "helper", "role.extends=new")
    assert circle.err.splitlines()[0] == (
        "mine/carpentry/new.yaml:1:10: `helper` extends itself: helper -> new -> helper"
    )


def test_the_family_can_be_changed_for_one_run(ask: Any) -> None:
    lost = posting(ask, "helper", "role.family=carpentri")
    assert (lost.code, lost.err.splitlines()[0]) == (
        2, "--set role.family: there is no family `carpentri`; did you mean `carpentry`?"
    )  # fmt: skip
    other = posting(ask, "helper", "role.family=software-engineering")
    assert "mine/carpentry/helper.yaml:8:48: the family has no competency `wood`" in other.err


def test_a_setting_changes_the_merged_list(ask: Any) -> None:
    ran = posting(ask, "boss", "role.duties[0].text=Join beams.", "role.duties[1]=null", "role.education=null")
    assert (ran.code, ran.err) == (0, "")
    assert [text for text in ("Join beams.", "Saw boards.", "Join boards.", "Plan a table.") if text in ran.out] == [
        "Join beams."
    ]
    assert "None is needed." not in ran.out
    assert posting(ask, "boss", "role.duties[9].text=Join.").err.startswith(
        "--set role.duties[9].text: index 9 is beyond the end; the list has 2 entries"
    )


def test_a_setting_changes_what_the_family_holds_too(ask: Any) -> None:
    def rubric(*settings: str) -> str:
        given = [part for setting in settings for part in ("--set", setting)]
        ran = ask("rubric", "boss", *given, "--draft", "-q", "-f", "txt", "-o", "-")
        assert (ran.code, ran.err) == (0, "")
        return ran.out

    plain = rubric()
    assert ("120 minutes" in plain, "120 minutes" in rubric("role.loop=null")) == (True, False)
    for setting, text in (
        ("role.loop[0].name=A first look", "A first look"),
        ("role.competencies.talk.questions[0].ask=Who did not listen?", "Who did not listen?"),
        ("role.competencies.wood.anchors.4=Bends ash.", "Bends ash."),
    ):
        assert (text in plain, text in rubric(setting)) == (False, True)
    assert ("Bends oak." in plain, "Bends oak." in rubric("role.competencies=null")) == (True, False)
    assert ("Bends wood." in plain, "Bends wood." in rubric("role.competencies=null")) == (False, True)


# --- the user's folder and the built-in one ---

SENIOR = "senior-software-engineer"


def test_a_users_role_extends_a_built_in_one() -> None:
    path = role(Path("profiles/software-engineering/robotics.yaml"), "expects: {design: 5}", extends=SENIOR)
    profile = load("robotics", "profiles")
    assert (profile.role.title, profile.role.family) == ("New", "software-engineering")
    assert (profile.role.expects["design"], len(profile.role.duties)) == (5, 10)
    values = {value.path: value.place for value in explained(Library.of(), "robotics").values()}
    assert values["expects.design"] == Place(path.as_posix(), 4, 19)
    assert Path(values["expects.craft"].source).name == f"{SENIOR}.yaml"
    # In a folder that is no family, and with no folder at all, the family is that of the parent too.
    for other in (Path("profiles/apart/other.yaml"), Path("loose.yaml")):
        role(other, extends=SENIOR)
        assert load(other.as_posix(), "profiles").role.family == "software-engineering"


def test_a_role_of_a_built_in_name_extends_that_one_and_wins_everywhere(jdgen: Any) -> None:
    path = role(Path(f"profiles/software-engineering/{SENIOR}.yaml"), "expects: {design: 5}", extends=SENIOR)
    mine = load(SENIOR, "profiles")
    assert (mine.role.title, mine.role.expects["design"], len(mine.role.duties)) == ("New", 5, 10)
    assert Library.of().find("new") == path
    # What extends it extends the user's own one now, and what lists it says so.
    assert load("senior-python-developer", "profiles").role.expects["design"] == 5
    assert "\nsenior-software-engineer  New " in jdgen("profiles", "list").out
    for name in ("software-engineer", "staff-software-engineer"):
        outlines = profiles.outlines(Library.of(), profiles.others(load(name, "profiles").role))
        assert outlines[SENIOR].title == "New"
    _, rungs = profiles.ladder(Library.of(), Library.of().find_family("software-engineering"))
    assert [rung.role.title for rung in rungs][2] == "New"
    # Without the folder, all is as before.
    Path("profiles").rename("elsewhere")
    assert load(SENIOR, "mine").role.title == "Senior Software Engineer"
    assert load(SENIOR, "elsewhere").role.title == "New"


def test_a_loose_file_of_a_built_in_name_extends_that_one() -> None:
    path = role(Path(f"{SENIOR}.yaml"), extends=SENIOR)
    profile = load(path.name, "mine")
    assert (profile.role.title, profile.role.family) == ("New", "software-engineering")


def test_the_folder_of_profiles_is_the_one_that_is_given(jdgen: Any, mine: Path) -> None:
    role(Path("profiles/carpentry/other.yaml"), *REST, extends=None)
    write(Path("profiles/carpentry/family.yaml"), (mine / "family.yaml").read_text("utf-8"))
    listed = {given: jdgen("profiles", "list", *given).out for given in ((), ("--profiles", "mine"))}
    names = {given: [line.split()[0] for line in out.splitlines()] for given, out in listed.items()}
    assert [("other" in found, "boss" in found, SENIOR in found) for found in names.values()] == [
        (True, False, True), (False, True, True)
    ]  # fmt: skip
    missing = "nowhere: is not a folder of profiles; give `--profiles DIR`"
    for command in (("profiles", "list"), ("profiles", "show", "boss"), ("posting", "boss", "--draft")):
        ran = jdgen(*command, "--profiles", "nowhere")
        assert (ran.code, ran.out, ran.err.splitlines()[0]) == (2, "", missing)
    assert jdgen("profiles", "list", "--profiles", mine / "family.yaml").code == 2


# --- where errors point ---


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_error_in_what_is_inherited_points_to_the_parents_file(mine: Path) -> None:
    change(mine / "helper.yaml", "tier: nice", "tier: nicer")
    change(mine / "maker.yaml", "  wood: 3\n", "  wood: 3\n  wod: 2\n")
    assert wrong("boss") == [
        "mine/carpentry/helper.yaml:12:24: `requirements[1].tier` must be must or nice, not `nicer`; "
        "did you mean `nice`?",
        "mine/carpentry/maker.yaml:12:3: the family has no competency `wod`; did you mean `wood`?",
    ]


def test_an_error_in_what_is_laid_over_the_family_points_to_the_role(mine: Path) -> None:
    role(
        mine / "new.yaml",
        "competencies: {wood: {anchors: {6: Is wood.}}}",
        "loop:",
        "  - {id: bench, minutes: long}",
        "  - {id: first, covers: {tlak: second}}",
        extends="boss",
    )
    assert sorted(wrong("new")) == [
        "mine/carpentry/new.yaml:4:33: key `competencies.wood.anchors.6` must be at most 5",
        "mine/carpentry/new.yaml:6:26: `loop[0].minutes` must be a whole number, not `long`",
    ]
    change(mine / "new.yaml", "6: Is wood.", "5: Is wood.")
    change(mine / "new.yaml", "minutes: long", "minutes: 5")
    assert wrong("new") == [
        "mine/carpentry/new.yaml:7:26: the family has no competency `tlak`; did you mean `talk`?"
    ]  # fmt: skip


# --- competencies and loop laid over the family ---


def loop_of(profile: Profile) -> list[tuple[str, int, dict[str, str]]]:
    return [(stage.id, stage.minutes, dict(stage.covers)) for stage in profile.family.loop]


FIRST = ("first", 30, {"talk": "primary"})
BENCH = ("bench", 60, {"wood": "primary"})
LAST = ("last", 20, {"wood": "second"})
NEW_STAGE = "  - {id: last, name: Last talk, minutes: 20, by: owner, covers: {wood: second}}"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], [FIRST, BENCH]),
        (["loop: null"], [FIRST, BENCH]),
        (["loop:", "  - {id: first, covers: {talk: second}}"], [("first", 30, {"talk": "second"}), BENCH]),
        (["loop:", "  - {id: first, covers: {talk: null}}"], [("first", 30, {}), BENCH]),
        (["loop:", "  - {id: first, covers: null}"], [("first", 30, {}), BENCH]),
        (["loop:", "  - {id: first, covers: {wood: second}}"],
         [("first", 30, {"talk": "primary", "wood": "second"}), BENCH]),
        (["loop:", "  - {id: first, drop: true}"], [BENCH]),
        (["loop:", NEW_STAGE], [FIRST, BENCH, LAST]),
        (["loop:", "  - {id: bench}", NEW_STAGE, "  - {id: first}"], [BENCH, LAST, FIRST]),
        (["loop:", NEW_STAGE, "  - {id: first, drop: true}"], [BENCH, LAST]),
    ],
)  # fmt: skip
def test_stages_are_laid_over_those_of_the_family(lines: list[str], expected: object, mine: Path) -> None:
    role(mine / "new.yaml", *lines)
    profile = load("new")
    assert loop_of(profile) == expected
    # The role has the whole plan where it changes it, and else none.
    assert [stage.id for stage in profile.role.loop] == ([name for name, *_ in expected] if lines[1:] else [])


def test_a_stage_of_the_family_can_be_changed_on_every_rung(mine: Path) -> None:
    """A parent's own stages do not hide those of the family, nor bring back what a child drops."""
    role(mine / "new.yaml", "loop:", "  - {id: first, drop: true}", extends="maker")
    assert loop_of(load("new")) == [("bench", 90, {"wood": "primary"})]
    role(mine / "newer.yaml", "loop:", NEW_STAGE, extends="new")
    assert loop_of(load("newer")) == [("bench", 90, {"wood": "primary"}), LAST]
    first = "{id: first, name: First again, minutes: 10, by: owner}"
    role(mine / "newest.yaml", "loop:", "  - {id: last, drop: true}", f"  - {first}", extends="newer")
    assert loop_of(load("newest")) == [("bench", 90, {"wood": "primary"}), ("first", 10, {})]


TASK = "{id: bench, task: {brief: Join two boards., given: [Boards., Glue.], prepare: Rest.}}"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{id: bench, minutes: 20}", ("Join two boards.", ["Boards.", "Glue."], "Rest.")),
        ("{id: bench, task: {brief: Saw one.}}", ("Saw one.", ["Boards.", "Glue."], "Rest.")),
        ("{id: bench, task: {given: [A saw.]}}", ("Join two boards.", ["A saw."], "Rest.")),
        ("{id: bench, task: {prepare: null}}", ("Join two boards.", ["Boards.", "Glue."], None)),
        ("{id: bench, task: null}", None),
    ],
)
def test_a_task_is_laid_over_that_of_the_parent(line: str, expected: object, mine: Path) -> None:
    role(mine / "new.yaml", "loop:", f"  - {TASK}")
    role(mine / "newer.yaml", "loop:", f"  - {line}", extends="new")
    (task,) = [stage.task for stage in load("newer").family.loop if stage.id == "bench"]
    assert (task and (task.brief, list(task.given), task.prepare)) == expected


QUESTION = "{{id: {}, type: situational, ask: {}, probes: [How?], listen_for: [a plan]{}}}"


def test_competencies_are_laid_over_those_of_the_family(mine: Path) -> None:
    anchors = "{1: Sees., 2: Mixes., 3: Paints., 4: Glazes., 5: Restores.}"
    role(
        mine / "new.yaml",
        "competencies:",
        "  wood: {questions: [{id: q-wood, ask: What broke?}]}",
        f"  paint: {{name: Paint, kind: technical, definition: Knows paint., anchors: {anchors}, "
        f"questions: [{QUESTION.format('q-paint', 'Which colors?', '')}]}}",
        "expects: {paint: 5}",
        "weights: {paint: 9}",
    )
    profile = load("new")
    wood = profile.family.competencies["wood"]
    assert (wood.name, [(q.id, q.ask, q.probes) for q in wood.questions]) == (
        "Wood", [("q-wood", "What broke?", ("How?",))]
    )  # fmt: skip
    assert list(profile.family.competencies) == ["wood", "talk", "paint"]
    assert (profile.weighted[0], profile.anchor("paint", 0)) == ("paint", ("inside", "Restores."))
    # The role has the whole of what it changes, and nothing of the rest.
    assert {key: len(held.anchors) for key, held in profile.role.competencies.items()} == {"wood": 5, "paint": 5}
    # Other roles know nothing of it.
    assert list(load("helper").family.competencies) == ["wood", "talk"]
    assert load("helper").family.competencies["wood"].questions[0].ask == "What did you build?"


def test_a_competency_can_be_cleared_and_a_question_dropped_on_every_rung(mine: Path) -> None:
    question = QUESTION.format("q-new", "What now?", "")
    role(mine / "new.yaml", f"competencies: {{wood: {{questions: [{question}]}}}}", extends="boss")
    role(mine / "newer.yaml", "competencies: {wood: {questions: [{id: q-wood, drop: true}]}}", extends="new")
    assert [q.id for q in load("newer").family.competencies["wood"].questions] == ["q-new"]
    assert load("newer").family.competencies["wood"].anchors[4] == "Bends oak."
    role(mine / "alone.yaml", *REST, "competencies: {talk: null}", "loop: [{id: first, drop: true}]", extends=None)
    assert list(load("alone").family.competencies) == ["wood"]
    assert load("alone").role.competencies == {}


LEVELS = [
    QUESTION.format("q-low", "What did you saw?", ", levels: [1, 2]"),
    QUESTION.format("q-high", "What did you bend?", ", levels: 4"),
]


@pytest.fixture
def levels(mine: Path) -> None:
    """The family with questions on wood that suit some levels."""
    lines = (mine / "family.yaml").read_text("utf-8").split("\n")
    (at,) = (number for number, line in enumerate(lines) if "q-wood" in line)
    lines[at : at + 1] = [f"      - {question}" for question in LEVELS]
    write(mine / "family.yaml", *lines)


def test_the_level_that_a_rung_expects_chooses_its_questions(levels: None, ask: Any) -> None:
    asked = ("What did you saw?", "What did you bend?")
    assert [[q.id for q in load(name).questions("wood")] for name in ("helper", "boss")] == [["q-low"], ["q-high"]]
    for name, expected in (("helper", [True, False]), ("boss", [False, True])):
        ran = ask("rubric", name, "--draft", "-q", "-f", "txt", "-o", "-")
        assert (ran.code, [question in ran.out for question in asked]) == (0, expected)
    # A question without levels suits all of them.
    assert [q.id for q in load("boss").questions("talk")] == ["q-talk"]


def test_a_level_that_no_question_suits_is_said_at_its_weight(levels: None, ask: Any, mine: Path) -> None:
    # The maker has its weight from the helper and its level from its own file.
    line = (mine / "helper.yaml").read_text("utf-8").split("\n").index("weights: {wood: 2, talk: 1}") + 1
    said = "`wood` counts, but no question on it suits level 3; add 3 to `levels` of one that fits"
    assert wrong("maker") == [f"mine/carpentry/helper.yaml:{line}:11: {said}"]
    ran = posting(ask, "helper", "role.expects.wood=5")
    assert ran.err.splitlines()[0] == f"mine/carpentry/helper.yaml:{line}:11: {said.replace('3', '5')}"
    # A competency that is not asked about needs none.
    assert posting(ask, "helper", "role.expects.wood=5", "role.weights.wood=0").code == 0


def test_what_is_shown_can_be_read_again(ask: Any, mine: Path) -> None:
    """`profiles show` prints a whole role: as a file that extends nothing, it makes the same profile."""
    shown = ask("profiles", "show", "boss").out
    held = yaml.safe_load(shown)
    del held["extends"]
    write(mine / "again.yaml", yaml.safe_dump(held, sort_keys=False))
    one, other = load("boss"), load("again")
    assert one.role.model_dump(exclude={"extends"}) == other.role.model_dump(exclude={"extends"})
    assert one.family.model_dump() == other.family.model_dump()
