"""Events between people."""

from townlet.events.base import Base


class Greeted(Base, frozen=True, tag="greeted"):
    """Said hello; `quality` in millionths. `first` when neither remembers having said it to the other before."""

    whom: str
    quality: int
    first: bool = False


class ChatBegan(Base, frozen=True, tag="chat-began"):
    """Fell into talk; until tick `until` unless broken off."""

    whom: str
    about: str
    until: int


class Chatted(Base, frozen=True, tag="chat"):
    """A chat came to its end and went well enough; `quality` in millionths."""

    whom: str
    about: str
    quality: int


class ChatFailed(Base, frozen=True, tag="chat-failed"):
    """A chat did not work out."""

    whom: str
    about: str
    because: str


class Argued(Base, frozen=True, tag="argued"):
    """Had words."""

    whom: str
    about: str


class Apologised(Base, frozen=True, tag="apologised"):
    """Said sorry."""

    whom: str


class Gave(Base, frozen=True, tag="gave"):
    """Handed something over; coins count in thousandths."""

    whom: str
    item: str
    count: int


class TookBack(Base, frozen=True, tag="took-back"):
    """Had back from `whom` what was once handed over."""

    whom: str
    item: str
    count: int


class Met(Base, frozen=True, tag="met"):
    """Both came where they were to meet."""

    whom: str


class Invited(Base, frozen=True, tag="invited"):
    """Was asked by `whom` to come to `where`; it leans on the choice of `who`, no more."""

    whom: str


class Said(Base, frozen=True, tag="said"):
    """A line of dialogue from the script."""

    text: str


class Dropped(Base, frozen=True, tag="dropped"):
    """Put items down at `where`."""

    item: str
    count: int = 1


class PickedUp(Base, frozen=True, tag="picked-up"):
    """Picked items up at `where`."""

    item: str
    count: int = 1


class Avoided(Base, frozen=True, tag="avoided"):
    """Saw somebody and kept clear: no hello, another way, or no place in the queue for `thing`."""

    whom: str
    thing: str = ""


class Heard(Base, frozen=True, tag="heard"):
    """Was told something about a third, `about`, by `whom`: well of them, or ill."""

    whom: str
    about: str
    well: bool


class CutIn(Base, frozen=True, tag="cut-in"):
    """Stepped in front of somebody who was waiting for `thing`."""

    whom: str
    thing: str


class Blocked(Base, frozen=True, tag="blocked"):
    """Waited in vain for `thing`, because of whoever was at it or before it."""

    whom: str
    thing: str


class BecameFriends(Base, frozen=True, tag="became-friends"):
    """Two have come to be friends, both ways."""

    whom: str


class BecameRivals(Base, frozen=True, tag="became-rivals"):
    """One of two has come to hold a grudge that makes rivals of them."""

    whom: str


class TieDropped(Base, frozen=True, tag="tie-dropped"):
    """The weakest of seven ties gave way."""

    whom: str


Company = (
    Greeted | ChatBegan | Chatted | ChatFailed | Argued | Apologised | Gave | TookBack | Met | Invited |
    Said | Dropped | PickedUp | TieDropped | Avoided | Heard | CutIn | Blocked | BecameFriends |
    BecameRivals
)  # fmt: skip
