"""Every example of docs/language.md is a whole script that checks without a word, performs, and keeps its promises.

What stands under it as a transcript are lines of its own transcript, in that order; others may stand between them.
"""

import re
from itertools import pairwise

import pytest

from runner.keeping import kept
from tests.dsl.shipped import Map, compiled
from tests.pages import Fence, fences, manual
from townlet.script.checks import fails

SHOWN = fences(manual("language"), "town", "transcript")
EXAMPLES = [
    (one.text, other.text if other.language == "transcript" else "")
    for one, other in pairwise([*SHOWN, Fence("", (), {}, "")])
    if one.language == "town"
]


@pytest.mark.parametrize(
    ("text", "transcript"), EXAMPLES, ids=[re.findall(r'scenario "(.*?)"', text)[0] for text, _ in EXAMPLES]
)
def test_an_example_performs(text: str, transcript: str) -> None:
    done = compiled(text, "example.town")
    assert [diagnostic.message for diagnostic in done.diagnostics] == []
    found = Map().find("riverside", "")
    assert done.schedule is not None
    assert found is not None
    assert found.town is not None
    run = kept(done.schedule, found.town)
    assert [verdict for verdict in run.judged.values() if fails(verdict)] == []
    told = iter([line.partition("  ‹")[0].rstrip() for line in run.text.splitlines()])
    for line in transcript.splitlines():
        assert line in told, f"{line}\nis not told, or not in this place:\n{run.text}"


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) >= 8
    assert sum(1 for _, transcript in EXAMPLES if transcript) >= 6
