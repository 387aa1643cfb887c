"""What a number takes over from what was told before it."""
