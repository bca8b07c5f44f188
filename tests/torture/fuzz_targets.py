"""What is fuzzed: loaders that take bytes of anybody; each gives a value or complains, with a message and a place.

`tools/fuzz.py` gives them what a coverage-guided fuzzer makes up, `test_fuzz_corpus.py` what it found before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from jdgen.errors import InputError, JdgenError, Place, Problem, TemplateError

CORPUS = Path(__file__).parent / "corpus"
DAY = date(2026, 11, 20)


class Target(NamedTuple):
    """A loader, and what files of its kind are made of: the name of a list of words in the corpus."""

    load: Callable[[bytes], object]
    words: str
    placed: bool = True
    """Whether every complaint has a place."""


def tried(target: Target, data: bytes) -> bool:
    """Return whether bytes were taken; raise what is neither a value nor a complaint that says what is wrong."""
    try:
        target.load(data)
    except (InputError, TemplateError) as error:
        problems = error.problems
    except JdgenError as error:
        raise AssertionError(f"{type(error).__name__} is no complaint about a file: {error}") from error
    else:
        return True
    assert problems
    assert all(sound(problem, placed=target.placed) for problem in problems), problems
    return False


def sound(problem: Problem, *, placed: bool) -> bool:
    """Return whether a problem can be shown: it says something, on one line, and where it is."""
    said = str(problem)
    return bool(problem.message.strip()) and said.isprintable() and (not placed or problem.place is not None)


@contextmanager
def filed(data: bytes, suffix: str) -> Iterator[Path]:
    """Write bytes into a file that is gone afterwards."""
    path = Path(_folder().name) / f"fuzzed{suffix}"
    path.write_bytes(data)
    try:
        yield path
    finally:
        path.unlink()


@cache
def _folder() -> TemporaryDirectory[str]:
    shared = Path("/dev/shm")
    return TemporaryDirectory(prefix="jdgen-fuzz-", dir=shared if shared.is_dir() else None)


def _modeled(tree: object) -> None:
    """Read a tree as each of the models that files hold."""
    from jdgen.inputs.brand.themes import Theme
    from jdgen.inputs.schema import build
    from jdgen.inputs.source import Mapping
    from jdgen.model.candidate import Candidate
    from jdgen.model.company import Company
    from jdgen.model.opening import Opening

    assert isinstance(tree, Mapping)
    for model in (Company, Opening, Candidate, Theme):
        problems: list[Problem] = []
        build(model, tree.copy(), problems)
        assert all(sound(problem, placed=False) for problem in problems)


def _of_text(suffix: str) -> Callable[[bytes], object]:
    def load(data: bytes) -> None:
        from jdgen.inputs import source

        _modeled(source.read(Path(f"fuzzed{suffix}"), data))

    return load


def toml(data: bytes) -> None:
    from jdgen.cli.config.files import read
    from jdgen.cli.config.tables import Table

    with filed(data, ".toml") as path:
        found = list(Table(read(path), _options()).settings())
    problems = [one for one in found if isinstance(one, Problem)]
    if problems:
        raise InputError(problems)


@cache
def _options() -> Any:
    from jdgen.cli.config.keys import Options
    from jdgen.cli.root import jdgen

    return Options(jdgen)


def rows(suffix: str, pack: Callable[[bytes], bytes] = bytes) -> Callable[[bytes], object]:
    def load(data: bytes) -> None:
        from jdgen.inputs.rows.reading import read_rows

        with filed(pack(data), suffix) as path:
            found = read_rows(path)
            assert all(sound(problem, placed=False) for row in found.rows for problem in row.problems)

    return load


def scores(data: bytes) -> None:
    from jdgen.inputs.scores.ratings import read

    problems: list[Problem] = []
    with filed(data, ".csv") as path:
        read([path], problems)
    if problems:
        raise InputError(problems)


def resume(data: bytes) -> None:
    from jdgen.inputs import source
    from jdgen.inputs.candidate.resume import as_candidate
    from jdgen.inputs.schema import build
    from jdgen.model.candidate import Candidate

    problems: list[Problem] = []
    tree = as_candidate(source.read(Path("fuzzed.json"), data), DAY, problems)
    build(Candidate, tree, problems)
    if problems:
        raise InputError(problems)


def posting(name: str, pack: Callable[[bytes], bytes] = bytes) -> Callable[[bytes], object]:
    def load(data: bytes) -> None:
        from jdgen.inputs.calling.calling import read_calling
        from jdgen.inputs.finished.letter import finished_letter

        with filed(pack(data), name) as path:
            read_calling(str(path))
            finished_letter(str(path))

    return load


def calling_data(data: bytes) -> None:
    from jdgen.inputs.calling.calling import read_calling

    with filed(data, ".jsonld") as path:
        read_calling(str(path))


def template(data: bytes) -> None:
    """Open a Word template whose body is these bytes, and compile its tags."""
    from jdgen.documents import contract
    from jdgen.house.compiling.compiler import compiled
    from jdgen.house.filling.prepared import prepared
    from jdgen.house.opening.package import opened
    from jdgen.house.reading.tags import tags

    package, _ = prepared(opened(word_file(data), "fuzzed.docx"))
    tags(package)
    compiled(package, contract.shape("posting"), contract.section_names("posting"))


def package(data: bytes) -> None:
    """Open these bytes as a Word template."""
    from jdgen.house.opening.package import opened

    opened(data, "fuzzed.docx")


def expression(data: bytes) -> None:
    """Compile these bytes as the words of a template."""
    from xml.sax.saxutils import escape

    text = "".join(c for c in data.decode("utf-8", "ignore") if c.isprintable() or c == "\n")
    template(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>".encode())


def picture(data: bytes) -> None:
    from jdgen.inputs.brand.drawings import read_drawing
    from jdgen.inputs.brand.pictures import WrongPictureError, read_raster

    try:
        if data.lstrip()[:1] == b"<":
            read_drawing(data)
        else:
            read_raster(data)
    except WrongPictureError as error:
        raise InputError(Problem(error.message, Place("fuzzed"), error.hint)) from None


def markdown(data: bytes) -> None:
    """Read these bytes as prose with Markdown in it, and look that no word is gone."""
    from jdgen.documents.inline import inlines, paragraphs
    from jdgen.documents.tree import Run
    from jdgen.model.text import Prose

    text = data.decode("utf-8", "ignore")
    for part in paragraphs(Prose(text)):
        found = inlines(part)
        # An address that stands for a link without words is written as addresses are, with signs for letters.
        letters = "".join(inline.text for inline in found if isinstance(inline, Run) and inline.text != inline.link)
        plain = [character for character in text if character.isalnum()]
        assert len([character for character in letters if character.isalnum()]) <= len(plain)


def edit(data: bytes) -> None:
    """Set an answer into these bytes as a candidate's file, and take it out again."""
    from jdgen.inputs import source
    from jdgen.inputs.yaml_edit.edit import forget, put

    head, _, answer = data.partition(b"\0")
    text = source.decoded(head, "fuzzed.yaml")
    value = answer.decode("utf-8", "replace") or "an answer"
    made = put(text, ("stories", 0, "result"), value, "fuzzed.yaml")
    forget(put(made, ("target", "reason"), value, "fuzzed.yaml"), "fuzzed.yaml")


def word_file(body: bytes) -> bytes:
    """Return a Word file with the body."""
    head, _, tail = _word_shell().partition(b"BODY")
    return _packed("word", head + body + tail)


@cache
def _word_shell() -> bytes:
    import zipfile
    from io import BytesIO

    from word_files import Raw, word

    with zipfile.ZipFile(BytesIO(word(Raw("BODY")))) as archive:
        return archive.read("word/document.xml")


@cache
def _parts(kind: str) -> tuple[str, dict[str, bytes]]:
    """Return the name of the main part of a kind of file, and all of its parts."""
    from hostile_bytes import unzipped

    from sheet_files import ods, xlsx
    from word_files import Raw, word

    if kind == "word":
        return "word/document.xml", unzipped(word(Raw("BODY")))
    if kind == "xlsx":
        return "xl/worksheets/sheet1.xml", unzipped(xlsx("ROWS", "", "<si><t>role</t></si><si><t>company</t></si>"))
    return "content.xml", unzipped(ods(["ROWS"]))


def _packed(kind: str, main: bytes) -> bytes:
    from hostile_bytes import zipped

    name, parts = _parts(kind)
    return zipped({**parts, name: main})


def sheet(kind: str) -> Callable[[bytes], bytes]:
    """Return what packs rows of XML into a file."""

    def pack(data: bytes) -> bytes:
        name, parts = _parts(kind)
        return _packed(kind, parts[name].replace(b"ROWS", data))

    return pack


TARGETS: dict[str, Target] = {
    "yaml": Target(_of_text(".yaml"), "yaml"),
    "json": Target(_of_text(".json"), "json"),
    "toml": Target(toml, "toml"),
    "csv": Target(rows(".csv"), "csv"),
    "jsonl": Target(rows(".jsonl"), "json"),
    "xlsx": Target(rows(".xlsx", sheet("xlsx")), "xlsx"),
    "xlsx-raw": Target(rows(".xlsx"), "zip"),
    "ods": Target(rows(".ods", sheet("ods")), "ods"),
    "scores": Target(scores, "csv"),
    "resume": Target(resume, "resume"),
    "posting-txt": Target(posting(".txt"), "posting"),
    "posting-md": Target(posting(".md"), "posting"),
    "posting-html": Target(posting(".html"), "html"),
    "posting-docx": Target(posting(".docx", word_file), "word"),
    "posting-jsonld": Target(calling_data, "json"),
    "template": Target(template, "word"),
    "template-raw": Target(package, "zip"),
    "expression": Target(expression, "jinja"),
    "picture": Target(picture, "picture"),
    "drawing": Target(picture, "svg"),
    "markdown": Target(markdown, "markdown"),
    "edit": Target(edit, "yaml", placed=False),
}


def words(name: str) -> list[bytes]:
    """Return the words that a fuzzer is given for a kind of file."""
    known = json.loads((CORPUS / "words.json").read_text(encoding="utf-8"))
    return [word.encode("utf-8", "surrogatepass") for word in known[name]]


def seeds(name: str) -> list[Path]:
    """Return the files of the corpus for a target."""
    return sorted(path for path in (CORPUS / name).iterdir() if path.is_file())
