"""A small folder of profiles: a family with a ladder, and roles that extend each other."""

from __future__ import annotations

from pathlib import Path

FAMILY = """\
family: Carpentry
proficiency: [Aware, Basic, Working, Advanced, Expert]
ratings: [Well below, Below, Meets, Above]
ladder: [helper, maker, boss]
competencies:
  wood:
    name: Wood
    kind: technical
    definition: Knows wood.
    anchors: {1: Names wood., 2: Saws wood., 3: Joins wood., 4: Bends wood., 5: Grows wood.}
    questions:
      - {id: q-wood, type: behavioral, ask: What did you build?, probes: [How?], listen_for: [a plan]}
  talk:
    name: Talk
    kind: behavioral
    definition: Talks with customers.
    anchors: {1: Greets., 2: Listens., 3: Explains., 4: Agrees., 5: Teaches.}
    questions:
      - {id: q-talk, type: behavioral, ask: Who listened?, probes: [Why?], listen_for: [a name]}
loop:
  - {id: first, name: First talk, minutes: 30, by: owner, covers: {talk: primary}}
  - {id: bench, name: At the bench, minutes: 60, by: carpenter, covers: {wood: primary}}
"""
HELPER = """\
title: Helper
aliases: [Assistant]
summary: Helps.
education: None is needed.
years: {min: 0, max: 2}
pay: {min: 30000, max: 40000, currency: USD, per: year}
duties:
  - {id: d-saw, text: Saw boards., competency: wood}
  - {id: d-ask, text: Ask customers., competency: talk}
requirements:
  - {id: r-saw, tier: must, group: technical, text: Command of a saw., competency: wood}
  - {id: r-shop, tier: nice, group: experience, text: Time in a shop., competency: wood}
expects: {wood: 2, talk: 2}
weights: {wood: 2, talk: 1}
skills: [Sawing]
"""
MAKER = """\
extends: helper
title: Maker
summary: Makes.
years: {min: 3}
duties:
  - id: d-saw
    text: Join boards.
  - {id: d-ask, drop: true}
  - {id: d-plan, text: Plan a table., competency: [wood, talk]}
expects:
  wood: 3
weights: {talk: 0}
loop:
  - {id: bench, minutes: 90}
"""
BOSS = """\
extends: maker
title: Boss
summary: Leads.
years: {min: 12, max: 12}
pay: {min: 250000, max: 400000, currency: USD, per: year, open_ended: true}
competencies:
  wood: {anchors: {4: Bends oak.}}
expects: {wood: 4}
weights: {talk: 3}
"""
ASIDE = """\
family: carpentry
title: Aside
summary: Stands beside the ladder.
pay: {min: 20.5, max: 20.5, currency: EUR, per: hour}
duties: [{id: d-look, text: Look., competency: wood}]
requirements: [{id: r-eyes, tier: must, group: technical, text: Eyes., competency: wood}]
expects: {wood: 1}
weights: {wood: 1}
"""


def small_profiles(folder: Path) -> Path:
    """Write the small profiles below `folder` and return their folder, which `--profiles` names."""
    family = folder / "mine/carpentry"
    family.mkdir(parents=True)
    texts = {"family": FAMILY, "helper": HELPER, "maker": MAKER, "boss": BOSS, "aside": ASIDE}
    for name, text in texts.items():
        (family / f"{name}.yaml").write_text(text, encoding="utf-8")
    return family.parent
