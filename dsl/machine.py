"""The parser proper: two stacks moved by the table, with nothing thrown when a token does not fit."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from dsl.diagnostic import Diagnostic
from dsl.lines import Token
from dsl.table import Table

Builder: TypeAlias = Callable[[list[Any], Callable[[Diagnostic], None]], Any]
"""Makes a node of the values of a rule: tokens and nodes, in the order written, with lists laid flat."""


class Machine:
    """One reading of one file. `feed` moves on or says no; `mark` and `back_to` undo half a line."""

    def __init__(
        self, table: Table, builders: Mapping[str, Builder], say: Callable[[Diagnostic], None]
    ) -> None:
        self.table = table
        self.say = say
        self.states = [table.start]
        self.values: list[Any] = []
        self.taken = ""  # the terminal that the last token was taken for
        self._rows = table.states
        self._rules = [(r.origin, r.size, builders.get(r.action), r.action, r.flatten) for r in table.rules]

    def resolve(self, token: Token) -> str:
        """The terminal a token is here: a word is a keyword only where the grammar has a use for it."""
        if token.type == "NAME":
            keyword = self.table.keywords.get(token.text)
            if keyword is not None and keyword in self._rows[self.states[-1]]:
                return keyword
        return token.type

    def feed(self, token: Token) -> bool:
        """Take a token; False (and nothing taken) if it does not fit."""
        self.taken = terminal = self.resolve(token)
        states, values, rows = self.states, self.values, self._rows
        while True:
            move = rows[states[-1]].get(terminal)
            if move is None and terminal != token.type:
                # The table is generous about what may follow a finished line: a keyword may turn
                # out to be none.
                self.taken = terminal = token.type
            elif move is None:
                return False
            elif move >= 0:
                states.append(move)
                values.append(token)
                return True
            else:
                self._reduce(-1 - move)

    def settle(self, terminal: str) -> bool:
        """Put together what is complete if this terminal comes next, without taking it; whether it could come."""
        while True:
            move = self._rows[self.states[-1]].get(terminal)
            if move is None or move >= 0:
                return move is not None
            self._reduce(-1 - move)

    def finish(self) -> Any:
        """Take the end of the file; the value of the whole, or None if something is missing before it."""
        while self.states[-1] != self.table.end:
            move = self._rows[self.states[-1]].get("$END")
            if move is None or move >= 0:
                return None
            self._reduce(-1 - move)
        return self.values[-1]

    def _reduce(self, number: int) -> None:
        origin, size, builder, action, flatten = self._rules[number]
        states, values = self.states, self.values
        children = values[len(values) - size :]
        if size:
            del states[-size:]
            del values[-size:]
        if action == "=":
            value = children[0]
        elif action == "+":
            value = _gather(children)
        else:
            assert builder is not None, action
            value = builder(_flat(children) if flatten else children, self.say)
        states.append(self._rows[states[-1]][origin])
        values.append(value)

    def mark(self) -> int:
        """Where the stacks stand before the token that was fed last."""
        return len(self.states) - 1

    def back_to(self, mark: int) -> None:
        """Forget what was fed since; nothing below the mark was touched, as lines end where they began."""
        del self.states[mark:]
        del self.values[mark - 1 :]

    def accepts(self, terminals: Iterable[str], mark: int | None = None) -> bool:
        """Whether these terminals could be fed now (or at the mark), one after the other. Feeds nothing."""
        states = self.states[:mark]
        return all(self._step(states, terminal) for terminal in terminals)

    def reads(self, tokens: Iterable[Token], mark: int | None = None, after: Iterable[str] = ()) -> bool:
        """Whether these tokens could be fed now (or at the mark), when those terminals are. Feeds nothing."""
        states = self.states[:mark]
        stands = all(self._step(states, terminal) for terminal in after)
        return stands and all(self._would_take(states, token) for token in tokens)

    def _would_take(self, states: list[int], token: Token) -> bool:
        keyword = self.table.keywords.get(token.text) if token.type == "NAME" else None
        if keyword is not None and keyword in self._rows[states[-1]]:
            before = states.copy()
            if self._step(states, keyword):
                return True
            states[:] = before
        return self._step(states, token.type)

    def expected(self, mark: int | None = None) -> set[str]:
        """The terminals that could be fed now (or at the mark)."""
        row = self._rows[self.states[:mark][-1]]
        return {t for t, move in row.items() if t.isupper() and (move >= 0 or self.accepts((t,), mark))}

    def _step(self, states: list[int], terminal: str) -> bool:
        while True:
            move = self._rows[states[-1]].get(terminal)
            if move is None:
                return False
            if move >= 0:
                states.append(move)
                return True
            origin, size = self._rules[-1 - move][:2]
            if size:
                del states[-size:]
            states.append(self._rows[states[-1]][origin])


def _gather(children: list[Any]) -> list[Any]:
    if type(children[0]) is list:
        first: list[Any] = children[0]
        first.extend(children[1:])
        return first
    return children


def _flat(children: list[Any]) -> list[Any]:
    flat: list[Any] = []
    for child in children:
        if type(child) is list:
            flat.extend(child)
        else:
            flat.append(child)
    return flat
