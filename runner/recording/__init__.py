"""Recordings of runs: how they are written, read, performed again, looked into, and made into scripts."""
