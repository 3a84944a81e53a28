"""The files of a report: their names, and how they come to their places."""
