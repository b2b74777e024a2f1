"""Blocks: lines become steps; branches become jumps; vignettes are written out where they are played."""

from collections.abc import Iterable

from dsl import tree
from dsl.lower.actions import Asking, asked
from dsl.lower.checks import assume, check
from dsl.lower.conditions import aliases, condition
from dsl.lower.cues import trigger
from dsl.lower.here import Here
from dsl.lower.ids import kebab, part_of
from dsl.lower.meaning import key_of
from dsl.moments import Planned, keyed
from dsl.parameters import bound
from dsl.walk import conditions
from townlet import schedule
from townlet.actions import Asked, SetTie
from townlet.schedule import Step


def block(lines: Iterable[tree.Line], here: Here) -> schedule.Block:
    """The steps of a whole block; `here.path` is its id."""
    steps: list[Step] = []
    write(lines, here, steps)
    return tuple(steps)


def write(lines: Iterable[tree.Line], here: Here, steps: list[Step]) -> None:
    """Append the steps of `lines`, numbered by kind under `here.path`; a vignette's cues are written by themselves."""
    counts: dict[str, int] = {}
    for line in (each for each in lines if not isinstance(each, tree.Cue)):
        path = here.note(f"{here.path}/{part_of(line, counts)}", line.span)
        _line(line, path, here, steps)


def _line(line: tree.Line, path: str, here: Here, steps: list[Step]) -> None:
    match line:
        case tree.If():
            _if(line, path, here, steps)
        case tree.Choose():
            _choose(line, path, here, steps)
        case tree.Play():
            steps.append(_play(line, path, here))
        case tree.Wait():
            steps.append(schedule.Wait(path, here.ticks(line.length, 0)))
        case tree.WaitUntil():
            within = None if line.within is None else here.ticks(line.within, 0)
            steps.append(schedule.WaitUntil(path, condition(line.condition, here), within))
        case tree.Check(kind="assume"):
            steps.append(assume(line, path, here))
        case tree.Check():
            steps.append(schedule.Judge(check(line, path, here)))
        case tree.Cue() | tree.Damaged():
            raise AssertionError("a cue is no step, and a damaged line has been reported")
        case _:
            steps.extend(asks(line, path, here))


def asks(line: Asking, path: str, here: Here) -> list[schedule.Ask]:
    """What a line asks of the town; a line that asks for several people has an id for each."""
    actions = asked(line, here)
    if len(actions) == 1:
        return [schedule.Ask(path, actions[0])]
    return [schedule.Ask(here.note(f"{path}/{_whose(action)}", line.span), action) for action in actions]


def _whose(action: Asked) -> str:
    """Whom one of several actions is about, as the last part of its id."""
    match action:
        case SetTie(who=who, whom=whom):
            return f"{kebab(who)}/{kebab(whom)}"
    return kebab(getattr(action, "who", ""))


def _if(line: tree.If, path: str, here: Here, steps: list[Step]) -> None:
    at, asked = len(steps), condition(line.condition, here)
    inside, stand_in = here.binding(aliases(line.condition))
    steps.append(schedule.Jump(0))
    write(line.then, inside.into(f"{path}/then"), steps)
    if line.otherwise:
        end = len(steps)
        steps.append(schedule.Jump(0))
        steps[at] = schedule.Branch(path, asked, len(steps), stand_in)
        write(line.otherwise, here.into(f"{path}/otherwise"), steps)
        steps[end] = schedule.Jump(len(steps))
    else:
        steps[at] = schedule.Branch(path, asked, len(steps), stand_in)


def _choose(line: tree.Choose, path: str, here: Here, steps: list[Step]) -> None:
    at, ends, options = len(steps), [], []
    steps.append(schedule.Jump(0))
    for number, arm in enumerate((each for each in line.arms if isinstance(each, tree.Arm)), 1):
        first = len(steps)
        write(arm.body, here.into(f"{path}/option-{number}"), steps)
        options.append((arm.weight.millionths, first, tuple(steps[first:])))
        ends.append(len(steps))
        steps.append(schedule.Jump(0))
    for end in ends:
        steps[end] = schedule.Jump(len(steps))
    where = tuple((weight, first) for weight, first, _ in options)
    stream = line.stream.text if line.stream is not None else ""
    steps[at] = schedule.Choose(path, stream, key_of(path, options), where)


def _play(line: tree.Play, path: str, here: Here) -> schedule.Play:
    vignette = here.script.vignettes[line.vignette.text]
    values = {each.name.text: each.default for each in vignette.parameters if each.default is not None}
    values |= {parameter.name.text: here.value(value) for parameter, value in bound(line, vignette)}
    cues = keyed(vignette.body)
    named = {key: f"{path}/{key}" for key, each in cues if each.name is not None}
    inside = here.played(path, values, named)
    written = tuple(cue(Planned(each, key, None), inside) for key, each in cues)
    return schedule.Play(path, vignette.name.text, block(vignette.body, inside), written)


def cue(planned: Planned, here: Here) -> schedule.Cue:
    """A cue with its block; `here.path` is the id of the scenario, or of the play it belongs to."""
    path = here.note(f"{here.path}/{planned.key}", planned.cue.span)
    inside, stand_in = here.binding(aliases(*conditions(planned.cue)))
    inside = inside.into(path)
    if planned.start is not None:
        inside = inside.starting(planned.start)
    return schedule.Cue(path, planned.key, trigger(planned.cue, stand_in, here), block(planned.cue.body, inside))
