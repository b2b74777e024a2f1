"""Time: cues lead somewhere, in time, and no moment lies outside the story."""

from collections.abc import Iterator, Mapping
from typing import Final

from dsl import tree
from dsl.diagnostic import Diagnostic, Fix
from dsl.graphs import walked
from dsl.moments import Planned, clock_of, keyed, length_of, planned, tick_of, ticks
from dsl.names import Scope
from dsl.script import Script
from dsl.source import Span
from dsl.values import spoken_ticks
from dsl.walk import every_line
from dsl.walk import moments as named
from townlet.units import DAY

DAYS: Final = "say which day: `day 2 09:15`"


def cues(script: Script) -> Iterator[Diagnostic]:
    """The triggers of the scenario's cues and of those in vignettes."""
    for vignette in (each for file in script.files for each in file.vignettes):
        plan = inside(vignette)
        yield from _rings(plan)
        yield from _repeating(plan)
        yield from _in_vignette(script, vignette, plan)
    scenario = script.scenario
    if scenario is None:
        return
    plan = planned(scenario, script.values)
    yield from _rings(plan)
    yield from _repeating(plan)
    length = length_of(scenario)
    for each in plan if length > 0 else ():
        yield from _late(each, scenario, length)


def inside(vignette: tree.Vignette) -> tuple[Planned, ...]:
    """The cues of a vignette, whose ticks count from whenever it is played."""
    return tuple(Planned(cue, key, None) for key, cue in keyed(vignette.body))


def _in_vignette(script: Script, vignette: tree.Vignette, plan: tuple[Planned, ...]) -> Iterator[Diagnostic]:
    """A tick that no play can come to, a repetition that is over before it begins, a cue that cannot watch."""
    scenario = script.scenario
    length = length_of(scenario) if scenario is not None and vignette.name.text in script.reached else 0
    for each in plan:
        for moment in named(each.cue):
            if scenario is not None and isinstance(moment, tree.TickMoment) and 0 < length < moment.tick:
                yield _after_end(moment, moment.span, moment.tick, scenario, length)
        match each.cue.trigger:
            case tree.Every(start=start, until=tree.TickMoment(tick=last) as until) if _tick(start) > last:
                message = f"This stops at tick {last}, before it begins at tick {_tick(start)}"
                yield Diagnostic("TN409", message, until.span)
            case tree.When() | tree.Whenever() | tree.While() if not any(map(_lasts, vignette.body)):
                yield _never_watches(each.cue, vignette)


def _tick(moment: tree.Moment | None) -> int:
    """The tick of a vignette at which something starts, as far as it tells."""
    return moment.tick if isinstance(moment, tree.TickMoment) else 0


def _lasts(line: tree.Line) -> bool:
    """Whether a line of a vignette keeps it going; what watches does not, and nor does what has no end."""
    match line:
        case tree.Cue(trigger=tree.AtMoment() | tree.AfterStart() | tree.AfterEnd()) | tree.Damaged():
            return True
        case tree.Cue(trigger=tree.Every(until=until)):
            return until is not None
        case tree.Cue():
            return False
    lasting = tree.Wait | tree.WaitUntil | tree.Direct | tree.Play
    return any(isinstance(each, lasting) for each in every_line((line,)))


def _never_watches(cue: tree.Cue, vignette: tree.Vignette) -> Diagnostic:
    return Diagnostic(
        "TN412",
        f"Nothing keeps `{vignette.name.text}` going, so this would never watch",
        cue.span,
        severity="warning",
        label="it stops with the vignette, which is over at once",
        secondary=((vignette.span, f"`{vignette.name.text}` was defined here"),),
        hint="Say how long it goes on: `wait 30 ticks` as its last line",
    )


def _rings(plan: tuple[Planned, ...]) -> Iterator[Diagnostic]:
    by_key: dict[str, tree.Cue] = {}
    for each in plan:
        by_key.setdefault(each.key, each.cue)
    graph = {key: [name.text] if (name := leads_from(cue)) is not None else [] for key, cue in by_key.items()}
    for ring in walked(graph)[1]:
        name = leads_from(by_key[ring[0]])
        if name is not None:
            yield Diagnostic(
                "TN401",
                "These cues wait for each other, so none of them can ever begin"
                if len(ring) > 1
                else f"`{ring[0]}` waits for itself, so it can never begin",
                name.span,
                label=" → ".join([*ring, ring[0]]) + " (each after the next)" if len(ring) > 1 else "",
                secondary=tuple((by_key[key].span, f"`{key}` was defined here") for key in ring[1:]),
            )


def leads_from(cue: tree.Cue) -> tree.Name | None:
    """The cue that this one comes after."""
    match cue.trigger:
        case tree.AfterStart(cue=name) | tree.AfterEnd(cue=name):
            return name
    return None


def fires_often(cue: tree.Cue) -> bool:
    """Whether a cue may begin more than once."""
    match cue.trigger:
        case tree.Every() | tree.While():
            return True
        case tree.Whenever():
            return cue.limit != 1
    return False


def _repeating(plan: tuple[Planned, ...]) -> Iterator[Diagnostic]:
    by_key = {each.key: each.cue for each in reversed(plan)}
    for each in plan:
        name = leads_from(each.cue)
        if name is not None and name.text in by_key and fires_often(by_key[name.text]):
            yield often(name, by_key[name.text])


def often(name: tree.Name, cue: tree.Cue) -> Diagnostic:
    """Something asks for a cue that may begin more than once."""
    return Diagnostic(
        "TN402",
        f"`{name.text}` may begin more than once, so I cannot tell after which time",
        name.span,
        label="after which of them?",
        secondary=((cue.span, f"`{name.text}` was defined here"),),
        hint="`when` begins once; so does `whenever … up to 1 time`",
    )


def _late(each: Planned, scenario: tree.Scenario, length: int) -> Iterator[Diagnostic]:
    trigger = each.cue.trigger
    if each.start is not None and each.start > length:
        moment = trigger.moment if isinstance(trigger, tree.AtMoment) else None
        span = moment.span if moment is not None else each.cue.span
        yield _after_end(moment, span, each.start, scenario, length)
    if isinstance(trigger, tree.Every):
        yield from _every(trigger, scenario, length)


def _after_end(
    moment: tree.Moment | None, span: Span, start: int, scenario: tree.Scenario, length: int
) -> Diagnostic:
    where = scenario.length.span if scenario.length is not None else scenario.span
    clock = clock_of(scenario)
    if isinstance(moment, tree.ClockMoment) and moment.day is None and moment.minutes < clock:
        shown = _shown(moment.minutes)
        return Diagnostic(
            "TN403",
            f"{shown} is before the story begins, and the next {shown} is after its end",
            span,
            label="the story is over by then",
            secondary=((scenario.clock.span if scenario.clock else where, f"it begins at {_shown(clock)}"),),
            hint=f"it lasts from {_shown(clock)} to {_shown(clock + length)}",
        )
    return Diagnostic(
        "TN403",
        f"This would begin at tick {start}, after the end",
        span,
        label=f"{spoken_ticks(start - length)} too late",
        secondary=((where, f"the story ends at tick {length}"),),
    )


def _shown(minutes: int) -> str:
    """`10:00`, or `day 2 10:00`."""
    day, rest = divmod(minutes, DAY)
    return (f"day {day + 1} " if day else "") + f"{rest // 60:02}:{rest % 60:02}"


def _every(trigger: tree.Every, scenario: tree.Scenario, length: int) -> Iterator[Diagnostic]:
    clock = clock_of(scenario)
    first = tick_of(trigger.start, clock, length) if trigger.start is not None else 0
    if trigger.start is not None and first > length:
        yield _after_end(trigger.start, trigger.start.span, first, scenario, length)
    elif trigger.until is not None:
        last = tick_of(trigger.until, clock, length, max(first, 0))
        if last < first:
            message = f"This stops at tick {last}, before it begins at tick {first}"
            hint = "The later moment stands behind `until`"
            yield Diagnostic("TN409", message, trigger.until.span, label="the end of it", hint=hint)


def moments(script: Script) -> Iterator[Diagnostic]:
    """Moments before the beginning or of no day at all, and clock times that could be of several days."""
    scenario = script.scenario
    if scenario is None:
        return
    clock, length = clock_of(scenario), length_of(scenario)
    starts = {each.cue.span: each.start for each in planned(scenario, script.values)}
    for vignette in (each for name, each in script.vignettes.items() if name in script.reached):
        for moment in (each for line in every_line(vignette.body) for each in named(line)):
            yield from _too_early(moment, clock, length)
    for top in scenario.body:
        for line in every_line((top,)):
            for moment in named(line):
                yield from _too_early(moment, clock, length)
            if isinstance(top, tree.Cue) and isinstance(line, tree.Check):
                yield from _which_day(line, starts.get(top.span), length)


def _too_early(moment: tree.Moment, clock: int, length: int) -> Iterator[Diagnostic]:
    tick = tick_of(moment, clock, length)
    if tick < 0:
        yield Diagnostic(
            "TN405", "This is before the story begins", moment.span, label=f"{spoken_ticks(-tick)} too early",
            hint=f"It begins on day 1 at {_shown(clock)}",
        )  # fmt: skip


def _which_day(line: tree.Check, start: int | None, length: int) -> Iterator[Diagnostic]:
    """A bare clock time is its next occurrence, which has to be the same whenever the line is reached."""
    match line.window:
        case tree.Until(moment=tree.ClockMoment(day=None) as moment) if start is None and length > DAY:
            yield Diagnostic("TN408", "I cannot tell of which day this is", moment.span, hint=DAYS)


def suffixes(script: Script, scope: Scope, line: tree.Line) -> Iterator[Diagnostic]:
    """`up to` belongs to `whenever`; no other trigger can bring it about more than once."""
    if isinstance(line, tree.Cue) and line.limit is not None and not isinstance(line.trigger, tree.Whenever):
        span = line.span
        word = Span(span.file, span.line, span.column, span.line, span.column + len("when"))
        when = isinstance(line.trigger, tree.When)
        yield Diagnostic(
            "TN406",
            "`up to` belongs to `whenever`: this begins once anyway",
            span,
            fix=Fix(word, "whenever") if when else None,
        )


def windows(script: Script) -> Iterator[Diagnostic]:
    """Windows that go on past the end: they are cut short."""
    scenario = script.scenario
    if scenario is None or length_of(scenario) <= 0:
        return
    length = length_of(scenario)
    starts = {each.cue.span: each.start for each in planned(scenario, script.values)}
    for top in scenario.body:
        if isinstance(top, tree.Check):
            yield from _window(top, 0, scenario, length, script.values)
        elif isinstance(top, tree.Cue) and (start := starts[top.span]) is not None and start <= length:
            for line in top.body:
                start += ticks(line.length, script.values) or 0 if isinstance(line, tree.Wait) else 0
                if isinstance(line, tree.Check):
                    yield from _window(line, start, scenario, length, script.values)


def _window(
    line: tree.Check, start: int, scenario: tree.Scenario, length: int, values: Mapping[str, tree.Value]
) -> Iterator[Diagnostic]:
    match line.window:
        case tree.Within() | tree.For() as window:
            end = start + (ticks(window.length, values) or 0)
        case tree.Until(moment=moment):
            end = tick_of(moment, clock_of(scenario), length, start)
        case _:
            return
    if end < start and line.window is not None:
        message = f"This window is over at tick {end}, before it opens at tick {start}"
        yield Diagnostic("TN411", message, line.window.span, label="it could never be judged")
    if end > length and line.window is not None:
        where = scenario.length.span if scenario.length is not None else scenario.span
        yield Diagnostic(
            "TN404",
            f"This window goes on to tick {end}, past the end, and will be cut short",
            line.window.span,
            severity="warning",
            secondary=((where, f"the story ends at tick {length}"),),
            hint="Give it less time, or the scenario a greater `length:`",
        )
