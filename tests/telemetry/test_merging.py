"""Diffs merged and composed: a table of what is told apart, and laws that hold for any states and diffs."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townlet.telemetry.merging import Plain, composed, merged

NAMES = st.sampled_from(("a", "b", "~/1"))  # Few, so that two diffs meet in them.
FLAT = st.sampled_from((None, 0, 1, [1, 2]))
VALUES = st.recursive(FLAT, lambda inner: st.dictionaries(NAMES, inner, max_size=3), max_leaves=6)
STATES = st.dictionaries(NAMES, VALUES, max_size=4)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map(
    lambda names: "".join("/" + name.replace("~", "~0").replace("/", "~1") for name in names)
)
DIFFS = st.fixed_dictionaries(
    {"tick": st.integers(1, 3)},
    optional={
        "changes": STATES,
        "removed": st.lists(PATHS, max_size=3),
        "events": st.lists(st.integers(1, 99).map(lambda number: {"id": number}), min_size=1, max_size=5),
        "dropped": st.integers(1, 3),
    },
)
LIMITS = st.integers(0, 8)


def chain(diffs: list[Plain]) -> list[Plain]:
    """Diffs made to follow each other, from message 0 on; time does not go back."""
    ticks = sorted(diff["tick"] for diff in diffs)
    return [
        diff | {"run": "r", "seq": number + 1, "base": number, "tick": tick}
        for number, (diff, tick) in enumerate(zip(diffs, ticks, strict=True))
    ]


CHAINS = st.lists(DIFFS, min_size=3, max_size=3).map(chain)


@pytest.mark.parametrize(
    ("state", "diff", "expected"),
    [
        ({"a": 1}, {"changes": {"b": 2}}, {"a": 1, "b": 2}),
        ({"a": {"x": 1, "y": 2}}, {"changes": {"a": {"x": 3}}}, {"a": {"x": 3, "y": 2}}),
        ({"a": [1, 2]}, {"changes": {"a": [3]}}, {"a": [3]}),
        ({"a": {"x": 1}}, {"changes": {"a": None}}, {"a": None}),
        ({"a": None}, {"changes": {"a": {"x": 1}}}, {"a": {"x": 1}}),
        ({"a": {"x": 1, "y": 2}}, {"removed": ["/a/x"]}, {"a": {"y": 2}}),
        ({"a": {"x": 1}}, {"removed": ["/a/x/y", "/b", "/a/z"]}, {"a": {"x": 1}}),
        ({"a": {"x": 1}}, {"removed": ["/a"], "changes": {"a": {"y": 2}}}, {"a": {"y": 2}}),
        ({"a/b": {"~1": 1, "/": 2}}, {"removed": ["/a~1b/~01"]}, {"a/b": {"/": 2}}),
    ],
)
def test_what_a_diff_does(state: Plain, diff: Plain, expected: Plain) -> None:
    assert merged(state, diff) == expected


def told(seq: int, changes: Plain | None = None, *removed: str, **more: Any) -> Plain:
    found = {"run": "r", "seq": seq, "base": seq - 1, "tick": seq, "changes": changes or {}, "removed": [*removed]}
    return found | more


@pytest.mark.parametrize(
    ("older", "newer", "changes", "removed"),
    [
        pytest.param(told(1, {"a": 1}), told(2, {"a": 2, "b": 1}), {"a": 2, "b": 1}, [], id="the later wins"),
        pytest.param(told(1, None, "/a"), told(2, {"a": 1}), {"a": 1}, [], id="removed, then set"),
        pytest.param(told(1, {"a": 1}), told(2, None, "/a"), {}, ["/a"], id="set, then removed"),
        pytest.param(told(1, None, "/a"), told(2, {"a": {"x": 1}}), {"a": {"x": 1}}, ["/a"], id="removed, child set"),
        pytest.param(told(1, {"a": {"x": 1}}), told(2, None, "/a"), {}, ["/a"], id="child set, parent removed"),
        pytest.param(told(1, None, "/a/x"), told(2, None, "/a"), {}, ["/a"], id="child removed, parent removed"),
        pytest.param(told(1, {"a": None}), told(2, {"a": {"x": 1}}), {"a": {"x": 1}}, ["/a"], id="nothing in between"),
        pytest.param(told(1, None, "/a/x"), told(2, {"a": None}), {"a": None}, [], id="replaced from above"),
    ],
)  # fmt: skip
def test_what_two_diffs_are_together(older: Plain, newer: Plain, changes: Plain, removed: list[str]) -> None:
    both = composed(older, newer, 9)
    assert (both.get("changes", {}), both.get("removed", [])) == (changes, removed)
    assert (both["base"], both["seq"], both["tick"]) == (0, 2, 2)


def test_events_of_an_earlier_tick_say_of_which() -> None:
    both = composed(told(1, events=[{"id": 1}]), told(2, events=[{"id": 2}]), 9)
    assert both["events"] == [{"id": 1, "tick": 1}, {"id": 2}]


def test_the_last_events_are_kept_and_the_others_counted() -> None:
    older = told(1, events=[{"id": 1}, {"id": 2}], dropped=5)
    both = composed(older, told(2, events=[{"id": 3}]), 2)
    assert ([event["id"] for event in both["events"]], both["dropped"]) == ([2, 3], 6)


@pytest.mark.parametrize("newer", [told(3), told(2, run="another")])
def test_what_does_not_follow_is_not_composed(newer: Plain) -> None:
    with pytest.raises(ValueError, match="follows"):
        composed(told(1), newer, 9)


@settings(max_examples=500)
@given(STATES, CHAINS, LIMITS)
def test_a_composed_diff_comes_to_the_same(state: Plain, diffs: list[Plain], limit: int) -> None:
    first, second, third = diffs
    after = merged(merged(state, first), second)
    both = composed(first, second, limit)
    assert merged(state, both) == after
    assert merged(state, composed(both, third, limit)) == merged(after, third)


@given(CHAINS, LIMITS)
def test_it_does_not_matter_which_are_composed_first(diffs: list[Plain], limit: int) -> None:
    first, second, third = diffs
    left = composed(composed(first, second, limit), third, limit)
    assert left == composed(first, composed(second, third, limit), limit)


@given(CHAINS, LIMITS)
def test_no_event_goes_uncounted(diffs: list[Plain], limit: int) -> None:
    whole = composed(composed(diffs[0], diffs[1], limit), diffs[2], limit)
    happened = sum(len(diff.get("events", ())) + diff.get("dropped", 0) for diff in diffs)
    assert len(whole.get("events", ())) + whole.get("dropped", 0) == happened
    assert len(whole.get("events", ())) <= limit


@given(STATES, CHAINS)
def test_nothing_that_is_passed_in_is_changed(state: Plain, diffs: list[Plain]) -> None:
    before = repr((state, diffs))
    merged(state, composed(diffs[0], diffs[1], 3))
    assert repr((state, diffs)) == before
