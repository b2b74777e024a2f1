"""Every example of docs/language.md is a whole script that checks without a word, performs, and keeps its promises."""

import re
from pathlib import Path

import pytest

from tests.dsl.shipped import Map, compiled
from townlet.clock import perform
from townlet.opening import opened, raise_curtain
from townlet.script.checks import fails
from townlet.setting import Setting

PAGE = Path(__file__).parents[2] / "docs" / "language.md"
EXAMPLES = re.findall(r"```town\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES, ids=lambda text: str(re.findall(r'scenario "(.*?)"', text)[0]))
def test_an_example_performs(text: str) -> None:
    done = compiled(text, "example.town")
    assert [diagnostic.message for diagnostic in done.diagnostics] == []
    found = Map().find("riverside", "")
    assert done.schedule is not None
    assert found is not None
    assert found.town is not None
    town = opened(Setting(found.town), done.schedule)
    raise_curtain(town)
    perform(town)
    assert [verdict for verdict in town.performance.verdicts if fails(verdict)] == []


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) >= 4
