"""Every kind of event, and how it is told: the table that `townlet.page` reads.

`None` stands for what passes in silence, because something else tells of it (a chat is told at its end, a
directive by what comes of it) or because nobody would mention it.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final, Literal

import msgspec

from townlet import events as e
from townlet.sentences import coming, company, conflict, daily, lifecycle, money, news, staged, work
from townlet.sentences.scene import Scene, Telling
from townlet.units import DAY, HOUR

Category = Literal[
    "social", "conflict", "employment", "economy", "utility", "lifecycle", "personality", "story"
]

HIGH: Final = 2  # Changes something between people or for the town.
MIDDLE: Final = 1  # Part of the day's story.
LOW: Final = 0  # Fills a quiet page.

WAY: Final = ("way", HOUR)  # Setting out and arriving.
BATH: Final = ("bath", HOUR)  # Paying for it and coming out clean.
MEAL: Final = ("meal", HOUR)  # Buying it and finishing it.
COMPANY: Final = ("table", HOUR)  # One companion at a meal is told of; that there are more goes without saying.
SHIFT: Final = ("shift", HOUR)  # Coming late and beginning.
WAIT: Final = ("wait", HOUR)  # Waiting in vain, and giving up.
YESTERDAY: Final = " It was the same yesterday."


class Rule(msgspec.Struct, frozen=True, gc=False):
    """How one kind of event is told.

    `about` are the fields that make it the same news as last time (two, or more); the same news rests for `rest`
    ticks, and with `mutual` it is the same whichever way round. `echo` names what several kinds tell of: once one
    of them has told of somebody, all of that name have nothing to add for so many ticks (fewer in a small town, see
    `townlet.page`). `worth` says from the event alone whether it is news, `urgent` whether it is so by one
    priority more; `tell` may still answer None. `again` is added when the same was told the day before.
    What the script brought about is told regardless of rest, echo and limits, except that `once` keeps two
    directives for one meeting from telling it twice.
    """

    category: Category
    priority: int
    rest: int
    tell: Callable[[Scene, Any], Telling | None]
    about: tuple[str, ...] = ("who", "whom")
    worth: Callable[[Any], bool] | None = None
    urgent: Callable[[Any], bool] | None = None
    echo: tuple[str, int] | None = None
    again: str = ""
    mutual: bool = False
    once: bool = False

    def key(self) -> Callable[[Any], tuple[Any, ...]]:
        """Reads the fields of `about`."""
        return attrgetter(*self.about)


# fmt: off
TABLE: Final[dict[type[e.Event], Rule | None]] = {
    # Coming, going, walking.
    e.Entered: Rule("lifecycle", HIGH, 0, coming.entered, ("who", "where"), coming.by_the_script),
    e.Exited: Rule("lifecycle", HIGH, 0, coming.exited, ("who", "where")),
    e.Moved: Rule("story", HIGH, 0, coming.moved, ("who", "where"), staged.after_the_opening),
    e.SetOff: Rule("lifecycle", LOW, 12, coming.set_off, ("who", "to"), coming.goes_somewhere, once=True, echo=WAY),
    e.CameIn: Rule("lifecycle", LOW, 20, coming.came_in, ("who", "where"), once=True, echo=WAY),
    e.Arrived: None,
    e.Stopped: None,
    # Deciding.
    e.Began: Rule("personality", LOW, 8 * HOUR, work.began, ("who", "who"), work.worth_telling),
    e.Ended: None,
    e.Refused: Rule("story", HIGH, 0, staged.refused, ("who", "act"), staged.of_the_script),
    e.Fainted: Rule("lifecycle", HIGH, 0, daily.fainted, ("who", "need")),
    e.NeedFell: Rule(
        "utility", LOW, 6 * HOUR, daily.need_fell, ("who", "need", "band"), daily.shows, urgent=daily.is_dire
    ),
    # Using, queueing, buying, eating.
    e.UseBegan: Rule("utility", LOW, 2 * HOUR, daily.use_began, ("who", "who"), daily.is_rest),
    e.UseEnded: None,
    e.Rested: Rule("utility", LOW, 2 * HOUR, daily.rested, ("who", "who")),
    e.Washed: Rule("utility", LOW, 2 * HOUR, daily.washed, ("who", "who"), echo=BATH),
    e.Used: Rule("utility", LOW, 2 * HOUR, daily.used, ("who", "thing")),
    e.LetDown: Rule("story", HIGH, HOUR, daily.let_down, ("who", "thing"), daily.of_itself, echo=WAIT),
    e.Queued: Rule("utility", LOW, 20, daily.queued, ("who", "thing"), urgent=daily.is_behind_others),
    e.Unqueued: Rule("utility", LOW, 20, daily.unqueued, ("who", "thing"), daily.gives_up, echo=WAIT),
    e.PassedOver: Rule("conflict", HIGH, 20, daily.passed_over, ("who", "thing")),
    e.Bought: Rule("economy", LOW, 2 * HOUR, money.bought, ("who", "item"), echo=MEAL),
    e.Paid: Rule("economy", LOW, 2 * HOUR, money.paid, ("who", "thing"), money.costs, echo=BATH),
    e.TooDear: Rule("economy", HIGH, HOUR, money.too_dear, ("who", "item")),
    e.SoldOut: Rule("economy", MIDDLE, HOUR, money.sold_out, ("who", "item")),
    e.Supplied: None,
    e.Cooked: Rule("utility", MIDDLE, 12 * HOUR, daily.cooked, ("who", "item")),
    e.Spoiled: Rule("utility", LOW, HOUR, daily.spoiled, ("who", "item")),
    e.Ate: Rule("utility", LOW, 2 * HOUR, daily.ate, ("who", "item"), echo=MEAL),
    e.SharedMeal: Rule("social", MIDDLE, 3 * HOUR, company.shared_meal, mutual=True, once=True, echo=COMPANY),
    # Company.
    e.Greeted: Rule("social", LOW, 6 * HOUR, company.greeted, mutual=True, urgent=company.is_first),
    e.ChatBegan: None,
    e.Chatted: Rule("social", MIDDLE, 2 * HOUR, company.chatted, mutual=True),
    e.ChatFailed: Rule("social", MIDDLE, HOUR, company.chat_failed, mutual=True),
    e.Argued: Rule("conflict", HIGH, 5, conflict.argued, mutual=True, again=conflict.ARGUED_YESTERDAY),
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
    e.Heard: Rule("social", MIDDLE, 6 * HOUR, company.heard, ("who", "about")),
    e.CutIn: Rule("conflict", HIGH, 0, conflict.cut_in),
    e.Blocked: None,
    e.BecameFriends: Rule("social", HIGH, 0, company.became_friends, mutual=True),
    e.BecameRivals: Rule("conflict", HIGH, 0, conflict.became_rivals, mutual=True),
    # Work.
    e.ShiftStarted: Rule("employment", MIDDLE, 3 * DAY - HOUR, work.shift_started, ("who", "job"), echo=SHIFT),
    e.Late: Rule("employment", HIGH, 0, work.late, ("who", "job"), echo=SHIFT, again=YESTERDAY),
    e.Absent: Rule("employment", HIGH, 0, work.absent, ("who", "job"), again=YESTERDAY),
    e.KeptFromWork: None,
    e.ShiftEnded: Rule("employment", MIDDLE, 3 * DAY - HOUR, work.shift_ended, ("who", "job", "extra")),
    e.Covered: Rule("employment", HIGH, 0, work.covered),
    e.TookShift: Rule("conflict", HIGH, 0, work.took_shift),
    e.Applied: Rule("employment", MIDDLE, HOUR, work.applied, ("who", "job")),
    e.Hired: Rule("employment", HIGH, 0, work.hired, ("who", "job")),
    e.Dismissed: Rule("employment", HIGH, 0, work.dismissed, ("who", "job")),
    e.Quit: Rule("employment", HIGH, 0, work.quit_job, ("who", "job")),
    e.RentPaid: Rule("economy", LOW, 0, money.rent_paid, ("who", "who"), money.costs),
    e.RentOwed: Rule("economy", HIGH, 0, money.rent_owed, ("who", "who"), again=YESTERDAY),
    e.Dole: Rule("economy", MIDDLE, 0, money.dole, ("who", "who")),
    # A life in town.
    e.Evicted: Rule("lifecycle", HIGH, 0, lifecycle.evicted, ("who", "home")),
    e.Rehoused: Rule("lifecycle", HIGH, 0, lifecycle.rehoused, ("who", "home")),
    e.Leaving: Rule("lifecycle", HIGH, 0, lifecycle.leaving, ("who", "because")),
    e.ChangedMind: Rule("lifecycle", MIDDLE, 0, lifecycle.changed_mind, ("who", "who")),
    e.Newcomer: Rule("lifecycle", HIGH, 0, lifecycle.newcomer, ("who", "home")),
    # The town.
    e.PricesChanged: Rule("economy", HIGH, 0, money.prices_changed, ("where", "where"), money.differ),
    e.PriceNoticed: Rule("economy", MIDDLE, 30, money.price_noticed, ("who", "level"), money.worth_noticing),
    e.Restocked: Rule(
        "economy", LOW, 2 * DAY - HOUR, money.restocked, ("where", "missed"), money.plenty, urgent=money.was_missed
    ),
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
