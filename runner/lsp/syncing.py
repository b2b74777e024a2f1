"""Documents that are opened, edited and closed, and files that change on the disk."""

from typing import Final

from lsprotocol import types

from runner.lsp.addresses import name_of
from runner.lsp.buffers import Edit
from runner.lsp.server import Server

WATCHED: Final = "**/*.{town,yaml,yml}"


def begun(server: Server, params: types.InitializeParams) -> None:
    """The editor has said who it is."""
    server.begin()


def ready(server: Server, params: types.InitializedParams) -> None:
    """The editor is ready: ask to be told of files that change, where that can be asked for."""
    workspace = server.client_capabilities.workspace
    watched = workspace.did_change_watched_files if workspace is not None else None
    if watched is None or not watched.dynamic_registration:
        return
    options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(WATCHED)])
    asked = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    server.client_register_capability(types.RegistrationParams([asked]))


def opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    """A document was opened: others may have waited for it."""
    document = params.text_document
    server.desk.buffers.open(name_of(document.uri), document.uri, document.text, document.version)
    server.tell(server.desk.buffers.names())


def changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    """A document was edited: what is said of it, and of whatever uses it, follows in a moment."""
    document = params.text_document
    name = name_of(document.uri)
    if server.desk.buffers.change(name, map(_edit, params.content_changes), document.version):
        server.later(name)


def _edit(change: types.TextDocumentContentChangeEvent) -> Edit:
    if not isinstance(change, types.TextDocumentContentChangePartial):
        return Edit(change.text)
    start, end = change.range.start, change.range.end
    return Edit(change.text, ((start.line, start.character), (end.line, end.character)))


def saved(server: Server, params: types.DidSaveTextDocumentParams) -> None:
    """A document was saved; its text is known already."""
    disk_changed(server, None)


def closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    """A document was closed: what is said of it goes, and its file counts for whatever uses it."""
    name = name_of(params.text_document.uri)
    server.desk.buffers.close(name)
    server.desk.forget(name)
    server.tell([name, *server.desk.buffers.names()])


def disk_changed(server: Server, params: types.DidChangeWatchedFilesParams | None) -> None:
    """Files changed: whatever is open may stand on them."""
    server.desk.buffers.touched()
    server.tell(server.desk.buffers.names())
