"""Telling the outside: what `townlet.telemetry` makes, passed on to whoever wants it.

    Telemetry ─message→ Broadcast ─line→ Waiting (bounded) ─→ Sink (a thread) ─→ Outlet: file, pipe, TLS

The town never waits for any of them: what is too much to wait is composed into one.
"""
