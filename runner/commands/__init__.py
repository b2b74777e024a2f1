"""What can be asked of `townlet`: each command by its name, and where it is. A file a command."""

from typing import Final

COMMANDS: Final[dict[str, str]] = {
    "accept": "runner.commands.accept:accept_",
    "check": "runner.commands.check:check_",
    "compile": "runner.commands.compile:compile_",
    "explain": "runner.commands.explain:explain_",
    "fmt": "runner.commands.fmt:fmt_",
    "graph": "runner.commands.graph:graph_",
    "import": "runner.commands.import_:import_",
    "list": "runner.commands.list:list_",
    "lsp": "runner.commands.lsp:lsp_",
    "new": "runner.commands.new:new_",
    "pending": "runner.commands.pending:pending_",
    "pin": "runner.commands.pin:pin_",
    "prompt-book": "runner.commands.prompt_book:prompt_book_",
    "rehearse": "runner.commands.rehearse:rehearse_",
    "reject": "runner.commands.reject:reject_",
    "review": "runner.commands.review:review_",
    "run": "runner.commands.run:run_",
    "shrink": "runner.commands.shrink:shrink_",
    "stats": "runner.commands.stats:stats_",
    "strings": "runner.commands.strings:strings_",
    "watch": "runner.commands.watch:watch_",
    "why": "runner.commands.why:why_",
}
"""In the order in which `townlet --help` shows them; imported only when asked for, so that starting stays light."""
