"""An idea: something one might do next, and how much it appeals."""

from townlet.actions import Activity

Option = tuple[int, Activity]  # The appeal in millionths, 0..ONE, before whims and nudges.
