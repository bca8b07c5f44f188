"""Every kind of file that the command takes: a sound one, the attacks on it, and the command line that reads it.

To add a kind, add a `Kind` to `KINDS`; what may be taken of it, since it can be read as what it is, goes into `TAKEN`
of `test_hostile_files.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import hostile_bytes as attacks
from hostile_bytes import Attacks, unzipped, zipped

from conftest import EXAMPLES, ROOT, riverbend_alone
from making import LINDQVIST, RIVERBEND, ROLE
from sheet_files import inline, ods, ods_cell, xlsx
from word_files import word

TEMPLATES = ROOT / "templates" / "html"
DOCUMENTS = EXAMPLES / "documents"
POSTING = "riverbend-robotics-senior-software-engineer-eng-214-posting"
LETTER = "riverbend-robotics-senior-software-engineer-eng-214-letter"
JOB = [f"--company={RIVERBEND.company}", f"--opening={RIVERBEND.opening}"]
TO_TEXT = ["-f", "txt", "-o", "out", "-q"]
_MEGABYTE = 1_000_100


class Kind(NamedTuple):
    """A kind of file: what it is called, a sound one, the attacks, the command that reads it, and how that refuses.

    `path` is where the file stands in the folder of a run, `beside` are other files there by their paths.
    """

    path: str
    seed: Callable[[], bytes]
    attacks: Callable[[bytes], Attacks]
    command: list[str]
    codes: tuple[int, ...] = (2,)
    beside: Callable[[], dict[str, bytes]] = dict
    environment: tuple[tuple[str, str], ...] = ()
    named: str = ""
    """What a message calls it, where that is not always the name of the file."""
    leaves: tuple[str, ...] = ()
    """The files that a refusal may leave, since they are a list of what went wrong."""


def _file(path: Path) -> Callable[[], bytes]:
    return path.read_bytes


def _yaml(seed: bytes) -> Attacks:
    return attacks.of_any(seed, _MEGABYTE) | attacks.of_yaml(seed)


def _json(seed: bytes) -> Attacks:
    return attacks.of_any(seed, _MEGABYTE) | attacks.of_json()


def _csv(seed: bytes) -> Attacks:
    return attacks.of_any(seed, 100_000_100) | attacks.of_csv(seed)


def _small_csv(seed: bytes) -> Attacks:
    return attacks.of_any(seed, _MEGABYTE) | attacks.of_csv(seed)


def _jsonl(seed: bytes) -> Attacks:
    return attacks.of_any(seed, 100_000_100) | attacks.of_jsonl()


def _packed(main: str, root: str, inside: str, within: str, big: int) -> Callable[[bytes], Attacks]:
    """Return the attacks on a zip with a main part of XML."""

    def found(seed: bytes) -> Attacks:
        parts = unzipped(seed)
        made = attacks.of_any(seed, big) | attacks.of_zip(parts, main)
        for name, make in attacks.of_xml(parts[main], root, inside, within).items():
            made[f"{name} in its XML"] = lambda make=make: zipped({**parts, main: make()})
        return made

    return found


_book = _packed("xl/worksheets/sheet1.xml", "<sheetData>", "<row/>", "<t>", 100_000_100)
_small_book = _packed("xl/worksheets/sheet1.xml", "<sheetData>", "<row/>", "<t>", _MEGABYTE)
_open_book = _packed("content.xml", "<office:spreadsheet>", "<text:p/>", "<text:p>", 100_000_100)
_word = _packed("word/document.xml", "<w:body>", "<w:p/>", "<w:t>", 20_000_100)


def _sheet(seed: bytes) -> Attacks:
    """Return the attacks on an .xlsx file: as a zip, as XML, and as a sheet."""
    return _book(seed) | _cells()


def _small_sheet(seed: bytes) -> Attacks:
    return _small_book(seed) | _cells()


def _cells() -> Attacks:
    def row(cells: str, number: int = 1) -> str:
        return f'<row r="{number}">{cells}</row>'

    head = row(inline("A1", "role"))
    strings = f"<si><t>{'x' * 30_000}</t></si>"
    return {
        "a cell at the last corner": lambda: xlsx(head + row(inline("XFD1048576", "x"), 1_048_576)),
        "a cell beyond the last corner": lambda: xlsx(head + row(inline("ZZZZZZ99999999999", "x"), 2)),
        "a cell nowhere": lambda: xlsx(head + row('<c r="1A" t="n"><v>1</v></c><c r="" t="s"><v>-1</v></c>', 2)),
        "many empty rows": lambda: xlsx(head + "".join(f'<row r="{n}"/>' for n in range(2, 300_000))),
        "one long text often": lambda: xlsx(
            head + "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 20_001)), "", strings
        ),
        "a text that is not there": lambda: xlsx(head + row('<c r="A2" t="s"><v>99999999999999999999</v></c>', 2)),
        "a formula": lambda: xlsx(head + row('<c r="A2"><f>HYPERLINK("http://127.0.0.1:9/")</f></c>', 2)),
        "a formula that failed": lambda: xlsx(head + row('<c r="A2" t="e"><v>#REF!</v></c>', 2)),
        "a number too far": lambda: xlsx(head + row('<c r="A2"><v>1e999</v></c>', 2)),
        "a number of many digits": lambda: xlsx(head + row(f'<c r="A2"><v>{"9" * 500_000}</v></c>', 2)),
        "a day that is none": lambda: xlsx(
            head + row('<c r="A2" s="1"><v>99999999999</v></c>', 2),
            '<numFmts count="1"><numFmt numFmtId="170" formatCode="yyyy"/></numFmts>'
            '<cellXfs count="2"><xf/><xf numFmtId="170" applyNumberFormat="1"/></cellXfs>',
        ),
        "many styles": lambda: xlsx(head, "<cellXfs>" + "<xf/>" * 200_000 + "</cellXfs>"),
        "texts that nest": lambda: xlsx(head, "", "<si><r>" * 20_000),
        "sheets that are not there": lambda: _changed(xlsx(head), "xl/_rels/workbook.xml.rels", b"sheet1", b"sheet9"),
        "sheets elsewhere": lambda: _changed(
            xlsx(head), "xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"../../../../etc/passwd"
        ),
        "no sheets": lambda: _changed(
            xlsx(head), "xl/workbook.xml", b"<sheets>", b"<sheets/><x>", b"</sheets>", b"</x>"
        ),
        "a sheet whose name colors": lambda: _changed(xlsx(head), "xl/workbook.xml", b'"One"', b'"&#27;[2J"'),
    }


def _changed(data: bytes, part: str, *pairs: bytes) -> bytes:
    parts = unzipped(data)
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)
    return zipped(parts)


def _open_sheet(seed: bytes) -> Attacks:
    """Return the attacks on an .ods file."""
    head = [ods_cell("role")]
    many = ods_cell("x").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="999999999"', 1)
    cells: Attacks = {
        "a cell often": lambda: ods([head, many]),
        "a row often": lambda: ods([
            head, f'<table:table-row table:number-rows-repeated="999999999">{ods_cell("x")}</table:table-row>',
        ]),
        "a number of times that is none": lambda: ods([
            head, f'<table:table-row table:number-rows-repeated="-1e9">{ods_cell("x")}</table:table-row>',
        ]),
        "a number of times of many digits": lambda: ods([
            head, f'<table:table-row table:number-rows-repeated="{"9" * 100_000}">{ods_cell("x")}</table:table-row>',
        ]),
        "spaces often": lambda: ods([head, [ods_cell("x").replace("x</", '<text:s text:c="999999999"/></')]]),
        "a day that is none": lambda: ods([head, [ods_cell("x", value_type="date", date_value="99999-99-99")]]),
        "a number too far": lambda: ods([head, [ods_cell("x", value_type="float", value="1e999")]]),
        "a number of many digits": lambda: ods([head, [ods_cell("x", value_type="float", value="9" * 100_000)]]),
        "a time that is none": lambda: ods([head, [ods_cell("x", value_type="time", time_value="PT9e9H")]]),
        "a formula that failed": lambda: ods([head, [ods_cell("#REF!", table_formula="of:=[.A0]")]]),
    }
    return _open_book(seed) | cells


def _document(seed: bytes) -> Attacks:
    parts = unzipped(seed)
    more: Attacks = {
        name: (lambda over=over: zipped(parts | over))
        for name, over in attacks.of_document(parts["word/document.xml"]).items()
    }
    return _word(seed) | more


def _template(seed: bytes) -> Attacks:
    """Return the attacks on a Word template: those on any Word file, and what its tags may say."""
    tags = {
        "a product": "{{ 'x' * 10**9 }}",
        "a power": "{{ 9**9**9 }}",
        "attributes": "{{ posting.__class__.__mro__ }}",
        "a call": "{{ cycler.__init__.__globals__ }}",
        "an import": "{% import 'os' as os %}{{ os.system('id') }}",
        "an inclusion": "{% include '/etc/passwd' %}",
        "a macro of itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "loops in loops": "{% for a in duties %}" * 30 + "x" + "{% endfor %}" * 30,
        "a range": "{% for a in range(10**9) %}x{% endfor %}",
        "brackets": "{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}",
        "nots": "{{ " + "not " * 20_000 + "1 }}",
        "a long name": "{{ " + "a." * 30_000 + "b }}",
        "filters": "{{ 'x'" + " | upper" * 20_000 + " }}",
        "a large number": "{{ " + "9" * 100_000 + " }}",
        "many tags": "{{ posting.nothing }} " * 20_000,
        "never closed": "{{ posting.title",
        "an escape that colors": "{{ posting['\x85[2J'] }}",
        "replacements that grow": "{{ 'a'" + " | replace('a', 'aaaaaaaaaa')" * 12 + " }}",
    }
    return _document(seed) | {f"tags: {name}": (lambda tag=tag: word(tag)) for name, tag in tags.items()}


def _page(seed: bytes) -> Attacks:
    return attacks.of_any(seed, 5_000_100) | attacks.of_page()


def _text(seed: bytes) -> Attacks:
    return attacks.of_any(seed, 5_000_100) | attacks.of_text()


def _data(seed: bytes) -> Attacks:
    return attacks.of_any(seed, 5_000_100) | attacks.of_json()


def _png(seed: bytes) -> Attacks:
    return attacks.of_any(seed, 3_000_000) | attacks.of_png()


def _jpeg(seed: bytes) -> Attacks:
    return attacks.of_any(seed, 3_000_000) | attacks.of_jpeg()


def _svg(seed: bytes) -> Attacks:
    text = seed[seed.index(b"<svg") :]
    own = attacks.of_xml(text, text[: text.index(b">") + 1].decode(), "<g/>")
    return attacks.of_any(seed, 600_000) | own | attacks.of_svg()


def _pages(seed: bytes) -> Attacks:
    """Return the attacks on an owned HTML template."""
    tags = {
        "a product": "{{ 'x' * 10**9 }}",
        "a power": "{{ 9**9**9 }}",
        "attributes": "{{ document.__class__.__mro__[1].__subclasses__() }}",
        "a call": "{{ cycler.__init__.__globals__.os.system('touch pwned') }}",
        "an import": "{% import '/etc/passwd' as x %}",
        "an inclusion": "{% include '../../../etc/passwd' %}",
        "an inclusion of itself": "{% include 'page.html.j2' %}",
        "a macro of itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "a range": "{% for a in range(10**9) %}x{% endfor %}",
        "ranges in ranges": "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}",
        "a text that grows": "{% set ns = namespace(x='x' * 1000) %}{% for a in range(60) %}"
                             "{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x | length }}",
        "brackets": "{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}",
        "never closed": "{{ title",
        "an unknown name": "{{ nobody.knows }}",
        "a format": "{{ '%999999999d' % 1 }}",
        "a format of a class": "{{ '{0.__class__}'.format(document) }}",
        "nothing": "",
        "a picture of a file": "<img src='file://{canary}'>",
        "a style of the web": "<link rel=stylesheet href='http://127.0.0.1:9/a.css'>",
        "a page that embeds": "<iframe src='file://{canary}'></iframe>",
        "an attachment": "<link rel=attachment href='file://{canary}'>",
        "a style that hangs": "<style>" + ":root{--a:1}" + "".join(
            f":root{{--a{n}: var(--a{n - 1}, x) var(--a{n - 1}, x)}}" for n in range(1, 40)
        ) + "p{color:var(--a39)}</style>",
        "a span of many": "<table><tr><td colspan=99999999 rowspan=99999999>x</table>",
    }  # fmt: skip
    return attacks.of_any(seed, _MEGABYTE) | {
        f"tags: {name}": (lambda tag=tag: (tag + seed.decode()).encode() if tag else b"<html></html>")
        for name, tag in tags.items()
    }


def _drawn(seed: bytes) -> Attacks:
    """Return those attacks of an owned template that only who draws the page meets."""
    own = ("a picture of a file", "a style of the web", "a page that embeds", "an attachment", "a style that hangs",
           "a span of many")  # fmt: skip
    found = _pages(seed)
    return {name: found[f"tags: {name}"] for name in own}


def _journal_bytes(seed: bytes) -> Attacks:
    """Return the attacks on the journal of a batch."""
    usual = attacks.of_any(seed, 1_000_000)
    return {name: make for name, make in usual.items() if name not in ("empty", "larger than may be")} | {
        "a page of noise": lambda: seed[:4_096] + bytes(range(256)) * 16 + seed[8_192:],
        "a head alone": lambda: seed[:100],
        "another program's": lambda: seed[:68] + b"abcd" + seed[72:],
        "a later version": lambda: seed[:60] + b"\0\0\0\x63" + seed[64:],
        "a page size that is none": lambda: seed[:16] + b"\0\3" + seed[18:],
        "a size that lies": lambda: seed[:28] + b"\x7f\xff\xff\xff" + seed[32:],
    }


def _table() -> bytes:
    return f"role,company,opening\n{ROLE},{RIVERBEND.company},{RIVERBEND.opening}\n".encode()


def _cells_of_table() -> list[list[str]]:
    return [line.split(",") for line in _table().decode().splitlines()]


def _table_xlsx() -> bytes:
    rows = "".join(
        f'<row r="{n}">{"".join(inline(f"{letter}{n}", text) for letter, text in zip("ABC", row, strict=True))}</row>'
        for n, row in enumerate(_cells_of_table(), 1)
    )
    return xlsx(rows)


def _table_ods() -> bytes:
    return ods([[ods_cell(text) for text in row] for row in _cells_of_table()])


def _records() -> list[dict[str, str]]:
    head, *rows = _cells_of_table()
    return [dict(zip(head, row, strict=True)) for row in rows]


def _targets_xlsx() -> bytes:
    rows = [["company", "title"], ["Northlight", "Engineer"]]
    return xlsx("".join(
        f'<row r="{n}">{inline(f"A{n}", a)}{inline(f"B{n}", b)}</row>' for n, (a, b) in enumerate(rows, 1)
    ))


def _scores_xlsx() -> bytes:
    lines = (EXAMPLES / "scores/riverbend-eng-214.csv").read_text(encoding="utf-8").splitlines()[:3]
    return xlsx("".join(
        f'<row r="{n}">{"".join(inline(f"{c}{n}", t) for c, t in zip("ABCDEF", line.split(",", 5), strict=True))}</row>'
        for n, line in enumerate(lines, 1)
    ))


def _scores_json() -> bytes:
    head, *lines = (EXAMPLES / "scores/riverbend-eng-214.csv").read_text(encoding="utf-8").splitlines()[:3]
    return json.dumps([dict(zip(head.split(","), line.split(",", 5), strict=True)) for line in lines]).encode()


@cache
def _a_journal() -> bytes:
    import contextlib
    import io
    import tempfile

    from jdgen.cli.root import run

    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, "t.csv")
        table.write_bytes(_table())
        with contextlib.redirect_stderr(io.StringIO()):
            assert run(["batch", str(table), "-f", "txt", "-o", f"{folder}/out", "-q", "--workers", "1"]) == 0
        return Path(folder, "out/.jdgen/journal.db").read_bytes()


@cache
def _a_pdf() -> bytes:
    from jdgen.render.options import PageOptions
    from making import document, rendered

    return rendered(document("posting"), "pdf", PageOptions())


@cache
def _house() -> bytes:
    """Return a template that can be filled: the one that the command writes to begin with."""
    import contextlib
    import io
    import tempfile

    from jdgen.cli.root import run

    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
        with contextlib.redirect_stdout(io.StringIO()):
            assert run(["template", "new", "posting", f"{folder}/t.docx"]) == 0
        return Path(folder, "t.docx").read_bytes()


def _logo(key: str) -> Callable[[], dict[str, bytes]]:
    names = {"file": "riverbend.png", "drawing": "riverbend.svg"}
    other = {"png": "logo.png", "jpg": "logo.jpg", "svg": "logo.svg"}[key]
    held = {"png": f"file: {other}", "jpg": f"file: {other}", "svg": f"file: riverbend.png, drawing: {other}"}[key]
    company = f"{riverbend_alone()}brand: {{logo: {{{held}}}}}\n".encode()
    png = (EXAMPLES / "companies" / names["file"]).read_bytes()
    return lambda: {"company.yaml": company} | ({"riverbend.png": png} if key == "svg" else {})


def _owned() -> dict[str, bytes]:
    return {f"pages/{path.name}": path.read_bytes() for path in TEMPLATES.iterdir() if path.is_file()}


def _table_beside() -> dict[str, bytes]:
    return {"t.csv": _table()}


POST = ["posting", ROLE]
OWN_COMPANY = ["--company=company.yaml", f"--opening={RIVERBEND.opening}"]
WRITE = ["letter", ROLE, f"--candidate={RIVERBEND.candidate}", *JOB]
FAILED = ("out/failed.csv",)
BATCH = ["--workers", "1", *TO_TEXT]
EXAMPLE_COMPANY = riverbend_alone().encode()

KINDS: dict[str, Kind] = {
    "company": Kind("hostile.yaml", lambda: EXAMPLE_COMPANY, _yaml,
                    [*POST, "--company=hostile.yaml", JOB[1], *TO_TEXT]),
    "company in JSON": Kind("hostile.json", lambda: b'{"name": "Acme", "about": "We make pumps.", '
                            b'"accommodation": {"contact": "a@acme.example"}}', _json,
                            [*POST, "--company=hostile.json", JOB[1], *TO_TEXT]),
    "opening": Kind("hostile.yaml", _file(RIVERBEND.opening), _yaml,
                    [*POST, JOB[0], "--opening=hostile.yaml", *TO_TEXT]),
    "candidate": Kind("hostile.yaml", _file(RIVERBEND.candidate), _yaml,
                      ["letter", ROLE, "--candidate=hostile.yaml", *JOB, *TO_TEXT]),
    "candidate answered": Kind("hostile.yaml", lambda: b"name: Dana Reyes\nemail: dana@reyes.example\n", _yaml,
                            ["letter", ROLE, "--candidate=hostile.yaml", *JOB, "--answer", "years=7", *TO_TEXT]),
    "resume": Kind("hostile.json", _file(LINDQVIST.candidate), _json,
                   ["letter", ROLE, "--candidate=hostile.json", *JOB, *TO_TEXT]),
    "profile": Kind("own/hostile.yaml", _file(ROOT / f"profiles/software-engineering/{ROLE}.yaml"), _yaml,
                    ["posting", "own/hostile.yaml", *JOB, *TO_TEXT]),
    "role of a library": Kind("own/carpentry/hostile.yaml",
                              _file(ROOT / f"profiles/software-engineering/{ROLE}.yaml"), _yaml,
                              ["posting", "hostile", "--profiles", "own", *JOB, *TO_TEXT],
                              beside=lambda: {"own/carpentry/family.yaml": (
                                  ROOT / "profiles/software-engineering/family.yaml").read_bytes()}),
    "family": Kind("own/carpentry/family.yaml", _file(ROOT / "profiles/software-engineering/family.yaml"), _yaml,
                   ["ladder", "carpentry", "--profiles", "own", *TO_TEXT],
                   beside=lambda: {f"own/carpentry/{path.name}": path.read_bytes()
                                   for path in (ROOT / "profiles/software-engineering").glob("*.yaml")
                                   if path.name != "family.yaml"}),
    "configuration": Kind("jdgen.toml", lambda: b"format = 'txt'\nout = 'out'\n[posting]\nwidth = 80\n",
                          lambda seed: attacks.of_any(seed, 200_000) | attacks.of_toml(),
                          [*POST, *JOB, *TO_TEXT], environment=(("JDGEN_CONFIG", "jdgen.toml"),)),
    "theme": Kind("hostile.theme.yaml", lambda: b"extends: modern\nsection_rule: above\nfacts: ruled\n", _yaml,
                  [*POST, *JOB, "--theme=hostile.theme.yaml", *TO_TEXT]),
    "map": Kind("hostile.yaml", lambda: b"role: role\n", _yaml,
                ["batch", "t.csv", "--map=hostile.yaml", *BATCH], beside=_table_beside),
    "csv": Kind("hostile.csv", _table, _csv, ["batch", "hostile.csv", *BATCH], (2, 6), leaves=FAILED),
    "tsv": Kind("hostile.tsv", lambda: _table().replace(b",", b"\t"), _csv, ["batch", "hostile.tsv", *BATCH], (2, 6),
                leaves=FAILED),
    "failed rows": Kind("out/failed.csv", lambda: b"jdgen:row,jdgen:error,role,company,opening\n2,x," +
                        _table().split(b"\n")[1] + b"\n", _csv, ["batch", "out/failed.csv", *BATCH], (2, 4, 6),
                        leaves=FAILED),
    "xlsx": Kind("hostile.xlsx", _table_xlsx, _sheet, ["batch", "hostile.xlsx", *BATCH], (2, 6), leaves=FAILED),
    "ods": Kind("hostile.ods", _table_ods, _open_sheet, ["batch", "hostile.ods", *BATCH], (2, 6), leaves=FAILED),
    "jsonl": Kind("hostile.jsonl", lambda: "".join(json.dumps(r) + "\n" for r in _records()).encode(), _jsonl,
                  ["batch", "hostile.jsonl", *BATCH], (2, 6), leaves=FAILED),
    "rows in JSON": Kind("hostile.json", lambda: json.dumps(_records()).encode(),
                         lambda seed: attacks.of_any(seed, 100_000_100) | attacks.of_json(),
                         ["batch", "hostile.json", *BATCH], (2, 6), leaves=FAILED),
    "rows in YAML": Kind("hostile.yaml", lambda: b"rows:\n- " + json.dumps(_records()[0]).encode() + b"\n",
                         lambda seed: attacks.of_any(seed, 100_000_100) | attacks.of_yaml(seed),
                         ["batch", "hostile.yaml", *BATCH], (2, 6), leaves=FAILED),
    "targets": Kind("hostile.csv", lambda: b"company,title\nNorthlight,Engineer\n", _small_csv,
                    ["letter", f"--candidate={RIVERBEND.candidate}", "--targets=hostile.csv", *TO_TEXT], (2, 6)),
    "targets in xlsx": Kind("hostile.xlsx", _targets_xlsx, _small_sheet,
                            ["letter", f"--candidate={RIVERBEND.candidate}", "--targets=hostile.xlsx", *TO_TEXT],
                            (2, 6)),
    "scores": Kind("hostile.csv", _file(EXAMPLES / "scores/riverbend-eng-214.csv"), _small_csv,
                   ["score", "hostile.csv", ROLE, *JOB, *TO_TEXT]),
    "scores in xlsx": Kind("hostile.xlsx", _scores_xlsx, _small_sheet, ["score", "hostile.xlsx", ROLE, *JOB, *TO_TEXT]),
    "scores in JSON": Kind("hostile.json", _scores_json, _json, ["score", "hostile.json", ROLE, *JOB, *TO_TEXT]),
    "template": Kind("hostile.docx", _house, _template,
                     [*POST, *JOB, "--template=hostile.docx", "-f", "docx", "-o", "out", "-q"], (2, 3)),
    "template checked": Kind("hostile.docx", _house, _template,
                             ["template", "check", "hostile.docx", "--annotate", "out/a.docx", "--fix", "out/b.docx"],
                             (1, 2, 3, 4), leaves=("out/a.docx", "out/b.docx")),
    "posting in Word": Kind("hostile.docx", _file(DOCUMENTS / f"{POSTING}.docx"), _document,
                            ["check", "--text", "hostile.docx", "--annotate", "out/a.docx"], (1, 2),
                            leaves=("out/a.docx",)),
    "posting in HTML": Kind("hostile.html", _file(DOCUMENTS / f"{POSTING}.html"), _page,
                            ["check", "--text", "hostile.html"], (1, 2)),
    "posting in Markdown": Kind("hostile.md", _file(DOCUMENTS / f"{POSTING}.md"), _text,
                                ["check", "--text", "hostile.md"], (1, 2)),
    "posting in text": Kind("hostile.txt", _file(DOCUMENTS / f"{POSTING}.txt"), _text,
                            ["check", "--text", "hostile.txt"], (1, 2)),
    "letter in Word": Kind("hostile.docx", _file(DOCUMENTS / f"{LETTER}.docx"), _document,
                           ["check", "--letter", "hostile.docx"], (1, 2)),
    "letter in text": Kind("hostile.txt", _file(DOCUMENTS / f"{LETTER}.txt"), _text,
                           ["check", "--letter", "hostile.txt"], (1, 2)),
    "calling in Word": Kind("hostile.docx", _file(DOCUMENTS / f"{POSTING}.docx"), _document,
                            ["letter", f"--candidate={RIVERBEND.candidate}", "--posting=hostile.docx", "--yes",
                             *TO_TEXT]),
    "calling in HTML": Kind("hostile.html", _file(DOCUMENTS / f"{POSTING}.html"), _page,
                            ["letter", f"--candidate={RIVERBEND.candidate}", "--posting=hostile.html", "--yes",
                             *TO_TEXT]),
    "calling in text": Kind("hostile.txt", _file(EXAMPLES / "postings/northlight-backend-lead.txt"), _text,
                            ["letter", f"--candidate={RIVERBEND.candidate}", "--posting=hostile.txt", "--yes",
                             *TO_TEXT]),
    "calling in data": Kind("hostile.jsonld", lambda: b'{"@type": "JobPosting", "title": "Cook", '
                            b'"hiringOrganization": {"name": "Acme"}, "description": "<p>Cook well.</p>"}', _data,
                            ["letter", f"--candidate={RIVERBEND.candidate}", "--posting=hostile.jsonld", "--yes",
                             *TO_TEXT]),
    "logo": Kind("logo.png", _file(EXAMPLES / "companies/riverbend.png"), _png,
                 [*POST, *OWN_COMPANY, "-f", "html", "-o", "out", "-q"], beside=_logo("png")),
    "logo in JPEG": Kind("logo.jpg", attacks.jpeg, _jpeg, [*POST, *OWN_COMPANY, "-f", "html", "-o", "out", "-q"],
                         beside=_logo("jpg")),
    "drawing": Kind("logo.svg", _file(EXAMPLES / "companies/riverbend.svg"), _svg,
                    [*POST, *OWN_COMPANY, "-f", "html", "-o", "out", "-q"], beside=_logo("svg")),
    "page template": Kind("pages/page.html.j2", _file(TEMPLATES / "page.html.j2"), _pages,
                          [*POST, *JOB, "--pages=pages", "-f", "html", "-o", "out", "-q"], (2, 3), beside=_owned,
                          named="pages"),
    "page template for PDF": Kind("pages/page.html.j2", _file(TEMPLATES / "page.html.j2"), _drawn,
                                  [*POST, *JOB, "--pages=pages", "-f", "pdf", "-o", "out", "-q"], (2, 3),
                                  beside=_owned, named="pages"),
    "journal": Kind("out/.jdgen/journal.db", _a_journal, _journal_bytes, ["batch", "t.csv", *BATCH], (2, 4, 6),
                    beside=_table_beside, leaves=FAILED),
    "audited Word": Kind("hostile.docx", _file(DOCUMENTS / f"{POSTING}.docx"), _document,
                         ["audit", "hostile.docx"], (1, 2)),
    "audited page": Kind("hostile.html", _file(DOCUMENTS / f"{POSTING}.html"), _page,
                         ["audit", "hostile.html"], (1, 2)),
    "audited PDF": Kind("hostile.pdf", _a_pdf, lambda seed: attacks.of_any(seed, 5_000_100) | attacks.of_pdf(seed),
                        ["audit", "hostile.pdf"], (1, 2)),
}  # fmt: skip
