"""A page of ours as WeasyPrint takes it: read by a parser in C, under a sheet of defaults that has what we use alone.

WeasyPrint's own sheet makes five boxes of notes for each element before it finds that there are none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from xml.etree import ElementTree

import weasyprint

_EMPTY = re.compile(r"<((?:br|img|col|meta)\b[^>]*)>")
"""Elements without an end, which XML wants to see closed."""
_WRAPPED = re.compile(r'="[^"<]*[\n\t\r]')
"""A value of an attribute in which XML takes the ends of lines and tabs for spaces."""

_DEFAULTS = """
head, link, meta, style, title, script { display: none }
html, body, div, header, main, section, h1, h2, h3, h4, h5, h6, p, ol, ul { display: block }
li { display: list-item }
table { display: table; border-spacing: 2px; border-collapse: separate; border-color: gray }
table { box-sizing: border-box; text-indent: initial }
colgroup { display: table-column-group }
col { display: table-column }
thead { display: table-header-group; vertical-align: middle; border-color: inherit }
tbody { display: table-row-group; vertical-align: middle; border-color: inherit }
tr { display: table-row; vertical-align: inherit; border-color: inherit }
td, th { display: table-cell; padding: 1px; vertical-align: inherit; border-color: gray }
html { color-scheme: light }
body { margin: 8px }
p, ol, ul { margin-top: 1em; margin-bottom: 1em }
ol, ul { padding-left: 40px; counter-reset: list-item; break-before: avoid }
:is(ol, ul) :is(ol, ul) { margin-top: 0; margin-bottom: 0 }
ol { list-style-type: decimal }
ul { list-style-type: disc }
:is(ol, ul) ul { list-style-type: circle }
li::marker { font-variant-numeric: tabular-nums; white-space: pre; text-transform: none }
h1 { font-size: 2em; margin-top: .67em; margin-bottom: .67em; bookmark-level: 1 }
h2 { font-size: 1.5em; margin-top: .83em; margin-bottom: .83em; bookmark-level: 2 }
h3 { font-size: 1.17em; margin-top: 1em; margin-bottom: 1em; bookmark-level: 3 }
h4 { margin-top: 1.33em; margin-bottom: 1.33em; bookmark-level: 4 }
h1, h2, h3, h4 { font-weight: bold; bookmark-label: content(text); hyphens: manual }
h1, h2, h3, h4 { break-after: avoid; break-inside: avoid }
em { font-style: italic }
strong, th { font-weight: bold }
code { font-family: monospace }
a { color: blue; text-decoration: underline }
mark { background: yellow; color: black }
br::before { content: "\\A"; white-space: pre-line }
img { overflow: hidden }
@page {
  margin: 75px;
  @top-left { text-align: left; vertical-align: middle }
  @bottom-left { text-align: left; vertical-align: middle }
  @bottom-right { text-align: right; vertical-align: middle }
}
"""
"""What `html5_ua.css` of WeasyPrint says of the elements that our templates write."""


class Source(weasyprint.HTML):  # type: ignore[misc]
    """A page that our own templates made; those of somebody else go through WeasyPrint's own reader."""

    def __init__(self, text: str, fetcher: Any) -> None:
        root = _read(text)
        if root is None:
            super().__init__(string=text, url_fetcher=fetcher)
            return
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = weasyprint.cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, *_: bool) -> list[weasyprint.CSS]:
        return [defaults()]


@cache
def defaults() -> weasyprint.CSS:
    """Return the sheet of defaults, parsed."""
    return weasyprint.CSS(string=_DEFAULTS)


def _read(text: str) -> ElementTree.Element | None:
    """Return the tree of a page, or None where XML would read it otherwise than HTML."""
    if _WRAPPED.search(text):
        return None
    try:
        return ElementTree.fromstring(_EMPTY.sub(r"<\1/>", text).lstrip())  # noqa: S314 - our own page, no entities
    except ElementTree.ParseError:
        return None
