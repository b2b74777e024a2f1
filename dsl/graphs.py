"""Who leads to whom: orders and rings in small graphs, without recursion."""

from collections.abc import Iterator, Mapping, Sequence

Graph = Mapping[str, Sequence[str]]


def walked(graph: Graph) -> tuple[list[str], list[list[str]]]:
    """The nodes, each after all it leads to; and the rings met on the way, each as its nodes in order.

    An edge to something that is not a node is passed over. A ring begins with the first of its nodes.
    """
    order: list[str] = []
    rings: list[list[str]] = []
    state: dict[str, bool] = {}  # True while under way, False when done.
    for start in graph:
        if start not in state:
            _visit(graph, start, state, order, rings)
    return order, rings


def _visit(
    graph: Graph, start: str, state: dict[str, bool], order: list[str], rings: list[list[str]]
) -> None:
    path: dict[str, Iterator[str]] = {start: iter(graph[start])}
    state[start] = True
    while path:
        node = next(reversed(path))
        onward = next(path[node], None)
        if onward is None:
            del path[node]
            state[node] = False
            order.append(node)
        elif onward in graph and onward not in state:
            state[onward] = True
            path[onward] = iter(graph[onward])
        elif state.get(onward):
            nodes = list(path)
            rings.append(nodes[nodes.index(onward) :])
