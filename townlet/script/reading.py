"""What a condition reads, and what of it is settled at the moment it is armed."""

from typing import TYPE_CHECKING, Final, assert_never

from townlet import conditions as c
from townlet.events import Event
from townlet.script.binding import bound
from townlet.script.judge import fits, measure, on_stage, tally

if TYPE_CHECKING:
    from townlet.town import Town

NARRATION: Final = "narration"  # What a condition reads that asks about the page.


def reads(town: "Town", condition: c.Condition) -> set[str]:
    """What must be touched for the truth to change by an event: names, and `event:` with a kind."""
    match condition:
        case c.Compare() | c.Rises():
            return set(_names(condition.quantity))
        case c.Happens():
            return {f"event:{condition.kind}"}
        case c.Count():
            return {f"event:{condition.event.kind}"}
        case c.Says():
            return {NARRATION}
        case c.Not():
            return reads(town, condition.condition)
        case c.AllOf() | c.AnyOf():
            return set().union(*(reads(town, each) for each in condition.conditions))
        case c.Anyone() | c.Everyone():
            found = reads(town, condition.condition)
            return (found - {condition.stand_in}) | set(town.agents) if condition.stand_in in found else found
        case c.Near() | c.Friends() | c.Rivals():
            return {condition.who, condition.whom}
        case c.IsAt():
            home = condition.place.removesuffix(c.THEIR_HOME)
            return {condition.who} if home == condition.place else {condition.who, home}
        case c.Has() | c.Working() | c.Employed():
            return {condition.who}
        case c.TownIs():
            return {"event:perturbation-began", "event:perturbation-ended"}
        case c.Always():
            return set()
        case _:
            assert_never(condition)


def _names(quantity: c.Quantity) -> list[str]:
    match quantity:
        case c.PricesOf() | c.StockOf():
            return [quantity.place]
        case c.QueueOf() | c.UsersOf():
            return [quantity.thing]
        case _:
            return [quantity.who]


def heeds_events(condition: c.Condition) -> bool:
    """Whether a condition asks what happens, which must be noticed when it does, and not only what is."""
    match condition:
        case c.Happens() | c.Count() | c.Says():
            return True
        case c.Not() | c.Anyone() | c.Everyone():
            return heeds_events(condition.condition)
        case c.AllOf() | c.AnyOf():
            return any(heeds_events(each) for each in condition.conditions)
        case _:
            return False


def is_momentary(condition: c.Condition) -> bool:
    """Whether a condition holds only in the tick in which something happens."""
    match condition:
        case c.Happens() | c.Says():
            return True
        case c.AllOf():
            return any(is_momentary(each) for each in condition.conditions)
        case c.AnyOf():
            return all(is_momentary(each) for each in condition.conditions)
        case c.Anyone() | c.Everyone():
            return is_momentary(condition.condition)
        case _:
            return False


def counted(condition: c.Condition, event: Event) -> set[str]:
    """The tallies of a condition that an event adds one to."""
    match condition:
        case c.Count():
            return _tallies(condition.event, event)
        case c.Not() | c.Anyone() | c.Everyone():
            return counted(condition.condition, event)
        case c.AllOf() | c.AnyOf():
            return set().union(*(counted(each, event) for each in condition.conditions))
        case _:
            return set()


def _tallies(pattern: c.Happens, event: Event) -> set[str]:
    """A pattern with stand-ins in its roles counts for whoever is in them."""
    other = getattr(event, "whom", "")
    found = set()
    for who, whom in ((event.who, other), (other, event.who)) if pattern.either else ((event.who, other),):
        filled = c.Happens(pattern.kind, _role(pattern.who, who), _role(pattern.whom, whom), pattern.either)
        if fits(event, filled):
            found.add(tally(filled))
    return found


def _role(wanted: str, actual: str) -> str:
    return actual if wanted.startswith(c.EACH) else wanted


def settled(town: "Town", condition: c.Condition) -> c.Condition:
    """The condition as armed now: a rise becomes a comparison with where the quantity stands at this moment.

    Of somebody off stage that cannot be told; it is settled when they come.
    """
    match condition:
        case c.Rises():
            level = measure(town, condition.quantity)
            if level is None:
                return condition
            return c.Compare(
                condition.quantity, "at-least" if condition.by >= 0 else "at-most", level + condition.by
            )
        case c.Not():
            return c.Not(settled(town, condition.condition))
        case c.AllOf():
            return c.AllOf(tuple(settled(town, each) for each in condition.conditions))
        case c.AnyOf():
            return c.AnyOf(tuple(settled(town, each) for each in condition.conditions))
        case c.Anyone() | c.Everyone():
            return _settled_each(town, condition)
        case _:
            return condition


def _settled_each(town: "Town", condition: c.Anyone | c.Everyone) -> c.Condition:
    """A rise of anyone's is measured from where each of those on stage now stands."""
    if not rises(condition):
        return condition
    names = [name for name in on_stage(town) if name not in condition.but]
    each = tuple(settled(town, about(condition, name)) for name in names)
    return c.AnyOf(each) if isinstance(condition, c.Anyone) else c.AllOf(each)


def rises(condition: c.Condition) -> bool:
    """Whether a condition asks for a change."""
    match condition:
        case c.Rises():
            return True
        case c.Not() | c.Anyone() | c.Everyone():
            return rises(condition.condition)
        case c.AllOf() | c.AnyOf():
            return any(rises(each) for each in condition.conditions)
        case _:
            return False


def about(condition: c.Anyone | c.Everyone, name: str) -> c.Condition:
    """What a condition says of one of those it speaks of."""
    return bound(condition.condition, {condition.stand_in: name}, c.Condition)
