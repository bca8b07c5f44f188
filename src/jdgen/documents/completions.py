"""Answers that complete a sentence of the letter: what people type before and behind the words that are asked for."""

from __future__ import annotations

_LEADING = {
    "scope": (("where i'm ", "am "), ("where i've ", "have "), ("where i ", ""), ("i'm ", "am "), ("i've ", "have "),
              ("i ", "")),
    "availability": tuple(
        (words, "")
        for words in (
            "i am ", "i'm ", "i can talk ", "i can speak ", "i can meet ", "i can be reached ", "i could talk ",
            "available ", "free ", "to talk ", "you can reach me ", "you can call me ", "reach me ", "call me ",
        )
    ),
}  # fmt: skip
"""What stands in the sentence already, and what stays of it, by the id of the question."""
_NO_NAMES = frozenset((
    "a", "about", "after", "afternoons", "all", "almost", "always", "any", "anytime", "around", "as", "at",
    "before", "between", "by", "daily", "during", "each", "early", "either", "evenings", "every", "except", "for",
    "from", "half", "if", "immediately", "in", "late", "later", "most", "mornings", "next", "now", "on", "only",
    "right", "soon", "starting", "the", "this", "to", "tomorrow", "until", "usually", "weekdays", "weekends",
    "when", "whenever", "with", "within",
))  # fmt: skip
"""First words that take a small letter within a sentence; a day, a month and a name keep theirs."""
_SHORTENED = (".m.", "...")


def is_completed(name: str) -> bool:
    """Return whether the answer to a question completes a sentence of ours."""
    return name in _LEADING


def completed(name: str, text: str) -> str:
    """Return an answer as it stands within its sentence: `where I lead …` becomes `lead …`."""
    if not is_completed(name):
        return text
    text = text.lstrip("…. ,")
    for _ in range(3):
        plain = text.casefold().replace("’", "'")
        found = next((pair for pair in _LEADING[name] if plain.startswith(pair[0])), None)
        if not found:
            break
        text = found[1] + text[len(found[0]) :].lstrip()
    first, space, rest = text.partition(" ")
    word = first.rstrip(",")
    if word[1:].islower() and (name == "scope" or word.lower() in _NO_NAMES):
        text = f"{first.lower()}{space}{rest}"
    return text if text.endswith(_SHORTENED) else text.removesuffix(".")
