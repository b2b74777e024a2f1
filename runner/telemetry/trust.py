"""Whose certificates are trusted: those that this machine trusts, or the ones in a file."""

import ssl
from pathlib import Path

from dsl.diagnostic import Diagnostic
from runner.disk import reason
from runner.trouble import trouble


def context_of(file: Path | None) -> ssl.SSLContext | Diagnostic:
    """What TLS needs to begin: certificates are verified, and must be for the name that was typed."""
    try:
        return ssl.create_default_context(cafile=str(file) if file is not None else None)
    except ssl.SSLError:
        message = f"`{file}` holds no certificate that I can read"
    except (OSError, ValueError) as error:
        message = f"I cannot read `{file}`: {reason(error)}"
    hint = "`--telemetry-ca` wants a certificate as PEM, whose text begins with `-----BEGIN CERTIFICATE-----`"
    return trouble("TN066", str(file), message, hint)
