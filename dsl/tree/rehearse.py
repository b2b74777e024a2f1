"""How a scenario is rehearsed."""

from dsl.tree.parts import Name, Node, Number, Share, Target, Value


class Rehearse(Node, frozen=True, gc=False):
    """`rehearse:` with its fields."""

    seeds: "tuple[SeedRange, ...]" = ()
    vary: "tuple[Vary, ...]" = ()
    golden: Number | None = None
    pass_rate: Share | None = None
    compare: tuple[Name, ...] = ()
    ignore: tuple[Name, ...] = ()
    cover: "tuple[CoverEvery | CoverValues, ...]" = ()


class SeedRange(Node, frozen=True, gc=False):
    """`1..20`; a single seed is a range of one."""

    first: int
    last: int


class Vary(Node, frozen=True, gc=False):
    """`vary spike in [120%, 155%, 200%]`"""

    name: Name
    values: tuple[Value, ...]


class CoverEvery(Node, frozen=True, gc=False):
    """`cover every vignette in 3 runs`"""

    kind: Name
    runs: int


class CoverValues(Node, frozen=True, gc=False):
    """`cover newcomer's energy in [30%..35%, 35%..45%]`"""

    subject: Target
    buckets: "tuple[Bucket, ...]"


class Bucket(Node, frozen=True, gc=False):
    """`30%..35%`: closed at both ends."""

    low: Value
    high: Value
