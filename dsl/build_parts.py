"""Names, figures, values and conditions: from tokens to nodes."""

from typing import Any, TypeAlias

from dsl import tree
from dsl.diagnostic import Diagnostic
from dsl.lines import Token
from dsl.source import Span
from dsl.units import Say, duration_ticks, minutes_of, scaled, whole

Children: TypeAlias = list[Any]

COMPARISONS = {"below": "below", "above": "above", "least": "at least", "most": "at most"}


def across(children: Children) -> Span:
    """From where the first child begins to where the last one ends."""
    first: Span = children[0].span
    last: Span = children[-1].span
    return Span(first.file, first.line, first.column, last.end_line, last.end_column)


def named(token: Token) -> tree.Name:
    return tree.Name(token.span, token.text)


def quoted(token: Token) -> tree.Text:
    return tree.Text(token.span, token.text[1:-1].replace('\\"', '"').replace("\\\\", "\\"))


def name(c: Children, say: Say) -> tree.Name:
    return named(c[0])


def text(c: Children, say: Say) -> tree.Text:
    return quoted(c[0])


def word(c: Children, say: Say) -> Token:
    return c[0]  # type: ignore[no-any-return]


def names(c: Children, say: Say) -> tuple[tree.Name, ...]:
    return tuple(named(t) for t in c if t.type == "NAME")


def listed(c: Children, say: Say) -> tuple[Any, ...]:
    """`x, y, z`, with or without brackets around."""
    return tuple(child for child in c if type(child) is not Token)


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────────


def share(c: Children, say: Say) -> tree.Share:
    written = c[0].text[:-1].strip()
    return tree.Share(c[0].span, scaled(c[0], written, 4, say), written[0] in "+-")


def number(c: Children, say: Say) -> tree.Number:
    return tree.Number(c[0].span, scaled(c[0], c[0].text, 6, say))


def coins(c: Children, say: Say) -> tree.Coins:
    return tree.Coins(across(c), scaled(c[0], c[0].text, 3, say))


def duration(c: Children, say: Say) -> tree.Duration:
    ticks, unit = duration_ticks(c[0], c[1], say)
    return tree.Duration(across(c), ticks, unit)


def unit(c: Children, say: Say) -> Token:
    return c[0]  # type: ignore[no-any-return]


def clock(c: Children, say: Say) -> tree.Clock:
    return tree.Clock(c[0].span, minutes_of(c[0], say))


def goods(c: Children, say: Say) -> tree.Goods:
    return tree.Goods(across(c), whole(c[0], say, least=1), named(c[1]))


def number_figure(c: Children, say: Say) -> tree.Figure:
    return tree.Figure(across(c), named(c[0]), c[1])


def share_figure(c: Children, say: Say) -> tree.Figure:
    return tree.Figure(across(c), named(c[0]), share(c[-1:], say))


def option(c: Children, say: Say) -> tree.Option:
    return tree.Option(across(c), named(c[0]), c[2])


def plain_option(c: Children, say: Say) -> tree.Option:
    return tree.Option(c[0].span, None, c[0])


def phrase(c: Children, say: Say) -> tree.Phrase:
    return tree.Phrase(across(c), c[0].text, c[1])


def topic_phrase(c: Children, say: Say) -> tree.Phrase:
    return tree.Phrase(across(c), c[0].text, quoted(c[1]))


# ── names with something to them ─────────────────────────────────────────────────────────────────────────


def anyone(c: Children, say: Say) -> tree.Anyone:
    return tree.Anyone(across(c))


def anyone_as(c: Children, say: Say) -> tree.Anyone:
    """`anyone as who`: what follows is always a person's name, also where a cue might get one."""
    return tree.Anyone(across(c), named(c[1]))


def everyone(c: Children, say: Say) -> tree.Everyone:
    return tree.Everyone(across(c), named(c[1]) if len(c) == 2 else None)


def possessive(c: Children, say: Say) -> tree.Possessive:
    """owner 's quality [in|with whom]"""
    if len(c) == 3:
        return tree.Possessive(across(c), c[0], named(c[2]))
    return tree.Possessive(across(c), c[0], named(c[2]), c[3].text, c[4])


# ── conditions ───────────────────────────────────────────────────────────────────────────────────────────


def or_condition(c: Children, say: Say) -> tree.Or:
    before = c[0].parts if type(c[0]) is tree.Or else (c[0],)
    return tree.Or(across(c), (*before, c[2]))


def and_condition(c: Children, say: Say) -> tree.And:
    before = c[0].parts if type(c[0]) is tree.And else (c[0],)
    return tree.And(across(c), (*before, c[2]))


def not_condition(c: Children, say: Say) -> tree.Not:
    return tree.Not(across(c), c[1])


def bracketed(c: Children, say: Say) -> tree.Condition:
    return c[1]  # type: ignore[no-any-return]


def being(c: Children, say: Say) -> bool:
    """`is` → True, `is not` → False"""
    return len(c) == 1


def _unless(c: Children, condition: tree.Condition) -> tree.Condition:
    """`A is not near B` is `not A is near B`."""
    return tree.Not(condition.span, condition) if c[1] is False else condition


def _said(c: Children) -> Children:
    return [child for child in c if type(child) is not bool]


def compare(c: Children, say: Say) -> tree.Condition:
    return _unless(c, tree.Compare(across(c), c[0], _operator(c[-2]), c[-1]))


def compare_is(c: Children, say: Say) -> tree.Condition:
    return _unless(c, tree.Compare(across(c), c[0], "is", c[-1]))


def _operator(token: Token) -> Any:
    return COMPARISONS[token.text]


def between(c: Children, say: Say) -> tree.Condition:
    return _unless(c, tree.Between(across(c), c[0], c[-3], c[-1]))


def near(c: Children, say: Say) -> tree.Condition:
    return _unless(c, tree.Near(across(c), c[0], c[-1]))


def at_place(c: Children, say: Say) -> tree.Condition:
    return _unless(c, tree.At(across(c), c[0], c[-1]))


def has(c: Children, say: Say) -> tree.Has:
    return tree.Has(across(c), c[0], c[-1])


def employed(c: Children, say: Say) -> tree.Employed:
    return tree.Employed(across(c), c[0], named(c[-1]))


def jobless(c: Children, say: Say) -> tree.Employed:
    return tree.Employed(across(c), c[0])


def friends(c: Children, say: Say) -> tree.Condition:
    return _unless(c, tree.Friends(across(c), c[0], c[-1]))


def rivals(c: Children, say: Say) -> tree.Condition:
    return _unless(c, tree.Rivals(across(c), c[0], c[-1]))


def changes(c: Children, say: Say) -> tree.Changes:
    return tree.Changes(across(c), c[0], c[1].text, c[3])


def event(c: Children, say: Say) -> tree.Event:
    return tree.Event(across(c), named(c[1]), None, tuple(c[2:]))


def event_between(c: Children, say: Say) -> tree.Event:
    return tree.Event(across(c), named(c[1]), (c[3], c[5]), tuple(c[6:]))


def count(c: Children, say: Say) -> tree.Count:
    bound = "at least" if c[1].text == "least" else "at most"
    return tree.Count(across(c), bound, whole(c[2], say), c[3])  # type: ignore[arg-type]


def says(c: Children, say: Say) -> tree.Says:
    return tree.Says(across(c), quoted(c[2]))


# ── moments ──────────────────────────────────────────────────────────────────────────────────────────────


def tick_moment(c: Children, say: Say) -> tree.TickMoment:
    return tree.TickMoment(across(c), whole(c[1], say))


def clock_moment(c: Children, say: Say) -> tree.ClockMoment:
    return tree.ClockMoment(c[0].span, minutes_of(c[0], say))


def day_moment(c: Children, say: Say) -> tree.ClockMoment:
    return tree.ClockMoment(across(c), minutes_of(c[2], say), whole(c[1], say, least=1))


def start_moment(c: Children, say: Say) -> tree.Start:
    return tree.Start(c[0].span)


def end_moment(c: Children, say: Say) -> tree.End:
    return tree.End(c[0].span)


def twice(token: Token | tree.Node, first: Span, what: str) -> Diagnostic:
    """The message for something that can be said only once."""
    return Diagnostic(
        "TN113", f"{what} is said twice", token.span, "a second time", secondary=((first, "the first time"),),
        hint="keep one of the two",
    )  # fmt: skip
