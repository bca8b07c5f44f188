"""The Jinja environment of the HTML templates: escapes every value, and knows no undefined name."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from jdgen import resources


@cache
def environment() -> Environment:
    """Return the one environment of this process."""
    return Environment(
        loader=FileSystemLoader(resources.templates() / "html"),
        autoescape=True,  # always, and never by the name of a file: `page.html.j2` does not end in `.html`
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
