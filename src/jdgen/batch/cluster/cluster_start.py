"""The way to a dask cluster, and what is asked of its workers before they get work."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from jdgen.batch.cluster import cluster_call
from jdgen.errors import MachineError, Place, Problem, printable

_CONNECT = 5.0
"""How many seconds a scheduler has to answer."""
_JOIN = 10.0
"""How many seconds the first worker has to join."""
_LOGGERS = ("distributed", "tornado", "asyncio", "bokeh")


def connected(address: str) -> Any:
    """Return a client of the scheduler at an address; raise MachineError where none answers."""
    try:
        from distributed import Client
    except ImportError:
        hint = "python -m pip install 'jdgen[cluster]'"
        raise MachineError(Problem("dask.distributed is not installed", Place("--executor"), hint)) from None
    # Some of its methods have types, and others none.
    client: Any = Client
    try:
        with _quiet():
            return client(address, timeout=_CONNECT, set_as_default=False, name="jdgen")
    except (OSError, ImportError, ValueError, TypeError, RuntimeError) as error:
        why = "does not answer" if isinstance(error, OSError) else f"cannot be used: {printable(str(error), 200)}"
        port = address.rpartition(":")[2].strip("/")
        hint = f"start one with `dask scheduler --port {port}`, and its workers with `{_worker(address)}`"
        raise MachineError(Problem(f"the scheduler at `{address}` {why}", Place("--executor"), hint)) from None


def workers_of(client: Any, address: str) -> int:
    """Return how many workers there are, each with our versions; close the client where one differs or none comes."""
    done = False
    try:
        _wait(client, address)
        problems = list(_others(client))
        if problems:
            raise MachineError(problems)
        found = len(client.nthreads())
        done = True
    except (OSError, RuntimeError):
        said = f"the scheduler at `{address}` is gone"
        raise MachineError(Problem(said, Place("--executor"), "start it again")) from None
    finally:
        if not done:
            close(client)
    return found


def asked(client: Any, function: Callable[..., Any], *arguments: Any) -> Iterator[tuple[str, Any]]:
    """Yield the address of each worker with what a function returns there; one that is gone meanwhile is left out."""
    for worker, found in sorted(client.run(function, *arguments, on_error="return").items()):
        if isinstance(found, OSError):
            continue
        if isinstance(found, Exception):
            # It could not even read what it was asked.
            said = f"the worker {worker} lacks what is needed: {printable(str(found), 200)}"
            raise MachineError(Problem(said, None, cluster_call.mend(cluster_call.versions()[0])))
        yield worker, found


def close(client: Any) -> None:
    """End the connection; a scheduler that is gone has nothing to say about it."""
    with _quiet():
        try:
            client.close(timeout=_CONNECT)
        except (OSError, RuntimeError):
            return


def one_more(address: str) -> str:
    """Return how a worker is started."""
    return f"start one with `{_worker(address)}`"


def _worker(address: str) -> str:
    return f"dask worker {address} --nthreads 1"


def _wait(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_JOIN)
    except TimeoutError:
        said = f"the cluster at `{address}` has no worker"
        raise MachineError(Problem(said, Place("--executor"), one_more(address))) from None


def _others(client: Any) -> Iterator[Problem]:
    """Yield what is wrong with workers of other versions.

    What Python they run dask tells, as code of another one could not be sent to them.
    """
    version, python = ours = cluster_call.versions()
    pythons = {}
    for worker, told in client.get_versions()["workers"].items():
        pythons[worker] = ".".join(told["packages"]["python"].split(".")[:2])
    alike = [worker for worker, found in pythons.items() if found == python]
    versions = client.run(_asking(), workers=alike, on_error="return") if alike else {}
    for worker, found in sorted(pythons.items()):
        if found != python:
            yield cluster_call.differs(worker, "", found, ours)
        elif worker in versions and versions[worker] != version and not isinstance(versions[worker], OSError):
            told = versions[worker]
            yield cluster_call.differs(worker, told if isinstance(told, str) else "", found, ours)


def _asking() -> Callable[[], str]:
    """Return a function that says which jdgen there is; it is sent as code, since there may be none."""

    def version() -> str:
        try:
            import jdgen
        except ImportError:
            return ""
        return jdgen.__version__

    return version


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what dask says off the screen, also what its threads say later: we say what matters."""
    for name in [*_LOGGERS, *logging.Logger.manager.loggerDict]:
        if name.partition(".")[0] in _LOGGERS:
            logger = logging.getLogger(name)
            logger.handlers[:] = [logging.NullHandler()]
            logger.propagate = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
