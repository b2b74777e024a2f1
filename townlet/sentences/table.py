"""Every kind of event, and how it is told: the table that `townlet.page` reads.

`None` stands for what passes in silence, because something else tells of it (a chat is told at its end, a
directive by what comes of it) or because nobody would mention it.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final, Literal

import msgspec

from townlet import events as e
from townlet.sentences import coming, company, conflict, daily, money, news, staged, work
from townlet.sentences.scene import Scene, Telling
from townlet.units import HOUR

Category = Literal[
    "social", "conflict", "employment", "economy", "utility", "lifecycle", "personality", "story"
]

HIGH: Final = 2  # Changes something between people or for the town.
MIDDLE: Final = 1  # Part of the day's story.
LOW: Final = 0  # Fills a quiet page.


class Rule(msgspec.Struct, frozen=True, gc=False):
    """How one kind of event is told.

    `about` are the two fields that make it the same news as last time; the same news rests for `rest` ticks,
    and with `mutual` it is the same whichever way round. `worth` says from the event alone whether it is
    news; `tell` may still answer None. What the script brought about is told regardless of rest and limits,
    except that `once` keeps two directives for one meeting from telling it twice.
    """

    category: Category
    priority: int
    rest: int
    tell: Callable[[Scene, Any], Telling | None]
    about: tuple[str, str] = ("who", "whom")
    worth: Callable[[Any], bool] | None = None
    mutual: bool = False
    once: bool = False

    def key(self) -> Callable[[Any], tuple[str, str]]:
        """Reads the two fields of `about`."""
        return attrgetter(*self.about)


# fmt: off
TABLE: Final[dict[type[e.Event], Rule | None]] = {
    # Coming, going, walking.
    e.Entered: Rule("lifecycle", HIGH, 0, coming.entered, ("who", "where"), coming.by_the_script),
    e.Exited: Rule("lifecycle", HIGH, 0, coming.exited, ("who", "where")),
    e.Moved: Rule("story", HIGH, 0, coming.moved, ("who", "where"), staged.after_the_opening),
    e.SetOff: Rule("lifecycle", LOW, 12, coming.set_off, ("who", "to"), coming.goes_somewhere, once=True),
    e.CameIn: Rule("lifecycle", LOW, 20, coming.came_in, ("who", "where"), once=True),
    e.Arrived: None,
    e.Stopped: None,
    # Deciding.
    e.Began: Rule("personality", LOW, 2 * HOUR, work.began, ("who", "who"), work.worth_telling),
    e.Ended: None,
    e.Refused: Rule("story", HIGH, 0, staged.refused, ("who", "act"), staged.of_the_script),
    e.Fainted: Rule("lifecycle", HIGH, 0, daily.fainted, ("who", "need")),
    e.NeedFell: Rule("utility", MIDDLE, HOUR, daily.need_fell, ("who", "need"), daily.shows),
    # Using, queueing, buying, eating.
    e.UseBegan: Rule("utility", LOW, 2 * HOUR, daily.use_began, ("who", "who"), daily.is_rest),
    e.UseEnded: None,
    e.Rested: Rule("utility", LOW, 2 * HOUR, daily.rested, ("who", "who")),
    e.Washed: Rule("utility", MIDDLE, HOUR, daily.washed, ("who", "who")),
    e.Used: Rule("utility", LOW, 2 * HOUR, daily.used, ("who", "thing")),
    e.LetDown: Rule("story", HIGH, HOUR, daily.let_down, ("who", "thing"), daily.of_itself),
    e.Queued: Rule("utility", LOW, 20, daily.queued, ("who", "thing")),
    e.Unqueued: Rule("utility", MIDDLE, 20, daily.unqueued, ("who", "thing"), daily.gives_up),
    e.PassedOver: Rule("conflict", HIGH, 20, daily.passed_over, ("who", "thing")),
    e.Bought: Rule("economy", MIDDLE, 2 * HOUR, money.bought, ("who", "item")),
    e.Paid: Rule("economy", LOW, 2 * HOUR, money.paid, ("who", "thing"), money.costs),
    e.TooDear: Rule("economy", HIGH, HOUR, money.too_dear, ("who", "item")),
    e.SoldOut: Rule("economy", MIDDLE, HOUR, money.sold_out, ("who", "item")),
    e.Supplied: None,
    e.Cooked: Rule("utility", MIDDLE, 2 * HOUR, daily.cooked, ("who", "item")),
    e.Spoiled: Rule("utility", LOW, HOUR, daily.spoiled, ("who", "item")),
    e.Ate: Rule("utility", LOW, 2 * HOUR, daily.ate, ("who", "item")),
    e.SharedMeal: Rule("social", MIDDLE, HOUR, company.shared_meal, mutual=True, once=True),
    # Company.
    e.Greeted: Rule("social", MIDDLE, HOUR, company.greeted, mutual=True),
    e.ChatBegan: None,
    e.Chatted: Rule("social", MIDDLE, 10, company.chatted, mutual=True),
    e.ChatFailed: Rule("social", MIDDLE, 20, company.chat_failed, mutual=True),
    e.Argued: Rule("conflict", HIGH, 5, conflict.argued, mutual=True),
    e.Apologised: Rule("conflict", HIGH, 0, conflict.apologised),
    e.Gave: Rule("social", HIGH, 0, company.gave),
    e.TookBack: Rule("social", HIGH, 0, daily.took_back),
    e.Met: Rule("social", MIDDLE, 20, company.met, mutual=True, once=True),
    e.Invited: Rule("social", MIDDLE, 20, company.invited),
    e.Said: Rule("story", HIGH, 0, staged.said, ("who", "who")),
    e.Dropped: Rule("utility", LOW, HOUR, daily.dropped, ("who", "item")),
    e.PickedUp: Rule("utility", LOW, HOUR, daily.picked_up, ("who", "item")),
    e.TieDropped: None,
    e.Avoided: Rule("conflict", MIDDLE, 4 * HOUR, conflict.avoided),
    e.Heard: Rule("social", MIDDLE, 2 * HOUR, company.heard, ("who", "about")),
    e.CutIn: Rule("conflict", HIGH, 0, conflict.cut_in),
    e.Blocked: None,
    e.BecameFriends: Rule("social", HIGH, 0, company.became_friends, mutual=True),
    e.BecameRivals: Rule("conflict", HIGH, 0, conflict.became_rivals, mutual=True),
    # Work.
    e.ShiftStarted: Rule("employment", MIDDLE, 0, work.shift_started, ("who", "job")),
    e.Late: Rule("employment", HIGH, 0, work.late, ("who", "job")),
    e.Absent: Rule("employment", HIGH, 0, work.absent, ("who", "job")),
    e.ShiftEnded: Rule("employment", MIDDLE, 0, work.shift_ended, ("who", "job")),
    e.RentPaid: Rule("economy", LOW, 0, money.rent_paid, ("who", "who"), money.costs),
    e.RentOwed: Rule("economy", HIGH, 0, money.rent_owed, ("who", "who")),
    # The town.
    e.PricesChanged: Rule("economy", HIGH, 0, money.prices_changed, ("where", "where"), money.differ),
    e.PriceNoticed: Rule("economy", MIDDLE, 30, money.price_noticed, ("who", "level"), money.worth_noticing),
    e.Restocked: Rule("economy", LOW, 12 * HOUR, money.restocked, ("where", "where"), money.plenty),
    e.PerturbationBegan: Rule(
        "story", HIGH, 0, news.perturbation_began, ("perturbation", "where"), news.not_on_the_board
    ),
    e.PerturbationEnded: Rule(
        "story", HIGH, 0, news.perturbation_ended, ("perturbation", "where"), news.not_on_the_board
    ),
    e.GotWet: Rule("utility", MIDDLE, HOUR, news.got_wet, ("who", "who")),
    e.KeptDry: Rule("utility", HIGH, HOUR, news.kept_dry, ("who", "item")),
    e.Called: None,
    e.Attended: Rule("social", MIDDLE, 0, news.attended, ("who", "where")),
    # Edits by the script.
    e.NeedSet: Rule("story", HIGH, 0, staged.need_set, ("who", "need"), staged.after_the_opening),
    e.WalletSet: Rule("story", HIGH, 0, staged.wallet_set, ("who", "who"), staged.after_the_opening),
    e.TieSet: Rule("story", HIGH, 0, staged.tie_set, worth=staged.after_the_opening),
    e.CooldownSet: None,
    e.Received: Rule("story", HIGH, 0, staged.received, ("who", "item"), staged.after_the_opening),
    e.Lost: Rule("story", HIGH, 0, staged.lost, ("who", "item"), staged.after_the_opening),
    # Steering: what comes of it is told, not the strings.
    e.Directed: None,
    e.Ignored: Rule("story", HIGH, 0, staged.ignored, ("cue", "cue")),
    e.Overruled: Rule("story", HIGH, 0, staged.overruled, ("who", "who")),
    e.OrderEnded: Rule("story", HIGH, 0, staged.order_ended, ("who", "who"), staged.ran_out),
    e.Nudged: None,
    e.NudgeEnded: None,
    e.Held: None,
    e.Released: None,
}
# fmt: on
