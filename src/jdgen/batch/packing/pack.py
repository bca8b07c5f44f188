"""The files of a batch put together: archives of so many rows, and one PDF of all for the printer.

The one PDF has no tags: to join those of thousands of files takes longer than to join their pages, and a printer reads
none. Who reads with a screen reader gets the single files.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import sha256
from importlib import import_module
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from jdgen.errors import MachineError, OutputError, Place, Problem

if TYPE_CHECKING:
    import pikepdf

    from jdgen.batch.stores.store import Store

_PYTHON = "python -m pip install 'jdgen[print]'"
_PDF = "pdf"
_ZIPPED = frozenset({"docx"})
"""Formats that are zips themselves: to deflate them again saves 3 % of a Word file, and 20 % of a PDF."""
_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest date of a zip."""
_UNIX = 3
_FILE_MODE = 0o100644 << 16
_CHANGED = "has other content than when it was made"
_AGAIN = "run the batch again"


class Part(NamedTuple):
    """A finished file of a row: `row` counts the rows as they are packed, from 1; `title` is its bookmark.

    A file with a `sha256` is compared with it, and then known to be whole.
    """

    row: int
    name: str
    format: str
    title: str
    sha256: str = ""
    document: str = ""


def ready() -> None:
    """Raise MachineError if one PDF of all cannot be made here: to be asked before thousands of files are."""
    try:
        import_module("pikepdf")
    except ImportError:
        problem = Problem("one PDF of all takes the package pikepdf", None, f"install it with: {_PYTHON}")
        raise MachineError(problem) from None


def archives(parts: Iterable[Part], rows: int, store: Store, prefix: str) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the name of each archive, `{prefix}-0001.zip` and so on, and its bytes, file by file.

    The first holds the files of the rows 1 to `rows`, whatever of them is there: so a row that is made later changes
    its own archive alone. OutputError comes while an archive is read, with all its files that cannot be packed.
    """
    for number, some in groupby(parts, lambda part: (part.row - 1) // rows + 1):
        yield f"{prefix}-{number:04d}.zip", _zipped(list(some), store)


class _Passing(io.BytesIO):
    """What a zip is written to: it goes back within one file alone, so what stands before that is handed on."""

    passed = 0

    def tell(self) -> int:
        return self.passed + super().tell()

    def seek(self, place: int, whence: int = io.SEEK_SET, /) -> int:
        return self.passed + super().seek(place - self.passed, whence)

    def taken(self) -> bytes:
        data = self.getvalue()
        self.passed += len(data)
        super().seek(0)
        self.truncate()
        return data


def _zipped(parts: Iterable[Part], store: Store) -> Iterator[bytes]:
    from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

    passing, failed = _Passing(), list[OutputError]()
    with ZipFile(passing, "w") as archive:
        for part in parts:
            try:
                data = _read(part, store)
            except OutputError as error:
                failed.append(error)
            if failed:
                continue
            info = ZipInfo(part.name, _DAY)
            info.create_system, info.external_attr = _UNIX, _FILE_MODE
            archive.writestr(info, data, ZIP_STORED if part.format in _ZIPPED else ZIP_DEFLATED, 6)
            yield passing.taken()
        _raise(failed)
    yield passing.taken()


def _read(part: Part, store: Store) -> bytes:
    data = store.read(part.name)
    if part.sha256 and sha256(data).hexdigest() != part.sha256:
        raise OutputError(Problem(_CHANGED, Place(part.name), _AGAIN))
    return data


def _raise(failed: list[OutputError]) -> None:
    """Raise one error of the first kind with the problems of all."""
    if failed:
        raise type(failed[0])([problem for error in failed for problem in error.problems])


def combined(parts: Iterable[Part], store: Store, title: str, *, duplex: bool = True) -> bytes:
    """Return one PDF of all PDF files, in order, with a bookmark for each; raise OutputError for all that are damaged.

    For a printer of two sides, each file begins on a sheet of its own: one of odd pages gets an empty one behind it.
    The pages have no labels: each file prints its own numbers, and who prints a part of all counts through.
    """
    ready()
    import pikepdf

    failed = list[OutputError]()
    with pikepdf.new() as whole:
        marks: list[tuple[str, int]] = []
        for part in parts:
            if part.format != _PDF:
                continue
            try:
                marks.append((part.title, len(whole.pages)))
                _append(whole, part, store, duplex=duplex)
            except OutputError as error:
                failed.append(error)
        _raise(failed)
        with whole.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(text, page) for text, page in marks)
        _describe(whole, title, duplex=duplex)
        file = io.BytesIO()
        # The ID is the hash of what is written.
        packed = pikepdf.ObjectStreamMode.generate
        whole.save(file, min_version="1.7", object_stream_mode=packed, deterministic_id=True)
    return file.getvalue()


def _append(whole: pikepdf.Pdf, part: Part, store: Store, *, duplex: bool) -> None:
    """Add the pages of a file, without what ties them to tags and forms that they leave behind."""
    import pikepdf

    damaged = partial(_damaged, part)
    data = io.BytesIO(_read(part, store))
    try:
        with pikepdf.open(data, attempt_recovery=False, suppress_warnings=True) as source:
            # A file that is as it was made is whole; to look through one takes as long as to join three.
            if not source.pages or (not part.sha256 and source.check_pdf_syntax()):
                damaged()
            if "/AcroForm" in source.Root:
                source.flatten_annotations("print")
            for page in source.pages:
                for key in ("/StructParents", "/Tabs"):
                    if key in page.obj:
                        del page.obj[key]
                for annotation in page.obj.get("/Annots", ()):
                    if "/StructParent" in annotation:
                        del annotation["/StructParent"]
            whole.pages.extend(source.pages)
            if duplex and len(source.pages) % 2:
                left, low, right, high = map(float, source.pages[-1].mediabox)
                whole.add_blank_page(page_size=(right - left, high - low))
    except pikepdf.PasswordError:
        raise OutputError(Problem("is locked with a password", Place(part.name))) from None
    except (pikepdf.PdfError, ValueError, KeyError, AttributeError, TypeError):
        damaged()


def _damaged(part: Part) -> NoReturn:
    raise OutputError(Problem("is damaged, or no PDF", Place(part.name), _AGAIN)) from None


def _describe(whole: pikepdf.Pdf, title: str, *, duplex: bool) -> None:
    """Say its name, show the bookmarks, and choose in the print window how many sides are printed."""
    from pikepdf import Dictionary, Name

    whole.docinfo["/Title"] = title
    whole.docinfo["/Creator"] = "jdgen"
    sides = Name.DuplexFlipLongEdge if duplex else Name.Simplex
    whole.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, Duplex=sides)
    whole.Root.PageMode = Name.UseOutlines
