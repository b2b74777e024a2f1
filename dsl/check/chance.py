"""Chance: streams are declared, weights come to the whole."""

from collections.abc import Iterator

from dsl import tree
from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import alike, nearest
from dsl.names import Scope
from dsl.script import Script
from dsl.values import spoken
from townlet.units import ONE

ENGINE = "engine"


def draws(script: Script, scope: Scope, line: tree.Line) -> Iterator[Diagnostic]:
    """Whether a `choose` has a stream to draw from, and weights that come to 100%."""
    if not isinstance(line, tree.Choose):
        return
    streams = scope.names["stream"]
    if line.stream is not None and line.stream.text not in streams and line.stream.text not in scope.damaged:
        yield _undeclared(line.stream, list(streams))
    arms = [arm for arm in line.arms if isinstance(arm, tree.Arm)]
    for arm in arms:
        if arm.weight.millionths <= 0:
            yield Diagnostic(
                "TN503", "This can never be drawn", arm.weight.span, label="a share above 0% belongs here",
                hint="To keep it for later, make a comment of it: put `#` before each of its lines",
            )  # fmt: skip
            return
    total = sum(arm.weight.millionths for arm in arms)
    if total != ONE and arms and len(arms) == len(line.arms):
        shares = " + ".join(spoken(arm.weight) for arm in arms)
        yield Diagnostic(
            "TN502",
            f"These shares come to {spoken(tree.Share(line.span, total))}, and should come to 100%",
            arms[-1].weight.span,
            label=shares if len(arms) <= 6 else "",
            secondary=((line.span, "chosen here"),),
        )


def _undeclared(stream: tree.Name, streams: list[str]) -> Diagnostic:
    guess = nearest(stream.text, streams)
    return Diagnostic(
        "TN501",
        f"The stream `{stream.text}` is not declared",
        stream.span,
        label=f"did you mean `{guess}`?" if guess else "",
        hint=None if guess else f"Add `streams: {stream.text}` at the top of the file or of the scenario",
        fix=Fix(stream.span, guess, sure=alike(stream.text, guess)) if guess else None,
    )


def streams(script: Script) -> Iterator[Diagnostic]:
    """No script takes a name that belongs to the town's own chance."""
    scenario = script.scenario.streams if script.scenario is not None else ()
    for name in (*(name for file in script.files for name in file.streams), *scenario):
        if name.text == ENGINE:
            yield Diagnostic(
                "TN504", "The stream `engine` is the town's own", name.span, label="another name, please"
            )
