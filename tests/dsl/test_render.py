"""Diagnostics as they are read."""

import json
from textwrap import dedent

from dsl.diagnostic import Diagnostic, Fix, in_order
from dsl.render import as_data, concise, render, segments
from dsl.source import Source, Span

TOWN = Source(
    "cafe.town",
    dedent("""\
    at tick 40 as arrival:
        mark "A new face"

    after arival:
    \tKai: "今日は、 Kai"  mrk
    """),
)
PEOPLE = Source("library/people.town", 'item thermos:\n    about: "Tea"\n')


def at(line: int, column: int, length: int, source: Source = TOWN) -> Span:
    return Span(source.name, line, column, line, column + length)


UNKNOWN = Diagnostic(
    "TN210",
    "there is no cue called `arival`",
    at(4, 7, 6),
    "did you mean `arrival`?",
    secondary=((at(1, 15, 7), "`arrival` was named here"),),
    hint="a cue gets its name by `as`",
    fix=Fix(at(4, 7, 6), "arrival"),
)


def shown(diagnostic: Diagnostic) -> str:
    return render(diagnostic, {s.name: s for s in (TOWN, PEOPLE)})


def test_the_full_form() -> None:
    assert shown(UNKNOWN) == dedent("""\
        error[TN210]: There is no cue called `arival`
         --> cafe.town:4:7
          |
        1 | at tick 40 as arrival:
          |               ------- `arrival` was named here
        ...
        4 | after arival:
          |       ^^^^^^ did you mean `arrival`?
          = help: A cue gets its name by `as`
          |
        - | after arival:
        + | after arrival:
        """)


def test_carets_stand_under_tabs_and_wide_characters() -> None:
    shown_lines = shown(Diagnostic("TN101", "no", at(5, 19, 3), "here")).splitlines()
    assert shown_lines[3:] == [
        '5 |     Kai: "今日は、 Kai"  mrk',
        "  | " + " " * 25 + "^^^ here",
    ]


def test_a_place_in_another_file_is_shown_with_its_name() -> None:
    diagnostic = Diagnostic(
        "TN203", "thermos is defined twice", at(2, 5, 4), secondary=((at(1, 6, 7, PEOPLE), "first here"),)
    )
    assert shown(diagnostic) == dedent("""\
        error[TN203]: Thermos is defined twice
         --> cafe.town:2:5
          |
        2 |     mark "A new face"
          |     ^^^^
         ::: library/people.town:1:6
          |
        1 | item thermos:
          |      ------- first here
        """)


def test_an_empty_place_gets_one_caret_behind_the_line() -> None:
    lines = shown(Diagnostic("TN103", "a colon", at(2, 22, 0), "`:` is missing")).splitlines()
    assert lines[-1] == "  | " + " " * 21 + "^ `:` is missing"


def test_a_source_that_is_not_at_hand_leaves_only_its_lines_out() -> None:
    assert render(UNKNOWN, {}) == dedent("""\
        error[TN210]: There is no cue called `arival`
         --> cafe.town:4:7
          = help: A cue gets its name by `as`
        """)


def test_places_outside_of_the_text_do_not_matter() -> None:
    for span in (at(99, 1, 5), at(1, 99, 5), Span("cafe.town", 1, 4, 3, 2), at(0, 0, 0)):
        diagnostic = Diagnostic("TN101", "odd", span, "here", fix=Fix(span, "x"))
        assert shown(diagnostic).startswith("error[TN101]: Odd\n")


def test_a_tab_can_be_told_from_spaces_in_a_fix() -> None:
    span = at(5, 1, 1)
    lines = shown(Diagnostic("TN107", "a tab", span, fix=Fix(span, "    "))).splitlines()
    assert lines[-2:] == ['- | →   Kai: "今日は、 Kai"  mrk', '+ |     Kai: "今日は、 Kai"  mrk']


def test_control_characters_are_not_sent_to_the_terminal() -> None:
    source = Source("odd.town", "mark \x1b[31m\0")
    assert "\x1b" not in render(
        Diagnostic("TN101", "odd", Span("odd.town", 1, 6, 1, 7)), {"odd.town": source}
    )


def test_a_fix_may_add_lines() -> None:
    diagnostic = Diagnostic("TN104", "empty", at(1, 1, 2), fix=Fix(at(1, 23, 0), "\n    mark"))
    assert shown(diagnostic).splitlines()[-3:] == [
        "- | at tick 40 as arrival:",
        "+ | at tick 40 as arrival:",
        "+ |     mark",
    ]


def test_segments_say_which_part_plays_which_role() -> None:
    pieces = segments(UNKNOWN, {TOWN.name: TOWN})
    assert ("error[TN210]", "error") in pieces
    roles = {style: text.strip() for text, style in pieces}
    assert roles["secondary"].startswith("-------")
    assert roles["removed"] == "after arival:"
    assert roles["added"] == "after arrival:"


def test_the_concise_form() -> None:
    assert concise(UNKNOWN) == (
        "cafe.town:4:7: error[TN210]: There is no cue called `arival` (did you mean `arrival`?)"
    )


def test_the_form_for_machines() -> None:
    data = json.loads(json.dumps(as_data(UNKNOWN)))
    assert set(data) == {"code", "severity", "message", "span", "label", "secondary", "hint", "fix"}
    assert data["span"] == {"file": "cafe.town", "line": 4, "column": 7, "end_line": 4, "end_column": 13}
    assert data["fix"]["text"] == "arrival"
    assert as_data(Diagnostic("TN001", "no", Span("a.town", 0, 0, 0, 0)))["span"] == {"file": "a.town"}
    assert set(as_data(Diagnostic("TN101", "no", at(1, 1, 1)))) == {"code", "severity", "message", "span"}


def test_a_line_that_is_not_written_right_gets_that_one_message() -> None:
    syntax = Diagnostic("TN101", "unreadable", at(4, 7, 6))
    echo = Diagnostic("TN210", "there is no `arival`", at(4, 1, 2))
    other = Diagnostic("TN210", "there is no `B`", at(1, 1, 2))
    assert in_order((echo, syntax, other)) == (other, syntax)


def test_nothing_quoted_steers_a_terminal() -> None:
    source = Source("x.town", "\x1b[31mred\n")
    found = Diagnostic("TN102", "I do not know `\x1b[31m`", Span("x.town", 1, 1, 1, 4), label="\x1b[0m", hint="\x07")
    assert "\x1b" not in render(found, {"x.town": source}) + concise(found)
    assert "\x07" not in render(found, {"x.town": source})


def test_data_begins_with_a_capital_as_every_other_form_does() -> None:
    data = as_data(Diagnostic("TN101", "no such line", at(1, 1, 1), hint="leave it out"))
    assert (data["message"], data["hint"]) == ("No such line", "Leave it out")
