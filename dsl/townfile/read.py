"""The front page of the reader of town files: text → nodes → plain data → town → checks."""

from dsl.diagnostic import Diagnostic, has_errors, in_order
from dsl.source import Source
from dsl.townfile.build import build
from dsl.townfile.crosscheck import crosscheck
from dsl.townfile.nodes import plain
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
    data = plain(root)
    wrong, at_fault = check_structure(root, data)
    said += wrong
    sound = healthy(data, at_fault)
    if sound is None:
        return None, in_order(said)
    town = build(sound)
    said += crosscheck(town, data, root, whole=not said)
    return (None if has_errors(said) else town), in_order(said)
