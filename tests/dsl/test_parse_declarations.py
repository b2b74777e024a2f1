"""Fields and entries that no shipped script uses."""

from textwrap import dedent, indent

import pytest

from dsl import tree
from dsl.parse import parse
from dsl.source import Source
from tests.dsl.brief import brief
from tests.dsl.shipped import parser


def file_of(text: str) -> tree.File:
    file, said = parse(Source("t.town", dedent(text)), parser())
    assert said == ()
    return file


def scenario(body: str) -> tree.Scenario:
    (found,) = file_of('scenario "S":\n' + indent(dedent(body), "    ")).scenarios
    return found


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            "Kai: gruff, lives at mill-lane, works as barista, carries 1 umbrella, carries 2 thermos",
            "Member(Kai, gruff, carries=[Goods(1, umbrella), Goods(2, thermos)], job=barista, "
            "home=mill-lane)",
        ),
        ("Kai: offstage, 1 coin", "Member(Kai, offstage=True, wallet=Coins(1000))"),
        ("Kai:\n    starts: at cafe", "Member(Kai, starts=cafe)"),
        ("Kai:\n    starts: cafe\n    home: mill-lane", "Member(Kai, starts=cafe, home=mill-lane)"),
        ("Kai:\n    starts: offstage\n    job: grocer", "Member(Kai, offstage=True, job=grocer)"),
        (
            "Kai:\n    ties: trust in Avery 40%, familiarity with Avery 20%",
            "Member(Kai, ties=[Tie(trust, in, Avery, Share(400000)), "
            "Tie(familiarity, with, Avery, Share(200000))])",
        ),
        (
            "folk 3: shy 100%, at park, 2 coins",
            "Group(folk, 3, [Figure(shy, Share(1000000))], park, wallet=Coins(2000))",
        ),
    ],
)
def test_cast(entry: str, expected: str) -> None:
    assert brief(scenario("cast:\n" + indent(entry, "    ")).cast) == f"[{expected}]"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("seeds: 4, 1..3", "Rehearse([SeedRange(4, 4), SeedRange(1, 3)])"),
        ("ignore: economy, utility", "Rehearse(ignore=[economy, utility])"),
        ("cover every vignette in 1 run", "Rehearse(cover=[CoverEvery(vignette, 1)])"),
        (
            "cover weather in [0..1, 2..2]",
            "Rehearse(cover=[CoverValues(weather, [Bucket(Number(0), Number(1000000)), "
            "Bucket(Number(2000000), Number(2000000))])])",
        ),
        (
            "cover Kai's trust in Avery in [0%..5%]",
            "Rehearse(cover=[CoverValues(Possessive(Kai, trust, in, Avery), "
            "[Bucket(Share(0), Share(50000))])])",
        ),
        (
            "cover every townsperson's mood in [0%..5%]",
            "Rehearse(cover=[CoverValues(Possessive(Everyone(townsperson), mood), "
            "[Bucket(Share(0), Share(50000))])])",
        ),
    ],
)
def test_rehearse(field: str, expected: str) -> None:
    assert brief(scenario(f"rehearse:\n    {field}").rehearse) == expected


def test_items() -> None:
    items = file_of(
        "item bread:\n    consumed\nitem cup:\n    reusable\nitem stone:\n    price: 1 coin\n"
    ).items
    assert [item.reusable for item in items] == [False, True, None]


def test_a_cue_and_statements_may_stand_together_in_a_vignette() -> None:
    file = file_of("vignette v(a):\n    hold a\n    2 ticks after start:\n        release a\n")
    assert brief(file.vignettes[0].body) == (
        "[Hold([a]), Cue(AfterStart(Duration(2, ticks), start), body=[Release([a])])]"
    )


def test_todo_comments_are_collected() -> None:
    file = file_of("# TODO: more people\nstreams: a, b  # TODO: one more\n# done\n")
    assert [(todo.text, todo.span.line, todo.own_line) for todo in file.todos] == [
        ("TODO: more people", 1, True),
        ("TODO: one more", 2, False),
    ]
