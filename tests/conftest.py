"""What holds for the whole suite."""

from hypothesis import settings

# The same examples in every run, and no limit by the wall clock: a busy machine must not turn a sound tree red.
settings.register_profile("townlet", derandomize=True, deadline=None)
settings.load_profile("townlet")

# Scripts that are broken on purpose, in many languages, or only keep a snapshot company, are no tests of their own.
collect_ignore_glob = ["broken/*.town", "kept/*.town", "languages/*.town"]
