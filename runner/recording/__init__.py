"""Recordings: a run as a file, and two runs held against each other."""
