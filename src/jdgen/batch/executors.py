"""The executors by their names: `local`, and `dask:tcp://host:port`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from jdgen.batch.cores import cores
from jdgen.errors import InputError, MachineError, Place, Problem, nearest, printable

if TYPE_CHECKING:
    from jdgen.batch.jobs import Order
    from jdgen.batch.limits import Limits
    from jdgen.batch.pool.pool import Pool

__all__ = ["Local", "Workers", "address_in", "cores", "opened"]
_PLACE = Place("--executor")
_TYPED = "type `local`, or `dask:tcp://host:8786` for a scheduler of dask"
_DASK = "dask:"
_SCHEMES = ("tcp", "tls", "ucx")
_ADDRESS = re.compile(r"(?P<scheme>[a-z]+)://(?P<host>[^/?#@\s]+?)(?::(?P<port>\d*))?/?", re.IGNORECASE)


class Workers(Protocol):
    """Workers of whatever kind: `width` says how many calls run at once, and may change while they work."""

    @property
    def width(self) -> int:
        """Return how many calls run at once."""

    def check(self, table: Path, order: Order) -> None:
        """Raise JdgenError where a worker sees other files than we do, before the first job is sent."""

    def submit(self, function: Callable[..., Iterator[Any]], /, *arguments: Any) -> Future[list[Any]]:
        """Return the future of the items that the function yields in a worker; it may raise `jobs.Lost`."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End what we started; without waiting, at once."""


class Local:
    """The processes of this machine."""

    def __init__(self, pool: Pool, width: int) -> None:
        self._pool = pool
        self.width = width

    def check(self, table: Path, order: Order) -> None:
        """See the same files, as there is one machine."""

    def submit(self, function: Callable[..., Iterator[Any]], /, *arguments: Any) -> Future[list[Any]]:
        """Return the future of the items that the function yields in a worker."""
        return self._pool.submit(function, *arguments)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)


@contextmanager
def opened(name: str, workers: int, limits: Limits, warm: tuple[str, ...] = ()) -> Iterator[Workers]:
    """Yield the workers of that name, and end them; where something went wrong, without waiting.

    Whoever stops may have ended them before.

    Without a number of `workers`, this machine gets one for each core; a cluster has as many as it has. `warm` goes to
    the local pool: the modules of a cluster are loaded by its first call.
    """
    found = _open(name, workers, limits, warm)
    done = False
    try:
        yield found
        done = True
    finally:
        found.shutdown(wait=done, cancel_futures=not done)


def _open(name: str, workers: int, limits: Limits, warm: tuple[str, ...]) -> Workers:
    address = address_in(name)
    if address:
        from jdgen.batch.cluster.cluster import Cluster

        return Cluster(address, limits)
    from jdgen.batch.pool.pool import Pool
    from jdgen.batch.pool.reasons import never_ready, unstarted

    count = workers or cores()
    try:
        return Local(Pool(count, limits, warm=warm), count)
    except OSError as error:
        raise MachineError(Problem(never_ready(unstarted(error), 1))) from None


def address_in(name: str) -> str:
    """Return the address of the scheduler that an executor names, none for `local`; raise InputError for others."""
    if name == "local":
        return ""
    if name.startswith(_DASK):
        address = name.removeprefix(_DASK)
        problem = _wrong(address)
        if problem:
            raise InputError(problem)
        return address
    if "://" in name and not _wrong(name):
        hint = f"did you mean `{_DASK}{name}`?"
    else:
        hint = "did you mean `local`?" if nearest(name, ("local",)) else _TYPED
    raise InputError(Problem(f"there is no executor `{printable(name, 80)}`", _PLACE, hint))


def _wrong(address: str) -> Problem | None:
    """Return what is wrong with the address of a scheduler."""
    shown = printable(address, 80)
    if not address:
        return Problem("`dask:` names no scheduler", _PLACE, _TYPED)
    if "://" not in address:
        meant = address.strip("/")
        hint = f"did you mean `{_DASK}tcp://{meant if ':' in meant else f'{meant}:8786'}`?"
        return Problem(f"`{shown}` is no address of a scheduler", _PLACE, hint)
    found = _ADDRESS.fullmatch(address)
    if not found:
        return Problem(f"`{shown}` is no address of a scheduler", _PLACE, _TYPED)
    if found["scheme"] not in _SCHEMES:
        hint = nearest(found["scheme"], _SCHEMES) or "an address begins with `tcp://`, `tls://` or `ucx://`"
        return Problem(f"`{printable(found['scheme'], 40)}` is no way to a scheduler", _PLACE, hint)
    if not found["port"] or not 0 < int(found["port"]) < 65536:
        hint = f"did you mean `{_DASK}{found['scheme']}://{found['host']}:8786`?"
        return Problem(f"`{shown}` names no port between 1 and 65535", _PLACE, hint)
    return None
