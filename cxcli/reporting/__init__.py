"""Findings become one neutral table, and writers make a screen, a file or a sentence of it."""
