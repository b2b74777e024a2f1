"""Sinks, against consumers that stall, break in the middle of a line, come back, or never do."""

from threading import Event

import msgspec
import pytest

from runner.telemetry import broadcast as broadcasting
from runner.telemetry.broadcast import Broadcast
from tests.telemetry.consumers import SOON, Scripted, Town, broadcast, until


def finished(told: Broadcast, patience: float = SOON) -> None:
    """Close; every thread must be over."""
    told.close(patience)
    for sink in told.sinks:
        assert not sink.alive
        assert not sink._thread.is_alive()


def test_a_consumer_that_keeps_up_gets_every_message() -> None:
    out, town = Scripted(), Town()
    told, heard = broadcast(out)
    town.attend(told)
    town.live(500)
    finished(told)
    assert out.followed.state == town.state
    assert out.followed.events == [*range(1, 501)]
    assert (out.followed.snapshots, heard, [*told.troubles]) == (1, [], [])


def test_the_town_does_not_wait_for_a_consumer_that_stalls() -> None:
    """It lives to its end while nothing is taken: the gate is opened after that and not before."""
    out, town = Scripted(), Town()
    out.gate.clear()
    told, _ = broadcast(out, room=20)
    town.attend(told)
    assert out.reached.wait(SOON)
    town.live(2_000)
    assert len(told.sinks[0].waiting) <= 20
    out.gate.set()
    finished(told)
    follower = out.followed
    assert (follower.state, follower.seq) == (town.state, town.seq)
    assert follower.diffs <= 21
    assert len(follower.events) + follower.dropped == 2_000
    health = told.sinks[0].health
    assert (health.composed, health.dropped) == (2_000 - follower.diffs + 1, follower.dropped)


def test_one_that_stalls_keeps_nobody_else_from_anything() -> None:
    slow, quick, town = Scripted(), Scripted(), Town()
    slow.gate.clear()
    told, _ = broadcast(slow, quick, room=4_000)
    town.attend(told)
    town.live(50)
    told.sinks[1].finish()
    told.sinks[1].join(SOON)
    assert quick.followed.state == town.state
    slow.gate.set()
    finished(told)
    assert slow.followed.state == town.state


@pytest.mark.parametrize("after", [0, 1, 100, 500, 5_000])
def test_one_that_breaks_off_gets_everything_first_when_it_is_back(after: int) -> None:
    out, town = Scripted(after), Town()
    told, heard = broadcast(out)
    town.attend(told)
    town.live(200)
    finished(told)
    follower = out.followed
    assert (follower.state, follower.seq) == (town.state, town.seq)
    assert len(out.sessions) == 2
    assert msgspec.json.decode(out.sessions[1].splitlines()[0])["payload_type"] == "snapshot"
    assert told.sinks[0].health.restarts == 1
    assert len(follower.events) + follower.dropped <= 200
    assert [*told.troubles] == []
    assert heard.codes in (["TN069"], [])  # Nothing is said of what only happens after the end.


def test_one_that_is_back_while_nothing_happens_need_not_wait_for_news() -> None:
    """The town's thread is woken, and sees to it."""
    out, town, woken = Scripted(0), Town(), Event()
    told, _ = broadcast(out)
    told.wake = woken.set
    town.attend(told)
    until(lambda: told.sinks[0].health.restarts)
    assert woken.is_set()
    told.see_to()
    until(lambda: out.followed.state == town.state)
    told.see_to()  # Nobody needs it any more.
    finished(told)
    assert out.followed.snapshots == 1


def test_one_that_breaks_again_and_again_is_reported_once() -> None:
    out, town = Scripted(300, 300, 300), Town()
    told, heard = broadcast(out)
    town.attend(told)
    for _ in range(4):
        out.reached.clear()
        town.live(20)
        assert out.reached.wait(SOON)
    finished(told)
    assert out.followed.state == town.state
    assert heard.codes == ["TN069"]
    assert told.sinks[0].health.restarts == 3


def test_one_that_is_gone_is_called_with_growing_waits_and_the_run_goes_on() -> None:
    waits: list[float] = []
    out, town = Scripted(10), Town()

    def pause(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 40:
            out.answers.set()

    told, heard = broadcast(out, pause=pause)
    out.answers.clear()
    town.attend(told)
    town.live(100)
    until(lambda: heard)
    finished(told)
    assert (heard.codes, out.tries) == (["TN069"], 42)
    assert all(0 <= seconds <= 30 for seconds in waits)
    assert max(waits[20:]) > 3 > 0.2 >= max(waits[:1])
    assert out.followed.state == town.state


def test_one_that_never_comes_back_is_said_at_the_end() -> None:
    out, town = Scripted(10), Town()
    told, heard = broadcast(out, pause=None)
    out.answers.clear()
    town.attend(told)
    town.live(10)
    until(lambda: heard)
    finished(told, patience=0.1)
    assert [each.code for each in told.troubles] == ["TN067"]
    health = told.sinks[0].health
    assert (health.alive, health.error, health.dropped) == (False, "connection refused", 10)


def test_one_that_stalls_to_the_end_is_waited_for_no_longer_than_was_said() -> None:
    out, town = Scripted(), Town()
    out.gate.clear()
    told, _ = broadcast(out)
    town.attend(told)
    assert out.reached.wait(SOON)
    out.breaks = [0]  # What `interrupt` makes of it.
    town.live(10)
    finished(told, patience=0.05)
    assert [each.code for each in told.troubles] == ["TN067"]


def test_one_that_is_slow_is_waited_for_as_long_as_it_takes_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the clock of the run it takes a piece every four seconds, and may take nothing for five."""
    monkeypatch.setattr(broadcasting, "LOOK", 0.001)
    now = [0.0]

    class Slow(Scripted):
        def write(self, data: bytes) -> None:
            assert self.gate.wait(SOON)
            for _ in range(0, len(data), 100):
                now[0] += 4.0
                self.looked_at()
                self.passed += 100
                self.looked_at()
            super().write(data)

        def looked_at(self) -> None:
            before = looks[0]
            until(lambda: looks[0] > before + 1)

    looks = [0]

    def clock() -> float:
        looks[0] += 1
        return now[0]

    out, town = Slow(), Town()
    out.gate.clear()
    told, _ = broadcast(out, clock=clock)
    town.attend(told)
    town.live(20)
    out.reached.set()
    out.gate.set()
    finished(told, patience=5.0)
    assert now[0] > 40
    assert out.followed.state == town.state
    assert [*told.troubles] == []


def test_one_that_dies_of_the_end_each_time_is_not_called_for_ever() -> None:
    out, town = Scripted(*[50] * 100), Town()
    out.gate.clear()
    told, _ = broadcast(out)
    town.attend(told)
    town.live(10)
    out.gate.set()
    finished(told)
    assert [each.code for each in told.troubles] == ["TN067"]
    assert "has left" in next(told.troubles).message
    assert len(out.sessions) <= 5


def test_nothing_is_wrong_any_more_with_one_that_is_back() -> None:
    out, town = Scripted(100), Town()
    out.watched = True
    told, _ = broadcast(out)
    town.attend(told)
    town.live(10)
    until(lambda: told.sinks[0].health.restarts)
    assert told.sinks[0].health.error == ""
    town.live(1)
    finished(told)
    (last,) = out.followed.health[-1]["sinks"]
    assert (last["alive"], last["restarts"], last["error"]) == (True, 1, "")


def test_a_worker_survives_whatever_goes_wrong() -> None:
    class Odd(Scripted):
        def write(self, data: bytes) -> None:
            if self.tries == 1:
                raise RuntimeError("quite unexpected")
            super().write(data)

    out, town = Odd(), Town()
    told, heard = broadcast(out)
    town.attend(told)
    town.live(10)
    until(lambda: heard)
    finished(told)
    assert out.followed.state == town.state
    assert heard.codes == ["TN069"]


def test_health_is_told_beside_the_sequence_and_at_the_end() -> None:
    out, town = Scripted(), Town()
    out.watched = True
    told, _ = broadcast(out, every=0.0)
    town.attend(told)
    town.live(20)
    finished(told)
    follower = out.followed
    assert follower.state == town.state
    assert len(follower.health) >= 2
    last = follower.health[-1]
    assert (last["run"], last["tick"]) == ("r", town.seq)
    (sink,) = last["sinks"]
    assert (sink["sink"], sink["alive"], sink["queued"]) == ("scripted", True, 0)
    assert sink["sent"] == 21 + len(follower.health) - 1
    assert sink["bytes"] == len(out.sessions[0]) - len(out.sessions[0].splitlines(keepends=True)[-1])


def test_health_is_told_while_nothing_happens() -> None:
    out, town = Scripted(), Town()
    out.watched = True
    told, _ = broadcast(out, every=0.01)
    town.attend(told)
    assert out.reached.wait(SOON)
    out.reached.clear()
    assert out.reached.wait(SOON)  # Nothing was told in between.
    finished(told)
    assert len(out.followed.health) >= 2


def test_the_slowest_ticks_are_remembered() -> None:
    town = Town()
    told, _ = broadcast(Scripted())
    now = [0.0]
    told.timer = lambda: now[0]
    town.attend(told)
    for seconds in (1.0, 3.0, 2.0, 5.0, 4.0, 6.0, 0.5):
        now[0] += seconds
        town.live()
    finished(told)
    assert told.figures.slowest == ((7, 6.0), (5, 5.0), (6, 4.0), (3, 3.0), (4, 2.0))
    assert told.figures.messages == 8
