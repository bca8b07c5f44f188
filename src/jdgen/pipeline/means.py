"""By what means a request is met: the page, the Word files of somebody's own, and how a letter goes out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jdgen.documents.material import Material
from jdgen.documents.tree import Kind
from jdgen.pipeline.request import Request
from jdgen.render.options import PageOptions, Paper

if TYPE_CHECKING:
    from jdgen.house.chosen import House
    from jdgen.letters import Errand


def house_of(request: Request, material: Material) -> House | None:
    """Return what fills Word files of somebody's own, where there are any; it is loaded for them alone."""
    brand = material.company.brand
    if "docx" not in request.formats or not (request.templates.files or (brand and brand.templates)):
        return None
    from jdgen.house.chosen import House

    return House(request.templates, material, request.documents, request.formats, request.draft, request.large)


def page_for(material: Material, kind: Kind, paper: Paper | None = None, *, large: bool = False) -> PageOptions:
    """Return the page that a document is set on; a letter takes nothing of a company's brand."""
    look = material.letter.look if kind == "letter" else material.look
    brand = None if kind == "letter" else material.company.brand
    return PageOptions(paper or (brand and brand.paper) or material.locale.paper, large or look.large, look=look)


def page_of(request: Request, material: Material, kind: Kind) -> PageOptions:
    """Return the page of a document as the request wants it."""
    page = page_for(material, kind, request.paper, large=request.large)
    return replace(page, fillable=request.fillable, width=request.width, pages=request.pages)


def errand_of(request: Request, material: Material) -> Errand:
    """Return how a letter goes out."""
    from jdgen.letters import Errand

    page = page_of(request, material, "letter")
    return Errand(request.formats, page, request.most, request.sources.candidate, request.sources.calling)
