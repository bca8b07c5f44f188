"""Whether blocks open and close as they should, and what each tag does where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes

from jdgen.documents.contract import Shape
from jdgen.house.compiling.entries import Entry, Plan
from jdgen.house.compiling.expressions import Value, parsed
from jdgen.house.compiling.meant import near
from jdgen.house.compiling.scope import OFFERED, SAID, Named, RefusedError, Scope
from jdgen.house.compiling.values import comment, misspelled, value
from jdgen.house.faults import Fault
from jdgen.house.reading.pairs import apart, at
from jdgen.house.reading.tags import Tag, is_copy

# defense template.blocks: blocks are not nested deeper than they can be followed
_DEEPEST = 40
_OTHERS = frozenset({"raw", "endraw", "set", "endset", "macro", "endmacro", "block", "endblock", "call", "endcall",
                     "filter", "endfilter", "with", "endwith", "include", "import", "from", "extends", "do", "break",
                     "continue", "autoescape", "endautoescape", "trans", "endtrans"})  # fmt: skip
"""What Jinja has, so that no typing error is guessed at."""
_ENDS = {"endif": "if", "endfor": "for"}
_BLOCKS = ("if", "elif", "else", "endif", "for", "endfor")
_DOCXTPL = {
    "colspan": "merge the cells in the template", "cellbg": "color the cells in the template",
    "vm": "merge the cells in the template", "hm": "merge the cells in the template",
}  # fmt: skip


def plan(tags: Iterable[Tag], root: Shape, sections: Mapping[str, str]) -> Plan:
    """Return what the tags of a template do, part by part, and everything that is wrong with that."""
    made = Plan(root, sections)
    by_part: dict[str, list[Tag]] = {}
    for tag in tags:
        by_part.setdefault(tag.spot.part, []).append(tag)
    for part, found in by_part.items():
        made.entries[part] = _Part(made).all(found)
    _tell_repeated(made)
    return made


def _tell_repeated(made: Plan) -> None:
    placed: dict[str, Entry] = {}
    for entry in (entry for entries in made.entries.values() for entry in entries if entry.does == "section"):
        if is_copy(entry.tag.paragraph):
            continue
        first = placed.setdefault(entry.id, entry)
        if first is not entry:
            message = f'`section("{entry.id}")` stands twice, the first time in {at(first.tag)}'
            made.faults.append(Fault("section.twice", message, entry.tag.spot, "", "warning"))


@dataclass(slots=True)
class _Open:
    """A block that is open: its entry, the scope around it, whether its else was seen, and whether it is odd.

    What is wrong with an odd one is told already, so that nothing is said of its partners.
    """

    entry: Entry
    scope: Scope
    has_else: bool = False
    is_odd: bool = False


class _Part:
    """The tags of one part, read in order."""

    def __init__(self, made: Plan) -> None:
        self.made = made
        self.scope = Scope(made.root, {})
        self.open: list[_Open] = []
        self._told_depth = False

    def all(self, tags: Iterable[Tag]) -> list[Entry]:
        """Return the entries of the tags."""
        entries = []
        for tag in tags:
            entry = Entry(tag)
            try:
                if tag.half:
                    self._odd(entry, tag.code)
                else:
                    self._read(entry)
            except RefusedError as refused:
                self.made.tell(tag, refused)
            entries.append(entry)
        for still in self.open:
            # defense template.unclosed: a block that is never closed is told
            if not still.is_odd:
                hint = f"write `{_closing(still.entry)}` where it ends"
                self._fault("block.unclosed", f"`{still.entry.tag.shown}` is never closed", still.entry.tag, hint)
        return entries

    def _odd(self, entry: Entry, code: str) -> None:
        """Take a tag that is told already as the partner that it is meant to be."""
        if entry.tag.kind != "block":
            return
        word = code.partition(" ")[0]
        if word in ("if", "for"):
            entry.does = word
            self.open.append(_Open(entry, self.scope, is_odd=True))
            target = re.match(r"for +(\w+)", code)
            if target:
                self.scope = self.scope.inside(target[1], Named(None, ""))
        elif word in _ENDS and self.open and self.open[-1].entry.does == _ENDS[word]:
            self.scope = self.open.pop().scope

    def _fault(self, rule: str, message: str, tag: Tag, hint: str = "") -> None:
        self.made.faults.append(Fault(rule, message, tag.spot, hint))

    def _read(self, entry: Entry) -> None:
        if entry.tag.kind == "comment":
            entry.does = "comment"
            comment(self.made, entry.tag)
        elif entry.tag.kind == "block":
            self._block(entry)
        else:
            value(self.made, entry, self.scope, in_loop=any(each.entry.does == "for" for each in self.open))

    def _block(self, entry: Entry) -> None:
        tag = entry.tag
        word, _, rest = tag.code.partition(" ")
        head = re.match(r"\w*", word)
        word = head[0] if head and head[0] in _BLOCKS else word
        rest = tag.code[len(word) :].strip()
        odd = misspelled(tag)
        if word not in _BLOCKS and odd:
            self._odd(entry, odd.rest)
            raise RefusedError("tag.prefix", f"`{tag.shown}` {odd.what}", f"write `{{%{odd.prefix} {odd.rest} %}}`")
        if not word:
            raise RefusedError("syntax.unreadable", "it is empty", OFFERED)
        if word not in _BLOCKS:
            self._odd(entry, rest)
            raise RefusedError("syntax.not_offered", f"`{word}` is not offered", self._hint(tag, word))
        if word == "else" and re.match(r"if\b", rest):
            raise RefusedError("syntax.unreadable", f"`{tag.shown}` is two words", f"write `{{% el{rest} %}}`")
        if word in ("else", "endif", "endfor") and rest:
            message = f"`{tag.shown}` has more in it than `{word}`"
            raise RefusedError("syntax.unreadable", message, f"write `{{% {word} %}}`")
        if word in _ENDS:
            self._closes(entry, word)
        elif word in ("elif", "else"):
            self._continues(entry, word, rest)
        else:
            self._opens(entry, word, rest)

    @staticmethod
    def _hint(tag: Tag, word: str) -> str:
        if word in _DOCXTPL:
            return _DOCXTPL[word]
        if tag.written[2:].startswith(word) and len(tag.code.split()) > 1 and tag.code.split()[1] in _BLOCKS:
            return "the prefixes are p, tr, tc and r"
        if word in ("elseif", "elsif"):
            return "write `{% elif … %}`"
        return OFFERED if word in _OTHERS else near(word, _BLOCKS) or OFFERED

    def _opens(self, entry: Entry, word: str, rest: str) -> None:
        around = self.scope
        entry.does = word
        self.open.append(_Open(entry, around))
        if len(self.open) > _DEEPEST:
            if not self._told_depth:
                self._told_depth = True
                raise RefusedError("block.too_deep", f"it is block {_DEEPEST + 1} in blocks; {_DEEPEST} are read")
            return
        if word == "if":
            entry.test = self._condition(entry.tag, rest)
            return
        node: Any = parsed(f"{{% for {rest} %}}{{% endfor %}}")
        if not isinstance(node.target, nodes.Name) or node.recursive:
            raise RefusedError("syntax.not_offered", "a loop takes one name", "write `{% for x in names %}`")
        entry.variable = node.target.name
        self.scope = around.inside(entry.variable, Named(None, ""))
        if entry.variable in ("loop", "section") or entry.variable.startswith("_"):
            message = f"`{entry.variable}` is no name for what a loop holds"
            raise RefusedError("syntax.not_offered", message, "choose another")
        found = self.made.expression(entry.tag, node.iter, around, "list")
        if found.shape and found.kind != "list":
            hint = f"write {{% if {found.label} %}}" if found.label else ""
            message = f"`{found.label or entry.tag.shown}` gives {SAID[found.kind]}, and for takes a list"
            raise RefusedError("value.kind", message, hint)
        shape = found.shape.item if found.shape else None
        self.scope = around.inside(entry.variable, Named(shape, found.path))
        entry.value = found
        if node.test:
            # As in Jinja the loop is not counted before its items are chosen.
            inside = Scope(around.root, {**around.variables, entry.variable: Named(shape, found.path)})
            entry.test = self.made.expression(entry.tag, node.test, inside)

    def _condition(self, tag: Tag, code: str) -> Value:
        node: Any = parsed(f"{{% if {code} %}}{{% endif %}}")
        return self.made.expression(tag, node.test, self.scope)

    def _continues(self, entry: Entry, word: str, rest: str) -> None:
        if not self.open:
            message = f"`{entry.tag.shown}` stands in no block"
            raise RefusedError("block.else", message, "write it between if and endif")
        top = self.open[-1]
        entry.does = word
        if top.has_else or (word == "elif" and top.entry.does == "for"):
            why = "follows the else" if top.has_else else "stands in the loop"
            message = f"`{entry.tag.shown}` {why} of `{top.entry.tag.shown}` in {at(top.entry.tag)}"
            raise RefusedError("block.else", message, "an else comes last, and elif belongs to an if")
        self._pair(top, entry)
        top.has_else = word == "else"
        if word == "elif":
            entry.test = self._condition(entry.tag, rest)
        else:
            self.scope = top.scope

    def _closes(self, entry: Entry, word: str) -> None:
        if not self.open:
            hint = f"write `{{%{entry.tag.prefix} {_ENDS[word]} … %}}` before it"
            raise RefusedError("block.unopened", f"`{entry.tag.shown}` closes nothing", hint)
        top = self.open[-1]
        if top.entry.does != _ENDS[word]:
            self._fault(
                "block.crossed",
                f"`{entry.tag.shown}` stands where `{top.entry.tag.shown}` of {at(top.entry.tag)} is to be closed",
                entry.tag,
                f"write `{_closing(top.entry)}` before it",
            )
            while len(self.open) > 1 and self.open[-1].entry.does != _ENDS[word]:
                self.open.pop()
            top = self.open[-1]
        entry.does = word
        self.open.pop()
        self.scope = top.scope
        self._pair(top, entry)

    def _pair(self, top: _Open, entry: Entry) -> None:
        problem = None if top.is_odd else apart(top.entry.tag, entry.tag)
        if problem:
            self.made.faults.append(problem)


def _closing(entry: Entry) -> str:
    """Return the tag that closes a block, with its prefix."""
    return f"{{%{entry.tag.prefix} end{entry.does} %}}"
