"""`jdgen profiles` and `jdgen new profile --extends`, on a small folder of profiles."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from conftest import spawn
from jdgen import resources
from jdgen.inputs.inherit import OWN
from jdgen.model.family import Competency, Question, Stage
from jdgen.model.role import Duty, Requirement, Role
from small_profiles import small_profiles

OURS = ("aside", "boss", "helper", "maker")


@pytest.fixture(autouse=True)
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The family folder of the small profiles, which `--profiles mine` gives."""
    monkeypatch.chdir(tmp_path)
    return small_profiles(tmp_path) / "carpentry"


@pytest.fixture
def ask(jdgen):
    """Run the command on the small profiles."""
    return lambda *arguments: jdgen(*arguments, "--profiles", "mine")


def ours(out: str) -> list[str]:
    return [line for line in out.splitlines() if line.split(" ")[0] in OURS]


# --- list ---


def test_the_list_is_an_aligned_table(ask):
    ran = ask("profiles", "list")
    assert (ran.code, ran.err) == (0, "")
    head, *lines = ran.out.splitlines()
    names = ("name", "title", "family", "rung", "years", "pay")
    assert head.split() == list(names)
    starts = [head.index(name) for name in names]
    assert [line[:start][-2:] for line in lines for start in starts[1:]] == ["  "] * 5 * len(lines)
    assert [re.split("  +", line) for line in ours(ran.out)] == [
        ["aside", "Aside", "carpentry", "–", "–", "€20.50/hour"],
        ["boss", "Boss", "carpentry", "3 of 3", "12", "$250,000–$400,000+"],
        ["helper", "Helper", "carpentry", "1 of 3", "0–2", "$30,000–$40,000"],
        ["maker", "Maker", "carpentry", "2 of 3", "3+", "–"],
    ]
    assert len(lines) == 4 + len([path for path in resources.profiles().glob("*/*.yaml") if path.stem != "family"])


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"- a\n", b"title: [\n", b"name: x\nabout: y\nurl: z\n"])
def test_a_file_that_cannot_be_read_has_its_line(content, ask, mine):
    (mine / "helper.yaml").write_bytes(content)
    ran = ask("profiles", "list")
    assert (ran.code, ran.err) == (0, "")
    lines = {line.split()[0]: re.split("  +", line)[1:] for line in ours(ran.out)}
    assert lines["helper"] == ["(cannot be read)"]
    # What extends it has its family from it, and so none that anybody knows; what does not is as before.
    assert lines["maker"] == ["Maker", "–", "–", "3+", "–"]
    assert lines["aside"] == ["Aside", "carpentry", "–", "–", "€20.50/hour"]
    roles = {role["name"]: role for role in json.loads(ask("profiles", "list", "--json").out)["roles"]}
    assert roles["helper"] == {
        "name": "helper", "title": None, "family": None, "rung": None, "of": None, "years": None, "pay": None,
        "file": "mine/carpentry/helper.yaml", "aliases": [],
    }  # fmt: skip


def test_what_is_wrong_is_not_shown_as_absent(ask, mine):
    text = (mine / "helper.yaml").read_text("utf-8")
    for old, new in (("max: 2}", "max: -2}"), ("currency: USD", "currency: BUCKS"), ("title: Helper\n", "")):
        text = text.replace(old, new)
    (mine / "helper.yaml").write_text(text, encoding="utf-8")
    line = next(line for line in ours(ask("profiles", "list").out) if line.startswith("helper"))
    assert re.split("  +", line) == ["helper", "–", "carpentry", "1 of 3", "?", "?"]


def test_nothing_is_cut_for_a_narrow_terminal(ask, mine, monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    text = (mine / "maker.yaml").read_text("utf-8")
    (mine / "maker.yaml").write_text(text.replace("title: Maker", f"title: {'木' * 60}"), encoding="utf-8")
    lines = ask("profiles", "list").out.splitlines()
    maker = next(line for line in lines if line.startswith("maker"))
    boss = next(line for line in lines if line.startswith("boss"))
    assert "木" * 60 in maker
    # A sign of that script takes two columns.
    assert boss.index("carpentry") == maker.index("carpentry") + 60


def test_the_list_as_json(ask):
    ran = ask("profiles", "list", "--json")
    found = json.loads(ran.out)
    assert (ran.code, ran.err, list(found), found["version"]) == (0, "", ["version", "roles"], 1)
    roles = {role["name"]: role for role in found["roles"]}
    assert roles["helper"] == {
        "name": "helper",
        "title": "Helper",
        "family": "carpentry",
        "rung": 1,
        "of": 3,
        "years": {"min": 0, "max": 2},
        "pay": {"min": 30000, "max": 40000, "currency": "USD", "per": "year", "open_ended": False},
        "file": "mine/carpentry/helper.yaml",
        "aliases": ["Assistant"],
    }
    assert (roles["maker"]["years"], roles["maker"]["pay"]) == ({"min": 3, "max": None}, None)
    assert (roles["boss"]["pay"]["open_ended"], roles["aside"]["pay"]["min"]) == (True, 20.5)


# --- show ---


def test_show_is_yaml_of_all_that_the_role_holds(ask):
    ran = ask("profiles", "show", "boss")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# mine/carpentry/boss.yaml\n")
    held = yaml.safe_load(ran.out)
    assert list(held) == [key for key in Role.model_fields if key in held]
    assert [duty["text"] for duty in held["duties"]] == ["Join boards.", "Plan a table."]
    assert held["pay"] == {"min": 250000, "max": 400000, "currency": "USD", "per": "year", "open_ended": True}
    assert held["competencies"]["wood"]["anchors"][4] == "Bends oak."
    assert ("talk" in held["competencies"], [stage["minutes"] for stage in held["loop"]]) == (False, [30, 90])
    shown = json.loads(ask("profiles", "show", "boss", "--json").out)
    assert (shown["version"], shown["name"], shown["file"]) == (1, "boss", "mine/carpentry/boss.yaml")
    assert shown["role"] == json.loads(json.dumps(held))


def test_explain_prints_a_line_for_each_value(ask):
    ran = ask("profiles", "show", "boss", "--explain")
    assert (ran.code, ran.err) == (0, "")
    lines = {line.split("  ")[0]: re.split("  +", line)[1:] for line in ran.out.splitlines()}
    assert lines["duties[d-saw].text"] == ["Join boards.", "mine/carpentry/maker.yaml:7"]
    assert lines["expects.talk"] == ["2", "mine/carpentry/helper.yaml:13"]
    assert lines["loop[bench].minutes"] == ["90", "mine/carpentry/maker.yaml:14"]
    assert lines["competencies.talk.anchors.2"] == ["Listens.", "mine/carpentry/family.yaml:17"]
    assert [line for line in ran.out.splitlines() if line.startswith("#")] == [
        "# role: mine/carpentry/boss.yaml",
        "# interview loop of Carpentry, with what the role changes",
        "# competency: Wood",
        "# competency: Talk",
    ]
    values = json.loads(ask("profiles", "show", "boss", "--explain", "--json").out)["values"]
    assert [value["path"] for value in values] == [line for line in lines if line and not line.startswith("#")]
    talk = next(value for value in values if value["path"] == "expects.talk")
    file = "mine/carpentry/helper.yaml"
    assert talk == {"path": "expects.talk", "value": "2", "file": file, "line": 13, "column": 26}
    folder = next(value for value in values if value["path"] == "family")
    assert (folder["value"], folder["file"], folder["line"]) == ("carpentry", "mine/carpentry/helper.yaml", None)


def test_explain_keeps_a_value_on_one_short_line(ask, mine):
    text = (mine / "maker.yaml").read_text("utf-8")
    long = "summary: |\n  First line.\n  " + "word " * 30
    (mine / "maker.yaml").write_text(text.replace("summary: Makes.", f"{long}\nskills: null"), encoding="utf-8")
    lines = ask("profiles", "show", "maker", "--explain").out.splitlines()
    summary = next(line for line in lines if line.startswith("summary "))
    said = re.split("  +", summary)[1]
    assert (len(said), said[:16], said[-1]) == (60, "First line. word", "…")
    assert re.split("  +", next(line for line in lines if line.startswith("skills")))[1] == "null"
    values = json.loads(ask("profiles", "show", "maker", "--explain", "--json").out)["values"]
    held = {value["path"]: value["value"] for value in values}
    assert (held["summary"].count("word"), held["skills"]) == (30, None)


# --- diff ---


def test_diff_says_what_changes_between_two_rungs(ask):
    ran = ask("profiles", "diff", "helper", "maker")
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out
        == """\
helper → maker

# the role
~ title  Helper → Maker
- aliases  Assistant
~ summary  Helps. → Makes.
~ years.min  0 → 3
- years.max  2
- pay  min: 30000, max: 40000, currency: USD, per: year
~ duties[d-saw].text  Saw boards. → Join boards.
- duties[d-ask]  Ask customers.
+ duties[d-plan]  Plan a table.
~ expects.wood  2 → 3
~ weights.talk  1 → 0
- skills  Sawing

# what the rubric expects
~ Wood (wood)  Basic (2) → Working (3)
    - Saws wood.
    + Joins wood.
- Talk (talk)  Basic (2)
    - Listens.

# the interview loop
~ loop[bench].minutes  60 → 90
"""
    )


def test_diff_shows_long_texts_below_each_other_and_whole(ask, mine):
    long = "Joins boards " + "and boards " * 20 + "well."
    text = (mine / "maker.yaml").read_text("utf-8")
    (mine / "maker.yaml").write_text(text.replace("Join boards.", long), encoding="utf-8")
    lines = ask("profiles", "diff", "helper", "maker").out.splitlines()
    at = lines.index("~ duties[d-saw].text")
    assert lines[at + 1 : at + 3] == ["    - Saw boards.", f"    + {long}"]


def test_diff_of_other_families_names_the_competencies(ask):
    ran = ask("profiles", "diff", "maker", "senior-software-engineer")
    assert (ran.code, ran.err) == (0, "")
    assert "~ family  carpentry → software-engineering\n" in ran.out
    assert "- competencies.wood  Wood: Knows wood.\n" in ran.out
    assert "\n+ competencies.design  System design: " in ran.out
    assert "\n- loop[first]  " in ran.out


def test_diff_of_equal_roles_says_so(ask, mine):
    assert ask("profiles", "diff", "helper", "Assistant").out == "`helper` and `helper` hold the same\n"
    (mine / "twin.yaml").write_text((mine / "helper.yaml").read_text("utf-8"), encoding="utf-8")
    assert ask("profiles", "diff", "helper", "twin") == (0, "`helper` and `twin` hold the same\n", "")
    found = json.loads(ask("profiles", "diff", "helper", "twin", "--json").out)
    assert found == {
        "version": 1, "from": "helper", "to": "twin", "same": True, "rubric": [], "role": [], "loop": [],
        "competencies": [],
    }  # fmt: skip


def test_diff_as_json(ask):
    found = json.loads(ask("profiles", "diff", "maker", "boss", "--json").out)
    assert (found["version"], found["from"], found["to"], found["same"]) == (1, "maker", "boss", False)
    assert {"path": "expects.wood", "kind": "changed", "from": 3, "to": 4} in found["role"]
    assert found["rubric"][0] == {
        "competency": "wood",
        "name": "Wood",
        "from": {"level": 3, "name": "Working", "anchor": "Joins wood."},
        "to": {"level": 4, "name": "Advanced", "anchor": "Bends oak."},
    }
    assert found["rubric"][1]["from"] is None
    assert found["competencies"] == [
        {"path": "competencies.wood.anchors.4", "kind": "changed", "from": "Bends wood.", "to": "Bends oak."}
    ]


def test_diff_of_unknown_roles_names_both(ask):
    ran = ask("profiles", "diff", "makr", "bos")
    assert (ran.code, ran.out) == (2, "")
    assert "there is no role `makr`; did you mean `maker`?" in ran.err
    assert "there is no role `bos`; did you mean `boss`?" in ran.err


@pytest.mark.parametrize("command", [["profiles", "list"], ["profiles", "show"], ["profiles", "diff"], ["new"]])
def test_help_is_narrow_and_loads(command, jdgen):
    ran = jdgen(*command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert "--profiles DIR" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100


# --- new profile --extends ---

BLOCK = re.compile(r"^# (\w+):.*\n(?:#  .*\n)*", re.MULTILINE)
"""A key behind comment signs with what stands below it."""


def uncommented(block: re.Match[str]) -> str:
    return re.sub("^# ", "", block[0], flags=re.MULTILINE)


def test_a_new_profile_that_extends_can_be_used_at_once(ask, jdgen, tmp_path):
    ran = ask("new", "profile", "new.yaml", "--extends", "Assistant")
    assert (ran.code, ran.out) == (0, "new.yaml\n")
    assert "`jdgen posting new.yaml --company company.yaml --draft --profiles mine`" in ran.err
    held = yaml.safe_load((tmp_path / "new.yaml").read_text("utf-8"))
    # The parent's family is that of its folder, which this file does not stand in.
    assert list(held) == ["extends", "family", "title", "meta", "summary"]
    assert (held["extends"], held["family"], str(held["meta"]["updated"])) == ("helper", "carpentry", "2026-11-20")
    shown = yaml.safe_load(ask("profiles", "show", "new.yaml").out)
    assert [duty["id"] for duty in shown["duties"]] == ["d-saw", "d-ask"]
    assert ("pay" in shown, "skills" in shown) == (False, False)
    jdgen("new", "company", "company.yaml")
    jdgen("new", "opening", "opening.yaml")
    files = ("--company", "company.yaml", "--opening", "opening.yaml", "--draft", "-f", "txt", "-o", "-")
    posting = ask("posting", "new.yaml", *files)
    assert posting.code == 0
    assert "Saw boards." in posting.out
    # Its samples are those of any new profile, so that nobody publishes them unawares.
    assert "new.yaml: note: 2 sample values are left: `title`" in posting.err


def test_a_new_profile_says_what_it_inherits_in_comments(ask, tmp_path):
    ask("new", "profile", "new.yaml", "--extends", "maker")
    lines = (tmp_path / "new.yaml").read_text("utf-8").splitlines()
    for line in (
        "#   d-saw: Join boards.",
        "#   d-plan: Plan a table.",
        "#   - {id: d-saw, text: Begin with a verb and end with a period.}",
        "#   - {id: d-plan, drop: true}",
        "#   r-shop (nice): Time in a shop.",
        "#   - {id: r-shop, drop: true}",
        "# expects: {wood: 3, talk: 2}",
        "# weights: {wood: 2, talk: 0}",
        "# Inherited too, unless it stands here: education.",
        "#   - id: d-new",
        "#     competency: [wood]",
        "#   - id: r-new",
        "#     competency: wood",
        "#   wood: Wood",
        "#   talk: Talk",
        "#   first (First talk): talk: primary",
        "#   bench (At the bench): wood: primary",
        "#   - {id: first, covers: {talk: null}}   # or primary, second; null takes it away",
        "#   - {id: bench, drop: true}",
        "#   - id: new-stage",
        "#     covers: {wood: primary, talk: primary}",
    ):
        assert line in lines
    assert max(map(len, lines)) <= 120
    text = "\n".join(lines)
    assert [key for key in OWN if not re.search(rf"^(# )?{key}:", text, re.MULTILINE)] == []


def test_what_it_suggests_in_comments_is_valid_too(ask, tmp_path):
    ask("new", "profile", "new.yaml", "--extends", "boss")
    path = tmp_path / "new.yaml"
    text, count = BLOCK.subn(uncommented, path.read_text("utf-8"))
    assert count == 26
    path.write_text(text, encoding="utf-8")
    ran = ask("profiles", "show", "new.yaml")
    assert (ran.code, ran.err) == (0, "")
    held = yaml.safe_load(ran.out)
    assert set(held) >= OWN
    first, new = held["duties"]
    assert first["text"] == "Begin with a verb and end with a period."
    assert set(new) == set(Duty.model_fields)
    assert [entry["id"] for entry in held["requirements"]] == ["r-saw", "r-new"]
    assert set(held["requirements"][1]) == set(Requirement.model_fields)
    assert set(held["competencies"]["example"]) == set(Competency.model_fields)
    assert [set(one) for one in held["competencies"]["example"]["questions"]] == [set(Question.model_fields)] * 2
    assert [stage["id"] for stage in held["loop"]] == ["first", "new-stage"]
    # A task without questions for it would be a fault of the plan, so it stays behind a sign of its own.
    assert set(held["loop"][1]) == set(Stage.model_fields) - {"task"}
    assert "\n    # task: {brief: " in text


BLOCKS = {
    *(OWN - {"title", "meta", "summary"}), "duties", "requirements", "competencies", "expects", "weights", "loop",
}  # fmt: skip


@pytest.mark.parametrize("parent", ["boss", "senior-software-engineer", "vp-engineering"])
def test_each_block_behind_comment_signs_is_valid_alone(parent, ask, tmp_path):
    ask("new", "profile", "new.yaml", "--extends", parent)
    path = tmp_path / "new.yaml"
    text = path.read_text("utf-8")
    found = list(BLOCK.finditer(text))
    assert sorted(block[1] for block in found) == sorted(BLOCKS)  # each of them once
    wrong = {}
    for block in found:
        path.write_text(text[: block.start()] + uncommented(block) + text[block.end() :], encoding="utf-8")
        ran = ask("profiles", "show", "new.yaml")
        if (ran.code, ran.err) != (0, "") or block[1] not in yaml.safe_load(ran.out):
            wrong[block[1]] = ran
    assert wrong == {}


def test_the_plan_that_it_suggests_still_assesses_everything(ask, tmp_path):
    ask("new", "profile", "new.yaml", "--extends", "senior-software-engineer")
    path = tmp_path / "new.yaml"
    path.write_text(BLOCK.sub(lambda b: uncommented(b) if b[1] == "loop" else b[0], path.read_text("utf-8")), "utf-8")
    ran = ask("check", "new.yaml", "--json")
    found = json.loads(ran.out)["findings"]
    # Only what nobody replaced is said, as it would go out as a fact.
    assert (ran.code, {finding["rule"] for finding in found}) == (0, {"scaffold.left", "pay.missing"})
    assert "`loop[3].name`" in "".join(finding["text"] for finding in found)


def test_the_entries_it_suggests_have_names_that_are_not_taken(ask, mine, tmp_path):
    text = (mine / "boss.yaml").read_text("utf-8")
    more = "duties: [{id: d-new, text: Do it., competency: wood}, {id: d-saw, drop: true}]\n"
    stages = "loop: [{id: new-stage, name: Third, minutes: 5, by: owner}]\n"
    (mine / "boss.yaml").write_text(text + more + stages, encoding="utf-8")
    ask("new", "profile", "new.yaml", "--extends", "boss")
    path = tmp_path / "new.yaml"
    lines = path.read_text("utf-8").splitlines()
    assert {"#   - id: d-new-2", "#   - id: new-stage-2", "#   - {id: new-stage, drop: true}"} <= set(lines)
    path.write_text(BLOCK.sub(uncommented, path.read_text("utf-8")), encoding="utf-8")
    assert ask("profiles", "show", "new.yaml").code == 0


def test_a_profile_may_take_the_place_of_the_one_it_extends(ask, jdgen, mine):
    name = "software-engineer"
    path = f"profiles/software-engineering/{name}.yaml"
    assert jdgen("new", "profile", path, "--extends", name).code == 0
    ran = jdgen("profiles", "show", name)
    assert (ran.code, ran.out.splitlines()[:2]) == (0, [f"# {path}", f"extends: {name}"])
    assert ask("new", "profile", "elsewhere/maker.yaml", "--extends", "maker").code == 0
    assert ask("profiles", "show", "elsewhere/maker.yaml").code == 0
    # Beside it, nobody could tell the two apart.
    ran = ask("new", "profile", "mine/new/maker.yaml", "--extends", "maker")
    said = "mine/new/maker.yaml: `maker` is in these profiles already, as mine/carpentry/maker.yaml; give another name"
    assert (ran.code, ran.err.splitlines()[0]) == (2, said)
    assert ask("new", "profile", "mine/carpentry/maker.yaml", "--extends", "maker").code == 4


def test_an_explicit_family_is_inherited(ask, tmp_path):
    ask("new", "profile", "new.yaml", "--extends", "aside")
    text = (tmp_path / "new.yaml").read_text("utf-8")
    assert "\nfamily:" not in text
    # Of one duty alone, none is dropped; the family has two stages.
    assert re.findall(r"^#   - \{id: (.*), drop: true\}", text, re.MULTILINE) == ["bench"]
    assert ask("profiles", "show", "new.yaml").code == 0


def test_what_cannot_be_extended_is_said_and_nothing_is_written(ask, jdgen, mine, tmp_path):
    ran = ask("new", "profile", "new.yaml", "--extends", "makr")
    assert (ran.code, ran.err) == (2, "error: there is no role `makr`; did you mean `maker`?\n")
    (tmp_path / "loose.yaml").write_text((mine / "aside.yaml").read_text("utf-8"), encoding="utf-8")
    ran = ask("new", "profile", "new.yaml", "--extends", "loose.yaml")
    assert (ran.code, ran.err.splitlines()[0]) == (
        2,
        "loose.yaml: is not among the profiles, so no role can extend it; "
        "move it into `profiles/FAMILY/`, or give `--profiles DIR`",
    )
    (mine / "Big Boss.yaml").write_text((mine / "boss.yaml").read_text("utf-8"), encoding="utf-8")
    ran = ask("new", "profile", "new.yaml", "--extends", "Big Boss")
    assert (ran.code, "has a name that no role can extend" in ran.err) == (2, True)
    (mine / "boss.yaml").write_text("extends: boss\ntitle: Boss\nsummary: Leads.\n", encoding="utf-8")
    ran = ask("new", "profile", "new.yaml", "--extends", "boss")
    assert (ran.code, "`boss` extends itself" in ran.err) == (2, True)
    for kind in ("company", "opening", "candidate"):
        ran = jdgen("new", kind, "new.yaml", "--extends", "maker")
        assert (ran.code, "`--extends` goes with `jdgen new profile`" in ran.err) == (2, True)
    ran = ask("new", "profile", "new.yaml")
    assert (ran.code, "`--profiles` goes with `--extends`" in ran.err) == (2, True)
    assert not (tmp_path / "new.yaml").exists()


def test_a_file_of_the_library_can_be_extended_by_its_path(ask, tmp_path):
    assert ask("new", "profile", "new.yaml", "--extends", "mine/carpentry/boss.yaml").code == 0
    assert "\nextends: boss\n" in (tmp_path / "new.yaml").read_text("utf-8")


# --- completion ---


def completed(words: str, cwd: Path) -> dict[str, str]:
    asked = {"_JDGEN_COMPLETE": "fish_complete", "COMP_WORDS": words, "COMP_CWORD": words.rpartition(" ")[2]}
    lines = spawn(**asked, cwd=cwd).out.split("\n")
    return dict(re.match(r"plain,([^\t]*)\t?(.*)", line).groups() for line in lines if line.startswith("plain,"))


def test_roles_are_completed_with_their_titles(mine, tmp_path):
    (mine / "broken.yaml").write_text("title: [\n", encoding="utf-8")
    assert completed("jdgen posting senior-soft", tmp_path) == {"senior-software-engineer": "Senior Software Engineer"}
    assert completed("jdgen posting --profiles mine b", tmp_path) == {"boss": "Boss", "broken": ""}
    assert completed("jdgen profiles diff --profiles mine boss m", tmp_path) == {"maker": "Maker"}
    assert completed("jdgen new profile x.yaml --profiles mine --extends as", tmp_path) == {"aside": "Aside"}
    assert completed("jdgen profiles show --profiles nowhere b", tmp_path) == {}
