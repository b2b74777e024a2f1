"""What somebody might do next, and how much each idea appeals: utilities in millionths, 0..ONE.

Each need speaks the louder the lower it is; work speaks by the clock; company and pastimes fill the rest.
A personality's preferences multiply; no figure here is about any person or place in particular.
"""

from typing import TYPE_CHECKING, Final

from townlet import ties
from townlet.actions import Activity, Apologise, Argue, Chat, Eat, Go, Rest, Stay, Use, Wash, Work
from townlet.mood import mood
from townlet.personality import Personality
from townlet.state import Agent
from townlet.units import DAY, HOUR, ONE, PERCENT, clamp, scaled
from townlet.verbs.comfort import daytime, purpose
from townlet.verbs.table import meal
from townlet.verbs.work import LEAD
from townlet.whereabouts import belongs

if TYPE_CHECKING:
    from townlet.town import Town

Option = tuple[int, Activity]

HUNGRY: Final = 70 * PERCENT  # Below this, eating comes to mind.
SUPPER: Final = 20 * PERCENT  # What the evening adds: nobody likes to go to bed hungry.
GRUBBY: Final = 60 * PERCENT
TIRED: Final = 30 * PERCENT
AT_WORK: Final = 62 * PERCENT
IDLE: Final = 12 * PERCENT
TALKED_OUT: Final = 75  # Ticks after a chat before the same two want another.
COMPANY: Final = 8 * PERCENT  # What not being alone adds to staying; extroversion multiplies it.
GO_ALONG: Final = 75 * PERCENT  # How much leaving a place appeals that has closed.
ENOUGH: Final = 50 * PERCENT  # Above this, a need gives no reason of its own.
COOLS: Final = 30  # Ticks after hard words before either comes back to them.
COMPANIONS: Final = 3  # How many of those present are considered for a chat.
SEEN_ENOUGH: Final = 180  # Ticks after a visit before the same place tempts again in full.

EAT: Final = Eat()
WASH: Final = Wash()
REST: Final = Rest()
REST_AT_HOME: Final = Rest("home")
WORK: Final = Work()
STAY: Final = Stay()


def options(town: "Town", agent: Agent) -> list[Option]:
    """Every idea that comes to mind now, most in a fixed order; there is always at least one."""
    who, minute = town.who(agent), town.minute()
    day = daytime(minute)
    found: list[Option] = []
    _body(town, agent, who, found)
    if not day:
        late = (minute - 21 * HOUR) % DAY  # Minutes past nine at night.
        tired = (60 * PERCENT - agent.energy.at(town.tick)) // 2
        found.append((min(20 * PERCENT + late * PERCENT // 4 + tired, 90 * PERCENT), REST_AT_HOME))
    if agent.job:
        _work(town, agent, who, minute, found)
    if agent.place:
        _company(town, agent, who, found)
    if agent.place and not _welcome(town, agent, minute):
        found.append((GO_ALONG, Go(agent.home)))
    elif day:
        _pastime(town, agent, minute, found)
    elif agent.place != agent.home:
        found.append((25 * PERCENT, Go(agent.home)))
    found.append((IDLE + _comfort(town, agent, who, minute), STAY))
    return found


def _body(town: "Town", agent: Agent, who: Personality, found: list[Option]) -> None:
    tick = town.tick
    hunger, hygiene, energy = agent.hunger.at(tick), agent.hygiene.at(tick), agent.energy.at(tick)
    if hunger < HUNGRY and _worth_trying(town, agent, "eat") and meal(town, agent):
        supper = SUPPER if 18 * HOUR <= town.minute() < 22 * HOUR else 0
        found.append((15 * PERCENT + supper + (HUNGRY - hunger) * 3 // 2, EAT))
    if hygiene < GRUBBY and _worth_trying(town, agent, "wash"):
        found.append((15 * PERCENT + (GRUBBY - hygiene), WASH))
    if energy < TIRED:
        appeal = scaled(30 * PERCENT + (TIRED - energy) * 3 // 2, who.preference("rest"))
        found.append((appeal, REST))


def _work(town: "Town", agent: Agent, who: Personality, minute: int, found: list[Option]) -> None:
    shift = town.setting.jobs[agent.job].shift
    if (shift.opens - minute) % DAY <= LEAD or shift.holds(minute):
        ambition = scaled(AT_WORK, who.ambition) // 5
        found.append((min(scaled(AT_WORK, who.preference("work")) + ambition, 95 * PERCENT), WORK))


def _company(town: "Town", agent: Agent, who: Personality, found: list[Option]) -> None:
    present = _free_company(town, agent)
    if not present:
        return
    tick = town.tick
    for other in present:
        rivalry = ties.value(agent, other.id, "rivalry", tick, who)
        if tick - agent.quarrelled.get(other.id, -DAY) < COOLS:
            continue
        if other.id in agent.quarrelled:
            if mood(agent, tick) > 50 * PERCENT:
                found.append((25 * PERCENT + scaled(25 * PERCENT, who.forgiveness), Apologise(other.id)))
        elif rivalry > ties.HOSTILE and tick - agent.talked.get(other.id, -DAY) > COOLS:
            heat = (rivalry - ties.HOSTILE) + (50 * PERCENT - mood(agent, tick))
            heat -= who.preference("conflict-tolerance") // 10
            found.append((clamp(heat, 0, 60 * PERCENT), Argue(other.id)))
        elif tick - agent.talked.get(other.id, -DAY) > TALKED_OUT:
            known = ties.value(agent, other.id, "familiarity", tick, who)
            appeal = 22 * PERCENT + scaled(15 * PERCENT, who.extroversion) + known // 4 - rivalry // 2
            found.append((clamp(scaled(appeal, who.preference("chat")), 0, 70 * PERCENT), Chat(other.id)))


def _free_company(town: "Town", agent: Agent) -> list[Agent]:
    """The first few of those in the same place who neither talk nor sleep."""
    found: list[Agent] = []
    agents = town.agents
    for name in town.places[agent.place].people:
        other = agents[name]
        if other is not agent and other.talk is None and not other.gains.get("energy"):
            found.append(other)
            if len(found) == COMPANIONS:
                break
    return found


def _pastime(town: "Town", agent: Agent, minute: int, found: list[Option]) -> None:
    """A walk to somewhere pleasant; what was seen lately tempts less. At night, home."""
    for place in town.setting.pleasant:
        name = place.id
        if name != agent.place and place.hours.holds(minute) and not town.is_shut(name):
            since = town.tick - agent.visited.get(name, -DAY)
            fresh = since if since < SEEN_ENOUGH else SEEN_ENOUGH
            found.append((place.leisure * fresh // SEEN_ENOUGH * 3 // 4, Go(name)))


def surfeit(town: "Town", agent: Agent, act: Activity) -> int:
    """How little sense an act makes that somebody is only nudged to: the more, the less its need is felt."""
    match act:
        case Eat():
            course = agent.hunger
        case Wash():
            course = agent.hygiene
        case Rest():
            course = agent.energy
        case Use() if act.what in town.setting.things and purpose(town, act.what) == "wash":
            course = agent.hygiene
        case _:
            return 0
    return max(0, course.at(town.tick) - ENOUGH)


def _welcome(town: "Town", agent: Agent, minute: int) -> bool:
    """Whether one may be where one is: while it is open, or by right."""
    is_open = town.setting.places[agent.place].hours.holds(minute) and not town.is_shut(agent.place)
    return is_open or belongs(town, agent, agent.place)


def _comfort(town: "Town", agent: Agent, who: Personality, minute: int) -> int:
    """How pleasant it is to stay: most where one has just come for pleasure, and in company for those who like it."""
    place = town.setting.places.get(agent.place)
    if place is None or not place.hours.holds(minute):
        return 0
    company = scaled(COMPANY, ONE + who.extroversion) if len(town.places[agent.place].people) > 1 else 0
    since = town.tick - agent.visited.get(agent.place, -DAY)
    return company + place.leisure * max(0, 60 - since) // 60


def _worth_trying(town: "Town", agent: Agent, deed: str) -> bool:
    return agent.vain.get(deed, -1) <= town.tick
