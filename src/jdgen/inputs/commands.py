"""Commands that messages name, as a shell takes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jdgen.inputs.gather import Sources
from jdgen.inputs.overrides import root


def check_command(sources: Sources, group: str, roots: Iterable[str], day: date | None) -> str:
    """Return the command that finds again what a notice counts, with the files of the roots, and for a day."""
    import shlex

    parts = ["jdgen", "check", *([sources.role] if sources.role else []), "--group", group]
    for name, path in {**{name: sources.files[name] for name in roots}, "profiles": sources.profiles}.items():
        parts += [f"--{name}", path.as_posix()] if path else []
    cells = (f"{key}={'null' if value.null else value.text}" for key, value in sources.cells)
    for setting in (*cells, *sources.settings):
        # What a candidate says is in no check of a posting.
        parts += [] if root(setting) == "candidate" else ["--set", setting]
    return shlex.join([*parts, "--date", day.isoformat()] if day else parts)
