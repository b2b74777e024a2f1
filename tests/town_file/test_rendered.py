"""How mistakes in a town file look to the person who made them, and that each has its code in the table."""

import re

from dsl.codes import CODES, TOWN_FILES
from dsl.render import render
from dsl.source import Source
from tests.town_file.support import ROOT, damaged, read


def rendered(old: str, new: str) -> str:
    text = damaged(old, new)
    _, said = read(text)
    return "\n".join(render(one, {"hamlet.yaml": Source("hamlet.yaml", text)}) for one in said)


TWO_PLACES_ON_ONE_TILE = """\
error[TN931]: The inn and the cottage both cover tile [2, 0]
  --> hamlet.yaml:14:12
   |
11 |   cottage: {kind: home, tiles: [0, 0, 3, 3], door: [2, 2]}
   |                                ------------ the cottage lies here
...
14 |     tiles: [2, 0, 4, 3]
   |            ^^^^^^^^^^^^
"""

A_KEY_MISSPELT = """\
error[TN911]: `inn` knows no `huors:`
  --> hamlet.yaml:16:5
   |
16 |     huors: 07:00-22:00
   |     ^^^^^ did you mean `hours`?
   |
 - |     huors: 07:00-22:00
 + |     hours: 07:00-22:00
"""

A_WAGE_TOO_LOW = """\
warning[TN943]: A cook has 2.7 % of a day's wage left over
  --> hamlet.yaml:27:48
   |
27 |   cook: {place: inn, shift: 07:00-15:00, wage: 7.2 coins}
   |                                                ^^^^^^^^^ rent, three meals and a wash cost 7 coins
   = help: A wage of 7.8 coins to 8.7 coins leaves 10 to 20 % over.
"""


def test_how_mistakes_look() -> None:
    assert rendered("tiles: [5, 0, 4, 3]", "tiles: [2, 0, 4, 3]") == TWO_PLACES_ON_ONE_TILE
    assert rendered("hours: 07:00-22:00", "huors: 07:00-22:00") == A_KEY_MISSPELT
    assert rendered("wage: 8 coins", "wage: 7.2 coins") == A_WAGE_TOO_LOW


OURS = {code for code, each in CODES.items() if each.family == TOWN_FILES}


def test_each_code_is_in_the_table_and_none_besides() -> None:
    files = sorted((ROOT / "dsl" / "townfile").glob("*.py"))
    used = {code for file in files for code in re.findall(r'"(TN\d{3})"', file.read_text("utf-8"))}
    assert used == OURS


def test_each_code_is_damaged_once_at_least() -> None:
    table = (ROOT / "tests" / "town_file" / "test_errors.py").read_text("utf-8")
    assert [code for code in sorted(OURS) if code not in table] == []
