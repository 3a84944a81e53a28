"""A run as text: what a command writes and a notebook shows."""
