"""A draft as text: out of its file, without the marks of its setting, parted into words, clauses and sentences."""
