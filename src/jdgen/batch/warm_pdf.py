"""What sets pages, loaded once before workers are made of it: a worker that begins again is there at once."""

from __future__ import annotations

from jdgen.render import fonts, libraries, pdf


def warm() -> None:
    """Load WeasyPrint and the libraries; fonts are opened by each worker for itself, since their files are its own."""
    pdf.ready()
    fonts.configure()
    with libraries.found():
        import jdgen.render.engine  # noqa: F401 - loading it is all that is wanted
