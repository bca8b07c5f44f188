"""The package as a user has it: built as a wheel and installed into a folder that nobody may write to."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import rmtree, which
from tempfile import mkdtemp

from conftest import ROOT

NOBODY = 65534


def installed(folder: Path) -> Path:
    """Return a folder for PYTHONPATH that has the wheel of the checkout, and nothing else, for reading alone."""
    wheels, site = folder / "wheels", folder / "site"
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", wheels]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = wheels.glob("*.whl")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-compile"]
    subprocess.run([*command, "--target", site, wheel], check=True, capture_output=True)
    for path in (*site.rglob("*"), site):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return site


def python_path(site: Path, *before: str) -> str:
    """Return where Python finds the installed package, and beside it the libraries of the checkout."""
    return os.pathsep.join((*before, str(site), sysconfig.get_path("purelib")))


@cache
def as_nobody() -> Sequence[str]:
    """Return what stands before a command that somebody without rights runs; nothing where that cannot be had."""
    if sys.platform != "linux" or os.getuid() or not which("setpriv"):
        return ()
    found = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    # Programs start others: a Python that stands in the home folder of the superuser is out of nobody's reach.
    again = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import jdgen'], check=True)"
    done = subprocess.run([*found, sys.executable, "-c", again], capture_output=True, check=False)
    return found if done.returncode == 0 else ()


@cache
def without_network() -> Sequence[str]:
    """Return what stands before a command that has no network at all; nothing where that cannot be had."""
    for found in (("unshare", "-n"), ("unshare", "-rn")):
        if which("unshare") and subprocess.run([*found, "true"], capture_output=True, check=False).returncode == 0:
            return found
    return ()


def read_only(site: Path) -> Sequence[str] | None:
    """Return what stands before a command that cannot write to a folder, or None where that cannot be had."""
    if os.getuid():
        return ()
    mounted = ("unshare", "-m", "sh", "-c",
        f"mount --bind {site} {site} && mount -o remount,ro,bind {site} && exec \"$@\"", "sh")
    if as_nobody():
        return as_nobody()
    tried = ("sh", "-c", f"! touch {site}/new")
    works = which("unshare") and subprocess.run([*mounted, *tried], capture_output=True, check=False).returncode == 0
    return mounted if works else None


@contextmanager
def open_folder() -> Iterator[Path]:
    """Give a folder that everybody may come to: every start of pytest shuts its own ones against others."""
    folder = Path(mkdtemp(prefix="jdgen-open-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        rmtree(folder, ignore_errors=True)
