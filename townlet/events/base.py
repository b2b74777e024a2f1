"""What every event has."""

from typing import Literal

import msgspec

Sign = Literal["·", "~", "!", "*"]
Learnt = Literal["saw", "paid", "heard"]
How = Literal["done", "refused", "broken-off", "out-of-time", "released"]


class Base(msgspec.Struct, frozen=True, tag_field="kind", gc=False):
    """Fields of every event. `where` is a place, or empty out of doors between places.

    `cause` is the id of an earlier event, 0 when it came straight from its root; `root` is where the chain of
    causes ends: a statement of the script or a rule of the town (`townlet.causes`).
    """

    id: int
    tick: int
    cause: int
    root: str
    sign: Sign
    who: str
    where: str
