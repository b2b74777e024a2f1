"""What there is to colour, and what each looks like: in Pygments, in editors and in a terminal."""

from typing import Final

import msgspec


class Look(msgspec.Struct, frozen=True):
    """A Pygments token, the scope of a TextMate grammar, and a style of Rich's."""

    token: str
    scope: str
    style: str


LOOKS: Final[dict[str, Look]] = {
    "declaration": Look("Keyword.Declaration", "keyword.declaration", "bold magenta"),
    "cue": Look("Keyword.Reserved", "keyword.control.cue", "bold magenta"),
    "flow": Look("Keyword", "keyword.control.flow", "magenta"),
    "statement": Look("Keyword", "keyword.other.statement", "blue"),
    "check": Look("Keyword", "keyword.control.check", "bold yellow"),
    "field": Look("Name.Attribute", "keyword.other.field", "cyan"),
    "activity": Look("Name.Function", "keyword.other.activity", "bold blue"),
    "condition": Look("Operator.Word", "keyword.operator.condition", "magenta"),
    "joint": Look("Keyword.Pseudo", "keyword.other.joint", "blue"),
    "unit": Look("Keyword.Type", "keyword.other.unit", "cyan"),
    "moment": Look("Keyword.Constant", "keyword.other.moment", "cyan"),
    "anyone": Look("Name.Builtin", "keyword.other.anyone", "magenta"),
    "person": Look("Name.Entity", "entity.name.person", "bold"),
    "name": Look("Name", "variable.other.name", ""),
    "defined": Look("Name.Class", "entity.name.type", "bold"),
    "played": Look("Name.Variable.Magic", "entity.name.function", ""),
    "label": Look("Name.Label", "entity.name.label", ""),
    "event": Look("Name.Constant", "support.constant.event", ""),
    "quality": Look("Name.Property", "variable.other.property", ""),
    "text": Look("Literal.String.Double", "string.quoted.double", "green"),
    "prose": Look("Literal.String.Other", "string.unquoted.prose", "green"),
    "figure": Look("Literal.Number", "constant.numeric", "cyan"),
    "clock": Look("Literal.Date", "constant.numeric.clock", "cyan"),
    "sign": Look("Punctuation", "punctuation.separator", ""),
    "about": Look("Literal.String.Doc", "comment.line.documentation", "dim"),
    "remark": Look("Comment.Single", "comment.line.number-sign", "dim"),
    "todo": Look("Comment.Special", "comment.line.todo", "bold dim"),
    # What only a transcript has.
    "mark": Look("Generic.Heading", "markup.heading", "bold"),
    "aside": Look("Comment", "comment.line.aside", "dim"),
    "origin": Look("Comment.Preproc", "comment.line.origin", "dim"),
    "emergent": Look("Comment.Single", "punctuation.sign.emergent", "dim"),
    "nudged": Look("Keyword.Type", "keyword.other.sign.nudged", "cyan"),
    "directed": Look("Keyword", "keyword.other.sign.directed", "yellow"),
    "staged": Look("Keyword.Declaration", "keyword.other.sign.staged", "magenta"),
    "speech": Look("Literal.String.Other", "string.quoted.speech", "green"),
    "met": Look("Generic.Inserted", "markup.inserted", "green"),
    "unmet": Look("Generic.Deleted", "markup.deleted", "bold red"),
    "unsure": Look("Generic.Emph", "markup.changed", "yellow"),
}

KEYWORDS: Final = (
    "declaration", "cue", "flow", "statement", "check", "field", "activity", "condition", "joint", "unit", "moment",
    "anyone",
)  # fmt: skip
"""The groups of words that mean something to the language itself."""
