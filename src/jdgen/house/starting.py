"""A template to start from: a Word file that is filled as it stands, with a comment beside each tag."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jdgen.documents import contract
from jdgen.documents.facts import Record
from jdgen.documents.tree import Document, Inlines, Kind, Paragraph, Run, Section
from jdgen.render.comments import Comment, annotated
from jdgen.render.docx import render
from jdgen.render.letter_type import STEPS
from jdgen.render.options import PageOptions
from jdgen.render.word_letter import letter_styles
from jdgen.render.word_text import escape
from jdgen.render.word_zip import deflated, read, write

_CORE, _STYLES = "docProps/core.xml", "word/styles.xml"
_ROOTS: dict[Kind, str] = {"posting": "posting", "rubric": "kit"}
"""The record that holds title, header and footer; a letter has none of them."""
_NAMES: dict[Kind, str] = {
    "posting": "Job posting template", "rubric": "Interview kit template", "letter": "Cover letter template",
}  # fmt: skip
_OWN_WORDS: dict[str, str] = {
    "must": "{%p for x in must_have %}, {{ x.text }}, {%p endfor %}",
    "offer": "{%p for line in offer %}, {{ line }}, {%p endfor %}",
    "conditions": "{%p for line in conditions %}, {{ line }}, {%p endfor %}",
    "apply": "{{ apply.text }}",
    "legal": "{%p for line in legal %}, {{ line }}, {%p endfor %}",
    "paragraphs": "{%p for line in paragraphs %}, {{ line }}, {%p endfor %}",
    "sign-off": "{{ closing }}, {{ signature }}",
}
"""How a section that must be shown is said without `section`, a paragraph for each part."""
_MORE: dict[tuple[Kind, str], str] = {
    ("rubric", "debrief"): "Its table is wide. For pages of its own that are turned: Layout, Breaks, Next Page before "
    "and behind it, then Orientation.",
    ("rubric", "candidate"): "The head of the pages says {{ kit.header }} here too. For another one: Layout, Breaks, "
    "Next Page before it, then unlink its head from the one before.",
}
"""What else there is to know of a section in a template."""


class _Line(NamedTuple):
    """A paragraph of the template, and what the comment beside it says."""

    tag: str
    said: tuple[str, ...]


def starting(kind: Kind, options: PageOptions, language: str, day: date) -> bytes:
    """Return a commented template for a document; the same one, page and day give the same bytes.

    It is the built-in Word file with tags in place of words, so that its styles are those that sections are set in.
    """
    head, parts = _head(kind), _parts(kind)
    made = render(_document(kind, head, parts, language), options)
    said = [line.said for line in (*head, *parts.values())]
    first = 2 if options.look.logo and head else 1  # the logo stands in a paragraph of its own before the title
    comments = [Comment(first, _first(kind)), *(Comment(number, lines) for number, lines in enumerate(said, first))]
    named = _named(_closer(made) if kind == "letter" and not options.large else made, kind, language)
    return annotated(named, [*comments, Comment(first + len(said) - 1, _last(kind))], day)


def _head(kind: Kind) -> tuple[_Line, ...]:
    """Return title and subtitle."""
    root, fields = _ROOTS.get(kind), contract.shape(kind).fields
    if root is None:
        return ()
    said = {
        "title": "The style is Title. Keep it: screen readers and search engines look for it.",
        "subtitle": "Delete the paragraph, or write your own, such as {{ company.name }}, {{ opening.team }}.",
    }
    return tuple(
        _Line(f"{{{{ {root}.{name} }}}}", (fields[root].fields[name].meaning, more)) for name, more in said.items()
    )


def _parts(kind: Kind) -> dict[str, _Line]:
    """Return the place of each section."""
    must = contract.must_show(kind)
    names = contract.section_names(kind).items()
    return {
        name: _Line(
            f'{{{{p section("{name}") }}}}',
            tuple(filter(None, (meaning, _changed(name, must=name in must), _MORE.get((kind, name), "")))),
        )
        for name, meaning in names
        if name not in (contract.BODY, contract.REST)
    }


def _changed(name: str, *, must: bool) -> str:
    """Return how the place of a section is changed."""
    if must:
        own = f" In your own way: {_OWN_WORDS[name]}." if name in _OWN_WORDS else ""
        return f"Move it, but do not delete it: no template may leave it out.{own}"
    return f"Move it, or put {{# leave out: {name} #}} in its place. What a document does not have prints nothing."


def _document(kind: Kind, head: tuple[_Line, ...], parts: dict[str, _Line], language: str) -> Document:
    """Return a document whose words are tags."""
    title, subtitle = (_tag(line.tag) for line in head) if head else ((), ())
    root = _ROOTS.get(kind)
    return Document(
        kind=kind,
        language=language,
        title=title,
        subtitle=subtitle,
        sections=tuple(_section(kind, name, line) for name, line in parts.items()),
        header=f"{{{{ {root}.header }}}}" if root else "{{ sender.name }}",
        footer=f"{{{{ {root}.footer }}}}" if root else "",
        author="",
        subject=_NAMES[kind],
        date=date(2000, 1, 1),
        record=Record("", ""),
    )


def _tag(text: str) -> Inlines:
    return (Run(text),)


def _section(kind: Kind, name: str, line: _Line) -> Section:
    """Return the place of a section: as a heading, so that the template shows its parts; of a letter as its text."""
    if kind != "letter":
        return Section(name, _tag(line.tag), ())
    return Section(name, (), (Paragraph(_tag(line.tag), style="sender" if name == "sender" else "letter"),))


def _first(kind: Kind) -> tuple[str, ...]:
    """Return what somebody should know before the first change."""
    root = _ROOTS.get(kind)
    pages = (
        f"Head and foot of the pages say {{{{ {root}.header }}}} and {{{{ {root}.footer }}}}; click into them to "
        "change that. The page number is a field of Word, and counts through the whole file."
        if root
        else "A letter that goes over its page finds room where the lines of the style Letter stand closer. A second "
        "page says {{ sender.name }} at its head."
    )
    return (
        "This is your template. What stands in {{ … }} is replaced by jdgen; all else is printed as it stands here.",
        "Its look is in the styles: change Title, Heading 1, List Bullet or Body Text, and every document follows. How "
        "the tags themselves are set is not printed. Put your logo anywhere.",
        pages,
        "Comments like this one are taken out of finished files.",
    )


def _last(kind: Kind) -> tuple[str, ...]:
    """Return where to read on, and what to type."""
    return (
        f"All values and sections: type `jdgen template fields {kind}`.",
        "What is wrong with this file, if something is: `jdgen template check FILE.docx`.",
        f"A document made with it: `jdgen {kind} … --template FILE.docx`.",
    )


def _named(made: bytes, kind: Kind, language: str) -> bytes:
    """Return the file with properties of its own, since tags are not filled in there."""
    core = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{_NAMES[kind]}</dc:title><dc:language>{escape(language)}</dc:language></cp:coreProperties>"
    )
    members = read(made)
    members[_CORE] = deflated(_CORE, core.encode())
    return write(members.values())


def _closer(made: bytes) -> bytes:
    """Return the file with room for most letters: what one will say is not known, and none is set anew."""
    members = read(made)
    styles = letter_styles(members[_STYLES].data().decode(), STEPS[len(STEPS) // 2])
    members[_STYLES] = deflated(_STYLES, styles.encode())
    return write(members.values())
