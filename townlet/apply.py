"""The one place where events change the town. Each event does what it says, and nothing else does.

Reading a course never changes it; applying an event may re-base it. Consequences that are news themselves (a
greeting on coming in, a queue moving up) are told by the rules, as events of their own.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, get_args

from townlet import events as e
from townlet.effects.coming import move
from townlet.effects.company import keep_company
from townlet.effects.deciding import do
from townlet.effects.lifecycle import live
from townlet.effects.staging import stage
from townlet.effects.steering import steer
from townlet.effects.town import change_town
from townlet.effects.using import use
from townlet.effects.working import work

if TYPE_CHECKING:
    from townlet.town import Town

Effect = Callable[["Town", Any], None]

FAMILIES: Final[list[tuple[Any, Effect]]] = [
    (e.Coming, move),
    (e.Deciding, do),
    (e.Using, use),
    (e.Company, keep_company),
    (e.Working, work),
    (e.Lifecycle, live),
    (e.TownNews, change_town),
    (e.Staging, stage),
    (e.Steering, steer),
]

EFFECTS: Final[dict[type, Effect]] = {
    kind: effect for family, effect in FAMILIES for kind in get_args(family)
}


def apply(town: "Town", event: e.Event) -> None:
    """Carry an event into the state: its family's file has a case for it, and the type checker sees to that."""
    EFFECTS[type(event)](town, event)
