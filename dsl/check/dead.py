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
