"""What a page starts and whom it tells that it was opened: scripts, frames, forms, and what it loads from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdgen.audit.files.html_page import Element, Page
from jdgen.errors import Problem, plural, printable

_DATA = re.compile(r"(?:application/(?:ld\+)?json|text/(?:template|html|x-[\w-]+)|importmap|speculationrules)\b")
_LOADED = {
    "img": ("src",), "source": ("src",), "video": ("src", "poster"), "audio": ("src",), "track": ("src",),
    "embed": ("src",), "object": ("data",), "iframe": ("src",), "frame": ("src",), "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"), "input": ("src",), "body": ("background",), "table": ("background",),
    "td": ("background",), "bgsound": ("src",), "applet": ("archive", "code"), "html": ("manifest",),
}  # fmt: skip
"""What is loaded as soon as the page is opened."""
_LINKED = re.compile(
    r"\b(?:stylesheet|icon|preload|prefetch|modulepreload|preconnect|dns-prefetch|manifest|prerender|import)\b"
)
_URL = re.compile(r"url\(\s{0,9}[\"']?([^\"')]{1,2000})|@import\s{1,9}[\"']([^\"']{1,2000})", re.IGNORECASE)
_REFRESH = re.compile(r"\d{0,9}[\d.]{0,9}\s{0,9}[;,]?\s{0,9}(?:url\s{0,9}=\s{0,9})?[\"']?([^\"']*)", re.IGNORECASE)
_FRAMES = frozenset(("iframe", "frame", "object", "embed", "applet", "portal", "fencedframe"))
_INLINE = "set it into the page"
_TAKE_OUT = "take it out"
_SIZE = re.compile(r"\d{1,9}(?:\.\d{1,9})?[wxh],?|,")
"""What stands behind an address of several: for which screens it is."""
_PIXEL = frozenset(("0", "1", "0px", "1px"))


def reach(page: Page) -> Iterator[Problem]:
    """Yield what a page starts and loads, also in parts that are hidden: those are loaded like others."""
    handlers: list[tuple[Element, str]] = []
    for one in page.root.elements():
        handlers += [(one, name) for name in one.attributes if name.startswith("on") and len(name) > 3]
        yield from _runs(page, one)
        yield from _sends(page, one)
        yield from _loads(page, one)
    if handlers:
        one, name = handlers[0]
        often = f", and {plural(len(handlers) - 1, 'other one')}" if len(handlers) > 1 else ""
        yield Problem(f"runs a script by `{printable(name, 30)}`{often}", page.place(one), _TAKE_OUT, "file.runs")


def _runs(page: Page, one: Element) -> Iterator[Problem]:
    if one.name == "script" and not _DATA.match(one.get("type").lower()):
        from_where = f" from `{printable(one.get('src'), 80)}`" if one.get("src") else ""
        if from_where or one.words() or "".join(part for part in one.inside if isinstance(part, str)).strip():
            yield Problem(f"runs a script{from_where}", page.place(one), _TAKE_OUT, "file.runs")
    elif one.name == "iframe" and one.get("srcdoc"):
        yield Problem("shows a page within the page", page.place(one), _INLINE, "file.runs")


def _sends(page: Page, one: Element) -> Iterator[Problem]:
    for name in ("action", "formaction", "ping"):
        address = one.get(name)
        if address and not address.startswith("#") and not address.lower().startswith("mailto:"):
            yield Problem(f"sends what its readers do to `{printable(address, 80)}`", page.place(one),
                          "link to the page where they apply", "file.reaches_out")  # fmt: skip
    if one.name == "meta" and one.get("http-equiv").lower() == "refresh":
        found = _REFRESH.match(one.get("content"))
        address = found[1].strip() if found else ""
        said = f"leaves for `{printable(address, 80)}` by itself" if address else "loads itself again and again"
        yield Problem(said, page.place(one), _TAKE_OUT, "file.reaches_out")
    elif one.name == "base" and one.get("href"):
        yield Problem(f"leads all short addresses to `{printable(one.get('href'), 80)}`", page.place(one),
                      "write each address whole", "file.reaches_out")  # fmt: skip


def _loads(page: Page, one: Element) -> Iterator[Problem]:
    told: set[str] = set()
    for what, address in _addresses(one):
        if not _is_elsewhere(address) or address in told:
            continue
        told.add(address)
        named = f"`{printable(address, 80)}`"
        pixel = one.name == "img" and {one.get("width"), one.get("height")} <= _PIXEL
        yield Problem(f"loads {'a picture of one dot, as those who count readers do,' if pixel else what} from {named}",
                      page.place(one), _INLINE if not pixel else _TAKE_OUT, "file.reaches_out")  # fmt: skip


def _addresses(one: Element) -> Iterator[tuple[str, str]]:
    """Yield what an element loads: what it is, and from where."""
    what = "a page" if one.name in _FRAMES else "a recording" if one.name in ("audio", "video") else "a picture"
    for name in _LOADED.get(one.name, ()):
        yield what, one.get(name)
    for part in one.get("srcset").split() if one.name in ("img", "source") else ():
        if not _SIZE.fullmatch(part):
            yield what, part.strip(",")
    if one.name == "link" and _LINKED.search(one.get("rel").lower()):
        yield "a style, a font or an icon", one.get("href")
    styles = [one.get("style")]
    if one.name == "style":
        styles += [part for part in one.inside if isinstance(part, str)]
    for style in styles:
        for found in _URL.finditer(style):
            yield "a style, a font or a picture", (found[1] or found[2]).strip()


def _is_elsewhere(address: str) -> bool:
    """Return whether an address is neither within the page nor a picture that is set into it."""
    return bool(address) and not address.startswith("#") and not address.lower().startswith(("data:", "about:"))
