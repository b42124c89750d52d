"""The hall: what learners do; pure."""
