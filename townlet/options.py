"""What somebody might do next, and how much each idea appeals: utilities in millionths, 0..ONE.

Each need speaks the louder the lower it is; work speaks by the clock; company and pastimes fill the rest.
A personality's preferences multiply; no figure here is about any person or place in particular.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from townlet import ties
from townlet.actions import Activity, Apologise, Argue, Chat, Eat, Go, Rest, Stay, Wash, Work
from townlet.mood import mood
from townlet.personality import Personality
from townlet.state import Agent
from townlet.units import DAY, HOUR, PERCENT, clamp, scaled
from townlet.verbs.comfort import daytime
from townlet.verbs.table import meal
from townlet.verbs.work import LEAD

if TYPE_CHECKING:
    from townlet.town import Town

Option = tuple[int, Activity]

HUNGRY: Final = 70 * PERCENT  # Below this, eating comes to mind.
GRUBBY: Final = 60 * PERCENT
TIRED: Final = 30 * PERCENT
AT_WORK: Final = 62 * PERCENT
IDLE: Final = 12 * PERCENT
TALKED_OUT: Final = 75  # Ticks after a chat before the same two want another.
COOLS: Final = 30  # Ticks after hard words before either comes back to them.
COMPANIONS: Final = 3  # How many of those present are considered for a chat.
SEEN_ENOUGH: Final = 180  # Ticks after a visit before the same place tempts again in full.


def options(town: "Town", agent: Agent) -> list[Option]:
    """Every idea that comes to mind now, most in a fixed order; there is always at least one."""
    who = town.who(agent)
    return [
        *_body(town, agent, who),
        *_work(town, agent, who),
        *_company(town, agent, who),
        *_pastime(town, agent),
        (IDLE + _comfort(town, agent), Stay()),
    ]


def _body(town: "Town", agent: Agent, who: Personality) -> Iterator[Option]:
    hunger, hygiene, energy = (course.at(town.tick) for course in (agent.hunger, agent.hygiene, agent.energy))
    if hunger < HUNGRY and _worth_trying(town, agent, "eat") and meal(town, agent):
        yield 15 * PERCENT + (HUNGRY - hunger), Eat()
    if hygiene < GRUBBY and _worth_trying(town, agent, "wash"):
        yield 15 * PERCENT + (GRUBBY - hygiene), Wash()
    if energy < TIRED:
        yield scaled(30 * PERCENT + (TIRED - energy) * 3 // 2, who.preference("rest")), Rest()
    if not daytime(town):
        late = (town.minute() - 21 * HOUR) % DAY  # Minutes past nine at night.
        yield min(20 * PERCENT + late * PERCENT // 4 + (60 * PERCENT - energy) // 2, 90 * PERCENT), Rest("home")


def _work(town: "Town", agent: Agent, who: Personality) -> Iterator[Option]:
    if not agent.job:
        return
    shift = town.setting.jobs[agent.job].shift
    early = (shift.opens - town.minute()) % DAY
    if early <= LEAD or shift.holds(town.minute()):
        ambition = scaled(AT_WORK, who.ambition) // 5
        yield min(scaled(AT_WORK, who.preference("work")) + ambition, 95 * PERCENT), Work()


def _company(town: "Town", agent: Agent, who: Personality) -> Iterator[Option]:
    present = [other for other in town.company(agent) if other.talk is None and not other.gains.get("energy")]
    spirits = mood(agent, town.tick) if present else 0
    for other in present[:COMPANIONS]:
        rivalry = ties.value(agent, other.id, "rivalry", town.tick, who)
        if town.tick - agent.quarrelled.get(other.id, -DAY) < COOLS:
            continue
        if other.id in agent.quarrelled:
            if spirits > 50 * PERCENT:
                yield 25 * PERCENT + scaled(25 * PERCENT, who.forgiveness), Apologise(other.id)
        elif rivalry > ties.HOSTILE and town.tick - agent.talked.get(other.id, -DAY) > COOLS:
            heat = (rivalry - ties.HOSTILE) + (50 * PERCENT - spirits) - who.preference("conflict-tolerance") // 10
            yield clamp(heat, 0, 60 * PERCENT), Argue(other.id)
        elif town.tick - agent.talked.get(other.id, -DAY) > TALKED_OUT:
            known = ties.value(agent, other.id, "familiarity", town.tick, who)
            appeal = 22 * PERCENT + scaled(15 * PERCENT, who.extroversion) + known // 4 - rivalry // 2
            yield clamp(scaled(appeal, who.preference("chat")), 0, 70 * PERCENT), Chat(other.id)


def _pastime(town: "Town", agent: Agent) -> Iterator[Option]:
    """A walk to somewhere pleasant; what was seen lately tempts less. At night, home."""
    if not daytime(town):
        if agent.place != agent.home:
            yield 25 * PERCENT, Go(agent.home)
        return
    for place in town.setting.pleasant:
        if place.id != agent.place and town.is_open(place.id):
            since = town.tick - agent.visited.get(place.id, -DAY)
            fresh = min(since, SEEN_ENOUGH)
            yield place.leisure * fresh // SEEN_ENOUGH * 3 // 4, Go(place.id)


def _comfort(town: "Town", agent: Agent) -> int:
    """How pleasant it is to stay: most where one has just come for pleasure."""
    if not agent.place or not town.is_open(agent.place):
        return 0
    since = town.tick - agent.visited.get(agent.place, -DAY)
    return town.setting.places[agent.place].leisure * max(0, 60 - since) // 60


def _worth_trying(town: "Town", agent: Agent, deed: str) -> bool:
    return agent.vain.get(deed, -1) <= town.tick
