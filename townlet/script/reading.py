"""What a condition reads, and what of it is settled at the moment it is armed."""

from typing import TYPE_CHECKING, Any, Final, assert_never

import msgspec

from townlet import conditions as c
from townlet.events import Event
from townlet.script.judge import fits, measure, on_stage

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
            return (found - {c.EACH}) | set(town.agents) if c.EACH in found else found
        case c.Near() | c.Friends() | c.Rivals():
            return {condition.who, condition.whom}
        case c.IsAt() | c.Has() | c.Working() | c.Employed():
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


def counted(condition: c.Condition, event: Event) -> set[c.Happens]:
    """The patterns a condition counts by that an event fits."""
    match condition:
        case c.Count():
            return {condition.event} if fits(event, condition.event) else set()
        case c.Not():
            return counted(condition.condition, event)
        case c.AllOf() | c.AnyOf():
            return set().union(*(counted(each, event) for each in condition.conditions))
        case _:
            return set()


def settled(town: "Town", condition: c.Condition) -> c.Condition:
    """The condition as armed now: a rise becomes a comparison with where the quantity stands at this moment."""
    match condition:
        case c.Rises():
            level = measure(town, condition.quantity) or 0
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
    if "rises" not in str(msgspec.to_builtins(condition.condition)):
        return condition
    each = tuple(settled(town, about(condition.condition, name)) for name in on_stage(town))
    return c.AnyOf(each) if isinstance(condition, c.Anyone) else c.AllOf(each)


def about(condition: c.Condition, name: str) -> c.Condition:
    """A condition with `EACH` replaced by somebody's name."""
    named: c.Condition = msgspec.convert(_named(msgspec.to_builtins(condition), name), type=c.Condition)
    return named


def _named(data: Any, name: str) -> Any:
    """Plain data with `EACH` replaced by a name."""
    if isinstance(data, dict):
        return {key: _named(value, name) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_named(value, name) for value in data]
    return name if data == c.EACH else data
