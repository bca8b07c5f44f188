"""The rules that a template is checked by: what each one is called, how much it matters, and why it exists."""

from __future__ import annotations

from typing import Literal, NamedTuple

Level = Literal["error", "warning", "notice"]


class Rule(NamedTuple):
    """One rule; with an error nothing is filled, a warning is worth a change, a notice is worth knowing."""

    id: str
    level: Level
    why: str


def _rules(level: Level, whys: dict[str, str]) -> dict[str, Rule]:
    return {name: Rule(name, level, why) for name, why in whys.items()}


_FILLED = "what is not read as it was meant would be missing from every document, or wrong in it"
_BLOCK = "a block that does not close where it opens would take too much of the file away, or repeat it"
RULES: dict[str, Rule] = {
    **_rules("error", {
        "tag.none": "a file without tags would be the same for every document",
        "tag.no_end": _FILLED,
        "tag.no_start": _FILLED,
        "tag.mixed": _FILLED,
        "tag.two_paragraphs": _FILLED,
        "tag.interrupted": _FILLED,
        "tag.too_long": "nobody can read such a tag, and nobody means one",
        "tag.prefix": "a tag takes the place of a row or a cell only where there is one",
        "tag.lost": "what stands beside a tag that takes the place of all would be lost",
        "tag.rivals": "two tags cannot take the place of the same row or paragraph",
        "tag.elsewhere": "readers would see the tag",
        "name.unknown": "a name that nobody knows has no value, and a guess would be a false statement",
        "value.kind": "a list or a record is no word, and a comparison of unlike things is never true",
        "syntax.unreadable": _FILLED,
        "syntax.not_offered": "a template is data and no program, so that nobody has to trust it",
        "syntax.too_deep": "nobody can read such a tag, and nobody means one",
        "block.unclosed": _BLOCK,
        "block.unopened": _BLOCK,
        "block.crossed": _BLOCK,
        "block.apart": _BLOCK,
        "block.else": _BLOCK,
        "block.too_deep": "nobody can read so many blocks in blocks, and nobody means them",
        "section.unknown": "a section that nobody knows is empty",
        "section.place": "a section is whole paragraphs and tables, and needs room for them",
        "section.repeated": "readers would have the same section twice",
        "section.left_out": "what a document says must arrive, or be left out on purpose",
        "section.missing": "a document that leaves this out misleads those who act on it",
        "lost.title": "a document without its title is taken for another one",
        "lost.mark": "a document that does not say whom it is for goes to others as well",
        "lost.section": "what a document says must arrive, or be left out on purpose",
        "template.too_much": "what takes so much is a loop in loops, or no template",
        "trial.fails": "what cannot be filled with a sample cannot be filled with your own words",
        "trial.loses": "a value that does not arrive whole is a false statement",
        "trial.leaves": "readers would see the tag",
    }),
    **_rules("warning", {
        "tag.quotes": "other programs that fill templates take curly quotes for words",
        "tag.spaces": "nobody sees what is wrong with such a tag, and other programs do not read it",
        "tag.dash": "what the sign does elsewhere, it does not do here",
        "tag.lookalike": "who typed it may have meant a tag",
        "block.alone": "an empty line in the place of a tag makes the page uneven",
        "section.inline": "a section takes the place of a paragraph, and the tag should say so",
        "section.twice": "readers would have the same section twice",
        "value.missing": "a value that is printed and that nobody gave stops the document",
        "style.missing": "what has no style in the template looks like jdgen's, not like yours",
        "picture.alt": "who cannot see a picture is told nothing about it",
        "heading.level": "who moves from heading to heading thinks that one is missing",
        "paragraph.empty": "space made of empty paragraphs moves to odd places when the words change",
        "file.changes": "tracked changes of the template would go out with every document",
    }),
    **_rules("notice", {
        "tag.split": "the next change of formatting in Word may divide it once more, where nobody sees it",
        "value.optional": "a value that is printed, and that the next opening lacks, stops its document",
        "name.others": "names that belong together are those of another document",
        "table.header": "a screen reader names the column of a cell only where the first row is marked as the header",
        "file.title": "the name of a document is read out first; jdgen sets it in what it makes",
        "file.language": "a screen reader speaks the language that a file names; jdgen sets it in what it makes",
        "file.comments": "notes to the author of a template are none to its readers",
    }),
}  # fmt: skip
"""The rules by their ids, with the level that they usually have."""
