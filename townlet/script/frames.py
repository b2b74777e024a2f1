"""Frames: how a block runs line by line, and when it is complete.

Only `wait` and `play` hold up the line after them; everything else returns at once. A block is complete when its
last line is reached and its directives and plays have ended; then its holds are released.
"""

from typing import TYPE_CHECKING, assert_never

from townlet import actions as a
from townlet import asking
from townlet import schedule as s
from townlet.agenda import CUES, LOOK
from townlet.causes import Cause
from townlet.chance import pick
from townlet.script import checks
from townlet.script.judge import truth
from townlet.script.performance import Frame, Outcome, Verdict
from townlet.script.watching import Watch, arm, disarm, look

if TYPE_CHECKING:
    from townlet.town import Town


def run(town: "Town", frame: Frame) -> None:
    """Go on with a frame until it waits or its last line is reached."""
    block = town.plot.blocks[frame.block]
    frame.state = "running"
    while frame.line < len(block):
        step = block[frame.line]
        frame.line += 1
        if not _step(town, frame, step):
            return
    frame.state = "closing"
    close_if_complete(town, frame)


def _step(town: "Town", frame: Frame, step: s.Step) -> bool:
    """Carry out one line; False when the frame must wait or is over."""
    match step:
        case s.Ask():
            _ask(town, frame, step)
        case s.Branch():
            if truth(town, step.condition) is not True:
                frame.line = step.otherwise
        case s.Jump():
            frame.line = step.to
        case s.Choose():
            luck = town.luck(step.stream, "choose", step.key)
            frame.line = step.options[pick(luck, [weight for weight, _ in step.options])][1]
        case s.Judge():
            checks.arm_check(town, step.check)
        case s.Assume():
            return _assume(town, frame, step)
        case s.Wait():
            _pause(town, frame)
            town.agenda.file(
                town.tick + step.ticks, CUES, "resume", frame.id, frame.wait, town.plot.order[frame.cue]
            )
            return False
        case s.WaitUntil():
            _wait_until(town, frame, step)
            return False
        case s.Play():
            return _play(town, frame, step)
        case _:
            assert_never(step)
    return True


def _ask(town: "Town", frame: Frame, step: s.Ask) -> None:
    action = step.action
    if isinstance(action, a.Mark | a.Narrate | a.Prompt):
        town.note(action, step.id)
        return
    first = town.next_order
    orders = asking.ask(town, action, step.id)
    if isinstance(action, a.Hold):
        frame.holds.append(step.id)
    elif isinstance(action, a.Nudge) and not action.lasting:
        frame.nudges.extend(range(first + 1, town.next_order + 1))
    for order in filter(None, orders):
        frame.orders.append(order)
        town.performance.orders[order] = frame.id


def _assume(town: "Town", frame: Frame, step: s.Assume) -> bool:
    """Go on only if the condition holds; else the block is blocked, which is counted and shown."""
    if truth(town, step.condition) is True:
        return True
    town.performance.verdicts.append(
        Verdict(step.id, "assume", "blocked", town.plot.text(step.id), town.tick, step.because)
    )
    checks.not_reached(town, frame, "blocked")
    close(town, frame, blocked=True)
    return False


def _play(town: "Town", frame: Frame, step: s.Play) -> bool:
    """Run a block of its own; go on at once only if it is complete at once."""
    frame.plays += 1
    child = Frame(f"{frame.id}/{step.id}", step.id, frame.cue, frame.id)
    town.performance.frames[child.id] = child
    run(town, child)
    if frame.plays:
        frame.state = "waiting"
    return not frame.plays


def _pause(town: "Town", frame: Frame) -> None:
    frame.state = "waiting"
    frame.wait += 1


def _wait_until(town: "Town", frame: Frame, step: s.WaitUntil) -> None:
    _pause(town, frame)
    arm(town, Watch(f"wait:{frame.id}", "wait", frame.id, step.condition))
    if step.within is not None:
        town.agenda.file(town.tick + step.within, LOOK, "give-up", frame.id, frame.wait, 1)


def look_at_wait(town: "Town", watch: Watch) -> None:
    """What a frame waits for has come about: it goes on in the next tick."""
    _, now = look(town, watch)
    if now is True:
        frame = town.performance.frames[watch.owner]
        disarm(town, watch.id)
        _go_on(town, frame)


def give_up(town: "Town", frame: Frame) -> None:
    """A wait has run out of time: that is a verdict, as of a hope, and the block goes on."""
    watch = town.performance.watches.get(f"wait:{frame.id}")
    step = town.plot.blocks[frame.block][frame.line - 1]
    assert isinstance(step, s.WaitUntil)
    if watch is None:
        return
    disarm(town, watch.id)
    outcome: Outcome = "failed" if watch.judged else "unknown"
    text = town.plot.text(step.id)
    town.performance.verdicts.append(Verdict(step.id, "hope", outcome, text, town.tick, "time ran out"))
    _go_on(town, frame)


def _go_on(town: "Town", frame: Frame) -> None:
    frame.wait += 1
    town.agenda.file(town.tick + 1, CUES, "resume", frame.id, frame.wait, town.plot.order[frame.cue])


def close_if_complete(town: "Town", frame: Frame) -> None:
    """Close a frame whose last line is reached once its directives and plays have ended.

    The block of a `while` stays in force until its condition falls.
    """
    if frame.state == "closing" and not frame.orders and not frame.plays and not _in_force(town, frame):
        close(town, frame)


def _in_force(town: "Town", frame: Frame) -> bool:
    return not frame.parent and isinstance(town.plot.cues[frame.cue].trigger, s.While)


def close(town: "Town", frame: Frame, blocked: bool = False) -> None:
    """A block is over: its holds and open nudges end, its parent goes on, what comes after it starts.

    A cue that was blocked is over, but it is not complete: nothing comes after it.
    """
    performance = town.performance
    if performance.frames.pop(frame.id, None) is None:
        return
    disarm(town, f"wait:{frame.id}")
    _let_go(town, frame)
    parent = performance.frames.get(frame.parent)
    if parent is not None:
        parent.plays -= 1
        if parent.state == "waiting" and not parent.plays:
            _resume_parent(town, parent)
    elif blocked:
        performance.cues[frame.cue].running = ""
        checks.cue_blocked(town, frame.cue)
    elif not frame.parent:
        town.agenda.file(town.tick, CUES, "completed", frame.cue, 0, town.plot.order[frame.cue])


def _resume_parent(town: "Town", parent: Frame) -> None:
    """The parent of a block that ended in its own time goes on in the same phase of the same tick."""
    parent.wait += 1
    order = town.plot.order[parent.cue]
    town.agenda.file(town.tick, CUES, "resume", parent.id, parent.wait, order)


def _let_go(town: "Town", frame: Frame) -> None:
    cause = Cause(0, frame.block)
    for agent in town.agents.values():
        for hold in frame.holds:
            if hold in agent.holds:
                asking.unhold(town, agent, hold, cause)
        for nudge in agent.nudges:
            if nudge.id in frame.nudges:
                asking.unnudge(town, agent, nudge.id, cause)
        for order in frame.orders:
            asking.drop_order(town, agent, order, "released", cause)
