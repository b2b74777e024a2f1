"""Conditions: what is written becomes what the town can judge."""

from collections.abc import Callable
from typing import Final, assert_never

import msgspec

from dsl import tree
from dsl.lower.here import Here
from dsl.values import figure
from dsl.vocabulary import NEEDS, SCENERY, TIES, WORK
from dsl.walk import everybody, named_by
from townlet import conditions as to

_COMPARISONS: Final[dict[str, to.Comparison]] = {
    "below": "below",
    "above": "above",
    "at least": "at-least",
    "at most": "at-most",
    "is": "is",
}


def condition(node: tree.Condition, here: Here) -> to.Condition:
    """The whole of a condition. When `anyone as who` gives a name, the agent is the same in all its parts."""
    named = aliases(node)
    if not named:
        return _part(node, here, 0)
    each = {name: tree.Name(node.span, to.EACH) for name in named}
    return to.Anyone(_part(node, here.into(here.path, {**here.values, **each}), 1))


def aliases(*nodes: tree.Condition) -> list[str]:
    """The names that conditions give to whoever they hold for (`anyone as who`)."""
    return list(dict.fromkeys(name.text for name in named_by(*nodes)))


def one_by_one(found: to.Condition) -> to.Condition:
    """`anyone is at park and weather is rain`: of what a cue waits for, everything is asked of each agent in turn."""
    if not isinstance(found, to.AllOf):
        return found
    crowds = [part for part in found.conditions if isinstance(part, to.Anyone)]
    if len(crowds) != 1:
        return found
    parts = (part.condition if part is crowds[0] else part for part in found.conditions)
    return to.Anyone(to.AllOf(tuple(parts)), but=crowds[0].but)


def _part(node: tree.Condition, here: Here, depth: int) -> to.Condition:
    match node:
        case tree.And():
            return to.AllOf(tuple(_part(part, here, depth) for part in node.parts))
        case tree.Or():
            return to.AnyOf(tuple(_part(part, here, depth) for part in node.parts))
        case tree.Not():
            return to.Not(_part(node.part, here, depth))
        case _:
            return _of_crowds(node, here, depth)


def _of_crowds(node: tree.Condition, here: Here, depth: int) -> to.Condition:
    """An atom with `anyone` and `everyone` around it, the first outermost. In an event, `anyone` is an open role."""
    occurs = isinstance(node, tree.Event | tree.Count)
    crowds = [
        who
        for who in everybody(node)
        if isinstance(who, tree.Everyone) or (isinstance(who, tree.Anyone) and not (who.alias or occurs))
    ]
    stand_ins = {who.span: to.EACH * number for number, who in enumerate(crowds, depth + 1)}
    here = msgspec.structs.replace(here, crowd=stand_ins)
    found = _atom(node, here)
    if crowds and isinstance(found, to.Happens):
        found = to.Count(found, "at-least", 1)
    beside = [name for who in pair(node) if (name := here.name(who)) and not _is_spot(name, here)]
    for who in reversed(crowds):
        stand_in = stand_ins[who.span]
        others = tuple(name for name in beside if not _within(name, stand_in))
        kind = to.Everyone if isinstance(who, tree.Everyone) else to.Anyone
        found = kind(found, stand_in, others)
    return found


def _is_spot(name: str, here: Here) -> bool:
    """Whether a name is a place's or an object's, which `is near` may be about."""
    return name in here.script.names["place"] or name in here.script.names["thing"]


def _within(name: str, stand_in: str) -> bool:
    """Whether a name is this stand_in or one that stands further inside."""
    return name.startswith(to.EACH) and len(name) >= len(stand_in)


def pair(atom: tree.Condition) -> tuple[tree.Subject, ...]:
    """The two people of an atom that is about two; anybody is asked about somebody else, never about themselves."""
    match atom:
        case tree.Near(who=who, target=tree.Name() | tree.Anyone() | tree.Everyone() as whom):
            return (who, whom)
        case tree.Friends(who=who, whom=whom) | tree.Rivals(who=who, whom=whom):
            return (who, whom)
        case tree.Event(pair=(who, whom)) | tree.Count(event=tree.Event(pair=(who, whom))):
            return (who, whom)
        case tree.Compare(subject=tree.Possessive() as of) | tree.Changes(subject=tree.Possessive() as of):
            return (of.owner, of.toward) if of.toward is not None and of.preposition != "of" else ()
        case tree.Between(subject=tree.Possessive() as of):
            return (of.owner, of.toward) if of.toward is not None and of.preposition != "of" else ()
    return ()


def _atom(node: tree.Condition, here: Here) -> to.Condition:
    match node:
        case tree.Compare():
            return _compare(node, here)
        case tree.Between():
            return _between(node, here)
        case tree.Changes():
            by = here.figure(node.by)
            return to.Rises(quantity(node.subject, here), by if node.direction == "rises" else -by)
        case tree.Near():
            return to.Near(here.name(node.who), here.name(node.target))
        case tree.At():
            who = here.name(node.who)
            if isinstance(node.place, tree.Name) and node.place.text == WORK:
                return to.Working(who)
            return to.IsAt(who, here.about((who,)).name(node.place))
        case tree.Has():
            return _has(node, here)
        case tree.Employed():
            return to.Employed(here.name(node.who), here.name(node.job) if node.job is not None else "")
        case tree.Friends():
            return to.Friends(here.name(node.who), here.name(node.whom))
        case tree.Rivals():
            return to.Rivals(here.name(node.who), here.name(node.whom))
        case tree.Event():
            return event(node, here)
        case tree.Count():
            return to.Count(event(node.event, here), _COMPARISONS[node.bound], node.count)
        case tree.Says():
            return to.Says(node.text.text)
        case tree.And() | tree.Or() | tree.Not():
            return _part(node, here, 0)
        case _:
            assert_never(node)


def _compare(node: tree.Compare, here: Here) -> to.Condition:
    if isinstance(node.subject, tree.Possessive):
        return to.Compare(quantity(node.subject, here), _COMPARISONS[node.operator], here.figure(node.value))
    if isinstance(node.subject, tree.Name) and node.subject.text not in here.values:
        return _scenery(node.subject.text, node.value)
    if isinstance(node.subject, tree.Name):
        return to.Always(settled(here.value(node.subject), node.operator, here.value(node.value)))
    raise AssertionError("a comparison of a person as such has been refused")


def _scenery(word: str, value: tree.Value) -> to.TownIs:
    """The weather, power or water of the whole town, whose words have been checked."""
    if word not in SCENERY or not isinstance(value, tree.Name):
        raise AssertionError(f"`{word}` is neither a parameter nor of the whole town, which has been reported")
    return to.TownIs(_SCENERY[word], next(state for state in SCENERY[word] if state == value.text))


_SCENERY: Final[dict[str, to.Scenery]] = {"weather": "weather", "power": "power", "water": "water"}


def _between(node: tree.Between, here: Here) -> to.Condition:
    low = tree.Compare(node.span, node.subject, "at least", node.low)
    high = tree.Compare(node.span, node.subject, "at most", node.high)
    return to.AllOf((_compare(low, here), _compare(high, here)))


def settled(left: tree.Value, operator: str, right: tree.Value) -> bool:
    """Whether a comparison between two known values holds."""
    if isinstance(left, tree.Name | tree.Text) or isinstance(right, tree.Name | tree.Text):
        return isinstance(left, tree.Name) and isinstance(right, tree.Name) and left.text == right.text
    one, other = _exact(left), _exact(right)
    return {
        "below": one < other,
        "above": one > other,
        "at least": one >= other,
        "at most": one <= other,
        "is": one == other,
    }[operator]


def _exact(value: tree.Value) -> int:
    return value.millionths if isinstance(value, tree.Number) else figure(value)


def quantity(node: tree.Target | tree.Subject, here: Here) -> to.Quantity:
    """`Kai's mood`, `Avery's trust in Kai`, `shower's queue`."""
    if not isinstance(node, tree.Possessive):
        raise AssertionError("a name as such is no quantity, which has been reported")
    owner, word = here.name(node.owner), node.quality.text
    if word in NEEDS:
        return to.NeedOf(owner, NEEDS[word])
    if word in TIES:
        return to.TieOf(owner, TIES[word], here.name(node.toward) if node.toward is not None else "")
    if word == "stock":
        return to.StockOf(owner, here.name(node.toward) if node.toward is not None else "")
    return _PLAIN[word](owner)


_PLAIN: Final[dict[str, Callable[[str], to.Quantity]]] = {
    "mood": to.MoodOf,
    "wallet": to.WalletOf,
    "prices": to.PricesOf,
    "queue": to.QueueOf,
    "users": to.UsersOf,
}


def _has(node: tree.Has, here: Here) -> to.Condition:
    match node.what:
        case tree.Coins(thousandths=thousandths):
            return to.Compare(to.WalletOf(here.name(node.who)), "at-least", thousandths)
        case tree.Goods(item=item, count=count):
            return to.Has(here.name(node.who), here.name(item), count)
        case tree.Name():
            value = here.value(node.what)
            if isinstance(value, tree.Coins):
                return to.Compare(to.WalletOf(here.name(node.who)), "at-least", value.thousandths)
            return to.Has(here.name(node.who), here.name(node.what))


def event(node: tree.Event, here: Here) -> to.Happens:
    """An event with its roles; `anyone` leaves a role open."""
    if node.pair is not None:
        return to.Happens(node.kind.text, _role(node.pair[0], here), _role(node.pair[1], here), either=True)
    by = next((phrase.target for phrase in node.phrases if phrase.word == "by"), None)
    return to.Happens(node.kind.text, "" if by is None else _role(by, here))


def _role(who: tree.Subject | tree.Target | tree.Text, here: Here) -> str:
    return "" if isinstance(who, tree.Anyone) and who.alias is None else here.name(who)
