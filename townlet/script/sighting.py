"""What was seen when a check failed: the figure that was not what it should have been, in a writer's units."""

from typing import TYPE_CHECKING

from townlet import conditions as c
from townlet.goods.ledger import balance
from townlet.script.judge import measure, on_stage, truth
from townlet.units import coins_text, share_text

if TYPE_CHECKING:
    from townlet.town import Town

MOST = 3  # So many people are named.


def sighting(town: "Town", condition: c.Condition, each: str = "") -> str:
    """What a condition found: `Ida's hunger was 12 %`. Empty where there is no figure to give."""
    match condition:
        case c.Compare() | c.Rises():
            value = measure(town, condition.quantity, each)
            return "" if value is None else f"{_called(condition.quantity, each)} {_figure(condition.quantity, value)}"
        case c.Not():
            return sighting(town, condition.condition, each)
        case c.AllOf() | c.AnyOf():
            found = [sighting(town, part, each) for part in condition.conditions]
            return ", ".join(filter(None, found))
        case c.Everyone() | c.Anyone():
            wrong = isinstance(condition, c.Anyone)
            names = [name for name in on_stage(town) if truth(town, condition.condition, None, name) is wrong]
            return ", ".join(filter(None, (sighting(town, condition.condition, name) for name in names[:MOST])))
        case c.IsAt():
            name = _who(condition.who, each)
            place = town.agents[name].place
            return f"{name} was {'at ' + place if place else 'on the way'}"
        case c.Has():
            name = _who(condition.who, each)
            return f"{name} had {balance(town.ledger, name, condition.item) or 'no'} {condition.item}"
        case _:
            return ""


def _called(quantity: c.Quantity, each: str) -> str:
    match quantity:
        case c.NeedOf():
            return f"{_who(quantity.who, each)}'s {quantity.need} was"
        case c.MoodOf():
            return f"{_who(quantity.who, each)}'s mood was"
        case c.WalletOf():
            return f"{_who(quantity.who, each)} had"
        case c.TieOf():
            joined = "in" if quantity.which == "trust" else "with"
            return f"{_who(quantity.who, each)}'s {quantity.which} {joined} {_who(quantity.whom, each)} was"
        case c.PricesOf():
            return f"{quantity.place}'s prices were"
        case c.StockOf():
            return f"{quantity.place}'s stock of {quantity.item} was"
        case c.QueueOf():
            return f"{quantity.thing}'s queue was"
        case c.UsersOf():
            return f"{quantity.thing}'s users were"


def _figure(quantity: c.Quantity, value: int) -> str:
    match quantity:
        case c.WalletOf():
            return coins_text(value)
        case c.StockOf() | c.QueueOf() | c.UsersOf():
            return str(value)
        case _:
            return share_text(value)


def _who(name: str, each: str) -> str:
    return each if name == c.EACH else name
