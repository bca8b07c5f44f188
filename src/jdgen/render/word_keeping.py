"""What stands together on a page in WordprocessingML, and what starts a fresh one."""

from __future__ import annotations

import re

_START = re.compile(
    r'(<w:pPr><w:pStyle w:val="(\w+)"/>(?:<w:keepNext/>)?(?:<w:keepLines/>)?)'
    r"(?:<w:pageBreakBefore/>)?(?:<w:spacing [^>]*>)?"
)
_KEPT = re.compile(r'(<w:pPr><w:pStyle w:val="\w+"/>)(<w:keepNext/>)?(<w:keepLines/>)?')
KEEP = "<w:keepNext/>"
KEEP_LINES = "<w:keepLines/>"
_NO_SPACE = '<w:spacing w:before="0"/>'


def fresh(xml: str) -> str:
    """Return the blocks on a fresh page; a heading there needs no space above it."""
    return _START.sub(_broken, xml, count=1)


def attached(xml: str) -> str:
    """Return the blocks with the last paragraph kept on the page of what follows."""
    end = xml.rfind("<w:p>")
    if end < 0 or xml.endswith("</w:tbl>"):
        return xml
    return xml[:end] + _KEPT.sub(r"\1<w:keepNext/>\3", xml[end:], count=1)


def closed(xml: str) -> str:
    """Return the blocks with their last paragraph, entry or row on the page of the small words that close them."""
    if not xml.endswith("</w:tbl>"):
        return attached(xml)
    end = xml.rfind("<w:tr>")
    return xml[:end] + _KEPT.sub(r"\1<w:keepNext/>\3", xml[end:])


def together(xml: str) -> str:
    """Return the blocks with all paragraphs whole, and kept on the page of the next one, but those that end them."""
    end = xml.rfind("<w:tr>") if xml.endswith("</w:tbl>") else xml.rfind("<w:p>")
    if end < 0:
        return xml
    return _KEPT.sub(r"\1<w:keepNext/><w:keepLines/>", xml[:end]) + _KEPT.sub(r"\1\2<w:keepLines/>", xml[end:])


def _broken(start: re.Match[str]) -> str:
    return f"{start[1]}<w:pageBreakBefore/>{_NO_SPACE if start[2].startswith('Heading') else ''}"
