"""The parser, from the cache where it has been built before; `make bench` shows what that saves (warm, cold)."""

import msgspec

from dsl.parse import Parser, build_parser, load_parser
from dsl.table import grammar_digest
from runner.cache import Cache


def parser_of(cache: Cache) -> Parser:
    """The parser of this version's grammar."""
    kept = cache.get("grammar", grammar_digest())
    if kept is not None:
        try:
            return load_parser(kept)
        except (ValueError, LookupError, TypeError, msgspec.DecodeError):
            pass  # Damaged, or of another shape: build it anew.
    parser = build_parser()
    cache.put("grammar", grammar_digest(), parser.dump())
    return parser
