"""The tables of docs/narration.md say what the tables of the page say, row by row."""

from collections import defaultdict

from tests.pages import manual, rows
from townlet.page import APART, HOURLY, ROOM, SHARE
from townlet.sentences.table import HIGH, LOW, MIDDLE, TABLE

PAGE = manual("narration")


def test_the_room_of_each_category() -> None:
    found = {cells[0].strip("`"): tuple(map(int, cells[2:])) for cells in rows(PAGE, "category")}
    assert found == {name: (SHARE[name], HOURLY[name], APART[name]) for name in SHARE}
    assert found.keys() == {rule.category for rule in TABLE.values() if rule}


def test_the_room_of_each_priority() -> None:
    found = {cells[0]: int(cells[2].removesuffix(" lines")) for cells in rows(PAGE, "priority")}
    assert found == {"high": ROOM[HIGH], "middle": ROOM[MIDDLE], "low": ROOM[LOW]}


def test_what_is_told_once_for_all() -> None:
    echoes = defaultdict[tuple[str, int], list[str]](list)
    for kind, rule in TABLE.items():
        if rule and rule.echo:
            echoes[rule.echo].append(f"`{kind.__struct_config__.tag}`")
    expected = [[f"`{name}`", ", ".join(sorted(kinds)), f"{rest} minutes"] for (name, rest), kinds in echoes.items()]
    assert rows(PAGE, "once told") == sorted(expected)
