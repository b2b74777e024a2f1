"""The town as a whole: its prices, and what disturbs it."""

from typing import TYPE_CHECKING, assert_never

from townlet import events as e
from townlet import mood
from townlet.effects.feelings import feel, this
from townlet.state import Perturbation

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
        case e.PerturbationBegan():
            before = town.places[event.where].level if event.where else 0
            town.running[f"{event.perturbation}@{event.where}"] = Perturbation(
                event.perturbation, event.where, event.strength, event.until, this(event), before
            )
        case e.PerturbationEnded():
            if not event.where:
                town.register.disturbed = event.tick
            del town.running[f"{event.perturbation}@{event.where}"]
        case _:
            assert_never(event)
