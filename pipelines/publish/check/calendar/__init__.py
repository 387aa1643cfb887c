"""Days and stretches of time as a draft names them."""
