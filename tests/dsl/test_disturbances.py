"""What one block sets off at one moment: that it is too much is said before it is performed."""

import pytest

from dsl.check.disturbances import LIMIT
from tests.dsl.shipped import checked
from townlet.circumstances import perturbations

SCRIPT = """\
scenario "Too Much":
    town: riverside
    clock: 09:00
    length: 60 ticks

    cast:
        Ida: balanced, at cafe, 6 coins

    at tick 5 as all:
{lines}
"""
OUTAGE, RAIN, SPIKE = "trigger water-outage for 20 ticks", "trigger rain for 10 ticks", "trigger blackout for 9 ticks"


def script(*lines: str) -> str:
    return SCRIPT.format(lines="\n".join(f"        {line}" for line in lines))


def test_the_limit_is_that_of_the_town() -> None:
    assert perturbations.LIMIT == LIMIT


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        ((OUTAGE, RAIN), []),
        ((OUTAGE, RAIN, SPIKE), [12]),
        ((OUTAGE, 'mark "So"', RAIN, "set Ida's hunger to 50%", SPIKE), [14]),
        ((OUTAGE, RAIN, "wait 11 ticks", SPIKE), []),
        ((OUTAGE, RAIN, "direct Ida to go to park", SPIKE), []),
        (("if Ida is at cafe:", *(f"    {each}" for each in (OUTAGE, RAIN, SPIKE))), [13]),
        (("if Ida is at cafe:", f"    {OUTAGE}", "otherwise:", f"    {RAIN}", SPIKE), []),
    ],
)
def test_a_third_without_time_between_is_one_too_many(lines: tuple[str, ...], places: list[int]) -> None:
    said = checked(script(*lines)).diagnostics
    assert [(each.code, each.severity, each.span.line) for each in said] == [
        ("TN413", "warning", place) for place in places
    ]
