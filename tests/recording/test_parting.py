"""Two streams held against each other: the first tick that differs, and in what; made by hand, one thing at a time."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.recording.fields import Moment, flat
from runner.recording.parting import Change, Draw, Side, Wording, compared, parted, state_at
from townlet.telemetry.wire import SCHEMA, Diff, Happened, LinePart, Snapshot, State

Told = Snapshot | Diff


def beginning(**agents: Any) -> Snapshot:
    state = msgspec.convert({"town": {"clock": 480}, "agents": agents}, State)
    return Snapshot(schema=SCHEMA, run="r", seq=1, tick=0, state=state)


def change(tick: int, who: str = "Ada", *events: Happened, removed: tuple[str, ...] = (), **fields: Any) -> Diff:
    state = msgspec.convert({"agents": {who: fields}} if fields else {}, State)
    return Diff(
        schema=SCHEMA, run="r", seq=tick + 1, base=tick, tick=tick, changes=state, events=events, removed=removed
    )


def side(*messages: Told, **draws: list[Draw]) -> Side:
    """A run; draws by tick, as in `t4=[…]`."""
    return Side(messages, {int(tick[1:]): asked for tick, asked in draws.items()})


ADA = beginning(Ada={"wallet": 5_000, "needs": {"hunger": {"level": 620_000, "rate": -1_400, "since": 0}}})
PAID = Happened(id=7, kind="paid", who="Ada", where="cafe", data={"price": 2_000}, text="Ada pays.")
ASKED = Draw("engine.work|covers|Ada|Ben", 6)


def test_equal_runs_do_not_part_whoever_they_are_of() -> None:
    one = side(ADA, change(4, "Ada", PAID, wallet=3_000), t4=[ASKED])
    other = side(msgspec.structs.replace(ADA, run="s"), change(4, "Ada", PAID, wallet=3_000), t4=[ASKED])
    assert parted(one, other) is None


def test_the_first_tick_counts_and_figures_are_in_a_writers_units() -> None:
    one = side(ADA, change(4, wallet=3_000), change(9, wallet=1_000))
    other = side(ADA, change(4, wallet=2_500), change(9, wallet=1_000))
    found = parted(one, other)
    assert found is not None
    assert (found.tick, found.first, found.states) == (4, "state", (Change("Ada", "wallet", "3 coins", "2.5 coins"),))


def test_a_course_that_runs_otherwise_shows_before_anything_happens() -> None:
    steeper = beginning(Ada={"wallet": 5_000, "needs": {"hunger": {"level": 620_000, "rate": -2_800, "since": 0}}})
    found = parted(side(ADA), side(steeper))
    assert found is not None
    assert found.tick == 0
    assert found.states == (
        Change("Ada", "hunger", "62 %, falling by 8.4 % an hour", "62 %, falling by 16.8 % an hour"),
    )


def test_a_course_written_down_anew_is_the_same_course() -> None:
    anew = change(10, needs={"hunger": {"level": 606_000, "rate": -1_400, "since": 10}})
    assert parted(side(ADA, change(10, "Ada", PAID)), side(ADA, msgspec.structs.replace(anew, events=(PAID,)))) is None


def test_a_difference_too_small_for_words_is_told_to_the_last_digit() -> None:
    one = change(1, needs={"hunger": {"level": 600_000, "rate": 0, "since": 1}})
    other = change(1, needs={"hunger": {"level": 600_001, "rate": 0, "since": 1}})
    found = parted(side(ADA, one), side(ADA, other))
    assert found is not None
    assert found.states == (Change("Ada", "hunger", "60.0000 %", "60.0001 %"),)


def test_what_is_gone_on_one_side_is_told_of() -> None:
    carrying = change(2, inventory={"umbrella": 1})
    one = side(ADA, carrying)
    other = side(ADA, carrying, change(3, removed=("/agents/Ada/inventory/umbrella",)))
    found = parted(one, other)
    assert found is not None
    assert (found.tick, found.states) == (3, (Change("Ada", "carries umbrella", "1", "nothing"),))


@pytest.mark.parametrize(
    ("was", "now", "first"),
    [
        ((PAID,), (msgspec.structs.replace(PAID, where="inn"),), (PAID, msgspec.structs.replace(PAID, where="inn"))),
        ((PAID,), (), (PAID, None)),
        ((), (PAID,), (None, PAID)),
        ((PAID, msgspec.structs.replace(PAID, id=8)), (PAID,), (msgspec.structs.replace(PAID, id=8), None)),
    ],
)
def test_the_first_event_that_differs(
    was: tuple[Happened, ...], now: tuple[Happened, ...], first: tuple[Happened | None, Happened | None]
) -> None:
    found = parted(side(ADA, change(4, "Ada", *was)), side(ADA, change(4, "Ada", *now)))
    assert found is not None
    bare = tuple(event and msgspec.structs.replace(event, text="") for event in first)
    assert (found.first, (found.was, found.now)) == ("event", bare)


OTHER = Draw("engine.work|takes|Ada|Ben", 6)


@pytest.mark.parametrize(
    ("was", "now", "first"),
    [
        ([ASKED], [ASKED, OTHER], (None, OTHER)),
        ([ASKED, OTHER], [ASKED], (OTHER, None)),
        ([ASKED], [OTHER, ASKED], (None, OTHER)),
        ([OTHER, ASKED], [ASKED], (OTHER, None)),
        ([ASKED], [OTHER], (ASKED, OTHER)),
        ([Draw("a|b||", 1, 5)], [Draw("a|b||", 1, 6)], (Draw("a|b||", 1, 5), Draw("a|b||", 1, 6))),
    ],
)
def test_the_first_draws_that_differ(
    was: list[Draw], now: list[Draw], first: tuple[Draw | None, Draw | None]
) -> None:
    found = parted(side(ADA, t4=was), side(ADA, t4=now))
    assert found is not None
    assert (found.tick, found.first, found.draws) == (4, "draw", first)


@pytest.mark.parametrize(("after", "first"), [(6, "draw"), (7, "event"), (9, "event")])
def test_what_comes_first_within_a_tick_is_what_differs_first(after: int, first: str) -> None:
    """A draw that was asked for before the event is no consequence of it; one after it may be."""
    other = msgspec.structs.replace(PAID, where="inn")
    found = parted(
        side(ADA, change(4, "Ada", PAID)), side(ADA, change(4, "Ada", other), t4=[Draw("a|b||", after)])
    )
    assert found is not None
    assert found.first == first


def test_draws_that_were_not_recorded_are_no_difference() -> None:
    assert parted(Side((ADA,), {}, drawn=False), side(ADA, t4=[ASKED])) is None


def test_other_words_are_no_parting_and_are_told_apart() -> None:
    louder = msgspec.structs.replace(PAID, text="Ada pays up.")
    found = compared(side(ADA, change(4, "Ada", PAID)), side(ADA, change(4, "Ada", louder)))
    assert found.parting is None
    assert found.wording == Wording(4, 7, "Ada pays.", "Ada pays up.")


def test_the_story_and_what_is_counted_are_no_figures() -> None:
    told = State(narration={"1": LinePart(tick=1, text="Ada hums.")}, kpis={"chats": 3})
    other = Diff(schema=SCHEMA, run="r", seq=2, base=1, tick=1, changes=told, removed=("/narration/0", "/kpis/x"))
    assert parted(side(ADA), side(ADA, other)) is None


def test_where_the_hashes_agree_the_same_happened_however_it_is_told() -> None:
    shorter = msgspec.structs.replace(PAID, data=msgspec.UNSET)
    one, other = side(ADA, change(4, "Ada", PAID)), side(ADA, change(4, "Ada", shorter))
    assert parted(one, other) is not None
    chains = {4: "9e0d"}
    assert parted(msgspec.structs.replace(one, chains=chains), msgspec.structs.replace(other, chains=chains)) is None


def test_a_figure_that_one_engine_does_not_tell_of_is_no_difference() -> None:
    short = beginning(Ada={"needs": {"hunger": {"level": 620_000, "rate": -1_400, "since": 0}}})
    one, other = side(ADA, change(4, wallet=3_000)), side(short)
    assert parted(one, other) is not None
    assert compared(one, other, same_beginning=True).parting is None
    later = msgspec.structs.replace(other, messages=(short, change(5, homeless=True)))
    found = compared(one, later, same_beginning=True).parting
    assert found is not None
    assert (found.tick, [change.field for change in found.states]) == (5, ["homeless"])


WHOLE: dict[str, Any] = {
    "town": {"prices": {"cafe": 1_550_000}, "stock": {"cafe": {"coffee": 12}}, "utilities": {"power": "off"},
             "closed": {"cafe": True}, "weather": "rain",
             "active": {"1": {"kind": "blackout", "strength": 0, "until": 40}}},
    "agents": {"Ada": {"debt": 1_500, "position": {"on_stage": True, "place": "", "tile": [3, 4], "walk": None},
                       "doing": {"act": "eat", "stage": "busy", "since": 4, "until": -1, "sign": "!"},
                       "mood": {"weights": {"hunger": 40}, "feelings": {"7": {"level": 10_000, "rate": 0, "since": 0}}},
                       "steered": {"orders": {"1": {"act": "go park", "until": 9}}, "holds": {"a/b": True}}}},
    "ties": {"Ada>Ben": {"trust": {"level": 400_000, "rate": 0, "since": 0}, "bond": "friends"}},
    "objects": {"shower": {"users": ["Ada"], "queue": [], "ready": 5}},
    "employment": {"barista": {"staff": ["Ada", "Ben"]}},
    "conflicts": {"Ada|Ben": {"last": 3, "times": 2}},
    "script": {"cues": {"arrival": {"fired": 1, "started": 2, "completed": -1}},
               "verdicts": {"0": {"text": "expect x", "outcome": "met"}}},
    "later": "on",
}  # fmt: skip
FIGURES = {
    ("cafe", "prices"): "155 %", ("cafe", "stock of coffee"): "12", ("the town", "power"): "off",
    ("cafe", "closed"): "yes", ("the town", "weather"): "rain",
    ("the town", "blackout under way"): "until 08:40 (tick 40)",
    ("Ada", "rent owed"): "1.5 coins", ("Ada", "place"): "the street", ("Ada", "doing"): "eat",
    ("Ada", "who wanted it"): "a directive", ("Ada", "feeling that event 7 left"): "1 %",
    ("Ada", "directive to go park"): "until 08:09 (tick 9)", ("Ada", "hold by b"): "yes",
    ("Ada", "trust in Ben"): "40 %", ("Ada", "bond with Ben"): "friends", ("shower", "users"): "Ada",
    ("shower", "queue"): "nothing", ("barista", "staff"): "Ada, Ben", ("Ada and Ben", "had words so often"): "2",
    ("cue arrival", "last began"): "08:02 (tick 2)", ("cue arrival", "last complete"): "never",
    ("the script", "`expect x`"): "met", ("the town", "later"): "on",
}  # fmt: skip


def test_every_stretch_of_a_state_has_its_words() -> None:
    found = flat(WHOLE, Moment(10, 480))
    assert {key: figure.text for key, figure in found.items() if key in FIGURES} == FIGURES


level = st.integers(0, 1_000_000)


@given(st.lists(st.tuples(st.sampled_from(["Ada", "Ben"]), level), max_size=8), level, st.integers(0, 8))
def test_two_runs_part_where_one_figure_was_changed_and_nowhere_else(
    steps: list[tuple[str, int]], other: int, at: int
) -> None:
    """Whatever comes before and after: the tick is that of the change, and the figure is the one that was changed."""
    messages = [change(tick, who, wallet=amount) for tick, (who, amount) in enumerate(steps, 1)]
    start = beginning(Ada={"wallet": 0}, Ben={"wallet": 0})
    changed = [*messages]
    if at < len(steps):
        changed[at] = change(at + 1, steps[at][0], wallet=other)
    found = parted(side(start, *messages), side(start, *changed))
    if at >= len(steps) or steps[at][1] == other:
        assert found is None
    else:
        assert found is not None
        (only,) = found.states
        assert (found.tick, only.subject, only.field) == (at + 1, steps[at][0], "wallet")


def test_a_state_is_the_snapshot_with_the_diffs_up_to_a_tick() -> None:
    messages = [ADA, change(4, wallet=3_000), change(9, wallet=1_000)]
    assert [state_at(messages, tick)["agents"]["Ada"]["wallet"] for tick in (0, 4, 8, 9, 20)] == [
        5_000, 3_000, 3_000, 1_000, 1_000,
    ]  # fmt: skip
