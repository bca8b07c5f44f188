"""The tags of a PDF, set right: WeasyPrint writes PDF/A-2a, and PDF/UA-1 asks for a little more in the same file.

Each repair names what WeasyPrint 70 leaves; none of it shows on the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pydyf

# ISO 14289-1 asks for its mark in the one XMP block, and ISO 19005-2 that the mark's schema is described there.
_ACCESSIBLE = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates which part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def repair(document: Any, pdf: Any) -> None:
    """Make the PDF/A-2a file a PDF/UA-1 file too; WeasyPrint calls it as the `finisher` of a document."""
    # defense pdf.identified: a PDF says which standards it meets
    _identify(pdf)
    settle(document, pdf)


def settle(document: Any, pdf: Any) -> None:
    """Set right what any tagged file of WeasyPrint needs, whichever standard it says it meets."""
    # defense pdf.page_lines: headers and footers are not read aloud in the middle of a sentence
    _hide_page_lines(pdf)
    # defense pdf.scopes: each head of a table says what it heads
    _scope_headers(document)


def at(pdf: Any, reference: bytes) -> Any:
    """Return the object that a reference such as `12 0 R` names."""
    return pdf.objects[int(reference.split()[0])]


def _elements(pdf: Any) -> Iterator[Any]:
    """Yield the structure elements."""
    for item in tuple(pdf.objects):
        if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem":
            yield item


def _identify(pdf: Any) -> None:
    """Write beside PDF/A-2a that the file is PDF/UA-1 too; WeasyPrint knows one variant only."""
    stream = at(pdf, pdf.catalog["Metadata"])
    before, end, after = stream.stream[0].rpartition(b"</rdf:RDF>")
    if not end:
        raise RuntimeError("WeasyPrint wrote no XMP block to mark")
    stream.stream = [before + _ACCESSIBLE + end + after]
    stream.compress = False


def _hide_page_lines(pdf: Any) -> None:
    """Mark headers and footers as artifacts: their elements hang outside the tree, and readers would speak them."""
    root = at(pdf, pdf.catalog["StructTreeRoot"])
    document = at(pdf, root["K"][0])

    def outside(element: Any) -> bool:
        while (parent := at(pdf, element["P"])) is not document:
            element = parent
        return element.reference not in document["K"]

    orphans = {item.reference: item for item in _elements(pdf) if item is not document and outside(item)}
    make_artifacts(pdf, orphans, "/Pagination")


def make_artifacts(pdf: Any, elements: Mapping[bytes, Any], kind: str) -> None:
    """Mark the content of elements as artifacts of a kind, and empty the elements, which are given by reference."""
    numbers = at(pdf, at(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    for number, page in enumerate(pdf.page_references):
        parents = numbers[2 * number + 1]
        content = at(pdf, at(pdf, page)["Contents"]).stream
        for index, item in enumerate(content):
            if isinstance(item, pydyf.Dictionary) and "MCID" in item and parents[item["MCID"]] in elements:
                parents[item["MCID"]] = b"null"
                content[index - 1 : index + 1] = ["/Artifact", pydyf.Dictionary({"Type": kind})]
    for element in elements.values():
        element.clear()


def _scope_headers(document: Any) -> None:
    """Say of each header cell whether it heads a row or a column."""
    for page in document.pages:
        for box in page._page_box.descendants():
            cell = getattr(box, "mark", None)
            if isinstance(cell, pydyf.Dictionary) and cell.get("S") == "/TH":
                cell["A"]["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
