"""Statements while a run goes on: how they come in, what becomes of each, and what is answered."""
