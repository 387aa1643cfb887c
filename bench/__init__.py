"""Benchmarks: each prints its numbers and their ratio to a named baseline measured in the same run."""
