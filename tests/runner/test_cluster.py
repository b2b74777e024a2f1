"""The same work on a cluster of two processes: the same results, although one of them is killed in the middle.

Needs the extra `cluster`; `make cluster` installs it and runs this.
"""

import os
import signal
from collections.abc import Iterator

import pytest

from runner.rehearsal import stage
from runner.rehearsal.stage import Work, performed_all
from tests.runner.support import ready

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed; see `make cluster`")

pytestmark = pytest.mark.filterwarnings("ignore")  # What Dask thinks of its own sockets when a worker is killed.


@pytest.fixture
def works() -> list[Work]:
    coffee, shower = ready("coffee-too-dear"), ready("one-shower")
    seeds = tuple(range(1, 321))
    return [Work(coffee.schedule, coffee.town, seeds), Work(shower.schedule, shower.town, seeds)]


@pytest.fixture
def cluster() -> Iterator[object]:
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as found:
        yield found


def test_a_worker_that_is_killed_costs_nothing(works: list[Work], cluster: object) -> None:
    from runner.rehearsal.cluster import on_a_cluster

    with stage.on_this_machine(works, 1) as hands:
        alone = [*performed_all(works, hands)]
    address = cluster.scheduler_address  # type: ignore[attr-defined]
    victim = cluster.workers[0].pid  # type: ignore[attr-defined]
    found = []
    with on_a_cluster(works, address, 2) as hands:
        for number, run in enumerate(performed_all(works, hands)):
            if number == 20:
                os.kill(victim, signal.SIGKILL)
            found.append(run)
    assert len(found) == 640
    assert found == alone
    with pytest.raises(ProcessLookupError):
        os.kill(victim, 0)


def test_two_rehearsals_on_one_cluster_do_not_mix(works: list[Work], cluster: object) -> None:
    from runner.rehearsal.cluster import on_a_cluster

    address = cluster.scheduler_address  # type: ignore[attr-defined]
    one, other = ([Work(work.schedule, work.town, (1, 2, 3))] for work in works)
    with on_a_cluster(one, address, 2) as hands, on_a_cluster(other, address, 2) as others:
        first, second = [*performed_all(one, hands)], [*performed_all(other, others)]
    with stage.on_this_machine(one, 1) as hands:
        assert first == [*performed_all(one, hands)]
    with stage.on_this_machine(other, 1) as hands:
        assert second == [*performed_all(other, hands)]
    assert first != second
