"""A Word template, compiled once: docxtpl turns its parts into Jinja source, which is kept beside it.

Only this module knows docxtpl and Jinja. The built-in template needs neither at run time: its compiled form belongs
to it by a hash, and its tags are plain names, which are filled in without an engine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate

from jdgen.errors import Place, Problem, TemplateError, nearest
from jdgen.render.word_text import Xml, escape
from jdgen.render.word_zip import Member, deflated, read, write

MAIN = "word/document.xml"
_PLAIN_TAG = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_ANY_TAG = re.compile(r"\{\{|\{%|\{#")
_RENDERED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_HASH = "template.sha256"


class Template(NamedTuple):
    """A template: its members as they are stored, and the Jinja source of the parts that have tags."""

    path: Path
    members: Mapping[str, Member]
    sources: Mapping[str, str]


@lru_cache(maxsize=8)
def load(path: Path) -> Template:
    """Return the template at the path, from its compiled form where that is fresh; raise TemplateError."""
    archive = path.read_bytes()
    try:
        members = read(archive)
    except ValueError as error:
        raise TemplateError(_problem(path, f"cannot be read as a Word file: {error}")) from error
    sources = _kept_sources(path, archive) or _sources(path, members)
    if MAIN not in sources:
        raise TemplateError(_problem(path, "has no tag, so nothing of a document would be in the file"))
    return Template(path, members, sources)


def compiled_path(path: Path) -> Path:
    """Return where the compiled form of a template is kept."""
    return path.with_suffix(".compiled.zip")


def compiled(path: Path) -> bytes:
    """Return the compiled form: a zip of the Jinja sources, and the hash that ties it to the template."""
    archive = path.read_bytes()
    sources = {_HASH: sha256(archive).hexdigest()} | _sources(path, read(archive))
    return write(deflated(name, source.encode()) for name, source in sources.items())


def fill(template: Template, name: str, values: Mapping[str, str]) -> bytes:
    """Return a part with the values in its tags; raise TemplateError for a tag that cannot be filled."""
    source = template.sources[name]
    plain = not _ANY_TAG.search(_PLAIN_TAG.sub("", source))
    filled = _fill_names(template, source, values) if plain else _fill_with_jinja(template, name, values)
    return (well_formed if name == MAIN else checked)(name, filled)


@lru_cache(maxsize=64)
def checked(name: str, xml: str) -> bytes:
    """Return a part that many files have alike, such as a foot line; it is checked once."""
    return well_formed(name, xml)


def well_formed(name: str, xml: str) -> bytes:
    """Return the part as bytes; an ill-formed one is a bug of ours and never becomes a file."""
    data = xml.encode()
    try:
        # defense word.well_formed: an ill-formed part never becomes a file
        ParserCreate(namespace_separator=" ").Parse(data, True)
    except ExpatError as error:
        raise RuntimeError(f"{name} came out ill-formed: {error}") from error
    return data


def _fill_names(template: Template, source: str, values: Mapping[str, str]) -> str:
    pieces = _PLAIN_TAG.split(source)
    for place in range(1, len(pieces), 2):
        name = pieces[place]
        # defense word.names: a tag without a value is an error
        if name not in values:
            raise TemplateError(_problem(template.path, f"unknown name `{name}`", nearest(name, values)))
        value = values[name]
        # defense word.values_escaped: a value that is no markup is escaped in a tag
        pieces[place] = value if isinstance(value, Xml) else escape(value)
    return "".join(pieces)


def _fill_with_jinja(template: Template, name: str, values: Mapping[str, str]) -> str:
    from jinja2 import StrictUndefined
    from jinja2 import TemplateError as JinjaError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # defense word.sandbox: a template that is not ours is filled in a sandbox that escapes and knows no undefined name
    environment = ImmutableSandboxedEnvironment(
        # defense word.escaped_by_jinja: a value that Jinja fills in is escaped
        # defense word.undefined: a name that Jinja does not know is an error
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    try:
        return environment.from_string(template.sources[name]).render(values)
    except JinjaError as error:
        raise TemplateError(_problem(template.path, f"{name}: {error.message}")) from error


def _kept_sources(path: Path, archive: bytes) -> dict[str, str] | None:
    kept = compiled_path(path)
    if not kept.is_file():
        return None
    sources = {name: member.data().decode() for name, member in read(kept.read_bytes()).items()}
    # defense word.fresh: compiled parts of another template are not used
    return sources if sources.pop(_HASH) == sha256(archive).hexdigest() else None


def _sources(path: Path, members: Mapping[str, Member]) -> dict[str, str]:
    """Return the Jinja source of each part with tags, as docxtpl makes it; a tag where none is filled is an error."""
    from docxtpl import DocxTemplate

    sources = {}
    for name, member in members.items():
        text = member.data().decode() if name.endswith((".xml", ".rels")) else ""
        if not _ANY_TAG.search(text):
            continue
        # defense word.tag_places: a tag where none is filled in is an error
        if not _RENDERED.fullmatch(name):
            raise TemplateError(_problem(path, f"a tag in {name}, where none can be filled in"))
        sources[name] = str(DocxTemplate(path).patch_xml(text))
    return sources


def _problem(path: Path, message: str, hint: str = "") -> Problem:
    return Problem(message, Place(str(path)), hint)
