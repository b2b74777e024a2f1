"""Using objects: taking a free one, lining up for a taken one, and leaving nothing reserved behind.

Whose turn it is, is in `townlet.activity.queues`. Between two users an object may need its cooldown.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.actions import Activity
from townlet.activity import queues
from townlet.activity.rule import Refusal, Spot, lasting
from townlet.activity.whereabouts import belongs
from townlet.circumstances import weather
from townlet.goods.ledger import shelf
from townlet.sentences.words import bare, counted
from townlet.setting import Offer
from townlet.state import Agent
from townlet.streets import NO_WAY
from townlet.townfile import Affordance, Item
from townlet.units import COIN, ONE, PERCENT

if TYPE_CHECKING:
    from townlet.town import Town

A_TILE: Final = 1 * PERCENT  # How much better an object must be to be worth another tile of the way.
RESERVE: Final = 6 * COIN  # What people keep in the purse for two meals before they pay for comfort.
TRIED_AGAIN: Final = 30  # Ticks within which one more try in vain is no more news.


def nearest(town: "Town", agent: Agent, activity: str, place: str = "") -> str | Refusal:
    """The object for an activity: in `place` where one is named, else the best of those near.

    What one can afford comes first, then what nobody uses just now, then what does most good for the way to it.
    """
    found = [
        (
            _too_dear(town, agent, affordance),
            bool(town.things[thing.id].queue) or queues.taken(town, town.things[thing.id]),
            distance * A_TILE - _gain(town, agent, affordance),
            thing.id,
        )
        for thing, affordance in _offers(town, agent, activity, place)
        if (distance := town.ground.distance(town.tile_of(agent), agent.place, thing.place)) < NO_WAY
    ]
    if not found:
        where = f"in {town.setting.places[place].title}" if place else "in town"
        return Refusal(f"there is nothing {where} to {activity} with")
    dear, *_, thing = min(found)
    return Refusal("the purse is too light") if dear > 1 else thing  # Prices are known: nobody walks there to hear it.


def _offers(town: "Town", agent: Agent, activity: str, place: str) -> Iterable[Offer]:
    """What there is to choose from: all that a named place has, or what is at home and round about."""
    setting = town.setting
    if place:
        return [offer for offer in setting.inside.get(place, ()) if offer[1].activity == activity]
    own = [offer for offer in setting.inside.get(agent.home, ()) if offer[1].activity == activity]
    dry = not town.running or weather.inviting(town, agent) > 0
    about = [
        offer
        for offer in town.around(agent).offers.get(activity, ())
        if town.is_open(offer[0].place) and (dry or not town.setting.places[offer[0].place].outdoors)
    ]
    return own + about


def spot(town: "Town", thing: str) -> Spot:
    """Where an object is used."""
    what = town.setting.things[thing]
    return Spot(what.place, what.tile)


def begin(town: "Town", agent: Agent, thing: str, activity: str, ticks: int = 0) -> int | Refusal:
    """Use an object that one stands at, for as long as that takes or for `ticks`; or join its queue."""
    doing, state = agent.doing, town.things[thing]
    assert doing is not None
    doing.thing = thing
    how = affordance(town, thing, activity)
    if refusal := _hindrance(town, agent, thing, how):
        let_down(town, agent, how, refusal.because)
        return refusal
    if queues.taken(town, state) or (state.queue and state.queue[0] != agent.id) or state.ready > town.tick:
        return queues.join(town, agent, state)
    if agent.id in state.queue:
        queues.take_turn(town, agent, state)
    doing.stage, doing.activity = "busy", activity
    lasts = ticks or how.lasts
    gains = {need: effect // how.lasts for need, effect in how.effects.items()}
    if how.coins:
        town.tell(e.Paid(*town.by(agent), thing, how.coins))
    if how.stock:
        town.tell(e.Supplied(*town.by(agent), thing, how.stock))
    town.tell(e.UseBegan(*town.by(agent), thing, activity, town.tick + lasts, gains))
    return lasts


def let_down(town: "Town", agent: Agent, affordance: Affordance, because: str, begun: bool = False) -> None:
    """A try that comes to nothing is minded as much as the town file says; trying again at once, no more than that."""
    lately = town.tick - agent.struck.get("let-down", -TRIED_AGAIN) < TRIED_AGAIN
    if agent.doing is not None and not lately:
        town.tell(e.LetDown(*town.by(agent), agent.doing.thing, begun, affordance.failure, because))


def consume(town: "Town", agent: Agent, item: Item, activity: str) -> int:
    """Eat or use one portion of an item in hand; its effect is spread over however long that takes."""
    assert agent.doing is not None
    agent.doing.activity = activity
    ticks = lasting(agent) or item.lasts
    gains = {need: effect // ticks for need, effect in item.effects.items()}
    town.tell(e.UseBegan(*town.by(agent), item.id, activity, town.tick + ticks, gains))
    return ticks


def leave(town: "Town", agent: Agent, complete: bool) -> bool:
    """Let go of an object in use or in prospect; whether it was in use."""
    doing = agent.doing
    if doing is None or not doing.thing:
        return False
    thing, doing.thing = doing.thing, ""
    state = town.things.get(thing)
    if state is not None and agent.id in state.queue:
        queues.quit(town, agent, state)
        return False
    if doing.stage != "busy":
        return False
    town.tell(e.UseEnded(*town.by(agent), thing, doing.activity, complete))
    if state is not None:
        queues.call(town, state)
    return True


def activity_of(act: Activity) -> str:
    """The word an affordance is declared under."""
    return str(act.__struct_config__.tag)


def affordance(town: "Town", thing: str, activity: str) -> Affordance:
    """What an object lets somebody do."""
    return town.setting.affordances[town.setting.things[thing].type, activity]


def short_of(town: "Town", agent: Agent, recipe: Affordance) -> Refusal | None:
    """Which ingredient is not in hand, if any."""
    held = town.ledger.get(agent.id, {})
    for item, count in recipe.takes.items():
        if held.get(item, 0) < count:
            return Refusal(f"it takes {counted(town.items[item].title, count)}")
    return None


def _hindrance(town: "Town", agent: Agent, thing: str, how: Affordance) -> Refusal | None:
    """What of an affordance's preconditions is not met."""
    where = town.setting.things[thing].place
    if not town.is_open(where) and not belongs(town, agent, where):
        return Refusal(f"{town.setting.places[where].title} is closed")
    if lacking := town.lacks(how):
        return Refusal(f"there is no {lacking}")
    if how.stock and not town.ledger.get(shelf(where), {}).get(how.stock):
        return Refusal(f"there is no {bare(town.items[how.stock].title)} left")
    held = town.ledger.get(agent.id, {})
    if how.carries and not held.get(how.carries):
        return Refusal(f"it takes {town.items[how.carries].title}")
    if how.coins > held.get("coins", 0):
        return Refusal("the purse is too light")
    return short_of(town, agent, how)


def _too_dear(town: "Town", agent: Agent, affordance: Affordance) -> int:
    """0 when it can well be paid, 1 when that leaves too little for the next meals, 2 beyond the purse."""
    if not affordance.coins:
        return 0
    purse = town.ledger.get(agent.id, {}).get("coins", 0)
    return (affordance.coins > purse) + (affordance.coins + RESERVE > purse)


def _gain(town: "Town", agent: Agent, affordance: Affordance) -> int:
    """What using it would add to the needs, as far as there is room, in millionths."""
    return sum(
        min(effect, ONE - getattr(agent, need).at(town.tick)) for need, effect in affordance.effects.items()
    )
