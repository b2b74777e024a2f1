"""The same work on a cluster: Dask Distributed, of this machine or at an address. Needs the extra `cluster`.

Works go to every worker when it starts, those that take the place of a lost one included; pieces of a lost worker are
performed by another. A run is a function of its seed, so it does not matter who performs it, nor how often.
"""

import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from dsl.diagnostic import Diagnostic
from runner.rehearsal.cells import Run
from runner.rehearsal.stage import AHEAD, Hands, Piece, Work, know, perform
from runner.trouble import trouble

if TYPE_CHECKING:
    from distributed import Client

LOCAL: Final = "local"
"""The address that means processes of this machine."""

PATIENCE: Final = 10
"""Seconds to wait for a cluster to answer."""


class ClusterError(Exception):
    """A cluster that cannot be reached or used, as it is to be said."""

    def __init__(self, said: Diagnostic) -> None:
        super().__init__(said.message)
        self.said = said


class Cluster:
    """The workers of a cluster; see `runner.rehearsal.stage.Hands`."""

    def __init__(self, client: "Client", token: str) -> None:
        self.token = token
        self.ahead = max(1, sum(client.nthreads().values())) * AHEAD
        self._executor = client.get_executor(pure=False, retries=3)

    def submit(self, piece: Piece) -> "Future[list[Run]]":
        """See `Hands`."""
        found: Future[list[Run]] = self._executor.submit(perform, piece)
        return found

    def drop(self) -> None:
        """See `Hands`."""
        self._executor.shutdown(wait=False)


@contextmanager
def on_a_cluster(works: Sequence[Work], address: str, jobs: int) -> Iterator[Hands]:
    """The workers at an address, or so many on this machine; ClusterError if there are none to be had."""
    client = _client(address, jobs)
    token = uuid4().hex
    try:
        client.register_plugin(_knowing(token, works, own=address == LOCAL), name=token)
        yield Cluster(client, token)
        client.unregister_worker_plugin(token)
    finally:
        client.close()
        if address == LOCAL:
            client.cluster.close()


def _client(address: str, jobs: int) -> "Client":
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        hint = "Install it: `pip install 'townlet[cluster]'`, or `make cluster` in a checkout"
        raise ClusterError(
            trouble("TN037", "--cluster", "A cluster needs Dask, which is not installed", hint)
        ) from error
    if address == LOCAL:
        return Client(LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None))
    try:
        return Client(address, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        hint = "Start one with `dask scheduler` and `dask worker`, and give the address that it shows"
        message = f"There is no cluster at `{address}` that I can reach"
        raise ClusterError(trouble("TN037", "--cluster", message, hint)) from error


def _knowing(token: str, works: Sequence[Work], own: bool) -> Any:
    """What lets every worker know the works, whenever it starts.

    Ctrl-C reaches workers of our own as well, and they would say so at length; they end with us, without a word.
    """
    from distributed import WorkerPlugin

    class Knowing(WorkerPlugin):  # type: ignore[misc]  # Of unknown type, so that everybody sees the same.
        def setup(self, worker: Any) -> None:
            know(token, works)
            if own:
                signal.signal(signal.SIGINT, signal.SIG_IGN)

        def teardown(self, worker: Any) -> None:
            know(token, ())

    return Knowing()
