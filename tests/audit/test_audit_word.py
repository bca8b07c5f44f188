"""Word files by hand: each rule finds what it is for, and spares what only looks like it."""

from __future__ import annotations

import struct
import time
from pathlib import Path

import pytest

import judges
from audit_files import CORE, MAIN, OFFICE, PACKAGE, SPACES, field, link, paragraph, picture, rels, styled, table, word
from conftest import EXAMPLES
from jdgen.audit.files.leftovers import leftovers
from jdgen.audit.files.links import lies, unsafe
from jdgen.audit.files.photos import told
from jdgen.audit.files.rules import RULES
from jdgen.audit.files.word import judge
from jdgen.errors import InputError

EXIF = b"Exif\0\0II*\0" + struct.pack("<LH", 8, 1) + struct.pack("<HHLL", 0x8825, 4, 1, 26) + b"\0\0\0\0"
JPEG = b"\xff\xd8\xff\xe1" + struct.pack(">H", len(EXIF) + 2) + EXIF + b"\xff\xda\0\0"
BOLD = "<w:b/>"
LONG = paragraph("Here is what you will do on most days, and what you will leave to others.")
HEAD = tuple(paragraph(text, run=BOLD) for text in ("Stage", "Minutes"))
ROW = tuple(paragraph(text) for text in ("Screen", "45"))
DARK = '<w:tblStyle w:val="Dark"/>'
ITEM = "<w:numPr><w:numId w:val='1'/></w:numPr>"
LISTS = {"word/numbering.xml": f'<w:numbering {SPACES}><w:num w:numId="1"/></w:numbering>'}
NUMBERED = (("numbers", "numbering", "numbering.xml"),)
NUMBERING = {"word/numbering.xml": f"{MAIN}.numbering+xml"}
WEB = ("web", "hyperlink", "https://example.org/jobs")


def core(more: str) -> dict[str, str]:
    return {"docProps/core.xml": CORE.replace("</cp:", f"{more}</cp:", 1)}


def settings(inside: str) -> bytes:
    return word(
        paragraph("Words."), ("settings", "settings", "settings.xml"),
        parts={"word/settings.xml": f"<w:settings {SPACES}>{inside}</w:settings>"},
        types={"word/settings.xml": f"{MAIN}.settings+xml"},
    )  # fmt: skip


def comments(*authors: str) -> bytes:
    made = "".join(f'<w:comment w:id="{n}" w:author="{author}"/>' for n, author in enumerate(authors))
    return word(
        paragraph("Words."), ("comments", "comments", "comments.xml"),
        parts={"word/comments.xml": f"<w:comments {SPACES}>{made}</w:comments>"},
        types={"word/comments.xml": f"{MAIN}.comments+xml"},
    )  # fmt: skip


def beside(kind: str, target: str, name: str = "") -> bytes:
    """A file whose main part leads to something else."""
    return word(paragraph("Words."), ("more", kind, target), parts={name: b"x"} if name else {})


def program(inside: str) -> bytes:
    """A file with what its program says of itself."""
    names = rels(
        ("m", "officeDocument", "word/document.xml"), ("c", "core-properties", "docProps/core.xml"),
        ("a", "extended-properties", "docProps/app.xml"), package=True,
    )  # fmt: skip
    space = f"{OFFICE}/extended-properties"
    return word(parts={"_rels/.rels": names, "docProps/app.xml": f'<Properties xmlns="{space}">{inside}</Properties>'})


def of_file(kind: str, name: str, data: bytes | str) -> bytes:
    """A file that leads as a whole to one more part."""
    names = rels(
        ("m", "officeDocument", "word/document.xml"), ("c", "core-properties", "docProps/core.xml"), ("x", kind, name),
        package=True,
    )  # fmt: skip
    return word(parts={"_rels/.rels": names, name: data})


FOUND = {
    "file.damaged": (
        word(f"<w:tbl><w:tr><w:tc>{paragraph('a')}<w:tbl/></w:tc></w:tr></w:tbl>"),
        word(f"<w:tbl><w:tr><w:tc><w:sdt><w:sdtContent>{paragraph('a')}</w:sdtContent></w:sdt></w:tc></w:tr></w:tbl>"),
    ),
    "file.damaged: a part": (beside("header", "header1.xml"), beside("font", "a.bin", "word/a.bin")),
    "file.damaged: a relationship": (word(link("our jobs", "gone")), word(link("our jobs", "web"), WEB)),
    "file.damaged: a note": (word('<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'), word()),
    "file.damaged: no type": (beside("font", "a.odttf", "word/a.odttf"), beside("font", "a.bin", "word/a.bin")),
    "file.reaches_out": (
        beside("attachedTemplate", "https://evil.example/a.dotm"), word(picture('descr="A chart"'))
    ),
    "file.reaches_out: picture": (beside("image", "https://t.example/p.png"), beside("image", "a.bin", "word/a.bin")),
    "file.reaches_out: share": (beside("attachedTemplate", "file://\\\\server\\a.dotm"), word()),
    "file.reaches_out: field": (word(field("INCLUDEPICTURE http://x.example/a.png")), word(field("PAGE", "1"))),
    "file.reaches_out: server": (
        beside("attachedTemplate", "\\\\server\\a.dotm"), beside("attachedTemplate", "file:///Users/jane/a.dotx")
    ),
    "file.runs": (word(main="application/vnd.ms-word.document.macroEnabled.main+xml"), word()),
    "file.runs: macros": (beside("vbaProject", "vbaProject.bin", "word/vbaProject.bin"), word()),
    "file.runs: object": (beside("oleObject", "a.bin", "word/embeddings/a.bin"), word()),
    "file.runs: field": (word(field('DDEAUTO c:\\\\x "a"')), word(field("NUMPAGES", "2"))),
    "link.unsafe": (
        word(link("me", "f"), ("f", "hyperlink", "file:///C:/me.docx")),
        word(link("our jobs", "web"), WEB),
    ),
    "link.unsafe: field": (
        word(field('HYPERLINK "javascript:x"', "me")),
        word(field('HYPERLINK "https://x.org"', "me")),
    ),
    "link.lies": (word(link("https://bank.example", "web"), WEB), word(link("example.org", "web"), WEB)),
    "link.lies: field": (
        word(field('HYPERLINK "https://x.org"', "bank.com")),
        word(field('HYPERLINK "https://x.org"', "a")),
    ),
    "link.broken": (
        word(link("below", anchor="end")),
        word(link("b", anchor="e") + '<w:p><w:bookmarkStart w:name="e"/></w:p>'),
    ),
    "link.words": (word(link("click here", "web"), WEB), word(link("all open jobs", "web"), WEB)),
    "link.bare": (word(link("https://example.org/jobs", "web"), WEB), word(link("example.org/jobs", "web"), WEB)),
    "leftover.tag": (word(paragraph("Dear {{ name }},")), word(paragraph("f = {a: {b: 1}}"))),
    "leftover.tag: merge": (word(field("MERGEFIELD First_Name", "Ann")), word(field("DATE", "Monday"))),
    "leftover.prompt": (word(paragraph("Dear [Hiring Manager],")), word(paragraph("As in [1] and [Remote]"))),
    "leftover.prompt: button": (word(field("MACROBUTTON NoMacro [Your name]", "")), word(field("PAGE", "1"))),
    "leftover.blank": (word(paragraph("Start: _____")), word(paragraph("snake_case and __init__ too"))),
    "leftover.garbled": (word(paragraph("a cafÃ© of ours")), word(paragraph("IRMÃ, café, Âmbar"))),
    "leftover.markup": (word(paragraph("**Must have**")), word(paragraph("C# and 2 * 3 * 4"))),
    "leftover.changes": (
        word('<w:p><w:del w:id="1" w:author="Jane"><w:r><w:delText>80,000</w:delText></w:r></w:del></w:p>'), word()
    ),
    "leftover.comments": (comments("Jane"), comments()),
    "leftover.embedded": (beside("package", "embeddings/a.xlsx", "word/embeddings/a.xlsx"), word()),
    "text.hidden": (
        word(paragraph("python java", run="<w:vanish/>")),
        word(paragraph("a", run='<w:vanish w:val="0"/>')),
    ),
    "text.hidden: white": (
        word(paragraph("python java", run='<w:rStyle w:val="Pale"/>')),
        word(table(*[(paragraph("Stage", run='<w:color w:val="FFFFFF"/>'),)] * 2, properties=DARK)),
    ),
    "text.hidden: tiny": (
        word(paragraph("python java", run='<w:sz w:val="2"/>')),
        word(paragraph(" ", run='<w:sz w:val="2"/>')),
    ),
    "text.contrast": (
        word(paragraph("Pale words", run='<w:color w:val="999999"/>')),
        word(paragraph("Pale", run='<w:color w:val="EEEEEE"/><w:shd w:val="clear" w:fill="1F2933"/>')),
    ),
    "text.small": (
        word(paragraph("Small print", run='<w:sz w:val="14"/>')),
        word(paragraph("2", run='<w:sz w:val="14"/><w:vertAlign w:val="superscript"/>')),
    ),
    "title.missing": (word(parts={"docProps/core.xml": CORE.replace("A letter", " ")}), word()),
    "language.missing": (
        word(parts={"word/styles.xml": f"<w:styles {SPACES}/>"}),
        word(paragraph("Words.", run='<w:lang w:val="de-DE"/>'), parts={"word/styles.xml": f"<w:styles {SPACES}/>"}),
    ),
    "heading.jump": (
        word(styled("H1", "One") + styled("H3", "Three")),
        word(styled("Title", "Job") + styled("H2", "Two") + styled("H3", "3")),
    ),
    "heading.none": (word(paragraph("word " * 801)), word(paragraph("word " * 801) + styled("H1", "One"))),
    "heading.looks": (
        word(LONG + "".join(paragraph(text, run=BOLD) + LONG for text in ("What you do", "What you bring"))),
        word(LONG + (paragraph("Notes", run=BOLD) + LONG) * 3),
    ),
    "table.header": (word(table(HEAD, ROW)), word(table(HEAD, ROW, head="<w:tblHeader/>") + table(ROW, ROW))),
    "table.layout": (
        word(table((f"<w:tcPr><w:vMerge/></w:tcPr>{paragraph('a')}",))), word(table(ROW, ROW))
    ),
    "picture.alt": (word(picture("")), word(picture("|<d:decorative val='1'/>"))),
    "picture.alt: name": (word(picture('descr="IMG_20.jpg"')), word(picture('descr="The team of Node.js"'))),
    "style.missing": (word(styled("Gone", "Words.")), word(styled("H1", "Words."))),
    "style.missing: list": (
        word(paragraph("Words.", ITEM)), word(paragraph("Words.", ITEM), *NUMBERED, parts=LISTS, types=NUMBERING)
    ),
    "list.typed": (
        word(paragraph("- one") + paragraph("- two")),
        word(paragraph("- one", ITEM) + paragraph("- two", ITEM), *NUMBERED, parts=LISTS, types=NUMBERING),
    ),
    "paragraph.empty": (word(paragraph() * 2 + LONG), word(paragraph() + LONG + paragraph() + LONG)),
    "metadata.author": (word(parts=core("<dc:creator>Jane Roe</dc:creator>")), word()),
    "metadata.author: company": (program("<Company>Acme</Company>"), program("<Application>Word</Application>")),
    "metadata.machine": (
        beside("attachedTemplate", "file:///C:\\Users\\jane\\a.dotx"),
        program("<Template>Normal.dotm</Template>"),
    ),
    "metadata.machine: template": (
        program("<Template>Acme offer.dotx</Template>"),
        program("<Template>Normal</Template>"),
    ),
    "metadata.custom": (
        settings('<w:docVars><w:docVar w:name="candidate" w:val="7"/></w:docVars>'),
        settings("<w:rsids/>"),
    ),
    "metadata.thumbnail": (of_file("thumbnail", "docProps/thumbnail.jpeg", JPEG[:4]), word()),
    "metadata.place": (word(parts={"word/media/a.jpeg": JPEG}), word(parts={"word/media/a.jpeg": JPEG[:4]})),
}  # fmt: skip
"""For each rule a file in which it is broken, and one that only looks so."""


def rules(data: bytes) -> set[str]:
    return {fault.rule for fault in judge(data, "x.docx").faults}


@pytest.mark.parametrize("name", FOUND)
def test_a_rule_finds_what_it_is_for_and_spares_the_rest(name: str) -> None:
    rule = name.partition(":")[0]
    broken, whole = FOUND[name]
    assert rule in RULES
    assert rule in rules(broken)
    assert rule not in rules(whole)


def test_a_healthy_file_has_no_fault() -> None:
    judged = judge(word(), "x.docx")
    assert (judged.faults, judged.links, judged.unjudged) == ((), (), ())
    assert judged.metadata == (("title", "A letter"), ("language", "en-US"))


def test_a_fault_has_its_paragraph_also_in_a_footer() -> None:
    body = LONG + table((paragraph("a"), paragraph("{{ b }}")))
    footer = f"<w:ftr {SPACES}>{paragraph('Page')}{paragraph('{{ foot }}')}</w:ftr>"
    data = word(
        body, ("foot", "footer", "footer1.xml"), parts={"word/footer1.xml": footer},
        types={"word/footer1.xml": f"{MAIN}.footer+xml"},
    )  # fmt: skip
    assert [str(fault) for fault in judge(data, "x.docx").faults] == [
        "x.docx: paragraph 3: `{{ b }}` is a tag that nobody filled; fill it, or take it out [leftover.tag]",
        "x.docx: footer1, paragraph 2: `{{ foot }}` is a tag that nobody filled; fill it, or take it out "
        "[leftover.tag]",
    ]


def test_what_old_programs_show_instead_is_not_judged_twice() -> None:
    both = "<w:p><w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:pict><v:shape><v:imagedata/><v:textbox>"
    both += f"<w:txbxContent>{paragraph('{{ old }}')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    assert rules(word(f"{both}</mc:AlternateContent></w:r></w:p>")) == set()


def test_words_over_a_picture_are_not_judged_and_that_is_said() -> None:
    anchor = '<w:p><w:r><w:drawing><wp:anchor behindDoc="1"/></w:drawing></w:r></w:p>'
    judged = judge(word(anchor + paragraph("White", run='<w:color w:val="FFFFFF"/>')), "x.docx")
    assert judged.faults == ()
    assert judged.unjudged == (
        "whether all words can be seen was not judged in some Word file: a picture or a shape lies behind them",
    )


def test_tracked_changes_and_comments_name_who_made_them() -> None:
    body = '<w:p><w:ins w:id="1" w:author="Jane"/><w:del w:id="2" w:author="Bo"/><w:del w:id="3" w:author="Bo"/></w:p>'
    assert [fault.message for fault in judge(word(body), "x").faults] == [
        "has tracked changes by `Jane`, `Bo` (1 inserted, 2 deleted)"
    ]
    assert [fault.message for fault in judge(comments("Jane", "Bo", "Jane"), "x").faults] == [
        "has 3 comments by `Jane`, `Bo`"
    ]


def test_everything_that_the_file_says_of_itself_is_listed() -> None:
    more = "<dc:creator>Jane</dc:creator><cp:lastModifiedBy>Bo</cp:lastModifiedBy><cp:revision>7</cp:revision>"
    said = dict(judge(word(parts=core(more)), "x").metadata)
    assert said == {
        "title": "A letter", "author": "Jane", "last changed by": "Bo", "times saved": "7", "language": "en-US",
    }  # fmt: skip
    times = "<Manager>Ann</Manager><TotalTime>90</TotalTime>"
    app = program(f"<Application>Word</Application><AppVersion>16</AppVersion>{times}")
    assert judge(app, "x").metadata[1:] == (
        ("program", "Word 16"), ("manager", "Ann"), ("minutes of editing", "90"), ("language", "en-US")
    )  # fmt: skip
    assert told(JPEG) == "where it was taken"


@pytest.mark.parametrize(("data", "said"), [
    (b"", "is empty"),
    (b"%PDF-1.7", "is a PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "is an old Word file (.doc)"),
    (word()[:-40], "is cut short: the end of the file is missing"),
    (word(parts={"word/document.xml": f"<w:document {SPACES}><w:body>"}),
     "is damaged: its main part `word/document.xml` is no XML"),
    (word(parts={"word/document.xml": f'<!DOCTYPE x [<!ENTITY a "b">]><w:document {SPACES}/>'}),
     "has a document type in `word/document.xml`, which no Word file has"),
    (word("<w:p>" * 300 + "</w:p>" * 300), "nests its elements too deeply in `word/document.xml`"),
    (word("<w:p/>" * 100_001), "has more than 100,000 elements in `word/document.xml`"),
    (word("<w:p " + " ".join(f'a{n}="1"' for n in range(300)) + "/>"),
     "has an element of more than 200 attributes in `word/document.xml`, which Word never writes"),
    (word(paragraph("a" * 200_001)), "has a paragraph of more than 200,000 characters in `word/document.xml`"),
    (word(parts={"word/media/a.bin": b"\0" * 21_000_000}), "unpacks to 21,0"),
    (word(parts={"_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"/>'}),
     "is a zip file, but not one of Word"),
    (word(main="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
     "is a zip file, but not one of Word"),
])  # fmt: skip
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        judge(data, "x.docx")
    first = caught.value.problems[0]
    assert first.message.startswith(said)
    assert "template" not in f"{first.message} {first.hint}"
    assert str(first.place) == "x.docx"


def test_a_paragraph_of_very_many_runs_is_judged_in_seconds() -> None:
    began = time.process_time()
    assert judge(word(f"<w:p>{'<w:r><w:t>ab</w:t></w:r>' * 12_000}</w:p>"), "x.docx").faults == ()
    assert time.process_time() - began < 10  # it takes one; what looks through all runs for each takes thirty


@pytest.mark.parametrize(("text", "rule"), [
    ("{% if remote %}", "leftover.tag"), ("${name}", "leftover.tag"), ("%COMPANY_NAME%", "leftover.tag"),
    ("{first_name}", "leftover.tag"), ("«First_Name»", "leftover.tag"),
    ("Click or tap here to enter text.", "leftover.prompt"),
    ("[[pay.min]]", "leftover.prompt"), ("<Your Name>", "leftover.prompt"),
    ("INSERT YOUR REASON HERE", "leftover.prompt"),
    ("TODO: say why", "leftover.prompt"), ("FIXME", "leftover.prompt"), ("$XXX,XXX a year", "leftover.prompt"),
    ("Dear XXX,", "leftover.prompt"), ("Lorem ipsum dolor", "leftover.prompt"),
    ("[email protected]", "leftover.prompt"),
    ("As an AI language model, I", "leftover.prompt"), ("Start: TBD", "leftover.blank"),
    ("weâ€™re", "leftover.garbled"),
    ("a \ufffd b", "leftover.garbled"), ("Research &amp; Development", "leftover.garbled"),
    ("## Must have", "leftover.markup"),
])  # fmt: skip
def test_what_is_left_is_found(text: str, rule: str) -> None:
    assert [found[0] for found in leftovers(text)] == [rule]


@pytest.mark.parametrize("text", [
    "TODO EL EQUIPO", "Super Bowl XXX", "an XXXL shirt", "«bonjour»", "« mot »", "[x] Full-time", "[1]", "[Remote]",
    "50{%}", "R&D; AT&T", "NÃO, IRMÃ", "a < b > c", "f({a: 1})", "__init__.py", "Insert the card here", "100%",
    "C# and F#", "#1 in Denver", "2 ** 3 ** 4", "the todo list", "hashtag #jobs", "{a} and {b}", "$1,000 and 100%–120%",
])  # fmt: skip
def test_words_that_only_look_left_over_are_spared(text: str) -> None:
    assert leftovers(text) == []


@pytest.mark.parametrize(("words", "address", "lie"), [
    ("https://a.example", "https://b.example", True), ("paypal.com", "https://paypal.com.evil.org", True),
    ("www.x.co.uk", "https://y.co.uk", True), ("me@x.org", "mailto:you@x.org", True), ("me@x.org", "tel:+1", True),
    ("+1 303 555 0142", "tel:+13035550199", True), ("example.org", "mailto:me@example.org", True),
    ("example.org/jobs", "https://careers.example.org", False), ("(303) 555-0142", "tel:+13035550142", False),
    ("Me@X.org", "mailto:me@x.org?subject=Hi", False), ("socket.io", "https://github.com/socketio", False),
    ("ASP.NET", "https://microsoft.com", False), ("Node.js", "https://nodejs.org", False),
    ("our jobs", "https://x.org", False),
    ("2026", "https://x.org", False), ("below", "#end", False), ("https://[x", "https://x.org", False),
])  # fmt: skip
def test_words_that_are_another_address_lie(words: str, address: str, lie: bool) -> None:
    assert lies(words, address) is lie


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "\\\\server\\a", "me.docx", "javascript:x", "data:,x", "https://a b"]
)
def test_an_address_that_no_reader_can_follow_is_unsafe(address: str) -> None:
    assert unsafe(address)
    assert [unsafe(good) for good in ("https://a.example", "mailto:me@x.org", "tel:+1", "#end")] == [""] * 4


@pytest.mark.skipif(judges.needs("office") is not None, reason=str(judges.needs("office")))
def test_what_another_program_saves_is_clean_too(tmp_path: Path) -> None:
    names = ("posting", "letter", "rubric-design")
    stem = "riverbend-robotics-senior-software-engineer-eng-214-"
    paths = [EXAMPLES / "documents" / f"{stem}{name}.docx" for name in names]
    made = judges._convert_many(paths, "docx", "docx", tmp_path)
    rules_of = [{fault.rule for fault in judge(made[path].read_bytes(), path.name).faults} for path in paths]
    assert rules_of == [{"metadata.author", "link.bare"}, {"metadata.author"}, {"metadata.author"}]
