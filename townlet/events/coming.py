"""Events of coming, going and walking."""

from townlet.events.base import Base
from townlet.townfile import Tile


class Entered(Base, frozen=True, tag="entered"):
    """Came on stage."""

    tile: Tile


class Exited(Base, frozen=True, tag="exited"):
    """Left town, with everything carried; `because` of what, where nobody's script had a hand in it."""

    because: str = ""


class Moved(Base, frozen=True, tag="moved"):
    """Was put somewhere else by the script; `where` is where."""

    tile: Tile


class SetOff(Base, frozen=True, tag="set-off"):
    """Began to walk from `where`; one tile a tick along `path`, whose first tile is underfoot."""

    to: str
    path: tuple[Tile, ...]


class CameIn(Base, frozen=True, tag="came-in"):
    """Crossed the border of `where`, walking."""


class Arrived(Base, frozen=True, tag="arrived"):
    """A walk came to its end."""

    tile: Tile


class Stopped(Base, frozen=True, tag="stopped"):
    """A walk was cut short."""

    tile: Tile


Coming = Entered | Exited | Moved | SetOff | CameIn | Arrived | Stopped
