"""The compiler never raises, whatever becomes of a script, and answers the same question the same way."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.codes import CODES
from dsl.diagnostic import has_errors
from tests.dsl.long_script import long_script
from tests.dsl.shipped import SCRIPTS, Map, checked, compiled, shipped
from tests.dsl.sound import faults
from tests.dsl.test_broken import SCRIPTS as BROKEN
from townlet.schedule import Schedule

TEXTS = [shipped(name).text for name in SCRIPTS] + [path.read_text("utf-8") for path in BROKEN]


@st.composite
def mutants(draw: st.DrawFn) -> str:
    """A script with lines deleted, doubled and swapped, and words put where others were."""
    lines = draw(st.sampled_from(TEXTS)).splitlines()
    words = sorted({word for line in lines for word in line.split()})
    at = st.integers(0, len(lines) - 1)
    for _ in range(draw(st.integers(1, 4))):
        one, other = draw(at), draw(at)
        match draw(st.sampled_from(["delete", "double", "swap", "word", "cut"])):
            case "delete":
                lines[one] = ""
            case "double":
                lines[one] = f"{lines[one]}\n{lines[one]}"
            case "swap":
                lines[one], lines[other] = lines[other], lines[one]
            case "word":
                parts = lines[one].split(" ")
                parts[draw(st.integers(0, len(parts) - 1))] = draw(st.sampled_from(words))
                lines[one] = " ".join(parts)
            case _:
                lines[one] = lines[one][: draw(st.integers(0, len(lines[one])))]
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(mutants())
def test_no_mutant_of_a_script_makes_the_compiler_raise(text: str) -> None:
    found = compiled(text, "mutant.town")
    assert (found.schedule is None) == has_errors(found.diagnostics)
    for each in found.diagnostics:
        assert each.code in CODES
        assert each.message
        assert not each.message.endswith(".")
        source = next(source for source in found.sources if source.name == each.span.file)
        assert 1 <= each.span.line <= len(source.lines)
    if found.schedule is not None:
        assert sound(found.schedule) == []


def sound(schedule: Schedule) -> list[str]:
    found = Map().find(schedule.town, "")
    assert found is not None
    assert found.town is not None
    return faults(schedule, found.town)


@pytest.mark.parametrize("name", ["coffee-too-dear.town", "one-shower.town"])
def test_what_compiles_names_only_what_exists(name: str) -> None:
    found = compiled(shipped(name).text, name).schedule
    assert found is not None
    assert sound(found) == []


def slow(text: str) -> float:
    """The best of three measurements, in seconds."""
    times = []
    for _ in range(3):
        began = time.process_time()
        found = compiled(text)
        times.append(time.process_time() - began)
        assert found.schedule is not None
    return min(times)


def test_a_long_script_compiles_in_time_that_grows_with_its_length() -> None:
    """4,000 lines within 1.2 s; four times the lines within ten times the time (squared would be sixteen)."""
    compiled(long_script(50))
    short, long = slow(long_script(1_000)), slow(long_script(4_000))
    assert long < 1.2
    assert long < 10 * short


def seconds_to_check(lines: int, rounds: int) -> float:
    """The best of some rounds, in seconds of processor time."""
    text, times = long_script(lines), []
    for _ in range(rounds):
        began = time.process_time()
        assert checked(text).diagnostics == ()
        times.append(time.process_time() - began)
    return min(times)


def test_a_thousand_lines_are_checked_while_somebody_types() -> None:
    """1,000 lines within 0.25 s, and twenty times as many within thirty times the time."""
    checked(long_script(50))
    short, long = seconds_to_check(1_000, 3), seconds_to_check(20_000, 1)
    assert short < 0.25
    assert long < 30 * short


@pytest.mark.parametrize("damage", [("Kai", "Kia"), ("cue-", "queue "), ("gossip", "gosip"), ("mood", "mod")])
def test_a_long_script_full_of_mistakes_is_told_about_quickly(damage: tuple[str, str]) -> None:
    text = long_script(4_000)
    head, body = text.split("cast:", 1)
    began = time.process_time()
    found = compiled(head + "cast:" + body.replace(*damage).replace("Kia: gruff", "Kai: gruff"))
    assert has_errors(found.diagnostics)
    assert time.process_time() - began < 4
