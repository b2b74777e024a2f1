"""What there is to know of a name, as a card of Markdown: who somebody is, what a vignette wants, when a cue plays."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from dsl import tree
from dsl.editing.hints import times
from dsl.editing.mentions import Symbol
from dsl.script import Script
from dsl.source import Span
from dsl.values import spoken
from dsl.vocabulary import ACTIVITIES, CALLED, PERTURBATIONS, QUALITIES, Want
from dsl.words import BELONGS, FORMS
from townlet.events import ASKABLE
from townlet.personality import BUILT_IN, TRAITS, Personality
from townlet.townfile import Hours, TownFile
from townlet.units import ONE

WORD: Final = re.compile(r"[^\W\d][\w-]*")
NOWHERE: Final = Span("", 1, 1, 1, 1)
MULTIPLIED: Final = ("needs", "prefers", "rewards")


def card(symbol: Symbol, script: Script) -> str:
    """The card of a name; empty if there is nothing to say."""
    tell = CARDS.get(symbol.role)
    return "\n\n".join(filter(None, tell(symbol, script))) if tell is not None else ""


def shapes(word: str, in_personality: bool = False) -> list[str]:
    """How a line looks that begins with this word, in its several forms."""
    forms = [each.strip() for each in re.split(r"`[^`]*`", FORMS.get(word, "")) if each.strip()]
    return forms[in_personality:][:1] if word == "needs" else forms


def of_keyword(word: str) -> str:
    """What a line that begins with this word looks like, and where it stands."""
    forms, where = shapes(word), BELONGS.get(word)
    if not forms:
        return ""
    code = _code("\n".join(forms))
    return f"{code}\n\nStands {where}." if where is not None else code


def _personality(symbol: Symbol, script: Script) -> Iterator[str]:
    declared = {each.name.text: each for file in reversed(script.files) for each in file.personalities}
    name, chain = symbol.name, []
    while name in declared and name not in chain:
        chain.append(name)
        extends = declared[name].extends
        name = extends.text if extends is not None else ""
    head = f"personality {symbol.name}" + "".join(f" extends {each}" for each in [*chain[1:], name][:1] if each)
    yield _code(head)
    about = next((declared[each].about for each in chain if declared[each].about is not None), None)
    built_in = BUILT_IN.get(name)
    if about is not None or (built_in is not None and not chain):
        yield f"*{about.text if about is not None else built_in.about if built_in is not None else ''}*"
    yield _list(_figures([declared[each] for each in chain], built_in))


def _figures(chain: list[tree.Personality], built_in: Personality | None) -> Iterator[str]:
    """The figures that count: the nearest that names one, last of all the built-in."""
    traits = {each: _decimal(getattr(built_in, each)) for each in TRAITS if built_in and getattr(built_in, each)}
    traits |= {each.name.text: spoken(each.value) for one in reversed(chain) for each in one.traits}
    yield from [f"traits: {_pairs(traits)}"] if traits else []
    for field in MULTIPLIED:
        named = "decays" if field == "needs" else field
        found = {key: _share(value) for key, value in getattr(built_in, named).items()} if built_in else {}
        found |= {each.name.text: spoken(each.value) for one in reversed(chain) for each in getattr(one, field)}
        between = " decays " if field == "needs" else " "
        yield from [f"{field}: {_pairs(found, between)}"] if found else []
    voice = next((each.voice.text for each in chain if each.voice is not None), built_in.voice if built_in else "")
    yield from [f"voice: {voice}"] if voice else []


def _vignette(symbol: Symbol, script: Script) -> Iterator[str]:
    vignette = script.vignettes.get(symbol.name)
    if vignette is None:
        return
    yield _code(signature(vignette))
    wants = script.signatures.get(symbol.name, {})
    yield _list(f"`{each.name.text}`: {kind}" for each in vignette.parameters if (kind := called(wants, each)))
    file = next((file for file in script.files if vignette in file.vignettes), None)
    if file is not None and file.about:
        yield f"From `{file.span.file.rpartition('/')[2]}`: {file.about}"


def signature(vignette: tree.Vignette) -> str:
    """`vignette small-talk(a, b, warmth = 70%)`"""
    return f"vignette {vignette.name.text}({', '.join(map(written, vignette.parameters))})"


def written(parameter: tree.Parameter) -> str:
    """A parameter with its default."""
    default = f" = {spoken(parameter.default)}" if parameter.default is not None else ""
    return parameter.name.text + default


def called(wants: Mapping[str, Want], parameter: tree.Parameter) -> str:
    """What a parameter must be: `a person`."""
    kinds = wants[parameter.name.text].kinds if parameter.name.text in wants else ()
    return " or ".join(CALLED[kind] for kind in kinds)


def _parameter(symbol: Symbol, script: Script) -> Iterator[str]:
    for owner, wants in _with_parameters(script):
        for each in owner.parameters:
            if each.name.span == symbol.where:
                of = f"the vignette `{owner.name.text}`" if isinstance(owner, tree.Vignette) else "the scenario"
                kind = called(wants, each)
                yield _code(written(each))
                yield f"A parameter of {of}{f': {kind}' if kind else ''}."


def _with_parameters(script: Script) -> Iterator[tuple[tree.Vignette | tree.Scenario, Mapping[str, Want]]]:
    if script.scenario is not None:
        yield script.scenario, script.wants
    for file in script.files:
        yield from ((each, script.signatures.get(each.name.text, {})) for each in file.vignettes)


def _item(symbol: Symbol, script: Script) -> Iterator[str]:
    declared = next((each for file in script.files for each in file.items if each.name.text == symbol.name), None)
    if declared is None:
        yield from _town_item(symbol.name, script.town)
        return
    yield _code(f"item {symbol.name}")
    yield from [f"*{declared.about.text}*"] if declared.about is not None else []
    facts = [f"price: {spoken(declared.price)}"] if declared.price is not None else []
    facts += [f"use: {_figures_of(declared.use)}"] if declared.use else []
    facts += [f"portions: {spoken(declared.portions)}"] if declared.portions is not None else []
    facts += ["reusable" if declared.reusable else "consumed"] if declared.reusable is not None else []
    facts += [f"spoils after {spoken(declared.spoils_after)}"] if declared.spoils_after is not None else []
    facts += [f"keeps off {declared.keeps_off.text}"] if declared.keeps_off is not None else []
    yield _list(facts)


def _town_item(name: str, town: TownFile | None) -> Iterator[str]:
    item = next((each for each in (town.items if town is not None else ()) if each.id == name), None)
    if item is None or town is None:
        return
    yield _code(f"item {name}")
    yield from [f"*{item.about}*"] if item.about else []
    sold = [place.id for place in town.places if any(goods.item == name for goods in place.sells)]
    effects = ", ".join(f"{need} {'+' if by > 0 else ''}{_share(by)}" for need, by in item.effects.items())
    facts = [f"price: {_coins(item.price)}"] if item.price else []
    facts += [f"does: {effects}"] if effects else []
    facts += [f"sold at {', '.join(f'`{each}`' for each in sold)}"] if sold else []
    yield _list(facts)


def _agent(symbol: Symbol, script: Script) -> Iterator[str]:
    cast = script.scenario.cast if script.scenario is not None else ()
    member = next((each for each in cast if isinstance(each, tree.Member) and each.name.text == symbol.name), None)
    if member is None:
        yield "Somebody the condition names (`as`)."
        return
    yield _code(f"{symbol.name}: {_in_short(member)}")
    facts = [f"needs: {_figures_of(member.needs)}"] if member.needs else []
    facts += (
        [f"carries: {', '.join(f'{each.count} {each.item.text}' for each in member.carries)}"] if member.carries else []
    )
    facts += [f"{each.quality.text} {each.preposition} {each.toward.text} {spoken(each.value)}" for each in member.ties]
    yield _list(facts)
    if member.personality is not None:
        yield from _personality(Symbol("personality", member.personality.text), script)


def _in_short(member: tree.Member) -> str:
    bits = [member.personality.text] if member.personality is not None else []
    bits += ["offstage"] if member.offstage else [f"at {member.starts.text}"] if member.starts is not None else []
    bits += [spoken(member.wallet)] if member.wallet is not None else []
    bits += [f"works as {member.job.text}"] if member.job is not None else []
    bits += [f"lives at {member.home.text}"] if member.home is not None else []
    return ", ".join(bits)


def _place(symbol: Symbol, script: Script) -> Iterator[str]:
    town = script.town
    place = next((each for each in (town.places if town is not None else ()) if each.id == symbol.name), None)
    if place is None or town is None:
        return
    yield _code(f"place {place.id}")
    yield f"{place.title[:1].upper()}{place.title[1:]}, {'out of doors' if place.outdoors else 'indoors'}."
    facts = [f"open {_hours(place.hours)}"]
    facts += (
        [f"sells {', '.join(f'{each.item} ({_coins(each.price)})' for each in place.sells)}"] if place.sells else []
    )
    things = [each.id for each in town.things if each.place == place.id]
    facts += [f"has {', '.join(things)}"] if things else []
    jobs = [each.id for each in town.jobs if each.place == place.id]
    facts += [f"work for {', '.join(jobs)}"] if jobs else []
    yield _list(facts)


def _thing(symbol: Symbol, script: Script) -> Iterator[str]:
    town = script.town
    thing = next((each for each in (town.things if town is not None else ()) if each.id == symbol.name), None)
    if thing is None or town is None:
        return
    yield _code(f"object {thing.id}")
    yield f"{thing.title[:1].upper()}{thing.title[1:]}, in `{thing.place}`."
    uses = [each for each in town.affordances if each.type == thing.type]
    yield _list(f"{each.activity}: {each.lasts} minutes" for each in uses)


def _job(symbol: Symbol, script: Script) -> Iterator[str]:
    job = next((each for each in (script.town.jobs if script.town else ()) if each.id == symbol.name), None)
    if job is not None:
        yield _code(f"job {job.id}")
        yield f"At `{job.place}`, {_hours(job.shift)}, {_coins(job.wage)} a shift."


def _cue(symbol: Symbol, script: Script) -> Iterator[str]:
    for each in times(script):
        if each.cue.name is not None and each.cue.name.text == symbol.name:
            yield _code(f"cue {symbol.name}")
            yield f"Begins at {each.shown}." if each.shown else "When it begins depends on how the story goes."
            return


def _stream(symbol: Symbol, script: Script) -> Iterator[str]:
    yield _code(f"streams: {symbol.name}")
    yield "A stream of chance: what is drawn from it is the same for the same seed, whatever else is in the script."


def _quality(symbol: Symbol, script: Script) -> Iterator[str]:
    quality = QUALITIES.get(symbol.name)
    if quality is None:
        return
    owner = " or ".join(CALLED[kind] for kind in quality.owner.kinds)
    toward = f", {quality.toward} {'an item' if quality.toward == 'of' else 'somebody'}" if quality.toward else ""
    value = CALLED[quality.value.kinds[0]]
    can = [word for word, may in (("set", quality.settable), ("asked about", quality.askable)) if may]
    yield _code(f"'s {symbol.name}{f' {quality.toward} …' if quality.toward else ''}")
    yield f"A quality of {owner}{toward}: {value}. It can be {' and '.join(can) or 'named as a place'}."


def _event(symbol: Symbol, script: Script) -> Iterator[str]:
    takes = ASKABLE.get(symbol.name)
    if takes is not None:
        forms = [f"event {symbol.name} {'by Kai' if each == 'by' else 'between Kai and Avery'}" for each in takes]
        yield _code("\n".join(forms))
        yield "Something that happens. Without anybody it is anybody's."


def _perturbation(symbol: Symbol, script: Script) -> Iterator[str]:
    roles = PERTURBATIONS.get(symbol.name)
    if roles is not None:
        yield _code(roles.example)
        yield "Something that nobody chose, and that is over by itself."


def of_activity(verb: str) -> str:
    """How an activity is said behind `direct … to`."""
    return _code(f"direct Kai to {ACTIVITIES[verb].example}") if verb in ACTIVITIES else ""


def _town(symbol: Symbol, script: Script) -> Iterator[str]:
    town = script.town
    if town is not None and town.id == symbol.name:
        yield _code(f"town: {town.id}")
        yield f"{town.title}: {len(town.places)} places, {len(town.jobs)} kinds of work."


CARDS: Final[Mapping[str, Callable[[Symbol, Script], Iterator[str]]]] = {
    "personality": _personality, "vignette": _vignette, "parameter": _parameter, "item": _item, "agent": _agent,
    "place": _place, "thing": _thing, "job": _job, "cue": _cue, "stream": _stream, "quality": _quality,
    "tie": _quality,
    "event": _event, "perturbation": _perturbation, "town": _town,
}  # fmt: skip


def _code(text: str) -> str:
    return f"```town\n{text}\n```"


def _list(facts: Iterable[str]) -> str:
    return "\n".join(f"- {fact}" for fact in facts)


def _pairs(figures: Mapping[str, str], between: str = " ") -> str:
    return ", ".join(f"{name}{between}{value}" for name, value in figures.items())


def _figures_of(figures: Iterable[tree.Figure]) -> str:
    return ", ".join(f"{each.name.text} {spoken(each.value)}" for each in figures)


def _share(millionths: int) -> str:
    return spoken(tree.Share(NOWHERE, millionths))


def _coins(thousandths: int) -> str:
    return spoken(tree.Coins(NOWHERE, thousandths))


def _decimal(millionths: int) -> str:
    return f"{millionths / ONE:g}"


def _hours(hours: Hours) -> str:
    if hours.opens == hours.closes:
        return "all day"
    return f"{hours.opens // 60:02}:{hours.opens % 60:02} to {hours.closes // 60:02}:{hours.closes % 60:02}"
