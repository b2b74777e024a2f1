"""Everything that touches the world outside: commands, files, screens."""
