"""`make colours`: writes `words.json` from the grammar, and from it the grammars of editors."""

from pathlib import Path
from typing import Final

from runner.highlight import textmate
from runner.highlight.words import KEPT, kept, taken, text_of

SYNTAXES: Final = Path(__file__).parents[2] / "editors" / "vscode" / "syntaxes"


def main() -> None:
    """Write all three; the grammars need what was written first."""
    KEPT.write_text(text_of(taken()), "utf-8")
    kept.cache_clear()
    for name, grammar in (("townlet", textmate.script()), ("transcript", textmate.transcript())):
        (SYNTAXES / f"{name}.tmLanguage.json").write_text(textmate.text_of(grammar), "utf-8")


if __name__ == "__main__":
    main()
