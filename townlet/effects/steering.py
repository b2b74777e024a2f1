"""The script's hand on somebody's choice."""

from typing import TYPE_CHECKING, assert_never

from townlet import events as e
from townlet.effects.feelings import this
from townlet.state import Nudged, Order

if TYPE_CHECKING:
    from townlet.town import Town


def steer(town: "Town", event: e.Steering) -> None:
    """Carry a directive, a nudge or a hold into the state. A nudge towards the same thing replaces the older."""
    if isinstance(event, e.Ignored):
        return
    agent = town.agents[event.who]
    match event:
        case e.Directed():
            agent.orders.append(Order(event.order, event.act, event.until, event.lasting, event.tick, this(event)))
        case e.OrderEnded():
            agent.orders = [order for order in agent.orders if order.id != event.order]
        case e.Nudged():
            kept = [nudge for nudge in agent.nudges if nudge.act != event.act]
            agent.nudges = [*kept, Nudged(event.nudge, event.act, event.by, event.until, this(event), event.sign)]
        case e.NudgeEnded():
            agent.nudges = [nudge for nudge in agent.nudges if nudge.id != event.nudge]
        case e.Overruled():
            pass
        case e.Held():
            agent.holds.append(event.hold)
        case e.Released():
            agent.holds.remove(event.hold)
        case _:
            assert_never(event)
