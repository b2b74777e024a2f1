"""Towns in which nearly everything is wanting: people go hungry and leave, but nobody is stuck, and nothing grows."""

from collections import Counter

import msgspec
import pytest

from tests.town.invariants import Watcher, between_ticks, idle_for
from tests.town.support import at, raised, schedule_of, script, setting
from tests.town.swarm import restless
from townlet.clock import advance
from townlet.setting import Setting
from townlet.townfile import Place
from townlet.units import COIN, DAY, HOUR, PERCENT

TEN = "\n".join(f"{name}: balanced" for name in ("Ann", "Ben", "Cy", "Dee", "Eve", "Fay", "Gus", "Hal", "Ian", "Joy"))
EIGHT = "\n".join(f"{name}: balanced, at hall" for name in ("Ann", "Ben", "Cy", "Dee", "Eve", "Fay", "Gus", "Hal"))
CROWD = f"{TEN}\ntownsfolk 30: balanced 40%, socialite 30%, stoic 20%, industrious 10%"
WORKERS = "Ann: balanced\ntownsfolk 9: balanced 60%, socialite 40%"
BUSY = 450  # Events a person and day above which something goes round in circles; 160 are usual, 380 in a crowd.
PENDING = 12  # Entries of the agenda for each person; 9 are usual.


def riverside(**changes: object) -> Setting:
    file = setting("riverside").file
    return Setting(msgspec.structs.replace(file, **changes), setting("riverside").ground)


def hardly_any(place: Place) -> Place:
    """The market has three of each and never gets more; nobody else sells anything."""
    few = tuple(msgspec.structs.replace(goods, stock=min(3, goods.stock), restock=-1) for goods in place.sells)
    return msgspec.structs.replace(place, sells=few if place.id == "market" else ())


def without_food() -> Setting:
    return riverside(places=tuple(hardly_any(place) for place in setting("riverside").file.places))


HARD = {
    "eight and one slow shower": ("set shower's cooldown to 30 ticks", EIGHT, lambda: setting("shared-house")),
    "forty in a town for ten": ("", CROWD, lambda: restless(90 * PERCENT)),
    "a shop that is never filled up": ("", WORKERS, without_food),
    "no work": ("", TEN, lambda: riverside(jobs=())),
    "in debt": ("set everyone's wallet to 0 coins", WORKERS, lambda: riverside(rent=200 * COIN)),
    "dark and dry": ("trigger blackout for 24 hours\n    trigger water-outage for 24 hours", WORKERS, riverside),
    "all shops shut": ("trigger closure of cafe for 40 hours\n    trigger closure of market for 40 hours", WORKERS,
                       riverside),
}  # fmt: skip


@pytest.mark.parametrize("name", HARD)
def test_nobody_is_stuck_and_nothing_grows(name: str) -> None:
    line, cast, where = HARD[name]
    place = where()
    text = script(at(30, line) if line else "", cast=cast, town=place.file.id, length="5 days", clock="06:30")
    watcher = Watcher()
    found = raised(schedule_of(text), 1, watcher.hear, place)
    town = found.town
    for tick in range(0, town.schedule.length + 1, HOUR):
        advance(town, tick)
        if not watcher.wrong:
            watcher.wrong += between_ticks(town)
        assert len(town.agenda.heap) < PENDING * len(town.agents)
    assert watcher.wrong + idle_for(found.events) == []
    (who, day), most = Counter((event.who, event.tick // DAY) for event in found.events if event.who).most_common(1)[0]
    assert most < BUSY, (who, day)
