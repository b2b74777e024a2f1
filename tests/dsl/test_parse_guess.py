"""Did you mean …?"""

import pytest

from dsl.guess import edits, nearest

WORDS = ("direct", "scenario", "release", "Blair", "meet", "eat", "price-rise", "at", "Zoë")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("direkt", "direct"),
        ("Direct", "direct"),
        ("scenaro", "scenario"),
        ("relaese", "release"),
        ("blaire", "Blair"),
        ("meat", "meet"),
        ("price rise", "price-rise"),
        ("pricerise", "price-rise"),
        ("Zoe", "Zoë"),
        ("umbrella", None),
        ("x", None),
        ("", None),
        ("--", None),
    ],
)
def test_nearest(word: str, meant: str | None) -> None:
    assert nearest(word, WORDS) == meant


def test_nearest_of_nothing() -> None:
    assert nearest("word", ()) is None


@pytest.mark.parametrize(("one", "other", "count"), [("", "abc", 3), ("abc", "acb", 1), ("abc", "abc", 0)])
def test_edits(one: str, other: str, count: int) -> None:
    assert edits(one, other) == edits(other, one) == count
