"""The script's edits of the world."""

from typing import TYPE_CHECKING, assert_never

from townlet import events as e
from townlet.body import rebase
from townlet.company import ties
from townlet.goods import ledger
from townlet.goods.portions import hand_over

if TYPE_CHECKING:
    from townlet.town import Town


def stage(town: "Town", event: e.Staging) -> None:
    """Carry an edit into the state."""
    match event:
        case e.NeedSet():
            agent = town.agents[event.who]
            rebase(town, agent, {event.need: event.value - getattr(agent, event.need).at(town.tick)})
        case e.WalletSet():
            change = event.value - ledger.balance(town.ledger, event.who, ledger.COINS)
            ledger.transfer(town.ledger, ledger.COINS, change, ledger.OUTSIDE, event.who)
        case e.TieSet():
            agent = town.agents[event.who]
            tie = ties.moved(agent.ties.get(event.whom), (0, 0, 0), event.tick, town.who(agent))
            setattr(tie, event.which, event.value)
            agent.ties[event.whom] = tie
            back = town.agents[event.whom].ties.get(event.who)
            if back is not None:  # What a script makes of two people is no news to them.
                ties.bind(tie, back, ties.bond(tie, back))
        case e.CooldownSet():
            town.things[event.thing].cooldown = event.value
        case e.Received():
            hand_over(town, event.item, event.count, ledger.OUTSIDE, event.who)
        case e.Lost():
            hand_over(town, event.item, event.count, event.who, ledger.OUTSIDE)
        case _:
            assert_never(event)
