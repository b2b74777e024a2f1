"""What an operator says while a run goes on: lines of the language, understood as they would be in the script.

    known = joining(script, parser, length)          # once
    heard = understood(Said("direct Ida to rest", name="statement 7"), known, number=3, tick=12)

The lines become the cue `operator-3` at tick 12, the last of the scenario. They are read by the same parser, looked at
by the same checks and lowered by the same hands as a script in which that cue stands, so that what comes of it is the
same, ids and all. `written` gives those lines of a script.
"""

import re
from textwrap import dedent, indent
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from dsl import tree
from dsl.check import examine
from dsl.compiler import summed_up
from dsl.diagnostic import Diagnostic, Fix, has_errors
from dsl.layout import STEP
from dsl.lower import start
from dsl.lower.blocks import cue as lowered
from dsl.moments import Planned, length_of
from dsl.names import cue_names
from dsl.parameters import reached
from dsl.parse import Parser, parse
from dsl.script import Script, lines_of, needed
from dsl.source import Source, Span
from dsl.walk import every_line
from dsl.words import CUES, HEADINGS, TOP
from townlet.schedule import Cue, Written

OPERATOR: Final = "operator"
"""Cues of an operator are called so, with a number."""

IDLE: Final = "TN305"
"""Somebody is held for no time at all: a script may say so, with a warning."""

_OURS: Final = re.compile(rf"{OPERATOR}-(\d{{1,9}})")
_HEAD: Final = 'scenario "S":\n    at tick 1:\n'
_DEEP: Final = 2 * STEP


class Known(msgspec.Struct, frozen=True):
    """A script that statements can join.

    `said` is what there is to say of it without them, `lines` are the places of its own, which need not be looked at
    again, and `first` is the number of the first cue of an operator: a script may have some already.
    """

    script: Script
    parser: Parser
    said: frozenset[Diagnostic]
    lines: frozenset[Span]
    first: int


class Understood(msgspec.Struct, frozen=True):
    """A statement as a cue, or None when anything said is an error; `source` is what a renderer shows lines of."""

    cue: Cue | None
    places: dict[str, Written]
    diagnostics: tuple[Diagnostic, ...]
    source: Source


def joining(script: Script, parser: Parser, length: int) -> Known:
    """A sound script with a scenario, made ready for statements; the run is `length` ticks long."""
    script = _lasting(script, length)
    lines = (*lines_of(script.scenario), *(line for each in script.vignettes.values() for line in each.body))
    said = summed_up(script, examine(script)).diagnostics
    names = [*cue_names(script.scenario.body)] if script.scenario is not None else []
    taken = [int(found[1]) for name in names if (found := _OURS.fullmatch(name.text))]
    return Known(script, parser, frozenset(said), frozenset(line.span for line in lines), max(taken, default=0) + 1)


def understood(text: str, name: str, known: Known, number: int, tick: int) -> Understood:
    """A statement as the cue of this number at this tick, with all there is to say about it.

    It is reported under its `name`, with the places of its own text.
    """
    source = Source(name, tidy(text))
    body, said = _read(source, known.parser)
    if has_errors(said):
        return Understood(None, {}, _of_a_script(source) or said, source)
    cue = _as_cue(body, _span(source), number, tick)
    script = _joined(known.script, cue, source)
    looked = summed_up(script, said + examine(script, _Before(known, script))).diagnostics
    said = tuple(_weighed(each, name) for each in looked if each.severity != "note" and each not in known.said)
    said += _over_at_once(body, said)
    if has_errors(said) or script.scenario is None:
        return Understood(None, {}, said, source)
    here = start(script, script.scenario)
    made = lowered(Planned(cue, cue.name.text if cue.name is not None else "", tick), here)
    return Understood(made, here.places, said, source)


def tidy(text: str) -> str:
    """A statement without the blanks around it; what lines have in common at their left is no indentation."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return dedent("\n".join(line.rstrip() for line in lines)).strip("\n").rstrip()


def written(text: str, number: int, tick: int) -> str:
    """The lines of a script that say the same, to stand at the end of its scenario."""
    head = f"\n{' ' * STEP}at tick {tick} as {OPERATOR}-{number}:\n"
    return head + indent(tidy(text), " " * _DEEP) + "\n"


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────


def _read(source: Source, parser: Parser) -> tuple[tuple[tree.Line, ...], tuple[Diagnostic, ...]]:
    """The lines of a statement, read in a cue that is put around them."""
    wrapped = Source(source.name, _HEAD + indent(source.text, " " * _DEEP) + "\n")
    file, said = parse(wrapped, parser)
    inner = tuple(_unwrapped(each) for each in said)
    cues = [line for each in file.scenarios for line in each.body]
    if not has_errors(inner) and (len(cues) != 1 or not isinstance(cues[0], tree.Cue)):
        raise AssertionError("what is indented under a cue belongs to it, or has been reported")
    body: tuple[tree.Line, ...] = _unwrapped(cues[0].body) if cues and isinstance(cues[0], tree.Cue) else ()
    return body, inner


def _unwrapped(thing: Any) -> Any:
    """The same, with its places in the text that was wrapped up."""
    if isinstance(thing, Span):
        line, end = max(thing.line - 2, 1), max(thing.end_line - 2, 1)
        return Span(thing.file, line, max(thing.column - _DEEP, 1), end, max(thing.end_column - _DEEP, 1))
    if isinstance(thing, Fix) and thing.span.column == 1 and thing.text.startswith(" " * _DEEP):
        return Fix(_unwrapped(thing.span), thing.text[_DEEP:], thing.sure)
    if isinstance(thing, msgspec.Struct):
        return type(thing)(*[_unwrapped(getattr(thing, field)) for field in thing.__struct_fields__])
    if isinstance(thing, tuple):
        return tuple(_unwrapped(each) for each in thing)
    return thing


def _span(source: Source) -> Span:
    return Span(source.name, 1, 1, 1, len(source.lines[0]) + 1)


def _as_cue(body: tuple[tree.Line, ...], span: Span, number: int, tick: int) -> tree.Cue:
    """A cue of this number, which stands where the statement does."""
    moment = tree.AtMoment(span, tree.TickMoment(span, tick))
    return tree.Cue(span, moment, None, None, tree.Name(span, f"{OPERATOR}-{number}"), body)


# ── joining ──────────────────────────────────────────────────────────────────────────────────────────────────


def _lasting(script: Script, length: int) -> Script:
    """The script, in the length in which it is performed."""
    scenario = script.scenario
    if scenario is None or length_of(scenario) == length:
        return script
    span = scenario.length.span if scenario.length is not None else scenario.span
    return replace(script, scenario=replace(scenario, length=tree.Duration(span, length, "ticks")))


def _joined(script: Script, cue: tree.Cue, source: Source) -> Script:
    """The script with one more cue at the end of its scenario."""
    if script.scenario is None:
        raise AssertionError("a file without a scenario has been refused")
    scenario = replace(script.scenario, body=(*script.scenario.body, cue))
    return replace(
        script,
        scenario=scenario,
        lines={**script.lines, source.name: source.lines},
        sources=(*script.sources, source),
        wants=needed(scenario, script.vignettes, script.signatures),
        reached=frozenset(reached(lines_of(scenario), script.vignettes)),
    )


class _Before:
    """See `dsl.check.Cleared`: the lines of the script itself, as long as they mean what they meant before."""

    def __init__(self, known: Known, script: Script) -> None:
        same = known.script.reached == script.reached and known.script.wants == script.wants
        self._lines: frozenset[Span] = known.lines if same else frozenset()

    def knows(self, top: tree.Line) -> bool:
        """See `dsl.check.Cleared`."""
        return top.span in self._lines

    def add(self, top: tree.Line) -> None:
        """See `dsl.check.Cleared`."""


def _weighed(said: Diagnostic, name: str) -> Diagnostic:
    """Whoever is held in a statement for no time at all is not held, and that is no mere warning."""
    if said.code != IDLE or said.span.file != name:
        return said
    return replace(said, code="TN083", severity="error", hint=f"{said.hint}, in one statement with it")


TAKE_TIME: Final = (tree.Wait, tree.WaitUntil, tree.Direct, tree.Play)


def _over_at_once(body: tuple[tree.Line, ...], said: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """An open nudge ends with its block; where nothing takes time, that is in the same tick."""
    if has_errors(said) or any(isinstance(line, TAKE_TIME) for line in every_line(body)):
        return ()
    open_ones = (line for line in every_line(body) if isinstance(line, tree.Nudge) and line.length is None)
    return tuple(_idle_nudge(line) for line in open_ones)


def _idle_nudge(line: tree.Nudge) -> Diagnostic:
    return Diagnostic(
        "TN083", f"`{line.who[0].text}` is nudged here for no time at all", line.span,
        label="without `for` a nudge ends with its block, and this one is over at once",
        hint="Say how long: `… for 20 ticks`", fix=Fix(line.span.after(), " for 20 ticks"),
    )  # fmt: skip


def _of_a_script(source: Source) -> tuple[Diagnostic, ...]:
    """What is said of a line that only a script can hold."""
    first = source.lines[0].replace(":", " ").split() or [""]
    span = _span(source)
    if all(line.lstrip().startswith("#") or not line.strip() for line in source.lines):
        return (Diagnostic("TN080", "This says nothing", span, hint="A comment is no statement"),)
    if first[0] in CUES or (first[0].isdecimal() and "after" in first[1:3]):
        message, label = "A cue cannot be added to a run that goes on", "only lines of a block can be said"
        hint = 'Say the line itself; `{"at": "09:30", "say": "…"}` says when'
    elif first[0] in (*TOP, *HEADINGS):
        message, label = f"`{first[0]}` is settled before a run begins", "only lines of a block can be said"
        hint = "Write it into the script, and perform it again"
    else:
        return ()
    return (Diagnostic("TN082", message, span, label, hint=hint),)
