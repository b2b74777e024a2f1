"""The door: what is answered to a statement, and when; and that a run is the same however it came to its cues."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
import pytest

from dsl.diagnostic import Diagnostic
from runner.attending import Attendant, Heavy, perform
from runner.live.allowance import Allowance
from runner.live.answers import Answer
from runner.live.door import AT_ONCE, MOST, Door
from runner.live.message import Message
from runner.recording.again import Feeding
from runner.workshop import Sources
from tests.live.support import SCRIPT, known_of
from tests.town.support import Performance, raised, schedule_of, setting
from townlet.clock import advance
from townlet.script.inputs import Input
from townlet.snapshot import restored, save
from townlet.town import Town


class Mail:
    """Statements that come in at certain ticks."""

    def __init__(self, said: Iterable[tuple[int, Message]]) -> None:
        self.said = list(said)
        self.town: Town | None = None
        self.after = 0

    def open(self, after: int) -> None:
        self.after = after

    def taken(self) -> Message | None:
        if self.said and self.town is not None and self.said[0][0] <= self.town.tick:
            return self.said.pop(0)[1]
        return None

    def all_of_it(self) -> Iterator[Message]:
        while self.said:
            yield self.said.pop(0)[1]

    def close(self) -> None:
        """Nothing is open."""

    def rest(self) -> Iterator[Message]:
        yield from (message for _, message in self.said)
        self.said = []

    def wake(self) -> None:
        """Nobody waits."""


class Box:
    """Answers as they were given, with the codes of what was said."""

    def __init__(self) -> None:
        self.answers: list[tuple[Answer, tuple[str, ...]]] = []

    def give(self, answer: Answer, said: tuple[Diagnostic, ...], sources: Sources) -> None:
        self.answers.append((answer, tuple(each.code for each in said)))

    def close(self) -> Diagnostic | None:
        return None

    def told(self) -> list[str]:
        """`a7 accepted 12`, `a7 refused 3 TN201`, `a7 refused 12 (go park: nobody is there)`"""
        return [
            " ".join([each.id, each.answer, str(each.tick), *codes, *(f"({why.message})" for why in each.because)])
            for each, codes in self.answers
        ]


class Ears(Attendant):
    """Hears what a recording would."""

    def __init__(self) -> None:
        self.inputs: list[Input] = []

    def heard(self, said: Input) -> None:
        self.inputs.append(said)


def spoken_to(
    said: Sequence[tuple[int, Message]], text: str = SCRIPT, paced: bool = True,
    others: Sequence[Attendant] = (), town: Town | None = None, mail: Mail | None = None,
    allowance: Allowance | None = None, box: Box | None = None,
) -> tuple[Performance, Box, Ears]:  # fmt: skip
    """A run of a script into which these are said, each when its tick is over."""
    mail, box, ears = mail or Mail(said), box or Box(), Ears()
    run = raised(schedule_of(text))
    if town is not None:
        run = Performance([], [], town.performance.verdicts, town)
    mail.town = run.town
    run.town.performance.joins = ears.heard
    door = Door(known_of(text), mail, box, run.town.schedule, paced, allowance)  # type: ignore[arg-type]
    listener = run.town.listener

    def hear(event: object) -> None:
        if listener is not None:
            listener(event)  # type: ignore[arg-type]
        door.hear(event)  # type: ignore[arg-type]

    run.town.listener = hear
    perform(run.town, [*others, door], run.town.tick + (town is not None))
    return run, box, ears


def m(name: str, say: str, at: str | int | None = None) -> Message:
    return Message(name, say, at)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param([(9, m("1", "set Ida's hunger to 40%"))], ["1 accepted 10", "1 done 10"], id="an edit"),
        pytest.param([(9, m("1", 'mark "Now"', 30))], ["1 accepted 30", "1 done 30"], id="at a tick"),
        pytest.param([(9, m("1", 'mark "Now"', "09:30"))], ["1 accepted 30", "1 done 30"], id="at a time"),
        pytest.param([(0, m("1", 'mark "Now"', "end"))], ["1 accepted 60", "1 done 60"], id="at the end"),
        pytest.param([(20, m("1", 'mark "Now"', 20))], ["1 refused 20 TN081"], id="too late"),
        pytest.param([(20, m("1", 'mark "Now"', "09:10"))], ["1 refused 20 TN081"], id="tomorrow is too late"),
        pytest.param([(20, m("1", 'mark "Now"', "soon"))], ["1 refused 20 TN081"], id="no moment"),
        pytest.param([(60, m("1", 'mark "Now"'))], ["1 refused 60 TN081"], id="after the end"),
        pytest.param([(9, m("1", "direct Idda to rest"))], ["1 refused 9 TN201"], id="misspelt"),
        pytest.param([(9, m("1", "hold Ida"))], ["1 refused 9 TN083"], id="in vain"),
        pytest.param(
            [(9, m("1", "hold Ida\nwait 5 ticks"))], ["1 accepted 10", "1 done 15"], id="a block takes its time"
        ),
        pytest.param(
            [(9, m("1", "take 3 soup from Per"))],
            ["1 accepted 10", "1 refused 10 (take soup: Per has too little of it)"], id="the town refuses",
        ),
        pytest.param(
            [(9, m("1", "direct Ida to give lamp to Per"))], ["1 refused 9 TN204"], id="unknown thing"
        ),
        pytest.param(
            [(9, m("1", "assume Ida is at park"))],
            ["1 accepted 10", "1 refused 10 (what it assumes did not hold)"], id="an assumption",
        ),
        pytest.param(
            [(9, m("1", "hold Ida\nwait 90 ticks"))], ["1 accepted 10 TN304", "1 cut-short 60"], id="the run ends first"
        ),
        pytest.param(
            [(9, m("1", 'mark "Now"')), (9, m("1", 'mark "Now"')), (15, m("1", ' mark "Now" '))],
            ["1 accepted 10", "1 accepted 10", "1 done 10", "1 done 10"], id="said again",
        ),
        pytest.param(
            [(9, m("1", 'mark "Now"')), (9, m("1", 'mark "Then"'))],
            ["1 accepted 10", "1 refused 9 TN084", "1 done 10"], id="one id twice",
        ),
        pytest.param(
            [(9, m("1", "direct Idda to eat")), (9, m("1", 'mark "Then"'))],
            ["1 refused 9 TN201", "1 accepted 10", "1 done 10"], id="mended under the same id",
        ),
    ],
)  # fmt: skip
def test_each_statement_is_answered(said: list[tuple[int, Message]], told: list[str]) -> None:
    assert spoken_to(said)[1].told() == told


def test_a_time_of_today_that_is_past_is_called_so() -> None:
    class Words(Box):
        def give(self, answer: Answer, said: tuple[Diagnostic, ...], sources: Sources) -> None:
            texts.extend(each.message for each in said)

    texts: list[str] = []
    spoken_to([(20, m("1", 'mark "Now"', "09:10"))], box=Words())
    assert texts == [
        "`09:10` is past: it is tick 20 (09:20), and the run ends before tomorrow, at tick 60 (10:00)"
    ]


def test_a_check_is_done_when_it_is_judged() -> None:
    _, box, _ = spoken_to([(9, m("1", "expect Ida is at park within 20 ticks"))])
    last = box.answers[-1][0]
    assert (last.answer, last.tick) == ("done", 30)
    assert [each.outcome for each in last.verdicts] == ["failed"]


def test_a_directive_is_done_when_it_has_ended() -> None:
    run, box, _ = spoken_to([(9, m("1", "direct Ida to go to park"))])
    assert box.told()[0] == "1 accepted 10"
    done = box.answers[-1][0]
    assert done.answer == "done"
    assert run.town.agents["Ida"].place == "park" or done.tick > 11


def test_one_of_several_who_cannot_is_named() -> None:
    said = [(9, m("1", "exit Per")), (12, m("2", "direct Ida, Per to go to market within 30 ticks"))]
    _, box, _ = spoken_to(said)
    last = next(each for each, _ in reversed(box.answers) if each.id == "2")
    assert last.answer == "refused"
    assert "Per" in {why.who for why in last.because}
    assert all(why.event for why in last.because)


SEVERAL = [
    (0, m("a", "direct Ida to go to park")),
    (7, m("b", "hold Per\nwait 8 ticks", 30)), (7, m("c", "set Per's hunger to 20%")),
    (22, m("d", "choose from luck:\n    50%: direct Per to rest\n    50%: direct Per to eat")),
    (22, m("e", "direct Per to wash")),
    (40, m("f", "play tea(Ida, Per)")),
]  # fmt: skip


def test_what_was_heard_makes_the_same_run_again() -> None:
    live, _, ears = spoken_to(SEVERAL)
    assert [(each.number, each.heard, each.tick) for each in ears.inputs] == [
        (1, 0, 1), (2, 7, 30), (3, 7, 8), (4, 22, 23), (5, 22, 23), (6, 40, 41),
    ]  # fmt: skip
    again = raised(schedule_of(SCRIPT))
    perform(again.town, [Feeding(live.town.performance.inputs)])
    assert again.trace() == live.trace()
    assert save(again.town) == save(live.town)


def test_a_run_that_is_saved_at_every_tick_hears_the_same() -> None:
    plain, heavy = spoken_to(SEVERAL)[0], Heavy()
    assert spoken_to(SEVERAL, others=[heavy])[0].trace() == plain.trace()
    assert heavy.ticks == 61


def test_ids_are_known_across_a_snapshot() -> None:
    first, _, _ = spoken_to([(3, m("a", 'mark "One"')), (3, m("b", 'mark "Two"', 50))])
    half = raised(schedule_of(SCRIPT))
    advance(half.town, 3)
    Feeding(first.town.performance.inputs).look(half.town)
    advance(half.town, 20)
    town = restored(save(half.town), setting("riverside"), schedule_of(SCRIPT))
    said = [(22, m("a", 'mark "One"')), (22, m("b", 'mark "Other"')), (22, m("c", 'mark "Three"'))]
    _, box, _ = spoken_to(said, town=town)
    assert box.told() == ["a done 21", "b refused 22 TN084", "c accepted 23", "c done 23", "b done 50"]
    assert [each.input.number for each in town.performance.inputs] == [1, 2, 3]


def test_lines_without_an_id_are_counted_on_from_a_snapshot() -> None:
    first, _, _ = spoken_to([(3, m(name, f'mark "{name}"', 9)) for name in ("#1", "#4", "9")])
    half = raised(schedule_of(SCRIPT))
    advance(half.town, 3)
    Feeding(first.town.performance.inputs).look(half.town)
    town = restored(save(half.town), setting("riverside"), schedule_of(SCRIPT))
    assert spoken_to([], town=town, mail=(mail := Mail([])))[1].told() != []
    assert mail.after == 4


def test_a_flood_of_statements_does_not_hold_up_the_town() -> None:
    """So many are heard after each tick, in their order, and all of them in the end."""
    run, box, ears = spoken_to([(0, m(str(n), f'mark "{n}"')) for n in range(3 * AT_ONCE)])
    assert [each.heard for each in ears.inputs] == [tick for tick in range(3) for _ in range(AT_ONCE)]
    assert [text for _, text in run.marks()] == [str(n) for n in range(3 * AT_ONCE)]
    assert len(box.told()) == 6 * AT_ONCE


def test_the_same_for_another_moment_is_another_statement() -> None:
    _, box, _ = spoken_to([(3, m("a", 'mark "One"')), (3, m("a", 'mark "One"', 40))])
    assert box.told() == ["a accepted 4", "a refused 3 TN084", "a done 4"]


def test_without_a_pace_all_is_read_before_the_first_tick() -> None:
    said = [(0, m(str(n), f'mark "{n}"', tick)) for n, tick in enumerate((None, 40, 3), 1)]
    run, box, _ = spoken_to(said, paced=False)
    assert box.told()[:3] == ["1 accepted 1", "2 accepted 40", "3 accepted 3"]
    assert run.marks() == [(1, "1"), (3, "3"), (40, "2")]


def test_there_is_an_end_to_what_a_run_hears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runner.live.door.MOST", 3)
    _, box, _ = spoken_to([(0, m(str(n), f'mark "{n}"')) for n in range(5)])
    assert [line for line in box.told() if "accepted" not in line and "done" not in line] == [
        "3 refused 0 TN085", "4 refused 0 TN085",
    ]  # fmt: skip
    assert MOST > 1_000


def test_a_script_has_cues_of_an_operator_already() -> None:
    text = SCRIPT + '\n    at tick 9 as operator-3:\n        mark "Before"\n'
    run, _, ears = spoken_to([(9, m("1", 'mark "Now"'))], text=text)
    assert [each.number for each in ears.inputs] == [4]
    assert run.marks() == [(9, "Before"), (10, "Now")]


def test_answers_are_plain_data() -> None:
    answer = Answer("a7", "accepted", 12, "operator-1")
    assert msgspec.json.encode(answer) == b'{"id":"a7","answer":"accepted","tick":12,"cue":"operator-1"}'


def test_what_is_still_to_come_when_a_run_is_ended_was_cut_short() -> None:
    class Stop(Attendant):
        def next(self, town: Town, tick: int) -> int | None:
            return tick

        def look(self, town: Town) -> None:
            self.ends = town.tick == 20

    said = [(5, m("1", 'mark "Later"', 40)), (20, m("2", 'mark "At the last moment"'))]
    _, box, _ = spoken_to(said, others=[Stop()])
    assert box.told() == ["1 accepted 40", "2 accepted 21", "1 cut-short 20", "2 cut-short 20"]


def test_a_run_that_is_blocked_whole_hears_nothing() -> None:
    text = SCRIPT + "\n    assume Ida is at park\n"
    run, box, _ = spoken_to([(0, m("1", 'mark "Now"'))], text=text)
    assert run.town.performance.blocked
    assert box.told() == ["1 refused 0 TN081"]
