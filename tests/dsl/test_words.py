"""Words are counted in any language, and what is written is counted once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.outline.words import words
from dsl.outline.writing import Amount, Writing, writing
from tests.town.support import schedule_of, script


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" — … “” ", 0),
        ("Three coins? For coffee?", 4),
        ("I don't, and she won’t.", 5),
        ("a merry-go-round - and 'this'", 4),
        ("It is 08:30, or 3.1 of 1,000.", 7),
        ("one,two.three:four", 4),
        ("Grüße aus Łódź", 3),
        ("l'été, aujourd'hui", 2),
        ("col·lecció", 1),
        ("Привет, как дела?", 3),
        ("Καλημέρα σας", 2),
        ("שלום עולם", 2),
        ("مرحبا بالعالم", 2),
        ("می‌روم خانه", 2),
        ("नमस्ते दुनिया", 2),
        ("안녕하세요 세계", 2),
        ("夏の夜。", 3),
        ("我喜欢咖啡", 5),
        ("コーヒー", 4),
        ("我用 Python 3", 4),
        ("สวัสดีครับ ขอบคุณ", 2),
        ("e\u0301te\u0301", 1),
        ("🙂 ok 🙂", 1),
    ],
)
def test_words_of_any_language(text: str, count: int) -> None:
    assert words(text) == count


@given(st.text(), st.text())
def test_what_stands_apart_adds_up(one: str, other: str) -> None:
    assert words(f"{one} {other}") == words(one) + words(other)


HEAD = """
vignette talk(one, other):
    assume one is near other
    one: "Well, well."
    expect event chat between one and other within 9 ticks
"""
BODY = """
at tick 2:
    mark "One more"
    narrate "It rains."
    play talk(Ann, Ben)
    play talk(Ben, Ann)
    prompt "Look up now."

at tick 30:
    if Ann is near Ben:
        narrate:
            > Long lines are
            > one text.
    otherwise:
        Ann: "No."
    hope Ann is near Ben

expect Ann is near Ben at end
"""


def test_every_line_is_counted_once_however_often_it_is_played() -> None:
    assert writing(schedule_of(script(BODY, head=HEAD))) == Writing(
        narration=Amount(2, 7), dialogue=Amount(2, 3), marks=Amount(1, 2), prompts=Amount(1, 3), words=12,
        cues=2, vignettes=1, plays=2, assumes=1, expects=2, hopes=1,
    )  # fmt: skip
