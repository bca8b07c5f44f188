"""A finished Word file, judged as its readers and the programs of a recruiter meet it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from jdgen.audit.files import word_fields, word_links, word_looks, word_says, word_text, word_things
from jdgen.audit.files.judged import Judged
from jdgen.audit.files.word_parts import WordFile, fault, opened, validity
from jdgen.audit.files.word_styles import Styles
from jdgen.errors import Place, Problem, plural, printable
from jdgen.house.opening.namespaces import w

_STYLES = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}


def judge(data: bytes, source: str) -> Judged:
    """Return what is found in a Word file; raise InputError for one that cannot be read."""
    file = opened(data, source)
    styles = Styles(file)
    links = word_links.links(file)
    said = word_says.metadata(file, styles)
    found: list[Problem] = [
        *validity(file),
        *_unknown(file, styles),
        *_named(file, styles, dict(said).get("title", "")),
        *word_text.order(file, styles),
        *word_things.tables(file, styles),
        *word_things.pictures(file),
        *word_looks.faint(file, styles),
        *word_links.reach(file),
        *word_fields.of_fields(file),
        *word_links.of_links(file, links),
        *word_text.left(file),
        *word_says.faults(file, said),
    ]
    unjudged = [word_looks.COVERED] if word_looks.is_covered(file) else []
    unjudged += [word_text.TOO_LONG] if word_text.is_too_long(file) else []
    return Judged(source, "docx", tuple(dict.fromkeys(found)), tuple(links), tuple(said), tuple(unjudged))


def _unknown(file: WordFile, styles: Styles) -> Iterator[Problem]:
    """Yield the styles and the lists that are used and not there, each once."""
    root = file.part("numbering")
    numbers = set() if root is None else {str(one.get(w("numId"))) for one in root.findall(w("num"))}
    asked: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Place] = {}
    for _, story in file.stories():
        for element in story.iter(*map(w, _STYLES), w("numId")):
            kind = _STYLES.get(element.tag.rpartition("}")[2], "list")
            value = str(element.get(w("val"), ""))
            missing = (kind, value) not in styles.known if kind != "list" else value not in {"0", *numbers}
            if missing:
                asked[kind, value] += 1
                first.setdefault((kind, value), file.place(element))
    for (kind, value), count in asked.items():
        what = "list" if kind == "list" else f"{kind} style"
        said = f"uses a {what} `{printable(value, 60)}` that is not there ({plural(count, 'time')})"
        yield fault("style.missing", said, first[kind, value], "choose another one for these words")


def _named(file: WordFile, styles: Styles, title: str) -> Iterator[Problem]:
    """Yield a title and a language that are not said."""
    place = Place(file.source)
    if not title:
        yield fault("title.missing", "has no title in its properties", place, "set it under File > Info > Title")
    spoken = styles.language or next(
        (one.get(w("val")) for _, root in file.stories() for one in root.iter(w("lang")) if one.get(w("val"))), ""
    )
    if not spoken:
        mend = "select all, and choose the language under Review > Language"
        yield fault("language.missing", "does not say which language it is in", place, mend)
