"""Word files opened with care: nothing is unpacked that is not needed, or is larger than a posting can be."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import Any

from jdgen.errors import InputError, Place, Problem

# defense finished.ratio: a file that is made to fill the memory is not unpacked
MAX_UNPACKED, MAX_PART, MAX_RATIO, MAX_MEMBERS = 100_000_000, 20_000_000, 200, 5_000
# defense finished.paragraphs: no posting has more paragraphs or elements than its readers can take
MAX_PARAGRAPHS, MAX_ELEMENTS = 10_000, 100_000
AGAIN = "open it in a word processor and save it as Word (.docx) again"
_MAIN = "word/document.xml"
_MARGIN, _MOST_MARGINS = re.compile(r"word/(?:header|footer)\d{0,3}\.xml"), 12
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError)
_DOCTYPE = [sign.encode(coding) for sign in ("<!DOCTYPE", "<!ENTITY") for coding in ("ascii", "utf-16-le", "utf-16-be")]


class WordPackage:
    """The parts of a Word file that words come from, as trees; a part that is not there is None."""

    def __init__(self, data: bytes, source: str, *, margins: bool = False) -> None:
        """Open a file; `margins` asks for its headers and footers too, which a posting does without."""
        self._place = Place(source)
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._look(archive, len(data))
                main = _main(archive)
                folder = posixpath.dirname(main)
                self.document = self._tree(archive, main)
                self.styles = self._tree(archive, f"{folder}/styles.xml")
                self.numbering = self._tree(archive, f"{folder}/numbering.xml")
                beside = sorted(filter(_MARGIN.fullmatch, archive.namelist()))[:_MOST_MARGINS] if margins else []
                self.margins = [self._tree(archive, name) for name in beside]
        # defense finished.damaged: a damaged file is one sentence, whatever its reader raises
        except _BROKEN:
            raise InputError(Problem("is a damaged Word file", self._place, AGAIN)) from None

    def _look(self, archive: zipfile.ZipFile, size: int) -> None:
        """Refuse what is no Word file, or one that is made to fill the memory."""
        members = archive.infolist()
        names = {member.filename for member in members}
        unpacked = sum(member.file_size for member in members)
        if "mimetype" in names and "content.xml" in names:
            raise InputError(Problem("is an OpenDocument file", self._place, "save it as Word (.docx) or as text"))
        # defense finished.locked: a file with a password is told
        if any(member.flag_bits & 1 for member in members):
            hint = "take the password off and save it again"
            raise InputError(Problem("is locked with a password", self._place, hint))
        # defense finished.macros: a file with macros is no posting
        if "word/vbaProject.bin" in names:
            raise InputError(Problem("is a Word file with macros", self._place, "save it as .docx, without macros"))
        if _main(archive) not in names:
            hint = "give the words as Word (.docx), HTML, Markdown or text"
            raise InputError(Problem("is a zip file, but not one of Word", self._place, hint))
        if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or (
            unpacked > MAX_PART and unpacked > MAX_RATIO * size
        ):
            raise InputError(Problem(f"unpacks to {unpacked:,} bytes, more than a posting needs", self._place, AGAIN))

    def _tree(self, archive: zipfile.ZipFile, name: str) -> Any:
        """Return a part as a tree without entities and comments, or None where the file has no such part."""
        from lxml import etree

        try:
            with archive.open(name) as file:
                data = file.read(MAX_PART + 1)
        except KeyError:
            return None
        # defense finished.parts: a part that lies about its size is not read beyond its cap
        if len(data) > MAX_PART:
            raise InputError(Problem(f"has a part of more than {MAX_PART:,} bytes", self._place, AGAIN))
        if declares_document_type(data):
            raise InputError(Problem("has a document type, which no Word file has", self._place, AGAIN))
        try:
            return parsed(data)
        except etree.XMLSyntaxError:
            raise InputError(Problem(f"is a damaged Word file: `{name}` is no XML", self._place, AGAIN)) from None


def declares_document_type(data: bytes) -> bool:
    """Return whether a part has a document type or declares an entity, in any coding that a Word file may have."""
    # defense finished.doctype: a part with a document type, and so with entities, is refused before it is parsed
    return any(sign in data for sign in _DOCTYPE)


def parsed(data: bytes) -> Any:
    """Return the root of a part, without comments; nothing is fetched and nothing expanded."""
    from lxml import etree

    # defense finished.parser: the parser of parts fetches nothing and expands nothing
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    return etree.fromstring(data, parser)


def _main(archive: zipfile.ZipFile) -> str:
    """Return the name of the main part; programs other than Word may call it something else."""
    names = [name for name in archive.namelist() if name.startswith("word/document") and name.endswith(".xml")]
    return _MAIN if _MAIN in names or not names else names[0]


def namespace(root: Any) -> str:
    """Return the namespace of the words of a tree as it stands before a name: Word's usual one, or the strict one."""
    tag = str(root.tag)
    return tag[: tag.index("}") + 1] if tag.startswith("{") else ""


def paragraphs(root: Any) -> list[Any]:
    """Return the paragraphs of the body in the order of the file, those in tables and boxes too: the first is 1."""
    body = root.find(f"{namespace(root)}body")
    return [] if body is None else list(body.iter(f"{namespace(root)}p"))
