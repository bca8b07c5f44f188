"""`jdgen check` as people and programs use it: exit codes, both ways of saying it, and comments that silence a rule."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from conftest import DAY, ROOT, Ran
from jdgen.audit.roles import Examination, audit
from jdgen.checks.rules import every
from jdgen.cli.check import GROUPS
from jdgen.inputs.gather import Sources
from library_copy import CANDIDATE, FILES, OPENING, SOUND, sound

LINE = {"type": ["integer", "null"], "minimum": 1}
WORDS = {"type": "string", "pattern": r"\S"}
FIELDS = {
    "rule": {"enum": sorted(every())},
    "group": {"enum": ["input", *GROUPS]},
    "level": {"enum": ["error", "warning", "notice"]},
    "file": {"type": ["string", "null"]},
    "line": LINE,
    "column": LINE,
    "unit": {"enum": ["line", None]},
    "text": WORDS,
    "why": WORDS,
    "mend": {"type": "string"},
    "source": {"type": ["string", "null"]},
}
SCHEMA = Draft202012Validator({
    "type": "object",
    "properties": {
        "version": {"const": 1},
        "findings": {"type": "array", "items": {
            "type": "object", "properties": FIELDS, "required": list(FIELDS), "additionalProperties": False,
        }},
    },
    "required": ["version", "findings"],
    "additionalProperties": False,
})  # fmt: skip
LOAD = "covers: {trade: primary}}"
ERROR = ("potter", "text: Has fired a kiln alone., competency: kiln}", "text: Has fired a kiln alone.}")
WARNING = ("potter", "show: [clay]", "show: [glaze]")
LITTLE = "on_target: {min: 9, max: 9, currency: USD, per: year}\n"
NOTICE = ("potter", "pay: {min: 40000, max: 80000, currency: USD, per: year}", "pay: null")
HUMAN = re.compile(
    r"(?P<file>\S+?)(:(?P<line>[1-9]\d*):(?P<column>[1-9]\d*))?: (?P<level>error|warning|notice): (?P<text>.+) "
    r"\[(?P<rule>[a-z_.]+)\]\n(    why:  (?P<why>.+)\n)?(    mend: (?P<mend>.+)\n)?"
)


def written(folder: Path, *edits: tuple[str, str, str]) -> Path:
    """Write the sound library with texts replaced."""
    changed: dict[str, str] = {}
    for file, old, new in edits:
        text = changed.get(file, {**SOUND, **FILES}[file])
        assert text.count(old) == 1, (file, old)
        changed[file] = text.replace(old, new)
    return sound(folder, changed)


def rules(ran: Ran) -> list[str]:
    return [finding["rule"] for finding in findings(ran)]


def findings(ran: Ran) -> list[dict[str, Any]]:
    """Return the findings of `--json`; nothing else may be said."""
    assert ran.err == ""
    data = json.loads(ran.out)
    assert [error.message for error in SCHEMA.iter_errors(data)] == []
    return data["findings"]


@pytest.mark.parametrize("here", ["checkout", "elsewhere"])
def test_the_built_in_library_is_clean(
    here: str, jdgen: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT if here == "checkout" else tmp_path)
    ran = jdgen("check", "--strict", "--json")
    found = findings(ran)
    assert ran.code == 0
    assert {(one["rule"], one["level"]) for one in found} == {("pay.missing", "notice")}
    assert len(found) == 3
    assert all((ROOT / "profiles/software-engineering" / Path(one["file"]).name).samefile(one["file"]) for one in found)


@pytest.mark.parametrize(
    ("edits", "codes", "said"),
    [
        ((), (0, 0), "no findings"),
        ((NOTICE,), (0, 0), "1 notice"),
        ((WARNING,), (0, 1), "1 warning"),
        ((ERROR,), (1, 1), "1 error"),
        ((NOTICE, WARNING), (0, 1), "1 warning, 1 notice"),
        ((NOTICE, WARNING, ERROR), (1, 1), "1 error, 1 warning, 1 notice"),
    ],
)  # fmt: skip
def test_exit_codes_and_counts(
    edits: tuple[tuple[str, str, str], ...],
    codes: tuple[int, int],
    said: str,
    jdgen: Callable[..., Ran],
    tmp_path: Path,
) -> None:
    profiles = written(tmp_path, *edits)
    plain, strict = (jdgen("check", "potter", "--profiles", profiles, *option) for option in ((), ("--strict",)))
    assert (plain.code, strict.code) == codes
    assert plain.err == strict.err == f"1 role: {said}\n"
    assert plain.out == strict.out


def test_people_read_what_programs_read(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path, ERROR, WARNING, NOTICE, ("opening", "mode: onsite\n", LITTLE))
    files = ("--opening", tmp_path / "opening.yaml", "--company", tmp_path / "company.yaml")
    command = ("check", "potter", "--profiles", profiles, *files)
    told, found = jdgen(*command).out, findings(jdgen(*command, "--json"))
    read = [match.groupdict(default="") for match in HUMAN.finditer(told)]
    assert HUMAN.sub("", told) == ""
    named = ("rule", "level", "file", "line", "column", "text", "why", "mend")
    assert read == [{key: str(one[key] or "") for key in named} for one in found]
    assert len(found) >= 4
    placed = [(one["file"], one["line"] or 0, one["column"] or 0) for one in found]
    assert placed == sorted(placed)
    assert not all(line for _, line, _ in placed)
    for one in (one for one in found if one["line"]):
        line = Path(one["file"]).read_text(encoding="utf-8").splitlines()[one["line"] - 1]
        assert line[one["column"] - 1 :].strip()
        assert one["column"] == 1 or line[one["column"] - 2] in " {[\"'"


@pytest.mark.parametrize(
    ("edits", "strict", "said"),
    [
        ((ERROR, WARNING, NOTICE), (), ["req.competency"]),
        ((ERROR, WARNING, NOTICE), ("--strict",), ["req.competency", "letter.hook"]),
        ((WARNING, NOTICE), (), []),
        ((WARNING, NOTICE), ("--strict",), ["letter.hook"]),
        ((NOTICE,), ("--strict",), []),
    ],
)  # fmt: skip
def test_quiet_says_what_makes_it_fail(
    edits: tuple[tuple[str, str, str], ...],
    strict: tuple[str, ...],
    said: list[str],
    jdgen: Callable[..., Ran],
    tmp_path: Path,
) -> None:
    ran = jdgen("check", "potter", "--profiles", written(tmp_path, *edits), "-q", *strict)
    assert sorted(match["rule"] for match in HUMAN.finditer(ran.out)) == sorted(said)
    assert (ran.code, ran.err) == (int(bool(said)), "")


def test_the_summary_says_what_was_looked_at(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path / "one", ("potter", MUST, BARE + LEFT), WARNING)
    built_in = len(list((ROOT / "profiles/software-engineering").glob("*.yaml"))) - 1
    for roles, said in (
        (("potter",), "1 role: 1 warning, 1 switched off"),
        (("master",), "1 role: no findings"),
        (("potter", "Potter", "master"), "2 roles: 1 warning, 1 switched off"),
        ((), f"{built_in + 3} roles: 1 warning, 3 notices, 1 switched off"),
    ):
        assert jdgen("check", *roles, "--profiles", profiles).err == f"{said}\n"
    broken = written(tmp_path / "two", ("potter", "title: Potter", "titel: Potter"))
    assert jdgen("check", "apprentice", "potter", "--profiles", broken).err == "2 roles: 2 errors\n"


def test_the_report_is_what_is_said() -> None:
    report = audit(Examination(("senior-software-engineer",), Sources(), date.fromisoformat(DAY)))
    assert ([found.rule.id for found in report.findings], report.roles, report.ignored) == (["pay.missing"], 1, 0)
    assert isinstance(report.findings, tuple)


def test_why_a_file_must_be_usable_is_not_repeated(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    command = ("check", "potter", "--profiles", written(tmp_path, ("potter", "title: Potter", "titel: Potter")))
    assert "why:" not in jdgen(*command).out
    assert {one["why"] for one in findings(jdgen(*command, "--json"))} == {every()["input"].why}


@pytest.mark.parametrize("output", [(), ("--json",)])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("no-such-role",), "there is no role `no-such-role`"),
        (("poter",), "did you mean `potter`?"),
        (("potter", "--set", "nonsense"), "`--set nonsense` is not KEY=VALUE"),
        (("potter", "--set", "rloe.title=x"), "--set rloe.title: unknown root `rloe`"),
        (("potter", "--set", "role.titel=x"), "--set role.titel: unknown key `titel`"),
        (("potter", "--set", "role.expects.clay=9"), "--set role.expects.clay: "),
        (("potter", "--set", "company.nmae=x"), "--set company.nmae: unknown key `nmae`"),
        (("potter", "--date", "soon"), "expected a day as YYYY-MM-DD"),
    ],
)  # fmt: skip
def test_what_is_typed_wrong_is_no_finding(
    typed: tuple[str, ...], said: str, output: tuple[str, ...], jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    ran = jdgen("check", *typed, "--profiles", sound(tmp_path), *output)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("name", ["nowhere", "file.yaml"])
def test_a_folder_of_profiles_that_is_none_is_no_finding(name: str, jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "file.yaml").write_text("family: x\n", encoding="utf-8")
    ran = jdgen("check", "--profiles", tmp_path / name, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "is not a folder of profiles; give `--profiles DIR`" in ran.err


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("company", None, "cannot be read: no such file or directory"),
        ("company", "name: [", "expected"),
        ("opening", "nmae: x\n", "unknown key `nmae`"),
        ("candidate", "\n", "is empty"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_a_finding(
    name: str, text: str | None, said: str, jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    profiles = sound(tmp_path)
    path = tmp_path / f"{name}.yaml"
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    ran = jdgen("check", "potter", "--profiles", profiles, f"--{name}", path, "--json")
    (finding,) = findings(ran)
    assert (ran.code, finding["rule"], finding["file"]) == (1, "input", path.as_posix())
    assert said in finding["text"]


def test_one_wrong_role_hides_no_other_finding(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path, ("apprentice", "title: Apprentice", "titel: Apprentice"), ERROR)
    found = findings(jdgen("check", "apprentice", "potter", "--profiles", profiles, "--json"))
    assert [(one["rule"], Path(one["file"]).stem) for one in found] == [
        ("input", "apprentice"), ("input", "apprentice"), ("req.competency", "potter"),
    ]  # fmt: skip


def test_an_opening_names_the_role_and_a_value_may_be_set(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path, ("opening", "requisition:", "role: potter\nrequisition:"))
    command = ("check", "--profiles", profiles, "--opening", tmp_path / "opening.yaml", "--json")
    assert rules(jdgen(*command)) == []
    paid = jdgen(*command, "--set", "opening.pay.min=70000", "--set", "opening.pay.max=90000")
    assert rules(paid) == ["pay.band"]
    changed = findings(jdgen(*command, "--set", "role.weights.trade=0"))
    assert {one["rule"] for one in changed} == {"competency.count", "duty.competency", "loop.empty"}


def test_the_rules_are_listed_and_nothing_is_checked(jdgen: Callable[..., Ran]) -> None:
    ran = jdgen("check", "no-such-role", "--rules")
    assert (ran.code, ran.err) == (0, "")
    rows = [line.split(maxsplit=3) for line in ran.out.splitlines()]
    assert rows == [[rule.id, rule.level, rule.group, rule.why] for rule in every().values()]


MUST = "  - {id: r-kiln, tier: must, group: experience, text: Has fired a kiln alone., competency: kiln}"
BARE = "  - {id: r-kiln, tier: must, group: experience, text: Has fired a kiln alone.}"
CLAY = "  - {id: r-clay, tier: must, group: technical, text: Command of two kinds of clay., competency: clay}"
LEFT = "  # jdgen: ignore[req.competency]"


def test_a_comment_silences_one_rule_on_one_line(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    silenced = written(tmp_path / "one", ("potter", MUST, BARE + LEFT))
    assert findings(jdgen("check", "potter", "--profiles", silenced, "--json")) == []
    bare = CLAY.replace(", competency: clay", "")
    two = written(tmp_path / "two", ("potter", MUST, BARE + LEFT), ("potter", CLAY, bare))
    found = findings(jdgen("check", "potter", "--profiles", two, "--json"))
    assert [one["rule"] for one in found] == ["req.competency", "letter.hook"]
    assert "`r-clay`" in found[0]["text"]
    above = written(tmp_path / "above", ("potter", MUST, f"{LEFT}\n{BARE}"))
    assert rules(jdgen("check", "potter", "--profiles", above, "--json")) == ["req.competency"]


def test_what_makes_a_role_unusable_is_told_whatever_is_asked_for(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path, ("potter", "title: Potter", "titel: Potter"))
    ran = jdgen("check", "potter", "--profiles", profiles, "--group", "language", "--json")
    assert (ran.code, [one["text"] for one in findings(ran)]) == (
        1, ["`title` is missing", "unknown key `titel`"]
    )  # fmt: skip


def test_another_rule_of_the_line_still_speaks(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    stage = "  - {id: last, name: Last talk, minutes: 30, by: owner, covers: {trade: primary}}\n"
    moved = ("family", "clay: second, glaze: second, trade: second", "clay: second, trade: second")
    fifth = stage.replace("last, name: Last", "fifth, name: Fifth").replace("trade: primary", "glaze: second")
    twice = fifth + stage.replace("last, name: Last", "sixth, name: Sixth")
    for mark, left in (("", ["loop.stages", "loop.primary"]), ("  # jdgen: ignore[loop.stages]", ["loop.primary"]),
                       ("  # jdgen: ignore[loop.stages, loop.primary]", []),
                       ("  # jdgen: ignore[loop.primary loop.stages]", []),
                       ("  # a reason # jdgen: ignore[ loop.primary,loop.stages ]", [])):  # fmt: skip
        profiles = written(
            tmp_path / str(len(mark)), ("family", stage, stage + twice.rstrip("\n") + mark + "\n"), moved
        )
        found = rules(jdgen("check", "potter", "--profiles", profiles, "--json"))
        # three looks at a trade take three questions
        assert (mark, found) == (mark, ["competency.questions", *left])


@pytest.mark.parametrize(
    ("mark", "mend"),
    [
        ("req.competence", "did you mean `req.competency`?"),
        ("loop.laod", "did you mean `loop.load`?"),
        ("everything", "`jdgen check --rules` lists them"),
    ],
)  # fmt: skip
def test_a_comment_that_names_no_rule_is_found(mark: str, mend: str, jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path, ("potter", "title: Potter", f"title: Potter  # jdgen: ignore[{mark}]"))
    (found,) = findings(jdgen("check", "potter", "--profiles", profiles, "--json"))
    assert (found["rule"], found["text"], found["mend"]) == ("ignore.unknown", f"there is no rule `{mark}`", mend)
    assert (found["line"], found["column"]) == (2, len("title: Potter  # jdgen: ignore[") + 1)


@pytest.mark.parametrize(
    "mark",
    ["jdgen: ignore", "jdgen: ignore anchor.length", "jdgen: ignore[]", "jdgen:ignore[ , ]",
     "jdgen: ignore [loop.load]", "jdgen: ignore[loop.load"],
)  # fmt: skip
def test_a_comment_that_is_none_is_found(mark: str, jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path, ("potter", "title: Potter", f"title: Potter  # {mark}"))
    ran = jdgen("check", "potter", "--profiles", profiles, "--json")
    (found,) = findings(ran)
    assert (found["rule"], found["text"]) == ("ignore.unknown", "the comment names no rule")
    assert found["mend"] == "write `# jdgen: ignore[RULE]` on the line of the finding"
    assert (ran.code, found["line"], found["column"]) == (0, 2, len("title: Potter  ") + 1)


@pytest.mark.parametrize("text", ["https://pots.example/#jdgen:ignore", "C# jdgen", '"`# jdgen: ignore`"'])
def test_what_is_no_such_comment_is_left_alone(text: str, jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path, ("potter", "title: Potter\n", f"title: Potter\naliases: [{text}]\n"))
    assert rules(jdgen("check", "potter", "--profiles", profiles, "--json")) == []


def test_what_two_roles_inherit_is_said_once(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    """The mend of each role names its own competencies; the problem is the same."""
    head, _, rest = SOUND["master"].partition("duties:")
    heir = f"{head}{rest[rest.index('expects:') :]}".replace("family: pottery", "extends: potter")
    fewer = heir.replace("  trade: 1\n", "  trade: 0\n").replace("Master Potter", "Chief Potter")
    profiles = sound(tmp_path, {
        "potter": SOUND["potter"].replace(*ERROR[1:]), "heir": heir.replace("Master Potter", "Old Potter"),
        "heiress": fewer,
    })  # fmt: skip
    ran = jdgen("check", "heir", "heiress", "potter", "--profiles", profiles, "--json")
    assert rules(ran).count("req.competency") == 1
    one = [found for found in findings(ran) if found["rule"] == "req.competency"]
    assert Path(one[0]["file"]).stem == "potter"


def test_a_wrong_name_beside_a_right_one_is_found(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path, ("potter", MUST, f"{BARE}  # jdgen: ignore[req.competency, req.wieght]"))
    (found,) = findings(jdgen("check", "potter", "--profiles", profiles, "--json"))
    assert (found["rule"], found["mend"]) == ("ignore.unknown", "did you mean `req.weight`?")


def test_a_comment_that_is_no_longer_needed_is_found(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path, ("potter", MUST, MUST + LEFT), ("family", LOAD, f"{LOAD}  # jdgen: ignore[loop.load]"),
                       ("company", "name:", "legal_name: Bowl  # jdgen: ignore[field.unused]\nname:"))  # fmt: skip
    files = ("--company", tmp_path / "company.yaml")
    own = findings(jdgen("check", "potter", "--profiles", profiles, *files, "--json"))
    assert [(one["rule"], Path(one["file"]).stem) for one in own] == [("ignore.unused", "company")]
    whole = [one for one in findings(jdgen("check", "--profiles", profiles, "--json")) if one["rule"] != "pay.missing"]
    assert [(one["rule"], Path(one["file"]).stem, one["text"]) for one in whole] == [
        ("ignore.unused", "family", "no finding of `loop.load` is on this line"),
        ("ignore.unused", "potter", "no finding of `req.competency` is on this line"),
    ]


def test_a_comment_that_only_another_role_needs_is_kept(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    """The family's anchor is read by no finding about a potter once only the helper takes it."""
    helper = SOUND["potter"].replace("title: Potter", "title: Bookkeeper").replace("  trade: ", "  accounts: ")
    helper = helper.replace("competency: trade", "competency: accounts")
    family = SOUND["family"].replace("3: Handles ordinary bookkeeping alone and mends small mistakes.",
                                     "3: Keeps the books.  # jdgen: ignore[anchor.length]")  # fmt: skip
    family = family.replace("trade: second}", "trade: second, accounts: second}").replace(
        "covers: {trade: primary}", "covers: {trade: primary, accounts: primary}"
    )
    profiles = sound(tmp_path, {"helper": helper, "family": family})
    for roles in (("potter",), ("helper",), ("potter", "helper"), ()):
        found = findings(jdgen("check", *roles, "--profiles", profiles, "--json"))
        assert [one for one in found if one["rule"] != "pay.missing"] == []


def test_what_stops_every_document_cannot_be_silenced(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    wrong = "titel: Potter  # jdgen: ignore[input]\ntitle: Potter"
    profiles = written(tmp_path, ("potter", "title: Potter", wrong))
    ran = jdgen("check", "potter", "--profiles", profiles, "--json")
    assert (ran.code, rules(ran)) == (1, ["input"])


def test_while_a_file_cannot_be_used_no_comment_is_called_unused(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path, ("potter", MUST, BARE + LEFT), ("potter", "title: Potter", "titel: Potter"))
    found = findings(jdgen("check", "--profiles", profiles, "--json"))
    assert {one["rule"] for one in found} == {"input", "pay.missing"}


def test_json_files_have_no_comments(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    reason = "Your kilns. # jdgen: ignore[field.unused]"
    profiles = sound(tmp_path)
    path = tmp_path / "candidate.json"
    path.write_text(json.dumps({"targets": [{"reason": reason}]}), encoding="utf-8")
    unused = rules(jdgen("check", "potter", "--profiles", profiles, "--candidate", path, "--json"))
    path = path.with_suffix(".yaml")
    path.write_text(f"targets:\n  - reason: {reason}\n", encoding="utf-8")
    silent = rules(jdgen("check", "potter", "--profiles", profiles, "--candidate", path, "--json"))
    assert (unused.count("field.unused"), {"field.unused", "ignore.unused"} & {*silent}) == (1, set())


def test_a_finding_of_each_given_file_can_be_silenced(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    third = "  - {requirement: r-shop, text: On Saturdays.}"
    profiles = sound(tmp_path, {
        "opening": OPENING.replace("min: 50000, max: 60000, currency: USD, per: year}",
                                   "min: 70000, max: 90000, currency: USD, per: year}  # jdgen: ignore[pay.band]"),
        "candidate": CANDIDATE.replace("Twice a week.}", f"Twice a week.}}\n{third}  # jdgen: ignore[bridge.unused]"),
    })  # fmt: skip
    files = [f"--{name}={tmp_path}/{name}.yaml" for name in FILES]
    assert findings(jdgen("check", "potter", "--profiles", profiles, *files, "--json")) == []


AGE = ("family", "ask: Which kneading went wrong?", "ask: How old are you?")


def noted(jdgen: Callable[..., Ran], document: str, profiles: Path, *options: object) -> list[str]:
    """Return the notes that are made with a document of the potter."""
    files = [f"--{name}={profiles.parent}/{name}.yaml" for name in ("company", "opening")]
    out = profiles.parent / "out"
    ran = jdgen(document, "potter", "--profiles", profiles, *files, "-f", "txt", "-o", out, "--force", *options)
    assert ran.code == 0, ran.err
    return [line for line in ran.err.splitlines() if "note:" in line]


def command(note: str) -> list[str]:
    """Return the words after `jdgen` of the command that a note names, as a shell divides them."""
    program, *words = shlex.split(note.partition("`")[2].partition("`")[0])
    assert program == "jdgen"
    return words


def errors(ran: Ran) -> list[str]:
    """Return the rules of the errors that were found as data."""
    return [one["rule"] for one in findings(ran) if one["level"] == "error"]


@pytest.mark.parametrize("document", ["posting", "rubric", "kit"])
def test_documents_do_not_go_out_silently_with_errors(document: str, jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path, ERROR, AGE, WARNING, NOTICE)
    options = ("--candidate", tmp_path / "candidate.yaml") if document == "kit" else ()
    line = 1 + (profiles / "pottery/potter.yaml").read_text(encoding="utf-8").splitlines().index(BARE)
    (note,) = noted(jdgen, document, profiles, *options)
    assert note.startswith(f"{profiles}/pottery/potter.yaml:{line}:10: note: `jdgen check potter --group agreement ")
    assert note.endswith("` finds 2 errors in this role: req.competency, question.do_not_ask")
    assert sorted(errors(jdgen(*command(note), "--json"))) == ["question.do_not_ask", "req.competency"]


def test_the_command_of_a_note_is_the_one_that_was_typed(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path / "my files", ("opening", "mode:", "role: master\nmode:"))
    bare = "role.requirements[0].competency=accounts"
    typed = ("--set", bare, "--set", "opening.team=Kiln & co", "--date", "2026-10-01")
    (note,) = noted(jdgen, "posting", profiles, *typed)
    said = command(note)
    assert said[:4] == ["check", "potter", "--group", "agreement"]
    assert said[-6:] == list(typed)
    assert said[said.index("--profiles") + 1] == str(profiles)
    assert errors(jdgen(*said, "--json")) == ["req.weight"]


def test_each_rule_is_named_once_and_each_error_counted(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    bare = CLAY.replace(", competency: clay", "")
    profiles = written(tmp_path, ERROR, ("potter", CLAY, bare))
    (note,) = noted(jdgen, "posting", profiles)
    assert note.endswith("` finds 2 errors in this role: req.competency")


def test_warnings_notices_and_what_is_switched_off_are_not_noted(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path, WARNING, NOTICE, ("potter", MUST, BARE + LEFT))
    assert noted(jdgen, "posting", profiles) == noted(jdgen, "rubric", profiles) == []


@pytest.mark.parametrize("document", ["guide", "coverage"])
def test_other_documents_say_nothing_of_errors(document: str, jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path, ERROR)
    options = ("potter", "--profiles", profiles, "-f", "txt", "-o", tmp_path / "out")
    assert "jdgen check" not in jdgen(document, *options).err


def test_a_stage_that_is_lacking_is_said_once(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    lacking = ("family", "covers: {trade: primary}", "covers: {}")
    profiles = written(tmp_path / "one", lacking)
    (note,) = noted(jdgen, "rubric", profiles)
    assert note.endswith("` finds 1 error in this role: loop.primary")
    switched_off = written(tmp_path / "two", lacking, ("family", "loop:", "loop:  # jdgen: ignore[loop.primary]"))
    assert noted(jdgen, "rubric", switched_off) == ["note: no stage assesses `selling` first [loop.primary]"]


def test_an_error_of_the_opening_is_found_with_the_opening(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    stage = "{id: only, name: One talk, minutes: 30, by: owner, covers: {clay: primary}}"
    profiles = written(tmp_path, ("opening", "mode:", f"interview: {{loop: [{stage}]}}\nmode:"))
    opening = tmp_path / "opening.yaml"
    (note,) = noted(jdgen, "posting", profiles)
    assert note.endswith("` finds 9 errors in this role: loop.second, loop.primary")
    assert note.startswith(f"{opening}:2:")
    assert len(errors(jdgen(*command(note), "--json"))) == 9


def test_no_pay_of_a_role_is_missed_where_the_opening_pays(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path, NOTICE)
    options = ("check", "potter", "--profiles", profiles, "--group", "agreement", "--json")
    assert [one["rule"] for one in findings(jdgen(*options))] == ["pay.missing"]
    assert findings(jdgen(*options, "--opening", tmp_path / "opening.yaml")) == []


@pytest.mark.parametrize(
    ("setting", "said", "mend"),
    [
        ("mode", "`mode` is missing", "add `mode: onsite`, hybrid or remote"),
        ("apply", "`apply` is missing", "add `apply: {url: https://…}`"),
        ("requisition", "`requisition` is missing", "add `requisition`"),
    ],
)
def test_the_mend_of_a_missing_field_names_what_it_takes(
    setting: str, said: str, mend: str, jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    profiles = written(tmp_path)
    files = ("--opening", tmp_path / "opening.yaml", "--set", f"opening.{setting}=null", "--group", "opening")
    (found,) = findings(jdgen("check", "potter", "--profiles", profiles, *files, "--json"))
    assert (found["rule"], found["text"], found["mend"]) == ("field.missing", said, mend)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("{min: 50000, max: 59999, currency: USD, per: year}", "USD 50,000 to 59,999, and the pay alone is USD 50,000"),
        ("{min: 49999, max: 90000, currency: USD, per: year}", "USD 49,999 to 90,000, and the pay alone is USD 50,000"),
        ("{min: 90000, max: 90000, currency: EUR, per: year}", "EUR per year, and the pay is USD per year"),
        ("{min: 9000, max: 9000, currency: USD, per: month}", "USD per month, and the pay is USD per year"),
        ("{min: 50000, max: 60000, currency: USD, per: year}", ""),
        ("{min: 50000, currency: USD, per: year, open_ended: true}", ""),
    ],
)
def test_on_target_earnings_hold_the_pay(
    target: str, said: str, jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    profiles = written(tmp_path, ("opening", "mode:", f"on_target: {target}\nmode:"))
    files = ("--opening", tmp_path / "opening.yaml", "--company", tmp_path / "company.yaml", "--group", "opening")
    found = findings(jdgen("check", "potter", "--profiles", profiles, *files, "--json"))
    assert [one["rule"] for one in found] == (["pay.on_target"] if said else [])
    assert all(said in one["text"] for one in found)


def test_the_ladder_is_judged_with_the_roles_as_they_are_checked(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = sound(tmp_path)
    assert rules(jdgen("check", "master", "--profiles", profiles, "--json")) == []
    assert rules(jdgen("check", "master", "--profiles", profiles, "--set", "role.expects.kiln=1", "--json")) == [
        "ladder.expects"
    ]
    elsewhere = tmp_path / "elsewhere/master.yaml"
    elsewhere.parent.mkdir()
    text = (profiles / "pottery/master.yaml").read_text(encoding="utf-8")
    elsewhere.write_text(text.replace("  kiln: 4", "  kiln: 1"), encoding="utf-8")
    assert rules(jdgen("check", elsewhere, "--profiles", profiles, "--json")) == ["ladder.expects"]


def test_a_family_without_roles_is_looked_at_with_the_whole_library(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = sound(tmp_path)
    lost = profiles / "lost/family.yaml"
    lost.parent.mkdir()
    lost.write_text("family: [\n", encoding="utf-8")
    found = findings(jdgen("check", "--profiles", profiles, "--json"))
    assert [(one["rule"], one["file"]) for one in found if one["level"] == "error"] == [("input", lost.as_posix())]


def test_a_file_beside_the_role_that_cannot_be_used_hides_no_finding(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path, ERROR)
    found = rules(jdgen("check", "potter", "--profiles", profiles, "--company", tmp_path / "none.yaml", "--json"))
    assert sorted(found) == ["input", "req.competency"]


def test_two_roles_of_one_name_are_both_checked(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = written(tmp_path, ERROR)
    other = profiles / "zeta"
    shutil.copytree(profiles / "pottery", other)
    family = (other / "family.yaml").read_text(encoding="utf-8")
    (other / "family.yaml").write_text(re.sub("ladder: .*\n", "", family), encoding="utf-8")
    for path in other.glob("[!f]*.yaml"):
        path.unlink() if path.stem != "potter" else None
    text = (other / "potter.yaml").read_text(encoding="utf-8").replace("family: pottery", "family: zeta")
    (other / "potter.yaml").write_text(text, encoding="utf-8")
    found = findings(jdgen("check", "--profiles", profiles, "--json"))
    files = {Path(one["file"]).parent.name for one in found if one["rule"] == "req.competency"}
    assert files == {"pottery", "zeta"}
