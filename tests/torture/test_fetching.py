"""Nothing is fetched, and no file read that was not named: a canary on loopback hears nothing, its word is nowhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from canary import SECRET, Canary, canary, picture, says_the_secret
from docx import Document as WordDocument
from full import FULL
from links_of import links, unsafe
from one_process import many
from references import addresses, drawing, drawings, markup, templates, words
from scale import WHOLE, size, some

import evidence
import judges
from conftest import EXAMPLES, ROOT, Ran, riverbend_alone
from making import EXAMPLE, RIVERBEND, ROLE

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
KEPT = {
    "currency", "per", "country", "region", "mode", "employment_type", "start", "end", "deadline", "posted", "phone",
    "valid_through", "email", "url", "notice_url", "apply_base_url", "requirement", "id", "story", "role", "tone",
    "accent",
    "body", "competencies", "design", "craft", "reports_to_location", "hires_in", "requisition", "enclosures",
}  # fmt: skip
"""Values of one kind alone, in which nothing else is taken."""
PNG = picture("PNG", (9, 9, 9))


@pytest.fixture
def nest(tmp_path: Path) -> Iterator[Canary]:
    with canary(tmp_path / "canary") as one:
        yield one


@pytest.fixture
def home(nest: Canary, tmp_path: Path) -> dict[str, str]:
    """A home folder that has the files of the canary, and what leads there."""
    folder = shutil.copytree(nest.folder, tmp_path / "home")
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), f"http://{nest.host}")
    return {"HOME": str(folder), "USERPROFILE": str(folder), **proxies}


def judged(nest: Canary, tried: int, ran: Sequence[Ran], *folders: Path) -> None:
    """Hold that nobody came by, and that the word of the canary stands in no file and in no message."""
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    told = [path.name for path in files if says_the_secret(path, _drawn(path))]
    said = [one.err for one in ran if SECRET in one.out + one.err]
    evidence.note("fetching.references", tried)
    evidence.note("fetching.requests", len(nest.visits) + len(told) + len(said))
    assert (nest.visits, told, said) == ([], [], [])
    assert [one for one in ran if one.code not in (0, 1, 2, 3, 4, 6) or "Traceback" in one.err] == []


def _drawn(path: Path) -> str:
    """Return the words that a PDF shows, where somebody here can read them."""
    return judges.pdf_text(path) if path.suffix == ".pdf" and not judges.needs("poppler") else ""


def opened_by_others(files: Sequence[Path], folder: Path) -> None:
    """Open Word files in LibreOffice and pages in a browser, which ask for whatever a file tells them to ask for."""
    folder.mkdir(exist_ok=True)
    documents = [path for path in files if path.suffix == ".docx"]
    if documents and not judges.needs("office"):
        judges.office_pdfs(documents, folder)
    for page in [path for path in files if path.suffix == ".html"] if BROWSER else ():
        # What is asked for is asked for while the page is read, so that it need not be shown.
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=1000", "--dump-dom",
                   "--disable-background-networking", "--no-proxy-server",
                   f"--user-data-dir={folder / 'profile'}"]  # fmt: skip
        subprocess.run([BROWSER, *options, page.as_uri()], capture_output=True, timeout=90, check=False)


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of each text in which anything may stand."""
    if isinstance(node, str):
        held = [step for step in path if isinstance(step, str)]
        # Whom a letter goes to is compared with whom its reason praises.
        if not KEPT & set(held[-1:]) and "brand" not in held and held[-2:] != ["target", "company"]:
            yield path
        return
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from leaves(value, (*path, key))


def filled(texts: Sequence[str], number: int) -> tuple[dict[str, dict[str, Any]], int]:
    """Return the whole input with a reference in each text that takes any, from a number on, and how many there are."""
    inputs = json.loads(json.dumps(FULL))
    del inputs["company"]["brand"]
    places = list(leaves(inputs))
    for step, (*above, last) in enumerate(places):
        node = inputs
        for key in above:
            node = node[key]
        node[last] = f"{node[last]} {texts[(number + step) % len(texts)]}"
    inputs["candidate"]["target"]["company"] = inputs["company"]["name"]
    return inputs, len(places)


def test_values_fetch_nothing(nest: Canary, home: dict[str, str], tmp_path: Path) -> None:
    # Not every machine has a font for a full-width dot, and a PDF without one is refused.
    texts = [one for one in (*addresses(nest), *words(nest)) if "\uff0e" not in one]
    rows, tried = [], 0
    for number in range(0, len(texts), size(66, 6)):
        inputs, count = filled(texts, number)
        tried += count
        folder = tmp_path / f"in{number}"
        folder.mkdir()
        for root, values in inputs.items():
            (folder / f"{root}.json").write_text(json.dumps(values), encoding="utf-8")
        files = {root: f"in{number}/{root}.json" for root in inputs}
        rows.append({"role": ROLE, "id": f"row{number}", **files})
    table = tmp_path / "rows.jsonl"
    table.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    command = ["batch", table, "--document", "posting,rubric,letter", "-o", tmp_path / "out", "-q"]
    ran = many([[*command, "-f", "docx,html,md,txt,boards"], [*command, "-f", "pdf", "--limit", size(1, 6)]], tmp_path,
        home)
    assert "\n".join(one.err for one in ran if one.code) == ""
    files = [path for path in sorted((tmp_path / "out").iterdir()) if path.suffix in (".docx", ".html", ".md", ".pdf")]
    assert len(files) >= len(rows) * 3 * 3
    opened_by_others(files if WHOLE else [], tmp_path / "opened")
    judged(nest, tried, ran, tmp_path / "out", tmp_path / "opened")
    wrong = {path.name: found for path in files if (found := unsafe(path))}
    evidence.note("fetching.links", sum(len(links(path)) for path in files))
    evidence.note("fetching.unsafe", sum(map(len, wrong.values())))
    assert wrong == {}


def test_pages_of_somebody_else_fetch_nothing(nest: Canary, home: dict[str, str], tmp_path: Path, jdgen) -> None:
    assert jdgen("template", "eject", "html", tmp_path / "pages").code == 0
    for name in ("canary.png", "canary.svg"):
        (tmp_path / "pages" / f"linked.{name[-3:]}").symlink_to(nest.folder / name)
    start = (tmp_path / "pages/page.html.j2").read_text(encoding="utf-8")
    commands, named = [], []
    # Each takes a process of its own, and what is refused on the web is refused as a file.
    pages = [one for number, one in enumerate(markup(nest).items()) if number % 6 == 1 or not one[0].endswith(" file")]
    for number, (name, put) in enumerate(some(pages, 3)):
        folder = shutil.copytree(tmp_path / "pages", tmp_path / f"pages{number}", symlinks=True)
        (folder / "page.html.j2").write_text(start.replace("</body>", f"{put}</body>"), encoding="utf-8")
        for form in ("html", "pdf")[: 2 if number % 6 == 0 else 1]:
            out = tmp_path / "out" / f"{form}{number}"
            commands.append(["posting", ROLE, *RIVERBEND.files[:2], "-f", form, "--pages", folder, "-o", out, "-q"])
            named.append(f"{name} {form}")
    ran = many(commands, tmp_path, home)
    made = sorted((tmp_path / "out").rglob("*.*")) if (tmp_path / "out").is_dir() else []
    opened_by_others([path for path in made if path.suffix == ".html"], tmp_path / "opened")
    judged(nest, len(commands), ran, tmp_path / "out")
    # What a PDF cannot show it need not refuse; a page is given to browsers.
    assert [name for name, one in zip(named, ran, strict=True) if one.code not in (0, 3)] == []
    through = [name for name, one in zip(named, ran, strict=True) if one.code == 0 and name.endswith("html")]
    assert through == []
    assert [path.name for path in made if unsafe(path)] == []


def test_house_templates_fetch_nothing(nest: Canary, home: dict[str, str], tmp_path: Path) -> None:
    commands, named = [], []
    given = templates(nest)
    # A blank picture has no words that say what is on it, which the check of a template rightly says.
    for number, name in enumerate([*some([one for one in given if one != "healthy"], 8), "healthy"]):
        template = tmp_path / f"house{number}.docx"
        template.write_bytes(given[name])
        out = tmp_path / "out" / str(number)
        files = [*RIVERBEND.files[:2], "-f", "docx", "-o", out, "-q"]
        commands += [["posting", ROLE, *files, "--template", template], ["template", "check", template]]
        named += [name, f"{name} checked"]
    ran = many(commands, tmp_path, home)
    made = sorted((tmp_path / "out").rglob("*.docx"))
    opened_by_others(made if WHOLE else [], tmp_path / "opened")
    judged(nest, len(commands) // 2, ran, tmp_path / "out")
    assert [name for name, one in zip(named, ran, strict=True) if one.code == 0] == ["healthy"]
    assert [one.out for one in ran if one.out and SECRET in one.out] == []
    assert len(made) == 1


def test_brands_and_themes_fetch_nothing(nest: Canary, home: dict[str, str], tmp_path: Path) -> None:
    brands: list[dict[str, Any]] = []
    (tmp_path / "in").mkdir()
    (tmp_path / "in/fine.png").write_bytes(PNG)
    (tmp_path / "in/linked.png").symlink_to(nest.folder / "canary.svg")
    for number, text in enumerate(drawings(nest).values()):
        (tmp_path / f"in/{number}.svg").write_text(text, encoding="utf-8")
        brands.append({"logo": {"file": "fine.png", "drawing": f"{number}.svg"}})
    # A path of a picture or a theme is read where it leads; what it holds is no picture and no theme.
    held = [one for one in addresses(nest) if "\n" not in one]
    brands += [{"logo": {"file": one}} for one in [*held, "linked.png"]] + [{"theme": f"{one}.yaml"} for one in held]
    brands += [{"templates": {"posting": one}} for one in held] + [{"fonts": {"body": one}} for one in held]
    commands = []
    for number, brand in enumerate(brands := some(brands, 16)):
        company = tmp_path / f"in/{number}.yaml"
        company.write_text(f"{riverbend_alone()}brand: {json.dumps(brand)}\n", encoding="utf-8")
        out = ["-f", "docx,html,md", "-o", tmp_path / "out" / str(number), "-q"]
        commands.append(["posting", ROLE, "--company", company, "--opening", RIVERBEND.opening, *out])
    ran = many(commands, tmp_path / "in", home)
    judged(nest, len(commands), ran, tmp_path / "out")
    done = [brand for brand, one in zip(brands, ran, strict=True) if one.code == 0]
    assert [brand for brand in done if list(brand) != ["fonts"]] == []


def paths(nest: Canary) -> list[str]:
    """Return addresses that are no path of a file of the canary as it stands."""
    plain = {(nest.folder / "canary.txt").as_posix(), "../canary/canary.txt"}
    return [one for one in addresses(nest) if one not in plain and not one.startswith("../../")]


def test_names_of_files_are_paths_and_nothing_else(nest: Canary, home: dict[str, str], tmp_path: Path) -> None:
    """A row, a configuration or an option names files by their paths: no address, no `~`, no variable, no code."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    (nest.folder / "canary.yaml").write_text(f"name: {SECRET}\n", encoding="utf-8")
    shutil.copy(nest.folder / "canary.yaml", home["HOME"])
    named = [one.replace(".txt", ".yaml") for one in paths(nest)]
    rows = [{"role": ROLE, "opening": str(RIVERBEND.opening), root: one} for one in named for root in ("company",
        "candidate")]
    rows += [{"role": one if one.endswith(".yaml") else f"{one}.yaml",
        "company": str(RIVERBEND.company)} for one in named]
    rows = some(rows, 12)
    table = inputs / "rows.jsonl"
    table.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    commands: list[list[object]] = [["batch", table, "-f", "docx,txt", "-o", tmp_path / "out"]]
    for number, one in enumerate(some(named, 1)):
        folder = inputs / str(number)
        folder.mkdir()
        (folder / "jdgen.toml").write_text(f"company = {json.dumps(one)}\n", encoding="utf-8")
        (folder / "me.json").write_text(
            json.dumps({"$schema": one, "basics": {"name": "Dana", "image": one, "summary": one}}), encoding="utf-8"
        )
        (folder / "role.yaml").write_text(f"extends: {json.dumps(one)}\nname: x\n", encoding="utf-8")
        out = ["-f", "txt", "-o", tmp_path / "out" / str(number)]
        commands += [
            ["posting", ROLE, "--opening", RIVERBEND.opening, *out],
            ["letter", ROLE, "--candidate", folder / "me.json", "--company", RIVERBEND.company, *out],
            ["posting", folder / "role.yaml", *RIVERBEND.files[:2], *out],
            ["letter", "--candidate", RIVERBEND.candidate, "--posting", one, "--yes", *out],
            ["check", "--text", one], ["check", "--letter", one], ["schema", one], ["profiles", "show", one],
            ["posting", ROLE, *RIVERBEND.files[:2], "--profiles", one, "--draft", *out],
        ]  # fmt: skip
    ran = many(commands, inputs, {**home, "JDGEN_CONFIG": ""})
    judged(nest, len(rows) + len(commands) - 1, ran, tmp_path / "out")
    configured = [Ran(*one) for one in (many([["posting", ROLE, "--opening", RIVERBEND.opening, "-f", "txt"]], folder, {
        **home, "JDGEN_CONFIG": str(folder / "jdgen.toml")})[0] for folder in some(sorted(inputs.glob("[0-9]*")),
            1))]  # fmt: skip
    judged(nest, len(configured), configured, tmp_path / "out")
    assert [one.code for one in configured] == [2] * len(configured)
    assert ran[0].code == 6


def finished(nest: Canary, folder: Path) -> Iterator[Path]:
    """Write finished postings that refer to the canary, in each format."""
    texts = [*addresses(nest), *words(nest), *markup(nest).values()]
    whole = "\n\n".join(texts)
    linked = json.dumps({"@context": f"http://{nest.host}/", "@type": "JobPosting", "title": "x", "description": whole})
    entity = f'<!DOCTYPE html [<!ENTITY y SYSTEM "file://{nest.folder}/canary.txt">]>'
    for name, text in (
        ("posting.txt", whole), ("posting.md", whole), ("posting.html",
            f"<html><body><h1>Lead</h1>{whole}</body></html>"),
        ("linked.html", f'<script type="application/ld+json">{linked}</script><p>x</p>'), ("entity.html",
            f"{entity}<p>&y; Lead</p>"),
    ):  # fmt: skip
        path = folder / name
        path.write_text(text, encoding="utf-8")
        yield path
    for number, (name, data) in enumerate(templates(nest).items()):
        if WHOLE or number % 5 == 0 or name == "drawing":
            path = folder / f"{number}.docx"
            path.write_bytes(data)
            yield path
    word = WordDocument()
    for text in texts:
        word.add_paragraph(text)
    word.save(str(folder / "words.docx"))
    yield folder / "words.docx"


def test_finished_texts_fetch_nothing(nest: Canary, home: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    given = list(finished(nest, tmp_path / "in"))
    commands: list[list[object]] = []
    for number, path in enumerate(given):
        out = ["-f", "docx,txt", "-o", tmp_path / "out" / str(number)]
        commands += [["check", "--text", path], ["check", "--letter", path, "--candidate", RIVERBEND.candidate]]
        commands += [["letter", "--candidate", RIVERBEND.candidate, "--posting", path, "--yes", *out], ["audit", path]]
        commands += [["check", "--text", path, "--annotate",
            tmp_path / "out" / f"{number}.docx"]] if number % 3 == 0 else []
    (tmp_path / "out").mkdir()
    ran = many(commands, tmp_path, home)
    judged(nest, len(commands), ran, tmp_path / "out")


def test_a_canary_hears_and_its_word_is_found(nest: Canary, tmp_path: Path, jdgen: Callable[..., Ran]) -> None:
    """The judges above can fail."""
    subprocess.run(["bash", "-c", f"exec 3<>/dev/tcp/127.0.0.1/{nest.port}; echo GET /x >&3; cat <&3"], check=True,
        capture_output=True)
    assert [one.strip() for one in nest.visits] == ["GET /x"]
    given = [*RIVERBEND.files[:2], "--set", f"company.name={SECRET} Incorporated", "-f", "all", "-o", tmp_path / "out"]
    ran = jdgen("posting", ROLE, *given)
    assert ran.code == 0, ran.err
    assert [path.suffix for path in ran.paths if not says_the_secret(path, _drawn(path))] == []
    assert len(ran.paths) == 5


def examples(folder: Path) -> list[list[object]]:
    """Return the commands that make all examples in all formats; bounded, two PDF files of one."""
    if not WHOLE:
        return [[kind, ROLE, *RIVERBEND.of(kind), "-f", "pdf", "-o", folder, "-q"] for kind in ("posting", "letter")]
    found: list[list[object]] = []
    for name, example in EXAMPLE.items():
        out = ["-f", "all", "-q", "--locale", example.locale, "-o", folder / name]
        found.append(["kit", ROLE, *example.files, *out])
        found.append(["guide", ROLE, example.files[0], *out])
        found.append(["coverage", ROLE, *example.files[:2], *out])
        found.append(["ladder", "software-engineering", example.files[0], *out])
        found.append(["rubric", ROLE, *example.files[:2], "--fillable", *out[2:-1], folder / f"{name}2", "-f", "pdf"])
    return found


def test_the_links_of_all_examples_are_safe(tmp_path: Path) -> None:
    ran = many(examples(tmp_path / "out"), ROOT)
    assert [(one.code, one.err) for one in ran if one.code] == []
    written = [path for path in (EXAMPLES / "documents").iterdir() if path.suffix != ".xml"]
    files = [*sorted(written), *sorted(path for path in (tmp_path / "out").rglob("*") if path.suffix in (".docx",
    ".pdf", ".html", ".md", ".txt"))]
    found = {path: links(path) for path in files}
    wrong = {path.name: bad for path in files if (bad := unsafe(path))}
    evidence.note("fetching.links", sum(map(len, found.values())))
    evidence.note("fetching.unsafe", sum(map(len, wrong.values())))
    assert wrong == {}
    assert sum(map(len, found.values())) >= size(15, 35)
    assert {path.suffix for path, those in found.items() if those} >= {".docx", ".pdf", ".html", ".md"}


ROOTS = (
    str(ROOT), "/usr", "/lib", "/etc", "/proc", "/sys", "/dev", "/tmp", "/var/cache/fontconfig", "/var/lib/locales",
    "/run", "/opt", "/bin", "/snap",
)  # fmt: skip


@pytest.mark.slow
def test_the_system_sees_no_connection_and_no_strange_file(tmp_path: Path) -> None:
    """What strace says, which nobody in the process can hide from."""
    if not WHOLE or not shutil.which("strace"):
        pytest.skip("a whole run alone traces the system calls" if not WHOLE else "strace is not installed")
    home = tmp_path / "home"
    home.mkdir()
    (home / "secret.txt").write_text(SECRET, encoding="utf-8")
    log = tmp_path / "trace"
    commands = [
        ["kit", ROLE, *RIVERBEND.files, "-f", "all", "-o", tmp_path / "out", "-q"],
        ["check", "--text", EXAMPLES / "postings/northlight-backend-lead.txt"],
    ]
    tracing = ["strace", "-f", "-qq", "-o", str(log), "-e", "trace=network,open,openat,creat"]
    ran = many(commands, ROOT, {"HOME": str(home)}, tracing)
    assert ran[0].code == 0
    said = log.read_text(encoding="utf-8", errors="replace")
    assert [line for line in said.splitlines() if re.search(r"AF_INET|connect\(", line)] == []
    opened = set(re.findall(r'open(?:at)?\((?:[^,"]+, )?"([^"]+)"', said))
    assert len(opened) > 100
    allowed = (*ROOTS, sys.base_prefix, os.path.realpath(sys.base_prefix), str(Path(os.__file__).parent))
    assert [one for one in sorted(opened) if one.startswith("/") and not one.startswith(allowed)] == []
    assert [one for one in sorted(opened) if one.startswith(str(home)) and "/.cache/" not in one] == []


def test_a_drawing_of_the_canary_is_what_it_should_be(nest: Canary) -> None:
    """The references lead where they say: to the server that listens, and to files that are there."""
    known = " ".join([*addresses(nest), *words(nest), *markup(nest).values(), *drawings(nest).values()])
    assert known.count(nest.host) > 100
    assert Path(re.search(r"file://(/\S+canary\.txt)", known)[1]).is_file()  # type: ignore[index]
    assert SECRET not in known
    assert drawing("x").startswith("<svg ")
