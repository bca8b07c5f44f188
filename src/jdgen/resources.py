"""Where the built-in profiles and templates are: inside the installed package, or in the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def folder(name: str) -> Path:
    """Return the folder of built-in `profiles` or `templates`."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _CHECKOUT / name


def profiles() -> Path:
    """Return the folder of the built-in role profiles."""
    return folder("profiles")


def templates() -> Path:
    """Return the folder of the built-in templates."""
    return folder("templates")
