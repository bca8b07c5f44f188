"""Packing: archives that any unzip program reads, one PDF of all that a printer takes, the same bytes every time."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest

from jdgen.batch.packing.pack import Part, archives, combined, ready
from jdgen.errors import MachineError, OutputError, Place, Problem
from jdgen.render.options import PageOptions
from making import document, rendered
from poppler import pdf_pages, pdf_sizes

DAMAGED = "is damaged, or no PDF; run the batch again"
MADE = (("posting", "riverbend"), ("letter", "riverbend"), ("posting", "lindqvist"))


class Folder:
    """A place that only reads, and says of a file that is gone what every place says."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, name: str) -> bytes:
        try:
            return (self.path / name).read_bytes()
        except OSError:
            raise OutputError(Problem("cannot be read: no such file or directory", Place(name))) from None


@cache
def made(kind: str, name: str, suffix: str, *, fillable: bool = False) -> bytes:
    return rendered(document(kind, name), suffix, PageOptions(fillable=fillable))


def blank(pages: int, size: tuple[float, float] = (300, 500)) -> bytes:
    """Return a PDF of empty pages."""
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=size)
        pdf.save(file)
    return file.getvalue()


def parts_in(folder: Path, files: dict[str, bytes]) -> list[Part]:
    """Write files, and return them as parts: each is a row of its own, and its title is its name."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [Part(row, name, name.rpartition(".")[2], name.upper()) for row, name in enumerate(files, 1)]


def whole(archive: Iterable[tuple[str, Iterator[bytes]]]) -> dict[str, bytes]:
    return {name: b"".join(chunks) for name, chunks in archive}


@pytest.fixture
def postings(tmp_path: Path) -> list[Part]:
    return parts_in(tmp_path, {f"{kind}-{name}.pdf": made(kind, name, "pdf") for kind, name in MADE})


def bookmarks(path: Path) -> list[tuple[str, int]]:
    """Return the bookmarks, and the number of the page to which each goes."""
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        return [(item.title, numbers[item.destination[0].objgen]) for item in outline.root]


# Archives.


@pytest.fixture
def rows(tmp_path: Path) -> list[Part]:
    """Five rows of two files; the third failed."""
    found = []
    for row in (1, 2, 4, 5):
        for suffix, data in (("docx", os.urandom(900)), ("txt", f"Zeile {row}\n".encode() * 99)):
            name = f"zürich-{row}-職.{suffix}"
            (tmp_path / name).write_bytes(data)
            found.append(Part(row, name, suffix, str(row)))
    return found


def test_each_archive_has_the_files_of_its_rows_in_order(rows: list[Part], tmp_path: Path) -> None:
    made = whole(archives(rows, 2, Folder(tmp_path), "shop"))
    found = {name: zipfile.ZipFile(io.BytesIO(data)).namelist() for name, data in made.items()}
    files = {row: [part.name for part in rows if part.row == row] for row in (1, 2, 4, 5)}
    assert found == {
        "shop-0001.zip": files[1] + files[2],
        "shop-0002.zip": files[4],
        "shop-0003.zip": files[5],
    }


def test_a_row_that_comes_later_changes_its_own_archive_alone(rows: list[Part], tmp_path: Path) -> None:
    before = whole(archives(rows, 2, Folder(tmp_path), "shop"))
    third = parts_in(tmp_path, {"third.txt": b"3"})[0]._replace(row=3)
    after = whole(archives([*rows[:4], third, *rows[4:]], 2, Folder(tmp_path), "shop"))
    assert [name for name in after if after[name] != before[name]] == ["shop-0002.zip"]


def test_another_program_unpacks_what_was_packed(rows: list[Part], tmp_path: Path) -> None:
    ((_, data),) = whole(archives(rows, 9, Folder(tmp_path), "shop")).items()
    path = tmp_path / "shop.zip"
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert {info.filename: archive.read(info) for info in archive.infolist()} == {
            part.name: (tmp_path / part.name).read_bytes() for part in rows
        }
        assert {(info.date_time, info.create_system, info.external_attr) for info in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 3, 0o100644 << 16)
        }
        # What is a zip itself is stored, and no member needs a descriptor behind it.
        assert [info.compress_type for info in archive.infolist()] == [0, 8] * 4
        assert {info.flag_bits for info in archive.infolist()} == {0x800}
    if shutil.which("unzip") is None:
        pytest.skip("unzip is not installed")
    said = subprocess.run(["unzip", "-tq", path], capture_output=True, text=True, check=True).stdout
    assert said == f"No errors detected in compressed data of {path}.\n"


def test_an_archive_comes_file_by_file(rows: list[Part], tmp_path: Path) -> None:
    ((_, chunks),) = archives(rows, 9, Folder(tmp_path), "shop")
    assert next(chunks).startswith(b"PK\3\4")
    sizes = [len(chunk) for chunk in chunks]
    assert len(sizes) == len(rows)
    assert all(size < 2000 for size in sizes)


def test_more_files_than_a_zip_of_old_held(tmp_path: Path) -> None:
    class Small:
        def read(self, name: str) -> bytes:
            return name.encode()

    parts = [Part(1, str(number), "docx", "") for number in range(65_537)]
    ((_, data),) = whole(archives(parts, 1, Small(), "many")).items()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [part.name for part in parts]
        assert archive.read("65536") == b"65536"


def test_a_file_that_is_gone_or_changed_leaves_no_archive(rows: list[Part], tmp_path: Path) -> None:
    known = [part._replace(sha256=sha256((tmp_path / part.name).read_bytes()).hexdigest()) for part in rows]
    assert len(whole(archives(known, 2, Folder(tmp_path), "shop"))) == 3
    (tmp_path / rows[1].name).write_bytes(b"other")
    (tmp_path / rows[2].name).unlink()
    come = archives(known, 2, Folder(tmp_path), "shop")
    with pytest.raises(OutputError) as raised:
        whole(come)
    assert list(map(str, raised.value.problems)) == [
        "zürich-1-職.txt: has other content than when it was made; run the batch again",
        "zürich-2-職.docx: cannot be read: no such file or directory",
    ]


# One PDF.


def test_the_pages_are_those_of_the_files_in_order(postings: list[Part], tmp_path: Path) -> None:
    path = tmp_path / "all.pdf"
    path.write_bytes(combined(postings, Folder(tmp_path), "All", duplex=False))
    each = [tmp_path / part.name for part in postings]
    assert pdf_pages(path) == [text for one in each for text in pdf_pages(one)]
    assert pdf_sizes(path) == [size for one in each for size in pdf_sizes(one)]
    first, expected = 1, []
    for part, one in zip(postings, each, strict=True):
        expected.append((part.title, first))
        first += len(pdf_pages(one))
    assert bookmarks(path) == expected


def test_each_file_begins_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    sizes = {"one.pdf": (1, (300, 500)), "two.pdf": (2, (310, 500)), "three.pdf": (3, (500, 320))}
    parts = parts_in(tmp_path, {name: blank(*size) for name, size in sizes.items()})
    path = tmp_path / "all.pdf"
    path.write_bytes(combined(parts, Folder(tmp_path), "All"))
    assert pdf_sizes(path) == [(300, 500)] * 2 + [(310, 500)] * 2 + [(500, 320)] * 4
    assert bookmarks(path) == [("ONE.PDF", 1), ("TWO.PDF", 3), ("THREE.PDF", 5)]


@pytest.mark.parametrize(("duplex", "sides"), [(True, "/DuplexFlipLongEdge"), (False, "/Simplex")])
def test_the_print_window_is_set_for_it(duplex: bool, sides: str, tmp_path: Path) -> None:
    parts = parts_in(tmp_path, {"one.pdf": blank(1)})
    with pikepdf.open(io.BytesIO(combined(parts, Folder(tmp_path), "Zürich — all", duplex=duplex))) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == sides
        assert str(pdf.docinfo["/Title"]) == "Zürich — all"
        assert len(pdf.pages) == (2 if duplex else 1)


def test_a_word_file_among_them_is_passed_over(tmp_path: Path) -> None:
    parts = parts_in(tmp_path, {"a.docx": b"no PDF", "a.pdf": blank(1), "b.docx": b"nor that", "b.pdf": blank(1)})
    path = tmp_path / "all.pdf"
    path.write_bytes(combined(parts, Folder(tmp_path), "All", duplex=False))
    assert bookmarks(path) == [("A.PDF", 1), ("B.PDF", 2)]


def test_nothing_of_tags_and_forms_is_left(tmp_path: Path) -> None:
    data = made("rubric", "riverbend", "pdf", fillable=True)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/AcroForm" in pdf.Root
    parts = parts_in(tmp_path, {"rubric.pdf": data, "posting.pdf": made("posting", "riverbend", "pdf")})
    path = tmp_path / "all.pdf"
    path.write_bytes(combined(parts, Folder(tmp_path), "All"))
    with pikepdf.open(path) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Outlines", "/PageMode", "/ViewerPreferences"}
        assert not {"/StructParents", "/Tabs"} & {key for page in pdf.pages for key in page.obj.keys()}  # noqa: SIM118 - an object of a PDF
        annotations = [one for page in pdf.pages for one in page.obj.get("/Annots", ())]
        assert {str(one.Subtype) for one in annotations} == {"/Link"}
        assert not [one for one in annotations if "/StructParent" in one]
        assert pdf.check_pdf_syntax() == []


def test_the_bytes_do_not_depend_on_time_or_machine(tmp_path: Path) -> None:
    files = {"a.pdf": made("posting", "riverbend", "pdf"), "a.txt": b"text\n" * 50, "b.pdf": blank(1)}
    parts_in(tmp_path, files)
    program = (
        "import hashlib, os, sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
        "from test_pack import Folder, Part, archives, combined, whole\n"
        "os.umask(int(sys.argv[3], 8)); place = Folder(Path(sys.argv[1]))\n"
        "parts = [Part(1, 'a.pdf', 'pdf', 'A'), Part(1, 'a.txt', 'txt', 'A'), Part(2, 'b.pdf', 'pdf', 'B')]\n"
        "files = [*whole(archives(parts, 1, place, 'x')).values(), combined(parts, place, 'All')]\n"
        "print([hashlib.sha256(data).hexdigest() for data in files])"
    )
    said = set()
    for mask, zone, seed in (("022", "UTC", "1"), ("077", "Asia/Tokyo", "2")):
        command = [sys.executable, "-c", program, tmp_path, Path(__file__).parent, mask]
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        said.add(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
        time.sleep(1.1)  # an ID or a date of the clock would differ
    assert len(said) == 1
    assert said.pop().count("'") == 6


def flipped(data: bytes) -> bytes:
    """Return a PDF of ours with one byte of the words of its first page changed."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        stream = pdf.pages[0].obj.Contents.read_raw_bytes()
    at = data.index(stream) + len(stream) // 2
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def locked(data: bytes) -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(owner="o", user="u"))
    return file.getvalue()


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (lambda good: b"", DAMAGED),
        (lambda good: b"%PDF-1.7\n", DAMAGED),
        (lambda good: good[: len(good) // 2], DAMAGED),
        (lambda good: zlib.compress(good), DAMAGED),
        (flipped, DAMAGED),
        (lambda good: blank(0), DAMAGED),
        (lambda good: blank(1).replace(b"/MediaBox [ 0 0 300 500 ]", b"/MediaBox [ 0 0 (no!) ]"), DAMAGED),
        (lambda good: blank(1).replace(b"/MediaBox", b"/NothingX"), DAMAGED),
        (locked, "is locked with a password"),
    ],
    ids=["empty", "head", "cut", "no PDF", "one byte", "no pages", "wrong box", "no box", "locked"],
)
def test_a_damaged_part_is_named(bad, said: str, tmp_path: Path) -> None:
    good = made("posting", "riverbend", "pdf")
    damaged = bad(good)
    assert damaged != good
    parts = parts_in(tmp_path, {"good.pdf": good, "bad.pdf": damaged, "last.pdf": good})
    with pytest.raises(OutputError) as raised:
        combined([*parts, Part(4, "gone.pdf", "pdf", "Gone")], Folder(tmp_path), "All")
    assert list(map(str, raised.value.problems)) == [
        f"bad.pdf: {said}",
        "gone.pdf: cannot be read: no such file or directory",
    ]


def test_a_file_with_a_known_hash_is_compared_with_it(tmp_path: Path) -> None:
    good = made("posting", "riverbend", "pdf")
    (part,) = parts_in(tmp_path, {"good.pdf": good})
    known = part._replace(sha256=sha256(good).hexdigest())
    assert combined([known], Folder(tmp_path), "All") == combined([part], Folder(tmp_path), "All")
    (tmp_path / "good.pdf").write_bytes(flipped(good))
    with pytest.raises(OutputError, match=r"^good\.pdf: has other content than when it was made; run the batch again$"):
        combined([known], Folder(tmp_path), "All")


def test_without_the_package_it_says_what_to_type(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    said = r"^one PDF of all takes the package pikepdf; install it with: python -m pip install 'jdgen\[print\]'$"
    with pytest.raises(MachineError, match=said):
        ready()
    with pytest.raises(MachineError, match=said):
        combined([], Folder(tmp_path), "All")


def test_packing_loads_no_library_before_it_is_used() -> None:
    program = "import sys, jdgen.batch.packing.pack; print([n for n in ('pikepdf', 'zipfile') if n in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
