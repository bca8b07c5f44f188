"""The place behind an address: which library speaks to it, and what it says no with."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from jdgen.errors import (
    FullError,
    InputError,
    JdgenError,
    MachineError,
    OutputError,
    Place,
    Problem,
    nearest,
    not_written,
    printable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACE = Place("--out")
_FSSPEC = "python -m pip install 'jdgen[remote]'"
_INNER = {"memory", "async_wrapper", "asyncwrapper"}
_NO_PLACE = {
    "http", "https", "sync-http", "sync-https", "data", "github", "gist", "git", "zip", "tar", "libarchive",
    "reference", "generic", "dir", "blockcache", "cached", "filecache", "simplecache",
}  # fmt: skip
"""What can be read alone, or stands for a part of something else."""
_PACKAGES = {
    "s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs", "abfss": "adlfs", "az": "adlfs",
    "sftp": "paramiko", "ssh": "paramiko", "smb": "smbprotocol", "webdav": "'webdav4[fsspec]'", "oss": "ossfs",
    "hdfs": "pyarrow", "webhdfs": "requests", "dbfs": "requests", "box": "boxfs", "dropbox": "dropboxdrivefs",
    "oci": "ocifs", "hf": "huggingface_hub", "lakefs": "lakefs-spec", "adl": "adlfs", "tos": "tosfs",
}  # fmt: skip
_USER = re.compile(r"(?<=://)[^/@]*@")
_BEHIND = re.compile(r"[?#].*")


def shown(address: str) -> str:
    """Return an address as it may be seen: without a user, a password and a key."""
    return printable(_BEHIND.sub("", _USER.sub("", address)), 200)


def checked(address: str) -> None:
    """Raise InputError for an address that can be no place for files, MachineError where a library is missing."""
    try:
        from fsspec.registry import get_filesystem_class, known_implementations, registry
    except ImportError:
        raise MachineError(Problem("fsspec is not installed", _PLACE, _FSSPEC)) from None
    scheme = address.partition("://")[0].lower()
    if "::" in address:
        raise InputError(Problem(f"`{shown(address)}` is made of several addresses", _PLACE, "name one of them"))
    if scheme in _INNER:
        said = f"`{scheme}://` is the memory of one process, and the files are gone with it"
        raise InputError(Problem(said, _PLACE, "name a folder, or an address such as `s3://bucket/folder`"))
    if scheme in _NO_PLACE:
        said = f"nothing can be written to `{scheme}://`"
        raise InputError(Problem(said, _PLACE, "name a folder, or an address such as `s3://bucket/folder`"))
    known = {*known_implementations, *registry} - _NO_PLACE - _INNER
    if scheme not in known:
        hint = nearest(scheme, known) or "such are `s3`, `gs`, `abfs`, `sftp` and `smb`"
        raise InputError(Problem(f"there is no way to `{printable(scheme, 40)}://`", _PLACE, hint))
    try:
        get_filesystem_class(scheme)
    except ImportError:
        raise lacking(scheme) from None


def lacking(scheme: str) -> MachineError:
    """Return that the library for a scheme is missing."""
    from fsspec.registry import known_implementations

    package = _PACKAGES.get(scheme) or str(known_implementations[scheme]["class"]).partition(".")[0]
    said = f"what writes to `{scheme}://` is not installed"
    return MachineError(Problem(said, _PLACE, f"python -m pip install {package}"))


def opened(address: str) -> tuple[Any, str]:
    """Return the file system of an address, which fsspec keeps for each process, and the path there."""
    from fsspec.core import url_to_fs

    try:
        system, root = url_to_fs(address)
    except ImportError:
        raise lacking(address.partition("://")[0].lower()) from None
    except (TypeError, ValueError, KeyError) as error:
        said = f"cannot be opened: {clean(str(error), address)}"
        raise InputError(Problem(said, Place(shown(address)))) from None
    except refusals() as error:
        raise refused(error, "cannot be opened", address) from None
    return system, str(root).rstrip("/")


def refusals() -> tuple[type[Exception], ...]:
    """Return what the error that is being handled may be, if a place says no with it.

    Libraries have errors of their own, which are no OSError and have no common base: an error whose type is of another
    package than ours and Python's comes from such a library. A TypeError and its like are faults of ours.
    """
    kind = sys.exc_info()[0]
    found: tuple[type[Exception], ...] = (OSError, EOFError, NotImplementedError)
    own = kind is None or kind.__module__.partition(".")[0] in ("builtins", "jdgen")
    return (*found, kind) if not own and kind is not None and issubclass(kind, Exception) else found


def refused(error: Exception, said: str, address: str, path: str = "") -> OutputError:
    """Return what to raise where a place says no; FullError where it would say no to every file."""
    place = Place(shown(address) + (f"/{path}" if path else ""))
    bare = "no answer in time" if isinstance(error, TimeoutError) else f"`{type(error).__name__}`"
    why = clean(getattr(error, "strerror", None) or str(error) or bare, address)
    problem = Problem(f"{said}: {why[:1].lower()}{why[1:]}", place)
    if isinstance(error, OSError) and error.errno:
        from pathlib import PurePosixPath

        full = isinstance(not_written(PurePosixPath("-"), error), FullError)
    else:
        full = isinstance(error, PermissionError)
    return FullError(problem) if full else OutputError(problem)


def clean(text: str, address: str) -> str:
    """Return what a library says, on one line, without the user and the password of the address."""
    for found in (_USER.search(address), _BEHIND.search(address)):
        for secret in {found[0].strip("@?#"), *found[0].strip("@?#").split(":")} if found else ():
            for each in (secret, unquote(secret)):
                text = text.replace(each, "…") if each else text
    return printable(" ".join(text.split()), 200) or "failed"


@contextmanager
def saying(said: str, address: str, path: str = "") -> Iterator[None]:
    """Raise OutputError where a place says no."""
    try:
        yield
    except JdgenError:
        raise
    except refusals() as error:
        raise refused(error, said, address, path) from None
