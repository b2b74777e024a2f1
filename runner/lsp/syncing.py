"""Documents that are opened, edited and closed, and files that change on the disk."""

from lsprotocol import types

from runner.lsp.server import Server


def initialized(server: Server, params: types.InitializedParams) -> None:
    """The editor is ready."""
    server.begin()


def opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    """A document was opened."""
    document = params.text_document
    name = server.desk.buffers.open(document.uri, document.text, document.version)
    server.tell(server.desk.users(name))


def changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    """A document was edited: what is said of it, and of whatever uses it, follows in a moment."""
    document = params.text_document
    name = server.desk.buffers.change(document.uri, params.content_changes, document.version)
    if name is not None:
        server.later(name)


def saved(server: Server, params: types.DidSaveTextDocumentParams) -> None:
    """A document was saved; its text is known already."""
    disk_changed(server, None)


def closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    """A document was closed: what is said of it goes, and its file counts for whatever uses it."""
    name = server.desk.buffers.close(params.text_document.uri)
    users = [each for each in server.desk.users(name) if each != name]
    server.desk.forget(name)
    server.tell([name, *users])


def disk_changed(server: Server, params: types.DidChangeWatchedFilesParams | None) -> None:
    """Files changed: whatever is open may stand on them."""
    server.desk.buffers.touched()
    server.tell(server.desk.buffers.names())
