"""The command line; the only part that knows Click."""

from __future__ import annotations


def main() -> None:
    """Run `jdgen` and exit with its documented code."""
    from jdgen.cli.root import run

    raise SystemExit(run())
