"""A small town of agents that lives by itself, deterministically."""
