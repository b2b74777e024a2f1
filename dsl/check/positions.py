"""Every name is known and of the right kind, every figure has the right unit and size."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from dsl import tree
from dsl.check.meant import in_words, part_of, said_otherwise
from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import alike, nearest_name
from dsl.mend.figures import percent
from dsl.names import Scope
from dsl.script import Script
from dsl.source import Span
from dsl.values import as_written, figure, read_value, spoken
from dsl.vocabulary import CALLED, EXAMPLES, HOME, NAMED, SHIPPED, Kind, Want
from dsl.wants import Wanted, Written, kind_of_figure, own, possessive, quality_of, wanted
from townlet.units import DAY

UNKNOWN: Final[dict[tuple[Kind, ...], tuple[str, str, str | None]]] = {
    ("agent",): ("TN201", "There is nobody called `{}` in the cast", None),
    ("place",): ("TN202", "There is no place called `{}` in this town", None),
    ("thing",): ("TN203", "There is no object called `{}` in this town", None),
    ("item",): (
        "TN204",
        "There is no item called `{}`",
        "An item is declared with `item {}:`, or stands in the town file",
    ),
    ("personality",): (
        "TN205",
        "There is no personality called `{}`",
        "A personality is declared with `personality {}:`",
    ),
    ("vignette",): (
        "TN206",
        "There is no vignette called `{}`",
        "Is a `use` line missing at the top of the file?",
    ),
    ("cue",): (
        "TN207",
        "There is no cue called `{}`",
        "A cue gets its name from `as {}` at the end of its first line",
    ),
    ("job",): ("TN208", "There is no job called `{}` in this town", None),
}
"""What is said about a name that is not known where one kind is wanted."""

OF_NO_VIGNETTE: Final = "A vignette sees its parameters and the town, never the cast: make `{}` a parameter"
IN_THE_CAST: Final[dict[Kind, str]] = {
    "job": "A job is given by `works as {}`",
    "place": "A place is given by `at {}`",
    "item": "Things are given by `carries 1 {}`",
}
MOST_GOODS: Final = 100_000  # As many as a shelf may hold.
MOST_NAMED: Final = 24
MOST_SHOWN: Final = 80  # characters
CROWD: Final = ("everyone", "everybody", "anyone", "anybody", "all", "they", "them")
MOST_CANDIDATES: Final = 300  # Guessing among more would take longer than it helps.


def positions(script: Script, scope: Scope, line: tree.Line) -> Iterator[Diagnostic]:
    """What is wrong with the names and figures of one line."""
    if isinstance(line, tree.Cue):
        yield from _after_moment(line.trigger, scope)
    yield from _whose_home(line)
    for each in wanted(line):
        yield from judged(each, scope)


def _whose_home(line: tree.Line) -> Iterator[Diagnostic]:
    """To `anyone's home` nobody can go, though somebody may be found there."""
    given = [each.value for each in line.arguments] if isinstance(line, tree.Play) else []
    for node in (*(each.node for each in own(line)), *given):
        match node:
            case tree.Possessive(owner=tree.Anyone() | tree.Everyone() as owner, quality=tree.Name(text="home")):
                message = f"`{spoken(node)}` could be one of several places, and one is wanted here"
                yield Diagnostic("TN229", message, owner.span, label="whose?", hint="Name somebody: `Ida's home`")


def _after_moment(trigger: tree.Trigger, scope: Scope) -> Iterator[Diagnostic]:
    """`20 ticks after start:` — the start is a moment, and what comes so long after it is one too."""
    match trigger:
        case tree.AfterStart(cue=tree.Name(text="start") as cue, delay=tree.Duration(ticks=ticks)):
            meant = f"at tick {ticks}"
        case tree.AfterEnd(cue=tree.Name(text="start") as cue, condition=None):
            meant = "at start"
        case _:
            return
    if "start" in scope.names.get("cue", {}):
        return
    yield Diagnostic(
        "TN207",
        "There is no cue called `start`: it is a moment",
        cue.span,
        label=f"did you mean `{meant}`?",
        fix=Fix(trigger.span, meant, sure=True),
    )


def given_value(value: tree.Value, want: Want, scope: Scope) -> Iterator[Diagnostic]:
    """What is wrong with the value of a parameter; of `Ida's home` Ida is looked at too."""
    if isinstance(value, tree.Possessive):
        for owner in possessive(value):
            yield from judged(owner, scope)
    yield from judged(Wanted(value, want), scope)


def judged(each: Wanted, scope: Scope) -> Iterator[Diagnostic]:
    """What is wrong with one name or figure where something is wanted; nothing if it will do."""
    match each.node:
        case tree.Name():
            yield from _name(each.node, each.want, scope)
        case tree.Possessive():
            yield from _possessive(each.node, each.want)
        case tree.Goods():
            yield from _goods(each.node)
        case tree.Anyone() | tree.Everyone():
            yield from _somebody(each.node, each.want)
        case _:
            yield from _figure(each.node, each.want)


def _name(name: tree.Name, want: Want, scope: Scope) -> Iterator[Diagnostic]:
    known = name.text in scope.parameters or scope.kind_of(name.text, want.kinds) is not None
    at_home = name.text == HOME and "place" in want.kinds
    if not want.kinds or known or at_home or name.text in scope.damaged:
        return
    other = scope.kind_of(name.text, NAMED)
    if other is not None and not {*want.kinds} & scope.unknown:
        yield other_kind(name, other, want, scope)
    elif not {*want.kinds} & {*NAMED}:
        yield _no_figure(name, want, scope)
    elif not {*want.kinds} & scope.unknown:
        yield unknown(name, want.kinds, scope)


def unknown(name: tree.Name, kinds: tuple[Kind, ...], scope: Scope) -> Diagnostic:
    """A name that nothing has, with the nearest that something has."""
    special = said_otherwise(name, kinds)
    if special is not None:
        return special
    candidates = tuple(scope.candidates(kinds))
    longer = part_of(name.text, candidates)
    guess = _guess(name.text, candidates) or (longer[0] if len(longer) == 1 else None)
    code, message, hint = UNKNOWN.get(kinds) or ("TN210", f"I know no {_any_of(kinds)} called `{{}}`", None)
    if name.text in CROWD and "agent" in kinds:
        people = ", ".join(scope.names.get("agent", {}))
        message, guess = "`{}` cannot stand here: people are asked by their names", None
        hint = f"Name them: `{people}`" if 0 < len(people) <= MOST_SHOWN else "Name them, with commas between"
        return Diagnostic(code, message.format(name.text), name.span, hint=hint)
    shipped = next((file for file, words in SHIPPED.items() if name.text in words), None)
    if shipped is not None and kinds in (("personality",), ("item",)):
        guess = None
        hint = f'It is in the library: `use "{shipped}"` at the top of the file'
    elif guess is None and kinds == ("personality",):
        hint = (
            f"{hint}; there are {', '.join(f'`{each}`' for each in scope.candidates(kinds))}"
            if hint
            else hint
        )
    if guess is None and len(longer) > 1:
        hint = f"Which of them: {', '.join(f'`{each}`' for each in longer[:MOST_NAMED])}?"
    elif guess is None and kinds in (("item",), ("vignette",)) and (known := _all(kinds, scope)) and hint:
        hint = f"{known}. {hint}"
    if "agent" in kinds and scope.vignette:
        message, hint = message.replace(" in the cast", " here"), OF_NO_VIGNETTE
    return Diagnostic(
        code,
        message.format(name.text),
        name.span,
        label=f"did you mean `{guess}`?" if guess else "",
        hint=None if guess else hint.format(name.text) if hint else _all(kinds, scope),
        fix=Fix(name.span, guess, sure=alike(name.text, guess)) if guess else None,
    )


def _all(kinds: tuple[Kind, ...], scope: Scope) -> str | None:
    """Everything that could have been meant, if that is not too much to read; of several kinds the first."""
    known = list(scope.candidates(kinds[:1]))
    return f"There are: {', '.join(f'`{each}`' for each in known)}" if 0 < len(known) <= MOST_NAMED else None


@lru_cache(maxsize=512)
def _guess(word: str, candidates: tuple[str, ...]) -> str | None:
    return nearest_name(word, candidates) if len(candidates) <= MOST_CANDIDATES else None


def _any_of(kinds: tuple[Kind, ...]) -> str:
    words = [CALLED[kind].split(" ", 1)[-1] for kind in kinds]
    return ", ".join(words[:-1]) + f" or {words[-1]}" if len(words) > 1 else words[0]


def one_of(kinds: tuple[Kind, ...]) -> str:
    """`a place, an object or a person`."""
    words = [CALLED[kind] for kind in kinds]
    return ", ".join(words[:-1]) + f" or {words[-1]}" if len(words) > 1 else words[0]


def other_kind(name: tree.Name, kind: Kind, want: Want, scope: Scope) -> Diagnostic:
    """A name that is known, but not as what is wanted here."""
    where = scope.names[kind][name.text]
    return Diagnostic(
        "TN220",
        f"`{name.text}` is {CALLED[kind]}, and {one_of(want.kinds)} is wanted here",
        name.span,
        label=f"{one_of(want.kinds)} belongs here",
        secondary=((where, f"`{name.text}` was defined here"),) if where is not None else (),
        hint=IN_THE_CAST.get(kind, "").format(name.text) or None if want.kinds == ("personality",) else None,
    )


def _no_figure(name: tree.Name, want: Want, scope: Scope) -> Diagnostic:
    counted = in_words(name, want.kinds)
    if counted is not None:
        return counted
    guess = _guess(name.text, tuple(scope.candidates(want.kinds)))
    return Diagnostic(
        "TN221",
        f"`{name.text}` is no figure, and {one_of(want.kinds)} is wanted here",
        name.span,
        label=f"did you mean `{guess}`?" if guess else _such_as(want),
        fix=Fix(name.span, guess, sure=alike(name.text, guess)) if guess else None,
    )


def _possessive(node: tree.Possessive, want: Want) -> Iterator[Diagnostic]:
    quality = quality_of(node)
    if not want.kinds or (
        quality is not None and quality.value.kinds[0] in want.kinds and node.quality.text == HOME
    ):
        return
    if quality is not None:
        yield Diagnostic(
            "TN220",
            f"`{spoken(node)}` is a quality, and {one_of(want.kinds)} is wanted here",
            node.span,
            label=f"{one_of(want.kinds)} belongs here",
        )


def _goods(node: tree.Goods) -> Iterator[Diagnostic]:
    if node.count > MOST_GOODS:
        message, label = f"`{node.count}` is too much", f"at most {MOST_GOODS:,}"
        yield Diagnostic("TN222", message, node.span, label=label)


def _somebody(node: tree.Anyone | tree.Everyone, want: Want) -> Iterator[Diagnostic]:
    if want.kinds and not {*want.kinds} & {"agent", "item"}:
        word = "everyone" if isinstance(node, tree.Everyone) else "anyone"
        yield Diagnostic(
            "TN220",
            f"`{word}` is a person, and {one_of(want.kinds)} is wanted here",
            node.span,
            label=f"{one_of(want.kinds)} belongs here",
        )


def _figure(node: Written, want: Want) -> Iterator[Diagnostic]:
    kind = kind_of_figure(node)
    if isinstance(node, tree.Anyone | tree.Everyone | tree.Goods) or kind is None or not want.kinds:
        return
    if kind not in want.kinds:
        yield _other_unit(node, kind, want)
    elif isinstance(node, tree.Number) and node.whole is None:
        yield Diagnostic(
            "TN222", f"`{spoken(node)}` is not a whole number", node.span, label="a count belongs here"
        )
    else:
        yield from _bounds(node.span, figure(node), as_written(node), want)


def _other_unit(node: tree.Value, kind: Kind, want: Want) -> Diagnostic:
    mended = _mended(node, want)
    return Diagnostic(
        "TN221",
        f"`{as_written(node)}` is {CALLED[kind]}, and {one_of(want.kinds)} is wanted here",
        node.span,
        label=f"did you mean `{mended}`?" if mended else _such_as(want),
        fix=Fix(node.span, mended, sure=not mended.endswith(" ticks")) if mended else None,
    )


def _such_as(want: Want) -> str:
    """How it would be written; a person or a place is known without an example."""
    example = EXAMPLES.get(want.kinds[0])
    return f"such as `{example}`" if example else f"{one_of(want.kinds)} belongs here"


def _mended(node: tree.Value, want: Want) -> str | None:
    """A bare number with the unit that was wanted, and a figure out of its quotation marks."""
    if isinstance(node, tree.Text):
        value = read_value(node.text, node.span)
        return node.text if value is not None and kind_of_figure(value) in want.kinds else None
    if not isinstance(node, tree.Number) or len(want.kinds) != 1:
        return None
    if want.kinds == ("share",):
        return percent(spoken(node))
    unit = {"coins": " coins", "duration": " ticks"}.get(want.kinds[0])
    return f"{spoken(node)}{unit}" if unit else None


def _bounds(span: Span, size: int, said: str, want: Want) -> Iterator[Diagnostic]:
    if want.low is not None and size < want.low:
        yield Diagnostic("TN222", f"`{said}` is too little", span, label=f"at least {bound(want, want.low)}")
    elif want.high is not None and size > want.high:
        yield Diagnostic("TN222", f"`{said}` is too much", span, label=f"at most {bound(want, want.high)}")


def bound(want: Want, size: int) -> str:
    """A bound in the unit that is wanted."""
    nowhere = Span("", 1, 1, 1, 1)
    match want.kinds[0]:
        case "share":
            return spoken(tree.Share(nowhere, size))
        case "coins":
            return spoken(tree.Coins(nowhere, size))
        case "duration":
            return as_written(tree.Duration(nowhere, size, "days" if size >= DAY else "ticks"))
    return str(size)
