"""Lexers for Pygments, found by name (`town`, `transcript`) wherever Townlet is installed: Rich, Sphinx, pygmentize."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from pygments.lexer import Lexer
from pygments.token import Text, Whitespace, string_to_tokentype

from runner.highlight import reading, transcripts
from runner.highlight.groups import LOOKS

Pieces = Iterable[tuple[str, str | None]]


class _OfPieces(Lexer):  # type: ignore[misc] # Pygments comes without types.
    """A lexer over pieces that join to the text."""

    @staticmethod
    def pieces(text: str) -> Pieces:
        """The text in pieces, each with its group."""
        raise NotImplementedError

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, Any, str]]:
        """See `pygments.lexer.Lexer`."""
        at = 0
        for piece, group in self.pieces(text):
            plain = Whitespace if piece.isspace() else Text
            yield at, string_to_tokentype(LOOKS[group].token) if group else plain, piece
            at += len(piece)


class TownletLexer(_OfPieces):
    """Scripts."""

    name = "Townlet"
    aliases: ClassVar = ["town", "townlet"]
    filenames: ClassVar = ["*.town"]
    mimetypes: ClassVar = ["text/x-townlet"]
    pieces = staticmethod(reading.pieces)


class TranscriptLexer(_OfPieces):
    """Transcripts of performances."""

    name = "Townlet transcript"
    aliases: ClassVar = ["transcript", "townlet-transcript"]
    filenames: ClassVar = ["*.transcript"]
    mimetypes: ClassVar = ["text/x-townlet-transcript"]
    pieces = staticmethod(transcripts.pieces)
