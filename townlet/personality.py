"""Who somebody is: traits and multipliers, and the four personalities that every town knows.

The figures of the four are those of the town's design; a script's `personality` extends one of them
and replaces the figures it names.
"""

from typing import Final

import msgspec

from townlet.units import ONE, PERCENT

TRAITS: Final = ("extroversion", "forgiveness", "ambition")
PREFERENCES: Final = ("chat", "work", "rest", "conflict-tolerance", "queue-patience")
REWARDS: Final = ("social", "employment", "survival")


class Personality(msgspec.Struct, frozen=True):
    """Traits in -ONE..ONE; everything else is a multiplier, ONE being 100 %."""

    name: str
    about: str = ""
    voice: str = ""
    extroversion: int = 0
    forgiveness: int = 0
    ambition: int = 0
    decays: dict[str, int] = {}  # By need.
    prefers: dict[str, int] = {}  # By preference.
    rewards: dict[str, int] = {}  # By reward.

    def decay(self, need: str) -> int:
        """How fast a need falls, as a share of the town's pace."""
        return self.decays.get(need, ONE)

    def preference(self, name: str) -> int:
        """How much this is liked, as a share of what most people feel."""
        return self.prefers.get(name, ONE)

    def reward(self, name: str) -> int:
        """How strongly success or failure of this kind is felt."""
        return self.rewards.get(name, ONE)


BUILT_IN: Final[dict[str, Personality]] = {
    "balanced": Personality("balanced", about="Takes the day as it comes."),
    "socialite": Personality(
        "socialite",
        about="Lives for company.",
        extroversion=60 * PERCENT,
        forgiveness=10 * PERCENT,
        ambition=-10 * PERCENT,
        decays={"hygiene": 110 * PERCENT},
        prefers={"chat": 130 * PERCENT},
        rewards={"social": 120 * PERCENT},
    ),
    "industrious": Personality(
        "industrious",
        about="Happiest with something to do.",
        extroversion=-20 * PERCENT,
        forgiveness=-10 * PERCENT,
        ambition=50 * PERCENT,
        decays={"energy": 90 * PERCENT},
        prefers={"work": 140 * PERCENT},
        rewards={"employment": 125 * PERCENT},
    ),
    "stoic": Personality(
        "stoic",
        about="Seldom shows it.",
        extroversion=-30 * PERCENT,
        forgiveness=50 * PERCENT,
        ambition=-20 * PERCENT,
        decays={"hunger": 95 * PERCENT},
        prefers={"conflict-tolerance": 140 * PERCENT},
        rewards={"survival": 110 * PERCENT},
    ),
}
