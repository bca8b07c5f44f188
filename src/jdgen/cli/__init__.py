"""The command line; the only part that knows Click."""

from __future__ import annotations

import gc
import os


def main() -> None:
    """Run `jdgen` and exit with its documented code."""
    # One run makes a few documents and ends: collecting garbage, and looking for plugins of Pydantic in every
    # installed package, would be a tenth of its time.
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from jdgen.cli.root import run
    except KeyboardInterrupt:
        # Nothing has begun, and nobody wants to see where.
        raise SystemExit(130) from None
    raise SystemExit(run())
