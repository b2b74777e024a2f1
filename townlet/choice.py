"""Choosing: at a decision point, directives come first, then a hold, then what appeals most.

direct > hold > nudge > own choice. The event that begins an activity keeps the runner-up and the margin,
so that "why" has an answer, and a line is signed as nudged only if the agent would have chosen otherwise.
"""

from functools import cache
from typing import TYPE_CHECKING, Final

from townlet.actions import Activity, Cook, Eat, Go, Leave, Rest, Stay, Wash, Work
from townlet.activity import doing as deeds
from townlet.causes import OWN_CHOICE, Cause
from townlet.chance import mood_of_the_moment, salt, whim
from townlet.conditions import NEEDS
from townlet.events import Sign
from townlet.ideas import Option, can_be_had, options, spur, surfeit
from townlet.ideas.work import ON_DUTY
from townlet.state import Agent, Doing, Order
from townlet.units import PERCENT
from townlet.verbs.work import IDLES

if TYPE_CHECKING:
    from townlet.town import Town

HABIT: Final = 15 * PERCENT  # How much more something must appeal to leave what one is at.
WHIM: Final = 6 * PERCENT  # The most that chance adds to an idea.
ANSWERS: Final[dict[type[Activity], tuple[str, ...]]] = {  # What gives reason to do what.
    Eat: ("hunger",),
    Cook: ("hunger",),
    Wash: ("hygiene",),
    Rest: ("energy",),
    Work: ("work",),
    Go: ("closing", "rain", "meeting"),
    Leave: ("rival",),
}
MARGIN_OF_NUDGE: Final = 10 * PERCENT  # What an idea is worth that only a nudge brings up.


def decide(town: "Town", agent: Agent) -> None:
    """A decision point: obey, keep still, or choose; nothing happens when there is nothing to change."""
    if agent.decides != town.tick or not agent.on_stage:
        return
    agent.decides, cause, about = -1, agent.reason, agent.about
    if agent.talk is not None:
        town.deciding(agent, max(agent.talk.until, town.tick + 1), cause, about)
    elif _current(town, agent):
        _obey(town, agent, agent.orders[-1])
    elif agent.holds:
        _keep_still(town, agent)
    elif agent.doing is None or agent.doing.breakable or (about == "work" and _not_begun(agent.doing)):
        _choose(town, agent, cause, about)
    _idle(town, agent)


def _not_begun(doing: Doing) -> bool:
    """Whether somebody is still on the way to what they chose, or in a queue for it: work can call them from that."""
    return not doing.order and doing.stage in ("going", "queue")


def _idle(town: "Town", agent: Agent) -> None:
    """Whoever still does nothing thinks again when the next while of it is over."""
    doing = agent.doing
    if doing is not None and agent.decides < 0 and isinstance(doing.act, Stay):
        town.deciding(agent, town.tick + IDLES - (town.tick - doing.since) % IDLES)


def _current(town: "Town", agent: Agent) -> bool:
    """Whether there is a directive to obey; an older one is only resumed if its time is not up."""
    while agent.orders:
        order = agent.orders[-1]
        if order.until >= town.tick or (agent.doing is not None and agent.doing.order == order.id):
            return True
        deeds.end_order(town, agent, order.id, "broken-off", order.cause)
    return False


def _obey(town: "Town", agent: Agent, order: Order) -> None:
    """The newest directive replaces whatever is being done; an older one is resumed after it."""
    if agent.doing is not None:
        if agent.doing.order == order.id or deeds.carry_on(town, agent, order):
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
    if about in NEEDS and _not_worth_it(town, agent, about):
        return
    ideas = _ideas(town, agent)
    if not ideas:
        return
    best, second = _foremost(town, agent, ideas)
    sign: Sign = "·"
    if agent.nudges:
        plain = best
        best, second = _foremost(town, agent, _pushed(town, agent, ideas))
        sign = "·" if best[1] == plain[1] else "~"
    if agent.doing is not None:
        if _same(agent.doing.act, best[1]) or best[0] < _at_least(town, agent.doing):
            return
        deeds.break_off(town, agent, "broken-off")
    if not _concerns(best[1], about):
        cause = OWN_CHOICE
    if sign == "~":
        nudge = next(nudge for nudge in agent.nudges if deeds.suits(best[1], nudge.act))
        cause, sign = nudge.cause, nudge.sign
    deeds.take_up(town, agent, best[1], sign, cause, 0, best[0], deeds.deed(second[1]), best[0] - second[0])


def _not_worth_it(town: "Town", agent: Agent, need: str) -> bool:
    """Whether nothing done about the need that gave reason to think could be worth leaving what one is at for it."""
    if agent.doing is None or agent.nudges:
        return False
    return spur(town, agent, need) + WHIM < _at_least(town, agent.doing)


def _at_least(town: "Town", doing: Doing) -> int:
    """How much something must appeal to be worth leaving what one is at; from work, there are breaks.

    Doing nothing is clung to a little, and every while not at all: then anything better will do.
    """
    if isinstance(doing.act, Work):
        return ON_DUTY
    if isinstance(doing.act, Stay):
        return 0 if (town.tick - doing.since) % IDLES == 0 else doing.utility + HABIT // 3
    return doing.utility + HABIT


def _ideas(town: "Town", agent: Agent) -> list[Option]:
    """The options that are not in vain, each with its whim; the whim of one never depends on the others.

    None at all when no whim could make any of them worth leaving what the agent is at.
    """
    found = options(town, agent)
    if agent.vain:
        found = _not_in_vain(town, agent, found)
    which = town.asked.get(agent.id, 0)
    town.asked[agent.id] = which + 1
    if town.drawn is not None:
        town.drawn(f"engine.choice|moment|{agent.id}|")
    foremost = max([utility for utility, _ in found])
    if agent.doing is not None and not agent.nudges and foremost + WHIM < _at_least(town, agent.doing):
        return []
    moment = mood_of_the_moment(town.seed, "engine.choice", agent.id, which)
    return [(utility + (whim(moment, _salt(act)) * WHIM >> 8), act) for utility, act in found]


@cache
def _salt(act: Activity) -> int:
    """The number of an idea's own, which comes of its name."""
    return salt(deeds.deed(act))


def _not_in_vain(town: "Town", agent: Agent, found: list[Option]) -> list[Option]:
    """The ideas that were not refused of late; what was refused long ago is forgotten."""
    for deed in [deed for deed, until in agent.vain.items() if until <= town.tick]:
        del agent.vain[deed]
    return [idea for idea in found if deeds.deed(idea[1]) not in agent.vain] or [(0, Stay())]


def _pushed(town: "Town", agent: Agent, ideas: list[Option]) -> list[Option]:
    """The ideas with every nudge's weight; a nudge towards what did not come to mind brings it up."""
    pushed = list(ideas)
    for nudge in agent.nudges:
        matching = [index for index, idea in enumerate(pushed) if deeds.suits(idea[1], nudge.act)]
        for index in matching:
            pushed[index] = (pushed[index][0] + nudge.by, pushed[index][1])
        if not matching and agent.vain.get(deeds.deed(nudge.act), -1) <= town.tick:
            pushed.append((MARGIN_OF_NUDGE + nudge.by - surfeit(town, agent, nudge.act), nudge.act))
    return pushed


def _concerns(act: Activity, about: str) -> bool:
    """Whether an activity has to do with the need or the person that gave reason to think."""
    return bool(about) and (about in ANSWERS.get(type(act), ()) or about == getattr(act, "whom", ""))


def _same(one: Activity, other: Activity) -> bool:
    return type(one) is type(other) and one == other


def _foremost(town: "Town", agent: Agent, ideas: list[Option]) -> tuple[Option, Option]:
    """The most appealing idea that can be had, and the next; of equals the first. One idea alone is both.

    Whether a thing can be had is only asked of what would win, because it is costly to find out.
    """
    best = second = ideas[0]
    for idea in ideas[1:]:
        if idea[0] > best[0]:
            best, second = idea, best
        elif second is best or idea[0] > second[0]:
            second = idea
    for idea in (best, second):
        if not can_be_had(town, agent, idea[1]):
            return _foremost(town, agent, [each for each in ideas if each is not idea])
    return best, second
