"""People on the Move: an open course, and the engine under it."""
