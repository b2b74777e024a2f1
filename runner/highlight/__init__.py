"""Colours for scripts and transcripts: in the terminal, wherever Pygments is understood, and in editors.

    dsl.grammar ─words─→ words.json ─patterns─→ lexer      Pygments, and through it Rich and the terminal
        (make colours)                 └──────→ textmate   editors/vscode/syntaxes (make colours)

Both are made of the same patterns, so that a script looks alike everywhere.
"""
