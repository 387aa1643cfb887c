"""The gate against personal data: what must never get in is recognised here, and never repeated."""
