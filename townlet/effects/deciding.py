"""Taking something up, putting it down."""

from typing import TYPE_CHECKING, assert_never

from townlet import events as e
from townlet.body import come_round
from townlet.effects.feelings import this
from townlet.state import Doing

if TYPE_CHECKING:
    from townlet.town import Town


def do(town: "Town", event: e.Deciding) -> None:
    """Carry a decision into the state. What is done in passing lays the rest aside, and gives it back."""
    match event:
        case e.Began():
            agent = town.agents[event.who]
            agent.aside = agent.doing
            agent.doing = Doing(
                event.act, "going", this(event), event.sign, event.order, event.utility, event.breakable,
                event.tick,
            )  # fmt: skip
        case e.Ended():
            agent = town.agents[event.who]
            agent.doing, agent.aside = agent.aside, None
        case e.Fainted():
            agent = town.agents[event.who]
            agent.faints = [*agent.faints[-1:], event.tick]
            come_round(town, agent)
        case e.Refused() | e.NeedFell():
            pass
        case _:
            assert_never(event)
