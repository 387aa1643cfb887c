"""Which Stichtag or period belongs to a number, and which metric the words around it name."""
