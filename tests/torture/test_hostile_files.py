"""Hostile files, given to the command: each ends in a sentence and its exit code, soon, and with nothing left behind.

Each run is a process of its own with a deadline, a limit on its memory, and a measure of both (`hostile_runs`). A
bounded run takes some attacks of every kind; a whole one takes all, and starts Python anew for each eighth of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

if os.name != "posix":
    pytest.skip("pipes, devices and limits on memory are those of POSIX", allow_module_level=True)

from hostile_cases import cases, held, laid, run, wrong
from hostile_kinds import JOB, KINDS, POST, TO_TEXT
from hostile_places import NAMES, NO_FILES, UNREADABLE, growing
from hostile_runs import Runner, Took
from scale import WHOLE, size, some

from evidence import note
from making import ROLE

MOST_SECONDS, MOST_MEGABYTES = 20, 1_000
TAKEN = (
    # What is left of a text may be a text too, and what it lacks is asked for.
    "*: cut at *", "candidate answered: empty", "configuration: empty", "configuration: blank",
    # Numbers are texts until somebody reads them: a name may have any digits.
    "resume: a large number", "resume: a number too far",
    # Finished texts may be in UTF-16, and XML too.
    "* in HTML: utf-16", "* in text: utf-16", "* in Markdown: utf-16", "audited page: utf-16", "drawing: utf-16",
    "* in Word: utf-16 in its XML", "template: utf-16 in its XML", "audited Word: utf-16 in its XML",
    # Zips: what nobody unpacks harms nobody, and the table of a batch may unpack to half a gigabyte.
    "*: zips in zips", "*: a name that *", "*: a name with a drive", "*: a link", "*: a member twice",
    "*: a long comment", "*: many members", "*: a part beside unpacks to much", "*: many parts unpack to much",
    "xlsx: unpacks to much", "ods: unpacks to much",
    # XML that is sound, and of which nothing is fetched.
    "*: an inclusion in its XML", "*: a style sheet in its XML", "*: many attributes in its XML",
    "*: many namespaces in its XML", "*: many elements in its XML", "*: nested in its XML",
    "*: a large attribute in its XML", "*: an encoding that is a function in its XML", "drawing: many namespaces",
    # Cells that nobody needs, or that show what they hold.
    "* in xlsx: many empty rows", "xlsx: many empty rows", "*: many styles",
    # Words are words, whoever reads the Word file: it is not opened in Word, and what it links to is not followed.
    *(f"{kind} Word: {name}" for kind in ("posting in", "letter in", "calling in", "audited") for name in (
        "an old object", "a chunk", "a template elsewhere", "a picture of a file", "a frame", "a link that runs",
        "a field that *", "a control")),
    # Texts that look strange, and are texts.
    *(f"posting in {kind}: {name}" for kind in ("text", "Markdown") for name in (
        "brackets", "ticks", "lists", "tables", "headings")),
    *(f"posting in HTML: {name}" for name in ("divisions", "many attributes", "data of its own")),
    *(f"audited page: {name}" for name in (
        "comments", "an attribute", "many attributes", "marked sections", "data of its own", "an escape that colors",
        "one word for long")),
    # Pictures: what is packed beside the pixels is never unpacked, and what stands behind them is cut off.
    *(f"logo: {name}" for name in (
        "pixels that are a bomb", "a profile that is a bomb", "a text that is a bomb", "many chunks",
        "something behind")),
    "audited PDF: a zero within",
    # The journal begins anew and says so; what hangs when it is drawn does not when it is written.
    "journal: *", "page template: tags: a style that hangs", "page template: tags: a span of many",
    "page template for PDF: a page that embeds",
)  # fmt: skip
"""Attacks that may end in a document, since the file can be read as what it is; all others must be refused."""
HEAVY = {(kind, attack) for kind in KINDS for attack in ("larger than may be", "a long line") if kind != "company"}
HEAVY.add(("page template for PDF", "a style that hangs"))
"""Files of up to a hundred megabytes, and what is stopped after 20 seconds, are for a whole run alone."""
EACH = 1
"""How many attacks of each kind a bounded run takes."""


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    made = Runner(tmp_path_factory.mktemp("said"), fresh=False)
    yield made
    made.close()


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    made = Runner(tmp_path_factory.mktemp("said-anew"), fresh=True)
    yield made
    made.close()


def counted(found: list[tuple[str, Took, str]]) -> list[str]:
    """Note what came of runs, and return what is wrong with them."""
    faults = [f"{name}: {fault}" for name, _, fault in found if fault]
    note("hostile.files", len(found))
    note("hostile.wrong", len(faults))
    note("hostile.seconds", max(took.seconds for _, took, _ in found))
    note("hostile.megabytes", max(took.megabytes for _, took, _ in found))
    over = [
        f"{name}: {took.seconds:.1f} s, {took.megabytes:.0f} MB" for name, took, _ in found
        if took.seconds > MOST_SECONDS or took.megabytes > MOST_MEGABYTES
    ]  # fmt: skip
    return faults + over


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_file_is_refused(kind: str, runner: Runner, fresh: Runner, tmp_path: Path) -> None:
    own = [case for case in cases(kind) if WHOLE or (kind, case.attack) not in HEAVY]
    # Each kind begins elsewhere, so that together they meet most of the attacks.
    shift = list(KINDS).index(kind) * 7 % len(own)
    chosen = own if WHOLE else (own[shift:] + own[:shift])[:EACH]
    found = []
    for number, case in enumerate(chosen):
        taken = any(fnmatchcase(case.name, pattern) for pattern in TAKEN)
        took, fault = run(fresh if WHOLE and number % 8 == 0 else runner, case, tmp_path / str(number))
        if not fault and took.code == 0 and not taken:
            fault = f"was taken: {(took.out + took.err)[:300]!r}"
        found.append((case.name, took, fault))
    assert counted(found) == []
    assert len(found) >= EACH


def test_each_kind_has_a_sound_file_that_is_taken(runner: Runner, tmp_path: Path) -> None:
    """Else every attack would be refused, whatever it is."""
    refused = []
    for number, (name, kind) in enumerate(KINDS.items()):
        if WHOLE or number % 8 == 0:
            laid(tmp_path / str(number), name, kind.seed())
            took = runner.run(kind.command, tmp_path / str(number), **dict(kind.environment))
            if took.code:
                refused.append(f"{name}: {took.err[:300]}")
    assert refused == []


PLACED = [(kind, thing) for kind in KINDS for thing in NO_FILES if kind not in ("failed rows", "journal")]
# Five and the number of things have no divisor in common: each thing is met, and each kind.
PLACED = some(PLACED[::5], 16)


@pytest.mark.parametrize("part", range(4))
def test_what_is_no_file_is_refused(part: int, runner: Runner, tmp_path: Path) -> None:
    found = []
    for number, (kind, thing) in enumerate(PLACED[part::4]):
        folder = tmp_path / str(number)
        path = laid(folder, kind, None)
        NO_FILES[thing](path)
        before = held(folder)
        took = runner.run(KINDS[kind].command, folder, **dict(KINDS[kind].environment))
        # A library has no such role where its file is none; pages that are not there are ours; answers begin a file.
        absent = thing in ("nothing", "a link to nowhere")
        may = absent and kind in ("family", "role of a library", "page template", "candidate answered")
        fault = wrong(took, (1, 2, 3), path.stem, before, held(folder))
        fault = fault or ("was taken" if took.code == 0 else "")
        found.append((f"{kind}: {thing}", took, "" if may and not fault.startswith("ended") else fault))
    assert counted(found) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_nobody_may_read_is_refused(runner: Runner, tmp_path: Path) -> None:
    path = laid(tmp_path / "run", "company", None)
    UNREADABLE(path)
    took = runner.run(KINDS["company"].command, path.parent)
    assert counted([("company: unreadable", took, wrong(took, (2,), path.name, {}, {}))]) == []


ENDINGS = {
    "--company={}.yaml": [*POST, JOB[1]], "--candidate={}.json": ["letter", ROLE, *JOB], "--text={}.docx": ["check"],
    "--letter={}.txt": ["check"], "--posting={}.html": ["letter", "--yes"], "--targets={}.csv": ["letter"],
    "--template={}.docx": [*POST, *JOB], "--theme={}.yaml": [*POST, *JOB], "./{}.csv": ["batch"],
    "./{}.xlsx": ["batch"], "./{}.yaml": ["posting", *JOB],
}  # fmt: skip
NAMED = [(ending, name) for ending in ENDINGS for name in NAMES]


@pytest.mark.parametrize("part", range(3))
def test_a_strange_name_is_printed_as_nothing_strange(part: int, runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "hello.txt").write_bytes(b"hello")
    found = []
    for ending, name in some(NAMED, 9)[part::3]:
        argument = ending.format(NAMES[name])
        path = tmp_path / argument.rpartition("=")[2]
        made = name not in ("too long", "through a file")
        if made:
            path.write_bytes(b"\x89PNG is no such file")
        before = held(tmp_path)
        ends = TO_TEXT if "check" not in ENDINGS[ending] else []
        took = runner.run([*ENDINGS[ending], argument, *ends], tmp_path)
        fault = wrong(took, (1, 2, 3), "", before, held(tmp_path))
        found.append((f"{ending}: {name}", took, fault or ("was taken" if took.code == 0 else "")))
        if made:
            path.unlink()
    assert counted(found) == []


def test_a_file_that_grows_is_read_as_far_as_files_may_go(runner: Runner, tmp_path: Path) -> None:
    found = []
    for kind in some(["company", "csv", "posting in text", "template", "logo"], size(2, 5)):
        path = laid(tmp_path / kind, kind, b"x: y\n" * 1_000_000)
        with growing(path):
            took = runner.run(KINDS[kind].command, tmp_path / kind)
        path.unlink()
        found.append((f"{kind}: grows", took, wrong(took, (1, 2, 3), path.name, {}, {})))
    assert counted(found) == []


@pytest.mark.parametrize("arguments", [["check", "--text", "-"], ["letter", "--posting", "-", "--yes"]], ids=" ".join)
def test_standard_input_without_end_is_read_as_far_as_it_may_go(
    arguments: list[str], runner: Runner, tmp_path: Path
) -> None:
    found = []
    for device in ("/dev/zero", "/dev/urandom", "/dev/null"):
        took = runner.run(arguments, tmp_path, stdin=device)
        fault = wrong(took, (1, 2), "", {}, held(tmp_path))
        found.append((f"{device}: {arguments}", took, fault or ("was taken" if took.code == 0 else "")))
    assert counted(found) == []


def _device(path: Path) -> None:
    path.symlink_to("/dev/full")


def _file(path: Path) -> None:
    path.write_bytes(b"somebody's own")


OUTPUT = "riverbend-robotics-senior-software-engineer-eng-214-posting.txt"
WAYS: dict[str, tuple[list[str], str]] = {
    "the folder": ([*POST, *JOB, "-f", "txt", "-o", "out"], "out"),
    "a folder on the way": ([*POST, *JOB, "-f", "txt", "-o", "out/in"], "out"),
    "the document": ([*POST, *JOB, "-f", "txt", "-o", "."], OUTPUT),
    "the journal": (["batch", "t.csv", "-f", "txt", "-o", "made", "--journal", "j.db", "--workers", "1"], "j.db"),
    "the comments": (["check", "--text", "t.docx", "--annotate", "a.docx"], "a.docx"),
}
THINGS = {
    "a pipe": os.mkfifo, "a loop of links": NO_FILES["a loop of links"], "a full device": _device,
    "a socket": NO_FILES["a socket"], "a link to nowhere": NO_FILES["a link to nowhere"], "a file": _file,
}  # fmt: skip
BARRED = [(way, thing) for way in WAYS for thing in THINGS]


def test_what_is_in_the_way_of_an_output_is_left_there(runner: Runner, tmp_path: Path) -> None:
    found = []
    for number, (way, thing) in enumerate(some(BARRED, 5)):
        arguments, name = WAYS[way]
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "t.csv").write_bytes(KINDS["csv"].seed())
        (folder / "t.docx").write_bytes(KINDS["posting in Word"].seed())
        THINGS[thing](folder / name)
        kept = (folder / name).lstat()
        before = held(folder)
        took = runner.run(arguments, folder)
        # The journal says where its link leads. One that leads nowhere may be followed; whatever else is there stays.
        called = "/dev/full" if (way, thing) == ("the journal", "a full device") else name
        fault = wrong(took, (2, 4), called, before, held(folder)) or ("was taken" if took.code == 0 else "")
        gone = (folder / name).lstat().st_ino != kept.st_ino
        may = thing in ("a link to nowhere", "a loop of links") and way == "the journal" and took.code == 0
        found.append((f"{way}: {thing}", took, "" if may else fault or ("was replaced" if gone else "")))
    assert counted(found) == []


LOOPS = (
    ["score", "a.csv", "a.csv", ROLE], ["check", "--text", "a.docx", "--annotate", "b.docx"],
    ["check", "--letter", "a.docx", "--annotate", "b.docx"], ["template", "check", "a.docx", "--fix", "b.docx"],
    ["check", "--text", "sound.docx", "--annotate", "a.docx"], ["posting", ROLE, *JOB, "--profiles", "a"],
    ["batch", "sound.csv", "-o", "a"], ["template", "eject", "html", "a"], ["audit", "a.docx"], ["audit", "a"],
)  # fmt: skip


@pytest.mark.parametrize("part", range(2))
def test_links_that_lead_to_each_other_end_in_a_sentence(part: int, runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "sound.csv").write_bytes(KINDS["csv"].seed())
    (tmp_path / "sound.docx").write_bytes(KINDS["posting in Word"].seed())
    for ending in (".csv", ".docx", ""):
        (tmp_path / f"a{ending}").symlink_to(f"b{ending}")
        (tmp_path / f"b{ending}").symlink_to(f"a{ending}")
    before, found = held(tmp_path), []
    for arguments in LOOPS[part::2]:
        took = runner.run(arguments, tmp_path)
        fault = wrong(took, (1, 2, 3, 4), "", before, held(tmp_path)) or ("was taken" if took.code == 0 else "")
        found.append((" ".join(arguments), took, fault))
    assert counted(found) == []


SLOW = {
    "letter in text": ("# x\n" * 15_000, "Ms. Lee,\n" * 10_900),
    "tsv": ("role\tcompany\topening\n" + "," * 900_000 + "\n",),
    "csv": (",".join(f"c{number}" for number in range(100_000)) + "\n1,2\n",),
}
"""What took minutes once."""


@pytest.mark.parametrize("kind", SLOW)
def test_what_was_slow_once_is_not(kind: str, runner: Runner, tmp_path: Path) -> None:
    found = []
    for number, text in enumerate(SLOW[kind]):
        laid(tmp_path / str(number), kind, text.encode())
        took = runner.run(KINDS[kind].command, tmp_path / str(number))
        found.append((f"{kind}: {text[:20]}", took, "takes long" if took.seconds > 6 else ""))
    assert counted(found) == []


def test_standard_output_that_is_full_is_said(runner: Runner, tmp_path: Path) -> None:
    found = []
    batch = ["batch", "t.csv", "--json", "-o", "o"]
    for arguments in ([*POST, *JOB, "-f", "txt", "-o", "-"], ["profiles", "list"], batch):
        (tmp_path / "t.csv").write_bytes(KINDS["csv"].seed())
        took = runner.run(arguments, tmp_path, stdout="/dev/full")
        fault = wrong(took, (4,), "no space is left", {}, {}) or ("was taken" if took.code == 0 else "")
        found.append((" ".join(arguments), took, fault))
    assert counted(found) == []
