"""The system libraries that WeasyPrint loads: found without starting a compiler, and named when they are missing."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from jdgen.errors import MachineError, Problem

# stem: (file on Linux, file on macOS, file on Windows); the stems are those of weasyprint/text/ffi.py
_FILES = {
    "gobject-2.0": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    "pango-1.0": ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
    "harfbuzz-vector": ("libharfbuzz-vector.so.0", "libharfbuzz-vector.0.dylib", "libharfbuzz-vector-0.dll"),
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
    "pangoft2-1.0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib", "libpangoft2-1.0-0.dll"),
}
_OPTIONAL = frozenset({"harfbuzz-vector"})  # it draws one sort of color emoji
_STEMS = {
    name: stem
    for stem, files in _FILES.items()
    for name in (stem, *files, *(f"{before}{stem}{after}" for before in ("", "lib") for after in ("-0", "-1", "-0.0")))
}
_MAC_FOLDERS = ("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib")
_WINDOWS_FOLDERS = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"

# a distribution or the one it is like: the command that brings the libraries
_COMMANDS = {
    "debian": "sudo apt-get update && sudo apt-get install -y libpangoft2-1.0-0 libharfbuzz-subset0",
    "fedora": "sudo dnf install pango",
    "rhel": "sudo dnf install pango",
    "alpine": "sudo apk add so:libpangoft2-1.0.so.0 so:libharfbuzz-subset.so.0",
    "arch": "sudo pacman -S pango",
    "suse": "sudo zypper install libpango-1_0-0 libharfbuzz-subset0",
}


@cache
def locate(stem: str) -> str | None:
    """Return the name or path under which the library can be loaded, or None."""
    linux, mac, windows = _FILES[stem]
    if sys.platform == "darwin":
        candidates = [*(str(Path(folder, mac)) for folder in _MAC_FOLDERS), mac]
    else:
        candidates = [windows if sys.platform == "win32" else linux]
    for candidate in candidates:
        with suppress(OSError):
            ctypes.CDLL(candidate)
            return candidate
    return None


def require() -> None:
    """Raise MachineError, naming the command that mends this machine, if a library is missing."""
    with _windows_folders():
        missing = [_FILES[stem][_column()] for stem in _FILES if stem not in _OPTIONAL and not locate(stem)]
    if missing:
        message = f"a PDF takes system libraries that are missing here: {', '.join(missing)}"
        raise MachineError(Problem(message, hint=f"install them with: {command()}"))


def command() -> str:
    """Return the one command that installs the libraries on this system."""
    if sys.platform == "darwin":
        return "brew install pango"
    if sys.platform == "win32":
        return "pacman -S mingw-w64-ucrt-x86_64-pango (in the MSYS2 shell, from https://www.msys2.org)"
    found = next((_COMMANDS[name] for name in distributions() if name in _COMMANDS), "")
    return as_user(found) if found else "your package manager: pango"


def as_user(line: str) -> str:
    """Return the command for this user: root needs no sudo, and a container often has none."""
    return line.replace("sudo ", "") if hasattr(os, "geteuid") and os.geteuid() == 0 else line


def distributions() -> list[str]:
    """Return the id of this Linux distribution and those it is like, nearest first."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return []
    return [release.get("ID", ""), *release.get("ID_LIKE", "").split()]


@contextmanager
def found() -> Iterator[None]:
    """Answer `ctypes.util.find_library` for WeasyPrint's libraries; it would start ldconfig and gcc 22 times."""
    original = ctypes.util.find_library

    def answer(name: str) -> str | None:
        return locate(_STEMS[name]) if name in _STEMS else original(name)

    ctypes.util.find_library = answer
    try:
        yield
    finally:
        ctypes.util.find_library = original


def _column() -> int:
    return {"darwin": 1, "win32": 2}.get(sys.platform, 0)


@contextmanager
def _windows_folders() -> Iterator[None]:
    """Look for libraries where WeasyPrint will look for them."""
    handles: list[Any] = []
    if sys.platform == "win32":
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", _WINDOWS_FOLDERS).split(";"):
            with suppress(OSError):
                handles.append(os.add_dll_directory(folder))
    try:
        yield
    finally:
        for handle in handles:
            handle.close()
