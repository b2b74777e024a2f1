"""Ideas of company: whom of those present to talk to and how, what to give away, and whom to keep clear of."""

from typing import TYPE_CHECKING, Final

from townlet.actions import Apologise, Argue, Buy, Chat, GiveTo, Leave
from townlet.activity.whereabouts import belongs
from townlet.body import FAMISHED
from townlet.company import ties
from townlet.company.quarrels import OVER_A_CHAT, heat
from townlet.goods.ledger import COINS
from townlet.ideas.option import Option
from townlet.mood import mood
from townlet.personality import Personality
from townlet.state import Agent
from townlet.townfile import A_MEAL
from townlet.units import COIN, DAY, PERCENT, clamp, scaled

if TYPE_CHECKING:
    from townlet.town import Town

TALKED_OUT: Final = 240  # Ticks after a chat before the same two want another.
COOLS: Final = 40  # Ticks after hard words before either comes back to them.
COMPANIONS: Final = 3  # How many of those present are considered,
NEARBY: Final = 12  # and among how many of a crowd they are looked for.
SORRY: Final = 50 * PERCENT  # The mood it takes to say sorry.
LEAVES: Final = 55 * PERCENT  # How much it appeals to be elsewhere than somebody one would rather not meet,
STILL_MINDS: Final = 30  # and for how many ticks after coming upon them.

CHEERFUL: Final = 60 * PERCENT  # The mood it takes to give something away.
GIVES: Final = 45 * PERCENT
TREATS: Final = 35 * PERCENT  # How much it appeals to buy a friend something,
TREATING: Final = 30 * PERCENT  # on how many days,
PLENTY: Final = 12 * COIN  # and with how much in the purse.
BROKE: Final = 3 * COIN
ALMS: Final = 3 * COIN  # The price of a meal.
APPETITE: Final = 60 * PERCENT  # Hungrier than this, one keeps one's food.

LEAVE: Final = Leave()


def company(town: "Town", agent: Agent, who: Personality, found: list[Option]) -> None:
    """Words with whoever is free to have them: sorry, hard or idle ones; or a gift."""
    if agent.avoided and not belongs(town, agent, agent.place):
        _keep_clear(town, agent, found)
    present = _free_company(town, agent)
    for other in present:
        if other.id in agent.quarrelled:
            _make_up(town, agent, other, who, found)
        else:
            _words(town, agent, other, who, found)
    if present and agent.gives <= town.tick:
        _gifts(town, agent, present, found)


def _words(town: "Town", agent: Agent, other: Agent, who: Personality, found: list[Option]) -> None:
    """A chat, when the last is some time ago; with a rival, another quarrel."""
    tick = town.tick
    since = tick - agent.talked.get(other.id, -DAY)
    if since <= COOLS:
        return
    rivalry = ties.value(agent, other.id, "rivalry", tick, who)
    if rivalry > ties.HOSTILE:
        if tick >= agent.flares and tick - agent.argued.get(other.id, -DAY) >= DAY:
            found.append((clamp(heat(town, agent, other, OVER_A_CHAT), 0, 60 * PERCENT), Argue(other.id)))
    elif since > TALKED_OUT and tick >= agent.talks:
        known = ties.value(agent, other.id, "familiarity", tick, who)
        appeal = 22 * PERCENT + scaled(15 * PERCENT, who.extroversion) + known // 4 - rivalry // 2
        found.append((clamp(scaled(appeal, who.preference("chat")), 0, 70 * PERCENT), Chat(other.id)))


def _make_up(town: "Town", agent: Agent, other: Agent, who: Personality, found: list[Option]) -> None:
    """Some time after hard words, and in a fair mood, one is sorry; the forgiving are so more often."""
    if town.tick - agent.quarrelled[other.id] >= COOLS and mood(agent, town.tick) > SORRY:
        rivalry = ties.value(agent, other.id, "rivalry", town.tick, who)
        appeal = 25 * PERCENT + scaled(25 * PERCENT, who.forgiveness) - rivalry // 4
        found.append((appeal, Apologise(other.id)))


def _keep_clear(town: "Town", agent: Agent, found: list[Option]) -> None:
    """Away from where one has just come upon somebody whom one would rather not meet."""
    for name, since in agent.avoided.items():
        if town.tick - since <= STILL_MINDS and town.agents[name].place == agent.place:
            found.append((LEAVES, LEAVE))
            return


def _gifts(town: "Town", agent: Agent, present: list[Agent], found: list[Option]) -> None:
    """Something for a friend, or for somebody who has nothing; once a day, and in a good mood."""
    held = town.ledger.get(agent.id)
    if not held:
        return
    purse, tick = held.get(COINS, 0), town.tick
    for other in present:
        tie = agent.ties.get(other.id)
        friend = tie is not None and tie.bond == "friends"
        needy = other.hunger.at(tick) < FAMISHED and other.id not in agent.quarrelled
        if not (friend or needy) or mood(agent, tick) < CHEERFUL:
            continue
        if food := _spare(town, agent, held):
            found.append((GIVES, GiveTo(food, other.id)))
        elif needy and purse >= PLENTY and town.ledger.get(other.id, {}).get(COINS, 0) < BROKE:
            found.append((GIVES, GiveTo(COINS, other.id, ALMS)))
        elif friend and purse >= PLENTY and (treat := _treat(town, agent, purse)):
            found.append((TREATS, Buy(treat, agent.place)))


def _spare(town: "Town", agent: Agent, held: dict[str, int]) -> str:
    """Food in hand that one can do without; empty when there is none."""
    if len(held) < 2 or agent.hunger.at(town.tick) < APPETITE:
        return ""
    for name in held:
        item = town.items.get(name)
        if item is not None and item.filling >= A_MEAL:
            return name
    return ""


def _treat(town: "Town", agent: Agent, purse: int) -> str:
    """What to buy a friend where one stands, on a day when one feels like it: the least dear of what fills."""
    if not town.setting.places[agent.place].sells or agent.hunger.at(town.tick) < APPETITE:
        return ""
    if town.lasting_luck("engine.gift", "treats", agent.id, every=DAY) >= TREATING:
        return ""
    best, least = "", purse // 3
    for goods in town.setting.places[agent.place].sells:
        price, item = town.price(agent.place, goods.item), town.items[goods.item]
        if item.filling >= A_MEAL and price is not None and price < least:
            best, least = goods.item, price
    return best


def _free_company(town: "Town", agent: Agent) -> list[Agent]:
    """A few of those in the same place who stand still and neither talk nor sleep, the latest first."""
    found: list[Agent] = []
    agents = town.agents
    for name in town.places[agent.place].people[: -NEARBY - 1 : -1]:
        other = agents[name]
        if other is not agent and other.talk is None and other.walk is None and not other.gains.get("energy"):
            found.append(other)
            if len(found) == COMPANIONS:
                break
    return found
