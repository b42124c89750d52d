"""The foundation: what authors write, read strictly."""
