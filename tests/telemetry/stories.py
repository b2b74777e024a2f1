"""What is performed here: the shipped scenarios, and scripts that bring about what happens in none of them."""

from collections.abc import Callable
from functools import cache

import msgspec

from tests.dsl.shipped import SCRIPTS, shipped
from tests.town.support import at, schedule_of, script, setting
from townlet.schedule import Schedule
from townlet.setting import Setting
from townlet.units import COIN

SCENARIOS = [name.removesuffix(".town") for name in SCRIPTS if "/" not in name]

Story = tuple[Schedule, Setting]


def _written(text: str) -> Story:
    schedule = schedule_of(text)
    return schedule, setting(schedule.town)


def work() -> Story:
    """Ann comes late to work one day, and the next she would rather sleep; Ben and Cy ask for some, and are at odds."""
    cast = "Ann: balanced, works as barista\nBen: balanced, at cafe\nCy: balanced, at cafe"
    lines = (
        at(0, "hold Ann", "wait 2 hours"),
        at(65, "trigger blackout for 20 ticks", "nudge Ben to rest by 10% for 3 hours"),
        at(70, "direct Ben to apply as gardener", "direct Cy to apply as gardener"),
        at(90, "set Ben's trust in Cy to -40%", "set Ben's familiarity with Cy to -30%"),
        "at day 2 06:00:\n    nudge Ann to rest at home by 100% for 9.5 hours\n",
        "every 30 ticks from day 2 06:00 until day 2 15:00:\n    set Ann's energy to 2%\n",
    )
    return _written(script("\n".join(lines), cast=cast, clock="06:00", length="34 hours"))


def rent() -> Story:
    """Nobody can pay the rent: debts, and homes that are lost."""
    town = setting("riverside")
    text = script("", cast="Ann: balanced", length="100 hours", clock="06:00", stage="set Ann's wallet to 0 coins")
    return schedule_of(text), Setting(msgspec.structs.replace(town.file, rent=200 * COIN), town.ground)


def blocked() -> Story:
    """What the whole run assumes does not hold."""
    return _written(script("assume anyone is at park\n\nexpect event chat\n"))


MADE: dict[str, Callable[[], Story]] = {"work": work, "rent": rent, "blocked": blocked}


@cache
def story(name: str) -> Story:
    """A scenario or one of the scripts above, ready to be performed."""
    return MADE[name]() if name in MADE else _written(shipped(f"{name}.town").text)
