"""Runs over the sources of a config, which may be files or data frames: for commands and notebooks alike."""
