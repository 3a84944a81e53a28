"""Customer experience metrics that can be defended: value, uncertainty, definition and an account of every row."""

__version__ = "0.1.0"
