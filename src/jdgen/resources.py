"""Where things are: the built-in profiles and templates, in the package or in the checkout, and what a link names."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def folder(name: str) -> Path:
    """Return the folder of built-in `profiles` or `templates`."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _CHECKOUT / name


def led_to(path: str | Path) -> Path:
    """Return where the links of a path lead; unlike `Path.resolve`, links that lead to each other raise nothing."""
    return Path(os.path.realpath(path))


def profiles() -> Path:
    """Return the folder of the built-in role profiles."""
    return folder("profiles")


def templates() -> Path:
    """Return the folder of the built-in templates."""
    return folder("templates")
