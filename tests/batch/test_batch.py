"""A batch through the real command: what is made, what stays, and what is told of each row."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from batch_tables import COMPANY, OPENING, ROLE, files, kept, name_of, named, row, states, table, write_table
from conftest import Ran, spawn

Command = Callable[..., Ran]


@pytest.fixture
def batch(jdgen: Command, tmp_path: Path) -> Command:
    """Run a batch of text postings into `out` with one worker; each format takes the same way."""

    def command(path: Path, *options: object) -> Ran:
        return jdgen("batch", path, "-f", "txt", "-o", tmp_path / "out", "--workers", 1, "--json", *options)

    return command


def test_every_row_is_made_as_the_command_of_one_makes_it(tmp_path: Path, jdgen: Command) -> None:
    path = table(tmp_path, 3)
    done = jdgen("batch", path, "-f", "docx,pdf,txt", "-o", tmp_path / "out", "--json")
    assert done.code == 0, done.err
    assert states(done) == {(n, form): "made" for n in (1, 2, 3) for form in ("docx", "pdf", "txt")}
    for number in (1, 2, 3):
        cells = row(number, tmp_path)
        settings = [f"--set={key}={value}" for key, value in cells.items() if "." in key]
        one = jdgen(
            "posting", ROLE, "--company", COMPANY, "--opening", OPENING, *settings, "-f", "docx,pdf,txt",
            "-o", tmp_path / "alone",
        )  # fmt: skip
        assert one.code == 0, one.err
    assert files(tmp_path / "out") == files(tmp_path / "alone")
    assert kept(tmp_path / "out") == ["journal.db"]


def test_a_second_run_writes_nothing(tmp_path: Path, batch: Command) -> None:
    path = table(tmp_path, 3)
    assert batch(path).code == 0
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir() if path.is_file()}
    done = batch(path)
    assert done.code == 0
    assert states(done) == {(1, "txt"): "unchanged", (2, "txt"): "unchanged", (3, "txt"): "unchanged"}
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir() if path.is_file()} == before


def test_one_row_edited_is_one_row_made(tmp_path: Path, batch: Command) -> None:
    path = table(tmp_path, 3)
    batch(path)
    write_table(path, [row(1, tmp_path), row(2, tmp_path, **{"opening.pay.min": "151000"}), row(3, tmp_path)])
    done = batch(path)
    assert states(done) == {(1, "txt"): "unchanged", (2, "txt"): "made", (3, "txt"): "unchanged"}
    assert "151,000" in (tmp_path / "out" / name_of(2)).read_text(encoding="utf-8")


def test_rows_in_another_order_are_the_same_rows(tmp_path: Path, batch: Command) -> None:
    batch(table(tmp_path, 3))
    before = files(tmp_path / "out")
    done = batch(write_table(tmp_path / "jobs.csv", [row(n, tmp_path) for n in (3, 1, 2)]))
    assert set(states(done).values()) == {"unchanged"}
    assert files(tmp_path / "out") == before


def test_a_file_that_all_rows_name_is_edited(tmp_path: Path, batch: Command) -> None:
    company = tmp_path / "acme.yaml"
    company.write_text("name: Acme\naccommodation: {contact: jobs@acme.example}\n", encoding="utf-8")
    path = write_table(tmp_path / "jobs.csv", [row(n, tmp_path, company="acme.yaml") for n in (1, 2)])
    assert batch(path).code == 0
    company.write_text("name: Acme\naccommodation: {contact: people@acme.example}\n", encoding="utf-8")
    done = batch(path)
    assert set(states(done).values()) == {"made"}
    assert len(states(done)) == 2
    company.touch()
    assert set(states(batch(path)).values()) == {"unchanged"}


def test_other_options_make_rows_anew(tmp_path: Path, batch: Command) -> None:
    path = table(tmp_path, 2)
    batch(path)
    assert set(states(batch(path, "--width", "72")).values()) == {"made"}
    assert set(states(batch(path, "--width", "72")).values()) == {"unchanged"}


def test_a_file_that_somebody_edited_is_kept_and_named(tmp_path: Path, batch: Command) -> None:
    path = table(tmp_path, 2)
    batch(path)
    edited = tmp_path / "out" / name_of(2)
    edited.write_text("My own words.\n", encoding="utf-8")
    done = batch(path)
    assert done.code == 0
    assert name_of(2) in done.err
    assert edited.read_text(encoding="utf-8") == "My own words.\n"
    assert named(done, "kept") == [name_of(2)]
    done = batch(path, "--force")
    assert states(done) == {(1, "txt"): "unchanged", (2, "txt"): "made"}
    assert "My own words" not in edited.read_text(encoding="utf-8")


def test_an_edited_file_of_a_row_that_changes_is_kept_and_the_others_are_made(tmp_path: Path, jdgen: Command) -> None:
    path, out = table(tmp_path, 1), tmp_path / "out"
    options = ("batch", path, "-f", "txt,md", "-o", out, "--workers", 1, "--json")
    jdgen(*options)
    edited = out / name_of(1)
    edited.write_text("My own words.\n", encoding="utf-8")
    write_table(path, [row(1, tmp_path, **{"opening.pay.min": "151000"})])
    done = jdgen(*options)
    assert done.code == 0, done.err
    assert states(done) == {(1, "md"): "made", (1, "txt"): "kept"}
    assert edited.read_text(encoding="utf-8") == "My own words.\n"
    assert "151,000" in (out / name_of(1, "md")).read_text(encoding="utf-8")
    assert states(jdgen(*options)) == {(1, "md"): "unchanged", (1, "txt"): "kept"}
    edited.unlink()
    assert jdgen(*options).code == 0
    assert "151,000" in edited.read_text(encoding="utf-8")


@pytest.mark.parametrize("harm", ["", "\0\0\0\0", None], ids=["empty", "zeroed", "gone"])
def test_a_damaged_file_is_made_again(tmp_path: Path, batch: Command, harm: str | None) -> None:
    path = table(tmp_path, 2)
    batch(path)
    whole = files(tmp_path / "out")
    harmed = tmp_path / "out" / name_of(1)
    if harm is None:
        harmed.unlink()
    else:
        harmed.write_text(harm)
    done = batch(path)
    assert states(done) == {(1, "txt"): "made", (2, "txt"): "unchanged"}
    assert files(tmp_path / "out") == whole


def test_beside_an_edited_file_a_damaged_one_of_the_row_is_made_again(tmp_path: Path, jdgen: Command) -> None:
    path, out = table(tmp_path, 1), tmp_path / "out"
    options = ("batch", path, "-f", "txt,md", "-o", out, "--workers", 1, "--json")
    jdgen(*options)
    (out / name_of(1)).write_text("My own words.\n", encoding="utf-8")
    (out / name_of(1, "md")).unlink()
    done = jdgen(*options)
    assert done.code == 0, done.err
    assert (out / name_of(1)).read_text(encoding="utf-8") == "My own words.\n"
    assert (out / name_of(1, "md")).is_file()
    assert states(jdgen(*options)) == {(1, "txt"): "kept", (1, "md"): "unchanged"}


def test_a_file_that_is_not_ours_is_kept(tmp_path: Path, batch: Command) -> None:
    path = table(tmp_path, 2)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name_of(1)).write_text("Somebody's.\n", encoding="utf-8")
    done = batch(path)
    assert done.code == 6
    assert f"{path}:2:1: `{name_of(1)}` exists with other content; `--force` overwrites it" in done.err
    assert (tmp_path / "out" / name_of(1)).read_text(encoding="utf-8") == "Somebody's.\n"
    assert (tmp_path / "out" / name_of(2)).is_file()


def test_a_bad_row_stops_no_other_and_is_fed_back(tmp_path: Path, batch: Command) -> None:
    path = write_table(
        tmp_path / "jobs.csv",
        [row(1, tmp_path), row(2, tmp_path, **{"opening.pay.min": "lots"}), row(3, tmp_path, company="nobody.yaml")],
    )
    done = batch(path)
    assert done.code == 6
    lines = done.err.splitlines()
    assert f"{path}:3:" in lines[0]
    assert "opening.pay.min" in lines[0]
    assert "lots" in lines[0]
    assert "nobody.yaml" in lines[1]
    failed = tmp_path / "out/failed.csv"
    with failed.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [one["jdgen:row"] for one in rows] == ["2", "3"]
    assert [one["opening.requisition"] for one in rows] == ["ENG-2", "ENG-3"]
    mended = failed.read_text(encoding="utf-8").replace(",lots,", ",152000,")
    mended = mended.replace("../nobody.yaml", os.path.relpath(COMPANY, failed.parent))
    failed.write_text(mended, encoding="utf-8")
    again = batch(failed)
    assert again.code == 0, again.err
    assert states(again) == {(1, "txt"): "made", (2, "txt"): "made"}
    assert not failed.exists()
    assert set(files(tmp_path / "out")) == {name_of(1), name_of(2), name_of(3)}


def test_only_what_failed_is_made_again(tmp_path: Path, batch: Command) -> None:
    rows = [row(1, tmp_path), row(2, tmp_path, **{"opening.pay.min": "lots"})]
    path = write_table(tmp_path / "jobs.csv", rows)
    batch(path)
    write_table(path, [row(1, tmp_path, **{"opening.pay.min": "151000"}), row(2, tmp_path)])
    done = batch(path, "--retry-failed")
    assert states(done) == {(2, "txt"): "made"}
    assert done.code == 0
    assert states(batch(path)) == {(1, "txt"): "made", (2, "txt"): "unchanged"}


def test_rows_that_are_gone_are_listed_and_pruned(tmp_path: Path, batch: Command) -> None:
    path = table(tmp_path, 3)
    batch(path)
    write_table(path, [row(2, tmp_path)])
    done = batch(path)
    assert named(done, "gone") == [name_of(1), name_of(3)]
    assert len(files(tmp_path / "out")) == 3
    (tmp_path / "out" / name_of(3)).write_text("My own words.\n", encoding="utf-8")
    done = batch(path, "--prune")
    assert set(files(tmp_path / "out")) == {name_of(2), name_of(3)}
    assert name_of(3) in done.err
    done = batch(path)
    assert named(done, "gone") == []
    # It stays known until it is gone: somebody may have forgotten it.
    assert named(done, "kept") == [name_of(3)]


def test_what_one_command_made_is_no_concern_of_another(tmp_path: Path, jdgen: Command) -> None:
    path, out = table(tmp_path, 2), tmp_path / "out"
    options = ("-o", out, "--workers", 1, "--json")
    for making in (("-f", "txt"), ("-f", "md"), ("-f", "txt", "--document", "posting,rubric")):
        done = jdgen("batch", path, *making, *options)
        assert done.code == 0, done.err
        assert named(done, "gone") == []
    # The postings of the third command are those of the first.
    assert set(states(jdgen("batch", path, "-f", "txt", *options)).values()) == {"unchanged"}
    write_table(path, [row(2, tmp_path, **{"opening.pay.min": "151000"})])
    done = jdgen("batch", path, "-f", "txt", "--document", "posting,rubric", *options)
    assert done.code == 0, done.err
    assert len(named(done, "gone")) == 3
    # It is there already, as the other command made it.
    assert set(states(jdgen("batch", path, "-f", "txt", *options)).values()) == {"unchanged"}
    jdgen("batch", path, "-f", "txt", *options, "--prune")
    assert {name.partition("-eng-")[2][:1] for name in files(out)} == {"2"}


def test_nothing_is_removed_while_a_row_fails(tmp_path: Path, batch: Command) -> None:
    path = table(tmp_path, 2)
    batch(path)
    write_table(path, [row(1, tmp_path, role="nobody"), row(2, tmp_path)])
    done = batch(path, "--prune")
    assert done.code == 6
    assert "nothing is removed while rows fail" in done.err
    assert (tmp_path / "out" / name_of(1)).is_file()


def test_ids_that_make_the_same_names_are_a_problem_of_the_second(tmp_path: Path, batch: Command) -> None:
    path = write_table(tmp_path / "jobs.csv", [row(1, tmp_path, id="A"), row(1, tmp_path, id="A!")])
    for state in ("made", "unchanged"):
        done = batch(path)
        assert done.code == 6
        assert states(done) == {(1, "txt"): state}
        assert "would have the names of those of row 1" in done.err


def test_the_next_export_of_a_table_has_the_same_rows(tmp_path: Path, batch: Command) -> None:
    batch(table(tmp_path, 2, "monday.csv"))
    tuesday = table(tmp_path, 2, "tuesday.csv")
    assert set(states(batch(tuesday)).values()) == {"unchanged"}
    write_table(tuesday, [row(1, tmp_path), row(2, tmp_path, **{"opening.pay.min": "151000"})])
    assert states(batch(tuesday)) == {(1, "txt"): "unchanged", (2, "txt"): "made"}


def test_rows_without_a_number_belong_to_their_table(tmp_path: Path, batch: Command) -> None:
    plain = tmp_path / "plain.yaml"
    plain.write_text(OPENING.read_text(encoding="utf-8").replace("requisition: ENG-214\n", ""), encoding="utf-8")
    cells = {"opening.requisition": "", "opening": "plain.yaml"}
    assert batch(write_table(tmp_path / "one.csv", [row(1, tmp_path, **cells)])).code == 0
    before = files(tmp_path / "out")
    done = batch(write_table(tmp_path / "two.csv", [row(2, tmp_path, **cells)]))
    assert done.code == 6
    assert "would have the names of another's" in done.err
    assert set(before.items()) <= set(files(tmp_path / "out").items())


def test_the_failed_rows_of_another_table_are_kept(tmp_path: Path, batch: Command) -> None:
    batch(write_table(tmp_path / "one.csv", [row(1, tmp_path, **{"opening.pay.min": "lots"})]))
    failed = (tmp_path / "out/failed.csv").read_bytes()
    assert batch(write_table(tmp_path / "two.csv", [row(2, tmp_path)])).code == 0
    batch(write_table(tmp_path / "three.csv", [row(3, tmp_path, **{"opening.pay.min": "lots"})]))
    assert (tmp_path / "out/failed.csv").read_bytes() == failed
    assert (tmp_path / "out/failed-three.csv").is_file()
    assert batch(write_table(tmp_path / "three.csv", [row(3, tmp_path)])).code == 0
    assert not (tmp_path / "out/failed-three.csv").exists()


def test_a_table_that_somebody_wrote_is_no_table_of_failed_rows(tmp_path: Path, batch: Command) -> None:
    theirs = write_table(tmp_path / "out/failed.csv", [{"name": "Ada", "notes": "call back"}]).read_bytes()
    assert batch(write_table(tmp_path / "jobs.csv", [row(1, tmp_path, **{"opening.pay.min": "lots"})])).code == 6
    assert (tmp_path / "out/failed.csv").read_bytes() == theirs
    assert (tmp_path / "out/failed-jobs.csv").is_file()
    assert batch(write_table(tmp_path / "jobs.csv", [row(1, tmp_path)])).code == 0
    assert (tmp_path / "out/failed.csv").read_bytes() == theirs
    assert not (tmp_path / "out/failed-jobs.csv").exists()


def test_where_no_name_is_left_for_failed_rows_nothing_of_somebody_is_replaced(tmp_path: Path, batch: Command) -> None:
    names = ("failed.csv", "failed-jobs.csv")
    theirs = [write_table(tmp_path / "out" / name, [{"name": name}]).read_bytes() for name in names]
    done = batch(write_table(tmp_path / "jobs.csv", [row(1, tmp_path, **{"opening.pay.min": "lots"})]))
    assert (done.code, "failed-jobs.csv: exists with other content" in done.err) == (4, True)
    assert [(tmp_path / "out" / name).read_bytes() for name in names] == theirs


def test_one_row_with_a_bad_template_of_its_own_fails_alone(tmp_path: Path, jdgen: Command) -> None:
    (tmp_path / "no.docx").write_bytes(b"no Word file")
    bad = COMPANY.read_text(encoding="utf-8").partition("brand:")[0] + "brand: {templates: {posting: no.docx}}\n"
    (tmp_path / "bad.yaml").write_text(bad, encoding="utf-8")
    path = write_table(tmp_path / "jobs.csv", [row(1, tmp_path, company="bad.yaml"), row(2, tmp_path)])
    done = jdgen("batch", path, "-f", "docx", "-o", tmp_path / "out", "--workers", 1, "--json")
    assert done.code == 6, done.err
    assert states(done) == {(2, "docx"): "made"}


def test_a_candidate_is_looked_at_where_letters_are_made(tmp_path: Path, batch: Command) -> None:
    path = write_table(tmp_path / "jobs.csv", [row(1, tmp_path, candidate="nobody.yaml")])
    assert batch(path).code == 0
    assert batch(path, "--document", "letter").code == 6


def test_letters_of_several_candidates_have_their_names(tmp_path: Path, batch: Command) -> None:
    rows = [row(1, tmp_path, **{"candidate.name": name}) for name in ("Ada Okafor", "Bo Li")]
    done = batch(write_table(tmp_path / "jobs.csv", rows), "--document", "letter")
    assert done.code == 0, done.err
    stem = name_of(1).removesuffix("posting.txt")
    names = {f"{stem}letter-scaffold-ada-okafor.txt", f"{stem}letter-scaffold-bo-li.txt"}
    assert set(files(tmp_path / "out")) == names


def test_what_is_packed(tmp_path: Path, jdgen: Command) -> None:
    path, out = table(tmp_path, 3), tmp_path / "out"
    options = ("batch", path, "-f", "pdf", "-o", out, "--workers", 1)
    packing = (*options, "--zip", 2, "--combine", "--index")
    done = jdgen(*packing)
    assert done.code == 0, done.err
    packs = ["jobs-0001.zip", "jobs-0002.zip", "jobs-files.csv", "jobs.pdf"]
    assert [name for name in files(out) if name.startswith("jobs")] == packs
    before = files(out)
    stamps = {path: path.stat().st_mtime_ns for path in out.iterdir() if path.is_file()}
    assert jdgen(*packing).code == 0
    assert {path: path.stat().st_mtime_ns for path in out.iterdir() if path.is_file()} == stamps
    write_table(path, [row(n, tmp_path, **({"opening.pay.min": "151000"} if n == 3 else {})) for n in (1, 2, 3)])
    assert "may hold older files" in jdgen(*options).err
    assert jdgen(*packing).code == 0
    changed = {name for name, value in files(out).items() if value != before[name]}
    assert changed == {name_of(3, "pdf"), "jobs-0002.zip", "jobs.pdf"}
    write_table(path, [row(1, tmp_path)])
    done = jdgen(*packing, "--prune")
    assert done.code == 0, done.err
    assert set(files(out)) == {name_of(1, "pdf"), "jobs-0001.zip", "jobs-files.csv", "jobs.pdf"}


def test_rows_of_one_name_are_numbered_or_told_apart_by_their_id(tmp_path: Path, batch: Command) -> None:
    same = {"opening.requisition": "ENG-1"}
    path = write_table(tmp_path / "jobs.csv", [row(n, tmp_path, **same) for n in (1, 2, 3)])
    assert batch(path).code == 0
    stem = name_of(1).removesuffix(".txt")
    assert set(files(tmp_path / "out")) == {f"{stem}.txt", f"{stem}-2.txt", f"{stem}-3.txt"}
    path = write_table(tmp_path / "named.csv", [row(n, tmp_path, **same, id=f"Team {n}") for n in (1, 2)])
    assert batch(path).code == 0
    assert {f"{stem}-team-1.txt", f"{stem}-team-2.txt"} < set(files(tmp_path / "out"))


def test_a_failed_row_with_a_number_keeps_it(tmp_path: Path, batch: Command) -> None:
    same = {"opening.requisition": "ENG-1"}
    rows = [row(1, tmp_path, **same), row(2, tmp_path, **same, **{"opening.pay.min": "lots"})]
    batch(write_table(tmp_path / "jobs.csv", rows))
    failed = tmp_path / "out/failed.csv"
    failed.write_text(failed.read_text(encoding="utf-8").replace("lots", "152000"), encoding="utf-8")
    assert batch(failed).code == 0
    stem = name_of(1).removesuffix(".txt")
    assert set(files(tmp_path / "out")) == {f"{stem}.txt", f"{stem}-2.txt"}
    write_table(tmp_path / "jobs.csv", [rows[0], row(2, tmp_path, **same, **{"opening.pay.min": "152000"})])
    assert set(states(batch(tmp_path / "jobs.csv")).values()) == {"unchanged"}


def test_a_dry_run_writes_nothing(tmp_path: Path, batch: Command) -> None:
    done = batch(table(tmp_path, 2), "--dry-run")
    assert done.code == 0
    assert not (tmp_path / "out").exists()


def test_a_broken_template_stops_before_anything_is_made(tmp_path: Path, jdgen: Command) -> None:
    (tmp_path / "house.docx").write_bytes(b"no Word file")
    path = table(tmp_path, 5)
    template = f"posting={tmp_path / 'house.docx'}"
    done = jdgen("batch", path, "-f", "docx", "--template", template, "-o", tmp_path / "out")
    assert done.code == 3
    assert files(tmp_path / "out") == {}


def test_shards_together_are_the_whole(tmp_path: Path, batch: Command, jdgen: Command) -> None:
    path = write_table(
        tmp_path / "jobs.csv", [row(n, tmp_path, **{"opening.requisition": "ENG-1"}) for n in range(1, 6)]
    )
    batch(path)
    for index in (1, 2):
        done = jdgen("batch", path, "-f", "txt", "-o", tmp_path / "parts", "--workers", 1, "--shard", f"{index}/2")
        assert done.code == 0, done.err
    assert files(tmp_path / "parts") == files(tmp_path / "out")
    assert kept(tmp_path / "parts") == ["journal-1-of-2.db", "journal-2-of-2.db"]
    assert len(files(tmp_path / "parts")) == 5


@pytest.mark.parametrize("workers", [1, 3])
def test_workers_and_order_change_no_byte(tmp_path: Path, jdgen: Command, workers: int) -> None:
    for name, numbers in (("one", range(1, 13)), ("other", range(12, 0, -1))):
        path = write_table(tmp_path / f"{name}.csv", [row(n, tmp_path) for n in numbers])
        done = jdgen("batch", path, "-f", "docx,html", "-o", tmp_path / name, "--workers", workers)
        assert done.code == 0, done.err
    assert files(tmp_path / "one") == files(tmp_path / "other")
    assert len(files(tmp_path / "one")) == 24


def test_all_documents_of_a_row(tmp_path: Path, jdgen: Command) -> None:
    candidate = os.path.relpath(OPENING.parents[1] / "candidates/dana-reyes.yaml", tmp_path)
    path = write_table(tmp_path / "jobs.csv", [row(1, tmp_path, candidate=candidate)])
    done = jdgen("batch", path, "--document", "posting,rubric,letter", "-f", "txt", "-o", tmp_path / "out")
    assert done.code == 0, done.err
    names = {name.rsplit("-eng-1-")[1] for name in files(tmp_path / "out")}
    assert {name.partition(".")[0].partition("-")[0] for name in names} == {"posting", "rubric", "letter"}


def test_from_a_fresh_process(tmp_path: Path) -> None:
    path = table(tmp_path, 4)
    done = spawn("batch", path.name, "-f", "txt", "-o", "out", "--workers", "2", cwd=tmp_path)
    assert done.code == 0, done.err
    assert "4 made" in done.err
    assert len(files(tmp_path / "out")) == 4


def test_a_folder_in_the_way_of_one_file_stops_no_other_row(tmp_path: Path, batch: Command) -> None:
    path = table(tmp_path, 2)
    batch(path)
    (tmp_path / "out" / name_of(1)).unlink()
    (tmp_path / "out" / name_of(1)).mkdir()
    done = batch(path)
    assert done.code == 6
    assert f"{name_of(1)}: is a folder, not a file" in done.err
    assert states(done)[2, "txt"] == "unchanged"
    (tmp_path / "out" / name_of(1)).rmdir()
    assert states(batch(path, "--retry-failed")) == {(1, "txt"): "made"}


def test_roles_whose_files_are_named_nearly_alike_are_told_apart(tmp_path: Path, batch: Command) -> None:
    for name in ("sql-lead.yaml", "SQL Lead.yaml"):
        text = "extends: sql-developer\ntitle: SQL Lead\nsummary: Leads those who write queries.\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    rows = [row(1, tmp_path, role=name) for name in ("sql-lead.yaml", "SQL Lead.yaml")]
    done = batch(write_table(tmp_path / "jobs.csv", rows))
    assert done.code == 0, done.err
    stem = "riverbend-robotics-sql-lead-eng-1-posting"
    assert set(files(tmp_path / "out")) == {f"{stem}.txt", f"{stem}-2.txt"}
