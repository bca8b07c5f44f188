"""The options of `jdgen batch`: what they take, and which of them go together."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click import ParamType
from click.shell_completion import CompletionItem

from jdgen.cli.options import Command, common, give_way, is_typed
from jdgen.errors import nearest, printable

if TYPE_CHECKING:
    from jdgen.batch.wanted import Shard, Wanted
    from jdgen.documents.tree import Kind

DOCUMENTS: tuple[Kind, ...] = ("posting", "rubric", "letter")
"""The documents that are made of a row."""
_BOOKS = (".xlsx", ".ods")
"""What has several sheets."""
LOCAL = "local"
_OF_A_ROLE = {"guide": "jdgen guide ROLE", "ladder": "jdgen ladder FAMILY", "coverage": "jdgen coverage ROLE"}
_MOST_WORKERS = 1000
_LEAST_MEMORY = 200_000_000
_OF_ALL = {
    "prune": "looks at all of them",
    "retry_failed": "makes those that failed, wherever they are",
    "archive": "packs all of them",
}
"""What does not go with a proof."""
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
_SIZE = re.compile(r"(\d{1,15}(?:\.\d{1,6})?)\s*([KMGT]?)(?:i?B)?", re.ASCII | re.IGNORECASE)


class _Workers(ParamType[int]):
    name = "N|auto"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> int:
        """Return the number of workers; 0 for one to each core."""
        text = str(value).strip().lower()
        if text == "auto":
            return 0
        if not re.fullmatch(r"[0-9]{1,9}", text) or not 1 <= int(text) <= _MOST_WORKERS:
            said = f"expected a number from 1 to {_MOST_WORKERS}, or `auto`; found `{printable(text, 60)}`"
            self.fail(said, parameter, context)
        return int(text)


class _Size(ParamType[int]):
    name = "SIZE"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> int:
        """Return bytes."""
        found = _SIZE.fullmatch(str(value).strip())
        if not found:
            said = f"expected a size such as `500M` or `2G`; found `{printable(str(value), 60)}`"
            self.fail(said, parameter, context)
        size = int(float(found[1]) * _UNITS[found[2].upper()])
        if size < _LEAST_MEMORY:
            self.fail(f"`{found[0]}` is less than a worker needs to start; the least is `200M`", parameter, context)
        return size


class _ShardType(ParamType[tuple[int, int]]):
    name = "i/n"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> tuple[int, int]:
        """Return which shard it is, of how many."""
        found = re.fullmatch(r"\s*([0-9]{1,6})\s*/\s*([0-9]{1,6})\s*", str(value))
        if not found or not 1 <= int(found[1]) <= int(found[2]):
            said = f"expected `1/4` to `4/4` for four shards; found `{printable(str(value), 60)}`"
            self.fail(said, parameter, context)
        return int(found[1]), int(found[2])


def _complete_document(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    typed, comma, last = incomplete.rpartition(",")
    left = [name for name in DOCUMENTS if name not in typed.split(",")]
    return [CompletionItem(f"{typed}{comma}{name}") for name in left if name.startswith(last)]


def _read_documents(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[Kind, ...]:
    """Return the documents of `--document posting,letter`, each once; their order is always the same."""
    names = [name.strip().lower() for part in value for name in part.split(",")]
    for name in names:
        if name in _OF_A_ROLE:
            said = f"a `{name}` is not made of a row; `{_OF_A_ROLE[name]}` makes it"
            raise click.BadParameter(said, context, parameter)
        if name not in DOCUMENTS:
            hint = nearest(name, DOCUMENTS) or f"known: {', '.join(DOCUMENTS)}"
            raise click.BadParameter(f"there is no document {name!r}; {hint}", context, parameter)
    return tuple(kind for kind in DOCUMENTS if kind in names)


_WHAT = (
    click.option(
        "--document", "documents", multiple=True, default=("posting",), show_default=True, metavar="DOCUMENTS",
        callback=_read_documents, shell_complete=_complete_document,
        help="What to make of each row: posting, rubric, letter; comma list.",
    ),
    click.option("--map", "names", metavar="FILE", type=click.Path(), help="Names the columns: a line for each."),
    click.option("--sheet", metavar="NAME", help="The sheet of an .xlsx or .ods; default: the first."),
    click.option("--limit", type=click.IntRange(1), metavar="N", help="Make the first N rows alone, as a proof."),
    click.option("--retry-failed", is_flag=True, help="Make only the rows that failed the last time."),
    click.option("--prune", is_flag=True, help="Remove the files of rows that the table has no more."),
    click.option("--zip", "archive", type=click.IntRange(1), metavar="N", help="Pack the files of N rows at a time."),
    click.option("--combine", is_flag=True, help="Also make one PDF of all, with bookmarks, for the printer."),
    click.option("--one-sided", is_flag=True, help="Put no empty pages into the one PDF, for a printer of one side."),
    click.option("--index", is_flag=True, help="Also write TABLE-files.csv: which files belong to which row."),
)  # fmt: skip
_HOW = (
    click.option(
        "--workers", type=_Workers(), metavar="N|auto", default="auto", show_default=True,
        help="How many processes work; auto: one for each core.",
    ),
    click.option(
        "--timeout", type=click.IntRange(1, 86_400), default=60, show_default=True, metavar="SECONDS",
        help="How long the documents of one row may take.",
    ),
    click.option(
        "--memory", type=_Size(), metavar="SIZE", default="2G", show_default=True,
        help="What one worker may take, as 500M.",
    ),
    click.option("--shard", type=_ShardType(), metavar="I/N", help="Make the I-th of N shares of the rows, as 2/4."),
    click.option(
        "--executor", default=LOCAL, show_default=True, metavar="NAME",
        help="Whose processes work: local, or dask:tcp://HOST:PORT.",
    ),
    click.option("--journal", metavar="FILE", type=click.Path(), help="Where it is kept what was made."),
    click.option("--json", "as_json", is_flag=True, help="Print an object for each document, for programs."),
)  # fmt: skip
OWN = frozenset((
    "role", "company", "opening", "candidate", "documents", "names", "sheet", "limit", "retry_failed", "prune",
    "archive", "combine", "one_sided", "index", "workers", "timeout", "memory", "shard", "executor", "journal",
    "as_json",
))  # fmt: skip
"""The names of the options that a batch alone has, or has in a meaning of its own."""


def batch_options(command: Command) -> Command:
    """Give a command the options of many rows, and behind them those that all documents share."""
    command = common(command)
    for option in reversed((*_WHAT, *_HOW)):
        command = option(command)
    return command


def wanted_of(options: dict[str, Any]) -> Wanted:
    """Return what the options ask for; raise UsageError where they do not go together."""
    from jdgen.batch.cores import cores
    from jdgen.batch.executors import address_in
    from jdgen.batch.pool.pool import Limits
    from jdgen.batch.wanted import Shard, Wanted
    from jdgen.cli.batch_checks import check
    from jdgen.cli.documents import request_of

    _check_place(options)
    _check_documents(options)
    _check_runs(options)
    kinds: tuple[Kind, ...] = options["documents"]
    # As in a kit, a letter is finished where nothing is missing, and else has its questions in it.
    request = request_of(kinds, {**options, "finish": "letter" in kinds})
    check(request)
    local = not address_in(options["executor"])
    return Wanted(
        table=Path(options["table"]),
        request=request,
        out=options["out"],
        names=_path(options["names"]),
        sheet=options["sheet"] or "",
        journal=_path(options["journal"]),
        executor=options["executor"],
        workers=(options["workers"] or cores()) if local else 0,
        limits=Limits(float(options["timeout"]), options["memory"]),
        shard=_shard(options, Shard()),
        force=options["force"],
        retry=options["retry_failed"],
        prune=options["prune"],
        dry=options["dry_run"],
        limit=options["limit"] or 0,
        archive=options["archive"] or 0,
        combine=options["combine"],
        one_sided=options["one_sided"],
        index=options["index"],
    )


def _shard(options: dict[str, Any], whole: Shard) -> Shard:
    return whole._replace(number=options["shard"][0], of=options["shard"][1]) if options["shard"] else whole


def _path(written: str | None) -> Path | None:
    return Path(written) if written else None


def is_address(out: str) -> bool:
    """Return whether files go elsewhere than into a folder of this machine."""
    from jdgen.batch.stores.places import is_folder

    return not is_folder(out)


def _check_place(options: dict[str, Any]) -> None:
    """Refuse a table or a place for the files that no batch can have."""
    out = options["out"]
    if options["table"] == "-":
        raise click.UsageError("a batch reads its table from a file, to find it again in the next run; name the file")
    if not out.strip():
        raise click.UsageError("`-o` is empty; write `-o DIR`, or leave it out for this folder")
    if out == "-":
        raise click.UsageError("`-o -` prints one document; a batch writes files into a folder; write `-o DIR`")
    if options["sheet"] is not None and Path(options["table"]).suffix.lower() not in _BOOKS:
        raise click.UsageError("`--sheet` is for a table with sheets, .xlsx or .ods; leave it out")
    if is_address(out) and not options["journal"]:
        from jdgen.batch.stores.remote_place import shown

        said = "keeps no journal; add a file for it on this machine, such as `--journal batch.db`"
        raise click.UsageError(f"`-o {shown(out)}` {said}")


def _check_documents(options: dict[str, Any]) -> None:
    """Refuse what is for documents or formats that are not made."""
    if "letter" not in options["documents"]:
        give_way(options, "candidate")
    if options["candidate"] and "letter" not in options["documents"]:
        raise click.UsageError("`--candidate` is for letters; add `letter` to `--document`")
    if options["combine"] and "pdf" not in options["formats"]:
        raise click.UsageError("`--combine` makes one PDF of all; add `pdf` to `-f`")
    if options["one_sided"] and not options["combine"]:
        raise click.UsageError("`--one-sided` is for the one PDF of all; add `--combine`")


def _check_runs(options: dict[str, Any]) -> None:
    """Refuse what one run cannot do at the same time."""
    if options["retry_failed"] and options["prune"]:
        raise click.UsageError("`--retry-failed` looks at failed rows and `--prune` at all; run one after the other")
    if options["limit"]:
        _check_limit(options)
    for name in ("workers", "memory") if options["executor"] != LOCAL else ():
        if is_typed(name):
            raise click.UsageError(f"a cluster has workers of its own; leave out `--{name}`, or `--executor`")


def _check_limit(options: dict[str, Any]) -> None:
    """Refuse what needs all rows where some are made as a proof."""
    for name, does in _OF_ALL.items():
        if options[name]:
            option = "--zip" if name == "archive" else f"--{name.replace('_', '-')}"
            raise click.UsageError(f"`--limit` makes the first rows as a proof, and `{option}` {does}; leave one out")
