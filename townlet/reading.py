"""What a condition reads, and what of it is settled at the moment it is armed."""

from typing import TYPE_CHECKING, Any, Final, assert_never

import msgspec

from townlet import conditions as c
from townlet.events import Event
from townlet.judge import fits, measure, on_stage

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
        case c.IsAt() | c.Has() | c.Working():
            return {condition.who}
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


def counts(condition: c.Condition, event: Event) -> bool:
    """Whether an event is one that a condition counts."""
    match condition:
        case c.Count():
            return fits(event, condition.event)
        case c.Not():
            return counts(condition.condition, event)
        case c.AllOf() | c.AnyOf():
            return any(counts(each, event) for each in condition.conditions)
        case _:
            return False


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
    inner = msgspec.to_builtins(condition.condition)
    if "rises" not in str(inner):
        return condition
    each = tuple(
        settled(town, msgspec.convert(_named(inner, name), type=c.Condition)) for name in on_stage(town)
    )
    return c.AnyOf(each) if isinstance(condition, c.Anyone) else c.AllOf(each)


def _named(data: Any, name: str) -> Any:
    """Plain data with `EACH` replaced by a name."""
    if isinstance(data, dict):
        return {key: _named(value, name) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_named(value, name) for value in data]
    return name if data == c.EACH else data
