"""Sections take the styles of the template: by their names, and ours only where it has none, in its colors."""

from __future__ import annotations

import re

import docx
import pytest
from filled import RELATED, entry, fill, paragraphs, part, style_of, styles_of, value

from jdgen.documents.look import USUAL
from jdgen.errors import TemplateError
from jdgen.house.opening.namespaces import OFFICE, w
from jdgen.render.word_zip import deflated, read, write
from word_files import HEAD, NAMESPACES, Raw, Table, word

TITLE, BODY = "{{ posting.title }}", '{{p section("body") }}'
DUTY = "Own the design of major features"
STAGE = "Hiring manager screen: 45 minutes"


def styles(*made: str, defaults: str = "") -> dict[str, str]:
    """A styles part of a template."""
    return {"word/styles.xml": f"{HEAD}<w:styles {NAMESPACES}>{defaults}{''.join(made)}</w:styles>"}


def style(name: str, identity: str, inner: str = "", kind: str = "paragraph", *, default: bool = False) -> str:
    usual = ' w:default="1"' * default
    return f'<w:style w:type="{kind}"{usual} w:styleId="{identity}"><w:name w:val="{name}"/>{inner}</w:style>'


def normal(inner: str = "") -> str:
    return style("Normal", "Standard", inner, default=True)


def numbering(inner: str) -> dict[str, str]:
    """The parts of a template with lists."""
    rels = (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="styles" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="n" Type="{OFFICE}/numbering" Target="numbering.xml"/></Relationships>'
    )
    return {
        "word/_rels/document.xml.rels": rels,
        "word/numbering.xml": f"{HEAD}<w:numbering {NAMESPACES}>{inner}</w:numbering>",
    }


def kind_of(number: int, *, indent: int = 700) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    )


def num(number: int, kind: int) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/></w:num>'


def listed(number: int, more: str = "") -> str:
    return f'<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr>{more}</w:pPr>'


# --- styles ---


def test_styles_are_known_by_their_names_in_every_language():
    own = styles(
        normal(), style("heading 1", "berschrift1"), style("List Bullet", "Aufzhlungszeichen"),
        style("BODY TEXT", "Textkrper"),
    )  # fmt: skip
    done = fill(word(TITLE, BODY, more=own)).data
    assert style_of(done, "What you will do") == "berschrift1"
    assert style_of(done, DUTY) == "Aufzhlungszeichen"
    assert style_of(done, "Our route planner") == "Textkrper"
    assert "heading 2" not in styles_of(done)


def test_an_alias_is_a_name_too():
    own = styles(normal(), style("heading 1,H1", "R&amp;D"), style("Lauftext", "x", '<w:aliases w:val="A,Body Text"/>'))
    done = fill(word(TITLE, BODY, more=own)).data
    assert style_of(done, "What you will do") == "R&D"
    assert style_of(done, "Our route planner") == "x"


@pytest.mark.parametrize(
    ("space", "expected"),
    [
        ('<w:pPr><w:spacing w:after="160"/></w:pPr>', "Standard"),
        ('<w:pPr><w:spacing w:after="0"/></w:pPr>', "BodyText"),
    ],
)
def test_body_text_is_the_usual_style_where_its_paragraphs_stand_apart(space, expected):
    done = fill(word(TITLE, BODY, more=styles(normal(space)))).data
    assert style_of(done, "Our route planner") == expected


def test_a_style_that_is_lacking_is_added_in_the_type_and_the_color_of_the_template():
    look = '<w:rPr><w:color w:val="8A1538"/><w:sz w:val="36"/></w:rPr>'
    own = styles(normal('<w:rPr><w:sz w:val="24"/></w:rPr>'), style("heading 1", "H1", look))
    found = styles_of(fill(word(TITLE, BODY, more=own)).data)
    label = found["Label"] if "Label" in found else found["Fact Label"]
    assert value(label, "basedOn") == "Standard"
    assert value(found["Hyperlink"], "rPr", "color") == "8A1538"
    assert found["Fact Label"].find(f".//{w('rFonts')}") is None
    # 8.5 of 10.5 points is 9.5 of 12.
    assert value(found["Small"], "rPr", "sz") == "19"
    assert value(found["Small"], "rPr", "color") == USUAL.secondary


def test_without_headings_the_look_gives_the_color():
    done = fill(word(TITLE, BODY, more=styles(normal())), look=USUAL._replace(accent="AA0000", tint="")).data
    found = styles_of(done)
    assert value(found["heading 1"], "rPr", "color") == "AA0000"
    assert found["jdgen Facts"].find(f".//{w('shd')}") is None


def test_black_headings_make_black_links_and_white_ones_do_not_count():
    black = styles(normal(), style("heading 1", "H1"))
    white = styles(normal(), style("heading 1", "H1", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'))
    assert value(styles_of(fill(word(TITLE, BODY, more=black)).data)["Hyperlink"], "rPr", "color") is None
    assert value(styles_of(fill(word(TITLE, BODY, more=white)).data)["Hyperlink"], "rPr", "color") == USUAL.accent


def test_ids_and_names_that_are_taken_get_others():
    own = styles(normal(), style("Kleingedruckt", "small"), style("Fact Label", "Fx", kind="character"))
    done = fill(word(TITLE, BODY, more=own)).data
    found = styles_of(done)
    assert found["Small"].get(w("styleId")) == "jdgenSmall"
    assert found["jdgen Fact Label"].get(w("styleId")) == "FactLabel"
    assert style_of(done, "The first six") == "jdgenSmall"


def test_only_styles_that_are_used_are_added_with_what_they_stand_on():
    found = styles_of(fill(word(TITLE, BODY, more=styles(normal()))).data)
    assert "Quiet Start" in found
    assert "Quiet Heading" in found
    assert "Vote" not in found
    known = {one.get(w("styleId")) for one in found.values()}
    named = {value(one, tag) for one in found.values() for tag in ("basedOn", "next")}
    assert named - {None} <= known


def test_the_language_is_that_of_the_document():
    defaults = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>'
    own = styles(normal('<w:rPr><w:lang w:val="de-DE"/></w:rPr>'), defaults=defaults)
    root = part(fill(word(TITLE, BODY, more=own)).data, "word/styles.xml")
    assert [lang.get(w("val")) for lang in root.iter(w("lang"))] == ["en-US"]


# --- lists ---


def test_a_template_without_lists_gets_ours_and_each_numbered_one_begins_at_1():
    done = fill(word(TITLE, BODY, BODY, named=("Normal",))).data
    root = part(done, "word/numbering.xml")
    numbers = [p.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}").get(w("val")) for p in part(done).iter(w("p"))
               if "".join(t.text or "" for t in p.iter(w("t"))).startswith(STAGE)]  # fmt: skip
    assert len(set(numbers)) == 2
    starts = {num.get(w("numId")): num.find(f"{w('lvlOverride')}/{w('startOverride')}") for num in root.iter(w("num"))}
    assert [starts[number].get(w("val")) for number in numbers] == ["1", "1"]
    bullet = styles_of(done)["List Bullet"]
    assert value(bullet, "pPr", "numPr", "numId") in starts
    assert "numbering+xml" in str(part(done, "[Content_Types].xml").xpath("//@ContentType"))


def test_the_signs_of_a_template_stay_and_its_numbers_begin_anew():
    own = styles(normal(), style("List Bullet", "LB", listed(4)), style("List Number", "LN", listed(7)))
    done = fill(word(TITLE, BODY, more=own | numbering(kind_of(0) + kind_of(5) + num(4, 0) + num(7, 5)))).data
    assert entry(done, DUTY).find(w("numPr")) is None
    number = value(entry(done, STAGE), "numPr", "numId")
    root = part(done, "word/numbering.xml")
    assert {n.get(w("numId")): value(n, "abstractNumId") for n in root.iter(w("num"))}[number or ""] == "5"
    assert number not in ("4", "7")
    kinds = [one.get(w("abstractNumId")) for one in root.iter(w("abstractNum"))]
    assert len(kinds) == len(set(kinds)) == 4
    assert [one.tag == w("num") for one in root] == sorted(one.tag == w("num") for one in root)


def test_what_a_list_style_sets_in_stays_set_in():
    own = styles(normal(), style("List Number", "LN", listed(7, '<w:ind w:left="1134" w:hanging="567"/>')))
    done = fill(word(TITLE, BODY, more=own | numbering(kind_of(5) + num(7, 5)))).data
    assert dict(entry(done, STAGE).find(w("ind")).attrib) == {w("left"): "1134", w("hanging"): "567"}


def test_a_list_style_without_signs_gets_ours_entry_by_entry():
    own = styles(normal(), style("List Bullet", "LB"))
    done = fill(word(TITLE, BODY, more=own)).data
    number = value(entry(done, DUTY), "numPr", "numId")
    kinds = {n.get(w("numId")): value(n, "abstractNumId") for n in part(done, "word/numbering.xml").iter(w("num"))}
    signs = {one.get(w("abstractNumId")): value(one, "lvl", "lvlText") for one in
             part(done, "word/numbering.xml").iter(w("abstractNum"))}  # fmt: skip
    assert signs[kinds[number or ""]] == "•"


# --- places ---


def test_links_get_ids_that_no_other_has():
    rels = (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="jdgen1" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    )
    done = fill(word(TITLE, BODY, more={"word/_rels/document.xml.rels": rels})).data
    links = part(done, "word/_rels/document.xml.rels").findall(RELATED)
    ids = [link.get("Id") for link in links]
    assert len(ids) == len(set(ids))
    outside = {link.get("Id"): link.get("Target") for link in links if link.get("TargetMode") == "External"}
    used = {link.get(f"{{{OFFICE}}}id") for link in part(done).iter(w("hyperlink"))}
    assert used == set(outside)
    assert "https://careers.riverbend.example/eng-214" in outside.values()


def test_a_section_in_a_cell_is_as_wide_as_the_cell():
    left, right = '{{p section("facts") }}', '{{p section("rest") }}'
    done = fill(word(TITLE, Table([[left, right]], width=13000))).data
    tables = [table for table in part(done).iter(w("tbl")) if value(table, "tblPr", "tblStyle") == "jdgenFacts"]
    assert len(tables) == 1
    assert 6000 < int(tables[0].find(f"{w('tblPr')}/{w('tblW')}").get(w("w"))) <= 6500
    cell = next(tables[0].iterancestors(w("tc")))
    assert cell[-1].tag == w("p")


def test_facts_and_columns_stand_below_each_other_where_there_is_little_room():
    done = fill(word(TITLE, Table([['{{p section("facts") }}', '{{p section("rest") }}']], width=9000))).data
    assert len(list(part(done).iter(w("tbl")))) == 1
    assert style_of(done, "Contract") == "FactListed"


def test_two_tables_that_would_touch_are_kept_apart():
    acme = Table([["Acme"]])
    done = fill(word(TITLE, acme, '{{p section("facts") }}', acme, '{{p section("rest") }}')).data
    body = part(done)[0]
    tags = [child.tag.rpartition("}")[2] for child in body]
    assert tags[:6] == ["p", "tbl", "p", "tbl", "p", "tbl"]
    assert [value(body[n], "pPr", "pStyle") for n in (2, 4)] == ["SectionEnd", "SectionEnd"]


def test_a_section_goes_into_the_body_alone():
    with pytest.raises(TemplateError) as caught:
        fill(word(TITLE, BODY, footer=['{{p section("legal") }}']))
    assert 'section("legal")' in str(caught.value)
    assert "body" in str(caught.value)


def test_what_is_placed_is_not_in_the_rest():
    done = fill(word(TITLE, '{{p section("offer") }}', '{{p section("rest") }}')).data
    said = [words for _, words in paragraphs(part(done))]
    assert said.count("25 days of paid vacation, ten holidays, and 16 weeks of paid parental leave") == 1
    assert said.index("Pay and benefits") < said.index("Why this role exists")


def test_each_sheet_of_a_kit_begins_on_a_new_page_but_the_first():
    done = fill(word("{{ kit.title }}", BODY), "rubric").data
    broken = [words for p, (_, words) in zip(part(done).iter(w("p")), paragraphs(part(done)), strict=True)
              if p.find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None]  # fmt: skip
    assert "Loop plan" in broken
    assert "How we interview" in broken
    assert part(done).findall(f".//{w('sectPr')}")[0].getparent().tag == w("body")
    tags = [one.get(w("val")) for one in part(done).iter(w("tag"))]
    assert len(tags) == len(set(tags)) > 50
    numbers = [one.get(w("val")) for one in part(done).iter(w("id")) if one.getparent().tag == w("sdtPr")]
    assert len(numbers) == len(set(numbers)) == len(tags)


def test_a_section_in_a_turned_part_of_the_file_is_wider():
    turned = (
        '<w:p><w:pPr><w:sectPr><w:pgSz w:w="15840" w:h="12240" w:orient="landscape"/><w:pgMar w:top="1440" '
        'w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:pPr>'
        "</w:p>"
    )
    done = fill(word(TITLE, '{{p section("facts") }}', Raw(turned), '{{p section("rest") }}')).data
    table = next(part(done).iter(w("tbl")))
    assert table.find(f"{w('tblPr')}/{w('tblW')}").get(w("w")) == "12960"
    assert len(part(done).findall(f".//{w('sectPr')}")) == 2


def test_a_letter_takes_the_styles_of_letters_where_there_are_any():
    own = styles(normal(), style("Body Text", "BT"), style("Salutation", "Anrede"))
    done = fill(word(BODY, more=own), "letter").data
    assert style_of(done, "Dear") == "Anrede"
    assert style_of(done, "I am applying") == "BT"
    assert style_of(done, "November 20") == "BT"


def test_a_file_of_another_program_takes_our_markup(tmp_path):
    made = docx.Document()
    made.add_paragraph(TITLE, style="Title")
    made.add_paragraph(BODY)
    made.save(tmp_path / "t.docx")
    done = fill((tmp_path / "t.docx").read_bytes()).data
    assert style_of(done, DUTY) == "ListBullet"
    assert re.search(rb'<w:document[^>]*mc:Ignorable="[^"]*w14', read(done)["word/document.xml"].data())


# --- how they stand ---


def kept_with_next(data: bytes, words: str) -> list[str | None]:
    """What the paragraph that begins with the words says of the page of the next one."""
    return [one.get(w("val")) for one in entry(data, words).findall(w("keepNext"))]


def test_a_heading_in_a_cell_is_not_kept_with_what_follows():
    done = fill(word(TITLE, Table([['{{p section("duties") }}', "x"]]), '{{p section("rest") }}')).data
    assert kept_with_next(done, "What you will do") == ["0"]
    assert kept_with_next(done, "Must have") == []


def test_what_stands_before_a_lone_legal_section_is_kept_with_it():
    done = fill(word(TITLE, '{{p section("rest") }}', "We are glad to hear from you.", '{{p section("legal") }}')).data
    assert kept_with_next(done, "We are glad") == [None]
    assert kept_with_next(done, "Our route planner") == []


@pytest.mark.parametrize(("width", "breaks"), [(4000, 1), (4300, 0)])
def test_in_a_tight_cell_the_label_of_a_fact_stands_above_its_value(width, breaks):
    done = fill(word(TITLE, Table([['{{p section("facts") }}']], width=width), '{{p section("rest") }}')).data
    found = next(p for p in part(done).iter(w("p")) if "".join(t.text or "" for t in p.iter(w("t"))).startswith("Pay"))
    assert len(list(found.iter(w("br")))) == breaks
    indent = found.find(f"{w('pPr')}/{w('ind')}")
    assert (indent is not None and indent.get(w("left")) == "0") == bool(breaks)


@pytest.mark.parametrize(("rule", "expected"), [("", "auto"), (USUAL.rule, USUAL.rule)])
def test_a_table_has_lines_in_every_look(rule, expected):
    template = word("{{ kit.title }}", BODY, more=styles(normal()))
    found = styles_of(fill(template, "rubric", look=USUAL._replace(rule=rule, strong_rule=rule)).data)
    for name in ("jdgen Anchors", "jdgen Scorecard", "jdgen Grid"):
        assert {one.get(w("color")) for one in found[name].iter(w("bottom"), w("insideH")) if one.get(w("val"))} == {
            expected
        }
    facts = found["jdgen Facts"].iter(w("insideH"))
    assert [one.get(w("color")) for one in facts] == ([rule] if rule else [])


@pytest.mark.parametrize(("left", "size"), [(1440, "19"), (2600, "17")])
def test_the_type_of_tables_is_smaller_in_a_narrow_text(left, size):
    own = styles(normal('<w:rPr><w:sz w:val="21"/></w:rPr>'))
    template = word("{{ kit.title }}", BODY, more=own)
    members = read(template)
    main = members["word/document.xml"].data().decode().replace('w:left="1440"', f'w:left="{left}"')
    template = write((members | {"word/document.xml": deflated("word/document.xml", main.encode())}).values())
    assert value(styles_of(fill(template, "rubric").data)["Table Text"], "rPr", "sz") == size
