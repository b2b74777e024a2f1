"""A script as a plan: what it promises of each cue is what happens, and whom it names are those who are touched."""

import pytest
from hypothesis import given, settings

from dsl.outline import Outlined, outline
from dsl.outline.touched import People
from tests.dsl.shipped import SCENARIOS, compiled, shipped
from tests.town.scripts import scripts
from tests.town.support import THREE, Performance, performed, schedule_of, script

NAMES = sorted(path.name for path in SCENARIOS.glob("*.town"))


def cues(body: str, **around: str) -> dict[str, Outlined]:
    found = outline(schedule_of(script(body, cast=THREE, **around)))
    return {cue.name: cue for cue in found.cues}


@pytest.mark.parametrize(
    ("block", "least", "exact"),
    [
        ('mark "x"', 0, True),
        ("wait 3 ticks\nwait 1 hour", 63, True),
        ("direct Ann to rest", 0, False),
        ("wait until Ann is near Ben within 9 ticks\nwait 2 ticks", 3, False),
        ("if Ann is near Ben:\n    wait 9 ticks\notherwise:\n    wait 4 ticks", 4, False),
        ("if Ann is near Ben:\n    wait 4 ticks\notherwise:\n    wait 4 ticks", 4, True),
        ("if Ann is near Ben:\n    wait 4 ticks\nwait 1 tick", 1, False),
        ("choose from luck:\n    50%:\n        wait 8 ticks\n    50%:\n        wait 6 ticks\nwait 1 tick", 7, False),
        ("play slow(Ann, Ben)\nwait 2 ticks", 2, False),
        ("play steady\nwait 2 ticks", 7, True),
    ],
)
def test_how_long_a_block_takes_is_when_the_cue_after_it_may_begin(block: str, least: int, exact: bool) -> None:
    head = "vignette slow(a, b):\n    assume a is near b\n    wait 5 ticks\nvignette steady:\n    wait 5 ticks"
    body = f"at tick 10 as first:\n    {block.replace(chr(10), chr(10) + '    ')}\nafter first as next:\n    mark \"y\""
    found = cues(body, head=head)
    assert found["first"].times.least == least
    assert (found["next"].times.earliest, found["next"].times.exact) == (10 + least, exact)


@pytest.mark.parametrize(
    ("trigger", "earliest", "exact"),
    [
        ("at tick 40", 40, True),
        ("at 09:15", 15, True),
        ("at end", 60, True),
        ("20 ticks after first", 30, True),
        ("after first", 15, True),
        ("after first when Ann is near Ben", 16, False),
        ("after first when Ann is near Ben for 5 ticks", 21, False),
        ("when Ann is near Ben", 1, False),
        ("whenever Ann is near Ben for 3 ticks", 4, False),
        ("every 10 ticks from tick 20", 20, True),
    ],
)
def test_triggers(trigger: str, earliest: int, exact: bool) -> None:
    found = cues(f'at tick 10 as first:\n    wait 5 ticks\n{trigger} as other:\n    mark "x"')
    assert (found["other"].times.earliest, found["other"].times.exact) == (earliest, exact)
    assert found["other"].when == trigger


def test_what_is_settled_to_come_again() -> None:
    found = cues('every 20 ticks from tick 5 until tick 50 as beat:\n    mark "x"')
    assert found["beat"].times.again == (25, 45)


def test_chains_are_followed_to_where_they_begin_in_any_order_of_the_file() -> None:
    links = [f'{n} ticks after c{n - 1} as c{n}:\n    mark "x"' for n in range(1, 300)]
    body = "\n".join([*reversed(links), 'at tick 1 as c0:\n    mark "x"'])
    found = cues(body, length="40 days")
    assert found["c299"].times.earliest == 1 + sum(range(1, 300))
    assert found["c299"].after == "test/c298"


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        ("direct Ann to chat with Ben", People(("Ann",), ("Ben",))),
        ("direct Ann, Cy to greet Ben", People(("Ann", "Cy"), ("Ben",))),
        ('Ben: "Hm."', People(("Ben",))),
        ("set Ann's trust in Cy to 40%", People(("Ann",), ("Cy",))),
        ("give 2 coins to Cy", People(("Cy",))),
        ("direct Ann to go to Cy", People(("Ann",), ("Cy",))),
        ("nudge Ann to wait near Ben", People(("Ann",), ("Ben",))),
        ("hold Ann\nrelease Ann", People(("Ann",))),
        ("play talk(Cy, Ann)", People(("Cy",), ("Ann",))),
        ("trigger rain for 5 ticks", People()),
        ('narrate "Ann is here."', People()),
    ],
)
def test_who_is_touched(lines: str, people: People) -> None:
    body = "at tick 5 as it:\n" + "".join(f"    {line}\n" for line in lines.split("\n"))
    head = "vignette talk(one, other):\n    direct one to greet other"
    assert cues(body, head=head)["it"].people == people


def test_who_is_watched_and_not_touched_otherwise() -> None:
    found = cues("when Ann's mood below 20% and not Ben is near Cy as low:\n    direct Ben to rest")
    assert found["low"].people == People(lead=("Ben",), watched=("Ann", "Cy"))


def test_whoever_it_comes_true_of_is_anyone() -> None:
    found = cues("whenever anyone as who's mood below 20% up to 2 times as low:\n    direct who to greet Ann")
    assert found["low"].people == People(lead=("anyone",), met=("Ann",))
    found = cues('when everyone is near Ann as all:\n    mark "x"')
    assert found["all"].people == People(watched=("Ann", "anyone"))


def test_the_cues_of_a_vignette_belong_to_the_cue_that_plays_it() -> None:
    head = "vignette visit(host, guest):\n    direct guest to go to host\n\n    at tick 3:\n        play nod(host)\n"
    head += "vignette nod(who):\n    who: \"Yes.\"\n    wait 9 ticks"
    found = cues('at tick 5 as it:\n    play visit(Ann, Ben)\nafter it as next:\n    mark "x"', head=head)
    assert found["it"].people == People(("Ann", "Ben"))
    assert found["it"].plays == ("visit", "nod")
    assert not found["next"].times.exact


def test_what_a_cue_opens_with_is_told_without_name_and_note() -> None:
    found = cues('every 10 ticks from 09:15 until 09:50   as odd:  # why: so\n    mark "x"')
    assert found["odd"].when == "every 10 ticks from 09:15 until 09:50"


def test_the_people_are_those_of_the_cast_who_matter_in_its_order() -> None:
    done = compiled(shipped("coffee-too-dear.town").text, "coffee-too-dear.town")
    assert done.schedule is not None
    assert outline(done.schedule).people == ("Avery", "Kai", "Blair")


def kept(found: tuple[Outlined, ...], performance: Performance) -> int:
    """Hold a plan against what happened; gives how many cues it could be held against."""
    held = 0
    for cue in found:
        state = performance.town.performance.cues[cue.id]
        if state.fired == 1:
            held += 1
            assert state.started >= cue.times.earliest, cue
            assert state.started == cue.times.earliest or not cue.times.exact, cue
            assert state.completed < 0 or state.completed >= state.started + cue.times.least, cue
    return held


@pytest.mark.parametrize("name", NAMES)
def test_the_plan_of_what_ships_is_kept(name: str) -> None:
    done = compiled(shipped(name).text, name)
    assert done.schedule is not None
    if done.schedule.length <= 200:
        assert kept(outline(done.schedule).cues, performed(done.schedule)) or not done.schedule.cues


@given(text=scripts())
@settings(max_examples=40)
def test_the_plan_of_any_script_is_kept(text: str) -> None:
    schedule = compiled(text).schedule
    if schedule is not None:
        kept(outline(schedule).cues, performed(schedule))
