"""Company: what people do with whoever is near them, and what it does to how they stand to each other."""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet import mood
from townlet.actions import Chat, Eat, Meet
from townlet.causes import Cause
from townlet.company import gossip, quarrels, standing, ties
from townlet.effects.feelings import this
from townlet.state import Agent
from townlet.units import ONE, PERCENT, clamp, scaled

if TYPE_CHECKING:
    from townlet.town import Town

UNMENDED: Final = 30 * PERCENT  # How much cooler two are while hard words have not been made up for.
GREETS_AGAIN: Final = 240  # Ticks before the same two greet each other once more.
NEARBY: Final = 12  # Of a crowd, so many are looked at for company at table.
TABLE: Final = 2  # Seats beside one at a meal.
GREETINGS: Final = 2  # At most so many at one coming-in.
STRANGERS: Final = 3  # Of those one does not know, so many are noticed.
AVOIDS_AGAIN: Final = 240  # Ticks before it is news once more that one avoids somebody.
COOL: Final = 39 * PERCENT  # A chat below this may turn to hard words,
POORLY: Final = 25 * PERCENT  # and below this it goes wrong at any rate.

NOTHING_CAME_OF_IT: Final = (
    "they had nothing to say to each other",
    "each waited for the other to begin",
    "neither was really listening",
    "it never got going",
    "both had heard it all before",
)

trim: Final = standing.trim


def coming_in(town: "Town", agent: Agent, cause: Cause) -> None:
    """Somebody comes into a place: the board is read, whoever waits is met, and a few of those there are noticed."""
    see_board(town, agent, cause)
    if agent.awaited:
        _meet_the_waiting(town, agent)
    greetings, rival = 0, None
    for other in _noticed(town, agent):
        if quarrels.estranged(town, agent, other.id):
            rival = rival or other
        elif greetings < GREETINGS and _would_greet(town, agent, other):
            stamp = town.stamp(agent.id, agent.place, cause, "·")
            town.tell(e.Greeted(*stamp, other.id, warmth(town, agent, other), other.id not in agent.greeted))
            trim(town, agent, other)
            addressed(town, other, cause, agent.id)
            greetings += 1
    if rival is not None:
        _face(town, agent, rival, cause)


def _noticed(town: "Town", agent: Agent) -> list[Agent]:
    """Whom one notices on coming in: everybody one knows, and a few of the others, the latest first."""
    if not agent.place:
        return []
    agents, place = town.agents, agent.place
    found = [agents[name] for name in agent.ties if agents[name].place == place]
    for name in town.places[place].people[: -STRANGERS - 1 : -1]:
        if name != agent.id and name not in agent.ties:
            found.append(agents[name])
    return found


def _face(town: "Town", agent: Agent, rival: Agent, cause: Cause) -> None:
    """Two who would rather not meet: hard words, or a wide berth, which may mean leaving again."""
    doing = agent.doing
    if doing is None or doing.order or agent.talk is not None:
        return
    if quarrels.has_words(town, agent, rival, quarrels.FACE_TO_FACE, gossip.topic(town, agent, rival), cause):
        return
    if town.tick - agent.avoided.get(rival.id, -AVOIDS_AGAIN) >= AVOIDS_AGAIN:
        event = town.tell(e.Avoided(*town.stamp(agent.id, agent.place, cause, "·"), rival.id))
        if doing.breakable:
            town.deciding(agent, cause=this(event), about="rival")


def _meet_the_waiting(town: "Town", agent: Agent) -> None:
    """Whoever waits here to meet this one goes on; whoever has given up is waited for no longer."""
    still = []
    for name in agent.awaited:
        other = town.agents[name]
        doing = other.doing
        if doing is None or not isinstance(doing.act, Meet) or doing.act.whom != agent.id:
            continue
        still.append(name)
        if other.walk is None and other.place == agent.place:
            town.later(other, 1, "go-on")
    agent.awaited = still


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
    ticks = 3 + town.lasting_luck("engine.chat", "length", agent.id, other.id) * 3 // ONE
    about = act.about or gossip.topic(town, agent, other)
    town.tell(e.ChatBegan(*town.by(agent), other.id, about, town.tick + ticks))
    return ticks


def end_chat(town: "Town", agent: Agent, act: Chat) -> None:
    """A chat comes to its end: well, by the quality asked for or by who they are, or not well at all.

    Whoever was directed to it makes an effort: it may be lame, and comes to something.
    """
    talk = agent.talk
    assert talk is not None
    other = town.agents[talk.whom]
    about, directed = talk.about, agent.doing is not None and agent.doing.order
    quality = act.quality if act.quality >= 0 else max(warmth(town, agent, other), POORLY if directed else 0)
    if not directed and _turns_sour(town, agent, other, about, COOL - quality):
        return
    if act.quality < 0 and quality < POORLY:
        town.tell(e.ChatFailed(*town.by(agent), other.id, about, NOTHING_CAME_OF_IT[quality % len(NOTHING_CAME_OF_IT)]))
        trim(town, agent, other)
    else:
        event = town.tell(e.Chatted(*town.by(agent), other.id, about, quality))
        trim(town, agent, other)
        gossip.pass_on_prices(town, learn, agent, other, this(event))
        gossip.speak_of(town, agent, other, about, this(event))
    rejoin(town, other)


def _turns_sour(town: "Town", agent: Agent, other: Agent, about: str, cool: int) -> bool:
    """A chat of one's own accord that goes badly may end in hard words, on the side of whichever is quicker to them."""
    if cool <= 0:
        return False
    occasion = quarrels.OVER_A_CHAT + cool
    sour = quarrels.has_words(town, agent, other, occasion, about) or quarrels.has_words(
        town, other, agent, occasion, about
    )
    if sour:
        rejoin(town, other)
    return sour


def at_table(town: "Town", agent: Agent) -> list[Agent]:
    """Whom one has been eating beside: one or two of those at their meal in the same place, the latest first."""
    found: list[Agent] = []
    agents = town.agents
    for name in town.places[agent.place].people[: -NEARBY - 1 : -1] if agent.place else ():
        other = agents[name]
        doing = other.doing
        if doing is not None and type(doing.act) is Eat and doing.stage == "busy" and other is not agent:
            found.append(other)
            if len(found) == TABLE:
                break
    return found


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
    """How well two get on just now, in millionths: their moods, how they stand, and a little luck.

    Some never take to each other and some do at once; that liking is theirs for good.
    """
    trust = ties.value(agent, other.id, "trust", town.tick, town.who(agent))
    rivalry = ties.value(agent, other.id, "rivalry", town.tick, town.who(agent))
    moods = (mood.mood(agent, town.tick) + mood.mood(other, town.tick)) // 2
    luck = town.lasting_luck("engine.chat", "warmth", agent.id, other.id) - ONE // 2
    one, two = sorted((agent.id, other.id))
    liking = town.lasting_luck("engine.chat", "liking", one, two, every=0) - ONE // 2
    outgoing = town.who(agent).extroversion + town.who(other).extroversion
    quality = 12 * PERCENT + moods // 2 + (trust - 2 * rivalry) // 6 + outgoing // 10 + luck // 2 + liking // 2
    if other.id in agent.quarrelled:
        quality -= UNMENDED
    return clamp(quality, 0, ONE)


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
    return town.lasting_luck("engine.greeting", "greets", agent.id, other.id) < chance
