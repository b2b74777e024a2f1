"""Frames: how a block runs line by line, and when it is complete.

Only `wait` and `play` hold up the line after them; everything else returns at once. A block is complete when its
last line is reached and its directives and plays have ended; then its holds are released. A play waits for those of
its own cues that run or are certain to come as well; those that only watch stop with it.
"""

from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from townlet import actions as a
from townlet import asking
from townlet import schedule as s
from townlet.agenda import CUES, LOOK
from townlet.causes import Cause
from townlet.chance import pick
from townlet.conditions import Anyone, Condition
from townlet.script import checks, standby
from townlet.script.binding import bound, spoken
from townlet.script.judge import truth, turns
from townlet.script.performance import Again, Frame, Outcome, Verdict
from townlet.script.watching import Watch, arm, disarm, disarm_all, look

if TYPE_CHECKING:
    from townlet.town import Town


def run(town: "Town", frame: Frame) -> None:
    """Go on with a frame until it waits or its last line is reached."""
    block, follow = town.plot.blocks[frame.block], town.performance.follow
    frame.state = "running"
    town.moved("pending")
    while frame.line < len(block):
        at = frame.line
        frame.line += 1
        goes_on = _step(town, frame, block[at])
        if follow is not None:
            follow(frame.block, at, frame.line, goes_on)
        if not goes_on:
            return
    frame.state = "closing"
    close_if_complete(town, frame)


def _step(town: "Town", frame: Frame, step: s.Step) -> bool:
    """Carry out one line; False when the frame must wait or is over."""
    match step:
        case s.Ask():
            _ask(town, frame, step)
        case s.Branch():
            _branch(town, frame, step)
        case s.Jump():
            frame.line = step.to
        case s.Choose():
            luck = town.luck(step.stream, "choose", step.key, " ".join(frame.names.values()))
            frame.line = step.options[pick(luck, [weight for weight, _ in step.options])][1]
        case s.Judge():
            checks.reach(town, frame, step.check)
        case s.Assume():
            return _assume(town, frame, step)
        case s.Wait():
            _pause(town, frame)
            order = standby.order(town, frame.cue)
            town.agenda.file(town.tick + step.ticks, CUES, "resume", frame.id, frame.wait, order)
            return False
        case s.WaitUntil():
            _wait_until(town, frame, step)
            return False
        case s.Play():
            return _play(town, frame, step)
        case _:
            assert_never(step)
    return True


def _branch(town: "Town", frame: Frame, step: s.Branch) -> None:
    """Go on with the first branch if its condition holds, and give the name it gives to the first of whom it does."""
    condition: Condition = bound(step.condition, frame.names, Condition)
    held = truth(town, condition)
    if held is not True:
        frame.line = step.otherwise
    elif step.binds and isinstance(condition, Anyone):
        each = (one for one in turns(town, condition) if truth(town, condition.condition, None, one) is True)
        frame.names[step.binds] = next(each)[-1]


def _ask(town: "Town", frame: Frame, step: s.Ask) -> None:
    action = bound(step.action, frame.names, a.Asked)
    if isinstance(action, a.Mark | a.Narrate | a.Prompt):
        town.note(action, step.id)
        return
    _give(town, frame, action, step.id, frame.line - 1)


def _give(town: "Town", frame: Frame, action: a.Edit | a.Steer, root: str, line: int) -> None:
    """Ask for something, and keep what the block is to see the end of."""
    first = town.next_order
    name = "/".join((root, *frame.names.values()))  # One line may hold for several frames beside each other.
    orders = asking.ask(town, action, root, name)
    if isinstance(action, a.Hold):
        frame.holds.append(name)
    elif isinstance(action, a.Nudge) and not action.lasting:
        frame.nudges.extend(range(first + 1, town.next_order + 1))
    for order in filter(None, orders):
        frame.orders.append(order)
        town.performance.orders[order] = frame.id
    if isinstance(action, a.Direct | a.Nudge) and action.times > 1 and not (
        isinstance(action, a.Nudge) and action.lasting
    ):
        _once_more(town, frame, range(first + 1, town.next_order + 1), action, line)


def _once_more(town: "Town", frame: Frame, given: range, action: a.Direct | a.Nudge, line: int) -> None:
    """Whatever of these is done will be given again, so many times."""
    for agent in town.agents.values():
        for number in (*(each.id for each in agent.orders), *(each.id for each in agent.nudges)):
            if number in given:
                frame.again[number] = Again(line, agent.id, action.times - 1)


def again(town: "Town", frame: Frame, done: int) -> None:
    """A directive or a nudge is done that is to be done several times."""
    next_one = frame.again.pop(done, None)
    step = town.plot.blocks[frame.block][next_one.line] if next_one is not None else None
    if next_one is not None and isinstance(step, s.Ask) and isinstance(step.action, a.Direct | a.Nudge):
        action = bound(step.action, frame.names)
        once = replace(action, who=(next_one.who,), times=next_one.left)
        _give(town, frame, once, step.id, next_one.line)
    close_if_complete(town, frame)


def _assume(town: "Town", frame: Frame, step: s.Assume) -> bool:
    """Go on only if the condition holds; else the block is blocked, which is counted and shown."""
    if truth(town, bound(step.condition, frame.names, Condition)) is True:
        return True
    text = spoken(town.plot.text(step.id), frame.names)
    town.performance.verdicts.append(Verdict(step.id, "assume", "blocked", text, town.tick, step.because))
    checks.not_reached(town, frame, "blocked")
    close(town, frame, blocked=True)
    return False


def _play(town: "Town", frame: Frame, step: s.Play) -> bool:
    """Run a block of its own; go on at once only if it is complete at once."""
    frame.plays += 1
    names = dict(frame.names)
    child = Frame(f"{frame.id}/{step.id}", step.id, frame.cue, frame.id, born=town.tick, names=names)
    town.performance.frames[child.id] = child
    standby.vignette(town, child)
    run(town, child)
    if frame.plays:
        frame.state = "waiting"
    return not frame.plays


def _pause(town: "Town", frame: Frame) -> None:
    frame.state = "waiting"
    frame.wait += 1


def _wait_until(town: "Town", frame: Frame, step: s.WaitUntil) -> None:
    _pause(town, frame)
    condition: Condition = bound(step.condition, frame.names, Condition)
    arm(town, Watch(f"wait:{frame.id}", "wait", frame.id, condition))
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
    text = spoken(town.plot.text(step.id), frame.names)
    town.performance.verdicts.append(Verdict(step.id, "hope", outcome, text, town.tick, "time ran out"))
    _go_on(town, frame)


def _go_on(town: "Town", frame: Frame) -> None:
    frame.wait += 1
    town.agenda.file(town.tick + 1, CUES, "resume", frame.id, frame.wait, standby.order(town, frame.cue))


def close_if_complete(town: "Town", frame: Frame) -> None:
    """Close a frame whose last line is reached once all that it waits for has ended.

    The block of a `while` stays in force until its condition falls.
    """
    if frame.state != "closing" or frame.orders or frame.plays or frame.again or frame.due:
        return
    if not _in_force(town, frame) and not any(_runs(town, name) for name in frame.cues):
        close(town, frame)


def _in_force(town: "Town", frame: Frame) -> bool:
    return not frame.parent and isinstance(standby.definition(town, frame.cue).trigger, s.While)


def _runs(town: "Town", name: str) -> bool:
    """Whether a cue is running that its play waits for."""
    state = town.performance.cues[name]
    return bool(state.running or state.each) and standby.awaited(standby.definition(town, name).trigger)


def settle_play(town: "Town", cue: str) -> None:
    """One of a vignette's cues has come to something: the play may be complete now."""
    state = town.performance.cues.get(cue)
    play = town.performance.frames.get(state.play) if state is not None else None
    if play is not None:
        close_if_complete(town, play)


def close(town: "Town", frame: Frame, blocked: bool = False) -> None:
    """A block is over: its holds and open nudges end, its parent goes on, what comes after it starts.

    A cue that was blocked is over, but it is not complete: nothing comes after it.
    """
    performance = town.performance
    if not _leave(town, frame, blocked):
        return
    parent = performance.frames.get(frame.parent)
    if parent is not None:
        parent.plays -= 1
        if parent.state == "waiting" and not parent.plays:
            _resume_parent(town, parent)
    elif not frame.parent:
        _cue_over(town, frame, blocked)


def _cue_over(town: "Town", frame: Frame, blocked: bool) -> None:
    state, order = town.performance.cues[frame.cue], standby.order(town, frame.cue)
    if not blocked:
        standby.expect(town, frame.cue, 1)
        town.agenda.file(town.tick, CUES, "completed", standby.called(frame.cue, frame.who), 0, order)
        return
    if frame.who:
        state.each.pop(frame.who, None)
    else:
        state.running = ""
    town.moved("cues", frame.cue)
    checks.cue_blocked(town, frame.cue)
    if state.play:
        town.agenda.file(town.tick, CUES, "settle", state.play, 0, order)


def _leave(town: "Town", frame: Frame, blocked: bool) -> bool:
    """Take a frame off, with all that goes on because of it; False when it is off already."""
    if town.performance.frames.pop(frame.id, None) is None:
        return False
    disarm(town, f"wait:{frame.id}")
    for name in frame.cues:
        _dismiss(town, name, blocked)
    _let_go(town, frame)
    return True


def _dismiss(town: "Town", name: str, blocked: bool) -> None:
    """A vignette is over: its cue watches no more, and what it has going ends."""
    disarm_all(town, name)
    state = town.performance.cues[name]
    for running in filter(None, (state.running, *state.each.values())):
        _cut_off(town, running, blocked)
    if blocked:
        checks.cue_blocked(town, name)
    checks.never_began(town, name, "blocked" if blocked else "untested")
    del town.performance.cues[name]
    town.moved("cues", name)
    town.moved("pending")


def _cut_off(town: "Town", name: str, blocked: bool) -> None:
    """End a frame and what it plays in the middle."""
    frame = town.performance.frames.get(name)
    if frame is None:
        return
    for child in [each.id for each in town.performance.frames.values() if each.parent == name]:
        _cut_off(town, child, blocked)
    if blocked:
        checks.not_reached(town, frame, "blocked")
    _leave(town, frame, blocked)


def _resume_parent(town: "Town", parent: Frame) -> None:
    """The parent of a block that ended in its own time goes on in the same phase of the same tick."""
    parent.wait += 1
    order = standby.order(town, parent.cue)
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
