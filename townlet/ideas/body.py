"""Ideas of the body: each need speaks the louder the lower it is."""

from typing import TYPE_CHECKING, Final

from townlet.actions import Activity, Cook, Eat, Rest, Use, Wash
from townlet.ideas.kitchen import DISHED_UP, food, shopping, treat
from townlet.ideas.option import Option
from townlet.personality import Personality
from townlet.state import Agent
from townlet.units import DAY, HOUR, ONE, PERCENT, scaled
from townlet.verbs.comfort import daytime, purpose

if TYPE_CHECKING:
    from townlet.town import Town

HUNGRY: Final = 70 * PERCENT  # Below this, eating comes to mind.
SUPPER: Final = 20 * PERCENT  # What the evening adds: nobody likes to go to bed hungry.
GRUBBY: Final = 60 * PERCENT
UNFIT: Final = 25 * PERCENT  # Too dirty to go on working,
NEARLY_OVER: Final = HOUR  # unless there is only so much of it left.
TIRED: Final = 30 * PERCENT
ENOUGH: Final = 50 * PERCENT  # Above this, a need gives no reason of its own.

WASH: Final = Wash()
REST: Final = Rest()
REST_AT_HOME: Final = Rest("home")


def body(town: "Town", agent: Agent, who: Personality, found: list[Option]) -> None:
    """Food, a wash, a rest: when they are wanted and can be had."""
    tick = town.tick
    hunger, hygiene, energy = agent.hunger.at(tick), agent.hygiene.at(tick), agent.energy.at(tick)
    if hunger < HUNGRY and _worth_trying(town, agent, "eat"):
        food(town, agent, who, _appetite(town, hunger), found)
    elif agent.on_shift < 0 and agent.place and town.setting.places[agent.place].sells:
        treat(town, agent, found)
        if agent.home in town.setting.kitchens:
            shopping(town, agent, who, found)
    if hygiene < GRUBBY and _worth_trying(town, agent, "wash") and _may_go_and_wash(town, agent, hygiene):
        found.append((_itch(hygiene), WASH))
    if energy < TIRED:
        found.append((_fatigue(who, energy), REST))


def spur(town: "Town", agent: Agent, need: str) -> int:
    """The most that anything done about a need can appeal just now, found out without looking for the means."""
    value = getattr(agent, need).at(town.tick)
    match need:
        case "hunger":
            return _appetite(town, value) + (DISHED_UP if agent.on_shift < 0 else 0)
        case "hygiene":
            return _itch(value)
        case _:
            at_night = 0 if daytime(town.minute()) else ONE
            return max(_fatigue(town.who(agent), value), at_night)


def _appetite(town: "Town", hunger: int) -> int:
    supper = SUPPER if 18 * HOUR <= town.minute() < 22 * HOUR else 0
    return 15 * PERCENT + supper + (HUNGRY - hunger) * 3 // 2


def _itch(hygiene: int) -> int:
    return 20 * PERCENT + (GRUBBY - hygiene) * 4 // 3


def _fatigue(who: Personality, energy: int) -> int:
    return scaled(30 * PERCENT + (TIRED - energy) * 3 // 2, who.preference("rest"))


def bedtime(town: "Town", agent: Agent, minute: int, found: list[Option]) -> None:
    """At night, bed appeals the more the later it is."""
    late = (minute - 21 * HOUR) % DAY  # Minutes past nine at night.
    tired = (60 * PERCENT - agent.energy.at(town.tick)) // 2
    found.append((min(20 * PERCENT + late * PERCENT // 4 + tired, 90 * PERCENT), REST_AT_HOME))


def surfeit(town: "Town", agent: Agent, act: Activity) -> int:
    """How little sense an act makes that somebody is only nudged to: the more, the less its need is felt."""
    match act:
        case Eat() | Cook():
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


def _may_go_and_wash(town: "Town", agent: Agent, hygiene: int) -> bool:
    """Work is only left for a wash that is badly needed, and not when it is nearly over."""
    if agent.on_shift < 0 or not agent.job:
        return True
    left = (town.setting.jobs[agent.job].shift.closes - town.minute()) % DAY
    return hygiene < UNFIT and left > NEARLY_OVER


def _worth_trying(town: "Town", agent: Agent, deed: str) -> bool:
    return agent.vain.get(deed, -1) <= town.tick
