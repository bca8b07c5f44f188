"""Tags found in the words of a Word file, their places as readers know them, and what is wrong with how they stand."""

from __future__ import annotations

import pytest
from lxml import etree
from words_of import cell, faults, p, package, row, t, table

from jdgen.house.opening.package import Package
from jdgen.house.reading.tags import spots, tags
from jdgen.render.comments import paragraphs
from jdgen.render.word_zip import deflated


def found(*blocks: str) -> list[tuple[str, str, str, int]]:
    return [(tag.kind, tag.prefix, tag.code, len(tag.pieces)) for tag in tags(package(*blocks))[0]]


def told(*blocks: str) -> list[str]:
    """Return the faults without the words that they quote."""
    lines = []
    for line in faults(*blocks):
        before, _, behind = line.partition(" in “")
        lines.append(before + behind.partition("”")[2])
    return lines


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("{{x}}", ("value", "", "x", 1)),
        ("{{ p }}", ("value", "", "p", 1)),
        ("{{p x }}", ("value", "p", "x", 1)),
        ("{{p}}", ("value", "", "p", 1)),
        ("{{pay.text}}", ("value", "", "pay.text", 1)),
        ("{%tr\u00a0if x %}", ("block", "tr", "if x", 1)),
        ("{%- if x -%}", ("block", "", "if x", 1)),
        ("{%– if x –%}", ("block", "", "if x", 1)),
        ("{%-p if x %}", ("block", "p", "if x", 1)),
        ("{# it’s a “note” #}", ("comment", "", "it’s a “note”", 1)),
        ("{#p x #}", ("comment", "p", "x", 1)),
        ("{{ x == “it’s” }}", ("value", "", "x == \"it's\"", 1)),
        ("{{ x == \"it’s “so”\" }}", ("value", "", "x == \"it’s “so”\"", 1)),
        ("{{ \"}}\" ~ '%}' }}", ("value", "", "\"}}\" ~ '%}'", 1)),
        ("{{ x\u200b.y\u2003| z }}", ("value", "", "x.y | z", 1)),
        ("{# }} {{ %} #}", ("comment", "", "}} {{ %}", 1)),
    ],
)
def test_a_tag_is_read_as_it_is_meant(text, tag):
    assert found(f"a {text} b") == [tag]


def test_a_tag_is_found_however_its_runs_are_split_and_its_pieces_are_where_it_stands():
    (tag, after), _ = tags(package(p("ab{", "{ x", " }", "}{{ y }}")))
    assert [(piece.text.text[piece.start : piece.end]) for piece in tag.pieces] == ["{", "{ x", " }", "}"]
    assert (tag.is_split, after.is_split) == (True, False)
    assert tag.written == "{{ x }}"


def test_what_is_no_text_does_not_divide_a_tag():
    inside = (
        f"<w:p>{t('{{ pos')}<w:proofErr/><w:bookmarkStart/><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        f"<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:lastRenderedPageBreak/><w:t>ting.title "
        f"}}}}</w:t></w:r></w:p>"
    )
    assert found(inside) == [("value", "", "posting.title", 2)]


def test_tags_come_in_the_order_of_the_file_also_around_a_text_box():
    box = f"<w:r><w:pict><w:txbxContent>{p('{{ b }}')}</w:txbxContent></w:pict></w:r>"
    assert [code for _, _, code, _ in found(p("{{ a }}", box, "{{ c }}"))] == ["a", "b", "c"]


FAULTS = {
    "{{ pay.text } and": "e paragraph 1: `{{ pay.text }` has no end; type `}}` after `pay.text` [tag.no_end]",
    "{{ pay.text": "e paragraph 1: `{{ pay.text` has no end; type `}}` after `pay.text` [tag.no_end]",
    "{% if pay }x": "e paragraph 1: `{% if pay }` has no end; type `%}` after `if pay` [tag.no_end]",
    "{# note": "e paragraph 1: `{# note` has no end; type `#}` after `note` [tag.no_end]",
    "{{": "e paragraph 1: `{{` has no end; type what is meant, and `}}` [tag.no_end]",
    "pay.text }}": "e paragraph 1: `}}` ends a tag that has no start; type `{{` where the tag begins [tag.no_start]",
    "if pay %}": "e paragraph 1: `%}` ends a tag that has no start; type `{%` where the tag begins [tag.no_start]",
    "{{ pay.text %}": (
        "e paragraph 1: `{{ pay.text %}` begins with `{{` and ends with `%}`; end it with `}}` [tag.mixed]"),
    "{ { x": "w paragraph 1: `{ {` looks like a sign of a tag, but has a space in it; write the two signs together "
        "[tag.lookalike]",
    "${pay.text}": "w paragraph 1: `${pay.text}` is no tag here: it prints as it stands; write `{{ pay.text }}` for "
        "the value [tag.lookalike]",
    "<<Pay_Text>>": "w paragraph 1: `<<Pay_Text>>` is no tag here: it prints as it stands; write `{{ pay.text }}` for "
        "the value [tag.lookalike]",
    "«a.b»": "w paragraph 1: `«a.b»` is no tag here: it prints as it stands; write `{{ … }}` with a name of "
        "`jdgen template fields` [tag.lookalike]",
    "[[duties]]": "w paragraph 1: `[[duties]]` is no tag here: it prints as it stands; write {% for x in duties %} for "
        "its entries [tag.lookalike]",
    "{opening.remote}": "w paragraph 1: `{opening.remote}` prints as it stands: single braces are words; write "
        "{% if opening.remote %} [tag.lookalike]",
    "{ pay }": "w paragraph 1: `{ pay }` prints as it stands: single braces are words; write `{{ … }}` with a name of "
        "`jdgen template fields` [tag.lookalike]",
    "[Pay.Text]": "w paragraph 1: `[Pay.Text]` prints as it stands: brackets are words; write `{{ pay.text }}` for the "
        "value [tag.lookalike]",
    "{_{ x": "w paragraph 1: `{_{` is no sign here; a house template cannot print the signs of tags [tag.lookalike]",
    "{%td if pay %}": (
        "e paragraph 1: `td` is not offered; the prefixes are p, tr, tc and r [syntax.not_offered]"),
    "{{ p posting.title }}": (
        "e paragraph 1: `{{ p posting.title }}` has a space before its prefix; write `{{p posting.title }}` "
        "[tag.prefix]"),
    "{% tr if pay %}": (
        "e paragraph 1: `{% tr if pay %}` has a space before its prefix; write `{%tr if pay %}` [tag.prefix]"),
    "{%P if pay %}": "e paragraph 1: `{%P if pay %}` has capitals in its prefix; write `{%p if pay %}` [tag.prefix]",
    '{{P section("about") }}': (
        'e paragraph 1: `{{P section("about") }}` has capitals in its prefix; write `{{p section("about") }}` '
        "[tag.prefix]"),
}  # fmt: skip


@pytest.mark.parametrize("text", FAULTS)
def test_half_a_tag_and_what_looks_like_one_is_told(text):
    assert told(text) == [FAULTS[text]]


def test_the_line_quotes_the_paragraph_and_only_words_that_mean_nothing_are_free():
    assert faults("We pay {{ pay.text } a year") == [
        "e paragraph 1: `{{ pay.text }` has no end in “We pay {{ pay.text } a year”; type `}}` after `pay.text` "
        "[tag.no_end]"
    ]
    assert faults("a { b c } c {1} {} [x] <y> 100% {not a name!} $5 #1") == []
    assert faults("[INSERT TITLE] <Company Name> [title] [e.g] [[a b]]") == []


def test_what_looks_like_a_tag_is_told_ten_times_a_paragraph_and_two_hundred_times_a_file():
    many = " ".join(f"{{x{n}}}" for n in range(100))
    assert len(faults(many)) == 10
    assert len(faults(*[many] * 30)) == 200
    assert len(faults("{ { " * 100_000)) == 1


@pytest.mark.parametrize("half", ["{ {", '{{ "', "{#", "{% if pay", "}}", "{{'\""])
def test_a_file_with_more_signs_than_a_template_has_is_left_at_once(half):
    assert faults(half * 100_000) == [
        "e the template has more than 2,000 tags; use a loop for what is repeated [template.too_much]"
    ]


def test_a_tag_over_two_paragraphs_is_one_fault():
    assert told("{{ posting", ".title }}") == [
        "e paragraph 1: `{{ posting` ends in another paragraph; write it in one [tag.two_paragraphs]"
    ]
    assert [line.rpartition(" ")[2] for line in told("{{ posting", "x", "}} y")] == ["[tag.two_paragraphs]"]
    assert [line.rpartition(" ")[2] for line in told("{{ posting", "x", "%} y")] == ["[tag.no_end]", "[tag.no_start]"]


@pytest.mark.parametrize(
    ("sign", "what"),
    [("<w:br/>", "a line break"), ("<w:tab/>", "a tab"), ("<w:softHyphen/>", "a soft hyphen"),
     ("<w:noBreakHyphen/>", "a hyphen that does not break"), ("<w:drawing/>", "a picture or a note")],
)  # fmt: skip
def test_what_stands_in_a_tag_and_is_no_word_is_a_fault(sign, what):
    assert told(p("{{ posting", f"<w:r>{sign}</w:r>", ".title }}"))[0].partition(": ")[2].partition("; ")[2] == (
        f"type it anew, without {what} [tag.interrupted]"
    )


def test_what_is_read_as_meant_is_a_warning_that_can_be_mended():
    _, split = tags(package(p("{", "{ posting.title }}")))
    _, curly = tags(package("{% if posting.title == ‘a’ %}{% endif %}"))
    _, dashed = tags(package("{%- if pay %}{% endif %}"))
    assert [(fault.rule, fault.level, fault.mendable) for fault in (*split, *curly, *dashed)] == [
        ("tag.split", "notice", True), ("tag.quotes", "warning", True), ("tag.dash", "warning", False),
    ]  # fmt: skip
    assert split[0].message == "Word keeps `{{ posting.title }}` in 2 pieces"


class TestPrefixes:
    def test_words_that_a_tag_would_take_with_it_are_an_error(self):
        assert told("only {%p if pay %}", "{%p endif %}") == [
            "e paragraph 1: `{%p if pay %}` takes the place of its paragraph, and “only” would be lost; write the "
            "tag in a "
            "paragraph of its own [tag.lost]"
        ]
        assert told(table(row("{%tr if pay %}", "Kept"), row("{%tr endif %}"))) == [
            "e table 1 row 1 cell 1: `{%tr if pay %}` takes the place of its row, and “Kept” would be lost; write "
            "the tag in "
            "a row of its own [tag.lost]"
        ]
        assert "“b” would be lost" in told(table(row(cell("{%tc if pay %}", "b"), "{%tc endif %}")))[0]
        assert told('{{p section("about") }} '
            'more')[0].startswith("e paragraph 1: `{{p section(\"about\") }}` takes the place")

    def test_pictures_and_ends_of_sections_count_as_words(self):
        assert "a picture, a text box or a note would be lost" in told(
            p("{%p if pay %}", "<w:r><w:drawing/></w:r>"), "{%p endif %}"
        )[0]
        end = f"<w:p><w:pPr><w:sectPr/></w:pPr>{t('{%p if pay %}')}</w:p>"
        assert "the end of a section with its page setup would be lost" in told(end, "{%p endif %}")[0]

    def test_a_note_beside_a_tag_is_nothing(self):
        assert told("{%p if pay %}{# why #}", "x", "{%p endif %}") == []

    def test_a_prefix_without_its_thing_is_an_error(self):
        assert told("{%tr if pay %}", "{%tr endif %}")[0] == (
            "e paragraph 1: `{%tr if pay %}` stands in no table row; write it in a table, or with `p` in place of `tr` "
            "[tag.prefix]"
        )
        assert "stands in no table cell" in told("{%tc if pay %}", "{%tc endif %}")[0]

    def test_two_tags_for_one_place_are_an_error_told_once(self):
        assert told("{%p if pay %}{%p endif %}") == [
            "e paragraph 1: `{%p if pay %}` and `{%p endif %}` stand in one paragraph, and each takes the place of "
            "a whole paragraph; write `{%p if … %}` in a paragraph above, and `{%p endif %}` in a paragraph below "
            "[tag.rivals]"
        ]
        line = told(table(row("{%tr for s in stages %}", "{{ s.name }}{%tr endfor %}")))[0]
        assert line.partition("; ")[2] == (
            "write `{%tr for … %}` in a row above, and `{%tr endfor %}` in a row below [tag.rivals]"
        )
        assert "; write each in a paragraph of its own [" in told("{%p if pay %}{%p if duties %}")[0]
        for cells in (("{%tr if pay %}", "{%tr endif %}"), ("{%tc if pay %}", "{%tr endif %}")):
            rules = [line.rpartition(" ")[2] for line in told(table(row(*cells)))]
            assert rules.count("[tag.rivals]") == 1

    def test_a_value_cannot_stand_for_a_row(self):
        (line,) = told(table(row("{{tr posting.title }}")))
        assert "`{{tr posting.title }}` would put words where a row must stand" in line


@pytest.mark.parametrize(
    ("block", "where"),
    [
        ("<w:p><w:r><w:instrText>{{ x }}</w:instrText></w:r></w:p>", "in the code of a field"),
        ("<w:p><w:del><w:r><w:delText>{{ x }}</w:delText></w:r></w:del></w:p>", "in words that are marked as deleted"),
        ('<w:p><w:r><w:drawing><wp:docPr descr="{{ x '
            '}}"/></w:drawing></w:r></w:p>', "in a name or an alternative text"),
    ],
)
def test_a_tag_where_none_is_filled_is_told(block, where):
    assert faults(p("words") + block.replace("<w:p>", f"<w:p>{t('y')}"))[0] == (
        f"e paragraph 2: `{{{{ x }}}}` stands {where}, where no tag is filled in “y”; take it out of there "
        f"[tag.elsewhere]"
    )


def names(held: Package) -> dict[str, list[tuple[str, int, int]]]:
    found: dict[str, list[tuple[str, int, int]]] = {}
    for spot in spots(held).values():
        found.setdefault(spot.words, []).append((spot.where, spot.number, spot.paragraph))
    return found


def test_paragraphs_of_the_body_are_counted_as_comments_count_them():
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{p('box')}</w:txbxContent></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{p('box')}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    other = f"<w:r><w:pict><w:txbxContent>{p('other')}{p('more')}</w:txbxContent></w:pict></w:r>"
    held = package("a", table(row("b", cell("c", table(row("d", "e")), "f"))), p(box), p(other), "z")
    found = names(held)
    assert found == {
        "a": [("paragraph", 1, 1)],
        "b": [("table 1 row 1 cell", 1, 2)],
        "c": [("table 1 row 1 cell", 2, 3)],
        "d": [("table 1 row 1 cell 2 table 1 row 1 cell", 1, 4)],
        "e": [("table 1 row 1 cell 2 table 1 row 1 cell", 2, 5)],
        "f": [("table 1 row 1 cell", 2, 6)],
        "": [("paragraph", 2, 7), ("paragraph", 3, 10)],
        "box": [("text box 1 paragraph", 1, 8), ("text box 1 paragraph", 1, 9)],
        "other": [("text box 2 paragraph", 1, 11)],
        "more": [("text box 2 paragraph", 2, 12)],
        "z": [("paragraph", 4, 13)],
    }
    assert paragraphs(etree.tostring(held.trees[held.main])) == 13


def test_rows_and_tables_in_content_controls_are_counted():
    control = f"<w:sdt><w:sdtContent>{row('y')}</w:sdtContent></w:sdt>"
    held = package(f"<w:sdt><w:sdtContent>{table(row('x'), control)}</w:sdtContent></w:sdt>", table(row("z")))
    assert {words: where[0][:2] for words, where in names(held).items()} == {
        "x": ("table 1 row 1 cell", 1), "y": ("table 1 row 2 cell", 1), "z": ("table 2 row 1 cell", 1),
    }  # fmt: skip


def test_headers_are_known_by_their_pages_and_sections():
    kinds = ("first", "default", "even", "default")
    links = [
        f'<Relationship Id="r{n}" Type="x/header" Target="{"/word/" if n == 2 else ""}header{n}.xml"/>'
        for n in range(1, 5)
    ]
    relations = f'<Relationships xmlns="x">{"".join(links)}</Relationships>'.encode()
    one = "".join(f'<w:headerReference w:type="{kinds[n - 1]}" r:id="r{n}"/>' for n in (1, 2, 3))
    two = f'<w:sectPr><w:headerReference w:type="{kinds[3]}" r:id="r4"/></w:sectPr>'
    body = package(
        f"<w:p><w:pPr><w:sectPr>{one}</w:sectPr></w:pPr></w:p>", f"<w:p><w:pPr>{two}</w:pPr></w:p>",
        header1=p("a"), header2=p("b") + table(row("t", "u")), header3=p("c"), header4=p("d"), header5=p("e"),
        footnotes='<w:footnote w:type="separator"><w:p/></w:footnote>'
        + f'<w:footnote w:id="2">{p("f")}</w:footnote><w:footnote w:id="3">{p("g")}</w:footnote>',
    )  # fmt: skip
    name = "word/_rels/document.xml.rels"
    held = Package(body.source, {name: deflated(name, relations)}, body.main, body.trees)
    found = {words: where[0] for words, where in names(held).items() if words}
    assert found == {
        "a": ("first-page header paragraph", 1, 0), "b": ("header paragraph", 1, 0),
        "t": ("header table 1 row 1 cell", 1, 0), "u": ("header table 1 row 1 cell", 2, 0),
        "c": ("even-page header paragraph", 1, 0), "d": ("header of section 2 paragraph", 1, 0),
        "e": ("header5.xml paragraph", 1, 0), "f": ("footnote", 1, 0), "g": ("footnote", 2, 0),
    }  # fmt: skip
