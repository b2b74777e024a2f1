"""What ships: scripts with their golden transcripts, the shared library, the town files. Data only."""
