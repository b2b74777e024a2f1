"""What came in while a run went on, as plain data: it is recorded, performed again, and saved with the run."""

import msgspec

from townlet.schedule import Cue, Written


class Input(msgspec.Struct, frozen=True):
    """What came in while a run went on, under an id of its sender: when tick `heard` was over, for tick `tick`.

    It is performed as the cue `operator-NUMBER` of that tick; numbers rise in the order of coming in.
    """

    id: str
    number: int
    heard: int
    tick: int
    text: str


class Joined(msgspec.Struct, frozen=True):
    """A cue that joined, with the input that it was made from, and where its lines stand in that."""

    input: Input
    cue: Cue
    places: dict[str, Written] = {}
