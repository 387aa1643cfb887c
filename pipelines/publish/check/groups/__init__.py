"""Which part of the refugees a number counts."""
