"""What stands in a script and does nothing."""

from collections.abc import Iterator

from dsl import tree
from dsl.diagnostic import Diagnostic
from dsl.names import Scope
from dsl.script import Script


def vignettes(script: Script) -> Iterator[Diagnostic]:
    """Vignettes of the scenario's own file that nothing plays. A library's are for others."""
    if script.scenario is None:
        return
    for vignette in script.main.vignettes:
        name = vignette.name
        if name.text not in script.reached and name.text not in script.damaged:
            yield Diagnostic(
                "TN701",
                f"`{name.text}` is never played",
                name.span,
                severity="warning",
                hint="Play it, take it out, or move it into a library",
            )


def prose(script: Script, scope: Scope, line: tree.Line) -> Iterator[Diagnostic]:
    """Lines that say nothing."""
    match line:
        case (
            tree.Mark(text=text) | tree.Narrate(text=text) | tree.Prompt(text=text) | tree.Dialogue(text=text)
        ):
            if not text.text.strip():
                yield Diagnostic("TN801", "This line says nothing", text.span, severity="warning")
        case tree.Check(because=because) if because is not None and not because.text.strip():
            yield Diagnostic("TN801", "This reason says nothing", because.span, severity="warning")


def nothing(script: Script, scope: Scope, line: tree.Line) -> Iterator[Diagnostic]:
    """`wait 0 ticks`, `nudge Ida to leave by 0%`, `give 0 coins to Ida`: written, read, and of no effect."""
    match line:
        case tree.Wait(length=tree.Duration(ticks=0) as value):
            yield _idle(value, "no time goes by")
        case tree.Nudge(by=tree.Share(millionths=0) as value):
            yield _idle(value, "nobody leans on anything")
        case tree.Direct(length=tree.Duration(ticks=0) as value) | tree.Nudge(length=tree.Duration(ticks=0) as value):
            yield _idle(value, "it is over before it begins")
        case tree.Give(what=tree.Coins(thousandths=0) as value) | tree.Take(what=tree.Coins(thousandths=0) as value):
            yield _idle(value, "nothing changes hands")


def _idle(value: tree.Value, why: str) -> Diagnostic:
    return Diagnostic("TN705", "This line does nothing", value.span, label=why, severity="warning")


def todos(script: Script) -> tuple[Diagnostic, ...]:
    """The `TODO:` comments of the file that was asked for, as notes; only on request."""
    return tuple(
        Diagnostic(
            "TN703",
            comment.text.removeprefix("TODO:").strip() or "Something is left to do",
            comment.span,
            severity="note",
        )
        for comment in script.main.todos
    )
