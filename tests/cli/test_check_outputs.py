"""The forms in which `jdgen check` says findings to programs, and the options that choose among findings."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from conftest import Ran
from jdgen.checks.rules import CODE, Finding
from jdgen.cli.findings import near
from jdgen.cli.sarif import FINGERPRINT, log
from jdgen.errors import Place, Problem
from library_copy import FILES, SOUND, sound

SCHEMA = Draft202012Validator(json.loads((Path(__file__).parent / "sarif.schema.json").read_text(encoding="utf-8")))
LEVELS = {"error": "error", "warning": "warning", "notice": "note"}
EDITS = (
    ("potter", "text: Has fired a kiln alone., competency: kiln}", "text: Has fired a kiln alone.}"),
    ("potter", "show: [clay]", "show: [glaze]"),
    ("potter", "pay: {min: 40000, max: 80000, currency: USD, per: year}", "pay: null"),
)  # fmt: skip
COMMAND = re.compile(r"::(?P<level>error|warning|notice) (?P<named>[^:]*)::(?P<said>.+)")


def broken(folder: Path) -> Path:
    """Write the sound library with an error, a warning and a notice in it."""
    texts = {**SOUND, **FILES}
    for file, old, new in EDITS:
        assert texts[file].count(old) == 1
        texts[file] = texts[file].replace(old, new)
    return sound(folder, texts)


def judged(text: str) -> dict[str, Any]:
    """Return the run of a SARIF log that keeps to the schema."""
    data = json.loads(text)
    assert [error.message for error in SCHEMA.iter_errors(data)] == []
    return data["runs"][0]


def test_the_schema_catches_what_is_no_sarif() -> None:
    good = log([Finding(CODE["pay.band"], Problem("a", Place("b.yaml", 2, 3), "", "pay.band"))])
    assert list(SCHEMA.iter_errors(good)) == []
    result = good["runs"][0]["results"][0]
    for key, value in (("level", "notice"), ("ruleIndex", -1), ("message", "a"), ("locations", [{}]), ("kind", "x")):
        bad = json.loads(json.dumps(good))
        bad["runs"][0]["results"][0] = result | {key: value}
        assert list(SCHEMA.iter_errors(bad)) != [], key


def test_sarif_and_github_say_what_json_says(
    jdgen: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(tmp_path)
    monkeypatch.chdir(tmp_path)
    command = ("check", "potter", "--profiles", "mine", "--group", "agreement")
    found = json.loads(jdgen(*command, "--json").out)["findings"]
    assert {one["level"] for one in found} == set(LEVELS)
    sarif, github = (jdgen(*command, f"--{form}") for form in ("sarif", "github"))
    assert (sarif.code, sarif.err, github.code, github.err) == (1, "", 1, "")
    run = judged(sarif.out)
    rules = run["tool"]["driver"]["rules"]
    assert [
        (one["ruleId"], one["level"], one["message"]["text"], one["locations"][0]["physicalLocation"])
        for one in run["results"]
    ] == [
        (
            one["rule"],
            LEVELS[one["level"]],
            f"{one['text']}\n{one['mend']}" if one["mend"] else one["text"],
            {
                "artifactLocation": {"uri": "mine/pottery/potter.yaml"},
                "region": {"startLine": one["line"], "startColumn": one["column"]},
            },
        )
        for one in found
    ]
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == [one["rule"] for one in found]
    whys = {rule["id"]: rule["shortDescription"]["text"] for rule in rules}
    assert whys == {one["rule"]: one["why"] for one in found}
    read = [COMMAND.fullmatch(line) for line in github.out.splitlines()]
    assert [match and (match["level"], match["named"]) for match in read] == [
        (one["level"], f"file=mine/pottery/potter.yaml,line={one['line']},col={one['column']},title={one['rule']}")
        for one in found
    ]
    assert [match and match["said"].split("%0A")[0] for match in read] == [one["text"] for one in found]


def test_no_findings_are_a_valid_log_too(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = sound(tmp_path)
    command = ("check", "potter", "--profiles", profiles, "--group", "agreement")
    ran = jdgen(*command, "--sarif")
    run = judged(ran.out)
    assert (ran.code, run["results"], run["tool"]["driver"]["rules"]) == (0, [], [])
    assert (jdgen(*command, "--github").out, jdgen(*command, "--github").code) == ("", 0)


def test_two_forms_do_not_go_together(jdgen: Callable[..., Ran]) -> None:
    every = ("--json", "--sarif", "--github")
    for forms in (every[:2], every[1:], every[::2], every):
        ran = jdgen("check", "senior-software-engineer", *forms)
        assert (ran.code, ran.out) == (2, "")
        assert f"{' and '.join(f'`{form}`' for form in forms)} do not go together" in ran.err


def finding(message: str, place: Place | None, hint: str = "") -> Finding:
    return Finding(CODE["pay.band"], Problem(message, place, hint, "pay.band"))


def test_places_of_every_kind_are_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    places = (
        Place("a b/ü:1.yaml", 4, 2), Place((tmp_path / "in.yaml").as_posix(), 1), Place("/else where/x.yaml"),
        Place("posting.docx", 12, unit="paragraph"), Place("--set opening.pay"), Place("standard input", 3, 1), None,
        Place("x:y.txt", 1, 1),
    )  # fmt: skip
    results = judged(json.dumps(log([finding("said", place) for place in places])))["results"]
    assert [one["message"]["text"] for one in results] == [
        *["said"] * 4, "--set opening.pay: said", "standard input:3:1: said", *["said"] * 2,
    ]  # fmt: skip
    found = [one["locations"][0] if one["locations"] else None for one in results]
    region = {"startLine": 4, "startColumn": 2}
    assert found == [
        {"physicalLocation": {"artifactLocation": {"uri": "a%20b/%C3%BC%3A1.yaml"}, "region": region}},
        {"physicalLocation": {"artifactLocation": {"uri": "in.yaml"}, "region": {"startLine": 1}}},
        {"physicalLocation": {"artifactLocation": {"uri": "file:///else%20where/x.yaml"}}},
        {
            "physicalLocation": {"artifactLocation": {"uri": "posting.docx"}},
            "logicalLocations": [{"name": "paragraph 12", "kind": "paragraph"}],
        },
        None,
        None,
        None,
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "x%3Ay.txt"}, "region": {"startLine": 1, "startColumn": 1},
            },
        },
    ]  # fmt: skip
    assert near("/else where/x.yaml") == "/else where/x.yaml"


@pytest.mark.parametrize(
    ("source", "files", "uri"),
    [
        ("--set opening.pay", {"opening": "o.yaml", "company": "c.yaml", "role": "r.yaml"}, "o.yaml"),
        ("--set company.size", {"opening": "o.yaml", "company": "c.yaml", "role": "r.yaml"}, "c.yaml"),
        ("--set role.pay", {"opening": "o.yaml", "company": "c.yaml", "role": "r.yaml"}, "r.yaml"),
        ("--set opening.pay", {"company": "c.yaml", "role": "r.yaml"}, "c.yaml"),
        ("--set opening.pay", {"role": "r.yaml"}, "r.yaml"),
        ("standard input", {"company": "c d.yaml"}, "c%20d.yaml"),
        ("--set opening.pay", {}, ""),
        ("standard input", {}, ""),
        ("", {"opening": "o.yaml"}, "o.yaml"),
    ],
)
def test_what_is_in_no_file_stands_at_one_that_was_named(source: str, files: dict[str, str], uri: str) -> None:
    """GitHub refuses all of a log in which one place is in no file."""
    place = Place(source, 3, 1) if source else None
    (result,) = judged(json.dumps(log([finding("said", place)], files)))["results"]
    assert result["locations"] == ([{"physicalLocation": {"artifactLocation": {"uri": uri}}}] if uri else [])


def test_a_log_of_typed_values_has_a_file_for_each_finding(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    settings = (
        "--set=role.pay=null", "--set=role.title=Ninja Potter", "--set=role.requirements[0].text=Be a rock star.",
    )  # fmt: skip
    command = ("check", "potter", "--profiles", sound(tmp_path), "--sarif", *settings)
    company, opening = (tmp_path / f"{name}.yaml" for name in ("company", "opening"))
    home = next(path for path in tmp_path.rglob("potter.yaml")).as_uri()
    files = ("--company", company, "--opening", opening, "--set=opening.pay=null")
    for more, wanted in (((), {home}), (files, {home, opening.as_uri()})):
        found = judged(jdgen(*command, *more).out)["results"]
        places = [one["physicalLocation"]["artifactLocation"]["uri"] for result in found for one in result["locations"]]
        assert len(places) == len(found)
        assert set(places) == wanted
        said = "--set role.requirements[0].text: "
        typed = [result for result in found if result["message"]["text"].startswith(said)]
        assert [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in typed] == [home]


def test_text_that_is_piped_in_is_no_file(
    jdgen: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound(tmp_path)
    command = ("check", "--text", "-", "--group", "language")
    company = tmp_path / "company.yaml"
    physical = {"physicalLocation": {"artifactLocation": {"uri": company.as_uri()}}}
    for more, locations in (((), []), (("--company", company), [physical])):
        said = {}
        for form in ("--github", "--sarif"):
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Potter\n\nBe a rock star.\n")))
            said[form] = jdgen(*command, form, *more).out
        assert said["--github"].startswith("::warning title=words.title::standard input:3:6: ")
        (result,) = judged(said["--sarif"])["results"]
        assert result["message"]["text"].startswith("standard input:3:6: ")
        assert result["locations"] == locations


def test_a_finding_is_known_again_when_lines_move_and_no_two_are_one() -> None:
    def marks(*found: Finding) -> list[str]:
        return [one["partialFingerprints"][FINGERPRINT] for one in judged(json.dumps(log(found)))["results"]]

    one, moved = finding("said", Place("a.yaml", 4, 2)), finding("said", Place("a.yaml", 9, 7), "other mend")
    other, away = finding("said too", Place("a.yaml", 4, 2)), finding("said", Place("b.yaml", 4, 2))
    assert marks(one) == marks(moved)
    assert len(set(marks(one, moved, other, away))) == 4
    assert marks(one, moved)[0] == marks(one)[0]


def test_colors_are_for_people_alone(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    command = ("check", "potter", "--profiles", broken(tmp_path), "--group", "agreement", "--color", "always")
    assert "\x1b[" in jdgen(*command).err + jdgen(*command).out
    for form in ("--json", "--sarif", "--github"):
        assert "\x1b" not in jdgen(*command, form).out


def test_github_takes_any_words(capsys: pytest.CaptureFixture[str]) -> None:
    from jdgen.audit.report import Report
    from jdgen.cli.findings import as_github

    found = (
        finding("50% more: a,b", Place("a,b:c%.yaml", 4, 2), "mend\r\nit"),
        finding("here", Place("posting.docx", 12, unit="paragraph")),
        finding("nowhere", None),
        finding("typed", Place("--set x")),
        finding("piped", Place("standard input", 3, 1)),
    )
    as_github(Report(found, 1, 0))
    assert capsys.readouterr().out.splitlines() == [
        "::warning file=a%2Cb%3Ac%25.yaml,line=4,col=2,title=pay.band::50%25 more: a,b%0Amend%0D%0Ait",
        "::warning file=posting.docx,title=pay.band::paragraph 12: here",
        "::warning title=pay.band::nowhere",
        "::warning title=pay.band::--set x: typed",
        "::warning title=pay.band::standard input:3:1: piped",
    ]


def test_a_rule_may_be_switched_off_and_counts_as_such(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    command = ("check", "potter", "--profiles", broken(tmp_path), "--group", "agreement")
    assert jdgen(*command).err == "1 role: 1 error, 1 warning, 1 notice\n"
    less = jdgen(*command, "--ignore", "req.competency", "--ignore", "pay.missing")
    assert (less.code, less.err) == (0, "1 role: 1 warning, 2 switched off\n")
    assert "req.competency" not in less.out
    wrong = (("req.competence", "did you mean `req.competency`?"), ("zzz", "--rules"), ("input", "cannot be switched"))
    for rule, said in wrong:
        ran = jdgen(*command, "--ignore", rule)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err


def test_a_family_of_rules_may_be_chosen_but_what_is_unusable_is_said(
    jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    profiles = broken(tmp_path)
    command = ("check", "potter", "--profiles", profiles, "--json")
    whole = json.loads(jdgen(*command).out)["findings"]
    assert {one["group"] for one in whole} >= {"agreement"}
    for group in ("library", "law", "opening"):
        assert json.loads(jdgen(*command, "--group", group).out)["findings"] == []
    two = json.loads(jdgen(*command, "--group", "agreement", "--group", "library").out)["findings"]
    assert [one for one in whole if one["group"] in {"agreement", "library"}] == two
    (tmp_path / "company.yaml").write_text("name: [", encoding="utf-8")
    unusable = json.loads(jdgen(*command, "--group", "law", "--company", tmp_path / "company.yaml").out)["findings"]
    assert {one["rule"] for one in unusable} == {"input"}


UNUSED = "ignore.unused"


@pytest.mark.parametrize(
    ("rule", "options", "unused"),
    [
        ("length.body", ("company",), False),
        ("length.body", ("company", "opening"), True),
        ("words.cliche", ("company",), True),
        ("words.cliche", ("company", "--group=library", "--group=agreement"), False),
        ("words.cliche", ("company", "--group=library", "--group=language"), True),
        ("EU-pay", ("company",), False),
        ("EU-pay", ("company", "opening"), True),
        ("EU-pay", ("company", "opening", "--hires-in=Ontario"), False),
    ],
)
def test_a_comment_is_called_unused_only_where_its_rule_was_looked_for(
    rule: str, options: tuple[str, ...], unused: bool, jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    company = FILES["company"].replace("name: Bowl & Son", f"name: Bowl & Son  # jdgen: ignore[{rule}]")
    profiles = sound(tmp_path, {"company": company})
    named = [f"--{name}={tmp_path}/{name}.yaml" if name in FILES else name for name in options]
    found = json.loads(jdgen("check", "potter", "--profiles", profiles, *named, "--json").out)["findings"]
    assert (UNUSED in {one["rule"] for one in found}) is unused


def test_a_comment_silences_a_rule_on_words_too(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    line = "  - {id: d-ninja, text: Guide guests like a rock star., competency: trade}"
    said: dict[str, list[str]] = {}
    for name, comment in (("loud", ""), ("still", "  # jdgen: ignore[words.title]")):
        potter = SOUND["potter"].replace("requirements:", f"{line}{comment}\nrequirements:")
        ran = jdgen("check", "potter", "--profiles", sound(tmp_path / name, {"potter": potter}), "--json")
        said[name] = [one["rule"] for one in json.loads(ran.out)["findings"]]
    assert said == {"loud": ["words.title"], "still": []}


def test_the_size_that_is_typed_counts(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = sound(tmp_path)
    files = ("--company", tmp_path / "company.yaml", "--opening", tmp_path / "opening.yaml")
    options = ("--hires-in", "California", "--group", "law", "--json")
    command = ("check", "potter", "--profiles", profiles, *files, *options)
    for employees, some in ((2, False), (2000, True)):
        opening = "--set=opening.pay=null"
        found = json.loads(jdgen(*command, opening, "--employees", employees).out)["findings"]
        assert bool([one for one in found if one["rule"].startswith("US-CA")]) is some


def test_places_that_are_typed_take_the_place_of_where_the_work_is_done(
    jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    profiles = sound(tmp_path)
    files = ("--company", tmp_path / "company.yaml", "--opening", tmp_path / "opening.yaml", "--set=opening.pay=null")
    command = ("check", "potter", "--profiles", profiles, *files, "--group", "law", "--json")
    own, there = (json.loads(jdgen(*command, *more).out)["findings"] for more in ((), ("--hires-in", "Colorado")))
    assert [one["rule"] for one in own if one["rule"].startswith("EU-")]
    assert {one["rule"].partition("-")[0] for one in there} == {"US"}
