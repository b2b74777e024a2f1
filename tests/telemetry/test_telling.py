"""Several listen to one town: its stream is made once, and each is told the same."""

from runner.performing import performed
from runner.telemetry.telling import Telemetry, line
from tests.dsl.shipped import shipped
from tests.telemetry.consumers import Follower
from tests.town.support import schedule_of, setting
from townlet.clock import advance
from townlet.opening import opened, raise_curtain
from townlet.town import Town

COFFEE = schedule_of(shipped("coffee-too-dear.town").text)


def heard(count: int) -> list[list[bytes]]:
    """What each of so many is told of the same run."""
    told: list[list[bytes]] = [[] for _ in range(count)]

    def attend(town: Town) -> list[Telemetry]:
        return [Telemetry(town, lambda message, text, lines=lines: lines.append(text)) for lines in told]

    performed(COFFEE, setting(COFFEE.town).file, attend=attend)
    return told


def test_each_is_told_what_one_alone_would_be() -> None:
    (alone,) = heard(1)
    assert heard(3) == [alone, alone, alone]


def test_whoever_joins_later_gets_the_state_first() -> None:
    town, late = opened(setting(COFFEE.town), COFFEE), Follower()
    first = Telemetry(town, lambda message, text: None)
    town.listener, town.page.listener = first.hear, first.told
    raise_curtain(town)
    advance(town, 60)
    Telemetry(town, lambda message, text: late.take(text))
    assert late.snapshots == 1
    advance(town, 90)
    assert late.diffs > 3
    before = late.state
    late.take(line(first.snapshot()))
    assert late.state == before
