"""Ties: how one agent stands to another, what moves that, and how it fades.

The table of changes, the fading (.10 a day for trust and familiarity, .25 for rivalry), the limit of six ties
and the thresholds of friendship and rivalry are those of the town's design.
"""

from collections.abc import Callable
from typing import Final

from townlet.conditions import TieKind
from townlet.course import Course
from townlet.personality import Personality
from townlet.state import Agent, Bond, Tie
from townlet.units import DAY, ONE, PERCENT, clamp, scaled

KEPT: Final = 6
FADE: Final = 10 * PERCENT // DAY  # trust and familiarity, a tick
FADE_RIVALRY: Final = 25 * PERCENT // DAY
FRIENDLY_TRUST: Final = 25 * PERCENT
FRIENDLY_FAMILIARITY: Final = 20 * PERCENT
HOSTILE: Final = 35 * PERCENT

Change = tuple[int, int, int]  # trust, familiarity, rivalry
Judged = Callable[[Tie, Tie], bool]

NOTHING: Final[Change] = (0, 0, 0)

GREETED: Final[Change] = (1 * PERCENT, 3 * PERCENT, 0)
CHAT_FAILED: Final[Change] = (0, -5 * PERCENT, 5 * PERCENT)
SHARED_MEAL: Final[Change] = (10 * PERCENT, 25 * PERCENT, 0)
GIVEN: Final[Change] = (15 * PERCENT, 10 * PERCENT, -5 * PERCENT)
QUEUED_POLITELY: Final[Change] = (5 * PERCENT, 5 * PERCENT, -5 * PERCENT)
ARGUED: Final[Change] = (-10 * PERCENT, 5 * PERCENT, 20 * PERCENT)
APOLOGISED_TO: Final[Change] = (5 * PERCENT, 0, -15 * PERCENT)
BLOCKED: Final[Change] = (0, -5 * PERCENT, 15 * PERCENT)
HELPED_WHEN_LATE: Final[Change] = (20 * PERCENT, 10 * PERCENT, -10 * PERCENT)
TOOK_MY_SHIFT: Final[Change] = (-10 * PERCENT, 0, 30 * PERCENT)
HEARD_WELL: Final[Change] = (4 * PERCENT, 0, -4 * PERCENT)
HEARD_ILL: Final[Change] = (-4 * PERCENT, 0, 4 * PERCENT)


def chatted(quality: int, extroversion: int) -> Change:
    """A chat of quality q is worth .05 q of trust and .10 q of familiarity; extroversion adds to the latter."""
    familiarity = scaled(10 * PERCENT, quality)
    return scaled(5 * PERCENT, quality), familiarity + scaled(familiarity, max(extroversion, 0)) // 4, 0


def fade_of_rivalry(who: Personality) -> int:
    """How much rivalry fades a tick: a forgiving soul lets go of it up to twice as fast."""
    return FADE_RIVALRY + scaled(FADE_RIVALRY, max(who.forgiveness, 0))


def at_work(change: Change, who: Personality) -> Change:
    """A change for the worse between people at work: ambition adds up to 30 % to the rivalry."""
    trust, familiarity, rivalry = change
    return trust, familiarity, rivalry + scaled(max(rivalry, 0) * 3 // 10, max(who.ambition, 0))


def standing(tie: Tie, which: TieKind, who: Personality) -> Course:
    """One of a tie's three values as a course that fades to zero, in millionths."""
    level: int = getattr(tie, which)
    fade = fade_of_rivalry(who) if which == "rivalry" else FADE
    if level >= 0:
        return Course(level, -fade, tie.since, 0, ONE)
    return Course(level, fade, tie.since, -ONE, 0)


def value(agent: Agent, whom: str, which: TieKind, tick: int, who: Personality) -> int:
    """One value of `agent`'s tie to `whom` at `tick`; zero for strangers."""
    tie = agent.ties.get(whom)
    if tie is None:
        return 0
    level: int = getattr(tie, which)
    if not level:
        return 0
    return faded(level, fade_of_rivalry(who) if which == "rivalry" else FADE, tick - tie.since)


def faded(level: int, fade: int, ticks: int) -> int:
    """A value after fading towards zero for so many ticks; what `standing(...).at` says, without the course."""
    if level >= 0:
        level -= fade * ticks
        return level if level > 0 else 0
    level += fade * ticks
    return level if level < 0 else 0


def moved(tie: Tie | None, change: Change, tick: int, who: Personality) -> Tie:
    """The tie after a change at `tick`. Forgiveness takes up to half off a change for the worse."""
    trust, familiarity, rivalry = change
    if trust < 0:
        trust = _softened(trust, who)
    if familiarity < 0:
        familiarity = _softened(familiarity, who)
    if rivalry > 0:
        rivalry = _softened(rivalry, who)
    if tie is not None:
        ticks = tick - tie.since
        trust += faded(tie.trust, FADE, ticks)
        familiarity += faded(tie.familiarity, FADE, ticks)
        if tie.rivalry:
            rivalry += faded(tie.rivalry, fade_of_rivalry(who), ticks)
    bond = tie.bond if tie is not None else ""
    if (bond == "friends" and trust < FRIENDLY_TRUST // 2) or (bond == "rivals" and rivalry < HOSTILE // 2):
        bond = ""
    return Tie(clamp(trust, -ONE, ONE), clamp(familiarity, -ONE, ONE), clamp(rivalry, -ONE, ONE), tick, bond)


def faint(agent: Agent, tie: Tie, tick: int, who: Personality) -> bool:
    """Whether a new tie is too faint to displace any of those that `agent` keeps, all places being taken."""
    if len(agent.ties) < KEPT:
        return False
    new = strength(tie, tick, who)
    return all(strength(old, tick, who) >= new for old in agent.ties.values())


def friendly(one: Tie, other: Tie) -> bool:
    """Whether two sides of a tie, as they were when last moved, are those of friends."""
    return (
        min(one.trust, other.trust) > FRIENDLY_TRUST and min(one.familiarity, other.familiarity) > FRIENDLY_FAMILIARITY
    )


def hostile(one: Tie, other: Tie) -> bool:
    """Whether two sides of a tie, as they were when last moved, are those of rivals."""
    return one.rivalry > HOSTILE or other.rivalry > HOSTILE


def bond(one: Tie, other: Tie) -> Bond:
    """What two are to each other by how they stand; rivalry comes before friendship."""
    return "rivals" if hostile(one, other) else "friends" if friendly(one, other) else ""


def bind(one: Tie, other: Tie, bond: Bond) -> None:
    """Let two be known as friends, as rivals, or as neither."""
    one.bond = other.bond = bond


def strength(tie: Tie, tick: int, who: Personality) -> int:
    """The largest of the three values at `tick`, by size."""
    ticks = tick - tie.since
    trust, familiarity = abs(faded(tie.trust, FADE, ticks)), abs(faded(tie.familiarity, FADE, ticks))
    strong = trust if trust > familiarity else familiarity
    return max(strong, abs(faded(tie.rivalry, fade_of_rivalry(who), ticks))) if tie.rivalry else strong


def weakest(agent: Agent, tick: int, who: Personality) -> str | None:
    """Whom `agent` would forget first, when there are more ties than can be kept; equals by name."""
    if len(agent.ties) <= KEPT:
        return None
    return min(agent.ties, key=lambda whom: (strength(agent.ties[whom], tick, who), whom))


def _softened(change: int, who: Personality) -> int:
    return change - scaled(change, max(who.forgiveness, 0)) // 2
