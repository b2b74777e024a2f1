"""The front page of the reader of town files: text → nodes → plain data → town → checks."""

from dsl.diagnostic import Diagnostic, has_errors, in_order
from dsl.source import Source, Span
from dsl.townfile.build import build
from dsl.townfile.crosscheck import crosscheck
from dsl.townfile.keys import key_meant
from dsl.townfile.kinds import TOWN
from dsl.townfile.nodes import Node, plain, renamed
from dsl.townfile.schema import SCHEMA
from dsl.townfile.sound import healthy
from dsl.townfile.structure import check_structure
from dsl.townfile.yaml12 import read_yaml
from townlet.townfile import TownFile

Found = tuple[Diagnostic, ...]


def read_town_file(source: Source) -> tuple[TownFile | None, Found]:
    """The town that `source` describes, and everything there is to say about the text.

    The town is None when anything said is an error; warnings leave it standing. Never raises, whatever the
    text. What is wrong in one entry does not keep the others from being looked at.
    """
    root, said = read_yaml(source)
    if root is None:
        return None, in_order(said)
    other = _something_else(root)
    if other is not None:
        return None, in_order((*said, other))
    data = plain(root)
    wrong, at_fault = check_structure(root, data)
    sections = _misspelt(wrong, root)
    if sections:  # What stands under them is looked at as if they were spelt right.
        root = renamed(root, sections)
        data = plain(root)
        again, at_fault = check_structure(root, data)
        wrong = tuple(each for each in wrong if each.span in sections.values()) + again
    said += wrong
    sound = healthy(data, at_fault)
    if sound is None:
        return None, in_order(said)
    town = build(sound)
    said += crosscheck(town, data, root, whole=not said)
    return (None if has_errors(said) else town), in_order(said)


def _something_else(root: Node) -> Diagnostic | None:
    """A file of another kind: of a dozen keys that it lacks none is worth a word of its own."""
    if not isinstance(root.value, dict) or not root.value:
        return None
    known, said = SCHEMA["properties"], root.value
    if any(key.split(" ")[0] in known or key_meant(key, known, said, SCHEMA["required"]) is not None for key in said):
        return None
    old, hint = said.get("timeline"), TOWN.begins
    if old is not None and isinstance(old.value, list):
        hint = f"`townlet import {root.span.file}` makes a script of a timeline of the older kind."
    return Diagnostic("TN912", "This is no town file: it has not one of the keys of one", root.span, hint=hint)


def _misspelt(said: Found, root: Node) -> dict[str, Span]:
    """The sections that are misspelt, by what was meant: where each stands."""
    guesses = {each.span: each.fix.text for each in said if each.code == "TN911" and each.fix is not None}
    meant = {span: key for span, key in guesses.items() if key in SCHEMA["properties"]}  # And no lack of a colon.
    return {meant[span]: span for span in root.keys.values() if span in meant}
