"""What newcomers really wrote: each slip gets one message, with the fix it needs or a hint and none.

A wrong fix is worse than none: where a row has no fix, none may be offered.
"""

import pytest

from dsl.diagnostic import Diagnostic
from dsl.library import gather
from dsl.names import declared
from dsl.vocabulary import SHIPPED
from tests.dsl.shipped import Shelf, checked, compiled, parser, shipped

SCRIPT = """\
vignette hi(a, b, how = 50%):
    direct a to chat with b (quality = how)
    expect event chat between a and b within 6 ticks because "a b"

scenario "Two at the Cafe" (friend = Per, warm = 70%, much = 3 coins, long = 5 ticks, dark = yes):
    town: riverside
    clock: 09:00
    length: 60 ticks

    cast:
        Ida: balanced, at cafe, 6 coins
        Per: socialite, at cafe, 6 coins
        Nell: socialite, at cafe, 6 coins

    at tick 5 as hello:
        mark "One"
        direct Ida to chat with friend (quality = warm)
        set Ida's wallet to much
        wait long
        if dark is yes:
            play hi(Ida, friend)
"""


def only(text: str, **parameters: str) -> Diagnostic:
    found = checked(text, **parameters).diagnostics
    assert len(found) == 1, [(each.span.line, each.message) for each in found]
    return found[0]


def mended(text: str, said: Diagnostic) -> str:
    """The text after the fix of a message."""
    assert said.fix is not None, said.message
    lines = text.split("\n")
    span = said.fix.span
    line = lines[span.line - 1]
    lines[span.line - 1] = line[: span.column - 1] + said.fix.text + line[span.end_column - 1 :]
    return "\n".join(lines)


def with_line(line: str) -> str:
    return SCRIPT.replace('mark "One"', line)


@pytest.mark.parametrize(
    ("line", "code", "fixed"),
    [
        ("direct Per to chat with Ida about old times", "TN109", 'direct Per to chat with Ida about "old times"'),
        ("direct Per to argue with Ida about old times within 9 ticks", "TN109",
         'direct Per to argue with Ida about "old times" within 9 ticks'),
        ("expect Ida is in cafe", "TN116", "expect Ida is at cafe"),
        ("expect Ida is not in the cafe", "TN116", "expect Ida is not at cafe"),
        ("direct Ida and Per to rest", "TN116", "direct Ida, Per to rest"),
        ("direct Ida, and Per to rest", "TN116", "direct Ida, Per to rest"),
        ("release Ida and Per", "TN116", "release Ida, Per"),
        ("direct Per to give Ida coffee", "TN116", "direct Per to give coffee to Ida"),
        ("give Ida a coffee", "TN116", "give coffee to Ida"),
        ("give Ida 2 coins", "TN116", "give 2 coins to Ida"),
        ("give coffee Ida", "TN116", "give coffee to Ida"),
        ("expect Ida is friend of Per", "TN101", "expect Ida is friends with Per"),
        ("expect Ida is a friend of Per", "TN101", "expect Ida is friends with Per"),
        ("expect Ida is not rivals of Per", "TN101", "expect Ida is not rivals with Per"),
        ('narate "x"', "TN102", 'narrate "x"'),
        ('makr "x"', "TN102", 'mark "x"'),
        ('promt "x"', "TN102", 'prompt "x"'),
        ('Mark "x"', "TN102", 'mark "x"'),
        ('Ida "x"', "TN103", 'Ida: "x"'),
        ('say Ida "Hello"', "TN102", 'Ida: "Hello"'),
        ('say "Hello"', "TN102", None),
        ("direct Per to greet Ida (quality = 0.7)", "TN221", "direct Per to greet Ida (quality = 70%)"),
        ("direct Per to greet Ida (quality = 70)", "TN221", "direct Per to greet Ida (quality = 70%)"),
        ("direct Per to greet Ida (quality = 1)", "TN221", None),
        ("nudge Per to rest by 0.4", "TN115", "nudge Per to rest by 40%"),
        ("hold Ida for 5 ticks", "TN101", None),
        ("wait 30 seconds", "TN115", None),
        ("wait two minutes", "TN120", "wait 2 minutes"),
        ("wait an hour", "TN120", "wait 1 hour"),
        ("set Ida's wallet to $4", "TN120", "set Ida's wallet to 4 coins"),
        ("set cafe's prices by 50%", "TN116", None),
        ("trigger price spike at cafe (strength = 150%) for 5 ticks", "TN116",
         "trigger price-spike at cafe (strength = 150%) for 5 ticks"),
        ("direct Per to go to the cafe", "TN101", "direct Per to go to cafe"),
        ("hi(Ida, Per)", "TN102", "play hi(Ida, Per)"),
        ("direct Ida Per to rest", "TN116", None),
        ("expect chat between Ida and Per within 6 ticks", "TN226",
         "expect event chat between Ida and Per within 6 ticks"),
        ("set anyone's hygiene to 25%", "TN226", None),
        ("expect Ida's hunger above 500%", "TN222", None),
        ("direct Per to chat with Ida (qualiti = warm)", "TN214", "direct Per to chat with Ida (quality = warm)"),
    ],
)  # fmt: skip
def test_a_line_and_its_fix(line: str, code: str, fixed: str | None) -> None:
    said = only(with_line(line))
    assert said.code == code
    if fixed is None:
        assert said.fix is None
    else:
        text = mended(with_line(line), said)
        assert fixed in [each.strip() for each in text.split("\n")]
        assert checked(text).diagnostics == ()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("hold Ida for 5 ticks", "`release Ida`"),
        ("wait 30 seconds", "a tick is a minute"),
        ("direct Per to dance", "`argue`"),
        ("direct Per to take a bath", "`wash`"),
        ("direct Per to go to pub", "`bathhouse`"),
        ("direct everyone to go to park", "`Ida, Per, Nell`"),
        ("nudge everyone to rest", "`Ida, Per, Nell`"),
        ("trigger thunderstorm for 5 ticks", "There are: `price-spike`"),
        ("expect Ida is happy", "`Ida's mood above 60%`"),
        ('say "Hello"', "Three coins?"),
        ("expect cafe's stock below 4", "`cafe's stock of coffee`"),
    ],
)
def test_a_line_and_its_hint(line: str, words: str) -> None:
    said = only(with_line(line))
    assert words in (said.hint or "")
    assert said.fix is None


@pytest.mark.parametrize(
    ("old", "new", "code", "fixed"),
    [
        ("Ida: balanced, at cafe", "Ida: balanced, in cafe", "TN116", None),
        ("at tick 5 as", "at 9:30 pm as", "TN120", "    at 21:30 as hello:"),
        ("at tick 5 as", "at 9am as", "TN120", "    at 09:00 as hello:"),
        ("at tick 5 as", "at 12 am as", "TN120", "    at 00:00 as hello:"),
        ("clock: 09:00", "clock: 9 am", "TN120", "    clock: 09:00"),
        ("at tick 5 as", "20 ticks after start as", "TN207", "    at tick 20 as hello:"),
        ("at tick 5 as", "after start as", "TN207", "    at start as hello:"),
        ("length: 60 ticks", "length: an hour", "TN120", "    length: 1 hour"),
        ("length: 60 ticks", "length: -5 ticks", "TN114", None),
        ('hi(a', 'hi (a', None, None),
        ("Ida: balanced, at cafe, 6 coins", "Ida: balanced, at cafe, $6", "TN120", None),
        ('        mark "One"', '      mark "One"', "TN106", '        mark "One"'),
        ('        mark "One"', '  mark "One"', "TN106", '        mark "One"'),
        ('        mark "One"', '    mark "One"', "TN106", '        mark "One"'),
        ("play hi(", "play hy(", "TN206", "            play hi(Ida, friend)"),
        ("how = 50%", "hwo = 50%", "TN221", None),
        ("    length: 60 ticks\n", "    length: 60 ticks\n    author: me\n", "TN102", None),
        ("at tick 5 as", "at 08:00 as", "TN403", None),
        ("balanced", "gruff", "TN205", None),
        ("Ida: balanced", "Ida Berg: balanced", "TN101", None),
        ("    cast:\n", "", "TN104", None),
    ],
)  # fmt: skip
def test_a_change_and_its_fix(old: str, new: str, code: str | None, fixed: str | None) -> None:
    text = SCRIPT.replace(old, new, 1)
    if code is None:
        assert checked(text).diagnostics == ()
        return
    said = only(text)
    assert said.code == code
    if fixed is not None:
        assert fixed in mended(text, said).split("\n")


def test_a_title_without_quotation_marks_keeps_its_colon_outside() -> None:
    text = "scenario Two at the Cafe:\n    town: riverside\n    length: 5 ticks\n    cast:\n        Ida: balanced\n"
    assert mended(text, only(text)).startswith('scenario "Two at the Cafe":\n')


@pytest.mark.parametrize("name", ["O'Neil", "Ida Berg", "Ida van Berg"])
def test_a_name_that_is_none_is_said_once_however_often_it_comes(name: str) -> None:
    said = only(SCRIPT.replace("Ida", name))
    assert "one word of letters, digits and hyphens" in said.message
    assert said.span.line == 11


def test_a_forgotten_scenario_line_is_one_message() -> None:
    text = SCRIPT[SCRIPT.index("    town:") :].replace("friend", "Per").replace("warm", "70%")
    text = text[: text.index("        set Ida's wallet")]
    said = only(text)
    assert (said.code, said.message) == ("TN104", "the `scenario` line is missing above this")
    assert 'scenario "Title":\n    town: riverside' in mended(text, said)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (shipped("coffee-too-dear.transcript").text, "this is a transcript"),
        ("# Title\n\n" + "Some text.\n" * 20, "does not look like a script"),
    ],
)
def test_a_file_of_another_kind_is_one_message(text: str, words: str) -> None:
    assert words in only(text).message


@pytest.mark.parametrize(
    ("parameters", "code", "meant"),
    [
        ({"friend": "nell"}, "TN201", "did you mean `--set friend=Nell`?"),
        ({"warm": "70"}, "TN221", "did you mean `--set warm=70%`?"),
        ({"warm": "0.7"}, "TN221", "did you mean `--set warm=70%`?"),
        ({"much": "3"}, "TN221", 'did you mean `--set "much=3 coins"`?'),
        ({"long": "5"}, "TN221", 'did you mean `--set "long=5 ticks"`?'),
        ({"dark": "YES"}, "TN217", "did you mean `--set dark=yes`?"),
    ],
)
def test_a_value_from_outside_is_mended_where_it_was_given(
    parameters: dict[str, str], code: str, meant: str
) -> None:
    said = only(SCRIPT, **parameters)
    ((name, value),) = parameters.items()
    assert (said.code, said.fix, said.hint) == (code, None, meant)
    assert said.message.startswith(f"`--set {name}={value}`: ")


def test_nobody_talks_to_themselves_by_way_of_parameters() -> None:
    found = checked(SCRIPT, friend="Ida").diagnostics
    assert [(each.code, each.span.line, each.span.column) for each in found] == [
        ("TN306", 17, 33),
        ("TN306", 21, 26),
    ]
    guarded = (
        SCRIPT.replace(", dark = yes", "")
        .replace("if dark is yes", "if friend is Per")
        .replace("chat with friend", "chat with Nell")
    )
    assert checked(guarded, friend="Ida").diagnostics == ()


def test_a_check_speaks_of_those_it_is_about() -> None:
    schedule = compiled(SCRIPT, friend="Nell").schedule
    assert schedule is not None
    found = _texts(schedule.cues[0].block)
    assert found == ['expect event chat between Ida and Nell within 6 ticks because "a b"']


def _texts(steps: object) -> list[str]:
    found: list[str] = []
    for step in steps:  # type: ignore[attr-defined]
        found += [step.check.text] if hasattr(step, "check") else _texts(getattr(step, "block", ()))
    return found


@pytest.mark.parametrize("file", SHIPPED)
def test_the_hint_about_the_library_knows_what_it_declares(file: str) -> None:
    (tree,) = gather(shipped(file), parser(), Shelf()).files
    assert {name.text for kind, name in declared(tree) if kind in ("personality", "item")} == {*SHIPPED[file]}


def test_a_library_is_found_by_its_last_name() -> None:
    said = only('use "people.town"\n\n' + SCRIPT)
    assert said.fix is not None
    assert said.fix.text == '"library/people.town"'
