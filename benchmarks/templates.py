"""Word templates side by side: jdgen against a plain docxtpl loop, same template, same values, in one process.

Each turn fills the template once in each way, in turn, so that a busy machine slows all of them alike. docxtpl opens
the file, renders and saves it, as its documentation shows; jdgen compiles it once, and compares the words of each
finished file with those of the posting.
"""

import argparse
import gc
import io
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))
GOAL = 10.0


def template() -> bytes:
    """Return a template that both fill: loops in paragraphs and rows, every section by named values."""
    from docx import Document

    word = Document()
    word.core_properties.title = "Posting"
    word.add_heading("{{ posting.title }}", 0)
    word.add_paragraph("{{ posting.subtitle }}")
    table = word.add_table(rows=3, cols=2)
    table.cell(0, 0).text = "{%tr for fact in facts %}"
    table.cell(1, 0).text, table.cell(1, 1).text = "{{ fact.label }}", "{{ fact.value }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    word.add_paragraph("{{ why }}")
    for heading, name, value in (
        ("What you will do", "duties", "x.text"),
        ("What success looks like", "success", "x.text"),
        ("Must have", "must_have", "x.text"),
        ("Nice to have", "nice_to_have", "x.text"),
        ("Pay and benefits", "offer", "x"),
        ("Conditions", "conditions", "x"),
        ("How we hire", "process", "x"),
        ("Apply", "apply.all", "x"),
        ("About", "about", "x"),
        ("Legal", "legal", "x"),
    ):
        word.add_paragraph(heading, "Heading 1")
        if name == "apply.all":
            word.add_paragraph("{{ apply.text }}")
            continue
        word.add_paragraph("{%p for x in " + name + " %}")
        word.add_paragraph("{{ " + value + " }}", "List Bullet")
        word.add_paragraph("{%p endfor %}")
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def material():
    from datetime import date

    from jdgen.documents.locale import locale
    from jdgen.inputs.gather import Demand, Sources, gather

    company = ROOT / "examples" / "companies" / "riverbend.yaml"
    opening = ROOT / "examples" / "openings" / "riverbend-eng-214.yaml"
    sources = Sources("senior-software-engineer", company=company, opening=opening)
    return gather(sources, date(2026, 11, 20), locale("en-US"), Demand(role=True))


def main() -> None:
    from docxtpl import DocxTemplate

    from jdgen.documents.contract import values
    from jdgen.documents.posting import posting
    from jdgen.house.filling.filling import filled
    from jdgen.render import render
    from jdgen.render.options import PageOptions

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=40)
    turns = parser.parse_args().turns
    held = material()
    document = posting(held, held.profile)
    named, options, data = values(held, document), PageOptions(look=held.look), template()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "house.docx"
        path.write_bytes(data)

        def plain_loop() -> None:
            word = DocxTemplate(path)
            word.render(named, autoescape=True)
            word.save(io.BytesIO())

        ways = {
            "docxtpl, the same template": plain_loop,
            "jdgen --template": lambda: filled((data, "house.docx"), document, named, options, draft=False),
            "jdgen, built-in template": lambda: render(document, "docx", options),
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        for turn in range(turns + 3):
            gc.collect()
            for name, way in ways.items():
                start = time.perf_counter()
                way()
                if turn >= 3:  # the first turns compile
                    times[name].append(time.perf_counter() - start)
    base = statistics.median(times["docxtpl, the same template"])
    print(f"{'way':28} {'median':>9} {'least':>9} {'most':>9} {'per s':>7} {'ratio':>6}  goal")
    for name, taken in times.items():
        middle = statistics.median(taken)
        goal = "" if name.startswith("docxtpl") else f">= {GOAL:.0f}"
        least, most = min(taken) * 1000, max(taken) * 1000
        spread = f"{middle * 1000:6.2f} ms {least:6.2f} ms {most:6.2f} ms"
        print(f"{name:28} {spread} {1 / middle:7.0f} {base / middle:6.1f}  {goal}")


if __name__ == "__main__":
    main()
