"""Files as trees of texts that know their line and column.

Scalars stay texts: the model, not the file format, decides what is a number, a date or a country named `NO`.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from jdgen.errors import InputError, Place, Problem
from jdgen.inputs.memory import remembered, tell
from jdgen.inputs.memory import told_of as told_of

# defense files.bytes: a file that is larger than an input may be is not read
MAX_BYTES = 1_000_000
# defense files.depth: no input is nested deeper than any reader can follow
MAX_DEPTH = 40
# defense files.values: no input holds more values than a document can use
MAX_NODES = 50_000
COMMA = "a comma ends a value: write 80000, not 80,000"
_SUFFIXES = (".yaml", ".yml", ".json")


# A frozen class takes three times as long to make, and tables hold millions of these.
@dataclass(slots=True, unsafe_hash=True)
class Scalar:
    """A text, or nothing (`null`); `cleared` says that the nothing took the place of something inherited."""

    text: Final[str]
    place: Final[Place]
    null: Final[bool] = False
    cleared: Final[bool] = False

    def __reduce__(self) -> tuple[type[Scalar], tuple[str, Place, bool, bool]]:
        """Return how it is sent to another process: rows have thousands of them, and the usual way is slow."""
        return Scalar, (self.text, self.place, self.null, self.cleared)


@dataclass(slots=True)
class Sequence:
    """A list."""

    place: Place
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and values; `keys` says where each key stands, `named` what the file calls it where that differs."""

    place: Place
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)

    def put(self, key: str, value: Node, place: Place) -> None:
        """Set a value and where its key stands."""
        self.entries[key] = value
        self.keys[key] = place

    def copy(self) -> Mapping:
        """Return keys and values of its own: a tree that was read may be that of many rows, and is never changed."""
        return Mapping(self.place, dict(self.entries), dict(self.keys), dict(self.named))


Node = Scalar | Sequence | Mapping


class PlacedText(str):
    """A text with its place, on its way into the model."""

    place: Place


class PlacedDict(dict[str, Any]):
    """Keys and values with the places of the keys, on their way into the model."""

    places: dict[str, Place]


def plain(node: Node) -> Any:
    """Return dicts, lists, texts and None for the model."""
    if isinstance(node, Scalar):
        if node.null:
            return None
        text = PlacedText(node.text)
        text.place = node.place
        return text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    values = PlacedDict((key, plain(value)) for key, value in node.entries.items())
    values.places = node.keys
    return values


def is_null(node: Node) -> bool:
    """Return whether the node holds nothing."""
    return isinstance(node, Scalar) and node.null


def is_yes(node: Node | None) -> bool:
    """Return whether the node says `true`."""
    return isinstance(node, Scalar) and not node.null and node.text.strip() in {"true", "True", "TRUE"}


def read(path: Path, data: bytes | None = None) -> Mapping:
    """Return the keys and values of a YAML or JSON file; raise InputError naming what is wrong with it.

    `data` is what the file is going to hold, where that is not written yet.
    """
    return remembered(("tree", path), lambda: _parsed(path, None)) if data is None else _parsed(path, data)


def _parsed(path: Path, data: bytes | None) -> Mapping:
    source = path.as_posix()
    suffix = path.suffix.lower()
    # defense files.suffix: only what can hold keys and values is read as such
    if suffix not in _SUFFIXES:
        raise InputError(Problem("expected a .yaml, .yml or .json file", Place(source)))
    text = decoded(content(path) if data is None else data, source)
    if suffix == ".json":
        from jdgen.inputs.json_source import parse
    else:
        from jdgen.inputs.yaml_source import parse
    node = parse(text, source)
    # defense files.top: a list or a text in place of keys and values is an error
    if not isinstance(node, Mapping):
        example = '`{"name": "Acme"}`' if suffix == ".json" else "`name: Acme`"
        raise InputError(Problem(f"expected keys and values at the top of the file, such as {example}", node.place))
    return node


def content(path: Path, suffixes: Collection[str] = _SUFFIXES, most: int = MAX_BYTES) -> bytes:
    """Return the bytes of a file; raise InputError if they cannot be read, or are more than an input may hold.

    `suffixes` are those of the files that a wrong name may have meant.
    """
    place = Place(path.as_posix())
    tell(path)
    try:
        # Opening a pipe or a device could wait, or read, for ever.
        # defense files.device: no pipe and no device is opened, which could be read for ever
        if path.exists() and not path.is_file():
            raise InputError(Problem("is not a file", place))
        with open(path, "rb", opener=_unwaiting) as file:
            # Room is made for all that is asked for, and most files need little of it.
            # defense files.read_on: of a file that is too large no more is read than shows it
            data = file.read(min(most, MAX_BYTES) + 1)
            if data is None:
                raise InputError(Problem("is not a file", place))
            if len(data) <= most:
                data += file.read(most + 1 - len(data)) if len(data) > MAX_BYTES else b""
    except OSError as error:
        if isinstance(error, FileNotFoundError) and os.path.islink(path):  # noqa: PTH114 - says no where it cannot look
            raise InputError(Problem("is a link that leads nowhere", place)) from None
        hint = _similar(path, suffixes) if isinstance(error, FileNotFoundError) else ""
        raise InputError(Problem(f"cannot be read: {(error.strerror or 'failed').lower()}", place, hint)) from None
    if len(data) > most:
        raise InputError(Problem(f"is larger than {most:,} bytes", place))
    return data


def _unwaiting(name: str, flags: int) -> int:
    """Open a file that is read at once or not at all: `/proc/kmsg` looks like a file, and a pipe may take its place."""
    # defense files.waiting: nobody is kept waiting by what looks like a file
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def decoded(data: bytes, source: str) -> str:
    """Return the text of a file in UTF-8; raise InputError where it is another encoding, or blank."""
    place = Place(source)
    # defense files.utf_16: a file in UTF-16 is refused with what to do, and not read as noughts
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError(Problem("is in UTF-16", place, _as_utf_8(source)))
    try:
        # defense files.utf_8: a byte that is no UTF-8 is an error, and no question mark in a document
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise InputError(Problem("is not UTF-8 text", Place(source, line, column), _as_utf_8(source))) from None
    if not text.strip():
        raise InputError(Problem("is empty", place))
    return text


def _as_utf_8(source: str) -> str:
    """Return how to save a file in UTF-8; a spreadsheet's ordinary CSV is in the encoding of its machine."""
    if source.lower().endswith((".csv", ".tsv")):
        return "in Excel: Save As, “CSV UTF-8 (Comma delimited)”, or as .xlsx"
    return "save it as UTF-8"


def _similar(path: Path, suffixes: Collection[str]) -> str:
    """Return a hint at the file of the folder whose name is nearest, whatever its suffix."""
    from difflib import get_close_matches

    try:
        files = {entry.stem: entry for entry in sorted(path.parent.iterdir()) if entry.suffix in suffixes}
    except OSError:
        return ""
    found = get_close_matches(path.stem, files, n=1, cutoff=0.65)
    return f"did you mean `{files[found[0]].as_posix()}`?" if found else ""
