"""A tree on one line, without spans and without what was not said: small enough to be read in a table."""

import msgspec

from dsl import tree


def brief(node: object) -> str:
    """`Direct([Kai], Activity(go, phrases=[Phrase(to, cafe)]), within=Duration(20, ticks))`, for example."""
    match node:
        case tree.Name():
            return node.text
        case tree.Text():
            return repr(node.text)
        case tuple():
            return "[" + ", ".join(map(brief, node)) + "]"
        case msgspec.Struct():
            return f"{type(node).__name__}({', '.join(_parts(node))})"
        case _:
            return str(node)


def _parts(node: msgspec.Struct) -> list[str]:
    parts = []
    skipped = False
    for field in msgspec.structs.fields(node):
        value = getattr(node, field.name)
        if field.name == "span":
            continue
        if value is None or value == () or value is False:
            skipped = True
        else:
            parts.append(f"{field.name}={brief(value)}" if skipped else brief(value))
    return parts
