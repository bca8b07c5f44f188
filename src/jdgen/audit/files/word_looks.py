"""Words of a Word file that its readers cannot see: hidden, in the color of what is behind them, faint or tiny."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jdgen.audit.files.word_parts import FALLBACK, WordFile, fault
from jdgen.audit.files.word_styles import Styles, is_on, of_run, runs
from jdgen.errors import Place, Problem, plural, printable
from jdgen.house.opening.namespaces import DRAWING, w
from jdgen.inputs.brand.colors import contrast, shown

Element = Any
"""An lxml element."""
COVERED = "whether all words can be seen was not judged in some Word file: a picture or a shape lies behind them"
_ANCHOR = f"{{{DRAWING}}}anchor"
_INVISIBLE = 1.2
"""Up to this contrast nobody sees that there are words at all."""
_LARGE, _LARGE_BOLD = 18.0, 14.0
"""Points from which on less contrast will do (WCAG 1.4.3)."""
_SMALL, _TINY = 8.0, 3.0
_SHOWN = 40
_SEEN = {"vanish": "hidden", "white": "in the color of what is behind them", "tiny": "too small to be seen"}
Found = dict[tuple[str, str], tuple[Place, str, int]]
"""What is found by its kind and its color or size: the first place, its words, and how many words there are."""


def faint(file: WordFile, styles: Styles) -> Iterator[Problem]:
    """Yield what readers cannot see or hardly can, each color and size once."""
    found: Found = {}
    covered = is_covered(file)
    for _, root in file.stories():
        for paragraph in root.iter(w("p")):
            if next(paragraph.iterancestors(FALLBACK), None) is None:
                for run in runs(paragraph):
                    _look(file, styles, (paragraph, run), (found, covered))
    for (kind, what), (place, words, count) in found.items():
        said = f"`{printable(words.strip(), _SHOWN)}`"
        more = f" and {plural(count - 1, 'other piece')}" if count > 1 else ""
        if kind in _SEEN:
            verb = "are" if more or len(words.split()) > 1 else "is"
            mend = "delete it, or let everybody see it"
            yield fault("text.hidden", f"{said}{more} {verb} {_SEEN[kind]}{what}", place, mend)
        elif kind == "faint":
            yield fault("text.contrast", f"{said}{more}: {what}", place, "take a darker color, or a plain background")
        else:
            yield fault("text.small", f"{said}{more}: {what} points", place, "set it in 9 points or more")


def is_covered(file: WordFile) -> bool:
    """Return whether a picture or a shape lies behind the words of a page, so that nobody can tell their background."""
    return any(
        anchor.get("behindDoc") in ("1", "true") for _, root in file.stories() for anchor in root.iter(_ANCHOR)
    )


def _look(file: WordFile, styles: Styles, at: tuple[Element, Element], told: tuple[Found, bool]) -> None:
    paragraph, run = at
    found, covered = told
    words = of_run(run)
    if not any(map(str.isalnum, words)):
        return
    for kind, what in _kinds(styles, paragraph, run, covered):
        place, first, count = found.get((kind, what), (file.place(paragraph), words, 0))
        found[kind, what] = (place, first, count + 1)


def _kinds(styles: Styles, paragraph: Element, run: Element, covered: bool) -> Iterator[tuple[str, str]]:
    """Yield what keeps a run from being seen, the gravest alone."""
    if is_on(styles.of_run(paragraph, run, "vanish")):
        yield "vanish", ""
        return
    size = styles.size(paragraph, run)
    raised = styles.of_run(paragraph, run, "vertAlign")
    if size <= _TINY:
        yield "tiny", f" ({size:g} points)"
        return
    if size < _SMALL and (raised is None or raised.get(w("val")) == "baseline"):
        yield "small", f"{size:g}"
    pairs = [(c, b) for c in styles.colors(paragraph, run) for b in styles.behind(paragraph, run)]
    if not pairs or covered:
        return
    color, ground = max(pairs, key=lambda pair: contrast(*pair))
    best = contrast(color, ground)
    bold = is_on(styles.of_run(paragraph, run, "b"))
    needed = 3.0 if size >= _LARGE or (bold and size >= _LARGE_BOLD) else 4.5
    if best <= _INVISIBLE:
        yield "white", f" (#{color} on #{ground})"
    elif best < needed:
        yield "faint", f"#{color} on #{ground} has a contrast of {shown(best)}, under {needed:g}:1"
