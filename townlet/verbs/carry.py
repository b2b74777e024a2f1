"""Things in hand: giving and having back, dropping, picking up."""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.actions import Drop, GiveTo, PickUp, TakeBack
from townlet.activity.rule import Refusal, Rule, Spot, here
from townlet.activity.whereabouts import beside
from townlet.company import society
from townlet.goods import lending
from townlet.goods.ledger import COINS, balance, floor
from townlet.sentences.words import bare, counted
from townlet.state import Agent

if TYPE_CHECKING:
    from townlet.town import Town


def _beside(town: "Town", agent: Agent, act: GiveTo) -> Spot | Refusal | None:
    return _lacking(town, agent, act.item, act.count) or beside(town, agent, town.agents[act.whom])


def _hand_over(town: "Town", agent: Agent, act: GiveTo) -> int | Refusal:
    return _lacking(town, agent, act.item, act.count) or 1


def _gave(town: "Town", agent: Agent, act: GiveTo) -> Refusal | None:
    other = town.agents[act.whom]
    if lacking := _lacking(town, agent, act.item, act.count) or _gone(town, agent, other):
        return lacking
    town.tell(e.Gave(*town.by(agent), act.whom, act.item, act.count))
    society.trim(town, agent, other)
    return None


def _fetch(town: "Town", agent: Agent, act: TakeBack) -> Spot | Refusal | None:
    return _kept_from(town, agent, act) or beside(town, agent, town.agents[act.whom])


def _reach_out(town: "Town", agent: Agent, act: TakeBack) -> int | Refusal:
    return _kept_from(town, agent, act) or 1


def _took_back(town: "Town", agent: Agent, act: TakeBack) -> Refusal | None:
    if refusal := _kept_from(town, agent, act) or _gone(town, agent, town.agents[act.whom]):
        return refusal
    town.tell(e.TookBack(*town.by(agent), act.whom, act.item, act.count))
    return None


def _kept_from(town: "Town", agent: Agent, act: TakeBack) -> Refusal | None:
    """Why something cannot be had back: it was never lent, is no longer there, or is in use just now."""
    other = town.agents[act.whom]
    if lending.claim(town, agent.id, act.item, other.id) < act.count:
        what = _no(town, act.item) if act.count == 1 else f"fewer than {counted(town.items[act.item].title, act.count)}"
        return Refusal(f"{other.id} has {what} that {agent.id} gave away")
    doing = other.doing
    if doing is not None and doing.stage == "busy" and doing.thing == act.item:
        return Refusal(f"{other.id} is using it just now")
    return None


def _holding(town: "Town", agent: Agent, act: Drop) -> int | Refusal:
    if not agent.place:
        return Refusal("things left in the street get lost")
    return _lacking(town, agent, act.item, act.count) or 0


def _dropped(town: "Town", agent: Agent, act: Drop) -> None:
    town.tell(e.Dropped(*town.by(agent), act.item, act.count))


def _lying(town: "Town", agent: Agent, act: PickUp) -> int | Refusal:
    lies = balance(town.ledger, floor(agent.place), act.item)
    if lies < act.count:
        found = f"only {counted(town.items[act.item].title, lies)}" if lies else _no(town, act.item)
        return Refusal(f"there is {found} lying here")
    return 0


def _picked_up(town: "Town", agent: Agent, act: PickUp) -> None:
    town.tell(e.PickedUp(*town.by(agent), act.item, act.count))


def _gone(town: "Town", agent: Agent, other: Agent) -> Refusal | None:
    return None if town.near(agent, other) else Refusal(f"{other.id} is gone")


def _lacking(town: "Town", agent: Agent, item: str, count: int) -> Refusal | None:
    if balance(town.ledger, agent.id, item) >= count:
        return None
    if item == COINS:
        return Refusal("the purse is too light")
    return Refusal(f"{agent.id} does not carry {counted(town.items[item].title, count)}")


def _no(town: "Town", item: str) -> str:
    """`no loaf of rye`."""
    return f"no {bare(town.items[item].title)}"


GIVE_TO: Final = Rule(_beside, _hand_over, _gave)
TAKE_BACK: Final = Rule(_fetch, _reach_out, _took_back)
DROP: Final = Rule(here, _holding, _dropped)
PICK_UP: Final = Rule(here, _lying, _picked_up)
