"""What came in while a run went on, as plain data: it is recorded, performed again, and saved with the run."""

import msgspec

from townlet.schedule import Cue, Written


class Input(msgspec.Struct, frozen=True):
    """What came in while a run went on: under which id, the tick in which it is performed, and what was said."""

    id: str
    tick: int
    text: str


class Joined(msgspec.Struct, frozen=True):
    """A cue that joined, with the input that it was made from, and where its lines stand in that."""

    input: Input
    cue: Cue
    places: dict[str, Written] = {}
