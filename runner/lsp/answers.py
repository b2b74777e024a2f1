"""Values of `dsl` as the protocol writes them."""

from collections.abc import Iterable, Sequence
from typing import Final

from lsprotocol import types

from dsl.diagnostic import Diagnostic, Fix
from dsl.editing.calling import Call
from dsl.editing.completing import Offer, Offers
from dsl.editing.outline import Heading
from dsl.render import sentence
from dsl.source import Source, Span
from runner.lsp.addresses import uri_of
from runner.lsp.desk import Desk

NAME: Final = "townlet"
SEVERITIES: Final = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}
IDLE: Final = ("TN701", "TN702")
"""What is said of things that do nothing; editors show those in grey."""

KINDS: Final = {
    "word": types.CompletionItemKind.Keyword, "line": types.CompletionItemKind.Snippet,
    "agent": types.CompletionItemKind.Variable, "parameter": types.CompletionItemKind.TypeParameter,
    "vignette": types.CompletionItemKind.Function, "personality": types.CompletionItemKind.Class,
    "place": types.CompletionItemKind.Module, "thing": types.CompletionItemKind.Struct,
    "item": types.CompletionItemKind.EnumMember, "job": types.CompletionItemKind.Interface,
    "cue": types.CompletionItemKind.Event, "stream": types.CompletionItemKind.Operator,
    "event": types.CompletionItemKind.Event, "quality": types.CompletionItemKind.Property,
    "tie": types.CompletionItemKind.Property, "file": types.CompletionItemKind.File,
    "town": types.CompletionItemKind.File, "option": types.CompletionItemKind.Field,
}  # fmt: skip
SYMBOLS: Final = {
    "scenario": types.SymbolKind.Module, "vignette": types.SymbolKind.Function, "personality": types.SymbolKind.Class,
    "item": types.SymbolKind.EnumMember, "cast": types.SymbolKind.Array, "person": types.SymbolKind.Variable,
    "cue": types.SymbolKind.Event, "check": types.SymbolKind.Boolean, "block": types.SymbolKind.Namespace,
}  # fmt: skip


class Answers:
    """Puts values into the client's units and addresses."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def uri(self, name: str) -> str:
        """The address of a document or file: as the editor gave it, where it did."""
        return self.desk.buffers.uris.get(name) or uri_of(name)

    def range(self, span: Span) -> types.Range:
        """The range of a span in its file."""
        return self.range_in(self._lines(span.file), span)

    def range_in(self, lines: Sequence[str], span: Span) -> types.Range:
        """The same, where the lines of the file are at hand."""
        start, end = self.desk.buffers.units.ends(lines, span)
        return types.Range(types.Position(*start), types.Position(*end))

    def location(self, span: Span) -> types.Location:
        """A place in a file."""
        return types.Location(self.uri(span.file), self.range(span))

    def diagnostic(self, said: Diagnostic) -> types.Diagnostic:
        """What is said, with its label and how to mend it in the message: not all editors show more than that."""
        label, hint = f": {said.label}" if said.label else "", f"\n{sentence(said.hint)}" if said.hint else ""
        message = sentence(said.message) + label + hint
        more = [types.DiagnosticRelatedInformation(self.location(span), label) for span, label in said.secondary]
        return types.Diagnostic(
            self.range(said.span),
            message,
            severity=SEVERITIES[said.severity],
            code=said.code,
            source=NAME,
            tags=[types.DiagnosticTag.Unnecessary] if said.code in IDLE else None,
            related_information=more or None,
        )

    def edit(self, fixes: Iterable[Fix]) -> types.WorkspaceEdit:
        """Changes in any number of files."""
        changes: dict[str, list[types.TextEdit]] = {}
        for fix in fixes:
            uri = self.uri(fix.span.file)
            changes.setdefault(uri, []).append(types.TextEdit(self.range(fix.span), fix.text))
        return types.WorkspaceEdit(changes=changes)

    def replaced(self, source: Source, text: str) -> list[types.TextEdit]:
        """What makes a text of another: one change, of the lines that are not the same, so that a cursor stays."""
        old, new = source.text, text
        if old == new:
            return []
        lines, others = source.lines, Source("", new).lines
        start = _alike(lines, others)
        end = min(_alike(lines[::-1], others[::-1]), len(lines) - start, len(others) - start)
        if "\r" in old or not end:
            whole = Span(source.name, 1, 1, len(lines), len(lines[-1]) + 1)
            return [types.TextEdit(self.range_in(lines, whole), new)]
        middle = "".join(line + "\n" for line in others[start : len(others) - end])
        where = types.Range(types.Position(start, 0), types.Position(len(lines) - end, 0))
        return [types.TextEdit(where, middle)]

    def completion(self, found: Offers) -> types.CompletionList:
        """What could be written, in the order in which it was found."""
        where = self.range(found.span)
        items = [self._item(offer, where, number) for number, offer in enumerate(found.offers)]
        return types.CompletionList(is_incomplete=False, items=items)

    def _item(self, offer: Offer, where: types.Range, number: int) -> types.CompletionItem:
        snippet = bool(offer.insert)
        return types.CompletionItem(
            offer.label,
            kind=KINDS.get(offer.sort, types.CompletionItemKind.EnumMember),
            detail=offer.detail or None,
            documentation=markdown(offer.about) if offer.about else None,
            sort_text=f"{number:04}",
            text_edit=types.TextEdit(where, offer.insert or offer.label),
            insert_text_format=types.InsertTextFormat.Snippet if snippet else types.InsertTextFormat.PlainText,
            insert_text_mode=types.InsertTextMode.AdjustIndentation if snippet else None,
        )

    def symbol(self, heading: Heading, file: str) -> types.DocumentSymbol:
        """An entry of the outline."""
        lines = self._lines(file)
        first, last = heading.lines
        whole = Span(file, first, 1, last, len(lines[last - 1]) + 1)
        return types.DocumentSymbol(
            heading.name or "?",
            SYMBOLS[heading.sort],
            self.range_in(lines, whole),
            self.range_in(lines, heading.span),
            detail=heading.detail or None,
            children=[self.symbol(each, file) for each in heading.under],
        )

    def signature(self, call: Call) -> types.SignatureHelp:
        """A vignette that is being played."""
        parameters = [
            types.ParameterInformation(written, documentation=kind or None)
            for written, kind in zip(call.parameters, call.kinds, strict=True)
        ]
        shown = types.SignatureInformation(call.signature, documentation=markdown(call.about), parameters=parameters)
        return types.SignatureHelp([shown], active_signature=0, active_parameter=call.active)

    def _lines(self, file: str) -> Sequence[str]:
        source = self.desk.source(file)
        return source.lines if source is not None else [""]


def markdown(text: str) -> types.MarkupContent:
    """A text with marks."""
    return types.MarkupContent(types.MarkupKind.Markdown, text)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines at the beginning are the same."""
    found = 0
    while found < min(len(one), len(other)) and one[found] == other[found]:
        found += 1
    return found
