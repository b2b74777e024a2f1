"""What a review shows: one passage of a story, before and now. Apart from the screen: nobody draws to decide."""

import msgspec


class Passage(msgspec.Struct, frozen=True):
    """One passage to decide about: of which story, which, and its lines before and now.

    A story without a golden is one passage without a name: it is the golden whole, or not at all.
    """

    story: str
    name: str
    was: tuple[str, ...]
    now: tuple[str, ...]
