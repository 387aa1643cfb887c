"""Numbers in digits and words, their hedges, and what only looks like one."""
