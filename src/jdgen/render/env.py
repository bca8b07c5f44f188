"""The Jinja environment of the HTML templates: escapes every value, and knows no undefined name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from jdgen import resources

_OWNED: list[tuple[Environment, Path]] = []
"""The templates of somebody else that stand for ours, once they do."""


def environment() -> Environment:
    """Return the one environment of this process."""
    return _OWNED[0][0] if _OWNED else _ours()


def own(environment: Environment, folder: Path) -> None:
    """Let the templates of a folder stand for ours from now on: for a process that ends when its page is made."""
    _OWNED[:] = [(environment, folder)]


def owned() -> Path | None:
    """Return the folder whose templates stand for ours."""
    return _OWNED[0][1] if _OWNED else None


@cache
def _ours() -> Environment:
    return Environment(
        loader=FileSystemLoader(resources.templates() / "html"),
        # defense html.undefined: a name that a page lacks is an error
        undefined=StrictUndefined,
        auto_reload=False,
        # defense html.escape: no value becomes markup of a page
        autoescape=True,  # always, and never by the name of a file: `page.html.j2` does not end in `.html`
        trim_blocks=True,
        lstrip_blocks=True,
    )
