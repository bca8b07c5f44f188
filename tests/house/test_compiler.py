"""Templates compiled and filled, against the text that docxtpl makes of the same files."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from lxml import etree
from words_of import ROOT, SECTIONS, VALUES, W, cell, docx, faults, lines, p, package, row, said, t, table, xml

from jdgen.errors import TemplateError
from jdgen.house.compiling.compiler import compiled, fill

TWINS: dict[str, list[str]] = {
    "values": ["Hello {{ posting.title }} at {{company.name}}!", "{{ company.size }} people"],
    "signs and line ends in a value": ["a {{ posting.slogan }} z"],
    "an if in a line": ["x{% if pay %} pays {{ pay.text }}{% endif "
        "%}y", "{% if opening.team %}no{% else %}yes{% endif %}"],
    "elif": ["{% if company.size > 500 %}big{% elif company.size > 100 %}middle{% else %}small{% endif %}"],
    "a loop in a line": ["{% for d in duties %}{{ loop.index }}. {{ d }}{% if not loop.last %}, {% endif %}{% "
        "endfor %}"],
    "paragraphs": ["a", "{%p if pay %}", "b {{ pay.text }}", "{%p else %}", "c", "{%p endif %}", "d"],
    "repeated paragraphs": ["{%p for d in duties %}", "- {{ d }}", "{%p endfor %}", "end"],
    "paragraphs in paragraphs": [
        "{%p for s in stages %}", "{{ s.name }}", "{%p for n in s.notes %}", "{{ n }} of {{ s.name }}", "{%p endfor %}",
        "{%p endfor %}",
    ],
    "rows": [
        table(row("Name", "Weeks"), row("{%tr for s in stages %}", ""), row("{{ s.name }}", "{{ s.weeks }}"),
              row("{%tr endfor %}", "")), "end",
    ],
    "a row that is left out": [
        table(row("a", "b"), row("{%tr if opening.team "
            "%}", ""), row("{{ opening.team }}", "y"), row("{%tr endif %}", "")),
        "end",
    ],
    "cells": [table(row("a", "{%tc for s in stages %}", "{{ s.name }}", "{%tc endfor %}", "z")), "end"],
    "rows and cells": [
        table(row("{%tr for s in stages "
            "%}", ""), row("{{ s.name }}", "{%tc for n in s.notes %}", "{{ n }}", "{%tc endfor %}"),
              row("{%tr endfor %}", "")), "end",
    ],
    "runs": [p("a ", t("{%r if pay %}"), t("bold"), t("{%r endif %}"), " b")],
    "paragraphs in a cell": [table(row(cell("{%p for d in duties %}", "{{ d }}", "{%p endfor %}", "z"), "x")), "end"],
    "a block over runs": [p("a{% if opening.remote %}", "b", "c{% endif %}d")],
    "a block over paragraphs": ["a{% if opening.remote %}b", "c", "d{% endif %}e", "f"],
    "a block that cuts out paragraphs": ["a{% if opening.team %}b", "c", "d{% endif %}e", "f"],
    "filters": ["{{ posting.title | upper }} {{ duties | join('; ') }} {{ duties | length }} {{ duties | first }}"],
    "more filters": ["{{ posting.title | replace('Data', 'Rust') | lower | capitalize }} {{ 'the end-user' | title }}"],
    "inline if": ["{{ pay.text if pay else 'none' }} {{ 'a' ~ company.size ~ 'b' }} {{ duties[1] }} {{ duties[-1] }}"],
    "comparisons": ["{% if 'Build' in duties and not company.size == 3 or pay %}yes{% endif %}"],
    "a literal with a sign": ["{% if posting.title != 'A' %}{{ 'R' }}{% endif %}"],
    "comments": ["a{# nothing of this #}b", "{#p nor of this #}", "c"],
    "curly quotes": ["{% if posting.title == “Data Engineer” %}yes{% endif %}"],
    "split runs": [p("a{", "{ pos", "ting.title }", "}b"), p("{", "% if pay %", "}x{% end", "if %}")],
    "for and else": ["{% for d in duties if d == 'x' %}{{ d }}{% else %}none{% endfor %}"],
}  # fmt: skip


def of_docxtpl(blocks: list[str]) -> list[str]:
    template = DocxTemplate(io.BytesIO(docx(*blocks)))
    template.render(VALUES, Environment(autoescape=True), autoescape=True)
    held = io.BytesIO()
    template.save(held)
    main = DocxTemplate(io.BytesIO(held.getvalue()))
    main.init_docx()
    return lines(etree.tostring(main.docx.element, encoding="unicode"))


@pytest.mark.parametrize("name", TWINS)
def test_a_template_says_what_docxtpl_makes_of_it(name):
    ours = said(*TWINS[name])
    assert ours == of_docxtpl(TWINS[name])
    assert any(ours)


def test_values_keep_their_signs_and_their_formatting():
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>{{ posting.slogan }}</w:t></w:r>"
    assert (
        "<w:r><w:rPr><w:b/></w:rPr>"
        '<w:t xml:space="preserve">R&amp;D &lt;now&gt;</w:t><w:br/><w:t xml:space="preserve">and &quot;then&quot;</w:t>'
        '<w:tab/><w:t xml:space="preserve">go</w:t></w:r>' in xml(p(bold))
    )


def test_a_literal_with_an_ampersand_compares_with_the_value_itself():
    assert said("{% if company.name == 'Riverbend & Sons' %}same{% endif %}") == ["same"]


def test_the_rest_of_a_run_keeps_its_formatting_when_a_tag_divides_it():
    run = '<w:r><w:rPr><w:i/></w:rPr><w:t>a {%r if pay %}b{%r endif %} c</w:t></w:r>'
    filled = xml(p(run))
    assert lines(filled) == ["a b c"]
    assert filled.count('<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">') == 3


def test_what_xml_cannot_carry_is_a_sign_that_something_was_there():
    assert said("{{ posting.title }}", posting={"title": "a\x0bb\ud800c\ufffed\r\ne"}) == ["a\ufffdb\ufffdc\ufffdd\ne"]


class TestNothingEmptyIsLeft:
    def test_a_cell_without_its_paragraphs_gets_one(self):
        filled = xml(table(row(cell("{%p if opening.team %}", "x", "{%p endif %}"))), "end")
        assert "<w:tc><w:tcPr/><w:p/></w:tc>" in filled

    def test_a_cell_that_keeps_a_paragraph_gets_none(self):
        filled = xml(table(row(cell("{%p if pay %}", "x", "{%p endif %}"))), "end")
        assert "<w:p/>" not in filled
        assert lines(filled) == ["x", "end"]

    def test_a_table_without_rows_goes(self):
        blocks = [table(row("{%tr for s in stages %}"), row("{{ s.name }}"), row("{%tr endfor %}")), "end"]
        assert "<w:tbl>" not in xml(*blocks, stages=[])
        assert "<w:tbl>" in xml(*blocks)

    def test_a_row_without_cells_goes(self):
        blocks = [table(row("x"), row("{%tc for s in stages %}", "{{ s.name }}", "{%tc endfor %}")), "end"]
        assert xml(*blocks, stages=[]).count("<w:tr>") == 1
        assert xml(*blocks).count("<w:tr>") == 2

    def test_a_table_in_a_cell_goes_and_leaves_a_paragraph(self):
        inner = table(row("{%tr for s in stages %}"), row("{{ s.name }}"), row("{%tr endfor %}"))
        filled = xml(table(row(cell(inner, "{%p if opening.team %}", "{%p endif %}"))), "end", stages=[])
        assert filled.count("<w:tbl>") == 1
        assert "<w:tc><w:tcPr/><w:p/></w:tc>" in filled


def test_the_columns_of_a_table_are_as_many_as_its_cells():
    own = '<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>' + p("{{ d }}") + "</w:tc>"
    filled = xml(table(row("{%tc for d in duties %}", own, "{%tc endfor %}", "z")), "end")
    assert filled.count('<w:gridCol w:w="2250"/>') == 4
    assert filled.count('<w:tcW w:w="2250" w:type="dxa"/>') == 3
    same = xml(table(row("{%tc for d in duties %}", own, "{%tc endfor %}", "z")), "end", duties=["x"])
    assert '<w:gridCol w:w="3000"/><w:gridCol w:w="6000"/>' in same
    assert '<w:tcW w:w="3000" w:type="dxa"/>' in same


class TestRepeatedContent:
    def filled(self, inside: str, before: str = "") -> str:
        return xml(before + p("{%p for d in duties %}") + inside + p("{%p endfor %}"))

    def test_a_bookmark_in_a_loop_goes_and_one_outside_stays(self):
        mark = '<w:bookmarkStart w:id="{0}" w:name="m{0}"/><w:r><w:t>x</w:t></w:r><w:bookmarkEnd w:id="{0}"/>'
        filled = self.filled(f"<w:p>{mark.format(1)}</w:p>", f"<w:p>{mark.format(2)}</w:p>")
        assert re.findall(r"bookmark\w+ w:id=\"(\d)", filled) == ["2", "2"]

    def test_a_bookmark_of_which_a_condition_takes_one_end_goes(self):
        start, end = '<w:bookmarkStart w:id="1" w:name="m"/>', '<w:bookmarkEnd w:id="1"/>'
        filled = xml(p("{%p if opening.team %}") + f"<w:p>{start}</w:p>" + p("{%p endif %}") + f"<w:p>{end}</w:p>")
        assert "bookmark" not in filled

    def test_drawings_are_numbered_anew_and_controls_lose_their_numbers(self):
        drawing = '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="7" name="x"/></wp:inline></w:drawing></w:r></w:p>'
        control = '<w:sdt><w:sdtPr><w:id w:val="9"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
        filled = self.filled(drawing + control, drawing + control)
        numbers = re.findall(r'docPr id="(\d+)"', filled)
        assert len(numbers) == len(set(numbers)) == 4
        assert filled.count('<w:id w:val="9"/>') == 1

    def test_paragraph_numbers_and_editing_sessions_go(self):
        filled = self.filled('<w:p w14:paraId="1" w14:textId="2" w:rsidR="3"><w:r w:rsidRPr="4"/></w:p>')
        assert not re.search("paraId=|textId=|rsid", filled)

    def test_a_tracked_change_does_not_say_whose_it_is_and_when_it_was(self):
        made = 'w:id="7" w:author="Kim" w:date="2026-01-05T10:11:12Z"'
        mark = f"<w:pPr><w:rPr><w:ins {made}/></w:rPr></w:pPr>"
        filled = self.filled(f"<w:p>{mark}<w:ins {made}><w:r><w:t>new</w:t></w:r></w:ins></w:p>")
        assert set(re.findall('w:author="(.*?)"', filled)) == {"Author"}
        assert "<w:t>new</w:t>" in filled
        assert not re.search("Kim|2026", filled)


def test_comments_and_marks_of_the_spelling_go_from_a_part_without_tags():
    filled = xml(
        '<w:p><w:commentRangeStart w:id="0"/><w:proofErr w:type="spellStart"/><w:r><w:t>x</w:t></w:r>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    assert "<w:body><w:p><w:r><w:t>x</w:t></w:r></w:p><w:sectPr/></w:body>" in filled


def test_a_note_on_what_is_left_out_goes_with_its_paragraph():
    template, _ = compiled(package("a", "{# Leave out: about and why #}", "b"), ROOT, SECTIONS)
    assert template
    assert template.leaves_out == {"about", "why"}
    assert said("a", "{# leave out: about #}", "b") == ["a", "b"]


@pytest.mark.parametrize("note", ["leave out : about", "Leave  Out:ABOUT", "leave out: `about`.", "leave out “about”"])
def test_a_note_on_what_is_left_out_is_read_as_it_is_meant(note):
    template, found = compiled(package(f"{{# {note} #}}", "b"), ROOT, SECTIONS)
    assert template
    assert (template.leaves_out, found) == ({"about"}, [])


def test_any_note_that_is_alone_goes_with_its_paragraph():
    assert said("a", "{# to do #}", "b{# and this #}", " {# one #} {# two #} ", "c") == ["a", "b", "c"]
    assert said("a", table(row(cell("{# alone in its cell #}"))), "c") == ["a", "", "c"]
    assert said("{# before #}{{ posting.title }}", "z") == ["Data Engineer", "z"]


def test_a_dash_takes_white_space_out_of_the_runs_beside_its_tag():
    bold = '<w:r><w:rPr><w:b/></w:rPr><w:t>{{- posting.title -}}</w:t></w:r>'
    filled = xml(p("a  ", " ", bold, " ", " b"))
    assert lines(filled) == ["aData Engineerb"]
    assert '<w:b/></w:rPr><w:t xml:space="preserve">Data Engineer</w:t>' in filled
    assert said(p("a ", "<w:r><w:tab/></w:r>", "{{- posting.title }}")) == ["a \tData Engineer"]


def test_a_dash_at_the_end_of_a_paragraph_joins_it_with_none():
    assert faults("a {%- if pay -%} b {%- endif %} c") == []
    assert faults("a", "{%- if pay %} b{% endif %}") == [
        "w paragraph 2: the `-` in `{%- if pay %}` takes away the spaces beside it, and joins no paragraphs in “{%- if "
        "pay %} b{% endif %}”; take it out, or write what belongs together in one paragraph [tag.dash]"
    ]


class TestMissingValues:
    def filled(self, *blocks: str, draft: bool = False) -> tuple[list[str], list[str]]:
        template, found = compiled(package(*blocks), ROOT, SECTIONS)
        assert template, found
        parts, missing = fill(template, VALUES, lambda _: "", draft=draft)
        return lines(parts[template.package.main]), [f"{f.level}: {f.problem('x')}" for f in missing]

    def test_a_value_that_is_printed_and_missing_is_told_with_its_place(self):
        text, told = self.filled("a", "Team: {{ opening.team }}{{ opening.team }}")
        assert text == ["a", "Team: "]
        assert told == [
            "error: x: paragraph 2: prints `opening.team`, which has no value in “Team: {{ opening.team }}{{ opening."
            "team }}”; give it, or write {% if opening.team %} around it [value.missing]"
        ]

    def test_an_item_that_is_missing_is_named_and_not_its_list(self):
        _, told = self.filled("{{ duties[9] }}{{ stages[-9].name }}{{ (stages | last).lead }}")
        assert [line.split("`")[1] for line in told] == ["duties[9]", "stages[-9].name", "(stages | last).lead"]
        template, _ = compiled(package("{{ duties | first }}"), ROOT, SECTIONS)
        assert template
        _, missing = fill(template, VALUES | {"duties": []}, lambda _: "")
        assert missing[0].message == "prints `(duties | first)`, which has no value"
        assert template.prints == {"duties"}

    def test_a_draft_prints_its_name(self):
        text, told = self.filled("{{ opening.team | upper }}", draft=True)
        assert text == ["[[opening.team]]"]
        assert told[0].startswith("warning: x: paragraph 1: prints `opening.team`, which has no value")

    def test_a_default_a_condition_and_a_choice_keep_it_from_missing(self):
        text, told = self.filled(
            "{{ opening.team | default('us') }}{% if opening.team %}{{ opening.team }}{% endif %}"
            "{{ opening.team or 'them' }}{{ opening.team if opening.team }}"
            "{% if opening.team is none and pay is defined %}!{% endif %}"
        )
        assert (text, told) == (["usthem!"], [])

    def test_in_a_loop_the_variable_is_named(self):
        _, told = self.filled("{% for s in stages %}{{ s.lead }}{% endfor %}{{ pay.text ~ opening.team }}")
        assert ["`s.lead`" in told[0], "`opening.team`" in told[1]] == [True, True]


class TestWhatATemplateUses:
    def test_names_are_those_of_the_contract_and_printed_ones_apart(self):
        blocks = ["{% if pay.low > 3 %}{{ company.name }}{% endif %}{% for s in stages %}{{ s.name }}{% endfor %}"]
        template, _ = compiled(package(*blocks), ROOT, SECTIONS)
        assert template
        assert template.uses == {"pay", "pay.low", "company", "company.name", "stages", "stages.name"}
        assert template.prints == {"company.name", "stages", "stages.name"}


class TestPlaces:
    def widths(self, *blocks: str, **others: str) -> list[tuple[str, str, int]]:
        template, found = compiled(package(*blocks, **others), ROOT, SECTIONS)
        assert template, found
        return [tuple(place) for place in template.placed]

    def test_the_width_is_that_of_the_page_of_the_section(self):
        sizes = '<w:pgSz w:w="12000"/><w:pgMar w:left="1000" w:right="1000"/><w:cols w:num="2" w:space="600"/>'
        first = f"<w:p><w:pPr><w:sectPr>{sizes}</w:sectPr></w:pPr></w:p>"
        assert self.widths('{{p section("about") }}', first, '{{p section("why") }}') == [
            ("about", "word/document.xml", 4700), ("why", "word/document.xml", 9360),
        ]  # fmt: skip

    def test_the_width_is_that_of_the_cell_without_its_margins(self):
        stated = '<w:tc><w:tcPr><w:tcW w:w="5000" w:type="dxa"/></w:tcPr>' + p('{{p section("about") }}') + "</w:tc>"
        assert self.widths(table(row(stated, cell('{{p section("why") }}')))) == [
            ("about", "word/document.xml", 4784), ("why", "word/document.xml", 5784),
        ]  # fmt: skip

    def test_a_section_fills_its_place(self):
        assert said("a", '{{p section("about") '
            '}}', '{{ section("why") }}', "b") == ["a", "[about 9360]", "[why 9360]", "b"]


def text_box(inside: str) -> str:
    """Return a paragraph with a text box as Word writes it: once for itself, and once for older programs."""
    return (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>{inside}</w:txbxContent>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><w:txbxContent>{inside}</w:txbxContent></v:shape>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def test_both_copies_of_a_text_box_are_filled_and_faults_are_told_once():
    assert said("a", text_box(p("{% if pay %}{{ pay.text }}{% endif %}"))) == ["a", "", "$100 – $120", "$100 – $120"]
    assert faults("a", text_box(p("x {{ titel }}"))) == [
        "e text box 1 paragraph 1: unknown name `titel` in “x {{ titel }}”; did you mean `posting.title`? "
        "[name.unknown]"
    ]
    assert faults(text_box(p('{{p section("about") }}'))) == []


def test_content_controls_links_and_insertions_are_words_and_deletions_are_not():
    inline = (
        f"<w:p><w:sdt><w:sdtContent>{t('{{ posting.title }}')}</w:sdtContent></w:sdt>"
        f"<w:hyperlink>{t(' at ')}</w:hyperlink>"
        f"<w:ins>{t('{{ company.name }}')}</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    )
    block = f"<w:sdt><w:sdtContent>{p('{%p if pay %}')}{p('yes')}{p('{%p endif %}')}</w:sdtContent></w:sdt>"
    assert said(inline, block) == ["Data Engineer at Riverbend & Sons", "yes"]


def test_parts_beside_the_body_are_filled_and_others_left_alone():
    held = package("{{ posting.title }}", header1=p("{{ company.name }}"), header2=p("x"), footer1=p("{{ pay.text }}"))
    template, _ = compiled(held, ROOT, SECTIONS)
    assert template
    filled, _ = fill(template, VALUES, lambda _: "")
    assert {name: lines(text) for name, text in filled.items()} == {
        "word/document.xml": ["Data Engineer"], "word/header1.xml": ["Riverbend & Sons"],
        "word/footer1.xml": ["$100 – $120"],
    }  # fmt: skip


def test_the_prefix_of_a_part_is_its_own():
    held = package("x")
    words = "<v:p><v:r><v:t>{{ posting.slogan }}</v:t></v:r></v:p>"
    odd = f'<v:document xmlns:v="{W}"><v:body>{words}</v:body></v:document>'
    held.trees["word/document.xml"] = etree.fromstring(odd)  # type: ignore[index]
    template, _ = compiled(held, ROOT, SECTIONS)
    assert template
    filled, _ = fill(template, VALUES, lambda _: "")
    assert lines(filled["word/document.xml"]) == ['R&D <now>\nand "then"\tgo']


def test_a_template_is_not_changed_by_being_compiled():
    held = package("{%p if pay %}", "x", "{%p endif %}")
    before = etree.tostring(held.trees[held.main])
    compiled(held, ROOT, SECTIONS)
    assert etree.tostring(held.trees[held.main]) == before


def test_several_threads_fill_one_template():
    template, _ = compiled(package("{% for d in duties %}{{ d }}{{ loop.index }}{% endfor %}"), ROOT, SECTIONS)
    assert template
    kept = template

    def one(number: int) -> list[str]:
        filled, _ = fill(kept, VALUES | {"duties": [f"<{number}>"] * 50}, lambda _: "")
        return lines(filled["word/document.xml"])

    with ThreadPoolExecutor(8) as pool:
        for number, found in enumerate(pool.map(one, range(40))):
            assert found == ["".join(f"<{number}>{n}" for n in range(1, 51))]


class TestLimits:
    def test_loops_in_loops_stop_at_the_steps(self):
        loops = [f"{{%p for {name} in duties %}}" for name in "abcdef"]
        blocks = [*loops, "{{ a }}", *["{%p endfor %}"] * len(loops)]
        with pytest.raises(TemplateError) as caught:
            said(*blocks, duties=["x"] * 100)
        assert str(caught.value) == (
            "house.docx: the template takes more than 200,000 steps to fill; look for loops in loops "
            "[template.too_much]"
        )

    def test_loops_without_a_body_and_tests_of_loops_stop_too(self):
        for block in ("{% for a in duties %}" * 3 + "{% endfor %}" * 3,
                      "{% for a in duties %}{% for b in duties if b == 'y' %}{% endfor %}{% endfor %}"):  # fmt: skip
            with pytest.raises(TemplateError, match="more than 200,000 steps"):
                said(block, duties=["x"] * 1_000)

    def test_a_loop_that_prints_nothing_stops(self):
        with pytest.raises(TemplateError, match="more than 200,000 steps"):
            said("{% for a in duties %}{% endfor %}", duties=["x"] * 200_001)

    def test_text_that_grows_stops(self):
        filters = " | replace('x', 'xxxxxxxxxxxxxxxxxxxx')" * 12
        with pytest.raises(TemplateError, match="the template makes more than 20,000,000 characters"):
            said(f"{{{{ 'x'{filters} }}}}")
        with pytest.raises(TemplateError, match="the template makes more than 20,000,000 characters"):
            said("{% for d in duties %}{% if posting.title | upper == 'A' %}{% endif %}{% endfor %}",
                 duties=["x"] * 10_000, posting={"title": "x" * 10_000, "slogan": ""})  # fmt: skip

    @pytest.mark.parametrize("value", ["posting.title ~ posting.title", "duties | join(', ')", "duties | join"])
    def test_text_that_is_made_and_never_printed_counts_too(self, value, monkeypatch):
        monkeypatch.setattr("jdgen.house.compiling.steps.MOST_TEXT", 10_000)
        tag = f"{{% if ({value}) == 'A' %}}{{% endif %}}"
        given = {"duties": ["x" * 100] * 10, "posting": {"title": "x" * 500, "slogan": ""}}
        assert said(f"a{tag}", **given) == ["a"]
        with pytest.raises(TemplateError, match="the template makes more than 10,000 characters"):
            said(tag * 20, **given)

    def test_nesting_and_the_count_of_tags_are_held_to_what_can_be_read(self):
        deep = faults(*["{%p if pay %}"] * 200, *["{%p endif %}"] * 200)
        assert deep == [
            "e paragraph 41: `{%p if pay %}` is block 41 in blocks; 40 are read in “{%p if pay %}” [block.too_deep]"
        ]
        assert faults("{{ pay.text }}" * 2_000) == []
        assert faults("{{ pay.text }}" * 2_001) == ["e the template has more than 2,000 tags; use a loop for "
            "what is repeated [template.too_much]"]  # fmt: skip

    @pytest.mark.parametrize("tag", ["{{ duties | join }}", "{% if 'y' in duties %}{% endif %}"])
    def test_a_long_list_counts_by_its_length(self, tag, monkeypatch):
        monkeypatch.setattr("jdgen.house.compiling.steps.MOST_STEPS", 50)
        assert said(f"a{tag}", duties=["x"] * 1_000)[0].startswith("a")
        with pytest.raises(TemplateError, match="more than 50 steps"):
            said(tag, duties=["x"] * 100_000)


VALUE = st.sampled_from(["{{ posting.title }}", "{{ posting.slogan }}", "{{ company.size }}", "{{ duties | join(', "
    "') }}", "a ", "ü&<"])
PIECE = st.recursive(
    VALUE,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        inner.map(lambda text: f"{{% if pay %}}{text}{{% else %}}no{{% endif %}}"),
        inner.map(lambda text: f"{{% if opening.team %}}{text}{{% endif %}}"),
        inner.map(lambda text: f"{{% for d in duties %}}{text}{{{{ d }}}}{{% endfor %}}"),
    ),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(text=PIECE, cuts=st.lists(st.integers(0, 400), max_size=12))
def test_split_runs_say_the_same(text, cuts):
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    runs = [text[a:b] for a, b in pairwise(places)]
    assert said(p(*runs)) == said(p(text))


SIGNS = (
    "{{;}};{%;%};{#;#};{;};';\";“;if ;endif;for x in ;duties;endfor;else;p ;tr ;pay;.text;|;~;(;[0];section(;upper;x; ;"
    "{%p if pay %};{%p endif %};{%tr for x in stages %};{%tr endfor %};{%tc if pay %};{%tc endif %};{%p else %};"
    "{% if pay %};{% endif %};{% for x in duties %};{% endfor %};{{ x }};{%r if pay %};{%r endif %};{{ pay.text }};"
    '{{p section("about") }};{# leave out: why #}'
)
SIGN = st.sampled_from(SIGNS.split(";"))
LINE = st.lists(SIGN, min_size=1, max_size=4).map(lambda signs: p(*signs))
ROW = st.lists(st.lists(LINE, min_size=1, max_size=2).map(lambda inside: cell(*inside)), min_size=1, max_size=3)
ROWS = st.lists(ROW.map(lambda cells: row(*cells)), min_size=1, max_size=3)
BLOCK = st.one_of(LINE, LINE, ROWS.map(lambda rows: table(*rows)))


@settings(max_examples=80, deadline=None, derandomize=True)
@given(blocks=st.lists(BLOCK, min_size=1, max_size=6), pay=st.booleans())
def test_any_signs_make_a_sound_file_or_faults_and_no_crash(blocks, pay):
    holds(blocks, pay=pay)


def around(inside: st.SearchStrategy[str], prefix: str, whole: Callable[[str], str]) -> st.SearchStrategy[str]:
    """Return what is inside once or more, bare or between the two ends of a block."""
    begins = st.sampled_from([("if pay", "endif"), ("for y in duties", "endfor"), ("for y in stages", "endfor")])
    bare = st.lists(inside, min_size=1, max_size=2).map("".join)
    ends = st.tuples(begins, bare).map(
        lambda found: whole(f"{{%{prefix} {found[0][0]} %}}") + found[1] + whole(f"{{%{prefix} {found[0][1]} %}}")
    )
    return st.one_of(bare, ends)


INLINE = ("{{ pay.text | d }}", "x", "{% if pay %}a{% else %}b{% endif %}", "{%r if pay %}a{%r endif %}")
HEALTHY = st.sampled_from(INLINE).map(p)
STORY = around(HEALTHY, "p", p)
CELLS = around(STORY.map(lambda inside: cell(inside)), "tc", cell)
TABLES = around(CELLS.map(lambda cells: f"<w:tr>{cells}</w:tr>"), "tr", lambda text: row(text)).map(table)
PAGES = around(st.one_of(HEALTHY, TABLES), "p", p)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(blocks=PAGES, pay=st.booleans())
def test_blocks_in_blocks_make_a_sound_file(blocks, pay):
    assert holds([blocks, p("end")], pay=pay)


def holds(blocks: list[str], *, pay: bool) -> bool:
    """Return whether the template is healthy; the filled file must be sound then."""
    template, found = compiled(package(*blocks), ROOT, SECTIONS)
    assert (template is None) == any(fault.level == "error" for fault in found)
    if template:
        values = VALUES if pay else VALUES | {"pay": None, "stages": []}
        filled, _ = fill(template, values, lambda _: p("x"), draft=True)
        root = etree.fromstring(filled["word/document.xml"].encode())
        for holder in root.iter(f"{{{W}}}tc", f"{{{W}}}tr", f"{{{W}}}tbl"):
            assert any(each.tag.rpartition("}")[2] in ("p", "tc", "tr") for each in holder)
        assert all(cell[-1].tag == f"{{{W}}}p" for cell in root.iter(f"{{{W}}}tc"))
    return template is not None


@settings(max_examples=15, deadline=None, derandomize=True)
@given(text=PIECE)
def test_any_healthy_template_says_what_docxtpl_makes_of_it(text):
    assert said(p(text)) == of_docxtpl([p(text)])
