"""What a rule of an activity is made of: where it is done, how it begins and what it comes to."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from townlet.state import Agent
from townlet.townfile import Tile

if TYPE_CHECKING:
    from townlet.town import Town

WAITS: Final = -1  # What `begin` gives when somebody or something else will say when to go on.


class Refusal(NamedTuple):
    """It cannot be done, because. Not an error: news."""

    because: str


class Spot(NamedTuple):
    """Where something is done: a tile, and the place it lies in (empty for the street)."""

    place: str
    tile: Tile


class Rule(NamedTuple):
    """The rule of one activity.

    `spot` says where it is done: None where one stands. `begin` says how many ticks it takes from there, `WAITS`, or
    why it cannot be. `finish` tells what came of it, or why nothing did. `enter`, where there is one, comes of crossing
    the border of the place. An activity that is `breakable` may be left for something that appeals more. What is done
    `passing` by takes no time, and whatever was in hand goes on.
    """

    spot: "Callable[[Town, Agent, Any], Spot | Refusal | None]"
    begin: "Callable[[Town, Agent, Any], int | Refusal]"
    finish: "Callable[[Town, Agent, Any], Refusal | None]"
    enter: "Callable[[Town, Agent, Any], None] | None" = None
    breakable: bool = True
    passing: bool = False


def here(town: "Town", agent: Agent, act: Any) -> None:
    """A `spot` for what can be done anywhere."""


def nothing(town: "Town", agent: Agent, act: Any) -> None:
    """A `finish` for what leaves nothing behind."""


def at_once(town: "Town", agent: Agent, act: Any) -> int:
    """A `begin` for what is done on getting there."""
    return 0


def lasting(agent: Agent) -> int:
    """How long the directive that is being obeyed says the activity lasts (`for n`); 0 when it does not."""
    for order in agent.orders:
        if agent.doing is not None and order.id == agent.doing.order:
            return order.lasting
    return 0
