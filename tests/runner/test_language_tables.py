"""The tables of docs/language.md say what the tables of the code say, row by row."""

import re
from pathlib import Path
from typing import get_args

import msgspec

from dsl.grammar import GRAMMAR
from dsl.page import FENCE
from dsl.vocabulary import NEEDS, PERTURBATIONS, QUALITIES, SCENERY, Quality, Want
from runner.keeping import kept
from tests.pages import fences, manual, rows
from tests.runner.support import ROOT, ready
from townlet.actions import Direct, Nudge
from townlet.company import ties
from townlet.events import ASKABLE, Event
from townlet.personality import BUILT_IN, TRAITS, Personality
from townlet.units import DAY, ONE, PERCENT

PAGE = manual("language")
SUBJECTS = {"agent": "Ida", "place": "cafe", "thing": "shower-1"}
UNITS = {"share": "%", "coins": " coins", "number": "", "duration": " ticks"}


def points(share: int) -> str:
    return f"{share // PERCENT}%"


def different(who: Personality) -> str:
    traits = ", ".join(f"{name} {getattr(who, name) / ONE:g}" for name in TRAITS if getattr(who, name))
    parts = [
        traits,
        *(f"{need} decays {points(share)}" for need, share in who.decays.items()),
        *(f"{name} {points(share)}" for name, share in who.prefers.items()),
        *(f"{name} rewards {points(share)}" for name, share in who.rewards.items()),
    ]
    return "; ".join(filter(None, parts)) or "nothing"


def bounds(value: Want) -> str:
    kind, low, high = value.kinds[0], value.low, value.high
    assert low is not None
    if kind == "duration":
        assert high is not None
        return f"{low} ticks to {high // DAY} days"
    figures = [
        f"{each // PERCENT if kind == 'share' else each}{UNITS[kind]}" for each in (low, high) if each is not None
    ]
    return " to ".join(figures) if high is not None else f"{figures[0]} or more"


def quality_row(word: str, quality: Quality) -> list[str]:
    toward = f" {quality.toward} {'coffee' if quality.toward == 'of' else 'Per'}" if quality.toward else ""
    may = [name for name, can in (("set", quality.settable), ("asked", quality.askable)) if can]
    subject = SUBJECTS[quality.owner.kinds[0]]
    return [f"`{subject}'s {word}{toward}`", bounds(quality.value), ", ".join(may)]


def test_the_personalities() -> None:
    assert rows(PAGE, "personality") == [[f"`{name}`", who.about, different(who)] for name, who in BUILT_IN.items()]


def test_the_personalities_of_the_library() -> None:
    text = (ROOT / "scenarios" / "library" / "people.town").read_text("utf-8")
    *most, last = re.findall(r"^personality (\S+)", text, re.M)
    named = " ".join(PAGE.split())
    assert f'`use "library/people.town"` adds {", ".join(f"`{each}`" for each in most)} and `{last}`' in named


def test_the_qualities() -> None:
    found = rows(PAGE, "quality")
    speakable = {word: each for word, each in QUALITIES.items() if each.settable or each.askable}
    assert [row[:3] for row in found] == [quality_row(word, each) for word, each in speakable.items()]
    assert all(row[3] for row in found)
    assert [row[0] for row in found[:3]] == [f"`Ida's {need}`" for need in NEEDS]


def test_the_events() -> None:
    told = {str(kind.__struct_config__.tag) for kind in get_args(Event)}
    found = {row[0].strip("`"): tuple(row[1].replace("`", "").split(", ")) for row in rows(PAGE, "event")}
    assert found == {name: roles for name, roles in ASKABLE.items() if name in told}


def test_the_perturbations() -> None:
    assert [row[0].strip("`") for row in rows(PAGE, "line that sets something off")] == [
        each.example for each in PERTURBATIONS.values()
    ]


def test_the_scenery() -> None:
    assert [row[0] for row in rows(PAGE, "of the whole town")] == [
        " ".join(f"`{word} is {state}`" for state in states) for word, states in SCENERY.items()
    ]


def test_friends_and_rivals() -> None:
    page = " ".join(PAGE.split())
    friends = f"trust above {points(ties.FRIENDLY_TRUST)} and familiarity above {points(ties.FRIENDLY_FAMILIARITY)}"
    assert f"({friends}, both ways)" in page
    assert f"(rivalry above {points(ties.HOSTILE)}, either way)" in page


def test_what_is_taken_when_nothing_is_said() -> None:
    fallback = {each.name: each.default for kind in (Direct, Nudge) for each in msgspec.structs.fields(kind)}
    assert f"({fallback['within']} ticks if nothing is said)" in PAGE
    assert f"without `by` leans by {points(fallback['by'])}" in PAGE


HEAD = """\
use "library/people.town"

scenario "Every Row":
    town: riverside
    clock: 09:00
    length: 60 ticks

    cast:
        Ida: sociable, at cafe, 6 coins
        Per: gruff, at cafe, 6 coins
        Nell: shy, at cafe, 6 coins

"""
VALUES = {"%": "40%", "coins": "4 coins", "ticks": "4 ticks", "more": "2"}


def value_for(limits: str) -> str:
    return next(value for unit, value in VALUES.items() if unit in limits)


def test_every_row_can_be_written_and_performed(tmp_path: Path) -> None:
    sets = [f"set {row[0].strip('`')} to {value_for(row[1])}" for row in rows(PAGE, "quality") if "set" in row[2]]
    asks = [f"{row[0].strip('`')} at least {value_for(row[1])}" for row in rows(PAGE, "quality") if "asked" in row[2]]
    events = [(row[0].strip("`"), row[1]) for row in rows(PAGE, "event")]
    asks += [f"event {name} by Ida" for name, _ in events]
    asks += [f"event {name} between Ida and Per" for name, roles in events if "between" in roles]
    states = ["near Per", "at cafe", "at work", "friends with Per", "rivals with Per", "not near Per"]
    asks += [f"Ida is {state}" for state in states] + ["anyone is near Ida", "everyone is at cafe"]
    asks += ["Ida has umbrella", "Ida has 2 umbrella", "Ida has 2 coins"]
    asks += [
        "at least 2 event ate by Ida",
        'narration says "Ida"',
        "event chat between Ida and Per",
        "event late by Ida",
    ]
    asks += [f"Ida's mood {way} by 2% within 4 ticks" for way in ("rises", "falls")]
    asks += ["Ida's mood between 10% and 90%", "not (Ida is at park and Per is at park) or Ida is near Per"]
    asks += [each for row in rows(PAGE, "of the whole town") for each in row[0].strip("`").split("` `")]
    lines = [*sets, *(f"hope {ask}" for ask in asks)]
    for row in rows(PAGE, "line that sets something off"):  # Not all at one moment: that is more than a town bears.
        lines += ["wait 1 tick", row[0].strip("`")]
    path = tmp_path / "rows.town"
    path.write_text(HEAD + "    at tick 5:\n" + "".join(f"        {line}\n" for line in lines), "utf-8")
    found = ready(path)
    assert found.diagnostics == ()
    assert len(kept(found.schedule, found.town).judged) >= len(asks)


def test_every_word_of_the_language_is_on_the_page() -> None:
    """Of a word for one and for many, either will do. Nothing acts on `ignore` of a rehearsal, so it is not taught."""
    words = {*re.findall(r'"([a-z][a-z-]*)"', GRAMMAR)} - {"ignore"}
    shown = " ".join([*(fence.text for fence in fences(PAGE)), *re.findall(r"`([^`]+)`", FENCE.sub("", PAGE))])
    known = {*re.findall(r"[a-z][a-z-]*", shown)}
    assert [word for word in sorted(words) if not {word, f"{word}s", word.removesuffix("s")} & known] == []
