"""`townlet lsp` as a process, with a real client: shipped scripts opened, broken, completed, renamed and put right."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from runner.cli import main
from tests.runner.editor import Editor, applied

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
COFFEE = "coffee-too-dear.town"


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("workspace")
    shutil.copy(SCENARIOS / COFFEE, folder)
    shutil.copytree(SCENARIOS / "library", folder / "library")
    shutil.copytree(SCENARIOS / "towns", folder / "towns")
    made = Editor(folder)
    yield made
    assert made.stop() == 0
    assert made.odd == [], "something that is not of the protocol was written to standard output"


@pytest.fixture
def coffee(editor: Editor) -> Iterator[str]:
    uri = editor.open_file(COFFEE)
    assert editor.told(uri) == []
    yield uri
    editor.close(uri)


def text_of(editor: Editor, name: str = COFFEE) -> str:
    return (editor.folder / name).read_text("utf-8")


def place(text: str, words: str, inside: int = 1) -> tuple[int, int]:
    """Line and character of some words, so far inside."""
    at = text.index(words) + inside
    return text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)


def labels(found: Any) -> list[str]:
    return [each.label for each in found.items] if found is not None else []


def test_a_slip_is_said_while_it_is_typed_and_goes_when_it_is_mended(editor: Editor, coffee: str) -> None:
    line, character = place(text_of(editor), "enter newcomer at station", 6)
    editor.edit(coffee, (line, character), (line, character + 8), "newcomr")
    assert editor.told(coffee, lambda codes: "TN201" in codes) == ["TN201"]
    (fix,) = editor.actions(coffee, line, ["quickfix"])
    assert fix.title == "Change it to `newcomer`"
    assert fix.edit is not None
    (change,) = (fix.edit.changes or {})[coffee]
    start, end = change.range.start, change.range.end
    editor.edit(coffee, (start.line, start.character), (end.line, end.character), change.new_text)
    assert editor.told(coffee, lambda codes: not codes) == []


def test_what_is_said_is_a_sentence(editor: Editor, coffee: str) -> None:
    editor.replace(coffee, text_of(editor) + "\n{a: 1}\ndrect Kai\n")
    editor.told(coffee, lambda codes: len(codes) > 1)
    messages = [each.message for each in editor.said[coffee].diagnostics]
    assert messages == [each[:1].upper() + each[1:] for each in messages]


def test_all_that_can_be_mended_is_mended_at_once(editor: Editor, coffee: str) -> None:
    text = text_of(editor).replace("at tick 8:", "at tick 8").replace("otherwise:", "otherwise")
    editor.replace(coffee, text)
    assert editor.told(coffee, lambda codes: len(codes) == 2) == ["TN103", "TN103"]
    line, character = place(text, "at tick 8", 9)
    page = editor.ask("hover", coffee, line, character).contents.value
    assert "**TN103: A colon is missing**" in page, "the page behind the code"
    (whole,) = editor.actions(coffee, 0, ["source.fixAll"])
    assert whole.edit is not None
    assert applied(text, list((whole.edit.changes or {})[coffee])) == text_of(editor)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("        direct ", {"Avery", "Kai", "Blair", "Cass", "newcomer"}),
        ("        direct Kai to ", {"go", "chat", "rest"}),
        ("        place Kai at ca", {"cafe", "station", "park"}),
        ("        play ", {"small-talk", "awkward-hello"}),
        ("        set Kai's ", {"hunger", "wallet", "trust"}),
        ("        expect event ", {"chat", "late"}),
        ("        choose from ", {"gossip"}),
        ("        trigger ", {"price-spike", "rain"}),
        ("    after ", {"arrival", "price-rise"}),
        ("    ", {"expect", "hope", "cast", "rehearse"}),
    ],
)
def test_what_could_come_next_is_offered(editor: Editor, coffee: str, typed: str, offered: set[str]) -> None:
    line = place(text_of(editor), "    at tick 8:")[0]
    editor.edit(coffee, (line, 0), (line, 0), typed + "\n\n")
    found = labels(editor.ask("completion", coffee, line, len(typed)))
    assert offered <= set(found)
    assert "\0" not in "".join(found)


def test_only_what_is_wanted_is_offered(editor: Editor, coffee: str) -> None:
    line = place(text_of(editor), "    at tick 8:")[0]
    editor.edit(coffee, (line, 0), (line, 0), "        play \n\n")
    assert labels(editor.ask("completion", coffee, line, 13)) == [
        "small-talk", "awkward-hello", "grumble-together", "lend-a-hand",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("sociable, at", "Talks to everyone, forgives most of them."),
        ("small-talk(Avery", "vignette small-talk(a, b, warmth = 70%)"),
        ("umbrella, 1", "Keeps the rain off."),
        ("Kai: gruff", "works as barista"),
        ("cafe, 12", "open 07:00 to 22:00"),
        ("barista", "16 coins a shift"),
        ("arrival:\n", "tick 40, 08:10"),
        ("whenever newcomer", "up to 2 times"),
        ("newcomer at station", "A parameter of the scenario: a person."),
        ("price-spike", "over by itself"),
    ],
)
def test_a_name_has_a_card(editor: Editor, coffee: str, words: str, said: str) -> None:
    found = editor.ask("hover", coffee, *place(text_of(editor), words))
    assert said in found.contents.value


@pytest.mark.parametrize(
    ("words", "file", "line_of"),
    [
        ("small-talk(Avery", "library/vignettes.town", "vignette small-talk"),
        ("gruff, at", "library/people.town", "personality gruff"),
        ("cafe, 12", "towns/riverside.yaml", "  cafe:"),
        ("arrival:\n        direct", COFFEE, "    at tick 40 as arrival"),
        ("Kai, Avery)", COFFEE, "        Kai: gruff"),
        ("riverside", "towns/riverside.yaml", "#"),
        ("library/people", "library/people.town", "##"),
    ],
)
def test_a_name_leads_to_its_definition(editor: Editor, coffee: str, words: str, file: str, line_of: str) -> None:
    found = editor.ask("definition", coffee, *place(text_of(editor), words))
    assert found.uri == (editor.folder / file).as_uri()
    assert text_of(editor, file).split("\n")[found.range.start.line].startswith(line_of)


def test_a_vignette_is_renamed_in_all_files_that_mention_it(editor: Editor, coffee: str) -> None:
    where = place(text_of(editor), "small-talk")
    assert editor.ask("prepare_rename", coffee, *where).placeholder == "small-talk"
    edits = editor.ask("rename", coffee, *where, new_name="chit-chat").changes
    changed = {
        uri: applied(text_of(editor, uri.removeprefix(editor.folder.as_uri() + "/")), each)
        for uri, each in edits.items()
    }
    library = (editor.folder / "library/vignettes.town").as_uri()
    assert set(changed) == {coffee, library}
    assert "vignette chit-chat(a, b, warmth = 70%):" in changed[library]
    assert "play chit-chat(Avery, Kai)" in changed[coffee]
    assert not any("small-talk" in text for text in changed.values())
    everywhere = editor.ask("references", coffee, *where, context=types.ReferenceContext(include_declaration=True))
    assert {each.uri for each in everywhere} == {coffee, library}


@pytest.mark.parametrize(
    ("words", "name", "why"),
    [
        ("Avery: soc", "direct", "is a word of the language"),
        ("Avery: soc", "Kai", "There is a person called `Kai` already"),
        ("Avery: soc", "cafe", "There is a place called `cafe` already"),
        ("Avery: soc", "two words", "is no name"),
        ("cafe, 12", "bistro", "is defined by the town"),
        ("balanced", "calm", "comes with Townlet"),
        ("price-spike", "dear", "is a word of the language"),
    ],
)
def test_what_cannot_be_renamed_says_why(editor: Editor, coffee: str, words: str, name: str, why: str) -> None:
    with pytest.raises(JsonRpcException, match=why):
        editor.ask("rename", coffee, *place(text_of(editor), words), new_name=name)


def test_files_that_ship_are_not_renamed_in(editor: Editor, tmp_path: Path) -> None:
    uri = editor.open(
        (tmp_path / "a.town").as_uri(), 'use "library/people.town"\n\npersonality loud extends gruff:\n    voice: "x"\n'
    )
    with pytest.raises(JsonRpcException, match="ships with Townlet"):
        editor.ask("prepare_rename", uri, 2, 27)
    editor.close(uri)


def test_the_outline_has_the_ticks_and_hints_have_the_clock(editor: Editor, coffee: str) -> None:
    (scenario,) = editor.of("document_symbol", coffee)
    assert {each.name: each.detail for each in scenario.children}["price-rise"] == "tick 60, 08:30"
    assert [each.name for each in scenario.children[0].children] == ["Avery", "Kai", "Blair", "Cass"]
    hints = dict(editor.hints(coffee))
    text = text_of(editor)
    assert hints[place(text, "at tick 40")[0]] == "08:10"
    assert hints[place(text, "50 ticks after")[0]] == "tick 110, 09:20"
    assert place(text, "whenever")[0] not in hints


def test_what_each_word_is_and_what_can_be_folded_and_followed(editor: Editor, coffee: str) -> None:
    data = editor.of("semantic_tokens_full", coffee).data
    assert len(data) % 5 == 0
    assert len(data) > 1000
    legend = editor.capabilities.semantic_tokens_provider.legend.token_types
    assert {legend[kind] for kind in data[3::5]} >= {"keyword", "variable", "function", "namespace", "macro", "comment"}
    folded = [(each.start_line, each.end_line) for each in editor.of("folding_range", coffee)]
    assert (place(text_of(editor), "    cast:")[0], place(text_of(editor), "Cass: balanced")[0]) in folded
    assert [each.target for each in editor.of("document_link", coffee)] == [
        (editor.folder / "library" / name).as_uri() for name in ("people.town", "vignettes.town")
    ]


def test_the_story_is_run_from_a_cue_on(editor: Editor, coffee: str) -> None:
    lens = next(each for each in editor.of("code_lens", coffee) if "tick 60" in each.command.title)
    story = editor.command(lens.command)["transcript"]
    assert "== Three coins? ==" in story
    assert "== A new face ==" not in story
    assert "-- Verdicts --" in story
    editor.replace(coffee, text_of(editor).replace("enter newcomer", "entre newcomer"))
    assert "TN102" in editor.command(lens.command)["transcript"]


def test_a_play_is_helped_with_its_arguments(editor: Editor, coffee: str) -> None:
    line, character = place(text_of(editor), "play small-talk(Avery, Kai)", 23)
    found = editor.ask("signature_help", coffee, line, character)
    assert found.signatures[0].label == "vignette small-talk(a, b, warmth = 70%)"
    assert found.active_parameter == 1


def test_a_script_is_put_into_form(editor: Editor, coffee: str) -> None:
    text = text_of(editor).replace("town: riverside", "town:   riverside").replace("    seed: 4242", "    seed:4242")
    editor.replace(coffee, text)
    assert applied(text, editor.formatted(coffee)) == text_of(editor)


def test_a_library_that_is_not_saved_is_seen_by_its_users(editor: Editor, coffee: str) -> None:
    library = editor.open_file("library/vignettes.town")
    assert editor.told(coffee) == []
    text = text_of(editor, "library/vignettes.town")
    editor.replace(library, text.replace("vignette small-talk(a, b,", "vignette small-talk(a, b, c,"))
    assert editor.told(coffee, lambda codes: bool(codes)) == ["TN235"]
    editor.replace(library, text)
    assert editor.told(coffee, lambda codes: not codes) == []
    editor.close(library)


def test_a_town_file_is_checked_and_completed(editor: Editor) -> None:
    uri = editor.open_file("towns/riverside.yaml")
    assert editor.told(uri) == []
    text = text_of(editor, "towns/riverside.yaml")
    line = place(text, "    leisure: 25%")[0]
    editor.edit(uri, (line, 0), (line, 0), "    outdors: yes\n")
    assert editor.told(uri, lambda codes: bool(codes)) != []
    card = editor.ask("hover", uri, line, 6).contents.value
    assert editor.said[uri].diagnostics[0].code in card, "the page behind the code"
    assert [each.title for each in editor.actions(uri, line)] == ["Change it to `outdoors`"]
    assert {"outdoors", "sells", "hours"} <= set(labels(editor.ask("completion", uri, line, 4)))
    assert "share" in editor.ask("hover", uri, line + 1, 6).contents.value
    editor.replace(uri, text)
    assert [each.name for each in editor.of("document_symbol", uri)][:3] == ["town", "title", "grid"]
    editor.close(uri)


def test_a_letter_of_two_units_before_the_cursor(editor: Editor) -> None:
    text = 'scenario "😀😀" (who = Ida):\n    town: riverside\n    length: 9 ticks\n'
    text += "    cast:\n        Ida: balanced, at cafe\n"
    uri = editor.open("untitled:emoji", text + '    at tick 1:\n        mark "🙈" # 🙈\n        direct who to leave\n')
    assert editor.told(uri) == []
    line = 'scenario "😀😀" (who = Ida):'
    units = len(line[: line.index("Ida")].encode("utf-16-le")) // 2
    assert "balanced" in editor.ask("hover", uri, 0, units + 1).contents.value
    editor.edit(uri, (0, units), (0, units + 3), "Idx")
    editor.told(uri, lambda codes: bool(codes))
    assert editor.said[uri].diagnostics[0].range.start == types.Position(0, units)
    editor.close(uri)


def test_positions_and_changes_that_cannot_be_do_no_harm(editor: Editor, coffee: str) -> None:
    for line, character in ((10**6, 0), (0, 10**6), (2**31 - 1, 2**31 - 1)):
        for question in ("hover", "completion", "definition", "signature_help", "document_highlight"):
            editor.ask(question, coffee, line, character)
    editor.edit(coffee, (5, 0), (2, 0), "")  # The end before the beginning.
    editor.edit(coffee, (10**6, 0), (10**6, 5), "# behind the end\n")
    editor.edit(coffee, (0, 0), (0, 0), "never seen", version=1)  # Older than what is there.
    editor.versions["file:///nowhere.town"] = 1
    editor.edit("file:///nowhere.town", (0, 0), (0, 0), "never opened")
    editor.close("file:///never-opened.town")
    editor.replace(coffee, text_of(editor))
    assert editor.told(coffee, lambda codes: not codes) == []


def test_a_change_that_is_older_is_passed_over(editor: Editor, coffee: str) -> None:
    editor.edit(coffee, (0, 0), (0, 0), "# one\n", version=9)
    editor.edit(coffee, (0, 0), (0, 0), "nonsense nonsense\n", version=8)
    editor.edit(coffee, (0, 0), (1, 0), "", version=10)
    assert editor.told(coffee, lambda codes: not codes) == []
    assert editor.formatted(coffee) == []


@pytest.mark.parametrize(
    "uri", ["untitled:Untitled-1", "file:///c%3A/stories/a.town", "file:///C:/stories/a.town", "x:y"]
)
def test_documents_that_are_no_files_here(editor: Editor, uri: str) -> None:
    text = 'use "library/people.town"\n\npersonality loud extends gruf:\n    voice: "loud"\n'
    editor.open(uri, text)
    assert editor.told(uri, lambda codes: bool(codes)) == ["TN205"]
    assert "gruff" in labels(editor.ask("completion", uri, 2, 25))
    editor.close(uri)
    editor.told(uri, lambda codes: not codes)


def test_a_file_that_is_deleted_under_the_editor(editor: Editor) -> None:
    name = editor.folder / "gone.town"
    shutil.copy(editor.folder / COFFEE, name)
    uri = editor.open_file("gone.town")
    library = editor.folder / "library" / "people.town"
    text = library.read_text("utf-8")
    name.unlink()
    library.unlink()
    event = types.FileEvent(library.as_uri(), types.FileChangeType.Deleted)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    assert editor.told(uri, lambda codes: True) == []  # The one that ships takes its place.
    assert labels(editor.ask("completion", uri, 2, 8))
    library.write_text(text, "utf-8")
    editor.close(uri)


def test_a_performance_is_given_up_when_nobody_waits_for_it(editor: Editor) -> None:
    text = text_of(editor).replace("length: 150 ticks", "length: 300 days")
    uri = editor.open("untitled:long", text)
    lens = editor.of("code_lens", uri)[0]

    async def give_up() -> JsonRpcException | None:
        asked = types.ExecuteCommandParams(lens.command.command, lens.command.arguments)
        running = editor.client.protocol.send_request("workspace/executeCommand", asked, msg_id="to be cancelled")
        await asyncio.sleep(0.2)
        editor.client.cancel_request(types.CancelParams(id="to be cancelled"))
        try:
            await asyncio.wrap_future(running)
        except JsonRpcException as error:
            return error
        return None

    refused = editor.run(give_up())
    assert refused is not None
    assert refused.code == -32800
    editor.close(uri)


def test_requests_that_make_no_sense(editor: Editor, coffee: str) -> None:
    editor.client.cancel_request(types.CancelParams(id="never asked"))
    with pytest.raises(JsonRpcException):
        editor.command(types.Command("?", "townlet.unknown"))
    assert "no file" in editor.command(types.Command("?", "townlet.runFromHere", arguments=[{"uri": 5}]))["transcript"]
    assert "sociable" in editor.ask("hover", coffee, *place(text_of(editor), "sociable, at")).contents.value


def test_shipped_scripts_while_they_are_broken(editor: Editor) -> None:
    """Each is cut off in the middle of a line, everything is asked of it, and it is made whole again."""
    for path in sorted(SCENARIOS.glob("*.town")):
        text = path.read_text("utf-8")
        uri = editor.open((editor.folder / path.name).as_uri(), text)
        half = text[: len(text) * 2 // 3]
        editor.replace(uri, half)
        line, character = half.count("\n"), len(half) - half.rfind("\n") - 1
        for question in ("hover", "completion", "definition", "signature_help", "document_highlight"):
            editor.ask(question, uri, line, character)
        for question in ("document_symbol", "folding_range", "semantic_tokens_full", "document_link", "code_lens"):
            editor.of(question, uri)
        editor.actions(uri, line)
        editor.formatted(uri)
        editor.replace(uri, text)
        assert not [code for code in editor.told(uri, lambda codes: not codes) if code]
        editor.close(uri)
    assert editor.odd == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-32"])
def test_a_client_may_count_in_other_units(tmp_path: Path, encoding: str) -> None:
    editor = Editor(tmp_path, [encoding])
    assert editor.capabilities.position_encoding == encoding
    uri = editor.open((tmp_path / "a.town").as_uri(), 'scenario "😀" (who = Idx):\n    length: 9 ticks\n')
    editor.told(uri, lambda codes: bool(codes))
    start = next(each.range.start for each in editor.said[uri].diagnostics)
    assert start.character <= len('scenario "😀" (who = Idx):'.encode(encoding.replace("32", "32-le"))) // {
        "utf-8": 1
    }.get(encoding, 4)
    assert editor.stop() == 0


def test_without_its_library_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["lsp"]) == 2
    said = capsys.readouterr()
    assert "TN050" in said.err
    assert 'pip install "townlet[lsp]"' in said.err
    assert said.out == ""
