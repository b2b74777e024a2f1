"""A script performed again on each save, and what that changed.

    files ─again─→ Told ─compare─→ Comparison ─page─→ lines        loop: wakes, looks, shows

A run is performed whole each time: a snapshot belongs to the schedule it was made with, and a saved script is
another schedule; and a day of ten people takes a tenth of a second. The parser and the towns stay at hand.
"""
