"""Drift explained: what changed, and why.

    record ──┬─ performed again ──→ parts from the record?        the engine, or chance
             ├─ with the new script → parts from that?            the script, or a library
             └─ with the new town ──→ parts from that?            the town file

`statements`, `header` and `keys` say what was edited, `attributing` what that did, `explaining` puts it together,
`telling` puts it into words.
"""
