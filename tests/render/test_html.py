"""The HTML face: the words of the tree, escaped, in one clean page that fetches nothing."""

import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

import judges
from jdgen.documents.tree import Box, Break, Document, Fact, Facts, Inlines, Paragraph, Run, Section, plain, texts
from jdgen.render import html
from jdgen.render.env import environment
from jdgen.render.options import PageOptions
from samples import DOCUMENTS, LETTER, POSTING, RUBRIC, t

BLOCKS = {"p", "h1", "h2", "h3", "li", "td", "th", "div", "br", "section", "table", "tr"}
HOSTILE = [
    "R&D <lead>",
    "{{ x }}",
    "{% raw %}",
    "<script>alert(1)</script>",
    "\"quoted\" 'single'",
    "&amp; &#60;",
    "]]>",
]


class Reader(HTMLParser):
    """Reads the words of the body, the tags with their attributes, and the title."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.title = ""
        self._inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("title", "style", "body"):
            self._inside = tag
        if tag in BLOCKS:
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("title", "style", "body"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "body":
            self.words.append(data)
        elif self._inside == "title":
            self.title += data

    @property
    def text(self) -> str:
        return collapsed("".join(self.words))


def collapsed(text: str) -> str:
    return " ".join(text.split())


def expected(document: Document) -> str:
    return collapsed(" ".join(plain(inlines) for inlines in texts(document)))


def rendered(document: Document) -> str:
    return html.render(document, PageOptions()).decode()


def paged(document: Document) -> str:
    """Return the pages that the PDF is made of, one after the other."""
    return "\n".join(page.text for page in html.pages(document, PageOptions()))


def holding(*inlines: Inlines) -> Document:
    return replace(POSTING, sections=(Section("s", (), tuple(Paragraph(one) for one in inlines)),))


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_the_page_says_what_the_tree_says(kind: str) -> None:
    reader = Reader(rendered(DOCUMENTS[kind]))
    assert reader.text == expected(DOCUMENTS[kind])
    assert len(reader.text) > 200


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_the_page_for_the_pdf_says_the_same(kind: str) -> None:
    assert Reader(paged(DOCUMENTS[kind])).text == expected(DOCUMENTS[kind])


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_words_stay_words(value: str) -> None:
    document = replace(
        holding(t(value), t(Run(value, bold=True, italic=True, code=True)), t(Box(value), "x")),
        title=t(value), subtitle=t(value), author=value, subject=value, header=value, footer=value,
    )  # fmt: skip
    for page in (rendered(document), paged(document)):
        reader = Reader(page)
        assert reader.text == expected(document)
        assert reader.title == value
        assert "script" not in {tag for tag, _ in reader.tags}
        assert {"name": "author", "content": value} in [attributes for _, attributes in reader.tags]


@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs"))), max_size=5))
def test_any_words_stay_words(words: list[str]) -> None:
    document = holding(tuple(Run(word, bold=bool(number % 2)) for number, word in enumerate(words)))
    assert Reader(rendered(document)).text == expected(document)


def test_a_line_feed_is_a_break() -> None:
    assert "<p>one<br>two</p>" in rendered(holding(t("one\ntwo")))


@pytest.mark.parametrize("link", ["https://a.example/x", "http://a.example", "mailto:a@b.example", "tel:+13035550142"])
def test_links_that_may_stand(link: str) -> None:
    assert ("a", {"href": link}) in Reader(rendered(holding(t(Run("x", link=link))))).tags


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", " javascript:x", "JaVaScRiPt:x", "data:text/html,x", "file:///etc/passwd", "//a.b",
             "\\\\host\\share", "relative", "mailto:a@b\r\nBcc: c@d", "https://a b", "java\nscript:x"],
)  # fmt: skip
def test_links_that_may_not(link: str) -> None:
    for make in (rendered, paged):
        with pytest.raises(ValueError, match="not a link for a document"):
            make(holding(t(Run("x", link=link))))


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_nothing_is_fetched(kind: str) -> None:
    page = rendered(DOCUMENTS[kind])
    assert not re.search(r"@import|url\(|<script|<link|<img|<iframe|\bsrc=|\son\w+=", page)
    assert page.count("<style>") == 1


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_the_page_has_its_landmarks(kind: str) -> None:
    document = DOCUMENTS[kind]
    reader = Reader(rendered(document))
    count = Counter(tag for tag, _ in reader.tags)
    assert count["main"] == 1
    assert count["h1"] == count["header"] == (1 if document.title else 0)
    assert ("html", {"lang": "en-US"}) in reader.tags
    ids = [attributes["id"] for _, attributes in reader.tags if "id" in attributes]
    assert ids
    assert len(ids) == len(set(ids))


def test_a_letter_is_named_by_what_it_is() -> None:
    assert Reader(rendered(LETTER)).title == "Cover letter, Dana Reyes"


def test_boxes_can_be_ticked_and_have_names() -> None:
    inputs = [attributes for tag, attributes in Reader(rendered(RUBRIC)).tags if tag == "input"]
    assert len(inputs) == 22
    assert {"type": "checkbox", "aria-label": "Operations: Meets"} in inputs


def test_facts_are_a_list_that_can_be_pasted() -> None:
    page = rendered(POSTING)
    assert "<li><strong>Pay</strong> $150,000 – $185,000 a year</li>" in page
    assert page.count("<li><strong>") == 4
    assert '<li class="wide"><strong>Apply by</strong> December 18, 2026</li>' in page
    pasted = {tag for tag, _ in Reader(page[page.index("<main>") :]).tags}
    assert pasted == {"main", "section", "h2", "h3", "p", "ul", "ol", "li", "strong", "em", "code", "a", "mark", "br"}
    assert '<li class="blank"><strong>Candidate</strong> </li>' in rendered(RUBRIC)
    assert "<div" not in rendered(RUBRIC)


def test_facts_name_their_rows_in_a_pdf() -> None:
    page = paged(POSTING)
    assert page.count('<th scope="row">') == 5
    assert '<td colspan="3">December 18, 2026</td>' in page


def test_a_fact_of_several_lines_takes_a_whole_row() -> None:
    pay, other = Fact("Pay", t("Delft: 1", Break(), "Gouda: 2"), wide=True), Fact("Team", t("Kiln"))
    document = replace(POSTING, sections=(Section("facts", (), (Facts((other, pay, other, other)),)),))
    rows = [row.count("<th") for row in paged(document).split("<tr>")[1:]]
    assert rows == [1, 1, 2]
    assert paged(document).count('<td colspan="3">') == 2
    items = re.findall(r'<li( class="wide")?><strong>(\w+)', rendered(document))
    assert items == [(' class="wide"', "Team"), (' class="wide"', "Pay"), ("", "Team"), ("", "Team")]


def test_numbers_stand_right_and_boxes_in_the_middle() -> None:
    for page in (rendered(RUBRIC), paged(RUBRIC)):
        assert [line for line in page.splitlines() if 'class="number"' in line] == [
            '<th scope="col" class="number">Minutes</th>', '<td class="number">30</td>', '<td class="number">60</td>',
            '<th scope="col" class="number">Weight</th>', '<td class="number">3</td>', '<td class="number">2</td>',
        ]  # fmt: skip
        assert page.count('class="tick"') == 5 + 10


@pytest.mark.parametrize(("length", "tag"), [(60, "<h1>"), (61, '<h1 class="long">')])
def test_a_long_title_is_set_smaller(length: int, tag: str) -> None:
    document = replace(POSTING, title=t("w" * length))
    for page in (rendered(document), paged(document)):
        assert f"{tag}{'w' * length}</h1>" in page
    assert "h1.long { font-size: 1.9048rem" in rendered(document)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("x" * 110, "x" * 110),
        ("x" * 111, f"{'x' * 71} … {'x' * 36}"),
        (f"{'word ' * 30}ENG-214", f"{'word ' * 14}… {'word ' * 5}ENG-214"),
    ],
)  # fmt: skip
def test_a_long_page_line_loses_its_middle(line: str, shown: str) -> None:
    page = paged(replace(POSTING, header=line, footer=line))
    assert f'data-header="{shown}" data-footer="{shown}"' in page


def test_an_unknown_name_in_a_template_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nobody }}").render()


def test_the_same_document_gives_the_same_bytes() -> None:
    assert html.render(RUBRIC, PageOptions()) == html.render(RUBRIC, PageOptions())
    assert html.render(RUBRIC, PageOptions("a4")) != html.render(RUBRIC, PageOptions("letter"))


def test_weasyprint_is_left_alone() -> None:
    code = (
        "import sys, jdgen.render.html, jdgen.render.pdf; print({'weasyprint', 'fontTools', 'PIL'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.slow
@pytest.mark.parametrize("tool", ["vnu", "axe"])
def test_outside_judges_find_nothing(tool: str, tmp_path: Path) -> None:
    if reason := judges.needs(tool):
        pytest.skip(reason)
    pages = []
    for kind, document in DOCUMENTS.items():
        pages.append(tmp_path / f"{kind}.html")
        pages[-1].write_bytes(html.render(document, PageOptions()))
    assert {path.stem: found for path, found in getattr(judges, tool)(pages).items()} == {
        kind: [] for kind in DOCUMENTS
    }
