"""What people talk about, and what they pass on: prices they know, and what they think of others."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.actions import Eat
from townlet.causes import Cause
from townlet.company import quarrels, standing
from townlet.state import Agent, Tie
from townlet.units import ONE, PERCENT

Learn = Callable[["Town", Agent, str, int, e.Learnt, str, Cause], None]

if TYPE_CHECKING:
    from townlet.town import Town

TOPICS: Final = ("the neighbours", "old times", "what to cook", "the river", "a dream", "the weather")
A_TALK: Final = 30  # Ticks for which two have the same to talk about.
NEWS: Final = 3 * PERCENT  # A price this far off its base is worth talking about.
OPINION: Final = 12 * PERCENT  # How much one must think of somebody, for good or ill, to speak of them.
# What is under way in town, and what it is called in talk.
UNDER_WAY: Final = {
    "blackout": "the lights going out",
    "water-outage": "the water being off",
    "closure": "the closed door",
    "rain": "the rain",
}


def topic(town: "Town", agent: Agent, other: Agent) -> str:
    """What two talk about: prices out of the ordinary; else something of their lives, or one thing after another."""
    for who in (agent, other):
        if any(abs(level - ONE) >= NEWS for level in who.remembers.values()):
            return "prices"
    one, two = sorted((agent.id, other.id))
    luck = town.lasting_luck("engine.chat", "topic", one, two, every=A_TALK)
    lives = _lives(town, agent, other)
    which = luck * (len(lives) + 2) // ONE
    return lives[which] if which < len(lives) else TOPICS[(luck >> 3) % len(TOPICS)]


def pass_on_prices(town: "Town", learn: Learn, agent: Agent, other: Agent, cause: Cause) -> None:
    """Each hears from the other of prices they did not know, when those are out of the ordinary."""
    for teller, hearer in ((agent, other), (other, agent)):
        for place, level in list(teller.remembers.items()):
            if abs(level - ONE) >= NEWS and hearer.remembers.get(place, ONE) == ONE:
                learn(town, hearer, place, level, "heard", teller.id, cause)


def speak_of(town: "Town", agent: Agent, other: Agent, about: str, cause: Cause) -> None:
    """Talk of a third leaves its mark: whoever thinks more of them, for good or ill, is heard by the other."""
    if about not in town.agents or about in (agent.id, other.id):
        return
    mine, theirs = _opinion(agent.ties.get(about)), _opinion(other.ties.get(about))
    teller, hearer, opinion = (agent, other, mine) if abs(mine) >= abs(theirs) else (other, agent, theirs)
    if abs(opinion) >= OPINION:
        stamp = town.stamp(hearer.id, hearer.place, cause, "·")
        event = town.tell(e.Heard(*stamp, teller.id, about, opinion > 0))
        standing.trim(town, hearer)
        tie = hearer.ties.get(about)
        if opinion < 0 and tie is not None and tie.bond == "friends":
            quarrels.has_words(town, hearer, teller, quarrels.OVER_A_FRIEND, about, Cause(event.id, event.root))


def _lives(town: "Town", agent: Agent, other: Agent) -> list[str]:
    """What the two have to tell each other just now."""
    found = [third for who, whom in ((agent, other), (other, agent)) if (third := _third(town, who, whom))]
    if agent.on_shift >= 0 or other.on_shift >= 0:
        found.append("work")
    if other.doing is not None and type(other.doing.act) is Eat:
        found.append("the food")
    found += [UNDER_WAY[each.kind] for each in town.running.values() if each.kind in UNDER_WAY]
    return found


def _third(town: "Town", teller: Agent, hearer: Agent) -> str:
    """Whom somebody has most to say about, for good or ill, and who is not there to hear it; empty when nobody is."""
    best, most = "", OPINION - 1
    for name, tie in teller.ties.items():
        opinion = abs(_opinion(tie))
        if opinion > most and name != hearer.id and town.agents[name].place != teller.place:
            best, most = name, opinion
    return best


def _opinion(tie: Tie | None) -> int:
    """What somebody thinks of another, as it was when last moved: good above nothing, ill below."""
    return 0 if tie is None else tie.trust - tie.rivalry
