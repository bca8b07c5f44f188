"""What the lines of a letter's frame are known by: its date, its subject, its greeting and its ending."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jdgen.documents.letter_reading import SlotName
from jdgen.inputs.finished.words import Words
from jdgen.rules.phrases import Phrases
from jdgen.rules.sentences import spans

LONGEST_LINE = 200
"""A line of the frame has no more characters; what is longer is a paragraph."""
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"(?:[^\W\d_]{{2,20}}(?: [^\W\d_]{{2,20}}){{0,2}},? )?"
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\.? (?:of )?{_MONTH},? \d{{4}}|"
    rf"{_MONTH} \d{{4}}|\d{{4}}-\d\d?-\d\d?|\d\d?[/.]\d\d?[/.]\d{{2,4}}|[\[<{{][^\[\]<>{{}}]{{0,20}}date[\]>}}])\.?",
    re.IGNORECASE,
)
_LABELS: dict[str, SlotName] = {
    "re": "subject", "subject": "subject", "sub": "subject", "subj": "subject", "ref": "subject",
    "reference": "subject", "regarding": "subject", "application": "subject", "job": "subject",
    "position": "subject", "vacancy": "subject", "job reference": "subject", "date": "date", "sent": "date",
    "from": "sender", "to": "addressee", "cc": "addressee", "attn": "addressee", "attention": "addressee",
    "e-mail": "sender", "email": "sender", "phone": "sender", "mobile": "sender", "telephone": "sender",
    "address": "sender", "linkedin": "sender", "github": "sender", "website": "sender",
}  # fmt: skip
"""What a line of the frame is by the word before its colon."""
_LABEL = re.compile(r"([A-Za-z][A-Za-z -]{1,14}?) ?:(?: |$)")
_SUBJECT = re.compile(
    r"(?:application|applying) for \S|application[:,–—-]|(?:cover|motivation) letter$|re[. ] ?\S", re.IGNORECASE
)
_GREETING = re.compile(
    r"(?:dear|hello|hi|hey|greetings|good (?:morning|day|afternoon|evening)|to whom(?:soever)? it may concern|"
    r"ladies and gentlemen|salutations|respected|to the(?= (?:hiring|search|selection|committee|editor|team|panel)))"
    r"\b(?P<rest>[^,:;!\n]{0,80}?)(?P<sign>[,:;!]| [–—-] |$)",
    re.IGNORECASE,
)
_BY_NAME = re.compile(
    r"(?:(?:(?:Mr|Ms|Mrs|Mx|Dr|Prof)\.?|Professor|Chef|Judge) [^\W\d_][^,:;!\n]{0,40}|Sirs?|Madam|Mesdames|Gentlemen|"
    r"(?:Sir|Madam)(?:/| or )(?:Sir|Madam)|(?:Hiring|Recruiting|Selection|Search|Talent)(?: [A-Z][a-z]{2,12}){1,2})[,:]"
)
"""A greeting without a word of greeting."""
_MOST_ALONE, _MOST_INSIDE = 10, 6
"""A greeting has no more words behind the first: on a line of its own, and before further words."""
_MOST_ADDRESS = 4
"""A line of an address that ends like a sentence, as `Acme Freight Co. Inc.`, has no more words."""
_TITLES = re.compile(r"\b(?:Mr|Ms|Mrs|Mx|Dr|Prof|St)\.")
_CLOSING = re.compile(
    r"(?:(?:very |most )?sincerely(?: yours)?|(?:yours|your) (?:sincerely|faithfully|truly|respectfully)|"
    r"(?:very )?(?:truly|respectfully|cordially|faithfully)(?: yours)?|warmly|cheers|regards|all the best|best|"
    r"(?:with )?(?:(?:my|many|very) )?(?:best|kind|kindest|warm|warmest|good) (?:regards|wishes)|"
    r"with (?:gratitude|appreciation|respect|thanks)|in appreciation|gratefully|"
    r"(?:very )?respectfully submitted|very respectfully|thanking you|v/r|"
    r"yours in (?:service|solidarity|faith|christ|hope)|"
    r"(?:many )?thanks(?: again)?|thank you(?: again)?|(?:many )?thanks and (?:best|kind) regards)"
)
_THANKS = re.compile(r"thank(?:s| you)\b[^.!?,]{0,60},", re.IGNORECASE)
_ENCLOSED = re.compile(
    r"(?:encl?(?:osure|osures|s)?\b ?(?:\(\w{1,2}\))?|enclosed|attachments?|attached|with this letter)[.:]|"
    r"(?:enclosures?|attachments?) ?(?:\(\w{1,2}\)|$)|cc:",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(r"p\. ?s\.|ps:|post scriptum", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,100}\.[^\W\d_]{2,}")
_PHONE = re.compile(r"(?<!\d)\+?\(?\d[\d ().\-/·]{6,20}\d(?!\d)")
_ZIP = re.compile(r"\d{5}-\d{4}")
_SITE = re.compile(
    r"https?://|\bwww\.|\b(?:linkedin|github|gitlab)\.com\b|\[(?:your )?(?:e-?mail|phone)", re.IGNORECASE
)
_READER = Phrases(
    (phrase, True)
    for phrase in (
        "mr", "ms", "mrs", "mx", "dr", "prof", "hiring", "recruit*", "human resources", "hr", "talent", "department",
        "manager", "director", "head of", "vp", "president", "committee", "team", "inc", "ltd", "llc", "gmbh", "plc",
        "company name", "corp", "corporation", "limited",
    )
)  # fmt: skip
_NAME = r"(?:[^\W\d_a-z][^\W\d_]{0,30}|[^\W\d_]\.)[.,]?(?:['’-][^\W\d_]{1,20})?"
_NAMED = re.compile(rf"(?:[–—-]{{1,2}} ?)?{_NAME}(?: {_NAME}){{0,4}}")
_GAP = re.compile(r"[–—-]{0,2} ?[\[<{][^\[\]<>{}]{1,60}[\]>}]")


def lines(words: Words) -> list[tuple[int, int]]:
    """Return where the lines of a piece begin and end, as far as they are known; a break in the source begins one."""
    text = words.text
    starts = sorted({0, *(mark[0] for mark in words.marks if text[mark[0] - 1 : mark[0]].isspace())})
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def framed(line: str) -> SlotName:
    """Return what a line above the greeting says that it is, or an empty text."""
    if len(line) > LONGEST_LINE:
        return ""
    if _DATE.fullmatch(line):
        return "date"
    label = _LABEL.match(line)
    named = _LABELS.get(label[1].strip().lower(), "") if label else ""
    if named == "date" or (not named and is_subject(line)):
        return named or "subject"
    return named


def is_subject(line: str) -> bool:
    """Return whether a line says what the letter is about."""
    if len(line) > LONGEST_LINE or line.endswith((".", "!", "?")) or len(line.split()) > 20:
        return False
    label = _LABEL.match(line)
    return bool(_SUBJECT.match(line)) or (label is not None and _LABELS.get(label[1].strip().lower()) == "subject")


def greeting(words: Words, start: int, end: int) -> int:
    """Return where a greeting ends that begins at `start`, where a line begins that goes up to `end`; 0 for none.

    What has no sign behind it, as `Dear Ms. Ortiz`, is a greeting where it is all of a line.
    """
    line, rest = words.text[start:end].strip(), words.text[start : start + LONGEST_LINE]
    if not line[:1].isupper():
        return 0
    length = _greets(line, _MOST_ALONE, alone=True) or _greets(rest, _MOST_INSIDE, alone=False)
    return start + length if length else 0


def _greets(line: str, most: int, *, alone: bool) -> int:
    """Return how long a greeting is with which a line begins; one that is `alone` needs no sign behind it."""
    shown = _TITLES.sub(lambda match: match[0][:-1] + "_", line)
    found = _GREETING.match(shown)
    if found is None or len(found["rest"].split()) > most or "." in found["rest"]:
        return 0
    if found["sign"]:
        return found.end()
    named = found["rest"].strip() or found[0].lower() not in ("dear", "good")
    return found.end() if alone and named and not found["rest"].endswith("_") else 0


def names_alone(line: str) -> bool:
    """Return whether a line is a reader's name or office and a sign behind it: a greeting without `Dear`."""
    return len(line) <= LONGEST_LINE and bool(_BY_NAME.fullmatch(line))


def is_sentence(text: str) -> bool:
    """Return whether a text begins with a sentence, however short."""
    start, end = spans(text, capital=True)[0]
    return len(text[start:end].split()) > _MOST_ADDRESS and text[start:end].rstrip().endswith((".", "!", "?"))


def closes(line: str) -> bool:
    """Return whether a line is the word before the name: `Sincerely,` or `Best regards, Dana Reyes`."""
    if len(line) > LONGEST_LINE or not line[:1].isupper():
        return False
    if _THANKS.fullmatch(line):
        return True
    found = _CLOSING.match(line.lower())
    if found is None:
        return False
    rest = line[found.end() :]
    if not rest.strip(",.!: "):
        return True
    named = rest[0] in ",!" and is_name(rest[1:].strip())
    return named or (rest[0] == " " and rest.endswith(",") and len(rest) < 30)


def is_name(line: str) -> bool:
    """Return whether a line may be a name, or the gap for one."""
    if not line or len(line) > 60:
        return False
    return bool(_NAMED.fullmatch(line) or _GAP.fullmatch(line))


def encloses(line: str) -> bool:
    """Return whether a line names what goes with the letter."""
    return bool(_ENCLOSED.match(line))


def is_afterthought(line: str) -> bool:
    """Return whether a line is a postscript."""
    return bool(_AFTERTHOUGHT.match(line))


def is_contact(text: str) -> bool:
    """Return whether a text says how to reach somebody."""
    if len(text) > 2 * LONGEST_LINE:
        return False
    phones = (match[0] for match in _PHONE.finditer(text))
    numbered = any(sum(map(str.isdigit, phone)) >= 7 and not _ZIP.fullmatch(phone) for phone in phones)
    return numbered or bool(_MAIL.search(text) or _SITE.search(text))


def names_reader(texts: Iterable[str]) -> bool:
    """Return whether lines read like an address that a letter goes to: a title, a department, a kind of company."""
    return any(_READER.find(text) for text in texts)
