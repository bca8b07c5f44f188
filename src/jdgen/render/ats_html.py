"""A piece of HTML to paste into an applicant tracking system: paragraphs, lists, bold words, line breaks, links."""

from __future__ import annotations

from html import escape

from jdgen.documents.tree import Break, Document, Inline, Run
from jdgen.render.flat import Entry, body, escaped
from jdgen.render.links import checked
from jdgen.render.options import PageOptions


def render(document: Document, options: PageOptions) -> bytes:
    """Return the posting with its title, as the tags that such systems keep; the page does not matter to it."""
    del options
    parts = [f"<p><strong>{_words(Entry(document.title))}</strong></p>"] if document.title else []
    for kind, entries in body(document):
        texts = list(map(_words, entries))
        if kind == "list":
            parts.append("\n".join(["<ul>", *(f"<li>{text}</li>" for text in texts), "</ul>"]))
        elif kind == "heading":
            parts.extend(f"<p><strong>{text}</strong></p>" for text in texts)
        else:
            parts.extend(f"<p>{text}</p>" for text in texts)
    return ("\n".join(parts) + "\n").encode()


def _words(entry: Entry) -> str:
    label = f"<strong>{escaped(entry.label)}</strong> " if entry.label else ""
    return label + "".join(map(_inline, entry.inlines)).strip(" \t\n")


def _inline(inline: Inline) -> str:
    if isinstance(inline, Break):
        return "<br>"
    if not isinstance(inline, Run):
        raise ValueError("a posting holds no box to tick")
    text = "<br>".join(map(escaped, inline.text.split("\n")))
    if inline.link:
        text = f'<a href="{escape(checked(inline.link))}">{text}</a>'
    return f"<strong>{text}</strong>" if inline.bold else text

