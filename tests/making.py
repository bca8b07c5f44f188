"""Documents and files made from the examples, in this process, for tests that compare many of them."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import DAY, EXAMPLES
from jdgen.documents.locale import locale
from jdgen.documents.material import Material
from jdgen.documents.tree import Document
from jdgen.inputs.brand.themes import built_in
from jdgen.inputs.gather import Demand, Sources, gather
from jdgen.pipeline import compose
from jdgen.render import render
from jdgen.render.options import PageOptions

KINDS = ("posting", "rubric", "letter")
ROLE = "senior-software-engineer"


class Example(NamedTuple):
    """The input files of one example, and the locale its documents are made in."""

    company: Path
    opening: Path
    candidate: Path
    locale: str

    @property
    def files(self) -> list[str]:
        """The inputs of a kit, as options of the command."""
        return [f"--{root}={getattr(self, root)}" for root in ("company", "opening", "candidate")]

    def of(self, kind: str) -> list[str]:
        """The inputs that the command of one document takes."""
        return self.files if kind == "letter" else self.files[:2]


RIVERBEND = Example(
    EXAMPLES / "companies/riverbend.yaml",
    EXAMPLES / "openings/riverbend-eng-214.yaml",
    EXAMPLES / "candidates/dana-reyes.yaml",
    "en-US",
)
LINDQVIST = Example(
    EXAMPLES / "companies/lindqvist.yaml",
    EXAMPLES / "openings/lindqvist-7.yaml",
    EXAMPLES / "candidates/tomasz-zielinski.resume.json",
    "en-GB",
)
PLAIN_LOOK = built_in("plain").look
"""The look of the theme for software that reads documents: no colors, lines or tables."""
EXAMPLE = {"riverbend": RIVERBEND, "lindqvist": LINDQVIST}


def material(example: Example = RIVERBEND, *settings: str, **changes: object) -> Material:
    """Return the material of an example; `settings` are those of `--set`, `changes` are fields of Sources."""
    named = {"company": example.company, "opening": example.opening, "candidate": example.candidate}
    sources = Sources(**({"role": ROLE, **named, "settings": settings} | changes))
    return gather(sources, date.fromisoformat(DAY), locale(example.locale), Demand(outlines=True))


@cache
def document(kind: str, name: str = "riverbend", *settings: str) -> Document:
    """Return the tree of an example's document."""
    return compose(kind, material(EXAMPLE[name], *settings))


@lru_cache(maxsize=64)
def rendered(tree: Document, suffix: str, options: PageOptions) -> bytes:
    """Return a rendered document, made once for all tests that look at the same one."""
    return render(tree, suffix, options)


def need_fonts(*names: str) -> None:
    """Skip a test on a machine that lacks a font which it sets a page in."""
    from jdgen.render import families, pdf

    gone = [name for name in names if not families._is_here(pdf.engine()._fonts, name)]
    if gone:
        pytest.skip(f"not installed: {', '.join(gone)}; run: sh tools/system.sh test")
