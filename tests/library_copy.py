"""Libraries to break: a copy of the built-in one whose values can be changed, and a small one in which all agrees."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from conftest import ROOT

HOME = "software-engineering"
BUILT_IN = ROOT / "profiles"
GONE = object()
"""In place of a value: take it out."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Step = str | int
Change = tuple[Sequence[Step], object]
"""The path of a value in a file, and what takes its place."""


class LibraryCopy:
    """The built-in library as data, in a folder for `--profiles`.

    Its files are written as JSON, which a reader of YAML takes too and which is written many times faster.
    """

    def __init__(self, folder: Path) -> None:
        self.profiles = folder
        self._home = folder / HOME
        self._home.mkdir(parents=True)
        self._texts: dict[str, str] = {}
        for path in sorted((BUILT_IN / HOME).glob("*.yaml")):
            data = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
            self._texts[path.stem] = json.dumps(data, ensure_ascii=False, default=str)
            self._write(path.stem, self._texts[path.stem])

    @property
    def roles(self) -> list[str]:
        return [name for name in self._texts if name != "family"]

    def data(self, name: str) -> dict[str, Any]:
        """Return what a file holds; a change of it changes no file."""
        return json.loads(self._texts[name])

    def change(self, name: str, *changes: Change) -> None:
        """Write a file with values changed or, where they are GONE, without them."""
        data = self.data(name)
        for path, value in changes:
            *above, last = path
            held: Any = data
            for step in above:
                held = held.setdefault(step, {}) if isinstance(held, dict) else held[step]
            if value is GONE:
                del held[last]
            else:
                held[last] = value
        self._write(name, json.dumps(data, ensure_ascii=False))

    @contextmanager
    def changed(self, name: str, *changes: Change) -> Iterator[None]:
        """Change values of a file for a while."""
        self.change(name, *changes)
        try:
            yield
        finally:
            self._write(name, self._texts[name])

    def _write(self, name: str, text: str) -> None:
        (self._home / f"{name}.yaml").write_text(text, encoding="utf-8")


_COMPETENCY = """\
  {key}:
    name: {name}
    kind: technical
    definition: Does {name} well.
    anchors:
      1: Watches others at {name}, and names the tools.
      2: Repeats simple {name} after being shown how.
      3: Handles ordinary {name} alone and mends small mistakes.
      4: Plans difficult {name} a whole week ahead of the others.
      5: Teaches {name} so well that other workshops copy it.
    questions:
      - {{id: q-{key}-1, type: {kind}, ask: Which {name} went wrong?, probes: [Why?], listen_for: [a cause]}}
      - {{id: q-{key}-2, type: situational, ask: How is {name} begun?, probes: [When?], listen_for: [a plan]}}
"""
_NAMES = {"clay": "kneading", "shape": "throwing", "glaze": "glazing", "kiln": "firing", "trade": "selling",
          "accounts": "bookkeeping"}  # fmt: skip
_FAMILY = """\
family: Pottery
proficiency: [Aware, Basic, Working, Advanced, Expert]
ratings: [Well below, Below, Meets, Above]
ladder: [apprentice, potter, master]
competencies:
{competencies}loop:
  - {{id: screen, name: First talk, minutes: 30, by: owner, covers: {{clay: second, glaze: second, trade: second}}}}
  - {{id: wheel, name: At the wheel, minutes: 60, by: potter, covers: {{clay: primary, shape: primary, kiln: second}}, \
task: {{brief: Throw two bowls., given: [Clay and a wheel.]}}}}
  - {{id: fire, name: At the kiln, minutes: 60, by: potter, covers: {{kiln: primary, glaze: primary, shape: second}}}}
  - {{id: last, name: Last talk, minutes: 30, by: owner, covers: {{trade: primary}}}}
"""
_ROLE = """\
family: pottery
title: {title}
summary: Makes pots that people keep.
years: {{min: {low}, max: {high}}}
pay: {{min: {low}0000, max: {high}0000, currency: USD, per: year}}
duties:
  - {{id: d-knead, text: Prepare the clay., competency: clay}}
  - {{id: d-throw, text: Throw cups and bowls., competency: [shape, clay]}}
  - {{id: d-glaze, text: Mix and apply glazes., competency: glaze}}
  - {{id: d-fire, text: Fill and fire the kiln., competency: kiln}}
  - {{id: d-sell, text: Sell at the market., competency: trade}}
requirements:
  - {{id: r-clay, tier: must, group: technical, text: Command of two kinds of clay., competency: clay}}
  - {{id: r-kiln, tier: must, group: experience, text: Has fired a kiln alone., competency: kiln}}
  - {{id: r-shop, tier: nice, group: experience, text: Time in a shop., competency: trade}}
expects:
  clay: {level}
  shape: {level}
  glaze: {level}
  kiln: {level}
  trade: {level}
weights:
  clay: 3
  shape: 2
  glaze: 2
  kiln: 2
  trade: 1
advance: {{to: {to}}}
letter:
  show: [clay]
"""
_RUNGS = (("apprentice", "Apprentice", 2, 4, 1, "potter"), ("potter", "Potter", 4, 8, 3, "master"),
          ("master", "Master Potter", 8, 12, 4, "Owner of a Workshop"))  # fmt: skip
SOUND = {
    "family": _FAMILY.format(
        competencies="".join(
            _COMPETENCY.format(key=key, name=name, kind="work-sample" if key == "shape" else "behavioral")
            for key, name in _NAMES.items()
        )
    ),
    **{
        name: _ROLE.format(title=title, low=low, high=high, level=level, to=to)
        for name, title, low, high, level, to in _RUNGS
    },
}
"""The files of a family in which every rule holds; `accounts` counts for none of its roles."""
COMPANY = """\
name: Bowl & Son
accommodation: {contact: Ann}
about: >
  Bowl & Son makes cups, bowls and plates for kitchens and small inns along the coast. Ann Bowl opened the workshop in
  an old boat shed, and her son took over the shop next door. Nine people work here now, at four wheels and two kilns.
  The clay comes from a pit up the river, and the glazes are mixed in the yard. Most of what is made is sold at the
  Saturday market, and the rest goes by post.
benefits:
  - Twenty-five days of paid leave, and the workshop is closed between the years
  - A share of what the Saturday market takes, paid out in December
  - Two weeks a year at another workshop, with the fare and a room paid
  - Clay, glaze and a shelf in the kiln for your own pots after work
  - Aprons, shoes and masks, and a health check every spring
  - A pension plan to which the workshop adds half of what you pay
"""
OPENING = """\
requisition: P-1
mode: onsite
locations: [{locality: Delft, country: NL}]
employment_type: full-time
pay: {min: 50000, max: 60000, currency: USD, per: year}
apply: {email: pots@bowl.example}
rolling: true
"""
REASON = (
    "target: {reason: I bought one of your blue bowls at the Saturday market in May and it has stood in our oven every"
    " Sunday since then without a crack.}\n"
)
CANDIDATE = f"""\
name: Kim Vos
years: 6
current: {{company: Clay Barn, title: Thrower, scope: throw the cups and bowls that two inns on the coast order}}
stories:
  - id: s-one
    headline: The crack
    problem: >-
      Last winter every fifth pot of the barn cracked in the second firing, some 40 pots a week. Two inns waited for
      their plates, and the owner paid for wood and clay twice. Nobody could say which of the three potters or which of
      the two kilns it was, since no one wrote down what stood where.
    action: >-
      I drew a plan of both kilns, and for a month each shelf had a number and each pot a card. The hardest part was to
      make the others write cards at the end of a long day, so I wrote them myself in the first week. When the cards
      showed that the pots at the door cracked, I left that shelf empty before I asked for money, so that the test cost
      us room and nothing else.
    result: >-
      Cracked pots went from 40 a week to three. The inns gained as well, who had their plates by Easter, and the owner
      bought a better door with what the wood had cost.
bridge:
  - {{requirement: r-clay, text: "I have thrown earthenware and stoneware for six years, and mixed both by hand."}}
  - {{requirement: r-kiln, text: The smaller kiln of the barn is mine alone. Twice a week.}}
{REASON}close: >-
  I would like to show you the cards and two of the pots on a Monday, when the barn is closed.
"""
FILES = {"company": COMPANY, "opening": OPENING, "candidate": CANDIDATE}


def sound(folder: Path, changes: dict[str, str] | None = None) -> Path:
    """Write the small library, `changes` laid over its files, and files to go with it; return the profiles."""
    home = folder / "mine/pottery"
    home.mkdir(parents=True)
    for name, text in {**SOUND, **FILES, **(changes or {})}.items():
        path = (folder if name in FILES else home) / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return home.parent
