"""What the town tells the outside, as data: `wire` says in which form, `docs/telemetry.md` in prose.

Pure: messages are values. Where they go, and what is done when nobody takes them, is in `runner.telemetry`.
"""
