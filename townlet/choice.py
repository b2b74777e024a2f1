"""Choosing: at a decision point, directives come first, then a hold, then what appeals most.

direct > hold > nudge > own choice. The event that begins an activity keeps the runner-up and the margin,
so that "why" has an answer, and a line is signed as nudged only if the agent would have chosen otherwise.
"""

from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from townlet import doing as deeds
from townlet.actions import Activity, Eat, Rest, Stay, Wash, Work
from townlet.causes import OWN_CHOICE, Cause
from townlet.events import Sign
from townlet.options import Option, options
from townlet.state import Agent, Order
from townlet.units import PERCENT
from townlet.verbs import RULES

if TYPE_CHECKING:
    from townlet.town import Town

HABIT: Final = 15 * PERCENT  # How much more something must appeal to leave what one is at.
WHIM: Final = 6 * PERCENT  # The most that chance adds to an idea.
ANSWERS: Final[dict[type[Activity], str]] = {Eat: "hunger", Wash: "hygiene", Rest: "energy", Work: "work"}
MARGIN_OF_NUDGE: Final = 10 * PERCENT  # What an idea is worth that only a nudge brings up.


def decide(town: "Town", agent: Agent) -> None:
    """A decision point: obey, keep still, or choose; nothing happens when there is nothing to change."""
    if agent.decides != town.tick or not agent.on_stage:
        return
    agent.decides, cause, about = -1, agent.reason, agent.about
    if agent.talk is not None:
        town.deciding(agent, max(agent.talk.until, town.tick + 1), cause, about)
    elif agent.orders:
        _obey(town, agent, agent.orders[-1])
    elif agent.holds:
        _keep_still(town, agent)
    elif agent.doing is None or agent.doing.breakable:
        _choose(town, agent, cause, about)


def _obey(town: "Town", agent: Agent, order: Order) -> None:
    """The newest directive replaces whatever is being done; an older one is resumed after it."""
    if agent.doing is not None:
        if agent.doing.order == order.id:
            return
        if not deeds.in_passing(town, agent, order.act):
            deeds.break_off(town, agent, "broken-off")
    deeds.take_up(town, agent, order.act, "!", order.cause, order.id)


def _keep_still(town: "Town", agent: Agent) -> None:
    """Somebody held finishes what is in hand but goes nowhere of their own accord."""
    if agent.doing is not None and agent.doing.stage == "going":
        deeds.break_off(town, agent, "broken-off", "held")


def _choose(town: "Town", agent: Agent, cause: Cause, about: str) -> None:
    """Take the most appealing idea, unless what one is at is nearly as good."""
    ideas = _ideas(town, agent)
    plain = max(ideas, key=_appeal)
    pushed = _pushed(town, agent, ideas)
    best = max(pushed, key=_appeal)
    sign: Sign = "·" if best[1] == plain[1] else "~"
    if agent.doing is not None:
        if _same(agent.doing.act, best[1]) or best[0] < agent.doing.utility + HABIT:
            return
        deeds.break_off(town, agent, "broken-off")
    second = max((idea for idea in pushed if idea[1] != best[1]), key=_appeal, default=best)
    if not _concerns(best[1], about):
        cause = OWN_CHOICE
    if sign == "~":
        cause = next(nudge.cause for nudge in agent.nudges if deeds.suits(best[1], nudge.act))
    deeds.take_up(town, agent, best[1], sign, cause, 0, best[0], deeds.deed(second[1]), best[0] - second[0])


def _ideas(town: "Town", agent: Agent) -> list[Option]:
    """The options that are not in vain, each with its whim; the whim of one never depends on the others."""
    found = [
        (utility, act)
        for utility, act in options(town, agent)
        if not agent.vain or agent.vain.get(deeds.deed(act), -1) <= town.tick
    ] or [(0, Stay())]
    which = town.asked.get(agent.id, 0)
    town.asked[agent.id] = which + 1
    key = f"{town.seed}\0engine.choice\0{agent.id}\0{which}".encode()
    whims = blake2b(key, digest_size=len(_KINDS) + 6).digest()
    return [(utility + whims[_slot(town, act)] * WHIM // 256, act) for utility, act in found]


def _slot(town: "Town", act: Activity) -> int:
    """Which byte of the draw is an idea's: its verb's, and for pastimes and company its object's too."""
    return _KINDS[type(act)] + len(str(getattr(act, "to", "") or getattr(act, "whom", ""))) % 6


def _pushed(town: "Town", agent: Agent, ideas: list[Option]) -> list[Option]:
    """The ideas with every nudge's weight; a nudge towards what did not come to mind brings it up."""
    if not agent.nudges:
        return ideas
    pushed = list(ideas)
    for nudge in agent.nudges:
        matching = [index for index, idea in enumerate(pushed) if deeds.suits(idea[1], nudge.act)]
        for index in matching:
            pushed[index] = (pushed[index][0] + nudge.by, pushed[index][1])
        if not matching and agent.vain.get(deeds.deed(nudge.act), -1) <= town.tick:
            pushed.append((MARGIN_OF_NUDGE + nudge.by, nudge.act))
    return pushed


def _concerns(act: Activity, about: str) -> bool:
    """Whether an activity has to do with the need or the person that gave reason to think."""
    return about in (ANSWERS.get(type(act), ""), getattr(act, "whom", "")) and bool(about)


def _same(one: Activity, other: Activity) -> bool:
    return type(one) is type(other) and one == other


def _appeal(option: Option) -> int:
    return option[0]


_KINDS: Final = {kind: index for index, kind in enumerate(RULES)}
