"""The rules that finished files are judged by: what each one is called, how much it matters, and why it exists."""

from __future__ import annotations

from typing import Literal, NamedTuple

Level = Literal["error", "warning", "notice"]


class Rule(NamedTuple):
    """One rule; with an error some readers cannot use the file or are misled, a warning is worth a change."""

    id: str
    level: Level
    why: str

    @property
    def group(self) -> str:
        """Return what the rule is about: the first word of its id."""
        return self.id.partition(".")[0]


def _rules(level: Level, whys: dict[str, str]) -> dict[str, Rule]:
    return {name: Rule(name, level, why) for name, why in whys.items()}


RULES: dict[str, Rule] = {
    **_rules("error", {
        "file.damaged": "some programs repair the file when they open it, and others refuse it",
        "file.reaches_out": "opening the file tells somebody that it was opened, or shows what is no longer there",
        "file.runs": "mail systems stop a file that can start something, and careful readers do not open it",
        "link.unsafe": "a reader who follows it gets nowhere, or gets a program that does something",
        "link.lies": "a reader who trusts the words is led somewhere else",
        "leftover.tag": "readers would see how the file was made instead of what it says",
        "leftover.changes": "readers see what was deleted, and who deleted it",
        "leftover.redaction": "who opens the file reads what was to be blacked out",
        "tags.missing": "a screen reader guesses the order, and what is a heading, a list or a table",
        "text.unknown": "the words can be seen, and neither searched, copied nor heard",
        "text.boxes": "readers see a box instead of a letter",
        "page.scan": "the page can be seen, and neither searched, copied nor heard",
        "page.encoding": "readers see signs instead of letters",
        "field.name": "a screen reader says that there is something to fill in, and not what",
        "file.locked": "a screen reader is told to read nothing",
        "claim.false": "whoever relies on the claim is misled, and so is every program that looks for it",
    }),
    **_rules("warning", {
        "leftover.prompt": "what somebody meant to fill in goes out open",
        "leftover.comments": "readers see what was said among those who wrote the file",
        "leftover.embedded": "whoever opens it gets the whole other file, also what the page does not show of it",
        "leftover.garbled": "readers see signs instead of letters",
        "leftover.markup": "readers see signs instead of bold words and headings",
        "text.hidden": "readers do not see it, programs do, and whoever finds it thinks that somebody hid it",
        "text.contrast": "people with weak eyes, and everybody in bright light, cannot read it",
        "title.missing": "a screen reader and a browser say the name of the file instead of what it is",
        "language.missing": "a screen reader reads it in the voice of the reader's language, whatever it is in",
        "heading.jump": "who moves from heading to heading looks for the level that is left out",
        "style.missing": "every program sets the words in another way, and few as they were meant",
        "table.header": "a screen reader cannot say which column a cell belongs to",
        "picture.alt": "who cannot see the picture is not told what it shows",
        "link.broken": "a reader who follows it gets nowhere",
        "link.silent": "a screen reader says that there is a link, and not where it leads",
        "link.untagged": "a screen reader reads the words, and does not say that they lead anywhere",
        "link.nested": "browsers end the first link where the second begins",
        "field.untagged": "a screen reader passes by what is to be filled in",
        "file.schema": "Word leaves out what it does not know, or offers to repair the file",
        "file.repaired": "each program repairs it in its own way, and some refuse it",
        "font.missing": "the words are set in another font on a machine that lacks it",
        "text.untagged": "a screen reader leaves these words out",
        "title.hidden": "the window is named like the file, and a screen reader says so",
        "table.scope": "a screen reader has to guess whether a header cell heads its row or its column",
        "tags.order": "who moves by the tabulator key jumps back and forth",
        "metadata.broken": "programs that look for title and author find none",
        "metadata.disagrees": "which of them somebody sees depends on the program",
        "metadata.versions": "what was taken out is still in the file, and can be read",
        "page.invalid": "browsers mend it, each in its own way",
        "page.doctype": "browsers lay the page out as those of 1998 did",
        "page.unclosed": "browsers guess where it ends, and not all alike",
        "page.ids": "labels and links find the first of them only",
        "page.zoom": "people with weak eyes cannot make the words larger",
        "page.main": "who jumps to the main part does not find it",
        "media.plays": "who listens to a screen reader hears both at once",
        "data.posting": "search engines leave the job out, or show it wrong",
    }),
    **_rules("notice", {
        "heading.none": "who cannot skim a long text with the eyes has to hear all of it",
        "heading.looks": "bold words look like a heading, and neither screen readers nor programs know it as one",
        "table.layout": "cells that are merged or nested are read in an order that few expect",
        "list.typed": "a screen reader says a dash instead of how many entries there are",
        "paragraph.empty": "a screen reader says `blank` for each, and the space moves with the paper",
        "text.small": "under 8 points many people cannot read it",
        "link.words": "who hears the links alone hears nothing that tells them apart",
        "link.bare": "a screen reader spells the address sign by sign",
        "leftover.blank": "it may be meant so: it is to be filled in, or not decided yet",
        "metadata.author": "it tells who wrote the file, and for whom they work",
        "metadata.machine": "it tells about the computer that the file was made on",
        "metadata.custom": "it was put there by a program, and may hold names and numbers of whoever uses that",
        "metadata.thumbnail": "it may show how the first page looked before",
        "metadata.place": "a photo may tell where and when it was taken",
        "standard.access": "offices and schools may take no file that does not meet it",
        "metadata.history": "it tells when and from what the file was made",
        "leftover.note": "readers do not see it, and whoever looks into the file does",
    }),
}  # fmt: skip
"""The rules by their ids."""
