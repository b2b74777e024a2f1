"""Names of documents, and their addresses."""

import os
from typing import Final

from pygls.uris import from_fs_path, to_fs_path

FILE: Final = "file:"


def name_of(uri: str) -> str:
    """The name of a document by its address."""
    path = to_fs_path(uri) if uri[: len(FILE)].lower() == FILE else None
    if not path:
        return uri
    return os.path.realpath(path) if os.path.isabs(path) else os.path.normpath(path)


def uri_of(name: str) -> str:
    """The address of a file by its name; a document that is no file is called by its address already."""
    return (from_fs_path(name) or name) if os.path.isabs(name) else name
