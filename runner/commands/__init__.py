"""What can be asked of `townlet`: each command by its name, and where it is. A file a command."""

from typing import Final

COMMANDS: Final[dict[str, str]] = {
    "check": "runner.commands.check:check_",
    "compile": "runner.commands.compile:compile_",
    "fmt": "runner.commands.fmt:fmt_",
    "list": "runner.commands.list:list_",
    "lsp": "runner.commands.lsp:lsp_",
    "new": "runner.commands.new:new_",
    "run": "runner.commands.run:run_",
    "why": "runner.commands.why:why_",
}
"""In the order in which `townlet --help` shows them; imported only when asked for, so that starting stays light."""
