"""A finished HTML page, whoever made it: what stops its readers, what it loads and leads to, what is left in it."""

from __future__ import annotations

from collections.abc import Iterator

from jdgen.audit.files.html_access import access, addresses, shown, twice
from jdgen.audit.files.html_colors import colors
from jdgen.audit.files.html_page import Page, read
from jdgen.audit.files.html_reach import reach
from jdgen.audit.files.html_remains import jobs, remains
from jdgen.audit.files.html_unseen import unseen
from jdgen.audit.files.judged import Judged
from jdgen.errors import Problem, plural

_SAID = {
    "author": "author", "generator": "program", "description": "subject", "keywords": "keywords",
    "dcterms.created": "created", "dcterms.modified": "changed", "progid": "program",
}  # fmt: skip
"""What a page says of itself, by its names, and ours for it."""


def judge(data: bytes, source: str) -> Judged:
    """Return what is found in an HTML page; InputError says why one cannot be read at all."""
    page = read(data, source)
    seen = shown(page)
    links, wrong = addresses(page, seen)
    faults = [*_built(page), *access(page, seen), *wrong, *colors(page, seen), *unseen(page, seen), *reach(page)]
    faults += [*twice(page), *jobs(page), *remains(page, seen)]
    return Judged(source, "html", tuple(dict.fromkeys(faults)), tuple(links), tuple(_said(page)))


def _built(page: Page) -> Iterator[Problem]:
    if page.encoding and not page.is_fragment:
        yield Problem(page.encoding, page.place(), 'write `<meta charset="utf-8">` first in the head, and save it so',
                      "page.encoding")  # fmt: skip
    if not page.is_fragment and not _is_today(page.doctype):
        said = "has an outdated doctype" if page.doctype else "has no doctype"
        yield Problem(said, page.place(), "begin with `<!DOCTYPE html>`", "page.doctype")
    if page.open:
        first = min(page.open, key=lambda one: one.at)
        others = f", and {plural(len(page.open) - 1, 'other one')}" if len(page.open) > 1 else ""
        yield Problem(f"`<{first.name[:20]}>` has no end{others}", page.place(first), f"write `</{first.name[:20]}>`",
                      "page.unclosed")  # fmt: skip


_LEGACY = '<!doctype html system "about:legacy-compat"'


def _is_today(doctype: str) -> bool:
    """Return whether browsers lay a page out by today's rules, as they do with some older kinds too."""
    named = doctype.lower()
    if named in ("<!doctype html", _LEGACY):
        return True
    return "xhtml 1." in named or ("html 4.01" in named and ("transitional" not in named or "http" in named))


def _said(page: Page) -> Iterator[tuple[str, str]]:
    """Yield what a page says of itself."""
    for one in page.root.elements():
        name = one.get("name").lower()
        if one.name == "html" and one.get("lang"):
            yield "language", one.get("lang")
        elif one.name == "title" and one.words() and not any(outer.name == "svg" for outer in one.above()):
            yield "title", one.words()
        elif one.name == "meta" and name in _SAID and one.get("content"):
            yield _SAID[name], one.get("content")
