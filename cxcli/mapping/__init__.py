"""Chunks of text columns become mapped rows: which column feeds which field, and how its texts are read."""
