"""A run at a pace that people can follow: ticks by the clock on the wall, keys, and a line that says how far it is."""
