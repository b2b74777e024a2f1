"""Company: what people do with whoever is near them, and what it does to how they stand to each other."""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet import mood, ties
from townlet.actions import Chat, Meet
from townlet.causes import Cause
from townlet.chance import draw
from townlet.effects.feelings import this
from townlet.state import Agent
from townlet.units import ONE, PERCENT, clamp, scaled

if TYPE_CHECKING:
    from townlet.town import Town

GREETS_AGAIN: Final = 240  # Ticks before the same two greet each other once more.
GREETINGS: Final = 2  # At most so many at one coming-in.
TOPICS: Final = ("the weather", "work", "the neighbours", "old times", "what to cook", "the river", "a dream")
NEWS: Final = 3 * PERCENT  # A price this far off its base is worth talking about.


def coming_in(town: "Town", agent: Agent, cause: Cause) -> None:
    """Somebody comes into a place: the board is read, those waiting are met, and some are greeted."""
    see_board(town, agent, cause)
    greetings = 0
    for other in town.company(agent):
        if _awaits(other, agent):
            town.later(other, 1, "go-on")
        if greetings < GREETINGS and _would_greet(town, agent, other):
            stamp = town.stamp(agent.id, agent.place, cause, "·")
            town.tell(e.Greeted(*stamp, other.id, warmth(town, agent, other)))
            trim(town, agent, other)
            greetings += 1
        addressed(town, other, cause, agent.id)


def _awaits(agent: Agent, other: Agent) -> bool:
    """Whether somebody stands waiting to meet the other."""
    doing = agent.doing
    return (
        doing is not None and agent.walk is None and isinstance(doing.act, Meet) and doing.act.whom == other.id
    )


def addressed(town: "Town", agent: Agent, cause: Cause, whom: str) -> None:
    """Somebody near has done something: a reason to think again for whoever is free to."""
    if agent.on_stage and agent.talk is None and (agent.doing is None or agent.doing.breakable):
        town.deciding(agent, cause=cause, about=whom)


def see_board(town: "Town", agent: Agent, cause: Cause) -> None:
    """Read the prices where one stands, and mind when they are not what one remembers."""
    if agent.place and town.setting.places[agent.place].sells:
        learn(town, agent, agent.place, town.places[agent.place].level, "saw", "", cause)


def learn(
    town: "Town", agent: Agent, place: str, level: int, how: e.Learnt, whom: str, cause: Cause
) -> None:
    """Come to know the prices of a place; nothing happens when they are the ones remembered."""
    before = agent.remembers.get(place, ONE)
    if before != level:
        stamp = town.stamp(agent.id, place, cause, "·")
        town.tell(e.PriceNoticed(*stamp, whom, how, before, level))


def begin_chat(town: "Town", agent: Agent, other: Agent, act: Chat) -> int:
    """Fall into talk: three to five ticks, in which neither decides anything else."""
    ticks = 3 + town.luck("engine.chat", "length", agent.id, other.id) * 3 // ONE
    about = act.about or topic(town, agent, other)
    town.tell(e.ChatBegan(*town.by(agent), other.id, about, town.tick + ticks))
    return ticks


def end_chat(town: "Town", agent: Agent, act: Chat) -> None:
    """A chat comes to its end: well, by the quality asked for or by who they are, or not well at all."""
    talk = agent.talk
    assert talk is not None
    other = town.agents[talk.whom]
    quality = act.quality if act.quality >= 0 else warmth(town, agent, other)
    about = talk.about
    if act.quality < 0 and quality < 25 * PERCENT:
        town.tell(e.ChatFailed(*town.by(agent), other.id, about, "they had nothing to say to each other"))
    else:
        event = town.tell(e.Chatted(*town.by(agent), other.id, about, quality))
        _pass_on_prices(town, agent, other, this(event))
    trim(town, agent, other)
    rejoin(town, other)


def fall_silent(town: "Town", agent: Agent, because: str) -> None:
    """A chat is broken off by the one who began it, or by whatever took them away."""
    talk = agent.talk
    assert talk is not None
    stamp = town.stamp(agent.id, agent.place, talk.cause, "·")
    town.tell(e.ChatFailed(*stamp, talk.whom, talk.about, f"{agent.id} {because}"))
    trim(town, agent, town.agents[talk.whom])
    rejoin(town, town.agents[talk.whom])


def rejoin(town: "Town", agent: Agent) -> None:
    """Free to act again after a talk: on with the walk that it cut short, or to think anew."""
    if agent.doing is not None and agent.doing.stage == "going" and agent.walk is None:
        town.later(agent, 1, "go-on")
    if agent.doing is None or agent.orders or agent.doing.stage == "waiting":
        town.deciding(agent)


def warmth(town: "Town", agent: Agent, other: Agent) -> int:
    """How well two get on just now, in millionths: their moods, how they stand, and a little luck."""
    trust = ties.value(agent, other.id, "trust", town.tick, town.who(agent))
    rivalry = ties.value(agent, other.id, "rivalry", town.tick, town.who(agent))
    moods = (mood.mood(agent, town.tick) + mood.mood(other, town.tick)) // 2
    luck = town.luck("engine.chat", "warmth", agent.id, other.id) - ONE // 2
    outgoing = town.who(agent).extroversion + town.who(other).extroversion
    quality = 15 * PERCENT + moods // 2 + (trust - rivalry) // 2 + outgoing // 10 + luck // 2
    return clamp(quality, 0, ONE)


def topic(town: "Town", agent: Agent, other: Agent) -> str:
    """What two talk about: prices when either knows them to be out of the ordinary, else one thing after another."""
    for who in (agent, other):
        if any(abs(level - ONE) >= NEWS for level in who.remembers.values()):
            return "prices"
    one, two = sorted((agent.id, other.id))
    first = draw(town.seed, "engine.chat", "topic", one, two, 0)
    count = town.asked.get(f"topic|{one}|{two}", 0)
    town.asked[f"topic|{one}|{two}"] = count + 1
    return TOPICS[(first * len(TOPICS) // ONE + count) % len(TOPICS)]


def trim(town: "Town", *agents: Agent) -> None:
    """Nobody keeps more than six ties: the weakest gives way."""
    for agent in agents:
        whom = ties.weakest(agent, town.tick, town.who(agent))
        if whom is not None:
            town.tell(e.TieDropped(*town.by(agent), whom))


def _pass_on_prices(town: "Town", agent: Agent, other: Agent, cause: Cause) -> None:
    """Each hears from the other of prices they did not know, when those are out of the ordinary."""
    for teller, hearer in ((agent, other), (other, agent)):
        for place, level in list(teller.remembers.items()):
            if abs(level - ONE) >= NEWS and hearer.remembers.get(place, ONE) == ONE:
                learn(town, hearer, place, level, "heard", teller.id, cause)


def _would_greet(town: "Town", agent: Agent, other: Agent) -> bool:
    """Whether the one coming in says hello: the outgoing to most, everybody to those they know."""
    last = agent.greeted.get(other.id)
    if (last is not None and town.tick - last < GREETS_AGAIN) or other.gains.get("energy"):
        return False
    if town.tick - agent.talked.get(other.id, -GREETS_AGAIN) < GREETS_AGAIN:
        return False
    who = town.who(agent)
    known = ties.value(agent, other.id, "familiarity", town.tick, who)
    chance = 45 * PERCENT + scaled(35 * PERCENT, who.extroversion) + known // 2
    return town.luck("engine.greeting", "greets", agent.id, other.id) < chance
