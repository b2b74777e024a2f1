"""What is left to say when nothing better is known."""

from dsl.diagnostic import Diagnostic
from dsl.mend.say import expected, shape
from dsl.mend.trouble import Finding, Trouble


def too_short(t: Trouble) -> Finding | None:
    """`direct Kai to`"""
    if t.token is not None and not (t.token.type == "COLON" and t.at == len(t.tokens) - 1):
        return None
    here = t.token.span if t.token else t.line.end
    label = f"{expected(t)} is missing here" if expected(t) else "something is missing here"
    return Finding(Diagnostic("TN112", "this line stops too early", here, label, hint=shape(t)))


def unexpected(t: Trouble) -> Finding:
    token = t.token or t.tokens[-1]
    if t.at == 0:
        label = expected(t) and f"a line here begins with {expected(t)}"
        hint = "put `narrate:` above it and indent it" if token.type == "PROSE" else None
        message = f"a line cannot begin with `{token.text[:30].strip()}` here"
        if token.type == "PROSE":
            message, label = "a line of prose stands only under `narrate:`", "prose by itself"
        return Finding(Diagnostic("TN101", message, token.span, label or "", hint=hint))
    message = f"I did not expect `{token.text[:30]}` here"
    label = f"expected {expected(t)}" if expected(t) else "this does not fit"
    return Finding(Diagnostic("TN101", message, token.span, label, hint=shape(t)))
