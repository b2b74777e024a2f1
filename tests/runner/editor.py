"""An editor at the other end of the line: pygls' own client, speaking with `townlet lsp` as a process."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient

T = TypeVar("T")
PATIENCE = 60
"""Seconds before a test is given up: no measure of anything, the machine may be busy."""


class Editor:
    """One server, and whatever is open in it. Positions are lines and UTF-16 units from 0, as on the wire."""

    def __init__(self, folder: Path, encodings: list[str] | None = None) -> None:
        self.folder = folder
        self.loop = asyncio.new_event_loop()
        self.client = LanguageClient("a test", "1")
        self.client.report_server_error = self._odd
        self.odd: list[str] = []
        """What came from the server that was not of the protocol."""
        self.said: dict[str, types.PublishDiagnosticsParams] = {}
        self.versions: dict[str, int] = {}
        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self._heard(params))
        self.capabilities = self.run(self._start(encodings)).capabilities

    def run(self, answer: Awaitable[T]) -> T:
        """Wait for something."""
        return self.loop.run_until_complete(asyncio.wait_for(answer, PATIENCE))

    async def _start(self, encodings: list[str] | None) -> types.InitializeResult:
        command = "from runner.cli import main; main()"
        await self.client.start_io(sys.executable, "-c", command, "lsp", cwd=str(Path(__file__).parents[2]))
        general = types.GeneralClientCapabilities(position_encodings=encodings)
        asked = types.InitializeParams(types.ClientCapabilities(general=general), root_uri=self.folder.as_uri())
        result = await self.client.initialize_async(asked)
        self.client.initialized(types.InitializedParams())
        return result

    def stop(self) -> int | None:
        """Say goodbye; gives the exit status of the server."""
        self.run(self.client.shutdown_async(None))
        self.client.exit(None)
        server = self.client._server
        assert server is not None
        status = self.run(server.wait())
        self.run(self.client.stop())
        self.loop.close()
        return status

    def _heard(self, params: types.PublishDiagnosticsParams) -> None:
        self.said[params.uri] = params

    def _odd(self, error: Exception, source: Any) -> None:
        self.odd.append(str(error))

    def open(self, uri: str, text: str) -> str:
        """Open a document under an address."""
        self.versions[uri] = 1
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "townlet", 1, text))
        )
        return uri

    def open_file(self, name: str) -> str:
        """Open a file of the folder."""
        path = self.folder / name
        return self.open(path.as_uri(), path.read_text("utf-8"))

    def edit(
        self, uri: str, start: tuple[int, int], end: tuple[int, int], text: str, version: int | None = None
    ) -> None:
        """Replace what is between two positions."""
        version = version or self.versions[uri] + 1
        self.versions[uri] = max(version, self.versions[uri])
        where = types.Range(types.Position(*start), types.Position(*end))
        self._change(uri, types.TextDocumentContentChangePartial(where, text), version)

    def replace(self, uri: str, text: str) -> None:
        """Replace the whole text."""
        self.versions[uri] += 1
        self._change(uri, types.TextDocumentContentChangeWholeDocument(text), self.versions[uri])

    def _change(self, uri: str, change: Any, version: int) -> None:
        document = types.VersionedTextDocumentIdentifier(uri=uri, version=version)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def close(self, uri: str) -> None:
        """Close a document."""
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(document(uri)))

    def told(self, uri: str, enough: Callable[[list[str]], bool] = lambda codes: True) -> list[str]:
        """The codes of what is said of the latest text of a document; waits until they are enough."""

        async def wait() -> list[str]:
            while True:
                said = self.said.get(uri)
                codes = [str(each.code) for each in said.diagnostics] if said is not None else []
                if said is not None and said.version in (None, self.versions.get(uri)) and enough(codes):
                    return codes
                await asyncio.sleep(0.01)

        return self.run(wait())

    def ask(self, question: str, uri: str, line: int = 0, character: int = 0, **more: Any) -> Any:
        """Ask about a position: `hover`, `completion`, `definition`, …"""
        made: dict[str, Any] = {
            "hover": types.HoverParams, "completion": types.CompletionParams, "definition": types.DefinitionParams,
            "signature_help": types.SignatureHelpParams, "references": types.ReferenceParams,
            "rename": types.RenameParams, "prepare_rename": types.PrepareRenameParams,
            "document_highlight": types.DocumentHighlightParams,
        }  # fmt: skip
        params = made[question](text_document=document(uri), position=types.Position(line, character), **more)
        return self.run(getattr(self.client, f"text_document_{question}_async")(params))

    def of(self, question: str, uri: str) -> Any:
        """Ask about a whole document: `document_symbol`, `code_lens`, …"""
        made: dict[str, Any] = {
            "document_symbol": types.DocumentSymbolParams, "folding_range": types.FoldingRangeParams,
            "semantic_tokens_full": types.SemanticTokensParams, "document_link": types.DocumentLinkParams,
            "code_lens": types.CodeLensParams,
        }  # fmt: skip
        return self.run(getattr(self.client, f"text_document_{question}_async")(made[question](document(uri))))

    def hints(self, uri: str) -> list[tuple[int, Any]]:
        """Inlay hints by line."""
        whole = types.Range(types.Position(0, 0), types.Position(10_000, 0))
        found = self.run(self.client.text_document_inlay_hint_async(types.InlayHintParams(document(uri), whole)))
        return [(each.position.line, each.label) for each in found or ()]

    def actions(self, uri: str, line: int, only: list[str] | None = None) -> list[types.CodeAction]:
        """What would mend a line."""
        where = types.Range(types.Position(line, 0), types.Position(line, 10_000))
        context = types.CodeActionContext([], only=only)
        found = self.run(
            self.client.text_document_code_action_async(types.CodeActionParams(document(uri), where, context))
        )
        return [each for each in found or () if isinstance(each, types.CodeAction)]

    def formatted(self, uri: str) -> list[types.TextEdit]:
        """What puts a document into form."""
        options = types.FormattingOptions(tab_size=4, insert_spaces=True)
        asked = types.DocumentFormattingParams(document(uri), options)
        return list(self.run(self.client.text_document_formatting_async(asked)) or ())

    def command(self, command: types.Command) -> Any:
        """Carry out what a lens offers."""
        asked = types.ExecuteCommandParams(command.command, command.arguments)
        return self.run(self.client.workspace_execute_command_async(asked))


def document(uri: str) -> types.TextDocumentIdentifier:
    """A document by its address."""
    return types.TextDocumentIdentifier(uri)


def applied(text: str, edits: list[types.TextEdit]) -> str:
    """A text (of letters that are one unit each) after some edits."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines) + 1)]
    for edit in sorted(edits, key=lambda each: (each.range.start.line, each.range.start.character), reverse=True):
        start = starts[edit.range.start.line] + edit.range.start.character
        end = starts[edit.range.end.line] + edit.range.end.character
        text = text[:start] + edit.new_text + text[end:]
    return text
