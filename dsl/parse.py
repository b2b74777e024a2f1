"""Text to tree: tolerant, never raising, with at most one message for each line.

    parser = build_parser()      # slow: Lark analyses the grammar
    kept = parser.dump()         # bytes; load_parser(kept) takes milliseconds and does not import Lark
    file, diagnostics = parse(Source("a.town", text), parser)

A line that does not fit is mended if what was meant is clear (`dsl.mend`), and read once more; if not, it
is replaced by a `Damaged` in the tree. Nothing that happens on one line can disturb another.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from dsl import tree
from dsl.build import BUILDERS
from dsl.diagnostic import Diagnostic, in_order
from dsl.foreign import another_kind
from dsl.guess import edits
from dsl.heads import above_its_head, beginning, forgotten, heads_for, no_script, stands_under, words_in
from dsl.layout import DEEPEST, Layout
from dsl.lines import Line, Reading, Token, read_lines, scanner
from dsl.lost import Start, lost_together, starts
from dsl.machine import Machine
from dsl.mend import Tokens, Trouble, find
from dsl.misplaced import misplaced
from dsl.source import Source, Span
from dsl.table import Table, build_table, grammar_digest
from dsl.words import DECLARING, FIELDS, SYNONYMS

MOST_JOINED = 20
"""So many names that are none are remembered; each line is searched for all of them."""

HARMLESS = ("TN107", "TN109")
"""Tabs and foreign quotation marks: said of how a line is written, never of what it says."""

_OF_READING = ("TN101", "TN102", "TN103", "TN112", "TN115", "TN116", "TN120")
"""What is said of a line word by word: its fix is worth nothing if the next word makes no sense either."""

AHEAD = 2
"""So many lines below one can bear on what it is taken for."""

ATTEMPTS = 4
"""How many slips in one line are mended before it is given up."""


class Parser(msgspec.Struct, frozen=True):
    """What `parse` needs: the table of the grammar, and the expression that cuts lines into tokens."""

    table: Table
    scan: re.Pattern[str]

    def dump(self) -> bytes:
        """The parser as bytes, to be kept under `grammar_digest()`."""
        return msgspec.msgpack.encode(self.table)


def build_parser() -> Parser:
    """Analyse the grammar. Costly; see `Parser.dump`."""
    return _parser(build_table())


def load_parser(kept: bytes) -> Parser:
    """The parser from what `dump` gave. ValueError if the bytes are damaged or of another grammar."""
    table = msgspec.msgpack.decode(kept, type=Table)
    if table.grammar != grammar_digest():
        raise ValueError("the kept parser is of another version of the grammar")
    return _parser(table)


def _parser(table: Table) -> Parser:
    return Parser(table, scanner(table.patterns, table.literals))


class Sound(msgspec.Struct, frozen=True, gc=False):
    """A line that needed no mending: the terminal each token was taken for, and how many blocks it stands in.

    `depth` is None where the lines around it are not indented as they should be.
    """

    depth: int | None
    taken: tuple[str, ...]


class Parsed(msgspec.Struct, frozen=True):
    """What became of a text; `sound` are the lines that could be read just as they stand, by number."""

    file: tree.File
    diagnostics: tuple[Diagnostic, ...]
    reading: Reading
    sound: Mapping[int, Sound]


def parse(source: Source, parser: Parser) -> tuple[tree.File, tuple[Diagnostic, ...]]:
    """The tree as written, and what is wrong with it by line. Never raises, whatever the text."""
    parsed = parse_lines(source, parser)
    return parsed.file, parsed.diagnostics


def parse_lines(source: Source, parser: Parser) -> Parsed:
    """The same, with the lines it was read from: for whoever has to do with how a text is written."""
    foreign = another_kind(source)
    if foreign is not None:
        return _unread(source, foreign)
    reading = read_lines(source, parser.scan)
    reader = Reader(source.name, parser.table, reading.diagnostics)
    reader.read_all(reading.lines)
    file = reader.finish(reading.comments)
    said = all_said(file, reader.said, starts(reading.lines))
    return Parsed(file, said, reading, reader.sound_lines(reading.diagnostics))


def _unread(source: Source, foreign: Diagnostic) -> Parsed:
    """What becomes of a file that is no script: one message, and nothing is read."""
    passed = frozenset(number for number, line in enumerate(source.lines, 1) if line.strip())
    return Parsed(tree.File(Span(source.name, 1, 1, 1, 1)), (foreign,), Reading((), (), (foreign,), passed), {})


def all_said(file: tree.File, said: dict[int, Diagnostic], lines: Iterable[Start]) -> tuple[Diagnostic, ...]:
    """What there is to say of a file as it is written, when `said` was said of its lines while they were read."""
    for diagnostic in misplaced(file):
        said.setdefault(diagnostic.span.line, diagnostic)
    said = lost_together(lines, said)
    declared = file.uses or file.personalities or file.items or file.vignettes or file.scenarios
    return no_script(file.span.file, in_order(tuple(said.values())), bool(declared or file.streams))


class Reader:
    """Reads one file line by line into the machine, and keeps what is to be said about each line."""

    def __init__(self, file: str, table: Table, said: tuple[Diagnostic, ...]) -> None:
        self.file = file
        self.said: dict[int, Diagnostic] = {}
        for diagnostic in said:
            self.say(diagnostic)
        self.machine = Machine(table, BUILDERS, self.say)
        self.layout = Layout(self.machine, self.say, self._is_reported)
        self._mark: int | None = None  # where the stacks stood before the line at hand
        self._branches: dict[int, int] = {}  # how many `otherwise if` in a row, by indentation
        self._joined: dict[tuple[str, ...], str] = {}  # names that are none, and what they are read as
        self.damaged: list[tree.Damaged] = []
        self._taken: list[str] = []  # what the tokens of the line at hand were taken for
        self._sound: dict[int, Sound] = {}

    def say(self, diagnostic: Diagnostic) -> None:
        """One message for a line: the first one, which the others mostly follow from."""
        self.said.setdefault(diagnostic.span.line, diagnostic)

    def _is_reported(self, line: Line) -> bool:
        return line.end.line in self.said

    def read_all(self, lines: Sequence[Line], below: Sequence[Line] = ()) -> None:
        """Take lines, one after the other; `below` are the next two after them."""
        following = (*lines, *below)
        for number, line in enumerate(lines, 1):
            self.read(line, following[number : number + AHEAD])

    def read(self, line: Line, below: Sequence[Line]) -> None:
        """Take one line; `below` are the next two: does this one open a block, and of what?"""
        written, line = line, self._with_known_names(line)
        if self._is_above_its_head(line, below):
            self._pass_over(line)
            return
        self._put_forgotten_head(line, below)
        if not self.layout.begin(line, below[0].indent if below else 0):
            self._pass_over(line)
            return
        if self._is_tangled(line):
            self._replace(line, below, line.tokens)
            return
        read, last = self._mended(line, self._familiar(line.tokens))
        if read:
            if last is written.tokens:
                self._sound[line.end.line] = Sound(self.layout.depth, tuple(self._taken))
            self.layout.end(line)
        else:
            self._forget()
            self._take_back_fix(line)
            self._replace(msgspec.structs.replace(line, tokens=last), below, line.tokens)

    def _mended(self, line: Line, tokens: Tokens) -> tuple[bool, Tokens]:
        """Whether a line could be read, mended where it had to be; and what was made of it in the end."""
        for attempt in range(ATTEMPTS + 1):
            trouble = self._try(line, tokens)
            if trouble is None:
                return True, tokens
            if attempt == ATTEMPTS:
                break
            finding = find(trouble)
            self.say(finding.diagnostic)
            if not finding.mended:
                break
            if finding.joined is not None and len(self._joined) < MOST_JOINED:
                self._joined[finding.joined[0]] = finding.joined[1]
            self._forget()
            tokens = finding.mended
        return False, tokens

    def _take_back_fix(self, line: Line) -> None:
        """A fix after which the line still could not be read was no more than a guess."""
        said = self.said.get(line.end.line)
        if said is not None and said.code in _OF_READING and said.fix is not None:
            self.said[line.end.line] = msgspec.structs.replace(said, fix=None)

    def _pass_over(self, line: Line) -> None:
        """Nothing is read of a line, but a name in it may be the one that is missed elsewhere."""
        span = line.tokens[0].span.to(line.tokens[-1].span)
        self.damaged.append(tree.Damaged(span, words_in(line.tokens)))

    def _is_above_its_head(self, line: Line, below: Sequence[Line]) -> bool:
        """Two lines that have changed places: `seeds: 1..5`, and then `rehearse:`"""
        outside = self.layout.opener is None and self.layout.skipped is None
        if not outside or not below or not stands_under(line, below[0]):
            return False
        self.say(above_its_head(line, below[0]))
        return True

    def _put_forgotten_head(self, line: Line, below: Sequence[Line]) -> None:
        """Read on as if a `scenario` or `cast:` line stood where one is missing."""
        if self.layout.opener is not None or self.layout.skipped is not None:
            return
        level = self.layout.levels[-1].indent
        found = forgotten(line, below, self.machine, level)
        if found is not None:
            head, diagnostic = found
            if not self.layout.is_under_reported(line):
                self.say(diagnostic)
            for token in (*head, Token("_NL", "", head[-1].span)):
                self.machine.feed(token)
            self.layout.opener = Line(level, head, False, head[-1].span)

    def _with_known_names(self, line: Line) -> Line:
        """A name that was reported where it was introduced (`O'Neil`) is read in silence from then on."""
        tokens = line.tokens
        for words, name in self._joined.items():
            for at in range(len(tokens) - len(words), -1, -1):
                if tuple(token.text for token in tokens[at : at + len(words)]) == words:
                    span = tokens[at].span.to(tokens[at + len(words) - 1].span)
                    tokens = (*tokens[:at], Token("NAME", name, span), *tokens[at + len(words) :])
        return line if tokens is line.tokens else msgspec.structs.replace(line, tokens=tokens)

    def _is_tangled(self, line: Line) -> bool:
        """Whether brackets, `not` or `otherwise if` pile up beyond what anybody can follow."""
        words = [token.text for token in line.tokens]
        if words[0] != "otherwise":
            self._branches = {indent: n for indent, n in self._branches.items() if indent < line.indent}
        elif words[1:2] == ["if"]:
            self._branches[line.indent] = self._branches.get(line.indent, 0) + 1
        depth = max(words.count("(") + words.count("not"), self._branches.get(line.indent, 0))
        if depth > DEEPEST:
            span = line.tokens[0].span
            hint = f"no more than {DEEPEST} of them; split it up"
            self.say(Diagnostic("TN118", "this is too tangled to follow", span, "too many in one", hint=hint))
        return depth > DEEPEST

    def _familiar(self, tokens: Tokens) -> Tokens:
        """`else:` and `otherwhise:` for `otherwise:` must be seen at once: here one word decides."""
        first = tokens[0]
        if first.type != "NAME" or len(tokens) < 2 or not self.machine.accepts(("OTHERWISE",)):
            return tokens
        meant = SYNONYMS.get(first.text, "").startswith("otherwise") or _nearly_otherwise(first.text)
        if first.text == "otherwise" or not meant:
            return tokens
        trouble = Trouble(
            Line(0, tokens, False, tokens[-1].span.after()), tokens, 0, self.machine,
            {"OTHERWISE"}, (), {"OTHERWISE"},
        )  # fmt: skip
        finding = find(trouble)
        self.say(finding.diagnostic)
        return finding.mended or tokens

    def _try(self, line: Line, tokens: Tokens) -> Trouble | None:
        """Feed a line and its end. If it does not fit, the machine is left where it stopped."""
        machine = self.machine
        taken = self._taken = []
        self._mark = None
        for token in (*tokens, Token("_NL", "", line.end)):
            if not machine.feed(token):
                openings = machine.expected(self._mark)
                return Trouble(
                    line, tokens, len(taken), machine, machine.expected(), tuple(taken), openings, self._mark
                )
            if self._mark is None:
                self._mark = machine.mark()
            taken.append(machine.taken)
        return None

    def _forget(self) -> None:
        if self._mark is not None:
            self.machine.back_to(self._mark)

    def _replace(self, line: Line, below: Sequence[Line], written: Tokens) -> None:
        """Put something in the place of a line that cannot be read, so that what stands under it can be."""
        words = words_in(written)
        span = line.tokens[0].span.to(line.tokens[-1].span)
        self.damaged.append(tree.Damaged(span, words))
        damaged = Token("DAMAGED", " ".join(words), span)
        end = Token("_NL", "", line.end)
        if self._opens(line, below) and not self._is_foreign(line.tokens[0]):
            for head in heads_for(line, damaged, below):
                if self._would_open(head, end, below):
                    for token in (*head, end):
                        self.machine.feed(token)
                    self.layout.end(line)
                    return
        if self.machine.accepts(("DAMAGED",)):
            self.machine.feed(damaged)
            self.machine.feed(end)
        self.layout.skip_under(line)

    def _opens(self, line: Line, below: Sequence[Line]) -> bool:
        """Whether a block stands under a line that cannot be read."""
        if not below or below[0].indent > self.layout.column:
            return bool(below)
        empty = len(line.tokens) == 2 and line.tokens[0].text in FIELDS
        return line.tokens[-1].type == "COLON" and not empty and not self.machine.reads(beginning(below[0]))

    def _would_open(self, head: Tokens, end: Token, below: Sequence[Line]) -> bool:
        """Whether a block could begin with this head here, and go on with the line below."""
        terminals = [self.machine.resolve(head[0]), *(token.type for token in head[1:]), "_NL"]
        tokens = beginning(below[0]) if below else ()
        return self.machine.reads(tokens, after=(*terminals, "_INDENT"))

    def _is_foreign(self, first: Token) -> bool:
        """A `cast:` in a cue, for example: what stands under it could only be misread here."""
        return first.text in DECLARING and self.machine.resolve(first) == "NAME"

    def close_before(self, indent: int, inside: int, below: Sequence[Line] = ()) -> bool:
        """See `Layout.close_before`; False also if something else that was read can bear on what follows."""
        deeper = all(column >= indent for column in self._branches)
        return deeper and not self._joined and self.layout.close_before(indent, inside, below)

    def sound_lines(self, slips: tuple[Diagnostic, ...]) -> dict[int, Sound]:
        """The lines about which nothing was said, or only a slip that leaves no doubt of what is meant."""
        harmless = {slip.span.line for slip in slips if slip.code in HARMLESS and self.said[slip.span.line] is slip}
        return {
            number: sound for number, sound in self._sound.items() if number not in self.said or number in harmless
        }

    def finish(self, comments: tuple[tree.Comment, ...]) -> tree.File:
        self.layout.finish()
        file: tree.File = self.machine.finish()
        return finished(file, self.file, comments, tuple(self.damaged))


def finished(
    file: tree.File, name: str, comments: tuple[tree.Comment, ...], damaged: tuple[tree.Damaged, ...]
) -> tree.File:
    """A file with what the grammar knows nothing of."""
    return msgspec.structs.replace(file, span=Span(name, 1, 1, 1, 1), comments=comments, damaged=damaged)


def _nearly_otherwise(word: str) -> bool:
    return len(word) > 5 and edits(word.casefold(), "otherwise") <= 2
