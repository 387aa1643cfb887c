"""One draft parsed: what stands where, and how its parts belong together."""
