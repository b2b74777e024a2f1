"""What can be asked of `townlet`: each command by its name, and where it is. A file a command."""

from typing import Final

SECTIONS: Final[dict[str, dict[str, str]]] = {
    "Write": {
        "new": "runner.commands.new:new_",
        "check": "runner.commands.check:check_",
        "explain": "runner.commands.explain:explain_",
        "fmt": "runner.commands.fmt:fmt_",
        "watch": "runner.commands.watch:watch_",
        "lsp": "runner.commands.lsp:lsp_",
        "import": "runner.commands.import_:import_",
    },
    "Perform": {
        "list": "runner.commands.list:list_",
        "run": "runner.commands.run:run_",
        "why": "runner.commands.why:why_",
        "compile": "runner.commands.compile:compile_",
        "replay": "runner.commands.replay:replay_",
        "inspect": "runner.commands.inspect:inspect_",
        "script-from": "runner.commands.script_from:script_from_",
    },
    "Rehearse": {
        "rehearse": "runner.commands.rehearse:rehearse_",
        "pending": "runner.commands.pending:pending_",
        "review": "runner.commands.review:review_",
        "diff": "runner.commands.diff:diff_",
        "accept": "runner.commands.accept:accept_",
        "reject": "runner.commands.reject:reject_",
        "blame": "runner.commands.blame:blame_",
        "trace": "runner.commands.trace:trace_",
        "pin": "runner.commands.pin:pin_",
        "shrink": "runner.commands.shrink:shrink_",
    },
    "Look at and pass on": {
        "graph": "runner.commands.graph:graph_",
        "stats": "runner.commands.stats:stats_",
        "prompt-book": "runner.commands.prompt_book:prompt_book_",
        "strings": "runner.commands.strings:strings_",
    },
}
"""In the order in which `townlet --help` shows them; imported only when asked for, so that starting stays light."""

COMMANDS: Final = {name: where for section in SECTIONS.values() for name, where in section.items()}
