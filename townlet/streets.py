"""The streets between places: how far it is from one tile to another, and the way.

A set of tiles is a number with a bit for each, row by row, with a column to spare between rows, so that the tiles
beside a set are the set moved by one bit or by one row: a whole ring of equal distance at a time. A town no larger
than `WHOLE` is searched whole; in a larger one a search keeps to a window around its two ends, widened only when there
is no way inside it, so that its cost grows with the walk and not with the town.
"""

from typing import Final, NamedTuple

from townlet.townfile import Barrier, Place, Tile, TownFile

NO_WAY: Final = 1 << 20  # A distance that cannot be walked.
WHOLE: Final = 64  # Tiles across, up to which a town is one window.
AROUND: Final = 12  # Tiles that a window reaches beyond the two ends: room for a detour.
SNAP: Final = 16  # Windows begin and end at multiples of this, so that searches for one end can be shared.
KEPT: Final = 12  # The floods of so many ends are kept, the latest used; more would fill memory and save little.

Path = tuple[Tile, ...]


class Window(NamedTuple):
    """A rectangle of the grid; the right and bottom edges are excluded."""

    left: int
    top: int
    right: int
    bottom: int


class Flood:
    """The street tiles of a window by their distance from an end, a number for each distance; it rises as asked."""

    __slots__ = ("_free", "_row", "rings")

    def __init__(self, end: int, streets: int, row: int) -> None:
        self.rings = [end]
        self._free = streets & ~end
        self._row = row

    def reaches(self, tiles: int) -> int:
        """The distance at which it first covers one of the tiles; -1 when it never does."""
        for far, ring in enumerate(self.rings):
            if ring & tiles:
                return far
        while ring := _spread(self.rings[-1], self._row) & self._free:
            self._free &= ~ring
            self.rings.append(ring)
            if ring & tiles:
                return len(self.rings) - 1
        return -1


class Streets:
    """Whatever is neither a place nor a barrier. Remembers some of its searches, which changes nothing but the cost."""

    __slots__ = ("_floods", "_height", "_open", "_rows", "_width")

    def __init__(self, file: TownFile) -> None:
        self._width, self._height = file.width, file.height
        self._rows = [(1 << file.width) - 1] * file.height  # By row, a bit for each tile that can be walked on.
        solid: list[Place | Barrier] = [*file.places, *file.barriers]
        for taken in solid:
            mask = ~((1 << taken.width) - 1 << taken.left)
            for row in range(taken.top, taken.top + taken.height):
                self._rows[row] &= mask
        self._open: dict[Window, int] = {}
        self._floods: dict[tuple[Tile, Window], Flood] = {}

    def distance(self, start: Tile, end: Tile) -> int:
        """Steps from `start` (or a tile beside it, when it is a door) to `end`; `NO_WAY` when there is none."""
        for window in self._windows(start, end):
            here = 1 << _place_of(start, window)
            far = self._flood(end, window).reaches(here | _spread(here, _row(window)))
            if far >= 0:
                return far
        return NO_WAY

    def way(self, start: Tile, end: Tile) -> Path | None:
        """Every tile of the way, both ends included, which may be doors; None when there is none."""
        if start == end:
            return (start,)
        for window in self._windows(start, end):
            path = self._descend(start, end, window)
            if path is not None:
                return path
        return None

    def _windows(self, start: Tile, end: Tile) -> "list[Window]":
        """Where to search, one after another: around both ends, then wider, at last the whole town."""
        whole = Window(0, 0, self._width, self._height)
        if self._width <= WHOLE and self._height <= WHOLE:
            return [whole]
        return [self._about(start, end, AROUND), self._about(start, end, 4 * AROUND), whole]

    def _about(self, start: Tile, end: Tile, room: int) -> Window:
        left, right = sorted((start[0], end[0]))
        top, bottom = sorted((start[1], end[1]))
        return Window(
            max(0, (left - room) // SNAP * SNAP),
            max(0, (top - room) // SNAP * SNAP),
            min(self._width, -(-(right + room + 1) // SNAP) * SNAP),
            min(self._height, -(-(bottom + room + 1) // SNAP) * SNAP),
        )

    def _descend(self, start: Tile, end: Tile, window: Window) -> Path | None:
        """From ring to ring inwards. North is tried first, then east."""
        row, here = _row(window), _place_of(start, window)
        flood = self._flood(end, window)
        far = flood.reaches(_spread(1 << here, row))
        if far < 0:
            return None
        path = [start]
        for ring in flood.rings[far::-1]:
            for step in (here - row, here + 1, here + row, here - 1):
                if ring >> step & 1:
                    here = step
                    break
            path.append((here % row + window.left, here // row - 1 + window.top))
        return tuple(path)

    def _flood(self, end: Tile, window: Window) -> Flood:
        key = (end, window)
        flood = self._floods.pop(key, None)
        if flood is None:
            flood = Flood(1 << _place_of(end, window), self._streets(window), _row(window))
            if len(self._floods) >= KEPT:
                del self._floods[next(iter(self._floods))]
        self._floods[key] = flood  # The latest used stands last.
        return flood

    def _streets(self, window: Window) -> int:
        found = self._open.get(window)
        if found is None:
            row, mask = _row(window), (1 << window.right - window.left) - 1
            found = 0
            for number, tiles in enumerate(self._rows[window.top : window.bottom], 1):
                found |= (tiles >> window.left & mask) << number * row
            self._open[window] = found
        return found


def _row(window: Window) -> int:
    """The bits of a row: one to spare, so that nothing spreads around the edge."""
    return window.right - window.left + 1


def _place_of(tile: Tile, window: Window) -> int:
    """Which bit a tile is; above the first row one is to spare too."""
    return (tile[1] - window.top + 1) * _row(window) + tile[0] - window.left


def _spread(tiles: int, row: int) -> int:
    return tiles << 1 | tiles >> 1 | tiles << row | tiles >> row
