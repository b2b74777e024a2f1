"""Drift is explained: each planted change gives its class, the tick, what differs there, and the line."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from runner.recording.file import Recording
from runner.recording.parting import Compared, compared
from runner.rehearsal import golden, records
from runner.rehearsal.drift import performing
from runner.rehearsal.drift.attributing import NO_DRAWS, NOT_ALONE, RETOLD, attributed
from runner.rehearsal.drift.explained import Explained, Share
from runner.rehearsal.drift.patching import BY_HAND
from runner.rehearsal.drift.telling import diagnostics, headline, told
from runner.shelf import SHIPPED
from tests.runner import planted
from tests.runner.planted import OWN, SCRIPT, TOWN, edit, explained
from tests.runner.support import ready
from townlet import choice, page
from townlet import events as e
from townlet.company import society, ties
from townlet.sentences.scene import Scene, Telling
from townlet.state import Agent
from townlet.town import Town
from townlet.units import PERCENT

Patch = pytest.MonkeyPatch
COFFEE = "  coffee:\n    price: 2 coins"


@pytest.fixture(autouse=True)
def _approved(tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.chdir(tmp_path)
    planted.approved()


def only() -> Share:
    """The one thing that the story drifted by."""
    (share,) = explained().shares
    assert share.sure
    return share


def text(found: Explained) -> str:
    return "".join(piece for piece, _ in told(found))


def figures(share: Share) -> dict[tuple[str, str], tuple[str, str]]:
    return {(change.subject, change.field): (change.was, change.now) for change in share.states}


# One after the other.


def test_a_cue_moved_by_two_ticks() -> None:
    line = edit(SCRIPT, "at tick 10 as way", "at tick 12 as way")
    share = only()
    assert (share.kind, share.tick, share.clock) == ("script", 10, "08:10")
    assert share.edit is not None
    assert share.edit.was is not None
    assert share.edit.now is not None
    assert (share.edit.what, share.edit.now.file, share.edit.now.line) == ("way", "cup.town", line)
    assert (share.edit.was.text, share.edit.now.text) == ("at tick 10 as way:", "at tick 12 as way:")
    assert figures(share)["Ben", "doing"][1] != figures(share)["Ben", "doing"][0]
    assert share.was is not None
    assert share.was.steps[0].text == "Ben was directed to go to the cafe"
    assert share.was.spot is not None
    assert share.was.spot.text == "direct Ben to go to cafe"
    assert share.now is None


def test_another_direct_in_the_place_of_one() -> None:
    line = edit(SCRIPT, "direct Ben to go to cafe", "direct Ben to go to market")
    share = only()
    assert (share.kind, share.tick) == ("script", 10)
    assert share.edit is not None
    assert share.edit.spot is not None
    assert (share.edit.what, share.edit.spot.line, share.edit.change) == ("way/direct-1", line, "edited")
    assert share.was is not None
    assert share.now is not None
    assert share.was.steps[0].text == "Ben was directed to go to the cafe"
    assert share.now.steps[0].text == "Ben was directed to go to the market"


def test_a_line_put_in_before_others_is_one_line_more() -> None:
    was = "        direct Ben to go to cafe"
    edit(SCRIPT, was, f"{was.replace('cafe', 'market')}\n{was}")
    share = only()
    assert [(each.change, each.spot and each.spot.text) for each in share.edits] == [
        ("added", "direct Ben to go to market")
    ]


def test_a_price_in_the_town_file() -> None:
    line = edit(TOWN, COFFEE, COFFEE.replace("2", "2.5")) + 1
    share = only()
    assert share.kind == "town file"
    assert share.edit is not None
    assert share.edit.now is not None
    assert (share.edit.what, share.edit.values) == ("items.coffee.price", ("2 coins", "2.5 coins"))
    assert (share.edit.now.file, share.edit.now.line) == ("towns/riverside.yaml", line)
    assert figures(share)["Ada", "wallet"] == ("3 coins", "2.5 coins")
    assert share.was is not None
    assert share.now is not None
    assert share.was.steps[0].text.startswith("Ada bought")
    assert "2 coins" in share.was.steps[0].text
    assert "2.5 coins" in share.now.steps[0].text


def test_a_vignette_of_a_library() -> None:
    line = edit(OWN, "direct a to greet b", "direct b to greet a")
    share = only()
    assert (share.kind, share.tick) == ("library", 20)
    assert share.edit is not None
    assert share.edit.now is not None
    assert (share.edit.now.file, share.edit.now.line) == ("library/own.town", line)
    assert "A library was edited" in headline(explained())


def test_a_constant_by_which_ties_fade(monkeypatch: Patch) -> None:
    monkeypatch.setattr(ties, "FADE", ties.FADE * 10)
    share = only()
    assert (share.kind, share.tick, share.first) == ("engine", 0, "state")
    was, now = figures(share)["Ada", "trust in Ben"]
    assert was == "40 %, falling by 0.4 % an hour"
    assert now == "40 %, falling by 4.1 % an hour"
    assert not share.edits


def test_a_rule_of_the_engine(monkeypatch: Patch) -> None:
    monkeypatch.setattr(society, "warmth", lambda town, agent, other: 100 * PERCENT)
    share = only()
    assert (share.kind, share.first) == ("engine", "event")
    assert share.was is not None
    assert share.now is not None
    assert share.was.steps[0].text.startswith("Ada had a chat with Ben")
    assert "quality 100 %" in share.now.steps[0].text
    assert share.tick == share.now.steps[0].tick
    assert len(share.was.steps) > 1


def extra(reason: tuple[str, str], at: int = 12) -> Callable[[Town, Agent], None]:
    """A decision that asks chance once more, in the first decision of Ben's from a tick on."""
    real = choice.decide

    def decide(town: Town, agent: Agent) -> None:
        if agent.id == "Ben" and town.tick >= at and "|".join((*reason, agent.id, "")) not in town.asked:
            town.luck(*reason, agent.id)
        real(town, agent)

    return decide


def test_a_draw_more_is_chance_though_no_story_shows_it(monkeypatch: Patch) -> None:
    monkeypatch.setattr(choice, "decide", extra(("engine.mischief", "whistles")))
    share = only()
    assert (share.kind, share.first) == ("chance", "draw")
    assert share.draws == ("", "engine.mischief, whistles: Ben")
    assert share.tick >= 12
    assert "Chance is asked once more than it was: engine.mischief, whistles: Ben" in text(explained())


def test_a_draw_that_moves_the_next_of_its_kind(monkeypatch: Patch) -> None:
    real, done = choice._ideas, list[Town]()

    def ideas(town: Town, agent: Agent) -> list[choice.Option]:
        if agent.id == "Ben" and not any(each is town for each in done):
            done.append(town)
            real(town, agent)
        return real(town, agent)

    monkeypatch.setattr(choice, "_ideas", ideas)
    share = only()
    assert (share.kind, share.draws) == ("chance", ("", "a choice of Ben's"))


def test_draws_that_come_to_something_else(monkeypatch: Patch) -> None:
    real = choice.mood_of_the_moment
    monkeypatch.setattr(choice, "mood_of_the_moment", lambda *reason: real(*reason) ^ 0xFFFF_FFFF_FFFF_FFFF)
    monkeypatch.setattr(performing, "LUCK", (1, 2))
    share = only()
    assert share.kind == "chance"
    assert "Every draw comes to something else" in share.note


def test_a_sentence_is_only_words(monkeypatch: Patch) -> None:
    tag, rule, read = page._KNOWN[e.Bought] or pytest.fail("buying is told of")

    def louder(scene: Scene, event: e.Bought) -> Telling | None:
        found = rule.tell(scene, event)
        return found and (tuple(f"{wording} Well, well." for wording in found[0]), found[1])

    monkeypatch.setitem(page._KNOWN, e.Bought, (tag, msgspec.structs.replace(rule, tell=louder), read))
    share = only()
    assert (share.kind, share.tick, share.states) == ("wording", -1, ())
    assert share.wording is not None
    was, now = (line.partition("  ‹")[0].rstrip() for line in share.wording)
    assert now == f"{was} Well, well."
    assert "the digests agree" in text(explained())
    assert "this Townlet has other sentences" in share.note


@pytest.mark.parametrize(
    ("was", "now"), [('mark "Morning"', 'mark "Good morning"'), ('"So it goes."', '"So it goes on."')]
)
def test_the_scripts_own_words_are_the_scripts_and_have_their_line(was: str, now: str) -> None:
    line = edit(SCRIPT, was, now)
    share = only()
    assert (share.kind, share.tick, share.note) == ("script", -1, RETOLD)
    assert "Only words" not in text(explained())
    assert share.edit is not None
    assert share.edit.now is not None
    assert share.edit.now.line == line


def test_a_golden_edited_by_hand() -> None:
    path = golden.golden_path(SCRIPT)
    path.write_text(path.read_text("utf-8").replace("So it goes.", "So it went."), "utf-8")
    share = only()
    assert (share.kind, share.note) == ("golden", BY_HAND)


def test_a_value_of_a_parameter_that_a_line_stands_for() -> None:
    edit(SCRIPT, "        direct Ben to go to cafe", "        wait pause\n        direct Ben to go to cafe")
    told, record = records.recorded(planted.now())
    golden.golden_path(SCRIPT).write_text(told.text, "utf-8")
    records.keep(SCRIPT, record)
    line = edit(SCRIPT, "pause = 4 ticks", "pause = 6 ticks")
    share = only()
    assert share.kind == "script"
    assert share.edit is not None
    assert share.edit.now is not None
    assert (share.edit.what, share.edit.now.line) == ("the value of pause", line)
    assert share.edit.values == ("4 ticks", "6 ticks")


def test_a_remark_is_no_edit() -> None:
    edit(SCRIPT, "    at tick 10 as way", "    # On the way.\n    at tick 10 as way")
    edit(SCRIPT, "So it goes.", "So it went.")
    (found,) = only().edits
    assert found.spot is not None
    assert found.spot.text == 'narrate "So it went."'


@pytest.mark.parametrize("name", [path.stem for path in sorted(SHIPPED.glob("*.town"))])
def test_what_ships_is_what_its_record_says_and_has_no_causes_to_tell(name: str) -> None:
    """The record is read from its file and all of it is performed again: nothing is told of that is not so."""
    found = ready(name)
    recording = records.record_of(SHIPPED / f"{name}.town", (SHIPPED / f"{name}.transcript").read_text("utf-8"))
    assert isinstance(recording, Recording)
    old = performing.taken(recording, "", performing.names_of(found))
    new = performing.again(performing.staged(found, recording.identity.seed))
    assert old is not None
    assert attributed(old, new, performing.again) == []
    assert compared(old.side, new.side) == Compared(None)


def test_another_version_is_named(monkeypatch: Patch) -> None:
    monkeypatch.setattr(performing, "ENGINE", "9.0.0")
    monkeypatch.setattr(ties, "FADE", ties.FADE * 10)
    assert "It was performed by Townlet 0.1.0, and this is 9.0.0" in only().note


# Two at once.


def test_two_at_once_are_told_each_and_the_first_comes_first(monkeypatch: Patch) -> None:
    edit(SCRIPT, "at tick 10 as way", "at tick 12 as way")
    monkeypatch.setattr(ties, "FADE", ties.FADE * 10)
    found = explained()
    assert [(share.kind, share.tick) for share in found.shares] == [("engine", 0), ("script", 10)]
    assert headline(found).startswith("This Townlet does something otherwise")


def test_a_script_and_a_town_file() -> None:
    edit(SCRIPT, "at tick 10 as way", "at tick 1 as way")
    edit(TOWN, COFFEE, COFFEE.replace("2", "2.5"))
    kinds = [(share.kind, share.edit and share.edit.what) for share in explained().shares]
    assert kinds == [("script", "way"), ("town file", "items.coffee.price")]


def test_what_only_stands_together_is_said_to_be_so() -> None:
    """A drink that the town sells and the script asks for: the script does not stand in the older town."""
    cocoa = "  cocoa: {price: 2 coins, edible: yes, lasts: 5 minutes, effects: {hunger: +5%}}"
    edit(TOWN, COFFEE, f"{cocoa}\n{COFFEE}")
    edit(TOWN, "      coffee: {stock: 80", "      cocoa: {stock: 80}\n      coffee: {stock: 80")
    edit(SCRIPT, "direct Ada to buy coffee at cafe", "direct Ada to buy cocoa at cafe")
    found = explained().shares
    assert [share.kind for share in found] == ["town file", "script"]
    assert found[1].note == NOT_ALONE


# Records that help little, or not at all.


def test_an_old_record_without_draws_cannot_tell_chance_from_the_engine(monkeypatch: Patch) -> None:
    found = planted.record()
    planted.write_record(found, tuple(map(planted.without_draws, found.lines)))
    assert only_after(monkeypatch).kind == "engine"
    assert NO_DRAWS in only().note


def only_after(monkeypatch: Patch) -> Share:
    monkeypatch.setattr(choice, "decide", extra(("engine.mischief", "whistles")))
    return only()


@pytest.mark.parametrize("share_kept", [0, 0.02, 0.5, 0.99])
def test_a_record_that_was_cut_short_is_told_of_and_not_trusted(share_kept: float) -> None:
    path = records.record_path(SCRIPT)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share_kept)])
    edit(SCRIPT, "at tick 10 as way", "at tick 12 as way")
    found = explained()
    assert found.trouble is not None
    assert found.trouble.code == "TN057"
    assert [(share.kind, share.sure) for share in found.shares] == [("script", False)]
    assert "cup.townrun" in found.trouble.message


def test_a_record_of_another_run_is_told_of_and_not_trusted() -> None:
    edit(SCRIPT, "at tick 10 as way", "at tick 12 as way")
    records.keep(SCRIPT, records.recorded(planted.now())[1])
    found = explained()
    assert found.trouble is not None
    assert found.trouble.message == "`cup.townrun` is of another run than the golden beside it"
    assert not found.shares[0].sure


GUESSES = [
    (SCRIPT, "at tick 10 as way", "at tick 12 as way", ["script"]),
    (OWN, "direct a to greet b", "direct b to greet a", ["library"]),
    (TOWN, "coffee: {stock: 80", "coffee: {stock: 0", ["town file"]),
    (SCRIPT, '"Morning"', '"Good morning"', ["script"]),
    (SCRIPT, "seed: 1", "seed: 2", ["script", "seed"]),
]


@pytest.mark.parametrize(("path", "was", "now", "kinds"), GUESSES)
def test_without_a_record_the_header_says_what_may_be_to_blame(
    path: Path, was: str, now: str, kinds: list[str]
) -> None:
    records.record_path(SCRIPT).unlink()
    edit(path, was, now)
    found = explained()
    assert [share.kind for share in found.shares] == kinds
    assert found.command == "townlet rehearse cup.town"


def test_without_a_record_and_without_an_edit_it_is_the_engine(monkeypatch: Patch) -> None:
    records.record_path(SCRIPT).unlink()
    monkeypatch.setattr(society, "warmth", lambda town, agent, other: 100 * PERCENT)
    assert only().kind == "engine"


# How it is told.


def test_each_share_is_a_diagnostic_at_its_line() -> None:
    line = edit(SCRIPT, "at tick 10 as way", "at tick 12 as way")
    (found,) = diagnostics(explained(), "cup.transcript")
    assert (found.code, found.span.file, found.span.line, found.label) == (
        "TN056", "cup.town", line, "was: at tick 10 as way:",
    )  # fmt: skip
    assert found.hint is not None
    assert found.hint.endswith("To see it again: `townlet diff cup.town`")


def test_the_whole_explanation() -> None:
    edit(SCRIPT, "direct Ben to go to cafe", "direct Ben to go to market")
    assert text(explained()) == WHOLE


WHOLE = """\
note[TN056]: The script was edited: line 19 of cup.town
  - direct Ben to go to cafe
  + direct Ben to go to market
  The first difference is at 08:10, tick 10:
    was  08:10 !  Ben was directed to go to the cafe
          from line 19 of cup.town: direct Ben to go to cafe
    is   08:10 !  Ben was directed to go to the market
          from line 19 of cup.town: direct Ben to go to market
    Ben's walk: was to cafe, since 08:10 (tick 10); is to market, since 08:10 (tick 10)
    Ben's doing: was go to the cafe; is go to the market
    Ben's directive to go to the cafe: was until 09:10 (tick 70); is none
    Ben's directive to go to the market: was none; is until 09:10 (tick 70)
  to see it again: townlet diff cup.town
"""
