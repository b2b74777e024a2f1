"""Questions about names: where something is defined, where it is mentioned, and whether it can be called otherwise."""

from collections.abc import Iterator
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from dsl.editing.mentions import Mention, mention_at
from dsl.editing.renaming import is_same, no_name, no_rename, renamed
from dsl.script import Script
from dsl.source import Source, Span
from runner.lsp.desk import is_town
from runner.lsp.reading import at
from runner.lsp.server import REQUEST_FAILED, Server
from runner.lsp.shelf import is_shipped


def definition(server: Server, params: types.DefinitionParams) -> types.Location | None:
    """Where the name under the cursor was defined; of a file or a town, its beginning."""
    found = _mention(server, params)
    if found is None:
        return None
    mention, source = found
    symbol = mention.symbol
    if symbol.role in ("file", "town"):
        other = _file(server, symbol.role, symbol.name, source.name)
        return server.answers.location(Span(other.name, 1, 1, 1, 1)) if other is not None else None
    return server.answers.location(symbol.where) if symbol.where is not None else None


def _file(server: Server, role: str, name: str, beside: str) -> Source | None:
    if role == "file":
        return server.desk.shelf.read(name, beside)
    town = server.desk.map.find(name, beside)
    return town.source if town is not None else None


def references(server: Server, params: types.ReferenceParams) -> list[types.Location]:
    """Everywhere in the workspace that the name under the cursor is mentioned."""
    found = _mention(server, params)
    if found is None:
        return []
    symbol = found[0].symbol
    spans = [
        each.span for each in _everywhere(server, found[0]) if params.context.include_declaration or not each.defines
    ]
    if params.context.include_declaration and symbol.where is not None and symbol.where not in spans:
        spans.append(symbol.where)
    return [server.answers.location(span) for span in sorted(spans)]


def highlights(server: Server, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight]:
    """The same in this document alone."""
    found = _mention(server, params)
    if found is None:
        return []
    mentioned = server.desk.mentions(found[1].name)
    same = [each for each in mentioned if is_same(each.symbol, found[0].symbol)]
    return [types.DocumentHighlight(server.answers.range(each.span)) for each in same]


def prepare_rename(server: Server, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    """Whether the name under the cursor can be another, and what it is now."""
    found = _mention(server, params)
    script = _script(server, found[1]) if found is not None else None
    if found is None or script is None:
        return None
    _refuse(no_rename(found[0].symbol, script, is_shipped))
    return types.PrepareRenamePlaceholder(server.answers.range(found[0].span), found[0].symbol.name)


def rename(server: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """Another name, wherever it is mentioned."""
    found = _mention(server, params)
    script = _script(server, found[1]) if found is not None else None
    if found is None or script is None:
        return None
    symbol = found[0].symbol
    _refuse(no_rename(symbol, script, is_shipped))
    mentioned = _everywhere(server, found[0])
    files = dict.fromkeys(each.span.file for each in mentioned)
    scripts = [checked.script for file in files if (checked := server.desk.script(file)) is not None]
    _refuse(no_name(params.new_name, symbol, scripts, server.desk.parser.table.keywords))
    shipped = next((file for file in files if is_shipped(file)), None)
    if shipped is not None:
        _refuse(f"`{symbol.name}` is mentioned in a file that ships with Townlet")
    return server.answers.edit(renamed(mentioned, symbol, params.new_name))


def _everywhere(server: Server, mention: Mention) -> list[Mention]:
    """All mentions of the same thing, in the file that defines it and in the scripts of the workspace."""
    return list(dict.fromkeys(_in_workspace(server, mention)))


def _in_workspace(server: Server, mention: Mention) -> Iterator[Mention]:
    symbol = mention.symbol
    own = [mention.span.file, *([symbol.where.file] if symbol.where is not None else [])]
    for name in dict.fromkeys([*own, *server.desk.scripts(server.folders)]):
        source = server.desk.source(name)
        if source is not None and not is_town(name) and symbol.name in source.text:
            yield from (each for each in server.desk.mentions(name) if is_same(each.symbol, symbol))


def _mention(server: Server, params: Any) -> tuple[Mention, Source] | None:
    found = at(server, params)
    if found is None or is_town(found[0].name):
        return None
    mention = mention_at(server.desk.mentions(found[0].name), *found[1:])
    return (mention, found[0]) if mention is not None else None


def _script(server: Server, source: Source) -> Script | None:
    checked = server.desk.script(source.name)
    return checked.script if checked is not None else None


def _refuse(why: str | None) -> None:
    if why is not None:
        raise JsonRpcException(why, REQUEST_FAILED)
