"""What writes Word files, loaded once before workers are made of it."""

from __future__ import annotations


def warm() -> None:
    """Load what the pipeline imports for a Word posting when it is asked for one."""
    import jdgen.documents.posting
    import jdgen.render.docx  # noqa: F401 - loading it is all that is wanted
