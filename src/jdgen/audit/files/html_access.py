"""What stops people who hear a page, enlarge it, or use no mouse: language, order, pictures, fields, tables, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from jdgen.audit.files import links
from jdgen.audit.files.html_page import Element, Page
from jdgen.audit.files.judged import Link
from jdgen.errors import Problem, plural, printable

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_HEADING = re.compile(r"h[1-6]")
_FILE_NAME = re.compile(r"[\w\-. ()]{1,80}\.(?:png|jpe?g|gif|bmp|tiff?|svg|webp|docx?|html?)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_SCALE = re.compile(r"maximum-scale\s{0,9}=\s{0,9}(\d(?:\.\d{1,3})?)")
_FIXED = re.compile(r"user-scalable\s{0,9}=\s{0,9}(?:no|0)\b", re.IGNORECASE)
_UNNAMED = frozenset(("hidden", "submit", "reset", "button", "image"))


def is_hidden(element: Element) -> bool:
    """Return whether nobody sees or hears an element, by what it says itself."""
    if "hidden" in element.attributes or element.name == "template":
        return True
    return bool(_HIDDEN.search(element.get("style")[:2000]))


def shown(page: Page) -> list[Element]:
    """Return the elements that somebody sees or hears, in order."""
    found: list[Element] = []
    waiting = [page.root]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting.extend(i for i in reversed(one.inside) if isinstance(i, Element) and not is_hidden(i))
    return found


def access(page: Page, seen: list[Element]) -> Iterator[Problem]:
    """Yield what stops somebody; `seen` are the elements that are shown."""
    if not page.is_fragment:
        yield from _of_page(page, seen)
    yield from _headings(page, seen)
    yield from _pictures(page, seen)
    yield from _fields(page, seen)
    yield from _tables(page, seen)
    yield from _media(page, seen)


def _of_page(page: Page, seen: list[Element]) -> Iterator[Problem]:
    root = next((one for one in seen if one.name == "html"), None)
    language = root.get("lang") or root.get("xml:lang") if root else ""
    if not _LANGUAGE.fullmatch(language):
        said = f"has a language that is none: `{printable(language, 20)}`" if language else "does not say its language"
        yield Problem(said, page.place(root or 0), 'write it as `<html lang="en-US">`', "language.missing")
    title = next((one for one in seen if one.name == "title" and not _drawn(one)), None)
    words = title.words() if title else ""
    if not words or _FILE_NAME.fullmatch(words):
        said = f"is titled like a file: `{printable(words, 60)}`" if words else "has no title"
        yield Problem(said, page.place(title or 0), "write what it is into `<title>`", "title.missing")
    mains = [one for one in seen if one.name == "main" or one.get("role") == "main"]
    if len(mains) != 1:
        said = f"has {len(mains)} main parts" if mains else "does not say which part of it is the main one"
        yield Problem(said, page.place(mains[1] if mains else 0), "set what it is about into one `<main>`", "page.main")
    for one in seen:
        content = one.get("content")
        if one.name == "meta" and one.get("name").lower() == "viewport":
            scale = _SCALE.search(content)
            if _FIXED.search(content) or (scale and float(scale[1]) < 2):
                yield Problem("forbids its readers to enlarge it", page.place(one),
                              "take `user-scalable` and `maximum-scale` out", "page.zoom")  # fmt: skip


def _drawn(element: Element) -> bool:
    return any(one.name == "svg" for one in element.above())


def _headings(page: Page, seen: list[Element]) -> Iterator[Problem]:
    before = 1 if page.is_fragment else 0
    for one in seen:
        if not _HEADING.fullmatch(one.name):
            continue
        level = int(one.name[1])
        if level > before + 1:
            after = f"follows one of level {before}" if before else "is the first"
            yield Problem(f"a heading of level {level} {after}: `{printable(one.words(), 40)}`", page.place(one),
                          f"make it `<h{before + 1}>`", "heading.jump")  # fmt: skip
        elif not one.words() and not any(inner.get("alt") for inner in one.elements()):
            yield Problem("a heading has no words", page.place(one), "write some, or take it out", "heading.jump")
        before = level


def _pictures(page: Page, seen: list[Element]) -> Iterator[Problem]:
    for one in seen:
        drawn = one.name == "svg" and one.get("role") == "img"
        if one.name not in ("img", "area") and not drawn and not (one.name == "input" and one.get("type") == "image"):
            continue
        if one.get("role") in ("presentation", "none") or _unheard(one) or _labelled(one) or one.get("title"):
            continue
        if drawn:
            if not any(inner.name == "title" and inner.words() for inner in one.elements()):
                yield _nothing_said(page, one)
        elif "alt" not in one.attributes or (one.name != "img" and not one.get("alt")):
            if not (one.name == "area" and "href" not in one.attributes):
                yield _nothing_said(page, one)
        elif _FILE_NAME.fullmatch(one.get("alt")):
            yield Problem(f"a picture is described by the name of its file: `{printable(one.get('alt'), 40)}`",
                          page.place(one), "say what it shows", "picture.alt")  # fmt: skip


def _nothing_said(page: Page, one: Element) -> Problem:
    return Problem("a picture has no words for those who cannot see it", page.place(one),
                   'say what it shows in `alt`; write `alt=""` if it only adorns', "picture.alt")  # fmt: skip


def _labelled(one: Element) -> bool:
    return bool(one.get("aria-label") or one.get("aria-labelledby"))


def _unheard(one: Element) -> bool:
    return any(outer.get("aria-hidden") == "true" for outer in one.above())


def _fields(page: Page, seen: list[Element]) -> Iterator[Problem]:
    named = {one.get("for") for one in seen if one.name == "label" and one.words()}
    for one in seen:
        asks = one.name in ("select", "textarea") or (one.name == "input" and one.get("type").lower() not in _UNNAMED)
        if asks and not (_labelled(one) or one.get("title") or (one.get("id") and one.get("id") in named)):
            outer = next((label for label in one.above() if label.name == "label"), None)
            if not (outer and outer.words()):
                name = f": `{printable(one.get('name'), 40)}`" if one.get("name") else ""
                yield Problem(f"a form field does not say what to fill in{name}", page.place(one),
                              "give it a `<label>`", "field.name")  # fmt: skip
        elif one.name == "button" and not (named_by(one) or one.get("title")):
            yield Problem("a button does not say what it does", page.place(one), "write it into it", "field.name")


def named_by(element: Element) -> str:
    """Return the words that an element is called by: its own, its label, or those of its pictures."""
    alts = [one.get("alt") or one.get("aria-label") for one in element.elements()]
    drawn = [one.words() for one in element.elements() if one.name == "title"]
    return element.words() or element.get("aria-label") or " ".join(filter(None, alts + drawn)) or (
        element.get("aria-labelledby") or element.get("title")
    )


def _tables(page: Page, seen: list[Element]) -> Iterator[Problem]:
    for one in seen:
        if one.name != "table" or one.get("role") in ("presentation", "none"):
            continue
        rows = [row for row in one.elements() if row.name == "tr" and _table_of(row) is one]
        cells = [[c for c in row.inside if isinstance(c, Element) and c.name in ("td", "th")] for row in rows]
        heads = [cell for row in cells for cell in row if cell.name == "th"]
        if len(rows) > 1 and max(map(len, cells)) > 1 and not heads:
            yield Problem("a table has no header cells", page.place(one),
                          'make those of its first row `<th scope="col">`', "table.header")  # fmt: skip
        down = [cell for row in cells[1:] for cell in row if cell.name == "th"]
        across = [cell for cell in cells[0] if cell.name == "th"] if cells else []
        bare = [cell for cell in down + across if not cell.get("scope") and not cell.get("id")]
        if down and across and bare:
            yield Problem(f"a table has {plural(len(bare), 'header cell')} that do not say whether they head a row or "
                          "a column", page.place(bare[0]), 'write `scope="col"` or `scope="row"`',
                          "table.scope")  # fmt: skip


def _table_of(element: Element) -> Element | None:
    return next((one for one in element.above() if one.name == "table"), None)


def _media(page: Page, seen: list[Element]) -> Iterator[Problem]:
    for one in seen:
        plays = one.name in ("audio", "video") and "autoplay" in one.attributes and "muted" not in one.attributes
        if plays or one.name == "bgsound":
            yield Problem("plays a sound by itself", page.place(one), "take `autoplay` out", "media.plays")


def addresses(page: Page, seen: list[Element]) -> tuple[list[Link], list[Problem]]:
    """Return where a page leads, and what is wrong with it."""
    found: list[Link] = []
    faults: list[Problem] = []
    marks = {one.get("id") for one in page.root.elements()} | {one.get("name") for one in seen if one.name == "a"}
    for one in seen:
        if one.name not in ("a", "area") or "href" not in one.attributes:
            continue
        link = Link(one.get("href"), page.place(one), named_by(one))
        found.append(link)
        faults.extend(_wrong(link, marks))
        if one.name == "a" and any(outer.name == "a" for outer in list(one.above())[1:]):
            faults.append(Problem("a link stands in a link", link.place, "end the first one before", "link.nested"))
        if one.name == "a" and not link.words and not _unheard(one):
            faults.append(Problem("a link has no words", link.place, "say where it leads", "link.silent"))
    return found, faults


def _wrong(link: Link, marks: set[str]) -> Iterator[Problem]:
    named = printable(link.address, 80)
    if why := links.unsafe(link.address):
        yield Problem(f"`{named or 'an empty address'}` {why}", link.place,
                      "link to a page, an e-mail address or a telephone number", "link.unsafe")  # fmt: skip
    elif link.address.startswith("#") and link.address not in ("#", "#top") and link.address[1:] not in marks:
        yield Problem(f"`{named}` leads to a place that the page does not have", link.place,
                      "give that place the `id`", "link.broken")  # fmt: skip
    elif links.lies(link.words, link.address):
        yield Problem(f"the words `{printable(link.words, 60)}` lead to `{named}`", link.place,
                      "let the words and the link name the same address", "link.lies")  # fmt: skip
    elif links.says_nothing(link.words):
        yield Problem(f"the words of a link are `{printable(link.words, 40)}`", link.place, "say where it leads",
                      "link.words")  # fmt: skip
    elif links.is_bare(link.words):
        yield Problem(f"the words of a link are its address: `{printable(link.words, 60)}`", link.place,
                      "name the page instead", "link.bare")  # fmt: skip


def twice(page: Page) -> Iterator[Problem]:
    """Yield each id that a page has more than once."""
    counts = Counter(one.get("id") for one in page.root.elements() if one.get("id"))
    told: set[str] = set()
    for one in page.root.elements():
        name = one.get("id")
        if counts[name] > 1 and name not in told:
            told.add(name)
            yield Problem(f"has {counts[name]} elements of the id `{printable(name, 40)}`", page.place(one),
                          "give each its own", "page.ids")  # fmt: skip
