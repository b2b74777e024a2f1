"""Twenty scripts that nobody wrote, a week each: no law is broken, no reservation lost, nobody left standing.

`make soak` performs a thousand.
"""

import pytest

from tests.town.swarm import swarm, throng


@pytest.mark.parametrize("number", range(5))
def test_a_week_in_any_script(number: int) -> None:
    for text, wrong in swarm(number, 4):
        pytest.fail(f"{text}\n" + "\n".join(wrong[:5]))


def test_three_days_in_a_crowd() -> None:
    for text, wrong in throng(0, 2):
        pytest.fail(f"{text}\n" + "\n".join(wrong[:5]))
