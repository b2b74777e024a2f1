"""A file and what it declares."""

from dsl.tree.cast import CastEntry
from dsl.tree.lines import Damaged, Line
from dsl.tree.parts import Clock, Coins, Comment, Duration, Figure, Name, Node, Number, Text, Value
from dsl.tree.rehearse import Rehearse


class File(Node, frozen=True, gc=False):
    """One `.town` file; its declarations by kind, each kind in file order."""

    uses: "tuple[Use, ...]" = ()
    streams: "tuple[Name, ...]" = ()
    personalities: "tuple[Personality, ...]" = ()
    items: "tuple[Item, ...]" = ()
    vignettes: "tuple[Vignette, ...]" = ()
    scenarios: "tuple[Scenario, ...]" = ()
    damaged: "tuple[Damaged, ...]" = ()
    """Every damaged line of the file, however deep, without what stood under it."""
    comments: "tuple[Comment, ...]" = ()
    """Every comment in file order: the only text besides spacing that the rest of the tree does not hold."""

    @property
    def about(self) -> str:
        """The `##` lines at the head of the file, joined."""
        return "\n".join(c.text for c in self.comments if c.documents)

    @property
    def todos(self) -> "tuple[Comment, ...]":
        """The comments that begin with `TODO:`."""
        return tuple(c for c in self.comments if c.text.startswith("TODO:"))


class Use(Node, frozen=True, gc=False):
    """`use "library/people.town"`"""

    path: "Text"


class Personality(Node, frozen=True, gc=False):
    """`personality sociable extends socialite:`"""

    name: "Name"
    extends: "Name | None" = None
    about: "Text | None" = None
    traits: "tuple[Figure, ...]" = ()  # extroversion 0.7 (Number)
    needs: "tuple[Figure, ...]" = ()  # hygiene decays 110% (Share)
    prefers: "tuple[Figure, ...]" = ()  # chat 130% (Share)
    rewards: "tuple[Figure, ...]" = ()  # social 120% (Share)
    voice: "Text | None" = None


class Item(Node, frozen=True, gc=False):
    """`item thermos:`"""

    name: "Name"
    about: "Text | None" = None
    price: "Coins | None" = None
    use: "tuple[Figure, ...]" = ()  # energy +10% (Share)
    portions: "Number | None" = None
    reusable: bool | None = None  # True `reusable`, False `consumed`, None unsaid
    spoils_after: "Duration | None" = None
    keeps_off: "Name | None" = None


class Vignette(Node, frozen=True, gc=False):
    """`vignette small-talk(a, b, warmth = 70%):`"""

    name: "Name"
    parameters: "tuple[Parameter, ...]"
    body: "tuple[Line, ...]"


class Scenario(Node, frozen=True, gc=False):
    """`scenario "A Coffee Too Dear" (newcomer = Blair, spike = 155%):`"""

    title: "Text"
    parameters: "tuple[Parameter, ...]" = ()
    about: "Text | None" = None
    tags: "tuple[Name, ...]" = ()
    town: "Name | None" = None
    clock: "Clock | None" = None
    length: "Duration | None" = None
    seed: "Number | None" = None
    streams: "tuple[Name, ...]" = ()
    cast: "tuple[CastEntry, ...]" = ()
    stage: "tuple[Line, ...]" = ()
    body: "tuple[Line, ...]" = ()
    """Cues and checks in file order; also what is damaged among them."""
    rehearse: "Rehearse | None" = None


class Parameter(Node, frozen=True, gc=False):
    """`spike = 155%`, or `a` without a default."""

    name: "Name"
    default: "Value | None" = None
