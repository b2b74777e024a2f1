"""For code scanners and editors: SARIF 2.1.0, with the pages behind the codes as its rules."""

import json
from collections.abc import Sequence
from typing import Any, Final, TextIO
from urllib.parse import quote

from dsl.diagnostic import Diagnostic, Fix
from dsl.source import Span
from runner.explaining import as_text
from runner.formats import Report
from runner.formats.github import in_words, relative
from runner.pages import CODES, markdown_of, page_of, written
from runner.version import ENGINE

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def write(report: Report, stream: TextIO) -> None:
    """See `runner.formats`."""
    codes = sorted({each.code for each in report.said})
    driver = {"name": "townlet", "version": ENGINE, "semanticVersion": ENGINE, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, codes) for each in report.said],
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    stream.write(json.dumps(whole, ensure_ascii=False, indent=1) + "\n")


def _rule(code: str) -> dict[str, Any]:
    about = CODES[code]
    rule: dict[str, Any] = {"id": code, "shortDescription": {"text": about.meaning}}
    if code in written():
        page = page_of(code)
        rule["fullDescription"] = {"text": " ".join(page.prose[0].split())}
        rule["help"] = {"text": "\n".join(as_text(page)), "markdown": markdown_of(code)}
    return rule | {"properties": {"category": about.family}}


def _result(said: Diagnostic, codes: Sequence[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": said.code,
        "ruleIndex": codes.index(said.code),
        "level": said.severity,
        "message": {"text": in_words(said)},
        "locations": [_location(said.span)],
    }
    if said.secondary:
        result["relatedLocations"] = [
            _location(span) | {"id": number, "message": {"text": text}}
            for number, (span, text) in enumerate(said.secondary)
        ]
    return result | ({"fixes": [_fix(said.fix)]} if said.fix is not None else {})


def _fix(fix: Fix) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(fix.span), "insertedContent": {"text": fix.text}}
    change = {"artifactLocation": _artifact(fix.span), "replacements": [replacement]}
    return {"description": {"text": "What is meant" if fix.sure else "A guess"}, "artifactChanges": [change]}


def _location(span: Span) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(span)}
    if span.line:  # A file as a whole has no region.
        place["region"] = _region(span)
    return {"physicalLocation": place}


def _region(span: Span) -> dict[str, int]:
    """Counted as we do: from 1, in characters, the end left out."""
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _artifact(span: Span) -> dict[str, str]:
    return {"uri": quote(relative(span.file))}
