"""A script of any length, with a bit of everything."""

from typing import Final

HEAD: Final = """\
use "library/people.town"
use "library/vignettes.town"

scenario "Long":
    town: riverside
    clock: 07:30
    length: 30 days
    streams: gossip

    cast:
        Avery: sociable, at cafe
        Kai: gruff, at cafe

    at tick 1 as cue-0:
        mark "The beginning"
"""
PIECE: Final = """\
    5 ticks after cue-{before} as cue-{number}:
        mark "A new face"
        direct Kai to meet Avery at cafe within 20 ticks
        play small-talk(Avery, Kai)
        expect Kai's mood above 20% within 10 ticks
        choose from gossip:
            60%: nudge Kai to leave by 40% for 10 ticks
            40%:
                set Kai's hunger to 50%
        if Avery is friends with Kai:
            narrate "Some things are still free."
        otherwise:
            wait until event chat between Avery and Kai within 8 ticks
    after cue-{number} when Kai's mood below 40% and Kai is near Avery for 5 ticks:
        direct Kai to chat with Avery about prices (quality = 80%)
"""


def long_script(lines: int) -> str:
    """About that many lines."""
    pieces = (lines - HEAD.count("\n")) // PIECE.count("\n")
    return HEAD + "".join(PIECE.format(before=number - 1, number=number) for number in range(1, pieces + 1))
