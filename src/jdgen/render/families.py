"""The fonts that a look asks for, as this machine has them; loads the system libraries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from weasyprint.text.ffi import ffi, fontconfig
from weasyprint.text.fonts import FontConfiguration

from jdgen.documents.look import Look
from jdgen.errors import MachineError, Problem, printable
from jdgen.render.fonts import STACK

_FOUND = 0
"""What fontconfig answers where a pattern has the value that it is asked for."""
_KINDS = {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math", "emoji"}
"""What a list of fonts may end in for whatever this machine has of a kind."""


def chosen(configuration: FontConfiguration, look: Look) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the font of the text and that of the headings, each the first of its names that is here; none is ours.

    Raise MachineError where none of the names is: another font in its place would be noticed by nobody.
    """
    wanted = {"text": look.body_font, "headings": look.heading_font or look.body_font}
    here = {part: [name for name in names if _is_here(configuration, name)] for part, names in wanted.items()}
    problems = [_missing(part, wanted[part]) for part, names in here.items() if wanted[part] and not names]
    if problems:
        raise MachineError(problems[:1] if wanted["text"] == wanted["headings"] else problems)
    return tuple(here["text"][:1]), tuple(here["headings"][:1])


def absent(configuration: FontConfiguration, lists: Iterable[tuple[str, ...]]) -> list[str]:
    """Return the first name of each list of which no font is here, unless the list ends as ours does, or in a kind."""
    own = {_folded(name.strip(' "')) for name in STACK.split(",")} | _KINDS
    wanted = (names for names in lists if names and _folded(names[-1]) not in own)
    missing = (names[0] for names in wanted if not _is_here(configuration, names[0]))
    return list(dict.fromkeys(missing))


def _is_here(configuration: FontConfiguration, name: str) -> bool:
    """Return whether a font of this name is what fontconfig finds for it; it answers with another where there is none.

    It tells no capitals from small letters and heeds no spaces.
    """
    pattern = fontconfig.FcPatternCreate()
    # as bytes that live until fontconfig has copied them
    asked = ffi.new("FcChar8[]", name.encode())
    fontconfig.FcPatternAddString(pattern, b"family", asked)
    fontconfig.FcDefaultSubstitute(pattern)
    result = ffi.new("FcResult *")
    match = fontconfig.FcFontMatch(configuration._config, pattern, result)
    fontconfig.FcPatternDestroy(pattern)
    if match == ffi.NULL:
        return False
    try:
        return _folded(name) in map(_folded, _names(match))
    finally:
        fontconfig.FcPatternDestroy(match)


def _names(match: Any) -> Iterator[str]:
    """Yield the names of a font; it may have one for each language."""
    value = ffi.new("FcChar8 **")
    number = 0
    while fontconfig.FcPatternGetString(match, b"family", number, value) == _FOUND:
        yield ffi.string(value[0]).decode(errors="replace")
        number += 1


def _folded(name: str) -> str:
    return "".join(name.split()).casefold()


def _missing(part: str, names: tuple[str, ...]) -> Problem:
    shown = " or ".join(f"`{printable(name)}`" for name in names)
    message = f"the font of the {part}, {shown}, is not on this machine; no PDF was made"
    return Problem(message, hint="install it, put a font behind it in `brand.fonts` that is here, or leave out pdf")
