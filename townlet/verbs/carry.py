"""Things in hand: giving, dropping, picking up."""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet import society
from townlet.actions import Drop, GiveTo, PickUp
from townlet.ledger import balance, floor
from townlet.rule import Refusal, Rule, Spot, here
from townlet.state import Agent
from townlet.whereabouts import beside

if TYPE_CHECKING:
    from townlet.town import Town


def _beside(town: "Town", agent: Agent, act: GiveTo) -> Spot | Refusal | None:
    return _lacking(town, agent, act.item, act.count) or beside(town, agent, town.agents[act.whom])


def _hand_over(town: "Town", agent: Agent, act: GiveTo) -> int | Refusal:
    return _lacking(town, agent, act.item, act.count) or 1


def _gave(town: "Town", agent: Agent, act: GiveTo) -> Refusal | None:
    other = town.agents[act.whom]
    if lacking := _lacking(town, agent, act.item, act.count):
        return lacking
    if not town.near(agent, other):
        return Refusal(f"{other.id} is gone")
    town.tell(e.Gave(*town.by(agent), act.whom, act.item, act.count))
    society.trim(town, agent, other)
    return None


def _holding(town: "Town", agent: Agent, act: Drop) -> int | Refusal:
    if not agent.place:
        return Refusal("things left in the street get lost")
    return _lacking(town, agent, act.item, 1) or 0


def _dropped(town: "Town", agent: Agent, act: Drop) -> None:
    town.tell(e.Dropped(*town.by(agent), act.item))


def _lying(town: "Town", agent: Agent, act: PickUp) -> int | Refusal:
    if balance(town.ledger, floor(agent.place), act.item) < 1:
        return Refusal(f"there is no {act.item} lying here")
    return 0


def _picked_up(town: "Town", agent: Agent, act: PickUp) -> None:
    town.tell(e.PickedUp(*town.by(agent), act.item))


def _lacking(town: "Town", agent: Agent, item: str, count: int) -> Refusal | None:
    if balance(town.ledger, agent.id, item) >= count:
        return None
    return Refusal(f"{agent.id} does not carry {town.items[item].title if count == 1 else f'{count} of {item}'}")


GIVE_TO: Final = Rule(_beside, _hand_over, _gave)
DROP: Final = Rule(here, _holding, _dropped)
PICK_UP: Final = Rule(here, _lying, _picked_up)
