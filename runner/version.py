"""Who we are, for headers, caches and files that outlive a run."""

from typing import Final

ENGINE: Final = "0.1.0"
"""The version of the package; a test holds it against `pyproject.toml`. Asking the installed one costs 45 ms."""

LANGUAGE: Final = "1"
"""The version of the script language; it grows when a script that was sound could come to mean something else."""
