"""Questions that must not be asked are found under their subject, and those that only sound like them are not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Ran
from jdgen.rules import do_not_ask_patterns
from library_copy import FILES, SOUND, LibraryCopy, sound

FORBIDDEN = {
    "age": (
        "How old are you?",
        "What is your date of birth?",
        "In which year did you graduate from high school?",
        "Do you mind if I ask your age?",
        "When were you born?",
        "How many years do you have left until you retire?",
        "Would you mind working for a manager who is younger than you?",
        "Are you over 40?",
        "Are you under 30 years old?",
        "Are you over fifty or under thirty?",
        "When did you graduate from college?",
    ),
    "race": (
        "What is your race?",
        "Which ethnic group do you belong to?",
        "How would you describe your ethnicity or skin color?",
    ),
    "religion": (
        "Which church do you attend?",
        "What is your religion?",
        "Which religious holidays do you observe?",
        "Does your faith keep you from working on Saturdays?",
    ),
    "origin": (
        "Where are you originally from?",
        "Where were your parents born?",
        "What is your native language?",
        "Are you a native English speaker?",
        "That is an interesting accent; where is it from?",
        "What is the origin of your last name?",
        "What country were you born in?",
        "In which city were your parents born?",
        "What's your native tongue?",
    ),
    "citizenship": (
        "Are you a US citizen?",
        "Of which country are you a citizen?",
        "Which passport do you hold?",
        "Do you have a green card?",
    ),
    "family": (
        "Are you married?",
        "Do you have children?",
        "Are you planning to have a baby in the next years?",
        "Who looks after your kids while you travel?",
        "What does your husband do?",
        "Are you pregnant?",
        "What is your maiden name?",
        "How many children do you have?",
        "Do you intend to start a family?",
        "Do you live alone?",
        "Do your kids mind when the pager goes off?",
        "Would your children have to change schools if you moved here?",
        "Who is at home when your child is ill?",
        "What does your little daughter say when you travel?",
        "How old are your two kids?",
        "Does your wife mind that you travel?",
        "Would your husband move with you?",
        "Does your partner mind the nights on call?",
        "Is your partner working too?",
        "What is your partner's job?",
        "What did your family say about the last night shift?",
        "How does your family feel about late releases?",
        "Would your boyfriend come along?",
        "Is there a husband or wife who would have to agree?",
        "Do you have childcare?",
        "Would you have reliable daycare on the days in the office?",
        "Do you have a spouse who could relocate?",
    ),
    "sex": (
        "What is your sexual orientation?",
        "Are you a woman?",
        "Were you assigned male or female at birth?",
        "Are you gay?",
    ),
    "health": (
        "Do you have any disabilities?",
        "Have you ever had a serious illness?",
        "Which medication do you take?",
        "How many sick days did you take last year?",
        "Have you ever filed a workers' compensation claim?",
        "Have you filed for workers' compensation?",
        "Have you ever applied for workers’ comp?",
        "Have you ever seen a psychiatrist?",
        "Do you smoke or drink alcohol?",
    ),
    "arrest": (
        "Have you ever been arrested?",
        "Were you ever convicted of a crime?",
        "Do you have a criminal record?",
    ),
    "military": (
        "Which type of discharge did you receive from the army?",
        "Was yours an honorable discharge?",
    ),
    "body": (
        "How tall are you?",
        "How much do you weigh?",
        "Please bring a photograph to the interview.",
    ),
    "clubs": (
        "Which clubs do you belong to?",
        "Who did you vote for?",
        "Are you a member of a union?",
        "Are you in a union?",
        "Were you ever part of a labor union?",
    ),
    "pay-history": (
        "What is your current salary?",
        "How much do you earn at your present job?",
        "Please tell us about your salary history.",
        "What were you paid in your last position?",
        "What did you earn in your last job?",
        "What did you earn there?",
        "How much were you paid before?",
        "How much are you being paid now?",
        "How much money did you make last year?",
        "How much did you get paid at your previous company?",
        "What did your last job pay?",
        "How much does your employer pay you now?",
        "What was your salary there?",
        "How high was your monthly income?",
        "Which salary did you have in your former role?",
        "Could you bring your last payslips?",
    ),
    "finances": (
        "Do you own your home or rent it?",
        "What is your credit score?",
        "Have you ever declared bankruptcy?",
        "Have your wages ever been garnished?",
    ),
}  # fmt: skip
"""What an interview keeps clear of, by its subject."""
INNOCENT = (
    "Describe a race condition that you found and how you proved its cause.",
    "How would two writers race for this row, and what keeps your race detector quiet about it?",
    "Which header tells the server the origin of a request, and what may it trust?",
    "Where are your requests from, and where is the origin server?",
    "How does a parent process learn that its child process died?",
    "What happens to children of a component when it unmounts?",
    "How many children does a node of this tree have at most?",
    "Do you have children in this tree that hold no value?",
    "When would you write a native module instead of JavaScript?",
    "Are you a fan of native apps, and when is a native speaker driver better than a portable one?",
    "How would you attach a photo to a message, and who may send a picture?",
    "Have you ever been charged with leading a rewrite?",
    "Do you smoke test each release, and do you have any health checks in it?",
    "A node can have children: how do you have a family of nodes share one parent?",
    "How would you start a family of services from one template?",
    "Are you engaged in reviews of other teams, and are you single-minded about style?",
    "The marriage of two data models took a year. What would you do sooner?",
    "How do you find the page age at which a cached copy is too old?",
    "How old are your backups, and how old may they be?",
    "How old is the oldest entry of the queue before an alert goes out?",
    "In a payroll schema, what belongs to the salary table and what to the employee table?",
    "How would you store the salary history of an employee so that a correction leaves a trace?",
    "What is the current salary table missing to hold two currencies?",
    "Your last salary import failed halfway. What do you check?",
    "Which parties sign this contract test, and who breaks it?",
    "Which party does the consumer belong to in your access model?",
    "How does a load balancer tell a healthy server, and what does your health check read?",
    "What is the health of your service, and which figure shows it?",
    "Which disability guidelines does the page have to meet, and how do you test for screen readers?",
    "How would you make this form usable for people with a disability?",
    "What is a citizen of this cluster allowed to schedule, and are you a good citizen of a shared build?",
    "How does your passport middleware check a token?",
    "Which gender and age fields would you leave out of this data set, and why?",
    "How would you test a model for bias by race, religion or sex?",
    "What does the conviction of your argument rest on when the evidence is thin?",
    "When did you finish the migration, and when did you graduate it from beta?",
    "Which year did the format change, and how do you date a birth record without one?",
    "What weight does the ranking give to age, and how much do the features weigh?",
    "Which height and weight must the layout keep when your image is late?",
    "How do you discharge a capacitor before work on the board?",
    "Which type of discharge curve does the battery of the sensor show?",
    "How do you keep a church of one framework from splitting the team?",
    "Whose belief was wrong in the incident, and which of your beliefs changed?",
    "What did your team believe about the cache that turned out wrong?",
    "How does a family of instruction sets differ, and have you planned for a family of devices?",
    "Are you single-threaded here, and what would change with two threads?",
    "Who looks after your services at night?",
    "How does your credit ledger stay balanced when a payment arrives twice?",
    "Which debts of the code base did you pay back first?",
    "How would you split the technical debt between two teams?",
    "Do you own a service in production today, and who is called when it fails?",
    "Describe an appearance bug that only showed in dark mode; what did your appearance settings miss?",
    "Does the mapper call your interface with a plain object or with a record?",
    "Which locks do you vote for in a quorum, and who votes when a node is gone?",
    "What would you do about a photograph that is larger than the upload limit?",
    "How do you color a graph so that your color count stays small?",
    "Which accent color meets the contrast rule on a white page?",
    "How do you index names so that your accents and case do not matter?",
    "How is a police record joined to a court record in this schema?",
    "What do you earn by adding an index here, and what does it cost?",
    "How much did you make the build faster, and how did you measure it?",
    "Which politics of the review did you have to handle, and how was it settled?",
    "What savings did your change bring, and how were they measured?",
    "Which union type does the field have, and which member of the union is null?",
    "Which retired service do you still get calls about?",
    "When was the record born, and when were you sure that it was valid?",
    "How do you stop your child processes from outliving their parent?",
    "Do your children re-render when the props of the parent change?",
    "What do your child components know about their parent?",
    "How do your children of a node keep their order?",
    "Which of your child workflows may fail without failing the parent?",
    "How do you tell your children in the tree apart without keys?",
    "How would you name your family of services?",
    "When do your parent nodes learn of a change below them?",
    "What do your parent components pass down?",
    "What did you do when your partner in a pairing session disagreed?",
    "Does your partner in the pairing exercise get to type too?",
    "Does your partner team get paged as well, and is your partner API monitored?",
    "Would your partner bank accept a message that arrives twice?",
    "How did you earn the trust of a team that was not yours?",
    "What did you earn by caching, and what did you give up?",
    "What did you make in your last job that others still use?",
    "How much did you make the page faster?",
    "How much were you able to cut, and what was paid for it?",
    "What did your company pay attention to in reviews?",
    "What does your service pay for each call to the vendor?",
    "What is your pay table keyed by, and what is your salary schema missing?",
    "How would your payslip service survive a double run?",
    "What is your income model in the forecast, and how is it tested?",
    "How do you get paid customers to move off the old interface?",
    "Which pay did you expect a retry to have, and who paid the price?",
    "What is your salary expectation?",
    "When did you graduate the feature from beta?",
    "When did you graduate a service from preview, and when did you graduate from beta to general use?",
    "Are you over 40 requests a second here, and are you over 40% of the budget?",
    "Are you under 50 milliseconds at the median?",
    "Which country were the servers in, and in which state were the jobs left?",
    "Which state were you in when the lock was taken?",
    "How would you model a workers' compensation premium?",
    "Which rows are in a union type, and are you in a union of two sets or in a join?",
    "Do you have a spouse column in this table, and did you have childcare customers?",
    "Do you have a nanny process that restarts it?",
    "Which language is native to the platform?",
)
"""What only sounds like it."""
TOLD = {
    "age": (
        "Begin the paper with your name, your age and your last employer.",
        "Add your date of birth to the file, so that we can find it again.",
        "Leave your year of birth on the first page.",
        "Say in the note how old you are.",
    ),
    "religion": (
        "Tell us beforehand which religious holidays you observe, so that the date of the call suits.",
        "Which holy days do you keep?",
    ),
    "race": (
        "Write half a page about yourself, with your ethnic background.",
    ),
    "origin": (
        "Record a minute in your native language, and one in English.",
        "Write where you were born and where you grew up.",
        "Tell us which country your family comes from.",
    ),
    "citizenship": (
        "Bring your passport to the work sample.",
        "Send a copy of your passport with the paper.",
    ),
    "family": (
        "Say whether your children will be at home during the call.",
        "Choose a day on which your spouse can look after the house.",
        "Name the hours at which your kids are at school.",
    ),
    "sex": (
        "Fill in your name, your gender and your address.",
    ),
    "health": (
        "Tell us about any medical condition before you sit down at the screen.",
        "List the medication you take on the day.",
        "Say whether you have a disability, so that we can plan.",
    ),
    "arrest": (
        "Attach a copy of your criminal record to the paper.",
    ),
    "body": (
        "Send a photograph of yourself with the paper.",
        "Attach a recent photo of yourself.",
    ),
    "clubs": (
        "Name the party you voted for.",
        "List the clubs and unions that you belong to.",
    ),
    "pay-history": (
        "Put your current salary at the top of the sheet.",
        "Include your last three payslips with the paper.",
        "Say how much you earn today.",
    ),
    "finances": (
        "Add your credit report to the form.",
        "Say whether you rent or own your home.",
    ),
    "military": (
        "State the type of discharge you received.",
    ),
}  # fmt: skip
"""What the task of a work sample keeps clear of, by its subject."""
TOLD_INNOCENT = (
    "If you have a disability and need an adjustment, ask whoever invited you.",
    "Tell us beforehand if you need an adjustment, such as more time or another screen.",
    "The table of patients holds a date of birth, and some rows lack it.",
    "Find the customers whose date of birth lies in the future.",
    "The report lists employees by age and by years of service.",
    "The service reads a passport number from the form and checks its last digit.",
    "Passports are the goods of this warehouse, and each has a serial number.",
    "The payroll procedure computes the salary of each employee from last month's table.",
    "The case names last year's pay budget, and your paper divides it anew.",
    "Your paper may cut the pay budget, but say what it costs.",
    "Each photo in the list belongs to an inspector; attach a photo to a report and watch the row.",
    "The app shows photos of the warehouse; one of them is yours to repair.",
    "The form asks a patient for medication, and stores it.",
    "A driver for a blood pressure meter was prepared for this interview; its health check fails at times.",
    "Your tools: a debugger, an emulator and the manuals of your family of processors.",
    "Children of a view are laid out twice; make your change there.",
    "The parents of a node are kept in a table that you may change.",
    "The clerk and the supervisor differ on who may see a customer's nationality.",
    "The request names refunds for members of the club, and the shop checks the membership.",
    "The retailer pays its suppliers after 30 days; the notes say who sends the payment.",
    "Members of the union of two sets appear once; show it in a test.",
    "You play nobody; the interviewers play the supervisor and a quiet clerk.",
    "Your invitation names the language of the service; say so if another is your first choice.",
    "The credit report of a customer arrives as a file; load it so that no row is lost.",
    "Convicted fraud cases are marked in the table; keep the mark when you split it.",
    "Allow half an hour for the races in the driver, and an hour for the crash.",
)
"""What a task may say, though it sounds like it."""


def heard(jdgen: Callable[..., Ran], folder: Path, sentences: list[str]) -> dict[str, str]:
    """Return the subject that each of the sentences is said to ask about, by the real command."""
    probes = "".join(f"\n          - {json.dumps(sentence)}" for sentence in sentences)
    question = f"\n      - id: q-clay-3\n        type: behavioral\n        ask: Why?\n        probes:{probes}"
    family = SOUND["family"].replace("    questions:", f"    questions:{question}\n        listen_for: [a]", 1)
    profiles = sound(folder, {"family": family})
    lines = (profiles / "pottery/family.yaml").read_text(encoding="utf-8").splitlines()
    topics = {entry.topic.lower(): str(entry.id) for entry, _ in do_not_ask_patterns()}
    found: dict[str, str] = {}
    for finding in json.loads(jdgen("check", "potter", "--profiles", profiles, "--json").out)["findings"]:
        assert finding["rule"] == "question.do_not_ask"
        topic = finding["text"].removeprefix("`q-clay-3` asks about ").partition(":")[0]
        sentence = json.loads(lines[finding["line"] - 1].strip().removeprefix("- "))
        found[sentence] = f"{found[sentence]} {topics[topic.lower()]}" if sentence in found else topics[topic.lower()]
    return found


def test_each_subject_is_found_in_the_sentences_about_it(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    labelled = {sentence: subject for subject, sentences in FORBIDDEN.items() for sentence in sentences}
    assert len(labelled) >= 60
    assert set(FORBIDDEN) == {str(entry.id) for entry, _ in do_not_ask_patterns()}
    found = heard(jdgen, tmp_path, list(labelled))
    assert {s: (found.get(s), subject) for s, subject in labelled.items() if found.get(s) != subject} == {}


def test_what_only_sounds_alike_is_no_trouble(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    assert len(set(INNOCENT)) >= 60
    assert heard(jdgen, tmp_path, list(INNOCENT)) == {}


def test_what_is_listened_for_is_read_too(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    family = SOUND["family"].replace("listen_for: [a cause]", f"listen_for: [{OLD}]", 1)
    profiles = sound(tmp_path, {"family": family})
    found = json.loads(jdgen("check", "potter", "--profiles", profiles, "--json").out)["findings"]
    assert [(one["rule"], one["text"]) for one in found] == [
        ("question.do_not_ask", "`q-clay-1` asks about age: “How old are you”")
    ]


def told(jdgen: Callable[..., Ran], folder: Path, sentences: list[str]) -> dict[str, str]:
    """Return the subject that each of the sentences is said to ask about, as what candidates are given for a task."""
    given = ",\n".join(f"     {json.dumps(sentence)}" for sentence in sentences)
    family = SOUND["family"].replace("[Clay and a wheel.]", f"[\n{given}\n    ]", 1)
    profiles = sound(folder, {"family": family})
    lines = (profiles / "pottery/family.yaml").read_text(encoding="utf-8").splitlines()
    topics = {entry.topic.lower(): str(entry.id) for entry, _ in do_not_ask_patterns()}
    found: dict[str, str] = {}
    for finding in json.loads(jdgen("check", "potter", "--profiles", profiles, "--json").out)["findings"]:
        assert finding["rule"] == "question.do_not_ask"
        topic = finding["text"].removeprefix("the task of `wheel` asks about ").partition(":")[0]
        sentence = json.loads(lines[finding["line"] - 1].strip().removesuffix(","))
        found[sentence] = f"{found.get(sentence, '')} {topics[topic.lower()]}".strip()
    return found


def test_each_subject_is_found_in_what_a_task_says(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    labelled = {sentence: subject for subject, sentences in TOLD.items() for sentence in sentences}
    assert len(labelled) >= 12
    assert set(TOLD) == {str(entry.id) for entry, _ in do_not_ask_patterns()}
    assert told(jdgen, tmp_path, list(labelled)) == labelled


def test_what_a_task_may_say_is_no_trouble(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    assert len(set(TOLD_INNOCENT)) >= 12
    assert told(jdgen, tmp_path, list(TOLD_INNOCENT)) == {}


OLD = "How old are you?"
OF_AN_OPENING = (
    "interview: {loop: [{id: only, name: One talk, minutes: 30, by: owner, covers: {shape: primary},\n"
    "  task: {brief: How old are you?, given: [Clay.]}}]}\n"
)
OF_A_ROLE = (
    "competencies: {shape: {questions: [{id: q-shape-9, type: work-sample, ask: How old are you?,\n"
    "  probes: [Why?], listen_for: [a]}]}}\nduties:\n"
)


@pytest.mark.parametrize(
    ("file", "edit", "said"),
    [
        ("family", ("brief: Throw two bowls.", f"brief: {OLD}"), "the task of `wheel`"),
        ("family", ("given: [Clay and a wheel.]", f"given: [Clay., {OLD}]"), "the task of `wheel`"),
        ("family", ("given: [Clay", f"prepare: {OLD}, given: [Clay"), "the task of `wheel`"),
        ("opening", ("mode:", f"{OF_AN_OPENING}mode:"), "the task of `only`"),
        ("potter", ("duties:\n", OF_A_ROLE), "`q-shape-9`"),
    ],
)
def test_each_part_of_a_task_and_the_questions_of_a_role_are_read(
    file: str, edit: tuple[str, str], said: str, jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    before = {**SOUND, **FILES}[file]
    assert before.count(edit[0]) == 1
    profiles = sound(tmp_path, {file: before.replace(*edit)})
    ran = jdgen("check", "potter", "--profiles", profiles, "--opening", tmp_path / "opening.yaml", "--json")
    (found,) = [one for one in json.loads(ran.out)["findings"] if one["rule"] == "question.do_not_ask"]
    path = tmp_path / "opening.yaml" if file == "opening" else profiles / f"pottery/{file}.yaml"
    assert (found["file"], found["text"]) == (path.as_posix(), f"{said} asks about age: “How old are you”")
    assert OLD in path.read_text(encoding="utf-8").splitlines()[found["line"] - 1]


def test_no_question_of_the_library_is_forbidden(tmp_path: Path) -> None:
    copy = LibraryCopy(tmp_path / "copy")
    asked = [text for name in ("family", *copy.roles) for text in _asked(copy.data(name))]
    assert len(asked) >= 500
    found = [(text, entry.id) for text in asked for entry, pattern in do_not_ask_patterns() if pattern.search(text)]
    assert found == []


def _asked(data: dict[str, Any]) -> list[str]:
    questions = [q for held in data.get("competencies", {}).values() for q in held.get("questions", [])]
    tasks = [stage["task"] for stage in data.get("loop", []) if "task" in stage]
    said = [text for question in questions for text in (question.get("ask", ""), *question.get("probes", []))]
    return said + [text for task in tasks for text in (task.get("brief", ""), task.get("prepare", ""), *task["given"])]


def test_the_question_itself_its_probes_and_broken_lines_are_read(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    folded = SOUND["family"].replace("ask: Which kneading went wrong?", 'ask: "HOW OLD\n       are you?"')
    profiles = sound(tmp_path / "folded", {"family": folded})
    (finding,) = json.loads(jdgen("check", "potter", "--profiles", profiles, "--json").out)["findings"]
    assert (finding["rule"], finding["text"]) == ("question.do_not_ask", "`q-clay-1` asks about age: “HOW OLD are you”")
    assert finding["mend"] == "where the work gives a reason: “Are you at least 18 years old?”"


def test_a_question_on_what_does_not_count_is_read_too(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    family = SOUND["family"].replace("ask: Which bookkeeping went wrong?", "ask: How old are you?")
    profiles = sound(tmp_path, {"family": family})
    (finding,) = json.loads(jdgen("check", "potter", "--profiles", profiles, "--json").out)["findings"]
    assert (finding["rule"], finding["text"]) == (
        "question.do_not_ask",
        "`q-accounts-1` asks about age: “How old are you”",
    )
