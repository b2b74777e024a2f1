"""The language server: pygls on one side, `dsl.editing` on the other. Here are files, addresses and the wire."""
