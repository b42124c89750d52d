"""One module per format, each with one function that returns the export."""
