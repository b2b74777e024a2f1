"""A state of the stream in a writer's words: who or what, which of its figures, and how much that is.

A course is one figure: what it is at the tick that is looked at, and how it moves. Whatever has no words of its own is
shown as it is sent, so that a field that comes later is never passed over.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import msgspec

from townlet.units import HOUR, ONE, clock_text, coins_text, share_text

Data = Mapping[str, Any]
"""A state, or a part of one, as plain data."""
THE_TOWN: Final = "the town"
THE_SCRIPT: Final = "the script"
CUE_NAMED: Final = "cue "


class Figure(msgspec.Struct, frozen=True):
    """A value in words, and to the last digit; the latter is shown where two look the same in words."""

    text: str
    exact: str


Flat = dict[tuple[str, str], Figure]
"""By whom or what it is of, and by its name."""


class Moment(msgspec.Struct, frozen=True):
    """The tick that is looked at, and what the clock showed (in minutes) at tick 0."""

    tick: int
    opens: int = 0

    def clock(self, tick: int) -> str:
        """A tick as a clock shows it."""
        return "open" if tick < 0 else f"{clock_text(tick, self.opens)} (tick {tick})"


def flat(state: Data, at: Moment) -> Flat:
    """Every figure of a state. The story and what is counted from it (key figures) are no figures of their own."""
    found: Flat = {}
    for name, part in state.items():
        write = SECTIONS.get(name)
        if write is not None:
            for subject, field, figure in write(part, at):
                found[subject, field] = figure
        elif name not in ("narration", "kpis"):
            found[THE_TOWN, name] = plain(part)
    return found


Row = tuple[str, str, Figure]


def plain(value: object) -> Figure:
    """A value as one would say it."""
    match value:
        case None | "" | [] | () | {}:
            return Figure("nothing", "nothing")
        case bool():
            word = "yes" if value else "no"
            return Figure(word, word)
        case list() | tuple():
            words = ", ".join(plain(each).text for each in value)
            return Figure(words, words)
        case dict():
            words = ", ".join(f"{name} {plain(each).text}" for name, each in value.items())
            return Figure(words, words)
        case _:
            return Figure(str(value), str(value))


def coins(amount: int) -> Figure:
    """Thousandths of a coin."""
    return Figure(coins_text(amount), coins_text(amount))


def share(amount: int) -> Figure:
    """Millionths."""
    return Figure(share_text(amount), f"{amount * 100 / ONE:.4f} %")


def course(value: Data, at: Moment) -> Figure:
    """`62 %, falling by 8.4 % an hour`."""
    level, rate, since = value.get("level", 0), value.get("rate", 0), value.get("since", 0)
    now = max(value.get("min", 0), min(value.get("max", ONE), level + rate * (at.tick - since)))
    if not rate:
        return share(now)
    way, pace = ("rising" if rate > 0 else "falling"), share(abs(rate) * HOUR)
    return Figure(
        f"{share(now).text}, {way} by {pace.text} an hour", f"{share(now).exact}, {way} by {pace.exact} an hour"
    )


def _people(part: Data, at: Moment) -> Iterator[Row]:
    for who, fields in part.items():
        for name, value in fields.items():
            for field, figure in PERSON.get(name, _as_it_is)(name, value, at):
                yield who, field, figure


Told = Iterator[tuple[str, Figure]]


def _as_it_is(name: str, value: Any, at: Moment) -> Told:
    yield name.replace("_", " "), plain(value)


def _coins(name: str, value: Any, at: Moment) -> Told:
    yield {"debt": "rent owed"}.get(name, name), coins(value)


def _needs(name: str, value: Any, at: Moment) -> Told:
    for need, line in value.items():
        yield need, course(line, at)


def _mood(name: str, value: Any, at: Moment) -> Told:
    for need, weight in value.get("weights", {}).items():
        yield f"weight of {need} in the mood", plain(weight)
    for event, line in value.get("feelings", {}).items():
        yield f"feeling that event {event} left", course(line, at)


def _carried(name: str, value: Any, at: Moment) -> Told:
    for item, count in value.items():
        yield f"carries {item}", plain(count)


def _position(name: str, value: Any, at: Moment) -> Told:
    yield "on stage", plain(value.get("on_stage"))
    yield "place", plain(value.get("place") or "the street")
    walk = value.get("walk")
    if walk:
        goal = walk.get("place") or "the street"
        yield "walk", plain(f"to {goal}, since {at.clock(walk.get('start', 0))}")
    else:
        yield "tile", plain(value.get("tile"))


def _doing(name: str, value: Any, at: Moment) -> Told:
    if not value:
        yield "doing", plain("nothing")
        return
    yield "doing", plain(value.get("act"))
    yield "how far that has come", plain(value.get("stage"))
    yield "doing it since", plain(at.clock(value.get("since", -1)))
    yield "doing it until", plain(at.clock(value.get("until", -1)))
    yield "who wanted it", plain(WANTED_BY.get(value.get("sign", ""), value.get("sign")))
    yield "doing it with", plain(value.get("thing"))


def _steered(name: str, value: Any, at: Moment) -> Told:
    for kind, word in (("orders", "directive to"), ("nudges", "nudge to")):
        for order in value.get(kind, {}).values():
            yield f"{word} {order.get('act')}", plain(f"until {at.clock(order.get('until', -1))}")
    for hold in value.get("holds", {}):
        yield f"hold by {hold.partition('/')[2] or hold}", plain(True)


def _work(name: str, value: Any, at: Moment) -> Told:
    for field, each in value.items():
        yield f"work: {field.replace('_', ' ')}", plain(each)


WANTED_BY: Final = {"·": "nobody but themselves", "~": "a nudge", "!": "a directive", "*": "the staging"}
PERSON: Final[Mapping[str, Callable[[str, Any, Moment], Told]]] = {
    "needs": _needs, "mood": _mood, "wallet": _coins, "debt": _coins, "inventory": _carried, "position": _position,
    "doing": _doing, "steered": _steered, "work": _work,
}  # fmt: skip


def _ties(part: Data, at: Moment) -> Iterator[Row]:
    for pair, fields in part.items():
        one, _, other = pair.partition(">")
        for name, value in fields.items():
            figure = plain(value) if name == "bond" else course(value, at)
            if figure.exact in ("nothing", share(0).exact):
                continue  # As if it were not there, which is how it may be told.
            yield one, f"{name} {'in' if name == 'trust' else 'with'} {other}", figure


def _things(part: Data, at: Moment) -> Iterator[Row]:
    for thing, fields in part.items():
        for name, value in fields.items():
            yield thing, name.replace("_", " "), plain(at.clock(value) if name == "ready" else value)


def _conflicts(part: Data, at: Moment) -> Iterator[Row]:
    for pair, fields in part.items():
        for name, value in fields.items():
            words = {"last": "last had words at", "times": "had words so often"}.get(name, name)
            yield pair.replace("|", " and "), words, plain(at.clock(value) if name == "last" else value)


def _town(part: Data, at: Moment) -> Iterator[Row]:
    for name, value in part.items():
        match name:
            case "prices":
                yield from ((place, "prices", share(level)) for place, level in value.items())
            case "stock":
                for place, shelf in value.items():
                    yield from ((place, f"stock of {item}", plain(count)) for item, count in shelf.items())
            case "closed":
                yield from ((place, "closed", plain(shut)) for place, shut in value.items())
            case "utilities":
                yield from ((THE_TOWN, utility, plain(state)) for utility, state in value.items())
            case "active" | "pending":
                word = "under way" if name == "active" else "to come"
                for each in value.values():
                    yield each.get("place") or THE_TOWN, f"{each.get('kind')} {word}", _disturbance(each, at)
            case _:
                yield THE_TOWN, name, plain(value)


def _disturbance(value: Data, at: Moment) -> Figure:
    strength = f"{share_text(value['strength'])}, " if value.get("strength") else ""
    return plain(f"{strength}until {at.clock(value.get('until', -1))}")


def _script(part: Data, at: Moment) -> Iterator[Row]:
    for name, cue in part.get("cues", {}).items():
        if not cue.get("fired"):
            continue  # That a cue is there, and has not begun, makes no difference to anybody.
        for field in ("fired", "started", "completed", "running"):
            if field in cue:
                is_tick = field in ("started", "completed")
                never = is_tick and cue[field] < 0
                value = "never" if never else at.clock(cue[field]) if is_tick else cue[field]
                yield f"{CUE_NAMED}{name}", CUE[field], plain(value)
    for verdict in part.get("verdicts", {}).values():
        yield THE_SCRIPT, f"`{verdict.get('text')}`", plain(verdict.get("outcome"))
    if "blocked" in part:
        yield THE_SCRIPT, "blocked", plain(part["blocked"])


CUE: Final = {"fired": "times begun", "started": "last began", "completed": "last complete", "running": "running"}
SECTIONS: Final[Mapping[str, Callable[[Any, Moment], Iterator[Row]]]] = {
    "town": _town, "agents": _people, "objects": _things, "ties": _ties, "employment": _things,
    "conflicts": _conflicts, "script": _script,
}  # fmt: skip
"""By section of the state, what writes its figures."""
