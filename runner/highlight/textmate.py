"""TextMate grammars for editors, as JSON; `make colours` writes them to `editors/vscode/syntaxes`."""

import json
from collections.abc import Iterable
from typing import Any

from runner.highlight import transcripts
from runner.highlight.groups import LOOKS
from runner.highlight.patterns import PROSE, REMARKS, START, Line, Pattern, lines, loose


def script() -> dict[str, Any]:
    """The grammar of scripts: a rule a kind of line, each with what may stand in it."""
    known = lines()
    inside: dict[tuple[Pattern, ...], str] = {}
    for line in known:
        if line.rest is not None:
            inside.setdefault(line.rest, f"in-{line.name}")
    repository = {name: {"patterns": [_match(each) for each in rest]} for rest, name in inside.items()}
    opened = [_line(line, inside) for line in known]
    return {
        "name": "Townlet",
        "scopeName": "source.townlet",
        "fileTypes": ["town"],
        "patterns": [*map(_match, (*REMARKS, PROSE)), *opened, _unknown()],
        "repository": repository,
    }


def transcript() -> dict[str, Any]:
    """The grammar of transcripts."""
    return {
        "name": "Townlet transcript",
        "scopeName": "text.townlet.transcript",
        "fileTypes": ["transcript"],
        "patterns": [_whole(expression, groups) for expression, groups in transcripts.KINDS],
    }


def text_of(grammar: dict[str, Any]) -> str:
    """A grammar as a file."""
    return json.dumps(grammar, indent=1, ensure_ascii=False) + "\n"


def scope(group: str) -> str:
    """The scope of a group: `keyword.control.cue.townlet`."""
    return f"{LOOKS[group].scope}.townlet"


def _line(line: Line, inside: dict[tuple[Pattern, ...], str]) -> dict[str, Any]:
    if line.rest is None:
        return _match(line.opens)
    return {
        "name": "meta.line.townlet",
        "begin": line.opens.expression,
        "beginCaptures": _captures(line.opens.groups),
        "end": "$",
        "patterns": [{"include": f"#{inside[line.rest]}"}],
    }


def _unknown() -> dict[str, Any]:
    """A line of no known kind: nothing in it is the beginning of another."""
    return {"begin": rf"{START}(?=\S)", "end": "$", "patterns": [_match(each) for each in loose()]}


def _match(pattern: Pattern) -> dict[str, Any]:
    return {"match": pattern.expression, "captures": _captures(pattern.groups)}


def _captures(groups: Iterable[str | None]) -> dict[str, Any]:
    return {str(number): {"name": scope(group)} for number, group in enumerate(groups, 1) if group}


def _whole(expression: str, groups: tuple[str | None, ...]) -> dict[str, Any]:
    captures = _captures(None if group == "*" else group for group in groups)
    if "*" in groups:
        speech = {"match": transcripts.SPEECH, "name": scope("speech")}
        captures[str(groups.index("*") + 1)] = {"patterns": [speech]}
    return {"match": f"^{expression}$", "captures": captures}
