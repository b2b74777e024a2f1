"""What a YAML text is read as: a town file, or something else that wants the same care and other words."""

from typing import Final

import msgspec


class Kind(msgspec.Struct, frozen=True):
    """`what` messages call it; `deepest` how many mappings and lists may lie inside each other; `begins` how it does.

    Of a key that is said twice the first counts, or with `last` the last; either way it is reported. With `anchors`
    something may be given a name (`&`), be meant again by it (`*`), and be taken into a mapping (`<<`).
    """

    what: str
    deepest: int
    begins: str
    last: bool = False
    anchors: bool = False

    def said(self, text: str) -> str:
        """A sentence about town files, said of this."""
        return text.replace("town file", self.what)


TOWN: Final = Kind("town file", 8, "A town file begins with `town:`, `title:` and `grid:`.")  # It needs five deep.
