"""PDF postings side by side: jdgen against a plain WeasyPrint loop making a page of the same look, in one process.

Each turn makes the page once in each way, in turn, so that a busy machine slows all of them alike. The plain loop is
what the documentation of WeasyPrint shows: a Jinja page with its style inside, `HTML(string=...).write_pdf()`. Its page
(`plain_page.html.j2`) has the type, colors, spacing, logo, table, columns, header and footer of ours, ordinary list
markers, the same fonts, found by name as installed ones are, and a style sheet of a quarter of the length of ours. It
has no tags, no archive standard, no document identifier, nothing checked. LibreOffice converts Word files of ours, many
in one process; Typst sets the same words on a page of the same measures.
"""

import argparse
import gc
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))
GOAL = 1.5
PLAIN = "plain WeasyPrint loop"
LOGO = ROOT / "examples" / "companies"
CONVERTED = 20


def values(document, tree):
    """Return the words of a posting as a plain template takes them."""

    def part(block):
        match block:
            case tree.Facts(rows=rows):
                pairs = [[(fact.label, tree.plain(fact.inlines)) for fact in row] for row in rows]
                return {"kind": "facts", "rows": pairs}
            case tree.Columns(columns=columns):
                named = [(one.label, tree.plain(one.blocks[0].inlines)) for one in columns]
                return {"kind": "columns", "columns": named}
            case tree.Bullets(items=items, ordered=ordered):
                entries = [markup(item.inlines) for item in items]
                return {"kind": "list", "tag": "ol" if ordered else "ul", "entries": entries}
        return {"kind": "text", "text": markup(block.inlines), "small": block.style == "small"}

    def markup(inlines):
        from markupsafe import Markup, escape

        runs = []
        for run in inlines:
            text = escape(run.text)
            text = Markup('<a href="{}">{}</a>').format(run.link, text) if run.link else text
            runs.append(Markup("<strong>{}</strong>").format(text) if run.bold else text)
        return Markup("").join(runs)

    sections = [
        {
            "title": tree.plain(section.title),
            "kind": "quiet" if section.quiet else "keep" if section.keep else "",
            "parts": [part(block) for block in section.blocks],
        }
        for section in document.sections
    ]
    return {
        "title": tree.plain(document.title),
        "subtitle": tree.plain(document.subtitle),
        "company": document.author,
        "foot": document.footer,
        "sections": sections,
    }


def typst_page(named):
    """Return the same page for Typst: the same type, measures, lists, table, columns, header and footer."""

    def text(value):
        return '#"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'

    def part(block):
        if block["kind"] == "facts":
            cells = [f"[{text(one)}]" for row in block["rows"] for pair in row for one in pair]
            return f'#table(columns: (15%, 35%, 15%, 35%), stroke: none, fill: rgb("#f5f7fa"), {", ".join(cells)})'
        if block["kind"] == "columns":
            cells = [f"[{text(label)} \\ {text(words)}]" for label, words in block["columns"]]
            return f"#grid(columns: (1fr, 1fr, 1fr), gutter: 6mm, {', '.join(cells)})"
        if block["kind"] == "list":
            sign = "-" if block["tag"] == "ul" else "+"
            return "\n".join(f"{sign} {text(one.striptags())}" for one in block["entries"])
        return text(block["text"].striptags())

    lines = [
        '#set page(paper: "us-letter", margin: (x: 0.9in, top: 0.7in, bottom: 0.75in), footer: context ['
        f"{text(named['foot'])} #h(1fr) Page #counter(page).display() of #counter(page).final().first()])",
        '#set text(font: "Source Sans Pro", size: 10.5pt, fill: rgb("#1f2933"))',
        '#show heading: set text(size: 14pt, fill: rgb("#0f4c5c"), weight: 600)',
        '#place(top + right, image("riverbend.svg", width: 119pt))',
        f"#text(24pt, weight: 600)[{text(named['title'])}]",
        text(named["subtitle"]),
    ]
    for section in named["sections"]:
        lines += [f"= {text(section['title'])}"] if section["title"] else []
        lines += map(part, section["parts"])
    return "\n\n".join(lines)


def typst_way(named, folder):
    """Return a function that sets the page by Typst, or None where it is not here."""
    try:
        import typst
    except ImportError:
        print("Typst: left out, the Python package `typst` is not installed")
        return None
    from jdgen.render.fonts import folder as fonts

    source = folder / "page.typ"
    shutil.copy(LOGO / "riverbend.svg", folder)
    compiler = typst.Compiler(font_paths=[str(fonts())], ignore_system_fonts=True, root=str(folder))

    numbers = count(1)

    def way():
        # another title each time: Typst keeps what it has set
        source.write_text(typst_page(named | {"title": f"{named['title']} {next(numbers)}"}), encoding="utf-8")
        return compiler.compile(str(source), format="pdf")

    return way


def plain_way(named):
    """Return the loop that the documentation of WeasyPrint shows."""
    from jinja2 import Environment, FileSystemLoader
    from weasyprint import HTML

    template = Environment(loader=FileSystemLoader(ROOT / "benchmarks"), autoescape=True).get_template(
        "plain_page.html.j2"
    )
    return lambda: HTML(string=template.render(named), base_url=f"{LOGO}/").write_pdf()


def convert(word, folder):
    """Print how long LibreOffice takes for a Word file of ours, with its start and without."""
    program = shutil.which("soffice")
    if program is None:
        print("LibreOffice: left out, `soffice` is not installed")
        return
    files = [folder / f"posting-{number}.docx" for number in range(CONVERTED)]
    for path in files:
        path.write_bytes(word)
    environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    taken = []
    for some in (files[:1], files[:1], files):
        start = time.perf_counter()
        command = [program, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(folder / "out"), *map(str, some)]
        subprocess.run(command, check=True, capture_output=True, env=environment)
        taken.append(time.perf_counter() - start)
    each = (taken[2] - taken[1]) / (CONVERTED - 1)
    whole = taken[2] / CONVERTED
    print(
        f"LibreOffice, {CONVERTED} files in one process: {whole * 1000:.0f} ms each with its start, "
        f"{each * 1000:.0f} ms without"
    )


def measure(ways, turns):
    """Return the times of each way, taken in turn."""
    times = {name: [] for name in ways}
    for turn in range(turns + 3):
        gc.collect()
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            if turn >= 3:  # the first turns load
                times[name].append(time.perf_counter() - start)
    return times


def main():
    from templates import material

    from jdgen.documents import tree
    from jdgen.documents.posting import posting
    from jdgen.render import html, pdf, render
    from jdgen.render.options import PageOptions

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=25)
    parser.add_argument("--no-office", action="store_true", help="leave LibreOffice out")
    parser.add_argument("--keep", type=Path, help="a folder for the files, to look at")
    asked = parser.parse_args()
    held = material()
    document = posting(held, held.profile)
    options, named = PageOptions(look=held.look), values(document, tree)
    pdf.engine()  # before WeasyPrint loads its libraries: the fonts of all ways are the same
    import weasyprint

    with tempfile.TemporaryDirectory() as name:
        ways = {
            PLAIN: plain_way(named),
            "the same, our HTML for browsers": lambda: weasyprint.HTML(
                string=html.render(document, options).decode()
            ).write_pdf(),
            "jdgen": lambda: render(document, "pdf", options),
            "Typst, the limit": typst_way(named, Path(name)),
        }
        ways = {way: make for way, make in ways.items() if make}
        if asked.keep:
            asked.keep.mkdir(parents=True, exist_ok=True)
            for number, make in enumerate(ways.values()):
                (asked.keep / f"{number}.pdf").write_bytes(make())
        times = measure(ways, asked.turns)
        base = statistics.median(times[PLAIN])
        print(f"{'way':32} {'median':>9} {'least':>9} {'most':>9} {'per s':>7} {'ratio':>6}  goal")
        for way, taken in times.items():
            middle, goal = statistics.median(taken), f">= {GOAL}" if way == "jdgen" else ""
            spread = f"{middle * 1000:6.1f} ms {min(taken) * 1000:6.1f} ms {max(taken) * 1000:6.1f} ms"
            print(f"{way:32} {spread} {1 / middle:7.1f} {base / middle:6.2f}  {goal}")
        if not asked.no_office:
            convert(render(document, "docx", options), Path(name))


if __name__ == "__main__":
    main()
