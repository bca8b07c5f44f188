"""What of a part its readers see: the words of its paragraphs, without those that Word shows to nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from jdgen.house.opening.namespaces import COMPATIBILITY, w
from jdgen.house.opening.wordml import twips

_OFF: Final = ("0", "false", "off")
_LINE: Final = 100
"""The least height of a line of words in twentieths of a point; a row of a fixed height shows no more of them."""
_EITHER: Final = f"{{{COMPATIBILITY}}}AlternateContent"
_CHOICE: Final = f"{{{COMPATIBILITY}}}Choice"
_FALLBACK: Final = f"{{{COMPATIBILITY}}}Fallback"
_KNOWN: Final = (
    "http://schemas.microsoft.com/office/word/20", "http://schemas.microsoft.com/office/drawing/20",
    "http://schemas.openxmlformats.org/", "urn:schemas-microsoft-com:",
)  # fmt: skip
"""How the names of what programs know begin; whoever knows none of a choice shows what it falls back on."""
_PARAGRAPH, _RUN, _ROW, _CELL, _TABLE = map(w, ("p", "r", "tr", "tc", "tbl"))
_STYLED: Final = (w("pStyle"), w("rStyle"), w("tblStyle"))
# defense filled.deleted: words that are marked as deleted did not arrive
_GONE: Final = (w("moveFrom"), w("del"))
_NESTED: Final = (w("txbxContent"), _EITHER, *_GONE, w("vanish"), w("hidden"))
"""What stands within a paragraph and is none of its words, or hides some."""
SPACES: Final = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("sym"): " "}
_SAYING: Final = (w("t"), *SPACES)


def words_of(root: Any, hidden: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the words of each paragraph of a part as its readers see it; `hidden` are styles that show nothing.

    A tab is one, and the end of a line within a paragraph a line break.
    """
    if not _hides(root, hidden):
        # Most paragraphs hold nothing but words, and a kit has thousands of them.
        for paragraph in root.iter(_PARAGRAPH):
            yield "".join(SPACES.get(element.tag) or element.text or "" for element in paragraph.iter(*_SAYING))
        return
    lines: dict[Any, int] = {}
    for paragraph in root.iter(_PARAGRAPH):
        if all(_is_shown(above) for above in paragraph.iterancestors()):
            said = "".join(_words(paragraph, hidden, is_hidden=_is_paragraph_hidden(paragraph, hidden)))
            if said.strip() and _has_room(paragraph, lines):
                yield said


def hidden_styles(root: Any) -> frozenset[str]:
    """Return the ids of the styles whose words nobody sees; an empty one is that of what names no style."""
    # defense filled.hidden_styles: words in a style that hides them did not arrive
    if next(root.iter(w("vanish")), None) is None:
        return frozenset()
    styles = {style.get(w("styleId"), ""): style for style in root.iterfind(w("style"))}
    usual = _is_on(root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('vanish')}"))
    paragraphs = [name for name, style in styles.items() if style.get(w("type"), "paragraph") == "paragraph"]
    found = {name for name in styles if _vanishes(styles, name, usual=usual and name in paragraphs)}
    named_by_none = [name for name in paragraphs if styles[name].get(w("default")) in ("1", "true", "on")]
    is_usual_hidden = any(name in found for name in named_by_none) if named_by_none else usual
    return frozenset({*found, ""}) if is_usual_hidden else frozenset(found)


def _vanishes(styles: dict[str, Any], name: str, *, usual: bool) -> bool:
    """Return whether a style hides its words; the nearest of those that it stands on decides, else what is usual."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        found = styles[name].find(f"{w('rPr')}/{w('vanish')}")
        if found is not None:
            return _is_on(found)
        based = styles[name].find(w("basedOn"))
        name = "" if based is None else based.get(w("val"), "")
    return usual


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get(w("val"), "1").lower() not in _OFF


def _hides(root: Any, hidden: frozenset[str]) -> bool:
    """Return whether anything in a part may hide words."""
    if "" in hidden or next(root.iter(*_NESTED), None) is not None:
        return True
    if any(height.get(w("hRule")) == "exact" for height in root.iter(w("trHeight"))):
        return True
    return bool(hidden) and any(style.get(w("val")) in hidden for style in root.iter(*_STYLED))


def _is_shown(element: Any) -> bool:
    """Return whether what stands in an element is shown, as far as that element says."""
    tag = element.tag
    if tag in (_CHOICE, _FALLBACK):
        return element is _shown_of(element.getparent())
    if tag == _ROW:
        properties = element.find(w("trPr"))
        marks: Iterable[Any] = () if properties is None else (properties.find(w("del")), properties.find(w("hidden")))
        return not any(map(_is_on, marks))
    return tag not in _GONE and not (tag == _RUN and _is_on(element.find(f"{w('rPr')}/{w('vanish')}")))


def _shown_of(either: Any) -> Any:
    """Return the one of several contents that is shown: the first that programs know, else what is for all others."""
    for one in either:
        if one.tag == _FALLBACK:
            return one
        needs = [one.nsmap.get(prefix) or "" for prefix in one.get("Requires", "").split()]
        if one.tag == _CHOICE and all(need.startswith(_KNOWN) for need in needs):
            return one
    return None


def _is_paragraph_hidden(paragraph: Any, hidden: frozenset[str]) -> bool:
    """Return whether the style of a paragraph, or that of a table around it, hides its words."""
    if not hidden:
        return False
    tables = paragraph.iterancestors(_TABLE)
    return _wears(paragraph, "p") in hidden or any(_wears(table, "tbl") in hidden - {""} for table in tables)


def _wears(element: Any, kind: str) -> str:
    style = element.find(f"{w(f'{kind}Pr')}/{w(f'{kind}Style')}")
    return "" if style is None else style.get(w("val"), "")


def _words(element: Any, hidden: frozenset[str], *, is_hidden: bool) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _SAYING:
            yield SPACES.get(tag) or child.text or ""
        elif tag == _EITHER:
            shown = _shown_of(child)
            yield from () if shown is None else _words(shown, hidden, is_hidden=is_hidden)
        elif tag == _RUN and _is_run_hidden(child, hidden, is_hidden=is_hidden):
            continue
        elif tag not in (_PARAGRAPH, w("txbxContent"), *_GONE):
            yield from _words(child, hidden, is_hidden=is_hidden)


def _is_run_hidden(run: Any, hidden: frozenset[str], *, is_hidden: bool) -> bool:
    """Return whether a run is hidden: what it says of itself comes before its style, and before its paragraph's."""
    # defense filled.hidden: words that nobody sees did not arrive
    own = run.find(f"{w('rPr')}/{w('vanish')}")
    if own is not None:
        return _is_on(own)
    return is_hidden or (_wears(run, "r") in hidden and _wears(run, "r") != "")


def _has_room(paragraph: Any, lines: dict[Any, int]) -> bool:
    """Return whether a paragraph in a row of a fixed height stands where it is seen; `lines` counts those above it."""
    for cell in paragraph.iterancestors(_CELL):
        height = cell.getparent().find(f"{w('trPr')}/{w('trHeight')}")
        if height is not None and height.get(w("hRule")) == "exact":
            lines[cell] = lines.get(cell, 0) + 1
            # defense filled.fixed_rows: words below the edge of a row of a fixed height did not arrive
            if lines[cell] * _LINE > twips(height.get(w("val"), "")):
                return False
    return True
