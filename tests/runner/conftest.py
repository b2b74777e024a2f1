"""The command line in the process of the tests, with a cache of its own that stays warm for all of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runner.cli import cli

Townlet = Callable[..., Result]


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("TOWNLET_CACHE", raising=False)
        yield


@pytest.fixture
def townlet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Townlet:
    """The command, run in a folder of its own. An exception that is no exit is a fault, and fails the test."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(cli, [str(each) for each in arguments], catch_exceptions=False)

    return run
