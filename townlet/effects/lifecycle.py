"""A life in town: homes lost and found, people who go and people who come."""

from typing import TYPE_CHECKING, assert_never

from townlet import events as e
from townlet import mood
from townlet.body import rebase
from townlet.course import Course
from townlet.effects.feelings import feel, this
from townlet.effects.working import leave_post, unlist
from townlet.goods import ledger
from townlet.livelihood.housing import refuge
from townlet.state import Agent
from townlet.units import DAY

if TYPE_CHECKING:
    from townlet.town import Town


def live(town: "Town", event: e.Lifecycle) -> None:
    """Carry a turn in somebody's life into the state."""
    match event:
        case e.Evicted():
            agent = town.agents[event.who]
            agent.home, agent.homeless = event.to, True
            feel(town, event.who, mood.EVICTED, event.id)
        case e.Rehoused():
            agent = town.agents[event.who]
            agent.home, agent.homeless, agent.debt = event.home, False, 0
            ledger.transfer(town.ledger, ledger.COINS, event.paid, event.who, ledger.TOWN)
            feel(town, event.who, mood.REHOUSED, event.id)
        case e.Leaving():
            agent = town.agents[event.who]
            agent.leaving, agent.made_up = event.because, this(event)
            town.register.leaving.append(event.who)
        case e.ChangedMind():
            stay(town, town.agents[event.who])
        case e.Newcomer():
            _settle(town, event)
        case _:
            assert_never(event)


def vacate(town: "Town", agent: Agent) -> None:
    """Gone for good: the job and the home are free for others; the ties of others remain, and fade."""
    unlist(town, agent)
    leave_post(town, agent)
    agent.home, agent.homeless = refuge(town) or agent.home, True
    agent.debt, agent.seeks = 0, True
    recent = [tick for tick in town.register.exits if town.tick - tick < DAY]
    town.register.exits = [*recent, town.tick]


def stay(town: "Town", agent: Agent) -> None:
    """Be on the way out of town no more: gone, or minded to stay."""
    if agent.leaving:
        agent.leaving = ""
        town.register.leaving.remove(agent.id)


def _settle(town: "Town", event: e.Newcomer) -> None:
    """Somebody new: not on stage yet, with a home, a purse and everything to learn."""
    needs = town.file.beginning.needs
    hunger, hygiene, energy = (Course(needs[need], 0, town.tick) for need in ("hunger", "hygiene", "energy"))
    number = len(town.agents)
    place = event.where or event.home
    agent = Agent(
        event.who, number, event.personality, event.home, "", hunger, hygiene, energy,
        town.ground.spot(place, number), "", seeks=True, came=town.tick,
    )  # fmt: skip
    town.agents[event.who] = agent
    ledger.transfer(town.ledger, ledger.COINS, event.wallet, ledger.OUTSIDE, event.who)
    town.performance.joined(town, event.who)
    rebase(town, agent)
