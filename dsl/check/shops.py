"""What is asked of a shop that it does not have: prices where nothing is sold, goods that are sold elsewhere."""

from collections.abc import Iterator

from dsl import tree
from dsl.diagnostic import Diagnostic
from dsl.names import Scope
from dsl.script import Script
from dsl.source import Span
from dsl.walk import atoms, conditions


def shops(script: Script, scope: Scope, line: tree.Line) -> Iterator[Diagnostic]:
    """Warnings about one line: it can be performed, and nothing will come of it."""
    if script.town is None:
        return
    match line:
        case tree.Set(target=tree.Possessive(owner=tree.Name() as place, quality=tree.Name(text="prices"))):
            yield from _prices(script, place)
        case tree.TriggerPerturbation(name=tree.Name(text="price-spike")):
            for phrase in line.phrases:
                if isinstance(phrase.target, tree.Name):
                    yield from _prices(script, phrase.target)
        case tree.Direct() | tree.Nudge() if line.activity.verb == "buy":
            item = line.activity.object
            for phrase in line.activity.phrases:
                if isinstance(phrase.target, tree.Name) and isinstance(item, tree.Name | tree.Goods):
                    name = item.item if isinstance(item, tree.Goods) else item
                    yield from _goods(script, phrase.target, name, phrase.span)
    for condition in conditions(line):
        for atom in atoms(condition):
            yield from _stock(script, atom)


def _stock(script: Script, atom: tree.Condition) -> Iterator[Diagnostic]:
    match atom:
        case tree.Compare(subject=subject) | tree.Between(subject=subject) | tree.Changes(subject=subject):
            match subject:
                case tree.Possessive(
                    owner=tree.Name() as place, preposition="of", toward=tree.Name() as item
                ):
                    yield from _goods(script, place, item, item.span)


def _prices(script: Script, place: tree.Name) -> Iterator[Diagnostic]:
    sold = _sold(script, place.text)
    if sold is not None and not sold:
        message = f"Nothing is sold at `{place.text}`, so it has no prices"
        yield Diagnostic("TN704", message, place.span, severity="warning", hint=_where(script, None))


def _goods(script: Script, place: tree.Name, item: tree.Name, span: Span) -> Iterator[Diagnostic]:
    sold = _sold(script, place.text)
    known = script.town is not None and item.text in {each.id for each in script.town.items}
    if sold is not None and known and item.text not in sold:
        message = f"`{item.text}` is not sold at `{place.text}`"
        yield Diagnostic("TN704", message, span, severity="warning", hint=_where(script, item.text))


def _sold(script: Script, place: str) -> tuple[str, ...] | None:
    """What is on the shelves of a place; None if there is no such place."""
    places = script.town.places if script.town is not None else ()
    return next((tuple(goods.item for goods in each.sells) for each in places if each.id == place), None)


def _where(script: Script, item: str | None) -> str | None:
    """The places that sell an item, or anything."""
    places = script.town.places if script.town is not None else ()
    found = [
        each.id for each in places if each.sells and (item is None or item in [g.item for g in each.sells])
    ]
    return f"There is a shop at: {', '.join(f'`{each}`' for each in found)}" if found else None
