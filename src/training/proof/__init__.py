"""The wing that holds content to its rules."""
