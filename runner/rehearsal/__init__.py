"""Rehearsal: a scenario tried out over seeds and values, and held against the story that was approved.

    scripts ─planned→ plans ─performed→ runs ─judged→ results ─told→ report and exit status
             (cells: seed × values)     (one a cell)   (rates, golden)

`plan` says what is to be performed, `stage` performs it on all cores, `rates` counts, `golden` compares, `report`
tells.
"""
