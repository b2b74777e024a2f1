"""Time: the one function that moves it, and what each kind of entry on the agenda sets going."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from townlet import choice
from townlet.activity import doing as deeds
from townlet.activity import queues
from townlet.agenda import DECIDE, DUE, Entry
from townlet.asking import drop_order, unnudge
from townlet.circumstances import chances, perturbations, weather
from townlet.goods import restocking, spoilage
from townlet.livelihood import fainting, lifecycle, rounds
from townlet.script import checks, cues, frames
from townlet.state import Agent

if TYPE_CHECKING:
    from townlet.town import Town


def advance(town: "Town", until: int) -> None:
    """Let everything happen that is due up to and including tick `until`; ticks without entries cost nothing.

    On the last tick of the schedule conditions are judged, but nobody decides anything any more.
    """
    agenda, performance, end = town.agenda, town.performance, town.schedule.length
    while agenda.due(until):
        tick = agenda.heap[0].tick
        if tick != town.tick:
            _turn_page(town, tick)  # With what is due next still on the agenda, where whoever looks can see it.
        entry = agenda.take()
        performance.phase = entry.phase
        if entry.phase != DECIDE or entry.tick < end:
            HANDLERS[entry.kind](town, entry)
    if town.tick != until:
        _turn_page(town, until)


def perform(town: "Town") -> None:
    """Run to the end of the schedule and settle what is left; a run that is blocked whole is over as it begins."""
    if not town.performance.blocked:
        advance(town, town.schedule.length)
    checks.finish(town)


def _turn_page(town: "Town", tick: int) -> None:
    """A new tick: what was news is news no more, and whoever watches looks once more at the one that is over."""
    if town.observer is not None:
        town.observer.turning()
    town.tick, town.performance.phase = tick, DUE
    town.performance.news.clear()
    town.performance.lines.clear()


def _mine(step: "Callable[[Town, Agent], None]") -> "Callable[[Town, Entry], None]":
    """A step of what an agent is doing, unless it has turned to something else since."""

    def handle(town: "Town", entry: Entry) -> None:
        agent = town.agents[entry.who]
        if agent.turn == entry.generation and agent.doing is not None:
            step(town, agent)

    return handle


def _go_on(town: "Town", agent: Agent) -> None:
    """Time to go on, which waits while somebody else has one in talk."""
    if agent.talk is not None and not agent.talk.lead:
        town.later(agent, max(1, agent.talk.until - town.tick + 1), "go-on")
    else:
        deeds.proceed(town, agent)


def _need(town: "Town", entry: Entry) -> None:
    agent = town.agents[entry.who]
    if agent.watch == entry.tick:
        fainting.notice(town, agent)


def _decide(town: "Town", entry: Entry) -> None:
    choice.decide(town, town.agents[entry.who])


def _turn(town: "Town", entry: Entry) -> None:
    head = queues.turn(town, town.things[entry.who])
    if head is not None:
        deeds.proceed(town, town.agents[head])


def _tire(town: "Town", agent: Agent) -> None:
    """Somebody has stood in a queue for as long as they will."""
    if queues.tired(town, agent):
        deeds.refuse(town, agent, "the wait was too long")


def _order(town: "Town", entry: Entry) -> None:
    """A directive's limit: it must have begun by now, or its time is up."""
    agent = town.agents[entry.who]
    for order in agent.orders:
        if order.id == entry.generation and order.until <= town.tick:
            begun = agent.doing is not None and agent.doing.order == order.id and agent.doing.stage == "busy"
            if not begun:
                drop_order(town, agent, order.id, "done" if order.begun else "out-of-time", order.cause)
                town.deciding(agent)


def _nudge(town: "Town", entry: Entry) -> None:
    agent = town.agents[entry.who]
    for nudge in agent.nudges:
        if nudge.id == entry.generation:
            unnudge(town, agent, nudge.id, nudge.cause)


def _perturbation_over(town: "Town", entry: Entry) -> None:
    perturbations.over(town, entry.who)


def _rain_falls(town: "Town", entry: Entry) -> None:
    weather.fall(town)


def _cut_off(town: "Town", entry: Entry) -> None:
    perturbations.cut_off(town)


def _cue(town: "Town", entry: Entry) -> None:
    cues.play(town, entry.who)


def _resume(town: "Town", entry: Entry) -> None:
    frame = town.performance.frames.get(entry.who)
    if frame is not None and frame.wait == entry.generation:
        frames.run(town, frame)


def _settle(town: "Town", entry: Entry) -> None:
    frame = town.performance.frames.get(entry.who)
    if frame is not None:
        frames.close_if_complete(town, frame)


def _again(town: "Town", entry: Entry) -> None:
    frame = town.performance.frames.get(entry.who)
    if frame is not None:
        frames.again(town, frame, entry.generation)


def _close(town: "Town", entry: Entry) -> None:
    cues.stop(town, entry.who)


def _completed(town: "Town", entry: Entry) -> None:
    cues.completed(town, entry.who)


def _look(town: "Town", entry: Entry) -> None:
    """A watch to look at: because something was touched, or because its predicted tick has come."""
    watch = town.performance.watches.get(entry.who)
    if watch is None or (entry.kind == "look-ahead" and watch.ahead != entry.tick):
        return
    match watch.purpose:
        case "cue":
            cues.look_at_cue(town, watch)
        case "wait":
            frames.look_at_wait(town, watch)
        case "check":
            checks.look_at_check(town, watch)


def _dwell(town: "Town", entry: Entry) -> None:
    watch = town.performance.watches.get(entry.who)
    if watch is not None:
        cues.dwelt(town, watch, entry.generation)


def _give_up(town: "Town", entry: Entry) -> None:
    frame = town.performance.frames.get(entry.who)
    if frame is not None and frame.wait == entry.generation:
        frames.give_up(town, frame)


def _deadline(town: "Town", entry: Entry) -> None:
    armed = town.performance.armed.get(entry.who)
    if armed is not None and armed.deadline == entry.tick:
        checks.deadline(town, armed)


HANDLERS: Final[dict[str, "Callable[[Town, Entry], None]"]] = {
    "come-in": _mine(deeds.come_in),
    "arrive": _mine(deeds.arrive),
    "go-on": _mine(_go_on),
    "end": _mine(deeds.finish),
    "need": _need,
    "turn": _turn,
    "tire": _mine(_tire),
    "order": _order,
    "nudge": _nudge,
    "shift-soon": rounds.shift_soon,
    "shift": rounds.shift,
    "roll-call": rounds.roll_call,
    "missing": rounds.missing,
    "shift-over": rounds.shift_over,
    "hiring": rounds.hiring,
    "closing": rounds.closing,
    "midnight": rounds.midnight,
    "morning": lifecycle.morning,
    "depart": lifecycle.depart,
    "newcomer": lifecycle.newcomer,
    "restock": restocking.restock,
    "spoil": spoilage.spoil,
    "perturbation-over": _perturbation_over,
    "rain-falls": _rain_falls,
    "cut-off": _cut_off,
    "chances": chances.draw,
    "chance": chances.come,
    "cue": _cue,
    "resume": _resume,
    "settle": _settle,
    "again": _again,
    "close": _close,
    "completed": _completed,
    "decide": _decide,
    "look": _look,
    "look-ahead": _look,
    "dwell": _dwell,
    "give-up": _give_up,
    "deadline": _deadline,
}
