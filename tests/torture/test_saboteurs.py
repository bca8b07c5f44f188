"""Every defense has a saboteur, and every cap and fence in the code stands under one; `make sabotage` runs them."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from conftest import ROOT

TOOL = ROOT / "tools" / "sabotage.py"
CAPS = re.compile(r"^_?(?:MAX|MOST|DEPTH|DEEPEST)(?:_[A-Z_]+)?(?:, _?[A-Z_]+)* = ")
"""A number that is the most of something; in the documents and the checks it says how a page looks or what is told."""
LOOKS = ("src/jdgen/documents/", "src/jdgen/checks/")
FENCES = re.compile(
    r"recover=False|resolve_entities=False|autoescape=True|StrictUndefined|SandboxedEnvironment\(|allowed_protocols=|"
    r"RLIMIT_|O_NOFOLLOW|os\.fsync\(|os\.replace\(|is_relative_to\(|XMLParser\(|ParserCreate\(|ZipFile\(|"
    r"decompressobj\(|yaml\.(?:parse|scan|load|safe_load)\("
)
"""What a defense looks like in the code: a line that does this stands under a mark, or in FREE with its reason.

A cap stands directly under its mark, or is what a saboteur cuts: else a new one would pass beside an old one.
"""
NEAR = 3
_FREE = {
    "what is told of more is counted or said": (
        "audit/files/run.py: _MOST = 50",
        "audit/files/word_says.py: _MOST, _SHOWN = 50, 120",
        "house/reading/lookalikes.py: MOST = 200",
        "house/reading/lookalikes.py: _MOST_OF_ONE = 10",
        "inputs/calling/calling.py: MOST = 20",
        "inputs/rows/records.py: _MOST_TOLD = 20",
        "inputs/schema.py: _MOST_KNOWN = 20",
        "inputs/spreadsheet.py: _MOST_NAMED = 12",
    ),
    "its checks stand below, each under a mark": (
        "audit/files/run.py: MAX_FILES, MAX_DEPTH, MAX_BYTES = 5_000, 40, 100_000_000",
        'inputs/brand/drawings.py: parser = expat.ParserCreate(namespace_separator=" ")',
    ),
    "a longer walk would take longer and say the same": (
        "audit/files/word_parts.py: _MAX_DEPTH = 200",
        "audit/files/word_styles.py: _DEEPEST = 50",
        "inputs/calling/mentions.py: _MOST_NAMES, _MOST_TEXT = 8, 20_000",
        "house/compiling/meant.py: _DEPTH = 4",
    ),
    "what it tells is what a text is, such as a heading": (
        "audit/files/word_styles.py: _MOST = 20",
        "inputs/calling/mentions.py: _MOST_FIRST = 10",
        "inputs/calling/names.py: _MOST_BEHIND = 3",
        "inputs/finished/closing.py: _MOST = 3000",
        "inputs/finished/headings.py: _MOST_WORDS, _SHARE = 12, 0.6",
        "inputs/finished/letter.py: _MOST_PAGES, _OFF = 50, 0.1",
        "inputs/finished/letter_parts.py: _MOST_CLOSE = 80",
        "inputs/finished/letter_words.py: _MOST_ALONE, _MOST_INSIDE = 10, 6",
        "inputs/finished/letter_words.py: _MOST_ADDRESS = 4",
        "inputs/finished/shape.py: _MOST_EQUAL = 3000",
    ),
    "what lies behind is said to be not judged": (
        "audit/files/word_text.py: MAX_READ = 2_000_000",
        "audit/files/pdf_said.py: _MAX = 1_000_000",
    ),
    "a hundred thousand bytes are read of it, and a broken one counts as none": (
        'inputs/finished/letter.py: with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.o',
    ),
    "the file was looked at before": (
        "inputs/spreadsheet.py: with zipfile.ZipFile(io.BytesIO(data)) as archive:",
        "inputs/yaml_edit/spans.py: for event in yaml.parse(text, Loader=_Loader):",
    ),
    "the text was refused already, and this finds the reason": (
        "inputs/yaml_source.py: for token in yaml.scan(text, Loader=_Loader):",
    ),
    "the file is one of ours": (
        'rules/__init__.py: return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", y',
        "checks/scaffold.py: *trees, rows = [yaml.load(text, Loader=loader) for text in f",
    ),
    "what is told of more is counted or said, as are rows": (
        "cli/batch_report.py: _MOST = 20",
    ),
    "it shares work among processes, or keeps what is made again otherwise": (
        "batch/cores.py: _MOST_ON_WINDOWS = 60",
        "batch/cores.py: while folder.is_relative_to(mounted):",
        "batch/dispatch.py: _MOST = 64",
        "batch/pool/child.py: _MOST_NEW = 100_000",
        "cli/batch_options.py: _MOST_WORKERS = 1000",
        "render/word_kept.py: _MOST = 384",
    ),
    "the number of a row that stands in a damaged journal, whose row is made anew in any case": (
        "batch/journal/journal.py: _MOST = 1 << 60",
    ),
    "it chooses how a path is shown, or told from another": (
        "batch/needs.py: if whole.is_relative_to(folder):",
        "cli/config/keys.py: if any(path.is_relative_to(folder) for folder in (here, *_ab",
        "cli/findings.py: return (path.relative_to(here) if path.is_absolute() and pat",
    ),
    "a table of ours is told by the first bytes of its first line": (
        "batch/again.py: _MOST = 1_000_000",
        "cli/new.py: _MOST_LOOKED_AT, _MOST_READ = 40, 100_000",
    ),
    "the bytes are ours, made in the same process": (
        'batch/packing/pack.py: with ZipFile(passing, "w") as archive:',
        "cli/batch_form.py: rows: list[dict[str, Any]] = yaml.safe_load(text)",
        "render/pdf.py: tree = _PAGES.search(zlib.decompressobj().decompress(data[fo",
    ),
    "an import, or the class that the unknown name of owned templates is made from": (
        "render/env.py: from jinja2 import Environment, FileSystemLoader, StrictUnde",
        "render/owned.py: StrictUndefined,",
    ),
    "Python ends such a chain a little later, in the same sentence": (
        "render/owned.py: DEPTH = 40",
    ),
    "it asks whether a profile is built in": (
        "checks/ladder.py: return place is not None and Path(place.source).resolve().is",
    ),
    "how a page looks": (
        "render/html.py: MOST_COLUMNS = 5",
        "render/word_sheets.py: _MOST_ROWS = 9",
    ),
}
FREE = {f"src/jdgen/{line}": reason for reason, lines in _FREE.items() for line in lines}
"""Lines that look like a defense and are none, by the beginning of each: `file: line`, and why."""


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sabotage", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sabotage = loaded()
DEFENSES = {each.id: each for each in sabotage.defenses()}
SABOTEURS = {each.id: each for each in sabotage.saboteurs()}


def test_each_defense_has_one_saboteur_and_each_saboteur_a_defense() -> None:
    marks = [each.id for each in sabotage.defenses()]
    assert sorted(marks) == sorted(SABOTEURS)
    assert len(marks) >= 300


def test_what_a_saboteur_cuts_stands_once_and_below_its_mark() -> None:
    wrong = []
    for name, saboteur in SABOTEURS.items():
        text = (ROOT / saboteur.file).read_text(encoding="utf-8")
        defense = DEFENSES[name]
        if saboteur.file != defense.file or sabotage.sabotaged(text, saboteur) == text:
            wrong.append(name)
            continue
        line = text[: text.index(saboteur.cut)].count("\n") + 1
        if not 0 <= line - defense.line <= sabotage.REACH:
            wrong.append(f"{name}: line {line}, marked at {defense.line}")
    assert wrong == []


def test_the_tests_that_are_to_notice_exist() -> None:
    missing = []
    for saboteur in SABOTEURS.values():
        for test in saboteur.red:
            path, _, function = test.partition("::")
            name = function.partition("[")[0].rpartition("::")[2]
            file = ROOT / path
            if not file.is_file() or (name and f"def {name}(" not in file.read_text(encoding="utf-8")):
                missing.append(f"{saboteur.id}: {test}")
    assert missing == []


def cut() -> set[tuple[str, int]]:
    """Return the lines that saboteurs cut, by their files, counted from 0."""
    found = set()
    for saboteur in SABOTEURS.values():
        before, _, _ = (ROOT / saboteur.file).read_text(encoding="utf-8").partition(saboteur.cut)
        first = before.count("\n")
        found |= {(saboteur.file, line) for line in range(first, first + saboteur.cut.count("\n") + 1)}
    return found


def fences() -> list[str]:
    """Return the lines of the code that look like a defense, and stand under no mark."""
    found, cuts = [], cut()
    for path in sorted((ROOT / "src").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            cap = bool(CAPS.match(line)) and not name.startswith(LOOKS)
            if not (cap or FENCES.search(line)) or line.lstrip().startswith(("#", '"""')):
                continue
            above = lines[max(number - (NEAR if cap else sabotage.REACH), 0) : number]
            if (name, number) not in cuts and not any(map(sabotage.MARK.match, above)):
                found.append(f"{name}: {line.strip()[:60]}")
    return found


def test_whatever_looks_like_a_defense_is_marked_as_one() -> None:
    assert [line for line in fences() if line not in FREE] == []
    assert [line for line in FREE if line not in fences()] == []


@pytest.mark.slow
def test_the_run_can_tell_red_from_green_and_from_broken(tmp_path: Path) -> None:
    sabotage.copy(tmp_path)
    module = "src/jdgen/errors.py"
    test = "tests/model/test_text.py"
    line = "DONE = 0"
    harmless = sabotage.Saboteur("harmless.comment", module, line, f"{line}  # nothing", (test,))
    broken = sabotage.Saboteur("broken.syntax", module, line, "DONE = (", (test,))
    assert sabotage.sabotage(tmp_path, harmless).verdict == "green"
    assert sabotage.sabotage(tmp_path, broken).verdict == "broken"
    values = list(SABOTEURS.values())
    for saboteur in (values[0], values[-1]):
        assert (saboteur.id, sabotage.sabotage(tmp_path, saboteur).verdict) == (saboteur.id, "red")
    assert (tmp_path / module).read_text(encoding="utf-8") == (ROOT / module).read_text(encoding="utf-8")
