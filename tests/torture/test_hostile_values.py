"""Hostile values in every place of the inputs, read back from every format: whole, or one clear error and no file.

A value is *correct* where each occurrence of it that plain words would have had is there, whole and behind the same
words; *loud* where it is refused by name and no file is made; anything else is *silently wrong*, and there is none.
Behind each value stands a word that nothing else has, by which it is found again. Over the rotations of a whole run
every value stands once in every place.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

import eyes
import places
import pytest
import scale
import values

import evidence
import judges
import poppler
from conftest import Ran
from jdgen.render import BOARDS

TEXTS = ("docx", "html", "md", "txt", *BOARDS)
LAWS, RESUME, OTHER_JOBS = "laws depend on it", "a letter is held against it", "of a job that is not this letter's"
OTHER_STORY, OPENING_SAYS, NOT_SO_FAR = "of a story that is not told", "the opening says it", "no role is to reach it"
UNPRINTED = {
    "opening.reports_to_location": LAWS,
    "candidate.label": "said where no years and no job are named",
    **dict.fromkeys((f"candidate.work[0].{one}" for one in ("company", "title", "start", "end", "summary")), RESUME),
    "candidate.work[0].highlights[0]": RESUME, "candidate.skills[0]": RESUME, "candidate.certificates[0]": RESUME,
    "candidate.stories[0].headline": "what a story is called among friends",
    **dict.fromkeys((f"candidate.stories[1].{one}" for one in ("problem", "action", "result", "headline", "benefit")),
                    OTHER_STORY),
    "candidate.target.title": OPENING_SAYS,
    **dict.fromkeys((f"candidate.targets[{n}].{one}" for n in (0, 1) for one in
                     ("company", *(("bridge[0].requirement", "bridge[0].text") if n == 0 else ()), "title",
                      "requisition", "addressee", "reason", "requirements[0]")), OTHER_JOBS),
    "role.related[1].pay.basis": "a role nearby has its pay alone", "role.related[1].pay.note": "the same",
    "family.proficiency[3]": NOT_SO_FAR, "family.proficiency[4]": NOT_SO_FAR,
    **dict.fromkeys((f"family.competencies.{one}.anchors.5" for one in ("valves", "pipes", "people")), NOT_SO_FAR),
    "role.competencies.welding.anchors.5": NOT_SO_FAR,
    **dict.fromkeys((f"{root}.loop[0].{one}" for root in ("family", "role") for one in
                     ("name", "by", "format", "task.brief", "task.given[0]", "task.prepare")), OPENING_SAYS),
}  # fmt: skip
"""Places whose words no document prints, and why."""
CHOSEN = {("coverage", "role.duties")}
"""Documents that choose by its words which of the entries of a list they show."""
QUOTED = ("candidate.target.requirements[0]", "candidate.target.requirements[1]")
"""Places that a letter quotes: within its quotation marks, those of the value are single ones."""
SIGNS_BEFORE = 6


class Placed(NamedTuple):
    """A place with the word that stands behind its value."""

    spot: places.Spot
    mark: str

    @property
    def name(self) -> str:
        return self.spot.name


def free_places() -> list[Placed]:
    """Return the places that take any text."""
    found = places.spots(places.base())
    free = [spot for spot in found if spot.free and not re.search(r"(?:^|[._])(?:url|email)$", spot.name)]
    return [Placed(spot, places.sentinel(number)) for number, spot in enumerate(free)]


PLACES = free_places()
ALONE = [placed for placed in PLACES if placed.name not in places.TIED]
NAMES = list(values.TAKEN)


def with_values(chosen: Mapping[str, str]) -> places.Inputs:
    """Return the inputs with a value in each free place, plain words where none is chosen."""
    inputs = places.base()
    marks = {placed.name: placed.mark for placed in PLACES}
    for placed in PLACES:
        source = places.TIED.get(placed.name, placed.name)
        places.put(inputs, placed.spot.path, f"{chosen.get(source, places.PLAIN)} {marks[source]}")
    return inputs


def typed(names: Mapping[str, str]) -> dict[str, str]:
    return {place: values.TAKEN[name].typed for place, name in names.items()}


def rotation(number: int) -> dict[str, str]:
    """Return the name of the value that each place takes."""
    return {placed.name: NAMES[(place + number) % len(NAMES)] for place, placed in enumerate(ALONE)}


class Found(NamedTuple):
    """The words before a value, and the value as far as it is what was wanted."""

    before: str
    whole: bool


def occurrences(text: str, mark: str, words: tuple[str, ...]) -> list[Found]:
    """Return each occurrence of a value in a text by the word behind it; it may begin a sentence with a capital."""
    found = []
    for match in re.finditer(mark, text):
        ends = (text[max(match.end() - len(each), 0) : match.end()] for each in words)
        whole = [
            len(here) for each, here in zip(words, ends, strict=True)
            if here == each or (here[1:] == each[1:] and here[0] == each[0].upper())
        ]  # fmt: skip
        start = match.end() - max(whole, default=len(words[0]))
        found.append(Found(before(text[max(start - 200, 0) : max(start, 0)]), bool(whole)))
    return found


def before(text: str) -> str:
    """Return the signs before a value, as far as they are those of the document and the same for every value.

    What stands before the mark of another place is that one's value. The article, the word before a number that does
    not say what it is, the hash of the content and the end of a sentence before a long remark depend on the value.
    """
    text = text[max(text.rfind(places.MARK), text.rfind(eyes.PART), 0) :]
    for changing in (r" an? $", r"reference $", r"(The candidate’s questions )?(_+ )+$", r"The candidate’s questions $",
                     r"( and|,) $", r"[\s|;.*]", r"-{3,}|={3,}"):
        text = re.sub(changing, "", text)
    return text[-SIGNS_BEFORE:]


def wanted(form: str, placed: Placed, value: values.Value) -> tuple[str, ...]:
    """Return what a reader may find of a value, with the word behind it, in the normalization of a format."""
    said = value.says(prose=placed.spot.prose, form=form)
    if form == "pdf":
        return tuple(eyes.drawn(each + placed.mark) for one in said for each in painted(one))
    found = [eyes.normal(f"{each} {placed.mark}").strip() for each in said]
    if placed.name in QUOTED:
        found.append(re.sub("\"(.*?)\"", r"‘\1’", found[0]))
    return tuple(each.replace("; ", " ") for each in found) if form in BOARDS else tuple(found)


def is_cut_by_page(words: str, pages: Sequence[str], number: int, end: int) -> bool:
    """Return whether a value that ends somewhere on a page is whole, its beginning here or on the pages before."""
    here = pages[number][:end]
    kept = 0
    while kept < len(words) and here.endswith(words[len(words) - kept - 1 :]):
        kept += 1
    start = words[: len(words) - kept]
    if not start or (number > 0 and start in pages[number - 1]):
        return True
    above = pages[number - 1] if number else ""
    last = max((size for size in range(1, len(start)) if start[-size:] in above), default=0)
    return last > 0 and is_cut_by_page(start, pages, number - 1, above.rfind(start[-last:]) + last)


def painted(words: str) -> list[str]:
    """Return words as they may be drawn; those of right-to-left scripts stand in another order, also on each line."""
    parts = words.split()
    if not {unicodedata.bidirectional(part[0]) for part in parts} & {"R", "AL"}:
        return [words]
    return [" ".join(order) for order in permutations(parts)]


def is_whole(plain: list[Found], hostile: list[Found], kind: str, form: str) -> bool:
    """Return whether the occurrences of a value are those that plain words have.

    In a PDF the room for notes moves with the length of values, and heads of tables are
    repeated: there each occurrence is whole, and as many are there as stand in different surroundings.
    A letter that is not ready to be sent has headings between its parts.
    """
    if not all(one.whole for one in hostile):
        return False
    first, second = (Counter(one.before for one in found) for found in (plain, hostile))
    if form == "pdf":
        return len(hostile) >= len(first)
    return len(plain) == len(hostile) if kind == "scaffold" else first == second


class Round:
    """The documents of one rotation beside those of plain words, and what of them is silently wrong."""

    def __init__(self, jdgen: Callable[..., Ran], folder: Path) -> None:
        self._jdgen, self._folder = jdgen, folder
        self.plain: dict[tuple[str, str], str] = {}
        self.cases: set[tuple[str, str, str]] = set()
        self.silent: dict[tuple[str, str, str], str] = {}
        self.loud: Counter[tuple[str, str]] = Counter()
        self._without: set[str] = set()
        self.only: tuple[str, ...] = ()
        self.kept: dict[str, str] = {}

    def begin(self, formats: Sequence[str]) -> dict[tuple[str, str], Path]:
        """Make the documents of plain words, which all others are held against."""
        made = places.make(self._jdgen, self._folder, with_values({}), formats, self.only)
        self.plain = {(kind, form): eyes.seen(kind, form, path) for (kind, form), path in made.items()}
        return made

    def turn(self, names: dict[str, str], formats: Sequence[str]) -> dict[tuple[str, str], Path]:
        """Make the documents of a rotation and judge them; what is refused by name makes room for plain words."""
        made = self.turn_only(names, formats)
        for (kind, form), path in made.items():
            before = set(self.silent)
            self.judge(self.kept, kind, form, eyes.seen(kind, form, path))
            if form == "pdf" and self.silent.keys() - before:
                pages = poppler.drawn(path, "letter" if kind == "scaffold" else kind, "letter").split("\f")
                self._over_pages(self.silent.keys() - before, [eyes.drawn(page) for page in pages])
        return made

    def _over_pages(self, cases: set[tuple[str, str, str]], pages: Sequence[str]) -> None:
        """Judge values of a PDF once more, by pages: the end of one may cut a value that stands in columns.

        Then the rest of the other column comes between its two parts, and each part is whole on its own page.
        """
        for placed in ALONE:
            case = (self.kept.get(placed.name, "plain words"), placed.name, "pdf")
            if case in cases:
                words = wanted("pdf", placed, values.TAKEN.get(case[0], values.Value(places.PLAIN)))[0]
                ends = [(number, match.end()) for number, page in enumerate(pages)
                        for match in re.finditer(placed.mark, page)]  # fmt: skip
                if ends and all(is_cut_by_page(words, pages, *end) for end in ends):
                    del self.silent[case]

    def turn_only(self, names: dict[str, str], formats: Sequence[str]) -> dict[tuple[str, str], Path]:
        """Make the documents of a rotation; `kept` are the values that were taken."""
        names = self.kept = dict(names)
        if "pdf" in formats:
            for place in [one for one, name in names.items() if self._without & set(values.TAKEN[name].typed)]:
                self.loud[place, names.pop(place)] += 1
        while True:
            try:
                return places.make(self._jdgen, self._folder, with_values(typed(names)), formats, self.only)
            except places.RefusedError as error:
                self._take_out(names, error.ran)

    def judge(self, names: Mapping[str, str], kind: str, form: str, text: str) -> None:
        """Compare a file with that of plain words, value by value."""
        plain = self.plain["letter" if kind == "scaffold" else kind, form]
        for placed in ALONE:
            value = values.TAKEN.get(names.get(placed.name, ""), values.Value(places.PLAIN))
            before = occurrences(plain, placed.mark, wanted(form, placed, values.Value(places.PLAIN)))
            after = occurrences(text, placed.mark, wanted(form, placed, value))
            if (kind, placed.name.partition("[")[0]) in CHOSEN:
                before = after = [one._replace(before="") for one in after]
            if not before and not after:
                continue
            case = (names.get(placed.name, "plain words"), placed.name, form)
            self.cases.add(case)
            if not is_whole(before, after, kind, form):
                self.silent[case] = f"{kind}: {before} -> {after}"

    def _take_out(self, names: dict[str, str], ran: Ran) -> None:
        """Take the values out that a command refused by their places, or for a character that no font has."""
        assert (ran.code, ran.out) in ((2, ""), (5, "")), ran
        before = len(names)
        if ran.code == 5:
            self._without |= {chr(int(code, 16)) for code in re.findall(r"U\+([0-9A-F]+)", ran.err)}
            refused = {place for place, name in names.items() if self._without & set(values.TAKEN[name].typed)}
        else:
            refused = {placed.name for placed in places_named(ran.err)}
        for place in refused & names.keys():
            self.loud[place, names.pop(place)] += 1
        assert len(names) < before, ran.err


def lines_named(said: str) -> list[str]:
    """Return the lines of the files that an error names."""
    named = re.findall(r"^(?:error: )?(/\S+?):(\d+):\d+: ", said, re.MULTILINE)
    files = {file: Path(file).read_text(encoding="utf-8").splitlines() for file, _ in named}
    return [files[file][int(line) - 1] for file, line in named]


def places_named(said: str) -> list[Placed]:
    """Return the places that an error names by file and line."""
    lines = lines_named(said)
    return [placed for placed in ALONE if placed.mark in "".join(lines)]


@pytest.fixture
def turns(jdgen: Callable[..., Ran], tmp_path: Path) -> Round:
    return Round(jdgen, tmp_path)


def noted(turns: Round) -> None:
    """Note what a test counted, and print what is silently wrong."""
    evidence.note("values.cases", len(turns.cases) + len(turns.loud))
    evidence.note("values.correct", len(turns.cases) - len(turns.silent))
    evidence.note("values.loud", len(turns.loud))
    evidence.note("values.silent", len(turns.silent))
    for (value, place, form), what in turns.silent.items():
        print(f"{value:24} {place:44} {form:12} {what[:160]}")


def test_there_are_many_values_and_each_text_of_the_schema_is_a_place() -> None:
    assert len(values.TAKEN) >= 110
    assert len(values.REFUSED) == 61 + 9 + 4 + 66
    here = {re.sub(r"\[\d+\]", "[]", spot.name) for spot in places.spots(places.base())}
    named = {name for kind in places.ROOTS for name in places.texts_in_schema(kind)}
    known = {name for name in named if not (name.endswith("[]") and name[:-2] in named)}
    assert sorted(name for name in known if not any(re.fullmatch(places.pattern(name), one) for one in here)) == []


def test_every_place_is_printed_or_known_not_to_be(turns: Round) -> None:
    made = turns.begin(("docx", "txt", *BOARDS))
    lines = "".join(eyes.page_lines(path.read_bytes()) for (_, form), path in made.items() if form == "docx")
    shown = [lines, *turns.plain.values()]
    assert sorted(placed.name for placed in ALONE if placed.mark not in "".join(shown)) == sorted(UNPRINTED)


def test_values_in_every_place_of_every_text_format(turns: Round) -> None:
    turns.begin(TEXTS)
    for number in scale.some(range(len(NAMES)), 2):
        turns.turn(rotation(number), TEXTS)
    noted(turns)
    assert turns.silent == {}
    assert len(turns.cases) > 1000
    limited = {"company.brand.header", "company.brand.footer", "opening.title_override"}
    assert {place for place, _ in turns.loud} <= limited


def test_values_in_every_place_of_a_pdf(turns: Round) -> None:
    turns.only = () if scale.WHOLE else ("inside", "guide")
    turns.begin(("pdf",))
    for number in range(0, scale.size(1, len(NAMES)), 7):
        turns.turn(rotation(number), ("pdf",))
    noted(turns)
    assert turns.silent == {}
    assert len(turns.cases) > 100


def test_a_character_that_no_file_can_carry_is_refused_in_every_place_at_once(
    jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    """Each place is named by file and line and with the character.

    Half a character makes a file unreadable, and of a role that is, nobody knows the family; its ladder does.
    """
    loud = 0
    for code, character in scale.some(list(values.REFUSED.items()), 4):
        chosen = {placed.name: f"a{character}b" for placed in ALONE}
        files = places.write(tmp_path, with_values(chosen))
        ran = jdgen(*places.commands(files)["kit"], "-f", "txt", "-o", tmp_path / "out")
        assert (ran.code, ran.out, (tmp_path / "out").exists()) == (2, "", False), code
        ladder = jdgen(*places.commands(files)["ladder"], "-f", "txt", "-o", tmp_path / "out")
        assert (ladder.code, ladder.out, (tmp_path / "out").exists()) == (2, "", False), code
        told = [line for line in (ran.err + ladder.err).splitlines() if f"holds the character {code}," in line]
        named = {placed.name for placed in places_named("\n".join(told))}
        assert sorted({placed.name for placed in ALONE} - named) == [], code
        loud += len(named)
    evidence.note("values.cases", loud)
    evidence.note("values.loud", loud)


def test_each_place_alone_refuses_it_in_one_sentence(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    characters = list(values.REFUSED.items())
    for number, placed in scale.some(list(enumerate(ALONE)), 8):
        code, character = characters[number % len(characters)]
        files = places.write(tmp_path, with_values({placed.name: f"a{character}b"}))
        ran = jdgen(*places.commands(files)["kit"], "-f", "txt", "-o", tmp_path / "out")
        assert (ran.code, ran.out, (tmp_path / "out").exists()) == (2, "", False), placed.name
        assert [one.name for one in places_named(ran.err)] == [placed.name]
        assert f" holds the character {code}, which documents cannot carry" in ran.err
        evidence.note("values.cases", 1)
        evidence.note("values.loud", 1)


NARROW = [spot for spot in places.spots(places.base()) if spot not in {placed.spot for placed in PLACES}]
FOREIGN = ("R&D lead", "<b>x</b>", "{{ 7*7 }}", "javascript:alert(1)", "NO", "1e3", "https://a\u202eb", "株式会社")


def test_places_for_dates_names_and_addresses_take_nothing_else(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    assert len(NARROW) > 90
    for spot in scale.some(NARROW, 6):
        for value in scale.some(FOREIGN, 1):
            inputs = places.base()
            places.put(inputs, spot.path, f"{value} Zqzzz")
            ran = jdgen(*places.commands(places.write(tmp_path, inputs))["kit"], "-f", "txt", "-o", tmp_path / "out")
            assert (ran.code, ran.out, (tmp_path / "out").exists()) == (2, "", False), (spot.name, value)
            assert " Zqzzz" in "".join(lines_named(ran.err)), (spot.name, ran.err)
            evidence.note("values.cases", 1)
            evidence.note("values.loud", 1)


@pytest.mark.skipif("not __import__('sys').platform.startswith('linux')", reason="other shells hand other bytes over")
def test_values_set_on_the_command_line_are_the_same(turns: Round, jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    """A command line carries no NUL; what is laid over the files prints like what stands in them."""
    turns.only = ("inside",)
    turns.begin(("html", "txt"))
    inside = [placed for placed in ALONE if any(placed.mark in text for text in turns.plain.values())]
    inside = [placed for placed in inside if not placed.name.startswith("family.")]
    files = places.write(tmp_path, with_values({}))
    for number in scale.some(range(len(NAMES)), 2):
        names = {placed.name: name for placed in inside if (name := rotation(number)[placed.name]) != "null"}
        marks = {placed.name: placed.mark for placed in inside}
        laid = [f"--set={place}={values.TAKEN[name].typed} {marks[place]}" for place, name in names.items()]
        ran = jdgen(*places.commands(files)["inside"], *laid, "-f", "html,txt", "-q", "--force", "-o", tmp_path / "set")
        assert (ran.code, ran.err) == (0, "")
        for path in ran.paths:
            form = places.format_of(path)
            turns.judge(names, "inside", form, eyes.seen("inside", form, path))
    noted(turns)
    assert turns.silent == {}


@pytest.mark.skipif(judges.needs("office") is not None, reason=str(judges.needs("office")))
@pytest.mark.skipif("not __import__('scale').WHOLE", reason="LibreOffice reads them in a whole run: make torture")
def test_libreoffice_reads_them_too(turns: Round, tmp_path: Path) -> None:
    copies: dict[Path, tuple[str, dict[str, str]]] = {}

    def keep(made: Mapping[tuple[str, str], Path], names: dict[str, str]) -> None:
        for (kind, _), path in made.items():
            copy = tmp_path / f"{len(copies)}.docx"
            copy.write_bytes(path.read_bytes())
            copies[copy] = kind, names

    keep(turns.begin(("docx",)), {})
    for number in range(0, len(NAMES), 28):
        keep(turns.turn(rotation(number), ("docx",)), turns.kept)
    read = judges.office_bodies(copies)
    turns.cases.clear()
    turns.plain = {(kind, "office"): eyes.normal(read[path]) for path, (kind, names) in copies.items() if not names}
    for path, (kind, names) in copies.items():
        if names:
            turns.judge(names, kind, "office", eyes.normal(read[path]))
    noted(turns)
    assert turns.silent == {}


def test_no_value_makes_markup(turns: Round) -> None:
    """What a file is made of is the same as with plain words, but for what line ends and Markdown of a value make."""
    first = turns.begin(TEXTS)
    made_of = {key: eyes.made_of(key[1], path.read_bytes()) for key, path in first.items()}
    for number in scale.some(range(40, len(NAMES)), 1)[:: scale.size(1, 8)]:
        for (kind, form), path in turns.turn_only(rotation(number), TEXTS).items():
            if kind != "scaffold":
                assert eyes.made_of(form, path.read_bytes()) == made_of[kind, form], (number, kind, form)


def test_page_lines_are_whole_or_shortened_with_a_sign(turns: Round) -> None:
    """A line at the head or the foot of a page is a part of a line: what is too long for it has a sign in its place."""
    for number in scale.some(range(80, len(NAMES)), 1)[:: scale.size(1, 4)]:
        made = turns.turn_only(rotation(number), ("docx",))
        parts = [part for path in made.values() for part in eyes.page_lines(path.read_bytes()).split(eyes.PART)]
        found = []
        for placed in ALONE:
            value = values.TAKEN.get(turns.kept.get(placed.name, ""), values.Value(places.PLAIN))
            for part in parts:
                each = occurrences(part, placed.mark, wanted("docx", placed, value))
                found += [one.whole or "…" in part for one in each]
        assert (len(found) > 40, found.count(False)) == (True, 0)


def test_eight_thousand_words_arrive(turns: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(values.TAKEN, "eight thousand words", values.Value(values.EIGHT_THOUSAND))
    turns.only = ("inside",)
    turns.begin(TEXTS[:4])
    turns.turn({"opening.reason": "eight thousand words"}, TEXTS[:4])
    assert turns.silent == {}
    assert {case for case in turns.cases if case[0] == "eight thousand words"} == {
        ("eight thousand words", "opening.reason", form) for form in TEXTS[:4]
    }


DOCTORED: dict[str, tuple[str, str]] = {
    "a sign is gone": ("R&amp;D", "R"),
    "the value is cut": ("R&amp;D lead", "R&amp;D"),
    "an entity is escaped twice": ("R&amp;D", "R&amp;amp;D"),
    "the value stands twice": ("R&amp;D lead", "R&amp;D lead R&amp;D lead"),
    "the place is gone": (" MARK", ""),
    "it is printed at another place": ("R&amp;D lead MARK", "x R&amp;D lead MARK"),
}


@pytest.mark.parametrize("name", DOCTORED)
def test_the_judge_sees_a_loss(name: str, turns: Round) -> None:
    turns.only = ("inside",)
    turns.begin(("html",))
    placed = next(placed for placed in ALONE if placed.name == "opening.team")
    names = {placed.name: "ampersand"}
    made = turns.turn(names, ("html",))
    assert turns.silent == {}
    path = made["inside", "html"]
    old, new = (part.replace("MARK", placed.mark) for part in DOCTORED[name])
    page = path.read_text(encoding="utf-8")
    assert page.count(old) >= 1
    path.write_text(page.replace(old, new), encoding="utf-8")
    turns.judge(names, "inside", "html", eyes.seen("inside", "html", path))
    assert list(turns.silent) == [("ampersand", "opening.team", "html")]


def test_the_judge_sees_markup_that_a_value_made(turns: Round) -> None:
    turns.only = ("inside",)
    path = turns.begin(("html",))["inside", "html"]
    page = path.read_bytes()
    for markup in (b"<b>x</b>", b"<script>1</script>", b"<a href='https://b.example'>Plain</a>", b"<!-- x -->"):
        assert eyes.made_of("html", page.replace(b"Plain words", markup, 1)) != eyes.made_of("html", page)
