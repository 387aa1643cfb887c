"""The vocabulary: what betrays a metric, a group, a place."""
