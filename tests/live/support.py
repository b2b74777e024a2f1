"""A small evening that can be spoken into."""

from functools import lru_cache

from dsl.diagnostic import has_errors
from dsl.moments import length_of
from dsl.statement import Known, joining
from tests.dsl.shipped import checked, parser

SCRIPT = """\
vignette tea(guest, host):
    direct guest to chat with host within 15 ticks

scenario "A Small Evening" (friend = Per):
    town: riverside
    clock: 09:00
    length: 60 ticks
    streams: luck

    cast:
        Ida: balanced, at cafe, 6 coins
        Per: balanced, at cafe, 6 coins

    at tick 5 as hello:
        direct friend to greet Ida
        play tea(Ida, Per)
"""


@lru_cache(maxsize=4)
def known_of(text: str) -> Known:
    """A sound script, ready for statements."""
    found = checked(text, "test.town")
    assert not has_errors(found.diagnostics), found.diagnostics
    assert found.script.scenario is not None
    return joining(found.script, parser(), length_of(found.script.scenario))
