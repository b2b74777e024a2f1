"""Questions of somebody who writes: what could come next, what is wanted here, and can it be put right."""

from collections.abc import Iterator, Sequence
from typing import Final

from lsprotocol import types

from dsl.diagnostic import Fix
from dsl.editing.calling import call_at
from dsl.editing.completing import offers
from dsl.editing.town import town_offers
from dsl.fixing import fixes, mended
from dsl.format import formatted
from runner.lsp.addresses import name_of
from runner.lsp.desk import Looked, is_town
from runner.lsp.reading import at
from runner.lsp.server import Server

FIX_ALL: Final = types.CodeActionKind.SourceFixAll
MOST_SHOWN: Final = 40
"""Characters of a fix that its title quotes."""


def completion(server: Server, params: types.CompletionParams) -> types.CompletionList | None:
    """What could be written at the cursor."""
    found = at(server, params)
    if found is None:
        return None
    if is_town(found[0].name):
        return server.answers.completion(town_offers(*found))
    checked = server.desk.script(found[0].name)
    offered = offers(*found, server.desk.around(checked)) if checked is not None else None
    return server.answers.completion(offered) if offered is not None else None


def signature_help(server: Server, params: types.SignatureHelpParams) -> types.SignatureHelp | None:
    """What the vignette that is being played wants."""
    found = at(server, params)
    checked = server.desk.script(found[0].name) if found is not None else None
    call = call_at(*found, checked.script) if found is not None and checked is not None else None
    return server.answers.signature(call) if call is not None else None


def formatting(server: Server, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
    """The script in its one form."""
    source = server.desk.source(name_of(params.text_document.uri))
    if source is None or is_town(source.name):
        return None
    return server.answers.replaced(source, formatted(source.text, server.desk.parser))


def code_actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """What would mend what is said about the lines that are asked about; and all of it at once."""
    name = name_of(params.text_document.uri)
    looked = server.desk.look(name)
    if looked is None:
        return []
    only = params.context.only
    found: list[types.CodeAction] = []
    if _wanted(types.CodeActionKind.QuickFix, only):
        found += _quick(server, looked, params.range)
    if _wanted(FIX_ALL, only) and not is_town(name):
        found += _all(server, looked)
    return found


def _wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether a kind of action is asked for: `source` asks for `source.fixAll` as well."""
    names = [getattr(each, "value", each) for each in only or ()]
    kind = getattr(kind, "value", kind)
    return only is None or any(kind == each or kind.startswith(f"{each}.") for each in names)


def _quick(server: Server, looked: Looked, where: types.Range) -> Iterator[types.CodeAction]:
    for each in looked.said:
        changes = fixes(each, looked.source) if each.span.file == looked.source.name else ()
        if changes and _touch(server.answers.range(each.span), where):
            yield types.CodeAction(
                _title(changes[0]),
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[server.answers.diagnostic(each)],
                is_preferred=changes[0].sure,
                edit=server.answers.edit(changes),
            )


def _all(server: Server, looked: Looked) -> Iterator[types.CodeAction]:
    """All slips of which it is sure what was meant, as `townlet check --fix` mends them."""
    if not any(each.fix is not None and each.fix.sure for each in looked.said):
        return
    source = mended(looked.source, server.desk.tried).source
    edits = server.answers.replaced(looked.source, source.text)
    if edits:
        changes = {server.answers.uri(source.name): edits}
        yield types.CodeAction("Mend all slips", kind=FIX_ALL, edit=types.WorkspaceEdit(changes=changes))


def _title(fix: Fix) -> str:
    text = fix.text.strip()
    shown = text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…"
    empty = (fix.span.line, fix.span.column) == (fix.span.end_line, fix.span.end_column)
    if not text:
        return "Indent it so that it fits" if fix.text else "Take it out"
    return f"Insert `{shown}`" if empty else f"Change it to `{shown}`"


def _touch(one: types.Range, other: types.Range) -> bool:
    first, last = (one.start.line, one.start.character), (one.end.line, one.end.character)
    start, end = (other.start.line, other.start.character), (other.end.line, other.end.character)
    return first <= end and start <= last
