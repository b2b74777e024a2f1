"""What was seen when a check failed: the figure that was not what it should have been, in a writer's units."""

from typing import TYPE_CHECKING

from townlet import conditions as c
from townlet.goods.ledger import balance
from townlet.script.judge import measure, named, truth, turns
from townlet.script.reading import rises
from townlet.units import coins_text, share_text

if TYPE_CHECKING:
    from townlet.town import Town

MOST = 3  # So many people are named.


def sighting(town: "Town", condition: c.Condition, each: c.Each = ()) -> str:
    """What a condition found: `Ida's hunger was 12 %`. Empty where there is no figure to give."""
    match condition:
        case c.Compare() | c.Rises():
            value = measure(town, condition.quantity, each)
            return "" if value is None else f"{_called(condition.quantity, each)} {_figure(condition.quantity, value)}"
        case c.Not():
            return sighting(town, condition.condition, each)
        case c.AllOf() | c.AnyOf():
            return ", ".join(filter(None, (sighting(town, one, each) for one in condition.conditions)))
        case c.Everyone() | c.Anyone():
            wrong = isinstance(condition, c.Anyone)
            part = condition.condition
            found = [
                one for one in turns(town, condition, each) if rises(part) or truth(town, part, None, one) is wrong
            ]
            return ", ".join(filter(None, (sighting(town, part, one) for one in found[:MOST])))
        case c.IsAt():
            name = named(condition.who, each)
            place = town.agents[name].place
            return f"{name} was {'at ' + place if place else 'on the way'}"
        case c.Has():
            name = named(condition.who, each)
            return f"{name} had {balance(town.ledger, name, condition.item) or 'no'} {condition.item}"
        case _:
            return ""


def _called(quantity: c.Quantity, each: c.Each) -> str:
    match quantity:
        case c.NeedOf():
            return f"{named(quantity.who, each)}'s {quantity.need} was"
        case c.MoodOf():
            return f"{named(quantity.who, each)}'s mood was"
        case c.WalletOf():
            return f"{named(quantity.who, each)} had"
        case c.TieOf():
            joined = "in" if quantity.which == "trust" else "with"
            return f"{named(quantity.who, each)}'s {quantity.which} {joined} {named(quantity.whom, each)} was"
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

