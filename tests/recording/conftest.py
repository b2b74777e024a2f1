"""The command line, as everywhere in the tests of the runner."""

from tests.runner.conftest import _own_cache, townlet

__all__ = ["_own_cache", "townlet"]
