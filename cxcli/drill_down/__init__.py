"""The rows behind a number: a second pass over the files, for the rows of one cell of a scoring run."""
