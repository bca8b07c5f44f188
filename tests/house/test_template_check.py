"""All that is wrong with a template is found before anybody fills it, said where it stands, mended if it is safe."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from conftest import ROOT
from jdgen.documents import contract
from jdgen.documents.tree import Kind
from jdgen.errors import Problem, TemplateError
from jdgen.house.checking import trial
from jdgen.house.checking.check import checked, faults
from jdgen.house.checking.check_values import replaces
from jdgen.house.checking.mend import mended
from jdgen.house.checking.rules import RULES
from jdgen.house.checking.trial import HOSTILE, sample
from jdgen.house.faults import Fault
from jdgen.house.filling.kept import kept
from jdgen.house.opening.package import opened
from jdgen.house.reading.tags import tags
from jdgen.render.word_zip import deflated, read, write
from word_files import HEAD, NAMED, NAMESPACES, OFFICE, PACKAGE, Block, Paragraph, Raw, Table, word

TITLE, BODY = "{{ posting.title }}", '{{p section("body") }}'


def found(*content: Block, kind: Kind | None = None, **more: Any) -> list[tuple[str, str]]:
    """The rules and the words of what is wrong with a template."""
    said = checked(word(*content, **more), "acme.docx", kind).faults
    return [(fault.rule, fault.message) for fault in said]


def lines(*content: Block, **more: Any) -> list[str]:
    return [str(fault.problem("acme.docx")) for fault in faults(word(*content, **more), "acme.docx", "posting")]


def test_a_good_template_has_no_faults() -> None:
    assert found(TITLE, BODY, footer=["{{ company.name }}"]) == []
    assert found("{{ kit.title }}", "{{ kit.subtitle }}", BODY) == []
    assert found(BODY, "{{ letter.subject }}", kind="letter") == []


def test_a_fault_is_said_with_its_place_its_words_and_what_to_write() -> None:
    assert lines(TITLE, BODY, "Your pay: {{ pay.txt }}") == [
        "acme.docx: paragraph 3: unknown name `pay.txt` in “Your pay: {{ pay.txt }}”; did you mean `pay.text`? "
        "[name.unknown]"
    ]


def test_faults_come_in_the_order_of_the_file_and_all_at_once() -> None:
    content = [TITLE, Table([["a", "{{ nope }}"]]), "{{ pay.text }", BODY, "", "x"]
    assert [line.split(": ")[1] for line in lines(*content, header=["{{ never }}"])] == [
        "table 1 row 1 cell 2", "paragraph 2", "header paragraph 1",
    ]  # fmt: skip


def test_a_file_without_tags_or_that_is_no_word_file_is_refused() -> None:
    with pytest.raises(TemplateError) as caught:
        checked(word("Dear all"), "acme.docx")
    assert str(caught.value) == (
        "acme.docx: has no tag, so nothing of a document would be in the file; "
        "put tags into it, such as `{{ posting.title }}`; `jdgen template fields` lists them [tag.none]"
    )
    with pytest.raises(TemplateError, match="is empty"):
        checked(b"", "acme.docx")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ([TITLE, "{{ pay.text }}"], "posting"),
        (["{{ kit.title }}", "{{ company.name }}"], "rubric"),
        (['{{p section("stages") }}'], "rubric"),
        (['{{p section("paragraphs") }}', "{{ company.nam }}"], "letter"),
        (["{{ nothing }}"], "posting"),
    ],
)
def test_the_document_is_told_by_the_names(content: list[str], kind: str) -> None:
    assert checked(word(*content), "acme.docx").kind == kind


# Sections and styles.


def test_what_must_be_shown_cannot_be_left_out() -> None:
    offer = ["{%p for line in offer %}", "{{ line }}", "{%p endfor %}"]
    said = found(TITLE, '{{p section("must") }}', *offer, "{# leave out: legal, about #}")
    assert ("section.missing", "`leave out: legal` is not possible: a posting has to show its legal statements") in said
    assert ("section.missing", "shows nothing of `apply`: how to apply") in said
    names = {re.findall(r"`(?:leave out: )?(\w+)`", message)[0] for rule, message in said if rule == "section.missing"}
    # The offer is shown by its name.
    assert names == {"conditions", "apply", "legal"}


def test_rest_shows_what_has_no_place_of_its_own() -> None:
    assert found(TITLE, '{{p section("duties") }}', '{{p section("rest") }}') == []
    left = found(TITLE, BODY, "{# leave out: legal #}")
    assert left == [
        ("section.missing", "`leave out: legal` is not possible: a posting has to show its legal statements")
    ]


def test_a_section_that_would_be_lost_is_said_by_what_is_lost() -> None:
    must = [f'{{{{p section("{name}") }}}}' for name in contract.must_show("posting")]
    said = found(TITLE, *must, "{# leave out: facts, why, success, nice, process, about #}")
    assert [(rule, message.partition(":")[0]) for rule, message in said] == [
        ("section.left_out", "shows nothing of `duties`")
    ]
    printed = ["{%p for duty in duties %}", "{{ duty.text }}", "{%p endfor %}"]
    assert found(TITLE, *must, *printed, "{# leave out: facts, why, success, nice, process, about #}") == []


def test_a_section_outside_of_the_body_and_one_beside_the_body_are_found() -> None:
    assert found(TITLE, BODY, header=[BODY.replace("body", "about")]) == [
        ("section.place", '`{{p section("about") }}` stands outside of the body, which alone has room for it')
    ]
    assert found(TITLE, BODY, '{{p section("why") }}') == [
        ("section.twice", '`{{p section("why") }}` stands beside `section("body")`, which holds the same')
    ]


def test_styles_that_sections_use_are_missed_by_name() -> None:
    said = found(TITLE, BODY, named=[name for name in NAMED if name != "List Bullet"])
    assert said == [("style.missing", "`List Bullet` is not in the template; jdgen adds its own")]
    only = [TITLE, '{{p section("why") }}']
    rules = [message for rule, message in found(*only, named=("Normal",)) if rule == "style.missing"]
    assert rules == ["`Heading 1` is not in the template; jdgen adds its own"]


# Places that are never filled.


def beside(name: str, kind: str, xml: str, *, related: bool = True) -> Mapping[str, str]:
    """A part beside the main one."""
    link = f'<Relationship Id="x1" Type="{OFFICE}/relationships/{kind}" Target="{name}.xml"/>'
    styles = f'<Relationship Id="styles" Type="{OFFICE}/relationships/styles" Target="styles.xml"/>'
    rels = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{styles}{link if related else ""}</Relationships>'
    return {f"word/{name}.xml": f"{HEAD}{xml}", "word/_rels/document.xml.rels": rels}


@pytest.mark.parametrize(
    ("name", "kind", "xml", "said"),
    [
        ("endnotes", "endnotes", f"<w:endnotes {NAMESPACES}><w:endnote w:id='1'><w:p><w:r><w:t>{{{{ pay</w:t></w:r>"
         "<w:r><w:t>.text }}</w:t></w:r></w:p></w:endnote></w:endnotes>", "the endnotes"),
        ("chart1", "chart", f"<c:chart xmlns:c='c' {NAMESPACES}><a:p><a:t>{{{{ pay.text }}}}</a:t></a:p></c:chart>",
         "a chart"),
        ("settings", "settings", f"<w:settings {NAMESPACES}><w:x w:val='{{{{ pay.text }}}}'/></w:settings>",
         "the settings of the file"),
    ],
)  # fmt: skip
def test_a_tag_in_a_part_that_is_not_filled_is_an_error(name: str, kind: str, xml: str, said: str) -> None:
    made = checked(word(TITLE, BODY, more=beside(name, kind, xml)), "acme.docx").faults
    assert [(fault.rule, fault.message, fault.level) for fault in made] == [
        ("tag.elsewhere", f"`{{{{ pay.text }}}}` stands in {said}, where no tag is filled", "error")
    ]
    unused = checked(word(TITLE, BODY, more=beside(name, kind, xml, related=False)), "acme.docx").faults
    assert [(fault.rule, fault.level) for fault in unused] == [("tag.elsewhere", "warning")]


def test_tags_in_properties_in_alternative_texts_and_in_fields_are_found() -> None:
    core = (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements'
        '/1.1/"><dc:title>{{ posting.title }}</dc:title></cp:coreProperties>'
    )
    assert found(TITLE, BODY, more={"docProps/core.xml": core}) == [
        ("tag.elsewhere", "`{{ posting.title }}` stands in the properties of the file, where no tag is filled")
    ]
    image = picture('name="Logo" descr="{{ company.name }}"')
    field = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE {{ a }}</w:instrText></w:r></w:p>'
    said = found(TITLE, BODY, Raw(f"<w:p>{image}</w:p>"), Raw(field))
    assert [rule for rule, _ in said] == ["tag.elsewhere", "tag.elsewhere"]


# How it can be read.


def picture(properties: str, inside: str = "") -> str:
    kind = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" {properties}>{inside}</wp:docPr><a:graphic>'
        f'<a:graphicData uri="{kind}"/></a:graphic></wp:inline></w:drawing></w:r>'
    )


def test_a_picture_without_alternative_text_is_found_and_a_decorative_one_is_not() -> None:
    bare = Raw("<w:p>" + picture('name="Logo"') + "</w:p>")
    assert found(TITLE, BODY, bare) == [("picture.alt", "the picture `Logo` has no alternative text")]
    assert found(TITLE, BODY, Raw("<w:p>" + picture('name="Logo" descr="Acme"') + "</w:p>")) == []
    mark = '<a:x><d:decorative xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:x>'
    assert found(TITLE, BODY, Raw("<w:p>" + picture('name="Line"', mark) + "</w:p>")) == []
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"{}><v:imagedata/></v:shape>'
    old = f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"
    assert found(TITLE, BODY, Raw(old.format(""))) == [("picture.alt", "a picture has no alternative text")]
    assert found(TITLE, BODY, Raw(old.format(' alt="Acme"'))) == []


def test_a_table_of_data_wants_a_header_row() -> None:
    loop = [["Stage", "Minutes"], ["{%tr for stage in stages %}", ""], ["{{ stage.name }}", "{{ stage.minutes }}"],
            ["{%tr endfor %}", ""]]  # fmt: skip
    assert ("table.header", "the table has no header row") in found(TITLE, BODY, Table(loop, head=False))
    assert "table.header" not in dict(found(TITLE, BODY, Table(loop)))
    three = [["a", "b", "c"], ["1", "2", "3"]]
    assert found(TITLE, BODY, Table(three, head=False)) == [("table.header", "the table has no header row")]
    assert found(TITLE, BODY, Table([["Pay", "{{ company.name }}"], ["Team", "y"]], head=False)) == []
    assert found(TITLE, BODY, Table([["a", "b", "c"]], head=False)) == []
    # The row of a loop is gone when the table is filled, and what labels itself needs no head.
    first = [["{%tr for stage in stages %}", "", ""], ["{{ stage.name }}", "{{ stage.minutes }}", "{{ stage.by }}"],
             ["{%tr endfor %}", "", ""]]  # fmt: skip
    assert found(TITLE, BODY, Table(first, head=False)) == [("table.header", "the table has no header row")]
    pairs = [["{%tr for fact in facts %}", ""], ["{{ fact.label }}", "{{ fact.value }}"], ["{%tr endfor %}", ""]]
    assert found(TITLE, BODY, Table(pairs, head=False)) == []
    page = [["Left", "Middle", "Right"], ["x", '{{p section("why") }}', "y"]]
    assert "table.header" not in dict(found(TITLE, '{{p section("rest") }}', Table(page, head=False)))


def test_a_heading_that_skips_a_level_is_found() -> None:
    named = (*NAMED, "heading 3")
    assert found(TITLE, Paragraph("Pay", "Heading2"), BODY, named=named) == [
        ("heading.level", "a heading of level 2 follows no heading")
    ]
    assert found(TITLE, BODY, Paragraph("Pay", "Heading3"), named=named) == [
        ("heading.level", "a heading of level 3 follows a heading of level 1")
    ]
    assert found(TITLE, BODY, Paragraph("Pay", "Heading2"), Paragraph("More", "Heading3"), named=named) == []


def test_empty_paragraphs_that_make_space_are_counted() -> None:
    said = [("paragraph.empty", "3 empty paragraphs in a row make space")]
    assert found(TITLE, "", "", "", BODY, "", "", "x") == said
    assert found(TITLE, BODY, "", "", "x", "", "y") == []
    # Word wants one between two tables, and at the end of the file behind one.
    assert found(TITLE, BODY, "x", Table([["a"]]), "", Table([["b", ""]]), "") == []


def test_changes_comments_language_and_title_of_the_file() -> None:
    change = '<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>new</w:t></w:r></w:ins></w:p>'
    note = '<w:p><w:r><w:t>x</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>'
    untitled = f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"/>'
    styles = word(TITLE)
    silent = re.sub(rb"<w:docDefaults>.*</w:docDefaults>", b"", read(styles)["word/styles.xml"].data()).decode()
    data = word(TITLE, BODY, Raw(change), Raw(note), more={"docProps/core.xml": untitled, "word/styles.xml": silent})
    assert [(fault.rule, fault.message, fault.level) for fault in checked(data, "acme.docx").faults] == [
        ("file.changes", "has 1 tracked change", "warning"),
        ("file.comments", "has 1 comment, which is not carried over", "notice"),
        ("file.title", "has no title among its properties", "notice"),
        ("file.language", "names no language", "notice"),
    ]


# The trial.


def test_every_kind_has_a_sample() -> None:
    for kind in contract.KINDS:
        document, values = sample(kind)
        assert document.kind == kind
        assert set(values) == set(contract.shape(kind).fields)


def attacked(monkeypatch: pytest.MonkeyPatch, spoil: Any) -> list[tuple[str, str]]:
    """What the trial says if values are spoiled on their way into the file."""
    right = trial.fill

    def wrong(*arguments: Any, **named: Any) -> Any:
        parts, missing = right(*arguments, **named)
        return {name: spoil(xml) for name, xml in parts.items()}, missing

    monkeypatch.setattr(trial, "fill", wrong)
    return found(TITLE, "{{ company.name }}", BODY)


def test_values_that_arrive_whole_are_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert attacked(monkeypatch, lambda xml: xml) == []


@pytest.mark.parametrize("lost", ["&amp;D", "7*7", "elektriz", "three", "مهندس", "🏽", "?x?", "%(a)s"])
def test_each_kind_of_value_that_loses_something_is_found(monkeypatch: pytest.MonkeyPatch, lost: str) -> None:
    said = attacked(monkeypatch, lambda xml: xml.replace(lost, ""))
    assert {rule for rule, _ in said} == {"trial.loses"}
    assert said[0][1].endswith("does not arrive whole")


def test_values_that_become_markup_or_tags_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    said = attacked(monkeypatch, lambda xml: xml.replace("R&amp;D", "R&D"))
    assert said[0] == (
        "trial.fails", "`word/document.xml` comes out damaged when values hold `&`, `<` or `]]>`"
    )  # fmt: skip
    monkeypatch.undo()
    said = attacked(monkeypatch, lambda xml: xml.replace("{\ufdd0", "{"))
    assert "trial.leaves" in dict(said)


def test_hostile_values_have_what_breaks_files() -> None:
    every = "".join(HOSTILE)
    signs = ("R&D", "<b>", "\"x\" 'y'", "{{ 7*7 }}", "{% if x %}", "{_{", "]]>", "&amp;", "\n", "\t", "🏽")
    assert [sign for sign in signs if sign not in every] == []


def test_a_template_that_cannot_be_filled_in_time_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object, **__: object) -> None:
        raise TemplateError(Problem("takes too many steps"))

    monkeypatch.setattr(trial, "filled", endless)
    assert found(TITLE, BODY) == [("trial.fails", "takes too many steps")]


# Mending.

BREAK = "<w:p><w:r><w:t>{{ pay.</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>text }} a year</w:t></w:r></w:p>"
MENDABLE: list[tuple[str, list[Block], list[str]]] = [
    ("tag.split", ["{{ posting¦.¦title }} at {{ com¦pany.name¦ }}"], ["{{ posting.title }} at {{ company.name }}"]),
    ("tag.quotes", ["{% if pay.text == “x’s” %}y{% endif %}"], ["{% if pay.text == \"x's\" %}y{% endif %}"]),
    ("tag.spaces", ["{{\u00a0pay.text\u00a0}}", "{{ pay.te\u200bxt }}"], ["{{ pay.text }}", "{{ pay.text }}"]),
    ("tag.interrupted", [Raw(BREAK)], ["{{ pay. text }} a year"]),
    ("tag.no_end", ["{{ pay.text } a year", "{% if pay.text %yes{% endif %}"],
     ["{{ pay.text }} a year", "{% if pay.text %}yes{% endif %}"]),
    ("tag.prefix", ["{%tr if pay.text %}", "x", "{%tr endif %}"], ["{%p if pay.text %}", "x", "{%p endif %}"]),
    ("tag.prefix", ["{% p if pay.text %}", "x", "{% p endif %}"], ["{%p if pay.text %}", "x", "{%p endif %}"]),
    ("block.alone", ["{% if pay.text %}", "x", "{% else %}", "y", "{% endif %}"],
     ["{%p if pay.text %}", "x", "{%p else %}", "y", "{%p endif %}"]),
    ("section.inline", ["{{section(“duties”)}}"], ['{{p section("duties")}}']),
]  # fmt: skip


def texts(data: bytes, part: str = "word/document.xml") -> list[str]:
    xml = read(data)[part].data().decode()
    said = ["".join(re.findall(r"<w:t[ >][^<]*", p)) for p in re.findall(r"<w:p>.*?</w:p>", xml, re.DOTALL)]
    return [re.sub(r"<w:t[^>]*>", "", one).replace("&gt;", ">") for one in said]


NAMES = [f"{number} {rule}" for number, (rule, _, _) in enumerate(MENDABLE)]


@pytest.mark.parametrize(("rule", "content", "after"), MENDABLE, ids=NAMES)
def test_what_is_safe_is_mended_and_stays_mended(rule: str, content: list[Block], after: list[str]) -> None:
    data = word(TITLE, *content, '{{p section("rest") }}')
    before = checked(data, "acme.docx").faults
    assert rule in {fault.rule for fault in before if fault.mendable}
    made = mended(data, "acme.docx")
    assert texts(made)[1:-1] == after
    assert b"<w:br/>" not in read(made)["word/document.xml"].data()
    left = checked(made, "acme.docx").faults
    assert [(fault.rule, fault.message) for fault in left if fault.mendable] == []
    assert [fault for fault in left if fault.level == "error" and fault.rule != "name.unknown"] == []
    assert mended(made, "acme.docx") == made


def test_nothing_but_the_part_with_the_mistake_changes() -> None:
    data = word(TITLE, BODY, header=["{{ company¦.name }}"], footer=["{{ posting.title }} ¦ page"])
    made = read(mended(data, "acme.docx"))
    assert [name for name, member in read(data).items() if made[name] != member] == ["word/header1.xml"]
    assert texts(mended(data, "acme.docx"), "word/header1.xml") == ["{{ company.name }}"]
    clean = word(TITLE, BODY)
    assert mended(clean, "acme.docx") is clean


def test_words_beside_a_tag_keep_their_runs_and_their_looks() -> None:
    bold = "<w:rPr><w:b/></w:rPr>"
    parts = ("<w:t>Pay: {{ pay</w:t>", f"{bold}<w:t>.te</w:t>", f"{bold}<w:t>xt }}}} a year</w:t>")
    xml = f"<w:p>{''.join(f'<w:r>{part}</w:r>' for part in parts)}</w:p>"
    made = read(mended(word(TITLE, BODY, Raw(xml)), "acme.docx"))["word/document.xml"].data().decode()
    kept = '<w:t xml:space="preserve">'
    assert (
        f"<w:r>{kept}Pay: {{{{ pay.text }}}}</w:t></w:r><w:r>{bold}{kept} a year</w:t></w:r></w:p>" in made
    )  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        ["{{ pay.txt }}"],
        ["{{ pay.text and more"],
        ["{%tr if pay.text %} words {%tr endif %}"],
        ["before {% if pay.text %}", "x", "{% endif %}"],
        ["Duties: {{ section('duties') }}"],
        ["{# “a note” to\u00a0the author #}"],
    ],
)
def test_what_would_be_a_guess_stays(content: list[str]) -> None:
    data = word(TITLE, BODY, *content)
    assert mended(data, "acme.docx") == data
    assert [fault for fault in checked(data, "acme.docx").faults if fault.mendable] == []


def test_prefixes_of_a_block_are_mended_together_or_not_at_all() -> None:
    opener, end = "{%tr for duty in duties %}", "{%tr endfor}"
    data = word(TITLE, BODY, opener, "{{ duty.text }}", end)
    assert texts(mended(data, "acme.docx"))[2:] == ["{%p for duty in duties %}", "{{ duty.text }}", "{%p endfor %}"]
    assert {fault.rule for fault in checked(data, "acme.docx").faults if fault.mendable} == {"tag.prefix", "tag.no_end"}
    alone = word(TITLE, BODY, opener, "{{ duty.text }}", "x {%tr endfor %}")
    assert mended(alone, "acme.docx") == alone
    assert [fault for fault in checked(alone, "acme.docx").faults if fault.mendable] == []


def test_a_capital_that_word_typed_is_a_small_one_again() -> None:
    data = word(TITLE, '{{P section("body") }}', "{%P if pay.text %}", "x", "{%P endif %}")
    assert texts(mended(data, "acme.docx"))[1:] == ['{{p section("body") }}', "{%p if pay.text %}", "x", "{%p endif %}"]
    assert {fault.mendable for fault in checked(data, "acme.docx").faults} == {True}


def test_what_a_template_leaves_out_is_not_touched() -> None:
    data = word(TITLE, "{# leave¦ out: “about”,\u00a0why #}", '{{p section("rest") }}')
    assert mended(data, "acme.docx") == data


def test_a_fault_quotes_the_words_around_what_it_names() -> None:
    long = "We hire for many teams in many places, and pay well. " * 3
    (line,) = (line for line in lines(TITLE, BODY, f"{long}Pay: {{{{ pay.txt }}}}. {long}") if "[name.unknown]" in line)
    quoted = line.partition("“")[2].partition("”")[0]
    assert "{{ pay.txt }}" in quoted
    assert quoted[0] == quoted[-1] == "…"
    assert len(quoted) == 61


# Values that may be missing.


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (["{{ opening.team }}"], ["opening.team"]),
        (["{{ opening.team | upper }} in {{ opening.location }}"], ["opening.team", "opening.location"]),
        (["{% for stage in stages %}{{ stage.name }}: {{ stage.format }}{% endfor %}"], ["stage.format"]),
        (["{% if opening.team %}", "{{ opening.team }} {{ opening.manager }}", "{% endif %}"], ["opening.manager"]),
        (["{% if opening.team is none %}-{% else %}{{ opening.team }}{% endif %}"], []),
        (['{{ opening.team or "all" }} {{ opening.team | default("all") }} {{ company.name }}'], []),
        (['{{ opening.team if opening.team else "all" }} {{ nope }}'], []),
        (["{{ opening.team }} {{ nope }}"], ["opening.team"]),
    ],
)
def test_an_optional_value_that_nothing_guards_is_a_notice(content: list[str], said: list[str]) -> None:
    every = faults(word(TITLE, BODY, *content), "acme.docx", "posting")
    optional = [fault for fault in every if fault.rule == "value.optional"]
    owners = {"stage.format": "stage"}
    assert [(fault.message, fault.level) for fault in optional] == [
        (f"prints `{name}`, which not every {owners.get(name, 'opening')} has", "notice") for name in said
    ]
    assert "value.missing" not in {fault.rule for fault in every}


# What the trial decides.


MUST = ("must", "offer", "conditions", "apply", "legal")
LEFT = "{# leave out: facts, why, duties, success, nice, process, about #}"


def without(*names: str) -> list[str]:
    return [TITLE, LEFT, *(f'{{{{p section("{name}") }}}}' for name in MUST if name not in names)]


def of_sections(*content: Block, kind: Kind = "posting") -> list[tuple[str, str]]:
    return [(rule, said) for rule, said in found(*content, kind=kind) if rule.partition(".")[0] in ("section", "lost")]


def test_names_that_say_a_section_together_cover_it() -> None:
    assert of_sections(*without("apply"), "{{ apply.how }}", "{{ apply.adjustments }}") == []
    (missing,) = of_sections(*without("apply"))
    assert missing == ("section.missing", "shows nothing of `apply`: how to apply")
    benefits = ["{%p for benefit in benefits %}", "{{ benefit }}", "{%p endfor %}"]
    ((rule, said),) = of_sections(*without("offer"), *benefits)
    assert rule == "lost.section"
    assert said.startswith("shows only part of `offer`: ")


def test_styles_are_found_whatever_their_part_is_called() -> None:
    members = read(word(TITLE, BODY))
    for name in ("word/styles2.xml", "word/Styles.xml"):
        data = write(
            deflated(name if old == "word/styles.xml" else old, member.data().replace(
                b'Target="styles.xml"', b'Target="styles2.xml"' if "2" in name else b'Target="styles.xml"'))
            for old, member in members.items()
        )  # fmt: skip
        assert checked(data, "acme.docx").faults == ()
        assert kept(opened(data, "acme.docx")).styles == name


def test_a_letter_needs_no_place_for_what_only_mails_and_scaffolds_have() -> None:
    names = ("sender", "date", "addressee", "greeting", "paragraphs", "sign-off", "enclosures")
    placed = [f'{{{{p section("{name}") }}}}' for name in names]
    assert of_sections(*placed, kind="letter") == []
    assert of_sections(*placed, "{{ nope }}", kind="letter") == []


def test_a_filter_is_told_from_a_name_that_has_its_letters() -> None:
    tag = tags(opened(word("{{ replaced }} {{ a.replace_b }}", "{{ x | replace('a', 'b') }}"), "acme.docx"))[0]
    assert [replaces([one]) for one in tag] == [False, False, True]


def test_the_kind_is_that_which_alone_has_the_names() -> None:
    assert checked(word("{{ company.name }}", "{{ kit.date }}"), "acme.docx").kind == "rubric"
    said = found("{{ kit.title }}", "{{ ratings[0] }}", BODY, kind="posting")
    assert said[-1] == ("name.others", "its names are those of an interview kit")
    assert "name.others" not in dict(found(TITLE, BODY, "{{ nope }}", kind="posting"))


@pytest.mark.parametrize(
    ("target", "rules"),
    [("%7B%7B%20company.url%20%7D%7D", []), ("https://acme.example/{{ opening.requisition }}", ["tag.elsewhere"])],
)
def test_a_link_with_a_tag_that_is_not_filled_is_told_where_it_stands(target: str, rules: list[str]) -> None:
    space = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    link = Raw(f'<w:p><w:hyperlink {space} r:id="x1"><w:r><w:t>Apply</w:t></w:r></w:hyperlink></w:p>')
    styles = f'<Relationship Id="styles" Type="{OFFICE}/relationships/styles" Target="styles.xml"/>'
    entry = f'<Relationship Id="x1" Type="{OFFICE}/relationships/hyperlink" Target="{target}" TargetMode="External"/>'
    rels = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{styles}{entry}</Relationships>'
    made = checked(word(TITLE, link, BODY, more={"word/_rels/document.xml.rels": rels}), "acme.docx").faults
    assert [fault.rule for fault in made] == rules
    assert [(fault.spot and fault.spot[1:3], fault.message) for fault in made] == [
        (("paragraph", 2), f"has a link to `{target}`, where no tag is filled") for _ in rules
    ]


# The rules.


@cache
def named_rules() -> tuple[tuple[str, str, ast.Call], ...]:
    """The rules that calls of the package name, with the files and the calls."""
    return tuple(_named_rules())


def _named_rules() -> Iterator[tuple[str, str, ast.Call]]:
    """Each rule that a call of the package names, with the file and the call."""
    for path in sorted((ROOT / "src/jdgen/house").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                called = {"Fault": 0, "RefusedError": 0, "Problem": 3}.get(node.func.id)
                if called is not None and len(node.args) > called and isinstance(node.args[called], ast.Constant):
                    yield path.name, str(node.args[called].value), node


def test_every_rule_is_in_the_table_and_every_one_of_the_table_is_used() -> None:
    named = {rule for _, rule, _ in named_rules()}
    assert named - set(RULES) == set()
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/jdgen/house").rglob("*.py")
                      if path.name != "rules.py")  # fmt: skip
    assert [rule for rule in RULES if f'"{rule}"' not in sources] == []


def test_the_level_of_a_fault_is_that_of_its_rule() -> None:
    for file, rule, call in named_rules():
        values = [*call.args[4:5], *(word.value for word in call.keywords if word.arg == "level")]
        given = [value.value for value in values if isinstance(value, ast.Constant)]
        assert [level for level in given if level != RULES[rule].level] == [], (file, rule)
    for rule, held in RULES.items():
        assert Fault(rule, "x").level == held.level
        assert held.why


def test_every_rule_occurs_in_a_test() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    assert [rule for rule in RULES if rule not in tests] == []
