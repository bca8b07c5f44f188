"""Values taken out of a full input, one at a time, and what a document says with and without them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from full_profile import CHILD, FULL_FILES, HOME, ROLE

import faces
from conftest import Ran

Steps = tuple[str | int, ...]
Tree = dict[str, Any]
GONE = object()
"""In place of a value: take it out."""
FILES = {
    "posting": ("company", "opening", "family", ROLE), "rubric": ("company", "opening", "family", ROLE),
    "letter": ("company", "opening", "candidate", ROLE), "coverage": ("company", "opening", "family", ROLE),
    "guide": ("company", "family", ROLE, CHILD), "ladder": ("company", "family", ROLE, CHILD),
}  # fmt: skip
"""The files that each document is made of."""
ROOTS = ("company", "opening", "candidate")
FORMATS = {"posting": "txt,docx,jsonld"}


def places(node: Any, above: Steps = ()) -> Iterator[Steps]:
    """Yield the path of every value of a tree, at any depth."""
    held = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in held:
        yield (*above, key)
        yield from places(value, (*above, key))


def changed(tree: Tree, path: Steps, value: object = GONE) -> Tree:
    """Return a tree of its own with one value taken out, or with another in its place."""
    tree = deepcopy(tree)
    node: Any = tree
    for step in path[:-1]:
        node = node[step]
    if value is GONE:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return tree


def named(path: Steps) -> str:
    """Return a path as people write it: `locations[0].pay`."""
    return re.sub(r"^\.", "", "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path))


_SIGN = re.compile(r"[-–|\[\]]|\d+\.|_+|=+|-+")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BROKEN = re.compile(
    r"\bNone\b|\bnull\b|\S {2,}\S|\s[.,;:!?](\s|$)|[,;:]\.|(?<!\.)\.\.(?!\.)|,,|\(\s*\)|“\s*”|\[\s*\]|,$|;$|^[.,;:]"
    r"|\b(and|or|with|by|in|at|of|for|the|a|an) ?[.,;)](\s|$)|\((,|or )"
)
"""What stands in a text from which a word was torn."""
_GREETING = re.compile(r"Dear [^,]+,|Sincerely,|Best regards,|Kind regards,")
"""Lines of a letter that end with a comma."""


class Made(NamedTuple):
    """How a run ended, and what it made: the bytes by the formats."""

    ran: Ran
    files: dict[str, bytes]

    def words(self, suffix: str) -> list[str]:
        """Return the words of a file without the signs of its format; a hash of the content is the same for all."""
        text = {"txt": bytes.decode, "docx": faces.word}[suffix](self.files[suffix])
        text = re.sub(r"(?<=\s)<(https?:|mailto:)\S+>", "", re.sub(r"\b[0-9a-f]{8}\b", "(version)", text))
        return [word for word in text.replace("☐", " ").split() if not _SIGN.fullmatch(word)]

    @property
    def facts(self) -> Counter[tuple[str, str]]:
        """Return the paths of the JSON-LD with their values, but for the words of the whole posting."""
        return Counter(_flat(json.loads(self.files["jsonld"]))) if "jsonld" in self.files else Counter()

    def broken(self) -> list[str]:
        """Return the paragraphs of the Word file that something was torn out of."""
        paragraphs = list(_paragraphs(self.files["docx"]))
        found = [text for _, text in paragraphs if _BROKEN.search(text) and not _GREETING.fullmatch(text)]
        for (style, text), (following, _) in pairwise([*paragraphs, ("Heading0", "")]):
            level, under = _level(style), _level(following)
            if level and under and under <= level:
                found.append(f"nothing under: {text}")
            if text.endswith(":") and under:
                found.append(f"nothing behind: {text}")
        lines = self.files["txt"].decode().splitlines()
        return found + [f"empty: {line}" for line in lines if line.strip() in ("-", "- .")]


class Bench:
    """A full input in a folder, from which documents are made by the real command."""

    def __init__(self, folder: Path, jdgen: Callable[..., Ran], files: dict[str, Tree] | None = None) -> None:
        self._folder, self._jdgen, self._files = folder, jdgen, files or FULL_FILES
        self._runs = 0
        (folder / "profiles" / HOME).mkdir(parents=True)
        for name, tree in self._files.items():
            self._write(name, tree)

    def _write(self, name: str, tree: Tree) -> None:
        home = self._folder if name in ROOTS else self._folder / "profiles" / HOME
        path = home / f"{name}.{'json' if name in ROOTS else 'yaml'}"
        path.write_text(json.dumps(tree), encoding="utf-8")

    def make(self, kind: str, **trees: Tree) -> Made:
        """Make a document with some of the files changed."""
        for name, tree in trees.items():
            self._write(name, tree)
        self._runs += 1
        out = self._folder / f"out-{self._runs}"
        roots = (root for root in ROOTS if root in FILES[kind])
        ran = self._jdgen(
            kind, HOME if kind == "ladder" else ROLE, *(f"--{root}={self._folder}/{root}.json" for root in roots),
            f"--profiles={self._folder}/profiles", "-q", "-f", FORMATS.get(kind, "txt,docx"), "-o", out,
        )  # fmt: skip
        for name in trees:
            self._write(name, self._files[name])
        found = {path.suffix[1:]: path.read_bytes() for path in out.iterdir()} if out.exists() else {}
        return Made(ran, found)


def _flat(node: Any, above: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "description" or above:
                yield from _flat(value, f"{above}.{key}")
    elif isinstance(node, list):
        for value in node:
            yield from _flat(value, above)
    else:
        yield above, json.dumps(node)


def _paragraphs(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the style and the text of each paragraph that has one, and of each entry of a list."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        body = ET.fromstring(file.read("word/document.xml"))
    cells = {id(inner) for cell in body.iter(f"{_W}tc") for inner in cell.iter(f"{_W}p")}
    for paragraph in body.iter(f"{_W}p"):
        text = "".join(
            part.text or "" if part.tag == f"{_W}t" else "\n" for part in paragraph.iter()
            if part.tag in (f"{_W}t", f"{_W}br")
        )  # fmt: skip
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = "" if style is None else str(style.get(f"{_W}val"))
        if text.strip():
            yield name, text
        elif id(paragraph) not in cells and "List" in name:
            yield name, "(empty entry) ."


def _level(style: str) -> int | None:
    found = re.fullmatch(r"Heading(\d)", style)
    return int(found[1]) if found else None


def taken(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """Return the blocks of words that went, and those that came; one block that went alone is found exactly."""
    shorter = len(before) - len(after)
    head = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), len(after))
    if shorter >= 0 and before[head + shorter :] == after[head:]:
        return [" ".join(before[head : head + shorter])] * (shorter > 0), []
    gone, come = [], []
    for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone += [" ".join(before[first:last])] if tag in ("delete", "replace") else []
        come += [" ".join(after[start:end])] if tag in ("insert", "replace") else []
    return gone, come
