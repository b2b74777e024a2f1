"""Leaving town for good: by the way everybody comes in, and then nobody is there any more."""

from typing import TYPE_CHECKING, Final

from townlet.actions import Depart
from townlet.activity.rule import Refusal, Rule, Spot, at_once
from townlet.activity.whereabouts import spot_in
from townlet.agenda import DUE
from townlet.livelihood import housing
from townlet.state import Agent

if TYPE_CHECKING:
    from townlet.town import Town


def _road(town: "Town", agent: Agent, act: Depart) -> Spot | Refusal | None:
    gate = housing.gate(town)
    return spot_in(town, agent, gate) if gate and gate != agent.place else None


def _gone(town: "Town", agent: Agent, act: Depart) -> None:
    """The last step is an entry of its own, for whoever is gone has nothing in hand."""
    town.agenda.file(town.tick, DUE, "depart", agent.id)


DEPART: Final = Rule(_road, at_once, _gone, breakable=False)
