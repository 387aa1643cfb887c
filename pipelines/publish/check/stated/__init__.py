"""What a sentence says of a number: whose it is, of what, and whether it is stated at all."""
