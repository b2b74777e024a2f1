"""The cast: who they are, where they begin, what they have."""

from collections.abc import Iterator

from dsl import tree
from dsl.check.declarations import figures
from dsl.check.positions import judged
from dsl.check.words import unknown_word
from dsl.diagnostic import Diagnostic, Fix
from dsl.lower.townsfolk import free_names, groups
from dsl.names import Scope
from dsl.script import Script
from dsl.source import Span
from dsl.values import spoken
from dsl.vocabulary import AGENT, COINS, ITEM, JOB, NEEDS, PLACE, QUALITIES, SHARE, TIE, TIES, Want
from dsl.wants import Wanted
from townlet.units import ONE

MOST_PEOPLE = 10_000

PERSONALITY = Want(("personality",))


def cast(script: Script) -> Iterator[Diagnostic]:
    """Every entry of the cast, and that there is one."""
    if script.scenario is None:
        return
    scope = script.scope()
    for entry in script.scenario.cast:
        match entry:
            case tree.Member():
                yield from _member(entry, scope)
            case tree.Group():
                yield from _group(entry, scope)
    if not script.scenario.cast and "cast" not in script.damaged:
        yield Diagnostic(
            "TN243",
            "Nobody is in this story",
            script.scenario.span,
            label="it has no cast",
            hint="Add `cast:` with a line for each, such as `Kai: balanced, at cafe`",
        )


def _member(member: tree.Member, scope: Scope) -> Iterator[Diagnostic]:
    yield from _common(member, scope)
    yield from _named(member.home, PLACE, scope)
    yield from figures("need", member.needs, tuple(NEEDS), SHARE)
    first: dict[tuple[str, str], tree.Tie] = {}
    for tie in member.ties:
        yield from _tie(tie, member, scope)
        before = first.setdefault((tie.quality.text, tie.toward.text), tie)
        if before is not tie:
            message = f"`{tie.quality.text} {tie.preposition} {tie.toward.text}` is given twice"
            yield Diagnostic("TN230", message, tie.span, secondary=((before.span, "it was given here first"),))


def _group(group: tree.Group, scope: Scope) -> Iterator[Diagnostic]:
    yield from _common(group, scope)
    for figure in group.personalities:
        yield from judged(Wanted(figure.name, PERSONALITY), scope)
    total = sum(figure.value.millionths for figure in group.personalities)
    if group.personalities and total != ONE:
        yield Diagnostic(
            "TN502",
            f"These shares come to {spoken(tree.Share(group.span, total))}, and should come to 100%",
            group.personalities[0].span.to(group.personalities[-1].span),
        )
    if group.count > MOST_PEOPLE:
        yield Diagnostic("TN222", f"A group has at most {MOST_PEOPLE:,} people", group.span)


def enough_names(script: Script) -> Iterator[Diagnostic]:
    """Each group takes its names from what those before it leave of the town file's list."""
    if script.scenario is None or script.scenario.town is None or script.town is None:
        return
    left = len(free_names(script))
    for group in groups(script):
        if left < group.count <= MOST_PEOPLE:
            yield _nameless(group, left, script.scenario.town.text)
        left = max(0, left - group.count)


def _nameless(group: tree.Group, left: int, town: str) -> Diagnostic:
    more = f"Add {group.count - left} more under `names:` in `{town}.yaml`"
    fewer = f"write `{group.name.text} {left}` or fewer" if left else "leave the group out"
    return Diagnostic(
        "TN246",
        f"The town has too few names for {group.count:,} {group.name.text}",
        group.span,
        label=f"{left} name{'s are' if left != 1 else ' is'} left" if left else "no name is left",
        hint=f"{more}, or {fewer}",
    )


def _common(entry: tree.Member | tree.Group, scope: Scope) -> Iterator[Diagnostic]:
    if isinstance(entry, tree.Member):
        yield from _named(entry.personality, PERSONALITY, scope)
    yield from _named(entry.starts, PLACE, scope)
    yield from _named(entry.job, JOB, scope)
    if entry.wallet is not None:
        yield from judged(Wanted(entry.wallet, COINS), scope)
    for goods in entry.carries:
        yield from _named(goods.item, ITEM, scope)


def _named(name: tree.Name | None, want: Want, scope: Scope) -> Iterator[Diagnostic]:
    if name is not None:
        yield from judged(Wanted(name, want), without_parameters(scope))


def without_parameters(scope: Scope) -> Scope:
    """The cast is the same whatever the parameters are."""
    return Scope(scope.names, {}, scope.unknown, scope.damaged) if scope.parameters else scope


def _tie(tie: tree.Tie, member: tree.Member, scope: Scope) -> Iterator[Diagnostic]:
    if tie.quality.text not in TIES:
        yield unknown_word("TN213", f"There is no tie called `{tie.quality.text}`", tie.quality, list(TIES))
        return
    toward = QUALITIES[tie.quality.text].toward
    if tie.preposition != toward:
        between = tie.quality.span.after()
        between = Span(between.file, between.line, between.column, between.line, tie.toward.span.column)
        yield Diagnostic(
            "TN224",
            f"`{tie.quality.text}` does not take `{tie.preposition}`",
            tie.span,
            label=f"it is `{tie.quality.text} {toward} {tie.toward.text}`",
            fix=Fix(between, f" {toward} "),
        )
    yield from _named(tie.toward, AGENT, scope)
    yield from judged(Wanted(tie.value, TIE), scope)
    if tie.toward.text == member.name.text:
        yield Diagnostic(
            "TN306", f"`{member.name.text}` has no ties to `{member.name.text}`", tie.toward.span
        )
