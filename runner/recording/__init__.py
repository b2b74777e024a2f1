"""Recordings: runs as files, performed again, looked into, made into scripts; and two runs held against each other."""
