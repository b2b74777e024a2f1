"""What is saved is all there is: a new table on a town is part of its state, or is named here as standing still."""

from tests.town.support import raised, schedule_of, script, setting
from townlet.clock import advance
from townlet.script.performance import Performance
from townlet.snapshot import Script, State, World, digest, restored, save
from townlet.town import Town

# Given again on restoring, or made from what is.
STANDS_STILL = {
    "setting", "file", "ground", "schedule", "plot", "opens", "personalities", "items", "shields", "fare", "treats",
}  # fmt: skip
# Saved beside the world; whoever listens is no part of a run.
BESIDE = {"seed", "next_order", "agenda", "performance", "page", "listener", "observer", "drawn"}
# The news of a tick, which is over when a run is saved, and the index, which is made again.
OF_THE_TICK = {"news", "lines", "reading"}


def test_every_part_of_a_town_is_saved_or_stands_still() -> None:
    assert {*Town.__slots__} == {*World.__struct_fields__} | STANDS_STILL | BESIDE
    assert {*Performance.__slots__} == {*Script.__struct_fields__} | OF_THE_TICK | {"follow", "joins"}
    assert {*State.__struct_fields__} == {"seed", "next_order", "world", "script", "page", "heap", "serial"}


def test_equal_towns_have_equal_digests_however_their_tables_stand() -> None:
    schedule = schedule_of(script("", cast="Ann: balanced\nBen: socialite", length="100 ticks"))
    town = raised(schedule).town
    advance(town, 50)
    other = restored(save(town), setting(schedule.town), schedule)
    other.places = dict(reversed(other.places.items()))
    assert digest(other) == digest(town)
    other.agents["Ann"].greeted["Ben"] = 1
    assert digest(other) != digest(town)
