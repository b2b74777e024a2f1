"""Weather: rain finds whoever is out of doors, unless something they carry keeps it off.

Whoever gets wet minds it and thinks of going in (`townlet.ideas.leisure`); whoever sets out into it was warned.
"""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.state import Agent, key
from townlet.units import ONE

if TYPE_CHECKING:
    from townlet.town import Town

RAIN: Final = "rain"
WET_AGAIN: Final = 60  # Ticks before the same person is news again for being out in it.


def out_of_doors(town: "Town", place: str) -> bool:
    """Whether a place has no roof; the street has none."""
    return not place or town.setting.places[place].outdoors


def shield(town: "Town", agent: Agent) -> str:
    """What somebody carries that keeps the rain off; empty when nothing does."""
    shields = town.shields
    return next((item for item, count in town.ledger.get(agent.id, {}).items() if count and item in shields), "")


def exposed(town: "Town", agent: Agent) -> bool:
    """Whether somebody is getting wet as things stand."""
    return town.disturbed(RAIN) and out_of_doors(town, agent.place) and not shield(town, agent)


def inviting(town: "Town", agent: Agent) -> int:
    """What rain leaves of the appeal of being out of doors, in millionths; all of it to whoever is kept dry."""
    rain = town.running.get(key(RAIN))
    if rain is None or shield(town, agent):
        return ONE
    return max(0, ONE - rain.strength)


def find(town: "Town", agent: Agent) -> None:
    """The rain finds somebody who is out in it: worth telling once an hour, and a reason to think of a roof."""
    rain = town.running.get(key(RAIN))
    if rain is None or not agent.on_stage or not out_of_doors(town, agent.place):
        return
    if town.tick - agent.struck.get(RAIN, -WET_AGAIN) < WET_AGAIN:
        return
    stamp = town.stamp(agent.id, agent.place, rain.cause, "·")
    item = shield(town, agent)
    town.tell(e.KeptDry(*stamp, item) if item else e.GotWet(*stamp, rain.strength))


def fall(town: "Town") -> None:
    """A minute after it began to rain, whoever is out in it feels it, and thinks again."""
    rain = town.running.get(key(RAIN))
    if rain is None:
        return
    for agent in town.agents.values():
        find(town, agent)
        if agent.on_stage and exposed(town, agent):
            town.deciding(agent, cause=rain.cause, about=RAIN)
