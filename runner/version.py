"""Who we are, for headers, caches and files that outlive a run."""

from typing import Final

ENGINE: Final = "0.1.0"
"""The version of the package, as in `pyproject.toml`. Asking what is installed would be slow."""

LANGUAGE: Final = "1"
"""The version of the script language; it grows when a sound script could come to mean something else."""
