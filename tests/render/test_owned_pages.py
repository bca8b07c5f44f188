"""Page templates that somebody else wrote: the same page unchanged, exact errors, and no harm from any of them."""

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from jdgen import resources
from jdgen.documents.look import Look
from jdgen.documents.tree import Document, Paragraph, Run, Section
from jdgen.errors import JdgenError, MachineError, Place, Problem, TemplateError
from jdgen.house.pages import rendered
from jdgen.model.text import Text
from jdgen.render import env, html, limited, owned, pdf
from jdgen.render.enclosed import enclosed, words_in
from jdgen.render.limited import Limits
from jdgen.render.options import PageOptions
from making import document, need_fonts
from samples import DOCUMENTS, LETTER, POSTING

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#B5371E"/></svg>'
RED = re.compile(rb"\b0\.709804 0\.215686 0\.117647 rg")
HERE = PageOptions(pages="pages")
MARK = "<main"


@pytest.fixture(autouse=True)
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of our templates in `pages`."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(resources.templates() / "html", tmp_path / "pages"))


def changed(pages: Path, added: str, name: str = "page.html.j2", before: str = MARK) -> None:
    text = (pages / name).read_text()
    assert before in text
    (pages / name).write_text(text.replace(before, added + before, 1))


def line_of(pages: Path, word: str, name: str = "page.html.j2") -> int:
    return next(n for n, line in enumerate((pages / name).read_text().splitlines(), 1) if word in line)


def refused(renderer=html, options: PageOptions = HERE) -> list[str]:
    """Return what is wrong with the templates, as a child says it."""
    with pytest.raises(TemplateError) as raised:
        renderer.render(POSTING, options)
    assert raised.value.exit_code == 3
    return [str(problem) for problem in raised.value.problems]


@pytest.fixture
def said_here(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[str]]]:
    """Say what is wrong with the templates without a child, which takes a fraction of its time."""
    monkeypatch.setattr(env, "_OWNED", [])

    def made(tree: Document) -> bytes:
        env.own(owned.environment("pages"), Path("pages"))
        return html.render(tree, PageOptions())

    def said() -> list[str]:
        html._style.cache_clear()
        with pytest.raises(Exception) as raised:  # noqa: PT011 - as the child takes whatever is raised
            made(POSTING)
        error = raised.value
        return [str(one) for one in getattr(error, "problems", None) or owned.fault(error, "pages")]

    yield said
    html._style.cache_clear()


# --- the same page ---


def test_unchanged_templates_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    for renderer in (html, pdf):
        assert renderer.render(POSTING, HERE) == renderer.render(POSTING, PageOptions())
    assert env.environment().loader.searchpath == [str(resources.templates() / "html")]
    usual = {kind: html.render(tree, PageOptions()) for kind, tree in DOCUMENTS.items()}
    monkeypatch.setattr(env, "_OWNED", [])
    html._style.cache_clear()
    for kind, tree in DOCUMENTS.items():
        env.own(owned.environment("pages"), Path("pages"))
        assert html.render(tree, PageOptions()) == usual[kind], kind
    html._style.cache_clear()


def test_values_that_inputs_gave_go_over_to_the_child() -> None:
    need_fonts("DejaVu Sans")
    tree, look = document("posting"), Look(accent="7A1F1F", facts="listed", body_font=("DejaVu Sans",))
    options = PageOptions("a4", large=True, fillable=True, look=look)
    assert pdf.render(tree, replace(options, pages="pages")) == pdf.render(tree, options)


def test_a_change_shows_and_its_values_are_escaped(pages: Path) -> None:
    changed(pages, "<p>{{ document.header | upper }} & {{ '<b>' }}</p>")
    page = html.render(POSTING, HERE).decode()
    assert f"<p>{POSTING.header.upper()} & &lt;b&gt;</p>" in page


# --- errors that say where ---


def test_every_unknown_name_is_named_at_once(pages: Path) -> None:
    changed(pages, "{{ docment.title }}\n{% if false %}{{ is_log }}{% endif %}\n")
    changed(pages, "{{ node | lenth }}", "blocks.j2", "{{ block(inner, id")
    changed(pages, "p { color: {{ margns }} }\n", "base.css.j2", "h1, h2, h3, p,")
    sheet, page = line_of(pages, "margns", "base.css.j2"), line_of(pages, "docment")
    block = line_of(pages, "lenth", "blocks.j2")
    assert refused() == [
        f"pages/base.css.j2:{sheet}:15: unknown name `margns`; did you mean `margins`?",
        f"pages/blocks.j2:{block}:1: unknown filter `lenth`; did you mean `length`?",
        f"pages/page.html.j2:{page}:4: unknown name `docment`; did you mean `document`?",
        f"pages/page.html.j2:{page + 1}:18: unknown name `is_log`; did you mean `is_long`?",
    ]


def test_an_unknown_attribute_is_named_where_it_is_read(pages: Path, said_here) -> None:
    changed(pages, "{{ document.titel }}")
    line = line_of(pages, "titel")
    assert said_here() == [f"pages/page.html.j2:{line}:1: `Document` has no `titel`; did you mean `title`?"]


def test_a_template_that_is_no_jinja(pages: Path) -> None:
    (pages / "look.j2").write_text("{% set a = 1 %}\n{% if a %}\n")
    (pages / "blocks.j2").write_text("{{ 1 +")
    assert refused() == [
        "pages/blocks.j2:1:1: is no valid template: unexpected 'end of template'",
        "pages/look.j2:2:1: is no valid template: unexpected end of template. Jinja was looking for the following "
        "tags: 'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'",
    ]


def test_names_that_a_template_sets_are_known(pages: Path) -> None:
    changed(pages, "{% set house = namespace(word='Calm') %}{% macro say(a, b=1) %}{{ a }}{{ varargs }}{% endmacro %}")
    changed(pages, "{% for x in [1] %}{{ loop.index }}{{ house.word }}{{ say(x) }}{% endfor %}")
    assert b"<main" in html.render(POSTING, replace(HERE, pages="pages/"))


def test_the_names_that_are_checked_are_those_that_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, set[str]] = {}

    class Template:
        def __init__(self, name: str) -> None:
            self.name = name

        def render(self, values: dict[str, object]) -> str:
            given.setdefault(self.name, set()).update(values)
            return ""

    monkeypatch.setattr(html, "environment", lambda: type("E", (), {"get_template": staticmethod(Template)}))
    html._style.cache_clear()
    html.render(POSTING, PageOptions())
    html._style.cache_clear()
    # The foot of a page is for PDF alone.
    assert given["page.html.j2"] == owned.PAGE - {"foot"}
    assert given["base.css.j2"] == given["screen.css.j2"] == owned.SHEET


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.html.j2", None, f"pages: has no `page.html.j2`; {owned.MAKE}"),
        ("page.html.j2", b"\xff\xfe", "pages/page.html.j2: is not in UTF-8"),
        (
            "more.j2", b" " * 1_000_001,
            "pages/more.j2: is no template: it leads elsewhere, is no file or has over 1 MB",
        ),
        ("blocks.j2", None, "pages/page.html.j2:1:1: includes `blocks.j2`, which is not in the folder"),
    ],
)  # fmt: skip
def test_a_folder_that_lacks_something(name: str, content: bytes | None, said: str, pages: Path, said_here) -> None:
    (pages / name).unlink(missing_ok=True)
    if content is not None:
        (pages / name).write_bytes(content)
    assert said_here() == [said]


def test_a_folder_that_is_none() -> None:
    assert refused(options=PageOptions(pages="pges")) == [
        "pges: is not a folder of templates; `jdgen template eject html DIR` writes ours to start from"
    ]


def test_a_font_that_is_not_here_stays_the_machine_s_fault() -> None:
    with pytest.raises(MachineError, match="the font of the text, `No Such Face`, is not on this machine"):
        pdf.render(POSTING, replace(HERE, look=Look(body_font=("No Such Face",))))


# --- what a template may not ---


def test_a_template_does_not_learn_where_a_text_was_written(pages: Path) -> None:
    header = Text.read("Acme")
    header.place = Place("/home/me/secret.yaml", 1, 1)
    changed(pages, "{{ document.header.place }}")
    with pytest.raises(TemplateError, match="access to attribute 'place' of 'Text' object is unsafe"):
        html.render(replace(POSTING, header=header), HERE)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ document.__class__ }}", "access to attribute '__class__' of 'Document' object is unsafe"),
        ("{{ document|attr('__class__') }}", "access to attribute '__class__' of 'Document' object is unsafe"),
        ("{{ document['__class__'] }}", "access to attribute '__class__' of 'Document' object is unsafe"),
        ("{{ document.sections|map(attribute='__class__')|list }}", "'__class__' of 'Section' object is unsafe"),
        ("{{ '{0.__class__}'.format(document) }}", "access to attribute '__class__' of 'Document' object is unsafe"),
        ("{{ words.__globals__ }}", "access to attribute '__globals__' of 'function' object is unsafe"),
        ("{{ cycler.__init__.__globals__ }}", "access to attribute '__init__' of 'type' object is unsafe"),
        ("{{ namespace.mro() }}", "access to attribute 'mro' of 'type' object is unsafe"),
        ("{{ document.date.today() }}", "access to attribute 'today' of 'date' object is unsafe"),
        ("{{ theme._replace(ink='') }}", "access to attribute '_replace' of 'Look' object is unsafe"),
        ("{{ document.date.replace(year=1) }}", "access to attribute 'replace' of 'date' object is unsafe"),
        ("{{ theme.index('') }}", "access to attribute 'index' of 'Look' object is unsafe"),
        ("{{ runs.append(1) }}", "access to attribute 'append' of 'list' object is unsafe"),
        ("{{ 'x' * 10**9 }}", "what `*` makes here is too large"),
        ("{{ ('x' * 1000000) * 1000000 }}", "what `*` makes here is too large"),
        ("{{ 9**9**9 }}", "what `**` makes here is too large"),
    ],
)
def test_a_template_reaches_nothing_but_its_data(tag: str, said: str, pages: Path, said_here) -> None:
    changed(pages, tag)
    line = line_of(pages, tag)
    (found,) = said_here()
    assert found.startswith(f"pages/page.html.j2:{line}:1: does what a template may not: ")
    assert found.endswith(said)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{% for i in range(10**6 * 9) %}x{% endfor %}", "counts further than a template may, which is 100,000"),
        ("{% include 'page.html.j2' %}", "includes or calls itself without end"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "includes or calls itself without end"),
        ("{% include '/etc/passwd' %}", "includes `/etc/passwd`, which is not in the folder"),
        ("{% include '../page.html.j2' %}", "includes `../page.html.j2`, which is not in the folder"),
        ("{{ 1 / 0 }}", "cannot be set: ZeroDivisionError: division by zero"),
    ],
)
def test_a_bomb_is_one_sentence(tag: str, said: str, pages: Path, said_here) -> None:
    changed(pages, tag)
    (found,) = said_here()
    assert found.startswith("pages/page.html.j2:")
    assert found.endswith(said)


def test_tags_that_nest_without_end(pages: Path) -> None:
    changed(pages, "{{ " + "[" * 400 + "]" * 400 + " }}")
    assert refused() == ["pages: includes or calls itself without end"]
    changed(pages, "{{ " + "[" * 40_000 + "]" * 40_000 + " }}")
    assert len(refused()) == 1


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that were started."""
    started = []

    class Kept(subprocess.Popen):
        def __init__(self, *arguments, **named) -> None:
            super().__init__(*arguments, **named)
            started.append(self)

    monkeypatch.setattr(limited.subprocess, "Popen", Kept)
    return started


LATE = "pages: took more than 0.5 seconds for a page and was stopped; look for a loop, a table or a text without end"
CELLS = "<table><tr>" + "<td colspan=1000>x</td>" * 2000 + "</tr></table>"
FLEX = "<div style='display: flex'>" * 60 + "x" + "</div>" * 60


@pytest.mark.parametrize(
    ("renderer", "tag"),
    [
        (html, "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"),
        (pdf, CELLS),
        (pdf, FLEX),
    ],
)
def test_what_takes_too_long_is_stopped(renderer, tag: str, pages: Path, children, monkeypatch) -> None:
    monkeypatch.setattr(limited, "LIMITS", Limits(seconds=0.5))
    changed(pages, tag)
    assert refused(renderer) == [LATE]
    assert [child.returncode for child in children] == [-signal.SIGKILL if os.name == "posix" else 1]


@pytest.mark.skipif(os.name != "posix", reason="memory is limited where the system has limits")
def test_a_table_without_end_takes_no_memory(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "LIMITS", Limits(memory=400_000_000))
    changed(pages, "<table><tr><td colspan=100000000>x</td></tr></table>")
    assert refused(pdf) == ["pages: takes more memory than a page may; look for a loop or a text without end"]
    changed(pages, "{{ 'x'.ljust(3000000000) }}")
    (found,) = refused()
    assert found.endswith("1: takes more memory than a page may; look for a loop or a text without end")


def test_a_page_that_is_too_large(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "LIMITS", Limits(output=1_000_000))
    changed(pages, "{% for i in range(99999) %}0123456789ABC{% endfor %}")
    assert refused() == ["pages: makes a page that is too large; look for a loop, a table or a text without end"]


@pytest.mark.parametrize(
    "answer",
    [b"", b"{", b"[]\n", b"null\n", b'{"kind": "done", "size": 3, "words": []}\n12',
     b'{"kind": "done", "size": 2}\n12', b'{"kind": "template", "problems": 3}\n',
     b'{"kind": "other"}\n', b'{"kind": "template", "problems": [["a", "b", "c", "d", "e"]]}\n', b"\x80\x04N."],
)  # fmt: skip
def test_an_answer_that_is_none(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that was killed, and one that says what it should not."""
    monkeypatch.setattr(limited, "_answer", lambda *_: (b"started\n" + answer, ""))
    said = "pages: made the program that sets pages end early; look for a loop, a table or a text without end"
    assert refused() == [said]


ONE = """
import sys
sys.path.insert(0, {tests!r})
from samples import POSTING
from jdgen.render import html, limited
from jdgen.render.options import PageOptions
popen = limited.subprocess.Popen
def told(*arguments, **named):
    child = popen(*arguments, **named)
    print(child.pid, flush=True)
    return child
limited.subprocess.Popen = told
html.render(POSTING, PageOptions(pages="pages"))
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows does not tell a process that its parent is gone")
def test_a_child_ends_with_its_parent(pages: Path) -> None:
    changed(pages, "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}")
    code = ONE.format(tests=str(Path(__file__).parents[1]))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        assert not gone(child)
        parent.kill()
        # It looks for its parent again and again, and ends by itself at the latest with its time.
        while not gone(child):
            time.sleep(0.02)


def gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    status = Path(f"/proc/{process}/status")
    return status.is_file() and "State:\tZ" in status.read_text()


def test_a_jdgen_in_the_working_folder_is_not_what_runs(tmp_path: Path) -> None:
    (tmp_path / "jdgen").mkdir()
    (tmp_path / "jdgen/__init__.py").write_text("raise SystemExit(9)")
    (tmp_path / "pickle.py").write_text("raise SystemExit(9)")
    assert html.render(LETTER, HERE) == html.render(LETTER, PageOptions())


@pytest.mark.parametrize(
    ("script", "said"),
    [("import no_such_part", "ModuleNotFoundError: No module named 'no_such_part'"), ("", "nobody knows why"),
     ("print('x' * 300_000, file=__import__('sys').stderr)", "x" * 199 + "…")],
)  # fmt: skip
def test_a_child_that_cannot_start_is_no_fault_of_the_templates(script: str, said: str, monkeypatch) -> None:
    start = limited.subprocess.Popen
    monkeypatch.setattr(limited.subprocess, "Popen", lambda _, **more: start([sys.executable, "-c", script], **more))
    with pytest.raises(MachineError) as raised:
        html.render(POSTING, HERE)
    assert [str(one) for one in raised.value.problems] == [f"the program that sets pages could not start: {said}"]


# --- nothing lost ---

SECTIONS = {"must": "You build kites that fly in storms.", "why": "We fly kites over the sea all year."}
WHOLE = replace(POSTING, title=(Run("Kite Engineer"),), sections=tuple(
    Section(name, (Run(name.title()),), (Paragraph((Run(words),)),)) for name, words in SECTIONS.items()
))  # fmt: skip


@pytest.fixture
def lost_here(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., list[str]]]:
    """Say what is lost, or wrong, in a page that is made without a child."""
    monkeypatch.setattr(env, "_OWNED", [])
    limits = limited.LIMITS
    usual = PageOptions()
    monkeypatch.setattr(limited, "made", lambda name, tree, _: limited._render(name, tree, usual, "pages", limits))

    def said(name: str = "html", *, draft: bool = False) -> list[str]:
        html._style.cache_clear()
        pdf.engine.cache_clear()
        notices: list[Problem] = []
        try:
            rendered(WHOLE, name, HERE, notices, draft=draft)
        except JdgenError as error:
            return [str(one) for one in error.problems]
        return [f"note: {one}" for one in notices]

    yield said
    html._style.cache_clear()
    pdf.engine.cache_clear()


def gone_of(name: str, part: str, *, must: bool = False) -> str:
    more = "" if must else f", or say `{{# leave out: {part} #}}` there"
    return (
        f"pages/page.html.j2: the posting's `{part}` did not arrive: its one sentence is nowhere in the {name}, "
        f"such as “{SECTIONS[part]}”; print each of `document.sections` as `page.html.j2` does, and hide none{more} "
        "[lost.section]"
    )


def test_what_does_not_arrive_is_told(pages: Path, lost_here) -> None:
    assert lost_here("html") == lost_here("pdf") == []
    page = pages / "page.html.j2"
    page.write_text(re.sub(r"(?s)<main.*</main>", "", page.read_text()))
    both = [gone_of("html", "why"), gone_of("html", "must", must=True)]
    assert lost_here("html") == both
    assert lost_here("html", draft=True) == [f"note: {one}" for one in both]
    assert lost_here("pdf") == [one.replace("the html", "the pdf") for one in both]


@pytest.mark.parametrize(
    ("name", "rule"),
    [("html", "display: none"), ("html", "visibility: hidden"), ("pdf", "display: none"), ("pdf", "font-size: 0"),
     ("pdf", "opacity: 0")],
)  # fmt: skip
def test_what_a_style_sheet_hides_does_not_arrive(name: str, rule: str, pages: Path, lost_here) -> None:
    changed(pages, f"main > :last-child, main > :last-child * {{ {rule} }}\n", "base.css.j2", "h1, h2, h3, p,")
    assert lost_here(name) == [gone_of(name, "why")]


def test_a_page_may_leave_out_what_need_not_be_shown(pages: Path, lost_here) -> None:
    changed(pages, "{# leave out: why and duties, must, wy #}", before="{% for section in sections %}")
    page = pages / "page.html.j2"
    page.write_text(page.read_text().replace("{{ blocks.section(section", "{{ '' if true else blocks.section(section"))
    line = line_of(pages, "leave out")
    said = "is not possible: a posting has to show its must-haves; take `must` out of the comment [section.missing]"
    assert lost_here() == [
        f"pages/page.html.j2:{line}:1: `leave out: must` {said}",
        f"pages/page.html.j2:{line}:1: unknown section `wy`; did you mean `why`? [section.unknown]",
        gone_of("html", "must", must=True),
    ]


def test_words_that_markup_hides_are_none() -> None:
    """Where nothing can lay a page out."""
    page = (
        "<head><title>T</title></head><body><script>a</script><p>One <b>two</b> <span hidden>no</span><br>three</p>"
        "<div style='display:none'><p>no</p></div><template>no</template>four<p><input type=checkbox>five</p></body>"
    )
    assert words_in(page) == ["One two \nthree", "four", "five"]


# --- a page that is sent away ---

MIXED = (
    "`<svg>` holds markup within words, which not every browser sees alike; "
    "put it into a file, and show that in an `<img>`"
)
AWAY = "which lies elsewhere; put the file into the folder, and name it without a path"


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<script>x()</script>", "`<script>` is code, and a page runs none; take it out"),
        ('<p onclick="x()">', "`onclick` is code, and a page runs none; take it out"),
        ('<a href="javascript:x()">x</a>', "`href` is code, and a page runs none; take it out"),
        ('<iframe srcdoc="x"></iframe>', "`<iframe>` leads elsewhere, and a page is all there is; take it out"),
        ('<meta http-equiv="refresh">', "`<meta>` leads elsewhere, and a page is all there is; take it out"),
        ('<img alt="" src="https://x.example/a.png">', "loads `https://x.example/a.png`, {away}"),
        ('<img alt="" srcset="//x.example/a.png 2x">', "loads `//x.example/a.png`, {away}"),
        ('<img alt="" src="gone.png">', "there is no `gone.png` in pages"),
        ('<link rel="icon" href="https://x.example/a.css">', "loads `https://x.example/a.css`, {away}"),
        ('<style>@import "https://x.example/a.css";</style>', "loads `https://x.example/a.css`, {away}"),
        ("<style>p { color: u\\72l(https://x.example/b) }</style>", "loads `https://x.example/b`, {away}"),
        ('<p style="background: url(\'https://x.example/b\')">', "loads `https://x.example/b`, {away}"),
        ('<svg><text><![CDATA[><img src="https://x.example/b">]]></text></svg>', MIXED),
        ("<svg><title><style></title></svg><img src=x.example></style></title></svg>", MIXED),
        ("<svg><style><g a='</style><img src=x.example>'/></style></svg>", MIXED),
    ],
)  # fmt: skip
def test_a_page_loads_nothing_and_runs_nothing(markup: str, said: str, pages: Path) -> None:
    changed(pages, markup)
    with pytest.raises(TemplateError) as raised:
        enclosed(f"<body>{markup}</body>", pages.relative_to(Path.cwd()))
    (problem,) = raised.value.problems
    assert str(problem).startswith(f"pages/page.html.j2:{line_of(pages, markup)}:")
    assert str(problem).endswith(": " + said.format(away=AWAY))


@pytest.mark.parametrize(
    "markup",
    [
        "<noscript><style></noscript><p>x</p></style>",
        "<svg><set attributeName='href' to='x'/></svg>",
        "<link rel=attachment title=x>",
        "<a href='ftp://x.example/a'>x</a>",
        "<img alt='' src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'>"
        "<image href='https://x.example/b'/></svg>\">",
        "<img alt='' src=\"data:image/svg+xml,<!DOCTYPE svg [<!ENTITY e 'x'>]><svg xmlns='http://www.w3.org/2000/svg'/>\">",
    ],
)
def test_a_page_has_nothing_that_browsers_take_for_more_than_it_seems(markup: str, pages: Path) -> None:
    with pytest.raises(TemplateError) as raised:
        enclosed(f"<body>{markup}</body>", pages)
    assert len(raised.value.problems) == 1


@pytest.mark.parametrize("link", ["<a href='ftp://x.example/a'>x</a>", "<a rel=attachment href='logo.png'>x</a>"])
def test_a_pdf_leads_to_the_web_alone_and_brings_nothing_along(link: str, pages: Path) -> None:
    (pages / "logo.png").write_bytes(b"x")
    changed(pages, link)
    assert len(refused(pdf)) == 1


def test_pictures_of_the_folder_go_into_the_page(pages: Path) -> None:
    (pages / "mark.svg").write_bytes(SVG)
    data = f"data:image/svg+xml;base64,{b64encode(SVG).decode()}"
    page = "<img alt='mark.svg' src='{0}'><style>p {{ background: url({0}) }}</style><p style='color: url(\"{0}\")'>"
    ours = '<a href="https://x.example/">x</a><a href="#a">x</a><script type="application/ld+json">{}</script>'
    assert enclosed(page.format("mark.svg") + ours, pages) == page.format(data) + ours


def test_fonts_that_are_not_here_are_named(pages: Path, lost_here) -> None:
    changed(pages, "h1 { font-family: 'No Such Face' }\n", "pdf.css.j2", "html {")
    line = line_of(pages, "No Such", "pdf.css.j2")
    assert lost_here("pdf") == [
        f"pages/pdf.css.j2:{line}:20: the font `No Such Face` is not on this machine; no PDF was made; "
        "install it, or end the list of fonts with another that is here, such as `sans-serif`"
    ]
    sheet = pages / "pdf.css.j2"
    sheet.write_text(sheet.read_text().replace("'No Such Face'", "'No Such Face', sans-serif"))
    assert lost_here("pdf") == []


def test_a_size_that_no_page_has_is_named(pages: Path) -> None:
    changed(pages, "h1 { font-size: 1e30px }\n", "pdf.css.j2", "html {")
    line = line_of(pages, "1e30", "pdf.css.j2")
    said = "cannot be laid out: a size in it is beyond what a page can have"
    assert refused(pdf) == [f"pages/pdf.css.j2:{line}:17: {said}"]


# --- pictures ---


def test_a_pdf_shows_pictures_of_the_folder(pages: Path, lost_here) -> None:
    (pages / "our mark.svg").write_bytes(SVG)
    changed(pages, '<p><img src="our%20mark.svg" alt="Our mark" style="width: 20pt"></p>')
    with pikepdf.open(io.BytesIO(limited.made("pdf", POSTING, HERE).data)) as file:
        assert RED.search(file.pages[0].Contents.read_bytes())


def test_the_drawings_of_the_folder_are_taken(pages: Path, lost_here) -> None:
    (pages / "bullet.svg").write_bytes(SVG)
    with pikepdf.open(io.BytesIO(limited.made("pdf", POSTING, HERE).data)) as file:
        drawn = sum(len(RED.findall(page.Contents.read_bytes())) for page in file.pages)
    (page,) = html.pages(POSTING, PageOptions())
    assert drawn == sum(entries.count("<li>") for entries in re.findall(r"(?s)<ul>.*?</ul>", page.text)) > 3


def test_nothing_else_is_fetched(pages: Path) -> None:
    wanted = {
        "http://127.0.0.1:9/x.png": "loads `http://127.0.0.1:9/x.png`, which lies elsewhere",
        "file:///etc/hostname": "loads `file:///etc/hostname`, which lies elsewhere",
        "../secret.svg": "there is no `secret.svg` in pages",
        "..%2Fsecret.svg": "loads `..%2Fsecret.svg`, which lies elsewhere",
        "linked.svg": "`linked.svg` cannot be shown",
        "page.html.j2": "`page.html.j2` cannot be shown",
        "gone.png": "there is no `gone.png` in pages",
    }
    (pages.parent / "secret.svg").write_bytes(SVG)
    (pages / "linked.svg").symlink_to(pages.parent / "secret.svg")
    changed(pages, "".join(f'<p><img src="{address}" alt="x"></p>' for address in wanted))
    (line,) = {line_of(pages, "gone.png")}
    found = [one.partition(": ") for one in refused(pdf)]
    assert {place.rpartition(":")[0] for place, _, _ in found} == {f"pages/page.html.j2:{line}", "pages"} - {"pages"}
    assert [said.partition(";")[0] for _, _, said in found] == list(wanted.values())


def test_a_template_that_leads_out_of_the_folder(pages: Path, said_here) -> None:
    (pages / "blocks.j2").rename(pages.parent / "blocks.j2")
    (pages / "blocks.j2").symlink_to(pages.parent / "blocks.j2")
    assert said_here() == ["pages/blocks.j2: is no template: it leads elsewhere, is no file or has over 1 MB"]


def test_css_that_is_none_is_the_fault_of_the_templates(pages: Path) -> None:
    changed(pages, "p {colr: red}\n", "pdf.css.j2", "html {")
    line = line_of(pages, "colr", "pdf.css.j2")
    assert refused(pdf) == [f"pages/pdf.css.j2:{line}:4: weasyprint: Ignored `colr: red`, unknown property"]
