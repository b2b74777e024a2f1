"""How a line may go on: the ends of the lines that we show as examples.

The parser knows which words may come next, but not what a name would be before it has seen the rest of the line. So
the rest is supposed, in all the ways that these lines know.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from dsl.lines import Token, cut
from dsl.vocabulary import ACTIVITIES, PERTURBATIONS
from dsl.words import FORMS

CONDITIONS: Final = (
    "Kai's mood below 45%", "Kai's wallet at least 2 coins", "cafe's prices at least 115%",
    "shower-1's queue at least 2", "Kai's mood between 30% and 45%", "cafe's stock of coffee below 2",
    "Kai is near Avery", "Kai is at cafe", "Kai has umbrella", "Kai works as barista", "Kai is friends with Avery",
    "Kai is rivals with Avery", "weather is rain", "event chat between Kai and Avery", "event late by Kai",
    "Kai's trust in Avery rises by 10%",
)  # fmt: skip
LINES: Final = (
    "Kai: gruff, at cafe, 8 coins, works as barista, lives at mill-lane-3, carries 1 umbrella",
    "townsfolk 8: balanced 40%, at cafe", "needs: hunger decays 95%", "use: energy +10%", "starts: station",
    "keeps off rain", 'Kai: "Good morning"', "5 ticks after arrival as later:", "set cafe's prices to 100%",
    "set shower-1's cooldown to 4 ticks", "set Kai's hunger to 50%", "expect Kai is near Avery during makeup",
    "cover every vignette in 3 runs", "play small-talk(Avery, warmth = 80%)", "give umbrella to Kai",
    "direct Kai to chat with Avery (quality = 80%)", "trigger rain (strength = 50%) for 2 hours",
    "expect Kai's mood at most 5%",
)  # fmt: skip


def examples() -> Iterator[str]:
    """Lines of every kind."""
    for form in FORMS.values():
        yield from form.split("` or `")
    yield from LINES
    for roles in ACTIVITIES.values():
        yield f"direct Kai to {roles.example} within 9 ticks"
        yield f"nudge Kai to {roles.example}"
    yield from (roles.example for roles in PERTURBATIONS.values())
    for condition in CONDITIONS:
        yield f"when {condition} for 5 ticks as then:"
        yield f"expect {condition}"
        yield f"if {condition} and {condition}:"


@lru_cache(maxsize=4)
def tails(scan: re.Pattern[str]) -> tuple[tuple[Token, ...], ...]:
    """What may follow a name, the shortest first; nothing at all is the first of them."""
    found: dict[tuple[tuple[str, str], ...], tuple[Token, ...]] = {}
    for example in examples():
        line = cut("", [example], scan).lines[0].tokens
        for start in range(len(line) + 1):
            tail = line[start:]
            found.setdefault(tuple((token.type, token.text) for token in tail), tail)
    return tuple(sorted(found.values(), key=len))
