"""Cold starts side by side: whole commands in fresh processes, medians, and ratios to `import weasyprint`."""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))
YARDSTICK = "import weasyprint"
GOALS = {"jdgen --help": 0.22, "jdgen posting -f docx": 0.65, "jdgen posting -f docx,pdf": 1.75}


def posting_as_data(folder: Path) -> tuple[Path, Path]:
    """Write what the plain script takes: the words of the example posting, and a Word template with loops."""
    import yaml
    from docx import Document

    from jdgen.documents import tree

    document = compose()
    facts = [block for block in tree.blocks(document) if isinstance(block, tree.Facts)]
    pairs = [[fact.label, tree.plain(fact.inlines)] for block in facts for fact in block.facts]
    sections = []
    for section in document.sections[1:]:
        lists = [block for block in section.blocks if isinstance(block, tree.Bullets)]
        entries = [tree.plain(item.inlines) for block in lists for item in block.items]
        other = [block for block in section.blocks if not isinstance(block, tree.Bullets)]
        texts = [tree.plain(inlines) for block in other for inlines in tree.words_of(block)]
        sections.append({"title": tree.plain(section.title), "texts": texts, "items_": entries})
    data = folder / "posting.yaml"
    data.write_text(
        yaml.safe_dump(
            {"title": document.name, "company": tree.plain(document.subtitle), "facts": pairs, "sections": sections}
        )
    )
    word = Document()
    word.add_heading("{{ title }}", 0)
    word.add_paragraph("{{ company }}")
    table = word.add_table(rows=3, cols=2)
    table.cell(0, 0).text = "{%tr for label, value in facts %}"
    table.cell(1, 0).text, table.cell(1, 1).text = "{{ label }}", "{{ value }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    for line, style in (
        ("{%p for section in sections %}", None),
        ("{{ section.title }}", "Heading 1"),
        ("{%p for text in section.texts %}", None),
        ("{{ text }}", None),
        ("{%p endfor %}", None),
        ("{%p for item in section.items_ %}", None),
        ("{{ item }}", "List Bullet"),
        ("{%p endfor %}", None),
        ("{%p endfor %}", None),
    ):
        word.add_paragraph(line, style)
    template = folder / "plain-template.docx"
    word.save(str(template))
    return data, template


def compose():
    from datetime import date

    from jdgen.documents.locale import locale
    from jdgen.documents.posting import posting
    from jdgen.inputs.gather import Demand, Sources, gather

    sources = Sources("senior-software-engineer", company=COMPANY, opening=OPENING)
    material = gather(sources, date(2026, 11, 20), locale("en-US"), Demand(role=True))
    return posting(material, material.profile)


COMPANY = ROOT / "examples" / "companies" / "riverbend.yaml"
OPENING = ROOT / "examples" / "openings" / "riverbend-eng-214.yaml"


def commands(folder: Path) -> dict[str, list[str]]:
    data, template = posting_as_data(folder)
    jdgen = str(Path(sys.executable).parent / "jdgen")
    common = ["posting", "senior-software-engineer", "--company", str(COMPANY), "--opening", str(OPENING)]
    out = ["-o", str(folder), "--force", "-q"]
    found = {
        YARDSTICK: [sys.executable, "-c", "import weasyprint"],
        "jdgen --help": [jdgen, "--help"],
        "jdgen posting -f docx": [jdgen, *common, "-f", "docx", *out],
        "jdgen posting -f docx,pdf": [jdgen, *common, "-f", "docx,pdf", *out],
        "plain_script.py": [
            sys.executable, str(Path(__file__).parent / "plain_script.py"), str(data), str(template), str(folder)
        ],
    }  # fmt: skip
    office = shutil.which("soffice")
    if office:
        subprocess.run(found["jdgen posting -f docx"], check=True, capture_output=True)
        (word,) = folder.glob("*-posting.docx")
        profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
        found["soffice --convert-to pdf"] = [
            office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(word)
        ]  # fmt: skip
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        measured = commands(Path(folder))
        times: dict[str, list[float]] = {name: [] for name in measured}
        for turn in range(runs + 1):
            for name, command in measured.items():
                start = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True, env=environment)
                if turn:  # the first turn warms the disk
                    times[name].append(time.perf_counter() - start)
    yardstick = statistics.median(times[YARDSTICK])
    print(f"{'command':28} {'median':>8} {'ratio':>6}  goal")
    for name, taken in times.items():
        median = statistics.median(taken)
        goal = f"<= {GOALS[name]}" if name in GOALS else ""
        print(f"{name:28} {median * 1000:5.0f} ms {median / yardstick:6.2f}  {goal}")


if __name__ == "__main__":
    main()
