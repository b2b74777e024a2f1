"""What a script comes to: each form of the language and the value it becomes."""

import msgspec
import pytest

from tests.dsl.shipped import compiled, shipped
from townlet import actions as to
from townlet import conditions as of
from townlet import schedule
from townlet.personality import BUILT_IN
from townlet.schedule import AfterCue, AtTick, Check, Every, Schedule, When, While
from townlet.units import COIN, DAY, HOUR, PERCENT

HEAD = """\
item umbrella:
    price: 3 coins

vignette talk(a, b, how = 70%):
    direct a to chat with b (quality = how)

scenario "Test" (guest = Kai, spike = 155%, pause = 5 ticks, answer = yes):
    town: riverside
    clock: 07:30
    length: 2 days
    streams: gossip

    cast:
        Avery: balanced, at cafe
        Kai: stoic, at cafe, works as barista

    at start as dawn:
        set cafe's prices to spike
        direct guest to rest within pause
        if answer is yes:
            mark "Yes"

"""


def lowered(body: str, **parameters: str) -> Schedule:
    """The schedule of `HEAD` and these lines."""
    text = HEAD + "".join(f"    {line}\n" for line in body.splitlines())
    found = compiled(text, **parameters)
    assert found.schedule is not None, found.diagnostics
    return found.schedule


def in_cue(line: str) -> to.Asked:
    step = lowered(f"at tick 5:\n    {line}").cues[1].block[0]
    assert isinstance(step, schedule.Ask)
    return step.action


def judged(line: str) -> Check:
    return lowered(line).checks[0]


def trigger(line: str) -> schedule.Trigger:
    return lowered(f'{line}:\n    prompt "P"').cues[1].trigger


AVERY, KAI = ("Avery",), ("Kai",)


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("direct Kai to go to park", to.Direct(KAI, to.Go("park"))),
        ("direct Kai to go to Avery", to.Direct(KAI, to.Go("Avery"))),
        ("direct Kai, Avery to rest at home within 20 ticks for 5 ticks",
         to.Direct(("Kai", "Avery"), to.Rest("home"), 20, 5)),
        ("direct Kai to rest at Kai's home", to.Direct(KAI, to.Rest("home"))),
        ("direct Kai to rest within pause", to.Direct(KAI, to.Rest(), 5)),
        ("direct Kai to meet Avery at cafe", to.Direct(KAI, to.Meet("Avery", "cafe"))),
        ("direct Avery to greet guest (quality = 70%)", to.Direct(AVERY, to.Greet("Kai", 70 * PERCENT))),
        ("direct Avery to chat with Kai about the-rain (quality = 80%)",
         to.Direct(AVERY, to.Chat("Kai", "the-rain", 80 * PERCENT))),
        ('direct Avery to chat with Kai about "old times"', to.Direct(AVERY, to.Chat("Kai", "old times"))),
        ("direct Avery to argue with Kai about prices", to.Direct(AVERY, to.Argue("Kai", "prices"))),
        ("direct Avery to apologise to Kai", to.Direct(AVERY, to.Apologise("Kai"))),
        ("direct Avery to give 2 umbrella to Kai", to.Direct(AVERY, to.GiveTo("umbrella", "Kai", 2))),
        ("direct Avery to give umbrella to Kai", to.Direct(AVERY, to.GiveTo("umbrella", "Kai"))),
        ("direct Avery to buy umbrella at market", to.Direct(AVERY, to.Buy("umbrella", "market"))),
        ("direct Avery to buy umbrella from market", to.Direct(AVERY, to.Buy("umbrella", "market"))),
        ("direct Avery to give 2.5 coins to Kai", to.Direct(AVERY, to.GiveTo("coins", "Kai", 2500))),
        ("direct Avery to take back umbrella from Kai", to.Direct(AVERY, to.TakeBack("umbrella", "Kai"))),
        ("direct Avery to take back 2 umbrella from Kai", to.Direct(AVERY, to.TakeBack("umbrella", "Kai", 2))),
        ("direct Avery to buy 2 umbrella at market", to.Direct(AVERY, to.Buy("umbrella", "market", 2))),
        ("direct Avery to drop 2 umbrella", to.Direct(AVERY, to.Drop("umbrella", 2))),
        ("direct Avery to pick up 2 umbrella", to.Direct(AVERY, to.PickUp("umbrella", 2))),
        ("direct Avery to cook soup", to.Direct(AVERY, to.Cook("soup"))),
        ("nudge Avery to cook soup at home", to.Nudge(AVERY, to.Cook("soup", "home"), 25 * PERCENT, 0)),
        ("direct Avery to eat", to.Direct(AVERY, to.Eat())),
        ("direct Avery to use umbrella", to.Direct(AVERY, to.Use("umbrella"))),
        ("direct Avery to drop umbrella", to.Direct(AVERY, to.Drop("umbrella"))),
        ("direct Avery to pick up umbrella", to.Direct(AVERY, to.PickUp("umbrella"))),
        ("direct Avery to wash", to.Direct(AVERY, to.Wash())),
        ("direct Avery to work", to.Direct(AVERY, to.Work())),
        ("direct Avery to wait near Kai", to.Direct(AVERY, to.WaitNear("Kai"))),
        ("nudge Avery to leave", to.Nudge(AVERY, to.Leave(), 25 * PERCENT, 0)),
        ("nudge Avery to leave by 40% for 10 ticks", to.Nudge(AVERY, to.Leave(), 40 * PERCENT, 10)),
        ("hold Avery, Kai, Avery", to.Hold(("Avery", "Kai"))),
        ("release Avery, Kai", to.Release(("Avery", "Kai"))),
        ("set Kai's hunger to 20%", to.SetNeed("Kai", "hunger", 20 * PERCENT)),
        ("set Kai's wallet to 2.5 coins", to.SetWallet("Kai", 2500)),
        ("set Kai's rivalry with Avery to -20%", to.SetTie("Kai", "rivalry", "Avery", -20 * PERCENT)),
        ("set cafe's prices to spike", to.SetPrices("cafe", 155 * PERCENT)),
        ("give 2 coins to Kai", to.GiveItem("coins", 2 * COIN, "Kai")),
        ("give umbrella to guest", to.GiveItem("umbrella", 1, "Kai")),
        ("take 3 umbrella from Kai", to.TakeItem("umbrella", 3, "Kai")),
        ("place Kai at park", to.Put("Kai", "park")),
        ("enter Kai at station", to.Enter("Kai", "station")),
        ("exit Kai", to.Exit("Kai")),
        ("trigger price-spike at cafe (strength = spike) for 35 ticks",
         to.Trigger("price-spike", "cafe", 155 * PERCENT, 35)),
        ("trigger rain for 2 hours", to.Trigger("rain", "", 0, 120)),
        ("trigger arranged-meeting at park for 1 hour", to.Trigger("arranged-meeting", "park", 0, 60)),
        ('guest: "Hello."', to.Say("Kai", "Hello.")),
        ('mark "M"', to.Mark("M")),
        ('narrate "N"', to.Narrate("N")),
        ('prompt "P"', to.Prompt("P")),
    ],
)  # fmt: skip
def test_statements(line: str, action: to.Asked) -> None:
    assert in_cue(line) == action


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("at tick 40", AtTick(40)),
        ("at start", AtTick(0)),
        ("at end", AtTick(2 * DAY)),
        ("at 07:30", AtTick(0)),
        ("at 09:15", AtTick(105)),
        ("at 07:29", AtTick(DAY - 1)),
        ("at day 1 09:15", AtTick(105)),
        ("at day 2 07:00", AtTick(DAY - 30)),
        ("20 ticks after dawn", AfterCue("test/dawn", 20)),
        ("2 hours after dawn", AfterCue("test/dawn", 120)),
        ("after dawn", AfterCue("test/dawn")),
        ("after dawn when Kai is near Avery for 3 ticks as x",
         When(of.Near("Kai", "Avery"), 3, 1, "test/dawn")),
        ("every 10 ticks", Every(10, 0, 2 * DAY)),
        ("every 10 ticks from tick 5 until tick 90", Every(10, 5, 90)),
        ("every 1 hour from 09:00 until 21:00", Every(HOUR, 90, 810)),
        ("every 1 hour from 21:00 until 09:00", Every(HOUR, 810, DAY + 90)),
        ("when event late", When(of.Happens("late"))),
        ("whenever Kai is near Avery", When(of.Near("Kai", "Avery"), 0, None)),
        ("whenever Kai is near Avery for 2 ticks up to 3 times as y", When(of.Near("Kai", "Avery"), 2, 3)),
    ],
)  # fmt: skip
def test_triggers(line: str, expected: schedule.Trigger) -> None:
    assert trigger(line) == expected


def test_everyone_is_the_whole_cast_one_after_the_other() -> None:
    found = lowered("at tick 5:\n    set everyone's hygiene to 25%\n    set everyone's trust in Kai to 10%")
    asks = [(step.id, step.action) for step in found.cues[1].block if isinstance(step, schedule.Ask)]
    assert asks == [
        ("test/at-1/set-1/avery", to.SetNeed("Avery", "hygiene", 25 * PERCENT)),
        ("test/at-1/set-1/kai", to.SetNeed("Kai", "hygiene", 25 * PERCENT)),
        ("test/at-1/set-2", to.SetTie("Avery", "trust", "Kai", 10 * PERCENT)),
    ]


def test_a_while_is_in_force_between_edges() -> None:
    cue = lowered("while Kai is near Avery:\n    nudge Kai to leave").cues[1]
    assert cue.trigger == While(of.Near("Kai", "Avery"))


ENERGY = of.NeedOf("Kai", "energy")
TRUST = of.TieOf("Avery", "trust", "Kai")


@pytest.mark.parametrize(
    ("line", "condition"),
    [
        ("Kai's energy below 35%", of.Compare(ENERGY, "below", 35 * PERCENT)),
        ("guest's mood at least 35%", of.Compare(of.MoodOf("Kai"), "at-least", 35 * PERCENT)),
        ("Avery's trust in Kai above -5%", of.Compare(TRUST, "above", -5 * PERCENT)),
        ("Kai's wallet is 1 coin", of.Compare(of.WalletOf("Kai"), "is", COIN)),
        ("cafe's prices at most spike", of.Compare(of.PricesOf("cafe"), "at-most", 155 * PERCENT)),
        ("Kai's energy between 30% and 45%",
         of.AllOf((of.Compare(ENERGY, "at-least", 30 * PERCENT),
                   of.Compare(ENERGY, "at-most", 45 * PERCENT)))),
        ("Kai is not near Avery", of.Not(of.Near("Kai", "Avery"))),
        ("Kai is at cafe", of.IsAt("Kai", "cafe")),
        ("Kai is at work", of.Working("Kai")),
        ("Kai has umbrella", of.Has("Kai", "umbrella")),
        ("Kai has 2 umbrella", of.Has("Kai", "umbrella", 2)),
        ("Kai has 3 coins", of.Compare(of.WalletOf("Kai"), "at-least", 3 * COIN)),
        ("Kai works as barista", of.Employed("Kai", "barista")),
        ("Kai has no job", of.Employed("Kai")),
        ("not Kai has no job", of.Not(of.Employed("Kai"))),
        ("Kai is friends with Avery", of.Friends("Kai", "Avery")),
        ("Kai is rivals with Avery", of.Rivals("Kai", "Avery")),
        ("event chat between Avery and guest", of.Happens("chat", "Avery", "Kai", either=True)),
        ("event chat between anyone and Kai", of.Happens("chat", "", "Kai", either=True)),
        ("event shift-started by Kai", of.Happens("shift-started", "Kai")),
        ("event faint", of.Happens("faint")),
        ("at least 4 event chat", of.Count(of.Happens("chat"), "at-least", 4)),
        ('narration says "rain"', of.Says("rain")),
        ("Avery's trust in Kai rises by 2%", of.Rises(TRUST, 2 * PERCENT)),
        ("Avery's trust in Kai falls by 2%", of.Rises(TRUST, -2 * PERCENT)),
        ("anyone's wallet below 1 coin", of.Anyone(of.Compare(of.WalletOf("@"), "below", COIN))),
        ("cafe's stock of breakfast at most 4", of.Compare(of.StockOf("cafe", "breakfast"), "at-most", 4)),
        ("not anyone is near Kai", of.Not(of.Anyone(of.Near("@", "Kai"), but=("Kai",)))),
        ("every townsperson's energy above 25%",
         of.Everyone(of.Compare(of.NeedOf("@", "energy"), "above", 25 * PERCENT))),
        ("anyone as who is near Kai and who is at cafe",
         of.Anyone(of.AllOf((of.Near("@", "Kai"), of.IsAt("@", "cafe"))))),
        ("(Kai is near Avery or event late) and Kai is at cafe",
         of.AllOf((of.AnyOf((of.Near("Kai", "Avery"), of.Happens("late"))), of.IsAt("Kai", "cafe")))),
    ],
)  # fmt: skip
def test_conditions(line: str, condition: of.Condition) -> None:
    assert judged(f"expect {line} within 5 ticks").condition == condition


@pytest.mark.parametrize(
    ("line", "quantifier", "within", "until", "during"),
    [
        ("expect Kai is near Avery", "now", None, None, ""),
        ("expect Kai is near Avery within 5 ticks", "eventually", 5, None, ""),
        ("expect Kai is near Avery until 09:00", "eventually", None, 90, ""),
        ("expect Kai is near Avery until end", "eventually", None, 2 * DAY, ""),
        ("expect Kai is near Avery during dawn", "always", None, None, "test/dawn"),
        ("expect Kai is near Avery for 5 ticks", "always", 5, None, ""),
        ("expect Kai is near Avery at end", "at-end", None, None, ""),
        ("expect never Kai is near Avery", "never", None, None, ""),
        ("expect never Kai is near Avery within 5 ticks", "never", 5, None, ""),
        ("expect always Kai is near Avery until 09:00", "always", None, 90, ""),
        ("expect eventually Kai is near Avery", "eventually", None, None, ""),
        ("expect event faint", "eventually", None, None, ""),
        ("hope at most 3 event late", "always", None, None, ""),
        ("hope at most 3 event late until 09:00", "always", None, 90, ""),
        ("hope at least 3 event late", "eventually", None, None, ""),
        ('expect narration says "rain"', "eventually", None, None, ""),
    ],
)
def test_what_a_check_means_by_what_it_leaves_unsaid(
    line: str, quantifier: str, within: int | None, until: int | None, during: str
) -> None:
    found = judged(line)
    assert (found.quantifier, found.within, found.until, found.during) == (quantifier, within, until, during)
    assert (found.text, found.severity) == (line, line.split()[0])


def test_never_at_end_is_not_at_end() -> None:
    assert judged("expect never Kai is near Avery at end").condition == of.Not(of.Near("Kai", "Avery"))


def test_a_clock_time_in_a_cue_is_the_next_after_the_cue_begins() -> None:
    step = lowered("at day 2 10:00:\n    expect Kai is near Avery until 11:00").cues[1].block[0]
    assert isinstance(step, schedule.Judge)
    assert step.check.until == DAY + 210


def flat(block: schedule.Block) -> list[object]:
    """What the steps do, without their ids."""
    found: list[object] = []
    for step in block:
        match step:
            case schedule.Ask(action=to.Mark(text=text)):
                found.append(text)
            case schedule.Branch(otherwise=line):
                found.append(("if", line))
            case schedule.Jump(to=line):
                found.append(("jump", line))
            case schedule.Choose(options=options):
                found.append(("choose", options))
    return found


def test_branches_are_jumps() -> None:
    body = """\
at tick 5:
    if Kai is near Avery:
        mark "then"
    otherwise if Kai is at cafe:
        mark "second"
    otherwise:
        mark "third"
    if Kai is at park:
        mark "alone"
    mark "after"
"""
    assert flat(lowered(body).cues[1].block) == [
        ("if", 3), "then", ("jump", 7), ("if", 6), "second", ("jump", 7), "third",
        ("if", 9), "alone", "after",
    ]  # fmt: skip


def test_a_choice_jumps_to_its_options_and_past_them() -> None:
    body = """\
at tick 5:
    choose from gossip:
        60%: mark "a"
        40%:
            mark "b"
            mark "c"
    mark "after"
"""
    assert flat(lowered(body).cues[1].block) == [
        ("choose", ((600_000, 1), (400_000, 3))), "a", ("jump", 6), "b", "c", ("jump", 6), "after",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "truth"),
    [
        ("answer is yes", True),
        ("answer is no", False),
        ("answer is not no", True),
        ("guest is Kai", True),
        ("guest is Avery", False),
        ("spike above 150%", True),
        ("spike below 155%", False),
        ("pause at least 5 ticks", True),
    ],
)
def test_what_parameters_settle_is_settled_when_compiled(line: str, truth: bool) -> None:
    step = lowered(f'at tick 5:\n    if {line}:\n        mark "Yes"').cues[1].block[0]
    assert isinstance(step, schedule.Branch)
    condition = step.condition
    while isinstance(condition, of.Not):
        condition, truth = condition.condition, not truth
    assert condition == of.Always(truth)


def test_vignettes_are_written_out_with_what_they_are_given() -> None:
    block = (
        lowered("at tick 5:\n    play talk(guest, b = Avery, how = 50%)\n    play talk(Avery, Kai)")
        .cues[1]
        .block
    )
    first = [step.block[0] for step in block if isinstance(step, schedule.Play)]
    assert [step.action for step in first if isinstance(step, schedule.Ask)] == [
        to.Direct(KAI, to.Chat("Avery", "", 50 * PERCENT)),
        to.Direct(AVERY, to.Chat("Kai", "", 70 * PERCENT)),
    ]


def test_values_from_outside_take_the_place_of_defaults() -> None:
    found = lowered("", guest="Avery", spike="200%", pause="1 hour", answer="no")
    price, direct, branch, _ = found.cues[0].block
    assert isinstance(price, schedule.Ask)
    assert isinstance(direct, schedule.Ask)
    assert isinstance(branch, schedule.Branch)
    assert price.action == to.SetPrices("cafe", 200 * PERCENT)
    assert direct.action == to.Direct(AVERY, to.Rest(), 60)
    assert branch.condition == of.Always(False)
    assert found.parameters == {"guest": "Avery", "spike": "200%", "pause": "1 hour", "answer": "no"}


def test_the_cast_keeps_unsaid_what_the_town_file_knows() -> None:
    avery, kai, blair, _ = demo().cast
    assert (avery.needs, avery.wallet, avery.job, avery.home) == ({}, 12 * COIN, "", "")
    assert (kai.place, kai.job) == ("cafe", "barista")
    assert blair.offstage
    assert blair.needs == {"hunger": 550_000, "hygiene": 500_000, "energy": 380_000}
    assert blair.carries == {"umbrella": 1, "thermos": 1}


def demo() -> Schedule:
    found = compiled(shipped("coffee-too-dear.town").text, "coffee-too-dear.town").schedule
    assert found is not None
    return found


def test_a_personality_replaces_the_figures_it_names_and_keeps_the_others() -> None:
    gruff, sociable = demo().personalities["gruff"], demo().personalities["sociable"]
    assert gruff.prefers == {**BUILT_IN["stoic"].prefers, "chat": 700_000, "work": 1_100_000}
    assert gruff.decays == BUILT_IN["stoic"].decays
    assert (sociable.extroversion, sociable.ambition) == (700_000, BUILT_IN["socialite"].ambition)
    assert sociable.voice == "warm, a little teasing"


def test_only_personalities_of_the_cast_are_carried() -> None:
    assert sorted(demo().personalities) == ["balanced", "gruff", "shy", "sociable"]


def test_items_come_with_an_article() -> None:
    assert [(item.id, item.title, item.portions, item.reusable) for item in demo().items] == [
        ("umbrella", "an umbrella", 1, True),
        ("thermos", "a thermos", 3, False),
    ]


def test_the_rehearsal_is_kept() -> None:
    kept = demo().rehearse
    assert kept.seeds == (4242, *range(1, 21))
    assert kept.vary == {"spike": ("120%", "155%", "200%"), "newcomer": ("Blair", "Cass")}
    assert (kept.golden, kept.pass_rate, kept.compare) == (4242, 95 * PERCENT, ("text",))
    assert (kept.cover[0].every, kept.cover[0].runs) == ("vignette", 3)
    assert kept.cover[1].quantity == of.NeedOf("Blair", "energy")
    assert kept.cover[1].buckets == ((300_000, 350_000), (350_000, 450_000), (450_000, 1_000_000))


def test_every_shipped_script_that_is_performed_lowers_to_what_json_carries() -> None:
    for name in ("coffee-too-dear.town", "one-shower.town"):
        found = compiled(shipped(name).text, name).schedule
        assert found is not None
        assert msgspec.json.decode(msgspec.json.encode(found), type=Schedule) == found


def test_the_day_lowers() -> None:
    found = compiled(shipped("a-day-in-riverside.town").text, "a-day-in-riverside.town").schedule
    assert found is not None
    dusk, clock, broke = found.cues
    assert (dusk.trigger, clock.trigger) == (AtTick(810), Every(180, 180, 900))
    assert broke.trigger == When(of.Anyone(of.Compare(of.WalletOf("@"), "below", COIN)), 0, 5)
    assert [(check.quantifier, check.until) for check in found.checks] == [
        ("never", None), ("at-end", None), ("eventually", None), ("eventually", 900), ("always", None),
    ]  # fmt: skip


def test_lowering_is_a_function() -> None:
    one, other = demo(), demo()
    assert msgspec.json.encode(one) == msgspec.json.encode(other)
