"""`make colours`: writes `words.json` from the grammar, and from it the grammars of editors.

With files, it writes nothing and says in JSON how their pieces are coloured: what the tests of an editor compare with.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from runner.highlight import reading, textmate, transcripts
from runner.highlight.words import KEPT, kept, taken, text_of

SYNTAXES: Final = Path(__file__).parents[2] / "editors" / "vscode" / "syntaxes"


def main(files: Sequence[str]) -> None:
    """Write all three, the words first, because the grammars need them; or say how files are coloured."""
    if files:
        print(json.dumps({file: scopes(Path(file)) for file in files}, ensure_ascii=False))
        return
    KEPT.write_text(text_of(taken()), "utf-8")
    kept.cache_clear()
    for name, grammar in (("townlet", textmate.script()), ("transcript", textmate.transcript())):
        (SYNTAXES / f"{name}.tmLanguage.json").write_text(textmate.text_of(grammar), "utf-8")


def scopes(file: Path) -> list[tuple[str, str]]:
    """The pieces of a script or a transcript, each with its scope; an empty one where there is no colour."""
    cut = reading.pieces if file.suffix == ".town" else transcripts.pieces
    return [(piece, textmate.scope(group) if group else "") for piece, group in cut(file.read_text("utf-8"))]


if __name__ == "__main__":
    main(sys.argv[1:])
