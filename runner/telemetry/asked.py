"""The options of `run` about telemetry, held against each other; and what else writes where telemetry goes."""

import os
import stat
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from dsl.diagnostic import Diagnostic
from runner.outputs import Output
from runner.telemetry.wanted import Wanted
from runner.trouble import trouble

FORMS: Final = (".jsonl", ".jsonl.zst")
"""How the name of a file for telemetry ends, which says in which form it is written."""

FOR_CONSUMERS: Final = "Add `--telemetry-tcp HOST:PORT`, or leave it out"


def refused(wanted: Wanted, form: str, answers: str | None, others: Sequence[Output]) -> Diagnostic | None:
    """The first thing that does not fit; `form` and `answers` are those of `--format` and `--answers`, `others` what
    else the run writes."""
    return (
        _without_sink(wanted)
        or _on_stdout(wanted, form, answers, others)
        or next((wrong for path in wanted.paths if (wrong := _form(path))), None)
        or _consumers(wanted)
        or _shared([*(("--telemetry-path", path) for path in wanted.paths), *others])
    )


def _without_sink(wanted: Wanted) -> Diagnostic | None:
    if not wanted.anything and wanted.sampled:
        hint = "Say where: `--stream-telemetry`, `--telemetry-path FILE` or `--telemetry-tcp HOST:PORT`"
        return trouble("TN060", "--sampled", "`--sampled` says how telemetry is told, and none is told anywhere", hint)
    for option, given in (("--telemetry-ca", wanted.ca is not None), ("--telemetry-plaintext", wanted.plaintext)):
        if given and not wanted.consumers:
            message = f"`{option}` is about consumers over the network, and there is none"
            return trouble("TN060", option, message, FOR_CONSUMERS)
    if wanted.ca is not None and wanted.plaintext:
        message = "`--telemetry-ca` says whose certificates are good, and plain text has none"
        return trouble("TN060", "--telemetry-ca", message, "Leave one of the two out")
    return None


def _on_stdout(wanted: Wanted, form: str, answers: str | None, others: Sequence[Output]) -> Diagnostic | None:
    """Standard output is told one thing and nothing else."""
    rival = f"--format {form}" if form != "full" else "--answers -" if answers == "-" else ""
    if wanted.stdout and rival:
        message = f"`{rival}` and `--stream-telemetry` both want standard output for themselves"
        return trouble("TN060", "--stream-telemetry", message, "Tell the telemetry to a file: `--telemetry-path FILE`")
    for path in wanted.paths:
        if _is_stdout(path):
            message = f"`{path}` is standard output, where the story goes"
            hint = "Say `--stream-telemetry`, and the story goes to standard error"
            return trouble("TN060", "--telemetry-path", message, hint)
    for option, path in others if wanted.stdout else ():
        if _is_stdout(path):
            message = f"`{path}` is standard output, which `--stream-telemetry` wants for itself"
            return trouble("TN060", option, message, "Name a file")
    return None


def _is_stdout(path: Path) -> bool:
    try:
        found, ours = os.stat(path), os.fstat(sys.stdout.fileno())
    except (OSError, ValueError):
        return str(path) in ("/dev/stdout", "/dev/fd/1")
    return os.path.samestat(found, ours) and os.path.realpath(path) != os.devnull


def _form(path: Path) -> Diagnostic | None:
    """A pipe or a device may have any name."""
    if path.name.endswith(FORMS) or (path.exists() and not path.is_file()):
        return None
    if path == Path("-"):
        hint = "Standard output is `--stream-telemetry`"
    else:
        hint = f"For example `{path.with_suffix('.jsonl')}`; with `.zst` behind it, it is compressed"
    message = f"The name `{path}` does not say in which form it is to be written"
    return trouble("TN068", str(path), message, hint)


def _consumers(wanted: Wanted) -> Diagnostic | None:
    if not wanted.consumers:
        return None
    from runner.telemetry.network import address_of, readable  # The network is heavy.

    seen = set()
    for text in wanted.consumers:
        address = address_of(text)
        if address is None:
            message = f"`{text}` is not a machine and one of its ports (1 to 65535)"
            return trouble("TN061", "--telemetry-tcp", message, "Write it as in `--telemetry-tcp localhost:7777`")
        if wanted.plaintext and not address.here:
            return readable(text)
        if address in seen:
            return trouble("TN060", "--telemetry-tcp", f"`{text}` is named twice", "Name each consumer once")
        seen.add(address)
    return None


def _shared(outputs: Iterable[Output]) -> Diagnostic | None:
    """Two that write into one pipe, where their lines would run into each other; files are looked at elsewhere."""
    seen: dict[tuple[int, int], str] = {}
    for option, path in outputs:
        try:
            found = path.stat()
        except (OSError, ValueError):
            continue
        if stat.S_ISFIFO(found.st_mode):
            key = found.st_dev, found.st_ino
            if key in seen:
                both = f"`{seen[key]}` and `{option}`" if seen[key] != option else f"`{option}` twice"
                message = f"`{path}` is named for {both}, and their lines would run into each other"
                return trouble("TN060", option, message, "Name a pipe of its own for each")
            seen[key] = option
    return None
