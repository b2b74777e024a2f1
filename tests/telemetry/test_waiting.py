"""What waits for a consumer: bounded, in order, composed when there is too much, and never a diff without its base."""

import time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.telemetry.waiting import FEW, Line, Waiting, in_one
from tests.telemetry.consumers import Follower
from townlet.telemetry.merging import Plain, merged


def snapshot(seq: int, state: Plain | None = None) -> Line:
    told = {"payload_type": "snapshot", "run": "r", "seq": seq, "tick": seq, "state": state or {}}
    return Line(msgspec.json.encode(told) + b"\n", True)


def diff(seq: int, **more: object) -> Line:
    told = {"payload_type": "diff", "run": "r", "seq": seq, "base": seq - 1, "tick": seq, "events": [{"id": seq}]}
    return Line(msgspec.json.encode(told | {"changes": {"n": seq}} | more) + b"\n", False, 1)


def seqs(lines: list[Line]) -> list[int]:
    return [msgspec.json.decode(line.text)["seq"] for line in lines]


def test_what_fits_comes_out_as_it_went_in() -> None:
    waiting = Waiting(room=5)
    lines = [snapshot(1), *map(diff, range(2, 6))]
    for line in lines:
        waiting.put(line)
    assert waiting.take() == (lines, False)
    assert (waiting.composed, waiting.dropped, len(waiting)) == (0, 0, 0)


def test_too_much_is_made_one_diff_behind_the_snapshot() -> None:
    waiting = Waiting(room=3, limit=2)
    for line in [snapshot(1), diff(2), diff(3), diff(4)]:
        waiting.put(line)
    lines, _ = waiting.take()
    assert seqs(lines) == [1, 4]
    whole = msgspec.json.decode(lines[1].text)
    assert (whole["base"], whole["changes"], whole["dropped"]) == (1, {"n": 4}, 1)
    assert (waiting.composed, waiting.dropped) == (3, 1)


def test_a_composed_diff_counts_once() -> None:
    waiting = Waiting(room=2)
    waiting.put(snapshot(0))
    for seq in range(1, 10):
        waiting.put(diff(seq))
    waiting.take()
    assert waiting.composed == 9


def test_a_few_may_be_as_large_as_they_like() -> None:
    waiting = Waiting(size=100)
    waiting.put(snapshot(1))
    for seq in range(2, FEW + 1):
        waiting.put(diff(seq, changes={"text": "x" * 200}))
    assert len(waiting) == FEW
    waiting.put(diff(FEW + 1))
    assert len(waiting) == 2


def test_instead_of_a_diff_that_is_too_large_everything_is_wanted() -> None:
    waiting = Waiting(room=3, largest=500)
    waiting.put(snapshot(1))
    for seq in range(2, 5):
        waiting.put(diff(seq, changes={"text": {str(seq): "x" * 200}}))
    assert (len(waiting), waiting.wants, waiting.dropped) == (0, True, 3)
    waiting.put(snapshot(4))
    waiting.put(diff(5))
    assert seqs(waiting.take()[0]) == [4, 5]


def test_of_samples_the_last_is_enough() -> None:
    waiting = Waiting(room=3)
    for seq in range(1, 5):
        waiting.put(snapshot(seq))
    assert seqs(waiting.take()[0]) == [4]
    assert waiting.composed == 3


@pytest.mark.parametrize("lost", [0, 5])
def test_who_lost_the_thread_gets_nothing_but_what_stands_by_itself(lost: int) -> None:
    waiting = Waiting()
    waiting.put(snapshot(1))
    waiting.put(diff(2))
    waiting.lose(lost)
    waiting.put(snapshot(2))  # Nobody is there to take it.
    waiting.find()
    waiting.put(diff(3))
    assert (len(waiting), waiting.wants, waiting.dropped) == (0, True, lost + 2)
    waiting.put(snapshot(3))
    waiting.put(diff(4))
    assert seqs(waiting.take()[0]) == [3, 4]


def test_the_end_is_only_when_nothing_is_wanted_any_more() -> None:
    waiting = Waiting()
    waiting.close()
    assert waiting.take(timeout=0) == ([], False)
    waiting.put(snapshot(1))
    assert waiting.take() == ([snapshot(1)], True)
    waiting.end()
    waiting.put(diff(2))
    assert waiting.take() == ([], True)


def test_composing_costs_what_there_is_to_compose() -> None:
    """Twice as many diffs cost about twice as much, and not four times, while something new comes with each."""

    def cost(count: int) -> float:
        lines = [diff(seq, changes={"n": {str(seq): seq}}, removed=[f"/n/{seq - 5}"]) for seq in range(1, count + 1)]
        began = time.process_time()
        in_one(lines, 10)
        return time.process_time() - began

    few, many = (min(cost(count) for _ in range(5)) for count in (500, 4_000))
    assert many < 8 * 3 * few


STEPS = st.lists(st.sampled_from(("tick", "tick", "tick", "take", "lose", "find")), max_size=60)


@given(STEPS, st.integers(1, 6), st.integers(0, 4), st.sampled_from((150, 200, 10_000)))
def test_whatever_happens_the_consumer_comes_to_the_same(steps: list[str], room: int, limit: int, largest: int) -> None:
    """Ticks, takings and losses in any order: all that is taken can be merged, and at the end it is the state."""
    waiting, follower, state, seq = Waiting(room=room, limit=limit, largest=largest), Follower(), {"n": 0}, 1
    waiting.put(snapshot(1, state))
    happened = 0
    for step in [*steps, "find", "tick", "take"]:
        match step:
            case "tick":
                seq, happened = seq + 1, happened + 1
                change = {"changes": {f"n{seq % 3}": {str(seq): None}}, "removed": [f"/n{seq % 2}"]}
                state = merged(state, change)
                waiting.put(diff(seq, **change))
                if waiting.wants and not waiting.away:
                    waiting.put(snapshot(seq, state))
            case "take" if len(waiting):
                follower.read(line.text for line in waiting.take()[0])
            case "lose":
                waiting.lose()
            case "find" if waiting.away:
                waiting.find()
    assert len(waiting) <= room
    assert (follower.state, follower.seq) == (state, seq)
    assert len(follower.events) + waiting.dropped == happened
