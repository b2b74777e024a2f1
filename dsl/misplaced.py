"""Lines that can be read but stand where they mean nothing: a cue within a cue, an order outside of all."""

from collections.abc import Iterator

from dsl import tree
from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import alike, nearest
from dsl.words import HEADINGS

SETTING = (tree.Set, tree.Give, tree.Take, tree.Place, tree.Enter, tree.Exit, tree.TriggerPerturbation)
"""What may stand under `stage:`: edits of the world before the first tick."""


def misplaced(file: tree.File) -> Iterator[Diagnostic]:
    """Every line of the file that is in the wrong kind of block."""
    for vignette in file.vignettes:
        for line in vignette.body:
            yield from _inner(line.body if isinstance(line, tree.Cue) else (line,))
    for scenario in file.scenarios:
        yield from _stage(scenario.stage)
        for line in scenario.body:
            yield from _outer(line)


def _outer(line: tree.Line) -> Iterator[Diagnostic]:
    if isinstance(line, tree.Cue):
        yield from _inner(line.body)
    elif isinstance(line, tree.Dialogue):
        yield _speech(line)
    elif not isinstance(line, tree.Check | tree.Damaged):
        message = "this line happens at no time: it stands outside every cue"
        hint = "put it under a cue, for example `at start:` or `at tick 8:`"
        yield Diagnostic("TN111", message, line.span, "outside every cue", hint=hint)


def _speech(line: tree.Dialogue) -> Diagnostic:
    """Speech outside a cue may be a misspelt field: `abuot: "…"`."""
    guess = nearest(line.who.text, HEADINGS)
    if guess:
        message, label = f"I do not know the field `{line.who.text}`", f"did you mean `{guess}`?"
        fix = Fix(line.who.span, guess, sure=alike(line.who.text, guess))
        return Diagnostic("TN102", message, line.who.span, label, fix=fix)
    hint = "put it under a cue, for example `at start:`"
    if line.who.text[0].islower():
        hint += f"; if it is no speech: a scenario has no heading `{line.who.text}`, but comments: `# …`"
    return Diagnostic("TN111", "this speech stands outside every cue", line.span, "spoken when?", hint=hint)


def _stage(lines: tuple[tree.Line, ...]) -> Iterator[Diagnostic]:
    for line in lines:
        if not isinstance(line, (*SETTING, tree.Damaged)):
            message = "only what sets the scene can stand under `stage:`"
            hint = "`set`, `give`, `take`, `place`, `enter`, `exit`, `trigger`; others go under `at start:`"
            yield Diagnostic("TN111", message, line.span, "this does not", hint=hint)


def _inner(lines: tuple[tree.Line, ...]) -> Iterator[Diagnostic]:
    for line in lines:
        match line:
            case tree.Cue():
                hint = (
                    "end the block first: give it the indentation of the cue around it; or use `wait until …`"
                )
                message = "a cue cannot stand inside another block"
                yield Diagnostic("TN111", message, line.span, "a cue within a cue", hint=hint)
            case tree.If():
                yield from _inner(line.then + line.otherwise)
            case tree.Choose():
                for arm in line.arms:
                    yield from _inner(arm.body)
            case _:
                pass
