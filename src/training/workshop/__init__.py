"""The workshop: one laptop, a room of phones, nothing lost."""
