"""The turns of a life in town: losing a home and finding another, having enough and leaving, coming to stay.

Nobody loses a home or leaves in the first two days, of the run or of being here, nor under a directive, a hold or a
nudge. People do not leave while the whole town is disturbed, nor for six hours after, at most two a day and never two
within six hours.
"""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.actions import Depart
from townlet.activity import doing as deeds
from townlet.agenda import DUE, Entry
from townlet.causes import RULES, Cause
from townlet.company import society
from townlet.effects.feelings import this
from townlet.goods import ledger
from townlet.livelihood import housing, staffing
from townlet.personality import BUILT_IN
from townlet.script import standby
from townlet.state import Agent
from townlet.units import DAY, HOUR, ONE, PERCENT

if TYPE_CHECKING:
    from townlet.town import Town

RENT: Final = Cause(0, "town/rent")
LEAVING: Final = Cause(0, "town/leaving")
NEWCOMERS: Final = Cause(0, "town/newcomers")

MORNING: Final = 10 * HOUR  # The minute of the day at which homes are lost and found.
OWED: Final = 3  # Days of rent owed that cost a home.
WEARY: Final = 2 * DAY  # Two faints within this are reason to leave.
LEAVES: Final = {"fainting": 50 * PERCENT, "homelessness": 25 * PERCENT}  # How likely, each time it is thought of.
WHY: Final = {"fainting": "it was all too much", "homelessness": "there was no home to go back to"}
A_DAY: Final = 2  # So many leave in a day at most,
APART: Final = 6 * HOUR  # and no two within so many ticks,
CALM: Final = 6 * HOUR  # nor so soon after the whole town was disturbed.
FOLLOWS: Final = 3 * HOUR  # Ticks after somebody has left until somebody may come instead,
WITHIN: Final = 9 * HOUR  # and how many more it may take.
BY_DAY: Final = (8 * HOUR, 20 * HOUR)  # People arrive between these minutes of the day.


def morning(town: "Town", entry: Entry) -> None:
    """Whoever owes too much loses the home; whoever has none finds one, or thinks of leaving."""
    town.agenda.file(town.tick + DAY, DUE, "morning", "")
    for agent in list(town.agents.values()):
        if not agent.on_stage:
            continue
        if agent.leaving and not _departs(agent):
            town.tell(e.ChangedMind(*town.stamp(agent.id, agent.place, agent.made_up, "·")))
        if agent.homeless:
            _house(town, agent)
        elif agent.debt and agent.debt >= OWED * town.file.rent:
            _evict(town, agent)


def _evict(town: "Town", agent: Agent) -> None:
    """Out with one's things, where there is a seat that is never shut; who has nowhere to go stays."""
    seat = housing.refuge(town)
    if town.tick < staffing.SETTLED or not seat or _bound(agent):
        return
    if agent.place == agent.home:
        _let_go(town, agent, "the home is lost")
    event = town.tell(e.Evicted(*town.stamp(agent.id, agent.place, RENT, "·"), agent.home, agent.debt, seat))
    town.deciding(agent, cause=this(event))


def _house(town: "Town", agent: Agent) -> None:
    """A free home for whoever can pay back what is owed and the next day's rent."""
    purse, home = ledger.balance(town.ledger, agent.id, ledger.COINS), housing.free_home(town)
    if home and purse >= agent.debt + town.file.rent:
        town.tell(e.Rehoused(*town.stamp(agent.id, agent.place, RENT, "·"), home, agent.debt))
    else:
        consider(town, agent, "homelessness", LEAVING)


def fainted(town: "Town", agent: Agent, cause: Cause) -> None:
    """A second faint within two days is a reason to think of leaving."""
    if len(agent.faints) == 2 and agent.faints[1] - agent.faints[0] <= WEARY:
        consider(town, agent, "fainting", cause)


def consider(town: "Town", agent: Agent, because: e.Because, cause: Cause) -> None:
    """Perhaps it is enough: then the road out of town, and nothing else."""
    if agent.leaving or _bound(agent) or town.tick - agent.came < staffing.SETTLED or not may_leave(town):
        return
    if town.luck("engine.lifecycle", because, agent.id) >= LEAVES[because]:
        return
    _let_go(town, agent, "it is time to go")
    event = town.tell(e.Leaving(*town.stamp(agent.id, agent.place, cause, "·"), because))
    deeds.take_up(town, agent, Depart(), "·", this(event), 0, ONE)


def may_leave(town: "Town") -> bool:
    """Whether the town can spare somebody now: past its first days, calm, and nobody has left too lately."""
    register = town.register
    if town.tick < staffing.SETTLED or any(not running.place for running in town.running.values()):
        return False
    if register.disturbed >= 0 and town.tick - register.disturbed < CALM:
        return False
    recent = [tick for tick in register.exits if town.tick - tick < DAY]
    if register.leaving or len(recent) >= A_DAY:
        return False
    return not recent or town.tick - recent[-1] >= APART


def depart(town: "Town", entry: Entry) -> None:
    """At the gate, wherever the road out of town begins: gone, with everything carried."""
    agent = town.agents[entry.who]
    if not agent.on_stage or not agent.leaving or _bound(agent):
        return
    because = WHY[agent.leaving]
    _let_go(town, agent, "it is time to go")
    town.tell(e.Exited(*town.stamp(agent.id, agent.place, agent.made_up, "·"), because))
    _await(town, agent)


def _await(town: "Town", gone: Agent) -> None:
    """Some hours later, by day, somebody may come instead."""
    after = FOLLOWS + town.luck("engine.lifecycle", "follows", gone.id) * WITHIN // ONE
    minute = (town.minute() + after) % DAY
    first, last = BY_DAY
    if not first <= minute < last:
        after += (first - minute) % DAY
    town.agenda.file(town.tick + after, DUE, "newcomer", "")


def newcomer(town: "Town", entry: Entry) -> None:
    """Somebody nobody knows comes to stay: once there is work that nobody asked for, and a home; while names last."""
    name, home = _fresh_name(town), housing.free_home(town)
    if not name:
        return
    if not home or (town.setting.jobs and not staffing.wanted(town)):
        town.agenda.file(town.tick + DAY, DUE, "newcomer", "")
        return
    kinds = list(BUILT_IN)
    kind = kinds[town.luck("engine.lifecycle", "personality", name) * len(kinds) // ONE]
    place = housing.gate(town) or home
    stamp = town.stamp(name, place, NEWCOMERS, "·")
    event = town.tell(e.Newcomer(*stamp, kind, home, town.file.beginning.wallet))
    agent = town.agents[name]
    standby.joined(town, name)
    entered = town.tell(e.Entered(*town.stamp(name, place, this(event), "·"), agent.tile))
    society.coming_in(town, agent, this(entered))
    town.deciding(agent)


def _fresh_name(town: "Town") -> str:
    """The first of the town file's names that nobody and nothing bears or has borne; empty when there is none left."""
    taken = {word.casefold() for word in (*town.agents, *town.places, *town.things, *town.items, *town.setting.jobs)}
    return next((name for name in town.file.names if name.casefold() not in taken), "")


def _bound(agent: Agent) -> bool:
    """Whether a script has a hand on somebody: then no turn of life takes them away. What the town asks is no hand."""
    return bool(agent.orders or agent.holds or any(nudge.cause.root not in RULES for nudge in agent.nudges))


def _departs(agent: Agent) -> bool:
    return agent.doing is not None and isinstance(agent.doing.act, Depart)


def _let_go(town: "Town", agent: Agent, because: str) -> None:
    """Leave nothing unfinished behind: neither a talk that another began nor what is in hand."""
    if agent.talk is not None and not agent.talk.lead:
        deeds.break_off(town, town.agents[agent.talk.whom], "broken-off", f"{agent.id} was gone")
    deeds.break_off(town, agent, "broken-off", because)
