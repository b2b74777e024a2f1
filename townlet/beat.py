"""A beat: one line of the transcript, with everything needed to say why it is there."""

from typing import Literal

import msgspec

from townlet.events import Sign


class Beat(msgspec.Struct, frozen=True, gc=False):
    """`text` as prose; `sign` how hard the script leaned (empty for marks and prompts); `root` where it came from.

    `event` is the event it tells of, 0 for what the script wrote itself.
    """

    tick: int
    kind: Literal["line", "mark", "prompt"]
    sign: Sign | Literal[""]
    text: str
    root: str
    event: int
    told: str  # The kind of event, or of note: what a template belongs to.
