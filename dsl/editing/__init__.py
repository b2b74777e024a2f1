"""A text while it is edited: read and checked again after each change, and all that an editor asks of it, as values."""
