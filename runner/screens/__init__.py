"""Screens for a terminal, drawn by Textual: pure functions make what is shown, thin widgets show it."""
