"""The questions to a candidate that no slot of the letter asks: in our words, with their reasons and examples."""

from __future__ import annotations

from typing import NamedTuple


class Asking(NamedTuple):
    """A question, its reason, an example of ours, and from how many words to how many an answer goes; 0 is free."""

    ask: str
    why: str
    example: str
    low: int = 0
    high: int = 0


ASKING: dict[str, Asking] = {
    "name": Asking(
        "What is your name, as it should stand above and below the letter?",
        "A letter goes out under a name; nothing else of you is needed to begin.",
        "Dana Reyes",
    ),
    "email": Asking(
        "At which e-mail address do you read answers?",
        "It stands in the head of the letter, so that nobody has to open the resume to reach you.",
        "dana@example.com",
    ),
    "company": Asking(
        "Which company are you writing to?",
        "Its name stands in the first sentence. It is the company you want to join, not the one you work for.",
        "Northwind Clinics",
    ),
    "job": Asking(
        "Which job are you writing for? Write its title as the posting has it.",
        "Whoever sorts the letters has several jobs open.",
        "Senior Scheduling Analyst",
    ),
    "reference": Asking(
        "Which reference or job number does the posting want you to quote?",
        "The posting asks for one and none was read; without it a letter may not reach its pile.",
        "CHA/2026/031",
    ),
    "reader": Asking(
        "Who reads the letter? First and last name.",
        "A greeting with a name shows that you looked; without one the letter greets the hiring manager.",
        "Ruth Adeyemi",
    ),
    "asks": Asking(
        "What does the posting ask for? Copy two to six of its lines, one on a line.",
        "The letter quotes two of them in the words of the posting, and your story answers them.",
        "Experience with scheduling for several sites",
    ),
    "years": Asking(
        "How many years of professional experience do you have? A whole number.",
        "It is the first thing that a reader compares with the posting.",
        "7",
    ),
    "title": Asking(
        "What is your present title?",
        "It says in two words where you stand today.",
        "Scheduling Coordinator",
    ),
    "employer": Asking(
        "Where do you work today?",
        "The letter says it once, in its opening.",
        "Lakeside Freight",
    ),
    "scope": Asking(
        "What do you run, look after or study today? Complete the sentence: “… where I …”",
        "One clause of scope tells more of your work than its title.",
        "plan the shifts of 140 drivers at six depots",
        5,
        25,
    ),
    "headline": Asking(
        "Think of one piece of work you would like to be asked about. What do you call it among friends?",
        "The letter tells one story and tells it whole. The name is for you; it stands in no letter.",
        "The week the vaccine orders stopped coming by fax",
        2,
        12,
    ),
    "competencies": Asking(
        "Which of these does the story show? Their numbers will do.",
        "When you have told several stories, a letter takes the one that shows what the job wants to see.",
        "1, 3",
    ),
}
"""What is asked beside the slots, by the id of the question."""

BRIDGE_TOO = (
    "One answer for both; the two lines that your words fit best are quoted before it. Two numbers on a line of their "
    "own choose them; * marks what your story seems to fit."
)
"""What the question on the bridge adds about its choices."""

COUNTED = (
    "They were counted from the dates in your resume, all jobs together. If you have changed careers, give the years "
    "that count for this job."
)
"""Why somebody is asked for years that their resume tells already."""
