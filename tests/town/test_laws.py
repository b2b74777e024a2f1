"""Each law of the town, broken on purpose: a law that nothing can break keeps nothing."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.town.support import Performance, raised, schedule_of, script
from townlet.agenda import Entry
from townlet.clock import advance
from townlet.course import Course
from townlet.events import Arrived
from townlet.goods import ledger
from townlet.invariants import AFTER_EVENTS, BETWEEN_TICKS, Constable, LawError, broken
from townlet.mood import impulse
from townlet.state import Tie
from townlet.town import Town

LAWS = {law.broken.__name__.strip("_"): law for law in (*AFTER_EVENTS, *BETWEEN_TICKS)}
"""By the name of what looks for it."""


def busy() -> Town:
    """Ann uses the shower and Ben waits for it; Cy and Dee talk; Eve is on her way; Fay is not in town."""
    schedule = schedule_of(
        script(
            """
            at tick 1:
                direct Ann to use shower-1 for 60 ticks
                direct Cy to chat with Dee
                wait 1 tick
                direct Ben to use shower-1
            at tick 38:
                direct Eve to go to park
            at tick 39:
                direct Cy to chat with Dee
            """,
            cast="""
                Ann: balanced, at bathhouse
                Ben: balanced, at bathhouse
                Cy: balanced, at cafe
                Dee: balanced, at cafe
                Eve: balanced, at station, carries 1 flask
                Fay: balanced, offstage
            """,
            still="Cy, Dee, Eve",
            head="item flask:\n    price: 1 coin\n    use: energy +5%\n    portions: 3",
        )
    )  # fmt: skip
    town = raised(schedule).town
    advance(town, 40)
    return town


def _entry(town: Town, kind: str, who: str = "") -> Entry:
    return next(each for each in town.agenda.heap if each.kind == kind and who in ("", each.who))


def _lose(town: Town, kinds: str, who: str = "") -> None:
    for kind in kinds.split():
        town.agenda.heap.remove(_entry(town, kind, who))


BREAKS: dict[str, tuple[str, Callable[[Town], object]]] = {
    "a coin out of nowhere": ("sums", lambda t: t.ledger["Ann"].update(coins=t.ledger["Ann"]["coins"] + 1)),
    "debts": ("debts", lambda t: ledger.transfer(t.ledger, "flask", 2, "Eve", ledger.OUTSIDE)),
    "more gone than there is": ("begun_items", lambda t: t.opened.update(Eve={"flask": 3})),
    "gone from nothing": ("begun_items", lambda t: t.opened.update(Ann={"flask": 1})),
    "an age of nothing": ("ages", lambda t: t.batches.update(Ann={"coffee": [(90, 1)]})),
    "lent and gone": ("claims", lambda t: t.lent.update(Ann={"flask": {"Eve": 1}})),
    "spoilt and still there": ("spoilt", lambda t: t.batches.update(Ann={"coffee": [(9, 1)]})),
    "two in one shower": ("users", lambda t: t.things["shower-1"].users.append("Ben")),
    "a user who left": ("holders", lambda t: setattr(t.agents["Ann"], "on_stage", False)),
    "a user who does something else": ("holders", lambda t: setattr(t.agents["Ann"], "doing", t.agents["Cy"].doing)),
    "a user elsewhere": ("holders", lambda t: setattr(t.agents["Ann"], "place", "park")),
    "nobody at the head of a queue": ("holders", lambda t: t.things["shower-1"].queue.append("Gus")),
    "twice in a queue": ("holders", lambda t: t.things["shower-1"].queue.append("Ben")),
    "in two places": ("whereabouts", lambda t: t.places["park"].people.append("Ann")),
    "in no place": ("whereabouts", lambda t: t.places["bathhouse"].people.remove("Ann")),
    "on another's tile": ("whereabouts", lambda t: setattr(t.agents["Ann"], "tile", t.agents["Cy"].tile)),
    "a need out of bounds": ("bounds", lambda t: setattr(t.agents["Ann"], "hunger", Course(1_000_001))),
    "a feeling that grows": (
        "bounds", lambda t: t.agents["Ann"].impulses.append(replace(impulse(9, 3, 0, 1), course=Course(9, 1)))),
    "a tie out of bounds": ("bounds", lambda t: t.agents["Ann"].ties.update(Ben=Tie(0, 1_000_001, 0, 0))),
    "eight ties": ("bounds", lambda t: t.agents["Ann"].ties.update({f"P{n}": Tie(1, 1, 1, 0) for n in range(8)})),
    "half a talk": ("talks", lambda t: setattr(t.agents["Dee"], "talk", None)),
    "away in the middle of a talk": ("talks", lambda t: setattr(t.agents["Cy"], "walk", t.agents["Eve"].walk)),
    "a walk to nothing": ("pursuits", lambda t: setattr(t.agents["Eve"], "doing", None)),
    "at work after leaving": ("pursuits", lambda t: setattr(t.agents["Fay"], "doing", t.agents["Cy"].doing)),
    "held twice": ("pursuits", lambda t: t.agents["Cy"].holds.extend(t.agents["Cy"].holds)),
    "obeying twice": ("pursuits", lambda t: t.agents["Eve"].orders.extend(t.agents["Eve"].orders)),
    "seven ties": ("ties", lambda t: t.agents["Ann"].ties.update({f"P{n}": Tie(1, 1, 1, 0) for n in range(7)})),
    "a shower that forgets": ("reservations", lambda t: t.things["shower-1"].users.clear()),
    "a queue that forgets": ("reservations", lambda t: t.things["shower-1"].queue.clear()),
    "a job that nobody knows of": ("posts", lambda t: t.register.applicants.update(barista=["Ann"])),
    "a vacancy too many": ("posts", lambda t: t.register.vacant.update(barista=9)),
    "nobody is called": ("queues", lambda t: t.things["shower-1"].users.clear()),
    "a use without an end": ("stuck", lambda t: _lose(t, "end", "Ann")),
    "a walk without an arrival": ("stuck", lambda t: _lose(t, "come-in arrive order", "Eve")),
    "an entry of the past": ("agenda", lambda t: t.agenda.heap.append(_entry(t, "need")._replace(tick=3, serial=0))),
    "an entry of no kind": ("agenda", lambda t: t.agenda.heap.append(_entry(t, "need")._replace(kind="x", serial=0))),
    "one serial twice": ("agenda", lambda t: t.agenda.heap.append(_entry(t, "need"))),
    "needs that nobody looks at": ("agenda", lambda t: _lose(t, "need", "Ann")),
}  # fmt: skip


def found(town: Town) -> set[str]:
    return {law.broken.__name__.strip("_") for law, _ in broken(town, (*AFTER_EVENTS, *BETWEEN_TICKS))}


def test_the_busy_town_keeps_all_laws() -> None:
    town = busy()
    assert found(town) == set()
    assert town.things["shower-1"].users == ["Ann"]
    assert town.things["shower-1"].queue == ["Ben"]
    assert town.agents["Cy"].talk is not None
    assert town.agents["Eve"].walk is not None


@pytest.mark.parametrize(("law", "tamper"), BREAKS.values(), ids=BREAKS)
def test_a_broken_law_is_seen(law: str, tamper: Callable[[Town], object]) -> None:
    town = busy()
    tamper(town)
    assert law in found(town)


def test_every_law_can_be_broken() -> None:
    assert {law for law, _ in BREAKS.values()} == LAWS.keys()


def test_laws_are_sentences() -> None:
    for law in LAWS.values():
        assert law.says[0].isupper()
        assert law.says.endswith(".")


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ({"id": 3}, "comes after event"),
        ({"tick": 7}, "of tick 7"),
        ({"cause": 1_000_000}, "is caused by event 1000000"),
        ({"root": "the weather"}, "'the weather', which is written nowhere"),
    ],
)
def test_an_event_out_of_line_is_seen(event: dict[str, int | str], words: str) -> None:
    town = busy()
    constable = Constable(town)
    sound = Arrived(town.last + 1, town.tick, town.last, "town/own-choice", "·", "Ann", "bathhouse", (0, 0))
    constable.hear(sound)
    with pytest.raises(LawError, match=words):
        Constable(town).hear(replace(sound, **event))


def test_a_performance_is_what_it_was_for_being_watched() -> None:
    schedule = schedule_of(script("", cast="Ann: balanced\nBen: socialite", length="300 ticks"))

    def run(watch: bool) -> Performance:
        done = raised(schedule)
        constable = Constable(done.town)
        done.town.listener = constable.hear if watch else None
        advance(done.town, 300)
        return done

    assert run(True).town.chain == run(False).town.chain
