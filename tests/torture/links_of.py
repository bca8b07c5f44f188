"""Where the files of each format lead to, found by readers that are not ours: links, attachments, actions, scripts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf
from lxml import etree, html
from markdown_it import MarkdownIt

SAFE = re.compile(r"(?:https?://[^\s\\]+|mailto:[^\s@]+@[^\s@]+|tel:\+?[\d() .-]+)", re.IGNORECASE)
_LOADING = ("src", "srcset", "data", "poster", "background", "action", "formaction", "manifest", "ping", "xlink:href")
_ADDRESS = re.compile(r"url\(\s*['\"]?([^)'\"]*)|@import\s+['\"]([^'\"]*)|image-set\(\s*['\"]([^'\"]*)", re.IGNORECASE)
_ACTIONS = ("/OpenAction", "/AA", "/EmbeddedFiles", "/JavaScript", "/JS", "/Launch", "/RichMedia", "/XFA", "/AF")


def links(path: Path) -> list[str]:
    """Return the addresses of a file; whatever is no address is there with its kind in front, and never safe."""
    readers = {".docx": _word, ".pdf": _pdf, ".html": _html, ".md": _markdown, ".txt": _text}
    return list(readers[path.suffix](path))


def unsafe(path: Path) -> list[str]:
    """Return what is no link to the web, to mail or to a telephone."""
    return [address for address in links(path) if not SAFE.fullmatch(address)]


def _word(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            if not name.endswith((".xml", ".rels")):
                yield from () if name.endswith((".png", ".jpeg", ".svg")) else (f"member {name}",)
                continue
            for element in ET.fromstring(file.read(name)).iter():
                local = element.tag.rpartition("}")[2]
                if local == "Relationship":
                    kind, target = element.get("Type", "").rpartition("/")[2], element.get("Target", "")
                    if element.get("TargetMode"):
                        yield target if kind == "hyperlink" else f"{kind} {target}"
                    elif f"{name.partition('_rels/')[0]}{target}".lstrip("/") not in file.namelist() and (
                        target.lstrip("/") not in file.namelist()
                    ):
                        yield f"nowhere {target}"
                elif local in ("instrText", "fldSimple"):
                    own = element.get(f"{element.tag.removesuffix('fldSimple')}instr", "")
                    code = "".join(element.itertext()) if local == "instrText" else own
                    yield from () if code.split()[:1] in (["PAGE"], ["NUMPAGES"],
                        ["SECTIONPAGES"]) else (f"field {code}",)
                elif local in ("altChunk", "subDoc", "object", "OLEObject", "control", "imagedata"):
                    yield f"element {local}"


def _pdf(path: Path) -> Iterator[str]:
    with pikepdf.open(path) as pdf:
        yield from (f"attachment {name}" for name in pdf.attachments)
        for one in pdf.objects:
            held: Any = one
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                yield from (f"action {key}" for key in _ACTIONS if key in held)
                if held.get("/Subtype") in ("/FileAttachment", "/Movie", "/Sound", "/Screen", "/RichMedia", "/3D"):
                    yield f"annotation {held['/Subtype']}"
            action = held.get("/A") if isinstance(one, pikepdf.Dictionary) else None
            if isinstance(action, pikepdf.Dictionary) and action.get("/S") is not None:
                yield str(action["/URI"]) if action["/S"] == "/URI" else f"action {action['/S']}"


def _html(path: Path) -> Iterator[str]:
    for element in html.document_fromstring(path.read_text(encoding="utf-8")).iter(etree.Element):
        if element.tag == "script" and element.get("type") != "application/ld+json":
            yield "script"
        if element.tag in ("iframe", "object", "embed", "base", "frame", "link") or element.get("http-equiv"):
            yield f"element {element.tag}"
        for key, said in element.attrib.items():
            if key == "href" and not said.startswith("#"):
                yield said
            elif key in _LOADING and not re.match(r"data:image/(?:png|jpeg|svg\+xml);base64,", said):
                yield f"loads {said}"
            elif key.startswith("on"):
                yield f"code {key}"
        sheet = (element.text or "") if element.tag == "style" else str(element.get("style", ""))
        for found in _ADDRESS.finditer(sheet):
            address = next(filter(None, found.groups()), "")
            yield from () if address.startswith("data:image/") else (f"loads {address}",)


def _markdown(path: Path) -> Iterator[str]:
    for token in MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8")):
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrs["href"])
            elif child.type == "image":
                yield f"image {child.attrs['src']}"
            elif child.type == "html_inline" and re.search(r"src|href|style|on\w+=", child.content):
                yield f"markup {child.content}"


def _text(path: Path) -> Iterator[str]:
    yield from re.findall(r"(?<=\s<)[a-z]+:[^>\s]+(?=>)", path.read_text(encoding="utf-8"))
