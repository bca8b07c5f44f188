"""One tree, one text: the five faces of every document say the same, whatever the values hold."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from typing import ClassVar

import pytest
from docx import Document as WordDocument
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import faces
import judges
import poppler
from conftest import Ran
from jdgen.documents.material import Correspondence
from jdgen.documents.tree import (
    Box,
    Break,
    Bullets,
    Cell,
    Column,
    Columns,
    Document,
    Fact,
    Facts,
    Item,
    Lines,
    Paragraph,
    Run,
    Section,
    Table,
    blocks,
    texts,
)
from jdgen.pipeline import compose
from jdgen.render import render
from jdgen.render.options import PageOptions
from making import EXAMPLE, KINDS, PLAIN_LOOK, RIVERBEND, ROLE, document, material, rendered
from samples import DOCUMENTS, POSTING

PAPERS = ("a4", "letter")
ASCII = "".join(map(chr, range(32, 127)))

LITERAL = (
    "company.name",
    "company.accommodation.contact",
    "company.accommodation.channel",
    "opening.requisition",
    "opening.title_override",
    "opening.team",
    "opening.manager",
    "opening.hiring_manager",
    "opening.hours",
    "opening.start",
    "opening.languages[0]",
    "opening.locations[0].locality",
    "opening.pay.note",
    "opening.interview.loop[0].name",
    "candidate.name",
    "candidate.phone",
    "candidate.location",
    "candidate.current.company",
    "candidate.current.title",
    "candidate.target.company",
    "candidate.target.addressee",
    "candidate.stories[0].measure.what",
    "candidate.stories[0].measure.before",
    "candidate.stories[0].measure.after",
    "candidate.availability",
    "candidate.enclosures[0]",
)
PROSE = (
    "role.duties[0].text",
    "role.requirements[0].text",
    "role.success.3 months",
    "company.about",
    "company.values[0]",
    "company.benefits[0]",
    "company.eeo_text",
    "company.ai_use.where",
    "opening.reason",
    "opening.equity",
    "opening.travel",
    "candidate.current.scope",
    "candidate.stories[0].problem",
    "candidate.stories[0].action",
    "candidate.stories[0].result",
    "candidate.stories[0].benefit",
    "candidate.bridge[0].text",
    "candidate.target.reason",
)
STAGE = (
    "opening.interview.loop[0].id=talk",
    "opening.interview.loop[0].minutes=30",
    "opening.interview.loop[0].by=manager",
    "opening.interview.loop[0].covers.design=primary",
    "company.ai_use.used=true",
)

HOSTILE = {
    "ampersand": "R&D <lead>",
    "quotes": 'Zoë "Ace" O\'Neil',
    "signs": "C++ / C#",
    "jinja": "{{ x }} {% raw %} {# c #}",
    "docxtpl": "{_{ x }_} {%p if x %}",
    "cdata": "]]> <![CDATA[x]]> <!-- y -->",
    "entities": "&amp; &#60; &nbsp; &lt;b&gt;",
    "tags": "<b>x</b> <br> <script>alert(1)</script>",
    "hash": "#1",
    "heading": "# x",
    "number": "1. x",
    "bracket number": "2) x",
    "dash": "- x",
    "plus": "+ x",
    "star": "* x",
    "quote": "> x",
    "table": "| a | b |",
    "rule": "=====\n-----\n***\n___",
    "fence": "```\nx\n```",
    "tildes": "~~~ x ~~ y",
    "backslashes": "C:\\new\\table \\ \\* end\\",
    "under": "snake_case __init__ _x_",
    "emphasis": "*x* _y_ **z** `c`",
    "link": "[x](https://a.example) <https://b.example> ![i](https://c.example/i.png)",
    "footnote": "x[^1] [ ] [x] text",
    "lines": "\n".join(f"line {number} of ten" for number in range(1, 11)),
    "blank lines": "one\n\ntwo\n\n\nthree",
    "indented": "one\n    two\n\tthree",
    "compound": "Kraftfahrzeughaftpflichtversicherung" * 8,
    "tab": "a\tb",
    "spaces": "  a   b  \n  c  ",
    "percent": "100 % ${x} $x %s \\1 \\g<0>",
    "dots": "Who? Me! And… so",
    "prompt-like": "[What broke?] [[company.name]]",
    "non-breaking": "10\u00a0kg 5\u2009% co\u00adop zero\u200bwidth",
    "combining": "e\u0301 Ångström ﬁx",
    "pipe end": "a|b\\|c",
    "autolink": "www.a.example https://a.example/?a=1&b=2 me@a.example",
}
NO_FONT = {
    "company names": ("株式会社", "fonts-noto-cjk"),
    "emoji": ("🚀 done 👩‍💻", "fonts-symbola"),
}


def hostile_settings(value: str) -> list[str]:
    return [*STAGE, *(f"{path}={value}" for path in (*LITERAL, *PROSE))]


def options(settings: list[str]) -> list[str]:
    return [option for setting in settings for option in ("--set", setting)]


def kit_of(value: str) -> dict[str, Document]:
    made = material(RIVERBEND, *hostile_settings(value))
    return {kind: compose(kind, made) for kind in KINDS}


def kit_like(value: str, paths: list[Path]) -> dict[str, Document]:
    """The trees of a kit whose letter is a scaffold or ready to be sent, as the names of its files say."""
    letters = {path.stem.rpartition("-")[2] for path in paths if kind_of(path) == "letter"}
    assert letters in ({"letter"}, {"scaffold"})
    ready = material(RIVERBEND, *hostile_settings(value), letter=Correspondence("final"))
    return kit_of(value) | ({"letter": compose("letter", ready)} if letters == {"letter"} else {})


def compared(paths: list[Path], trees: dict[str, Document], paper: str = "letter") -> dict[str, str]:
    """Return by file name where its face differs from its tree; every file must be there."""
    found = {}
    for path in paths:
        tree = trees[kind_of(path)]
        found[path.name] = faces.difference(path.suffix[1:], tree, faces.read(path, tree.kind, paper))
    assert found
    return found


def kind_of(path: Path) -> str:
    """Return the document of a file, behind which stands what tells it from the usual one."""
    return next(part for part in reversed(path.stem.split("-")) if part in {*KINDS, *DOCUMENTS})


@pytest.fixture
def hostile_kit(jdgen: Callable[..., Ran], tmp_path: Path) -> Callable[[str, str], Ran]:
    """Make the whole kit with one value in every field that can hold it, by the real command."""

    def make(value: str, formats: str) -> Ran:
        command = ["kit", ROLE, *RIVERBEND.files, "-f", formats, "-q", "-o", tmp_path]
        return jdgen(*command, *options(hostile_settings(value)))

    return make


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", EXAMPLE)
def test_five_faces_say_what_the_tree_says(name: str, kind: str, paper: str, tmp_path: Path) -> None:
    tree = document(kind, name)
    paths = [tmp_path / f"{name}-{kind}.{suffix}" for suffix in faces.SUFFIXES]
    for path in paths:
        path.write_bytes(rendered(tree, path.suffix[1:], PageOptions(paper)))
    assert compared(paths, {kind: tree}, paper) == {path.name: "" for path in paths}
    assert len(faces.expected(tree)) > 150


@pytest.mark.parametrize("medium", ["letter", "email", "form"])
@pytest.mark.parametrize("mode", ["scaffold", "draft", "final"])
@pytest.mark.parametrize("name", EXAMPLE)
def test_faces_of_a_letter_in_each_mode_and_medium(name: str, mode: str, medium: str, tmp_path: Path) -> None:
    tree = compose("letter", material(EXAMPLE[name], letter=Correspondence(mode, medium)))
    suffixes = faces.SUFFIXES if medium == "letter" else ("html", "md", "txt")
    paths = [tmp_path / f"{name}-letter.{suffix}" for suffix in suffixes]
    for path in paths:
        path.write_bytes(rendered(tree, path.suffix[1:], PageOptions(look=PLAIN_LOOK)))
    assert compared(paths, {"letter": tree}) == {path.name: "" for path in paths}
    words = faces.expected(tree)
    assert ("Subject:" in words, "Opening" in words) == (medium == "email", mode == "scaffold")


@pytest.mark.parametrize("name", EXAMPLE)
def test_a_screen_reader_speaks_the_same(name: str, tmp_path: Path) -> None:
    tree = document("letter", name, "candidate.availability=with 5\u202f% of my time")
    path = tmp_path / "letter.pdf"
    path.write_bytes(render(tree, "pdf", PageOptions()))
    assert faces.difference("pdf", tree, poppler.spoken(path)) == ""


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_five_faces_of_the_samples(kind: str, tmp_path: Path) -> None:
    paths = [tmp_path / f"sample-{kind}.{suffix}" for suffix in faces.SUFFIXES]
    for path in paths:
        path.write_bytes(render(DOCUMENTS[kind], path.suffix[1:], PageOptions()))
    assert compared(paths, DOCUMENTS) == {path.name: "" for path in paths}


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_values_arrive_whole(label: str, hostile_kit: Callable[[str, str], Ran]) -> None:
    ran = hostile_kit(HOSTILE[label], "all")
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.paths) == 15
    assert compared(ran.paths, kit_like(HOSTILE[label], ran.paths)) == {path.name: "" for path in ran.paths}


def grids(tree: Document) -> list[Table]:
    return [block for block in blocks(tree) if isinstance(block, Table) and block.style == "grid"]


def test_a_word_of_two_thousand_letters(hostile_kit: Callable[[str, str], Ran]) -> None:
    """In a PDF it goes over the end of its table cell and of the page; there its letters are counted."""
    letter, value = "ø", "ø" * 2000
    ran = hostile_kit(value, "all")
    assert (ran.code, ran.err) == (0, "")
    trees = kit_like(value, ran.paths)
    flowing = [path for path in ran.paths if path.suffix != ".pdf"]
    assert len(flowing) == 12
    assert compared(flowing, trees) == {path.name: "" for path in flowing}
    wanted = {kind: "".join(faces.expected(tree)).count(letter) for kind, tree in trees.items()}
    pages = {kind_of(path): path for path in ran.paths if path.suffix == ".pdf"}
    printed = {kind: poppler.drawn(path, kind, "letter").count(letter) for kind, path in pages.items()}
    # The head of the loop plan's grid is higher than a page, and stands on the next one once more.
    heads = [cell.inlines for grid in grids(trees["rubric"]) for cell in grid.header]
    again = sum(faces.said(inlines).count(letter) for inlines in heads)
    assert printed == wanted | {"rubric": wanted["rubric"] + again}
    assert again == len(value)
    assert min(wanted.values()) >= 4000


@pytest.mark.parametrize("label", HOSTILE)
def test_literal_values_stand_in_the_tree_as_typed(label: str) -> None:
    value = "\n".join(line for line in HOSTILE[label].strip().split("\n"))
    value = unicodedata.normalize("NFC", value)
    trees = kit_of(HOSTILE[label])
    lines = {kind: "\n".join(typed(inlines) for inlines in texts(tree)) for kind, tree in trees.items()}
    # A name or a title stands in one line, whatever it was typed in.
    forms = {value, " ".join(value.split()) if "\n" in value else value}
    # company and title; company, title and number; the candidate, their two companies and two titles
    places = {"posting": 10, "rubric": 4, "letter": 8}
    counts = {kind: sum(lines[kind].count(form) for form in sorted(forms)) for kind in places}
    assert {kind: min(counts[kind], number) for kind, number in places.items()} == places


def typed(inlines: tuple[object, ...]) -> str:
    return "".join(i.text if isinstance(i, Run) else "\n" if isinstance(i, Break) else "" for i in inlines)


@pytest.mark.parametrize("label", NO_FONT)
def test_characters_without_a_font(label: str, hostile_kit: Callable[[str, str], Ran], tmp_path: Path) -> None:
    value, package = NO_FONT[label]
    refused = hostile_kit(value, "all")
    if refused.code == 0:
        pytest.skip("a font of this machine has the characters")
    assert (refused.code, refused.out) == (5, "")
    assert list(tmp_path.iterdir()) == []
    characters = sorted(character for character in value if character.isprintable() and not character.isascii())
    named = ", ".join(f"`{character}` U+{ord(character):04X}" for character in characters)
    told = f"error: no font here has {named}; no PDF was made; nothing was written; leave out pdf, or "
    assert refused.err.startswith(told)
    if Path("/etc/debian_version").is_file():
        assert refused.err.endswith(f"apt-get install {package}\n")
    ran = hostile_kit(value, "docx,html,md,txt")
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.paths) == 12
    assert compared(ran.paths, kit_like(value, ran.paths)) == {path.name: "" for path in ran.paths}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a **b** c", [Run("a "), Run("b", bold=True), Run(" c")]),
        ("*b*", [Run("b", italic=True)]),
        ("`x | y`", [Run("x | y", code=True)]),
        ("[b](https://b.example/?a=1&b=2)", [Run("b", link="https://b.example/?a=1&b=2")]),
        ("**a *b* `c`**[d](mailto:a@b.example)!", [
            Run("a ", bold=True), Run("b", bold=True, italic=True), Run(" ", bold=True), Run("c", bold=True, code=True),
            Run("d", link="mailto:a@b.example"), Run("!"),
        ]),
        ("x![i](https://c.example)", [Run("x!"), Run("i", link="https://c.example")]),
    ],
)  # fmt: skip
def test_markup_works_in_every_face(value: str, shown: list[Run]) -> None:
    tree = document("posting", "riverbend", f"company.benefits[0]={value}", f"opening.team={value}")
    assert tuple(shown) in list(texts(tree))
    assert (Run(value),) in list(texts(tree))
    for suffix, styled in (("html", html_styles), ("docx", word_styles), ("md", markdown_styles)):
        found = styled(render(tree, suffix, PageOptions()))
        styled_runs = [bare(run) for run in shown if run != Run(run.text) and run.text.strip()]
        assert [run for run in styled_runs if run not in map(bare, found)] == [], suffix


def bare(run: Run) -> Run:
    """The run without the spaces at its ends, which may stand outside of the signs."""
    return replace(run, text=run.text.strip())


def html_styles(data: bytes) -> list[Run]:
    found: list[Run] = []

    class Reader(HTMLParser):
        open: ClassVar[list[tuple[str, str]]] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag in ("strong", "em", "code", "a"):
                self.open.append((tag, dict(attrs).get("href") or ""))

        def handle_endtag(self, tag: str) -> None:
            if tag in ("strong", "em", "code", "a"):
                self.open.pop()

        def handle_data(self, data: str) -> None:
            tags = dict(self.open)
            found.append(Run(data, "strong" in tags, "em" in tags, "code" in tags, tags.get("a", "")))

    Reader().feed(data.decode())
    return found


def word_styles(data: bytes) -> list[Run]:
    found: list[Run] = []
    for paragraph in WordDocument(io.BytesIO(data)).paragraphs:
        for part in paragraph.iter_inner_content():
            link = getattr(part, "address", "") and (part.address + ("#" + part.fragment if part.fragment else ""))
            for run in getattr(part, "runs", [part]):
                style = run.style.name
                bold, italic = run.bold or "Strong" in style, run.italic or "Emphasis" in style
                found.append(Run(run.text, bool(bold), bool(italic), style == "Code", link))
    return found


def markdown_styles(data: bytes) -> list[Run]:
    """Read runs by the opening and closing signs of CommonMark and of the inline tags that GitHub takes."""
    found: list[Run] = []
    for block in MarkdownIt("commonmark").enable("table").parse(data.decode()):
        bold = italic = 0
        link = ""
        for token in block.children or ():
            sign = token.content if token.type == "html_inline" else token.type
            bold += {"strong_open": 1, "<strong>": 1, "strong_close": -1, "</strong>": -1}.get(sign, 0)
            italic += {"em_open": 1, "<em>": 1, "em_close": -1, "</em>": -1}.get(sign, 0)
            if sign in ("link_open", "link_close"):
                link = str(token.attrs.get("href", ""))
            elif token.type in ("text", "code_inline"):
                found.append(Run(token.content, bold > 0, italic > 0, token.type == "code_inline", link))
    return found


CHARACTERS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")) | st.sampled_from(ASCII)
RUN = st.builds(
    Run,
    st.text(CHARACTERS, min_size=1, max_size=12),
    bold=st.booleans(),
    italic=st.booleans(),
    code=st.booleans(),
    link=st.sampled_from(["", "", "https://a.example/b_c"]),
)


def merged(found: list[Run]) -> tuple[Run, ...]:
    """Join neighbors of one style, as the documents do with what the Markdown parser gives them."""
    groups = groupby(found, key=lambda run: replace(run, text=""))
    return tuple(replace(style, text="".join(run.text for run in same)) for style, same in groups)


runs = st.lists(RUN, min_size=1, max_size=5).map(merged)


def holding(content: tuple[Run, ...]) -> Document:
    blocks = (
        Paragraph(content),
        Bullets((Item(content), Item(content)), ordered=True),
        Bullets((Item(content),)),
        Facts((Fact("Label", content),)),
        Table("plan", (Cell(content), Cell((Run("x"),))), ((Cell(content), Cell(content)),), (50, 50)),
        Paragraph(content, style="question"),
        Section("inner", content, (Paragraph(content, style="label"),), level=2),
    )
    return replace(POSTING, title=content, subtitle=content, sections=(Section("s", content, blocks),))


def cells(*words: str) -> tuple[Cell, ...]:
    return tuple(Cell((Run(word),) if word else ()) for word in words)


LONG = "a cell that is so long that no row of three of its kind stands on a line of 78 columns"
BOX = Cell((Box("yes"),))
TABLES = {
    "aligned": (cells("", "b", "c"), (cells("d", "", "f"), cells("g", "h", ""), cells("", "", ""))),
    "stacked": (cells("a", "", "c"), (cells(LONG, "", "f"), cells("", LONG, LONG), cells("", "", ""))),
    "boxes": (cells("a", "b", LONG), ((*cells("d"), BOX, *cells("")), (*cells(""), BOX, *cells(LONG)))),
}


@pytest.mark.parametrize("label", TABLES)
def test_cells_stand_where_they_stand_in_the_tree(label: str) -> None:
    table = Table("plan", *TABLES[label], (40, 30, 30))
    assert_cells(replace(POSTING, sections=(Section("s", (), (table, Paragraph((Run("after"),)), table)),)))


@pytest.mark.parametrize("name", EXAMPLE)
def test_cells_of_the_examples_stand_where_they_stand_in_the_tree(name: str) -> None:
    tree = document("rubric", name)
    assert len(faces.cells(tree)) > 8
    assert_cells(tree)


def test_labels_of_several_lines_read_as_typed() -> None:
    label = "x\n===\ny\n---\n\n    - z"
    columns = Columns((Column(label, (Paragraph((Run("a"),)),)), Column("b", (Paragraph((Run("c"),)),))))
    content = (columns, Lines(2, label), Paragraph((Run("d"),), margin=label), Paragraph((Run(label),), style="label"))
    tree = replace(POSTING, title=(), subtitle=(), sections=(Section("s", (), content),))
    words = "".join(faces.markdown(render(tree, "md", PageOptions()))).split()
    typed_label = label.split()
    assert words == [*typed_label, "a", "b", "c", *typed_label, *typed_label, "d", *typed_label]


def test_spaces_of_a_kind_of_their_own_stay_in_cells_and_headings() -> None:
    said = "10\u00a0kg\u20095\u3000%"
    cell = Cell((Run(said), Break(), Run(" x")))
    table = Table("plan", (cell,), ((cell,),), (100,))
    tree = replace(POSTING, title=(Run(said),), sections=(Section("s", (), (table,)),))
    for suffix in ("md", "txt"):
        assert render(tree, suffix, PageOptions()).decode().count(said) == 3


def assert_cells(tree: Document) -> None:
    wanted = faces.cells(tree)
    assert faces.markdown_cells(render(tree, "md", PageOptions())) == wanted
    sizes = [(len(table), len(table[0])) for table in wanted]
    assert faces.text_cells(render(tree, "txt", PageOptions()).decode(), sizes) == wanted


def test_text_is_not_wrapped() -> None:
    words = " ".join(["word"] * 60)
    run = (Run(words), Break(), Run("second line"))
    blocks = (
        Paragraph(run),
        Bullets((Item(run),)),
        Facts((Fact("Label", run),)),
        Table("plan", cells("h"), (cells(words),), (100,)),
    )
    tree = replace(
        POSTING,
        subtitle=(),
        sections=(Section("s", (Run("Part"),), (*blocks, Section("t", (Run("Inner"),), (), level=2))),),
    )
    assert render(tree, "txt", PageOptions()).decode() == (
        "Senior Software Engineer\n========================\n\nPart\n----\n\n"
        f"{words}\nsecond line\n\n- {words}\n  second line\n\n"
        f"Label  {words}\n       second line\n\nh\n\n| {words}\n\nInner\n"
    )


def test_a_rule_under_a_heading_is_at_most_60_long() -> None:
    tree = replace(POSTING, title=(Run("w" * 90),), subtitle=(), sections=())
    assert render(tree, "txt", PageOptions()).decode() == f"{'w' * 90}\n{'=' * 60}\n"


def b(text: str, **style: bool) -> Run:
    return Run(text, bold=True, **style)


def i(text: str, **style: bool) -> Run:
    return Run(text, italic=True, **style)


MARKDOWN = {
    "code with a bar": ((Run("Run "), Run("cat a | wc -l", code=True)), "Run `cat a | wc -l`"),
    "backticks typed": ((Run("Run `cat a | wc -l`"),), "Run \\`cat a | wc -l\\`"),
    "a backtick in code": ((Run("a`b``c", code=True),), "```a`b``c```"),
    "a backtick at the edge of code": ((Run("`a", code=True),), "`` `a ``"),
    "code in bold": ((b("a"), b("b", code=True), b("c")), "**a`b`c**"),
    "code at the end of italic": ((i("a"), i("b", code=True)), "*a`b`*"),
    "code at the start of bold": ((b("a.b", code=True), b("c")), "**`a.b`c**"),
    "bold in a word": ((Run("x"), b("y"), Run("z")), "x**y**z"),
    "a sign in bold in a word": ((Run("x"), b(".y"), Run("z")), "x<strong>.y</strong>z"),
    "bold meets italic": ((b("a"), i("b"), Run("c")), "**a**<em>b</em>c"),
    "bold and italic": ((b("a", italic=True),), "***a***"),
    "italic in bold": ((b("a "), b("b", italic=True), b(" c")), "**a *b* c**"),
    "italic at the start of bold": ((b(" a", italic=True), b("b")), "**<em>a</em>b**"),
    "dashes": ((Run("--- ---"),), "\\--- ---"),
    "more dashes": ((Run("-- -"),), "\\-- -"),
    "equals": ((Run("==="),), "\\==="),
    "minus signs": ((Run("- - -"),), "\\- - -"),
    "plus signs": ((Run("+ + +"),), "\\+ + +"),
    "stars": ((Run("* * *"),), "\\* \\* \\*"),
    "a number": ((Run("1) x"),), "1\\) x"),
    "four spaces": ((Run("    four spaces"),), "four spaces"),
    "a last backslash": ((Run("a\\"),), "a\\\\"),
    "a last break": ((Run("a"), Break()), "a"),
    "a tag": ((Run("a<br>b"),), "a\\<br>b"),
    "an autolink": ((Run("<https://a.b>"),), "\\<https://a.b>"),
    "a definition": ((Run("[x]: y"),), "\\[x\\]: y"),
    "a quote": ((Run("> x > y"),), "\\> x > y"),
    "a table": ((Run("| a | b |"), Break(), Run("| --- | --- |")), "| a | b |\\\n\\| --- | --- |"),
    "an underlined line": ((Run("a"), Break(), Run("==="), Break(), Run("---")), "a\\\n===\\\n\\---"),
}  # fmt: skip


@pytest.mark.parametrize("label", MARKDOWN)
def test_markdown_is_plain_and_reads_as_typed(label: str) -> None:
    content, written = MARKDOWN[label]
    tree = holding(content)
    data = render(tree, "md", PageOptions())
    assert f"\n\n{written}\n\n" in data.decode()
    assert faces.difference("md", tree, faces.markdown(data)) == ""
    wanted = [bare(run) for run in content if isinstance(run, Run) and run != Run(run.text)]
    found = [bare(run) for run in markdown_styles(data)]
    assert [run for run in wanted if found.count(run) < 10] == []


SIGNS = st.builds(
    Run,
    st.text("ab.*_`!([ \\-é。$", min_size=1, max_size=4),
    bold=st.booleans(),
    italic=st.booleans(),
    code=st.booleans(),
    link=st.sampled_from(["", "", "https://a.example/b_c"]),
)


@settings(deadline=None)
@given(st.lists(SIGNS, min_size=1, max_size=5).map(merged))
def test_markdown_keeps_the_style_of_every_character(content: tuple[Run, ...]) -> None:
    tree = replace(POSTING, title=(), subtitle=(), sections=(Section("s", (), (Paragraph(content),)),))
    data = render(tree, "md", PageOptions())
    assert styled_characters(markdown_styles(data)) == styled_characters(content)


def styled_characters(found: Iterable[Run]) -> list[Run]:
    return [replace(run, text=character) for run in found for character in run.text if not character.isspace()]


def test_lists_that_follow_each_other_stay_two() -> None:
    one = (Item((Run("x"),)), Item((Run("y"),)))
    blocks = (
        Facts((Fact("Pay", (Run("1"),)), Fact("Empty", ()))),
        Bullets(one),
        Bullets(one, ordered=True),
        Bullets(one, ordered=True),
    )
    data = render(replace(POSTING, title=(), subtitle=(), sections=(Section("s", (), blocks),)), "md", PageOptions())
    assert data.decode() == "- **Pay** 1\n- **Empty**\n\n* x\n* y\n\n1. x\n2. y\n\n1) x\n2) y\n"
    kinds = [token.type for token in MarkdownIt("commonmark").parse(data.decode()) if token.type.endswith("list_open")]
    assert kinds == ["bullet_list_open"] * 2 + ["ordered_list_open"] * 2


@settings(deadline=None)
@given(runs)
def test_markdown_reads_as_typed(content: tuple[Run, ...]) -> None:
    tree = holding(content)
    assert faces.difference("md", tree, faces.markdown(render(tree, "md", PageOptions()))) == ""


@settings(deadline=None)
@given(runs)
def test_text_loses_no_word(content: tuple[Run, ...]) -> None:
    tree = holding(content)
    assert faces.difference("txt", tree, render(tree, "txt", PageOptions()).decode()) == ""


@settings(deadline=None)
@given(runs)
def test_html_and_word_lose_no_word(content: tuple[Run, ...]) -> None:
    tree = holding(content)
    assert faces.difference("html", tree, faces.html(render(tree, "html", PageOptions()))) == ""
    assert faces.difference("docx", tree, faces.word(render(tree, "docx", PageOptions()))) == ""


@pytest.mark.slow
def test_libreoffice_reads_the_same(tmp_path: Path) -> None:
    if reason := judges.needs("office"):
        pytest.skip(reason)
    trees: dict[Path, Document] = {}
    for label, value in (HOSTILE | {label: value for label, (value, _) in NO_FONT.items()}).items():
        for kind, tree in kit_of(value).items():
            trees[tmp_path / f"{label}-{kind}.docx"] = tree
    for path, tree in trees.items():
        path.write_bytes(render(tree, "docx", PageOptions()))
    found = {path.name: faces.difference("office", trees[path], t) for path, t in judges.office_bodies(trees).items()}
    assert found == dict.fromkeys(found, "")
    assert len(found) == 3 * (len(HOSTILE) + len(NO_FONT))
