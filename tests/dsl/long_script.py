"""A script of any length, with a bit of everything: the one that the benchmark measures."""

from bench.long_script import long_script

__all__ = ["long_script"]
