"""The peers of a batch: plain loops of docxtpl and WeasyPrint, with their values ready-made and nothing checked."""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))


def word(held, document, out):
    """Return a function that makes a Word posting as the documentation of docxtpl shows: open, render, save."""
    from docxtpl import DocxTemplate
    from templates import template

    from jdgen.documents.contract import values

    named, path = values(held, document), out / "house.docx"
    path.write_bytes(template())

    def make(number):
        page = DocxTemplate(path)
        page.render({**named, "why": f"{named['why']} {number}"}, autoescape=True)
        page.save(out / f"posting-{number}.docx")

    return make


def page(document, out):
    """Return a function that makes a PDF posting as the documentation of WeasyPrint shows."""
    import pdf

    from jdgen.documents import tree
    from jdgen.render.pdf import engine

    engine()  # before WeasyPrint loads its libraries: the fonts of both ways are the same
    named = pdf.values(document, tree)
    subtitle, way = named["subtitle"], pdf.plain_way(named)

    def make(number):
        named["subtitle"] = f"{subtitle} {number}"
        (out / f"posting-{number}.pdf").write_bytes(way())

    return make


def main(name: str, count: str, folder: str) -> None:
    from templates import material

    from jdgen.documents.posting import posting

    held, out = material(), Path(folder)
    document = posting(held, held.profile)
    make = word(held, document, out) if name == "docxtpl" else page(document, out)
    for number in range(int(count)):
        make(number)
        print(json.dumps({"state": "made", "file": number}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:4])
