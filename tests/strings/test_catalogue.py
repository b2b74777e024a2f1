"""A catalogue follows its script: what was translated is kept, looked at again, or put away, but never lost."""

import re
from collections import Counter

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.source import Span
from dsl.strings import Catalogue, Entry, Text, lookup, merged
from dsl.strings.texts import plain
from tests.strings.support import SCRIPT, texts_of, translated


def after(old: str, new: str, pattern: bool = False) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """Of the catalogue of an edited script: what is fuzzy, what is not translated, what was put away."""
    edited = re.sub(old, new, SCRIPT) if pattern else SCRIPT.replace(old, new)
    assert edited != SCRIPT
    entries = merged(texts_of(edited), translated()).entries
    current = [each for each in entries if not each.obsolete]
    return (
        [each for each in current if each.fuzzy],
        [each for each in current if not each.translation],
        [each for each in entries if each.obsolete],
    )


def test_a_script_as_it_was_changes_nothing() -> None:
    once = translated()
    assert merged(texts_of(), once) == once


@pytest.mark.parametrize(
    ("old", "new", "was"),
    [
        ("Dim the lights.", "Dim all the lights.", "Dim the lights."),
        ("Two at the Cafe", "Three in the Park", "Two at the Cafe"),
        ("There you are.", "There you are at last!", "There you are."),
        ("words help", "words help a little", "words help"),
        ("and so does Per.", "and Per with it.", "The square wakes, and so does Per."),
    ],
)
def test_what_was_edited_keeps_its_translation_to_be_looked_at(old: str, new: str, was: str) -> None:
    fuzzy, empty, away = after(old, new)
    assert [(each.previous, each.translation) for each in fuzzy] == [(was, was.upper())]
    assert (empty, away) == ([], [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("as opening", "as curtain"),
        ("at tick 20 as coda", "at tick 20"),
        ("vignette banter|play banter", "{}"),
        ("(?s)(        prompt \"Dim the lights.\"\n)(.*)(    at tick 20 as coda:\n)", r"\2\3\1"),
    ],
)  # fmt: skip
def test_what_was_moved_or_renamed_keeps_it_as_it_is(old: str, new: str) -> None:
    new = r"\g<0>-anew" if new == "{}" else new
    assert after(old, new, pattern=True) == ([], [], [])


def test_another_speaker_is_the_same_text() -> None:
    assert after('Ida: "There', 'Per: "There') == ([], [], [])


def test_what_is_gone_is_put_away_and_comes_back() -> None:
    gone = SCRIPT.replace('        prompt "Dim the lights."\n', "")
    away = merged(texts_of(gone), translated())
    assert [(each.source, each.translation) for each in away.entries if each.obsolete] == [
        ("Dim the lights.", "DIM THE LIGHTS.")
    ]
    assert merged(texts_of(gone), away) == away
    assert set(merged(texts_of(), away).entries) == set(translated().entries)


def test_a_new_text_that_is_like_no_other_is_not_translated() -> None:
    fuzzy, empty, away = after('        prompt "Dim', '        mark "Quite something else"\n        prompt "Dim')
    assert ([each.source for each in empty], fuzzy, away) == (["Quite something else"], [], [])


def test_of_two_edited_texts_each_gets_its_own() -> None:
    edited = SCRIPT.replace("An empty chair.", "An empty old chair.").replace("A full cup.", "A cup, quite full.")
    found = {each.source: each.translation for each in merged(texts_of(edited), translated()).current if each.fuzzy}
    assert found == {"An empty old chair.": "AN EMPTY CHAIR.", "A cup, quite full.": "A FULL CUP."}


def test_what_is_to_be_looked_at_stays_so_until_somebody_has() -> None:
    edited = SCRIPT.replace("Dim the lights.", "Dim all the lights.")
    once = merged(texts_of(edited), translated())
    assert merged(texts_of(edited), once) == once


def test_only_what_fits_is_told() -> None:
    edited = texts_of(SCRIPT.replace("Dim the lights.", "Dim all the lights."))
    found = lookup(edited, merged(edited, translated()))
    assert (found.missing, found.texts) == (1, 13)
    assert found.find("prompt", "Dim all the lights.") is None
    assert found.find("mark", "Good  morning\n") == "GOOD MORNING"
    assert found.find("narrate", "Good morning") is None


def test_two_owners_may_say_the_same_in_two_ways() -> None:
    script = SCRIPT.replace('        Ida: "There you are."', '        Ida: "Good night."')
    entries = translated(script).entries
    said = {each.id: f"{number}" for number, each in enumerate(entries) if "/say/" in each.id}
    told = Catalogue(tuple(msgspec.structs.replace(e, translation=said.get(e.id, "x")) for e in entries))
    texts = texts_of(script)
    found = lookup(texts, told)
    places = [(t.line.file, t.line.line, t.line.column) for t in texts if t.text == "Good night." and t.kind == "say"]
    assert len({found.find("say", "Good night.", place) for place in places}) == 2


OWNERS = st.sampled_from(["scenario", "scenario/a", "vignette/v"])
KINDS = st.sampled_from(["mark", "narrate", "prompt", "because"])
WORDS = st.lists(st.sampled_from(["the", "town", "is", "awake", "and", "nobody", "knows"]), min_size=1, max_size=5)
HERE = Span("x.town", 1, 1, 1, 2)


def _text(owner: str, kind: str, words: list[str]) -> Text:
    said = plain(" ".join(words))
    return Text(f"{owner}/{kind}/{'-'.join(words)}", kind, said, HERE, HERE)  # type: ignore[arg-type]


@settings(max_examples=150)
@given(*(st.lists(st.builds(_text, OWNERS, KINDS, WORDS), max_size=8) for _ in range(2)))
def test_no_translation_is_ever_lost(before: list[Text], now: list[Text]) -> None:
    first = merged(before)
    done = Catalogue(tuple(msgspec.structs.replace(e, translation=f"T{n}") for n, e in enumerate(first.entries)))
    then = merged(now, done)
    assert {e.translation for e in done.entries} <= {e.translation for e in then.entries}
    assert [e.id for e in then.current] == list(dict.fromkeys(text.id for text in now))
    assert max(Counter(e.translation for e in then.entries if e.translation).values(), default=1) == 1
    for entry in then.current:
        assert entry.fuzzy == bool(entry.translation and entry.previous)
    assert merged(now, then) == then
