"""Every chain of causes ends in a statement of the script or in a named rule of the town: all events are walked."""

from itertools import pairwise

import pytest

from runner.keeping import kept
from runner.places import written
from runner.why import chain
from tests.runner.support import ready
from townlet.causes import RULES


@pytest.mark.parametrize("name", ["coffee-too-dear", "an-ordinary-day"])
@pytest.mark.parametrize("seed", [4242, 7, 11])
def test_every_chain_ends(name: str, seed: int) -> None:
    found = ready(name)
    run = kept(found.schedule, found.town, seed)
    events = {event.id: event for event in run.events}
    assert len(events) == len(run.events) > 100
    for event in run.events:
        links = chain(event.id, events)
        assert [link.root for link in links] == [event.root] * len(links), links
        assert all(one.id > other.id and one.tick >= other.tick for one, other in pairwise(links)), links
        if event.root.startswith("town/"):
            assert event.root in RULES
        else:
            assert written(event.root, found.schedule) is not None, event


@pytest.mark.parametrize("name", ["coffee-too-dear", "an-ordinary-day"])
def test_every_beat_says_what_its_event_says(name: str) -> None:
    found = ready(name)
    run = kept(found.schedule, found.town)
    events = {event.id: event for event in run.events}
    for beat in run.beats.values():
        if beat.event:
            event = events[beat.event]
            assert (beat.tick, beat.sign, beat.root) == (event.tick, event.sign, event.root)
        else:
            assert written(beat.root, found.schedule) is not None


def test_the_walk_has_seen_both_ends() -> None:
    found = ready("coffee-too-dear")
    roots = {event.root for event in kept(found.schedule, found.town).events}
    assert any(root in RULES for root in roots)
    assert not all(root in RULES for root in roots)
