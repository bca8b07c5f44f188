"""References that could make somebody fetch or read something: as words, markup, style, drawings and Word files."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from canary import Canary, picture

from jdgen.render.word_zip import deflated, read, write
from word_files import OFFICE, Block, Paragraph, Raw, word

OUTSIDE = ' TargetMode="External"'
_SPACES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def addresses(canary: Canary) -> list[str]:
    """Return the ways to name something of the canary."""
    host, file = canary.host, (canary.folder / "canary.txt").as_posix()
    return [
        f"http://{host}/a", f"https://{host}/a", f"ftp://{host}/a", f"//{host}/a", f"http://{host}/a?q=%00&x=1#f",
        f"hTTp://{host}/a", f"http:\\\\{host}\\a", f"ws://{host}/a", f"gopher://{host}/a", f"ldap://{host}/a",
        f"jar:http://{host}/a!/b", f"view-source:http://{host}/a", f"http://0x7f000001:{canary.port}/a",
        f"http://[::ffff:127.0.0.1]:{canary.port}/a", f"\\\\127.0.0.1@{canary.port}\\share\\a",
        "\\\\127.0.0.1\\share\\a",
        f"file://{file}", f"file:{file}", f"FILE://localhost{file}", f"file:///{file}", file,
        f"../../../../../..{file}",
        "../canary/canary.txt", "..%2Fcanary%2Fcanary.txt", "%2e%2e/canary/canary.txt", "..\\canary\\canary.txt",
        "\uff0e\uff0e/canary/canary.txt", "\u2025/canary/canary.txt", "~/canary.txt", "$HOME/canary.txt",
        "%HOME%\\canary.txt",
        f"C:{file}", f"C:\\{file[1:]}", f"data:text/html,<img src=http://{host}/a>",
        f"data:image/svg+xml,{quote(drawing(f'http://{host}/a'))}", f"javascript:fetch('http://{host}/a')",
        f"vbscript:x('http://{host}/a')", f"mhtml:http://{host}/a", f"ms-word:ofe|u|http://{host}/a",
    ]  # fmt: skip


def words(canary: Canary) -> list[str]:
    """Return texts that fetch something where they are taken for more than texts."""
    web, file = f"http://{canary.host}/w", (canary.folder / "canary.txt").as_posix()
    return [
        f'<img src="{web}" srcset="{web} 2x">', f'<link rel="stylesheet" href="{web}">',
        f"<style>@import '{web}';</style>",
        f'<script src="{web}"></script>', f'<iframe src="{web}"></iframe>', f'<object data="{web}"></object>',
        f'<embed src="{web}">', f'<base href="{web}">', f'<meta http-equiv="refresh" content="0;url={web}">',
        f'"><img src={web}>', f"'><img src={web}>", f"</title><img src={web}>", f"</script><script src={web}></script>",
        f"</style><img src={web}>", f"--><img src={web}>", f"]]><img src={web}>",
        f'<svg><use xlink:href="{web}#a"/></svg>',
        f'<svg><image href="{web}"/><foreignObject><img src="{web}"/></foreignObject></svg>',
        f'<p style="background:url({web})">', f"@font-face{{src:url({web})}}", f"content:url({web})",
        f"attach:url({web})",
        f"![x]({web})", f"![x][y]\n\n[y]: {web}", f"[![x]({web})](https://x.example)", f"<{web}>",
        f"[x](file://{file})", f"[x](javascript:fetch('{web}'))", f"[x]({web})", f"\\![x]({web})", f"!\\[x]({web})",
        f'{{% include "{file}" %}}', f'{{% import "{file}" as x %}}', f'{{% extends "{file}" %}}',
        "{{ ''.__class__.__mro__[1].__subclasses__() }}", f"{{{{ open('{file}').read() }}}}",
        f"{{{{r include('{file}') }}}}",
        f'<!DOCTYPE x [<!ENTITY y SYSTEM "file://{file}">]><x>&y;</x>', "&y;", f'<!ENTITY % z SYSTEM "{web}"> %z;',
        f'<xi:include href="{web}"/>', f'<?xml-stylesheet href="{web}"?>', f'INCLUDEPICTURE "{web}" \\d',
        f'{{ INCLUDETEXT "{file}" }}', f'=WEBSERVICE("{web}")', f"=DDE(\"cmd\";\"/c curl {web}\")",
        f'LINK Word "{file}"',
        f'<w:altChunk r:id="x"/><w:instrText>INCLUDEPICTURE "{web}"</w:instrText>', f"!include {file}", f"@{file}",
        f"$(curl {web})", f"`curl {web}`", f"\\input{{{file}}}", f".. include:: {file}",
        f'<a rel="attachment" href="{web}">x</a>',
    ]  # fmt: skip


def markup(canary: Canary) -> dict[str, str]:
    """Return what a page of somebody's own templates could hold, whether one reader sees it or another."""
    web, file = f"http://{canary.host}", f"file://{(canary.folder / 'canary.png').as_posix()}"
    png, beyond = "data:image/png;base64,AA", quote(f"@import url({web}/nested.css)")
    plain = {
        "img": "<img src='{0}' alt=''>", "input": "<input type=image src='{0}' alt=x>",
        "picture": "<picture><source srcset='{0}'><img src='data:,' alt=''></picture>",
        "video": "<video poster='{0}'></video>",
        "audio": "<audio src='{0}'></audio>", "track": "<video><track src='{0}'></video>",
        "link": "<link rel=stylesheet href='{0}'>",
        "preload": "<link rel=preload as=image imagesrcset='{0}'>", "prefetch": "<link rel=dns-prefetch href='{0}'>",
        "script": "<script src='{0}'></script>", "module": "<script type=module>import '{0}'</script>",
        "base": "<base href='{0}'>",
        "refresh": "<meta http-equiv=refresh content='0;url={0}'>", "iframe": "<iframe src='{0}'></iframe>",
        "srcdoc": "<iframe srcdoc='<img src={0}>'></iframe>", "object": "<object data='{0}'></object>",
        "embed": "<embed src='{0}'>",
        "background": "<table background='{0}'><tr><td>x</table>", "use": "<svg><use href='{0}#a'/></svg>",
        "image": "<svg><image xlink:href='{0}'/></svg>",
        "feImage": "<svg><filter id=f><feImage href='{0}'/></filter></svg>",
        "foreign": "<svg><foreignObject><img src='{0}'></foreignObject></svg>",
        "svgscript": "<svg><script href='{0}'/></svg>",
        "filter": "<svg><rect filter='url({0}#a)' width=9 height=9 /></svg>",
        "mask": "<svg><rect mask='url({0}#a)' width=9 height=9 /></svg>",
        "fill": "<svg><rect fill='url({0}#a)' width=9 height=9 /></svg>",
        "clip": "<svg><rect clip-path='url({0}#a)' width=9 height=9 /></svg>",
        "set": "<svg><image width=9 height=9><set attributeName=href to='{0}'/></image></svg>",
        "animate": "<svg><image width=9 height=9><animate attributeName=href values='{0}'/></image></svg>",
        "import": "<style>@import '{0}';</style>",
        "face": "<style>@font-face{{font-family:x;src:url({0})}}body{{font-family:x}}</style>",
        "style": "<p style=\"background:url('{0}')\">x</p>", "escaped": "<p style='background:u\\72l({0})'>x</p>",
        "imageset": "<style>body{{background:image-set('{0}' 1x)}}</style>",
        "content": "<style>p::before{{content:url({0})}}</style>",
        "variable": "<style>body{{--x:'{0}';background:image-set(var(--x) 1x)}}</style>",
        "entity": "<svg><style>&#64;import '{0}';</style></svg>", "inside": "<svg><style><img src='{0}'></style></svg>",
        "twice": "<img src='{0}' src='data:,' alt=''>",
        "textarea": "<textarea><style></textarea><img src='{0}' alt=''><i></style></i>",
        "title": "<svg><title><style></title></svg><img src='{0}' alt=''></style>",
        "comment": "<!--><img src='{0}' alt=''>-->",
        "bang": "<!-- --!><img src='{0}' alt=''>-->", "cdata": "<![CDATA[ ><img src='{0}' alt=''> ]]>",
        "slash": "<img/src='{0}'/alt=''>",
        "noscript": "<noscript><style></noscript><img src='{0}' alt=''><b></style></b>",
        "xmp": "<xmp><style></xmp><img src='{0}' alt=''></style>",
        "select": "<select><img src='{0}' alt=''></select>",
        "template": "<div><template shadowrootmode=open><img src='{0}'></template></div>",
        "math": "<math><mtext><style></mtext><img src='{0}'></style></math>",
        "attribution": "<img attributionsrc='{0}' alt='' src='data:,'>",
        "srcset": f"<img srcset='{png} 1x, {{0}} 2x' alt=''>", "ping": "<a href='https://x.example' ping='{0}'>x</a>",
        "ahead": "<svg><text><![CDATA[><img src='{0}' alt=''>]]></text></svg>",
        "held": "<svg><style><g a=\"</style><img src='{0}'>\"/></style></svg>",
        "form": "<form action='{0}'><button>x</button></form>", "attach": "<link rel=attachment href='{0}' title=x>",
    }  # fmt: skip
    made = {f"{name} {kind}": text.format(address) for name, text in plain.items() for kind, address in
            (("web", f"{web}/{name}"), ("file", file))}  # fmt: skip
    nested = quote(drawing(f"{web}/nested.png"))
    return made | {
        "nested sheet": f"<link rel=stylesheet href='data:text/css,{beyond}'>",
        "nested import": f"<style>@import url('data:text/css,{beyond}');</style>",
        "nested drawing": f"<img alt='' src='data:image/svg+xml,{nested}'>",
        "nested frame": f"<iframe src='data:text/html,{quote(f'<img src={web}/frame>')}'></iframe>",
        "clicked attachment": f"<a rel=attachment href='{png}'>x</a>",
        "clicked file": f"<a href='{file}'>x</a>", "clicked code": "<a href='java\tscript:x()'>x</a>",
        "clicked path": "<a href='../x'>x</a>",
        "include": "{% include '../canary/canary.j2' %}",
        "absolute": f"{{% include '{canary.folder.as_posix()}/canary.j2' %}}",
        "extends": "{% extends '../canary/canary.j2' %}", "picture above": "<img src='../canary/canary.png' alt=''>",
        "picture link": "<img src='linked.png' alt=''>", "drawing link": "<p style='background: url(linked.svg)'>x</p>",
    }  # fmt: skip


def drawing(address: str, form: str = '<image width="9" height="9" href="{0}"/>') -> str:
    """Return a drawing that refers to an address."""
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {space} viewBox="0 0 9 9">{form.format(address)}</svg>'


def drawings(canary: Canary) -> dict[str, str]:
    """Return drawings that refer to the canary."""
    web, file = f"http://{canary.host}/d", f"file://{(canary.folder / 'canary.png').as_posix()}"
    forms = (
        '<image href="{0}"/>', '<image xlink:href="{0}"/>', '<use href="{0}#a"/>', '<feImage href="{0}"/>',
        '<script href="{0}"/>',
        '<style>@import "{0}";</style>', '<style>*{{fill:url({0})}}</style>', '<rect style="fill:url({0})"/>',
        '<a href="{0}"><g/></a>',
        '<rect fill="url({0}#a)"/>', '<rect filter="url({0}#a)"/>', '<foreignObject><img src="{0}"/></foreignObject>',
        '<g xml:base="{0}"><image href="a"/></g>', '<image><set attributeName="href" to="{0}"/></image>',
        '<style>@font-face{{font-family:x;src:url({0})}}</style>', "<style>@\\69mport '{0}';</style>",
    )  # fmt: skip
    found = {f"{number} {kind}": drawing(address, form) for number, form in enumerate(forms)
             for kind, address in (("web", web), ("file", file), ("above", "../canary/canary.png"))}  # fmt: skip
    entity = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{canary.folder}/canary.txt">]>'
    return found | {
        "entity": entity + drawing("", "<text>&x;</text>"),
        "outer": f'<!DOCTYPE svg SYSTEM "{web}">' + drawing("", "<g/>"),
        "sheet": f'<?xml-stylesheet href="{web}"?>' + drawing("", "<g/>"),
    }


def _field(code: str, tag: str = "instrText") -> Raw:
    signs = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    text = f'<w:r><w:{tag} xml:space="preserve">{code}</w:{tag}></w:r>'
    return Raw(f"<w:p>{signs[0]}{text}{signs[1]}<w:r><w:t>x</w:t></w:r>{signs[2]}</w:p>")


def _blip(how: str) -> Raw:
    picture = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="7" name="P"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip {how}/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="952500" cy="952500"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
    )
    return Raw(
        f'<w:p><w:r><w:drawing {_SPACES}><wp:inline><wp:extent cx="952500" cy="952500"/><wp:docPr id="7" name="P"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"{picture}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _house(block: Block | None = None, links: Sequence[tuple[str, str, str]] = (), **parts: bytes) -> bytes:
    """Return a house template with a block, links of the main part (kind, target, mode) and pictures."""
    blocks = [Paragraph("{{ posting.title }}", "Title"), *([block] if block else []), '{{p section("body") }}']
    members = read(word(*blocks))
    entries = "".join(
        f'<Relationship Id="x{number}" Type="{OFFICE}/relationships/{kind}" Target="{target}"{mode}/>'
        for number, (kind, target, mode) in enumerate(links, 1)
    )
    changes = {
        "word/_rels/document.xml.rels": ("</Relationships>", f"{entries}</Relationships>"),
        "[Content_Types].xml": ("</Types>", '<Default Extension="svg" ContentType="image/svg+xml"/></Types>'),
    }
    made = [
        deflated(name, member.data().decode().replace(*changes[name]).encode()) if name in changes else member
        for name, member in members.items()
    ]
    return write([*made, *(deflated(f"word/media/{name.replace('_', '.')}", data) for name, data in parts.items())])


def templates(canary: Canary) -> dict[str, bytes]:
    """Return house templates that refer to the canary."""
    web, file = f"http://{canary.host}/t", f"file://{(canary.folder / 'canary.png').as_posix()}"
    kinds = ("image", "attachedTemplate", "oleObject", "subDocument", "frame", "aFChunk", "mailMergeSource", "video",
        "package",
             "header", "styles", "customXml", "transform", "webextension")  # fmt: skip
    found = {f"{kind} {target[:4]}": _house(None, [(kind, target, OUTSIDE)]) for kind in kinds for target in (web,
    file)}
    for name in ("INCLUDETEXT", "INCLUDEPICTURE", "DDE", "DDEAUTO", "LINK", "IMPORT", "DATABASE", "RD", "INCLUDE"):
        found[f"field {name}"] = _house(_field(f' {name} "{web}" \\d '))
    shape = '<v:shape style="width:9pt;height:9pt"><v:imagedata r:id="x1"/></v:shape>'
    pict = f"<w:p><w:r><w:pict {_SPACES}>{shape}</w:pict></w:r></w:p>"
    hostile = drawing(file).encode()
    return found | {
        "field of words": _house(_field(f' INCLUDEPICTURE "{web}" ', "t")),
        "field to a file": _house(_field(f' HYPERLINK "{file}" ')),
        "field to a share": _house(_field(' HYPERLINK \\o "tip" "\\\\\\\\127.0.0.1\\\\a" ')),
        "link to a file": _house(None, [("hyperlink", file, OUTSIDE)]),
        "link as picture": _house(_blip('r:link="x1"'), [("hyperlink", web, OUTSIDE)]),
        "link as drawing": _house(Raw(pict), [("hyperlink", web, OUTSIDE)]),
        "inside in name": _house(_blip('r:embed="x1"'), [("image", web, "")]),
        "outside in small": _house(_blip('r:embed="x1"'), [("image", web, OUTSIDE.lower())]),
        "drawing": _house(_blip('r:embed="x1"'), [("image", "media/a.svg", "")], a_svg=hostile),
        "hidden drawing": _house(_blip('r:embed="x1"'), [("image", "media/a.png", "")], a_png=hostile),
        "healthy": _house(_blip('r:embed="x1"'), [("image", "media/a.png", "")], a_png=picture("PNG", (9, 9, 9))),
    }
