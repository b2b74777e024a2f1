"""The town as a whole: its prices, its shelves, and what disturbs it."""

from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from townlet import events as e
from townlet import mood
from townlet.effects.feelings import feel, this
from townlet.goods import ledger
from townlet.state import Perturbation, key

if TYPE_CHECKING:
    from townlet.town import Town


def change_town(town: "Town", event: e.TownNews) -> None:
    """Carry the town's news into the state."""
    match event:
        case e.PricesChanged():
            town.places[event.where].level = event.level
        case e.PriceNoticed():
            town.agents[event.who].remembers[event.where] = event.level
            shock = mood.price_shock(event.how, event.before, event.level)
            feel(town, event.who, (shock, mood.PRICE_FADES), event.id)
        case e.Restocked():
            for item, count in event.brought.items():
                ledger.transfer(town.ledger, item, count, ledger.OUTSIDE, ledger.shelf(event.where))
        case e.PerturbationBegan():
            before = town.places[event.where].level if event.where else 0
            town.running[key(event.perturbation, event.where)] = Perturbation(
                event.perturbation, event.where, event.strength, event.until, this(event), before, event.sign,
                event.tick,
            )  # fmt: skip
        case e.PerturbationEnded():
            del town.running[key(event.perturbation, event.where)]
            town.quiet[event.perturbation] = event.tick
            if not event.where:
                town.register.disturbed = event.tick
        case e.GotWet():
            town.agents[event.who].struck["rain"] = event.tick
            feel(town, event.who, mood.GOT_WET, event.id, event.strength)
        case e.KeptDry():
            town.agents[event.who].struck["rain"] = event.tick
            feel(town, event.who, mood.KEPT_DRY, event.id)
        case e.Called():
            town.agents[event.who].struck["arranged-meeting"] = event.tick
        case e.Attended():
            _attend(town, event)
        case _:
            assert_never(event)


def _attend(town: "Town", event: e.Attended) -> None:
    """One more has come; company counts more to some."""
    name = key("arranged-meeting", event.where)
    running = town.running[name]
    town.running[name] = replace(running, came=running.came + 1)
    town.agents[event.who].attended = running.cause.event
    feel(town, event.who, mood.ATTENDED, event.id, town.who(town.agents[event.who]).reward("social"))
