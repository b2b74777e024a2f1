"""The figures that Townlet is held to, measured: `python -m bench`, or `make bench`."""
