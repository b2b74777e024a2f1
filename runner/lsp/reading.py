"""Questions of somebody who reads: what is this, what stands where, and how does it go on stage."""

import time
from typing import Any, Final, get_args

from lsprotocol import types

from dsl.diagnostic import Diagnostic
from dsl.editing import cards
from dsl.editing.colours import Colour, Coloured, coloured
from dsl.editing.hints import hints, times
from dsl.editing.mentions import mention_at
from dsl.editing.outline import folds, outline
from dsl.editing.town import town_card, town_outline
from dsl.source import Source, Span
from runner.lsp import stage
from runner.lsp.addresses import name_of
from runner.lsp.answers import markdown
from runner.lsp.desk import is_town
from runner.lsp.server import Server
from runner.pages import page_of, written

RULE: Final = "\n\n---\n\n"
RUN_FROM_HERE: Final = "townlet.runFromHere"
COLOURS: Final[tuple[Colour, ...]] = get_args(Colour)
LEGEND: Final = types.SemanticTokensLegend([*COLOURS], ["declaration"])


def at(server: Server, params: Any) -> tuple[Source, int, int] | None:
    """The document and the place that are asked about; None if there is no such document."""
    source = server.desk.source(name_of(params.text_document.uri))
    if source is None:
        return None
    position = params.position
    return (source, *server.desk.buffers.units.place(source.lines, (position.line, position.character)))


def hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    """A card of what is under the cursor; under it the page of whatever is said of this place."""
    found = at(server, params)
    if found is None:
        return None
    card = town_card(*found) if is_town(found[0].name) else _card(server, *found)
    said = _said_at(server, *found)
    shown = [*([card[0]] if card is not None else []), *([_page(said.code)] if said is not None else [])]
    span = card[1] if card is not None else said.span if said is not None else None
    return types.Hover(markdown(RULE.join(shown)), server.answers.range(span)) if span is not None else None


def _card(server: Server, source: Source, line: int, column: int) -> tuple[str, Span] | None:
    """The card of a name or a word of a script."""
    checked = server.desk.script(source.name)
    mention = mention_at(server.desk.mentions(source.name), line, column)
    if checked is not None and mention is not None and (card := cards.card(mention.symbol, checked.script)):
        return card, mention.span
    return _keyword(source, line, column)


def _said_at(server: Server, source: Source, line: int, column: int) -> Diagnostic | None:
    looked = server.desk.look(source.name)
    said = looked.said if looked is not None else ()
    return next((each for each in said if _is_at(each.span, source.name, line, column)), None)


def _is_at(span: Span, file: str, line: int, column: int) -> bool:
    return span.file == file and span.line == line and span.column <= column <= span.end_column


def _page(code: str) -> str:
    """The page behind a code, as Markdown."""
    if code not in written():
        return f"**{code}**"
    page = page_of(code)
    shown = [part if isinstance(part, str) else f"```{part.language}\n{part.text}```" for part in page.parts]
    return "\n\n".join([f"**{page.code}: {page.title}**", *shown])


def _keyword(source: Source, line: int, column: int) -> tuple[str, Span] | None:
    """The form of the line that a word begins, or of the activity it is."""
    text = source.lines[line - 1]
    for match in cards.WORD.finditer(text):
        if match.start() < column <= match.end() + 1:
            first = not text[: match.start()].strip()
            card = cards.of_keyword(match[0]) if first else cards.of_activity(match[0])
            return (card, Span(source.name, line, match.start() + 1, line, match.end() + 1)) if card else None
    return None


def symbols(server: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    """The outline."""
    name = name_of(params.text_document.uri)
    source, checked = server.desk.source(name), server.desk.script(name)
    if source is not None and is_town(name):
        return [server.answers.symbol(each, name) for each in town_outline(source)]
    return [server.answers.symbol(each, name) for each in outline(checked.script)] if checked is not None else []


def folding(server: Server, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    """What can be folded."""
    source = server.desk.source(name_of(params.text_document.uri))
    return (
        [types.FoldingRange(first - 1, last - 1) for first, last in folds(source.lines)] if source is not None else []
    )


def inlay_hints(server: Server, params: types.InlayHintParams) -> list[types.InlayHint]:
    """Clock times beside cues."""
    name = name_of(params.text_document.uri)
    checked, source = server.desk.script(name), server.desk.source(name)
    if checked is None or source is None:
        return []
    lines, units = source.lines, server.desk.buffers.units
    found = hints(checked.script, params.range.start.line + 1, params.range.end.line + 1)
    return [
        types.InlayHint(
            types.Position(*units.position(lines, each.line, each.column)),
            each.text,
            padding_left=True,
            padding_right=True,
        )
        for each in found
    ]


def semantic_tokens(server: Server, params: types.SemanticTokensParams) -> types.SemanticTokens:
    """What each word is."""
    name = name_of(params.text_document.uri)
    checked, source = server.desk.script(name), server.desk.source(name)
    if checked is None or source is None:
        return types.SemanticTokens([])
    found = coloured(source, checked.script, server.desk.parser)
    return types.SemanticTokens(_encoded(server, source, found))


def _encoded(server: Server, source: Source, found: list[Coloured]) -> list[int]:
    """Five figures a word: lines and units since the word before, length, colour, whether it is defined."""
    data: list[int] = []
    lines, line, character = source.lines, 0, 0
    for each in found:
        where = server.answers.range_in(lines, each.span)
        start, end = where.start, where.end
        since = start.character - character if start.line == line else start.character
        length = end.character - start.character
        data += [start.line - line, since, length, COLOURS.index(each.colour), int(each.defines)]
        line, character = start.line, start.character
    return data


def links(server: Server, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    """The files that are used, and the town."""
    name = name_of(params.text_document.uri)
    checked = server.desk.script(name)
    if checked is None:
        return []
    found = []
    for use in checked.script.main.uses:
        source = server.desk.shelf.read(use.path.text, name)
        if source is not None:
            where = server.answers.range(use.path.span)
            found.append(types.DocumentLink(where, server.answers.uri(source.name)))
    return found


def lenses(server: Server, params: types.CodeLensParams) -> list[types.CodeLens]:
    """`Run from here` above each cue."""
    name = name_of(params.text_document.uri)
    checked = server.desk.script(name)
    if checked is None:
        return []
    found = []
    for each in times(checked.script):
        title = f"▷ Run from here ({each.shown})" if each.shown else "▷ Run from here"
        given = {"uri": params.text_document.uri, "tick": each.tick, "cue": each.key}
        command = types.Command(title, RUN_FROM_HERE, arguments=[given])
        found.append(types.CodeLens(server.answers.range(each.cue.span), command=command))
    return found


async def run_from_here(server: Server, given: Any) -> dict[str, str]:
    """The transcript of the scenario in a document, from a tick on, or from the first line of a cue."""
    uri, tick, cue = _asked(given)
    source = server.desk.source(name_of(uri))
    if source is None:
        return {"transcript": f"There is no file at `{uri}`\n"}
    ready = stage.readied(server.desk, source, tick, cue)
    if isinstance(ready, str):
        return {"transcript": ready + "\n"}
    return {"transcript": await stage.performed_apart(ready, time.monotonic, server.given_up())}


def _asked(given: Any) -> tuple[str, int | None, str]:
    fields = given if isinstance(given, dict) else {}
    uri, tick, cue = fields.get("uri"), fields.get("tick"), fields.get("cue")
    return (
        uri if isinstance(uri, str) else "",
        tick if isinstance(tick, int) else None,
        cue if isinstance(cue, str) else "",
    )
