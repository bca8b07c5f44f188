"""Outside judges on the files of the grid: none of them finds anything, and each of them can see.

`grid` says which files there are. In a whole run that is every document in every format with every theme on both
papers, every document in every format for every role, all other pairs, and documents as their options change them; in
`make test` all pairs of example, document, theme, paper, format and brand but those of document and theme, with a kit
of fewer pages. Beside the grid stand the postings for job boards of every role and example, house templates that are
filled, the one PDF and the packs of a batch, and finished texts with comments. Every finding of every judge counts,
warnings too, but two: Nu warns of sections without a heading, which is how a page of our tree is divided, and axe
advises a heading for every page, which a letter to send does not have. What was found is kept where JUDGES says, else,
in a whole run, under `out/judges`.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from grid import FACTORS, Row, bounded, covering, fits, made, pairs, variants, whole
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from lxml import etree
from scale import WHOLE, size
from word_lint import faults

import evidence
import faces
import judges
from batch_tables import table
from boards import ADDED, ROLES, SCHEMAS
from conftest import EXAMPLES, ROOT, Ran
from house.corpus import healthy
from making import EXAMPLE, KINDS, RIVERBEND, ROLE

pytestmark = pytest.mark.slow
if WHOLE:
    os.environ.setdefault("JUDGES", str(ROOT / "out" / "judges"))
Found = dict[Path, list[str]]
Command = Callable[..., Ran]
SHARES = range(size(1, 4))
"""A whole run is cut, so that several processes have something to do."""
ROWS = [*whole(), *variants()] if WHOLE else bounded()
HEADLESS = "info: Section lacks heading."
DRAWN = ROOT / "tests/house/drawn"
POSTING = Draft202012Validator(json.loads((SCHEMAS / "job-posting.schema.json").read_text(encoding="utf-8")))
RESUME = Draft202012Validator(json.loads((SCHEMAS / "job-resume.schema.json").read_text(encoding="utf-8")))
BOARDS = {"ats.html", "html", "indeed.xml", "job.json", "jsonld", "linkedin.xml"}
FEEDS = {
    "indeed.xml": ("title", "date", "referencenumber", "url", "company", "country", "description"),
    "linkedin.xml": ("partnerJobId", "company", "title", "description", "applyUrl", "location"),
}
"""What the two boards ask of each job."""


class Judging:
    """What judges found in one test: counted, kept, and compared with nothing at the end."""

    def __init__(self, name: str, files: Iterable[Path]) -> None:
        self._name, self._files = name, list(files)
        self._found: dict[str, dict[str, list[str]]] = {}
        self._missing: list[str] = []
        evidence.note("judges.files", len(self._files))

    def __call__(self, measure: str, judge: Callable[[list[Path]], Found], tool: str = "", **more: Any) -> None:
        """Let a judge see the files, or those given as `files`, if it is installed."""
        if tool and (reason := judges.needs(tool)):
            self._missing.append(reason)
            return
        found = judge(more.get("files", self._files))
        name = more.get("name", measure)
        if measure:
            evidence.note(measure if "." in measure else f"judges.{measure}", sum(map(len, found.values())))
        self._found[name] = self._found.get(name, {}) | judges.archived(f"{name}-{self._name}", found)

    def ended(self) -> None:
        """Fail if anything was found; skip if a judge was missing."""
        assert self._found == {judge: {} for judge in self._found}
        if self._missing:
            print(reason := "; ".join(self._missing))
            pytest.skip(reason)


def linted(paths: Iterable[Path]) -> Found:
    return {path: faults(path.read_bytes()) for path in paths}


def checked(paths: Iterable[Path]) -> Found:
    return {path: judges.pdf_check(path) for path in paths}


def nu(paths: Iterable[Path]) -> Found:
    return {path: [m for m in said if HEADLESS not in m] for path, said in judges.vnu(paths, warnings=True).items()}


def audited(jdgen: Command, rows: dict[Path, Row]) -> Callable[[list[Path]], Found]:
    """Return a judge that says what `jdgen audit` warns of; what a letter that is not final leaves open is spared."""

    def judge(paths: list[Path]) -> Found:
        ran = jdgen("audit", *paths, "--no-outside", "--json")
        assert (ran.code in (0, 1), ran.err) == (True, "")
        found: Found = {}
        for one in json.loads(ran.out)["files"]:
            path = Path(one["file"])
            unfinished = rows[path]["document"].startswith("letter") and "final" not in rows[path]["document"]
            spared = {"leftover.prompt"} if unfinished else set()
            told = [fault for fault in one["faults"] if fault["level"] != "notice" and fault["rule"] not in spared]
            found[path] = [f"{fault['level']} {fault['rule']}: {fault['text']}" for fault in told]
        assert found.keys() == set(paths)
        return found

    return judge


def read_by_office(paths: Iterable[Path]) -> Found:
    """Return where LibreOffice reads other words than the XML has."""
    found = {}
    for path, text in judges.office_bodies(paths).items():
        ours, theirs = (sorted(said.replace("☐", " ☐ ").split()) for said in (faces.word(path.read_bytes()), text))
        found[path] = [] if ours == theirs else [f"not the same words: {sorted(set(ours) ^ set(theirs))[:8]}"]
    return found


def share_of(form: str, share: int, folder: Path, jdgen: Command) -> dict[Path, Row]:
    rows = [row for row in ROWS if row["format"] == form][share :: len(SHARES)]
    return {made(row, folder, jdgen, short=not WHOLE): row for row in rows}


@pytest.mark.parametrize("share", SHARES)
def test_word_files(share: int, jdgen: Command, tmp_path: Path) -> None:
    rows = share_of("docx", share, tmp_path, jdgen)
    judged = Judging(f"docx-{share}", rows)
    judged("lint", linted)
    judged("audit.findings", audited(jdgen, rows), name="audit")
    judged("open_xml", judges.open_xml, "open_xml")
    if WHOLE:
        judged("", read_by_office, "office", name="office")
    judged.ended()


@pytest.mark.parametrize("share", SHARES)
def test_pdf_files(share: int, jdgen: Command, tmp_path: Path) -> None:
    rows = share_of("pdf", share, tmp_path, jdgen)
    flat = [path for path, row in rows.items() if "fillable" not in row["document"]]
    assert len(flat) == len(rows) or WHOLE
    judged = Judging(f"pdf-{share}", rows)
    judged("qpdf", checked, "qpdf")
    judged("audit.findings", audited(jdgen, rows), name="audit")
    judged("ua1", lambda paths: judges.vera_pdf_many(paths, "ua1"), "vera")
    judged("a2a", lambda paths: judges.vera_pdf_many(paths, "2a"), "vera", files=flat)
    judged.ended()


@pytest.mark.parametrize("share", SHARES)
def test_html_pages(share: int, jdgen: Command, tmp_path: Path) -> None:
    rows = share_of("html", share, tmp_path, jdgen)
    judged = Judging(f"html-{share}", rows)
    browser = WHOLE or not judges.needs("browser")

    def seen(paths: list[Path]) -> Found:
        found = (judges.axe_in_browser if browser else judges.axe)(paths)
        return {path: without_headings(said) if headless(rows[path]) else said for path, said in found.items()}

    judged("vnu", nu, "vnu")
    judged("audit.findings", audited(jdgen, rows), name="audit")
    judged("axe", seen, "browser" if browser else "axe")
    if WHOLE:
        judged("", judges.html_validate, "html_validate", name="html_validate")
    judged.ended()


def headless(row: Row) -> bool:
    """Return whether a document has no heading: a letter to send looks like one, and its page has a label instead."""
    return row["document"].startswith("letter") and row["document"] != "letter scaffold"


def without_headings(said: list[str]) -> list[str]:
    """Return what axe says but the one rule, which is its advice and no law, that each page has a heading."""
    return [one for one in said if not one.startswith("page-has-heading-one:")]


def data_of(page: bytes) -> list[Any]:
    """Return the data that a page holds for programs, as an HTML parser finds it."""
    scripts = lxml.html.fromstring(page).iterfind(".//script[@type='application/ld+json']")
    return [json.loads(script.text) for script in scripts]


def told(schema: Draft202012Validator, found: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}"[:300] for error in map(deepest, schema.iter_errors(found))]


def deepest(error: Any) -> Any:
    """Return the fault that is to blame for one of the whole."""
    return best_match([error])


def faults_of_feed(path: Path) -> list[str]:
    """Return which jobs of a feed lack what its board asks for."""
    jobs = list(etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False)).iter("job"))
    asked = FEEDS[path.name.partition(".")[2]]
    lacking = [f"a job has no {name}" for job in jobs for name in asked if not (job.findtext(name) or "").strip()]
    return lacking if jobs else ["no job"]


def against_schema(paths: Iterable[Path]) -> Found:
    found = {}
    for path in paths:
        kind = path.name.partition(".")[2]
        if kind in FEEDS:
            found[path] = faults_of_feed(path)
        elif kind == "job.json":
            found[path] = told(RESUME, json.loads(path.read_bytes()))
        else:
            data = [json.loads(path.read_bytes())] if kind == "jsonld" else data_of(path.read_bytes())
            found[path] = [fault for one in data for fault in told(POSTING, one)]
            found[path] += ["not one posting"] * (len(data) != 1)
    return found


def pages_around(paths: Iterable[Path]) -> list[Path]:
    """Write each part of a page that somebody pastes into a page of his own, as a whole one."""
    found = []
    for path in paths:
        found.append(path.with_suffix(".page.html"))
        found[-1].write_text(
            '<!doctype html><html lang="en"><head><title>Jobs</title></head><body>'
            f"<main><h1>Jobs</h1>{path.read_text('utf-8')}</main></body></html>", "utf-8"
        )  # fmt: skip
    return found


def test_files_for_job_boards(jdgen: Command, tmp_path: Path) -> None:
    factors = {"role": ROLES, "example": tuple(EXAMPLE)}
    for row in covering(factors, [("role", "example")] if WHOLE else [("role",), ("example",)]):
        options = [f"--set={setting}" for setting in ADDED[row["example"]]]
        inputs = EXAMPLE[row["example"]].of("posting")
        folder = tmp_path / "made"
        ran = jdgen("posting", row["role"], *inputs, *options, "-f", "html,boards", "-q", "--out", folder)
        assert ran.code == 0, ran.err
        for path in ran.paths:
            kind = next(kind for kind in sorted(BOARDS) if path.name.endswith(f".{kind}"))
            path.rename(tmp_path / f"{row['role']}-{row['example']}.{kind}")
    files = sorted(path for path in tmp_path.iterdir() if path.is_file())
    assert {path.name.partition(".")[2] for path in files} == BOARDS
    judged = Judging("boards", files)
    parts = [path for path in files if path.name.endswith(".ats.html")]
    judged("json_schema", against_schema, files=[path for path in files if path not in parts])
    if WHOLE:
        judged("vnu", nu, "vnu", files=pages_around(parts))
    judged.ended()


def test_house_templates_that_are_filled(jdgen: Command, tmp_path: Path) -> None:
    """A template of each kind, ours to begin with, one drawn in LibreOffice, and the healthy one of the corpus."""
    templates = [("posting", DRAWN / "harborview-clean.docx")]
    if WHOLE:
        templates.append(("posting", tmp_path / "healthy.docx"))
        templates[1][1].write_bytes(healthy())
    for kind in KINDS if WHOLE else KINDS[2:]:
        theme = {"posting": "modern", "rubric": "classic", "letter": "plain"}[kind]
        templates.append((kind, tmp_path / f"begun-{kind}.docx"))
        assert jdgen("template", "new", kind, templates[-1][1], "--theme", theme).code == 0
    files, names = [], list(EXAMPLE)
    for number, (kind, template) in enumerate(templates):
        for name in names if WHOLE else names[number % 2 :][:1]:
            inputs = EXAMPLE[name].of(kind)
            options = ["--mode=draft"] if kind == "letter" else []
            folder = tmp_path / "made" / f"{template.stem}-{name}"
            ran = jdgen(kind, ROLE, *inputs, *options, "--template", template, "-f", "docx", "-q", "-o", folder)
            assert ran.code == 0, ran.err
            files.append(ran.paths[0].rename(tmp_path / f"filled-{template.stem}-{name}.docx"))
    judged = Judging("house", files)
    judged("lint", lambda paths: {path: faults(path.read_bytes(), ours=False) for path in paths})
    judged("open_xml", lambda paths: new_faults(paths, [path for _, path in templates]), "open_xml")
    judged.ended()


def new_faults(files: Iterable[Path], templates: Iterable[Path]) -> Found:
    """Return the errors of filled files, but those that their template had: a house keeps its own."""
    had = {path.stem: set(map(apart, found)) for path, found in judges.open_xml(templates).items()}
    new = {}
    for path, found in judges.open_xml(files).items():
        template = path.stem.removeprefix("filled-").rpartition("-")[0]
        new[path] = [fault for fault in found if apart(fault) not in had[template]]
    return new


def apart(fault: str) -> str:
    """Return an error without its place within the part, which moves when there is more around it."""
    part, _, said = fault.partition(" ")
    return f"{part} {said.partition(': ')[2]}"


def test_the_one_pdf_and_the_packs_of_a_batch(jdgen: Command, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = jdgen(
        "batch", table(tmp_path, 3), "-f", "docx,pdf", "--zip", 2, "--combine", "--workers", 1, "-q", "-o", out
    )
    assert ran.code == 0, ran.err
    packs, combined = sorted(out.rglob("*.zip")), [path for path in out.rglob("*.pdf") if "jobs" in path.name]
    assert (len(packs), len(combined)) == (2, 1)
    words = []
    for number, pack in enumerate(packs):
        with zipfile.ZipFile(pack) as file:
            assert file.testzip() is None
            words += [Path(file.extract(n, tmp_path / str(number))) for n in file.namelist() if n.endswith(".docx")]
    assert len(words) == 3
    judged = Judging("batch", [*combined, *words])
    judged("qpdf", checked, "qpdf", files=combined)
    judged("lint", linted, files=words)
    judged.ended()


def test_texts_with_comments(jdgen: Command, tmp_path: Path) -> None:
    ran = jdgen("posting", ROLE, *RIVERBEND.of("posting"), "-f", "docx,html", "-q", "-o", tmp_path / "made")
    texts = [*ran.paths, EXAMPLES / "postings/northlight-backend-lead.txt"][: size(1, 3)]
    files = []
    for number, text in enumerate(texts):
        files.append(tmp_path / f"annotated-{number}.docx")
        found = jdgen("check", "--text", text, "--hires-in", "Colorado", "--annotate", files[-1], "-q")
        assert found.code in (0, 1), found.err
    judged = Judging("annotated", files)
    judged("lint", lambda paths: {path: faults(path.read_bytes(), ours=path == files[0]) for path in paths})
    judged("open_xml", judges.open_xml, "open_xml")
    judged.ended()


def test_the_grid_covers_what_it_says() -> None:
    rows = bounded()
    for one, other in pairs(("document", "format", "theme", "paper", "example", "brand")):
        if (one, other) == ("document", "theme"):
            continue
        assert len({(row[one], row[other]) for row in rows}) == len(FACTORS[one]) * len(FACTORS[other])
    assert {row["role"] for row in rows} == set(ROLES)
    every = whole()
    assert len({(r["document"], r["format"], r["theme"], r["paper"]) for r in every}) == 8 * 3 * 5 * 2
    assert len({(r["document"], r["format"], r["role"]) for r in every}) == 8 * 3 * 11
    assert len({(r["role"], r["theme"]) for r in every}) == 11 * 5
    assert [row for row in variants() if not fits(row)] == []
    assert (len(rows), rows) == (24, bounded())
