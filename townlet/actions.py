"""What can be asked of a town. Actions ask, events tell; whatever changes a town enters as an action.

Three closed unions: an `Activity` is what an agent does (of its own accord, nudged or directed), an
`Edit` changes the world at once, a `Steer` leans on an agent's choice. The docstring of each is the line
a writer would type. The rule of each activity is the file of its name in `townlet.verbs`.
"""

import msgspec

from townlet.conditions import Need, TieKind
from townlet.units import PERCENT


class _Action(msgspec.Struct, frozen=True, tag_field="do"):
    pass


# What an agent does.


class Go(_Action, frozen=True, tag="go"):
    """direct Ida to go to park"""

    to: str  # A place, an object or an agent.


class Leave(_Action, frozen=True, tag="leave"):
    """nudge Ida to leave by 40% for 10 ticks"""


class WaitNear(_Action, frozen=True, tag="wait-near"):
    """nudge Nell to wait near shower by 10%"""

    what: str  # A place, an object or an agent.


class Meet(_Action, frozen=True, tag="meet"):
    """direct Nell to meet Per at cafe within 20 ticks"""

    whom: str
    place: str


class Greet(_Action, frozen=True, tag="greet"):
    """direct Per to greet Ida (quality = 70%)"""

    whom: str
    quality: int = -1  # Millionths; below zero, it comes from who they are.


class Chat(_Action, frozen=True, tag="chat"):
    """direct Per to chat with Ida about prices (quality = 80%)"""

    whom: str
    about: str = ""
    quality: int = -1


class Argue(_Action, frozen=True, tag="argue"):
    """direct Ida to argue with Per about prices"""

    whom: str
    about: str = ""


class Apologise(_Action, frozen=True, tag="apologise"):
    """direct Ida to apologise to Per"""

    whom: str


class GiveTo(_Action, frozen=True, tag="give-to"):
    """direct Nell to give flask to Ida"""

    item: str
    whom: str
    count: int = 1  # Coins count in thousandths.


class TakeBack(_Action, frozen=True, tag="take-back"):
    """direct Nell to take back flask from Ida"""

    item: str
    whom: str
    count: int = 1


class Buy(_Action, frozen=True, tag="buy"):
    """direct Ida to buy coffee at cafe"""

    item: str
    place: str = ""  # Empty: the nearest that sells it.
    count: int = 1


class Cook(_Action, frozen=True, tag="cook"):
    """direct Ida to cook stew at home"""

    item: str
    place: str = ""  # Empty: wherever is nearest.


class Eat(_Action, frozen=True, tag="eat"):
    """direct Ida to eat"""

    item: str = ""  # Empty: what is carried, or else the nearest meal that can be paid.


class Use(_Action, frozen=True, tag="use"):
    """nudge Ida, Per, Nell to use shower by 50% for 60 ticks"""

    what: str  # An object, or an item that is carried.


class Drop(_Action, frozen=True, tag="drop"):
    """direct Ida to drop lamp"""

    item: str
    count: int = 1


class PickUp(_Action, frozen=True, tag="pick-up"):
    """direct Ida to pick up lamp"""

    item: str
    count: int = 1


class Rest(_Action, frozen=True, tag="rest"):
    """direct Nell to rest at home for 20 ticks"""

    place: str = ""  # Empty: wherever is nearest.


class Wash(_Action, frozen=True, tag="wash"):
    """direct Ida to wash"""

    place: str = ""


class Work(_Action, frozen=True, tag="work"):
    """direct Ida to work"""


class Apply(_Action, frozen=True, tag="apply"):
    """direct Ida to apply as barista"""

    job: str


class Depart(_Action, frozen=True, tag="depart"):
    """Out of town for good: what somebody does who has had enough."""


class Stay(_Action, frozen=True, tag="stay"):
    """Nothing in particular, for a while: what somebody does who wants nothing more."""


Activity = (
    Go | Leave | WaitNear | Meet | Greet | Chat | Argue | Apologise | GiveTo | TakeBack | Buy | Cook | Eat | Use
    | Drop | PickUp | Rest | Wash | Work | Apply | Depart | Stay
)  # fmt: skip


# What changes the world at once.


class SetNeed(_Action, frozen=True, tag="set-need"):
    """set Ida's hygiene to 20%"""

    who: str
    need: Need
    value: int


class SetWallet(_Action, frozen=True, tag="set-wallet"):
    """set Ida's wallet to 5 coins"""

    who: str
    value: int


class SetTie(_Action, frozen=True, tag="set-tie"):
    """set Per's trust in Ida to 40%"""

    who: str
    which: TieKind
    whom: str
    value: int


class SetPrices(_Action, frozen=True, tag="set-prices"):
    """set cafe's prices to 100%"""

    place: str
    value: int


class SetCooldown(_Action, frozen=True, tag="set-cooldown"):
    """set shower's cooldown to 4 ticks"""

    thing: str
    value: int


class GiveItem(_Action, frozen=True, tag="give-item"):
    """give 1 lamp to Ida"""

    item: str  # `coins` counts in thousandths.
    count: int
    whom: str


class TakeItem(_Action, frozen=True, tag="take-item"):
    """take 1 lamp from Ida"""

    item: str
    count: int
    whom: str


class Put(_Action, frozen=True, tag="place"):
    """place Ida at park"""

    who: str
    place: str


class Enter(_Action, frozen=True, tag="enter"):
    """enter Nell at station"""

    who: str
    place: str


class Exit(_Action, frozen=True, tag="exit"):
    """exit Nell"""

    who: str


class Trigger(_Action, frozen=True, tag="trigger"):
    """trigger price-spike at cafe (strength = 155%) for 35 ticks"""

    perturbation: str
    place: str = ""
    strength: int = 0  # Millionths.
    ticks: int = 0


class Say(_Action, frozen=True, tag="say"):
    """Ida: "Three coins? For coffee?" """

    who: str
    text: str


Edit = (
    SetNeed | SetWallet | SetTie | SetPrices | SetCooldown | GiveItem | TakeItem | Put | Enter | Exit
    | Trigger | Say
)  # fmt: skip


# What leans on an agent's choice.


class Direct(_Action, frozen=True, tag="direct"):
    """direct Nell to rest at home for 20 ticks"""

    who: tuple[str, ...]
    to: Activity
    within: int = 60  # The limit in ticks, from the line.
    lasting: int = 0  # `for n`: how long the activity lasts once begun; 0 leaves it to the activity.
    times: int = 1  # `eat 2 soup`: how often, one after the other, each with a limit of its own.


class Nudge(_Action, frozen=True, tag="nudge"):
    """nudge Ida to leave by 40% for 10 ticks"""

    who: tuple[str, ...]
    to: Activity
    by: int = 25 * PERCENT
    lasting: int = 0  # 0: until done `times` times, or until its block ends.
    times: int = 1


class Hold(_Action, frozen=True, tag="hold"):
    """hold Nell, Per"""

    who: tuple[str, ...]


class Release(_Action, frozen=True, tag="release"):
    """release Nell, Per"""

    who: tuple[str, ...]


Steer = Direct | Nudge | Hold | Release


# What is only for the page or the operator: the town does not notice.


class Mark(_Action, frozen=True, tag="mark"):
    """mark "A new face" """

    text: str


class Narrate(_Action, frozen=True, tag="narrate"):
    """narrate "Some things are still free." """

    text: str


class Prompt(_Action, frozen=True, tag="prompt"):
    """prompt "Point at the new agent card." """

    text: str


Note = Mark | Narrate | Prompt

Asked = Edit | Steer | Note  # What a line of a script can ask; activities are inside `Direct` and `Nudge`.
