"""Entries to acts: what an entry asks for, by its kind and name, and what is wrong with its arguments."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final

from dsl.guess import nearest
from dsl.source import Span
from dsl.timeline import words as old
from dsl.timeline.acts import Act, Chat, Disturb, Entry, Kill, Need, Nothing, Said, Spawn, Tell
from dsl.timeline.console import as_typed
from dsl.timeline.raw import Raw, figure, one_line, said, words
from dsl.timeline.report import Report
from dsl.townfile.nodes import Node
from dsl.vocabulary import LONGEST
from townlet.units import ONE

COIN: Final = 1_000
RICHEST: Final = Decimal(1_000_000)
STEEPEST: Final = Decimal(100)


def understood(raw: Raw, report: Report) -> Entry:
    """The act of an entry. What cannot be done is `Nothing`, and has been reported."""
    start = 0
    if raw.kind == "narration":
        act: Act = _tell(raw, report)
    elif raw.kind == "action":
        act = _action(raw, report)
    else:
        raw = as_typed(raw)
        act = _console(raw, report)
        start = _starts_in(raw, report) if isinstance(act, Disturb) else 0
    return Entry(raw.tick + start, act, raw.span, raw.above)


def _action(raw: Raw, report: Report) -> Act:
    if raw.name in _ACTIONS:
        return _ACTIONS[raw.name](raw, report)
    guess = nearest(raw.name, old.ACTIONS)
    elsewhere = " (it was a console command)" if raw.name in old.COMMANDS else ""
    label = f"did you mean `{guess}`?" if guess else "never worked"
    report.warn("TN977", f"There was no action called `{raw.name}`{elsewhere}", raw.named, label, _LIST)
    return Nothing(f"there was no action {raw.name}")


_LIST: Final = "There were `spawn_agent`, `force_chat` and `set_need`"


def _console(raw: Raw, report: Report) -> Act:
    if raw.name in _COMMANDS:
        return _COMMANDS[raw.name](raw, report)
    if raw.name in (*old.SHOWING, *old.STEERING):
        what = "only showed something to the operator" if raw.name in old.SHOWING else "is nothing a script can say"
        hint = "`prompt` reminds an operator of something" if raw.name in old.SHOWING else _INSTEAD.get(raw.name)
        report.note("TN979", f"`{raw.name}` {what}; it is left out", raw.named, hint=hint)
        return Nothing(f"console: {raw.name} {what}")
    guess = nearest(raw.name, old.COMMANDS)
    elsewhere = " (it was an action)" if raw.name in old.ACTIONS else ""
    label = f"did you mean `{guess}`?" if guess else "was refused"
    report.warn("TN977", f"The console knew no `{raw.name}`{elsewhere}", raw.named, label)
    return Nothing(f"the console knew no {raw.name}")


_INSTEAD: Final = {"possess": "`hold` and `direct` take somebody in hand", "employment_exit": "`exit` sends them away"}


# Actions.


def _spawn(raw: Raw, report: Report) -> Act:
    who = raw.word("agent_id", 0) or Said(f"demo_{raw.tick}", raw.named)
    if raw.word("agent_id", 0) is None:
        message = f"This entry does not say who comes; the older player called them `{who.text}`"
        report.note("TN985", message, raw.named, hint="A name of your own reads better")
    _not_carried(raw, ("agent_id", "needs", "wallet", "personality", "job"), report)
    personality, job = raw.word("personality"), raw.word("job")
    wallet = _coins(raw, report)
    return Spawn(
        who, tuple(_needs(raw, report)), wallet, personality.text if personality else "", job.text if job else ""
    )


def _needs(raw: Raw, report: Report) -> Iterable[tuple[str, int]]:
    given = raw.get("needs")
    if given is None:
        return
    if not isinstance(given.value, dict):
        report.warn("TN976", "`needs` wants names with their values", given.span, "left out")
        return
    for need, node in given.value.items():
        if need not in old.NEEDED:
            _no_need(need, given.keys[need], report)
        elif (value := _share(node, f"{need}", report)) is not None:
            yield need, value


def _coins(raw: Raw, report: Report) -> int | None:
    given = raw.get("wallet")
    if given is None:
        return None
    found = figure(given)
    if found is None:
        report.warn("TN976", "`wallet` wants a number of coins", given.span, "left out")
        return None
    return int(_within(found, Decimal(0), RICHEST, "a wallet", given.span, report) * COIN)


def _chat(raw: Raw, report: Report) -> Act:
    speaker, listener = raw.word("speaker", 0), raw.word("listener", 1)
    if speaker is None or listener is None:
        lacking = " and ".join(name for name, each in (("speaker", speaker), ("listener", listener)) if each is None)
        report.warn("TN976", f"`force_chat` lacks its {lacking}", raw.named, "never worked")
        return Nothing(f"force_chat without its {lacking}")
    if speaker.text == listener.text:
        report.warn("TN976", f"`{speaker.text}` cannot chat alone", listener.span, "left out")
        return Nothing(f"{speaker.text} cannot chat alone")
    _not_carried(raw, ("speaker", "listener", "quality"), report)
    given = raw.get("quality", 2)
    quality = _share(given, "the quality of a chat", report) if given is not None else None
    return Chat(speaker, listener, int(old.QUALITY * ONE) if quality is None else quality)


def _need(raw: Raw, report: Report) -> Act:
    who, need, given = raw.word("agent_id", 0), raw.word("need", 1), raw.get("value", 2)
    if who is None or need is None:
        lacking = "`agent_id`" if who is None else "`need`"
        report.warn("TN976", f"`set_need` lacks its {lacking}", raw.named, "never worked")
        return Nothing(f"set_need without its {lacking}")
    if need.text not in old.NEEDED:
        _no_need(need.text, need.span, report)
        return Nothing(f"there is no need {need.text}")
    _not_carried(raw, ("agent_id", "need", "value"), report)
    if given is None:
        report.note("TN985", "This entry does not say how much; the older player took 50%", raw.named)
        return Need(who, need.text, ONE // 2)
    value = _share(given, need.text, report)
    return Need(who, need.text, value) if value is not None else Nothing(f"{need.text} wants a number")


def _no_need(need: str, span: Span, report: Report) -> None:
    guess = nearest(need, old.NEEDED)
    label = f"did you mean `{guess}`?" if guess else "never worked"
    report.warn("TN980", f"There is no need called `{need}`", span, label, "There are hunger, hygiene and energy")


# Narrations.


def _tell(raw: Raw, report: Report) -> Act:
    given = raw.get("message", 0)
    message = one_line(given.value) if given is not None and isinstance(given.value, str) else ""
    if given is not None and not isinstance(given.value, str):
        hint = "Put it in quotation marks, if it was to be told"
        report.warn("TN976", "The message of a narration is a text", given.span, "left out", hint)
        return Nothing("a message that is no text")
    if not message:
        report.warn("TN976", "This narration lacks its message", raw.named, "never worked")
        return Nothing("a narration without its message")
    known = ("message", "data", "dedupe_key", "spacing")
    _not_carried(raw, known, report)
    data, key, spacing = raw.get("data"), raw.word("dedupe_key"), raw.get("spacing")
    apart = figure(spacing) if spacing is not None else None
    return Tell(message, _stage(data, raw, report), key.text if key else "", max(1, int(apart)) if apart else 0)


def _stage(data: Node | None, raw: Raw, report: Report) -> str:
    """The part of the story that a narration says it opens; whatever else its data holds was for machines."""
    if data is None or data.value == {}:
        return ""
    fields = data.value if isinstance(data.value, dict) else {}
    word = said(fields["stage"]) if "stage" in fields else None
    if word is None or len(fields) > 1:
        report.once("TN984", "`data` was for machines, and no reader ever saw it; it is left out", data.span)
    return word.text if word is not None else ""


# Console commands.


def _disturb(raw: Raw, report: Report) -> Act:
    spec = said(raw.args[0]) if raw.args else None
    if spec is None:
        report.warn("TN976", f"`{raw.name}` does not say what is to be set off", raw.named, "was refused")
        return Nothing(f"{raw.name} does not say what")
    _not_carried(raw, ("magnitude", "duration", "targets", "location", "starts_in"), report)
    return _disturbance(raw, spec, words(raw.get("targets")), report)


def _disturbance(raw: Raw, spec: Said, targets: tuple[Said, ...], report: Report) -> Act:
    known = spec.text in old.DISTURBANCES
    name = spec.text if known else nearest(spec.text, old.DISTURBANCES)
    if not known:
        label = f"did you mean `{name}`?" if name else "was refused"
        message = f"The older town knew no `{spec.text}` to set off, so this was refused"
        report.warn("TN978", message, spec.span, label, "It knew " + ", ".join(f"`{n}`" for n in old.DISTURBANCES))
    if name is None:
        return Nothing(f"there was no {spec.text} to set off")
    kind = old.DISTURBANCES[name]
    ticks = _lasting(raw, kind, report)
    strength = _strength(raw, report) if kind == "price-spike" else 0
    if ticks is None or strength is None:
        return Nothing(f"{spec.text} was refused")
    return Disturb(kind, strength, ticks, targets, raw.word("location"), known)


def _lasting(raw: Raw, kind: old.Disturbance, report: Report) -> int | None:
    given = raw.get("duration")
    if given is None:
        ticks = old.LASTS[kind]
        message = f"This does not say how long it lasts, which the older town drew; I took {ticks} ticks"
        report.note("TN985", message, raw.named)
        return ticks
    found = figure(given)
    if found is None:
        report.warn("TN976", "A duration is a number of ticks", given.span, "was refused")
        return None
    return int(_within(found, Decimal(1), Decimal(LONGEST), "a duration", given.span, report))


def _strength(raw: Raw, report: Report) -> int | None:
    given = raw.get("magnitude")
    if given is None:
        message = "This does not say how steep, which the older town drew; I took 150%"
        report.note("TN985", message, raw.named)
        return int(old.STRENGTH * ONE)
    found = figure(given)
    if found is None:
        report.warn("TN976", "A magnitude is a number", given.span, "was refused")
        return None
    return int(_within(found, Decimal(0), STEEPEST, "a magnitude", given.span, report) * ONE)


def _starts_in(raw: Raw, report: Report) -> int:
    given = raw.get("starts_in")
    found = figure(given) if given is not None else None
    if given is not None and found is None:
        report.warn("TN976", "`starts_in` is a number of ticks", given.span, "left out")
    return int(min(max(found, Decimal(0)), Decimal(LONGEST))) if found is not None else 0


def _meeting(raw: Raw, report: Report) -> Act:
    """`arrange_meet` took one mapping with everything in it."""
    given = raw.get("payload", 0)
    if given is None or not isinstance(given.value, dict):
        report.warn("TN976", "`arrange_meet` wants a payload with its `spec` and `agents`", raw.named, "was refused")
        return Nothing("arrange_meet without its payload")
    spec, agents = (given.value.get(key) for key in ("spec", "agents"))
    word, guests = said(spec) if spec is not None else None, words(agents)
    if word is None or not guests:
        lacking = "`spec`" if word is None else "`agents`"
        report.warn("TN976", f"`arrange_meet` lacks its {lacking}", given.span, "was refused")
        return Nothing(f"arrange_meet without its {lacking}")
    more = given.value.get("payload")
    inner = more.value if more is not None and isinstance(more.value, dict) else {}
    fields = {**given.value, **{key: node for key, node in inner.items() if key == "location"}}
    nested = Raw(raw.span, raw.named, raw.tick, raw.kind, raw.name, (), fields, given.keys)
    return _disturbance(nested, word, guests, report)


def _kill(raw: Raw, report: Report) -> Act:
    who = raw.word("agent_id", 0)
    if who is None:
        report.warn("TN976", "`kill` does not say whom", raw.named, "was refused")
        return Nothing("kill without a name")
    report.note("TN985", "Nobody dies in this town: `exit` sends them away for good", raw.named)
    return Kill(who)


_ACTIONS: Final[dict[str, Callable[[Raw, Report], Act]]] = {
    "spawn_agent": _spawn,
    "force_chat": _chat,
    "set_need": _need,
}
_COMMANDS: Final[dict[str, Callable[[Raw, Report], Act]]] = {
    old.TRIGGER: _disturb,
    old.MEETING: _meeting,
    old.TELLING: _tell,
    old.KILL: _kill,
}


# Figures, and what is not carried over.


def _share(node: Node, what: str, report: Report) -> int | None:
    found = figure(node)
    if found is None:
        report.warn("TN976", f"{what[0].upper()}{what[1:]} is a number from 0 to 1", node.span, "left out")
        return None
    return int(round(_within(found, Decimal(0), Decimal(1), what, node.span, report), 6) * ONE)


def _within(found: Decimal, low: Decimal, high: Decimal, what: str, span: Span, report: Report) -> Decimal:
    if low <= found <= high:
        return found
    kept = min(max(found, low), high)
    hint = f"Did you mean {found / 100:f}?" if high == 1 and 2 < found <= 100 else None
    message = f"{found:f} is out of range for {what}: it goes from {low:f} to {high:f}"
    report.warn("TN981", message, span, f"taken for {kept:f}", hint)
    return kept


_DROPPED: Final[dict[str, str]] = {
    "position": "`position` counts tiles of the older map; newcomers arrive where everybody does",
    "category": "`category` and `priority` decided what was told; in a script every narration is told",
    "priority": "`category` and `priority` decided what was told; in a script every narration is told",
    "tick": "`tick` among the arguments only changed how a narration was filed; it is left out",
}


def _not_carried(raw: Raw, known: Iterable[str], report: Report) -> None:
    for key in raw.kwargs:
        if key not in known and key not in ("cmd_id", "issuer", "payload", "spec", "agents"):
            message = _DROPPED.get(key, f"`{key}` has no counterpart in a script; it is left out")
            report.once("TN984", message, raw.place_of(key))
