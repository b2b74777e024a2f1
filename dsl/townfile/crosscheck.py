"""What no schema can say: that words lead somewhere, and that one can live in the town."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Final

from dsl.diagnostic import Diagnostic, has_errors
from dsl.townfile.fortune import bounded, prices_can_spike, ranges_run_forwards
from dsl.townfile.ground import (
    door_on_edge,
    in_the_grid,
    nothing_overlaps,
    objects_in_place,
    room_to_wait,
    ways_in,
)
from dsl.townfile.larder import dishes_made_of_others, shelves_that_supply, things_to_be_had
from dsl.townfile.living import (
    hours_are_open,
    some_home,
    something_to_eat,
    used_affordances,
    wages_carry,
    wages_feed,
)
from dsl.townfile.meaning import one_meaning, own_words, words_lead_somewhere
from dsl.townfile.nodes import Node
from dsl.townfile.structure import MOST_SAID
from dsl.townfile.survey import Survey
from townlet.townfile import TownFile

Check = Callable[[Survey], Iterator[Diagnostic]]

EACH: Final[tuple[Check, ...]] = (
    own_words,
    one_meaning,
    words_lead_somewhere,
    hours_are_open,
    in_the_grid,
    nothing_overlaps,
    door_on_edge,
    objects_in_place,
    room_to_wait,
    dishes_made_of_others,
    ranges_run_forwards,
    bounded,
    prices_can_spike,
)
"""Checks that hold of some entries whether or not others are sound."""

WHOLE: Final[tuple[Check, ...]] = (
    ways_in,
    some_home,
    used_affordances,
    things_to_be_had,
    shelves_that_supply,
)
"""Checks that would speak falsely while an entry is missing."""

SUMS: Final[tuple[Check, ...]] = (something_to_eat, wages_feed, wages_carry)
"""Checks whose sums mean something only when nothing is at fault; the last of them warns."""


def crosscheck(town: TownFile, data: dict[str, Any], root: Node, *, whole: bool) -> tuple[Diagnostic, ...]:
    """What the checks find, up to `MOST_SAID`; `whole` says that nothing was at fault so far."""
    survey = Survey(town, data, root)
    said = _run(EACH + WHOLE if whole else EACH, survey)
    return said if has_errors(said) or not whole else said + _run(SUMS, survey)


def _run(checks: tuple[Check, ...], survey: Survey) -> tuple[Diagnostic, ...]:
    return tuple(islice((found for check in checks for found in check(survey)), MOST_SAID))
