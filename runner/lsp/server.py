"""The server itself: what it can do, as a table, and what is said of documents, sent when it changes."""

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Iterable
from typing import Any, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method

from dsl.diagnostic import Diagnostic
from runner.cache import Cache, opened
from runner.lsp.addresses import name_of
from runner.lsp.answers import NAME, Answers
from runner.lsp.desk import Desk
from runner.lsp.positions import Units
from runner.version import ENGINE

REQUEST_FAILED: Final = -32803
"""What the protocol calls a question that was understood, and that the answer to is no."""

PAUSE: Final = 0.04
"""Seconds without a key before a document is looked at; whoever types fast is not interrupted."""

Said = dict[str, tuple[Diagnostic, ...]]
"""What was said of each file."""


class Protocol(LanguageServerProtocol):
    """The texts are kept by us, who count lines as the protocol does, and not as Python's `splitlines`."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Any:
        """A document was opened."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Any:
        """A document was edited."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Any:
        """A document was closed."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None


class Server(LanguageServer):
    """A desk, and an editor at the other end of the line."""

    def __init__(self, cache: Cache) -> None:
        super().__init__(NAME, ENGINE, protocol_cls=Protocol)
        self.desk = Desk(cache)
        self.answers = Answers(self.desk)
        self._said: dict[str, Said] = {}  # By document, what was said of it and of the files it uses.
        self._sent: Said = {}  # What the editor shows.
        self._waiting: dict[str, asyncio.TimerHandle] = {}

    def begin(self) -> None:
        """With the first words of the editor: how it counts is known."""
        encoding = self.workspace.position_encoding
        self.desk.buffers.units = Units(str(getattr(encoding, "value", encoding)))

    @property
    def folders(self) -> list[str]:
        """The folders that the editor has open."""
        found = [name_of(folder.uri) for folder in self.workspace.folders.values()]
        root = self.workspace.root_uri
        return found or ([name_of(root)] if root else [])

    def later(self, name: str) -> None:
        """Look at a document when nobody has typed in it for a moment."""
        waiting = self._waiting.pop(name, None)
        if waiting is not None:
            waiting.cancel()
        self._waiting[name] = asyncio.get_running_loop().call_later(PAUSE, self._now, name)

    def _now(self, name: str) -> None:
        self._waiting.pop(name, None)
        self.tell(self.desk.users(name))

    def tell(self, names: Iterable[str]) -> None:
        """Look at open documents, and send what is said of them and of the files they use where it is new."""
        touched: set[str] = set()
        for name in names:
            looked = self.desk.look(name) if name in self.desk.buffers else None
            before = self._said.pop(name, {})
            if looked is not None:
                self._said[name] = _by_file(looked.said, name)
            touched |= {*before, *self._said.get(name, {}), name}
        for name in sorted(touched):
            self._send(name)

    def _send(self, name: str) -> None:
        """What all open documents have said of one file."""
        said = tuple(dict.fromkeys(each for one in self._said.values() for each in one.get(name, ())))
        if said == self._sent.get(name, ()) and name not in self.desk.buffers:
            return
        self._sent[name] = said
        if not said and name not in self.desk.buffers:
            del self._sent[name]
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(
                self.answers.uri(name),
                [self.answers.diagnostic(each) for each in said],
                version=self.desk.buffers.version(name),
            )
        )

    def given_up(self) -> Callable[[], bool]:
        """What tells, at any time, whether the editor still waits for the answer that is being worked out now."""
        asked, waiting = self.protocol.msg_id, self.protocol._request_futures

        def is_given_up() -> bool:
            future = waiting.get(asked) if asked is not None else None
            return future is None or future.cancelled()

        return is_given_up

    def report_server_error(self, error: Exception, source: Any) -> None:
        """What goes wrong here is for the log, and no window in front of a writer. A refusal is nothing wrong."""
        if isinstance(error, JsonRpcException) and error.code == REQUEST_FAILED:
            return
        told = error.data.get("traceback", ()) if isinstance(error, JsonRpcException) and error.data else ()
        print(f"townlet lsp: {error}\n{''.join(told)}", file=sys.stderr)


def _by_file(said: Iterable[Diagnostic], name: str) -> Said:
    found: dict[str, list[Diagnostic]] = {name: []}
    for each in said:
        found.setdefault(each.span.file, []).append(each)
    return {file: tuple(each) for file, each in found.items()}


def made(cache: Cache) -> Server:
    """A server that can do all it can do."""
    from runner.lsp.features import COMMANDS, FEATURES

    server = Server(cache)
    for method, options, answer in FEATURES:
        server.feature(method, options)(_of(server, answer))
    for name, act in COMMANDS.items():
        server.command(name)(_of(server, act))
    return server


def _of(server: Server, answer: Callable[[Server, Any], Any]) -> Callable[[Any], Any]:
    if asyncio.iscoroutinefunction(answer):

        async def later(params: Any) -> Any:
            return await answer(server, params)

        return later
    return lambda params: answer(server, params)


def serve() -> None:
    """Speak with an editor on standard input and output, until it says goodbye. Nothing else may be written there."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # It tells of each refusal as if something had broken.
    wire = sys.stdout.buffer
    sys.stdout = sys.stderr
    made(opened(os.environ)).start_io(sys.stdin.buffer, wire)
