"""Social life that nobody directs: gossip, gifts, quarrels made up, wide berths, friends and rivals; in bounds."""

from functools import cache
from itertools import combinations
from typing import Any

import pytest

from tests.dsl.shipped import compiled, shipped
from tests.town.support import Performance, at, performed, play
from tests.town.test_company import standing
from townlet import events as e
from townlet.company import quarrels, ties
from townlet.effects.company import CROWD, KEPT, noted
from townlet.personality import BUILT_IN
from townlet.state import Tie
from townlet.units import DAY, PERCENT

FOUR = "Ann: balanced, at cafe\nBen: balanced, at cafe\nCy: balanced, at park"
SEEDS = range(8)


@cache
def three_days(seed: int) -> Performance:
    """Ten people, whom nobody directs, for three days."""
    text = shipped("a-day-in-riverside.town").text.replace("length: 1 day", "length: 3 days")
    schedule = compiled(text, "a-day-in-riverside.town").schedule
    assert schedule is not None
    return performed(schedule, seed)


def quarrels_of(found: Performance) -> list[list[tuple[str, ...]]]:
    """Who had words with whom, by day."""
    days: list[list[tuple[str, ...]]] = [[], [], []]
    for each in found.of(e.Argued):
        days[min(each.tick // DAY, 2)].append(tuple(sorted((each.who, each.whom))))
    return days


def test_an_ordinary_day_of_ten_has_a_few_quarrels_and_rarely_the_same_twice() -> None:
    days = [day for seed in SEEDS for day in quarrels_of(three_days(seed))]
    counts = sorted(len(day) for day in days)
    assert 1 <= sum(counts) / len(counts) <= 6
    assert sum(1 <= count <= 6 for count in counts) >= 0.8 * len(counts)
    assert sum(len(day) - len({*day}) for day in days) < 0.2 * sum(counts)


def test_some_quarrels_are_made_up_and_not_all() -> None:
    quarrelled = sum(len(three_days(seed).of(e.Argued)) for seed in SEEDS)
    made_up = sum(len(three_days(seed).of(e.Apologised)) for seed in SEEDS)
    assert 0.3 * quarrelled < made_up < quarrelled


def test_after_three_days_most_people_have_a_tie_worth_the_name() -> None:
    for seed in SEEDS:
        town = three_days(seed).town
        strong = [
            any(ties.strength(tie, town.tick, town.who(agent)) > 30 * PERCENT for tie in agent.ties.values())
            for agent in town.agents.values()
        ]
        assert sum(strong) >= 0.6 * len(strong)


def test_a_day_is_eventful_and_not_restless() -> None:
    events = sum(len(three_days(seed).events) for seed in SEEDS) / (len(SEEDS) * 3 * 10)
    assert 105 <= events <= 140


def test_everything_that_people_may_do_to_each_other_does_happen() -> None:
    for kind in (e.Heard, e.Gave, e.Avoided, e.Argued, e.Apologised, e.BecameFriends):
        assert any(three_days(seed).of(kind) for seed in SEEDS), kind


def friends(one: str, other: str, share: int) -> str:
    """Lines that let two stand so to each other."""
    return "\n".join(
        f"set {who}'s {kind} {whom} to {share}%"
        for who, whom in ((one, other), (other, one))
        for kind in ("trust in", "familiarity with")
    )


def content(who: str) -> str:
    """Lines that leave nothing to be desired."""
    return "\n".join(f"set {who}'s {need} to 95%" for need in ("hunger", "energy", "hygiene"))


# Gossip.


@pytest.mark.parametrize(("opinion", "well", "moved"), [("trust in", True, 1), ("rivalry with", False, -1)])
def test_what_is_said_of_a_third_moves_the_hearer(opinion: str, well: bool, moved: int) -> None:
    stage = f"set Ann's {opinion} Cy to 60%"
    found = play(at(5, 'direct Ann to chat with Ben about "Cy"'), cast=FOUR, still="Ann, Ben, Cy", stage=stage)
    (heard,) = found.of(e.Heard)
    assert (heard.who, heard.whom, heard.about, heard.well) == ("Ben", "Ann", "Cy", well)
    assert standing(found, "Ben", "Cy") == pytest.approx((4 * moved, 0, -4 * moved), abs=0.01)
    assert standing(found, "Ann", "Cy")[0] in (0, pytest.approx(60, abs=0.1))


def test_nothing_is_passed_on_by_those_who_have_no_opinion() -> None:
    found = play(at(5, 'direct Ann to chat with Ben about "Cy"'), cast=FOUR, still="Ann, Ben, Cy")
    assert found.of(e.Chatted)
    assert not found.of(e.Heard)


def test_whoever_hears_a_friend_spoken_ill_of_may_say_something() -> None:
    stage = f"set Ann's rivalry with Cy to 60%\n{friends('Ben', 'Cy', 60)}"
    body = at(5, 'direct Ann to chat with Ben about "Cy"')
    words = [
        each
        for seed in range(12)
        for each in play(body, seed, cast=FOUR, still="Ann, Ben, Cy", stage=stage).of(e.Argued, "Ben")
    ]
    assert 1 < len(words) < 12
    assert {(each.whom, each.about) for each in words} == {("Ann", "Cy")}


# Friends and rivals.


def test_becoming_friends_and_rivals_is_news_once() -> None:
    lines = "".join(at(tick, "direct Ann to chat with Ben (quality = 100%)") for tick in range(5, 85, 10))
    stage = friends("Ann", "Ben", 20)
    found = play(lines, still="Ann, Ben", stage=stage, length="90 ticks")
    (news,) = found.of(e.BecameFriends)
    assert {news.who, news.whom} == {"Ann", "Ben"}
    assert [beat for beat in found.beats if beat.told == "became-friends"]
    words = play(at(5, *["direct Ann to argue with Ben"]) + at(9, "direct Ann to argue with Ben"), still="Ann, Ben")
    assert len(words.of(e.BecameRivals)) == 1


def test_what_a_script_makes_of_two_people_is_no_news() -> None:
    stage = "set Ann's rivalry with Ben to 90%\nset Ben's rivalry with Ann to 90%"
    found = play(at(5, "direct Ann to argue with Ben"), still="Ann, Ben", stage=stage)
    assert found.of(e.Argued)
    assert not found.of(e.BecameRivals)


def test_a_faint_event_does_not_displace_a_strong_tie() -> None:
    others = [f"P{number}" for number in range(1, 8)]
    cast = "\n".join(f"{name}: balanced, at cafe" for name in ("Ann", *others))
    stage = "\n".join(f"set Ann's trust in {name} to 30%" for name in others[:6])
    body = at(2, "direct Ann to greet P7") + at(4, "direct Ann to argue with P7")
    found = play(body, cast=cast, still=", ".join(("Ann", *others)), stage=stage)
    assert sorted(found.town.agents["Ann"].ties) == others[:6]
    assert not found.of(e.TieDropped, "Ann")
    assert "Ann" in found.town.agents["P7"].ties


# Gifts.


def test_who_has_plenty_helps_who_goes_hungry_once_a_day() -> None:
    cast = "Ann: balanced, at park, 30 coins\nBen: balanced, at park, 0 coins\nCy: balanced, at park, 0 coins"
    stage = f"set Ben's hunger to 10%\nset Cy's hunger to 10%\n{content('Ann')}"
    found = play("", cast=cast, still="Ben, Cy", stage=stage, length="120 ticks")
    (gave,) = found.of(e.Gave)
    assert (gave.who, gave.item, gave.count) == ("Ann", "coins", 3_000)
    assert standing(found, gave.whom, "Ann")[0] >= 14
    assert found.town.ledger["Ann"]["coins"] <= 27_000


def test_a_friend_is_treated_now_and_then() -> None:
    cast = "Ann: balanced, at cafe, 40 coins\nBen: balanced, at cafe, 40 coins"
    full = f"{content('Ann')}\n{content('Ben')}"
    close = friends("Ann", "Ben", 70)
    given = strangers = 0
    for seed in range(10):
        given += len(play("", seed, cast=cast, stage=f"{full}\n{close}", length="180 ticks").of(e.Gave))
        strangers += len(play("", seed, cast=cast, stage=full, length="180 ticks").of(e.Gave))
    assert strangers == 0
    assert 1 < given < 20


# Keeping clear.


def test_whoever_comes_upon_a_rival_keeps_clear_and_goes_elsewhere() -> None:
    cast = "Ann: balanced, at market\nBen: balanced, at park"
    stage = f"set Ann's rivalry with Ben to 45%\n{content('Ann')}"
    body = at(2, "nudge Ann to go to park by 80% for 40 ticks")
    left = 0
    for seed in range(10):
        found = play(body, seed, cast=cast, still="Ben", stage=stage, length="90 ticks")
        for avoided in found.of(e.Avoided, "Ann"):
            assert not [each for each in found.of(e.Greeted, "Ann") if each.tick == avoided.tick]
            left += any(avoided.tick < each.tick < avoided.tick + 30 for each in found.of(e.SetOff, "Ann"))
    assert left > 2


def test_nobody_chats_or_is_friendly_with_somebody_they_have_just_quarrelled_with() -> None:
    for seed in SEEDS:
        found = three_days(seed)
        for words in found.of(e.Argued):
            soon = [
                each
                for each in found.events
                if isinstance(each, e.ChatBegan | e.Greeted)
                and words.tick < each.tick <= words.tick + 30
                and {each.who, each.whom} == {words.who, words.whom}
            ]
            assert soon == []


# Temper.


def test_a_thick_skin_and_a_kind_heart_speak_against_hard_words() -> None:
    found = play("", cast="Ann: balanced, at cafe\nBen: stoic, at cafe", still="Ann, Ben", length="5 ticks")
    ann, ben = found.town.agents["Ann"], found.town.agents["Ben"]
    plain = quarrels.heat(found.town, ann, ben, quarrels.OVER_A_CHAT)
    assert quarrels.heat(found.town, ben, ann, quarrels.OVER_A_CHAT) < plain
    assert quarrels.heat(found.town, ann, ben, quarrels.PUSHED_ASIDE) > plain


def test_ambition_adds_to_a_quarrel_at_work() -> None:
    industrious, plain = BUILT_IN["industrious"], BUILT_IN["balanced"]
    assert ties.at_work(ties.ARGUED, plain) == ties.ARGUED
    assert ties.at_work(ties.ARGUED, industrious)[2] == 23 * PERCENT
    assert ties.at_work((0, 0, -5), industrious) == (0, 0, -5)


# Memory.


def test_tables_of_people_met_stay_small() -> None:
    table: dict[str, int] = {}
    for number in range(10_000):
        noted(table, f"P{number}", number * 30, KEPT["greeted"])
    assert len(table) <= DAY // 30 + 2 * CROWD


def test_a_bond_is_forgotten_when_it_has_faded_by_half() -> None:
    who = BUILT_IN["balanced"]
    friend = Tie(30 * PERCENT, 30 * PERCENT, 0, 0, "friends")
    assert ties.moved(friend, ties.NOTHING, DAY, who).bond == "friends"
    assert ties.moved(friend, ties.NOTHING, 2 * DAY, who).bond == ""
    rival = Tie(0, 0, 40 * PERCENT, 0, "rivals")
    once = ties.moved(rival, ties.APOLOGISED_TO, 1, who)
    assert once.bond == "rivals"
    assert ties.moved(once, ties.APOLOGISED_TO, 2, who).bond == ""


def test_the_luck_of_two_is_their_own_and_of_the_hour() -> None:
    """A third who comes in first moves nobody's luck: what two make of each other is not counted."""
    extra: dict[str, Any] = {"still": "Ann, Ben", "length": "40 ticks"}
    chat = at(9, "direct Ann to chat with Ben")
    plain = play(chat, **extra).of(e.Chatted)[0]
    more = play(at(2, "direct Ann to greet Ben") + at(5, "direct Ben to greet Ann") + chat, **extra)
    assert abs(more.of(e.Chatted)[0].quality - plain.quality) < 3 * PERCENT
    assert not [key for key in more.town.asked if all(name in key for name in ("Ann", "Ben"))]
    assert len({*combinations(more.town.agents, 2)}) == 1
