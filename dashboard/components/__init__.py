"""Building stones of pages; each takes figures or texts and gives native, accessible HTML components."""
