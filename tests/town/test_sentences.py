"""The sentences: every event is accounted for, every wording fits, and the right one is chosen."""

import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.town.storyteller import EVERY, event, events, made_up, names, scene
from townlet import events as e
from townlet.actions import Chat, Eat, Stay, Wash, Work
from townlet.causes import OWN_CHOICE
from townlet.sentences import coming, company, conflict, daily, lifecycle, money, news, staged, voices, work
from townlet.sentences.scene import TownScene, Wordings
from townlet.sentences.table import TABLE
from townlet.sentences.words import amount, capital, duration, goods, ordinal, several
from townlet.sentences.words import names as listed
from townlet.state import Doing, Tie
from townlet.units import COIN, ONE, PERCENT

TOLD = [kind for kind in EVERY if TABLE[kind]]
FRIEND = Tie(40 * PERCENT, 40 * PERCENT, 0, 0)
RIVAL = Tie(0, 40 * PERCENT, 60 * PERCENT, 0)
STRANGER = Tie(1 * PERCENT, 3 * PERCENT, 0, 0)  # What a first hello leaves behind.


def wordings(found: object) -> Iterator[Wordings]:
    """Every set of wordings in a module, however deep it lies."""
    if isinstance(found, ModuleType):
        held = [
            value
            for name, value in vars(found).items()
            if name.isupper() and name not in ("IDEAS", "ASKED", "CAST", "MEALS", "ERRANDS")
        ]
        for value in held:
            yield from wordings(value)
    elif isinstance(found, dict):
        for value in found.values():
            yield from wordings(value)
    elif isinstance(found, tuple) and found and isinstance(found[0], str):
        yield found
    elif isinstance(found, tuple):
        for value in found:
            yield from wordings(value)


SETS = list(
    dict.fromkeys(
        found
        for each in (coming, company, conflict, daily, lifecycle, money, news, staged, voices, work)
        for found in wordings(each)
    )
)
LINES = [line for found in SETS for line in found]


INDOORS = re.compile(r"\b(floor|ceiling|table|comes in|watches the door)\b")


@pytest.mark.parametrize("module", [coming, company, conflict, voices])
def test_what_may_happen_in_a_park_is_told_without_a_room_around_it(module: ModuleType) -> None:
    assert [line for found in wordings(module) for line in found if INDOORS.search(line)] == []


def test_the_table_covers_the_whole_union() -> None:
    assert TABLE.keys() == {*EVERY}


@pytest.mark.parametrize("name", voices.VOICES)
def test_a_voice_fits_wherever_the_common_wording_does(name: str) -> None:
    """It asks for no slot that the set it stands for may not have, and there is more than one way to say it."""
    for common, own in voices.VOICES[name].items():
        assert common in SETS
        assert len(own) > 1
        assert {slot for line in own for slot in slots(line)} <= {slot for line in common for slot in slots(line)}
    assert len(voices.VOICES[name]) == len(voices.WARM)


def slots(line: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", line)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("warm, a little teasing", "warm"),
        ("Terse", "terse"),
        ("speaks as in a court: formal", "formal"),
        ("gloomy", ""),
        ("warmish", ""),
        ("", ""),
    ],
)
def test_a_voice_is_named_by_a_word_of_the_text(text: str, name: str) -> None:
    assert voices.named(text) == name


def test_all_wordings_are_found() -> None:
    assert len(SETS) > 60
    assert company.HELLO in SETS
    assert money.SAW[0] in SETS
    assert daily.WANTING["energy"][1] in SETS


@pytest.mark.parametrize("line", LINES)
def test_a_wording_is_a_sentence_about_somebody_or_something(line: str) -> None:
    assert re.match(r"[A-Z“]|\{(who|whom|thing|item|a_item|place|price|choice|third)\}", line)
    assert re.search(r"[.!?”]$", line)
    assert "  " not in line
    assert re.search(r"\{(who|whom|place|thing|item|at|over|cue)\}", line)
    assert not re.search(r"\b(he|she|him|her|his|hers|himself|herself)\b", line, re.IGNORECASE)


def test_no_two_sets_share_a_wording_and_only_dialogue_has_a_single_one() -> None:
    assert len(LINES) == len({*LINES})
    assert [found for found in SETS if len(found) < 2] == [staged.DIALOGUE]


@pytest.mark.parametrize("kind", TOLD)
@given(
    data=st.data(),
    people=st.lists(names, min_size=3, max_size=3, unique=True),
    purse=st.integers(0, 9 * COIN),
)
def test_every_wording_of_every_event_reads_well(
    kind: Any, data: st.DataObject, people: list[str], purse: int
) -> None:
    cast = tuple(people)
    tie = data.draw(st.sampled_from([None, FRIEND, RIVAL, STRANGER]))
    town = made_up(cast, purse=purse, tie=tie, inside=cast[: data.draw(st.integers(0, 3))])
    happened = data.draw(events(kind, cast))
    rule = TABLE[kind]
    assert rule is not None
    if rule.worth and not rule.worth(happened):
        return
    found, slots = rule.tell(TownScene(town), happened) or ((), {})
    for wording in found:
        text = capital(wording.format_map(slots))
        titles = [
            *cast,
            "the mill",
            "the garden",
            "the house",
            "the long seat",
            "pie",
            "town",
            "the street",
            "odd thing",
            "of it",
            "arrival",
        ]
        assert any(title in text or capital(title) in text for title in titles), text
        assert text == capital(text)
        assert text[-1] in ".!?”", text
        assert not re.search(r"  |[{}]|\.\.| [.,;:!?]|\bto in\b|\bat in\b", text), text


CHOSEN: list[tuple[e.Event, dict[str, Any], Wordings]] = [
    (event(e.Greeted, quality=90 * PERCENT), {"tie": STRANGER}, company.FIRST_HELLO),
    (event(e.Greeted, quality=40 * PERCENT), {"tie": STRANGER}, company.STIFF_HELLO),
    (event(e.Greeted, quality=90 * PERCENT, first=False), {"tie": STRANGER}, company.NEIGHBOURLY_HELLO),
    (event(e.Greeted, quality=50 * PERCENT), {"tie": FRIEND}, company.WARM_HELLO),
    (event(e.Greeted, quality=90 * PERCENT), {"tie": RIVAL}, company.COLD_HELLO),
    (event(e.Chatted, quality=80 * PERCENT), {"tie": STRANGER}, company.WARM_CHAT),
    (event(e.Chatted, quality=80 * PERCENT), {"tie": FRIEND}, company.FRIENDS_CHAT),
    (event(e.Chatted, quality=30 * PERCENT), {"tie": FRIEND}, company.LAME_CHAT),
    (event(e.Argued), {"inside": ("Ann", "Bo")}, conflict.ARGUED),
    (event(e.Argued), {"inside": ("Ann", "Bo", "Cy")}, conflict.ARGUED_BEFORE_OTHERS),
    (event(e.Bought), {"purse": 5 * COIN}, money.BOUGHT),
    (event(e.Bought), {"purse": 1 * COIN}, money.BOUGHT_LAST),
    (event(e.Bought, price=0), {}, money.FREE),
    (event(e.TooDear), {"purse": 0}, money.TOO_DEAR_EMPTY),
    (event(e.PricesChanged, level=ONE * 3 // 2), {}, money.BOARD_UP),
    (event(e.PricesChanged, before=2 * ONE, level=ONE), {}, money.BOARD_DOWN),
    (event(e.PricesChanged, where="garden"), {}, money.PRICES_UP),
    (event(e.PriceNoticed, level=ONE * 11 // 10), {}, money.SAW[1]),
    (event(e.PriceNoticed, how="paid"), {}, money.PAID[2]),
    (event(e.PriceNoticed, how="heard", before=2 * ONE, level=ONE), {}, money.HEARD[0]),
    (event(e.NeedFell, need="energy", band=40 * PERCENT), {}, daily.WANTING["energy"][0]),
    (event(e.NeedFell, need="energy", band=20 * PERCENT), {}, daily.WANTING["energy"][1]),
    (event(e.Rested, ticks=480), {}, daily.SLEPT),
    (event(e.Rested, ticks=20), {}, daily.RESTED),
    (event(e.Queued, ahead=0), {}, daily.NEXT_IN_LINE),
    (event(e.SetOff, to="house"), {}, coming.HOMEWARD),
    (event(e.SetOff), {}, coming.FROM_TO),
    (event(e.CameIn), {"inside": ("Ann", "Bo")}, coming.JOINED),
    (event(e.Argued, about="whose turn it is"), {"tie": RIVAL}, conflict.OVER_THE_TURN),
    (event(e.Heard), {"tie": STRANGER}, company.HEARD_WELL),
    (event(e.Heard), {"tie": RIVAL}, company.HEARD_WELL_OF_A_RIVAL),
    (event(e.Heard, well=False), {"tie": STRANGER}, company.HEARD_ILL),
    (event(e.Heard, well=False), {"tie": RIVAL}, company.HEARD_ILL_OF_A_RIVAL),
    (event(e.Heard), {"tie": FRIEND}, company.HEARD_WELL_OF_A_FRIEND),
    (event(e.Greeted), {"housemates": True, "tie": STRANGER}, company.HOUSEMATES_HELLO),
    (event(e.Greeted, first=False), {"housemates": True, "tie": STRANGER}, company.NEIGHBOURLY_HELLO),
    (event(e.Argued, about="Cy"), {"inside": ("Ann", "Bo", "Cy")}, conflict.ARGUED_ABOUT_ONE_PRESENT),
    (event(e.SetOff), {"doing": Work()}, coming.TO_WORK),
    (event(e.SetOff, sign="!"), {"doing": Work()}, coming.FROM_TO),
    (event(e.RentPaid, debt=0), {"purse": 1 * COIN}, money.RENT_PAID),
    (event(e.RentPaid, debt=2 * COIN), {}, money.RENT_AND_DEBT),
    (event(e.Chatted, about="Cy", sign="!", quality=50 * PERCENT), {"tie": STRANGER}, company.FAIR_CHAT),
    (event(e.Heard, well=False), {"tie": FRIEND}, company.HEARD_ILL_OF_A_FRIEND),
    (event(e.Avoided, thing=""), {}, conflict.AVOIDED),
    (event(e.Avoided), {}, conflict.AVOIDED_THE_QUEUE),
    (event(e.Gave), {}, company.GAVE_A_FRIEND),
    (event(e.Gave), {"hunger": 10 * PERCENT}, company.GAVE_IN_NEED),
    (event(e.Gave, sign="!"), {"hunger": 10 * PERCENT}, company.GAVE),
]  # fmt: skip


@pytest.mark.parametrize(("happened", "facts", "expected"), CHOSEN)
def test_the_wording_depends_on_how_things_stand(
    happened: e.Event, facts: dict[str, Any], expected: Wordings
) -> None:
    rule = TABLE[type(happened)]
    assert rule is not None
    telling = rule.tell(scene(**facts), happened)
    assert telling is not None
    assert telling[0] == expected


@pytest.mark.parametrize(
    "happened",
    [
        event(e.Entered, root="town/cast"),
        event(e.NeedFell, band=60 * PERCENT),
        event(e.NeedSet, tick=0, sign="*"),
        event(e.PricesChanged, before=ONE, level=ONE),
        event(e.PerturbationBegan, perturbation="price-spike", sign="*"),
        event(e.Refused, sign="·"),
        event(e.OrderEnded, how="done", sign="!"),
        event(e.SetOff, to="mill"),
        event(e.CameIn),
        event(e.Unqueued, turn=True),
        event(e.RentPaid, amount=0),
        event(e.RentPaid, debt=0),
        event(e.Chatted, about="Cy"),
    ],
)
def test_what_says_nothing_is_not_told(happened: e.Event) -> None:
    rule = TABLE[type(happened)]
    assert rule is not None
    assert (rule.worth and not rule.worth(happened)) or rule.tell(scene(), happened) is None


def test_of_whom_others_eat_beside_the_shared_table_is_told_instead() -> None:
    meal = Doing(Eat(), "busy", OWN_CHOICE, "·", 0, 0, True, 0)
    town = made_up(inside=("Ann", "Bo"), doing=meal)
    assert daily.ate(TownScene(town), event(e.Ate)) is None
    assert daily.ate(TownScene(town), event(e.Ate, sign="!"))
    town.agents["Bo"].doing = None
    assert daily.ate(TownScene(town), event(e.Ate))


@pytest.mark.parametrize(
    ("act", "sign", "expected"),
    [
        (Wash(), "·", " for a wash"),
        (Eat(), "·", " on an empty stomach"),
        (Chat("Cy"), "·", ", hoping for a word with Cy"),
        (Stay(), "·", ""),
        (Wash(), "!", ""),
    ],
)
def test_who_goes_of_their_own_accord_is_told_to_go_for_something(act: Any, sign: str, expected: str) -> None:
    wordings, slots = coming.set_off(scene(doing=act), event(e.SetOff, sign=sign)) or ((), {})
    assert wordings == coming.FROM_TO
    assert slots["why"] == expected


@pytest.mark.parametrize(("hour", "meal"), [(13, " to have lunch"), (16, ", hungry"), (19, " to have supper")])
def test_a_meal_is_called_by_the_hour(hour: int, meal: str) -> None:
    _, slots = coming.set_off(scene(doing=Eat(), clock=hour * 60), event(e.SetOff)) or ((), {})
    assert slots["why"] == meal


@pytest.mark.parametrize(
    ("argued", "expected"),
    [(-1, ""), (3_000, ""), (2_500, " for yesterday"), (700, " for the other day")],
)
def test_an_apology_says_for_which_day_unless_it_is_fresh(argued: int, expected: str) -> None:
    """It is ten in the morning of the third day, 3,480 minutes after the first midnight."""
    facts = scene(argued=argued, tick=3_480)
    assert conflict.apologised(facts, event(e.Apologised))[1]["when"] == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (amount(3_100), "3.1 coins"),
        (amount(1_000), "1 coin"),
        (amount(2_714), "2.71 coins"),
        (amount(4), "0.004 coins"),
        (amount(0), "nothing"),
        (duration(1), "a minute"),
        (duration(30), "half an hour"),
        (duration(60), "an hour"),
        (duration(70), "about an hour"),
        (duration(475), "about eight hours"),
        (listed(["Ann"]), "Ann"),
        (listed(["Ann", "Bo", "Cy"]), "Ann, Bo and Cy"),
        (listed(["Ann", "Bo", "Cy", "Di"]), "Ann, Bo and two others"),
        (several(scene(), "pie", 1), "a pie"),
        (several(scene(), "pie", 3), "three pies"),
        (several(scene(), "rye", 2), "two loaves of rye"),
        (several(scene(), "coins", 2_000), "2 coins"),
        (several(scene(), "rye", 14), "14 loaves of rye"),
        (goods("a loaf of rye"), "rye"),
        (goods("a box"), "boxes"),
        (ordinal(3), "third"),
        (ordinal(12), "12th"),
        (ordinal(22), "22nd"),
        (capital("élan"), "Élan"),
        (capital("ßa"), "ßa"),
    ],
)
def test_turns_of_english(said: str, expected: str) -> None:
    assert said == expected
