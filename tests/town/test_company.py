"""Company: what each event does to how two people stand, who is forgotten first, and whose hand a line shows."""

import pytest

from tests.town.support import THREE, Performance, at, play
from townlet import events as e
from townlet.company.ties import value
from townlet.units import PERCENT

LAMP = "item lamp:\n    price: 3 coins\n    reusable"
KINDS = ("trust", "familiarity", "rivalry")
Points = tuple[float, float, float]


def standing(found: Performance, who: str, whom: str) -> Points:
    """Trust, familiarity and rivalry in points, as they were when last moved."""
    agent = found.town.agents[who]
    tie = agent.ties.get(whom)
    if tie is None:
        return 0, 0, 0
    trust, familiarity, rivalry = (
        value(agent, whom, kind, tie.since, found.town.who(agent)) / PERCENT  # type: ignore[arg-type]
        for kind in KINDS
    )
    return trust, familiarity, rivalry


@pytest.mark.parametrize(
    ("deed", "doer", "other"),
    [
        ("greet Ben", (1, 3, 0), (1, 3, 0)),
        ("chat with Ben (quality = 80%)", (4, 8, 0), (4, 8, 0)),
        ("chat with Ben (quality = 100%)", (5, 10, 0), (5, 10, 0)),
        ("argue with Ben", (-10, 5, 20), (-10, 5, 20)),
        ("apologise to Ben", (0, 0, 0), (5, 0, -15)),
        ("give lamp to Ben", (0, 0, 0), (15, 10, -5)),
    ],
)
def test_what_an_event_does_to_both(deed: str, doer: Points, other: Points) -> None:
    found = play(at(5, "give 1 lamp to Ann", f"direct Ann to {deed}"), head=LAMP, still="Ann, Ben")
    assert standing(found, "Ann", "Ben") == pytest.approx(doer, abs=0.01)
    assert standing(found, "Ben", "Ann") == pytest.approx(other, abs=0.01)


def test_forgiveness_halves_what_is_for_the_worse_and_extroversion_warms() -> None:
    head = """
personality saint extends balanced:
    traits: forgiveness 1.0

personality charmer extends balanced:
    traits: extroversion 1.0
"""
    cast = "Ann: saint, at cafe\nBen: charmer, at cafe"
    words = play(at(5, "direct Ann to argue with Ben"), head=head, cast=cast, still="Ann, Ben")
    assert standing(words, "Ann", "Ben") == pytest.approx((-5, 5, 10), abs=0.01)
    assert standing(words, "Ben", "Ann") == pytest.approx((-10, 5, 20), abs=0.01)
    talk = play(at(5, "direct Ann to chat with Ben (quality = 100%)"), head=head, cast=cast, still="Ann, Ben")
    assert standing(talk, "Ben", "Ann")[1] > standing(talk, "Ann", "Ben")[1]


@pytest.mark.parametrize(("kind", "points"), [("trust in", 10), ("familiarity with", 10), ("rivalry with", 25)])
@pytest.mark.parametrize("sign", [1, -1])
def test_what_is_felt_fades_by_so_much_a_day(kind: str, points: int, sign: int) -> None:
    """Towards nothing, and no further."""
    for days, left in ((1, 60 - points), (3, 60 - 3 * points)):
        line = f"set Ann's {kind} Ben to {sign * 60}%"
        cast = "Ann: balanced, at mill-cottage\nBen: balanced, offstage"
        found = play("", stage=line, cast=cast, length=f"{days} days")
        agent = found.town.agents["Ann"]
        figure = value(agent, "Ben", kind.split()[0], found.town.tick, found.town.who(agent))  # type: ignore[arg-type]
        assert figure / PERCENT == pytest.approx(sign * max(0, left), abs=0.5)


def test_of_seven_ties_the_weakest_is_forgotten_and_conditions_hear_of_it() -> None:
    others = [f"P{number}" for number in range(1, 9)]
    cast = "\n".join(f"{name}: balanced, at cafe" for name in ("Ann", *others))
    lines = [f"set Ann's rivalry with {name} to {10 + place}%" for place, name in enumerate(reversed(others))]
    body = at(1, *lines) + 'whenever Ann\'s rivalry with P8 above 1%:\n    mark "known"\n'
    found = play(body, cast=cast, still=", ".join(("Ann", *others)))
    assert sorted(found.town.agents["Ann"].ties) == others[:6]
    assert [each.whom for each in found.of(e.TieDropped)] == ["P8", "P7"]


def test_the_sign_of_a_line_says_whose_hand_it_shows() -> None:
    body = at(5, 'Ann: "Hi."', 'narrate "N"', 'mark "M"', 'prompt "P"', "direct Ann to greet Ben", "place Cy at park")
    found = play(body, cast=THREE, still="Ann, Ben, Cy")
    told = {(beat.told, beat.sign) for beat in found.beats if beat.tick == 5}
    assert told == {
        ("said", "!"), ("narrate", "*"), ("mark", ""), ("prompt", ""), ("greeted", "!"), ("moved", "*"),
    }  # fmt: skip


def test_headings_and_prompts_do_not_count_in_the_emergent_share() -> None:
    plain = play("", length="200 ticks")
    noted = play('every 5 ticks:\n    mark "M"\n    prompt "P"\n', length="200 ticks")
    scripted = play('every 5 ticks:\n    narrate "N"\n', length="200 ticks")
    assert plain.town.page.emergent_share() == noted.town.page.emergent_share() == 100 * PERCENT
    assert 0 < scripted.town.page.emergent_share() < 60 * PERCENT


def test_scripted_lines_are_never_dropped() -> None:
    body = "every 2 ticks from tick 2 until tick 40:\n" + '    Ann: "Again."\n    direct Ann to greet Ben\n'
    found = play(body, still="Ann, Ben")
    assert [beat.tick for beat in found.beats if beat.told == "said"] == list(range(2, 41, 2))
    assert len([beat for beat in found.beats if beat.told == "greeted" and beat.sign == "!"]) == 20


def test_a_place_that_closes_is_left_by_all_who_do_not_work_there() -> None:
    """At eight in the evening, which is tick 30; whoever talks or eats just then may finish."""
    cast = "Ann: balanced, at market\nBen: balanced, at market\nCy: stoic, at market\nDee: socialite, at market"
    told = set()
    for seed in range(6):
        found = play("", seed, cast=cast, clock="19:30", length="70 ticks")
        assert found.town.places["market"].people == []
        told |= {each.tick for each in found.events if each.root == "town/closing" and isinstance(each, e.Began)}
    assert told == {30}
