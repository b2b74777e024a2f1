"""`townlet lsp`"""


from runner.at_hand import refuse
from runner.usage import command


@command("lsp", short_help="Serve an editor that speaks the language server protocol.")
def lsp_() -> None:
    """Serve an editor that speaks the language server protocol, on standard input and output.

    Editors start this themselves; docs/editors.md shows how to tell them. It stays until the editor says goodbye.
    """
    from importlib.util import find_spec

    from runner.trouble import trouble

    if find_spec("pygls") is None:
        hint = 'It comes with `pip install "townlet[lsp]"`; everything else works without it'
        refuse(
            trouble("TN050", "townlet lsp", "The language server needs a library that is not installed: pygls", hint)
        )
    from runner.lsp.server import serve

    serve()
