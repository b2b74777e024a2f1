"""What stands in a script and does nothing."""

from collections.abc import Iterator

from dsl import tree
from dsl.diagnostic import Diagnostic
from dsl.script import Script, lines_of
from dsl.source import Span
from dsl.walk import every_line, every_name


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


def idle(script: Script) -> Iterator[Diagnostic]:
    """Streams, personalities and items of the scenario's own file that nothing uses. A library's are for others."""
    if script.scenario is None:
        return
    for name in (*script.main.streams, *script.scenario.streams):
        if name.text not in _drawn_from(script) and name.text not in script.damaged:
            yield _unused(name, "Nothing draws from the stream", "Draw from it with `choose from …:`, or take it out")
    declared = [("Nobody has the personality", each.name) for each in script.main.personalities]
    declared += [("Nothing is done with the item", each.name) for each in script.main.items]
    used = _named(script) if declared else frozenset[str]()
    for what, name in declared:
        if name.text not in used and name.text not in script.damaged:
            yield _unused(name, what, "Use it, take it out, or move it into a library")


def _unused(name: tree.Name, what: str, hint: str) -> Diagnostic:
    return Diagnostic("TN707", f"{what} `{name.text}`", name.span, severity="warning", label="never used", hint=hint)


def _drawn_from(script: Script) -> set[str]:
    bodies = (lines_of(script.scenario), *(vignette.body for file in script.files for vignette in file.vignettes))
    lines = (line for body in bodies for line in every_line(body))
    return {line.stream.text for line in lines if isinstance(line, tree.Choose) and line.stream is not None}


def _named(script: Script) -> frozenset[str]:
    """Every name that occurs anywhere but where it is declared, and whatever is given from outside."""
    declared = {each.name.span for file in script.files for each in file.personalities}
    declared |= {each.name.span for file in script.files for each in file.items}
    names = (name for file in script.files for name in every_name(file))
    return frozenset({*(name.text for name in names if name.span not in declared), *script.given.values()})


def offstage(script: Script) -> Iterator[Diagnostic]:
    """Lines for people who are never on stage: they begin off it, and nothing lets them enter."""
    away = _away(script)
    for line in every_line(lines_of(script.scenario)) if away else ():
        for name in _asked(line):
            if name.text in away:
                yield Diagnostic(
                    "TN706",
                    f"`{name.text}` is never on stage, so nothing comes of this",
                    name.span,
                    severity="warning",
                    secondary=((away[name.text], "off stage from the beginning"),),
                    hint=f"Let them come first: `enter {name.text} at cafe`",
                )


def _away(script: Script) -> dict[str, Span]:
    """Who is certain never to come; nobody is, if somebody enters who is only known as a parameter."""
    cast = script.scenario.cast if script.scenario is not None else ()
    away = {each.name.text: each.span for each in cast if isinstance(each, tree.Member) and each.offstage}
    bodies = (lines_of(script.scenario), *(each.body for each in script.vignettes.values())) if away else ()
    entering = {
        name.text
        for body in bodies
        for line in every_line(body)
        if isinstance(line, tree.Enter)
        for name in line.who
    }
    people = {each.name.text for each in cast if isinstance(each, tree.Member)}
    known = entering <= people and not script.damaged
    return {name: span for name, span in away.items() if name not in entering} if known else {}


def _asked(line: tree.Line) -> tuple[tree.Name, ...]:
    match line:
        case tree.Dialogue():
            return (line.who,)
        case tree.Direct() | tree.Nudge() | tree.Hold():
            return line.who
        case _:
            return ()


def todos(script: Script) -> tuple[Diagnostic, ...]:
    """The `TODO:` comments of the file that was asked for, as notes."""
    return tuple(
        Diagnostic(
            "TN703",
            comment.text.removeprefix("TODO:").strip() or "Something is left to do",
            comment.span,
            severity="note",
        )
        for comment in script.main.todos
    )
