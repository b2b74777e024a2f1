"""What the exit status of `townlet` says."""

from typing import Final

FAILED: Final = 1  # An `expect` was not met, or the run was blocked whole.
MEND: Final = 2  # Something must be mended first: a script, a file, the command line.
DRIFT: Final = 3  # A story is not the one that was approved.
UNSTEADY: Final = 4  # Two runs that should be the same were not.
NO_GOLDEN: Final = 5  # A golden is missing, damaged, or belongs to nothing.
OUR_FAULT: Final = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED: Final = 130  # 128 + SIGINT, as shells have it
UNREAD: Final = 141  # 128 + SIGPIPE
