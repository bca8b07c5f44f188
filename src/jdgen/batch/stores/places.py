"""What `--out` names: a folder, or an address elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jdgen.batch.stores.store import Store

_SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]+::)*[A-Za-z][A-Za-z0-9+.-]+://")


def is_folder(out: str) -> bool:
    """Return whether it is a folder, and no address; the one letter of `C:/out` is a disk."""
    return not _SCHEME.match(out)


def store_for(out: str) -> Store:
    """Return the place for files that `--out` names; raise InputError or MachineError where it can be none."""
    if is_folder(out):
        from jdgen.batch.stores.local_store import LocalStore

        return LocalStore(Path(out))
    from jdgen.batch.stores.remote_store import RemoteStore

    return RemoteStore(out)
