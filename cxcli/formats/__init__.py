"""A report as files: each format is a module, and they all take the same `Report`."""
