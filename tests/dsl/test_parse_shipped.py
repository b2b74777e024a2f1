"""The shipped scripts as trees: what is in them, and where."""

import pytest

from dsl import tree
from dsl.parse import parse
from tests.dsl.brief import brief
from tests.dsl.shipped import SCRIPTS, parser, shipped


def file_of(name: str) -> tree.File:
    file, said = parse(shipped(name), parser())
    assert said == ()
    return file


@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_is_wrong_with_what_ships(name: str) -> None:
    file = file_of(name)
    assert file.damaged == ()
    assert file.about


def test_coffee_too_dear() -> None:
    file = file_of("coffee-too-dear.town")
    (scenario,) = file.scenarios
    assert brief(file.uses) == "[Use('library/people.town'), Use('library/vignettes.town')]"
    assert brief(scenario.parameters) == "[Parameter(newcomer, Blair), Parameter(spike, Share(1550000))]"
    assert brief(scenario.cast[2]) == (
        "Member(Blair, shy, offstage=True, needs=[Figure(hunger, Share(550000)), Figure(hygiene, "
        "Share(500000)), Figure(energy, Share(380000))], wallet=Coins(2500), "
        "carries=[Goods(1, umbrella), Goods(1, thermos)])"
    )
    assert [type(line).__name__ for line in scenario.body] == ["Cue"] * 9 + ["Check"] * 3
    cues = [cue.name.text for cue in scenario.body if isinstance(cue, tree.Cue) and cue.name]
    assert cues == ["warm-up", "arrival", "price-rise", "grumble", "makeup"]
    assert scenario.rehearse is not None
    assert brief(scenario.rehearse.seeds) == "[SeedRange(4242, 4242), SeedRange(1, 20)]"
    assert brief(scenario.rehearse.cover[1]) == (
        "CoverValues(Possessive(newcomer, energy), [Bucket(Share(300000), Share(350000)), "
        "Bucket(Share(350000), Share(450000)), Bucket(Share(450000), Share(1000000))])"
    )


def test_everything_has_a_place() -> None:
    (scenario,) = file_of("coffee-too-dear.town").scenarios
    grumble = next(
        c for c in scenario.body if isinstance(c, tree.Cue) and c.name and c.name.text == "grumble"
    )
    lines = shipped("coffee-too-dear.town").lines
    at = grumble.span
    assert lines[at.line - 1][at.column - 1 : at.end_column - 1] == (
        "after price-rise when Kai's mood below 45% for 5 ticks as grumble"
    )


def test_a_day_in_riverside() -> None:
    (scenario,) = file_of("a-day-in-riverside.town").scenarios
    assert brief(scenario.cast[2]) == (
        "Group(townsfolk, 8, [Figure(balanced, Share(400000)), Figure(socialite, Share(350000)), "
        "Figure(industrious, Share(250000))])"
    )
    assert brief(scenario.length) == "Duration(1440, days)"


def test_one_shower() -> None:
    (scenario,) = file_of("one-shower.town").scenarios
    assert brief(scenario.stage[3]) == "Set(Possessive(shower, cooldown), cooldown)"
    assert scenario.rehearse is not None
    assert brief(scenario.rehearse.vary) == (
        "[Vary(cooldown, [Duration(2, ticks), Duration(4, ticks), Duration(8, ticks)])]"
    )


def test_people_and_vignettes() -> None:
    people, vignettes = file_of("library/people.town"), file_of("library/vignettes.town")
    assert brief(people.personalities[2]) == (
        "Personality(shy, balanced, traits=[Figure(extroversion, Number(-500000))], "
        "prefers=[Figure(chat, Share(600000))])"
    )
    assert brief(people.items[1]) == (
        "Item(thermos, 'Tea for two, if you share.', Coins(600), [Figure(energy, Share(100000, True)), "
        "Figure(hunger, Share(50000, True))], Number(3000000), spoils_after=Duration(720, hours))"
    )
    assert brief(vignettes.streams) == "[gossip]"
    assert [len(v.body) for v in vignettes.vignettes] == [5, 6, 4, 4]


def test_comments_are_kept_with_their_places() -> None:
    file = file_of("coffee-too-dear.town")
    assert file.about == ("The conference demo: one laptop, no network, two and a half hours of town time.")
    second = file.comments[1]
    assert second.text.startswith("Relative cues")
    assert (second.span.line, second.own_line, second.documents) == (43, True, False)
