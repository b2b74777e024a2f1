"""What is asked of telemetry, as plain values: read from the command line, turned into sinks when a run begins."""

from pathlib import Path

import msgspec


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Where a run tells of itself. `consumers` are addresses as they were typed; `sampled` is every how many ticks, 0
    for each change."""

    stdout: bool = False
    paths: tuple[Path, ...] = ()
    consumers: tuple[str, ...] = ()
    ca: Path | None = None
    plaintext: bool = False
    sampled: int = 0

    @property
    def anything(self) -> bool:
        """Whether anything is told at all."""
        return bool(self.stdout or self.paths or self.consumers)
