"""The page: what of all that happens is put into words, and in which words.

Every event comes by; most have nothing to say. What the script wrote or brought about is always told.
What the town does of itself has to find room: the same news rests a while (the table says how long, and which
kinds are news of one thing), each stretch of ten ticks has so much room for each category and for each priority,
and what only fills a quiet page keeps its distance from the filler before. Limits are checked as an event arrives,
so that a line never waits for what comes after it. `docs/narration.md` says all this to whoever reads the page.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import msgspec

from townlet.actions import Mark, Narrate, Note, Prompt
from townlet.beat import Beat
from townlet.events import Event, Sign
from townlet.sentences.scene import TownScene, Wordings
from townlet.sentences.table import LOW, TABLE, Category, Rule
from townlet.sentences.voices import voiced
from townlet.sentences.words import capital, number, ordinal
from townlet.units import DAY, HOUR, ONE

if TYPE_CHECKING:
    from townlet.town import Town

Read = Callable[[Any], tuple[Any, ...]]

WINDOW: Final = 10  # Ticks. A page of a day's run then has some 144 paragraphs, a demo of 150 ticks has 15.
# Emergent lines a window holds before it is closed to low, middle and high priority. Three of them can be
# read aloud while ten ticks play at demo speed; the last places wait for what matters more.
ROOM: Final = (2, 4, 6)
# Emergent lines of one category a window holds, so that no sort of news crowds out the others.
SHARE: Final[dict[Category, int]] = {
    "social": 3,  # What a town is about.
    "conflict": 3,
    "employment": 3,  # Shifts begin together; with a small cast, all of them should be told.
    "economy": 3,
    "utility": 3,  # Everybody eats and sleeps; it is told to mark the day.
    "lifecycle": 3,
    "personality": 1,
    "story": 4,
}
# And what an hour holds of it. Ten people hardly come near this; of two hundred, somebody always quarrels.
HOURLY: Final[dict[Category, int]] = {
    "social": 10,
    "conflict": 5,
    "employment": 12,
    "economy": 8,
    "utility": 8,
    "lifecycle": 6,
    "personality": 2,
    "story": 12,
}
# Ticks from one line of low priority to the next of its category, where `MANY` or more live. Fewer people fill a page
# more slowly: for them this, and the rests of echoes, are shorter in proportion. Walks are the most frequent news of
# all and the least: three an hour are plenty, or mornings are nothing but people on their way.
APART: Final[dict[Category, int]] = {
    "social": 8,
    "conflict": 8,
    "employment": 8,
    "economy": 20,
    "utility": 12,
    "lifecycle": 20,
    "personality": 60,
    "story": 0,
}
REMEMBERED: Final = (
    4_096  # Pieces of news whose last telling is kept; memory stays flat however long the run.
)
MANY: Final = 10
EMERGENT: Final[Sign] = "·"
# What is added to a line when the same has been told of on more than two days running.
RUNNING: Final = (" That makes {count} days running.", " It is the {nth} day running.")

# By type: the tag, the rule, and what reads the fields that make it the same news.
_KNOWN: Final[dict[type[Event], tuple[str, Rule, Read] | None]] = {
    kind: (str(kind.__struct_config__.tag), rule, rule.key()) if rule else None
    for kind, rule in TABLE.items()
}


TOLD: Final = {kind: True for kind, known in _KNOWN.items() if known is not None}  # All others pass in silence.


class PageState(msgspec.Struct):
    """All that telling depends on, besides the event and the town. Saved with the town."""

    lines: int = 0  # Lines with a sign,
    emergent: int = 0  # and those of them that nobody wrote or directed.
    window: int = 0  # Which stretch of `WINDOW` ticks the counts below are of.
    full: int = 0
    shares: dict[Category, int] = {}
    hour: int = 0  # Which stretch of sixty ticks the next counts are of.
    hourly: dict[Category, int] = {}
    filled: dict[Category, int] = {}  # When a line of low priority was last told.
    last: list[str] = []  # The kinds of the last two lines: of their own accord, no three of a kind follow each other.
    used: dict[str, list[int]] = {}  # Set of wordings (by its first) → which of them were used last, the newest last.
    # News → when it was last told and how often; the newest last. Under `echo|` stands what several kinds tell of,
    # under `run|` on how many days running.
    told: dict[str, tuple[int, int]] = {}


class Page:
    """The transcript's author. `listener` receives each line as it is written; it is no part of the state."""

    __slots__ = ("listener", "state")

    def __init__(self, state: PageState | None = None) -> None:
        self.state = state or PageState()
        self.listener: Callable[[Beat], None] | None = None

    def take(self, town: "Town", event: Event) -> Beat | None:
        """Tell of an event that has been applied; the line, or None when it passes in silence."""
        known = _KNOWN[type(event)]
        if known is None:
            return None
        kind, rule, read = known
        emergent, told = event.sign == EMERGENT, self.state.told
        if rule.worth is not None and not rule.worth(event):
            return None
        priority, people = rule.priority, len(town.agents)
        if emergent:
            if rule.urgent is not None and rule.urgent(event):
                priority += 1
            if self.state.last == [kind, kind] or not self._has_room(rule.category, priority, event.tick, people):
                return None
        news = _news(kind, rule, read(event))
        before, times = told.get(news, (-rule.rest, 0))
        if (emergent or rule.once) and event.tick < before + rule.rest:
            return None
        echo = f"echo|{rule.echo[0]}|{event.who}" if rule.echo else ""
        if emergent and rule.echo and echo in told and self._soon(event.tick - told[echo][0], rule.echo[1], people):
            return None
        scene = TownScene(town)
        telling = rule.tell(scene, event)
        if telling is None:
            return None
        wordings, slots = telling
        voice = scene.voice(event.who)
        if voice:
            wordings = voiced(voice, wordings)
        text = capital(self._wording(wordings, news, times).format_map(slots))
        if rule.again:
            text += self._days_running(town, rule, news, event.tick)
        self._remember(news, event.tick, times + 1)
        if echo:
            self._remember(echo, event.tick, 1)
        self.state.last = [*self.state.last[-1:], kind]
        if emergent:
            self._use_room(rule.category, priority, event.tick)
        return self._write(Beat(event.tick, "line", event.sign, text, event.root, event.id, kind))

    def note(self, town: "Town", note: Note, root: str) -> Beat:
        """What the script itself writes on the page. It changes no other line, not even its wording."""
        match note:
            case Mark():
                return self._write(Beat(town.tick, "mark", "", note.text, root, 0, "mark"))
            case Prompt():
                return self._write(Beat(town.tick, "prompt", "", note.text, root, 0, "prompt"))
            case Narrate():
                return self._write(Beat(town.tick, "line", "*", note.text, root, 0, "narrate"))

    def emergent_share(self) -> int:
        """Lines that nobody wrote or directed, as a share (millionths) of all lines with a sign."""
        return self.state.emergent * ONE // self.state.lines if self.state.lines else 0

    def _has_room(self, category: Category, priority: int, tick: int, people: int) -> bool:
        state = self.state
        if state.window != tick // WINDOW:
            state.window, state.full, state.shares = tick // WINDOW, 0, {}
            if state.hour != tick // HOUR:
                state.hour, state.hourly = tick // HOUR, {}
        if state.full >= ROOM[priority] or state.shares.get(category, 0) >= SHARE[category]:
            return False
        if state.hourly.get(category, 0) >= HOURLY[category]:
            return False
        if priority != LOW or category not in state.filled:
            return True
        return not self._soon(tick - state.filled[category], APART[category], people)

    def _soon(self, ticks: int, rest: int, people: int) -> bool:
        """Whether so many ticks are less than a rest that holds where `MANY` or more live."""
        return ticks * MANY < rest * min(people, MANY)

    def _use_room(self, category: Category, priority: int, tick: int) -> None:
        state = self.state
        state.full += 1
        state.shares[category] = state.shares.get(category, 0) + 1
        state.hourly[category] = state.hourly.get(category, 0) + 1
        if priority == LOW:
            state.filled[category] = tick

    def _days_running(self, town: "Town", rule: Rule, news: str, tick: int) -> str:
        """What to add when the same was told yesterday, and the day before; it counts days, not times."""
        run, today = f"run|{news}", tick - town.minute()
        before, days = self.state.told.get(run, (-DAY, 0))
        if before < today - DAY or not days:
            days = 1
        elif before < today:
            days += 1
        self._remember(run, tick, days)
        if days < 2 or before >= today:
            return ""
        said = RUNNING[(sum(news.encode()) + days) % len(RUNNING)] if days > 2 else rule.again
        return said.format(count=number(days), nth=ordinal(days))

    def _wording(self, wordings: Wordings, news: str, times: int) -> str:
        """The wording that this news falls on, or the next of its set that was not used lately.

        Where it falls comes from what the news is and how often it was told, never from a tick or a serial, and half
        of a set rests. What is said elsewhere in other words moves it not at all.
        """
        count = len(wordings)
        if count == 1:
            return wordings[0]
        used = self.state.used.setdefault(wordings[0], [])
        chosen = (sum(news.encode()) + times) % count
        while chosen in used:
            chosen = (chosen + 1) % count
        used.append(chosen)
        if len(used) > count // 2:
            del used[0]
        return wordings[chosen]

    def _remember(self, news: str, tick: int, times: int) -> None:
        told = self.state.told
        told.pop(news, None)
        told[news] = (tick, times)
        if len(told) > REMEMBERED:  # The older half at once: one by one, each would search past the gaps.
            self.state.told = dict(list(told.items())[REMEMBERED // 2 :])

    def _write(self, beat: Beat) -> Beat:
        if beat.sign:
            self.state.lines += 1
            self.state.emergent += beat.sign == EMERGENT
        if self.listener is not None:
            self.listener(beat)
        return beat


def _news(kind: str, rule: Rule, about: tuple[Any, ...]) -> str:
    if len(about) > 2:
        return "|".join([kind, *map(str, about)])
    one, other = about
    if rule.mutual and other < one:
        one, other = other, one
    return f"{kind}|{one}|{other}"
