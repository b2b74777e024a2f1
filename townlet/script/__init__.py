"""The script while it runs: its cues, frames and checks, and what they look at."""
