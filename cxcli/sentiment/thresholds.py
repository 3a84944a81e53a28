"""From where on a polarity is positive or negative."""

THRESHOLD = 0.05
"""From this on a text is positive, from its negative on negative (the README of vaderSentiment)."""


def class_of(polarity: float) -> int:
    """Return 1, 0 or -1 for a polarity from -1 to 1: positive, neutral, negative."""
    return (polarity >= THRESHOLD) - (polarity <= -THRESHOLD)
