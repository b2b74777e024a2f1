"""What agents can be directed or nudged to do."""

from typing import Literal, TypeAlias

from dsl.tree.parts import Coins, Goods, Node, Option, Phrase, Target


class Activity(Node, frozen=True, gc=False):
    """What an agent can be directed or nudged to do: a verb and its roles.

    | written | verb | object | phrases |
    |---|---|---|---|
    | `go to cafe` | go | | to cafe |
    | `meet Kai at cafe` | meet | Kai | at cafe |
    | `chat with Kai about prices (quality = 80%)` | chat | | with Kai, about prices |
    | `give 1 umbrella to Kai` | give | Goods(1, umbrella) | to Kai |
    | `take back umbrella from Kai` | take back | umbrella | from Kai |
    | `rest at home` | rest | | at home |
    | `wait near shower` | wait | | near shower |

    Which roles a verb wants is the checker's business; the grammar only knows which may follow it.
    """

    verb: "Verb"
    object: Target | Goods | Coins | None = None
    phrases: tuple[Phrase, ...] = ()
    options: tuple[Option, ...] = ()


Verb: TypeAlias = Literal[
    "go", "meet", "greet", "chat", "argue", "apologise", "give", "take back", "buy", "cook", "eat", "use",
    "drop", "pick up", "rest", "wash", "work", "apply", "wait", "leave",
]  # fmt: skip
