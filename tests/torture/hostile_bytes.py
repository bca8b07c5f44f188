"""What hostile files hold: attacks by name, each a way to make the bytes: no bomb is made that is not thrown."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache

Make = Callable[[], bytes]
Attacks = dict[str, Make]
CANARY = "canary-b1f5"
"""The word in a file that nobody may read; `{canary}` in an attack is its path."""


def of_any(seed: bytes, big: int) -> Attacks:
    """Return what can be done to a file of any kind; `big` is how many bytes are more than it may have."""
    noise = random.Random(7)
    text = seed.decode("utf-8", "replace")
    found: Attacks = {
        "empty": lambda: b"",
        "blank": lambda: b" \n\t\r\n " * 100,
        "mark alone": lambda: b"\xef\xbb\xbf",
        "utf-16": lambda: text.encode("utf-16"),
        "utf-32": lambda: text.encode("utf-32"),
        "latin-1": lambda: (text + "\nname: Caf\xe9 d\xfc\n").encode("latin-1", "replace"),
        "zeros": lambda: bytes(1000),
        "a zero within": lambda: seed[: len(seed) // 2] + b"\0" + seed[len(seed) // 2 :],
        "noise": lambda: noise.randbytes(5000),
        "larger than may be": lambda: seed + bytes(big),
        "a long line": lambda: b"x" * big,
        "is a zip": lambda: zipped({"a.txt": b"text"}),
        "is a PDF": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
        "is a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(60),
        "is an old Office file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "is a program": lambda: b"\x7fELF" + bytes(range(256)) * 4,
        "is compressed": lambda: b"\x1f\x8b\x08" + zlib.compress(seed),
    }
    for part in (1, 2, 3):
        found[f"cut at {part}/4"] = lambda part=part: seed[: len(seed) * part // 4]
    return found


def of_yaml(seed: bytes) -> Attacks:
    """Return what breaks readers of YAML; `seed` is a sound file, before which most of it is put."""
    steps = list(zip("abcdefgh", "bcdefghi", strict=True))
    bomb = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [*{b}, *{b}, *{b}, *{b}]\n" for b, n in steps)
    merged = "a: &a {x: 1}\n" + "".join(f"{n}: &{n} {{<<: [*{b}, *{b}]}}\n" for b, n in steps)
    lines = {
        "aliases that multiply": bomb,
        "merge keys that multiply": merged,
        "an alias to itself": "a: &a [*a]\n",
        "an alias to nothing": "a: *b\n",
        "a tag that runs": "a: !!python/object/apply:os.system ['touch pwned']\n",
        "a tag that makes": "a: !!python/object/new:subprocess.Popen {args: [id]}\n",
        "a binary tag": "a: !!binary aGVsbG8=\n",
        "a directive": "%YAML 9.9\n---\na: b\n",
        "a tag directive": "%TAG ! tag:yaml.org,2002:python/\n---\na: !object b\n",
        "nested in blocks": "".join(f"{' ' * n}a:\n" for n in range(900)),
        "nested in dashes": "- " * 10_000 + "x\n",
        "brackets": "[" * 200_000,
        "braces": "{a: " * 100_000,
        "brackets in a value": "a: " + "[" * 10_000 + "]" * 10_000 + "\n",
        "question marks": "? " * 50_000,
        "a key twice": "zz: 1\nzz: 2\n",
        "a key often": "zz: 1\n" * 20_000,
        "a large text": "zz: " + "x" * 900_000 + "\n",
        "a large key": "x" * 900_000 + ": y\n",
        "a million keys": "".join(f"k{n:05}: \n" for n in range(100_000)),
        "a large number": "zz: " + "9" * 900_000 + "\n",
        "a list at the top": "- a\n- b\n",
        "a text at the top": "just words\n",
        "two documents": "a: b\n---\nc: d\n",
        "a tab": "a:\n\tb: c\n",
        "a control character": "a: \x07b\n",
        "an escape that colors": 'a: "\\e[31mred"\nzz\x1b[2J: 1\n',
        "bidi": "a\u202eb\u2066: c\n",
        "half a pair": 'a: "\\ud800"\n',
        "a quote never closed": 'a: "' + "x\n" * 5_000,
        "a block never ended": "a: |9\n  x\n",
        "keys that are lists": "? [a, b]\n: c\n",
        "keys of the wrong kind": "1: 2\nnull: 3\ntrue: 4\n",
        "the next line": "a: b\x85\x85c: d\u2028e: f\n",
        "anchors alone": "".join(f"a{n}: &a{n} b\n" for n in range(5_000)),
    }

    def before(text: str) -> Make:
        return lambda: text.encode("utf-8", "surrogatepass") + b"\n" + seed

    return {name: before(text) for name, text in lines.items()}


def of_json() -> Attacks:
    """Return what breaks readers of JSON."""
    deep = 100_000
    lines = {
        "brackets": "[" * deep,
        "brackets closed": "[" * deep + "]" * deep,
        "braces": '{"a":' * deep,
        "a key twice": '{"name": "a", "name": "b"}',
        "a key often": "{" + ",".join('"zz": 1' for _ in range(40_000)) + "}",
        "a million keys": "{" + ",".join(f'"k{n}": 1' for n in range(80_000)) + "}",
        "a large number": '{"name": ' + "9" * 900_000 + "}",
        "a number too far": '{"name": 1e999999999}',
        "no number": '{"name": NaN, "x": Infinity}',
        "a large text": json.dumps({"zz": "x" * 900_000}),
        "half a pair": '{"name": "\\ud800"}',
        "a zero escaped": '{"name": "a\\u0000b"}',
        "an escape that colors": '{"zz\\u001b[2J": 1}',
        "a comma too many": '{"name": "a",}',
        "a comment": '{"name": "a" /* no */}',
        "something behind": '{"name": "a"} x',
        "a list at the top": "[1, 2]",
        "a text at the top": '"words"',
        "single quotes": "{'name': 'a'}",
        "a quote never closed": '{"name": "' + "x" * 100_000,
        "a raw line end": '{"name": "a\nb"}',
        "a prototype": '{"__proto__": {"a": 1}, "constructor": {}}',
    }
    return {name: text.encode for name, text in lines.items()}


def of_toml() -> Attacks:
    """Return what breaks readers of TOML."""
    lines = {
        "brackets": "x = " + "[" * 40_000,
        "braces": "x = " + "{a=" * 20_000,
        "a key of many names": ".".join("a" * 20_000) + " = 1\n",
        "a head of many names": "[" + ".".join("a" * 20_000) + "]\n",
        "a large number": "x = " + "9" * 90_000 + "\n",
        "a number too far": "x = 1e99999999\n",
        "a key twice": "format = 'txt'\nformat = 'md'\n",
        "a table twice": "[a]\n[a]\n",
        "a quote never closed": 'x = """' + "y\n" * 5_000,
        "a control character": "x = 'a\x07b'\n",
        "an escape that colors": '"\\u001b[2J" = 1\n',
        "half a pair": 'x = "\\ud800"\n',
        "a date that is none": "x = 2026-13-45\n",
        "a million keys": "".join(f"k{n} = 1\n" for n in range(9_000)),
        "a key that is none": "out-of-nowhere = true\n",
    }
    return {name: text.encode for name, text in lines.items()}


def of_csv(seed: bytes) -> Attacks:
    """Return what breaks readers of CSV; each begins with the head of a sound table."""
    head = seed.split(b"\n", 1)[0] + b"\n"
    return {
        "a quote never closed": lambda: head + b'"' + b"x,\n" * 50_000,
        "quotes alone": lambda: head + b'"' * 100_001,
        "something behind a quote": lambda: head + b'"a"b,c\n',
        "a million columns": lambda: b",".join(b"c%d" % n for n in range(100_000)) + b"\n1,2\n",
        "a million commas": lambda: head + b"," * 900_000 + b"\n",
        "a million lines": lambda: head + b"\n" * 900_000,
        "rows too long": lambda: head + b"a,b,c,d,e,f,g,h,i,j,k,l,m\n" * 3,
        "a head twice": lambda: b"role,role\na,b\n",
        "formulas": lambda: head + b"=cmd|' /C calc'!A0,@SUM(1),-1,+1\n",
        "a large cell": lambda: head + b"x" * 900_000 + b"\n",
        "a large number": lambda: head + b"9" * 500_000 + b"\n",
        "an escape that colors": lambda: b"\x1b[2Jrole,\x1b]0;x\x07\na,b\n",
        "a control character": lambda: head + b"a\x01b,c\n",
        "carriage returns": lambda: head + b"a\rb\rc\r" * 1_000,
        "another sign": lambda: b"sep=|\n" + head.replace(b",", b"|") + b"a|b\n",
        "a head alone": lambda: head,
        "bidi": lambda: head + "\u202ea,b\u2066\n".encode(),
    }


def of_jsonl() -> Attacks:
    """Return what breaks readers of JSON Lines."""
    lines = {
        "brackets": "[" * 100_000,
        "a list in a line": "[1]\n[2]\n",
        "a broken line": '{"role": "a"}\n{"role": \n',
        "a large line": json.dumps({"role": "x" * 900_000}) + "\n",
        "a key twice": '{"role": "a", "role": "b"}\n',
        "deep values": '{"role": ' + '{"a":' * 5_000 + "1" + "}" * 5_001 + "\n",
        "other keys in each": "".join(f'{{"k{n}": 1}}\n' for n in range(5_000)),
        "an escape that colors": '{"\\u001b[2J": 1}\n',
        "half a pair": '{"role": "\\udfff"}\n',
        "numbers": "1\n2\n3\n",
    }
    return {name: text.encode for name, text in lines.items()}


def of_zip(parts: Mapping[str, bytes], main: str) -> Attacks:
    """Return what can be done to a file that is a zip, whatever stands in it."""
    whole = zipped(parts)

    def with_member(name: str, data: bytes = b"x", mode: int = 0) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in parts.items():
                archive.writestr(part, content)
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            archive.writestr(entry, data)
        return buffer.getvalue()

    def twice() -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for part in (*parts, main):
                import warnings

                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    archive.writestr(part, parts[part])
        return buffer.getvalue()

    def nested() -> bytes:
        inner = whole
        for _ in range(10):
            inner = with_member("word/again.docx", inner)
        return inner

    def without(name: str) -> bytes:
        return zipped({part: content for part, content in parts.items() if part != name})

    return {
        "unpacks to much": lambda: zipped({**parts, main: parts[main] + b" " * 120_000_000}),
        "many parts unpack to much": lambda: zipped({**parts, **{f"x/{n}.xml": b" " * 9_000_000 for n in range(14)}}),
        "a part beside unpacks to much": lambda: zipped({**parts, "docProps/app.xml": b" " * 120_000_000}),
        "many members": lambda: zipped({**parts, **{f"x/{n}": b"" for n in range(12_000)}}),
        "zips in zips": nested,
        "a name that is absolute": lambda: with_member("/etc/cron.d/x"),
        "a name that climbs": lambda: with_member("../../../../tmp/pwned"),
        "a name with a drive": lambda: with_member("C:\\Windows\\x"),
        "a name that colors": lambda: with_member("\x1b[2J\n.xml"),
        "a name that is long": lambda: with_member("a/" * 30_000),
        "a link": lambda: with_member("word/link.xml", b"/etc/passwd", 0o120777),
        "the main part is a link": lambda: _linked(parts, main),
        "a member twice": twice,
        "a wrong checksum": lambda: _flipped(whole, main),
        "locked": lambda: _patched(whole, 6, 8, lambda flags: flags | 1),
        "a packing nobody knows": lambda: _patched(whole, 8, 10, lambda _: 99),
        "sizes that lie": lambda: _sized(whole, 10),
        "sizes beyond reason": lambda: _sized(whole, 0xFFFFFFF0),
        "members that overlap": lambda: _overlapping(parts, main),
        "no directory": lambda: whole[: whole.rindex(b"PK\1\2") - 40],
        "an end alone": lambda: whole[whole.rindex(b"PK\5\6") :],
        "a million in the directory": lambda: whole[:-12] + b"\xff\xff\xff\xff" + whole[-8:],
        "a long comment": lambda: whole[:-2] + b"\xff\xff" + b"c" * 65_535,
        "something before": lambda: b"MZ" + bytes(3_000) + whole,
        "something behind": lambda: whole + bytes(70_000),
        "no main part": lambda: without(main),
        "an empty main part": lambda: zipped({**parts, main: b""}),
        "a main part of noise": lambda: zipped({**parts, main: random.Random(3).randbytes(9_000)}),
        "nothing within": lambda: zipped({}),
    }


def of_xml(main: bytes, root: str, inside: str, within: str = "") -> Attacks:
    """Return what breaks readers of XML; `root` and `inside` are start tags as they stand, `within` a text in it."""
    laughs = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
        f"<!ENTITY {n} '{f'&{b};' * 20}'>" for b, n in zip("abcdefg", "bcdefgh", strict=True)
    )
    text = main.decode()
    start = text.index(root) + len(root)

    def put(said: str) -> bytes:
        return (text[:start] + said + text[start:]).encode()

    def before(said: str, entity: str = "") -> bytes:
        bare = text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
        return ("<?xml version='1.0'?>" + said + bare.replace(within, within + entity, 1)).encode()

    name = inside.strip("<>/").split()[0]
    return {
        "laughs": lambda: before(laughs + "]>", "&h;"),
        "an entity of a file": lambda: before("<!DOCTYPE x [<!ENTITY e SYSTEM 'file://{canary}'>]>", "&e;"),
        "an entity of the web": lambda: before("<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd'>"),
        "an entity of parameters": lambda: before("<!DOCTYPE x [<!ENTITY % p SYSTEM 'file://{canary}'>%p;]>"),
        "a large entity": lambda: before(f"<!DOCTYPE x [<!ENTITY e '{'x' * 100_000}'>]>", "&e;" * 1_000),
        "an entity that is none": lambda: put("&nosuch;"),
        "an inclusion": lambda: put(
            '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{canary}" parse="text"/>'
        ),
        "a style sheet": lambda: before("<?xml-stylesheet href='file://{canary}'?>"),
        "nested": lambda: put(f"<{name}>" * 10_000 + f"</{name}>" * 10_000),
        "never closed": lambda: put(f"<{name}>" * 50_000),
        "many elements": lambda: put(inside * 400_000),
        "many attributes": lambda: put(f"<{name} " + " ".join(f'a{n}="x"' for n in range(50_000)) + "/>"),
        "a large attribute": lambda: put(f'<{name} a="{"x" * 12_000_000}"/>'),
        "many namespaces": lambda: put(f"<{name} " + " ".join(f'xmlns:n{n}="u{n}"' for n in range(20_000)) + "/>"),
        "an attribute twice": lambda: put(f'<{name} a="1" a="2"/>'),
        "a prefix of nobody": lambda: put("<zz:zz/>"),
        "a zero within": lambda: put("\0"),
        "a reference to a zero": lambda: put("&#0;"),
        "a reference to half a pair": lambda: put("&#xD800;"),
        "a reference beyond": lambda: put("&#x110000;" * 100),
        "utf-7": lambda: b"<?xml version='1.0' encoding='UTF-7'?>" + text[text.index("<", 5) :].encode(),
        "utf-16": lambda: _declared(text, "UTF-16").encode("utf-16"),
        "an encoding that is a function": lambda: _declared(text, "rot13").encode(),
        "cdata never closed": lambda: put("<![CDATA[" + "x" * 100_000),
        "a comment never closed": lambda: put("<!--" + "-" * 100_000),
        "cut off": lambda: text.encode()[: len(text) * 3 // 4],
    }


def _declared(text: str, coding: str) -> str:
    bare = text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
    return f"<?xml version='1.0' encoding='{coding}'?>{bare}"


def zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _linked(parts: Mapping[str, bytes], main: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (0o120777 if name == main else 0o100644) << 16
            archive.writestr(entry, b"/etc/passwd" if name == main else content)
    return buffer.getvalue()


def _flipped(whole: bytes, main: str) -> bytes:
    """Change a bit in the middle of what is packed as the main part."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        entry = archive.getinfo(main)
    at = entry.header_offset + 30 + len(main) + entry.compress_size // 2
    return whole[:at] + bytes([whole[at] ^ 16]) + whole[at + 1 :]


def _patched(whole: bytes, local: int, central: int, change: Callable[[int], int]) -> bytes:
    """Change a field of two bytes in every header, and wherever the directory says it again."""
    data = bytearray(whole)
    for sign, offset in ((b"PK\3\4", local), (b"PK\1\2", central)):
        at = data.find(sign)
        while at >= 0:
            (value,) = struct.unpack_from("<H", data, at + offset)
            struct.pack_into("<H", data, at + offset, change(value))
            at = data.find(sign, at + 4)
    return bytes(data)


def _sized(whole: bytes, size: int) -> bytes:
    """Say in the directory that each member unpacks to so many bytes."""
    data = bytearray(whole)
    at = data.find(b"PK\1\2")
    while at >= 0:
        struct.pack_into("<L", data, at + 24, size)
        at = data.find(b"PK\1\2", at + 4)
    return bytes(data)


def _overlapping(parts: Mapping[str, bytes], main: str) -> bytes:
    """Point every entry of the directory at the bytes of one member."""
    same = zipped(dict.fromkeys(parts, parts[main]))
    data = bytearray(same)
    first = 0
    at = data.find(b"PK\1\2")
    while at >= 0:
        struct.pack_into("<L", data, at + 42, first)
        at = data.find(b"PK\1\2", at + 4)
    return bytes(data)


def of_page() -> Attacks:
    """Return what breaks readers of HTML."""
    lines = {
        "divisions": "<div>" * 50_000 + "Cook",
        "tags": "<b>" * 120_000 + "Cook",
        "angles": "<" * 200_000,
        "comments": "<!--" * 50_000,
        "an attribute": "<p a='" + "x" * 1_000_000,
        "many attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">Cook",
        "references": "&#x110000;&#xD800;&#0;&nosuch;" * 10_000,
        "scripts": "<script>" * 10_000 + "</script>",
        "tables": "<table><tr><td>" * 5_000,
        "lists": "<ul><li>" * 5_000,
        "marked sections": "<![CDATA[" * 10_000,
        "data of its own": '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>Cook",
        "no words": "<p></p><script>alert(1)</script>",
        "a zero within": "<p>Co\0ok</p>",
        "an escape that colors": "<p>\x1b[2JCook</p>",
        "one word for long": "<p>" + "x" * 200_000,
    }
    return {name: text.encode for name, text in lines.items()}


def of_text() -> Attacks:
    """Return what breaks readers of plain text and Markdown."""
    lines = {
        "emphasis": "*a _b " * 30_000,
        "brackets": "[" * 100_000,
        "links": "[a](" * 30_000,
        "ticks": "`" * 99_999 + " ",
        "quotes": "> " * 50_000 + "x",
        "lists": "".join(f"{' ' * n}- x\n" for n in range(2_000)),
        "tables": "|a" * 40_000 + "\n" + "|-" * 40_000 + "\n",
        "many lines": "x\n" * 30_000,
        "one word for long": "x" * 200_000,
        "headings": "# x\n" * 15_000,
        "an escape that colors": "Cook\n\x1b[2Jred\n",
        "a zero within": "Co\0ok\n",
        "line separators": "x\u2028" * 25_000,
    }
    return {name: text.encode for name, text in lines.items()}


def of_pdf(seed: bytes) -> Attacks:
    """Return PDFs that break their readers, or do more than show pages."""
    def pdf(*objects: str, trailer: str = "/Root 1 0 R") -> bytes:
        body = "".join(f"{number} 0 obj\n{said}\nendobj\n" for number, said in enumerate(objects, 1))
        return f"%PDF-1.7\n{body}trailer\n<<{trailer}>>\nstartxref\n0\n%%EOF\n".encode("latin-1")

    bomb = zlib.compress(zlib.compress(bytes(30_000_000))).decode("latin-1")
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]{}>>"
    catalog, pages = "<</Type/Catalog/Pages 2 0 R{}>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>"
    lines = {
        "a script": pdf(catalog.format("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), pages, page.format("")),
        "a program": pdf(catalog.format("/OpenAction<</S/Launch/F(/bin/sh)>>"), pages, page.format("")),
        "pages of pages": pdf(catalog.format(""), "<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        "a parent of itself": pdf(catalog.format(""), "<</Type/Pages/Parent 2 0 R/Kids[3 0 R]>>", page.format("")),
        "a stream that is a bomb": pdf(catalog.format(""), pages, page.format("/Contents 4 0 R"),
            f"<</Length {len(bomb)}/Filter[/FlateDecode/FlateDecode]>>stream\n{bomb}\nendstream"),
        "nested": pdf("[" * 50_000 + "]" * 50_000),
        "many pages": pdf(catalog.format(""), "<</Type/Pages/Count 99999999/Kids[]>>"),
        "locked": pdf(
            catalog.format(""), pages, page.format(""), trailer="/Root 1 0 R/Encrypt<</Filter/Standard/V 9>>"
        ),
        "no objects": b"%PDF-1.7\n%%EOF\n",
        "an end alone": seed[-200:],
        "no table": seed[: seed.rindex(b"startxref")],
        "a name that colors": pdf(catalog.format("/Lang(\x1b[2J)"), pages, page.format("")),
    }  # fmt: skip
    return {name: (lambda data=data: data) for name, data in lines.items()}


def _chunk(name: bytes, content: bytes, wrong: int = 0) -> bytes:
    return struct.pack(">L", len(content)) + name + content + struct.pack(">L", zlib.crc32(name + content) ^ wrong)


def png(
    width: int = 8, height: int = 8, *, depth: int = 8, color: int = 2, body: bytes | None = None, more: bytes = b"",
    woven: int = 0,
) -> bytes:  # fmt: skip
    """Return a PNG; `body` are its packed pixels, `more` are chunks before them."""
    pixels = zlib.compress(b"".join(b"\0" + b"\x40" * (3 * width) for _ in range(height))) if body is None else body
    head = struct.pack(">LL5B", width, height, depth, color, 0, 0, woven)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + more + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def of_png() -> Attacks:
    """Return pictures that break their readers."""

    @cache
    def bomb() -> bytes:
        return zlib.compress(bytes(50_000_000))

    return {
        "sides beyond reason": lambda: png(2**31 - 1, 2**31 - 1, body=b"x"),
        "sides that multiply": lambda: png(60_000, 60_000, body=bomb()),
        "no sides": lambda: png(0, 0, body=b""),
        "one side": lambda: png(5_000_000, 1, body=bomb()),
        "pixels that are a bomb": lambda: png(8, 8, body=bomb()),
        "pixels that are cut": lambda: png(8, 8, body=zlib.compress(b"\0" * 200)[:-6]),
        "pixels that lack": lambda: png(8, 8, body=zlib.compress(b"\0" * 20)),
        "pixels that are noise": lambda: png(8, 8, body=random.Random(5).randbytes(300)),
        "a filter that is none": lambda: png(2, 1, body=zlib.compress(b"\x09" + b"\0" * 6)),
        "a wrong checksum": lambda: png().replace(b"IEND\xaeB", b"IEND\xaeC"),
        "a chunk larger than the file": lambda: png()[:33] + b"\xff\xff\xff\xffIDAT",
        "a profile that is a bomb": lambda: png(more=_chunk(b"iCCP", b"x\0\0" + bomb())),
        "a text that is a bomb": lambda: png(more=_chunk(b"zTXt", b"x\0\0" + bomb())),
        "it moves": lambda: png(more=_chunk(b"acTL", struct.pack(">LL", 2, 0))),
        "no palette": lambda: png(color=3),
        "a depth that is none": lambda: png(depth=7),
        "sixteen bits": lambda: png(depth=16),
        "woven without pixels": lambda: png(9, 9, woven=1, body=b""),
        "a head twice": lambda: png(more=_chunk(b"IHDR", struct.pack(">LL5B", 9, 9, 8, 2, 0, 0, 0))),
        "no end": lambda: png()[:-12],
        "many chunks": lambda: png(more=_chunk(b"tEXt", b"") * 100_000),
        "something behind": lambda: png() + b"PK\3\4" + bytes(500),
    }


def jpeg(width: int = 8, height: int = 8, *, channels: int = 3, more: bytes = b"") -> bytes:
    """Return a JPEG as far as its head and one scan."""
    parts = b"".join(bytes((number, 0x11, 0)) for number in range(1, channels + 1))
    frame = struct.pack(">BHHB", 8, height, width, channels) + parts
    scan = bytes((channels,)) + b"".join(bytes((number, 0)) for number in range(1, channels + 1)) + b"\0\x3f\0"
    segments = [(0xC0, frame), (0xDA, scan)]
    made = b"\xff\xd8" + more
    for marker, content in segments:
        made += bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content
    return made + b"\x12\x34\x56\xff\xd9"


def of_jpeg() -> Attacks:
    """Return JPEGs that break their readers."""
    return {
        "sides beyond reason": lambda: jpeg(65_535, 65_535),
        "no sides": lambda: jpeg(0, 0),
        "four channels": lambda: jpeg(channels=4),
        "many channels": lambda: jpeg(channels=200),
        "a segment of nothing": lambda: b"\xff\xd8\xff\xe0\0\0" + jpeg()[2:],
        "a segment larger than the file": lambda: b"\xff\xd8\xff\xe0\xff\xff" + bytes(40),
        "no end": lambda: jpeg()[:-2],
        "markers alone": lambda: b"\xff\xd8" + b"\xff" * 100_000,
        "restarts": lambda: b"\xff\xd8" + b"\xff\xd0" * 100_000,
        "many segments": lambda: jpeg(more=b"\xff\xfe\0\2" * 100_000)[:-2],
        "ends at once": lambda: b"\xff\xd8\xff\xd9",
    }


def of_svg() -> Attacks:
    """Return drawings that run, fetch or grow."""
    def svg(inside: str, box: str = "0 0 8 8", more: str = "") -> bytes:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{box}"{more}>'
            f"{inside}</svg>"
        ).encode()

    uses = '<g id="a"><rect width="1" height="1"/></g>' + "".join(
        f'<g id="{n}">{f"""<use xlink:href="#{b}"/>""" * 10}</g>' for b, n in zip("abcdefgh", "bcdefghi", strict=True)
    )
    lines = {
        "a script": svg("<script>alert(1)</script>"),
        "a handler": svg('<rect width="1" height="1"/>', more=' onload="alert(1)"'),
        "a picture of a file": svg('<image href="file://{canary}"/>'),
        "a picture of the web": svg('<image xlink:href="http://127.0.0.1:9/a.png"/>'),
        "a picture that is wrong": svg('<image href="data:image/png;base64,AAAA"/>'),
        "a page within": svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'),
        "a style that imports": svg('<style>@import url("http://127.0.0.1:9/a.css");</style>'),
        "a style that loads": svg('<rect style="fill:url(http://127.0.0.1:9/#a)"/>'),
        "a style that hides": svg("<style>rect{fill:u\\72l(http://127.0.0.1:9/)}</style><rect/>"),
        "uses of uses": svg(uses + '<use xlink:href="#i"/>'),
        "a use of itself": svg('<g id="a"><use href="#a"/></g>'),
        "a pattern of itself": svg('<pattern id="p"><rect fill="url(#p)"/></pattern><rect fill="url(#p)"/>'),
        "a box beyond reason": svg("<rect/>", box="0 0 1e308 1"),
        "a box of nothing": svg("<rect/>", box="0 0 0 0"),
        "a box of words": svg("<rect/>", box="NaN inf -1 x"),
        "laughs": b"<!DOCTYPE svg [<!ENTITY a 'ha'>]>" + svg("<text>&a;</text>"),
        "an instruction": b"<?xml-stylesheet href='file://{canary}'?>" + svg("<rect/>"),
        "nested": svg("<g>" * 10_000 + "</g>" * 10_000),
        "many elements": svg("<g/>" * 30_000),
        "it moves": svg("<animate/>"),
        "an inclusion": svg('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{canary}"/><script/>'),
        "another root": b"<html><body/></html>",
        "no namespace": b'<svg viewBox="0 0 8 8"/>',
        "a gradient that repeats": svg('<linearGradient id="g" spreadMethod="repeat"/><rect fill="url(#g)"/>'),
        "a base": svg("<rect/>", more=' xml:base="http://127.0.0.1:9/"'),
        "utf-7": b"<?xml version='1.0' encoding='UTF-7'?><svg/>",
        "an encoding that is a function": b"<?xml version='1.0' encoding='rot13'?><svg/>",
    }
    return {name: (lambda data=data: data) for name, data in lines.items()}


def of_document(main: bytes) -> dict[str, dict[str, bytes]]:
    """Return what Word files bring along or fetch: by the names of attacks, parts to lay over those of a sound file."""
    def put(inside: str) -> bytes:
        return main.replace(b"<w:body>", b"<w:body>" + inside.encode(), 1)

    rels = "word/_rels/document.xml.rels"
    def linked(kind: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
        return (
            '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="x9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            f'{kind}" Target="{target}"{mode}/></Relationships>'
        ).encode()

    field = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r><w:r>' \
            '<w:fldChar w:fldCharType="end"/></w:r></w:p>'
    return {
        "macros": {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"},
        "an old object": {"word/embeddings/o.bin": b"\xd0\xcf\x11\xe0",
                          rels: linked("oleObject", "embeddings/o.bin", "")},
        "a chunk": {"word/document.xml": put('<w:altChunk r:id="x9"/>'), rels: linked("aFChunk", "file://{canary}")},
        "a template elsewhere": {rels: linked("attachedTemplate", "http://127.0.0.1:9/t.dotm")},
        "a picture of a file": {rels: linked("image", "file://{canary}")},
        "a frame": {rels: linked("frame", "http://127.0.0.1:9/")},
        "a link that runs": {rels: linked("hyperlink", "javascript:alert(1)")},
        "a field that starts": {"word/document.xml": put(field.format('DDEAUTO c:\\\\x "a"'))},
        "a field that fetches": {"word/document.xml": put(field.format('INCLUDETEXT "{canary}"'))},
        "a control": {rels: linked("control", "activeX/a.xml", "")},
    }  # fmt: skip
