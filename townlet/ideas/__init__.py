"""What somebody might do next, and how much each idea appeals: utilities in millionths, 0..ONE.

Each need speaks the louder the lower it is; work speaks by the clock; company and pastimes fill the rest.
A personality's preferences multiply; no figure here is about any person or place in particular.
"""

from typing import TYPE_CHECKING, Final

from townlet.actions import Go
from townlet.ideas.body import bedtime, body, spur, surfeit
from townlet.ideas.company import company
from townlet.ideas.kitchen import can_be_had
from townlet.ideas.leisure import GO_ALONG, IDLE, STAY, comfort, disturbed, pastime, welcome
from townlet.ideas.option import Option
from townlet.ideas.work import seek, work
from townlet.state import Agent
from townlet.units import PERCENT
from townlet.verbs.comfort import daytime

if TYPE_CHECKING:
    from townlet.town import Town

HOMEWARD: Final = 25 * PERCENT  # How much going home appeals at night.


def options(town: "Town", agent: Agent) -> list[Option]:
    """Every idea that comes to mind now, most in a fixed order; there is always at least one."""
    who, minute = town.who(agent), town.minute()
    day = daytime(minute)
    found: list[Option] = []
    body(town, agent, who, found)
    if not day:
        bedtime(town, agent, minute, found)
    if agent.job:
        work(town, agent, who, minute, found)
    elif day:
        seek(town, agent, minute, found)
    if agent.place:
        company(town, agent, who, found)
    if town.running:
        disturbed(town, agent, minute, found)
    if agent.place and not welcome(town, agent, minute):
        found.append((GO_ALONG, Go(agent.home)))
    elif day:
        pastime(town, agent, minute, found)
    elif agent.place != agent.home:
        found.append((HOMEWARD, Go(agent.home)))
    found.append((IDLE + comfort(town, agent, who, minute), STAY))
    return found


__all__ = ["Option", "can_be_had", "options", "spur", "surfeit"]
