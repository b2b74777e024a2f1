"""All that the server can be asked, as a table: the question, what the editor must know of it, who answers."""

from collections.abc import Callable
from typing import Any, Final

from lsprotocol import types

from runner.lsp import naming, reading, syncing, writing
from runner.lsp.reading import LEGEND
from runner.lsp.server import Server

Answer = Callable[[Server, Any], Any]

FEATURES: Final[tuple[tuple[str, Any, Answer], ...]] = (
    (types.INITIALIZE, None, syncing.begun),
    (types.INITIALIZED, None, syncing.ready),
    (types.TEXT_DOCUMENT_DID_OPEN, None, syncing.opened),
    (types.TEXT_DOCUMENT_DID_CHANGE, None, syncing.changed),
    (types.TEXT_DOCUMENT_DID_SAVE, None, syncing.saved),
    (types.TEXT_DOCUMENT_DID_CLOSE, None, syncing.closed),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, None, syncing.disk_changed),
    (types.TEXT_DOCUMENT_HOVER, None, reading.hover),
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, None, reading.symbols),
    (types.TEXT_DOCUMENT_FOLDING_RANGE, None, reading.folding),
    (types.TEXT_DOCUMENT_INLAY_HINT, None, reading.inlay_hints),
    (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, LEGEND, reading.semantic_tokens),
    (types.TEXT_DOCUMENT_DOCUMENT_LINK, types.DocumentLinkOptions(), reading.links),
    (types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions(), reading.lenses),
    (types.TEXT_DOCUMENT_DEFINITION, None, naming.definition),
    (types.TEXT_DOCUMENT_REFERENCES, None, naming.references),
    (types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, None, naming.highlights),
    (types.TEXT_DOCUMENT_PREPARE_RENAME, None, naming.prepare_rename),
    (types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True), naming.rename),
    (
        types.TEXT_DOCUMENT_COMPLETION,
        types.CompletionOptions(trigger_characters=[" ", "'", '"', "(", ",", "/", ":"]),
        writing.completion,
    ),
    (
        types.TEXT_DOCUMENT_SIGNATURE_HELP,
        types.SignatureHelpOptions(trigger_characters=["(", ","]),
        writing.signature_help,
    ),
    (types.TEXT_DOCUMENT_FORMATTING, None, writing.formatting),
    (
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, writing.FIX_ALL]),
        writing.code_actions,
    ),
)

COMMANDS: Final[dict[str, Answer]] = {reading.RUN_FROM_HERE: reading.run_from_here}
"""What the editor can tell the server to do."""
