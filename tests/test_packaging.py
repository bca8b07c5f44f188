"""The wheel: complete, and enough by itself."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from conftest import EXAMPLES, ROOT

pytestmark = pytest.mark.slow

# Any use of the network ends the run.
OFFLINE = """
import socket, sys
def refuse(*args, **kwargs): raise RuntimeError("jdgen asked for the network")
socket.socket.connect = socket.getaddrinfo = refuse
from jdgen.cli import main
main()
"""


def build(source: Path, target: Path, kind: str = "wheel") -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", target]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = target.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that has the wheel, and the other packages of this one, but not the checkout."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", site, wheel]
    subprocess.run(command, check=True, capture_output=True)
    (site / "packages.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin" / "python"


def files_below(folder: str) -> set[str]:
    return {
        f"jdgen/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_every_template_and_profile(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    expected = files_below("templates") | files_below("profiles")
    assert len(expected) > 15
    assert {name for name in names if name.startswith(("jdgen/templates/", "jdgen/profiles/"))} == expected
    assert "jdgen/py.typed" in names
    assert not {name for name in names if name.startswith(("tests/", "examples/", "out/"))}


def test_a_wheel_from_the_source_archive_is_the_same(wheel: Path, tmp_path: Path) -> None:
    import tarfile

    archive = build(ROOT, tmp_path, "sdist")
    with tarfile.open(archive) as tar:
        # Debian 12 has Python 3.11.2, whose tarfile knows no filters yet.
        tar.extractall(tmp_path, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    (source,) = (path for path in tmp_path.iterdir() if path.is_dir())
    again = build(source, tmp_path / "again")
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as two:
        assert {i.filename: i.CRC for i in one.infolist()} == {i.filename: i.CRC for i in two.infolist()}


def test_an_installed_wheel_makes_every_format_without_the_network(python: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            python, "-I", "-c", OFFLINE, "kit", "senior-software-engineer",
            "--company", EXAMPLES / "companies" / "riverbend.yaml",
            "--opening", EXAMPLES / "openings" / "riverbend-eng-214.yaml",
            "--candidate", EXAMPLES / "candidates" / "dana-reyes.yaml",
            "-f", "all", "-o", "out",
        ],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 15
    printed = {Path(line).name for line in done.stdout.splitlines()}
    assert {path.name for path in (tmp_path / "out").iterdir()} == printed


def test_the_installed_wheel_is_what_runs(python: Path, tmp_path: Path) -> None:
    said = subprocess.run(
        [python, "-I", "-c", "import jdgen, jdgen.resources as r; print(jdgen.__file__, r.profiles())"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert str(python.parent.parent) in said.split()[0]
    assert said.split()[1].startswith(str(python.parent.parent))
