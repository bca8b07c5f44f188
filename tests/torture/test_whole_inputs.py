"""Whole inputs drawn at random end in files that lost nothing, or in clear errors and no file."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import string
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from drawn_inputs import KIND_OF_FILE, Drawn, Files, Free, as_yaml, dirty, inputs, marked, plain, schema, texts
from full_profile import FULL_FILES, HOME, ROLE
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from scale import WHOLE, size

import evidence
import faces
from conftest import Ran

ROOTS = {
    "posting": ("company", "opening"), "rubric": ("company", "opening"), "letter": ("company", "opening", "candidate"),
    "guide": ("company",), "ladder": ("company",), "kit": ("company", "opening", "candidate"),
    "coverage": ("company", "opening"),
}  # fmt: skip
DOCUMENTED = (0, 1, 2, 3, 4, 5, 6)
SCHEMA_KEYS = frozenset(
    key for kind in set(KIND_OF_FILE.values()) for made in (schema(kind), *schema(kind)["$defs"].values())
    for key in made["properties"]
)  # fmt: skip
NAMED_FREELY = frozenset(("design", "craft", "talk"))
"""Names that a file gives by itself, whose order may say something."""
LONG = 300
"""How many characters a text has at least that goes over the end of a page."""
MARKUP = str.maketrans("", "", "*_`\\[]()<>!")
DRAWN = settings(
    derandomize=True,
    database=None,
    deadline=None,
    # To shrink a whole input takes minutes; what was lost is said anyway, and the same input is drawn again.
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


class Count:
    """What became of the examples of one test; noted when it ends, also when it fails."""

    def __init__(self) -> None:
        self.examples = self.made = self.refused = self.values = 0
        self.tracebacks, self.lost = list[str](), list[str]()


@contextmanager
def noted(count: Count) -> Iterator[None]:
    """Note what was counted when the examples have run, also when one failed."""
    try:
        yield
    finally:
        evidence.note("whole.examples", count.examples)
        evidence.note("whole.values", count.values)
        evidence.note("whole.refused", count.refused)
        evidence.note("whole.tracebacks", len(count.tracebacks))
        evidence.note("whole.lost", len(count.lost))


def written(files: Files, folder: Path, form: str = "json") -> Path:
    """Write the files of an input, profiles as a library; return the folder."""
    home = folder / "profiles" / HOME
    home.mkdir(parents=True)
    for name, tree in files.items():
        root = name in ("company", "opening", "candidate")
        path = folder / f"{name}.{form}" if root else home / f"{name}.yaml"
        path.write_text(json.dumps(plain(tree)) if path.suffix == ".json" else as_yaml(tree), encoding="utf-8")
    return folder


def command(kind: str, folder: Path, drawn: Drawn, formats: str, form: str = "json", out: str = "out") -> list[object]:
    """Return the command that makes a document of an input, into `out` of its folder."""
    laid = [f"{place}={text}" for place, text in drawn.settings.items() if place.split(".")[0] in ROOTS[kind]]
    return [
        kind, HOME if kind == "ladder" else ROLE, *(f"--{root}={folder}/{root}.{form}" for root in ROOTS[kind]),
        *(option for setting in laid for option in ("--set", setting)),
        f"--profiles={folder}/profiles", "-f", formats, "-q", "-o", folder / out,
    ]  # fmt: skip


def left(folder: Path) -> list[str]:
    """Return what stands in the folder for outputs."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def complaints(ran: Ran, folder: Path) -> list[str]:
    """Return what is wrong with how a run ended."""
    found = []
    if ran.code not in DOCUMENTED or "Traceback" in ran.out + ran.err:
        return [f"ended with {ran.code}: {ran.err[-300:]}"]
    if ran.code and left(folder / "out"):
        found.append(f"ended with {ran.code} and left {left(folder / 'out')}")
    if ran.code > 1 and not ran.err.strip():
        found.append(f"ended with {ran.code} and said nothing")
    if ran.code == 2:
        lines = ran.err.rstrip("\n").split("\n")
        placed = re.compile(rf"{re.escape(str(folder))}/[\w/.-]+(:\d+:\d+)?: \S|--set [\w.\[\]]+: \S|.*`--\w+")
        found += [f"no place: {line}" for line in lines[:-1] if not placed.match(line)]
        if not re.fullmatch(r"error: \d+ problems? in \d+ files?; nothing was written", lines[-1]) and not (
            placed.match(lines[-1].removeprefix("error: "))
        ):
            found.append(f"no end: {lines[-1]}")
    return found


def kind_of(path: Path) -> str:
    return next(part for part in reversed(path.stem.split("-")) if part in ROOTS)


def faces_of(folder: Path) -> dict[tuple[str, str], str]:
    """Return what each file shows, by document and format, as readers see it that are not ours."""
    found = {}
    for path in sorted((folder / "out").iterdir()):
        kind = kind_of(path)
        found[kind, path.suffix] = bare(faces.read(path, kind), "plain")
    return found


def bare(text: str, form: str) -> str:
    """Return the signs of a text that no format divides or takes for its own; of prose, none that Markdown takes."""
    text = unicodedata.normalize("NFC", text)
    if form == "prose":
        text = text.translate(MARKUP)
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


def holds(face: str, text: Free) -> bool:
    """Return whether a face shows a text whole; its first letter may be a capital and its last point be gone."""
    wanted = bare(text, text.form).rstrip(string.punctuation + "…")
    if text.form == "link":
        # Who shows an address in Markdown may show `%20` as the sign it stands for.
        return wanted in face or bare(unquote(wanted), "plain") in face
    shown = face.translate(MARKUP) if text.form == "prose" else face
    forms = {wanted, wanted[:1].lower() + wanted[1:], wanted[:1].upper() + wanted[1:]}
    return bool([form for form in forms if form in shown])


def in_two(face: str, text: Free) -> bool:
    """Return whether a face shows a text in two parts, one behind the other.

    So a PDF has a fact that goes over the end of a page: the one beside it stands between its parts.
    """
    wanted = bare(text, "plain").rstrip(string.punctuation + "…")
    end = bisect_left(range(1, len(wanted) + 1), True, key=lambda length: wanted[:length] not in face)
    return wanted[end:] in face[face.find(wanted[:end]) + end :]


def lost(folder: Path, twin: Path, texts: dict[str, Free]) -> tuple[int, list[str]]:
    """Return how many texts stand whole in files, and those that do not where their marks do."""
    whole, gone = 0, []
    shown, marks = faces_of(folder), faces_of(twin)
    if shown.keys() != marks.keys():
        return 0, [f"files {sorted(shown)} and {sorted(marks)}"]
    for key, face in shown.items():
        # Which requirements a question suggests, and which of several duties a coverage sheet names, their words say.
        folded = re.sub(r"Suchas“[^\]]*\]|zq[a-z]{4}\W*\(and\d+more\)", "", marks[key]).casefold()
        for mark, text in texts.items():
            if mark not in folded:
                continue
            if holds(face, text) or (key[1] == ".pdf" and len(text) > LONG and in_two(face, text)):
                whole += 1
            else:
                gone.append(f"{key} lost {text!r}")
    return whole, gone


@pytest.mark.parametrize("kind", ROOTS)
def test_a_whole_input_is_whole_in_each_file_or_refused(
    kind: str, jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    printed = WHOLE and kind in ("posting", "letter")
    count = Count()

    @settings(DRAWN, max_examples=size(3, 80))
    @given(inputs())
    def each(drawn: Drawn) -> None:
        count.examples += 1
        # No font here has some of the characters, so that only a share is printed.
        formats = "txt,md,html,docx" + (",pdf" if printed and count.examples % 5 == 0 else "")
        folder = written(drawn.files, tmp_path / str(count.examples))
        ran = jdgen(*command(kind, folder, drawn, formats))
        count.tracebacks += (wrong := complaints(ran, folder))
        assert wrong == []
        if ran.code:
            count.refused += 1
        else:
            other, texts = marked(drawn)
            twin = written(other.files, tmp_path / f"{count.examples}-marked")
            again = jdgen(*command(kind, twin, other, formats))
            assert again.code == 0, again.err
            whole, gone = lost(folder, twin, texts)
            count.made, count.values = count.made + 1, count.values + whole
            count.lost += gone
            assert gone == []
            shutil.rmtree(twin)
        shutil.rmtree(folder)

    with noted(count):
        each()
    assert count.made >= count.examples // 3, (count.made, count.examples)
    assert count.values > 10 * count.made


def test_a_check_of_a_whole_input_says_what_it_finds(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    count = Count()

    @settings(DRAWN, max_examples=size(2, 40))
    @given(inputs())
    def each(drawn: Drawn) -> None:
        count.examples += 1
        folder = written(drawn.files, tmp_path / str(count.examples))
        made = command("kit", folder, drawn, "txt")
        ran = jdgen("check", *made[1 : made.index("-f")], "--json")
        count.tracebacks += (wrong := complaints(ran, folder))
        assert wrong == []
        count.refused += ran.code == 2
        if ran.code < 2:
            found = json.loads(ran.out)
            assert ran.code == (1 if [one for one in found["findings"] if one["level"] == "error"] else 0)
            count.made += 1
        assert len(left(folder)) == len(drawn.files)
        shutil.rmtree(folder)

    with noted(count):
        each()
    assert count.made >= count.examples // 3


def turned(node: Any) -> Any:
    """Return a tree whose keys of the schema stand in the opposite order; what is named freely keeps its order."""
    if isinstance(node, dict):
        entries = [(key, turned(held)) for key, held in node.items()]
        return dict(entries if set(node) <= NAMED_FREELY or not set(node) & SCHEMA_KEYS else entries[::-1])
    return list(map(turned, node)) if isinstance(node, list) else node


@pytest.mark.parametrize("kind", ["posting", "rubric", "letter", "guide"])
def test_the_form_of_the_input_does_not_matter(kind: str, jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    """Keys in another order, YAML in place of JSON, and a document within a kit: the same bytes."""
    count = Count()

    @settings(DRAWN, max_examples=size(2, 25))
    @given(inputs())
    def each(drawn: Drawn) -> None:
        count.examples += 1
        here = tmp_path / str(count.examples)
        forms = {"json": drawn.files, "yaml": drawn.files, "turned": turned(drawn.files)}
        runs: dict[str, dict[str, bytes] | str] = {}
        for form, files in forms.items():
            folder = written(files, here / form, "yaml" if form == "yaml" else "json")
            runs[form] = outcome(jdgen(*command(kind, folder, drawn, "txt,docx", suffix(form))), folder)
        assert runs["yaml"] == runs["json"]
        assert runs["turned"] == runs["json"]
        if isinstance(runs["json"], dict):
            count.made += 1
            folder = here / "json"
            if kind in ("posting", "rubric"):
                kit = outcome(jdgen(*command("kit", folder, drawn, "txt,docx", out="kit")), folder, "kit")
                alone = runs["json"]
                assert isinstance(kit, str) or alone.items() <= kit.items()
        shutil.rmtree(here)

    with noted(count):
        each()
    assert count.made >= count.examples // 3


def suffix(form: str) -> str:
    return "yaml" if form == "yaml" else "json"


def outcome(ran: Ran, folder: Path, out: str = "out") -> dict[str, bytes] | str:
    """Return the files that a run made, or its complaints without their places."""
    if ran.code:
        said = [re.sub(r"^\S*?(:\d+:\d+)?: ", "", line) for line in ran.err.splitlines()]
        return "\n".join(sorted(said))
    return {path.name: path.read_bytes() for path in (folder / out).iterdir()}


def batch_csv(path: Path, rows: list[dict[str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode("utf-8", "surrogatepass"))


def batch_lines(path: Path, rows: list[dict[str, str]]) -> None:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def batch_book(path: Path, rows: list[dict[str, str]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([{head: head for head in rows[0]}, *rows]):
            for column, text in enumerate(row.values()):
                sheet.write_string(number, column, text)


COLUMNS = ("company.name", "company.about", "opening.requisition", "opening.team", "opening.manager", "opening.reason",
           "opening.hours", "opening.travel", "opening.bonus", "opening.locations[0].locality")  # fmt: skip
"""Texts of a posting that a row can have of its own."""
PROSE = ("about", "reason", "travel", "bonus")
TABLES = {"csv": batch_csv, "jsonl": batch_lines, "xlsx": batch_book}


def test_rows_are_whole_in_their_files_or_refused_whatever_table_holds_them(
    jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    """The second row of each table has a mark for each text of the first, which says what the posting takes."""
    count = Count()
    files = {name: FULL_FILES[name] for name in KIND_OF_FILE}

    @settings(DRAWN, max_examples=size(1, 15))
    @given(st.lists(texts(), min_size=len(COLUMNS), max_size=len(COLUMNS)), st.booleans(), dirty())
    def each(said: list[str], sound: bool, refused: str) -> None:
        count.examples += 1
        cells = {
            column: Free(f"n{at} {text.strip()}", "prose" if column.endswith(PROSE) else "plain")
            for at, (column, text) in enumerate(zip(COLUMNS, said, strict=True))
        }
        marks = {column: f"zq{'bcdfghjklm'[at]}zq" for at, column in enumerate(COLUMNS)}
        rows = [{"id": "first", "role": ROLE, **map_of(cells)}, {"id": "second", "role": ROLE, **marks}]
        if not sound:
            rows.append({"id": "third", "role": ROLE, **marks, "opening.team": refused})
        here = written(files, tmp_path / str(count.examples))
        outcomes = {}
        for form, write in TABLES.items():
            table, out = here / f"jobs.{form}", here / "out" / form
            if not sound and form == "xlsx":
                continue
            write(table, rows)
            roots = (f"--{root}={here}/{root}.json" for root in ("company", "opening"))
            ran = jdgen("batch", table, *roots, f"--profiles={here}/profiles", "-f", "txt,docx", "-o", out, "--json",
                        "--workers", 1, "-q")  # fmt: skip
            assert ran.code in (0, 2, 6), ran
            assert "Traceback" not in ran.err
            made = {path.name: path.read_bytes() for path in out.glob("*-posting-*.*")}
            # A row that fails has no file, and keeps no other from its own two.
            assert len(made) == {0: 2 * len(rows), 2: 0, 6: 2 * (len(rows) - 1)}[ran.code]
            outcomes[form] = (ran.code, made)
            count.made += ran.code == 0
            count.refused += ran.code != 0
            if ran.code == 0 and form == "csv":
                rest = [json.loads(line) for line in ran.out.splitlines()]
                named = {(one["row"], one["format"]): Path(one["file"]).name for one in rest if one.get("file")}
                gone = lost_in_rows(named, made, cells, marks, count)
                count.lost += gone
                assert gone == []
        # Half of a character can stand in JSON and in no CSV: a row fails in the one, and the table in the other.
        assert not sound or len({repr(outcome) for outcome in outcomes.values()}) == 1
        shutil.rmtree(here)

    with noted(count):
        each()
    assert count.made


def map_of(cells: dict[str, Free]) -> dict[str, str]:
    return {column: str(text) for column, text in cells.items()}


def lost_in_rows(
    named: dict[tuple[int, str], str],
    made: dict[str, bytes],
    cells: dict[str, Free],
    marks: dict[str, str],
    count: Count,
) -> list[str]:
    """Return the texts of the first row that its files do not show whole where those of the second show their marks."""
    readers = {"txt": bytes.decode, "docx": faces.word}
    numbers = sorted({number for number, _ in named})
    gone = []
    for form, read in readers.items():
        shown, marked_ones = (bare(read(made[named[number, form]]), "plain") for number in numbers[:2])
        for column, text in cells.items():
            if marks[column] not in marked_ones.casefold():
                continue
            count.values += holds(shown, text)
            gone += [] if holds(shown, text) else [f"{form}: {column} lost {text!r}"]
    return gone
