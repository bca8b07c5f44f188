"""The rules of `jdgen check`: what each one is called, how much it matters, and why it exists."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from jdgen import rules
from jdgen.errors import Problem
from jdgen.model.jurisdictions import name_of
from jdgen.model.law import Law
from jdgen.model.rules import Level, Structure, Wording

Group = Literal["input", "agreement", "opening", "letter", "library", "structure", "language", "law"]


class Rule(NamedTuple):
    """One rule; an error is a hole in the promise, a warning is worth a change, a notice is worth knowing.

    `source` names whom it is taken from, with the day that was read; of a law also how sure it is.
    """

    id: str
    group: Group
    level: Level
    why: str
    source: str = ""


class Finding(NamedTuple):
    """One place where a rule does not hold."""

    rule: Rule
    problem: Problem


def _rules(group: Group, level: Level, whys: dict[str, str]) -> dict[str, Rule]:
    return {name: Rule(name, group, level, why) for name, why in whys.items()}


CODE: dict[str, Rule] = {
    **_rules("input", "error", {
        "input": "a file that cannot be used gives no document at all",
    }),
    **_rules("agreement", "error", {
        "req.competency": "a must-have that no competency stands for is assessed by nobody",
        "req.weight": "the rubric asks only about competencies that count, so this must-have would decide by chance",
        "competency.questions": "one question is no second look, and a candidate who misreads it has no other chance",
        "competency.duty": "what no duty takes is not related to the job, and must not decide about it",
        "loop.primary": "a competency that counts is rated once with full attention, or its rating is worth little",
        "loop.second": "a second, independent look is what makes a rating reliable",
        "question.do_not_ask": "the question invites facts that must not decide, and in many places the law forbids it",
        "ladder.family": "one ladder is made of the roles of one family, or its competencies cannot be compared",
        "ladder.expects": "a higher rung that expects less tells people to go down in order to go up",
        "ladder.years": "where years overlap upward, the same person is on two rungs at once",
        "ladder.pay": "where pay overlaps upward, a promotion can cost money",
        "sentence.same": "a requirement is one sentence everywhere, or candidates and interviewers read two jobs",
        "content.same": "posting and interview kit must come from one state of role and opening",
    }),
    **_rules("agreement", "warning", {
        "req.none": "a role that asks for nothing selects nobody, and leaves the choice to chance",
        "req.must_count": "documents name six must-haves at most; what is left out is assessed and never asked for",
        "competency.count": "fewer than five competencies judge too little, more than seven cannot be held apart",
        "anchor.length": "an anchor of under 6 words says too little to rate by, one of over 30 is not read",
        "anchor.distinct": "two levels that share their wording cannot be told apart",
        "duty.competency": "a duty whose competencies do not count is promised in the posting and assessed by nobody",
        "loop.stages": "each interview after the fourth or fifth adds next to nothing to the decision",
        "loop.load": "an interviewer who rates more than three competencies rates an impression",
        "loop.name": "the pages of two stages with one name are taken for each other, by the panel and by candidates",
        "loop.empty": "a stage that rates nothing that counts takes the time of everyone and decides by impression",
        "loop.minutes": "with less than five minutes for a competency there is no answer to rate",
        "loop.task": "candidates would get a sheet that names nothing to do",
        "ladder.advance": "the way up that a role names must be the rung that follows it",
        "ladder.left_out": "a role that leads to the first rung, or that the last one leads to, is a rung itself",
        "letter.show": "a letter should show what counts, not what nobody rates",
        "letter.hook": "a letter that answers none of the must-haves helps neither side",
    }),
    **_rules("agreement", "notice", {
        "loop.given": "candidates should read what they are asked for and what they are given, all of them the same",
        "loop.work_sample": "how somebody works is seen best in a sample of the work that weighs most",
        "pay.missing": "the ladder and the guide have no pay to show; it is never guessed",
    }),
    **_rules("opening", "error", {
        "field.missing": "the documents of the opening cannot be made without it",
    }),
    **_rules("opening", "warning", {
        "pay.band": "an opening paid outside the band of its role is a mistake in one of the two",
        "pay.on_target": "who meets all goals earns at least the pay, or one of the two figures is wrong",
        "scaffold.left": "a sample value would go out as a fact",
    }),
    **_rules("opening", "notice", {
        "field.unused": "the value was given and shows nowhere",
        "interview.retention": "notes that go before their time are missed when a decision is questioned",
        "panel.unheld": "a stage that nobody is named for is found empty on the day",
        "panel.same": "a second look by the same person is not independent, and a third meeting confirms the first",
    }),
    **_rules("law", "warning", {
        "place.unknown": "what holds at a place that nobody can tell is not looked up, and a duty is missed",
        "law.where": "which laws hold for a remote job depends on where a hire may live",
        "law.currency": "how wide a range in another currency is hangs on the rate of the day, which jdgen cannot know",
    }),
    **_rules("law", "notice", {
        "place.two_letters": "two letters may be a country and a state, and the laws of only one of them are looked up",
        "law.perhaps": "a finished text does not tell whether the law asks for it here, and whoever wrote it knows",
        "law.soon": "a posting that is fine today may break a law before it is taken down",
        "law.old": "laws on hiring change every few months",
    }),
    **_rules("language", "notice", {
        "text.language": "rules for English find nothing in another language, or what is not there",
    }),
    **_rules("letter", "notice", {
        "bridge.unused": "the answer was given and shows nowhere",
        "slot.unfilled": "a prompt is not a letter yet",
    }),
    **_rules("library", "warning", {
        "name.taken": "a name that means two roles makes documents of the wrong one",
        "ignore.unknown": "a comment that switches off no rule hides nothing but the mistake in it",
    }),
    **_rules("library", "notice", {
        "ignore.unused": "the comment is no longer needed",
    }),
}  # fmt: skip
"""The rules that are code alone, by their ids."""


@cache
def every() -> dict[str, Rule]:
    """Return every rule by its id: those that are code, and those that are data."""
    found = (*_of_letters(), *_of_structure(), *_of_words(), *map(of_law, rules.laws()))
    return CODE | {rule.id: rule for rule in found}


def _of_letters() -> Iterator[Rule]:
    for rule in rules.letters().values():
        yield Rule(rule.id, "letter", rule.level, rule.why, _source(rule))


def _of_structure() -> Iterator[Rule]:
    for rule in rules.structure().values():
        yield Rule(rule.id, "structure", rule.level, rule.why, _source(rule))


def _of_words() -> Iterator[Rule]:
    found: tuple[Wording | Structure, ...] = (*rules.wording(), *rules.measures().values())
    for rule in found:
        group: Group = "letter" if isinstance(rule, Wording) and "posting" not in rule.applies_to else "language"
        yield Rule(rule.id, group, rule.level, rule.why, _source(rule))


def _source(rule: Wording | Structure) -> str:
    source = rule.source
    licence = f" ({source.licence} license)" if source.licence else ""
    return f"{source.name}{licence}, read {source.checked}"


def of_law(law: Law) -> Rule:
    """Return the rule of a law; one that we are not sure of warns at most."""
    level: Level = "warning" if law.certainty == "low" and law.severity == "error" else law.severity
    source = f"{'; '.join(law.source)}; read {law.checked}, certainty {law.certainty}"
    return Rule(law.id, "law", level, f"{name_of(law.jurisdiction)}: {law.name}", source)


def finding(problem: Problem) -> Finding:
    """Return the problem under its rule; one without a rule is a file that cannot be used."""
    return Finding(every()[problem.rule or "input"], problem)
