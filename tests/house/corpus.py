"""Templates that are each broken in one way: a healthy one with one thing put in, changed or taken away."""

from __future__ import annotations

from word_files import HEAD, NAMED, NAMESPACES, OFFICE, Block, Paragraph, Raw, Table, styles, word

TITLE = Paragraph("{{ posting.title }}", "Title")
BODY = '{{p section("body") }}'
DELETED = '<w:del w:id="1" w:author="Kim" w:date="2026-01-05T00:00:00Z"><w:r><w:delText>old</w:delText></w:r></w:del>'
ADDED = '<w:ins w:id="2" w:author="Kim" w:date="2026-01-05T00:00:00Z"><w:r><w:t>new</w:t></w:r></w:ins>'


def picture(words: str = "") -> Raw:
    """A picture that the file does not hold; `words` say what is on it."""
    said = f' descr="{words}"' if words else ""
    inline = (
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="9525" cy="9525"/>'
        f'<wp:docPr id="7" name="Picture 7"{said}/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"/></a:graphic></wp:inline>'
    )
    return Raw(f"<w:p><w:r><w:drawing>{inline}</w:drawing></w:r></w:p>")


def healthy(*more: Block, **parts: object) -> bytes:
    """The healthy template with something after its title."""
    return word(TITLE, *more, BODY, **parts)  # type: ignore[arg-type]


def beside(name: str, content: str, kind: str) -> dict[str, str]:
    """A part beside the main one, with its relationship and its type."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    package = "http://schemas.openxmlformats.org/package/2006"
    related = (("styles", "styles.xml", "styles"), (name, f"{name}.xml", kind))
    entries = "".join(
        f'<Relationship Id="{i}" Type="{OFFICE}/relationships/{k}" Target="{target}"/>' for i, target, k in related
    )
    relationships = f'{HEAD}<Relationships xmlns="{package}/relationships">{entries}</Relationships>'
    return {
        f"word/{name}.xml": content,
        "word/_rels/document.xml.rels": relationships,
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{main}.styles+xml"/>'
            f'<Override PartName="/word/{name}.xml" ContentType="{main}.{kind}+xml"/>'
            '<Override PartName="/docProps/core.xml" '
            'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
        ),
    }


def core(title: str) -> dict[str, str]:
    """The properties of a file with the title."""
    space = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    return {
        "docProps/core.xml": f'{HEAD}<cp:coreProperties xmlns:cp="{space}" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
    }


ENDNOTE = (
    f'{HEAD}<w:endnotes {NAMESPACES}><w:endnote w:id="2"><w:p><w:r><w:t>{{{{ company.name }}}}</w:t></w:r></w:p>'
    "</w:endnote></w:endnotes>"
)
COMMENT = (
    f'{HEAD}<w:comments {NAMESPACES}><w:comment w:id="0" w:author="Kim"><w:p><w:r><w:t>Ask Bo</w:t></w:r></w:p>'
    "</w:comment></w:comments>"
)
NO_LANGUAGE = {"word/styles.xml": styles().replace('<w:lang w:val="en-US"/>', "")}

CORPUS: dict[tuple[str, str], bytes] = {
    ("name.unknown", "a name with a typing mistake"): word(Paragraph("{{ posting.titel }}", "Title"), TITLE, BODY),
    ("name.unknown", "a name of nothing"): healthy("Salary: {{ salary }}"),
    ("name.unknown", "a field that a record does not have"): healthy("{{ company.zodiac }}"),
    ("name.unknown", "a name in a table"): healthy(
        Table([["Pay", "Place"], ["{{ pay.txt }}", "{{ opening.location }}"]])),
    ("name.unknown", "a name in a table within a table"): healthy(Table([["a", ["b"]]]), Raw(
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>'
        '<w:tcPr><w:tcW w:w="9000" w:type="dxa"/></w:tcPr>' + Table([["{{ pay.txt }}"]]).xml +
        "<w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")),
    ("name.unknown", "a name in a header"): healthy(header=["{{ compny.name }}"]),
    ("name.unknown", "a name in a footer"): healthy(footer=["Page one", "{{ company.nam }}"]),
    ("name.unknown", "a name in a footnote"): healthy(footnotes=["{{ pay.texts }}"]),
    ("tag.split", "a tag that runs divide"): word(Paragraph("{{ posting.ti¦tle }}", "Title"), BODY),
    ("tag.quotes", "curly quotes"): word(TITLE, "{{p section(“body”) }}"),
    ("tag.no_end", "a tag with one brace at its end"): healthy("Pay: {{ pay.text }"),
    ("tag.no_end", "a tag without an end"): healthy("Pay: {{ pay.text"),
    ("tag.no_start", "a tag without a start"): healthy("Pay: pay.text }}"),
    ("tag.two_paragraphs", "a tag that ends in the next paragraph"): healthy("Pay: {{ pay.text", "}} a year"),
    ("tag.interrupted", "a tag with a line break"): healthy(Raw(
        "<w:p><w:r><w:t>{{ pay.</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>text }}</w:t></w:r></w:p>")),
    ("tag.mixed", "a block sign that ends as a value"): healthy("{% if pay.text }} yes {% endif %}"),
    ("block.unclosed", "an if without an endif"): healthy("{% if company.about %}About"),
    ("block.unopened", "an endif without an if"): healthy("About {% endif %}"),
    ("block.crossed", "an endif for a for"): healthy("{% for duty in duties %}{{ duty.text }}{% endif %}"),
    ("block.else", "an else without an if"): healthy("a {% else %} b"),
    ("tag.prefix", "a row tag outside a table"): healthy(
        "{%tr for duty in duties %}", "{{ duty.text }}", "{%tr endfor %}"),
    ("tag.prefix", "a cell tag outside a table"): healthy("{%tc if pay.text %}", "x", "{%tc endif %}"),
    ("syntax.not_offered", "a prefix that there is not"): healthy("{%td if pay.text %}x{% endif %}"),
    ("tag.lost", "a section beside other words"): word(TITLE, 'Duties: {{p section("body") }}'),
    ("section.inline", "a section without its letter"): word(TITLE, '{{ section("body") }}'),
    ("section.unknown", "a section that there is not"): healthy('{{p section("dutys") }}'),
    ("section.twice", "a section twice"): healthy('{{p section("duties") }}'),
    ("section.place", "a section in a header"): healthy(header=['{{p section("about") }}']),
    ("block.apart", "an if that opens in a cell and closes outside"): healthy(
        Table([["a"], ["{% if pay.text %}x"]]), "{% endif %}y"),
    ("syntax.not_offered", "an assignment"): healthy("{% set x = 1 %}"),
    ("syntax.not_offered", "another file"): healthy('{% include "other.docx" %}'),
    ("syntax.not_offered", "a macro"): healthy("{% macro pay() %}x{% endmacro %}"),
    ("name.unknown", "a chain of attributes"): healthy("{{ ''.__class__.__mro__ }}"),
    ("syntax.not_offered", "a call"): healthy("{{ posting.title.upper() }}"),
    ("syntax.not_offered", "arithmetic"): healthy("{{ 'x' * 1000000000 }}"),
    ("syntax.not_offered", "a filter that there is not"): healthy("{{ posting.title | upcase }}"),
    ("syntax.not_offered", "a dangerous filter"): healthy("{{ posting | attr('__init__') }}"),
    ("syntax.not_offered", "an endless loop"): healthy("{% for n in range(1000000000) %}x{% endfor %}"),
    ("value.kind", "a list that is printed"): healthy("{{ duties }}"),
    ("value.kind", "a record that is printed"): healthy("{{ company }}"),
    ("name.unknown", "a name of a loop"): healthy("{% for duty in duties %}{{ duty.txt }}{% endfor %}"),
    ("name.unknown", "the name of a loop outside it"): healthy(
        "{% for duty in duties %}{{ duty.text }}{% endfor %}{{ duty.text }}"),
    ("value.kind", "a loop over a text"): healthy("{% for letter in posting.title %}{{ letter }}{% endfor %}"),
    ("tag.lookalike", "a tag that is not one"): healthy("Pay: {posting.title}"),
    ("tag.lookalike", "signs with a space"): healthy("{ { posting.title } }"),
    ("syntax.unreadable", "nothing in a tag"): healthy("{{ }}"),
    ("tag.elsewhere", "a tag in the title of the file"): healthy(more=core("{{ posting.title }}")),
    ("tag.elsewhere", "a tag in an endnote"): healthy(more=beside("endnotes", ENDNOTE, "endnotes")),
    ("tag.elsewhere", "a tag in an alternative text"): healthy(picture("{{ company.name }}")),
    ("picture.alt", "a picture without words"): healthy(picture()),
    ("file.title", "a file without a title"): healthy(more=core("")),
    ("file.language", "a file without a language"): healthy(more=NO_LANGUAGE),
    ("file.comments", "comments"): healthy(more=beside("comments", COMMENT, "comments")),
    ("table.header", "a table without a head"): healthy(
        Table([["Pay", "Place", "Name"], ["{{ company.name }}", "x", "y"]], head=False)),
    ("paragraph.empty", "space of empty paragraphs"): healthy("", "", ""),
    ("file.changes", "changes that nobody accepted"): healthy(Raw(f"<w:p>{DELETED}{ADDED}</w:p>")),
    ("heading.level", "headings that leave out a level"): healthy(
        Paragraph("One", "Heading1"), Paragraph("Three", "Heading3"), named=(*NAMED, "heading 3")),
    ("style.missing", "styles that there are not"): healthy(named=("Normal", "Title")),
    ("section.missing", "only the title"): word(TITLE),
    ("section.missing", "what nobody may leave out"): word(TITLE, "{# leave out: legal #}", '{{p section("rest") }}'),
    ("tag.elsewhere", "a tag in a watermark"): healthy(Raw(
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="{{ company.name }}"/>'
        "</v:shape></w:pict></w:r></w:p>")),
    ("tag.too_long", "a tag that nobody reads"): healthy("{{ company.name" + " " * 1000 + "}}"),
    ("value.optional", "a value that not every opening has"): healthy("{{ opening.team }}"),
    ("block.alone", "a block that leaves a line behind"): healthy("{% if pay.text %}", "x", "{% endif %}"),
    ("tag.spaces", "a space that does not break"): healthy("{{\u00a0company.name }}"),
    ("section.left_out", "all but what must be shown"): word(
        TITLE, *(f'{{{{p section("{name}") }}}}' for name in ("must", "offer", "conditions", "apply", "legal"))),
    ("section.unknown", "what there is not to leave out"): healthy("{# leave out: abuot #}"),
}  # fmt: skip
"""Broken templates by the rule that must find them, and what is wrong."""
