"""Work and rent."""

from typing import TYPE_CHECKING, assert_never

from townlet import events as e
from townlet import ledger, mood
from townlet.effects.feelings import feel

if TYPE_CHECKING:
    from townlet.town import Town


def work(town: "Town", event: e.Working) -> None:
    """Carry a day's work and its wage into the state."""
    agent = town.agents[event.who]
    match event:
        case e.ShiftStarted():
            agent.on_shift = event.tick
        case e.ShiftEnded():
            agent.on_shift = -1
            ledger.transfer(town.ledger, ledger.COINS, event.wage, ledger.OUTSIDE, event.who)
            feel(town, event.who, mood.PAID, event.id, town.who(agent).reward("employment"))
        case e.RentPaid():
            ledger.transfer(town.ledger, ledger.COINS, event.amount, event.who, ledger.TOWN)
        case e.Late() | e.Absent() | e.RentOwed():
            pass
        case _:
            assert_never(event)
