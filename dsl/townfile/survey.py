"""What a check of a town file looks at: the town, and where in the text each part of it stands."""

from typing import Any

import msgspec

from dsl.source import Span
from dsl.townfile.nodes import Node, where, where_key
from townlet.townfile import TownFile


class Survey(msgspec.Struct, frozen=True):
    """`town` may lack entries that were at fault; `data`, the text's own, still holds their words."""

    town: TownFile
    data: dict[str, Any]
    root: Node

    def words(self, section: str) -> list[str]:
        """The words that `section` (places, objects, ...) gives a meaning, of entries at fault too."""
        return list(self.data.get(section, {}))

    def at(self, *path: str | int) -> Span:
        """Where the value at `path` stands."""
        return where(self.root, *path)

    def key(self, *path: str | int) -> Span:
        """Where the key that ends `path` stands."""
        return where_key(self.root, *path)
