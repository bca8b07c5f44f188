"""What is configured: where it is found, what is stronger, what is refused, and what is shown."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from conftest import EXAMPLES, ROOT, Ran, spawn
from jdgen.cli.config.keys import KEYS, Options
from jdgen.cli.root import jdgen as root

Command = Callable[..., Ran]
ROLE = "senior-software-engineer"
GUIDE = ("guide", ROLE, "--dry-run", "-q")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go into an empty project below an empty home, where nothing is configured."""
    folder = tmp_path / "home" / "project"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("JDGEN_CONFIG")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    return folder


def configure(folder: Path, text: str, name: str = "jdgen.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def users(tmp_path: Path, text: str) -> Path:
    return configure(tmp_path / "xdg" / "jdgen", text, "config.toml")


def shown(jdgen: Command, *words: str) -> dict[str, tuple[str, str]]:
    """Return the value and the origin of each setting."""
    ran = jdgen("config", "show", *words)
    assert (ran.code, ran.err) == (0, "")
    return {line.split()[0]: (line.split()[1], " ".join(line.split()[2:])) for line in ran.out.splitlines()}


def wrote(jdgen: Command, *arguments: object) -> list[str]:
    ran = jdgen(*arguments)
    assert (ran.code, ran.err) == (0, "")
    return [path.as_posix() for path in ran.paths]


def test_without_any_configuration_everything_is_as_it_was(jdgen: Command) -> None:
    assert wrote(jdgen, *GUIDE) == [f"{ROLE}-guide.docx", f"{ROLE}-guide.pdf"]
    assert {origin for _, origin in shown(jdgen).values()} == {"default"}
    assert shown(jdgen)["format"] == ("docx,pdf", "default")
    assert list(shown(jdgen)) == list(KEYS)


def test_a_flag_is_stronger_than_a_variable_that_than_the_project_that_than_the_user(
    jdgen: Command, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    users(tmp_path, 'format = "html"\n')
    assert wrote(jdgen, *GUIDE) == [f"{ROLE}-guide.html"]
    configure(project, 'format = ["md"]\n')
    assert wrote(jdgen, *GUIDE) == [f"{ROLE}-guide.md"]
    monkeypatch.setenv("JDGEN_FORMAT", "txt, docx")
    assert wrote(jdgen, *GUIDE) == [f"{ROLE}-guide.txt", f"{ROLE}-guide.docx"]
    assert wrote(jdgen, *GUIDE, "-f", "pdf") == [f"{ROLE}-guide.pdf"]
    assert shown(jdgen)["format"] == ("txt,docx", "JDGEN_FORMAT")
    monkeypatch.setenv("JDGEN_FORMAT", "")
    assert shown(jdgen)["format"] == ("md", "jdgen.toml:1")


def test_a_table_is_for_one_command_and_stronger_than_the_top_of_its_own_file_alone(
    jdgen: Command, project: Path, tmp_path: Path
) -> None:
    users(tmp_path, 'paper = "a4"\n[guide]\nformat = "html"\nlocale = "en-GB"\n')
    configure(project, 'format = "md"\n\n[guide]\npaper = "letter"\n[rubric]\nformat = "txt"\n')
    held = shown(jdgen, "guide")
    assert held["format"] == ("md", "jdgen.toml:1")
    assert held["guide.paper"] == ("letter", "jdgen.toml:4")
    assert held["guide.locale"] == ("en-GB", f"{tmp_path.as_posix()}/xdg/jdgen/config.toml:4")
    assert wrote(jdgen, *GUIDE) == [f"{ROLE}-guide.md"]
    every = shown(jdgen)
    assert every["paper"] == ("a4", f"{tmp_path.as_posix()}/xdg/jdgen/config.toml:1")
    assert every["rubric.format"] == ("txt", "jdgen.toml:6")
    assert "guide.format" not in every


def test_the_nearest_file_above_counts_up_to_the_home_and_paths_begin_beside_it(
    jdgen: Command, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(tmp_path, 'format = "bad"\n')
    deep = project / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert shown(jdgen)["format"] == ("docx,pdf", "default")
    configure(project.parent, 'format = "html"\n')
    assert shown(jdgen)["format"] == ("html", f"{project.parent.as_posix()}/jdgen.toml:1")
    configure(project, 'out = "made"\nformat = "txt"\ncompany = "data/acme.yaml"\n')
    assert shown(jdgen)["format"] == ("txt", "../../jdgen.toml:2")
    (project / "data").mkdir()
    (project / "data/acme.yaml").write_text("name: Kites & Co\n")
    assert wrote(jdgen, "guide", ROLE) == [f"../../made/kites-co-{ROLE}-guide.txt"]
    assert len(list((project / "made").iterdir())) == 1


def test_a_path_in_a_variable_begins_here(jdgen: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "sub").mkdir()
    configure(project, 'out = "elsewhere"\n')
    monkeypatch.chdir(project / "sub")
    monkeypatch.setenv("JDGEN_OUT", "here")
    assert wrote(jdgen, *GUIDE, "-f", "txt") == [f"here/{ROLE}-guide.txt"]


def test_configuration_is_left_aside_when_asked(
    jdgen: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(project, "format = 1\n")
    monkeypatch.setenv("JDGEN_OUT", "made")
    assert wrote(jdgen, "--no-config", *GUIDE, "-f", "txt") == [f"{ROLE}-guide.txt"]
    assert {origin for _, origin in (row.split()[1:] for row in _rows(jdgen("--no-config", "config", "show")))} == {
        "default"
    }
    monkeypatch.setenv("JDGEN_CONFIG", "")
    assert wrote(jdgen, *GUIDE, "-f", "txt") == [f"made/{ROLE}-guide.txt"]
    assert jdgen("config", "path").out == "no file: JDGEN_CONFIG is set and empty\n"
    other = configure(project / "etc", 'format = "md"\nout = "o"\n', "other.toml")
    monkeypatch.setenv("JDGEN_CONFIG", str(other))
    monkeypatch.delenv("JDGEN_OUT")
    assert wrote(jdgen, *GUIDE) == [f"etc/o/{ROLE}-guide.md"]
    monkeypatch.setenv("JDGEN_CONFIG", "none.toml")
    ran = jdgen(*GUIDE)
    assert (ran.code, ran.err.splitlines()[0]) == (2, "none.toml: cannot be read: no such file or directory")


def _rows(ran: Ran) -> list[str]:
    assert (ran.code, ran.err) == (0, "")
    return [line for line in ran.out.splitlines() if line.split()[0] in {"format", "out", "locale"}]


WRONG = """\
format = ["docx",
  "pfd"]
locale = "en-UX"
paper = "a5"
fromat = 1
date = "2027-01-01"
force = true
width = 500
draft = "yes"
out = 3
company = ""
coverage = "x"
quiet = {}

[postng]
a = 1
[posting]
candidate = "x.yaml"
audience = "all"
colour = "auto"
date = "x"
[set]
compny.name = "x"
company.x = []
[rubric]
part = ["guide", "gude"]
[check]
ignore = ["input"]
group = "law"
"""


def test_everything_that_is_wrong_is_told_at_once_with_its_line(
    jdgen: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(project, WRONG)
    monkeypatch.setenv("JDGEN_PAPER", "a6")
    monkeypatch.setenv("JDGEN_WIDTH", "many")
    monkeypatch.setenv("JDGEN_DRAFT", "perhaps")
    ran = jdgen("guide", ROLE)
    tables = "posting, rubric, letter, kit, batch, guide, ladder, score, coverage, check, audit, template, set"
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "jdgen.toml:2:3: `format`: there is no format 'pfd'; did you mean `pdf`?",
        "jdgen.toml:3:1: `locale`: unknown locale `en-UX`; did you mean `en-AU`? "
        "known: en-US, en-GB, en-IE, en-CA, en-AU, en-NZ",
        "jdgen.toml:4:1: `paper`: there is no `a5`; known: a4, letter",
        "jdgen.toml:5:1: unknown key `fromat`; did you mean `format`?",
        "jdgen.toml:6:1: `date` is for one run alone; type `--date`",
        "jdgen.toml:7:1: `force` is never configured: it would overwrite files that nobody looked at; type `--force`",
        "jdgen.toml:8:1: `width`: 500 is not between 20 and 200",
        "jdgen.toml:9:1: `draft`: expected `true` or `false`, found a text",
        "jdgen.toml:10:1: `out`: expected a text, found a number; put it in quotes",
        "jdgen.toml:11:1: `company`: is empty; leave the line out",
        "jdgen.toml:12:1: `coverage` is a command; write its settings below a line `[coverage]`",
        "jdgen.toml:13:1: `quiet` takes a value and is no table",
        "jdgen.toml:15:2: unknown table `[postng]`; did you mean `posting`?",
        "jdgen.toml:18:1: `jdgen posting` has no `--candidate`; "
        "write it above the first table for the commands that have it",
        "jdgen.toml:19:1: `audience`: there is no `all`; known: external, internal",
        "jdgen.toml:20:1: unknown key `colour`; did you mean `color`?",
        "jdgen.toml:21:1: `date` is for one run alone; type `--date`",
        "jdgen.toml:23:1: unknown root `compny`; the roots are role, company, opening, candidate; "
        "did you mean `company`?",
        "jdgen.toml:24:1: `company.x`: expected one value, found an empty table",
        "jdgen.toml:26:18: `part`: there is no part `gude`; did you mean `guide`?",
        "jdgen.toml:28:11: `ignore`: cannot be switched off",
        "error: JDGEN_DRAFT: `perhaps` is neither `true` nor `false`",
        "error: JDGEN_PAPER: there is no `a6`; known: a4, letter",
        "error: JDGEN_WIDTH: expected a number, found a text",
        "error: 24 problems in 1 file; nothing was written",
    ]
    assert tables.split(", ")[:11] == list(Options(root).tables)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"format = docx\n", "jdgen.toml:1:10: is not TOML: invalid value; a text stands in quotes"),
        (b"a = 1\nb\n", "jdgen.toml:2:2: is not TOML: expected '=' after a key in a key/value pair"),
        (b"a = [1\n", "jdgen.toml:2:1: is not TOML: unclosed array"),
        (b"a = 1\na = 2\n", "jdgen.toml:2:6: is not TOML: cannot overwrite a value"),
        (b"a = " + b"[" * 5000 + b"]" * 5000, "jdgen.toml: is nested too deeply"),
        (b"a = " + b"1" * 5000,
         "jdgen.toml: is not TOML: exceeds the limit (4300 digits) for integer string conversion: "
         "value has 5000 digits"),
        (b"# " + b"x" * 100_000, "jdgen.toml: is larger than 100,000 bytes"),
        (b"\xff\xfe\x00a", "jdgen.toml: is in UTF-16; save it as UTF-8"),
        (b"a = '\xff'", "jdgen.toml:1:6: is not UTF-8 text; save it as UTF-8"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_one_sentence(data: bytes, said: str, jdgen: Command, project: Path) -> None:
    (project / "jdgen.toml").write_bytes(data)
    ran = jdgen(*GUIDE)
    assert (ran.code, ran.err) == (2, f"{said}\nerror: 1 problem in 1 file; nothing was written\n")


def test_what_is_no_file_is_one_sentence(jdgen: Command, project: Path) -> None:
    path = project / "jdgen.toml"
    path.mkdir()
    assert jdgen(*GUIDE).err.splitlines()[0] == "jdgen.toml: is not a file"
    path.rmdir()
    path.symlink_to("nowhere")
    assert jdgen(*GUIDE).err.splitlines()[0] == "jdgen.toml: is a link that leads nowhere"
    path.unlink()
    if hasattr(os, "mkfifo"):
        os.mkfifo(path)
        assert jdgen(*GUIDE).err.splitlines()[0] == "jdgen.toml: is not a file"


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "\ufeff# a mark at the front\n"])
def test_an_empty_file_configures_nothing(text: str, jdgen: Command, project: Path) -> None:
    configure(project, text)
    assert shown(jdgen)["format"] == ("docx,pdf", "default")


def test_a_variable_that_means_nothing_is_noted_and_no_error(
    jdgen: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JDGEN_FORMATS", "txt")
    monkeypatch.setenv("JDGEN_DATE", "2027-01-01")
    ran = jdgen("guide", ROLE, "-f", "md", "-o", "made")
    assert (ran.code, ran.err.splitlines()) == (0, [
        "note: the variable `JDGEN_DATE` means nothing to jdgen; type `--date`",
        "note: the variable `JDGEN_FORMATS` means nothing to jdgen; did you mean `JDGEN_FORMAT`?",
    ])  # fmt: skip
    assert jdgen(*GUIDE).err == ""


def test_settings_are_laid_over_with_what_is_typed_on_top_and_errors_name_their_line(
    jdgen: Command, project: Path
) -> None:
    configure(project, '[guide.set]\ncompany.name = "Wings"\n'
                       '[set]\ncompany.name = "Kites"\n"company.url" = "https://kites.example"\n')  # fmt: skip
    assert wrote(jdgen, *GUIDE, "-f", "md") == [f"wings-{ROLE}-guide.md"]
    assert wrote(jdgen, *GUIDE, "-f", "md", "--set", "company.name=Typed") == [f"typed-{ROLE}-guide.md"]
    assert shown(jdgen, "guide")["set.company.url"] == ("https://kites.example", "jdgen.toml:5")
    configure(project, '[set.company]\nname = "Kites"\nnaem = "x"\nsize = {total = "many"}\n')
    typed = jdgen(*GUIDE, "--set", "company.size.total=few")
    assert typed.err.splitlines()[:2] == [
        "--set company.size.total: `size.total` must be a whole number, not `few`",
        "jdgen.toml:3:1: unknown key `naem`; did you mean `name`?",
    ]
    assert jdgen(*GUIDE).err.splitlines()[1] == "jdgen.toml:4:9: `size.total` must be a whole number, not `many`"


def test_numbers_in_settings_stay_as_they_are_written(jdgen: Command, project: Path) -> None:
    configure(project, "[set]\nopening.x = 1.10\nopening.y = true\nopening.z = 2027-01-31\nopening.list = [1, 2]\n")
    held = shown(jdgen, "posting")
    assert [held[f"set.opening.{key}"][0] for key in ("x", "y", "z", "list[0]", "list[1]")] == [
        "1.10", "true", "2027-01-31", "1", "2",
    ]  # fmt: skip


def test_a_file_that_is_configured_and_missing_says_who_names_it(jdgen: Command, project: Path) -> None:
    configure(project, 'company = "acme.yaml"\n')
    ran = jdgen(*GUIDE)
    assert (ran.code, ran.err.splitlines()[0]) == (
        2, "acme.yaml: cannot be read: no such file or directory (named in jdgen.toml:1)"
    )  # fmt: skip
    (project / "acme.yaml").write_text("name: ''\n")
    assert jdgen(*GUIDE).err.splitlines()[0] == "acme.yaml:1:7: `name` is blank; write a text, or take the line out"


def test_what_does_not_fit_a_command_or_what_is_typed_gives_way(jdgen: Command, project: Path) -> None:
    configure(project, 'format = ["md", "boards"]\nwidth = 60\nfillable = true\nopening = "none.yaml"\n'
                       'company = "none.yaml"\ncandidate = "none.yaml"\nprofiles = "profiles"\n')  # fmt: skip
    (project / "profiles").mkdir()
    (project / "posting.txt").write_text("Engineer\n\nAcme is hiring an engineer who builds kites.\n")
    assert wrote(jdgen, *GUIDE, "--company", EXAMPLES / "companies/riverbend.yaml") == [
        f"riverbend-robotics-{ROLE}-guide.md"
    ]
    assert jdgen("check", "--text", "posting.txt").out.count("none.yaml") == 1
    assert jdgen("new", "profile", "mine.yaml").code == 0
    assert jdgen("profiles", "list").code == 0
    ran = jdgen("letter", "--target", "Engineer @ Acme", "--candidate", EXAMPLES / "candidates/dana-reyes.yaml", "-q")
    assert (ran.code, [path.suffix for path in ran.paths]) == (0, [".md"])


def test_a_flag_that_is_configured_can_be_taken_back(jdgen: Command, project: Path) -> None:
    configure(project, "draft = true\nquiet = true\n[check]\nstrict = true\n")
    posting = ("posting", ROLE, "--dry-run", "-f", "md")
    assert jdgen(*posting).code == 0
    assert jdgen(*posting).err == ""
    ran = jdgen(*posting, "--no-quiet", "--no-draft")
    assert (ran.code, "the posting needs `company.name`" in ran.err) == (2, True)
    assert "--no-draft" not in jdgen("posting", "--help").out
    assert {key for key, option in Options(root).known.items() if option.is_flag and not option.secondary_opts} == set()


def test_a_configured_locale_counts_as_asked_for(jdgen: Command, project: Path) -> None:
    (project / "cv.json").write_text(json.dumps({"basics": {"name": "Eva", "location": {"countryCode": "GB"}}}))
    letter = ("letter", "--target", "Fitter @ Boreal", "--candidate", "cv.json", "-f", "txt", "-o", "-")
    date = ("--date", "2027-03-01")
    for text, noted, day in (("", True, "March 1, 2027"), ('locale = "en-US"\n', False, "March 1, 2027"),
                             ('locale = "en-GB"\n', False, "1 March 2027")):  # fmt: skip
        configure(project, text)
        ran = jdgen(*letter, *date)
        assert (ran.code, "readers expect" in ran.err, day in ran.out) == (0, noted, True)


def test_json_says_the_same(jdgen: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(project, 'format = ["md", "txt"]\n[rubric]\nblind = true\n')
    monkeypatch.setenv("JDGEN_OUT", "made")
    found = json.loads(jdgen("config", "show", "rubric", "--json").out)
    rows = {row.pop("key"): row for row in found["settings"]}
    assert found["version"] == 1
    common = {"command": "rubric", "file": None, "line": None, "variable": None}
    assert rows["format"] == {**common, "value": ["md", "txt"], "source": "file", "file": "jdgen.toml", "line": 1}
    assert rows["blind"] == {**common, "value": True, "source": "file", "file": "jdgen.toml", "line": 3}
    assert rows["out"] == {**common, "value": "made", "source": "environment", "variable": "JDGEN_OUT"}
    assert rows["paper"] == {**common, "value": None, "source": "default"}
    paths = json.loads(jdgen("config", "path", "--json").out)["files"]
    assert [(file["path"], file["there"], file["whose"]) for file in paths] == [
        ("jdgen.toml", True, "project"), (f"{os.environ['XDG_CONFIG_HOME']}/jdgen/config.toml", False, "user"),
    ]  # fmt: skip
    assert jdgen("config", "path").out.splitlines()[0] == "jdgen.toml  project"


def test_show_of_a_command_without_settings_is_refused(jdgen: Command) -> None:
    ran = jdgen("config", "show", "postng")
    assert (ran.code, ran.err.splitlines()[-1]) == (
        2, "Error: there are no settings for a command `postng`; did you mean `posting`?"
    )  # fmt: skip


def test_a_new_file_sets_nothing_and_all_of_its_lines_can_be_used(jdgen: Command, project: Path) -> None:
    ran = jdgen("new", "config")
    assert (ran.code, ran.out) == (0, "jdgen.toml\n")
    assert ran.err == "next: take the `#` away from what you want, then `jdgen config show`\n"
    assert {origin for _, origin in shown(jdgen).values()} == {"default"}
    path = project / "jdgen.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    used = [line.removeprefix("# ") if line.startswith("# [") or " = " in line else line for line in lines]
    used = [line for line in used if "=" in line or line.startswith("[")]
    assert len(used) >= 20
    if "template" not in Options(root).tables["posting"]:
        used = [line for line in used if "docx\"" not in line or line.startswith("format") or "boards" in line]
        used.remove("[template]")
    path.write_text("\n".join(used), encoding="utf-8")
    found = shown(jdgen)
    assert {key for key, (_, origin) in found.items() if origin == "default"} <= {
        "opening", "candidate", "audience", "part", "blind", "fillable", "large-print", "mode", "as", "tone", "strict",
        "ignore", "group", "document", "map", "workers", "timeout", "memory", "executor",
    }  # fmt: skip
    assert found["check.strict"][0] == "true"
    said = "a.yaml: configuration is TOML; end its name in .toml"
    assert jdgen("new", "config", "a.yaml").err.splitlines()[0] == said
    assert jdgen("new", "config").err.splitlines()[0] == (
        "jdgen.toml: is there already; it was not touched; give another name"
    )


def test_every_option_is_configurable_or_for_one_run() -> None:
    """A new option is put into one of the two by whoever adds it."""
    assert Options(root).known.keys() == set(KEYS)
    assert Options(root).of_one_run == {
        "date", "as-of", "set", "dry-run", "force", "verbose", "debug", "watch", "stage", "interviewers",
        "candidate-name", "candidate-id", "target", "targets", "story", "ask", "answer", "forget", "posting", "yes",
        "design", "max-chars", "json", "text", "hires-in", "employees", "measures", "letter", "rules", "sarif",
        "github", "annotate", "extends", "no-template", "role", "retry-failed", "prune", "zip", "combine", "shard",
        "journal", "one-sided", "index", "limit", "sheet", "no-outside", "links", "metadata",
    } - {"set"}  # fmt: skip
    for command, options in Options(root).tables.items():
        assert all(isinstance(option, click.Option) for option in options.values()), command


def test_help_reads_no_configuration_and_a_command_without_one_loads_no_parser(project: Path) -> None:
    code = (
        "import sys\nfrom jdgen.cli.root import run\ncode = run(sys.argv[1:])\n"
        "print('LOADED', code, *sorted(name for name in sys.modules if name == 'tomllib' or 'cli.config' in name))"
    )

    def loaded(*arguments: str) -> list[str]:
        import subprocess

        done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=project, capture_output=True, text=True,
                              check=True)  # fmt: skip
        return done.stdout.rpartition("LOADED ")[2].split()

    light = ["jdgen.cli.config", "jdgen.cli.config.commands", "jdgen.cli.config.defaults", "jdgen.cli.config.files",
             "jdgen.cli.config.keys"]  # fmt: skip
    assert loaded("guide", ROLE, "-f", "md", "-q") == ["0", *light]
    configure(project, "format = 1\n")
    for arguments in (("--help",), ("posting", "--help"), ("--version",), ("schema", "company"), ("law", "list")):
        assert loaded(*arguments) == ["0", *light]
    assert loaded(*GUIDE)[0] == "2"
    assert "tomllib" in loaded(*GUIDE)


def test_a_word_is_completed_from_the_configured_profiles(project: Path) -> None:
    (project / "own" / "kites").mkdir(parents=True)
    (project / "own" / "kites" / "kite-engineer.yaml").write_text("title: Kite Engineer\n")
    asked = {"_JDGEN_COMPLETE": "bash_complete", "COMP_WORDS": "jdgen guide kite", "COMP_CWORD": "2"}
    for text, found in (('profiles = "own"\n', "plain,kite-engineer\n"), ("profiles = 1\n", "\n")):
        configure(project, text)
        ran = spawn(cwd=project, **asked)
        assert (ran.code, ran.out, ran.err) == (0, found, "")


def test_templates_are_a_table_for_the_documents_that_have_one(jdgen: Command, project: Path) -> None:
    configure(project, 'format = "txt"\n[template]\nposting = "word/p.docx"\nletter = "l.docx"\n[rubric]\n'
                       'template = "r.docx"\n')  # fmt: skip
    assert shown(jdgen, "posting")["template.posting"] == ("word/p.docx", "jdgen.toml:3")
    assert "template.letter" not in shown(jdgen, "posting")
    assert shown(jdgen, "rubric")["rubric.template"] == ("r.docx", "jdgen.toml:6")
    kit = shown(jdgen, "kit")
    assert {key: kit[key][0] for key in kit if key.startswith("template")} == {
        "template.posting": "word/p.docx", "template.letter": "l.docx",
    }  # fmt: skip
    # No Word file is made.
    assert jdgen("posting", ROLE, "--draft", "--dry-run", "-q").code == 0
    made = jdgen("posting", ROLE, "--draft", "--dry-run", "-q", "-f", "docx")
    assert (made.code, made.err.splitlines()[0]) == (
        2, "word/p.docx: cannot be read: no such file or directory (named in jdgen.toml:3)"
    )  # fmt: skip
    configure(project, '[template]\nletters = "x"\nposting = 1\n[kit]\ntemplate = ["posting=x"]\n[guide]\n'
                       'template = "x"\n')  # fmt: skip
    assert jdgen(*GUIDE).err.splitlines()[:-1] == [
        "jdgen.toml:2:1: no template is for a `letters`; did you mean `letter`?",
        "jdgen.toml:3:1: `template.posting`: expected a text, found a number; put it in quotes",
        "jdgen.toml:5:1: `template` is a table of documents; "
        'below a line `[template]` write `posting = "FILE.docx"`',
        "jdgen.toml:7:1: `jdgen guide` has no `--template`; leave it out",
    ]


def test_a_template_in_the_environment(jdgen: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JDGEN_TEMPLATE_POSTING", "p.docx")
    assert shown(jdgen, "posting")["template.posting"] == ("p.docx", "JDGEN_TEMPLATE_POSTING")
    made = jdgen("posting", ROLE, "--draft", "--dry-run", "-q", "-f", "docx")
    assert made.err.splitlines()[0] == "p.docx: cannot be read: no such file or directory"


def test_the_page_shows_what_its_file_does(jdgen: Command, project: Path) -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (table,) = re.findall(r"\$ jdgen config show posting\n(.*?)```", page, re.DOTALL)
    configure(project, text)
    (project / "examples").symlink_to(EXAMPLES)
    before, _, after = table.partition("…\n")
    said = jdgen("config", "show", "posting").out
    assert said.startswith(before)
    assert said.endswith(after)
    assert len(before.splitlines()) == 5
    assert wrote(jdgen, *GUIDE) == [f"made/riverbend-robotics-{ROLE}-guide.{name}" for name in ("docx", "md")]
    ran = jdgen("posting", "--opening", "examples/openings/riverbend-eng-214.yaml", "-q")
    assert (ran.code, len(ran.paths)) == (0, 6)
    assert {f"--no-{key}" for key, option in Options(root).known.items() if option.is_flag} == {
        word for word in re.findall(r"`(--no-[a-z-]+)`", page) if word != "--no-config"
    }
    for name in Options(root).tables:
        assert f"`[{name}]`" in page


def test_nobody_needs_a_home(jdgen: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A container may run as a user that the system does not know, without a HOME."""
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert wrote(jdgen, *GUIDE, "-f", "md") == [f"{ROLE}-guide.md"]
    assert jdgen("config", "path").out == "jdgen.toml  project, not there\n"
    configure(project, '\ncompany = "~nobody-here/acme.yaml"\nout = "~/made"\n')
    assert jdgen(*GUIDE).err.splitlines()[:-1] == [
        "jdgen.toml:2:1: `company`: nobody knows where `~nobody-here` is; write the whole path",
        "jdgen.toml:3:1: `out`: nobody knows where `~` is; write the whole path",
    ]
    monkeypatch.setenv("JDGEN_CONFIG", "~nobody-here/jdgen.toml")
    assert jdgen(*GUIDE).err.splitlines()[0] == "~nobody-here/jdgen.toml: cannot be read: no such file or directory"


def test_a_path_below_the_home_begins_there(
    jdgen: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = project.parent.as_posix()
    configure(project, 'out = "~/made"\n')
    assert shown(jdgen)["out"] == (f"{home}/made", "jdgen.toml:1")
    monkeypatch.setenv("JDGEN_OUT", "~/here")
    assert shown(jdgen)["out"] == (f"{home}/here", "JDGEN_OUT")


def test_control_characters_are_refused_where_they_stand(
    jdgen: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(project, 'company = "a\\u0000b"\nformat = ["md", "a\\u0001"]\n[template]\nposting = "\\u0000"\n'
                       '[set]\ncompany.about = "a\\n\\tb"\ncompany.url = "\\u0085"\n')  # fmt: skip
    monkeypatch.setenv("JDGEN_OUT", "a\x1b[2J")
    assert jdgen(*GUIDE).err.splitlines() == [
        "jdgen.toml:1:1: `company`: has the control character U+0000 in it; take it out",
        "jdgen.toml:2:17: `format`: has the control character U+0001 in it; take it out",
        "jdgen.toml:4:1: `template.posting`: has the control character U+0000 in it; take it out",
        "jdgen.toml:7:1: `company.url`: has the control character U+0085 in it; take it out",
        "error: JDGEN_OUT: has the control character U+001B in it; take it out",
        "error: 5 problems in 1 file; nothing was written",
    ]


@pytest.mark.parametrize("written", ["nan", "inf", "1.50", "1e3"])
def test_a_number_that_is_not_whole_is_said_as_it_stands(written: str, jdgen: Command, project: Path) -> None:
    configure(project, f"width = {written}\n")
    said = f"jdgen.toml:1:1: `width`: expected a whole number, found `{written}`"
    assert jdgen(*GUIDE).err.splitlines()[0] == said


DEEP = ".".join(["a"] * 20_000)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [(f"{DEEP} = 1", 1, 1), (f"a = 1\n  [ {DEEP} ]", 2, 3), (f"a = {{b = 1, {DEEP} = 1}}", 1, 11),
     (DEEP.replace("a", "''") + " = 1", 1, 1), (DEEP.replace(".", " . ") + " = 1", 1, 1)],
)  # fmt: skip
def test_a_key_of_very_many_names_is_refused_before_it_is_read(
    text: str, line: int, column: int, jdgen: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tomllib.loads", None)
    configure(project, text)
    assert jdgen(*GUIDE).err.splitlines()[0] == f"jdgen.toml:{line}:{column}: a key has more than 40 names"


def test_a_key_of_many_names_is_read(jdgen: Command, project: Path) -> None:
    configure(project, ".".join(["a"] * 40) + " = 1\n# " + DEEP + "\n")
    assert jdgen(*GUIDE).err.splitlines()[0].startswith("jdgen.toml:1:1: unknown table `[a]`")


def test_single_values_are_told_beside_what_else_is_wrong(jdgen: Command, project: Path) -> None:
    configure(project, 'width = "x"\n[set]\ncompany.nam = "x"\n[guide.set]\nrole.titel = "x"\ncompany.name = "x"\n')
    assert jdgen("posting", ROLE).err.splitlines()[:-1] == [
        "jdgen.toml:1:1: `width`: expected a number, found a text",
        "jdgen.toml:3:1: unknown key `nam`; did you mean `name`?",
        "jdgen.toml:5:1: unknown key `titel`; did you mean `title`?",
    ]


def test_a_variable_that_is_far_from_any_other_has_no_guess(
    jdgen: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("JDGEN_FOO", "JDGEN_COLR", "JDGEN_CONFG"):
        monkeypatch.setenv(name, "x")
    assert jdgen("guide", ROLE, "-f", "md", "--dry-run").err.splitlines()[1:] == [
        "note: the variable `JDGEN_COLR` means nothing to jdgen; did you mean `JDGEN_COLOR`?",
        "note: the variable `JDGEN_CONFG` means nothing to jdgen; did you mean `JDGEN_CONFIG`?",
        "note: the variable `JDGEN_FOO` means nothing to jdgen",
    ]
