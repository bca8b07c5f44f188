"""The library: which role and which family a name means, and that every built-in role makes every document."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from jdgen import resources
from jdgen.documents.tree import Document, Table, blocks, plain
from jdgen.errors import InputError
from jdgen.inputs import profile_files, profiles, source
from jdgen.inputs.library import Library, read
from jdgen.model.profile import Profile
from jdgen.pipeline import compose
from jdgen.render import FORMATS
from making import RIVERBEND, material
from small_profiles import small_profiles

BUILT_IN = resources.profiles()
FILES = {path.stem: path for path in sorted(BUILT_IN.glob("*/*.yaml")) if path.stem != "family"}
SENIOR = FILES["senior-software-engineer"]


@pytest.fixture(autouse=True)
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The family folder of the small profiles, where the current folder has no profiles of its own."""
    monkeypatch.chdir(tmp_path)
    return small_profiles(tmp_path) / "carpentry"


@pytest.fixture
def library(mine: Path) -> Library:
    return Library.of(mine.parent)


def role(path: Path, title: str, aliases: str = "", equivalents: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"extends: helper\ntitle: {title}\nsummary: New.\naliases: [{aliases}]\nequivalents: [{equivalents}]\n"
    path.write_text(text, encoding="utf-8")
    return path


def said(library: Library, name: str) -> str:
    with pytest.raises(InputError) as caught:
        library.find(name)
    return str(caught.value)


# --- which role a name means ---


def test_a_folder_of_very_many_files_is_no_folder_of_profiles(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        role(mine / f"r{number}.yaml", f"Role {number}")
    monkeypatch.setattr(profile_files, "MOST_FILES", 100)
    assert "r39" in Library.of(mine.parent).names()
    monkeypatch.setattr(profile_files, "MOST_FILES", 30)
    with pytest.raises(InputError) as caught:
        Library.of(mine.parent).names()
    said = "holds more than 30 files of profiles; give a folder of profiles alone"
    assert str(caught.value) == f"{mine.parent.as_posix()}: {said}"


@pytest.mark.parametrize(
    "name",
    [
        "senior-software-engineer", "Senior Software Engineer", "SENIOR SOFTWARE ENGINEER", "Sr. Software Engineer",
        "sr. software engineer", "L5", "l5", "Google L5", "google l5", "GOOGLE L5", "SDE II", "Amazon sde ii", "IC3",
        "IC levels IC3", "se iii", "Numbered titles SE III",
    ],
)  # fmt: skip
def test_a_role_is_found_by_each_of_its_names(name: str, library: Library) -> None:
    assert library.find(name) == SENIOR


def test_a_role_is_found_by_its_file_wherever_it_is(library: Library, mine: Path) -> None:
    assert library.find("mine/carpentry/boss.yaml") == Path("mine/carpentry/boss.yaml")
    assert library.find("nowhere.json") == Path("nowhere.json")


@pytest.mark.parametrize("name", ["L6", "Google", "Google L", "Apple L5", "", " ", "L5 Google"])
def test_half_a_name_is_none(name: str, library: Library) -> None:
    assert said(library, name).startswith(f"there is no role `{name}`; ")


def names_of(path: Path) -> list[str]:
    held: Any = source.plain(source.read(path))
    return [held["title"], *held.get("aliases", ())]


@pytest.mark.parametrize("name", FILES)
def test_every_title_and_alias_means_its_own_role(name: str, library: Library) -> None:
    names = names_of(FILES[name])
    assert len(names) >= 3
    for text in (name, *names):
        for spelled in (text, text.upper(), text.lower()) if text != name else (text,):
            assert library.find(spelled) == FILES[name], spelled


def test_no_two_built_in_roles_share_a_name() -> None:
    counts = Counter(text.casefold() for path in FILES.values() for text in {*map(str.casefold, names_of(path))})
    assert len(counts) >= 3 * len(FILES)
    assert [text for text, count in counts.items() if count > 1] == []
    # A file name that is a title of another role would win over it.
    titles = {text.casefold(): path.stem for path in FILES.values() for text in names_of(path)}
    assert [stem for stem in FILES if titles.get(stem, stem) != stem] == []
    profiles_of = {
        f"{e.scheme} {e.name}".casefold(): stem
        for stem, path in FILES.items()
        for e in profiles.load(Library((BUILT_IN,)), path, source.read(path)).role.equivalents
    }
    assert len(profiles_of) >= 7
    assert sorted(set(profiles_of) & set(titles)) == []


def test_an_ambiguous_alias_lists_the_choices(library: Library, mine: Path) -> None:
    role(mine / "twin.yaml", "Twin", aliases="Assistant")
    expected = "`Assistant` may be any of `helper`, `twin`; name one of them"
    assert said(library, "Assistant") == expected
    assert said(library, "ASSISTANT") == expected.replace("Assistant", "ASSISTANT")
    # One role may have a name twice.
    role(mine / "twin.yaml", "Twin", aliases="twin, TWIN")
    assert library.find("Twin").stem == "twin"


def test_an_ambiguous_equivalent_lists_the_choices(library: Library, mine: Path) -> None:
    role(mine / "one.yaml", "One", equivalents="{scheme: Guild, name: G1}, {scheme: Guild, name: G2}")
    role(mine / "two.yaml", "Two", equivalents="{scheme: Union, name: G1}, {scheme: Guild, name: g2}")
    assert said(library, "g1") == "`g1` may be any of `one`, `two`; name one of them"
    assert said(library, "Guild G2") == "`Guild G2` may be any of `one`, `two`; name one of them"
    assert (library.find("guild g1").stem, library.find("Union G1").stem) == ("one", "two")
    # What a role calls itself comes before what others call one.
    role(mine / "three.yaml", "G1")
    assert library.find("g1").stem == "three"


def test_a_users_own_names_win_over_built_in_ones(library: Library, mine: Path) -> None:
    assert library.find("Software Developer") == FILES["software-engineer"]
    role(mine / "coder.yaml", "Coder", aliases="Software Developer, Senior Software Engineer", equivalents="")
    assert [library.find(name).stem for name in ("Software Developer", "Senior Software Engineer")] == ["coder"] * 2
    # A file's name is nobody else's.
    assert library.find("senior-software-engineer") == SENIOR
    role(mine / "second.yaml", "Second", aliases="Software Developer")
    assert said(library, "Software Developer") == (
        "`Software Developer` may be any of `coder`, `second`; name one of them"
    )  # fmt: skip
    role(mine / "google.yaml", "Ours", equivalents="{scheme: Google, name: L5}")
    assert library.find("L5").stem == "google"


def test_a_role_in_two_families_of_one_folder_is_ambiguous(library: Library, mine: Path) -> None:
    twin = role(mine.parent / "masonry/helper.yaml", "Hodman")
    assert said(library, "helper") == (
        f"`helper` may be any of `{(mine / 'helper.yaml').as_posix()}`, `{twin.as_posix()}`; name one of them"
    )
    # One of a user's own and a built-in one are no twins: the user's own takes the place of the other.
    own = role(mine.parent / "masonry/sql-developer.yaml", "Ours")
    assert library.find("sql-developer") == own
    assert library.find("SQL Developer") == own


def test_a_broken_file_hides_no_other(library: Library, mine: Path) -> None:
    (mine / "broken.yaml").write_text("title: [\n", encoding="utf-8")
    (mine / "odd.yaml").write_text("title: {a: b}\naliases: 3\nequivalents: [x, {scheme: [a]}, {name: b}]\n", "utf-8")
    assert (library.find("Assistant").stem, library.find("L5")) == ("helper", SENIOR)
    assert said(library, "Brokn").startswith("there is no role `Brokn`; did you mean `broken`?")


@pytest.mark.parametrize(
    ("name", "hint"),
    [("bos", "did you mean `boss`?"), ("Asistant", "did you mean `helper`?"),
     ("sql develper", "did you mean `sql-developer`?"), ("clown", "`jdgen profiles list` lists the roles")],
)  # fmt: skip
def test_an_unknown_role_is_said_with_what_is_near(name: str, hint: str, library: Library) -> None:
    assert said(library, name) == f"there is no role `{name}`; {hint}"


# --- which family a name means ---


@pytest.mark.parametrize(
    ("name", "folder"),
    [("carpentry", "carpentry"), ("Carpentry", "carpentry"), ("CARPENTRY", "carpentry"),
     ("software-engineering", "software-engineering"), ("Software Engineering", "software-engineering"),
     ("software engineering", "software-engineering")],
)  # fmt: skip
def test_a_family_is_found_by_its_folder_and_its_printed_name(name: str, folder: str, library: Library) -> None:
    assert library.find_family(name).parent.name == folder


@pytest.mark.parametrize(
    ("name", "hint"),
    [("carpentri", "did you mean `carpentry`?"), ("Software Enginering", "did you mean `software engineering`?"),
     ("zoology", "known: carpentry, software-engineering")],
)  # fmt: skip
def test_an_unknown_family_is_said_with_what_is_near(name: str, hint: str, library: Library, jdgen: Any) -> None:
    with pytest.raises(InputError) as caught:
        library.find_family(name)
    assert str(caught.value) == f"there is no family `{name}`; {hint}"
    ran = jdgen("ladder", name, "--profiles", "mine", "-f", "txt", "-o", "-")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0].removeprefix("error: ") == f"there is no family `{name}`; {hint}"


def test_a_users_own_family_wins_and_a_broken_one_hides_no_other(library: Library, mine: Path) -> None:
    own = mine.parent / "software-engineering/family.yaml"
    own.parent.mkdir()
    own.write_text((mine / "family.yaml").read_text("utf-8").replace("Carpentry", "Our Software"), encoding="utf-8")
    assert library.find_family("software-engineering") == library.find_family("our software") == own
    with pytest.raises(InputError, match="there is no family `Software Engineering`"):
        library.find_family("Software Engineering")
    own.write_text("family: [\n", encoding="utf-8")
    assert library.find_family("Carpentry").parent.name == "carpentry"


# --- every built-in role makes every document ---


@pytest.mark.parametrize("name", FILES)
def test_the_kit_of_every_role_is_made_in_every_format(name: str, jdgen: Any, tmp_path: Path) -> None:
    ran = jdgen("kit", name, *RIVERBEND.files, "-f", "all", "-o", tmp_path / "out")
    assert ran.code == 0, ran.err
    # Of notes, there may be those about a letter that the candidate has not ended.
    assert [line for line in ran.err.splitlines() if "[bridge.unused]" not in line and "[slot." not in line] == []
    kinds = ("posting", "rubric", "letter")
    stem = f"riverbend-robotics-{name}-eng-214"
    # A letter with an open question is a scaffold.
    is_open = "[slot.unfilled]" in ran.err
    ends = {"letter": "letter-scaffold" if is_open else "letter"}
    names = [f"{stem}-{ends.get(kind, kind)}.{suffix}" for kind in kinds for suffix in FORMATS]
    assert sorted(path.name for path in ran.paths) == sorted(names)
    assert [path.name for path in ran.paths if path.stat().st_size < 1000] == []
    title = source.plain(source.read(FILES[name]))["title"]
    for kind in kinds:
        for suffix in ("txt", "md", "html"):
            text = (tmp_path / f"out/{stem}-{ends.get(kind, kind)}.{suffix}").read_text("utf-8")
            assert (title in text, "[[" in text) == (True, False), (kind, suffix)
    # A role that inherits has its own words: the title of no other role is in the posting of this one.
    posting = (tmp_path / f"out/{stem}-posting.txt").read_text("utf-8")
    heading = posting.split("\n", maxsplit=1)[0]
    assert heading.casefold() == title.casefold()


@pytest.mark.parametrize("name", FILES)
def test_the_agreement_sheet_of_every_role_is_made_in_every_format(name: str, jdgen: Any, tmp_path: Path) -> None:
    ran = jdgen("coverage", name, *RIVERBEND.files[:2], "-f", "all", "-o", tmp_path / "out")
    assert (ran.code, ran.err) == (0, "")
    assert sorted(path.suffix for path in ran.paths) == sorted(f".{suffix}" for suffix in FORMATS)
    sheet = json.loads(jdgen("coverage", name, *RIVERBEND.files[:2], "--json").out)
    text = next(path for path in ran.paths if path.suffix == ".txt").read_text("utf-8")
    profile = load(name)
    assert len(profile.musts) >= 4
    words = " ".join(text.split()) + json.dumps(sheet, ensure_ascii=False)
    assert [must.id for must in profile.musts if str(must.text) not in words] == []


def load(name: str) -> Profile:
    library = Library((BUILT_IN,))
    return profiles.load(library, FILES[name], source.read(FILES[name]))


def columns(tree: Document) -> dict[str, list[str]]:
    """Return the four cells of each competency that a rubric asks about, which are the same at both looks."""
    found: dict[str, list[list[str]]] = {}
    for block in blocks(tree):
        if isinstance(block, Table) and block.style == "anchors":
            key = block.rows[0][0].id.removesuffix("--2")
            found.setdefault(key, []).append([plain(cell.inlines) for cell in block.rows[0]])
    assert {key: len(looks) for key, looks in found.items()} == dict.fromkeys(found, 2)
    assert [key for key, (first, second) in found.items() if first != second] == []
    return {key: first for key, (first, _) in found.items()}


def test_two_rungs_print_other_columns_of_the_same_five_anchors() -> None:
    rungs = ("software-engineer", "staff-software-engineer")
    rubrics = {name: columns(compose("rubric", material(RIVERBEND, role=name))) for name in rungs}
    # The anchors are those of the family's file: neither rung lays its own over them.
    family: Any = source.plain(source.read(SENIOR.parent / "family.yaml"))
    shared = [key for key in rubrics[rungs[0]] if key in rubrics[rungs[1]]]
    assert len(shared) >= 4
    asides = ("Does not yet show: ", "Shows only a part of: ")
    for name in rungs:
        profile = load(name)
        assert sorted(rubrics[name]) == sorted(profile.weighted)
        for key, cells in rubrics[name].items():
            anchors = [" ".join(text.split()) for text in family["competencies"][key]["anchors"].values()]
            assert len(anchors) == 5
            for offset, cell in zip((-2, -1, 0, 1), cells, strict=True):
                level = profile.role.expects[key] + offset
                if level > 5:
                    assert cell == "As “Meets”, and has taught others to do the same."
                    continue
                for aside in asides:
                    cell = cell.removeprefix(aside) if level < 1 or offset < 0 else cell
                assert cell == anchors[max(level, 1) - 1], (name, key, offset)
    for key in shared:
        lower, higher = (load(name).role.expects[key] for name in rungs)
        assert lower < higher
        assert rubrics[rungs[0]][key] != rubrics[rungs[1]][key]


@pytest.mark.parametrize(
    "name",
    ["sr software engineer", "SR.  SOFTWARE ENGINEER", "senior_software_engineer", " Senior Software Engineer ",
     "SE-III", "google l5"],
)  # fmt: skip
def test_signs_and_blanks_between_words_do_not_matter(name: str, library: Library) -> None:
    assert library.find(name) == SENIOR


def test_words_that_few_roles_have_tell_more_than_letters(library: Library) -> None:
    assert said(library, "senior engineer") == (
        "there is no role `senior engineer`; did you mean `senior-software-engineer`?"
    )
    assert said(library, "Junior Developer").endswith("did you mean `junior-software-engineer`?")
    assert said(library, "full stack developer").endswith("`jdgen profiles list` lists the roles")


def test_a_role_beside_the_families_is_found(library: Library, mine: Path) -> None:
    own = mine.parent / "night-builder.yaml"
    own.write_text("extends: software-engineer\ntitle: Night Builder\nsummary: Builds at night.\n", encoding="utf-8")
    assert library.names()["night-builder"] == library.find("Night Builder") == own


def family(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_family_of_ones_own_changes_the_built_in_one(tmp_path: Path, jdgen) -> None:
    own = tmp_path / "mine"
    text = "extends: software-engineering\nladder: [junior-software-engineer, senior-software-engineer]\n"
    family(own / "software-engineering/family.yaml", text + "competencies: {design: {name: Structure}}\n")
    changed = load_ladder(own)
    assert [rung.id for rung in changed[1]] == ["junior-software-engineer", "senior-software-engineer"]
    # All roles of the family take it, the built-in ones too.
    assert [rung.family.competencies["design"].name for rung in changed[1]] == ["Structure", "Structure"]
    listed = jdgen("profiles", "list", "--profiles", own).out.splitlines()
    assert ["2 of 2" in line for line in listed if line.startswith("senior-software-engineer")] == [True]
    assert ["–" in line for line in listed if line.startswith("staff-software-engineer")] == [True]


def load_ladder(own: Path):
    library = Library.of(own)
    return profiles.ladder(library, library.find_family("software-engineering"))


@pytest.mark.parametrize(
    ("folder", "extends", "message"),
    [
        ("software-engineering", "software-enginering", "there is no family `software-enginering`"),
        ("crafts", "crafts", "there is no other family `crafts`"),
    ],
)
def test_a_family_that_extends_nothing_known(folder: str, extends: str, message: str, tmp_path: Path) -> None:
    family(tmp_path / "mine" / folder / "family.yaml", f"extends: {extends}\nladder: [senior-software-engineer]\n")
    library = Library.of(tmp_path / "mine")
    with pytest.raises(InputError) as caught:
        library.family(library.families()[folder])
    (problem,) = caught.value.problems
    assert (problem.message, problem.place.line, problem.place.column) == (message, 1, 10)


def test_families_that_extend_each_other_are_one_error(tmp_path: Path) -> None:
    for name, other in (("crafts", "trades"), ("trades", "guilds"), ("guilds", "crafts")):
        family(tmp_path / "mine" / name / "family.yaml", f"extends: {other}\n")
    library = Library.of(tmp_path / "mine")
    with pytest.raises(InputError) as caught:
        library.family(library.families()["crafts"])
    (problem,) = caught.value.problems
    place = (tmp_path / "mine/guilds/family.yaml").as_posix()
    assert str(problem) == f"{place}:1:10: the family `crafts` extends itself"


def test_a_file_that_extends_its_own_name_changes_that_role_and_keeps_all_of_it(tmp_path: Path) -> None:
    own = tmp_path / "mine/software-engineering/senior-software-engineer.yaml"
    text = "extends: senior-software-engineer\npay: {min: 1, max: 2, currency: USD, per: year}\nduties:\n"
    family(own, text + "  - {id: d-hiring, drop: true}\n")
    library = Library.of(tmp_path / "mine")
    mine = profiles.load(library, own, read(own)).role
    theirs = profiles.load(Library.of(), SENIOR, read(SENIOR)).role
    changed = {name for name in type(mine).model_fields if getattr(mine, name) != getattr(theirs, name)}
    assert changed == {"extends", "pay", "duties"}
    # A third file that extends it is another rung again, and has no pay.
    other = family(own.parent / "lead.yaml", "extends: senior-software-engineer\ntitle: Lead\nsummary: Leads.\n")
    assert profiles.load(library, other, read(other)).role.pay is None
