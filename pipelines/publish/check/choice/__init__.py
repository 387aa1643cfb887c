"""Everything put together: which number claims what, of which day."""
