"""The cast, who they are, and what they carry."""

from dsl import tree
from dsl.lower.townsfolk import ORDINARY, Townsperson, townsfolk
from dsl.script import Script
from townlet.personality import BUILT_IN, Personality
from townlet.schedule import CastMember
from townlet.townfile import Item


def cast(script: Script) -> tuple[CastMember, ...]:
    """Everybody in file order, the people of a group where the group stands."""
    crowds = townsfolk(script)
    found: list[CastMember] = []
    for entry in script.scenario.cast if script.scenario is not None else ():
        match entry:
            case tree.Member():
                found.append(_member(entry))
            case tree.Group():
                found.extend(_one_of(entry, person) for person in next(crowds))
    return tuple(found)


def _member(member: tree.Member) -> CastMember:
    ties: dict[str, dict[str, int]] = {}
    for tie in member.ties:
        ties.setdefault(tie.toward.text, {})[tie.quality.text] = tie.value.millionths
    return CastMember(
        name=member.name.text,
        personality=_word(member.personality) or ORDINARY,
        place=_word(member.starts),
        offstage=member.offstage,
        needs=_figures(member.needs),
        wallet=member.wallet.thousandths if member.wallet is not None else None,
        carries=_counts(member.carries),
        job=_word(member.job),
        home=_word(member.home),
        ties=ties,
    )


def _one_of(group: tree.Group, person: Townsperson) -> CastMember:
    """What the group says holds for each of its people; all else comes from the town file."""
    return CastMember(
        name=person.name,
        personality=person.personality,
        place=_word(group.starts),
        offstage=group.offstage,
        wallet=group.wallet.thousandths if group.wallet is not None else None,
        carries=_counts(group.carries),
        job=person.job,
    )


def _word(name: tree.Name | None) -> str:
    return name.text if name is not None else ""


def _counts(goods: tuple[tree.Goods, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in goods:
        found[each.item.text] = found.get(each.item.text, 0) + each.count
    return found


def personalities(script: Script, names: list[str]) -> dict[str, Personality]:
    """Those of `names`, each with all that it extends; in alphabetical order."""
    written = {each.name.text: each for file in reversed(script.files) for each in file.personalities}
    return {name: _personality(name, written) for name in sorted({*names})}


def _personality(name: str, written: dict[str, tree.Personality]) -> Personality:
    """Built-in figures, then those of each that extends them, the nearest last."""
    chain = []
    while name in written:
        chain.append(written[name])
        extends = written[name].extends
        name = extends.text if extends is not None else ORDINARY
    found = BUILT_IN[name]
    for each in reversed(chain):
        found = _extended(found, each)
    return found


def _extended(base: Personality, by: tree.Personality) -> Personality:
    """The figures it names are replaced, all others kept."""
    traits = _figures(by.traits)
    return Personality(
        name=by.name.text,
        about=by.about.text if by.about is not None else "",
        voice=by.voice.text if by.voice is not None else base.voice,
        extroversion=traits.get("extroversion", base.extroversion),
        forgiveness=traits.get("forgiveness", base.forgiveness),
        ambition=traits.get("ambition", base.ambition),
        decays=base.decays | _figures(by.needs),
        prefers=base.prefers | _figures(by.prefers),
        rewards=base.rewards | _figures(by.rewards),
    )


def _figures(figures: tuple[tree.Figure, ...]) -> dict[str, int]:
    return {each.name.text: each.value.millionths for each in figures}


def items(script: Script) -> tuple[Item, ...]:
    """Every item that the files declare, in order of reading; the first of a name counts."""
    found: dict[str, Item] = {}
    for file in script.files:
        for item in file.items:
            found.setdefault(item.name.text, _item(item))
    return tuple(found.values())


def _item(item: tree.Item) -> Item:
    word, effects = item.name.text, _figures(item.use)
    return Item(
        id=word,
        title=f"{'an' if word[0].lower() in 'aeiou' else 'a'} {word.replace('-', ' ')}",
        about=item.about.text if item.about is not None else "",
        price=item.price.thousandths if item.price is not None else 0,
        effects=effects,
        portions=(item.portions.whole or 1) if item.portions is not None else 1,
        reusable=bool(item.reusable),
        spoils=item.spoils_after.ticks if item.spoils_after is not None else 0,
        edible=effects.get("hunger", 0) > 0,
        keeps_off=_word(item.keeps_off),
    )
