"""How people stand to each other, and what passes between them of its own accord."""
