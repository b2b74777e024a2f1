"""Statements that ask the town for something, and the activities in them."""

from collections.abc import Callable
from typing import Final

from dsl import tree
from dsl.lower.cast import cast
from dsl.lower.here import Here
from dsl.vocabulary import HOME, NEEDS, TIES
from townlet import actions as to
from townlet.units import PERCENT

Asking = (
    tree.Mark | tree.Narrate | tree.Prompt | tree.Dialogue | tree.Direct | tree.Nudge | tree.Hold
    | tree.Release | tree.Set | tree.Give | tree.Take | tree.Place | tree.Enter | tree.Exit
    | tree.TriggerPerturbation
)  # fmt: skip
LIMIT: Final = 60  # Ticks; a `direct` without `within` is given up after an hour.
ONE_BY_ONE: Final = ("cook", "eat", "use")
NUDGE: Final = 25 * PERCENT  # What a `nudge` without `by` adds.


def asked(line: Asking, here: Here) -> tuple[to.Asked, ...]:
    """What a line asks; a line about several people asks once each where the town can only take one."""
    match line:
        case tree.Mark():
            return (to.Mark(line.text.text),)
        case tree.Narrate():
            return (to.Narrate(line.text.text),)
        case tree.Prompt():
            return (to.Prompt(line.text.text),)
        case tree.Dialogue():
            return (to.Say(here.name(line.who), line.text.text),)
        case tree.Direct() | tree.Nudge() | tree.Hold() | tree.Release():
            return (_steer(line, here),)
        case tree.Set():
            return _set(line, here)
        case tree.Give():
            return (to.GiveItem(*_goods(line.what, here), here.name(line.to)),)
        case tree.Take():
            return (to.TakeItem(*_goods(line.what, here), here.name(line.source)),)
        case tree.Place():
            who = here.name(line.who)
            return (to.Put(who, here.about((who,)).name(line.at)),)
        case tree.Enter():
            people = _people(line.who, here)
            return tuple(to.Enter(who, _entrance(line, here.about((who,)))) for who in people)
        case tree.Exit():
            return tuple(to.Exit(who) for who in _people(line.who, here))
        case tree.TriggerPerturbation():
            return (_trigger(line, here),)


def _entrance(line: tree.Enter, here: Here) -> str:
    return here.name(line.at) if line.at is not None else HOME


def _people(names: tuple[tree.Name, ...], here: Here) -> tuple[str, ...]:
    """Who is meant, each once."""
    return tuple(dict.fromkeys(here.name(name) for name in names))


def _steer(line: tree.Direct | tree.Nudge | tree.Hold | tree.Release, here: Here) -> to.Steer:
    who = _people(line.who, here)
    here = here.about(who)
    match line:
        case tree.Direct():
            within, lasting = here.ticks(line.within, LIMIT), here.ticks(line.length, 0)
            return to.Direct(who, activity(line.activity, here), within, lasting, _times(line.activity))
        case tree.Nudge():
            by = here.figure(line.by) if line.by is not None else NUDGE
            what, lasting = activity(line.activity, here), here.ticks(line.length, 0)
            return to.Nudge(who, what, by, lasting, _times(line.activity))
        case tree.Hold():
            return to.Hold(who)
        case tree.Release():
            return to.Release(who)


def _times(activity: tree.Activity) -> int:
    """How often one does it: two soups are eaten one after the other."""
    what = activity.object
    return what.count if activity.verb in ONE_BY_ONE and isinstance(what, tree.Goods) else 1


def _set(line: tree.Set, here: Here) -> tuple[to.Edit, ...]:
    """One edit, or one for each of the cast where the line says `everyone`."""
    if not isinstance(line.target, tree.Possessive):
        raise AssertionError("only somebody's or something's quality can be set, which has been checked")
    word, value = line.target.quality.text, here.figure(line.value)
    owners = _whoever(line.target.owner, here)
    if word in NEEDS:
        return tuple(to.SetNeed(who, NEEDS[word], value) for who in owners)
    if word in TIES and line.target.toward is not None:
        pairs = [(who, whom) for who in owners for whom in _whoever(line.target.toward, here) if who != whom]
        return tuple(to.SetTie(who, TIES[word], whom, value) for who, whom in pairs)
    return tuple(_SETTERS[word](who, value) for who in owners)


def _whoever(who: tree.Subject, here: Here) -> tuple[str, ...]:
    """A name, or those of the whole cast: an order to the town names whom it changes."""
    if not isinstance(who, tree.Everyone):
        return (here.name(who),)
    return tuple(member.name for member in cast(here.script))


_SETTERS: Final[dict[str, Callable[[str, int], to.Edit]]] = {
    "wallet": to.SetWallet,
    "prices": to.SetPrices,
    "cooldown": to.SetCooldown,
}


def _goods(what: tree.Name | tree.Goods | tree.Coins, here: Here) -> tuple[str, int]:
    """An item and how many; coins are counted in thousandths."""
    if isinstance(what, tree.Goods):
        return here.name(what.item), what.count
    value = here.value(what)
    return ("coins", value.thousandths) if isinstance(value, tree.Coins) else (here.name(value), 1)


def _trigger(line: tree.TriggerPerturbation, here: Here) -> to.Trigger:
    place = _phrase(line.phrases, "at", here) or _phrase(line.phrases, "of", here)
    return to.Trigger(
        line.name.text, place, _option(line.options, "strength", here, 0), here.ticks(line.length, 0)
    )


def activity(node: tree.Activity, here: Here) -> to.Activity:
    """What somebody is to do."""
    return _ACTIVITIES[node.verb](node, here)


def _phrase(phrases: tuple[tree.Phrase, ...], word: str, here: Here) -> str:
    return next((here.name(phrase.target) for phrase in phrases if phrase.word == word), "")


def _option(options: tuple[tree.Option, ...], word: str, here: Here, default: int) -> int:
    found = (here.figure(o.value) for o in options if o.name is not None and o.name.text == word)
    return next(found, default)


def _object(node: tree.Activity, here: Here) -> str:
    match node.object:
        case None:
            return ""
        case tree.Goods(item=item):
            return here.name(item)
    return here.name(node.object)


def _go(node: tree.Activity, here: Here) -> to.Activity:
    return to.Go(_phrase(node.phrases, "to", here))


def _meet(node: tree.Activity, here: Here) -> to.Activity:
    return to.Meet(_object(node, here), _phrase(node.phrases, "at", here))


def _greet(node: tree.Activity, here: Here) -> to.Activity:
    return to.Greet(_object(node, here), _option(node.options, "quality", here, -1))


def _chat(node: tree.Activity, here: Here) -> to.Activity:
    whom, about = _phrase(node.phrases, "with", here), _phrase(node.phrases, "about", here)
    return to.Chat(whom, about, _option(node.options, "quality", here, -1))


def _argue(node: tree.Activity, here: Here) -> to.Activity:
    return to.Argue(_phrase(node.phrases, "with", here), _phrase(node.phrases, "about", here))


def _give(node: tree.Activity, here: Here) -> to.Activity:
    item, count = _things(node, here)
    return to.GiveTo(item, _phrase(node.phrases, "to", here), count)


def _take_back(node: tree.Activity, here: Here) -> to.Activity:
    item, count = _things(node, here)
    return to.TakeBack(item, _phrase(node.phrases, "from", here), count)


def _buy(node: tree.Activity, here: Here) -> to.Activity:
    item, count = _things(node, here)
    return to.Buy(item, _phrase(node.phrases, "at", here) or _phrase(node.phrases, "from", here), count)


def _things(node: tree.Activity, here: Here) -> tuple[str, int]:
    """An item and how many, of a verb that wants one."""
    match node.object:
        case tree.Name() | tree.Goods() | tree.Coins() as what:
            return _goods(what, here)
        case _:
            return "", 1


_ACTIVITIES: Final[dict[str, Callable[[tree.Activity, Here], to.Activity]]] = {
    "go": _go,
    "leave": lambda node, here: to.Leave(),
    "wait": lambda node, here: to.WaitNear(_phrase(node.phrases, "near", here)),
    "meet": _meet,
    "greet": _greet,
    "chat": _chat,
    "argue": _argue,
    "apologise": lambda node, here: to.Apologise(_phrase(node.phrases, "to", here)),
    "give": _give,
    "buy": _buy,
    "take back": _take_back,
    "cook": lambda node, here: to.Cook(_object(node, here), _phrase(node.phrases, "at", here)),
    "eat": lambda node, here: to.Eat(_object(node, here)),
    "use": lambda node, here: to.Use(_object(node, here)),
    "drop": lambda node, here: to.Drop(*_things(node, here)),
    "pick up": lambda node, here: to.PickUp(*_things(node, here)),
    "rest": lambda node, here: to.Rest(_phrase(node.phrases, "at", here)),
    "wash": lambda node, here: to.Wash(_phrase(node.phrases, "at", here)),
    "work": lambda node, here: to.Work(),
    "apply": lambda node, here: to.Apply(_phrase(node.phrases, "as", here)),
}
