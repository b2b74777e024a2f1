"""Cooking: ingredients become a meal, on an object that is good for it."""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.actions import Cook
from townlet.activity import facility
from townlet.activity.rule import Refusal, Rule, Spot, lasting
from townlet.activity.whereabouts import place_of
from townlet.goods.kitchens import cooking
from townlet.state import Agent

if TYPE_CHECKING:
    from townlet.town import Town


def _stove(town: "Town", agent: Agent, act: Cook) -> Spot | Refusal | None:
    doing = agent.doing
    assert doing is not None
    if not doing.thing:
        thing = facility.nearest(town, agent, cooking(act.item), place_of(town, agent, act.place))
        if isinstance(thing, Refusal):
            return thing
        if short := facility.short_of(town, agent, facility.affordance(town, thing, cooking(act.item))):
            return short
        doing.thing = thing
    return facility.spot(town, doing.thing)


def _cook(town: "Town", agent: Agent, act: Cook) -> int | Refusal:
    assert agent.doing is not None
    return facility.begin(town, agent, agent.doing.thing, cooking(act.item), lasting(agent))


def _cooked(town: "Town", agent: Agent, act: Cook) -> Refusal | None:
    """The meal is in hand, unless the ingredients are gone by now."""
    assert agent.doing is not None
    thing = agent.doing.thing
    recipe = facility.affordance(town, thing, cooking(act.item))
    short = facility.short_of(town, agent, recipe)
    facility.leave(town, agent, complete=short is None)
    if short is None:
        town.tell(e.Cooked(*town.by(agent), act.item, thing, recipe.takes, recipe.serves))
    return short


COOK: Final = Rule(_stove, _cook, _cooked, breakable=False)
