"""Older timelines as scripts: what they become, that they perform, and what is said of what never worked."""

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from dsl.format import formatted
from dsl.render import concise
from tests.dsl.shipped import parser
from tests.timeline.support import OLD, from_file, riverside, sound, taken_over
from townlet.clock import perform
from townlet.opening import opened, raise_curtain
from townlet.setting import Setting

FILES = sorted(path.name for path in OLD.iterdir())


class Script(SingleFileSnapshotExtension):
    """What comes of an older file, as a file that can be opened."""

    _write_mode = WriteMode.TEXT
    file_extension = "script"


class Told(SingleFileSnapshotExtension):
    """What is said of it, one line each."""

    _write_mode = WriteMode.TEXT
    file_extension = "report"


@pytest.mark.parametrize("name", FILES)
def test_the_script(name: str, snapshot: SnapshotAssertion) -> None:
    assert from_file(name).text == snapshot(extension_class=Script)


@pytest.mark.parametrize("name", FILES)
def test_the_report(name: str, snapshot: SnapshotAssertion) -> None:
    report = "".join(f"{concise(each)}\n" for each in from_file(name).diagnostics)
    assert report == snapshot(extension_class=Told)


@pytest.mark.parametrize("name", FILES)
def test_it_performs_to_the_end(name: str) -> None:
    done = sound(from_file(name))
    assert done.schedule is not None
    town = opened(Setting(riverside()), done.schedule)
    raise_curtain(town)
    perform(town)
    assert town.tick == done.schedule.length


def said(text: str, name: str = "old.yaml") -> list[str]:
    return [f"{each.code}:{each.span.line}" for each in taken_over(text, name).diagnostics]


TOLD = "- {tick: 1, kind: narration, message: Hello}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["TN906:1"]),
        ("just a text", ["TN970:1"]),
        ("timeline: soon", ["TN970:1"]),
        ("town: riverside\ngrid: [3, 3]\n", ["TN970:1"]),
        ("timeline:", ["TN970:1"]),
        ("[]", ["TN971:1"]),
        ("timeline: []", ["TN971:1"]),
        ("- {tick: 1", ["TN903:1"]),
        ("- *a\n", ["TN903:1"]),
        ("- &a {tick: 1, data: *a}\n", ["TN903:1"]),
        ("- !x {tick: 1}\n", ["TN904:1"]),
        ("[" * 400, ["TN905:1"]),
        ("[" * 4000, ["TN905:1"]),
        ("\x00", ["TN901:1"]),
    ],
)
def test_what_cannot_be_read_gives_no_script(text: str, expected: list[str]) -> None:
    made = taken_over(text)
    assert made.text is None
    assert [f"{each.code}:{each.span.line}" for each in made.diagnostics] == expected
    assert made.diagnostics[-1].severity == "error"
    assert "town file" not in "".join(f"{each.message}{each.hint}" for each in made.diagnostics)


@pytest.mark.parametrize("key", ["Timeline", "timelin", "time_line"])
def test_a_key_that_is_nearly_it_is_pointed_at(key: str) -> None:
    (said,) = taken_over(f"meta: {{}}\n{key}:\n{TOLD}").diagnostics
    assert (said.code, said.span.line, said.label) == ("TN970", 2, "did you mean `timeline`?")


@pytest.mark.parametrize("message", ["12", "[a, b]", "true", "{a: b}"])
def test_a_message_that_is_no_text_is_pointed_at(message: str) -> None:
    made = taken_over(f"{TOLD}- {{tick: 40, kind: narration, message: {message}}}\n")
    (said,) = made.diagnostics
    assert (said.code, said.message, said.span.column) == ("TN976", "The message of a narration is a text", 40)
    assert "    # Tick 40: Left out (line 2): a message that is no text.\n" in (made.text or "")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("- nothing", ["TN973:2"]),
        ("- {kind: action, name: spawn_agent}", ["TN974:2"]),
        ("- {tick: -1, name: spawn_agent}", ["TN974:2"]),
        ("- {tick: 1.5, name: spawn_agent}", ["TN974:2"]),
        ("- {tick: true, name: spawn_agent}", ["TN974:2"]),
        ("- {tick: 99999999, name: spawn_agent}", ["TN974:2"]),
        ("- {tick: 2, kind: magic, name: x}", ["TN975:2"]),
        ("- {tick: 2, kind: action}", ["TN973:2"]),
        ("- {tick: 2, kind: action, name: dance}", ["TN977:2"]),
        ("- {tick: 2, kind: console, name: dance}", ["TN977:2"]),
        ("- {tick: 2, kind: console, name: possess, args: [mo]}", ["TN979:2"]),
        ("- {tick: 2, action: force_chat, args: [mo]}", ["TN976:2"]),
        ("- {tick: 2, action: force_chat, args: [mo, mo]}", ["TN976:2"]),
        ("- {tick: 2, action: set_need, args: [mo, thirst, 1]}", ["TN980:2"]),
        ("- {tick: 2, action: set_need, args: [mo, hunger, lots]}", ["TN976:2"]),
        ("- {tick: 2, action: set_need, args: [mo, hunger, 7]}", ["TN983:2", "TN981:2"]),
        ("- {tick: 2, command: perturbation_trigger}", ["TN976:2"]),
        ("- {tick: 2, command: perturbation_trigger, args: [flood]}", ["TN978:2"]),
        ("- {tick: 2, command: perturbation_trigger, args: [blackout], kwargs: {duration: long}}", ["TN976:2"]),
        ("- {tick: 2, command: perturbation_trigger blackout --duration 9}", []),
        ("- {tick: 2, kind: narration}", ["TN976:2"]),
        ("- {tick: 2, kind: narration, message: Hello}", ["TN987:2"]),
        ("- {tick: 2, kind: narration, message: Again, spacing: 1}", []),
        ("- {tick: 2, command: arrange_meet, args: [{spec: arranged_meet}]}", ["TN976:2"]),
        ("- {tick: 2, tick: 3, command: perturbation_trigger blackout --duration 9}", ["TN972:2"]),
        ("- {tick: 0, command: perturbation_trigger blackout --duration 9}", ["TN990:2"]),
        ("- {tick: 1, command: perturbation_trigger blackout --duration 9}", ["TN990:2"]),
        ("- {tick: 2, args: {a: 1}, command: perturbation_trigger blackout --duration 9}", ["TN976:2"]),
        ("- {tick: 2, kwargs: 7, command: perturbation_trigger blackout --duration 9}", ["TN976:2"]),
        ("- {tick: 2, flavour: mint, command: perturbation_trigger blackout --duration 9}", ["TN984:2"]),
        ("- {tick: 2, action: spawn_agent, args: [mo]}\n- {tick: 3, action: spawn_agent, args: [mo]}", ["TN986:3"]),
        (
            "- {tick: 2, action: force_chat, args: [mo, al]}\n- {tick: 9, action: spawn_agent, args: [mo]}",
            ["TN982:2", "TN983:2"],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_one_entry_is_said_at_its_line(entry: str, expected: list[str]) -> None:
    assert said(TOLD + entry + "\n") == expected
    sound(taken_over(TOLD + entry + "\n"))


def test_of_somebody_who_is_made_up_it_is_said_why() -> None:
    alone, met = taken_over(TOLD), taken_over(TOLD + "- {tick: 5, action: spawn_agent, args: [mo]}\n")
    assert "    cast:\n        # Nobody came in the older file, and a scenario wants somebody.\n" in (alone.text or "")
    assert "wants somebody" not in (met.text or "")
    sound(alone)


def test_what_never_worked_stays_as_a_comment() -> None:
    early = "- {tick: 5, action: force_chat, args: [a, b]}\n- {tick: 9, action: spawn_agent, args: [a]}\n"
    text = taken_over(TOLD + early).text
    assert text is not None
    assert "    # Tick 5: Never worked (line 2): direct A to chat with B (quality = 85%)\n" in text


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("avery", "Avery"), ("guest_1", "Guest-1"), ("KAI", "Kai"), ("demo host", "Demo-Host"), ("7", "Guest-7"),
        ("'!!'", "Guest"), ("cafe", "Cafe-2"), ("stoic", "Stoic-2"), ("мила", "Мила"), ("mc_duff-2", "Mc-Duff-2"),
    ],
)  # fmt: skip
def test_names_become_names_of_the_language(who: str, name: str) -> None:
    made = taken_over(f"- {{tick: 2, action: spawn_agent, args: [{who}]}}\n")
    assert made.text is not None
    assert f"\n        {name}: balanced, offstage\n" in made.text
    sound(made)


def test_two_who_differ_in_capitals_stay_two() -> None:
    made = taken_over("- {tick: 2, action: force_chat, args: [ida, Ida]}\n")
    assert made.text is not None
    assert "direct Ida to chat with Ida-2" in made.text
    sound(made)


def test_names_of_yaml_stand_for_what_they_name() -> None:
    made = taken_over(
        "base: &base {quality: 0.6, listener: al}\n"
        "timeline:\n- tick: 2\n  action: force_chat\n  kwargs: {<<: *base, speaker: mo, quality: 0.7}\n"
        "- tick: 9\n  action: spawn_agent\n  kwargs: {agent_id: &who zed}\n"
        "- tick: 20\n  action: force_chat\n  kwargs: {<<: [*base, {quality: 0.1}], speaker: *who}\n"
    )
    assert made.text is not None
    assert "direct Mo to chat with Al (quality = 70%)" in made.text
    assert "direct Zed to chat with Al (quality = 60%)" in made.text


def test_names_within_names_cost_nothing() -> None:
    lines = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 60))
    assert taken_over(f"a0: &a0 [x]\n{lines}timeline:\n- {{tick: 1, kind: narration, message: Hi, data: *a59}}\n").text


def test_comments_come_along_and_texts_are_no_comments() -> None:
    made = taken_over(
        "# The head.\n- tick: 1\n  kind: narration\n  message: |\n    One\n    # two\n  # inside\n# before\n"
        "- {tick: 9, command: perturbation_trigger blackout --duration 9}\n# after\n"
    )
    assert made.text is not None
    assert made.text.startswith("## From old.yaml, a timeline of the older kind.\n## The head.\n")
    assert made.text.endswith("\n\n    # after\n")
    assert '    at tick 1:\n        narrate "One # two"\n\n    # inside\n    # before\n    at tick 9' in made.text


def test_one_of_a_kind_is_one() -> None:
    entry = '{"tick": 0, "kind": "action", "name": "spawn_agent", "kwargs": {"agent_id": "mo", "wallet": %s}}'
    for wallet, written in (("1", "1 coin"), ("2", "2 coins"), ("1.5", "1.5 coins"), ("0", "0 coins")):
        made = taken_over(f'{{"meta": {{"tick_budget": 1}}, "timeline": [{entry % wallet}]}}', "old.json").text
        assert made is not None
        assert f", {written}\n" in made
        assert formatted(made, parser()) == made
