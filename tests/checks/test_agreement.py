"""Every rule of `jdgen check` has a small library that breaks it and only it, and a finding that says where and why."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import Ran
from jdgen.checks.rules import CODE, every
from jdgen.documents import coverage, posting, rubric
from jdgen.documents.tree import Document, Item
from jdgen.documents.wording import item
from library_copy import FILES, REASON, SOUND, sound

FAILS = {"error": (1, 1), "warning": (0, 1), "notice": (0, 0)}
"""The exit code of a finding of each level, without and with `--strict`."""
Edit = tuple[str, str, str]
"""The file, the text in it that changes, and what it becomes; of a new file, an empty text."""


class Broken(NamedTuple):
    """A change that breaks one rule; `line` is a part of the line, in `file`, that the finding points to."""

    rule: str
    file: str
    line: str
    edits: tuple[Edit, ...]
    role: str = "potter"


def broken(rule: str, file: str, line: str, *edits: Edit, role: str = "potter") -> Broken:
    return Broken(rule, file, line, edits, role)


R_KILN = "text: Has fired a kiln alone., competency: kiln}"
D_SELL = "Sell at the market., competency: trade"
PAY = "pay: {{min: {}, max: {}, currency: USD, per: year}}\n"
PAY_ON_TARGET = PAY.replace("pay", "target").format(55000, 59000)
PANEL = """\
interview:
  panel:
    - {name: Ann, stages: screen}
    - {name: Ben, stages: wheel}
    - {name: Cy, stages: [fire, last]}
"""
LAST = "covers: {trade: primary}}\n"
STAGE = "  - {{id: {0}, name: Another {0}, minutes: 30, by: owner, covers: {{{1}: second}}}}\n"
MUSTS = "".join(
    f"  - {{id: r-more-{n}, tier: must, group: technical, text: Command of glaze {n}., competency: glaze}}\n"
    for n in range(1, 6)
)
SHOP = "  - {id: r-shop"
WEAVER = (
    SOUND["master"].replace("pottery", "weaving").replace("title: Master Potter", "title: Weaver")
    .replace("{min: 8, max: 12}", "{min: 12}").replace("{min: 80000, max: 120000", "{min: 120000, max: 150000")
)  # fmt: skip
HELPER = SOUND["potter"].replace("title: Potter", "title: Helper").replace("{to: master}", "{to: apprentice}")
SAYING = (
    broken("input", "potter", "titel: Potter", ("potter", "title: Potter", "titel: Potter\ntitle: Potter")),
    broken("req.competency", "potter", "id: r-kiln", ("potter", R_KILN, "text: Has fired a kiln alone.}")),
    broken("req.weight", "potter", "id: r-kiln", ("potter", R_KILN, R_KILN.replace("kiln}", "accounts}"))),
    broken(
        "competency.questions", "family", "questions:",
        ("family", "  - {id: q-clay-2, type: situational,", "  - {id: q-clay-2, levels: [1, 5], type: situational,"),
    ),
    broken("competency.duty", "potter", "  trade: 1", ("potter", D_SELL, D_SELL.replace("trade", "clay"))),
    broken(
        "loop.primary", "family", "loop:",
        ("family", "covers: {trade: primary}", "covers: {trade: second}"),
        ("family", "glaze: second, trade: second", "glaze: second"),
    ),
    broken("loop.second", "family", "loop:", ("family", "glaze: second, trade: second", "glaze: second")),
    broken(
        "question.do_not_ask", "family", "q-glaze-2",
        ("family", "glazing begun?, probes: [When?]", "glazing begun?, probes: [How old are you?]"),
    ),
    broken(
        "ladder.family", "../weaving/weaver", "title: Weaver",
        ("family", "potter, master]", "potter, master, weaver]"),
        ("../weaving/family", "", SOUND["family"].replace("ladder: [apprentice, potter, master]\n", "")),
        ("../weaving/weaver", "", WEAVER),
        ("master", "to: Owner of a Workshop", "to: Weaver"),
    ),
    broken("ladder.expects", "master", "  glaze: 2", ("master", "  glaze: 4", "  glaze: 2")),
    broken("ladder.years", "potter", "years:", ("potter", "years: {min: 4", "years: {min: 3")),
    broken("ladder.pay", "potter", "pay:", ("potter", "pay: {min: 40000", "pay: {min: 39999")),
    broken(
        "req.none", "potter", "requirements:",
        ("potter", "id: r-clay, tier: must", "id: r-clay, tier: nice"),
        ("potter", "id: r-kiln, tier: must", "id: r-kiln, tier: nice"),
    ),
    broken("req.must_count", "potter", "id: r-more-5", ("potter", SHOP, MUSTS + SHOP)),
    broken(
        "competency.count", "potter", "weights:",
        ("potter", "  trade: 1\n", ""), ("potter", D_SELL, D_SELL.replace("trade", "clay")),
        ("family", "clay: second, glaze: second, trade: second", "glaze: second"),
        ("family", "covers: {trade: primary}", "covers: {trade: primary, clay: second}"),
    ),
    broken(
        "anchor.length", "family", "Throws plain cups alone.",
        ("family", "3: Handles ordinary throwing alone and mends small mistakes.", "3: Throws plain cups alone."),
    ),
    broken(
        "anchor.distinct", "family", "4: Plans difficult throwing",
        ("family", "Repeats simple throwing after being shown how.", "Plans difficult throwing a whole week late."),
    ),
    broken(
        "duty.competency", "potter", "id: d-books",
        ("potter", "requirements:", "  - {id: d-books, text: Keep the books., competency: accounts}\nrequirements:"),
    ),
    broken(
        "loop.stages", "family", "id: sixth",
        ("family", LAST, LAST + STAGE.format("fifth", "glaze") + STAGE.format("sixth", "trade")),
        ("family", "clay: second, glaze: second, trade: second", "clay: second"),
    ),
    broken(
        "loop.load", "family", "id: wheel",
        ("family", "glaze: second, trade: second", "glaze: second"),
        ("family", "kiln: second", "kiln: second, trade: second"),
    ),
    broken("loop.minutes", "family", "id: screen", ("family", "First talk, minutes: 30", "First talk, minutes: 20")),
    broken("loop.name", "family", "id: last", ("family", "name: Last talk", "name: first talk")),
    broken("loop.empty", "family", "id: fifth", ("family", LAST, LAST + STAGE.format("fifth", "accounts"))),
    broken("loop.task", "family", "id: wheel", ("family", "shape-1, type: work-sample", "shape-1, type: behavioral")),
    broken(
        "loop.given", "family", "id: fire",
        ("family", "name: At the kiln,", "name: At the kiln, format: Work sample in the yard,"),
    ),
    broken(
        "loop.work_sample", "family", "loop:",
        ("family", "{clay: primary, shape: primary, kiln: second}", "{shape: primary, kiln: second}"),
        ("family", LAST, LAST.replace("primary", "primary, clay: primary")),
    ),
    broken(
        "interview.retention", "opening", "keep_notes_until",
        ("opening", "", FILES["opening"] + "interview: {\n  keep_notes_until: 2020-01-01}\n"),
    ),
    broken("panel.unheld", "opening", "panel:", ("opening", "", FILES["opening"] + PANEL.replace(", last", ""))),
    broken(
        "panel.same", "opening", "name: Ann",
        ("opening", "", FILES["opening"] + PANEL.replace(", last", "").replace("screen", "[screen, last]")),
    ),
    broken("ladder.advance", "potter", "advance:", ("potter", "{to: master}", "{to: Juggler}")),
    broken("ladder.left_out", "helper", "advance:", ("helper", "", HELPER), role="helper"),
    broken("letter.show", "potter", "  show:", ("potter", "show: [clay]", "show: [clay, accounts]")),
    broken("letter.hook", "potter", "  show:", ("potter", "show: [clay]", "show: [glaze]")),
    broken(
        "pay.missing", "potter", "title:",
        ("potter", PAY.format(40000, 80000), ""), ("opening", FILES["opening"], ""),
    ),
    broken("field.missing", "opening", "", ("opening", "mode: onsite\n", "")),
    broken("pay.band", "opening", "pay:", ("opening", "max: 60000", "max: 90000")),
    broken("pay.on_target", "opening", "on_target:", ("opening", "mode:", f"on_{PAY_ON_TARGET}mode:")),
    broken("scaffold.left", "company", "", ("company", "name: Bowl & Son", "name: Example Company")),
    broken(
        "field.unused", "candidate", "- reason:",
        ("candidate", "", FILES["candidate"] + "targets:\n  - reason: Your kilns.\n"),
    ),
    broken(
        "bridge.unused", "candidate", "r-shop",
        ("candidate", "Twice a week.}", "Twice a week.}\n  - {requirement: r-shop, text: On Saturdays.}"),
    ),
    broken("slot.unfilled", "candidate", "", ("candidate", REASON, "")),
    broken(
        "place.unknown", "opening", "Neverland",
        ("opening", "mode: onsite\n", "mode: onsite\nhires_in:\n  - Neverland\n"),
    ),
    broken(
        "place.two_letters", "opening", "CO",
        ("opening", "mode: onsite\n", "mode: onsite\nhires_in:\n  - CO\n"),
    ),
    broken(
        "law.currency", "opening", "pay:",
        ("opening", "mode: onsite\n", "mode: onsite\nhires_in: [Ontario]\nvacancy_exists: true\n"),
        ("company", "name: Bowl & Son\n", "name: Bowl & Son\nai_use: {used: false}\n"),
    ),
    broken(
        "law.soon", "opening", "valid_through:",
        ("opening", "mode: onsite\n", "mode: onsite\nhires_in: [Delaware]\nvalid_through: 2027-09-26\n"),
    ),
    broken(
        "law.where", "opening", "mode:",
        ("opening", "mode: onsite", "mode: remote"), ("opening", "locations: [{locality: Delft, country: NL}]\n", ""),
    ),
    broken(
        "name.taken", "potter", "aliases:",
        ("potter", "title: Potter\n", "title: Potter\naliases: [master.potter]\n"),
    ),
    broken(
        "ignore.unknown", "potter", "title:",
        ("potter", "title: Potter", "title: Potter  # jdgen: ignore[loop.laod]"),
    ),
    broken(
        "ignore.unused", "opening", "mode:",
        ("opening", "mode: onsite", "mode: onsite  # jdgen: ignore[pay.band]"),
    ),
)  # fmt: skip
BUILT = ("sentence.same", "content.same", "law.old", "law.perhaps", "text.language")
"""What no file can break: the builders would have to be wrong, or the day another one, or the posting not ours."""


def laid(edits: tuple[Edit, ...]) -> dict[str, str]:
    """Return the files that differ from the sound ones."""
    changed: dict[str, str] = {}
    for file, old, new in edits:
        text = changed.get(file) or {**SOUND, **FILES}.get(file, "")
        assert not old or text.count(old) == 1, (file, old)
        changed[file] = text.replace(old, new) if old else new
    return changed


GROUPS = ("agreement", "opening", "letter", "library")
"""The families whose rules are code alone; what they find, a rule on words, structure or law may find too."""


def checked(
    jdgen: Callable[..., Ran], profiles: Path, role: str, *options: str, groups: Sequence[str] = GROUPS
) -> tuple[int, list[dict[str, object]]]:
    """Check a role with every file that goes with it; return the exit code and the findings of some families.

    A file that a fixture emptied is none.
    """
    given = [profiles.parent / f"{name}.yaml" for name in FILES]
    files = [f"--{path.stem}={path}" for path in given if path.read_text(encoding="utf-8")]
    families = [f"--group={group}" for group in groups]
    ran = jdgen("check", role, "--profiles", profiles, *files, *families, "--json", *options)
    assert ran.err == ""
    return ran.code, json.loads(ran.out)["findings"]


def line_of(path: Path, part: str) -> int | None:
    """Return the number of the line that holds a text, the first of them; None for an empty one."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if part in line) if part else None


def test_the_fixtures_break_every_rule_there_is() -> None:
    assert sorted([fixture.rule for fixture in SAYING] + [*BUILT]) == sorted(CODE)


@pytest.mark.parametrize("role", ["apprentice", "potter", "master"])
def test_nothing_is_found_before_anything_is_broken(role: str, jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    edits = () if role == "potter" else (("opening", PAY.format(50000, 60000), ""),)
    # Without pay, as the other rungs have it here, law and structure have something to say.
    groups = () if role == "potter" else GROUPS
    assert checked(jdgen, sound(tmp_path, laid(edits)), role, "--strict", groups=groups) == (0, [])


@pytest.mark.parametrize("fixture", SAYING, ids=lambda fixture: fixture.rule)
def test_a_rule_is_broken_alone(fixture: Broken, jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = sound(tmp_path, laid(fixture.edits))
    rule = every()[fixture.rule]
    home = tmp_path if fixture.file in FILES else profiles / "pottery"
    file = (home / f"{fixture.file}.yaml").resolve()
    groups = (*GROUPS, "law") if rule.group == "law" else GROUPS
    code, findings = checked(jdgen, profiles, fixture.role, groups=groups)
    assert [found["rule"] for found in findings] == [fixture.rule]
    (found,) = findings
    assert Path(str(found["file"])).resolve() == file
    assert found["line"] == line_of(file, fixture.line)
    assert bool(found["column"]) is bool(fixture.line)
    assert (found["group"], found["level"], found["why"]) == (rule.group, rule.level, rule.why)
    assert len(str(found["text"]).split()) >= 3
    assert rule.level == "notice" or found["mend"]
    strict, same = checked(jdgen, profiles, fixture.role, "--strict", groups=groups)
    assert ((code, strict), same) == (FAILS[rule.level], findings)


FIFTH = "  - {id: fifth, name: Another talk, minutes: 30, by: owner, covers: {COVERS}}\n"
LONG = f"3: Handles ordinary {'and most careful ' * 9}throwing alone."
INTERVIEW = (
    "interview: {loop: [{id: only, name: One talk, minutes: 30, by: owner,\n"
    "  covers: {clay: primary, shape: primary, glaze: primary}, task: {brief: Throw., given: [Clay.]}}]}\n"
)
OTHER_CAUSES = (
    ("loop.primary", "`clay` is primary in more than one stage", "family", "id: fifth",
     (("family", LAST, LAST + FIFTH.replace("COVERS", "clay: primary")),)),
    ("loop.second", "`clay` is second in more than one stage", "family", "id: fifth",
     (("family", LAST, LAST + FIFTH.replace("COVERS", "clay: second")),)),
    ("competency.questions", "`clay` has 2 questions that suit level 3; it takes 3", "family", "questions:",
     (("family", LAST, LAST + FIFTH.replace("COVERS", "clay: second")),)),
    ("anchor.length", "anchor 3 of `shape` has 31 words", "family", LONG,
     (("family", "3: Handles ordinary throwing alone and mends small mistakes.", LONG),)),
    ("pay.band", "USD 39,000 to 60,000 is outside the band of the role, USD 40,000 to 80,000", "opening", "pay:",
     (("opening", "min: 50000", "min: 39000"),)),
    ("pay.band", "USD 50,000 and more is outside the band of the role, USD 40,000 to 80,000", "opening", "pay:",
     (("opening", "max: 60000, currency: USD, per: year", "currency: USD, per: year, open_ended: true"),)),
    ("pay.band", "USD 10,000 to 50,000 is outside the band of the role, USD 40,000 to 80,000", "opening", "locations:",
     (("opening", "country: NL", "country: NL, pay: {min: 10000, max: 50000, currency: USD, per: year}"),)),
    ("loop.minutes", "the stage `last` has 4 minutes, too few for one competency", "family", "id: last",
     (("family", "name: Last talk, minutes: 30", "name: Last talk, minutes: 4"),)),
    ("loop.empty", "the stage `fifth` assesses nothing that counts", "family", "id: fifth",
     (("family", LAST, LAST + FIFTH.replace(", covers: {COVERS}", "")),)),
    ("loop.given", "the stage `fire` is a work sample without a task for candidates", "family", "id: fire",
     (("family", "q-glaze-1, type: behavioral", "q-glaze-1, type: work-sample"),)),
    ("panel.same", "`Ben` holds 3 stages; 2 are enough", "opening", "name: Ben",
     (("opening", "", FILES["opening"] + PANEL.replace("wheel", "[wheel, screen, last]")),)),
    ("panel.same", "`Cy` takes every look at `glaze` and `trade`", "opening", "name: Cy",
     (("opening", "", FILES["opening"] + PANEL.replace("Ann", "Cy")),)),
    ("loop.primary", "no stage assesses `kiln` first", "opening", "interview:",
     (("opening", "requisition: P-1\n", f"requisition: P-1\n{INTERVIEW}"),)),
)  # fmt: skip
"""Another cause of a rule: what is said, and the part of the line of a file that it points to."""


@pytest.mark.parametrize(
    ("rule", "said", "file", "line", "edits"), OTHER_CAUSES, ids=[case[1] for case in OTHER_CAUSES]
)
def test_a_rule_is_broken_in_another_way(
    rule: str, said: str, file: str, line: str, edits: tuple[Edit, ...], jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    profiles = sound(tmp_path, laid(edits))
    path = (tmp_path if file in FILES else profiles / "pottery") / f"{file}.yaml"
    _, findings = checked(jdgen, profiles, "potter")
    found = [(one["rule"], one["file"], one["line"]) for one in findings if one["text"] == said]
    assert found == [(rule, path.as_posix(), line_of(path, line))]
    assert {one["rule"] for one in findings} <= {rule, "loop.second", "competency.questions"}


def test_too_many_competencies_are_counted(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    keys = [f"skill-{letter}" for letter in "abc"]
    start = SOUND["family"].index("  trade:\n")
    one = SOUND["family"][start : SOUND["family"].index("  accounts:\n")]
    more = "".join(one.replace("trade", key).replace("selling", key) for key in keys)
    family = SOUND["family"].replace("  accounts:\n", f"{more}  accounts:\n")
    potter = SOUND["potter"]
    for key, sign in (("expects", 3), ("weights", 1)):
        potter = potter.replace(f"{key}:\n", f"{key}:\n" + "".join(f"  {name}: {sign}\n" for name in keys))
    _, findings = checked(jdgen, sound(tmp_path, {"family": family, "potter": potter}), "potter")
    said = [one["text"] for one in findings if one["rule"] == "competency.count"]
    assert said == ["8 competencies count; 5 to 7 can be judged well"]


def test_a_sentence_that_a_document_changes_is_found(
    jdgen: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def louder(text: str, identity: str = "") -> Item:
        return item(type(text)(text.upper() if identity == "r-kiln" else text), identity)

    monkeypatch.setattr(posting, "item", louder)
    code, findings = checked(jdgen, sound(tmp_path), "potter")
    assert (code, [found["rule"] for found in findings]) == (1, ["sentence.same"])
    assert findings[0]["text"] == "the posting does not say `r-kiln` in the words of the profile"
    assert findings[0]["line"] == line_of(tmp_path / "mine/pottery/potter.yaml", "id: r-kiln")


def test_a_sentence_that_a_document_leaves_out_is_found(
    jdgen: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every_line = coverage.lines
    monkeypatch.setattr(coverage, "lines", lambda *given: every_line(*given)[1:])
    code, findings = checked(jdgen, sound(tmp_path), "potter")
    assert (code, [found["rule"] for found in findings]) == (1, ["sentence.same"])
    assert findings[0]["text"] == "the coverage does not say `r-clay` in the words of the profile"


def test_documents_of_two_states_are_found(
    jdgen: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = rubric.rubric

    def older(*given: object) -> Document:
        document = made(*given)
        return replace(document, record=replace(document.record, content="00000000"))

    monkeypatch.setattr(rubric, "rubric", older)
    code, findings = checked(jdgen, sound(tmp_path), "potter")
    assert (code, [found["rule"] for found in findings]) == (1, ["content.same"])
    assert findings[0]["text"] == "the documents are of 2 states of the role and the opening"
    assert findings[0]["line"] == line_of(tmp_path / "mine/pottery/potter.yaml", "title:")
